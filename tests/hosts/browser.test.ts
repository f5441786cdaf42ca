import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {connect} from 'node:net';
import {networkInterfaces, tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import {type Backend, openBackend} from '../../electron/backend/backend.ts';
import type {DeskEvent} from '../../electron/contract/methods.ts';
import {type Desk, type DeskServer, startServer} from '../../electron/hosts/browser/server.ts';
import {type Answer, ask, type Question} from './ask.ts';

/** The real backend; what reaches it is noted, and one method fails as a bug would. */
let backend: Backend;
const listeners = new Set<(event: DeskEvent) => void>();
const calls: string[] = [];
const desk: Desk = {
  call: (method, input) => {
    calls.push(method);
    return method === 'bug' ? Promise.reject(new Error('secret text of a bug')) : backend.call(method, input);
  },
  subscribe: (listener) => {
    listeners.add(listener);
    const end = backend.subscribe(listener);
    return () => {
      listeners.delete(listener);
      end();
    };
  },
};

let folder: string;
let server: DeskServer;
let token: string;
const log: string[] = [];
const authorised = vi.fn<() => void>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'callside-browser-'));
  writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  writeFileSync(join(folder, 'main.js'), 'export {};');
  backend = openBackend({
    dataFolder: join(folder, 'data'),
    role: 'qa',
    host: 'browser',
    version: '0.0.0',
    libraryFolder: join(import.meta.dirname, '..', '..', 'scripts-library'),
    exclusive: true,
  });
  server = await startServer({
    desk,
    pageFolder: folder,
    port: 0,
    onAuthorised: authorised,
    log: (line) => log.push(line),
    heartbeatMs: 50,
  });
  token = server.link.split('#')[1] ?? '';
});
afterAll(async () => {
  await server.close();
  backend.close();
  rmSync(folder, {recursive: true, force: true});
});

const own = () => `127.0.0.1:${server.port}`;
const withToken = (more: Record<string, string> = {}) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  ...more,
});
const send = (question: Question) => ask(server.port, question);
const call = (method: string, input: unknown, headers: Record<string, string> = withToken()) =>
  send({method: 'POST', path: `/call/${encodeURIComponent(method)}`, headers, body: JSON.stringify(input)});

/** The status of a refusal, or what is wrong with its body: it has the shape of every reply, in both languages. */
function refusal({status, text}: Answer): number | string {
  const reply = JSON.parse(text) as {ok: boolean; error?: {code: string; message: Record<string, string>}};
  const told = reply.error?.message['zh-CN'] && reply.error.message['en'] && reply.error.code;
  return !reply.ok && told ? status : text;
}

describe('the link', () => {
  test('carries 256 random bits behind the #', () => {
    expect(server.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/);
  });

  test('is another one at every start', async () => {
    const other = await startServer({desk, pageFolder: folder, port: 0});
    expect(other.link.split('#')[1]).not.toBe(token);
    await other.close();
  });
});

