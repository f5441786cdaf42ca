import type {RefusedRelease, SyncFailure} from '../contract/sync.ts';
import type {Instant, Sha256} from '../contract/values.ts';
import type {Database} from './database.ts';

/** A refused release, and by which version of the app: another one may think otherwise. */
export type KeptRefusal = RefusedRelease & {app: string};

/** The repository that this desk follows. */
export interface Repository {
  team: string;
  place: string;
  rootFingerprint: Sha256;
  /** The exact text of the root that was pinned. */
  root: string;
  enrolledAt: Instant;
  /** Counts what was written here, so that two syncs at once cannot undo one another. */
  revision: number;
  /** The latest moment at which something could be believed: a clock that is set back does not go behind it. */
  clockFloor: Instant;
  /** The newest timestamp that was seen after it had run out: it is not believed again, whatever the clock says. */
  expiredTimestamp: number;
  triedAt: Instant | null;
  syncedAt: Instant | null;
  failure: SyncFailure | null;
  refused: KeptRefusal[];
}

interface RepositoryRow {
  team: string;
  place: string;
  root_fingerprint: string;
  root: string;
  enrolled_at: string;
  revision: number;
  clock_floor: string;
  expired_timestamp: number;
  tried_at: string | null;
  synced_at: string | null;
  failure: string | null;
  refused: string;
}

/** Only what this desk wrote itself is read here; what is torn is as good as nothing. */
function read<Value>(text: string | null, otherwise: Value): Value {
  try {
    return text === null ? otherwise : (JSON.parse(text) as Value);
  } catch {
    return otherwise;
  }
}

export function readRepository(db: Database): Repository | null {
  const row = db.prepare<[], RepositoryRow>('SELECT * FROM repository').get();
  if (row === undefined) return null;
  return {
    team: row.team,
    place: row.place,
    rootFingerprint: row.root_fingerprint,
    root: row.root,
    enrolledAt: row.enrolled_at,
    revision: row.revision,
    clockFloor: row.clock_floor,
    expiredTimestamp: row.expired_timestamp,
    triedAt: row.tried_at,
    syncedAt: row.synced_at,
    failure: read<SyncFailure | null>(row.failure, null),
    refused: read<KeptRefusal[]>(row.refused, []),
  };
}

export type NewRepository = Pick<Repository, 'team' | 'place' | 'rootFingerprint' | 'root'>;

/** Pins a repository; what was trusted of another one is forgotten. In the caller's transaction. */
export function pinRepository(db: Database, {team, place, rootFingerprint, root}: NewRepository, at: Instant): void {
  leaveRepository(db);
  db.prepare(
    `INSERT INTO repository (one, team, place, root_fingerprint, root, enrolled_at, revision, clock_floor, expired_timestamp,
       refused)
     VALUES (1, ?, ?, ?, ?, ?, 1, ?, 0, '[]')`,
  ).run(team, place, rootFingerprint, root, at, at);
}

export function moveRepository(db: Database, place: string): void {
  db.prepare('UPDATE repository SET place = ?, revision = revision + 1').run(place);
}

/** Forgets the repository; its packs stay active and are nobody's. In the caller's transaction. */
export function leaveRepository(db: Database): void {
  db.prepare('DELETE FROM repository').run();
  db.prepare('DELETE FROM trusted_metadata').run();
  db.prepare('DELETE FROM synced_pack').run();
}

export type RepositoryNews = Pick<
  Repository,
  'clockFloor' | 'expiredTimestamp' | 'triedAt' | 'syncedAt' | 'failure' | 'refused'
>;

/** Writes what a sync found out. False when another one has written since `revision` was read. */
export function noteSync(db: Database, revision: number, news: RepositoryNews): boolean {
  return (
    db
      .prepare(
        `UPDATE repository SET revision = revision + 1, clock_floor = ?, expired_timestamp = ?, tried_at = ?, synced_at = ?,
           failure = ?, refused = ? WHERE revision = ?`,
      )
      .run(
        news.clockFloor,
        news.expiredTimestamp,
        news.triedAt,
        news.syncedAt,
        news.failure === null ? null : JSON.stringify(news.failure),
        JSON.stringify(news.refused),
        revision,
      ).changes > 0
  );
}

/** A signed file as it came, byte for byte. `sha256` tells one that was torn on this disk. */
export interface TrustedFile {
  role: string;
  version: number;
  sha256: Sha256;
  body: Buffer;
}

export function listTrusted(db: Database): TrustedFile[] {
  return db.prepare<[], TrustedFile>('SELECT role, version, sha256, body FROM trusted_metadata ORDER BY role').all();
}

/** Keeps what was verified. In the caller's transaction. */
export function keepTrusted(db: Database, files: readonly TrustedFile[]): void {
  const keep = db.prepare(
    `INSERT INTO trusted_metadata (role, version, sha256, body) VALUES (@role, @version, @sha256, @body)
     ON CONFLICT (role) DO UPDATE SET version = excluded.version, sha256 = excluded.sha256, body = excluded.body`,
  );
  for (const file of files) keep.run(file);
}

/** Forgets files of roles, and how new they were. In the caller's transaction. */
export function forgetTrusted(db: Database, roles: readonly string[]): void {
  const forget = db.prepare('DELETE FROM trusted_metadata WHERE role = ?');
  for (const role of roles) forget.run(role);
}

/** A pack that the repository keeps active here. `before`: what was active under its id before the repository's. */
export interface SyncedRow {
  id: string;
  version: string;
  sha256: Sha256;
  seq: number;
  before: Sha256 | null;
  /** By what its sentences were found sound; null when they were not. */
  soundBy: string | null;
}

export function listSynced(db: Database): SyncedRow[] {
  return db
    .prepare<[], SyncedRow>('SELECT id, version, sha256, seq, before, sound_by AS soundBy FROM synced_pack ORDER BY id')
    .all();
}

export function noteSynced(db: Database, row: SyncedRow): void {
  db.prepare(
    `INSERT INTO synced_pack (id, version, sha256, seq, before, sound_by)
     VALUES (@id, @version, @sha256, @seq, @before, @soundBy)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, sha256 = excluded.sha256, seq = excluded.seq,
       sound_by = excluded.sound_by`,
  ).run(row);
}

export function forgetSynced(db: Database, id: string): void {
  db.prepare('DELETE FROM synced_pack WHERE id = ?').run(id);
}
