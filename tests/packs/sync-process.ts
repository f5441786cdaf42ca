import Sqlite from 'better-sqlite3';
import {openBackend} from '../../electron/backend/backend.ts';

/**
 * A sync in a process of its own that comes to its end before its n-th statement that writes: by SIGKILL, or by a disk that
 * is full from then on. `node sync-process.ts FOLDER N kill|full`
 */
const [folder = '', nth = '', fault = 'kill'] = process.argv.slice(2);

const desk = openBackend({
  dataFolder: folder,
  role: 'agent',
  host: 'cli',
  version: '0.1.0',
  libraryFolder: '/nowhere',
  exclusive: false,
  now: () => new Date('2026-11-21T04:00:00.000Z'),
});

interface Writing {
  run: (...args: unknown[]) => unknown;
  source: string;
}

// Every statement of every connection, the transaction's own beginning and end among them.
const probe = new Sqlite(':memory:');
const statement = Object.getPrototypeOf(probe.prepare('SELECT 1')) as Writing;
const {run} = statement;
let left = Number(nth);
statement.run = function broken(this: Writing, ...args: unknown[]) {
  const ends = /^\s*ROLLBACK/i.test(this.source);
  left -= ends ? 0 : 1;
  if (left <= 0 && fault === 'kill') process.kill(process.pid, 'SIGKILL');
  if (left <= 0 && !ends) throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL');
  return run.apply(this, args);
};

const reply = await desk.call('sync.now', {});
process.stdout.write(`${JSON.stringify(reply)}\n`);
desk.close();
