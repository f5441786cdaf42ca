import type {SyncStatus} from '../contract/sync.ts';

/** So long without a sync that got through is worth a word beside the script. Milliseconds. */
const LONG = 3 * 86_400_000;

/**
 * What an agent is quietly told of the packs' updates: nothing while all is well, and nothing for a day without a network.
 *
 * - `expired`: what was signed has run out; updates have stopped, the packs stay.
 * - `untrusted`: the last sync met something that nobody trusted has signed.
 * - `old`: for three days no sync got through.
 */
export type SyncSign = 'expired' | 'untrusted' | 'old';

/** @param now milliseconds */
export function syncSign({enrolment, expired, failure, syncedAt}: SyncStatus, now: number): SyncSign | null {
  if (enrolment === null) return null;
  if (failure?.code === 'untrusted') return expired ? 'expired' : 'untrusted';
  if (expired) return 'expired';
  return now - Date.parse(syncedAt ?? enrolment.enrolledAt) >= LONG ? 'old' : null;
}
