import {existsSync, renameSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import Sqlite from 'better-sqlite3';
import {AppError} from '../contract/errors.ts';
import {migrations} from './migrations.ts';
import {closeToOthers, makeDataFolder, makePrivateFile} from './private-files.ts';

export type Database = Sqlite.Database;

export const DATABASE_FILE = 'callside.db';
const LOCK_FILE = 'instance.lock';

export interface OpenOptions {
  folder: string;
  /** Encrypts the file as a whole; without it the file is plain. */
  key?: string;
  /** The migrations to know; tests pass a shorter or longer history. */
  history?: readonly string[];
}

/**
 * Opens (and creates, and migrates) the desk's database in `folder`.
 *
 * @throws AppError `unavailable` when the folder cannot be used, or the database was written by a newer Callside, cannot be
 *   read, or the key does not fit
 */
export function openDatabase({folder, key, history = migrations}: OpenOptions): Database {
  makeDataFolder(folder);
  const file = join(folder, DATABASE_FILE);
  const existed = existsSync(file);
  // SQLite gives its -wal and -shm the rights of the database itself.
  makePrivateFile(file);
  closeToOthers(folder);
  const db = new Sqlite(file, {timeout: 5000});
  keepStatements(db);
  try {
    if (key !== undefined) db.pragma(`key = '${key.replaceAll("'", "''")}'`);
    // A reopened WAL file otherwise runs NORMAL and can lose the last outcome when the power fails.
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // Without it, INSERT OR REPLACE would delete a journal row behind its trigger's back.
    db.pragma('recursive_triggers = ON');
    // Rows that are deleted by right (erasure, forgotten numbers) must not survive in free pages.
    db.pragma('secure_delete = ON');
    migrate(db, folder, existed, history);
    return db;
  } catch (error) {
    db.close();
    if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_NOTADB') {
      throw new AppError('unavailable', {
        'zh-CN': `数据库 ${file} 无法读取：文件已损坏，或密钥不对。原文件未改动。`,
        en: `The database ${file} cannot be read: it is damaged, or the key does not fit. It was not changed.`,
      });
    }
    throw error;
  }
}

const MOST_STATEMENTS = 500;

/** Preparing a statement costs more than running it: every text is prepared once. No statement here is ever iterated. */
function keepStatements(db: Database): void {
  const prepare = db.prepare.bind(db);
  const kept = new Map<string, Sqlite.Statement>();
  db.prepare = ((sql: string) => {
    const known = kept.get(sql);
    if (known !== undefined) return known;
    const statement = prepare(sql);
    if (kept.size < MOST_STATEMENTS) kept.set(sql, statement);
    return statement;
  }) as Database['prepare'];
}

export function schemaVersion(db: Database): number {
  return Number(db.pragma('user_version', {simple: true}));
}

/** What the database is made of: tables, indexes, triggers, views, by kind and name, with their SQL. */
export function schemaObjects(db: Database): Map<string, string> {
  const rows = db
    .prepare<[], {name: string; sql: string | null}>(
      "SELECT type || ' ' || name AS name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name",
    )
    .all();
  return new Map(rows.map(({name, sql}) => [name, sql ?? '']));
}

/** What a database is made of that nobody changed. */
export function soundSchema(history: readonly string[] = migrations): Map<string, string> {
  const db = new Sqlite(':memory:');
  try {
    for (const sql of history) db.exec(sql);
    return schemaObjects(db);
  } finally {
    db.close();
  }
}

function migrate(db: Database, folder: string, existed: boolean, history: readonly string[]): void {
  const found = schemaVersion(db);
  if (found > history.length) {
    throw new AppError('unavailable', {
      'zh-CN': `这份数据由更新的 Callside 写成（数据版本 ${found}，本程序只认识到 ${history.length}）。请升级程序；数据未改动。`,
      en: `This data was written by a newer Callside (data version ${found}; this one knows ${history.length}). Update the app. Nothing was changed.`,
    });
  }
  if (found === history.length) return;
  if (existed && found > 0) backUp(db, folder, found);
  history.slice(found).forEach((sql, i) => {
    // Two hosts may start at once: the second finds the work done.
    const step = db.transaction(() => {
      if (schemaVersion(db) !== found + i) return;
      db.exec(sql);
      db.pragma(`user_version = ${found + i + 1}`);
    });
    step.immediate();
  });
}

/** Keeps the file as it was before the first pending migration, beside the database. */
function backUp(db: Database, folder: string, version: number): void {
  const target = join(folder, `callside-before-v${version + 1}.db`);
  if (existsSync(target)) return;
  // A backup that was cut short must not stand where a whole one belongs.
  const part = `${target}.part`;
  rmSync(part, {force: true});
  makePrivateFile(part);
  db.prepare('VACUUM INTO ?').run(part);
  renameSync(part, target);
}

/** Lock that dies with its process: a database of its own, held exclusively. Two windows on one folder would race. */
export function takeInstanceLock(folder: string): () => void {
  makeDataFolder(folder);
  makePrivateFile(join(folder, LOCK_FILE));
  const lock = new Sqlite(join(folder, LOCK_FILE), {timeout: 0});
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new AppError('conflict', {
        'zh-CN': `Callside 已经在使用数据文件夹 ${folder}。请先关闭它，或用 --data 另选文件夹。`,
        en: `Callside is already running on the data folder ${folder}. Close it first, or choose another with --data.`,
      });
    }
    throw error;
  }
  return () => lock.close();
}

/**
 * A disk that is full, read-only or damaged is no bug, nor is an id that is already used: says so in words, and that nothing
 * was half saved.
 */
export function storageFailure(error: unknown): AppError | null {
  if (!(error instanceof Sqlite.SqliteError)) return null;
  if (error.code === 'SQLITE_FULL') {
    return new AppError('unavailable', {
      'zh-CN': '磁盘已满，没有保存。请腾出空间后重试；输入的内容仍在页面上。',
      en: 'The disk is full, so this was not saved. Free some space and try again; what you typed is still here.',
    });
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) {
    return new AppError('unavailable', {
      'zh-CN': '数据库文件已损坏，无法读取。请停止使用这个数据文件夹，先备份它，再用完好的备份恢复。',
      en: 'The database file is damaged and cannot be read. Stop using this data folder, copy it, and restore a sound backup.',
    });
  }
  if (/^SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE|ROWID)/.test(error.code)) return new AppError('conflict');
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN|BUSY|LOCKED)/.test(error.code)) {
    return new AppError('unavailable', {
      'zh-CN': '数据文件暂时无法写入，没有保存。请重试；输入的内容仍在页面上。',
      en: 'The data file cannot be written right now, so this was not saved. Try again; what you typed is still here.',
    });
  }
  return null;
}
