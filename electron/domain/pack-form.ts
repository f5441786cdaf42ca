import {Concept, Objection, Pack, WordList} from '../contract/pack.ts';
import {type Parsed, parseInWords} from './schema-problems.ts';

/** The lists of a pack that may be long, in the order in which they are looked at. */
const LONG_LISTS = [
  ['objections', Objection],
  ['wordLists', WordList],
  ['lexicon', Concept],
] as const;

/** Whoever reads so many knows what is wrong. */
const MOST_FAULTS = 200;

/**
 * The form of a pack. To tell a fault costs a thousand times what it costs to read what is right, and a pack of 60 MB may
 * hold nothing but faults: after enough of them the rest is not looked at.
 */
export function parsePack(document: unknown): Parsed<Pack> {
  try {
    return parseInWords(Pack, upToFaults(document));
  } catch (error) {
    // The schema's own bookkeeping gives in to some hundred thousand faults.
    if (!(error instanceof RangeError)) throw error;
    const message = {'zh-CN': '错误多得数不清，不是话术包', en: 'has more faults than can be told: no script pack'};
    return {value: null, problems: [{path: '', message}]};
  }
}

/** The document, its long lists cut where there have been enough faults. */
function upToFaults(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return document;
  const cut: Record<string, unknown> = {...document};
  let faults = 0;
  for (const [name, part] of LONG_LISTS) {
    const list = cut[name];
    if (!Array.isArray(list)) continue;
    const end = list.findIndex((each) => {
      if (faults >= MOST_FAULTS) return true;
      const parsed = part.safeParse(each);
      faults += parsed.success ? 0 : parsed.error.issues.length;
      return faults >= MOST_FAULTS;
    });
    if (end >= 0) cut[name] = list.slice(0, end + 1);
  }
  return cut;
}

/** Whether a text anywhere in a value is cut inside a character. A loop without copies: there may be millions of values. */
export function holdsHalfCharacters(value: unknown): boolean {
  if (typeof value === 'string') return !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsHalfCharacters);
  return Object.entries(value).some(([key, part]) => !key.isWellFormed() || holdsHalfCharacters(part));
}
