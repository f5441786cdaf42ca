import Sqlite from 'better-sqlite3';
import {v7} from 'uuid';
import {join} from 'node:path';
import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {describe, expect, onTestFinished, test} from 'vitest';
import {DATABASE_FILE} from '../../electron/store/database.ts';
import {openDesk} from '../open-desk.ts';
import {ForgedRepository, northPack} from './forged-repository.ts';

const script = fileURLToPath(new URL('sync-process.ts', import.meta.url));

/** Syncs in a process of its own that is killed before its n-th write; says how it ended. */
function syncUntil(
  folder: string,
  write: number,
  fault: 'kill' | 'full',
): Promise<{signal: string | null; out: string}> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [script, folder, String(write), fault], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.on('close', (_code, signal) => done({signal, out}));
  });
}

describe('a sync that is broken off', () => {
  // Who finds the disk full ends by itself, and leaves the modules compiled for those who are killed.
  test.for(['full', 'kill'] as const)(
    'before any of its writes (%s) leaves the desk as it was, and the next one succeeds',
    // Eighty processes: one that a busy machine held up is looked at once more.
    {timeout: 600_000, retry: 1},
    async (fault) => {
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
        const {signal, out} = await syncUntil(desk.folder, write, fault);
        const again = openDesk({dataFolder: desk.folder, profile: undefined});
        const {active} = await again.call('sync.status', {});
        expect((await again.call('journal.verify', {})).ok).toBe(true);
        whole = out.includes('"1.1.0"');
        expect(active).toMatchObject([{version: whole ? '1.1.0' : '1.0.0'}]);
        expect(signal).toBe(fault === 'kill' && !whole ? 'SIGKILL' : null);
        expect({write, out, found: out.includes('unavailable')}).toMatchObject({found: fault === 'full' && !whole});
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
