import type {MissedSearches} from '../contract/search.ts';
import type {Day, Id, Language} from '../contract/values.ts';
import type {Database} from './database.ts';

export interface MissedSearch {
  id: Id;
  day: Day;
  language: Language;
  /** Masked already; null where nobody agreed that it is kept. */
  text: string | null;
}

/** Counts of a year; of texts the newest of these, whatever their age. */
const KEPT_DAYS = 366;
const MOST_TEXTS = 2000;
const DAYS_LISTED = 60;
const TEXTS_LISTED = 500;

/** Counts a search that found nothing good. The same id is the same search. Who searched is not noted. */
export function addMissedSearch(db: Database, {id, day, language, text}: MissedSearch): void {
  db.prepare('INSERT INTO missed_search (id, day, language, text) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
    id,
    day,
    language,
    text,
  );
  db.prepare("DELETE FROM missed_search WHERE day < date(?, '-' || ? || ' days')").run(day, KEPT_DAYS);
  db.prepare(
    `UPDATE missed_search SET text = NULL WHERE text IS NOT NULL AND rowid <= (
       SELECT rowid FROM missed_search WHERE text IS NOT NULL ORDER BY rowid DESC LIMIT 1 OFFSET ?)`,
  ).run(MOST_TEXTS);
}

export function listMissedSearches(db: Database): MissedSearches {
  return {
    days: db
      .prepare<[number], {day: string; count: number}>(
        'SELECT day, count(*) AS count FROM missed_search GROUP BY day ORDER BY day DESC LIMIT ?',
      )
      .all(DAYS_LISTED),
    texts: db
      .prepare<[number], {text: string; language: Language; count: number; lastDay: string}>(
        `SELECT text, language, count(*) AS count, max(day) AS lastDay FROM missed_search WHERE text IS NOT NULL
         GROUP BY text, language ORDER BY count DESC, lastDay DESC, text LIMIT ?`,
      )
      .all(TEXTS_LISTED),
  };
}

/** Whoever agreed that words are kept can take that back: the counts stay. */
export function forgetMissedTexts(db: Database): void {
  db.prepare('UPDATE missed_search SET text = NULL WHERE text IS NOT NULL').run();
}

export function clearMissedSearches(db: Database): void {
  db.prepare('DELETE FROM missed_search').run();
}
