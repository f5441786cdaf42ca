import {randomUUID} from 'node:crypto';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Reply} from '../../electron/contract/errors.ts';
import {PAGE, call, desk, directBackend, freshDesktop, openedWindow, own, place, start} from './desktop-start.ts';
import {asked, type Frame, invoke, ipcRenderer} from './electron-stand-in.ts';

freshDesktop();

/** A session without what two data folders cannot have in common. */
const withoutDevice = (reply: Reply<unknown>): unknown =>
  reply.ok ? {...(reply.value as object), device: undefined} : reply;

describe('a call from the page', () => {
  test('gets the same replies as the backend gives directly', async () => {
    await start();
    const twin = directBackend(join(place.folder, 'twin'));
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
    const {webContents} = openedWindow();
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
