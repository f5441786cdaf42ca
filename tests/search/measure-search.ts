import {setImmediate as nextTurn} from 'node:timers/promises';
import {quantile} from '../bench/figures.ts';
import {type CorpusEntry, prefixesOf, sampleOf, shippedLexicon, type TypedQuery} from './benchmark-data.ts';

/** Milliseconds. */
interface Times {
  n: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export interface QueryResult {
  id: string;
  /** Ids of entries, best first, unfolded. */
  ranked: string[];
  /** The first three for every prefix of 1 to n characters. */
  prefixes: string[][];
}

export interface SearchRun {
  entries: number;
  /** Milliseconds and megabytes (10^6 bytes). */
  build: {ms: number; snapshotMs: number; heapMb: number};
  keystroke: Times;
  fuse?: {n: number; p95: number};
  results: QueryResult[];
}

export interface MeasureOptions {
  limit: number;
  /** How many keystrokes plain fuse.js is timed with; 0 leaves it out. */
  fuseKeystrokes: number;
}

const PASSES = 3;
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/**
 * Builds the product's own index and types every query, character by character. No context is given: neither a call nor
 * learned usage. Times of a keystroke are the median of three passes over all of them, so that no repeat finds the caches
 * as its predecessor left them. Needs `--expose-gc` for a meaningful `heapMb`.
 */
export async function measureSearch(
  entries: readonly CorpusEntry[],
  queries: readonly TypedQuery[],
  {limit, fuseKeystrokes}: MeasureOptions,
): Promise<SearchRun> {
  const typed = queries.map(({q}) => prefixesOf(q));
  const keystrokes = typed.flat();
  const bare = await usedBytes();
  // Only now: tables that its libraries bring along are memory that the search takes.
  const {createObjectionIndex} = await import('../../electron/domain/objection-index.ts');
  // Read, like the entries, before the clock runs; what the index makes of it counts.
  const lexicon = shippedLexicon();

  let begun = performance.now();
  const index = createObjectionIndex(entries, lexicon, {fold: false});
  const ms = performance.now() - begun;

  // A warm-up that also fills whatever the index fills lazily, so that it is in the memory told.
  for (const text of keystrokes) index.search(text, {}, limit);
  const heapMb = ((await usedBytes()) - bare) / 1e6;

  const snapshot = index.snapshot();
  globalThis.gc?.();
  begun = performance.now();
  const restored = createObjectionIndex(entries, lexicon, {fold: false, snapshot});
  const snapshotMs = performance.now() - begun;
  if (!restored.restored) process.stderr.write('The snapshot did not fit: snapshotMs is the time of a rebuild.\n');

  const search = (text: string) => index.search(text, {}, limit).hits;
  const passes = Array.from({length: PASSES}, () => timesOf(search, keystrokes));
  const took = keystrokes.map((_, i) =>
    quantile(
      passes.map((pass) => pass[i] ?? Number.NaN),
      0.5,
    ),
  );

  const idsOf = (text: string, count: number) =>
    search(text)
      .slice(0, count)
      .map(({entryId}) => entryId);
  const results = queries.map(({id, q}, i) => ({
    id,
    ranked: idsOf(q, limit),
    prefixes: (typed[i] ?? []).map((text) => idsOf(text, 3)),
  }));
  return {
    entries: entries.length,
    build: {ms: rounded(ms), snapshotMs: rounded(snapshotMs), heapMb: rounded(heapMb)},
    keystroke: {n: took.length, ...quantilesOf(took)},
    ...(fuseKeystrokes > 0 ? {fuse: await timeFuse(entries, sampleOf(keystrokes, fuseKeystrokes), limit)} : {}),
    results,
  };
}

const quantilesOf = (took: readonly number[]) => ({
  p50: timeAt(took, 0.5),
  p95: timeAt(took, 0.95),
  p99: timeAt(took, 0.99),
  max: timeAt(took, 1),
});
const timeAt = (took: readonly number[], part: number) => (took.length === 0 ? 0 : rounded(quantile(took, part)));

export function timesOf(search: (text: string) => unknown, texts: readonly string[]): number[] {
  return texts.map((text) => {
    const begun = performance.now();
    search(text);
    return performance.now() - begun;
  });
}

/** Bytes in use after forced collections: the heap, and what lies outside of it (array buffers are part of `external`). */
export async function usedBytes(): Promise<number> {
  let used = Infinity;
  // Array buffers are given back a turn after the collection that found them dead.
  for (let turn = 0; turn < 4; turn += 1) {
    globalThis.gc?.();
    await nextTurn();
    const {heapUsed, external} = process.memoryUsage();
    used = Math.min(used, heapUsed + external);
  }
  return used;
}

/** fuse.js as it comes, over title and phrasings. It needs no warm-up of its own: a few of its searches are one. */
async function timeFuse(entries: readonly CorpusEntry[], sample: readonly string[], limit: number) {
  const {default: Fuse} = await import('fuse.js');
  const fuse = new Fuse(entries, {keys: ['title', 'aliases']});
  const search = (text: string) => fuse.search(text, {limit});
  for (const text of sample.slice(0, 3)) search(text);
  return {n: sample.length, p95: timeAt(timesOf(search, sample), 0.95)};
}
