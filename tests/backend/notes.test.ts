import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import type {JournalEvent} from '../../electron/contract/journal.ts';
import type {RawInput} from '../../electron/contract/methods.ts';
import {openDatabase} from '../../electron/store/database.ts';
import {appendEvent, ownDevice} from '../../electron/store/journal.ts';
import {eventHash, linkEvent} from '../../electron/store/journal-chain.ts';
import {opened} from '../domain/a-record.ts';
import {parseCsv} from '../domain/parse-csv.ts';
import {anAccount, anOutcome, madeCall, NOON, openCall, openDesk, profile, type TestDesk} from '../open-desk.ts';

type ExportInput = RawInput<'notes.export'>;
const exportInput = (more: Partial<ExportInput> = {}): ExportInput => ({
  id: v7(),
  format: 'csv',
  filter: {},
  unmasked: false,
  cursor: null,
  ...more,
});

/** Puts so many ended calls into a desk at once, one per second; faster than through the door. */
function fill(desk: TestDesk, count: number, from = '2026-11-01T00:00:00.000Z'): void {
  const db = openDatabase({folder: desk.folder});
  db.transaction(() => {
    for (let i = 0; i < count; i += 1) {
      const at = new Date(Date.parse(from) + i * 1000).toISOString();
      const id = v7();
      const call = {callId: id, at, agent: 'A-17'};
      appendEvent(db, {...call, id, type: 'call.opened', payload: opened({customerName: `客户${i}`})});
      const outcome = anOutcome({contact: i % 2 === 0 ? 'NA' : 'BZ', note: `n${i}`});
      appendEvent(db, {...call, id: v7(), type: 'outcome.saved', payload: outcome});
    }
  })();
  db.close();
}

/** The rows of an export, without its header, asked for page by page. */
async function exported(desk: TestDesk, input: ExportInput, between: () => unknown = () => {}): Promise<string[][]> {
  let text = '';
  let cursor: string | null = null;
  do {
    const page: {text: string; cursor: string | null} = await desk.call('notes.export', {...input, cursor});
    text += page.text;
    ({cursor} = page);
    await between();
  } while (cursor !== null);
  expect(text.startsWith('\ufeffcall_id,')).toBe(true);
  return parseCsv(text.slice(1)).slice(1);
}

async function qaDesk(): Promise<TestDesk> {
  const desk = openDesk();
  await desk.as('qa');
  return desk;
}

