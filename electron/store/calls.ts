import {CallRecord, Draft, type CallFilter, type CallRow} from '../contract/call.ts';
import type {Id, Instant} from '../contract/values.ts';
import {talkSeconds} from '../domain/call-record.ts';
import {startOfDay} from '../domain/days.ts';
import {unsaidDisclosures} from '../domain/disclosures.ts';
import type {Database} from './database.ts';
import {readStored} from './stored-json.ts';

const parseRecord = (text: string): CallRecord => JSON.parse(text) as CallRecord;

export function readCall(db: Database, id: Id): CallRecord | null {
  const row = db.prepare<[string], {record: string}>('SELECT record FROM call WHERE id = ?').get(id);
  return row === undefined ? null : parseRecord(row.record);
}

/** What the rules said of a call, in the word that lists are filtered by. */
const rulesWord = ({rules, overridden}: CallRecord): CallRow['rules'] =>
  overridden === undefined ? (rules?.verdict ?? null) : 'overridden';

/** A call's row: its record, and the parts of it that are searched and sorted by. */
export function columnsOf(record: CallRecord, own: boolean): Record<string, string | number | null> {
  const {opened, outcome} = record;
  return {
    id: record.id,
    device: record.device,
    own: own ? 1 : 0,
    account_id: opened.accountId,
    agent: record.agent,
    agent_name: opened.agentName,
    team: opened.team,
    opened_at: record.openedAt,
    ended_at: record.endedAt,
    contact: outcome?.contact ?? null,
    result: outcome?.result ?? null,
    tags: ` ${outcome?.tags.join(' ') ?? ''} `,
    objections: record.objections.map((objection) => objection.title).join('\n'),
    note: outcome?.note ?? '',
    reference: opened.reference,
    customer_name: opened.customerName,
    rules: rulesWord(record),
    record: JSON.stringify(record),
  };
}

/** Writes the summary that `applyEvent` made. Only the journal may call this: a summary never stands without its event. */
export function writeCall(db: Database, record: CallRecord, own: boolean): void {
  db.prepare(
    `INSERT INTO call (id, device, own, account_id, agent, agent_name, team, opened_at, ended_at, contact, result, tags,
       objections, note, reference, customer_name, rules, record)
     VALUES (@id, @device, @own, @account_id, @agent, @agent_name, @team, @opened_at, @ended_at, @contact, @result, @tags,
       @objections, @note, @reference, @customer_name, @rules, @record)
     ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, contact = excluded.contact, result = excluded.result,
       tags = excluded.tags, objections = excluded.objections, note = excluded.note, rules = excluded.rules, record = excluded.record`,
  ).run(columnsOf(record, own));
}

/** A call's row as it stands, to be compared with what its events say. */
export function readCallColumns(db: Database, id: Id): Record<string, string | number | null> | null {
  return (
    db.prepare<[string], Record<string, string | number | null>>('SELECT * FROM call WHERE id = ?').get(id) ?? null
  );
}

/** The agent's own call that has no outcome yet; there is at most one. */
export function readRunningCall(db: Database, agent: string): CallRecord | null {
  const row = db
    .prepare<[string], {record: string}>(
      'SELECT record FROM call WHERE agent = ? AND ended_at IS NULL AND own = 1 ORDER BY opened_at DESC LIMIT 1',
    )
    .get(agent);
  return row === undefined ? null : parseRecord(row.record);
}

/** What is known of an account: how often its customer was spoken to, and when the last call was opened. */
export function accountHistory(db: Database, accountId: Id): {talks: number; lastAt: Instant | null} {
  const row = db
    .prepare<[string], {talks: number; lastAt: string | null}>(
      `SELECT count(*) FILTER (WHERE contact = 'RPC' OR json_extract(record, '$.party') = 'right') AS talks,
         max(opened_at) AS lastAt
       FROM call WHERE account_id = ?`,
    )
    .get(accountId);
  return row ?? {talks: 0, lastAt: null};
}

/** The account's calls on this desk that have an outcome, from the newest on. */
export function callsOfAccount(db: Database, accountId: Id, limit: number): CallRecord[] {
  return db
    .prepare<[string, number], {record: string}>(
      `SELECT record FROM call WHERE account_id = ? AND own = 1 AND ended_at IS NOT NULL
       ORDER BY opened_at DESC, id DESC LIMIT ?`,
    )
    .all(accountId, limit)
    .map((row) => parseRecord(row.record));
}

