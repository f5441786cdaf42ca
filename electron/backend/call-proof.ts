import {CallEvent, type CallRecord} from '../contract/call.ts';
import {CHAIN_START, type JournalEvent} from '../contract/journal.ts';
import type {Id} from '../contract/values.ts';
import {applyEvent} from '../domain/call-record.ts';
import {columnsOf, readCallColumns} from '../store/calls.ts';
import type {Database} from '../store/database.ts';
import {hashAt, ownDevice, readErasures, readTimeline} from '../store/journal.ts';
import {canonicalJson, linkFault} from '../store/journal-chain.ts';

/**
 * Whether one call holds by itself: each of its events is whole and hangs on the one before it in the chain, what was
 * erased was erased on record, and the summary is what the events say. The chain as a whole is proved by `journal.verify`.
 */
export function callHolds(db: Database, id: Id): boolean {
  const events = readTimeline(db, id);
  return (
    events.every((event) => hangsTogether(db, event)) &&
    erasedOnRecord(db, events) &&
    summaryHolds(db, id, ownDevice(db))
  );
}

function hangsTogether(db: Database, event: JournalEvent): boolean {
  const before = event.seq === 1 ? CHAIN_START : hashAt(db, event.device, event.seq - 1);
  return before !== null && linkFault(event, event.seq, before) === null;
}

function erasedOnRecord(db: Database, events: readonly JournalEvent[]): boolean {
  const gone = events.filter((event) => event.payload === null);
  // To look for erasures reads the whole chain: only where something is gone.
  if (gone.length === 0) return true;
  const allowed = new Map(
    [...new Set(gone.map((event) => event.device))].map((device) => [device, readErasures(db, device)]),
  );
  return gone.every((event) => allowed.get(event.device)?.has(event.seq) === true);
}

/** Whether a call's summary is what its events say. */
export function summaryHolds(db: Database, id: Id, own: Id): boolean {
  const events = readTimeline(db, id);
  const columns = readCallColumns(db, id);
  // Where the law had a payload erased, the summary cannot be told again.
  if (events.some((event) => event.payload === null)) return events.length > 0;
  try {
    const record = events.reduce<CallRecord | null>(
      (before, event) =>
        applyEvent(
          before,
          CallEvent.parse({type: event.type, payload: JSON.parse(event.payload ?? 'null') as unknown}),
          {
            callId: id,
            device: event.device,
            seq: event.seq,
            at: event.at,
            agent: event.agent ?? '',
          },
        ),
      null,
    );
    if (record === null || columns === null) return false;
    const told = columnsOf(record, record.device === own);
    // Equal text is an equal record; only another order of the same needs the canonical form, which takes its time.
    return Object.entries(told).every(
      ([name, value]) =>
        columns[name] === value ||
        (name === 'record' && canonicalJson(JSON.parse(String(columns[name]))) === canonicalJson(record)),
    );
  } catch {
    return false;
  }
}
