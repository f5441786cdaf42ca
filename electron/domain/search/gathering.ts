import type {EntryTable} from './entry-table.ts';
import type {Typed} from './typed.ts';

/** Wordings that share most with what was typed, and how much each group as a whole has in common with it. */
export interface Gathered {
  /** Numbers of wordings, the most promising first. */
  readonly candidates: readonly number[];
  /** Groups that have anything in common. */
  readonly groups: readonly number[];
  /** 0 to 1, by group: how telling the shared features are and how many of the group's wordings have them. */
  readonly evidence: Float32Array;
}

/** So many wordings are compared with care; of one group only a few, so that it cannot crowd out the others. */
const MOST_CANDIDATES = 64;
const MOST_OF_A_GROUP = 6;
const MOST_KEPT = 160;
const STEPS = 128;
/** What stands in more of the wordings than this only adds to what others found. */
const COMMON = 0.3;
/** How many of a group's wordings must have a feature until more hardly count. */
const ENOUGH = 2;
/** What is in no wording at all counts this much as missing. */
const UNKNOWN = 0.7;

/** Counts shared features. Holds its counters between calls and clears only what was touched. */
export class Gathering {
  private readonly table: EntryTable;
  private shared = new Float32Array(0);
  private evidence = new Float32Array(0);
  private seen = new Int32Array(0);
  private taken = new Int32Array(0);
  private readonly touched: number[] = [];
  private readonly having: number[] = [];
  private readonly steps = new Int32Array(STEPS + 1);
  private groups: number[] = [];

  constructor(table: EntryTable) {
    this.table = table;
  }

  gather(typed: Typed): Gathered {
    const {wordings, groups} = this.table;
    if (this.shared.length < wordings.texts.length) this.shared = new Float32Array(wordings.texts.length + 256);
    if (this.evidence.length < groups.length) {
      this.evidence = new Float32Array(groups.length + 64);
      this.seen = new Int32Array(groups.length + 64);
      this.taken = new Int32Array(groups.length + 64);
    }
    for (const group of this.groups) this.evidence[group] = 0;
    this.groups = [];
    this.touched.length = 0;
    this.count(typed);
    const candidates = this.choose();
    for (const wording of this.touched) this.shared[wording] = 0;
    return {candidates, groups: this.groups, evidence: this.evidence};
  }

  private count(typed: Typed): void {
    const {wordings, groupsAlive} = this.table;
    const {postings, users, user, alive} = wordings;
    const found = typed.features.map((feature, i) => {
      const posting = postings.find(feature);
      const length = posting === undefined ? 0 : posting.to - posting.from;
      return {strength: typed.strengths[i] as number, posting, length};
    });
    // The most telling first: what is common only adds to it.
    found.sort((a, b) => a.length - b.length);
    const most = Math.log(1 + groupsAlive);
    let total = 0;
    for (const {strength, posting, length} of found) {
      total += strength * most * (posting === undefined ? UNKNOWN : 1);
      if (posting === undefined) continue;
      const telling = strength * Math.log(1 + alive / length);
      const common = length > COMMON * alive && this.touched.length > 0;
      const {having} = this;
      having.length = 0;
      const {ids, from, to} = posting;
      for (let i = from; i < to; i += 1) {
        const wording = ids[i] as number;
        const before = this.shared[wording] as number;
        if (before === 0) {
          if (common) continue;
          this.touched.push(wording);
        }
        this.shared[wording] = before + telling;
        const only = user.data[wording] as number;
        if (only >= 0) this.see(only);
        else {
          const own = users[wording] as number[];
          for (let k = 0; k < own.length; k += 2) this.see(own[k] as number);
        }
      }
      const tellingOfGroup = strength * Math.log(1 + groupsAlive / Math.max(1, having.length));
      for (const group of having) {
        const count = this.seen[group] as number;
        if (this.evidence[group] === 0) this.groups.push(group);
        this.evidence[group] = (this.evidence[group] as number) + (tellingOfGroup * count) / (count + ENOUGH);
        this.seen[group] = 0;
      }
    }
    if (total > 0) for (const group of this.groups) this.evidence[group] = (this.evidence[group] as number) / total;
  }

  private see(group: number): void {
    const seen = this.seen[group] as number;
    if (seen === 0) this.having.push(group);
    this.seen[group] = seen + 1;
  }

  private choose(): number[] {
    const {wordings} = this.table;
    const kept = this.best();
    const chosen: number[] = [];
    for (const wording of kept) {
      if (chosen.length === MOST_CANDIDATES) break;
      const own = wordings.users[wording] as number[];
      let room = false;
      for (let k = 0; k < own.length; k += 2) room ||= (this.taken[own[k] as number] as number) < MOST_OF_A_GROUP;
      if (!room) continue;
      for (let k = 0; k < own.length; k += 2) {
        this.taken[own[k] as number] = (this.taken[own[k] as number] as number) + 1;
      }
      chosen.push(wording);
    }
    for (const wording of chosen) {
      const own = wordings.users[wording] as number[];
      for (let k = 0; k < own.length; k += 2) this.taken[own[k] as number] = 0;
    }
    return chosen;
  }

  /** The touched wordings that share most, in order; equals by a hash, so that a rebuilt index gives the same. */
  private best(): number[] {
    const {touched, shared} = this;
    const {wordings} = this.table;
    let highest = 0;
    for (const wording of touched) {
      const rank = (shared[wording] as number) * (wordings.shortness[wording] as number);
      shared[wording] = rank;
      if (rank > highest) highest = rank;
    }
    const least = touched.length > MOST_KEPT ? this.leastKept(highest) : 0;
    return touched
      .filter((wording) => (shared[wording] as number) >= least)
      .sort(
        (a, b) =>
          (shared[b] as number) - (shared[a] as number) ||
          (wordings.hashes[a] as number) - (wordings.hashes[b] as number),
      );
  }

  /** A rank that at least `MOST_KEPT` wordings reach, and not many more: the steps between 0 and the highest are counted. */
  private leastKept(highest: number): number {
    this.steps.fill(0);
    for (const wording of this.touched) {
      const step = Math.floor(((this.shared[wording] as number) / highest) * STEPS);
      this.steps[step] = (this.steps[step] as number) + 1;
    }
    let reached = 0;
    for (let step = STEPS; step > 0; step -= 1) {
      reached += this.steps[step] as number;
      if (reached >= MOST_KEPT) return (step * highest) / STEPS;
    }
    return 0;
  }
}
