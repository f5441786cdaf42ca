import Sqlite from 'better-sqlite3';
import {Index} from 'flexsearch';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import uFuzzy from '@leeoniya/ufuzzy';
import type {CorpusEntry} from './benchmark-data.ts';
import {peerEntry, pieces, plainText, syllablesOf, tails, wordsAndPairs} from './peer-texts.ts';

/** Ids of entries, best first. */
export type PeerSearch = (text: string, limit: number) => string[];

export interface BuiltPeer {
  search: PeerSearch;
  /** Bytes that the process's own count does not know. */
  bytesElsewhere: () => number;
}

export interface Peer {
  name: string;
  /** How it is set up, in a line for the reader of the table. */
  settings: string;
  build: (entries: readonly CorpusEntry[]) => BuiltPeer;
}

const WORD = /^[a-z0-9]+$/;
/** Han by its pinyin, letters as they are. */
const soundOf = (text: string): string =>
  text.replace(/\p{Script=Han}+/gu, (run) => syllablesOf(run).join('')).replaceAll(' ', '');
const initialsOf = (text: string): string[] => syllablesOf(text).map((syllable) => syllable[0] ?? '');

function buildMiniSearch(entries: readonly CorpusEntry[]): BuiltPeer {
  const mini = new MiniSearch<Record<string, string>>({
    fields: ['words', 'en', 'tags', 'facets', 'pinyin', 'initials'],
    tokenize: (text, field) => (field === 'pinyin' || field === 'initials' ? text.split(' ') : wordsAndPairs(text)),
    processTerm: (term) => term || null,
    searchOptions: {
      tokenize: wordsAndPairs,
      boost: {words: 3, en: 2, pinyin: 2, initials: 1.5, facets: 0.7, tags: 0.5},
      prefix: (term) => WORD.test(term),
      fuzzy: (term) => (WORD.test(term) && term.length > 3 ? 0.2 : false),
    },
  });
  mini.addAll(
    entries.map(peerEntry).map(({id, phrasings, en, tags, facets}) => ({
      id,
      words: phrasings.join(' '),
      en,
      tags,
      facets,
      pinyin: phrasings.flatMap((phrasing) => tails(syllablesOf(phrasing))).join(' '),
      initials: phrasings.flatMap((phrasing) => tails(initialsOf(phrasing))).join(' '),
    })),
  );
  return {
    search: (text, limit) => {
      const typed = plainText(text);
      const sound = /\p{Script=Han}/u.test(typed) ? soundOf(typed) : '';
      // Homophones: what was typed in characters is looked up by its sound as well.
      const query =
        sound === ''
          ? typed
          : {
              queries: [
                typed,
                {queries: [sound], fields: ['pinyin'], tokenize: (all: string) => [all], boost: {pinyin: 0.5}},
              ],
            };
      return mini
        .search(query)
        .slice(0, limit)
        .map(({id}) => id as string);
    },
    bytesElsewhere: () => 0,
  };
}

/**
 * Words and pairs; sounds and English in threes and initials in twos behind a sign of their own, so that they never meet
 * words. What is typed in letters may be any of them.
 */
function flexTokens(text: string, query: boolean): string[] {
  const words = wordsAndPairs(text);
  const letters = words.filter((word) => WORD.test(word));
  const sounds = query ? [soundOf(text)] : [syllablesOf(text).join(''), ...letters];
  const initials = query ? letters : [initialsOf(text).join('')];
  return [
    ...words,
    ...sounds.flatMap((each) => pieces(each, 3)).map((piece) => `~${piece}`),
    ...initials.flatMap((each) => pieces(each, 2)).map((piece) => `^${piece}`),
  ];
}

function buildFlexSearch(entries: readonly CorpusEntry[]): BuiltPeer {
  let query = false;
  const index = new Index({tokenize: 'strict', resolution: 9, encode: (text: string) => flexTokens(text, query)});
  entries.forEach((entry, i) => {
    const {phrasings, en, tags, facets} = peerEntry(entry);
    index.add(i, [...phrasings, en, tags, facets].join(' '));
  });
  query = true;
  return {
    search: (text, limit) =>
      index.search(plainText(text), {limit, suggest: true}).map((i) => entries[Number(i)]?.id ?? ''),
    bytesElsewhere: () => 0,
  };
}

