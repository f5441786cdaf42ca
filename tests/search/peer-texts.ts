import {Converter} from 'opencc-js/t2cn';
import {pinyin} from 'pinyin-pro';
import type {CorpusEntry} from './benchmark-data.ts';

// What every peer is given, because it is no library's task to know Chinese: simplified lower-case text, pinyin, initials.

const toSimplified = Converter({from: 't', to: 'cn'});
export const plainText = (text: string): string =>
  toSimplified(text.normalize('NFKC').toLowerCase())
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const known = new Map<string, readonly string[]>();
/** Syllables without tones; what is no Han character is left out. */
export function syllablesOf(text: string): readonly string[] {
  let syllables = known.get(text);
  if (syllables === undefined) {
    // A general dictionary reads these two wrong in this trade; a desk that indexes pinyin finds that out in a day.
    const read = text.replaceAll('还', '环').replaceAll('没', '煤');
    syllables = /\p{Script=Han}/u.test(text)
      ? pinyin(read, {toneType: 'none', type: 'array', v: true, nonZh: 'removed'})
      : [];
    known.set(text, syllables);
  }
  return syllables;
}

export interface PeerEntry {
  id: string;
  phrasings: readonly string[];
  en: string;
  tags: string;
  facets: string;
}

export const peerEntry = (entry: CorpusEntry): PeerEntry => ({
  id: entry.id,
  phrasings: [entry.title, ...entry.aliases].map(plainText),
  en: plainText(entry.en ?? ''),
  tags: (entry.tags ?? []).map(plainText).join(' '),
  facets: [entry.product, entry.bucket, entry.tone, entry.customer].map((value) => plainText(value ?? '')).join(' '),
});

/** From every syllable to the end, joined: what a beginning of typed pinyin or initials is looked up in. */
export function tails(parts: readonly string[]): string[] {
  return parts.map((_, i) => parts.slice(i, i + LONGEST_TAIL).join(''));
}
const LONGEST_TAIL = 8;

/** Every piece of a length, and the whole text where it is shorter. */
export function pieces(text: string, length: number): string[] {
  const characters = [...text];
  if (characters.length <= length) return characters.length === 0 ? [] : [text];
  return Array.from({length: characters.length - length + 1}, (_, i) => characters.slice(i, i + length).join(''));
}

/** Characters and pairs of them for Han, whole words for letters and digits. */
export const wordsAndPairs = (text: string): string[] =>
  [...text.matchAll(/(\p{Script=Han}+)|[^\p{Script=Han}\s]+/gu)].flatMap(([run, han]) =>
    han === undefined ? [run] : [...new Set([...pieces(run, 1), ...pieces(run, 2)])],
  );
