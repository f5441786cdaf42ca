import {Temporal} from 'temporal-polyfill';
import type {Instant, TimeZone} from '../../contract/values.ts';

/**
 * Local time as numbers. A judgement looks at hundreds of instants, so the offset of a zone is asked for once in each
 * quarter of an hour (clocks are never put forward or back within one) and kept.
 */

export const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
export const DAY = 86_400_000;
const MOST_KEPT = 20_000;

const offsets = new Map<TimeZone, Map<number, number>>();

function offsetAt(zone: TimeZone, at: number): number {
  let known = offsets.get(zone);
  if (known === undefined || known.size > MOST_KEPT) {
    known = new Map();
    offsets.set(zone, known);
  }
  const quarter = Math.floor(at / QUARTER);
  const kept = known.get(quarter);
  if (kept !== undefined) return kept;
  const local = Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER).toZonedDateTimeISO(zone);
  const offset = local.offsetNanoseconds / 1_000_000;
  known.set(quarter, offset);
  return offset;
}

/** A moment on a wall: `day` counts from 1970-01-01, `ms` since local midnight by the clock. */
export interface LocalMoment {
  day: number;
  ms: number;
}

export function localAt(zone: TimeZone, at: number): LocalMoment {
  const local = at + offsetAt(zone, at);
  const day = Math.floor(local / DAY);
  return {day, ms: local - day * DAY};
}

export const dayAt = (zone: TimeZone, at: number): number => localAt(zone, at).day;

/** ISO day of the week, 1 = Monday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** Day number of `YYYY-MM-DD`. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;

/** `HH:MM` in milliseconds since midnight. */
export const msOfTime = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE;

/**
 * The first instant at which the clock on the wall shows this time of this day, or later where it is skipped. `ms` may
 * reach into the days after.
 */
export function instantOf(zone: TimeZone, day: number, ms = 0): number {
  const wall = day * DAY + ms;
  const [before, after] = [offsetAt(zone, wall - DAY), offsetAt(zone, wall + DAY)];
  const fitting = [wall - before, wall - after].filter((at) => at + offsetAt(zone, at) === wall);
  if (fitting.length > 0) return Math.min(...fitting);
  // Skipped: the first instant after the gap, which lies between the two readings.
  let [low, high] = [wall - Math.max(before, after), wall - Math.min(before, after)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + offsetAt(zone, middle) >= wall) high = middle;
    else low = middle;
  }
  return high;
}

export const toInstant = (at: number): Instant => new Date(at).toISOString();
