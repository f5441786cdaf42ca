import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import Sqlite from 'better-sqlite3';
import {v7} from 'uuid';
import {describe, expect, onTestFinished, test} from 'vitest';
import {
  anAccount,
  anOutcome,
  confirm,
  openCall,
  openDesk,
  profile,
  record,
  temporaryFolder,
  type TestDesk,
} from '../open-desk.ts';

async function keepWords(desk: TestDesk, keepMissedSearches: boolean): Promise<void> {
  const {settings} = await desk.call('session.get', {});
  await desk.call('settings.save', {id: v7(), settings: {...settings, keepMissedSearches}});
}

const missed = (desk: TestDesk, text?: string, id = v7()) =>
  desk.call('search.missed', {id, language: 'zh-CN', ...(text !== undefined && {text})});

async function listed(desk: TestDesk) {
  await desk.as('lead');
  const list = await desk.call('search.listMissed', {});
  await desk.as('agent');
  return list;
}

describe('a search that found nothing', () => {
  test('is counted by the day of the desk, and its words are not kept unless the desk agreed', async () => {
    const desk = openDesk();
    await missed(desk, '遗产怎么办');
    desk.clock.now = new Date('2026-11-21T16:30:00.000Z');
    await missed(desk);
    await missed(desk, 'what about the estate');
    expect(await listed(desk)).toEqual({
      days: [
        {day: '2026-11-22', count: 2},
        {day: '2026-11-21', count: 1},
      ],
      texts: [],
    });
  });

  test('is counted once under one id', async () => {
    const desk = openDesk();
    const id = v7();
    await missed(desk, undefined, id);
    await missed(desk, undefined, id);
    expect((await listed(desk)).days).toEqual([{day: '2026-11-21', count: 1}]);
  });

  test('is kept in its words where the desk agreed: the most frequent first, in one form', async () => {
    const desk = openDesk();
    await keepWords(desk, true);
    await missed(desk, '遗产');
    await missed(desk, 'Ｙｉｃｈａｎ');
    await missed(desk, ' yichan ');
    expect((await listed(desk)).texts).toEqual([
      {text: 'yichan', language: 'zh-CN', count: 2, lastDay: '2026-11-21'},
      {text: '遗产', language: 'zh-CN', count: 1, lastDay: '2026-11-21'},
    ]);
  });

  test('holds no digits, no address, and no name of the customer', async () => {
    const desk = openDesk();
    await keepWords(desk, true);
    const account = anAccount();
    await desk.call('account.save', {account});
    const callId = await openCall(desk, account);
    await missed(desk, `张伟明说 139 1234 5678 ${account.reference} a@b.example 欠３２８０`);
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome()});
    const [kept] = (await listed(desk)).texts;
    expect(kept?.text).not.toMatch(/\d|张伟明|b\.example/);
    expect(kept?.text).toMatch(/\*\*说.*欠#/);
    desk.backend.close();
    expect(readFileSync(join(desk.folder, 'callside.db')).includes('张伟明说')).toBe(false);
  });

  test('loses its words when the desk takes its consent back; the counts stay', async () => {
    const desk = openDesk();
    await keepWords(desk, true);
    await missed(desk, '遗产');
    await keepWords(desk, false);
    expect(await listed(desk)).toEqual({days: [{day: '2026-11-21', count: 1}], texts: []});
  });

  test('is one of many at most: old days and old words go', async () => {
    const desk = openDesk();
    await keepWords(desk, true);
    await missed(desk, 'of another year');
    desk.clock.now = new Date('2027-11-30T04:00:00.000Z');
    for (let i = 0; i < 2010; i += 1)
      await missed(desk, `words ${'x'.repeat(i % 7)}${String.fromCodePoint(0x4e00 + i)}`);
    const list = await listed(desk);
    expect(list.days).toEqual([{day: '2027-11-30', count: 2010}]);
    expect(list.texts).toHaveLength(500);
    const db = new Sqlite(join(desk.folder, 'callside.db'), {readonly: true});
    onTestFinished(() => void db.close());
    expect(db.prepare('SELECT count(text) FROM missed_search').pluck().get()).toBe(2000);
  });

  test('can be cleared by a lead, which is on record', async () => {
    const desk = openDesk();
    await missed(desk);
    await desk.as('lead');
    await desk.call('search.clearMissed', {id: v7()});
    expect(await desk.call('search.listMissed', {})).toEqual({days: [], texts: []});
    const db = new Sqlite(join(desk.folder, 'callside.db'), {readonly: true});
    onTestFinished(() => void db.close());
    const payloads = db
      .prepare("SELECT payload FROM journal JOIN journal_payload USING (id) WHERE type = 'setting.changed'")
      .pluck()
      .all();
    expect(payloads).toContain('{"forgotten":"missedSearches"}');
  });
});

