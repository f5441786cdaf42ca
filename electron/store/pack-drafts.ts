import type {PackDraftInfo} from '../contract/pack-draft.ts';
import type {Language} from '../contract/values.ts';
import type {Database} from './database.ts';

interface DraftRow {
  pack_id: string;
  based_on: string | null;
  revision: number;
  title: string;
  language: string;
  version: string;
  saved_at: string;
  saved_by: string | null;
}

const SELECT_INFO = 'SELECT pack_id, based_on, revision, title, language, version, saved_at, saved_by FROM pack_draft';

const toInfo = (row: DraftRow): PackDraftInfo => ({
  packId: row.pack_id,
  title: row.title,
  language: row.language as Language,
  version: row.version,
  basedOn: row.based_on,
  revision: row.revision,
  savedAt: row.saved_at,
  savedBy: row.saved_by,
});

/** The drafts of this desk, the last saved first. */
export function listPackDrafts(db: Database): PackDraftInfo[] {
  return db.prepare<[], DraftRow>(`${SELECT_INFO} ORDER BY saved_at DESC, pack_id`).all().map(toInfo);
}

export function readPackDraft(db: Database, packId: string): PackDraftInfo | null {
  const row = db.prepare<[string], DraftRow>(`${SELECT_INFO} WHERE pack_id = ?`).get(packId);
  return row === undefined ? null : toInfo(row);
}

/** The document of a draft, as JSON. */
export function readDraftBody(db: Database, packId: string): string | null {
  return db.prepare<[string], string>('SELECT body FROM pack_draft WHERE pack_id = ?').pluck().get(packId) ?? null;
}

/** Writes the one row that a pack's draft has. */
export function writePackDraft(db: Database, draft: PackDraftInfo, body: string): void {
  db.prepare(
    `INSERT INTO pack_draft (pack_id, based_on, revision, title, language, version, body, saved_at, saved_by)
     VALUES (@packId, @basedOn, @revision, @title, @language, @version, @body, @savedAt, @savedBy)
     ON CONFLICT (pack_id) DO UPDATE SET based_on = excluded.based_on, revision = excluded.revision,
       title = excluded.title, language = excluded.language, version = excluded.version, body = excluded.body,
       saved_at = excluded.saved_at, saved_by = excluded.saved_by`,
  ).run({...draft, body});
}

export function deletePackDraft(db: Database, packId: string): void {
  db.prepare('DELETE FROM pack_draft WHERE pack_id = ?').run(packId);
}
