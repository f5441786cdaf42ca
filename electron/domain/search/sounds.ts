/**
 * The syllables of Mandarin in pinyin without tones (ü is v, as it is typed), by initial.
 */
const FINALS_BY_INITIAL: Record<string, string> = {
  '': 'a ai an ang ao e ei en eng er o ou',
  b: 'a ai an ang ao ei en eng i ian iao ie in ing o u',
  c: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  ch: 'a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
  d: 'a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo',
  f: 'a an ang ei en eng o ou u',
  g: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  h: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  j: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  k: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  l: 'a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve',
  m: 'a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u',
  n: 'a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve',
  p: 'a ai an ang ao ei en eng i ian iao ie in ing o ou u',
  q: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  r: 'an ang ao e en eng i ong ou u ua uan ui un uo',
  s: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  sh: 'a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo',
  t: 'a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo',
  w: 'a ai an ang ei en eng o u',
  x: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  y: 'a an ang ao e i in ing o ong ou u uan ue un',
  z: 'a ai an ang ao e ei en eng i ong ou u uan ui un uo',
  zh: 'a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo',
};

/** Every syllable; a syllable's number is its place here, and part of what a snapshot stores. */
export const SYLLABLES: readonly string[] = Object.entries(FINALS_BY_INITIAL)
  .flatMap(([initial, finals]) => finals.split(' ').map((final) => initial + final))
  .toSorted();

const NUMBERS = new Map(SYLLABLES.map((syllable, i) => [syllable, i]));

/** The letters of the longest syllable: zhuang. */
export const LONGEST_SYLLABLE = 6;

/** No syllable. */
export const NONE = -1;

/** The number of a syllable, -1 for letters that are none. */
export const syllableOf = (letters: string): number => NUMBERS.get(letters) ?? NONE;

/**
 * Sounds that speakers of many regions do not tell apart, and so mix up when they spell: zh/z, ch/c, sh/s, n/l, f/h,
 * an/ang, en/eng, in/ing.
 */
const heardAlike = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=.)/, 'l')
    .replace(/^f/, 'h')
    .replace(/([aei])ng$/, '$1n')
    .replace('v', 'u');

const CLASSES = [...new Set(SYLLABLES.map(heardAlike))];
const CLASS_NUMBERS = new Map(CLASSES.map((letters, i) => [letters, i]));
const CLASS_OF = Int16Array.from(SYLLABLES, (syllable) => CLASS_NUMBERS.get(heardAlike(syllable)) ?? NONE);

/** The class of syllables that are heard alike; -1 for none. */
export const soundOf = (syllable: number): number => CLASS_OF[syllable] ?? NONE;

const HEARD = new Map<string, number>();
const MOST_HEARD = 5000;

/** The class of sounds that the letters belong to even when they are no syllable themselves (`suang`); -1 for none. */
export function soundOfLetters(letters: string): number {
  const known = HEARD.get(letters);
  if (known !== undefined) return known;
  const sound = CLASS_NUMBERS.get(heardAlike(letters)) ?? NONE;
  if (HEARD.size < MOST_HEARD) HEARD.set(letters, sound);
  return sound;
}

/** Letter a = 0 … z = 25 of a syllable's first letter. */
export const INITIAL_LETTER = Uint8Array.from(SYLLABLES, (syllable) => syllable.charCodeAt(0) - 97);

/** The same for letters that are heard alike at the beginning: n and l, f and h. */
export const heardInitial = (letter: number): number => (letter === 13 ? 11 : letter === 5 ? 7 : letter);

/** Of every syllable, its first letter so made one; at last, for no syllable, none. */
export const HEARD_INITIAL = Int8Array.from([...INITIAL_LETTER.map(heardInitial), -2]);

/** The code of every letter of every syllable, six places each, 0 after its end. */
export const SYLLABLE_LETTERS = new Uint8Array(SYLLABLES.length * LONGEST_SYLLABLE);
export const SYLLABLE_LENGTH = Uint8Array.from(SYLLABLES, (syllable) => syllable.length);
SYLLABLES.forEach((syllable, i) => {
  for (let k = 0; k < syllable.length; k += 1) SYLLABLE_LETTERS[i * LONGEST_SYLLABLE + k] = syllable.charCodeAt(k);
});
