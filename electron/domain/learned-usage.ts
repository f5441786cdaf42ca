import type {Day} from '../contract/values.ts';

/** Uses of an objection on one day: it was picked, or its answer was said. */
export interface DayOfUse {
  objectionId: string;
  day: Day;
  uses: number;
  /** By the agent who sits here; else by another of the team. */
  own: boolean;
}

/** After a month a use counts half: scripts, products and seasons change. */
const HALF_LIFE_DAYS = 30;
/** What was used longer ago than this counts for nothing. */
export const USAGE_DAYS = 180;
/** The agent's own way of working tells more about the next call than a colleague's. */
const OWN = 2;

/** Less than this, or than this part of what was used most, is not often. One own pick weighs 2. */
const OFTEN = 4;
const PART_OF_MOST = 0.2;

const DAY_MS = 86_400_000;

/** How much each objection was used, decayed, most used first; equals by id, so that the order is the same every time. */
export function decayedUsage(days: readonly DayOfUse[], today: Day): [objectionId: string, weight: number][] {
  const now = Date.parse(today);
  const weights = new Map<string, number>();
  for (const {objectionId, day, uses, own} of days) {
    // A clock that was set back must not make an old use count more than one of today.
    const age = Math.max(0, (now - Date.parse(day)) / DAY_MS);
    const weight = uses * (own ? OWN : 1) * 0.5 ** (age / HALF_LIFE_DAYS);
    weights.set(objectionId, (weights.get(objectionId) ?? 0) + weight);
  }
  return [...weights]
    .map(([id, weight]): [string, number] => [id, Math.round(weight * 1000) / 1000])
    .filter(([, weight]) => weight > 0)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}

/** Of what was used, most used first, what may be said to be used often: only that counts, so that the label is true. */
export function oftenUsed(usage: readonly (readonly [objectionId: string, weight: number])[]): Map<string, number> {
  const least = Math.max(OFTEN, PART_OF_MOST * (usage[0]?.[1] ?? 0));
  return new Map(usage.filter(([, weight]) => weight >= least));
}