const picked = (objectionId: string, lineId: string | null = null) => ({
  type: 'objection.picked' as const,
  payload: {objectionId, title: objectionId, lineId, tone: 'standard' as const},
});
const said = (lineId: string) => ({type: 'line.used' as const, payload: {lineId, verbatim: false}});

async function callWith(desk: TestDesk, ...steps: (ReturnType<typeof picked> | ReturnType<typeof said>)[]) {
  const callId = await openCall(desk);
  await confirm(desk, callId);
  for (const step of steps) await record(desk, callId, step);
  const outcome = anOutcome({contact: 'RPC', result: 'RFS', reason: 'forgot'});
  await desk.call('call.saveOutcome', {id: v7(), callId, outcome});
}

describe('what a desk learned of its use', () => {
  test('is how often an objection was picked and its answer said, by this agent and by the team', async () => {
    const desk = openDesk();
    expect(await desk.call('search.usage', {})).toEqual([]);
    await callWith(desk, picked('forgot', 'forgot.soft'), said('forgot.soft'), said('opening.l1'));
    await callWith(desk, picked('no-money-now'));
    expect(await desk.call('search.usage', {})).toEqual([
      ['forgot', 4],
      ['no-money-now', 2],
    ]);
    await desk.call('profile.save', {id: v7(), profile: {...profile, agentId: 'A-18', spokenName: '小吴'}});
    expect(await desk.call('search.usage', {})).toEqual([
      ['forgot', 2],
      ['no-money-now', 1],
    ]);
    await desk.call('profile.save', {id: v7(), profile: {...profile, agentId: 'A-19', team: '二组'}});
    expect(await desk.call('search.usage', {})).toEqual([]);
  });

  test('fades, and is gone after half a year', async () => {
    const desk = openDesk();
    await callWith(desk, picked('forgot'));
    desk.clock.now = new Date('2026-12-21T04:00:00.000Z');
    expect(await desk.call('search.usage', {})).toEqual([['forgot', 1]]);
    desk.clock.now = new Date('2027-06-21T04:00:00.000Z');
    expect(await desk.call('search.usage', {})).toEqual([]);
  });

  test('counts a step once that is sent twice', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    const id = v7();
    for (let i = 0; i < 3; i += 1) await record(desk, callId, picked('forgot'), id);
    expect(await desk.call('search.usage', {})).toEqual([['forgot', 2]]);
  });

  test('is forgotten on demand, told to the windows and put on record; the journal stays whole', async () => {
    const desk = openDesk();
    await callWith(desk, picked('forgot'));
    const id = v7();
    await desk.call('search.forgetUsage', {id});
    await desk.call('search.forgetUsage', {id});
    expect(await desk.call('search.usage', {})).toEqual([]);
    expect(desk.events.filter(({type}) => type === 'usage.forgotten')).toHaveLength(2);
    expect(await desk.call('journal.verify', {})).toMatchObject({ok: true});
    await callWith(desk, picked('no-money-now'));
    expect(await desk.call('search.usage', {})).toEqual([['no-money-now', 2]]);
  });

  test('is not learned from calls of another desk', async () => {
    const other = openDesk({profile: {...profile, agentId: 'A-30'}});
    await callWith(other, picked('forgot'));
    await other.as('qa');
    const {text} = await other.call('notes.bundle', {id: v7(), cursor: null});
    const desk = openDesk({dataFolder: join(temporaryFolder(), 'second')});
    await desk.as('qa');
    expect((await desk.call('notes.import', {id: v7(), text})).calls).toBe(1);
    await desk.as('agent');
    expect(await desk.call('search.usage', {})).toEqual([]);
  });
});
