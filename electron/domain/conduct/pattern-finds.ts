import type {ConductPatterns, TextKind} from '../../contract/conduct.ts';
import {type Chain, chainsOf, type Occurrence} from './chains.ts';
import {type CompiledList, fitsKind} from './compiled-list.ts';
import {REACH} from './patterns.ts';
import type {ReadText} from './read-text.ts';
import {spanOf, type Surroundings} from './speakers.ts';

/** What a written row found: units `start` to `end`. */
export interface PatternFind extends Occurrence {
  readonly of: ConductPatterns;
}

const NONE: readonly Occurrence[] = [];

/** What the rows of a list find in a text, where it is the agent who says or does it. */
export function patternFinds(list: CompiledList, kind: TextKind, {places, pauses, around}: ReadText): PatternFind[] {
  const occurrences = (set: number): readonly Occurrence[] => places.get(set) ?? NONE;
  const found: PatternFind[] = [];
  for (const {row, of} of list.findings) {
    if (!fitsKind(of, kind)) continue;
    for (const chain of chainsOf(row, occurrences, pauses)) {
      if (counts(chain, of, around, REACH[list.language].denied, pauses.clause)) found.push({of, ...spanOf(chain)});
    }
  }
  return found;
}

/** Whether it is the agent who says or does it. */
function counts(
  chain: Chain,
  {category, despite = []}: ConductPatterns,
  {quoted, prohibitions, denials, harmless}: Surroundings,
  near: number,
  clause: Int32Array,
): boolean {
  const {start, end} = spanOf(chain);
  const last = chain.at(-1) as Occurrence;
  const inside = (at: Occurrence) => chain.some((slot) => slot.start <= at.start && at.end <= slot.end);
  if (harmless.some((part) => part.start <= start && end <= part.end && covers(part.categories, category)))
    return false;
  if (!despite.includes('customer') && quoted[last.start] === 1) return false;
  if (despite.includes('denied')) return true;
  if (prohibitions.some((each) => each.end <= last.start && last.start < each.until && !inside(each))) return false;
  return !nearest(denials, start, end).some((denial) => {
    if (inside(denial)) return false;
    if (denial.start >= start && denial.end <= end) return (clause[last.start] as number) <= denial.start;
    if (denial.start < start && denial.end > start) return true;
    return denial.end <= start && start - denial.end <= near && (clause[start] as number) <= denial.start;
  });
}

const LONGEST_DENIAL = 40;

/** The denials that begin shortly before a place or within it. */
function nearest(denials: readonly Occurrence[], start: number, end: number): readonly Occurrence[] {
  let [low, high] = [0, denials.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((denials[middle] as Occurrence).start < start - LONGEST_DENIAL) low = middle + 1;
    else high = middle;
  }
  let to = low;
  while (to < denials.length && (denials[to] as Occurrence).start < end) to += 1;
  return denials.slice(low, to);
}

const covers = <Value>(among: readonly Value[] | undefined, value: Value): boolean => among?.includes(value) ?? true;
