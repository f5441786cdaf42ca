import type {WordMeanings} from '../../contract/conduct.ts';
import {bytesOf} from '../base64.ts';
import {SAID, type Word} from './features.ts';

/**
 * Runs of words by what they mean: a listener answers most strongly to the run of a text that is nearest to what it listens for,
 * whatever its words. So a sentence is understood of which no word was ever learned from.
 */

/** Words in a run; of each length there are as many listeners. */
const LENGTHS = [1, 2, 3] as const;
const OF_EACH = 48;
export const LISTENERS = LENGTHS.length * OF_EACH;
/** Places in runs, of all lengths together: each listener has a weight for each place and each number that tells of a word. */
const PLACES = 6;
/** Numbers that one word adds to runs. */
export const ADDED = PLACES * OF_EACH;

/** No word: a break between sentences, the beginning and end of a text, a word without a meaning. */
export const NONE = -1;
/** How much it tells that a word is denied, forbidden or somebody else's: as much as a few dimensions of what it means. */
const TELLING = 2;

/** The meanings of a language's words, ready to be looked up. */
export class Meanings {
  /** Numbers that tell of a word: its place in the space of meanings, and how it is said. */
  readonly width: number;
  private readonly dimensions: number;
  private readonly rows: ReadonlyMap<string, number>;
  private readonly places: Int8Array;
  private readonly scale: number;

  constructor({words, places, dimensions, scale}: WordMeanings) {
    this.dimensions = dimensions;
    this.width = dimensions + SAID.length - 1;
    this.rows = new Map(words.split(' ').map((word, row) => [word, row]));
    this.places = new Int8Array(bytesOf(places).buffer);
    this.scale = scale / 127;
  }

  /**
   * The words of a stretch as numbers, each for a meaning and how it is said, with `NONE` around them and between sentences; `at`
   * has the unit of each.
   */
  read(words: readonly Word[]): {heard: Int32Array; at: Int32Array} {
    const heard = [NONE];
    const at = [words[0]?.at ?? 0];
    for (const [i, word] of words.entries()) {
      if (word.newSentence && i > 0) {
        heard.push(NONE);
        at.push(word.at);
      }
      const row = this.rows.get(word.key);
      heard.push(row === undefined ? NONE : row * SAID.length + SAID.indexOf(word.said));
      at.push(word.at);
    }
    heard.push(NONE);
    at.push(words.at(-1)?.at ?? 0);
    return {heard: Int32Array.from(heard), at: Int32Array.from(at)};
  }

  /** Writes what tells of a word into `into`, `width` numbers. */
  tell(heard: number, into: Float32Array): void {
    const said = heard % SAID.length;
    const first = ((heard - said) / SAID.length) * this.dimensions;
    for (let i = 0; i < this.dimensions; i += 1) into[i] = (this.places[first + i] as number) * this.scale;
    into.fill(0, this.dimensions);
    if (said > 0) into[this.dimensions + said - 1] = TELLING;
  }
}

/** What a word adds to the runs it stands in: `ADDED` numbers. */
export function addedBy(weights: Float32Array, told: Float32Array, into: Float32Array, first: number): void {
  const width = told.length;
  // Four sums at a time: none has to wait for another, and learning takes a third of the time.
  for (let i = 0; i < ADDED; i += 4) {
    const [row0, row1, row2, row3] = [i * width, (i + 1) * width, (i + 2) * width, (i + 3) * width];
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let k = 0; k < width; k += 1) {
      const each = told[k] as number;
      sum0 += (weights[row0 + k] as number) * each;
      sum1 += (weights[row1 + k] as number) * each;
      sum2 += (weights[row2 + k] as number) * each;
      sum3 += (weights[row3 + k] as number) * each;
    }
    into[first + i] = sum0;
    into[first + i + 1] = sum1;
    into[first + i + 2] = sum2;
    into[first + i + 3] = sum3;
  }
}

/** How strongly each listener answers to a text, and where the run stands that it answers to. */
export interface Heard {
  readonly strength: Float64Array;
  readonly where: Int32Array;
}

/** `added` has `ADDED` numbers for each of so many words; where there is none they are all 0. */
export function hear(added: Float32Array, words: number, bias: ArrayLike<number>, {strength, where}: Heard): void {
  let [listener, place] = [0, 0];
  for (const length of LENGTHS) {
    const most = strength.subarray(listener, listener + OF_EACH);
    most.fill(-Infinity);
    for (let at = 0; at + length <= words; at += 1) {
      for (let i = 0; i < OF_EACH; i += 1) {
        let sum = 0;
        for (let k = 0; k < length; k += 1) sum += added[(at + k) * ADDED + (place + k) * OF_EACH + i] as number;
        if (sum <= (most[i] as number)) continue;
        most[i] = sum;
        where[listener + i] = at;
      }
    }
    for (let i = 0; i < OF_EACH; i += 1) most[i] = Math.max(0, (most[i] as number) + (bias[listener + i] as number));
    listener += OF_EACH;
    place += length;
  }
}

/** The words of a listener's run, as offsets from where it stands, each with the row of `ADDED` weights for it. */
export function runOf(listener: number): {offset: number; weight: number}[] {
  const of = Math.floor(listener / OF_EACH);
  const before = LENGTHS.slice(0, of).reduce<number>((sum, length) => sum + length, 0);
  return Array.from({length: LENGTHS[of] as number}, (_, offset) => ({
    offset,
    weight: (before + offset) * OF_EACH + (listener % OF_EACH),
  }));
}