describe('an export', () => {
  test('holds every call that the filter shows, once, in order, over as many pages as it takes', async () => {
    const desk = await qaDesk();
    fill(desk, 2500);
    const rows = await exported(desk, exportInput());
    expect(rows).toHaveLength(2500);
    expect(new Set(rows.map(([id]) => id)).size).toBe(2500);
    expect(rows.map((row) => row[1])).toEqual(
      rows.map((row) => row[1]).toSorted((a, b) => (a ?? '').localeCompare(b ?? '')),
    );
    const filter = {contact: 'NA', from: '2026-11-01', to: '2026-11-01', timeZone: 'UTC'} as const;
    expect(await exported(desk, exportInput({filter}))).toHaveLength(1250);
    expect(await exported(desk, exportInput({filter: {text: 'n2499'}}))).toHaveLength(1);
  });

  test('of a whole page and not one call more ends', async () => {
    const desk = await qaDesk();
    fill(desk, 1000);
    expect(await exported(desk, exportInput())).toHaveLength(1000);
  });

  test("holds calls that were opened after the desk's own clock: it was set back, or another desk's goes ahead", async () => {
    const desk = await qaDesk();
    fill(desk, 1200, new Date(Date.parse(NOON) + 3_600_000).toISOString());
    expect(await exported(desk, exportInput())).toHaveLength(1200);
  });

  test('of nothing is a header', async () => {
    const desk = await qaDesk();
    expect(await exported(desk, exportInput({filter: {agent: 'nobody'}}))).toEqual([]);
  });

  test('tells how far it is', async () => {
    const desk = await qaDesk();
    fill(desk, 1500);
    const input = exportInput();
    const first = await desk.call('notes.export', input);
    expect(first).toMatchObject({total: 1500, done: 1000});
    expect(await desk.call('notes.export', {...input, cursor: first.cursor})).toMatchObject({
      total: 1500,
      done: 1500,
      cursor: null,
    });
  });

  test('stays what it was while calls come in', async () => {
    const desk = await qaDesk();
    fill(desk, 2000);
    let later = 0;
    const rows = await exported(desk, exportInput(), () => {
      later += 1;
      fill(desk, 10, `2026-11-22T0${later}:00:00.000Z`);
    });
    expect(later).toBeGreaterThan(1);
    expect(rows).toHaveLength(2000);
  });

  test('a page asked for twice is the same page', async () => {
    const desk = await qaDesk();
    fill(desk, 1200);
    const input = exportInput();
    const first = await desk.call('notes.export', input);
    expect(await desk.call('notes.export', input)).toEqual(first);
    const second = {...input, cursor: first.cursor};
    expect(await desk.call('notes.export', second)).toEqual(await desk.call('notes.export', second));
  });

  test('is written into the journal once: who, what, whether unmasked, how many', async () => {
    const desk = await qaDesk();
    fill(desk, 1200);
    const before = (await desk.call('journal.verify', {})).events;
    const id = v7();
    await exported(desk, exportInput({id, unmasked: true, filter: {contact: 'NA'}}));
    expect((await desk.call('journal.verify', {})).events).toBe(before + 1);
    const event = (await events(desk)).find((one) => one.id === id);
    expect(event).toMatchObject({type: 'export.made', agent: 'A-17'});
    expect(JSON.parse(event?.payload ?? '')).toEqual({
      filter: {contact: 'NA'},
      format: 'csv',
      rows: 600,
      unmasked: true,
      until: '2026-11-01T00:19:58.000Z',
    });
  });

  test('is masked unless QA asked for it otherwise', async () => {
    const desk = openDesk();
    const account = anAccount({reference: 'A-2026-00817'});
    await desk.call('account.save', {account});
    await madeCall(desk, anOutcome({note: '张伟明 139 1234 5678'}), account);
    const customer = /张伟明|A-2026|139 1234/;
    await desk.as('lead');
    expect(JSON.stringify(await exported(desk, exportInput()))).not.toMatch(customer);
    expect((await desk.refusal('notes.export', exportInput({unmasked: true}))).code).toBe('forbidden');
    await desk.as('qa');
    expect(JSON.stringify(await exported(desk, exportInput()))).not.toMatch(customer);
    expect(JSON.stringify(await exported(desk, exportInput({unmasked: true})))).toMatch(customer);
    await desk.as('agent');
    expect((await desk.refusal('notes.export', exportInput())).code).toBe('forbidden');
  });

  test('is not unmasked half-way by whoever has its place', async () => {
    const desk = await qaDesk();
    fill(desk, 1200);
    const input = exportInput();
    const {cursor} = await desk.call('notes.export', input);
    expect((await desk.refusal('notes.export', {...input, cursor, unmasked: true})).code).toBe('conflict');
    expect((await desk.refusal('notes.export', {...input, cursor, filter: {contact: 'NA'}})).code).toBe('conflict');
  });

  test.for([
    'x',
    '',
    '|',
    '||',
    '||0',
    '|||',
    'a|b|c',
    '2026-11-01T00:00:00.000Z|x|-1',
    "' OR 1=1|x|0",
    '2026-11-01T00:00:00.000Z|01935a00-0000-7000-8000-000000000001|1e9',
    '2026-11-01T00:00:00.000Z|01935a00-0000-7000-8000-000000000001|99999999999999999999',
    '2026-11-01T00:00:00.000Z|01935a00-0000-7000-8000-000000000001|1|2',
    'x'.repeat(200),
  ])('with a place that was tampered with (%s) is refused', async (cursor) => {
    const desk = await qaDesk();
    fill(desk, 1);
    const input = exportInput();
    await desk.call('notes.export', input);
    expect((await desk.refusal('notes.export', {...input, cursor})).code).toBe('invalid_input');
    expect(desk.log).toEqual([]);
  });

  test('does not begin in the middle: what is exported is on record', async () => {
    const desk = await qaDesk();
    fill(desk, 3);
    const cursor = '2026-11-01T00:00:00.000Z|01935a00-0000-7000-8000-000000000001|1';
    expect((await desk.refusal('notes.export', exportInput({cursor}))).code).toBe('invalid_input');
    const callId = v7();
    await desk.as('agent');
    await openCall(desk, null, callId);
    await desk.as('qa');
    expect((await desk.refusal('notes.export', exportInput({id: callId}))).code).toBe('conflict');
  });
});

/** A desk's journal as another desk gets it. */
async function bundled(desk: TestDesk): Promise<string> {
  const input = {id: v7()};
  let text = '';
  let cursor: string | null = null;
  do {
    const page: {text: string; cursor: string | null} = await desk.call('notes.bundle', {...input, cursor});
    text += page.text;
    ({cursor} = page);
  } while (cursor !== null);
  return text;
}

