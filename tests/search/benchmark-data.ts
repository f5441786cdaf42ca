import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {ShippedLexicon} from '../../electron/backend/shipped-lexicon.ts';
import type {Lexicon} from '../../electron/contract/lexicon.ts';
import type {IndexEntry} from '../../electron/domain/objection-index.ts';

/** The benchmark's entries name their objection. */
export type CorpusEntry = IndexEntry & {readonly groupId: string};
export interface TypedQuery {
  readonly id: string;
  readonly q: string;
}

const HERE = import.meta.dirname;
const LEXICON = join(HERE, '..', '..', 'scripts-library', 'lexicon');

/** One sentence for whoever named the file. */
export class BadFile extends Error {}

/** JSON, also gzipped, whatever its ending. Throws BadFile. */
export function readJson(file: string): unknown {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new BadFile(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
    return JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
  } catch (error) {
    throw new BadFile(`${file} is no JSON: ${(error as Error).message}`);
  }
}

/** Exactly the fields of an entry: whatever else stands in the file never reaches the index. */
export function readEntries(file: string): CorpusEntry[] {
  const ids = new Set<string>();
  return recordsOf(file).map((record, i) => {
    const wrong = (what: string) => new BadFile(`${file}: entry ${i + 1}: ${what}`);
    const optional = (name: string) => {
      const value = record[name] ?? undefined;
      if (value !== undefined && typeof value !== 'string') throw wrong(`"${name}" is no text`);
      return value === undefined ? {} : {[name]: value};
    };
    const {id, title, groupId = id, aliases = [], tags = []} = record;
    if (typeof id !== 'string' || id === '') throw wrong('"id" is missing');
    if (ids.has(id)) throw wrong(`the id "${id}" stands twice`);
    ids.add(id);
    if (typeof title !== 'string') throw wrong('"title" is missing');
    if (typeof groupId !== 'string') throw wrong('"groupId" is no text');
    if (!isTexts(aliases)) throw wrong('"aliases" is no list of texts');
    if (!isTexts(tags)) throw wrong('"tags" is no list of texts');
    const rest = ['en', 'product', 'bucket', 'tone', 'customer', 'response'].map(optional);
    return Object.assign({id, groupId, title, aliases, tags}, ...rest) as CorpusEntry;
  });
}

/** Of a query nothing is read but what was typed. */
export function readTyped(file: string): TypedQuery[] {
  return recordsOf(file).map(({id, q}, i) => {
    if (typeof id !== 'string' || typeof q !== 'string') throw new BadFile(`${file}: query ${i + 1}: no "id" and "q"`);
    return {id, q};
  });
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

function recordsOf(file: string): Record<string, unknown>[] {
  const list = readJson(file);
  if (!Array.isArray(list)) throw new BadFile(`${file} holds no list`);
  list.forEach((each, i) => {
    if (typeof each !== 'object' || each === null) throw new BadFile(`${file}: record ${i + 1} is no object`);
  });
  return list as Record<string, unknown>[];
}

export const CORPUS_1K = join(HERE, 'corpus-1k.json');
export const CORPUS_10K = join(HERE, 'corpus-10k.json.gz');

/** A query with what a fair lead would accept for it. */
export interface LabelledQuery extends TypedQuery {
  readonly category: string;
  /** groupId → 3 intended, 2 acceptable, 1 loosely related. */
  readonly gold: Readonly<Record<string, number>>;
  /** What the query names beside the objection: entries with another value are worth two grades less. */
  readonly facet?: Readonly<Partial<Record<'product' | 'bucket' | 'tone' | 'customer', string>>>;
}

/** The development queries that came with the corpora, or those written for this repository. */
export const labelledQueries = (which: 'dev' | 'own'): LabelledQuery[] =>
  readJson(join(HERE, `${which}-queries.json`)) as LabelledQuery[];

/** The lexicon that ships with the app; packs would add to it. */
export function shippedLexicon(): Lexicon {
  return new ShippedLexicon(LEXICON, (line) => process.stderr.write(`${line}\n`)).read().files;
}

/** What stands in the box while something is typed: every prefix of 1 to n characters (code points). */
export const prefixesOf = (text: string): string[] => {
  const characters = [...text];
  return characters.map((_, i) => characters.slice(0, i + 1).join(''));
};

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` of them, each at most once, in an order of their own; the same ones in every run. */
export function sampleOf<T>(all: readonly T[], count: number, seed = 1): T[] {
  const random = seededRandom(seed);
  const rest = [...all];
  return Array.from(
    {length: Math.min(count, all.length)},
    () => rest.splice(Math.floor(random() * rest.length), 1)[0] as T,
  );
}
