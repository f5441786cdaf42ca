import {BREAK, DENIED, isCharacter, isHan, isLetter, SPACE} from './canonical.ts';
import {readingAlone} from './readings.ts';
import {featureOf, KIND, threesOf, wordFeature} from './features.ts';
import {
  heardInitial,
  INITIAL_LETTER,
  LONGEST_SYLLABLE,
  NONE,
  soundOf,
  soundOfLetters,
  syllableOf,
  SYLLABLES,
} from './sounds.ts';
import {stemOf, type Word} from './words.ts';

/** A row of the tables below: a stretch of 0 to 6 letters from one place on. */
export const STRETCH = LONGEST_SYLLABLE + 1;

/** What was typed, read in every way it can be meant: as characters, syllables, initials and words. */
export interface Typed {
  /** Without spaces and breaks. */
  readonly codes: Int32Array;
  /** Of every letter, its number with those that are heard alike made one (a = 0); -1 for what is no letter. */
  readonly heard: Int8Array;
  /** The reading of every character, `NONE` for letters. */
  readonly readings: Int16Array;
  /** The syllable that the `length` letters from `i` on spell: `[i * STRETCH + length]`. */
  readonly syllables: Int16Array;
  /** The same for sounds that are heard alike. */
  readonly sounds: Int16Array;
  /** What each place counts: a character as much as the letters that would spell it. */
  readonly weights: Float32Array;
  readonly total: number;
  /** Words of letters, in order. */
  readonly words: readonly Word[];
  readonly hasHan: boolean;
  readonly hasLetters: boolean;
  /** Letters that can hardly be spelled syllables: initials, or a slip. */
  readonly unspelled: boolean;
  readonly features: readonly number[];
  /** Of each feature, by its kind; the index multiplies it by how telling the feature is. */
  readonly strengths: readonly number[];
}

const HAN_WEIGHT = 3;
/** Who denies a denial means the contrary of what the other characters say. */
const DENIED_WEIGHT = 2.5;

/** What a feature counts by its kind. */
const STRENGTH = {
  character: 0.5,
  pair: 1.1,
  sound: 0.12,
  sounds: 0.45,
  spelledSound: 0.35,
  spelledSounds: 1,
  initial: 0.12,
  initials2: 0.5,
  initials3: 0.9,
  spelled: 0.3,
  word: 1,
  begin: 0.5,
  letters: 0.25,
};

interface Edge {
  readonly to: number;
  readonly sound: number;
  readonly initial: number;
}

export function readTyped(all: readonly number[]): Typed {
  const codes = all.filter((code) => code !== SPACE && code !== BREAK);
  const count = codes.length;
  const readings = Int16Array.from(codes, (code) => (isHan(code) ? readingAlone(code) : NONE));
  const syllables = new Int16Array(count * STRETCH).fill(NONE);
  const sounds = new Int16Array(count * STRETCH).fill(NONE);
  const weights = new Float32Array(count);
  let total = 0;
  let hasHan = false;
  let hasLetters = false;
  for (let i = 0; i < count; i += 1) {
    const code = codes[i] as number;
    const letter = isLetter(code);
    hasLetters ||= letter;
    hasHan ||= !letter;
    const weight = letter ? 1 : HAN_WEIGHT * (code === DENIED ? DENIED_WEIGHT : SLIGHT.has(code) ? 0.45 : 1);
    weights[i] = weight;
    total += weight;
    if (!letter) continue;
    let letters = '';
    for (let length = 1; length <= LONGEST_SYLLABLE && i + length <= count; length += 1) {
      const next = codes[i + length - 1] as number;
      if (!isLetter(next)) break;
      letters += String.fromCharCode(next);
      const syllable = syllableOf(letters);
      syllables[i * STRETCH + length] = syllable;
      sounds[i * STRETCH + length] = syllable === NONE ? soundOfLetters(letters) : soundOf(syllable);
    }
  }
  const collected = new Map<number, number>();
  const add = (feature: number, strength: number) => {
    if ((collected.get(feature) ?? 0) < strength) collected.set(feature, strength);
  };
  const edges: Edge[][] = codes.map(() => []);
  const unspelled = addEdges(edges, codes, readings, syllables, sounds);
  addFeatures(add, codes, edges);
  const words = latinWords(all);
  addWords(add, words);
  return {
    codes: Int32Array.from(codes),
    heard: Int8Array.from(codes, (code) => (isLetter(code) ? heardInitial(code - 97) : NONE)),
    readings,
    syllables,
    sounds,
    weights,
    total,
    words: words.map((letters) => ({letters, stem: stemOf(letters)})),
    hasHan,
    hasLetters,
    unspelled,
    features: [...collected.keys()],
    strengths: [...collected.values()],
  };
}

/** Characters that stand in every sentence. */
const SLIGHT = new Set(
  [...'的了我你您们啊呢吗吧嘛就都也很在是这那个还有要'].map((each) => each.codePointAt(0) as number),
);

function latinWords(codes: readonly number[]): string[] {
  const words: string[] = [];
  let word = '';
  for (const code of codes) {
    if (isLetter(code)) word += String.fromCharCode(code);
    else if (word !== '') {
      words.push(word);
      word = '';
    }
  }
  if (word !== '') words.push(word);
  return words;
}

/** Leaving a letter unread costs more than any reading. */
const UNREAD = 1;
const UNFINISHED = 0.3;
const ALIKE = 0.2;

