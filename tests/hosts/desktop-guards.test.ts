import {describe, expect, test} from 'vitest';
import {PAGE, fetched, freshDesktop, openedWindow, start} from './desktop-start.ts';
import {asked, session} from './electron-stand-in.ts';

freshDesktop();

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
    expect(openedWindow().webContents.navigates(address)).toBe(false);
    expect(openedWindow().webContents.frameNavigates(address)).toBe(false);
    expect(openedWindow().webContents.frameNavigates(address, false)).toBe(false);
    expect(openedWindow().webContents.redirects(address)).toBe(false);
    expect(openedWindow().webContents.openHandler?.({url: address})).toEqual({action: 'deny'});
  });

  test('but may load itself again, in the main frame only', async () => {
    await start();
    expect(openedWindow().webContents.navigates(PAGE)).toBe(true);
    expect(openedWindow().webContents.frameNavigates(PAGE)).toBe(true);
    expect(openedWindow().webContents.frameNavigates(PAGE, false)).toBe(false);
    expect(openedWindow().webContents.openHandler?.({url: PAGE})).toEqual({action: 'deny'});
  });

  test('nor hold a page inside itself', async () => {
    await start();
    expect(openedWindow().webContents.attachesWebview()).toBe(false);
  });

  test('nor call another browser directly', async () => {
    await start();
    expect(openedWindow().webContents.rtcPolicy).toBe('disable_non_proxied_udp');
  });

  test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fileSystem', 'hid'])(
    'nor use %s',
    async (permission) => {
      await start();
      for (const pages of [openedWindow().webContents.session, session.defaultSession]) {
        const granted: boolean[] = [];
        pages.permissionRequest?.(openedWindow().webContents, permission, (answer) => granted.push(answer));
        expect(granted).toEqual([false]);
        expect(pages.permissionCheck?.(openedWindow().webContents, permission, PAGE, {})).toBe(false);
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
    expect(await fetched(address)).toBe('cancelled');
    expect(await session.defaultSession.request(address)).toBe('cancelled');
  });

  test('nor have its words looked up by a spell checker', async () => {
    await start();
    expect(openedWindow().webContents.session.spellChecker).toBe(false);
  });

  test('nor save anything but what it made itself', async () => {
    await start();
    const {session: pages} = openedWindow().webContents;
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
    expect(await fetched(`${PAGE}page.js`)).toBe('200 export {};');
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
    expect(await fetched(PAGE + path)).toMatch(/^404 /);
    expect(await fetched(PAGE + path)).not.toContain('not for the page');
  });

  test.each(['app://other/index.html', 'app://callside.example.org/', 'app:/index.html'])(
    'is the only host there is: %s is not served',
    async (address) => {
      await start();
      const respond = openedWindow().webContents.session.responders.get('app');
      expect(await respond?.(new Request(address))).toMatchObject({status: 404});
    },
  );

  test('is read only', async () => {
    await start();
    const response = await openedWindow().webContents.session.request(PAGE, 'POST');
    expect(response).toMatchObject({status: 405});
  });
});
