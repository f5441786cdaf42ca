import Fuse from 'fuse.js';
import type {Lexicon} from '../contract/lexicon.ts';
import {foldText, hasHan, readingsOf} from './spelling.ts';

/** One answerable thing. In a pack: an objection, its phrasings as aliases, its category as tag. */
export interface IndexEntry {
  readonly id: string;
  /** Entries of one objection share it; its own id when left out. */
  readonly groupId?: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly en?: string;
  readonly tags?: readonly string[];
  readonly product?: string;
  readonly bucket?: string;
  readonly tone?: string;
  readonly customer?: string;
  readonly response?: string;
}

/** What is known of the call; every part may be missing. It reorders what the words leave close; it never hides. */
export interface SearchContext {
  readonly product?: string;
  readonly bucket?: string;
  readonly tone?: string;
  readonly customer?: string;
  readonly language?: 'zh-CN' | 'en';
  /** Objections (groupIds) that the pack names for the present stage or branch; may be empty. */
  readonly near?: readonly string[];
  /** groupId → how often this desk used its answers, already decayed; only the proportion counts, its effect is capped. */
  readonly usage?: ReadonlyMap<string, number>;
  /** groupIds that this account said in earlier calls. */
  readonly saidBefore?: readonly string[];
}

export type Reason = 'words' | 'sound' | 'initials' | 'concept' | 'facet' | 'usage' | 'saidBefore' | 'near';

export interface ObjectionHit {
  readonly entryId: string;
  readonly groupId: string;
  /** The phrasing of the entry (title or alias) that fits best, as it stands in the entry. */
  readonly phrasing: string;
  /** Parts of `phrasing` that were matched: [from, to) in UTF-16 units, ascending, not overlapping. */
  readonly marks: readonly (readonly [number, number])[];
  /** 0 (nothing in common) to 1 (the very words); comparable within one answer. */
  readonly score: number;
  /** Other entries of the same objection that are folded into this line. */
  readonly variants: number;
  /** Why it stands here, most important first. */
  readonly why: readonly Reason[];
}

export interface SearchAnswer {
  readonly hits: readonly ObjectionHit[];
  /** False: nothing good was found; the hits are then only the nearest by concept, possibly none. */
  readonly sure: boolean;
}

export interface IndexOptions {
  /** Fold the entries of an objection into one hit. Default true. */
  readonly fold?: boolean;
  /** What `snapshot()` of an index over the same entries and lexicon gave; rebuilt when it does not fit. */
  readonly snapshot?: Uint8Array;
}

export interface IndexChange {
  readonly put?: readonly IndexEntry[];
  readonly remove?: readonly string[];
}

/**
 * Finds the objection from whatever the agent types: characters, pinyin, initials, English, mixed or misspelt. Built once
 * per pack by a pure function; a keystroke then calls `search` directly. Plain containment comes first, so that exact
 * words always win; fuse.js forgives the rest.
 */
export interface ObjectionIndex {
  /** At most `limit` objections, best first, each with its best-matching phrasing. */
  search(text: string, context: SearchContext, limit: number): SearchAnswer;
  update(change: IndexChange): void;
  snapshot(): Uint8Array;
  /** False when a snapshot was given and did not fit. */
  readonly restored: boolean;
}

/** Raised when a stored snapshot no longer fits the code. */
export const INDEX_VERSION = 0;

/** Longer input is no fragment of a sentence but a paste; the rest of it is not read. */
const LONGEST_QUERY = 60;
const WORST_FUSE_SCORE = 0.45;
const WORTH_SHOWING = 0.3;
/** fuse.js reads every letter of every wording; it is asked only about those that share most with what was typed. */
const MOST_RESEMBLING = 60;

const FORGIVING = {
  keys: ['compact', 'spellings'],
  includeScore: true,
  ignoreLocation: true,
  threshold: WORST_FUSE_SCORE,
  minMatchCharLength: 2,
};

interface Wording {
  objection: number;
  text: string;
  /** Folded, without spaces. */
  compact: string;
  words: readonly string[];
  /** Pinyin of every character, joined; a second spelling where a character is read in two ways. */
  spellings: readonly string[];
  initials: readonly string[];
  weight: number;
}