function buildUfuzzy(entries: readonly CorpusEntry[]): BuiltPeer {
  // Phrasings repeat: each is searched once.
  const holders = new Map<string, string[]>();
  for (const entry of entries) {
    const {id, phrasings, en} = peerEntry(entry);
    for (const phrasing of phrasings) {
      const line = [phrasing, syllablesOf(phrasing).join(''), initialsOf(phrasing).join(''), en].join(' ');
      const known = holders.get(line);
      if (known === undefined) holders.set(line, [id]);
      else known.push(id);
    }
  }
  const lines = [...holders.keys()];
  const fuzzy = new uFuzzy({alpha: String.raw`a-z\u3400-\u9fff`, intraMode: 1});
  const linesFor = (needle: string, anyOrder: number): readonly number[] => {
    const [found, info, order] = fuzzy.search(lines, needle, anyOrder, 1000);
    return order?.map((at) => info?.idx[at] ?? 0) ?? found ?? [];
  };
  return {
    search: (text, limit) => {
      const typed = plainText(text);
      // As typed; as it sounds, which also joins characters and pinyin; then character by character in any order.
      let best = linesFor(typed, 1);
      if (best.length === 0) best = linesFor(soundOf(typed), 0);
      if (best.length === 0) best = linesFor([...typed.replaceAll(' ', '')].join(' '), 4);
      const ids = new Set<string>();
      for (const line of best) {
        for (const id of holders.get(lines[line] ?? '') ?? []) ids.add(id);
        if (ids.size >= limit) break;
      }
      return [...ids].slice(0, limit);
    },
    bytesElsewhere: () => 0,
  };
}

/** Where in the list a column of the FTS5 table stands, with its weight for bm25. */
const COLUMNS = {words: 3, en: 2, tags: 0.5, facets: 0.7, pinyin: 1.5, initials: 1};

function buildFts(entries: readonly CorpusEntry[]): BuiltPeer {
  const db = new Sqlite(':memory:');
  const names = Object.keys(COLUMNS);
  db.exec(`CREATE VIRTUAL TABLE entry USING fts5(${names.join(', ')}, tokenize = 'trigram')`);
  const insert = db.prepare(`INSERT INTO entry (rowid, ${names.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  db.transaction(() => {
    entries.forEach((entry, i) => {
      const {phrasings, en, tags, facets} = peerEntry(entry);
      const sounds = phrasings.map((phrasing) => syllablesOf(phrasing).join('')).join(' ');
      const initials = phrasings.map((phrasing) => initialsOf(phrasing).join('')).join(' ');
      insert.run(i, phrasings.join(' '), en, tags, facets, sounds, initials);
    });
  })();
  const match = db
    .prepare(
      `SELECT rowid FROM entry WHERE entry MATCH ? ORDER BY bm25(entry, ${Object.values(COLUMNS).join(', ')}) LIMIT ?`,
    )
    .pluck();
  const short = names.filter((name) => name !== 'tags').map((name) => `${name} LIKE $like`);
  const like = db.prepare(`SELECT rowid FROM entry WHERE ${short.join(' OR ')} LIMIT $limit`).pluck();
  return {
    search: (text, limit) => {
      const typed = plainText(text);
      const words = typed.split(' ');
      const trigrams = [...words, soundOf(typed)]
        .filter((word) => [...word].length >= 3)
        .flatMap((word) => pieces(word, 3));
      // A trigram index knows nothing shorter than three: then the columns are read through.
      const rows =
        trigrams.length > 0
          ? match.all([...new Set(trigrams)].map((trigram) => `"${trigram}"`).join(' OR '), limit)
          : typed === ''
            ? []
            : like.all({like: `%${typed}%`, limit});
      return rows.map((row) => entries[Number(row)]?.id ?? '');
    },
    bytesElsewhere: () =>
      Number(db.pragma('page_count', {simple: true})) * Number(db.pragma('page_size', {simple: true})),
  };
}

function buildFuse(entries: readonly CorpusEntry[]): BuiltPeer {
  const fuse = new Fuse(entries, {keys: ['title', 'aliases']});
  return {search: (text, limit) => fuse.search(text, {limit}).map(({item}) => item.id), bytesElsewhere: () => 0};
}

export const PEERS: readonly Peer[] = [
  {
    name: 'MiniSearch',
    settings:
      'characters, pairs and words; tails of pinyin and initials as fields, found by their beginnings; words of letters fuzzy 0.2; boosts',
    build: buildMiniSearch,
  },
  {
    name: 'uFuzzy',
    settings:
      'a line per phrasing with pinyin, initials and English; Han in its alphabet; one error per word; as typed, else by sound, else character by character in any order',
    build: buildUfuzzy,
  },
  {
    name: 'FlexSearch',
    settings:
      'own encoder: characters, pairs, words, pinyin and English in threes, initials in twos; strict, with suggestions',
    build: buildFlexSearch,
  },
  {
    name: 'FTS5 trigram',
    settings:
      'in memory; any of the trigrams, also of pinyin and initials, by weighted bm25; under three characters LIKE',
    build: buildFts,
  },
  {name: 'fuse.js', settings: 'as it comes, over title and phrasings', build: buildFuse},
];
