import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {Connection} from '../../../renderer/shared/client.ts';
import {loopbackLine} from '../../../renderer/shared/loopback-line.ts';

const TOKEN = 'a-token-of-the-link';
const stored = new Map<string, string>();
let address: {hash: string; pathname: string; reload: () => void};
let meta: {content: string; remove: () => void} | null;
let tab: {name: string};
const listeners = new Map<string, () => void>();

beforeEach(() => {
  stored.clear();
  listeners.clear();
  address = {hash: `#${TOKEN}`, pathname: '/', reload: vi.fn<() => void>()};
  meta = null;
  tab = {name: ''};
  vi.stubGlobal('location', address);
  vi.stubGlobal('window', tab);
  vi.stubGlobal('addEventListener', (type: string, listener: () => void) => listeners.set(type, listener));
  vi.stubGlobal('document', {
    querySelector: (selector: string) => (selector === 'meta[name="callside-token"]' ? meta : null),
  });
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  vi.stubGlobal('history', {
    replaceState: (_state: unknown, _title: string, path: string) => {
      address.hash = '';
      address.pathname = path;
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function answer(respond: (path: string, init: RequestInit) => Response | Promise<Response>) {
  const asked = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(async (path, init) =>
    respond(path, init),
  );
  vi.stubGlobal('fetch', asked);
  return asked;
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), {status});

describe('a call over loopback', () => {
  test('carries the token in a header, and takes it out of the address', async () => {
    const asked = answer(() => json({ok: true, value: {}}));
    expect(await loopbackLine().call('session.get', {})).toEqual({ok: true, value: {}});
    expect(asked.mock.calls[0]?.[0]).toBe('/call/session.get');
    expect(asked.mock.calls[0]?.[1].headers).toMatchObject({authorization: `Bearer ${TOKEN}`});
    expect(address.hash).toBe('');
  });

  test('carries the token that stands in the page, and takes it out of the page and the address', async () => {
    const asked = answer(() => json({ok: true, value: {}}));
    address = Object.assign(address, {hash: '', pathname: '/open'});
    const remove = vi.fn<() => void>();
    meta = {content: 'token-of-the-form', remove};
    await loopbackLine().call('session.get', {});
    expect(asked.mock.calls[0]?.[1].headers).toMatchObject({authorization: 'Bearer token-of-the-form'});
    expect(remove).toHaveBeenCalledOnce();
    expect(address.pathname).toBe('/');
  });

  test('carries the same token after a reload, and neither place that keeps it tells it', async () => {
    const asked = answer(() => json({ok: true, value: {}}));
    loopbackLine();
    expect(address.hash).toBe('');
    await loopbackLine().call('session.get', {});
    expect(asked.mock.calls[0]?.[1].headers).toMatchObject({authorization: `Bearer ${TOKEN}`});
    const bytes = [...new TextEncoder().encode(TOKEN)].join(' ');
    const kept = [tab.name, ...stored.values()];
    expect(kept).toHaveLength(2);
    for (const half of kept) expect(half).not.toMatch(new RegExp(`${TOKEN}|${bytes}`));
    expect(kept[0]).not.toBe(kept[1]);
  });

  test.for([
    ['another name', '1 2 3'],
    ['a foreign name of the same length', TOKEN.replaceAll(/./g, '255 ')],
    ['no name', ''],
  ])('carries no token when the tab has got %s', async ([, name]) => {
    const asked = answer(() => json({ok: true, value: {}}));
    loopbackLine();
    tab.name = name ?? '';
    await loopbackLine().call('session.get', {});
    expect(asked.mock.calls[0]?.[1].headers).toMatchObject({authorization: 'Bearer '});
  });

  test('starts the page anew when the printed link is opened in the same tab', () => {
    loopbackLine();
    expect(address.reload).not.toHaveBeenCalled();
    listeners.get('hashchange')?.();
    expect(address.reload).toHaveBeenCalledOnce();
  });

  test('gives back a refusal as it came', async () => {
    const refusal = {ok: false, error: {code: 'conflict', message: {'zh-CN': '冲突', en: 'Conflict'}}};
    answer(() => json(refusal));
    expect(await loopbackLine().call('call.open', {})).toEqual(refusal);
  });

  test.for([
    ['a program that is gone', () => Promise.reject(new TypeError('Failed to fetch')), 'unavailable'],
    ['a wrong token', () => json({ok: false, error: {code: 'forbidden'}}, 401), 'untrusted'],
    ['a body that is too large', () => new Response('', {status: 413}), 'invalid_input'],
    ['an answer that is none', () => new Response('<html>', {status: 502}), 'unavailable'],
    ['an answer of another shape', () => json({hello: 1}), 'unavailable'],
  ] as const)('tells %s in words of both languages, and never rejects', async ([, respond, code]) => {
    answer(respond);
    expect(await loopbackLine().call('session.get', {})).toMatchObject({
      ok: false,
      error: {code, message: {'zh-CN': expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/\w+ \w+/)}},
    });
  });

  test('on leaving is kept alive when it is small, and still sent when it is not', () => {
    const asked = answer(() => json({ok: true, value: {}}));
    const line = loopbackLine();
    line.callOnLeave('call.saveDraft', {note: '短'});
    line.callOnLeave('call.saveDraft', {note: '长'.repeat(30_000)});
    expect(asked.mock.calls.map(([, init]) => init.keepalive)).toEqual([true, false]);
  });
});

describe('the events', () => {
  test('are read line by line however they are cut, and a lost line is told and opened again', async () => {
    vi.useFakeTimers();
    const event = `${JSON.stringify({type: 'call.changed', callId: '贰', at: 'now'})}\n`;
    const bytes = new TextEncoder().encode(`\n${event}`);
    let opened = 0;
    answer(() => {
      opened += 1;
      const first = opened === 1;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          // Cut in the middle of a character.
          if (first) for (let at = 0; at < bytes.length; at += 5) controller.enqueue(bytes.slice(at, at + 5));
          if (first) controller.close();
        },
      });
      return new Response(body);
    });
    const heard: unknown[] = [];
    const states: Connection[] = [];
    loopbackLine().listen(
      (told) => heard.push(told),
      (now) => states.push(now),
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect(heard).toEqual([{type: 'call.changed', callId: '贰', at: 'now'}]);
    expect(states).toEqual(['open', 'lost', 'open']);
  });

  test('are given up when the token is wrong, which is told: asking again does not help', async () => {
    vi.useFakeTimers();
    const asked = answer(() => new Response('', {status: 401}));
    const states: Connection[] = [];
    loopbackLine().listen(
      () => undefined,
      (now) => states.push(now),
    );
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(states).toEqual(['expired']);
  });

  test('of a program that does not answer for longer than ten seconds tell that it is gone, and are still asked for', async () => {
    vi.useFakeTimers();
    let runs = false;
    answer(() => (runs ? new Response(new ReadableStream()) : Promise.reject(new TypeError('Failed to fetch'))));
    const states: Connection[] = [];
    loopbackLine().listen(
      () => undefined,
      (now) => states.push(now),
    );
    await vi.advanceTimersByTimeAsync(9000);
    expect(new Set(states)).toEqual(new Set(['lost']));
    await vi.advanceTimersByTimeAsync(6000);
    expect(states.at(-1)).toBe('gone');
    runs = true;
    await vi.advanceTimersByTimeAsync(5000);
    expect(states.at(-1)).toBe('open');
  });

  test('of a program that came back with another token end with the key told invalid', async () => {
    vi.useFakeTimers();
    let back = false;
    answer(() => (back ? new Response('', {status: 401}) : Promise.reject(new TypeError('Failed to fetch'))));
    const states: Connection[] = [];
    const line = loopbackLine();
    line.listen(
      () => undefined,
      (now) => states.push(now),
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect(states.at(-1)).toBe('lost');
    back = true;
    // A person who tries again learns it at once, not at the next try of the events.
    expect(await line.call('session.get', {})).toMatchObject({ok: false, error: {code: 'untrusted'}});
    expect(states.at(-1)).toBe('expired');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states.at(-1)).toBe('expired');
  });

  test('that fall silent for longer than two heartbeats are opened again', async () => {
    vi.useFakeTimers();
    const asked = answer((_path, {signal}) => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          signal?.addEventListener('abort', () => controller.error(new Error('aborted')));
        },
      });
      return new Response(body);
    });
    loopbackLine().listen(
      () => undefined,
      () => undefined,
    );
    await vi.advanceTimersByTimeAsync(39_000);
    expect(asked).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(3000);
    expect(asked).toHaveBeenCalledTimes(2);
  });
});
