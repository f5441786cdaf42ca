import {chmodSync, readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import Sqlite from 'better-sqlite3';
import {v7} from 'uuid';
import {describe, expect, onTestFinished, test} from 'vitest';
import {AppError} from '../../electron/contract/errors.ts';
import {
  type Database,
  DATABASE_FILE,
  openDatabase,
  type OpenOptions,
  schemaVersion,
  storageFailure,
  takeInstanceLock,
} from '../../electron/store/database.ts';
import {identifyDesk} from '../../electron/store/desk.ts';
import {appendEvent} from '../../electron/store/journal.ts';
import {migrations} from '../../electron/store/migrations.ts';
import {opened} from '../domain/a-record.ts';
import {NOON, temporaryFolder} from '../open-desk.ts';

function open(options: OpenOptions): Database {
  const db = openDatabase(options);
  onTestFinished(() => void (db.open && db.close()));
  return db;
}

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

/** A database with one call in it. */
function withACall(options: OpenOptions): Database {
  const db = open(options);
  identifyDesk(db, new Date(NOON));
  const id = v7();
  appendEvent(db, {id, callId: id, type: 'call.opened', payload: opened(), at: NOON, agent: 'A-17'});
  return db;
}

const filesIn = (folder: string) => readdirSync(folder).sort();
const tables = (db: Database) =>
  db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck().all();

describe('a new database', () => {
  test('is made for this user alone, at the newest version', () => {
    const folder = join(temporaryFolder(), 'not', 'yet', 'there');
    const db = open({folder});
    expect(schemaVersion(db)).toBe(migrations.length);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(tables(db)).toContain('journal');
  });

  test('has strict tables alone', () => {
    const db = open({folder: temporaryFolder()});
    expect(
      db
        .prepare("SELECT name FROM pragma_table_list WHERE strict = 0 AND type = 'table' AND name NOT LIKE 'sqlite_%'")
        .all(),
    ).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a folder that others may enter', () => {
  const rights = (folder: string) =>
    Object.fromEntries(filesIn(folder).map((file) => [file, statSync(join(folder, file)).mode & 0o777]));
  const closed = (...files: string[]) => Object.fromEntries(files.map((file) => [file, 0o600]));

  function openFolder(): string {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    return folder;
  }

  test('holds files for this user alone: database, its log, lock and backup', () => {
    const folder = openFolder();
    withACall({folder}).close();
    const release = takeInstanceLock(folder);
    onTestFinished(release);
    open({folder, history: [...migrations, 'CREATE TABLE task (id TEXT) STRICT']});
    const backup = `callside-before-v${migrations.length + 1}.db`;
    const files = [
      DATABASE_FILE,
      `${DATABASE_FILE}-shm`,
      `${DATABASE_FILE}-wal`,
      backup,
      'instance.lock',
      'instance.lock-journal',
    ];
    expect(rights(folder)).toEqual(closed(...files));
  });

  test('has files of an earlier version closed when they are opened, and no others', () => {
    const folder = openFolder();
    withACall({folder}).close();
    const files = [DATABASE_FILE, 'callside-before-v1.db', 'instance.lock'];
    for (const file of [...files, 'letter.txt']) writeFileSync(join(folder, file), '', {flag: 'a'});
    for (const file of [...files, 'letter.txt']) chmodSync(join(folder, file), 0o644);
    open({folder}).close();
    expect(rights(folder)).toEqual({...closed(...files), 'letter.txt': 0o644});
  });
});

describe('a data folder that is none', () => {
  test.for([
    ['a file', 'letter.txt'],
    ['a place inside a file', 'letter.txt/data'],
  ])('%s is refused in words that name it', ([, place = '']) => {
    const parent = temporaryFolder();
    writeFileSync(join(parent, 'letter.txt'), 'a letter');
    const folder = join(parent, place);
    for (const work of [() => openDatabase({folder}), () => takeInstanceLock(folder)]) {
      const error = refusal(work);
      expect(error.code).toBe('unavailable');
      expect(error.sentence['zh-CN']).toContain(`无法使用数据文件夹 ${folder}`);
      expect(error.sentence.en).toContain(`The data folder ${folder} cannot be used`);
    }
    expect(readFileSync(join(parent, 'letter.txt'), 'utf8')).toBe('a letter');
  });

  // The superuser may write everywhere.
  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('one that may not be made is refused', () => {
    const parent = temporaryFolder();
    chmodSync(parent, 0o500);
    expect(refusal(() => openDatabase({folder: join(parent, 'data')})).code).toBe('unavailable');
  });
});

describe('every opening', () => {
  test('writes ahead, in full and with references checked: the first, and each one after', () => {
    const folder = temporaryFolder();
    for (let i = 0; i < 3; i += 1) {
      const db = open({folder});
      expect(db.pragma('journal_mode', {simple: true})).toBe('wal');
      expect(db.pragma('synchronous', {simple: true})).toBe(2);
      expect(db.pragma('foreign_keys', {simple: true})).toBe(1);
      expect(db.pragma('secure_delete', {simple: true})).toBe(1);
      db.close();
    }
  });

  test('of a file that is no database is refused and leaves it as it was', () => {
    const folder = temporaryFolder();
    const file = join(folder, DATABASE_FILE);
    writeFileSync(file, 'this is a letter to the team, and no database '.repeat(200));
    const before = readFileSync(file);
    const error = refusal(() => openDatabase({folder}));
    expect(error.code).toBe('unavailable');
    expect(error.sentence['zh-CN']).toContain('无法读取');
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('the journal’s tables', () => {
  test.for([
    ['UPDATE journal SET at = ?', 'append-only'],
    ['UPDATE journal SET agent = ?', 'append-only'],
    ['UPDATE OR IGNORE journal SET hash = ?', 'append-only'],
    ['DELETE FROM journal WHERE id <> ?', 'append-only'],
    ['UPDATE journal_payload SET payload = ?', 'erased or kept'],
    ['UPDATE journal_payload SET salt = CAST(? AS BLOB)', 'erased or kept'],
  ] as const)('refuse %s', ([sql, why]) => {
    const db = withACall({folder: temporaryFolder()});
    expect(() => db.prepare(sql).run('x')).toThrow(why);
    expect(db.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(1);
  });

  test('refuse to be written over by an insert', () => {
    const db = withACall({folder: temporaryFolder()});
    const copy = (verb: string) =>
      db.prepare(
        `${verb} INTO journal SELECT device, seq, id, call_id, type, ?, agent, prev, payload_digest, hash FROM journal`,
      );
    const before = db.prepare('SELECT at FROM journal').pluck().get();
    expect(() => copy('INSERT').run('later')).toThrow(/UNIQUE/);
    expect(() => copy('INSERT OR REPLACE').run('later')).toThrow('append-only');
    expect(db.prepare('SELECT at FROM journal').pluck().all()).toEqual([before]);
  });

  test('let a payload be erased, and nothing of it is left in the file', () => {
    const folder = temporaryFolder();
    const db = withACall({folder});
    const secret = 'a note that the law has erased';
    appendEvent(db, {id: v7(), callId: null, type: 'test.told', payload: {secret}, at: NOON, agent: null});
    const files = () =>
      filesIn(folder)
        .map((file) => readFileSync(join(folder, file), 'latin1'))
        .join('');
    db.pragma('wal_checkpoint(TRUNCATE)');
    expect(files()).toContain(secret);
    expect(db.prepare("DELETE FROM journal_payload WHERE payload LIKE '%erased%'").run().changes).toBe(1);
    db.pragma('wal_checkpoint(TRUNCATE)');
    expect(files()).not.toContain(secret);
  });

  test('refuse a pack that is changed under its version', () => {
    const db = open({folder: temporaryFolder()});
    db.prepare("INSERT INTO pack VALUES ('p', '1.0.0', 'h', '{}', 't', 'en', 'US', 1, 'now')").run();
    expect(() => db.prepare("UPDATE pack SET body = '[]'").run()).toThrow('immutable');
  });
});

describe('a longer history', () => {
  const longer = [
    ...migrations,
    'CREATE TABLE task (id TEXT PRIMARY KEY) STRICT',
    'ALTER TABLE task ADD COLUMN due TEXT',
  ];

  test('is caught up with, and the rows are kept', () => {
    const folder = temporaryFolder();
    withACall({folder}).close();
    const db = open({folder, history: longer});
    expect(schemaVersion(db)).toBe(longer.length);
    expect(tables(db)).toContain('task');
    expect(db.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(1);
  });

  test('has a backup taken before its first step, once, of the data as it was', () => {
    const folder = temporaryFolder();
    withACall({folder}).close();
    open({folder, history: longer}).close();
    const backup = `callside-before-v${migrations.length + 1}.db`;
    expect(filesIn(folder).filter((file) => file.includes('before'))).toEqual([backup]);
    const old = new Sqlite(join(folder, backup), {readonly: true});
    onTestFinished(() => void old.close());
    expect(schemaVersion(old)).toBe(migrations.length);
    expect(tables(old)).not.toContain('task');
    expect(old.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(1);
    expect(old.pragma('integrity_check', {simple: true})).toBe('ok');
  });

  test('has its backup made whole, also where an earlier try was cut short', () => {
    const folder = temporaryFolder();
    withACall({folder}).close();
    const backup = join(folder, `callside-before-v${migrations.length + 1}.db`);
    writeFileSync(`${backup}.part`, 'half a backup');
    open({folder, history: longer}).close();
    const old = new Sqlite(backup, {readonly: true});
    onTestFinished(() => void old.close());
    expect(old.pragma('integrity_check', {simple: true})).toBe('ok');
    expect(filesIn(folder).filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  test('takes no backup of nothing, nor when there is nothing to do', () => {
    const folder = temporaryFolder();
    open({folder}).close();
    open({folder}).close();
    expect(filesIn(folder).filter((file) => file.includes('before'))).toEqual([]);
  });

  test('whose step fails leaves everything as it was, and can be tried again', () => {
    const folder = temporaryFolder();
    withACall({folder}).close();
    const broken = [...migrations, 'CREATE TABLE task (id TEXT) STRICT; INSERT INTO absent VALUES (1)'];
    expect(() => openDatabase({folder, history: broken})).toThrow('no such table: absent');
    const db = open({folder});
    expect(schemaVersion(db)).toBe(migrations.length);
    expect(tables(db)).not.toContain('task');
    db.close();
    expect(schemaVersion(open({folder, history: longer}))).toBe(longer.length);
  });

  test('that stops half-way keeps its finished steps', () => {
    const folder = temporaryFolder();
    withACall({folder}).close();
    const broken = [...longer.slice(0, -1), 'nonsense'];
    expect(() => openDatabase({folder, history: broken})).toThrow(/syntax error/);
    const db = new Sqlite(join(folder, DATABASE_FILE));
    onTestFinished(() => void db.close());
    expect(schemaVersion(db)).toBe(migrations.length + 1);
  });

  test('of a newer app is refused in words, and the file is not touched', () => {
    const folder = temporaryFolder();
    withACall({folder, history: longer}).close();
    const file = join(folder, DATABASE_FILE);
    const before = readFileSync(file);
    const error = refusal(() => openDatabase({folder}));
    expect(error.code).toBe('unavailable');
    expect(error.sentence.en).toContain('newer Callside');
    expect(error.sentence['zh-CN']).toContain('更新');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(filesIn(folder).filter((name) => name.includes('before'))).toEqual([]);
  });

  test('is begun by two at once and done once', () => {
    const folder = temporaryFolder();
    withACall({folder}).close();
    const one = open({folder, history: longer});
    const other = open({folder, history: longer});
    expect([schemaVersion(one), schemaVersion(other)]).toEqual([longer.length, longer.length]);
  });
});

describe('a key', () => {
  const key = "it's a key";

  test('leaves no plain text on the disk: not in the file, not beside it, not in a backup', () => {
    const folder = temporaryFolder();
    const db = withACall({folder, key});
    const plain = () =>
      filesIn(folder).filter((file) =>
        /张伟明|call\.opened|CREATE TABLE|SQLite format/.test(readFileSync(join(folder, file), 'utf8')),
      );
    expect(plain()).toEqual([]);
    db.pragma('wal_checkpoint(TRUNCATE)');
    expect(plain()).toEqual([]);
    db.close();
    open({folder, key, history: [...migrations, 'CREATE TABLE task (id TEXT) STRICT']}).close();
    expect(filesIn(folder).some((file) => file.includes('before'))).toBe(true);
    expect(plain()).toEqual([]);
  });

  test('without one the same words are there: the search above can find them', () => {
    const folder = temporaryFolder();
    withACall({folder}).close();
    expect(readFileSync(join(folder, DATABASE_FILE), 'utf8')).toMatch(/张伟明/);
  });

  test('opens what it closed', () => {
    const folder = temporaryFolder();
    withACall({folder, key}).close();
    expect(open({folder, key}).prepare('SELECT count(*) FROM journal').pluck().get()).toBe(1);
  });

  test.for([
    ['another key', {key: 'wrong'}],
    ['no key', {}],
    ['a key that is code', {key: "x'; DROP TABLE journal; --"}],
  ] as const)('%s is refused, and the file is not touched', ([, other]) => {
    const folder = temporaryFolder();
    withACall({folder, key}).close();
    const file = join(folder, DATABASE_FILE);
    const before = readFileSync(file);
    const error = refusal(() => openDatabase({folder, ...other}));
    expect(error.code).toBe('unavailable');
    expect(error.sentence.en).toContain('key does not fit');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('does not open a plain file', () => {
    const folder = temporaryFolder();
    withACall({folder}).close();
    expect(refusal(() => openDatabase({folder, key})).code).toBe('unavailable');
  });
});

test('failures of the disk are told in words; other failures are bugs', () => {
  const failure = (code: string) => storageFailure(new Sqlite.SqliteError('secret', code));
  expect(failure('SQLITE_FULL')?.sentence.en).toContain('disk is full');
  for (const code of ['SQLITE_IOERR_WRITE', 'SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_BUSY', 'SQLITE_LOCKED']) {
    expect(failure(code)).toMatchObject({code: 'unavailable'});
    expect(JSON.stringify(failure(code)?.toReplyError())).not.toContain('secret');
  }
  expect(failure('SQLITE_CORRUPT_INDEX')?.sentence.en).toContain('damaged');
  expect(failure('SQLITE_CONSTRAINT_PRIMARYKEY')).toMatchObject({code: 'conflict'});
  expect(failure('SQLITE_CONSTRAINT_NOTNULL')).toBeNull();
  expect(failure('SQLITE_ERROR')).toBeNull();
  expect(storageFailure(new TypeError('x'))).toBeNull();
});
