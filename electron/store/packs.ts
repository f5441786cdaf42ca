import type {PackInfo, PackRef} from '../contract/pack.ts';
import type {Instant, Jurisdiction, Language, Sha256} from '../contract/values.ts';
import type {Database} from './database.ts';

interface PackRow {
  id: string;
  version: string;
  sha256: string;
  title: string;
  language: string;
  jurisdiction: string;
  objections: number;
  size: number;
  imported_at: string;
  active: number;
  team: string | null;
}

const SELECT_PACK = `
  SELECT p.id, p.version, p.sha256, p.title, p.language, p.jurisdiction, p.objections,
    octet_length(p.body) AS size, p.imported_at, a.id IS NOT NULL AS active,
    CASE WHEN a.id IS NOT NULL AND s.id IS NOT NULL THEN (SELECT team FROM repository) END AS team
  FROM pack p LEFT JOIN active_pack a ON a.id = p.id AND a.version = p.version
    LEFT JOIN synced_pack s ON s.id = p.id AND s.sha256 = p.sha256`;

/** What is no version of its name any more, because a signed one took its place; calls that used it still read it. */
const SELECT_FORMER = `
  SELECT id, version, sha256, title, language, jurisdiction, objections, octet_length(body) AS size, imported_at,
    0 AS active, NULL AS team FROM former_pack`;

const toInfo = (row: PackRow): PackInfo => ({
  id: row.id,
  version: row.version,
  sha256: row.sha256,
  title: row.title,
  language: row.language as Language,
  jurisdiction: row.jurisdiction as Jurisdiction,
  objections: row.objections,
  size: row.size,
  importedAt: row.imported_at,
  active: row.active === 1,
  team: row.team,
});

export interface NewPack {
  id: string;
  version: string;
  sha256: Sha256;
  /** Canonical text of the document as it was given. */
  body: string;
  title: string;
  language: Language;
  jurisdiction: Jurisdiction;
  objections: number;
}

export function listPacks(db: Database): PackInfo[] {
  return db.prepare<[], PackRow>(`${SELECT_PACK} ORDER BY p.id, p.imported_at`).all().map(toInfo);
}

export function readPackInfo(db: Database, id: string, version: string): PackInfo | null {
  const row = db.prepare<[string, string], PackRow>(`${SELECT_PACK} WHERE p.id = ? AND p.version = ?`).get(id, version);
  return row === undefined ? null : toInfo(row);
}

/** The pack of exactly this content under this name, also where another content has the name now. */
export function readPackByContent(db: Database, {id, version, sha256}: PackRef): PackInfo | null {
  const now = readPackInfo(db, id, version);
  if (now?.sha256 === sha256) return now;
  const row = db
    .prepare<[string, string, string], PackRow>(`${SELECT_FORMER} WHERE sha256 = ? AND id = ? AND version = ?`)
    .get(sha256, id, version);
  return row === undefined ? null : toInfo(row);
}

export function listActivePacks(db: Database): PackInfo[] {
  return db.prepare<[], PackRow>(`${SELECT_PACK} WHERE a.id IS NOT NULL ORDER BY p.id`).all().map(toInfo);
}

export function readPackBody(db: Database, id: string, version: string): string | null {
  return (
    db
      .prepare<[string, string], string>('SELECT body FROM pack WHERE id = ? AND version = ?')
      .pluck()
      .get(id, version) ?? null
  );
}

/** The text of a pack by its fingerprint; null when it was never here. */
export function readContent(db: Database, sha256: Sha256): string | null {
  const read = (table: string) =>
    db.prepare<[string], string>(`SELECT body FROM ${table} WHERE sha256 = ?`).pluck().get(sha256);
  return read('pack') ?? read('former_pack') ?? null;
}

/** The name under which a content was kept; null when it was never here. */
export function nameOfContent(db: Database, id: string, sha256: Sha256): PackRef | null {
  const row = db
    .prepare<[string, string, string, string], {version: string}>(
      `SELECT version FROM pack WHERE sha256 = ? AND id = ?
       UNION ALL SELECT version FROM former_pack WHERE sha256 = ? AND id = ? LIMIT 1`,
    )
    .get(sha256, id, sha256, id);
  return row === undefined ? null : {id, version: row.version, sha256};
}

/**
 * Makes room for another content under a name: what had it stays readable by its fingerprint. In the caller's transaction;
 * a version that is active is not any more.
 */
export function giveUpName(db: Database, id: string, version: string): void {
  db.prepare('DELETE FROM active_pack WHERE id = ? AND version = ?').run(id, version);
  db.prepare(
    `INSERT OR IGNORE INTO former_pack (sha256, id, version, body, title, language, jurisdiction, objections, imported_at)
     SELECT sha256, id, version, body, title, language, jurisdiction, objections, imported_at
     FROM pack WHERE id = ? AND version = ?`,
  ).run(id, version);
  db.prepare('DELETE FROM pack WHERE id = ? AND version = ?').run(id, version);
}

/** Gives a content its name back; false when it is not here. In the caller's transaction. */
export function takeNameBack(db: Database, {id, version, sha256}: PackRef): boolean {
  if (readPackInfo(db, id, version)?.sha256 === sha256) return true;
  if (readPackByContent(db, {id, version, sha256}) === null) return false;
  giveUpName(db, id, version);
  db.prepare(
    `INSERT INTO pack (id, version, sha256, body, title, language, jurisdiction, objections, imported_at)
     SELECT id, version, sha256, body, title, language, jurisdiction, objections, imported_at
     FROM former_pack WHERE sha256 = ?`,
  ).run(sha256);
  db.prepare('DELETE FROM former_pack WHERE sha256 = ?').run(sha256);
  return true;
}

export function insertPack(db: Database, pack: NewPack, at: Instant): void {
  db.prepare(
    `INSERT INTO pack (id, version, sha256, body, title, language, jurisdiction, objections, imported_at)
     VALUES (@id, @version, @sha256, @body, @title, @language, @jurisdiction, @objections, @at)`,
  ).run({...pack, at});
}

export function setActivePack(db: Database, id: string, version: string, at: Instant): void {
  db.prepare(
    `INSERT INTO active_pack (id, version, activated_at) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, activated_at = excluded.activated_at`,
  ).run(id, version, at);
}

export function clearActivePack(db: Database, id: string): boolean {
  return db.prepare('DELETE FROM active_pack WHERE id = ?').run(id).changes > 0;
}
