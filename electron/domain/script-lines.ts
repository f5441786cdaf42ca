import type {Account, Debt} from '../contract/account.ts';
import type {CallRecord} from '../contract/call.ts';
import type {Profile} from '../contract/desk.ts';
import type {AccountFlag} from '../contract/flags.ts';
import type {Bucket, Condition, Line, Objection, Pack, Slot, SlotSource, Tone} from '../contract/pack.ts';
import {TONES} from '../contract/pack.ts';
import type {Day, Language} from '../contract/values.ts';
import {accountZone, bucketOf, dayIn, daysOverdue} from './days.ts';
import {leadingDebt} from './debts.ts';
import {type Care, careFor, type Gate, gateOf, isAsGentleAs, isDebtSource, lineMayShow} from './gate.ts';

/** What is known about the call at this moment, as far as lines depend on it. */
export interface CallFacts {
  gate: Gate;
  today: Day;
  daysOverdue: number | null;
  bucket: Bucket | null;
  product: string | null;
  customerTypes: readonly string[];
  firstCall: boolean | null;
  /** How gently the call is led after the turn it took (a dispute, hardship, talk of suicide …); as usual when left out. */
  care?: Care;
  /** Filled slots by slot id, ready to be read aloud. */
  values: ReadonlyMap<string, string>;
  /** The slots whose value comes from the call, the account or the desk; the others are asked for in place. */
  given: ReadonlySet<string>;
}

/** A piece of a line: plain words, or a slot with its value (null: to be asked for in place). */
export type Piece = {text: string; slot: null} | {text: string | null; slot: Slot};

const SLOT = /\{([a-z][A-Za-z0-9]{0,31})\}/g;

/** The slots a text names, in order, each once. */
export function slotsNamedIn(text: string): string[] {
  return [...new Set([...text.matchAll(SLOT)].map((match) => match[1] ?? ''))];
}

/** Cuts a line into words and slots. Braces that name no slot of the pack stay words. */
export function piecesOf(text: string, slots: readonly Slot[], values: ReadonlyMap<string, string>): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(SLOT)) {
    const slot = slots.find((candidate) => candidate.id === match[1]);
    if (slot === undefined) continue;
    if (match.index > from) pieces.push({text: text.slice(from, match.index), slot: null});
    pieces.push({text: values.get(slot.id) ?? null, slot});
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({text: text.slice(from), slot: null});
  return pieces;
}

/** How many parts a condition has; the more, the more exact. */
const exactness = (when: Condition | undefined): number =>
  when === undefined ? 0 : Object.values(when).filter((part) => part !== undefined).length;

/** Whether a condition holds. A part that asks about something unknown does not hold. */
export function conditionHolds(when: Condition | undefined, facts: CallFacts): boolean {
  if (when === undefined) return true;
  const days = facts.daysOverdue;
  if (when.daysOverdue !== undefined) {
    if (days === null) return false;
    if (days < (when.daysOverdue.min ?? 0) || days > (when.daysOverdue.max ?? Infinity)) return false;
  }
  if (when.bucket !== undefined && (facts.bucket === null || !when.bucket.includes(facts.bucket))) return false;
  if (when.product !== undefined && (facts.product === null || !when.product.includes(facts.product))) return false;
  if (when.customerType !== undefined && !when.customerType.some((type) => facts.customerTypes.includes(type))) {
    return false;
  }
  return when.firstCall === undefined || when.firstCall === facts.firstCall;
}

/** The facts that a line needs and that are not known, by slot id. */
export const missingFacts = (line: Line, facts: CallFacts): string[] =>
  line.facts.filter((slot) => !facts.values.has(slot));

const isCurrent = (line: Line, today: Day): boolean => line.validUntil === undefined || line.validUntil >= today;

