import {type ChildProcess, spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {v7} from 'uuid';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {Output} from '../../electron/contract/methods.ts';
import {anOutcome, openDesk} from '../open-desk.ts';

const script = fileURLToPath(new URL('desk-process.ts', import.meta.url));

interface Running {
  child: ChildProcess;
  /** Whole lines that it has said. */
  lines: string[];
  says(line: string): Promise<void>;
  /** SIGKILL, and its end. */
  kill(): Promise<void>;
}

function start(folder: string, deed: string): Running {
  const child = spawn(process.execPath, [script, folder, deed], {stdio: ['ignore', 'pipe', 'pipe']});
  const lines: string[] = [];
  let rest = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  return {
    child,
    lines,
    kill,
    async says(line) {
      while (!lines.some((said) => said.startsWith(line))) {
        if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${errors}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
}

const idsOf = (lines: readonly string[], word: string) =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.split(' ')[1] ?? '');

/** What was said to be saved of the running call and is not there; its newest draft, or the one after it, must be. */
function runningFaults({record, draft}: NonNullable<Output<'call.current'>>, said: readonly string[]): string[] {
  const faults: string[] = [];
  if (record.connectedAt === null && said.includes(`connected ${record.id}`)) faults.push('connection lost');
  const drafts = said.filter((line) => line.startsWith(`draft ${record.id} `));
  const newest = Number(drafts.at(-1)?.split(' ')[2] ?? 0);
  const found = Number(/\d+/.exec(draft.note)?.[0] ?? 0);
  if (found !== newest && found !== newest + 1) faults.push(`draft ${newest} lost, found ${found}`);
  return faults;
}

describe('a process that is killed without warning', () => {
  test(
    'at any moment loses nothing that it said was saved, and leaves nothing by half',
    {timeout: 240_000},
    async () => {
      const desk = openDesk();
      desk.backend.close();
      const said: string[] = [];
      for (let round = 0; round < 8; round += 1) {
        const running = start(desk.folder, 'work');
        await running.says('saved');
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 120));
        await running.kill();
        said.push(...running.lines);

        const again = openDesk({dataFolder: desk.folder, profile: undefined, exclusive: true});
        expect(await again.call('journal.verify', {})).toMatchObject({ok: true, problems: []});
        const {rows, total} = await again.call('call.list', {filter: {}, offset: 0, limit: 500});
        const kept = new Set(rows.map((row) => row.id));
        const ended = new Set(rows.filter((row) => row.endedAt !== null).map((row) => row.id));
        expect(idsOf(said, 'open').filter((id) => !kept.has(id))).toEqual([]);
        expect(idsOf(said, 'saved').filter((id) => !ended.has(id))).toEqual([]);
        // A call more than was said may be there: it was saved, but there was no time left to say so.
        expect(total - new Set(idsOf(said, 'open')).size).toBeLessThanOrEqual(round + 1);

        const current = await again.call('call.current', {});
        expect(total - ended.size).toBe(current === null ? 0 : 1);
        expect(current === null ? [] : runningFaults(current, running.lines)).toEqual([]);
        // The agent finishes it, and the next round begins.
        const open = current === null ? [] : [current];
        for (const {record, draft} of open) {
          await again.call('call.saveOutcome', {id: v7(), callId: record.id, outcome: anOutcome({note: draft.note})});
        }
        again.backend.close();
      }
      const last = openDesk({dataFolder: desk.folder, profile: undefined});
      expect((await last.call('desk.doctor', {})).ok).toBe(true);
      expect(idsOf(said, 'saved').length).toBeGreaterThanOrEqual(8);
    },
  );

  test('gives its folder free', {timeout: 60_000}, async () => {
    const desk = openDesk();
    desk.backend.close();
    const running = start(desk.folder, 'hold');
    await running.says('ready');
    const open = () => openDesk({dataFolder: desk.folder, exclusive: true});
    expect(open).toThrow(/^conflict: Callside is already running on the data folder/);
    // The terminal works beside it.
    const terminal = openDesk({dataFolder: desk.folder, host: 'cli'});
    expect((await terminal.call('journal.verify', {})).ok).toBe(true);
    await running.kill();
    expect((await open().call('journal.verify', {})).ok).toBe(true);
  });
});

describe('the folder of a desk', () => {
  test('is held by one window at a time, also within one process', () => {
    const desk = openDesk({exclusive: true});
    const open = () => openDesk({dataFolder: desk.folder, exclusive: true});
    expect(open).toThrow(/^conflict/);
    desk.backend.close();
    expect(open().folder).toBe(desk.folder);
  });

  test('is given free by a start that failed', () => {
    const desk = openDesk({exclusive: true});
    desk.backend.close();
    expect(() => openDesk({dataFolder: desk.folder, exclusive: true, profile: 7})).toThrow(/^invalid_input/);
    expect(openDesk({dataFolder: desk.folder, exclusive: true}).folder).toBe(desk.folder);
  });

  test('may be closed twice', () => {
    const desk = openDesk({exclusive: true});
    desk.backend.close();
    expect(() => desk.backend.close()).not.toThrow();
  });
});
