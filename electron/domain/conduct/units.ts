import {Converter} from 'opencc-js/t2cn';

/**
 * A text as the check reads it: one unit per character in Chinese, one per word in English, each with its place in the text.
 */
export interface Unit {
  /** What it is, and what else it may be meant for (`p0lice`). The first is what stands there. */
  readonly keys: readonly string[];
  /** The syllables it may be read as; empty for what is no syllable. */
  readonly sounds: readonly number[];
  /** UTF-16 units in the text. */
  readonly from: number;
  readonly to: number;
  /** What stands before it: nothing, the end of a clause, the end of a sentence. */
  readonly pause: Pause;
}

export type Pause = 0 | 1 | 2;

/** Several units that together are one word or one syllable. */
export interface Jump {
  readonly to: number;
  readonly key: string | null;
  readonly sound: number;
  /** Only the first letter of the syllable is known: 0 for a to 25 for z. */
  readonly initial?: number;
}

export interface Reading {
  readonly units: readonly Unit[];
  readonly jumps: ReadonlyMap<number, readonly Jump[]>;
}

const toSimplified = Converter({from: 't', to: 'cn'});
const FOLDED = new Map<string, string>();
const MOST_FOLDED = 20_000;

/** Letters of other scripts that look like Latin ones. */
const LATIN = new Map(
  [
    ...'аaвbсcеeнhіiјjкkмmоoрpѕsтtуyхxԁdԛqԝwгrлnпn',
    ...'αaβbεeηnιiκkνvοoρpτtυuχxγyωwσo',
    ...'ɑaɡgıiℓlѵvƽsʟlʀrɴnᴀaᴇeᴏo',
  ].reduce<[string, string][]>(
    (pairs, sign, i, all) => (i % 2 === 0 ? [...pairs, [sign, all[i + 1] ?? '']] : pairs),
    [],
  ),
);

/** A character as it is compared: full width, traditional, upper case, accents and look-alikes of other scripts undone. */
export function foldedCharacter(character: string): string {
  const known = FOLDED.get(character);
  if (known !== undefined) return known;
  const plain = character.normalize('NFKC').toLowerCase();
  const folded = [...toSimplified(plain.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, ''))]
    .map((each) => LATIN.get(each) ?? each)
    .join('');
  if (FOLDED.size < MOST_FOLDED) FOLDED.set(character, folded);
  return folded;
}

/** Marks that are not seen: joiners, soft hyphens, variation selectors, skin tones, keycaps. */
export const isUnseen = (character: string): boolean => /^[\p{Cf}\p{Mn}\p{Me}\u{1f3fb}-\u{1f3ff}]$/u.test(character);

/** The sign of a table that stands at a place; longest first. */
export function signAt(signs: readonly [string, string][], text: string, at: number): [string, string] | undefined {
  return signs.find(([sign]) => text.startsWith(sign, at));
}
