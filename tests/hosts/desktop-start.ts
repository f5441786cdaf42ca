import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {afterEach, beforeEach} from 'vitest';
import {type Backend, openBackend} from '../../electron/backend/backend.ts';
import type {Session as DeskSession} from '../../electron/contract/desk.ts';
import type {Reply} from '../../electron/contract/errors.ts';
import {startDesktop} from '../../electron/hosts/desktop/start.ts';
import {app, BrowserWindow, type Frame, invoke, restart} from './electron-stand-in.ts';

/** The desktop host on a real data folder, with a page of two files, under the stand-in for Electron. */

export const PAGE = 'app://callside/';
export const own: Frame = {url: PAGE, parent: null};

const library = resolve(import.meta.dirname, '../../scripts-library');
const ENDS = ['SIGINT', 'SIGTERM', 'disconnect'] as const;

/** The folders of the running test. */
export const place = {folder: '', data: ''};

/** Gives every test of a file folders of its own and leaves nothing behind. */
export function freshDesktop(): void {
  const signals: NodeJS.EventEmitter = process;
  const before = new Map(ENDS.map((end) => [end, new Set(signals.rawListeners(end))]));
  beforeEach(() => {
    restart();
    place.folder = mkdtempSync(join(tmpdir(), 'callside-desktop-'));
    place.data = join(place.folder, 'data');
    const renderer = join(place.folder, 'renderer');
    mkdirSync(renderer);
    writeFileSync(join(renderer, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__"><p>the page</p>');
    writeFileSync(join(renderer, 'page.js'), 'export {};');
    writeFileSync(join(place.folder, 'secret.txt'), 'not for the page');
  });
  afterEach(() => {
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    app.end();
    for (const end of ENDS) {
      const added = signals.rawListeners(end).filter((listener) => before.get(end)?.has(listener) !== true);
      for (const listener of added) signals.off(end, listener as () => void);
    }
    rmSync(place.folder, {recursive: true, force: true});
  });
}

export async function start(...args: string[]): Promise<void> {
  const started = startDesktop(['--data', place.data, ...args], {
    renderer: join(place.folder, 'renderer'),
    library,
    preload: join(place.folder, 'preload.cjs'),
  });
  app.becomeReady();
  await started;
}

/** A backend without a host around it. */
export function directBackend(dataFolder: string, host: 'desktop' | 'browser' = 'desktop'): Backend {
  return openBackend({dataFolder, role: 'agent', host, version: '0.0.1', libraryFolder: library, exclusive: true});
}

export function openedWindow(): BrowserWindow {
  const [first] = BrowserWindow.getAllWindows();
  if (first === undefined) throw new Error('no window was opened');
  return first;
}

export const call = (method: unknown, input: unknown = {}, frame: Frame | null = own): Promise<Reply<unknown>> =>
  invoke('callside:call', {method, input}, frame) as Promise<Reply<unknown>>;

export async function desk(): Promise<DeskSession> {
  const reply = await call('session.get');
  if (!reply.ok) throw new Error(reply.error.message.en);
  return reply.value as DeskSession;
}

/** Status and text of what the page gets for an address, or `cancelled`. */
export async function fetched(url: string): Promise<string> {
  const response = await openedWindow().webContents.session.request(url);
  return response === 'cancelled' ? response : `${response.status} ${await response.text()}`;
}