export function createObjectionIndex(
  given: readonly IndexEntry[],
  _lexicon: Lexicon,
  {snapshot}: IndexOptions = {},
): ObjectionIndex {
  let entries = given;
  let search = searchOver(entries);
  return {
    search: (text, _context, limit) => search(text, limit),
    update({put = [], remove = []}) {
      const gone = new Set([...put.map((entry) => entry.id), ...remove]);
      entries = [...entries.filter((entry) => !gone.has(entry.id)), ...put];
      search = searchOver(entries);
    },
    snapshot: () => snapshotOf(entries),
    restored:
      snapshot !== undefined &&
      snapshotFits(snapshot) &&
      new TextDecoder().decode(snapshot) === new TextDecoder().decode(snapshotOf(given)),
  };
}

const SNAPSHOT = new RegExp(`^callside index ${INDEX_VERSION} [0-9a-f]+$`);

/** Whether a stored snapshot belongs to this index version and is whole. */
export function snapshotFits(snapshot: Uint8Array): boolean {
  return snapshot.length < 100 && SNAPSHOT.test(new TextDecoder().decode(snapshot));
}

function snapshotOf(entries: readonly IndexEntry[]): Uint8Array {
  let hash = 0;
  for (const letter of JSON.stringify(entries)) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return new TextEncoder().encode(`callside index ${INDEX_VERSION} ${hash.toString(16)}`);
}

function searchOver(entries: readonly IndexEntry[]): (text: string, limit: number) => SearchAnswer {
  const wordings = entries.flatMap((entry, i) => [
    ...entry.aliases.map((alias) => wordingOf(alias, i, 1)),
    wordingOf(entry.title, i, 0.98),
    ...(entry.tags ?? []).map((tag) => wordingOf(tag, i, 0.8)),
  ]);
  const resembling = createResemblance(wordings);

  return (text, limit) => {
    const query = queryOf(text);
    if (query.compact === '') return {hits: [], sure: false};
    const best = new Map<number, {score: number; wording: Wording}>();
    const offer = (wording: Wording, score: number) => {
      const weighted = score * wording.weight;
      const known = best.get(wording.objection);
      if (known === undefined || weighted > known.score) best.set(wording.objection, {score: weighted, wording});
    };
    for (const wording of wordings) {
      const score = plainScore(query, wording);
      if (score > 0) offer(wording, score);
    }
    if (best.size < limit || Math.max(...[...best.values()].map((found) => found.score)) < 0.85) {
      const forgiven = query.spelling === null ? query.compact : query.spelling;
      for (const found of new Fuse(resembling(forgiven), FORGIVING).search(forgiven)) {
        offer(
          found.item,
          0.75 * (1 - (found.score ?? 1)) * coverage(forgiven.length, found.item, query.spelling !== null),
        );
      }
    }
    const hits = [...best]
      .filter(([, found]) => found.score >= WORTH_SHOWING)
      .sort(([a, one], [b, other]) => other.score - one.score || a - b)
      .slice(0, limit)
      .map(([i, found]) => hitOf(entries[i] as IndexEntry, found.wording, found.score, query));
    return {hits, sure: hits.length > 0};
  };
}

const pairsOf = (text: string): string[] =>
  Array.from({length: Math.max(0, text.length - 1)}, (_, i) => text.slice(i, i + 2));

/** Finds the wordings that share the most pairs of neighbouring letters with a text; of equals, the shorter ones. */
function createResemblance(wordings: readonly Wording[]): (text: string) => Wording[] {
  const holding = new Map<string, number[]>();
  wordings.forEach(({compact, spellings}, i) => {
    for (const text of [compact, ...spellings]) {
      for (const pair of pairsOf(text)) {
        const known = holding.get(pair);
        if (known === undefined) holding.set(pair, [i]);
        else if (known.at(-1) !== i) known.push(i);
      }
    }
  });
  return (text) => {
    const shared = new Map<number, number>();
    for (const pair of new Set(pairsOf(text))) {
      for (const i of holding.get(pair) ?? []) shared.set(i, (shared.get(i) ?? 0) + 1);
    }
    return [...shared]
      .map(([i, pairs]) => ({wording: wordings[i] as Wording, pairs}))
      .sort((a, b) => b.pairs - a.pairs || a.wording.compact.length - b.wording.compact.length)
      .slice(0, MOST_RESEMBLING)
      .map(({wording}) => wording);
  };
}

interface Query {
  compact: string;
  words: readonly string[];
  /** The query as pinyin letters when it holds any Han character: finds homophones and mixed input. */
  spelling: string | null;
  latin: boolean;
}

