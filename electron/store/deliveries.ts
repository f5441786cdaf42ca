import type {PushFault, PushState} from '../contract/dialer.ts';
import type {Id, Instant} from '../contract/values.ts';
import type {Database} from './database.ts';

/** An outcome on its way to the dialer: the values of the template, never an address or a password. */
export interface Delivery {
  outcomeId: Id;
  callId: Id;
  agent: string;
  values: Record<string, string>;
  tries: number;
  savedAt: Instant;
}

interface DeliveryRow {
  outcome_id: string;
  call_id: string;
  agent: string;
  body: string;
  tries: number;
  saved_at: string;
}

/** Queues an outcome; one that was queued before stays as it is, sent or not. */
export function queueDelivery(
  db: Database,
  {outcomeId, callId, agent, values, savedAt}: Omit<Delivery, 'tries'>,
): void {
  db.prepare(
    `INSERT OR IGNORE INTO delivery (outcome_id, call_id, agent, body, state, tries, next_at, saved_at, fault, changed_at)
     VALUES (?, ?, ?, ?, 'waiting', 0, ?, ?, NULL, ?)`,
  ).run(outcomeId, callId, agent, JSON.stringify(values), savedAt, savedAt, savedAt);
}

/** Forgets what waits to be told of a call, because something else is to be told instead; how many there were. */
export const dropWaiting = (db: Database, callId: Id): number =>
  db.prepare("DELETE FROM delivery WHERE call_id = ? AND state = 'waiting'").run(callId).changes;

/** The next one that is due, oldest first. */
export function dueDelivery(db: Database, now: Instant): Delivery | null {
  const row = db
    .prepare<[string], DeliveryRow>(
      `SELECT outcome_id, call_id, agent, body, tries, saved_at FROM delivery
       WHERE state = 'waiting' AND next_at <= ? ORDER BY saved_at, outcome_id LIMIT 1`,
    )
    .get(now);
  if (row === undefined) return null;
  const {outcome_id: outcomeId, call_id: callId, agent, body, tries, saved_at: savedAt} = row;
  return {outcomeId, callId, agent, values: JSON.parse(body) as Record<string, string>, tries, savedAt};
}

/** Notes how a try ended; what is over keeps no values. */
export function noteTry(
  db: Database,
  outcomeId: Id,
  end:
    | {state: 'delivered'}
    | {state: 'givenUp'; fault: PushFault}
    | {state: 'waiting'; fault: PushFault; nextAt: Instant},
  at: Instant,
): void {
  const fault = end.state === 'delivered' ? null : end.fault;
  db.prepare(
    `UPDATE delivery SET state = ?, tries = tries + 1, fault = ?, changed_at = ?, next_at = coalesce(?, next_at),
       body = CASE WHEN ? = 'waiting' THEN body ELSE '{}' END WHERE outcome_id = ? AND state = 'waiting'`,
  ).run(end.state, fault, at, end.state === 'waiting' ? end.nextAt : null, end.state, outcomeId);
}

export function deliveryState(db: Database): PushState {
  const counts = db
    .prepare<[], {state: string; n: number}>('SELECT state, count(*) AS n FROM delivery GROUP BY state')
    .all();
  const of = (state: string) => counts.find((row) => row.state === state)?.n ?? 0;
  const last = db
    .prepare<[], {fault: PushFault | null; changed_at: string}>(
      'SELECT fault, changed_at FROM delivery WHERE tries > 0 ORDER BY changed_at DESC, outcome_id DESC LIMIT 1',
    )
    .get();
  return {
    waiting: of('waiting'),
    delivered: of('delivered'),
    givenUp: of('givenUp'),
    lastFault: last?.fault ?? null,
    lastAt: last?.changed_at ?? null,
  };
}

/** Whether the agent has begun another call since. */
export function hasMovedOn(
  db: Database,
  {agent, callId, savedAt}: Pick<Delivery, 'agent' | 'callId' | 'savedAt'>,
): boolean {
  const found = db
    .prepare<[string, string, string], number>(
      'SELECT EXISTS (SELECT 1 FROM call WHERE agent = ? AND id <> ? AND own = 1 AND opened_at >= ?)',
    )
    .pluck()
    .get(agent, callId, savedAt);
  return found === 1;
}
