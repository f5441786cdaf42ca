import {NO_NUMBER, plainName, SWITCH_NAMES, WRAPPERS} from './field-names.ts';
import {unfilledMacro} from './unfilled-macros.ts';

/** One field as it came. `value` is null for what is no text and no number (a list, a deep document). */
export interface FlatPair {
  /** As the dialer wrote it. */
  key: string;
  /** As it is compared; a wrapper around it left out. */
  names: readonly string[];
  value: string | null;
  /** Before percent signs were decoded: `%CallerNumber%` begins like an encoded byte. */
  raw: string;
}

export interface FlatPairs {
  pairs: FlatPair[];
  /** There were more than are read. */
  tooMany: boolean;
}

const MOST_PAIRS = 120;
const DEEPEST = 4;
const NOTHING: FlatPairs = {pairs: [], tooMany: false};

function onlySo(pairs: FlatPair[]): FlatPairs {
  return {pairs: pairs.slice(0, MOST_PAIRS), tooMany: pairs.length > MOST_PAIRS};
}

const plain = (key: string, value: string, raw = value): FlatPair => ({key, names: [plainName(key)], value, raw});

/**
 * The fields of a pop in whatever form it came: `callside://open?…`, another program's link, a query, a form, a flat or
 * nested JSON document, the switches of the old 3CX assistant, or a bare number or reference. Nothing in it is run,
 * fetched or dialled.
 */
export function flatPairs(text: string): FlatPairs {
  // VICIdial marks addresses with fields in them by a leading VAR.
  const trimmed = text.trim().replace(/^VAR(?=[a-z]+:)/, '');
  if (trimmed === '') return NOTHING;
  if (/^[{[]/.test(trimmed)) return pairsOfDocument(trimmed);
  if (/^(?:\S+\s+)?"?\/[A-Z]:/.test(trimmed)) return pairsOfSwitches(trimmed);
  const link = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(trimmed);
  if (link !== null && link[2]?.startsWith('//') === true) return pairsOfLink(link[1] ?? '', link[2] ?? '');
  if (link !== null && /^(tel|callto|sip|sips)$/i.test(link[1] ?? '')) return onlySo([plain('phone', trimmed)]);
  if (/^(?:javascript|vbscript|data|file|blob|about|callside):/i.test(trimmed)) return NOTHING;
  if (/^\??[^=\s&]{1,100}=/.test(trimmed)) return pairsOfQuery(trimmed.replace(/^\?/, ''));
  return bare(trimmed);
}

function pairsOfLink(scheme: string, rest: string): FlatPairs {
  const name = scheme.toLowerCase();
  if (name === 'callside' && !/^\/\/open\/?(?:[?#]|$)/i.test(rest)) return NOTHING;
  if (!['callside', 'http', 'https'].includes(name)) return NOTHING;
  const query = /\?([^#]*)/.exec(rest)?.[1] ?? '';
  return pairsOfQuery(query);
}

const decoded = (part: string): string => new URLSearchParams(`v=${part}`).get('v') ?? '';

function pairsOfQuery(query: string): FlatPairs {
  const parts = query.split(/[&\n]/).filter((part) => part.trim() !== '');
  return onlySo(
    parts.slice(0, MOST_PAIRS + 1).map((part) => {
      const at = part.indexOf('=');
      const [key, raw] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      return plain(decoded(key.trim()), withPlus(decoded(raw)), raw);
    }),
  );
}

/** An unencoded `+8613…` in an address reads as a blank and digits. */
const withPlus = (value: string): string => (/^ \d[\d ().-]{5,}$/.test(value) ? `+${value.slice(1)}` : value);

function pairsOfSwitches(text: string): FlatPairs {
  const found = [...text.matchAll(/\/([A-Z]):("[^"]*"|\S*)/g)];
  return onlySo(
    found.map(([, letter = '', value = '']) => {
      const name = Object.hasOwn(SWITCH_NAMES, letter) ? (SWITCH_NAMES[letter] ?? letter) : letter;
      return {...plain(`/${letter}`, value.replaceAll('"', '')), names: [name]};
    }),
  );
}

function pairsOfDocument(text: string): FlatPairs {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // `{CALLERNUM}` and `{{…}}` look like one.
    return unfilledMacro(text) === null ? NOTHING : onlySo([plain('phone', text)]);
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return NOTHING;
  const pairs: FlatPair[] = [];
  gather(document, [], pairs);
  return onlySo(pairs);
}

function gather(document: object, path: readonly string[], pairs: FlatPair[]): void {
  for (const [key, value] of Object.entries(document)) {
    if (pairs.length > MOST_PAIRS) return;
    const steps = [...path, key];
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && steps.length < DEEPEST) {
      gather(value as object, steps, pairs);
    } else if (value !== null && value !== undefined && value !== '') {
      const isText = typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
      const text = isText ? String(value) : null;
      pairs.push({key: steps.join('.'), names: namesOf(steps), value: text, raw: text ?? ''});
    }
  }
}

function namesOf(steps: readonly string[]): string[] {
  const whole = plainName(steps.join(''));
  const inside = steps.findIndex((step) => !WRAPPERS.has(plainName(step)));
  return inside <= 0 ? [whole] : [whole, plainName(steps.slice(inside).join(''))];
}

/** What somebody pasted without a word of what it is. */
function bare(text: string): FlatPairs {
  if (text.includes('\n')) return NOTHING;
  const number =
    /^\+?[\d\s().-]{5,32}$/.test(text) || unfilledMacro(text) !== null || NO_NUMBER.has(text.toLowerCase());
  return onlySo([plain(number ? 'phone' : 'account', text)]);
}