export const EMPTY_DRAFT: Draft = {note: '', objectionId: null, tone: 'standard', slots: {}, form: {}};

export function readDraft(db: Database, callId: Id): Draft {
  const row = db.prepare<[string], {body: string}>('SELECT body FROM draft WHERE call_id = ?').get(callId);
  if (row === undefined) return EMPTY_DRAFT;
  const draft = readStored(Draft, row.body);
  if (draft !== null) return draft;
  // A draft of an older app may not fit any more; its note is what must not be lost.
  const note = readStored(Draft.pick({note: true}).loose(), row.body)?.note ?? '';
  return {...EMPTY_DRAFT, note};
}

export function writeDraft(db: Database, callId: Id, draft: Draft, at: Instant): void {
  db.prepare(
    `INSERT INTO draft (call_id, body, saved_at) VALUES (?, ?, ?)
     ON CONFLICT (call_id) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
  ).run(callId, JSON.stringify(draft), at);
}

export function deleteDraft(db: Database, callId: Id): void {
  db.prepare('DELETE FROM draft WHERE call_id = ?').run(callId);
}

interface Where {
  sql: string;
  values: Record<string, string | number>;
}

const escapeLike = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Who filters: days count in `zone`; without `names` a search cannot be used to find out who a masked customer is. */
export interface CallReader {
  zone: string;
  names: boolean;
}

/** The SQL of a filter. */
function whereOf(filter: CallFilter, {zone, names}: CallReader): Where {
  const parts: string[] = [];
  const values: Where['values'] = {};
  const add = (sql: string, key: string, value: string | number) => {
    parts.push(sql);
    values[key] = value;
  };
  const timeZone = filter.timeZone ?? zone;
  if (filter.from !== undefined) add('opened_at >= @from', 'from', startOfDay(timeZone, filter.from));
  if (filter.to !== undefined) add('opened_at < @to', 'to', startOfDay(timeZone, filter.to, 1));
  if (filter.agent !== undefined) add('agent = @agent', 'agent', filter.agent);
  if (filter.contact !== undefined) add('contact = @contact', 'contact', filter.contact);
  if (filter.result !== undefined) {
    add("(result = @result OR tags LIKE '% ' || @result || ' %')", 'result', filter.result);
  }
  if (filter.objection !== undefined) {
    add("objections LIKE @objection ESCAPE '\\'", 'objection', escapeLike(filter.objection));
  }
  if (filter.text !== undefined) {
    const columns = ['note', 'objections', 'agent_name', ...(names ? ['reference', 'customer_name'] : [])];
    const anyOf = columns.map((column) => `${column} LIKE @text ESCAPE '\\'`).join(' OR ');
    add(`(${anyOf})`, 'text', escapeLike(filter.text));
  }
  if (filter.rules === 'overridden') parts.push("rules = 'overridden'");
  if (filter.rules === 'blocked') parts.push("rules IN ('blocked', 'overridden')");
  if (filter.open !== undefined) parts.push(filter.open ? 'ended_at IS NULL' : 'ended_at IS NOT NULL');
  return {sql: parts.length === 0 ? '1' : parts.join(' AND '), values};
}

/** Counts of the database as it stands: every page of a list wants the same one, and counting reads every call. */
const counted = new WeakMap<Database, {stamp: string; counts: Map<string, number>}>();

function countsNow(db: Database): Map<string, number> {
  // The first number moves with what others wrote, the second with what this connection wrote.
  const own = db.prepare<[], number>('SELECT total_changes()').pluck().get();
  const stamp = `${String(db.pragma('data_version', {simple: true}))} ${own}`;
  const known = counted.get(db);
  if (known?.stamp === stamp) return known.counts;
  const counts = new Map<string, number>();
  counted.set(db, {stamp, counts});
  return counts;
}

export function countCalls(db: Database, filter: CallFilter, reader: CallReader): number {
  const {sql, values} = whereOf(filter, reader);
  const counts = countsNow(db);
  const key = JSON.stringify([sql, values]);
  const known = counts.get(key);
  if (known !== undefined) return known;
  const count = db.prepare<[typeof values], number>(`SELECT count(*) FROM call WHERE ${sql}`).pluck().get(values) ?? 0;
  counts.set(key, count);
  return count;
}

/** When the newest of these calls was opened; null if there is none. */
export function newestOpened(db: Database, filter: CallFilter, reader: CallReader): Instant | null {
  const {sql, values} = whereOf(filter, reader);
  return (
    db.prepare<[typeof values], Instant | null>(`SELECT max(opened_at) FROM call WHERE ${sql}`).pluck().get(values) ??
    null
  );
}

/** How many calls there are, and the one that was written first last: enough to see that another process brought some. */
export function countAllCalls(db: Database): {count: number; newest: Id | null} {
  const row = db
    .prepare<[], {count: number; newest: string | null}>(
      'SELECT (SELECT count(*) FROM call) AS count, (SELECT id FROM call ORDER BY rowid DESC LIMIT 1) AS newest',
    )
    .get();
  return row ?? {count: 0, newest: null};
}

/** Calls from the newest on, by offset. */
export function listCalls(
  db: Database,
  filter: CallFilter,
  reader: CallReader,
  offset: number,
  limit: number,
): CallRecord[] {
  const {sql, values} = whereOf(filter, reader);
  return db
    .prepare<[Record<string, string | number>], {record: string}>(
      `SELECT record FROM call WHERE id IN (
         SELECT id FROM call WHERE ${sql} ORDER BY opened_at DESC, id DESC LIMIT @limit OFFSET @offset)
       ORDER BY opened_at DESC, id DESC`,
    )
    .all({...values, limit, offset})
    .map((row) => parseRecord(row.record));
}

export interface CallPlace {
  openedAt: Instant;
  id: Id;
}

/** Calls from the oldest on that come after `after` and not after `until`: the pages of an export, stable while calls come in. */
export function callsAfter(
  db: Database,
  filter: CallFilter,
  reader: CallReader,
  after: CallPlace | null,
  until: Instant,
  limit: number,
): CallRecord[] {
  const {sql, values} = whereOf(filter, reader);
  return db
    .prepare<[Record<string, string | number>], {record: string}>(
      `SELECT record FROM call WHERE ${sql} AND opened_at <= @until AND (opened_at, id) > (@afterAt, @afterId)
       ORDER BY opened_at, id LIMIT @limit`,
    )
    .all({...values, until, afterAt: after?.openedAt ?? '', afterId: after?.id ?? '', limit})
    .map((row) => parseRecord(row.record));
}

/** Ids of the next calls after an id, for a check that reads them all without holding them. */
export function callIdsAfter(db: Database, id: string, limit: number): Id[] {
  return db
    .prepare<[string, number], string>('SELECT id FROM call WHERE id > ? ORDER BY id LIMIT ?')
    .pluck()
    .all(id, limit);
}

/** Everybody who ever made a call here, by the name of the newest one. Steps from agent to agent: reads no call between. */
export function listAgents(db: Database): {agent: string; name: string}[] {
  return db
    .prepare<[], {agent: string; name: string}>(
      `WITH RECURSIVE known (agent) AS (
         SELECT min(agent) FROM call
         UNION ALL SELECT (SELECT min(agent) FROM call WHERE agent > known.agent) FROM known WHERE known.agent IS NOT NULL)
       SELECT agent, (SELECT agent_name FROM call c WHERE c.agent = known.agent ORDER BY opened_at DESC, id DESC LIMIT 1) AS name
       FROM known WHERE agent IS NOT NULL ORDER BY agent`,
    )
    .all();
}

/** A record as a row of the list, unmasked. */
export function rowOf(record: CallRecord, ownDevice: Id): CallRow {
  const {opened, outcome} = record;
  return {
    id: record.id,
    agent: record.agent,
    agentName: opened.agentName,
    team: opened.team,
    openedAt: record.openedAt,
    endedAt: record.endedAt,
    seconds: talkSeconds(record),
    direction: opened.direction,
    reference: opened.reference,
    customerName: opened.customerName,
    party: record.party,
    contact: outcome?.contact ?? null,
    result: outcome?.result ?? null,
    tags: outcome?.tags ?? [],
    objections: record.objections.map((objection) => objection.title),
    note: outcome?.note ?? '',
    promiseDay: outcome?.promise?.day ?? null,
    promiseAmount: outcome?.promise?.amount ?? null,
    promiseCurrency: outcome?.promise?.currency ?? null,
    nextAt: outcome?.nextAction?.at ?? null,
    corrections: record.corrections,
    rules: rulesWord(record),
    unsaid: unsaidDisclosures(record),
    foreign: record.device !== ownDevice,
  };
}
