import {type DroppedField, Pop, type PopDoor} from '../contract/dialer.ts';
import type {Id, Instant} from '../contract/values.ts';
import type {Database} from './database.ts';

/** A pop that waits for its agent. It is deleted when it was looked at and used, or when it is old. */
export interface WaitingPop {
  id: Id;
  at: Instant;
  door: PopDoor;
  pop: Pop;
  dropped: DroppedField[];
}

interface PopLine {
  id: string;
  at: string;
  door: PopDoor;
  body: string | null;
}

const COLUMNS = 'id, at, door, body';

function popOf({id, at, door, body}: PopLine): WaitingPop | null {
  if (body === null) return null;
  const {pop, dropped} = JSON.parse(body) as Pick<WaitingPop, 'pop' | 'dropped'>;
  return {id, at, door, pop: Pop.parse(pop), dropped};
}

/** Oldest first. */
export function listPops(db: Database): WaitingPop[] {
  const rows = db.prepare<[], PopLine>(`SELECT ${COLUMNS} FROM pop WHERE body IS NOT NULL ORDER BY at, id`).all();
  return rows.map(popOf).filter((pop) => pop !== null);
}

export function readPopRow(db: Database, id: Id): WaitingPop | null {
  const row = db.prepare<[string], PopLine>(`SELECT ${COLUMNS} FROM pop WHERE id = ?`).get(id);
  return row === undefined ? null : popOf(row);
}

/** The pop of the same call of the dialer: `pop` is null when it was used or set aside already. */
export function findSameCall(db: Database, sameCall: string): {id: Id; pop: WaitingPop | null} | null {
  const row = db.prepare<[string], PopLine>(`SELECT ${COLUMNS} FROM pop WHERE same_call = ?`).get(sameCall);
  return row === undefined ? null : {id: row.id, pop: popOf(row)};
}

/** Saves a pop, or what more is known of one. `sameCall` is what tells two pops of one call from two calls. */
export function savePop(db: Database, {id, at, door, pop, dropped}: WaitingPop, sameCall: string): void {
  db.prepare(
    `INSERT INTO pop (id, same_call, at, door, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
  ).run(id, sameCall, at, door, JSON.stringify({pop, dropped}));
}

/** Keeps the newest `most` and nothing from before `before`. */
export function tidyPops(db: Database, before: Instant, most: number): void {
  db.prepare('DELETE FROM pop WHERE at < ?').run(before);
  db.prepare(
    'DELETE FROM pop WHERE body IS NOT NULL AND id NOT IN (SELECT id FROM pop WHERE body IS NOT NULL ORDER BY at DESC, id DESC LIMIT ?)',
  ).run(most);
}

/** Deletes what a pop says. The dialer's id of its call stays for a while, so that a later word of it brings nothing up again. */
export function finishPop(db: Database, id: Id): void {
  db.prepare("DELETE FROM pop WHERE id = ? AND same_call NOT LIKE 'call:%'").run(id);
  db.prepare('UPDATE pop SET body = NULL WHERE id = ?').run(id);
}

/** What of the dialer's own call is needed to tell it the outcome later. */
export interface DialerCall {
  callId: string | null;
  campaign: string | null;
  agent: string | null;
}

export function noteDialerCall(db: Database, callId: Id, call: DialerCall, at: Instant): void {
  db.prepare('INSERT OR REPLACE INTO dialer_call (call_id, body, at) VALUES (?, ?, ?)').run(
    callId,
    JSON.stringify(call),
    at,
  );
}

export function readDialerCall(db: Database, callId: Id): DialerCall | null {
  const body = db.prepare<[string], string>('SELECT body FROM dialer_call WHERE call_id = ?').pluck().get(callId);
  return body === undefined ? null : (JSON.parse(body) as DialerCall);
}

export function forgetDialerCalls(db: Database, before: Instant): void {
  db.prepare('DELETE FROM dialer_call WHERE at < ?').run(before);
}
