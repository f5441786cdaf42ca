import {Growing} from './growing.ts';

/** Where the wordings of a feature lie: from `from` up to `to` in `ids`. */
export interface Posting {
  readonly ids: Int32Array;
  readonly from: number;
  readonly to: number;
}

/** Feature and wording in one number that orders by both: 30 bits and 21. */
const WORDINGS = 2 ** 21;

/**
 * The wordings of every feature: three lists for what an index was built with, and lists of their own for features that
 * changes have touched.
 */
export class Postings {
  /** Ascending. */
  private readonly features: Int32Array;
  private readonly ends: Int32Array;
  private readonly ids: Int32Array;
  private readonly changed = new Map<number, Growing>();

  constructor(features: Int32Array, ends: Int32Array, ids: Int32Array) {
    this.features = features;
    this.ends = ends;
    this.ids = ids;
  }

  /** Of pairs in any order. */
  static of(features: Int32Array, wordings: Int32Array): Postings {
    const joined = new Float64Array(features.length);
    for (let i = 0; i < joined.length; i += 1) joined[i] = (features[i] as number) * WORDINGS + (wordings[i] as number);
    joined.sort();
    const ids = new Int32Array(joined.length);
    const kinds = new Growing();
    const ends = new Growing();
    for (let i = 0; i < joined.length; i += 1) {
      const wording = (joined[i] as number) % WORDINGS;
      const feature = ((joined[i] as number) - wording) / WORDINGS;
      ids[i] = wording;
      if (kinds.length === 0 || kinds.at(kinds.length - 1) !== feature) {
        if (i > 0) ends.push(i);
        kinds.push(feature);
      }
    }
    if (joined.length > 0) ends.push(joined.length);
    return new Postings(kinds.used(), ends.used(), ids);
  }

  find(feature: number): Posting | undefined {
    const changed = this.changed.size === 0 ? undefined : this.changed.get(feature);
    if (changed !== undefined)
      return changed.length === 0 ? undefined : {ids: changed.data, from: 0, to: changed.length};
    let low = 0;
    let high = this.features.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const there = this.features[middle] as number;
      if (there === feature) {
        return {
          ids: this.ids,
          from: middle === 0 ? 0 : (this.ends[middle - 1] as number),
          to: this.ends[middle] as number,
        };
      }
      if (there < feature) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  add(feature: number, wording: number): void {
    this.own(feature).insert(wording);
  }

  remove(feature: number, wording: number): void {
    this.own(feature).remove(wording);
  }

  /** The three lists, with all changes. */
  lists(): {features: Int32Array; ends: Int32Array; ids: Int32Array} {
    if (this.changed.size === 0) return {features: this.features, ends: this.ends, ids: this.ids};
    const features = [...new Set([...this.features, ...this.changed.keys()])].sort((a, b) => a - b);
    const kept = new Growing();
    const ends = new Growing();
    const ids = new Growing();
    for (const feature of features) {
      const posting = this.find(feature);
      if (posting === undefined) continue;
      kept.push(feature);
      for (let i = posting.from; i < posting.to; i += 1) ids.push(posting.ids[i] as number);
      ends.push(ids.length);
    }
    return {features: kept.used(), ends: ends.used(), ids: ids.used()};
  }

  private own(feature: number): Growing {
    const known = this.changed.get(feature);
    if (known !== undefined) return known;
    const posting = this.find(feature);
    const own = new Growing(posting === undefined ? undefined : posting.ids.slice(posting.from, posting.to));
    this.changed.set(feature, own);
    return own;
  }
}
