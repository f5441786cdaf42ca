import type {DroppedField, Pop, PopField, PopMapping} from '../../contract/dialer.ts';
import {cleanText, type LocalText, TimeZone} from '../../contract/values.ts';
import {
  COMMAND_NAMES,
  DIRECTION_WORDS,
  FIELD_NAMES,
  LANGUAGE_WORDS,
  NO_NUMBER,
  OUTCOME_NAMES,
  PHASE_WORDS,
  plainName,
  type PopPart,
} from './field-names.ts';
import {type FlatPair, flatPairs} from './flat-pairs.ts';
import {dropped, whys} from './pop-words.ts';
import {joinedCounts} from './told-counts.ts';
import {unfilledMacro} from './unfilled-macros.ts';

export interface ReadPop {
  pop: Pop;
  dropped: DroppedField[];
}

/** Which part a plain name means, and how good a name for it it is (smaller is better). */
const MEANINGS = new Map<string, {part: PopPart; rank: number}>(
  (Object.entries(FIELD_NAMES) as [PopPart, readonly string[]][]).flatMap(([part, names]) =>
    names.map((name, rank): [string, {part: PopPart; rank: number}] => [name, {part, rank}]),
  ),
);

const TEXT_CAPS = {
  phone: 40,
  from: 40,
  to: 40,
  name: 80,
  firstName: 40,
  lastName: 40,
  account: 60,
  callId: 120,
} as const;
const OTHER_CAPS = {campaign: 60, agent: 40, bucket: 20, product: 60, timeZone: 64} as const;
const CAPS: Partial<Record<PopPart, number>> = {...TEXT_CAPS, ...OTHER_CAPS};
const SHORT = 40;
const MOST_DROPPED = 30;

type Found = Partial<Record<PopPart, {rank: number; value: string}>>;

/**
 * What a screen-pop says: a text in any dialer's convention → fields and what was left out. Pure; nothing here dials,
 * opens or stores. A field that is missing, unfilled or wrong is null.
 *
 * @param mapping the team's own names of fields; they outrank the built-in ones
 */
export function readPop(text: string, mapping: PopMapping = []): ReadPop {
  const {pairs, tooMany} = flatPairs(text);
  const left: DroppedField[] = tooMany ? [dropped('…', 'tooMany', whys.tooMany)] : [];
  const own = new Map(mapping.map(({theirs, ours}) => [plainName(theirs), ours]));
  const found: Found = {};
  for (const pair of pairs) {
    const fault = take(pair, own, found);
    if (fault !== null) left.push(fault);
  }
  return {pop: popOf(found), dropped: left.slice(0, MOST_DROPPED)};
}

/** Takes one field over; what is wrong with it otherwise. Fields that nobody knows are no fault: dialers send dozens. */
function take({key, names, value, raw}: FlatPair, own: ReadonlyMap<string, PopField | null>, found: Found) {
  const meaning = meaningOf(names, own);
  if (meaning === null) {
    const filled = value !== null && value.trim() !== '';
    if (filled && names.some((name) => OUTCOME_NAMES.has(name))) return dropped(key, 'outcome', whys.outcome);
    if (filled && names.some((name) => COMMAND_NAMES.has(name))) return dropped(key, 'command', whys.command);
    return null;
  }
  if (value === null) return dropped(key, 'notText', whys.notText);
  if (value.trim() === '') return null;
  // `%CallerNumber%` begins like an encoded byte and arrives broken; a name in encoded bytes may look like a macro.
  const macro = unfilledMacro(value) ?? (value.includes('\ufffd') ? unfilledMacro(raw) : null);
  if (macro !== null) return dropped(key, 'macro', whys.macro(macro));
  const {part, rank} = meaning;
  const most = CAPS[part] ?? SHORT;
  if (value.length > most) return dropped(key, 'tooLong', whys.tooLong(most));
  const line = cleanText(value).replace(/\s+/g, ' ').trim();
  // A number or a name of another character set arrives as signs of replacement.
  const clean = part in TEXT_CAPS && line.includes('\ufffd') ? '' : line;
  if (clean === '') return dropped(key, 'invalid', whys.invalidText);
  const read = readPart(part, clean);
  if ('why' in read) return dropped(key, 'invalid', read.why);
  const known = found[part];
  if (known === undefined || rank < known.rank) found[part] = {rank, value: read.value};
  return null;
}

