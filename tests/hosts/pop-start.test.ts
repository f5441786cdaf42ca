import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {popTexts} from '../../electron/backend/pop-doors.ts';
import {call, freshDesktop, openedWindow, place, start as startWindow} from './desktop-start.ts';
import {app, asked, BrowserWindow} from './electron-stand-in.ts';
import {documentOf, terminal} from './terminal-run.ts';

/** Plain JavaScript that runs before anything is installed. */
const START_OPTIONS = join(import.meta.dirname, '..', '..', 'electron', 'hosts', 'cli', 'start-options.mjs');
interface StartOptions {
  startOptions: (argv: string[], from: {language: 'en'; folder: string}) => {hostArguments: string[]};
}

const MAIN = join(import.meta.dirname, '..', '..', 'electron', 'hosts', 'browser', 'main.ts');
const LINK = 'callside://open?phone=13912345678&name=Ann+Lee&call_id=9';

const waiting = async () => {
  const reply = await call('pop.list');
  return reply.ok ? (reply.value as {tail: string; door: string}[]) : [];
};

describe('the words of a command line', () => {
  test('are one pop for each link, and one for all KEY=VALUE together', () => {
    expect(popTexts([LINK, 'phone=+86 139', 'name=B', 'x=1&y=2', ''])).toEqual([
      LINK,
      'x=1&y=2',
      'phone=%2B86%20139&name=B',
    ]);
  });

  test('reach the host through npm start, each as it was written', async () => {
    const {startOptions} = (await import(START_OPTIONS)) as StartOptions;
    const {hostArguments} = startOptions(['--pop', LINK, '--data', 'd', '--pop', 'phone=1', 'name=B C'], {
      language: 'en',
      folder: '/here',
    });
    expect(hostArguments).toEqual(['--data', '/here/d', `--pop=${LINK}`, '--pop=phone=1', '--pop=name=B C']);
    expect(() => startOptions(['phone=1'], {language: 'en', folder: '/'})).toThrow('Unknown option');
  });
});

describe('the desktop host', () => {
  freshDesktop();

  test('takes links of its own, also when it was started by one', async () => {
    await startWindow(LINK);
    expect(asked.links).toEqual([['callside', process.execPath, ['--data', place.data]]]);
    await expect.poll(waiting).toMatchObject([{tail: '5678', door: 'link'}]);
  });

  test('leaves links alone in the demonstration', async () => {
    await startWindow('--demo');
    expect(asked.links).toEqual([]);
  });

  test('is handed the pops of a second start, and comes to the front', async () => {
    await startWindow();
    app.emit('second-instance', {}, ['callside', '--original-process-start-time=1', LINK], '/');
    await expect.poll(waiting).toHaveLength(1);
    app.emit('second-instance', {}, ['callside', LINK], '/', {pops: ['phone=13900004444']});
    await expect.poll(waiting).toMatchObject([{tail: '5678'}, {tail: '4444'}]);
    app.emit('second-instance', {}, ['callside', '--inspect=1', 'https://example.com/?phone=13900005555'], '/', {
      pops: 7,
    });
    expect(openedWindow().focused).toBe(3);
    expect(await waiting()).toHaveLength(2);
  });

  test('takes what macOS hands over', async () => {
    await startWindow();
    const prevented = vi.fn<() => void>();
    app.emit('open-url', {preventDefault: prevented}, LINK);
    await expect.poll(waiting).toHaveLength(1);
    expect(prevented).toHaveBeenCalledOnce();
  });

  test('sends its pops along when another one is open', async () => {
    asked.lockFree = false;
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await startWindow('--pop', 'phone=13912345678', '--pop=name=Ann');
    expect(asked.sentAlong).toEqual({pops: ['phone=13912345678&name=Ann']});
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });

  test('tells nobody what a link said', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await startWindow(LINK);
    await expect.poll(waiting).toHaveLength(1);
    app.emit('second-instance', {}, [], '/', {pops: [`phone=${'1'.repeat(20_000)}`]});
    await expect.poll(() => stderr.mock.calls.length).toBe(1);
    expect(String(stderr.mock.calls[0]?.[0])).toBe('screen-pop: refused\n');
  });
});

describe('a second start of the browser host', () => {
  let folder: string;
  const running: ChildProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'callside-pop-'));
  });
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
    rmSync(folder, {recursive: true, force: true});
  });

  function host(...args: string[]) {
    const child = spawn(process.execPath, [MAIN, '--data', folder, '--no-open', '--lang', 'en', ...args], {
      env: {...process.env, DISPLAY: ''},
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    running.push(child);
    const said = {err: ''};
    child.stderr?.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
    return {child, said, ended: once(child, 'close')};
  }

  const stored = async () => {
    const run = await terminal(['pop', 'foo=bar', '--json', '--data', folder]);
    expect(run.code).toBe(1);
    return documentOf(run);
  };

  test('hands its pop to the first and ends well; the first brings its own', async () => {
    const first = host('--pop', 'phone=13900001111');
    const [ready] = (await once(first.child, 'message')) as [{url: string}];
    const second = host('--pop', LINK);
    expect(await second.ended).toEqual([0, null]);
    expect(second.said.err).toMatch(/handed to its window\.\n$/);
    expect(second.said.err).not.toMatch(/1391234|Ann/);
    const {origin, hash} = new URL(ready.url);
    const list = await fetch(`${origin}/call/pop.list`, {
      method: 'POST',
      headers: {authorization: `Bearer ${hash.slice(1)}`, 'content-type': 'application/json'},
      body: '{}',
    });
    // Nobody sits here yet: the pops wait all the same.
    expect(await list.json()).toMatchObject({value: [{tail: '1111'}, {tail: '5678', door: 'terminal'}]});
    await stored();
  });
});

describe('the terminal', () => {
  test('hands a pop over and says what was left out', async () => {
    const data = join(mkdtempSync(join(tmpdir(), 'callside-pop-')), 'data');
    const run = await terminal(['pop', 'phone=13912345678', 'name=--A--first_name--B--', 'dispo=SALE', '--data', data]);
    expect(run).toMatchObject({code: 0, err: ''});
    expect(run.out).toContain('waits for the agent');
    expect(run.out).toMatch(/name: The dialer did not fill this in[^\n]+\n {2}dispo: A pop never sets an outcome/);
    expect((await terminal(['pop', '  ', '--data', data])).code).toBe(2);
    const nothing = await terminal(['pop', 'javascript:alert(1)', '--data', data]);
    expect(nothing).toMatchObject({code: 1, out: ''});
    rmSync(join(data, '..'), {recursive: true});
  });
});