/** Whether a line is shown at all: let through by the gate, in date, its condition holding, its facts known. */
export function lineShows(line: Line, facts: CallFacts): boolean {
  return (
    lineMayShow(line, facts.gate) &&
    !(line.pressure && isAsGentleAs(facts.care, 'calm')) &&
    isCurrent(line, facts.today) &&
    conditionHolds(line.when, facts) &&
    missingFacts(line, facts).length === 0
  );
}

export interface PickedAnswer {
  line: Line;
  tone: Tone;
  /** The tone that was asked for had no line whose facts are known; these slots are what it lacks. */
  lacking: string[];
}

/**
 * The answer to read aloud: of the tone asked for, the line with the most exact condition that holds. A tone without a
 * line to show falls back to the nearest other one and says which facts it lacked.
 *
 * @returns null when nothing may be said yet ("verify first")
 */
export function pickAnswer(objection: Objection, tone: Tone, facts: CallFacts): PickedAnswer | null {
  // Who is ill or in despair is not asked for facts that a firm tone would need: there is no firm tone.
  const asked = tone === 'firm' && isAsGentleAs(facts.care, 'gentle') ? 'soft' : tone;
  return pickInTone(objection, asked, facts);
}

function pickInTone(objection: Objection, tone: Tone, facts: CallFacts): PickedAnswer | null {
  const order = [tone, ...tonesOffered(facts).filter((other) => other !== tone)];
  for (const candidate of order) {
    const line = bestLine(objection.answers[candidate], facts);
    if (line === null) continue;
    const lacking = candidate === tone ? [] : lackingFacts(objection.answers[tone], facts);
    return {line, tone: candidate, lacking};
  }
  return null;
}

/** The tones that are offered at all, in the order in which one stands in for another. */
const tonesOffered = ({care}: CallFacts): Tone[] =>
  isAsGentleAs(care, 'gentle') ? ['standard', 'soft'] : ['standard', 'soft', 'firm'];

// Once the person is confirmed, what is said to strangers is only the last resort.
const rank = (line: Line): number => exactness(line.when) * 2 + (line.beforeVerification ? 0 : 1);

function bestLine(lines: readonly Line[], facts: CallFacts): Line | null {
  const shown = lines.filter((line) => lineShows(line, facts));
  return shown.reduce<Line | null>((best, line) => (best === null || rank(line) > rank(best) ? line : best), null);
}

function lackingFacts(lines: readonly Line[], facts: CallFacts): string[] {
  if (facts.gate === 'closed') return [];
  return [
    ...new Set(lines.filter((line) => conditionHolds(line.when, facts)).flatMap((line) => missingFacts(line, facts))),
  ];
}

/** The tones that have something to show now. */
export const tonesShown = (objection: Objection, facts: CallFacts): Tone[] =>
  TONES.filter((tone) => tonesOffered(facts).includes(tone) && bestLine(objection.answers[tone], facts) !== null);

export interface FactSources {
  pack: Pack;
  profile: Profile;
  record: CallRecord | null;
  /** As the gate let it through. */
  account: Account | null;
  /** What the customer asked for; some of it asks for calm. */
  flags?: readonly AccountFlag[];
  /** Values typed in place that are not saved yet. */
  typed: Readonly<Record<string, string>>;
  now: string;
}

/** Everything that lines depend on, from the call, the account and the desk. Debt facts only where the gate lets them. */
export function callFacts({pack, profile, record, account, flags = [], typed, now}: FactSources): CallFacts {
  const gate = record === null ? 'preparing' : gateOf(record);
  const care = careFor(record, flags);
  const zone = account === null ? profile.timeZone : accountZone(account.timeZones, profile.timeZone);
  const today = dayIn(zone, now);
  const debt = gate === 'closed' ? null : leadingDebt(account?.debts ?? []);
  const days = debt === null ? null : daysOverdue(debt.dueDate, today);
  const values = new Map<string, string>();
  const given = new Set<string>();
  const asked = new Map(Object.entries({...record?.slots, ...typed}));
  for (const slot of pack.slots) {
    const known =
      sourceValue(slot.source, {profile, record, account, debt, days, language: pack.language})?.trim() ?? '';
    // A value of nothing but spaces would read as a gap in the sentence.
    const value = known === '' ? (asked.get(slot.id)?.trim() ?? '') : known;
    if (known !== '') given.add(slot.id);
    const mayTell = (gate !== 'closed' && care !== 'noMoney') || !isDebtSource(slot.source);
    if (value !== '' && mayTell) values.set(slot.id, value);
  }
  return {
    gate,
    today,
    daysOverdue: days,
    bucket: days === null ? null : bucketOf(days, pack.buckets),
    product: debt?.product ?? null,
    customerTypes: record?.customerTypes ?? [],
    firstCall: record?.opened.firstCall ?? null,
    care,
    values,
    given,
  };
}

