import {array, assert, asyncProperty, constantFrom, jsonValue, oneof, string, tuple} from 'fast-check';
import {createServer, request} from 'node:http';
import {connect} from 'node:net';
import {once} from 'node:events';
import {v7} from 'uuid';
import {describe, expect, onTestFinished, test} from 'vitest';
import {DialerDoor} from '../../electron/backend/dialer-door.ts';
import {type Answer, ask} from '../hosts/ask.ts';
import {anAccount, openDesk, type TestDesk} from '../open-desk.ts';

interface OpenDoor {
  desk: TestDesk;
  port: number;
  token: string;
}

async function openDoor(desk = openDesk({exclusive: true})): Promise<OpenDoor> {
  const {door} = await desk.call('dialer.setDoor', {id: v7(), on: true});
  expect(door.state).toBe('open');
  const url = new URL(door.url ?? '');
  return {desk, port: Number(url.port), token: url.searchParams.get('token') ?? ''};
}

const FORM = {'content-type': 'application/x-www-form-urlencoded'};
const JSON_TYPE = {'content-type': 'application/json'};

const waiting = ({desk}: OpenDoor) => desk.call('pop.list', {});

/** Every answer of the door is empty and says nothing to any page. */
function expectEmpty(answer: Answer, status: number): void {
  expect([answer.status, answer.text]).toEqual([status, '']);
  expect(Object.keys(answer.headers).filter((name) => /^access-control|^server$|cookie|^allow$/.test(name))).toEqual(
    [],
  );
}

