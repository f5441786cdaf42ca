import type {CallEvent, CallRecord} from '../contract/call.ts';
import type {Day, Instant} from '../contract/values.ts';
import type {DayOfUse} from '../domain/learned-usage.ts';
import type {Database} from './database.ts';

/**
 * How often which answers were used, by agent, team and UTC day: derived from the journal in the transaction of its event,
 * for this desk's own calls. It holds no customers, and can be forgotten without touching the journal.
 */
export function countUse(db: Database, {type, payload}: CallEvent, record: CallRecord, at: Instant): void {
  const used = usedIn(type, payload, record);
  if (used === null) return;
  db.prepare(
    `INSERT INTO objection_use (agent, team, objection_id, line_id, day, uses) VALUES (?, ?, ?, ?, ?, 1)
     ON CONFLICT (agent, team, objection_id, line_id, day) DO UPDATE SET uses = uses + 1`,
  ).run(record.agent, record.opened.team, used.objectionId, used.lineId ?? '', at.slice(0, 10));
}

/** A pick is a use, and so is saying the line that was picked. */
function usedIn(
  type: CallEvent['type'],
  payload: CallEvent['payload'],
  {objections}: CallRecord,
): {objectionId: string; lineId: string | null} | null {
  if (type === 'objection.picked') return objections.at(-1) ?? null;
  if (type !== 'line.used' || !('lineId' in payload)) return null;
  return objections.findLast(({lineId}) => lineId === payload.lineId) ?? null;
}

/** Uses since a day, of the agent and of the others in the team. */
export function readUse(db: Database, agent: string, team: string, since: Day): DayOfUse[] {
  return db
    .prepare<[string, string, string, string], {objectionId: string; day: string; uses: number; own: number}>(
      `SELECT objection_id AS objectionId, day, sum(uses) AS uses, agent = ? AS own FROM objection_use
       WHERE day >= ? AND (agent = ? OR team = ?) GROUP BY objection_id, day, own`,
    )
    .all(agent, since, agent, team)
    .map((row) => ({...row, own: row.own === 1}));
}

export function forgetUse(db: Database): void {
  db.prepare('DELETE FROM objection_use').run();
}
