import {existsSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import type {CallRecord} from '../contract/call.ts';
import type {Id, Instant} from '../contract/values.ts';
import {anonymousCall} from '../domain/anonymous-call.ts';
import {columnsOf} from './calls.ts';
import type {Database} from './database.ts';

/** Places of events in one chain. */
export interface ErasedPlaces {
  device: Id;
  seqs: number[];
}

export interface AccountTraces {
  /** Calls with the account, also those that another desk made of the same reference. */
  calls: Id[];
  places: ErasedPlaces[];
  events: number;
}

interface TracedCall {
  id: string;
  account_id: string | null;
}

/** Everything in the journal that tells of an account: its calls' events, and what was noted of it outside of calls. */
export function tracesOf(db: Database, account: {id: Id; reference: string; name: string}): AccountTraces {
  const calls = db
    .prepare<[string, string], TracedCall>(
      'SELECT id, account_id FROM call WHERE account_id = ? OR (own = 0 AND reference = ?)',
    )
    .all(account.id, account.reference);
  const callIds = calls.map(({id}) => id);
  // Another desk knows the account by an id of its own.
  const ids = [...new Set([account.id, ...calls.flatMap(({account_id}) => account_id ?? [])])];
  const rows = db
    .prepare<[Record<string, string>], {device: string; seq: number}>(
      `SELECT j.device, j.seq FROM journal j JOIN journal_payload p ON p.id = j.id
       WHERE j.call_id IN (SELECT value FROM json_each(@calls))
         OR (j.call_id IS NULL AND j.type NOT IN ('account.erased', 'payload.erased') AND (
           EXISTS (SELECT 1 FROM json_each(@ids) WHERE instr(p.payload, value) > 0)
           OR json_extract(p.payload, '$.promiseId') IN (SELECT value FROM json_each(@calls))
           OR (j.type = 'export.made' AND length(json_extract(p.payload, '$.filter.text')) > 1
             AND (instr(@name, json_extract(p.payload, '$.filter.text')) > 0
               OR instr(json_extract(p.payload, '$.filter.text'), @name) > 0
               OR instr(json_extract(p.payload, '$.filter.text'), @reference) > 0))))
       ORDER BY j.device, j.seq`,
    )
    .all({
      calls: JSON.stringify(callIds),
      ids: JSON.stringify(ids),
      name: account.name,
      reference: account.reference,
    });
  const byDevice = new Map<string, number[]>();
  for (const {device, seq} of rows) byDevice.set(device, [...(byDevice.get(device) ?? []), seq]);
  return {
    calls: callIds,
    places: [...byDevice].map(([device, seqs]) => ({device, seqs})),
    events: rows.length,
  };
}

/**
 * Takes the payloads of events away, and everything that was derived from them: calls stay without their customer, flags,
 * consents and promises go. The caller puts the erasure on record in the same transaction.
 */
export function forgetEvents(db: Database, {device, seqs}: ErasedPlaces): void {
  const events = db
    .prepare<[string, string], {id: string; call_id: string | null}>(
      'SELECT id, call_id FROM journal WHERE device = ? AND seq IN (SELECT value FROM json_each(?))',
    )
    .all(device, JSON.stringify(seqs));
  const gone = JSON.stringify(events.map(({id}) => id));
  const calls = JSON.stringify([...new Set(events.flatMap(({call_id}) => call_id ?? []))]);
  for (const [table, column] of DERIVED_FROM_EVENTS) {
    db.prepare(`DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`).run(gone);
  }
  for (const [table, column] of KEPT_BY_CALL) {
    db.prepare(`DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`).run(calls);
  }
  const rows = db
    .prepare<[string], {own: number; record: string}>(
      'SELECT own, record FROM call WHERE id IN (SELECT value FROM json_each(?))',
    )
    .all(calls);
  for (const {own, record} of rows) {
    const told = JSON.parse(record) as CallRecord;
    // A call of this device's chain only: nothing that another chain says may touch it.
    if (told.device !== device) continue;
    const columns = columnsOf(anonymousCall(told), own === 1);
    const names = Object.keys(columns).filter((name) => name !== 'id');
    db.prepare(`UPDATE call SET ${names.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`).run(columns);
  }
}

const DERIVED_FROM_EVENTS: readonly (readonly [table: string, column: string])[] = [
  ['journal_payload', 'id'],
  ['account_fact', 'id'],
  ['account_fact_end', 'fact_id'],
  ['payment', 'id'],
  ['promise_check', 'id'],
  ['promise_review', 'id'],
];

const KEPT_BY_CALL: readonly (readonly [table: string, column: string])[] = [
  ['promise', 'call_id'],
  ['payment', 'promise_id'],
  ['promise_check', 'promise_id'],
  ['promise_review', 'promise_id'],
  ['draft', 'call_id'],
  ['dialer_call', 'call_id'],
  ['delivery', 'call_id'],
];

/** Deletes an account with its numbers and flags, and the screen-pops that wait with its reference or number. */
export function deleteAccount(db: Database, account: {id: Id; reference: string}): void {
  const numbers = db
    .prepare<[string], string>(
      'SELECT v.value FROM number n JOIN number_value v ON v.number_id = n.id WHERE n.account_id = ?',
    )
    .pluck()
    .all(account.id)
    // The last eight digits are the number without its country, however it was written.
    .map((value) => value.replace(/\D/g, '').slice(-8));
  const pops = db.prepare<[], {id: string; body: string}>('SELECT id, body FROM pop WHERE body IS NOT NULL').all();
  for (const {id, body} of pops) {
    const joined = body.replace(/[\s().-]/g, '');
    const tells = body.includes(JSON.stringify(account.reference)) || numbers.some((number) => joined.includes(number));
    if (tells) db.prepare('DELETE FROM pop WHERE id = ?').run(id);
  }
  for (const table of ['payment', 'promise_review', 'account_fact', 'account_fact_end']) {
    db.prepare(`DELETE FROM ${table} WHERE account_id = ?`).run(account.id);
  }
  db.prepare('DELETE FROM account WHERE id = ?').run(account.id);
}

/**
 * Empties the write-ahead file, which holds pages as they were, and removes the copies that were made before migrations:
 * what was erased must not be read from beside the database.
 */
export function sweepCopies(db: Database, folder: string): void {
  db.pragma('wal_checkpoint(TRUNCATE)');
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder)) {
    if (/^callside-before-v\d+\.db(\.part)?$/.test(file)) rmSync(join(folder, file), {force: true});
  }
}

