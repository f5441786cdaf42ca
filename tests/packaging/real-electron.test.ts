import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {createInterface} from 'node:readline';
import {chromium} from '@playwright/test';
import {expect, onTestFinished, test} from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Why a test was skipped. */
    reason?: string;
  }
}

const root = resolve(import.meta.dirname, '../..');
const electron = join(root, 'node_modules/electron');
// Its installer writes path.txt last: without it nothing is there, or only a part.
const installed = existsSync(join(electron, 'path.txt'));
const program = join(electron, 'dist', installed ? readFileSync(join(electron, 'path.txt'), 'utf8') : 'electron');
const needsDisplay =
  process.platform === 'linux' && process.env['DISPLAY'] === undefined && process.env['WAYLAND_DISPLAY'] === undefined;

/** Why this machine cannot start Electron, or undefined where it can. */
function obstacle(): string | undefined {
  if (!existsSync(program))
    return "Electron's binary is not there (node_modules/electron/dist): it could not be downloaded";
  return !needsDisplay || spawnSync('which', ['xvfb-run']).status === 0
    ? undefined
    : 'there is no display, and no xvfb-run to make one';
}

/** Starts the built app; the returned promise is its first line of JSON. */
function startApp(data: string, ...flags: string[]): {child: ChildProcess; ready: Promise<unknown>} {
  // Root may not use Chromium's sandbox; everybody else runs with it.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const command = [program, root, ...sandbox, ...flags, '--data', data, '--json', '--lang', 'en'];
  const [file = '', ...args] = needsDisplay ? ['xvfb-run', '--auto-servernum', ...command] : command;
  const child = spawn(file, args, {stdio: ['ignore', 'pipe', 'inherit'], detached: true});
  const lines = createInterface({input: child.stdout});
  return {child, ready: once(lines, 'line').then(([line]) => JSON.parse(String(line)) as unknown)};
}

test('the real Electron opens the page, which calls the backend and cannot leave', async (context) => {
  const reason = obstacle();
  if (reason !== undefined) {
    // The report keeps no note of a skip, but it keeps this, and `npm test` shows it at its end.
    context.task.meta.reason = reason;
    context.skip(reason);
  }
  const data = mkdtempSync(join(tmpdir(), 'callside-electron-'));
  const {child, ready} = startApp(data, '--remote-debugging-port=0');
  onTestFinished(async () => {
    // The whole group: xvfb-run starts Electron as a child of its own.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    rmSync(data, {recursive: true, force: true});
  });
  expect(await ready).toMatchObject({url: 'app://callside/', data});

  const [port] = readFileSync(join(data, 'window/DevToolsActivePort'), 'utf8').split('\n');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('no page');
  expect(page.url()).toBe('app://callside/');
  const seen = await page.evaluate(`(async () => ({
    session: await window.callside.call('session.get', {}),
    bridge: Object.keys(window.callside).sort(),
    node: [typeof require, typeof process, typeof module],
    outside: await fetch('https://example.org/').then(() => 'reached', () => 'refused'),
    opened: window.open('https://example.org/') === null,
  }))()`);
  expect(seen).toEqual({
    session: expect.objectContaining({ok: true}),
    bridge: ['call', 'subscribe'],
    node: ['undefined', 'undefined', 'undefined'],
    outside: 'refused',
    opened: true,
  });
  await browser.close();

  const second = startApp(data);
  const [code] = (await once(second.child, 'exit')) as [number | null];
  expect(code).toBe(0);
});
