import type {BrokenTwice, CallbackRow, PromiseBoard, PromiseRow} from '../../../electron/contract/promise.ts';

/** A line of the board: what is due, and whom it is about. */
export type BoardRow =
  | {kind: 'promise' | 'reminder'; key: string; promise: PromiseRow}
  | {kind: 'callback'; key: string; callback: CallbackRow}
  | {kind: 'brokenTwice'; key: string; broken: BrokenTwice};

export const SECTIONS = ['check', 'today', 'reminders', 'callbacks', 'brokenTwice', 'upcoming', 'settled'] as const;
export type SectionName = (typeof SECTIONS)[number];

/** The board in the order in which it is worked through: what must be looked at first, what is settled last. */
export function boardSections(board: PromiseBoard): {name: SectionName; rows: BoardRow[]}[] {
  const {promises, callbacks, brokenTwice} = board;
  const promised = (which: (promise: PromiseRow) => boolean, kind: 'promise' | 'reminder' = 'promise') =>
    promises.filter(which).map((promise): BoardRow => ({kind, key: `${kind} ${promise.callId}`, promise}));
  const rows: Record<SectionName, BoardRow[]> = {
    check: promised(({due}) => due === 'check'),
    today: promised(({due}) => due === 'today'),
    reminders: promised(({reminderAt, today}) => reminderAt?.slice(0, 10) === today, 'reminder'),
    callbacks: callbacks.map((callback) => ({kind: 'callback', key: `callback ${callback.callId}`, callback})),
    brokenTwice: brokenTwice.map((broken) => ({kind: 'brokenTwice', key: `broken ${broken.accountId}`, broken})),
    upcoming: promised(({due}) => due === 'upcoming'),
    settled: promised(({due}) => due === null).toReversed(),
  };
  return SECTIONS.map((name) => ({name, rows: rows[name]})).filter((section) => section.rows.length > 0);
}

/** Whom a row is about. */
export function whoOfRow(row: BoardRow) {
  if (row.kind === 'callback') return row.callback;
  return row.kind === 'brokenTwice' ? row.broken : row.promise;
}

/** The keys that act on a row: call, payment, nothing came in, decide. */
export type RowKey = 'Enter' | 'P' | 'N' | 'D';

/**
 * What can be done with a row. A kept promise takes no more payments; that nothing came in can be said once the promised
 * day is over; a lead calls nobody, and decides about what was broken twice.
 */
export function rowKeys(row: BoardRow, {calls, decides}: {calls: boolean; decides: boolean}): RowKey[] {
  const keys: RowKey[] = [];
  if (calls && whoOfRow(row).accountId !== null) keys.push('Enter');
  if (row.kind === 'promise' && row.promise.state !== 'kept') keys.push('P');
  if (row.kind === 'promise' && row.promise.due === 'check') keys.push('N');
  if (decides && row.kind === 'brokenTwice') keys.push('D');
  return keys;
}

/** What is due today or waits for a look, for a glance between calls. */
export function dueNow(board: PromiseBoard) {
  const count = (due: PromiseRow['due']) => board.promises.filter((promise) => promise.due === due).length;
  return {
    check: count('check'),
    today: count('today'),
    upcoming: count('upcoming'),
    callbacks: board.callbacks.length,
    brokenTwice: board.brokenTwice.length,
  };
}