async function events(desk: TestDesk): Promise<JournalEvent[]> {
  return (await bundled(desk))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as JournalEvent);
}

/** Another desk with three calls in its journal, and QA at the first one. */
async function twoDesks() {
  const other = openDesk({profile: {...profile, agentId: 'B-1', spokenName: '小林'}});
  const calls = [
    await madeCall(other, anOutcome({note: '一'})),
    await madeCall(other, anOutcome({note: '二'})),
    await madeCall(other, anOutcome({contact: 'BZ', note: '三'})),
  ];
  await other.as('qa');
  const desk = await qaDesk();
  return {desk, other, calls, text: await bundled(other)};
}
const importText = (desk: TestDesk, text: string) => desk.call('notes.import', {id: v7(), text});
const refusedImport = (desk: TestDesk, text: string) => desk.refusal('notes.import', {id: v7(), text});
const nothingKept = async (desk: TestDesk) => {
  expect((await desk.call('call.list', {filter: {}, offset: 0, limit: 10})).total).toBe(0);
  expect((await desk.call('journal.verify', {})).chains).toHaveLength(1);
  expect((await desk.call('journal.verify', {})).ok).toBe(true);
  expect(desk.log).toEqual([]);
};

describe('a bundle', () => {
  test('is the journal as lines of JSON, pages joined, first a header', async () => {
    const desk = await qaDesk();
    fill(desk, 2100);
    const lines = (await bundled(desk)).trim().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      format: 'callside-journal',
      version: 1,
      events: lines.length - 1,
    });
    expect(lines.length).toBeGreaterThan(4200);
  });

  test('is written into the journal, and is in itself', async () => {
    const desk = await qaDesk();
    const told = await events(desk);
    expect(told.at(-1)?.type).toBe('bundle.made');
    expect(told.filter((event) => event.type === 'bundle.made')).toHaveLength(1);
  });

  test('cannot be had without its word in the journal', async () => {
    const desk = await qaDesk();
    expect((await desk.refusal('notes.bundle', {id: v7(), cursor: '0|1000000'})).code).toBe('invalid_input');
    await desk.as('agent');
    const callId = await openCall(desk);
    await desk.as('qa');
    expect((await desk.refusal('notes.bundle', {id: callId, cursor: null})).code).toBe('conflict');
    expect((await desk.refusal('notes.bundle', {id: callId, cursor: '0|1'})).code).toBe('invalid_input');
  });

  test.for(['x', '', '|', '1|', '-1|5', '5|3', '3|3', '0|0', "0|1'", '1e1|20', '99999999999999999999|1'])(
    'with a place that was tampered with (%s) is refused',
    async (cursor) => {
      const desk = await qaDesk();
      fill(desk, 3);
      const id = v7();
      await desk.call('notes.bundle', {id, cursor: null});
      expect((await desk.refusal('notes.bundle', {id, cursor})).code).toBe('invalid_input');
    },
  );

  test.for(['agent', 'lead'] as const)('is not for the role %s: it holds every customer unmasked', async (role) => {
    const desk = openDesk({role});
    expect((await desk.refusal('notes.bundle', {id: v7(), cursor: null})).code).toBe('forbidden');
    await desk.as('qa');
    expect((await desk.call('notes.bundle', {id: v7(), cursor: null})).text).not.toBe('');
  });
});

