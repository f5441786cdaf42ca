import {CallEvent, type CallRecord} from '../contract/call.ts';
import {AppError} from '../contract/errors.ts';
import {CHAIN_START, type JournalEvent} from '../contract/journal.ts';
import type {Id, Instant} from '../contract/values.ts';
import {applyEvent} from '../domain/call-record.ts';
import {applyFactEvent} from './account-facts.ts';
import {readCall, writeCall} from './calls.ts';
import type {Database} from './database.ts';
import {canonicalJson, erasedBy, linkEvent} from './journal-chain.ts';
import {countUse} from './objection-use.ts';
import {applyPromiseEvent, derivePromise} from './promises.ts';

/** An event to append. `id` is the caller's: the same id with the same content is saved once. */
export interface NewEvent {
  id: Id;
  callId: Id | null;
  type: string;
  payload: unknown;
  at: Instant;
  agent: string | null;
}

interface EventRow {
  device: string;
  seq: number;
  id: string;
  call_id: string | null;
  type: string;
  at: string;
  agent: string | null;
  prev: string;
  payload_digest: string;
  hash: string;
  salt: Buffer | null;
  payload: string | null;
}

const SELECT_EVENT = `
  SELECT j.device, j.seq, j.id, j.call_id, j.type, j.at, j.agent, j.prev, j.payload_digest, j.hash, p.salt, p.payload
  FROM journal j LEFT JOIN journal_payload p ON p.id = j.id`;

function toEvent(row: EventRow): JournalEvent {
  return {
    v: 1,
    device: row.device,
    seq: row.seq,
    id: row.id,
    callId: row.call_id,
    type: row.type,
    at: row.at,
    agent: row.agent,
    prev: row.prev,
    payloadDigest: row.payload_digest,
    hash: row.hash,
    salt: row.salt?.toString('hex') ?? null,
    payload: row.payload,
  };
}

/** The id of this database's own chain. */
export function ownDevice(db: Database): Id {
  const row = db.prepare<[], {value: string}>("SELECT value FROM meta WHERE key = 'device'").get();
  if (row === undefined) throw new Error('the desk has no device id');
  return row.value;
}

/**
 * Appends an event to this desk's chain and brings the call's summary along, in one transaction (joins the caller's).
 * A repeated id changes nothing.
 *
 * @returns the call after the event; null for an event outside a call
 * @throws AppError `conflict` for a repeated id with other content, or an event that does not follow
 */
export function appendEvent(db: Database, event: NewEvent): CallRecord | null {
  return db.transaction(() => append(db, event)).immediate();
}

function append(db: Database, event: NewEvent): CallRecord | null {
  const repeated = readEvent(db, event.id);
  if (repeated !== null) {
    refuseOtherContent(repeated, event);
    return event.callId === null ? null : readCall(db, event.callId);
  }
  const device = ownDevice(db);
  const head = readHead(db, device);
  const {id, callId, type, at, agent, payload} = event;
  const link = linkEvent({device, seq: head.seq + 1, id, callId, type, at, agent, prev: head.hash}, payload);
  insertEvent(db, link);
  writeHead(db, device, link, true, null);
  return applyToCall(db, link, true);
}

function refuseOtherContent(saved: JournalEvent, event: NewEvent): void {
  const same =
    saved.type === event.type &&
    saved.callId === event.callId &&
    (saved.payload === null || saved.payload === canonicalJson(event.payload));
  if (same) return;
  throw new AppError('conflict', {
    'zh-CN': '同一编号已保存过不同的内容，未作更改。',
    en: 'Something else was already saved under this id. Nothing was changed.',
  });
}

/** Brings what is derived from an event along: the summary of its call, what was noted of its account
 * or about a promise. */
export function applyToCall(db: Database, event: JournalEvent, own: boolean): CallRecord | null {
  if (event.payload === null) return null;
  applyFactEvent(db, event);
  if (event.callId === null) {
    applyPromiseEvent(db, event);
    return null;
  }
  const parsed = CallEvent.parse({type: event.type, payload: JSON.parse(event.payload) as unknown});
  const before = readCall(db, event.callId);
  // A call is told by one chain. An imported one must not be able to say something about a call of this desk.
  if (before !== null && before.device !== event.device) {
    throw new AppError('conflict', {'zh-CN': '这通电话属于另一台设备。', en: 'This call belongs to another device.'});
  }
  const place = {callId: event.callId, device: event.device, seq: event.seq, at: event.at, agent: event.agent ?? ''};
  const record = applyEvent(before, parsed, place);
  writeCall(db, record, own);
  if (parsed.type === 'outcome.saved' || parsed.type === 'outcome.corrected') derivePromise(db, record);
  if (own) countUse(db, parsed, record, event.at);
  return record;
}