describe('who may ask', () => {
  test('whoever has the token gets the reply', async () => {
    const answer = await call('session.get', {});
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual(await desk.call('session.get', {}));
  });

  test.each([
    ['no token', {}],
    ['an empty token', {authorization: 'Bearer '}],
    ['a wrong token', {authorization: `Bearer ${'A'.repeat(43)}`}],
    ['the token without its scheme', () => ({authorization: token})],
    ['the token with something behind it', () => ({authorization: `Bearer ${token}x`})],
    ['the token in a cookie', () => ({cookie: `token=${token}`})],
  ])('%s is answered 401 and reaches nothing', async (_name, headers) => {
    calls.length = 0;
    authorised.mockClear();
    const given = typeof headers === 'function' ? headers() : headers;
    for (const question of [
      {method: 'POST', path: '/call/session.get', body: '{}'},
      {method: 'POST', path: `/call/session.get?token=${token}`, body: '{}'},
      {method: 'GET', path: '/events'},
    ]) {
      expect(refusal(await send({...question, headers: {'content-type': 'application/json', ...given}}))).toBe(401);
    }
    expect(calls).toEqual([]);
    expect(listeners.size).toBe(0);
    expect(authorised).not.toHaveBeenCalled();
  });

  test.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil.example:PORT',
    '[::1]:PORT',
  ])('a request for the host %s is answered 421, even with the token', async (name) => {
    calls.length = 0;
    const host = name.replace('PORT', String(server.port));
    expect(
      refusal(await send({method: 'POST', path: '/call/session.get', headers: withToken({host}), body: '{}'})),
    ).toBe(421);
    expect(refusal(await send({path: '/', headers: {host}}))).toBe(421);
    expect(calls).toEqual([]);
  });

  test('the name localhost is our own too', async () => {
    const host = `localhost:${server.port}`;
    const question = {method: 'POST', path: '/call/session.get', body: '{}'};
    expect((await send({...question, headers: withToken({host, origin: `http://${host}`})})).status).toBe(200);
  });

  test.each([
    'http://evil.example',
    'null',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1:1',
    'http://localhost:PORT',
    'file://',
  ])('a page of %s is answered 403, even with the token', async (name) => {
    calls.length = 0;
    const origin = name.replace('PORT', String(server.port));
    expect(refusal(await call('session.get', {}, withToken({origin})))).toBe(403);
    expect(refusal(await send({path: '/events', headers: withToken({origin})}))).toBe(403);
    expect(refusal(await send({path: '/', headers: {origin}}))).toBe(403);
    expect(calls).toEqual([]);
  });

  test('our own page may ask', async () => {
    expect((await call('session.get', {}, withToken({origin: `http://${own()}`}))).status).toBe(200);
  });

  test('no answer opens the door to other origins', async () => {
    const answers = await Promise.all([
      send({path: '/'}),
      call('session.get', {}),
      call('session.get', {}, {}),
      send({method: 'OPTIONS', path: '/call/session.get', headers: {origin: 'http://evil.example'}}),
      send({
        method: 'OPTIONS',
        path: '/call/session.get',
        headers: withToken({origin: `http://${own()}`, 'access-control-request-method': 'POST'}),
      }),
    ]);
    expect(answers.map(({status}) => status)).toEqual([200, 200, 401, 403, 405]);
    for (const {headers} of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  test('only this machine reaches the port', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({internal, family}) => !internal && family === 'IPv4')
      .map(({address}) => address);
    // 127.0.0.2 is this machine as well, and tells "127.0.0.1 only" from "every address" where there is no network.
    const addresses = process.platform === 'linux' ? [...outside, '127.0.0.2'] : outside;
    for (const host of addresses) {
      const reached = await new Promise<boolean>((done) => {
        const socket = connect({host, port: server.port, timeout: 1000});
        socket
          .once('connect', () => done(true))
          .once('error', () => done(false))
          .once('timeout', () => done(false));
        socket.once('connect', () => socket.destroy());
      });
      expect({host, reached}).toEqual({host, reached: false});
    }
    expect((await send({path: '/'})).status).toBe(200);
  });
});

