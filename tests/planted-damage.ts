import {join} from 'node:path';
import Sqlite from 'better-sqlite3';
import {DATABASE_FILE} from '../electron/store/database.ts';

/** Changes a desk's data behind its back, as somebody with a database tool would: without triggers, references and strictness. */
export function tamper(folder: string, ...statements: string[]): void {
  const db = new Sqlite(join(folder, DATABASE_FILE));
  try {
    db.pragma('foreign_keys = OFF');
    const triggers = db
      .prepare<[], {name: string; sql: string}>("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
      .all();
    for (const {name} of triggers) db.exec(`DROP TRIGGER ${name}`);
    for (const statement of statements) {
      const {changes} = db.prepare(statement).run();
      if (changes === 0) throw new Error(`changed nothing: ${statement}`);
    }
    for (const {sql} of triggers) db.exec(sql);
  } finally {
    db.close();
  }
}
