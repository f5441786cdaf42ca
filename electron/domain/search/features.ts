import {BREAK, isCharacter, isHan, isLetter, SPACE} from './canonical.ts';
import {firstReading, secondReading} from './readings.ts';
import {INITIAL_LETTER, NONE, soundOf, SYLLABLES} from './sounds.ts';
import {stemOf} from './words.ts';

/**
 * What a clause is found by. A feature is one number: its kind in the upper bits, a hash of what it holds in the lower 26.
 * The numbers depend on nothing but the text, so that they mean the same in every process and every snapshot.
 */
export const KIND = {
  character: 1,
  pair: 2,
  sound: 3,
  sounds: 4,
  initial: 5,
  initials2: 6,
  initials3: 7,
  /** Three letters of the spelled-out pinyin: finds it in spite of a slip. */
  spelled: 8,
  word: 9,
  /** The first letters of a word. */
  begin: 10,
  /** Three letters of a word. */
  letters: 11,
} as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

const HASH_BITS = 26;
const HASH_MASK = (1 << HASH_BITS) - 1;

export const kindOf = (feature: number): number => feature >> HASH_BITS;

export function featureOf(kind: Kind, first: number, second = 0, third = 0): number {
  let hash = Math.imul(first + 1, 0x9e3779b1);
  hash = Math.imul((hash ^ (hash >>> 15)) + second, 0x85ebca6b);
  hash = Math.imul((hash ^ (hash >>> 13)) + third, 0xc2b2ae35);
  return (kind << HASH_BITS) | ((hash ^ (hash >>> 16)) & HASH_MASK);
}

export function wordFeature(kind: Kind, letters: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < letters.length; i += 1) hash = Math.imul(hash ^ letters.charCodeAt(i), 0x01000193);
  return featureOf(kind, hash >>> 0);
}

const LONGEST_BEGINNING = 6;

/** The words of letters and digits among the codes. */
export function wordsOf(codes: readonly number[]): string[] {
  const words: string[] = [];
  let word = '';
  if (codes.every(isHan)) return words;
  for (const code of codes) {
    if (code !== SPACE && code !== BREAK && !isHan(code)) word += String.fromCodePoint(code);
    else if (word !== '') {
      words.push(word);
      word = '';
    }
  }
  if (word !== '') words.push(word);
  return words;
}

/**
 * Every feature of a clause, each once.
 *
 * @param codes with spaces
 * @param readings of each code that is no space, as `readingsOf` packs them
 */
export function featuresOf(codes: readonly number[], readings: ArrayLike<number>): Set<number> {
  const features = new Set<number>();
  const units = codes.filter((code) => code !== SPACE);
  const spoken = units.map((code, i) => spokenAt(code, readings[i] as number));
  for (let i = 0; i < units.length; i += 1) {
    addCharacters(features, units[i] as number, units[i + 1]);
    addSounds(features, spoken, i);
  }
  addSpelled(features, spoken);
  addWords(features, wordsOf(codes));
  return features;
}

function addCharacters(features: Set<number>, code: number, next: number | undefined): void {
  if (!isCharacter(code)) return;
  features.add(featureOf(KIND.character, code));
  if (next !== undefined && isCharacter(next)) features.add(featureOf(KIND.pair, code, next));
}

function addSounds(features: Set<number>, spoken: readonly (readonly Spoken[])[], i: number): void {
  for (const here of spoken[i] ?? []) {
    if (here.sound !== NONE) features.add(featureOf(KIND.sound, here.sound));
    features.add(featureOf(KIND.initial, here.initial));
    for (const next of spoken[i + 1] ?? []) {
      if (here.sound !== NONE && next.sound !== NONE) features.add(featureOf(KIND.sounds, here.sound, next.sound));
      features.add(featureOf(KIND.initials2, here.initial, next.initial));
      for (const last of spoken[i + 2] ?? []) {
        features.add(featureOf(KIND.initials3, here.initial, next.initial, last.initial));
      }
    }
  }
}

function addWords(features: Set<number>, words: readonly string[]): void {
  for (const word of words) {
    features.add(wordFeature(KIND.word, stemOf(word)));
    for (let length = 1; length <= Math.min(LONGEST_BEGINNING, word.length); length += 1) {
      features.add(wordFeature(KIND.begin, word.slice(0, length)));
    }
    for (const three of threesOf(word)) features.add(wordFeature(KIND.letters, three));
  }
}

/** What the concept of a clause is judged by: the features that sounds and slips do not touch. */
export function conceptFeatures(codes: readonly number[]): number[] {
  const features = new Set<number>();
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] as number;
    if (!isCharacter(code)) continue;
    features.add(featureOf(KIND.character, code));
    const next = codes[i + 1];
    if (next !== undefined && isCharacter(next)) features.add(featureOf(KIND.pair, code, next));
  }
  const words = wordsOf(codes).map(stemOf);
  for (const [i, word] of words.entries()) {
    features.add(wordFeature(KIND.word, word));
    const next = words[i + 1];
    if (next !== undefined) features.add(wordFeature(KIND.word, `${word} ${next}`));
  }
  return [...features];
}

/** Three neighbouring letters at a time, with an edge before the first. */
export function threesOf(letters: string): string[] {
  const edged = `^${letters}`;
  const threes: string[] = [];
  for (let i = 0; i + 3 <= edged.length; i += 1) threes.push(edged.slice(i, i + 3));
  return threes;
}

interface Spoken {
  readonly letters: string;
  /** Class of syllables heard alike. */
  readonly sound: number;
  /** a = 0 … z = 25. */
  readonly initial: number;
}

function spokenAt(code: number, packed: number): Spoken[] {
  if (isLetter(code)) return [{letters: String.fromCodePoint(code), sound: NONE, initial: code - 97}];
  return [firstReading(packed), secondReading(packed)]
    .filter((reading) => reading !== NONE)
    .map((reading) => ({
      letters: SYLLABLES[reading] as string,
      sound: soundOf(reading),
      initial: INITIAL_LETTER[reading] as number,
    }));
}

/** Threes of letters within every pair of neighbouring syllables: long enough to hold them, whatever the other readings. */
function addSpelled(features: Set<number>, spoken: readonly (readonly Spoken[])[]): void {
  for (let i = 0; i < spoken.length; i += 1) {
    for (const here of spoken[i] ?? []) {
      if (here.sound === NONE) continue;
      for (const next of spoken[i + 1] ?? [{letters: ''}]) {
        const letters = here.letters + next.letters;
        for (let k = 0; k + 3 <= letters.length; k += 1) {
          features.add(wordFeature(KIND.spelled, letters.slice(k, k + 3)));
        }
      }
    }
  }
}
