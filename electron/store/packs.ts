import type {PackInfo} from '../contract/pack.ts';
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
}

const SELECT_PACK = `
  SELECT p.id, p.version, p.sha256, p.title, p.language, p.jurisdiction, p.objections,
    octet_length(p.body) AS size, p.imported_at, a.id IS NOT NULL AS active
  FROM pack p LEFT JOIN active_pack a ON a.id = p.id AND a.version = p.version`;

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