/** What the task list is made of: every account with its last contact and the number of its calls. */
export interface StoredAccount {
  id: Id;
  body: string;
  calls: number;
  lastCallAt: Instant | null;
}

/** All accounts, or one. */
export function accountsWithCalls(db: Database, id: Id | null): StoredAccount[] {
  return db
    .prepare<[string | null, string | null], StoredAccount>(
      `SELECT a.id, a.body, count(c.id) AS calls, max(c.opened_at) AS lastCallAt
       FROM account a LEFT JOIN call c ON c.account_id = a.id
       WHERE ? IS NULL OR a.id = ? GROUP BY a.id`,
    )
    .all(id, id);
}

/** The last contact that was noted from elsewhere, by account. */
export function lastNotedContacts(db: Database, id: Id | null): ReadonlyMap<Id, Instant> {
  const rows = db
    .prepare<[string | null, string | null], {accountId: string; at: string}>(
      `SELECT f.account_id AS accountId, max(json_extract(c.value, '$.at')) AS at
       FROM account_fact f, json_each(f.body, '$.contacts') c
       WHERE f.sort = 'contacts' AND (? IS NULL OR f.account_id = ?) GROUP BY f.account_id`,
    )
    .all(id, id);
  return new Map(rows.map(({accountId, at}) => [accountId, at]));
}

/** Whether somebody is on the line with this account, or has not saved the outcome yet. */
export const hasRunningCall = (db: Database, id: Id): boolean =>
  db
    .prepare<[string], number>('SELECT 1 FROM call WHERE account_id = ? AND own = 1 AND ended_at IS NULL LIMIT 1')
    .pluck()
    .get(id) === 1;
