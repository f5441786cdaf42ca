import {CONDUCT_CATEGORIES, type ConductCategory, type LearnedConduct} from '../../contract/conduct.ts';
import {hashOf} from './feature-hash.ts';
import type {Feature} from './features.ts';

/** What the model makes of some features. */
export interface Opinion {
  /** How sure it is of each category, 0 to 1. */
  readonly sureness: ReadonlyMap<ConductCategory, number>;
  /** What it read: the row of each feature it knows, with the unit at which the feature begins. */
  readonly rows: readonly {row: number; at: number}[];
  /** Which hidden units answered. */
  readonly awake: readonly boolean[];
}

/** A network that was learned: features, one layer of hidden units, categories. */
export class LearnedModel {
  private readonly rows = new Map<number, number>();
  private readonly weights: Int8Array;
  private readonly learned: LearnedConduct;

  constructor(learned: LearnedConduct) {
    this.learned = learned;
    const bytes = new DataView(bytesOf(learned.features).buffer);
    for (let row = 0; row * 4 < bytes.byteLength; row += 1) this.rows.set(bytes.getUint32(row * 4, true), row);
    this.weights = new Int8Array(bytesOf(learned.weights).buffer);
  }

  opinion(features: readonly Feature[]): Opinion {
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
    const norm = scale / 127 / Math.sqrt(Math.max(1, known.size));
    const hidden = Array.from(sums, (sum, i) => Math.max(0, sum * norm + (bias[i] ?? 0)));
    const sureness = new Map(
      CONDUCT_CATEGORIES.map((category, of) => {
        const sum = hidden.reduce((all, each, i) => all + each * (out[i]?.[of] ?? 0), out.at(-1)?.[of] ?? 0);
        return [category, 1 / (1 + Math.exp(-sum))];
      }),
    );
    return {sureness, rows, awake: hidden.map((each) => each > 0)};
  }

  /** Of each unit of a stretch, how much what begins there speaks for a category. */
  evidence(
    {rows, awake}: Opinion,
    category: ConductCategory,
    {start, end}: {start: number; end: number},
  ): Float64Array {
    const sums = new Float64Array(end - start);
    const of = CONDUCT_CATEGORIES.indexOf(category);
    const says = awake.map((each, i) => (each ? (this.learned.out[i]?.[of] ?? 0) : 0));
    for (const {row, at} of rows) {
      if (at < start || at >= end) continue;
      const first = row * says.length;
      const place = at - start;
      sums[place] = says.reduce(
        (all, each, i) => all + each * (this.weights[first + i] as number),
        sums[place] as number,
      );
    }
    return sums;
  }
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