describe('the opening by the host itself', () => {
  const form = {'content-type': 'application/x-www-form-urlencoded', origin: 'null'};
  const open = (more: Partial<Question> = {}) =>
    send({method: 'POST', path: '/open', headers: form, body: `token=${token}`, ...more});

  test.each([
    ['of a file', form],
    ['of a browser that names no origin', {'content-type': 'application/x-www-form-urlencoded; charset=utf-8'}],
  ])('a form %s with the token gets the page with the token in it, any number of times', async (_name, headers) => {
    authorised.mockClear();
    await open({headers});
    const opened = await open({headers});
    const page = await send({path: '/'});
    expect(opened.status).toBe(200);
    expect(authorised).toHaveBeenCalledTimes(2);
    const meta = `<meta name="callside-token" content="${token}">`;
    const withoutNonce = (text: string) => text.replace(/csp-nonce" content="[\w-]+"/, '');
    expect(withoutNonce(opened.text)).toContain(meta);
    expect(withoutNonce(opened.text).replace(meta, '')).toBe(withoutNonce(page.text));
    const policy = (answer: Answer) => String(answer.headers['content-security-policy']).replace(/nonce-[\w-]+/, '');
    expect(policy(opened)).toBe(policy(page));
    expect(policy(opened)).toContain("form-action 'none'");
    expect(opened.headers['cache-control']).toBe('no-store');
    expect(opened.headers['referrer-policy']).toBe('no-referrer');
    expect(opened.headers['content-type']).toBe(page.headers['content-type']);
    expect(opened.headers['set-cookie']).toBeUndefined();
  });

  test.each<[string, () => Partial<Question>]>([
    ['no body', () => ({body: ''})],
    ['a wrong token', () => ({body: `token=${'A'.repeat(43)}`})],
    ['an empty token', () => ({body: 'token='})],
    ['the token and more', () => ({body: `token=${token}x`})],
    ['the token twice', () => ({body: `token=${token}&token=${token}`})],
    ['another field', () => ({body: `key=${token}`})],
    ['a long form', () => ({body: `token=${token}&more=${'x'.repeat(500)}`})],
    [
      'a long form in chunks',
      () => ({body: `token=${token}&more=${'x'.repeat(500)}`, headers: {...form, 'transfer-encoding': 'chunked'}}),
    ],
    ['JSON', () => ({headers: {...form, 'content-type': 'application/json'}})],
    ['no type', () => ({headers: {origin: 'null'}})],
    ['the Origin of another page', () => ({headers: {...form, origin: 'http://evil.example'}})],
    ['the Origin of our own page', () => ({headers: {...form, origin: `http://${own()}`}})],
    ['GET', () => ({method: 'GET', path: `/open?token=${token}`, body: ''})],
    ['PUT', () => ({method: 'PUT'})],
    ['the token in the address only', () => ({path: `/open?token=${token}`, body: ''})],
  ])('%s is answered 401, always with the same page', async (_name, question) => {
    authorised.mockClear();
    const answer = await open(question());
    expect(answer.status).toBe(401);
    expect(answer.text).toBe((await open({body: 'token=wrong'})).text);
    expect(answer.text).toMatch(/链接已失效.+This link is no longer valid/s);
    expect(answer.text).not.toContain(token);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(authorised).not.toHaveBeenCalled();
  });

  test('for a foreign host is answered 421, even with the token', async () => {
    const answer = await open({headers: {...form, host: `evil.example:${server.port}`}});
    expect(refusal(answer)).toBe(421);
    expect(answer.text).not.toContain(token);
  });

  test.each(['/open/', '/open/x', '//open', '/call/session.get', '/'])(
    'and no other path lets a page without an origin in: %s',
    async (path) => expect(refusal(await open({path}))).toBe(403),
  );
});

describe('what may be sent', () => {
  test.each(['GET', 'PUT', 'DELETE', 'HEAD', 'PATCH'])('%s is no way to call a method', async (method) => {
    expect((await send({method, path: '/call/session.get', headers: withToken()})).status).toBe(405);
  });

  test.each(['POST', 'PUT', 'DELETE'])('%s is no way to get a page or the events', async (method) => {
    expect(refusal(await send({method, path: '/', headers: withToken()}))).toBe(405);
    expect(refusal(await send({method, path: '/events', headers: withToken()}))).toBe(405);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a body of the type %s, which a form could send, is answered 415',
    async (type) => expect(refusal(await call('session.get', {}, withToken({'content-type': type})))).toBe(415),
  );

  test('a body that is no JSON is answered 400', async () => {
    for (const body of ['{', 'undefined', '{"a":1}}']) {
      expect(refusal(await send({method: 'POST', path: '/call/session.get', headers: withToken(), body}))).toBe(400);
    }
  });

  test('a path that is no text is answered 400', async () => {
    expect(refusal(await send({method: 'POST', path: '/call/%FF', headers: withToken(), body: '{}'}))).toBe(400);
  });

  test.each([
    ['session.get', 1],
    ['pack.check', 21],
    ['draft.save', 21],
    ['notes.export', 1],
    ['notes.import/../x', 1],
  ])('%s may be sent %d MB and not more', async (method, megabytes) => {
    const path = `/call/${encodeURIComponent(method)}`;
    const fits = Buffer.from(JSON.stringify('x'.repeat(megabytes * 1_000_000 - 2)));
    expect((await send({method: 'POST', path, headers: withToken(), body: fits})).status).toBe(200);
    calls.length = 0;
    const long = Buffer.concat([fits, Buffer.from(' ')]);
    expect(refusal(await send({method: 'POST', path, headers: withToken(), body: long}))).toBe(413);
    expect(
      refusal(await send({method: 'POST', path, headers: withToken({'transfer-encoding': 'chunked'}), body: long})),
    ).toBe(413);
    expect(calls).toEqual([]);
  });

  test("another desk's journal may be large", async () => {
    const body = Buffer.from(JSON.stringify('x'.repeat(30_000_000)));
    expect((await send({method: 'POST', path: '/call/notes.import', headers: withToken(), body})).status).toBe(200);
  });

  test('a large body is refused before it is read when the token is wrong', async () => {
    const headers = {'content-type': 'application/json', 'content-length': '400000000'};
    const answer = await new Promise<string>((done) => {
      const socket = connect(server.port, '127.0.0.1');
      socket.once('data', (data) => {
        done(data.toString());
        socket.destroy();
      });
      const lines = Object.entries({host: own(), ...headers}).map(([name, value]) => `${name}: ${value}`);
      socket.write(`POST /call/notes.import HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n"`);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('replies', () => {
  test.each([
    ['session.get', {}],
    ['session.get', undefined],
    ['no.such', {}],
    ['__proto__', {}],
    ['', null],
    ['a/b c?d#e%', [1, '没钱', '\u2028']],
  ])('%j gets the same reply as a direct call', async (method, input) => {
    const answer = await call(method, input);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual(JSON.parse(JSON.stringify(await desk.call(method, input))));
  });

  test('a bug is answered without its text, and its text is not logged either', async () => {
    const answer = await call('bug', {note: 'customer data'});
    expect(refusal(answer)).toBe(500);
    expect(answer.text + log.join()).not.toMatch(/secret text|customer data/);
    expect(log).toHaveLength(1);
  });

  test('every answer carries the strict policy and is never stored', async () => {
    const answers = [await send({path: '/'}), await send({path: '/none.js'}), await call('session.get', {})];
    answers.push(await call('session.get', {}, {}), await send({path: '/', headers: {host: 'evil.example'}}));
    for (const {headers} of answers) {
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  test('the page needs no token and holds none', async () => {
    const page = await send({path: '/'});
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/style-src 'self' 'nonce-[\w-]+'/);
    expect(page.text).not.toContain(token);
    expect((await send({path: '/main.js'})).headers['content-type']).toMatch(/^text\/javascript/);
    expect((await send({path: '/../browser.test.ts'})).status).toBe(404);
    expect((await send({method: 'HEAD', path: '/'})).text).toBe('');
  });
});

async function openEvents() {
  const end = new AbortController();
  const response = await fetch(`http://${own()}/events`, {headers: withToken(), signal: end.signal});
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  return {end, reader, type: response.headers.get('content-type')};
}

describe('events', () => {
  test('come as JSON lines, with an empty one at once and then from time to time', async () => {
    const {end, reader, type} = await openEvents();
    expect(type).toBe('application/x-ndjson');
    expect((await reader.read()).value).toBe('\n');
    const profile = {
      agentId: 'a-1',
      spokenName: '小林',
      institution: '示例银行',
      team: 'M1',
      timeZone: 'Asia/Shanghai',
    };
    const input = {
      id: '0199a000-0000-7000-8000-000000000001',
      profile: {...profile, jurisdiction: 'CN', collector: 'creditor'},
    };
    const direct: DeskEvent[] = [];
    const stop = backend.subscribe((event) => direct.push(event));
    expect(JSON.parse((await call('profile.save', input)).text)).toMatchObject({ok: true});
    stop();
    expect(direct.map(({type}) => type)).toContain('session.changed');
    let text = '';
    while (!text.endsWith('\n\n\n')) text += (await reader.read()).value ?? '';
    expect(text.split('\n').filter((line) => line !== '')).toEqual(direct.map((event) => JSON.stringify(event)));
    end.abort();
    await vi.waitFor(() => expect(listeners.size).toBe(0));
  });

  test('end when the server ends, and the port is free again', async () => {
    const other = await startServer({desk, pageFolder: folder, port: 0});
    const response = await fetch(`http://127.0.0.1:${other.port}/events`, {
      headers: {authorization: `Bearer ${other.link.split('#')[1] ?? ''}`},
    });
    const text = response.text();
    await other.close();
    expect(await text).toBe('\n');
    expect(listeners.size).toBe(0);
    const again = await startServer({desk, pageFolder: folder, port: other.port});
    expect(again.port).toBe(other.port);
    await again.close();
  });
});

test('a port that is taken is refused', async () => {
  await expect(startServer({desk, pageFolder: folder, port: server.port})).rejects.toMatchObject({code: 'EADDRINUSE'});
});

test('closing waits for a call that is under way', async () => {
  const outcome = Promise.withResolvers<{ok: true; value: unknown}>();
  const slow = {...desk, call: () => outcome.promise};
  const other = await startServer({desk: slow, pageFolder: folder, port: 0});
  const answer = ask(other.port, {
    method: 'POST',
    path: '/call/call.saveOutcome',
    headers: {authorization: `Bearer ${other.link.split('#')[1] ?? ''}`, 'content-type': 'application/json'},
    body: '{}',
  });
  await new Promise((done) => setTimeout(done, 100));
  const closed = other.close();
  outcome.resolve({ok: true, value: 'saved'});
  expect(JSON.parse((await answer).text)).toEqual({ok: true, value: 'saved'});
  await closed;
});
