import Sqlite from 'better-sqlite3';
import {v7} from 'uuid';
import {join} from 'node:path';
import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {describe, expect, onTestFinished, test} from 'vitest';
import {DATABASE_FILE} from '../../electron/store/database.ts';
import {openDesk} from '../open-desk.ts';
import {breakWrites} from './broken-writes.ts';
import {ForgedRepository, northPack} from './forged-repository.ts';

const script = fileURLToPath(new URL('sync-process.ts', import.meta.url));

type End = {killed: boolean; reply: string};

/** Syncs in a process of its own that is killed before its n-th write. */
const killedSync = (folder: string, write: number): Promise<End> =>
  new Promise((done) => {
    const child = spawn(process.execPath, [script, folder, String(write)], {stdio: ['ignore', 'pipe', 'inherit']});
    onTestFinished(() => void child.kill('SIGKILL'));
    let reply = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (reply += text));
    child.on('close', (_code, signal) => done({killed: signal === 'SIGKILL', reply}));
  });

/** Syncs here, on a disk that is full from its n-th write on. */
async function fullSync(folder: string, write: number): Promise<End> {
  const desk = openDesk({dataFolder: folder, profile: undefined});
  const mend = breakWrites(write, 'full');
  try {
    return {killed: false, reply: JSON.stringify(await desk.backend.call('sync.now', {}))};
  } finally {
    mend();
    desk.backend.close();
  }
}

describe('a sync that is broken off', () => {
  test.for([
    ['full', fullSync],
    ['kill', killedSync],
  ] as const)(
    'before any of its writes (%s) leaves the desk as it was, and the next one succeeds',
    // Forty processes: one that a busy machine held up is looked at once more.
    {timeout: 600_000, retry: 1},
    async ([fault, syncUntil]) => {
      const repository = new ForgedRepository();
      repository.release(northPack('1.0.0'));
      repository.commit();
      const desk = openDesk();
      await desk.call('sync.enrol', {id: v7(), text: repository.enrolment()});
      await desk.call('sync.now', {});
      repository.release(northPack('1.1.0'));
      repository.commit();
      desk.backend.close();
      let whole = false;
      for (let write = 1; !whole; write += 1) {
        expect(write).toBeLessThan(80);
        const {killed, reply} = await syncUntil(desk.folder, write);
        const again = openDesk({dataFolder: desk.folder, profile: undefined});
        const {active} = await again.call('sync.status', {});
        expect((await again.call('journal.verify', {})).ok).toBe(true);
        whole = reply.includes('"1.1.0"');
        expect(active).toMatchObject([{version: whole ? '1.1.0' : '1.0.0'}]);
        expect(killed).toBe(fault === 'kill' && !whole);
        expect({write, reply, found: reply.includes('unavailable')}).toMatchObject({found: fault === 'full' && !whole});
        expect(whole && write <= 5).toBe(false);
        again.backend.close();
      }
      const last = openDesk({dataFolder: desk.folder, profile: undefined});
      expect((await last.call('sync.now', {})).active).toMatchObject([{version: '1.1.0'}]);
    },
  );
});

describe('metadata that was torn on the disk of the desk', () => {
  // All of it at once, too: what is left is how new it was.
  test.for(['root', 'timestamp', 'snapshot', 'targets', 'team-north', 'index', '%'])(
    '(%s) is fetched anew, and what was known is not forgotten',
    {timeout: 60_000},
    async (role) => {
      const repository = new ForgedRepository();
      repository.release(northPack('1.0.0'));
      repository.commit();
      const putBack = repository.keep();
      const desk = openDesk();
      await desk.call('sync.enrol', {id: v7(), text: repository.enrolment()});
      repository.release(northPack('1.1.0'));
      repository.commit();
      await desk.call('sync.now', {});
      const tear = () => {
        const db = new Sqlite(join(desk.folder, DATABASE_FILE));
        const torn = db.prepare('UPDATE trusted_metadata SET body = substr(body, 1, 100) WHERE role LIKE ?').run(role);
        db.close();
        expect(torn.changes).toBe(role === '%' ? 6 : 1);
      };
      tear();
      expect(await desk.call('sync.now', {})).toMatchObject({active: [{version: '1.1.0'}], changed: []});
      tear();
      const keepNew = repository.keep();
      putBack();
      expect(await desk.refusal('sync.now', {})).toMatchObject({code: 'untrusted'});
      expect((await desk.call('sync.status', {})).active).toMatchObject([{version: '1.1.0'}]);
      keepNew();
      expect((await desk.call('sync.now', {})).changed).toEqual([]);
    },
  );
});
