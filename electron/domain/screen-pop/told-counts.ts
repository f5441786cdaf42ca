import type {PopCounts} from '../../contract/dialer.ts';
import type {NotedCount} from '../../contract/flags.ts';
import type {Id, Jurisdiction} from '../../contract/values.ts';

/** Whom the dialer counted: the person that is called, and the number where the pop named one. */
export interface ToldOf {
  personId: Id;
  numberId: Id | null;
}

/**
 * Which rules ask for what a dialer counted, the call that it speaks of not among it. Where no rule asks, there is nothing.
 *
 * United States: calls in seven days (12 CFR 1006.14(b)(2)(i)(A); in Massachusetts 209 CMR 18.16(1)(d) as well) and
 * conversations in seven days (12 CFR 1006.14(b)(2)(i)(B)). China: conversations of a day (GB/T 45251-2025), and tries of a
 * day that were no conversation (CBA 2026).
 */
export function toldCounts(counts: PopCounts, jurisdiction: Jurisdiction, {personId, numberId}: ToldOf): NotedCount[] {
  const {callsToday, talksToday, callsSevenDays, talksSevenDays} = counts;
  const told = (ruleId: string, count: number | null, atNumber = false): NotedCount[] =>
    count === null || count <= 0
      ? []
      : [{ruleId, count, personId, ...(atNumber && numberId !== null ? {numberId} : {})}];
  switch (jurisdiction) {
    case 'US': {
      // What was counted today lies within the seven days, whatever else does.
      const calls = most(callsToday, callsSevenDays);
      return [
        ...told('US-FREQ-01', calls),
        ...told('US-MA-01', calls),
        ...told('US-FREQ-02', most(talksToday, talksSevenDays)),
      ];
    }
    case 'CN':
      return [
        ...told('CN-FREQ-01', talksToday),
        ...told('CN-FREQ-03', callsToday === null ? null : callsToday - (talksToday ?? 0), true),
      ];
    default:
      return [];
  }
}

/** Both are least counts, so the greater one is known. */
const most = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** Counts of one call of the dialer, told twice: a least count only grows. */
export function joinedCounts(known: PopCounts, more: PopCounts): PopCounts {
  return {
    callsToday: most(known.callsToday, more.callsToday),
    talksToday: most(known.talksToday, more.talksToday),
    callsSevenDays: most(known.callsSevenDays, more.callsSevenDays),
    talksSevenDays: most(known.talksSevenDays, more.talksSevenDays),
  };
}
