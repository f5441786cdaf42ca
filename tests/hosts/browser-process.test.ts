import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {openCommands} from '../../electron/hosts/browser/open-page.ts';
import {ask} from './ask.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'electron', 'hosts', 'browser', 'main.ts');

interface Host {
  child: ChildProcess;
  /** Everything that was written so far. */
  stdout: () => string;
  stderr: () => string;
  ended: Promise<number | null>;
}

let folder: string;
let data: string;
const running: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callside-host-'));
  data = join(folder, 'data');
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  rmSync(folder, {recursive: true, force: true});
});

function start(args: string[] = ['--no-open'], env: Record<string, string> = {}): Host {
  const child = spawn(process.execPath, [MAIN, '--data', data, ...args], {
    env: {...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', LANG: 'en_US.UTF-8', LC_ALL: '', ...env},
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.push(child);
  const text = {stdout: '', stderr: ''};
  child.stdout?.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text.stderr += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  return {child, stdout: () => text.stdout, stderr: () => text.stderr, ended};
}

interface Ready {
  type: string;
  url: string;
  pid: number;
  data: string;
}

const readyOf = ({child}: Host) =>
  new Promise<Ready>((done, fail) => {
    child.once('message', (message) => done(message as Ready));
    child.once('close', (code) => fail(new Error(`ended with ${code} before it was ready`)));
  });

function callWith({url}: Ready, token = new URL(url).hash.slice(1)) {
  return ask(Number(new URL(url).port), {
    method: 'POST',
    path: '/call/session.get',
    headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
    body: '{}',
  });
}

describe('the browser host', () => {
  test('tells its starter where it is, shows the link once, and writes the token nowhere else', async () => {
    const host = start();
    const ready = await readyOf(host);
    const token = new URL(ready.url).hash.slice(1);
    expect(ready).toMatchObject({type: 'ready', pid: host.child.pid, data});
    expect(JSON.parse((await callWith(ready)).text)).toMatchObject({ok: true, value: {host: 'browser', role: 'agent'}});
    expect((await callWith(ready, 'wrong')).status).toBe(401);
    await vi.waitFor(() => expect(host.stdout()).toBe(`${ready.url}\n`));
    expect(host.stderr()).not.toContain(token);
    host.child.kill('SIGTERM');
    await host.ended;
    expect(host.stdout().split(token)).toHaveLength(2);
    expect(host.stderr()).toBe('');
  });

  test('with --json leaves standard output to its starter', async () => {
    const host = start(['--no-open', '--json']);
    await readyOf(host);
    host.child.kill('SIGTERM');
    await host.ended;
    expect(host.stdout()).toBe('');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s, even twice, with an open stream', async (signal) => {
    const host = start();
    const {url} = await readyOf(host);
    const {origin, hash} = new URL(url);
    const events = await fetch(`${origin}/events`, {headers: {authorization: `Bearer ${hash.slice(1)}`}});
    host.child.kill(signal);
    host.child.kill(signal);
    expect(await host.ended).toBe(0);
    expect(await events.text()).toBe('\n');
    const again = start();
    await readyOf(again);
  });

  test('ends when its starter vanishes', async () => {
    const host = start();
    await readyOf(host);
    const exited = once(host.child, 'exit');
    host.child.disconnect();
    expect(await exited).toEqual([0, null]);
  });

  test('starts again after it was killed', async () => {
    const host = start();
    await readyOf(host);
    host.child.kill('SIGKILL');
    await host.ended;
    expect((await readyOf(start())).data).toBe(data);
  });

  test('refuses a data folder that another instance holds, in one sentence, and leaves that one alone', async () => {
    const ready = await readyOf(start());
    const [english, chinese] = [start(), start(['--no-open', '--lang', 'zh-CN'])];
    expect([await english.ended, await chinese.ended]).toEqual([1, 1]);
    expect(english.stderr()).toMatch(/^[^\n]*(already|another)[^\n]*\n$/i);
    expect(chinese.stderr()).toMatch(/^[^\n]*[\u4e00-\u9fff]+[^\n]*\n$/);
    expect(english.stdout() + chinese.stdout()).toBe('');
    expect((await callWith(ready)).status).toBe(200);
  });

  test('refuses a port that is taken, in one sentence', async () => {
    const {port} = new URL((await readyOf(start())).url);
    data = join(folder, 'other');
    const host = start(['--no-open', '--port', port]);
    expect(await host.ended).toBe(1);
    expect(host.stderr()).toBe(`Port ${port} cannot be used: choose another one, or --port 0.\n`);
  });

  test('refuses a profile that cannot be read, in one sentence', async () => {
    writeFileSync(join(folder, 'profile.json'), '{');
    const host = start(['--no-open', '--profile', join(folder, 'profile.json')]);
    expect(await host.ended).toBe(1);
    expect(host.stderr()).toMatch(/^The profile file [^\n]+ cannot be read[^\n]+\n$/);
  });
});

describe.skipIf(process.platform === 'win32')('opening the browser', () => {
  /** A browser that notes how it was called, and sees what a browser would see. */
  function standInBrowser(): Record<string, string> {
    const script = `#!/bin/sh\necho "$@" >"${folder}/seen"\ncp -p "${data}/open.html" "${folder}/copy.html"\n`;
    writeFileSync(join(folder, 'chromium'), script, {mode: 0o755});
    return {DISPLAY: ':9', PATH: `${folder}:/usr/bin:/bin`};
  }

  test('gives the token in a file that only this user can read, and removes it once it was used', async () => {
    const host = start([], standInBrowser());
    const ready = await readyOf(host);
    const token = new URL(ready.url).hash.slice(1);
    const copy = join(folder, 'copy.html');
    await vi.waitFor(() => expect(readFileSync(copy, 'utf8')).toContain(`name="token" value="${token}"`), 5000);
    // No address anywhere holds the token: browsers write addresses into their history.
    expect(readFileSync(copy, 'utf8')).toContain(`action="${new URL(ready.url).origin}/open"`);
    expect(readFileSync(copy, 'utf8')).not.toContain(ready.url);
    expect(readFileSync(join(folder, 'seen'), 'utf8')).toBe(`--app=file://${data}/open.html\n`);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(folder, 'seen'), 'utf8')).not.toContain(token);
    await callWith(ready, 'wrong');
    expect(existsSync(join(data, 'open.html'))).toBe(true);
    await callWith(ready);
    expect(existsSync(join(data, 'open.html'))).toBe(false);
  });

  test('removes the file at the end when nobody came', async () => {
    const host = start([], standInBrowser());
    await readyOf(host);
    await vi.waitFor(() => expect(existsSync(join(folder, 'seen'))).toBe(true), 5000);
    expect(existsSync(join(data, 'open.html'))).toBe(true);
    host.child.kill('SIGTERM');
    expect(await host.ended).toBe(0);
    expect(existsSync(join(data, 'open.html'))).toBe(false);
  });

  test('opens nothing with --no-open, and nothing without a display', async () => {
    const env = standInBrowser();
    for (const [args, display] of [
      [['--no-open'], ':9'],
      [[], ''],
    ] as const) {
      const host = start([...args], {...env, DISPLAY: display});
      await readyOf(host);
      await vi.waitFor(() => expect(host.stdout()).not.toBe(''));
      host.child.kill('SIGTERM');
      await host.ended;
      expect(existsSync(join(folder, 'seen'))).toBe(false);
    }
  });

  test('goes on when there is no browser at all', async () => {
    const ready = await readyOf(start([], {DISPLAY: ':9', PATH: folder}));
    expect((await callWith(ready)).status).toBe(200);
  });
});

describe('openCommands', () => {
  const address = 'file:///data/open.html';
  const exists =
    (...found: string[]) =>
    (path: string) =>
      found.includes(path);

  test('prefers a browser in app mode, then the system itself', () => {
    const system = {
      platform: 'linux',
      env: {DISPLAY: ':0', PATH: '/a:/b'},
      exists: exists('/b/google-chrome'),
    } as const;
    expect(openCommands(address, system)).toEqual([
      ['/b/google-chrome', `--app=${address}`],
      ['xdg-open', address],
    ]);
  });

  test('knows where Windows and macOS keep them', () => {
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const env = {'ProgramFiles(x86)': 'C:\\Program Files (x86)'};
    expect(openCommands(address, {platform: 'win32', env, exists: exists(edge)})).toEqual([
      [edge, `--app=${address}`],
      ['rundll32', 'url.dll,FileProtocolHandler', address],
    ]);
    expect(openCommands(address, {platform: 'darwin', env: {}, exists: exists()})).toEqual([['open', address]]);
  });
});
