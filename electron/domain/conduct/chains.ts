import type {Row} from './patterns.ts';
import type {Unit} from './units.ts';

/** A word of a set as it stands in a text, in units. */
export interface Occurrence {
  readonly start: number;
  readonly end: number;
}

/** A row that was found: the places of its slots, first to last. */
export type Chain = readonly Occurrence[];

interface Step extends Occurrence {
  before: Step | null;
}

/** The places with the longest pause at or before each unit: `last[level][i]`. */
export interface Pauses {
  readonly clause: Int32Array;
  readonly sentence: Int32Array;
}

export function pausesOf(units: readonly Unit[]): Pauses {
  const clause = new Int32Array(units.length + 1);
  const sentence = new Int32Array(units.length + 1);
  units.forEach(({pause}, i) => {
    clause[i] = pause > 0 ? i : (clause[i - 1] ?? 0);
    sentence[i] = pause > 1 ? i : (sentence[i - 1] ?? 0);
  });
  return {clause, sentence};
}

/**
 * Every end of a row in a text, each with its nearest beginning. Work grows with the number of words found, not with their
 * combinations.
 */
export function chainsOf(row: Row, occurrences: (set: number) => readonly Occurrence[], pauses: Pauses): Chain[] {
  let steps: Step[] = [];
  for (const [i, slot] of row.entries()) {
    const all = occurrences(slot.set);
    const found = slot.first ? all.filter(({start}) => pauses.clause[start] === start) : all;
    if (found.length === 0 && slot.optional) continue;
    if (found.length === 0) return [];
    if (i === 0) {
      steps = found.map(({start, end}) => ({start, end, before: null}));
      continue;
    }
    const joined = joinedSteps(steps, found, slot.gap.most, slot.gap.pause, pauses);
    steps = slot.optional ? [...steps, ...joined] : joined;
    if (steps.length === 0) return [];
  }
  return steps.map(chainTo);
}

function joinedSteps(
  steps: readonly Step[],
  found: readonly Occurrence[],
  most: number,
  pause: 0 | 1 | 2,
  pauses: Pauses,
): Step[] {
  const byEnd = new Map<number, Step>();
  // Of steps that end in one place the one that began last.
  for (const step of steps) {
    const known = byEnd.get(step.end);
    if (known === undefined || known.start < step.start) byEnd.set(step.end, step);
  }
  const next: Step[] = [];
  for (const {start, end} of found) {
    const least = Math.max(0, start - most);
    for (let at = start; at >= least; at -= 1) {
      const before = byEnd.get(at);
      if (before === undefined) continue;
      const parted = pause === 0 ? pauses.clause : pause === 1 ? pauses.sentence : null;
      if (parted === null || (parted[start] as number) < at) next.push({start, end, before});
      break;
    }
  }
  return next;
}

function chainTo(step: Step): Chain {
  const chain: Occurrence[] = [];
  for (let at: Step | null = step; at !== null; at = at.before) chain.unshift({start: at.start, end: at.end});
  return chain;
}