function meaningOf(
  names: readonly string[],
  own: ReadonlyMap<string, PopField | null>,
): {part: PopPart; rank: number} | null {
  for (const name of names) {
    const ours = own.get(name);
    if (ours === null) return null;
    if (ours !== undefined) return {part: ours, rank: -1};
  }
  for (const name of names) {
    const meaning = MEANINGS.get(name);
    if (meaning !== undefined) return meaning;
  }
  return null;
}

type Read = {value: string} | {why: LocalText};

function readPart(part: PopPart, text: string): Read {
  switch (part) {
    case 'phone':
    case 'from':
    case 'to':
      return readPhone(text);
    case 'direction': {
      const direction = DIRECTION_WORDS.get(plainName(text));
      return direction === undefined ? {why: whys.invalidDirection} : {value: direction};
    }
    case 'language': {
      const word = text.toLowerCase().split(/[-_]/)[0] ?? '';
      const language = LANGUAGE_WORDS.get(word);
      return language === undefined ? {why: whys.invalidLanguage} : {value: language};
    }
    case 'timeZone':
      return TimeZone.safeParse(text).success ? {value: text} : {why: whys.invalidZone};
    case 'callsToday':
    case 'talksToday':
    case 'callsSevenDays':
    case 'talksSevenDays':
      return /^\d{1,4}$/.test(text) ? {value: text} : {why: whys.invalidCount};
    default:
      return {value: text};
  }
}

const DIGITS_LEAST = 3;

function readPhone(text: string): Read {
  const number = text
    .replace(/^(?:tel|callto|sips?):(?:\/\/)?/i, '')
    .replace(/[;@].*$/, '')
    .trim();
  if (NO_NUMBER.has(number.toLowerCase())) return {why: whys.withheld};
  const digits = number.replace(/\D/g, '').length;
  const fits = /^\+?[\d\s().-]{3,32}$/.test(number) && digits >= DIGITS_LEAST;
  return fits ? {value: number} : {why: whys.invalidPhone};
}

function popOf(found: Found): Pop {
  const text = (part: PopPart): string | null => found[part]?.value ?? null;
  const count = (part: PopPart): number | null => (found[part] === undefined ? null : Number(found[part].value));
  const direction = text('direction') as Pop['direction'];
  const [first, second] = direction === 'outbound' ? (['to', 'from'] as const) : (['from', 'to'] as const);
  return {
    phone: text('phone') ?? text(first) ?? text(second),
    name: text('name') ?? wholeName(text('firstName'), text('lastName')),
    account: text('account'),
    callId: text('callId'),
    campaign: text('campaign'),
    agent: text('agent'),
    direction,
    language: text('language') as Pop['language'],
    timeZone: text('timeZone'),
    bucket: text('bucket'),
    product: text('product'),
    counts: {
      callsToday: count('callsToday'),
      talksToday: count('talksToday'),
      callsSevenDays: count('callsSevenDays'),
      talksSevenDays: count('talksSevenDays'),
    },
    phase: PHASE_WORDS.get(plainName(text('phase') ?? '')) ?? null,
  };
}

/** Chinese names are written together, family name first. */
function wholeName(first: string | null, last: string | null): string | null {
  if (first === null || last === null) return first ?? last;
  const together = /^\p{Script=Han}+$/u.test(first + last);
  const name = together ? `${last}${first}` : `${first} ${last}`;
  return name.length <= TEXT_CAPS.name ? name : first;
}

/** Whether a pop names anybody: a number, a person, an account. */
export const namesSomebody = ({phone, name, account}: Pop): boolean =>
  phone !== null || name !== null || account !== null;

/** What tells two pops of one call from two calls: the dialer's id of it, else who it is about. */
export function sameCallKey({callId, phone, account, name}: Pop): string {
  if (callId !== null) return `call:${callId}`;
  return `who:${(phone ?? '').replace(/\D/g, '')}|${account ?? ''}|${name ?? ''}`;
}

/** A pop with what a later one of the same call adds; what was known stays. */
export function joinedPop(known: Pop, more: Pop): Pop {
  const filled = Object.entries(known).map(([field, value]) => [field, value ?? more[field as keyof Pop]]);
  const counts = joinedCounts(known.counts, more.counts);
  return {...(Object.fromEntries(filled) as Pop), counts, phase: more.phase ?? known.phase};
}
