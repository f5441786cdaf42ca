import type {CallRecord, PayMethod} from '../contract/call.ts';
import {Instalment} from '../contract/payment-plan.ts';
import {type JudgedInstalment, PromiseEvent, type PromiseState} from '../contract/promise.ts';
import type {JournalEvent} from '../contract/journal.ts';
import type {Day, Id, Instant, TimeZone} from '../contract/values.ts';
import {dayIn} from '../domain/days.ts';
import {judgeInstalments, type OpenPromise, openPromiseOn, settle, type WhatCameIn} from '../domain/promises.ts';
import type {Database} from './database.ts';

/** A promise as it is kept beside its call: derived from the journal in the transaction of the event that told of it. */
export interface StoredPromise {
  callId: Id;
  accountId: Id | null;
  agent: string;
  madeAt: Instant;
  timeZone: TimeZone;
  currency: string;
  method: PayMethod;
  instalments: Instalment[];
  reminderAt: string | null;
  state: PromiseState;
}

interface PromiseColumns {
  call_id: string;
  account_id: string | null;
  agent: string;
  made_at: string;
  time_zone: string;
  currency: string;
  method: string;
  instalments: string;
  reminder_at: string | null;
  state: string;
}

const toPromise = (row: PromiseColumns): StoredPromise => ({
  callId: row.call_id,
  accountId: row.account_id,
  agent: row.agent,
  madeAt: row.made_at,
  timeZone: row.time_zone,
  currency: row.currency,
  method: row.method as PayMethod,
  instalments: JSON.parse(row.instalments) as Instalment[],
  reminderAt: row.reminder_at,
  state: row.state as PromiseState,
});

const COLUMNS = 'call_id, account_id, agent, made_at, time_zone, currency, method, instalments, reminder_at, state';

/** Brings the promise of a call along with its outcome: made, changed by a correction, or taken back by one. */
export function derivePromise(db: Database, {id, agent, opened, openedAt, outcome}: CallRecord): void {
  const promise = outcome?.promise ?? null;
  if (promise === null) {
    db.prepare('DELETE FROM promise WHERE call_id = ?').run(id);
  } else {
    const instalments = promise.plan?.instalments ?? [{day: promise.day, amount: promise.amount}];
    const {currency, method, reminderConsent, reminderAt} = promise;
    db.prepare(
      `INSERT INTO promise (${COLUMNS}, last_day)
       VALUES (@id, @account, @agent, @madeAt, @zone, @currency, @method, @instalments, @reminder, 'open', @last)
       ON CONFLICT (call_id) DO UPDATE SET currency = excluded.currency, method = excluded.method,
         instalments = excluded.instalments, reminder_at = excluded.reminder_at, last_day = excluded.last_day`,
    ).run({
      id,
      account: opened.accountId,
      agent,
      madeAt: openedAt,
      zone: opened.timeZone,
      currency,
      method,
      instalments: JSON.stringify(instalments),
      reminder: reminderConsent ? (reminderAt ?? null) : null,
      last: instalments.at(-1)?.day ?? promise.day,
    });
  }
  settleAlong(db, id, opened.accountId);
}

