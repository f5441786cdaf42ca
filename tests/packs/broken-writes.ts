import Sqlite from 'better-sqlite3';

interface Writing {
  run: (...args: unknown[]) => unknown;
  source: string;
}

/**
 * Ends all writing of this process before its n-th statement that writes, whatever the connection, the transaction's own
 * beginning and end among them: by SIGKILL, or by a disk that is full from then on. Gives the way back.
 */
export function breakWrites(nth: number, fault: 'kill' | 'full'): () => void {
  const probe = new Sqlite(':memory:');
  const statement = Object.getPrototypeOf(probe.prepare('SELECT 1')) as Writing;
  const {run} = statement;
  let left = nth;
  statement.run = function broken(this: Writing, ...args: unknown[]) {
    const ends = /^\s*ROLLBACK/i.test(this.source);
    left -= ends ? 0 : 1;
    if (left <= 0 && fault === 'kill') process.kill(process.pid, 'SIGKILL');
    if (left <= 0 && !ends) throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL');
    return run.apply(this, args);
  };
  return () => {
    statement.run = run;
    probe.close();
  };
}