/** Reads runs of letters as syllables: the edges of all readings that leave the fewest letters over. */
function addEdges(
  edges: Edge[][],
  codes: readonly number[],
  readings: Int16Array,
  syllables: Int16Array,
  sounds: Int16Array,
): boolean {
  let unspelled = false;
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] as number;
    if (isLetter(code)) {
      let end = i;
      while (end < codes.length && isLetter(codes[end] as number)) end += 1;
      if (spell(edges, codes, i, end, syllables, sounds) > 0.5) unspelled = true;
      i = end - 1;
      continue;
    }
    const reading = readings[i] as number;
    if (reading === NONE && code !== DENIED) continue;
    const read = code === DENIED ? syllableOf('bu') : reading;
    edges[i]?.push({to: i + 1, sound: soundOf(read), initial: INITIAL_LETTER[read] as number});
  }
  return unspelled;
}

/** @returns what the best reading of the letters from `start` to `end` costs */
function spell(
  edges: Edge[][],
  codes: readonly number[],
  start: number,
  end: number,
  syllables: Int16Array,
  sounds: Int16Array,
): number {
  const size = end - start;
  const costOf = (from: number, length: number): number => {
    if (syllables[from * STRETCH + length] !== NONE) return 0;
    if (sounds[from * STRETCH + length] !== NONE) return ALIKE;
    if (from + length === end && begins(codes, from, length)) return UNFINISHED;
    return length === 1 ? UNREAD : Infinity;
  };
  const after = new Float32Array(size + 1).fill(Infinity);
  after[size] = 0;
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let length = 1; length <= LONGEST_SYLLABLE && i + length <= size; length += 1) {
      const cost = costOf(start + i, length) + (after[i + length] as number);
      if (cost < (after[i] as number)) after[i] = cost;
    }
  }
  const reached = new Uint8Array(size + 1);
  reached[0] = 1;
  for (let i = 0; i < size; i += 1) {
    if (reached[i] === 0) continue;
    for (let length = 1; length <= LONGEST_SYLLABLE && i + length <= size; length += 1) {
      const from = start + i;
      if (costOf(from, length) + (after[i + length] as number) > (after[i] as number) + 1e-4) continue;
      reached[i + length] = 1;
      const sound = sounds[from * STRETCH + length] as number;
      if (sound !== NONE) edges[from]?.push({to: from + length, sound, initial: (codes[from] as number) - 97});
    }
  }
  return after[0] as number;
}

const BEGINNINGS = new Set(SYLLABLES.flatMap((each) => [...each].map((_letter, i) => each.slice(0, i + 1))));

function begins(codes: readonly number[], from: number, length: number): boolean {
  let letters = '';
  for (let i = from; i < from + length; i += 1) letters += String.fromCharCode(codes[i] as number);
  return BEGINNINGS.has(letters);
}

/** i, u and v begin no syllable. */
const NO_INITIAL = new Set([8, 20, 21]);
const LONGEST_INITIALS = 10;

function addFeatures(
  add: (feature: number, strength: number) => void,
  codes: readonly number[],
  edges: readonly Edge[][],
): void {
  const initials = codes.map((code, i) => {
    if (!isLetter(code)) return edges[i]?.[0]?.initial ?? NONE;
    return NO_INITIAL.has(code - 97) ? NONE : code - 97;
  });
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] as number;
    const next = codes[i + 1];
    if (isCharacter(code)) {
      add(featureOf(KIND.character, code), STRENGTH.character);
      if (next !== undefined && isCharacter(next)) add(featureOf(KIND.pair, code, next), STRENGTH.pair);
    }
    for (const edge of edges[i] as Edge[]) {
      const spelled = isLetter(code);
      // Of characters, only neighbouring sounds tell something; alone, the character itself does.
      if (spelled || codes.length === 1) {
        add(featureOf(KIND.sound, edge.sound), spelled ? STRENGTH.spelledSound : STRENGTH.sound);
      }
      for (const following of edges[edge.to] ?? []) {
        const bothHan = !spelled && !isLetter(codes[edge.to] as number);
        add(featureOf(KIND.sounds, edge.sound, following.sound), bothHan ? STRENGTH.sounds : STRENGTH.spelledSounds);
      }
    }
    if (next === undefined && codes.length > 1) continue;
    addInitials(add, codes, initials, i);
  }
  addSpelled(add, codes);
}

function addInitials(
  add: (feature: number, strength: number) => void,
  codes: readonly number[],
  initials: readonly number[],
  i: number,
): void {
  const [first, second, third] = [initials[i] as number, initials[i + 1] ?? NONE, initials[i + 2] ?? NONE];
  if (first === NONE) return;
  if (codes.length === 1 && isLetter(codes[0] as number)) add(featureOf(KIND.initial, first), STRENGTH.initial);
  if (second === NONE || codes.length > LONGEST_INITIALS) return;
  const letters = [i, i + 1].some((at) => isLetter(codes[at] as number));
  if (letters) add(featureOf(KIND.initials2, first, second), STRENGTH.initials2);
  if (third === NONE || !(letters || isLetter(codes[i + 2] as number))) return;
  add(featureOf(KIND.initials3, first, second, third), STRENGTH.initials3);
}

function addSpelled(add: (feature: number, strength: number) => void, codes: readonly number[]): void {
  for (let i = 0; i + 2 < codes.length; i += 1) {
    const three = [codes[i], codes[i + 1], codes[i + 2]] as [number, number, number];
    if (three.every(isLetter)) add(wordFeature(KIND.spelled, String.fromCharCode(...three)), STRENGTH.spelled);
  }
}

function addWords(add: (feature: number, strength: number) => void, words: readonly string[]): void {
  for (const [i, word] of words.entries()) {
    if (word.length > 1) add(wordFeature(KIND.word, stemOf(word)), STRENGTH.word);
    if (i === words.length - 1) add(wordFeature(KIND.begin, word.slice(0, 6)), STRENGTH.begin);
    if (word.length < 3) continue;
    for (const three of threesOf(word)) add(wordFeature(KIND.letters, three), STRENGTH.letters);
  }
}