function queryOf(text: string): Query {
  // Input methods put apostrophes and spaces between syllables of what is still being composed.
  const folded = foldText([...text].slice(0, LONGEST_QUERY).join('').replace(/['’]/g, ''));
  const compact = folded.replaceAll(' ', '');
  return {
    compact,
    words: folded.split(' ').filter((word) => word !== ''),
    spelling: hasHan(compact)
      ? readingsOf(compact)
          .map((readings) => readings[0] ?? '')
          .join('')
      : null,
    latin: /^[a-z0-9]+$/.test(compact),
  };
}

function wordingOf(text: string, objection: number, weight: number): Wording {
  const folded = foldText(text);
  const compact = folded.replaceAll(' ', '');
  const readings = hasHan(compact) ? readingsOf(compact) : [];
  const variants = readings.some((each) => each.length > 1) ? [0, 1] : [0];
  const spell = (variant: number) => readings.map((each) => each[variant] ?? each[0] ?? '');
  return {
    objection,
    text,
    compact,
    words: folded.split(' '),
    spellings: readings.length === 0 ? [] : variants.map((variant) => spell(variant).join('')),
    initials:
      readings.length === 0
        ? []
        : variants.map((variant) =>
            spell(variant)
              .map((each) => each[0] ?? '')
              .join(''),
          ),
    weight,
  };
}

/** How much of the wording was typed: of two that begin alike, the shorter is meant. */
function coverage(typed: number, wording: Wording, spelled: boolean): number {
  const length = spelled ? (wording.spellings[0]?.length ?? wording.compact.length) : wording.compact.length;
  return 0.7 + 0.3 * Math.min(1, typed / Math.max(1, length));
}

/** 1 for the very words, less for their beginning, less for a part; 0 when they are not there. */
function contained(query: string, text: string): number {
  const at = text.indexOf(query);
  if (at < 0) return 0;
  if (text.length === query.length) return 1;
  return (at === 0 ? 0.85 : 0.78) + 0.12 * (query.length / text.length);
}

function plainScore(query: Query, wording: Wording): number {
  let score = contained(query.compact, wording.compact);
  if (query.latin) {
    for (const spelling of wording.spellings) score = Math.max(score, 0.97 * contained(query.compact, spelling));
    if (query.compact.length >= 2) {
      for (const initials of wording.initials) score = Math.max(score, 0.94 * contained(query.compact, initials));
    }
    if (query.words.length > 1 && query.words.every((word) => wording.words.some((own) => own.startsWith(word)))) {
      score = Math.max(score, 0.75 + 0.1 * Math.min(1, query.compact.length / wording.compact.length));
    }
  }
  if (query.spelling !== null) {
    for (const spelling of wording.spellings) score = Math.max(score, 0.9 * contained(query.spelling, spelling));
  }
  return score;
}

function hitOf(entry: IndexEntry, wording: Wording, score: number, query: Query): ObjectionHit {
  return {
    entryId: entry.id,
    groupId: entry.groupId ?? entry.id,
    phrasing: wording.text,
    marks: marksIn(wording, query),
    score: Math.round(score * 1000) / 1000,
    variants: 0,
    why: ['words'],
  };
}

/** Where the typed part stands in the phrasing, in UTF-16 units; for pinyin and initials the characters they spell. */
function marksIn(wording: Wording, query: Query): [number, number][] {
  const {text} = wording;
  const lower = text.toLowerCase();
  // Some letters grow when they become small: then places in the one are not places in the other.
  const at = lower.length === text.length ? lower.indexOf(query.words.join(' ')) : -1;
  if (at >= 0) return [[at, at + query.words.join(' ').length]];
  // Places of the characters that take part in the comparison, in order.
  const places: number[] = [];
  let offset = 0;
  for (const character of text) {
    if (/[\p{L}\p{N}]/u.test(character)) places.push(offset);
    offset += character.length;
  }
  const span = spelledSpan([...wording.compact], query);
  if (span === null || places.length !== [...wording.compact].length) return [];
  const from = places[span[0]] ?? 0;
  const last = places[span[1] - 1] ?? from;
  return [[from, last + String.fromCodePoint(text.codePointAt(last) ?? 32).length]];
}

function spelledSpan(characters: readonly string[], query: Query): [number, number] | null {
  const typed = query.spelling ?? query.compact;
  const readings = readingsOf(characters.join(''));
  for (let from = 0; from < characters.length; from += 1) {
    for (const variant of [0, 1]) {
      for (const short of [false, true]) {
        let spelled = '';
        for (let to = from; to < characters.length; to += 1) {
          const reading = readings[to]?.[variant] ?? readings[to]?.[0] ?? '';
          spelled += short ? reading.slice(0, 1) : reading;
          if (spelled.startsWith(typed)) return [from, to + 1];
          if (!typed.startsWith(spelled)) break;
        }
      }
    }
  }
  return null;
}
