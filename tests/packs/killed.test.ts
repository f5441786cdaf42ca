import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {publishPack} from '../../electron/packs/publishing.ts';
import {checkedPack} from './checked-pack.ts';
import {copyOf, madeRepository, ownerIn, readAll, workFolder} from './publisher.ts';

const script = join(import.meta.dirname, 'publish-process.ts');
const all = {team: 'north', permille: 1000};

/** Publishes 1.1.0 in a process that is killed before its n-th step on the disk; says how it ended. */
function publishUntil(
  folder: string,
  step: number,
  cache: string,
): Promise<{signal: NodeJS.Signals | null; steps: number}> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [script, folder, '1.1.0', String(step)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {...process.env, NODE_COMPILE_CACHE: cache},
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.once('error', fail);
    child.once('close', (_code, signal) => done({signal, steps: Number(out)}));
  });
}

test(
  'a publication that is killed before any of its steps on the disk leaves the old state or the new, and the next one succeeds',
  // Some thirty processes.
  {timeout: 600_000},
  async () => {
    const {folder, owner} = await madeRepository();
    await publishPack(owner, {...all, pack: checkedPack('1.0.0')});
    const cache = workFolder();
    const OLD = ['small-pack@1.0.0 1000'];
    const NEW = ['small-pack@1.1.0 1000', ...OLD];
    const whole = await publishUntil(copyOf(folder), 0, cache);
    expect(whole).toEqual({signal: null, steps: expect.any(Number)});
    const seen = new Set<boolean>();
    const tryStep = async (step: number): Promise<void> => {
      const copy = copyOf(folder);
      expect(await publishUntil(copy, step, cache)).toMatchObject({signal: 'SIGKILL'});
      const next = await ownerIn(copy);
      const found = await readAll(next.storage);
      expect([OLD, NEW]).toContainEqual(found);
      seen.add(found.length === NEW.length);
      await publishPack(next, {...all, pack: checkedPack('1.2.0', {title: 'after that'})});
      expect((await readAll(next.storage))[0]).toBe('small-pack@1.2.0 1000');
    };
    const steps = Array.from({length: whole.steps}, (_, i) => i + 1);
    // Two at a time: a process waits for the disk more than it works.
    while (steps.length > 0) await Promise.all(steps.splice(0, 2).map(tryStep));
    expect(whole.steps).toBeGreaterThan(15);
    expect(seen).toEqual(new Set([false, true]));
  },
);