describe('the local address of the dialer', () => {
  test('is shut until it is switched on, and shut again when it is switched off', async () => {
    const desk = openDesk({exclusive: true});
    expect((await desk.call('dialer.get', {})).door).toEqual({on: false, state: 'off', url: null, utteranceUrl: null});
    const {port, token} = await openDoor(desk);
    const address = {path: `/pop?token=${token}&phone=13912345678`};
    expectEmpty(await ask(port, address), 204);
    const {door} = await desk.call('dialer.setDoor', {id: v7(), on: false});
    expect(door).toMatchObject({
      on: false,
      state: 'off',
      url: expect.stringContaining(`:${port}/pop?token=`) as string,
    });
    await expect(ask(port, address)).rejects.toThrow('ECONNREFUSED');
  });

  test('keeps its port and its key over a restart, so that what was pasted goes on working', async () => {
    const {desk, port, token} = await openDoor();
    const again = desk.reopen();
    await expect.poll(async () => (await again.call('dialer.get', {})).door.state).toBe('open');
    expectEmpty(await ask(port, {path: `/pop?token=${token}&phone=1391234`}), 204);
    expect(await again.call('pop.list', {})).toHaveLength(1);
  });

  test('says that another program has its port, takes it when it is free, and can take another', async () => {
    const {desk, port} = await openDoor();
    await desk.call('dialer.setDoor', {id: v7(), on: false});
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    expect((await desk.call('dialer.setDoor', {id: v7(), on: true})).door.state).toBe('portTaken');
    const moved = (await desk.call('dialer.renewDoor', {id: v7(), port: true})).door;
    expect(moved.state).toBe('open');
    expect(new URL(moved.url ?? '').port).not.toBe(String(port));
    other.close();

    const first = await openDoor();
    const holder = createServer();
    await first.desk.call('dialer.setDoor', {id: v7(), on: false});
    await once(holder.listen(first.port, '127.0.0.1'), 'listening');
    await first.desk.call('dialer.setDoor', {id: v7(), on: true});
    holder.close();
    await expect
      .poll(async () => (await first.desk.call('dialer.get', {})).door.state, {timeout: 8000, interval: 200})
      .toBe('open');
  });

  test('a new key shuts out the old one; a repeated renewal is one', async () => {
    const {desk, port, token} = await openDoor();
    const id = v7();
    const {door} = await desk.call('dialer.renewDoor', {id, port: false});
    expect((await desk.call('dialer.renewDoor', {id, port: false})).door).toEqual(door);
    const fresh = new URL(door.url ?? '');
    expect(fresh.port).toBe(String(port));
    expectEmpty(await ask(port, {path: `/pop?token=${token}&phone=1391234`}), 401);
    expectEmpty(await ask(port, {path: `${fresh.pathname}${fresh.search}&phone=1391234`}), 204);
  });

  test('takes web forms, forms, JSON and text, with the key in the address or in a header', async () => {
    const door = await openDoor();
    const {port, token} = door;
    const query = `/pop?token=${token}`;
    const bearer = {authorization: `Bearer ${token}`};
    const asked: Parameters<typeof ask>[1][] = [
      {path: `${query}&phone_number=13900000001&vendor_lead_code=1`},
      {path: query, method: 'POST', headers: FORM, body: 'phone=13900000002'},
      {path: `${query}&phone=13900000003`, method: 'POST', headers: FORM, body: 'name=B'},
      {
        path: query,
        method: 'POST',
        headers: JSON_TYPE,
        body: '{"event":"newCall","from":"13900000004","direction":"in","callId":"9"}',
      },
      {path: '/pop?phone=13900000005', headers: bearer},
      {
        path: '/pop',
        method: 'POST',
        headers: {...bearer, 'content-type': 'text/plain;charset=UTF-8'},
        body: '13900000006',
      },
      {path: `/pop?phone=13900000007&token=${token}`, headers: {host: `localhost:${port}`}},
      {path: `${query}&phone=13900000008`, method: 'POST'},
    ];
    for (const each of asked) expectEmpty(await ask(port, each), 204);
    expect((await waiting(door)).map(({tail}) => Number(tail))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test.each<[what: string, status: number, question: (door: OpenDoor) => Parameters<typeof ask>[1]]>([
    ['no key', 401, () => ({path: '/pop?phone=1391234'})],
    ['a wrong key', 401, () => ({path: '/pop?token=wrong&phone=1391234'})],
    ['an empty key', 401, () => ({path: '/pop?token=&phone=1391234'})],
    ['two keys', 401, ({token}) => ({path: `/pop?token=${token}&token=${token}&phone=1391234`})],
    ['a key in another case', 401, ({token}) => ({path: `/pop?token=${token.toUpperCase()}x&phone=1391234`})],
    [
      'a name that was pointed here',
      421,
      ({token, port}) => ({path: `/pop?token=${token}&phone=1391234`, headers: {host: `evil.example:${port}`}}),
    ],
    [
      'a host without its port',
      421,
      ({token}) => ({path: `/pop?token=${token}&phone=1391234`, headers: {host: '127.0.0.1'}}),
    ],
    [
      'a host with something after it',
      421,
      ({token, port}) => ({path: `/pop?token=${token}`, headers: {host: `127.0.0.1:${port}.evil.example`}}),
    ],
    [
      'a preflight',
      405,
      ({token}) => ({
        path: `/pop?token=${token}`,
        method: 'OPTIONS',
        headers: {origin: 'https://dialer.example', 'access-control-request-method': 'POST'},
      }),
    ],
    ['HEAD', 405, ({token}) => ({path: `/pop?token=${token}`, method: 'HEAD'})],
    ['PUT', 405, ({token}) => ({path: `/pop?token=${token}`, method: 'PUT'})],
    ['a sentence by GET', 405, ({token}) => ({path: `/utterance?token=${token}`})],
    [
      'another path',
      404,
      ({token}) => ({path: `/call/session.get?token=${token}`, method: 'POST', headers: JSON_TYPE, body: '{}'}),
    ],
    ['a name of the prototype', 404, ({token}) => ({path: `/constructor?token=${token}`})],
    [
      'a prefetch',
      400,
      ({token}) => ({path: `/pop?token=${token}&phone=1391234`, headers: {'sec-purpose': 'prefetch;prerender'}}),
    ],
    [
      'another kind of body',
      415,
      ({token}) => ({
        path: `/pop?token=${token}`,
        method: 'POST',
        headers: {'content-type': 'application/xml'},
        body: '<phone>1</phone>',
      }),
    ],
    [
      'a packed body',
      415,
      ({token}) => ({
        path: `/pop?token=${token}`,
        method: 'POST',
        headers: {...FORM, 'content-encoding': 'gzip'},
        body: 'x',
      }),
    ],
    [
      'a body that is too long',
      413,
      ({token}) => ({
        path: `/pop?token=${token}`,
        method: 'POST',
        headers: FORM,
        body: `phone=1391234&x=${'y'.repeat(20_000)}`,
      }),
    ],
  ])('refuses %s with an empty %i', async (_what, status, question) => {
    const door = await openDoor();
    const answer = await ask(door.port, question(door));
    expectEmpty(answer, status);
    expect(await waiting(door)).toEqual([]);
    expect(door.desk.log).toEqual([]);
  });

  test('a long body without a length is cut off, and a slow one is not waited for', async () => {
    const {port, token} = await openDoor();
    const chunked = request({port, host: '127.0.0.1', path: `/pop?token=${token}`, method: 'POST', headers: FORM});
    const long = new Promise<number | undefined>((done) =>
      chunked.once('response', ({statusCode}) => done(statusCode)),
    );
    chunked.on('error', () => {});
    chunked.write(`x=${'y'.repeat(17_000)}`);
    expect(await long).toBe(413);
    const slow = connect(port, '127.0.0.1');
    let said = '';
    slow.on('data', (part: Buffer) => (said += part.toString()));
    slow.write(`POST /pop?token=${token} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 99\r\n\r\nphone=1`);
    await once(slow, 'close');
    expect(said).toMatch(/^HTTP\/1\.1 408 /);
  }, 15_000);

  test('has nothing to do with the key of the page, nor the page with its own', async () => {
    const {desk} = await openDoor();
    const session = JSON.stringify(await desk.call('session.get', {}));
    const {url} = (await desk.call('dialer.get', {})).door;
    expect(session).not.toContain(new URL(url ?? '').searchParams.get('token'));
    await desk.as('qa');
    expect((await desk.refusal('dialer.get', {})).code).toBe('forbidden');
    await desk.as('lead');
    const story = await desk.call('journal.verify', {});
    expect(story.ok).toBe(true);
  });

  test('hears no more than so many requests at once', async () => {
    const texts: string[] = [];
    const onText = async (_path: string, text: string) => void texts.push(text);
    const door = new DialerDoor({onText, onChange: () => {}, log: () => {}, rate: {burst: 5, perSecond: 0.001}});
    onTestFinished(() => door.shut());
    await door.open({port: null, token: 'secret'});
    const statuses: number[] = [];
    for (let i = 0; i < 8; i += 1) statuses.push((await ask(door.port ?? 0, {path: '/pop?token=secret&n=1'})).status);
    expect(statuses).toEqual([204, 204, 204, 204, 204, 429, 429, 429]);
    // Who does not have the key does not use up what others may send.
    expect((await ask(door.port ?? 0, {path: '/pop?token=wrong'})).status).toBe(401);
    expect(texts).toHaveLength(5);
  });

  test('a bug behind it is an empty 500, told without the data', async () => {
    const log: string[] = [];
    const onText = () => Promise.reject(new TypeError('13912345678 is not iterable'));
    const door = new DialerDoor({onText, onChange: () => {}, log: (line) => log.push(line)});
    onTestFinished(() => door.shut());
    await door.open({port: null, token: 'secret'});
    expectEmpty(await ask(door.port ?? 0, {path: '/pop?token=secret&n=13912345678'}), 500);
    expect(log).toEqual(['dialer door: TypeError']);
  });

  test('a terminal beside the window holds no door of its own', async () => {
    const {desk, port} = await openDoor();
    const beside = openDesk({dataFolder: desk.folder, host: 'cli'});
    expect((await beside.call('dialer.get', {})).door.on).toBe(true);
    beside.backend.close();
    expect((await ask(port, {path: '/pop'})).status).toBe(401);
  });

  test('three thousand hostile requests by real HTTP change nothing, and the door goes on working', async () => {
    const desk = openDesk();
    const account = anAccount();
    await desk.call('account.save', {account});
    const kept = async () => [
      await desk.call('account.list', {text: '', limit: 50}),
      await desk.call('journal.verify', {}),
    ];
    const before = await kept();
    const onText = async (path: string, text: string) => {
      if (path === '/pop') await desk.call('pop.receive', {id: v7(), door: 'web', text});
      else await desk.call('utterance.receive', {text});
    };
    const log: string[] = [];
    const rate = {burst: 10_000, perSecond: 1000};
    const door = new DialerDoor({onText, onChange: () => {}, log: (line) => log.push(line), rate});
    onTestFinished(() => door.shut());
    await door.open({port: null, token: 'secret'});
    const part = oneof(
      string(),
      string({unit: 'binary'}),
      constantFrom('phone', 'event', 'hangup', '%', '%Ca', '{{x}}', '\u0000', '__proto__'),
    );
    const pairs = array(tuple(part, part), {maxLength: 8});
    const target = pairs.map((all) =>
      new URLSearchParams(all.map(([k, v]): [string, string] => [k.toWellFormed(), v.toWellFormed()])).toString(),
    );
    const statuses = new Set<number>();
    await assert(
      asyncProperty(
        target,
        oneof(
          target,
          jsonValue().map((each) => JSON.stringify(each)),
          string(),
        ),
        constantFrom('GET', 'POST', 'utterance'),
        async (query, body, how) => {
          const path = `/${how === 'utterance' ? how : 'pop'}?token=secret&${query}`.slice(0, 8000);
          const headers = {
            'content-type': body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded',
          };
          const question = how === 'GET' ? {path} : {path, method: 'POST', headers, body};
          const answer = await ask(door.port ?? 0, question);
          statuses.add(answer.status);
          expect(answer.text).toBe('');
        },
      ),
      {numRuns: 3000, endOnFailure: true},
    );
    // A second key among the hostile fields is the only thing that may be refused.
    expect([...statuses].filter((status) => ![204, 401].includes(status))).toEqual([]);
    expect(statuses).toContain(204);
    expect(await kept()).toEqual(before);
    expect(await desk.call('call.current', {})).toBeNull();
    expect([...log, ...desk.log]).toEqual([]);
  }, 240_000);
});