describe('another desk’s journal', () => {
  test('is kept, read-only, and proved with the own one', async () => {
    const {desk, calls, text} = await twoDesks();
    const {device} = JSON.parse(text.split('\n')[0] ?? '') as {device: string};
    const told = await importText(desk, text);
    expect(told).toMatchObject({device, calls: 3, added: told.events});
    const {rows} = await desk.call('call.list', {filter: {}, offset: 0, limit: 10});
    expect(rows.map((row) => row.id).toSorted()).toEqual(calls.toSorted());
    expect(rows.every((row) => row.foreign && row.agent === 'B-1')).toBe(true);
    const verification = await desk.call('journal.verify', {});
    expect(verification).toMatchObject({ok: true, calls: 3});
    expect(verification.chains).toHaveLength(2);
    expect((await desk.call('call.get', {id: calls[0] ?? ''})).verified).toBe(true);
    // Nobody here can correct what was saved there, not even an agent of the same name.
    await desk.call('profile.save', {id: v7(), profile: {...profile, agentId: 'B-1'}});
    await desk.as('agent');
    const correction = {id: v7(), callId: calls[0] ?? '', outcome: anOutcome(), why: 'x'};
    expect((await desk.refusal('call.correct', correction)).code).toBe('not_found');
  });

  test('imported again changes nothing; a longer one adds what is new; an older one adds nothing', async () => {
    const {desk, other, text} = await twoDesks();
    const first = await importText(desk, text);
    const before = (await desk.call('journal.verify', {})).events;
    expect(await importText(desk, text)).toMatchObject({added: 0, calls: 0, events: first.events});
    expect((await desk.call('journal.verify', {})).events).toBe(before);
    await other.as('agent');
    await madeCall(other);
    await other.as('qa');
    expect(await importText(desk, await bundled(other))).toMatchObject({added: 3, calls: 1});
    expect(await importText(desk, text)).toMatchObject({added: 0});
    expect(await desk.call('journal.verify', {})).toMatchObject({ok: true, calls: 4});
  });

  test('a running call in it can end in the next one', async () => {
    const other = openDesk();
    const callId = await openCall(other);
    await other.as('qa');
    const desk = await qaDesk();
    await importText(desk, await bundled(other));
    expect((await desk.call('call.get', {id: callId})).row.endedAt).toBeNull();
    await other.as('agent');
    await other.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome()});
    await other.as('qa');
    await importText(desk, await bundled(other));
    expect((await desk.call('call.get', {id: callId})).row.endedAt).toBe(NOON);
    expect((await desk.call('journal.verify', {})).ok).toBe(true);
  });

  test.for([
    ['a word in a note changed', (lines) => lines.map((line) => line.replace('一', '二'))],
    ['a time changed', (lines) => lines.map((line, i) => (i === 4 ? line.replace(/"at":"2026/, '"at":"2025') : line))],
    [
      'two events swapped',
      (lines) => [...lines.slice(0, 1), ...lines.slice(2, 3), ...lines.slice(1, 2), ...lines.slice(3)],
    ],
    ['an event left out', (lines) => [...lines.slice(0, 3), ...lines.slice(4)]],
    ['an event twice', (lines) => [...lines.slice(0, 3), ...lines.slice(2)]],
    ['its end cut off', (lines) => lines.slice(0, -1)],
    ['its last line cut', (lines) => [...lines.slice(0, -1), (lines.at(-1) ?? '').slice(0, 40)]],
    ['its header alone', (lines) => lines.slice(0, 1)],
    ['no header', (lines) => lines.slice(1)],
    ['an empty line in it', (lines) => [...lines.slice(0, 3), '', ...lines.slice(3)]],
    [
      'another device in its header',
      (lines) => [(lines[0] ?? '').replace(/"device":"[^"]+"/, `"device":"${v7()}"`), ...lines.slice(1)],
    ],
    [
      'a shorter count in its header',
      (lines) => [(lines[0] ?? '').replace(/"events":\d+/, '"events":1'), ...lines.slice(1)],
    ],
    [
      'another head in its header',
      (lines) => [(lines[0] ?? '').replace(/"head":"[^"]+"/, `"head":"${'0'.repeat(64)}"`), ...lines.slice(1)],
    ],
    [
      'a later version in its header',
      (lines) => [(lines[0] ?? '').replace('"version":1', '"version":2'), ...lines.slice(1)],
    ],
    [
      'a payload taken out',
      (lines) => lines.map((line) => (line.includes('outcome.saved') ? withoutPayload(line) : line)),
    ],
    ['a key of its own', (lines) => lines.map((line, i) => (i === 2 ? line.replace('{', '{"x":1,') : line))],
    ['nothing in it', () => []],
    ['something else in it', () => ['call_id,opened_at_utc']],
  ] as [string, (lines: string[]) => string[]][])('with %s is refused as a whole', async ([, bend]) => {
    const {desk, text} = await twoDesks();
    const bent = bend(text.trim().split('\n')).join('\n');
    expect(bent).not.toBe(text.trim());
    expect(await refusedImport(desk, bent)).toMatchObject({code: 'untrusted'});
    await nothingKept(desk);
  });

  test('says in which line it is wrong', async () => {
    const {desk, text} = await twoDesks();
    const error = await refusedImport(desk, text.replace('三', '四'));
    expect(error.message.en).toMatch(/line \d+: its payload does not match its digest/);
    expect(error.message['zh-CN']).toMatch(/第 \d+ 行正文与其摘要不符/);
  });

  test('that tells another past than the one known is refused', async () => {
    const {desk, text} = await twoDesks();
    await importText(desk, text);
    const forged = forge(text, (event) => ({...event, at: '2026-11-21T04:00:00.001Z'}));
    expect(await refusedImport(desk, forged)).toMatchObject({code: 'untrusted'});
    expect(
      await refusedImport(
        desk,
        forge(text, (event) => ({...event, at: '2026-11-21T04:00:00.001Z'}), 3),
      ),
    ).toMatchObject({code: 'untrusted'});
    expect(await desk.call('journal.verify', {})).toMatchObject({ok: true, calls: 3});
  });

  test('that is the own one is refused', async () => {
    const desk = await qaDesk();
    const error = await refusedImport(desk, await bundled(desk));
    expect(error.code).toBe('conflict');
  });

  test('that is well chained but makes no sense as calls is refused', async () => {
    const {desk, text} = await twoDesks();
    const nonsense = forge(text, (event) =>
      event.type === 'call.opened' ? {...event, type: 'call.connected', text: '{}'} : event,
    );
    expect(await refusedImport(desk, nonsense)).toMatchObject({code: 'untrusted'});
    await nothingKept(desk);
  });

  test('that repeats an id, of its own or of this desk, is refused', async () => {
    const {desk, text} = await twoDesks();
    const repeated = forge(text, (event, i) =>
      i > 0 && event.callId === null ? {...event, id: firstId(text)} : event,
    );
    expect(await refusedImport(desk, repeated)).toMatchObject({code: 'untrusted'});
    await nothingKept(desk);
    const own = (await events(desk))[0]?.id ?? '';
    expect(
      await refusedImport(
        desk,
        forge(text, (event, i) => (i === 0 ? {...event, id: own} : event)),
      ),
    ).toMatchObject({code: 'untrusted'});
    expect((await desk.call('journal.verify', {})).chains).toHaveLength(1);
    expect(desk.log).toEqual([]);
  });

  test('cannot reach into a call of this desk', async () => {
    const desk = openDesk();
    const mine = await madeCall(desk, anOutcome({note: 'mine'}));
    await desk.as('qa');
    const {text} = await twoDesks();
    const outcome = {outcome: anOutcome({contact: 'BZ', note: 'forged'}), why: 'x'};
    const forged = forge(text, (event) =>
      event.type === 'outcome.saved'
        ? {...event, type: 'outcome.corrected', callId: mine, text: JSON.stringify(outcome)}
        : event,
    );
    expect(await refusedImport(desk, forged)).toMatchObject({code: 'untrusted'});
    expect((await desk.call('call.get', {id: mine})).row).toMatchObject({note: 'mine', contact: 'NA', foreign: false});
    expect((await desk.call('journal.verify', {})).ok).toBe(true);
  });
});

const firstId = (text: string) => (JSON.parse(text.split('\n')[1] ?? '') as JournalEvent).id;

function withoutPayload(line: string): string {
  return JSON.stringify({...(JSON.parse(line) as JournalEvent), payload: null, salt: null});
}

type Forged = JournalEvent & {text?: string};

/** A chain that holds, with other content: what somebody makes who has the program but not the past. */
function forge(text: string, bend: (event: JournalEvent, i: number) => Forged, length = Infinity): string {
  const [first = '', ...lines] = text.trim().split('\n');
  const header = JSON.parse(first) as {events: number; head: string};
  let prev = '0'.repeat(64);
  const forged = lines.slice(0, length).map((line, i) => {
    const {text: words, ...event} = bend(JSON.parse(line) as JournalEvent, i);
    const payload = JSON.parse(words ?? event.payload ?? 'null') as unknown;
    const link = linkEvent({...event, prev}, payload);
    const {v, device, seq, id, callId, type, at, agent, payloadDigest, salt} = link;
    const chained = {v, device, seq, id, callId, type, at, agent, prev, payloadDigest};
    const hash = eventHash(chained);
    prev = hash;
    return JSON.stringify({...chained, hash, salt, payload: link.payload});
  });
  return [JSON.stringify({...header, events: forged.length, head: prev}), ...forged, ''].join('\n');
}

test('a chain that is forged well holds: the tests above are refused for the right reason', async () => {
  const {desk, text} = await twoDesks();
  expect(
    await importText(
      desk,
      forge(text, (event) => event),
    ),
  ).toMatchObject({calls: 3});
  const db = openDatabase({folder: desk.folder});
  expect(ownDevice(db)).toMatch(/^[0-9a-f-]{36}$/);
  db.close();
});
