import {CONDUCT_CATEGORIES, type ConductCategory, type LearnedConduct} from '../../contract/conduct.ts';
import {bytesOf} from '../base64.ts';
import {hashOf} from './feature-hash.ts';
import type {Feature, Word} from './features.ts';
import {ADDED, addedBy, hear, type Heard, LISTENERS, type Meanings, NONE} from './phrases.ts';

/** What the model makes of some features and the words they are of. */
export interface Opinion {
  /** How sure it is of each category, 0 to 1. */
  readonly sureness: ReadonlyMap<ConductCategory, number>;
  /** What it read: the row of each feature it knows, with the unit at which the feature begins. */
  readonly rows: readonly {row: number; at: number}[];
  /** What one step of a feature's weight is worth. */
  readonly worth: number;
  /** Which hidden units answered. */
  readonly awake: readonly boolean[];
  /** What listeners answered to: how strongly, and at which unit. */
  readonly heard: readonly {listener: number; strength: number; at: number}[];
}

/** So many words are kept with what they add, so that text that is typed on costs only its new words. */
const MOST_KEPT = 2000;

/** A network that was learned: features, one layer of hidden units and of listeners, categories. */
export class LearnedModel {
  private readonly rows = new Map<number, number>();
  private readonly weights: Int8Array;
  private readonly learned: LearnedConduct;
  private readonly meanings: Meanings | undefined;
  private readonly phrases: Float32Array | undefined;
  private readonly added = new Map<number, Float32Array>();

  /** Without the words' meanings a model that listens to them hears nothing. */
  constructor(learned: LearnedConduct, meanings?: Meanings) {
    this.learned = learned;
    this.meanings = meanings;
    const bytes = new DataView(bytesOf(learned.features).buffer);
    for (let row = 0; row * 4 < bytes.byteLength; row += 1) this.rows.set(bytes.getUint32(row * 4, true), row);
    this.weights = new Int8Array(bytesOf(learned.weights).buffer);
    const {phrases} = learned;
    if (phrases !== undefined) {
      this.phrases = Float32Array.from(new Int8Array(bytesOf(phrases.weights).buffer), (each) => {
        return (each * phrases.scale) / 127;
      });
    }
  }

  opinion(features: readonly Feature[], words: readonly Word[]): Opinion {
    const rows: {row: number; at: number}[] = [];
    const known = new Set<number>();
    const {bias, out, scale} = this.learned;
    const sums = new Float64Array(bias.length);
    for (const {name, at} of features) {
      const row = this.rows.get(hashOf(name));
      if (row === undefined) continue;
      rows.push({row, at});
      if (known.has(row)) continue;
      known.add(row);
      const first = row * sums.length;
      for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] as number) + (this.weights[first + i] as number);
    }
    const worth = scale / 127 / Math.sqrt(Math.max(1, known.size));
    const hidden = Array.from(sums, (sum, i) => Math.max(0, sum * worth + (bias[i] ?? 0)));
    const heard = this.heard(words);
    const sureness = new Map(
      CONDUCT_CATEGORIES.map((category, of) => {
        const seen = hidden.reduce((all, each, i) => all + each * (out[i]?.[of] ?? 0), out.at(-1)?.[of] ?? 0);
        const sum = heard.reduce(
          (all, {listener, strength}) => all + strength * (out[hidden.length + listener]?.[of] ?? 0),
          seen,
        );
        return [category, 1 / (1 + Math.exp(-sum))];
      }),
    );
    return {sureness, rows, worth, awake: hidden.map((each) => each > 0), heard};
  }

  private heard(words: readonly Word[]): Opinion['heard'] {
    const {meanings, phrases} = this;
    if (meanings === undefined || phrases === undefined) return [];
    const {heard: numbers, at} = meanings.read(words);
    const added = new Float32Array(numbers.length * ADDED);
    for (const [i, word] of numbers.entries()) {
      if (word !== NONE) added.set(this.addedBy(word, meanings, phrases), i * ADDED);
    }
    const heard: Heard = {strength: new Float64Array(LISTENERS), where: new Int32Array(LISTENERS)};
    hear(added, numbers.length, this.learned.phrases?.bias ?? [], heard);
    return Array.from(heard.strength, (strength, listener) => {
      return {listener, strength, at: at[heard.where[listener] as number] as number};
    }).filter(({strength}) => strength > 0);
  }

  private addedBy(word: number, meanings: Meanings, phrases: Float32Array): Float32Array {
    const known = this.added.get(word);
    if (known !== undefined) return known;
    const told = new Float32Array(meanings.width);
    meanings.tell(word, told);
    const added = new Float32Array(ADDED);
    addedBy(phrases, told, added, 0);
    if (this.added.size >= MOST_KEPT) this.added.clear();
    this.added.set(word, added);
    return added;
  }

  /** Of each unit of a stretch, how much what begins there speaks for a category. */
  evidence(
    {rows, worth, awake, heard}: Opinion,
    category: ConductCategory,
    {start, end}: {start: number; end: number},
  ): Float64Array {
    const sums = new Float64Array(end - start);
    const of = CONDUCT_CATEGORIES.indexOf(category);
    const says = awake.map((each, i) => (each ? (this.learned.out[i]?.[of] ?? 0) * worth : 0));
    const add = (at: number, evidence: number) => {
      if (at >= start && at < end) sums[at - start] = (sums[at - start] as number) + evidence;
    };
    for (const {row, at} of rows) {
      const first = row * says.length;
      add(
        at,
        says.reduce((all, each, i) => all + each * (this.weights[first + i] as number), 0),
      );
    }
    for (const {listener, strength, at} of heard) {
      add(at, strength * (this.learned.out[awake.length + listener]?.[of] ?? 0));
    }
    return sums;
  }
}
