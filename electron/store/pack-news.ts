import type {Instant, Sha256} from '../contract/values.ts';
import type {Database} from './database.ts';
import {ownDevice} from './journal.ts';

/** A content that became the one in use, in the order of the journal. */
export interface Activation {
  seq: number;
  sha256: Sha256;
}

/** Every content of a pack that was ever made the active one on this desk, oldest first. */
export function listActivations(db: Database, packId: string): Activation[] {
  return db
    .prepare<[string, string], Activation>(
      `SELECT j.seq, json_extract(p.payload, '$.sha256') AS sha256
       FROM journal j JOIN journal_payload p ON p.id = j.id
       WHERE j.type = 'pack.activated' AND j.device = ? AND json_extract(p.payload, '$.id') = ? ORDER BY j.seq`,
    )
    .all(ownDevice(db), packId);
}

/** Where in the journal an agent first sat down here; 0 when it does not say. */
export function firstSeen(db: Database, agent: string): number {
  return (
    db
      .prepare<[string, string], number | null>(
        `SELECT min(j.seq) FROM journal j JOIN journal_payload p ON p.id = j.id
         WHERE j.type = 'profile.saved' AND j.device = ? AND json_extract(p.payload, '$.agentId') = ?`,
      )
      .pluck()
      .get(ownDevice(db), agent) ?? 0
  );
}

/** The content of a pack whose news an agent has seen; null when never any. */
export function readSeenPack(db: Database, agent: string, packId: string): Sha256 | null {
  return (
    db
      .prepare<[string, string], string>('SELECT sha256 FROM pack_seen WHERE agent = ? AND pack_id = ?')
      .pluck()
      .get(agent, packId) ?? null
  );
}

/** In the caller's transaction, beside the event `pack.seen`. */
export function noteSeenPack(db: Database, seen: {agent: string; packId: string; sha256: Sha256; at: Instant}): void {
  db.prepare(
    `INSERT INTO pack_seen (agent, pack_id, sha256, at) VALUES (@agent, @packId, @sha256, @at)
     ON CONFLICT (agent, pack_id) DO UPDATE SET sha256 = excluded.sha256, at = excluded.at`,
  ).run(seen);
}