/** Keeps what was noted about promises. A repeated event changes nothing. */
export function applyPromiseEvent(db: Database, event: JournalEvent): void {
  if (event.payload === null) return;
  const parsed = PromiseEvent.safeParse({type: event.type, payload: JSON.parse(event.payload) as unknown});
  if (!parsed.success) return;
  const {type, payload} = parsed.data;
  if (payload.promiseId !== null && !tellsOfOwnCall(db, payload.promiseId, event.device)) return;
  switch (type) {
    case 'payment.noted':
      db.prepare(
        `INSERT OR IGNORE INTO payment (id, account_id, promise_id, currency, amount, day, source, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        event.id,
        payload.accountId,
        payload.promiseId,
        payload.currency,
        payload.amount,
        payload.day,
        payload.source,
        event.at,
      );
      break;
    case 'promise.checked':
      db.prepare('INSERT OR IGNORE INTO promise_check (id, promise_id, day, at) VALUES (?, ?, ?, ?)').run(
        event.id,
        payload.promiseId,
        payload.day,
        event.at,
      );
      break;
    case 'promise.reviewed':
      db.prepare('INSERT OR IGNORE INTO promise_review (id, account_id, promise_id, at) VALUES (?, ?, ?, ?)').run(
        event.id,
        payload.accountId,
        payload.promiseId,
        event.at,
      );
      return;
  }
  if (payload.promiseId === null) return;
  const promise = readPromise(db, payload.promiseId);
  if (promise !== null) settleAlong(db, promise.callId, promise.accountId);
}

/** A call is told by one chain, and so is what became of its promise: an imported one says nothing about another's. */
function tellsOfOwnCall(db: Database, callId: Id, device: Id): boolean {
  return db.prepare<[string], string>('SELECT device FROM call WHERE id = ?').pluck().get(callId) === device;
}

/** Settles anew whatever an event may have touched: all promises of the account, or the one of a call without any. */
function settleAlong(db: Database, callId: Id, accountId: Id | null): void {
  const touched =
    accountId === null ? [readPromise(db, callId)].filter((promise) => promise !== null) : promisesOf(db, accountId);
  const states = settle(touched, (id) => cameFor(db, id));
  const write = db.prepare('UPDATE promise SET state = ? WHERE call_id = ? AND state <> ?');
  for (const [id, state] of states) write.run(state, id, state);
}

export function readPromise(db: Database, callId: Id): StoredPromise | null {
  const row = db.prepare<[string], PromiseColumns>(`SELECT ${COLUMNS} FROM promise WHERE call_id = ?`).get(callId);
  return row === undefined ? null : toPromise(row);
}

/** The promises of an account, oldest first. */
export function promisesOf(db: Database, accountId: Id): StoredPromise[] {
  return db
    .prepare<[string], PromiseColumns>(`SELECT ${COLUMNS} FROM promise WHERE account_id = ? ORDER BY made_at, call_id`)
    .all(accountId)
    .map(toPromise);
}

/** Every promise that is open, and those whose last day is not before `since`; of one agent, or of everybody. */
export function listPromises(db: Database, since: Day, agent: string | null): StoredPromise[] {
  return db
    .prepare<[string, string | null, string | null], PromiseColumns>(
      `SELECT ${COLUMNS} FROM promise WHERE (state = 'open' OR last_day >= ?) AND (? IS NULL OR agent = ?)
       ORDER BY last_day, made_at, call_id`,
    )
    .all(since, agent, agent)
    .map(toPromise);
}

/** What came in for a promise. */
export function cameFor(db: Database, callId: Id): WhatCameIn {
  const payments = db
    .prepare<[string], {amount: number; day: string}>('SELECT amount, day FROM payment WHERE promise_id = ?')
    .all(callId);
  const checkedThrough = db
    .prepare<[string], string | null>('SELECT max(day) FROM promise_check WHERE promise_id = ?')
    .pluck()
    .get(callId);
  return {payments, checkedThrough: checkedThrough ?? null};
}

export const judged = (db: Database, promise: StoredPromise): JudgedInstalment[] =>
  judgeInstalments(promise.instalments, cameFor(db, promise.callId));

/** The promise of an account that is still waited for; null when there is none. Of several the newest counts. */
export function openPromise(db: Database, accountId: Id, now: Instant): OpenPromise | null {
  const open = promisesOf(db, accountId).findLast(({state}) => state === 'open');
  if (open === undefined) return null;
  const {callId, currency, timeZone} = open;
  return openPromiseOn(dayIn(timeZone, now), {callId, currency, judged: judged(db, open)});
}

/** Ids of the events that tell what became of a call's promise, in their order; in the journal they stand beside the call. */
export function promiseEventIds(db: Database, callId: Id): Id[] {
  return db
    .prepare<[string, string, string], string>(
      `SELECT id FROM (
         SELECT id, at FROM payment WHERE promise_id = ?
         UNION ALL SELECT id, at FROM promise_check WHERE promise_id = ?
         UNION ALL SELECT id, at FROM promise_review WHERE promise_id = ?) ORDER BY at, id`,
    )
    .pluck()
    .all(callId, callId, callId);
}

/** Accounts with at least two broken promises, of one agent or of everybody. */
export function accountsWithBroken(db: Database, agent: string | null): Id[] {
  return db
    .prepare<[string | null, string | null], string>(
      `SELECT account_id FROM promise WHERE state = 'broken' AND account_id IS NOT NULL
       GROUP BY account_id HAVING count(*) >= 2 AND (? IS NULL OR sum(agent = ?) > 0) ORDER BY max(last_day) DESC`,
    )
    .pluck()
    .all(agent, agent);
}

/** Whether a lead decided about the account after this promise was broken. */
export function isReviewed(db: Database, promiseId: Id): boolean {
  return (
    db
      .prepare<[string], number>('SELECT EXISTS (SELECT 1 FROM promise_review WHERE promise_id = ?)')
      .pluck()
      .get(promiseId) === 1
  );
}

/** Agreed callbacks of the last while whose customer was not reached since, of one agent or of everybody. */
export function listCallbacks(db: Database, since: Instant, agent: string | null): CallRecord[] {
  return db
    .prepare<[string, string | null, string | null], {record: string}>(
      `SELECT c.record FROM call c
       WHERE c.own = 1 AND c.opened_at >= ? AND (c.result = 'CB' OR c.tags LIKE '% CB %') AND (? IS NULL OR c.agent = ?)
         AND json_extract(c.record, '$.outcome.nextAction.at') IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM call l WHERE l.account_id = c.account_id AND l.opened_at > c.opened_at
           AND l.contact = 'RPC')
       ORDER BY json_extract(c.record, '$.outcome.nextAction.at'), c.id`,
    )
    .all(since, agent, agent)
    .map(({record}) => JSON.parse(record) as CallRecord);
}
