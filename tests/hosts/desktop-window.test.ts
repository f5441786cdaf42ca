import {randomUUID} from 'node:crypto';
import {join} from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {setMenu} from '../../electron/hosts/desktop/menu.ts';
import {call, desk, fetched, freshDesktop, openedWindow, place, start} from './desktop-start.ts';
import {asked, BrowserWindow, restart} from './electron-stand-in.ts';

freshDesktop();

describe('the window', () => {
  test('is sandboxed, isolated, without Node, and shows the page with its policy', async () => {
    await start();
    expect(asked.sandboxed).toBe(true);
    expect(openedWindow().options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
      preload: join(place.folder, 'preload.cjs'),
    });
    const [page] = openedWindow().loaded;
    expect(page?.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page?.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await page?.text()).not.toContain('__CSP_NONCE__');
    expect(openedWindow().visible).toBe(true);
  });

  test('is narrow for an agent and wide for a lead, and never larger than the screen', async () => {
    await start();
    expect(openedWindow().size).toEqual([420, 720]);
    expect(openedWindow().minimumSize[0]).toBe(360);
    expect((await call('session.enter', {role: 'lead'})).ok).toBe(true);
    expect(openedWindow().size).toEqual([1280, 720]);
    expect(openedWindow().minimumSize[0]).toBe(900);
  });

  test('stays on top when the settings say so, at once and at the next start', async () => {
    await start();
    expect(openedWindow().onTop).toBe(false);
    const {settings} = await desk();
    const saved = await call('settings.save', {id: randomUUID(), settings: {...settings, alwaysOnTop: true}});
    expect(saved.ok).toBe(true);
    expect(openedWindow().onTop).toBe(true);
    openedWindow().destroy();
    restart();
    await start();
    expect(openedWindow().onTop).toBe(true);
  });

  test('has no menu except on macOS, where copy and paste live in one', async () => {
    await start();
    expect(asked.menu).toBeNull();
    setMenu('darwin');
    expect(asked.menu).toEqual([{role: 'appMenu'}, {role: 'editMenu'}, {role: 'windowMenu'}]);
  });

  test('has developer tools in development and none once packaged', async () => {
    await start();
    expect(openedWindow().options.webPreferences['devTools']).toBe(true);
    expect(await fetched('devtools://devtools/bundled/inspector.html')).toContain('599');
    openedWindow().destroy();
    restart();
    asked.packaged = true;
    await start();
    expect(openedWindow().options.webPreferences['devTools']).toBe(false);
    expect(await fetched('devtools://devtools/bundled/inspector.html')).toBe('cancelled');
  });

  test('loads the page again after a crash, but not after a second one at once', async () => {
    await start();
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const {webContents} = openedWindow();
    const crash = (reason: string): boolean => webContents.emit('render-process-gone', {}, {reason});
    crash('clean-exit');
    await Promise.resolve();
    expect(openedWindow().loaded).toHaveLength(1);
    crash('oom');
    await vi.waitFor(() => {
      expect(openedWindow().loaded).toHaveLength(2);
    });
    crash('oom');
    await new Promise((done) => setTimeout(done, 50));
    expect(openedWindow().loaded).toHaveLength(2);
    expect(stderr.mock.calls.map(([line]) => line)).toEqual([
      'page ended: oom; loading it again\n',
      'page ended: oom\n',
    ]);
  });

  test('is hidden a moment before it ends, so that the page saves what is being typed', async () => {
    await start();
    const closing = openedWindow();
    expect(closing.close()).toBe(false);
    expect(closing.visible).toBe(false);
    expect((await call('session.get')).ok).toBe(true);
    await vi.waitFor(() => {
      expect(asked.quit).toBe(true);
    });
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });
});
