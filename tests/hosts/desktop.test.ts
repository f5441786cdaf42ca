import {randomUUID} from 'node:crypto';
import {mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {openBackend} from '../../electron/backend/backend.ts';
import type {Session as DeskSession} from '../../electron/contract/desk.ts';
import type {Reply} from '../../electron/contract/errors.ts';
import {setMenu} from '../../electron/hosts/desktop/menu.ts';
import {startDesktop} from '../../electron/hosts/desktop/start.ts';
import {app, asked, BrowserWindow, type Frame, invoke, ipcRenderer, restart, session} from './electron-stand-in.ts';

const PAGE = 'app://callside/';
const own: Frame = {url: PAGE, parent: null};

let folder: string;
let data: string;

beforeEach(() => {
  restart();
  folder = mkdtempSync(join(tmpdir(), 'callside-desktop-'));
  data = join(folder, 'data');
  const renderer = join(folder, 'renderer');
  mkdirSync(renderer);
  writeFileSync(join(renderer, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__"><p>the page</p>');
  writeFileSync(join(renderer, 'page.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'not for the page');
});

afterEach(async () => {
  for (const window of BrowserWindow.getAllWindows()) window.destroy();
  app.end();
  for (const end of ['SIGINT', 'SIGTERM', 'disconnect']) process.removeAllListeners(end);
  await vi.waitFor(() => {
    rmSync(folder, {recursive: true, force: true});
  });
});

async function start(...args: string[]): Promise<void> {
  const started = startDesktop(['--data', data, ...args], {
    renderer: join(folder, 'renderer'),
    library: resolve(import.meta.dirname, '../../scripts-library'),
    preload: join(folder, 'preload.cjs'),
  });
  app.becomeReady();
  await started;
}

function window(): BrowserWindow {
  const [first] = BrowserWindow.getAllWindows();
  if (first === undefined) throw new Error('no window was opened');
  return first;
}

const call = (method: unknown, input: unknown = {}, frame: Frame | null = own): Promise<Reply<unknown>> =>
  invoke('callside:call', {method, input}, frame) as Promise<Reply<unknown>>;

async function desk(): Promise<DeskSession> {
  const reply = await call('session.get');
  if (!reply.ok) throw new Error(reply.error.message.en);
  return reply.value as DeskSession;
}

async function text(url: string): Promise<string> {
  const response = await window().webContents.session.request(url);
  return response === 'cancelled' ? response : `${response.status} ${await response.text()}`;
}

describe('the window', () => {
  test('is sandboxed, isolated, without Node, and shows the page with its policy', async () => {
    await start();
    expect(asked.sandboxed).toBe(true);
    expect(window().options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
      preload: join(folder, 'preload.cjs'),
    });
    const [page] = window().loaded;
    expect(page?.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page?.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await page?.text()).not.toContain('__CSP_NONCE__');
    expect(window().visible).toBe(true);
  });

  test('is narrow for an agent and wide for a lead, and never larger than the screen', async () => {
    await start();
    expect(window().size).toEqual([420, 720]);
    expect(window().minimumSize[0]).toBe(360);
    expect((await call('session.enter', {role: 'lead'})).ok).toBe(true);
    expect(window().size).toEqual([1280, 720]);
    expect(window().minimumSize[0]).toBe(900);
  });

  test('stays on top when the settings say so, at once and at the next start', async () => {
    await start();
    expect(window().onTop).toBe(false);
    const {settings} = await desk();
    const saved = await call('settings.save', {id: randomUUID(), settings: {...settings, alwaysOnTop: true}});
    expect(saved.ok).toBe(true);
    expect(window().onTop).toBe(true);
    window().destroy();
    restart();
    await start();
    expect(window().onTop).toBe(true);
  });

  test('has no menu except on macOS, where copy and paste live in one', async () => {
    await start();
    expect(asked.menu).toBeNull();
    setMenu('darwin');
    expect(asked.menu).toEqual([{role: 'appMenu'}, {role: 'editMenu'}, {role: 'windowMenu'}]);
  });

  test('has developer tools in development and none once packaged', async () => {
    await start();
    expect(window().options.webPreferences['devTools']).toBe(true);
    expect(await text('devtools://devtools/bundled/inspector.html')).toContain('599');
    window().destroy();
    restart();
    asked.packaged = true;
    await start();
    expect(window().options.webPreferences['devTools']).toBe(false);
    expect(await text('devtools://devtools/bundled/inspector.html')).toBe('cancelled');
  });

  test('loads the page again after a crash, but not after a second one at once', async () => {
    await start();
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const crash = (reason: string): boolean => window().webContents.emit('render-process-gone', {}, {reason});
    crash('clean-exit');
    await Promise.resolve();
    expect(window().loaded).toHaveLength(1);
    crash('oom');
    await vi.waitFor(() => {
      expect(window().loaded).toHaveLength(2);
    });
    crash('oom');
    await new Promise((done) => setTimeout(done, 50));
    expect(window().loaded).toHaveLength(2);
    expect(stderr.mock.calls.map(([line]) => line)).toEqual([
      'page ended: oom; loading it again\n',
      'page ended: oom\n',
    ]);
  });

  test('is hidden a moment before it ends, so that the page saves what is being typed', async () => {
    await start();
    const closing = window();
    expect(closing.close()).toBe(false);
    expect(closing.visible).toBe(false);
    expect((await call('session.get')).ok).toBe(true);
    await vi.waitFor(() => {
      expect(asked.quit).toBe(true);
    });
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });
});

describe('the page cannot leave', () => {
  test.each([
    'https://example.org/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'app://other/',
    `${PAGE}page.js`,
    'data:,x',
  ])('to %s', async (address) => {
    await start();
    expect(window().webContents.navigates(address)).toBe(false);
    expect(window().webContents.frameNavigates(address)).toBe(false);
    expect(window().webContents.frameNavigates(address, false)).toBe(false);
    expect(window().webContents.redirects(address)).toBe(false);
    expect(window().webContents.openHandler?.({url: address})).toEqual({action: 'deny'});
  });

  test('but may load itself again, in the main frame only', async () => {
    await start();
    expect(window().webContents.navigates(PAGE)).toBe(true);
    expect(window().webContents.frameNavigates(PAGE)).toBe(true);
    expect(window().webContents.frameNavigates(PAGE, false)).toBe(false);
    expect(window().webContents.openHandler?.({url: PAGE})).toEqual({action: 'deny'});
  });

  test('nor hold a page inside itself', async () => {
    await start();
    expect(window().webContents.attachesWebview()).toBe(false);
  });

  test('nor call another browser directly', async () => {
    await start();
    expect(window().webContents.rtcPolicy).toBe('disable_non_proxied_udp');
  });

  test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fileSystem', 'hid'])(
    'nor use %s',
    async (permission) => {
      await start();
      for (const pages of [window().webContents.session, session.defaultSession]) {
        const granted: boolean[] = [];
        pages.permissionRequest?.(window().webContents, permission, (answer) => granted.push(answer));
        expect(granted).toEqual([false]);
        expect(pages.permissionCheck?.(window().webContents, permission, PAGE, {})).toBe(false);
        expect(pages.devicePermission?.({deviceType: permission})).toBe(false);
      }
    },
  );

  test.each([
    'https://example.org/a.js',
    'http://127.0.0.1:8080/',
    'ws://localhost/',
    'file:///etc/passwd',
    'app://other/',
    'app://callside.example.org/',
    'app://someone@callside/',
    'blob:https://example.org/1',
    'chrome-extension://a/b.js',
  ])('nor ask for %s', async (address) => {
    await start();
    expect(await text(address)).toBe('cancelled');
    expect(await session.defaultSession.request(address)).toBe('cancelled');
  });

  test('nor have its words looked up by a spell checker', async () => {
    await start();
    expect(window().webContents.session.spellChecker).toBe(false);
  });

  test('nor save anything but what it made itself', async () => {
    await start();
    const {session: pages} = window().webContents;
    expect(pages.download(`blob:${PAGE}4d7c`)).toBe(true);
    expect(pages.download('https://example.org/setup.exe')).toBe(false);
    expect(pages.download(`${PAGE}page.js`)).toBe(false);
  });
});

describe('app://callside/', () => {
  test('is a standard, secure scheme without further privileges', async () => {
    await start();
    expect(asked.schemes).toEqual([{scheme: 'app', privileges: {standard: true, secure: true, supportFetchAPI: true}}]);
  });

  test('serves the built files', async () => {
    await start();
    expect(await text(`${PAGE}page.js`)).toBe('200 export {};');
  });

  test.each([
    '../secret.txt',
    '%2e%2e/secret.txt',
    '..%2fsecret.txt',
    '%2e%2e%2fsecret.txt',
    '..%5csecret.txt',
    '//secret.txt',
  ])('does not serve %s', async (path) => {
    await start();
    expect(await text(PAGE + path)).toMatch(/^404 /);
    expect(await text(PAGE + path)).not.toContain('not for the page');
  });

  test.each(['app://other/index.html', 'app://callside.example.org/', 'app:/index.html'])(
    'is the only host there is: %s is not served',
    async (address) => {
      await start();
      const respond = window().webContents.session.responders.get('app');
      expect(await respond?.(new Request(address))).toMatchObject({status: 404});
    },
  );

  test('is read only', async () => {
    await start();
    const response = await window().webContents.session.request(PAGE, 'POST');
    expect(response).toMatchObject({status: 405});
  });
});

/** A session without what two data folders cannot have in common. */
const withoutDevice = (reply: Reply<unknown>): unknown =>
  reply.ok ? {...(reply.value as object), device: undefined} : reply;

describe('a call from the page', () => {
  test('gets the same replies as the backend gives directly', async () => {
    await start();
    const twin = openBackend({
      dataFolder: join(folder, 'twin'),
      role: 'agent',
      host: 'desktop',
      version: '0.0.1',
      libraryFolder: resolve(import.meta.dirname, '../../scripts-library'),
      exclusive: true,
    });
    const calls: [string, unknown][] = [
      ['account.list', {text: '', limit: 5}],
      ['account.list', {text: '', limit: 'five'}],
      ['account.list', {text: '', limit: 5, extra: 1}],
      ['account.get', {id: '018f0000-0000-7000-8000-000000000000'}],
      ['notes.import', {id: '018f0000-0000-7000-8000-000000000000', text: ''}],
      ['session.enter', {role: 'king'}],
      ['no.such', {}],
      ['constructor', {}],
      ['__proto__', {}],
      ['toString', {}],
      ['', {}],
      ['session.get', undefined],
      ['session.get', null],
      ['session.get', []],
    ];
    try {
      for (const [method, input] of calls) {
        const reply = await invoke('callside:call', {method, input}, own);
        expect([method, reply]).toEqual([method, await twin.call(method, input)]);
      }
      expect(withoutDevice(await call('session.get'))).toEqual(withoutDevice(await twin.call('session.get', {})));
    } finally {
      twin.close();
    }
  });

  test.each<[string, Frame | null]>([
    ['another site', {url: 'https://example.org/', parent: null}],
    ['another host of the scheme', {url: 'app://other/', parent: null}],
    ['a look-alike', {url: 'app://callside.example.org/', parent: null}],
    ['a file', {url: 'file:///callside/index.html', parent: null}],
    ['an empty page', {url: 'about:blank', parent: null}],
    ['no address', {url: '', parent: null}],
    ['a frame inside the page', {url: PAGE, parent: own}],
    ['a frame that is gone', null],
  ])('is refused with a reason when it comes from %s', async (_who, frame) => {
    await start();
    expect(await call('session.get', {}, frame)).toMatchObject({ok: false, error: {code: 'forbidden'}});
  });

  test.each([undefined, null, 'session.get', 7, [], {}, {method: 7}, {method: ['session.get']}, {input: {}}])(
    'is refused with a reason when it is %j',
    async (message) => {
      await start();
      const reply = await invoke('callside:call', message, own);
      expect(reply).toMatchObject({ok: false, error: {code: 'invalid_input'}});
    },
  );

  test('is answered to the page that also hears what happens, until its window is closed', async () => {
    await start();
    const {webContents} = window();
    const {settings} = await desk();
    await call('settings.save', {id: randomUUID(), settings: {...settings, theme: 'dark'}});
    const heard = webContents.sent.filter(([channel]) => channel === 'callside:event');
    expect(heard.at(-1)?.[1]).toMatchObject({type: 'session.changed', session: {settings: {theme: 'dark'}}});
    const before = webContents.sent.length;
    webContents.emit('destroyed');
    await call('settings.save', {id: randomUUID(), settings: {...settings, theme: 'light'}});
    expect(webContents.sent).toHaveLength(before);
  });
});

describe('the preload script', () => {
  interface Bridge {
    call(method: string, input: unknown): Promise<Reply<unknown>>;
    subscribe(listener: (event: unknown) => void): () => void;
  }

  test('gives the page two functions and nothing of Electron', async () => {
    await start();
    await import('../../electron/hosts/desktop/preload.ts');
    expect([...asked.exposed.keys()]).toEqual(['callside']);
    const bridge = asked.exposed.get('callside') as Bridge;
    expect(Object.keys(bridge).toSorted()).toEqual(['call', 'subscribe']);
    expect(await bridge.call('session.get', {})).toEqual(await call('session.get'));
    const heard: unknown[][] = [];
    const stop = bridge.subscribe((...args: unknown[]) => heard.push(args));
    ipcRenderer.emit('callside:event', {sender: ipcRenderer}, {type: 'call.changed'});
    stop();
    ipcRenderer.emit('callside:event', {sender: ipcRenderer}, {type: 'call.changed'});
    expect(heard).toEqual([[{type: 'call.changed'}]]);
  });
});

describe('starting', () => {
  test('keeps the window and the data in one folder that only its owner can read', async () => {
    await start();
    expect(asked.paths.get('userData')).toBe(join(data, 'window'));
    expect(asked.lockAskedWith).toBe(join(data, 'window'));
    for (const path of [data, join(data, 'window')]) expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  test('takes the role and the language that it was given', async () => {
    await start('--role', 'qa', '--lang', 'en');
    expect(await desk()).toMatchObject({role: 'qa', language: 'en', host: 'desktop', version: '0.0.1'});
  });

  test('a second start opens nothing and ends well', async () => {
    asked.lockFree = false;
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await start('--lang', 'en');
    expect(asked.exitCode).toBe(0);
    expect(BrowserWindow.getAllWindows()).toEqual([]);
    expect(String(stderr.mock.calls[0]?.[0])).toContain('already open');
  });

  test('the first instance comes to the front when a second is started', async () => {
    await start();
    window().minimized = true;
    app.emit('second-instance', {}, [], '/');
    expect(window()).toMatchObject({minimized: false, visible: true, focused: 1});
  });

  test('a folder that another program holds is refused in a sentence', async () => {
    const holder = openBackend({
      dataFolder: data,
      role: 'agent',
      host: 'browser',
      version: '0.0.1',
      libraryFolder: resolve(import.meta.dirname, '../../scripts-library'),
      exclusive: true,
    });
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      await start('--lang', 'en', '--json');
    } finally {
      holder.close();
    }
    expect(asked.exitCode).toBe(1);
    expect(BrowserWindow.getAllWindows()).toEqual([]);
    expect(stderr.mock.calls).toHaveLength(1);
    expect(asked.errorBoxes).toEqual([]);
  });

  test('a profile that is not valid is refused with every problem in it', async () => {
    const file = join(folder, 'profile.json');
    writeFileSync(file, JSON.stringify({agentId: '', spokenName: '李敏'}));
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await start('--lang', 'en', '--json', '--profile', file);
    expect(asked.exitCode).toBe(1);
    const said = stderr.mock.calls.map(([line]) => String(line)).join('');
    for (const field of ['agentId', 'institution', 'timeZone']) expect(said).toContain(`  ${field}: `);
    expect(said).not.toContain('    at ');
  });

  test('without a terminal or a program that reads along, the reason comes in a box', async () => {
    const file = join(folder, 'profile.json');
    writeFileSync(file, '{}');
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    // The test runner has a channel to its workers, a program started from a desktop has none.
    const channel = Object.getOwnPropertyDescriptor(process, 'send');
    delete process.send;
    try {
      await start('--lang', 'zh-CN', '--profile', file);
    } finally {
      if (channel !== undefined) Object.defineProperty(process, 'send', channel);
    }
    expect(asked.errorBoxes).toEqual([['Callside 无法启动', expect.stringContaining('资料')]]);
  });

  test.each([
    ['--role', 'king'],
    ['--lang', 'de'],
    ['--profile', '/no/such/file.json'],
  ])('%s %s is wrong usage', async (option, value) => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await start(option, value);
    expect(asked.exitCode).toBe(2);
    expect(String(stderr.mock.calls[0]?.[0])).toContain(option);
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });

  test('says on one line of JSON where it is, when the page is there', async () => {
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await start('--json');
    const lines = stdout.mock.calls.map(([line]) => String(line)).filter((line) => line.startsWith('{'));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([{url: PAGE, pid: process.pid, data}]);
  });

  test('a signal ends it cleanly and frees the folder', async () => {
    await start();
    process.emit('SIGTERM');
    await vi.waitFor(() => {
      expect(asked.quit).toBe(true);
    });
    const next = openBackend({
      dataFolder: data,
      role: 'agent',
      host: 'desktop',
      version: '0.0.1',
      libraryFolder: resolve(import.meta.dirname, '../../scripts-library'),
      exclusive: true,
    });
    next.close();
  });
});
