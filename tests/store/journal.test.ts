import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {v7} from 'uuid';
import {describe, expect, onTestFinished, test} from 'vitest';
import {CHAIN_START, type JournalEvent} from '../../electron/contract/journal.ts';
import {readCall} from '../../electron/store/calls.ts';
import {type Database, openDatabase} from '../../electron/store/database.ts';
import {identifyDesk} from '../../electron/store/desk.ts';
import {
  appendEvent,
  type NewEvent,
  ownDevice,
  readChain,
  readEvent,
  readHead,
  readTimeline,
} from '../../electron/store/journal.ts';
import {linkFault} from '../../electron/store/journal-chain.ts';
import {opened} from '../domain/a-record.ts';
import {NOON, temporaryFolder} from '../open-desk.ts';

function openJournal(folder = temporaryFolder()): Database {
  const db = openDatabase({folder});
  identifyDesk(db, new Date(NOON));
  onTestFinished(() => void db.close());
  return db;
}

const anEvent = (more: Partial<NewEvent> = {}): NewEvent => ({
  id: v7(),
  callId: null,
  type: 'setting.changed',
  payload: {theme: 'dark'},
  at: NOON,
  agent: 'A-17',
  ...more,
});
const aCall = (id = v7()) => anEvent({id, callId: id, type: 'call.opened', payload: opened()});

const chainOf = (db: Database) => readChain(db, ownDevice(db), 0, 1_000_000);

/** Faults of a whole chain; none in one that holds from its start to its noted head. */
function faultsOf(db: Database): string[] {
  let prev = CHAIN_START;
  const faults = chainOf(db).flatMap((event: JournalEvent, i) => {
    const fault = linkFault(event, i + 1, prev);
    prev = event.hash;
    return fault === null ? [] : [`${i + 1} ${fault}`];
  });
  const head = readHead(db, ownDevice(db));
  return head.hash === prev && head.seq === chainOf(db).length ? faults : [...faults, 'head'];
}

describe('the journal', () => {
  test('chains events from the start on, and notes its head', () => {
    const db = openJournal();
    expect(readHead(db, ownDevice(db))).toEqual({seq: 0, hash: CHAIN_START});
    for (let i = 0; i < 5; i += 1) appendEvent(db, anEvent());
    expect(chainOf(db).map((event) => event.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(faultsOf(db)).toEqual([]);
  });

  test('keeps what was given, to the letter', () => {
    const db = openJournal();
    const event = anEvent({payload: {note: '张伟 "忘了"\n', n: 0.1, list: [null, true]}});
    appendEvent(db, event);
    const kept = readEvent(db, event.id);
    expect(kept).toMatchObject({id: event.id, type: event.type, at: NOON, agent: 'A-17', callId: null});
    expect(JSON.parse(kept?.payload ?? '')).toEqual(event.payload);
  });

  test('brings the summary of the call along in the same step', () => {
    const db = openJournal();
    const open = aCall();
    const record = appendEvent(db, open);
    expect(record).toEqual(readCall(db, open.id));
    appendEvent(db, anEvent({callId: open.id, type: 'call.connected', payload: {}}));
    expect(readCall(db, open.id)).toMatchObject({connectedAt: NOON, lastSeq: 2});
    expect(readTimeline(db, open.id).map((event) => event.type)).toEqual(['call.opened', 'call.connected']);
  });
});

describe('a repeated id', () => {
  test('with the same content changes nothing and answers the same', () => {
    const db = openJournal();
    const open = aCall();
    const record = appendEvent(db, open);
    expect(appendEvent(db, {...open, at: '2026-11-22T00:00:00.000Z'})).toEqual(record);
    expect(chainOf(db)).toHaveLength(1);
    expect(faultsOf(db)).toEqual([]);
  });

  test.for([
    ['another payload', {payload: {theme: 'light'}}],
    ['another type', {type: 'profile.used'}],
    ['another call', {callId: '01935a00-0000-7000-8000-000000000001'}],
  ] as const)('with %s is a conflict, and nothing is changed', ([, more]) => {
    const db = openJournal();
    const event = anEvent();
    appendEvent(db, event);
    expect(() => appendEvent(db, {...event, ...more})).toThrow(/^conflict/);
    expect(chainOf(db)).toHaveLength(1);
    expect(readEvent(db, event.id)?.payload).toBe('{"theme":"dark"}');
  });

  test('whose payload was erased is still known', () => {
    const db = openJournal();
    const event = anEvent();
    appendEvent(db, event);
    db.prepare('DELETE FROM journal_payload WHERE id = ?').run(event.id);
    appendEvent(db, event);
    expect(chainOf(db)).toHaveLength(1);
    expect(faultsOf(db)).toEqual([]);
  });
});

describe('an event that does not follow', () => {
  test('leaves neither a link nor a summary', () => {
    const db = openJournal();
    const open = aCall();
    appendEvent(db, open);
    const before = readHead(db, ownDevice(db));
    expect(() => appendEvent(db, anEvent({callId: open.id, type: 'party.confirmed', payload: {checks: []}}))).toThrow(
      /^conflict/,
    );
    expect(() => appendEvent(db, anEvent({callId: v7(), type: 'call.connected', payload: {}}))).toThrow(/^conflict/);
    expect(() => appendEvent(db, anEvent({callId: open.id, type: 'call.exploded', payload: {}}))).toThrow('Invalid');
    expect(readHead(db, ownDevice(db))).toEqual(before);
    expect(faultsOf(db)).toEqual([]);
    expect(readCall(db, open.id)?.party).toBe('unknown');
  });

  test('takes back what its caller did in the same step', () => {
    const db = openJournal();
    const step = db.transaction(() => {
      appendEvent(db, anEvent());
      throw new Error('power failure');
    });
    expect(step).toThrow('power failure');
    expect(chainOf(db)).toEqual([]);
    expect(faultsOf(db)).toEqual([]);
  });
});

describe('two writers', () => {
  test('on two connections keep one chain', () => {
    const folder = temporaryFolder();
    const one = openJournal(folder);
    const other = openJournal(folder);
    expect(ownDevice(one)).toBe(ownDevice(other));
    for (let i = 0; i < 50; i += 1) appendEvent(i % 2 === 0 ? one : other, anEvent());
    expect(chainOf(one)).toHaveLength(50);
    expect(faultsOf(other)).toEqual([]);
  });

  test('in processes of their own, all at once, keep one chain', {timeout: 120_000}, async () => {
    const folder = temporaryFolder();
    const db = openJournal(folder);
    const script = fileURLToPath(new URL('append-events.ts', import.meta.url));
    const run = (agent: string) => promisify(execFile)(process.execPath, [script, folder, '60', agent]);
    const running = Promise.all([run('one'), run('two'), run('three')]);
    for (let i = 0; i < 20; i += 1) {
      appendEvent(db, anEvent({agent: 'four'}));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await running;
    const chain = chainOf(db);
    expect(chain).toHaveLength(200);
    expect(
      Object.fromEntries(
        Map.groupBy(chain, (event) => event.agent)
          .entries()
          .map(([agent, list]) => [agent, list.length]),
      ),
    ).toEqual({
      one: 60,
      two: 60,
      three: 60,
      four: 20,
    });
    expect(faultsOf(db)).toEqual([]);
  });
});
