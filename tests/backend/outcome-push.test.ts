import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:https';
import type {LookupFunction} from 'node:net';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {v7} from 'uuid';
import {describe, expect, onTestFinished, test} from 'vitest';
import {isLocalAddress, pushOnce} from '../../electron/backend/push-request.ts';
import type {Outcome} from '../../electron/contract/call.ts';
import type {PushSettings} from '../../electron/contract/dialer.ts';
import {FIRST_STATUSES, filledAddress, statusOf, templateProblems} from '../../electron/domain/outcome-push.ts';
import {openDatabase} from '../../electron/store/database.ts';
import {anOutcome, madeCall, openCall, openDesk, temporaryFolder, type TestDesk} from '../open-desk.ts';

/** A key and a certificate for localhost, made for this run. */
function certificate(): {key: string; cert: string} {
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost,IP:127.0.0.1',
    ],
    {stdio: 'ignore'},
  );
  return {key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8')};
}

interface Dialer {
  host: string;
  ca: string;
  asked: URLSearchParams[];
  answer: {status: number; text: string; location?: string; silent?: boolean};
}

/** A small dialer of our own behind real https. */
async function dialer(): Promise<Dialer> {
  const {key, cert} = certificate();
  const asked: URLSearchParams[] = [];
  const it: Dialer = {
    host: '',
    ca: cert,
    asked,
    answer: {status: 200, text: 'SUCCESS: external_status function set - 6666|PTP'},
  };
  const server = createServer({key, cert}, (request, response) => {
    asked.push(new URL(request.url ?? '', 'https://x').searchParams);
    const {status, text, location, silent} = it.answer;
    if (silent === true) return;
    response.writeHead(status, location === undefined ? {} : {location}).end(text);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  it.host = `localhost:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return it;
}

const QUERY =
  'source=callside&user={user}&pass={pass}&agent_user={agent}&function=external_status&value={status}&callback_datetime={callbackAt}';
const settings = ({host}: Pick<Dialer, 'host'>, more: Partial<PushSettings> = {}): PushSettings => ({
  on: true,
  template: `https://${host}/agc/api.php?${QUERY}`,
  hosts: [{host, local: true}],
  statuses: FIRST_STATUSES,
  ...more,
});

async function deskFor(it: Dialer, more: Partial<PushSettings> = {}): Promise<TestDesk> {
  const desk = openDesk({exclusive: true, pushCa: it.ca});
  await desk.as('lead');
  await desk.call('dialer.savePush', {
    id: v7(),
    push: settings(it, more),
    credentials: {user: 'apiuser', pass: 'S3cret&%'},
  });
  await desk.as('agent');
  return desk;
}

const state = async (desk: TestDesk) => (await desk.call('dialer.get', {})).push.state;
async function settled(desk: TestDesk, part: object): Promise<void> {
  await expect.poll(() => state(desk), {timeout: 8000}).toMatchObject(part);
}

describe('an outcome', () => {
  test('is told to the dialer in its own word, once, with the credentials and without the customer', async () => {
    const it = await dialer();
    const desk = await deskFor(it);
    const {id} = await desk.call('pop.receive', {
      id: v7(),
      door: 'web',
      text: 'phone=13912345678&name=Ann&user=6666&uniqueid=1732.5',
    });
    const callId = await openCall(desk);
    await desk.call('pop.done', {id: id ?? '', callId});
    const save = {id: v7(), callId, outcome: anOutcome({contact: 'NA', note: 'private'})};
    await desk.call('call.saveOutcome', save);
    await desk.call('call.saveOutcome', save);
    await settled(desk, {waiting: 0, delivered: 1, givenUp: 0, lastFault: null});
    expect(it.asked.map((each) => Object.fromEntries(each))).toEqual([
      {
        source: 'callside',
        user: 'apiuser',
        pass: 'S3cret&%',
        agent_user: '6666',
        function: 'external_status',
        value: 'N',
      },
    ]);
    expect(desk.log).toEqual([]);
  });

  test('without a status in the table, or with the switch off, is not told', async () => {
    const it = await dialer();
    const desk = await deskFor(it, {statuses: {PTP: 'PTP', NA: ' '}});
    await madeCall(desk);
    await desk.as('lead');
    await desk.call('dialer.savePush', {id: v7(), push: settings(it, {on: false})});
    await desk.as('agent');
    await madeCall(desk);
    expect(await state(desk)).toMatchObject({waiting: 0, delivered: 0});
    expect(it.asked).toEqual([]);
  });

  test('waits while the dialer is away, also over a restart, and arrives once when it is back', async () => {
    const it = await dialer();
    const desk = await deskFor(it, {
      template: `https://localhost:1/x?value={status}&call={callId}`,
      hosts: [
        {host: 'localhost:1', local: true},
        {host: it.host, local: true},
      ],
    });
    await madeCall(desk);
    await settled(desk, {waiting: 1, lastFault: 'offline'});
    const again = desk.reopen({pushCa: it.ca});
    again.clock.now = new Date(desk.clock.now.getTime() + 3600_000);
    await again.as('lead');
    await again.call('dialer.savePush', {
      id: v7(),
      push: settings(it, {template: `https://${it.host}/x?value={status}&call={callId}`}),
    });
    await again.as('agent');
    await settled(again, {waiting: 0, delivered: 1});
    expect(it.asked.map(String)).toEqual(['value=N']);
  });

  test('is given up after its tries', async () => {
    const it = await dialer();
    it.answer = {status: 503, text: ''};
    const desk = await deskFor(it);
    await madeCall(desk);
    for (let tries = 1; tries < 9; tries += 1) {
      await expect.poll(() => it.asked.length, {timeout: 8000}).toBe(tries);
      await settled(desk, {waiting: 1, lastFault: 'httpStatus', lastAt: desk.clock.now.toISOString()});
      desk.clock.now = new Date(desk.clock.now.getTime() + 24 * 3600_000);
    }
    await settled(desk, {waiting: 0, givenUp: 1});
  }, 60_000);

  test.each([
    [
      'answers ERROR',
      {status: 200, text: 'ERROR: agent_user is not logged in'},
      {waiting: 1, lastFault: 'answeredError'},
    ],
    [
      'points elsewhere',
      {status: 302, text: '', location: 'https://elsewhere.example/'},
      {givenUp: 1, lastFault: 'redirect'},
    ],
  ])('a dialer that %s did not take it', async (_what, answer, told) => {
    const it = await dialer();
    it.answer = answer;
    const desk = await deskFor(it);
    await madeCall(desk);
    await settled(desk, told);
    expect(it.asked).toHaveLength(1);
  });

  test('is not sent any more when it would land on the next call of the agent', async () => {
    const it = await dialer();
    it.answer = {status: 500, text: ''};
    const desk = await deskFor(it);
    await madeCall(desk);
    await settled(desk, {waiting: 1, lastFault: 'httpStatus'});
    desk.clock.now = new Date(desk.clock.now.getTime() + 60_000);
    await openCall(desk);
    it.answer = {status: 200, text: 'SUCCESS'};
    await settled(desk, {waiting: 0, givenUp: 1, lastFault: 'tooLate'});
    expect(it.asked).toHaveLength(1);
  });

  const corrected = (desk: TestDesk, callId: string, outcome: Outcome) =>
    desk.call('call.correct', {id: v7(), callId, outcome, why: '听错了'});

  test('that is corrected is told anew where the dialer was told something else, and only there', async () => {
    const it = await dialer();
    const desk = await deskFor(it);
    const callId = await madeCall(desk);
    await settled(desk, {delivered: 1});
    await corrected(desk, callId, anOutcome({contact: 'NA', note: '没响完'}));
    await corrected(desk, callId, anOutcome({contact: 'BZ'}));
    await settled(desk, {waiting: 0, delivered: 2});
    expect(it.asked.map((each) => each.get('value'))).toEqual(['N', 'B']);
  });

  test('that is corrected before it could be told is told as corrected alone', async () => {
    const it = await dialer();
    it.answer = {status: 503, text: ''};
    const desk = await deskFor(it);
    const callId = await madeCall(desk);
    await settled(desk, {waiting: 1, lastFault: 'httpStatus'});
    it.answer = {status: 200, text: 'SUCCESS'};
    await corrected(desk, callId, anOutcome({contact: 'BZ'}));
    await settled(desk, {waiting: 0, delivered: 1});
    expect(it.asked.map((each) => each.get('value'))).toEqual(['N', 'B']);
  });

  test('that is corrected during the next call is told only to a dialer whose address names the call', async () => {
    const it = await dialer();
    const desk = await deskFor(it);
    const first = await madeCall(desk);
    await settled(desk, {delivered: 1});
    desk.clock.now = new Date(desk.clock.now.getTime() + 60_000);
    await openCall(desk);
    await corrected(desk, first, anOutcome({contact: 'BZ'}));
    await settled(desk, {waiting: 0, delivered: 1, givenUp: 1, lastFault: 'tooLate'});
    await desk.as('lead');
    const template = `https://${it.host}/x?value={status}&call={callId}`;
    await desk.call('dialer.savePush', {id: v7(), push: settings(it, {template})});
    await desk.as('agent');
    await corrected(desk, first, anOutcome({contact: 'OFF'}));
    await settled(desk, {waiting: 0, delivered: 2});
    expect(it.asked.map((each) => each.get('value'))).toEqual(['N', 'DC']);
  });

  test('leaves no password in replies, journal, log or queue', async () => {
    const it = await dialer();
    const desk = await deskFor(it);
    await madeCall(desk);
    await settled(desk, {delivered: 1});
    const shown = JSON.stringify([
      await desk.call('dialer.get', {}),
      await desk.call('session.get', {}),
      desk.events,
      desk.log,
    ]);
    const db = openDatabase({folder: desk.folder});
    const stored = JSON.stringify([
      db.prepare('SELECT payload FROM journal_payload').all(),
      db.prepare('SELECT * FROM delivery').all(),
    ]);
    db.close();
    expect(shown + stored).not.toMatch(/S3cret|apiuser/);
    expect((await desk.call('dialer.get', {})).push.credentials).toBe(true);
    await desk.as('lead');
    await desk.call('dialer.savePush', {id: v7(), push: settings(it), credentials: null});
    expect((await desk.call('dialer.get', {})).push.credentials).toBe(false);
  });

  test('only a lead sets it up', async () => {
    const desk = openDesk();
    const refused = await desk.refusal('dialer.savePush', {id: v7(), push: settings({host: 'a.example'})});
    expect(refused.code).toBe('forbidden');
  });
});

describe('the way out', () => {
  test.each([
    ['http://a.example/?v={status}', /https/],
    ['https://b.example/?v={status}', /not on the list/],
    ['https://a.example:444/?v={status}', /not on the list/],
    ['https://u:p@a.example/?v={status}', /no user or password/],
    ['https://a.example/?v={status}&pass=hunter2', /looks like a password/],
    ['https://a.example/?v={status}&api_key=x', /looks like a password/],
    ['https://a.example/{status}', /only in the values/],
    ['https://{status}.example/?v={status}', /https|list|only in/],
    ['https://a.example/?v={status}&n={phone}', /unknown placeholder \{phone\}/],
    ['https://a.example/?v=1', /\{status\} is missing/],
    ['javascript:{status}', /https/],
    ['', /https/],
  ])('%s is no address for it', async (template, why) => {
    const hosts = [{host: 'a.example', local: false}];
    expect(
      templateProblems({template, hosts})
        .map(({message}) => message.en)
        .join(),
    ).toMatch(why);
    const desk = openDesk();
    await desk.as('lead');
    const refused = await desk.refusal('dialer.savePush', {id: v7(), push: {on: true, template, hosts, statuses: {}}});
    expect(refused.code).toBe('invalid_input');
  });

  test('a good address has nothing against it, and a place without a value is left out', () => {
    const template = `https://a.example/api.php?${QUERY}`;
    expect(templateProblems({template, hosts: [{host: 'a.example', local: false}]})).toEqual([]);
    expect(templateProblems({template, hosts: [{host: 'a.example:443', local: false}]})).toEqual([]);
    const filled = filledAddress(template, {status: 'CALLBK', agent: 'a&b=c', callbackAt: '2026-11-25 10:00:00'});
    expect(filled.search).toBe(
      '?source=callside&agent_user=a%26b%3Dc&function=external_status&value=CALLBK&callback_datetime=2026-11-25+10%3A00%3A00',
    );
  });

  test('the result counts before who was reached', () => {
    expect(statusOf({contact: 'RPC', result: 'PTP'}, FIRST_STATUSES)).toBe('PTP');
    expect(statusOf({contact: 'VM', result: null}, FIRST_STATUSES)).toBe('A');
    expect(statusOf({contact: 'RPC', result: 'RFS'}, FIRST_STATUSES)).toBeNull();
    expect(
      statusOf({contact: 'RPC', result: 'PTP'}, JSON.parse('{"__proto__":{"PTP":"x"}}') as Record<string, string>),
    ).toBeNull();
  });

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
  ])('%s is a local address', async (ip) => {
    expect(isLocalAddress(ip)).toBe(true);
    const host = ip.includes(':') ? `[${ip}]` : ip;
    expect(await pushOnce(new URL(`https://${host}/`), {local: false})).toBe('localAddress');
  });

  test('a public name that points to this machine is not followed there', async () => {
    const it = await dialer();
    const port = it.host.split(':')[1];
    const lookup: LookupFunction = (_name, _options, done) => done(null, [{address: '127.0.0.1', family: 4}]);
    const address = new URL(`https://public.example:${port}/`);
    expect(await pushOnce(address, {local: false, ca: it.ca, lookup})).toBe('localAddress');
    expect(it.asked).toEqual([]);
    expect(isLocalAddress('93.184.216.34')).toBe(false);
    expect(isLocalAddress('2606:2800:220:1::1')).toBe(false);
  });

  test('who is silent is not waited for, and who is not who it says is not trusted', async () => {
    const it = await dialer();
    it.answer = {status: 200, text: '', silent: true};
    expect(await pushOnce(new URL(`https://${it.host}/`), {local: true, ca: it.ca, timeLimit: 300})).toBe('timeout');
    expect(await pushOnce(new URL(`https://${it.host}/`), {local: true})).toBe('certificate');
    expect(await pushOnce(new URL(`http://${it.host}/`), {local: true})).toBe('badTemplate');
  });
});