interface Sources {
  profile: Profile;
  record: CallRecord | null;
  account: Account | null;
  debt: Debt | null;
  days: number | null;
  language: Language;
}

function sourceValue(source: SlotSource, from: Sources): string | null {
  const {debt, language} = from;
  if (isDebtSource(source) && debt === null) return null;
  switch (source) {
    case 'agent.spokenName':
      return from.profile.spokenName;
    case 'agent.agentId':
      return from.profile.agentId;
    case 'agent.institution':
      return from.profile.institution;
    case 'agent.team':
      return from.profile.team;
    case 'agent.officialPhone':
      return from.profile.officialPhone ?? null;
    case 'agent.officialChannel':
      return from.profile.officialChannel ?? null;
    case 'account.customerName':
      return from.account?.person.name ?? from.record?.opened.customerName ?? null;
    case 'account.reference':
      return from.account?.reference ?? null;
    case 'debt.product':
      return debt?.product ?? null;
    case 'debt.creditor':
      return debt?.creditor ?? null;
    case 'debt.dueDate':
      return debt === null ? null : spokenDay(debt.dueDate, language);
    case 'debt.daysOverdue':
      return from.days === null || from.days < 1 ? null : String(from.days);
    case 'debt.amount':
      return spokenMoney(debt?.amount ?? null, debt, language);
    case 'debt.principal':
      return spokenMoney(debt?.principal ?? null, debt, language);
    case 'debt.interest':
      return spokenMoney(debt?.interest ?? null, debt, language);
    case 'debt.fees':
      return spokenMoney(debt?.fees ?? null, debt, language);
    case 'debt.paid':
      return spokenMoney(debt?.paid ?? null, debt, language);
    default:
      return null;
  }
}

function spokenMoney(minor: number | null, debt: Debt | null, language: Language): string | null {
  return minor === null || debt === null ? null : formatMoney(minor, debt.currency, language);
}

/** Digits after the point of a currency: 2 for CNY and USD, 0 for JPY. */
export function minorDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  const digits =
    new Intl.NumberFormat('en', {style: 'currency', currency}).resolvedOptions().maximumFractionDigits ?? 2;
  digitsOf.set(currency, digits);
  return digits;
}

/** Asking costs more than reading an amount, and tables have thousands of them; there are few currencies. */
const digitsOf = new Map<string, number>();

/** An amount to be read aloud: `3,280.50元` in Chinese for yuan, else the language's own currency form. */
export function formatMoney(minor: number, currency: string, language: Language): string {
  const digits = minorDigits(currency);
  const amount = minor / 10 ** digits;
  const fractions = Number.isInteger(amount) ? 0 : digits;
  if (language === 'zh-CN' && currency === 'CNY') {
    return `${new Intl.NumberFormat('zh-CN', {minimumFractionDigits: fractions}).format(amount)}元`;
  }
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: fractions,
    maximumFractionDigits: digits,
  }).format(amount);
}

/** A day to be read aloud: `11月5日`, `November 5`. */
export function spokenDay(day: Day, language: Language): string {
  return new Intl.DateTimeFormat(language, {month: 'long', day: 'numeric', timeZone: 'UTC'}).format(
    new Date(`${day}T00:00:00Z`),
  );
}