export function insertEvent(db: Database, event: JournalEvent): void {
  db.prepare(
    `INSERT INTO journal (device, seq, id, call_id, type, at, agent, prev, payload_digest, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    event.device,
    event.seq,
    event.id,
    event.callId,
    event.type,
    event.at,
    event.agent,
    event.prev,
    event.payloadDigest,
    event.hash,
  );
  if (event.payload === null || event.salt === null) return;
  db.prepare('INSERT INTO journal_payload (id, salt, payload) VALUES (?, ?, ?)').run(
    event.id,
    Buffer.from(event.salt, 'hex'),
    event.payload,
  );
}

export interface ChainHead {
  seq: number;
  hash: string;
}

/** The newest link of a chain, or its start. */
export function readHead(db: Database, device: Id): ChainHead {
  const row = db.prepare<[string], ChainHead>('SELECT seq, hash FROM chain WHERE device = ?').get(device);
  return row ?? {seq: 0, hash: CHAIN_START};
}

export function writeHead(db: Database, device: Id, head: ChainHead, own: boolean, importedAt: Instant | null): void {
  db.prepare(
    `INSERT INTO chain (device, own, seq, hash, imported_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (device) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, imported_at = excluded.imported_at`,
  ).run(device, own ? 1 : 0, head.seq, head.hash, importedAt);
}

export function listChains(db: Database): {device: Id; own: boolean; seq: number; hash: string}[] {
  return db
    .prepare<[], {device: string; own: number; seq: number; hash: string}>(
      'SELECT device, own, seq, hash FROM chain ORDER BY own DESC, device',
    )
    .all()
    .map((row) => ({...row, own: row.own === 1}));
}

/** Devices that stand in the journal, whether or not a chain is known for them. */
export function journalDevices(db: Database): Id[] {
  return db.prepare<[], string>('SELECT DISTINCT device FROM journal').pluck().all();
}

export function readEvent(db: Database, id: Id): JournalEvent | null {
  const row = db.prepare<[string], EventRow>(`${SELECT_EVENT} WHERE j.id = ?`).get(id);
  return row === undefined ? null : toEvent(row);
}

/** Up to `limit` events of a chain after `seq`, in order. */
export function readChain(db: Database, device: Id, seq: number, limit: number): JournalEvent[] {
  return db
    .prepare<[string, number, number], EventRow>(
      `${SELECT_EVENT} WHERE j.device = ? AND j.seq > ? ORDER BY j.seq LIMIT ?`,
    )
    .all(device, seq, limit)
    .map(toEvent);
}

/** The hash at a place of a chain; null where nothing stands. */
export function hashAt(db: Database, device: Id, seq: number): string | null {
  const hash = db
    .prepare<[string, number], string>('SELECT hash FROM journal WHERE device = ? AND seq = ?')
    .pluck()
    .get(device, seq);
  return hash ?? null;
}

/** Places in the chain of `device` whose payloads were erased on record: by itself, or by this desk. */
export function readErasures(db: Database, device: Id): Set<number> {
  const events = db
    .prepare<[string, string], EventRow>(`${SELECT_EVENT} WHERE j.device IN (?, ?) AND j.type = 'payload.erased'`)
    .all(device, ownDevice(db))
    .map(toEvent);
  return new Set(events.flatMap((event) => erasedBy(event, device)));
}

/** All events of a call, in order. */
export function readTimeline(db: Database, callId: Id): JournalEvent[] {
  return db
    .prepare<[string], EventRow>(`${SELECT_EVENT} WHERE j.call_id = ? ORDER BY j.device, j.seq`)
    .all(callId)
    .map(toEvent);
}

/** Calls that stand in the journal without a summary. One whose beginning was erased cannot have any. */
export function callsWithoutSummary(db: Database): Id[] {
  return db
    .prepare<[], string>(
      `SELECT DISTINCT j.call_id FROM journal j WHERE j.call_id IS NOT NULL AND j.call_id NOT IN (SELECT id FROM call)
         AND NOT EXISTS (SELECT 1 FROM journal o WHERE o.call_id = j.call_id AND o.type = 'call.opened'
           AND o.id NOT IN (SELECT id FROM journal_payload))`,
    )
    .pluck()
    .all();
}
