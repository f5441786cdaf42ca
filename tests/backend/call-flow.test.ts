import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import type {Draft, Outcome} from '../../electron/contract/call.ts';
import type {Profile} from '../../electron/contract/desk.ts';
import {openDatabase} from '../../electron/store/database.ts';
import {
  anAccount,
  anOutcome,
  aPromise,
  confirm,
  madeCall,
  NOON,
  openCall,
  openDesk,
  profile,
  record,
  type Step,
  talk,
  type TestDesk,
} from '../open-desk.ts';

const confirmed: Step = {type: 'party.confirmed', payload: {checks: ['idTail']}};
const connected: Step = {type: 'call.connected', payload: {}};
const third: Step = {type: 'party.third', payload: {relation: '配偶'}};
const promised = anOutcome({contact: 'RPC', result: 'PTP', reason: 'forgot', promise: aPromise(), note: '周三还'});
const draft: Draft = {note: '', objectionId: null, tone: 'standard', slots: {}, form: {}};
const colleague: Profile = {...profile, agentId: 'A-18', spokenName: '小林'};

async function withAccount(desk: TestDesk) {
  const account = anAccount();
  await desk.call('account.save', {account});
  return account;
}

describe('a whole call', () => {
  test('is opened, connected, confirmed, answered and saved, and stands in list, timeline and journal', async () => {
    const desk = openDesk();
    const account = await withAccount(desk);
    const callId = await openCall(desk, account);
    await record(desk, callId, connected);
    desk.clock.now = new Date('2026-11-21T04:00:30.000Z');
    await record(desk, callId, confirmed);
    await record(desk, callId, {type: 'stage.entered', payload: {stageId: 'understanding', kind: 'understanding'}});
    const [hit] = (await desk.call('pack.search', {text: 'wangle', limit: 3})).hits;
    expect(hit).toMatchObject({objectionId: 'forgot', title: '我忘了还款'});
    await record(desk, callId, {
      type: 'objection.picked',
      payload: {objectionId: 'forgot', title: '我忘了还款', lineId: 'forgot.firm', tone: 'firm'},
    });
    const during = await record(desk, callId, {type: 'line.used', payload: {lineId: 'forgot.firm', verbatim: false}});
    expect(during.account?.debts[0]?.amount).toBe(328_050);
    desk.clock.now = new Date('2026-11-21T04:03:00.000Z');
    const row = await desk.call('call.saveOutcome', {id: v7(), callId, outcome: promised});
    expect(row).toMatchObject({contact: 'RPC', result: 'PTP', promiseDay: '2026-11-25', seconds: 180, note: '周三还'});
    expect(await desk.call('call.current', {})).toBeNull();

    const {record: told, timeline, verified} = await desk.call('call.get', {id: callId, unmasked: true});
    expect(verified).toBe(true);
    expect(timeline.map((event) => event.type)).toEqual([
      'call.opened',
      'rules.judged',
      'call.connected',
      'party.confirmed',
      'stage.entered',
      'objection.picked',
      'line.used',
      'outcome.saved',
    ]);
    expect(timeline.every((event) => event.agent === 'A-17')).toBe(true);
    expect(told.opened).toMatchObject({
      reference: account.reference,
      customerName: '张伟明',
      numberLabel: '本人手机',
      product: '消费贷',
      daysOverdue: 32,
      bucket: 'M2',
      firstCall: true,
      pack: {id: 'small', version: '1.0.0'},
      agentName: '小周',
      institution: '示例消费金融',
    });
    expect((await desk.call('journal.verify', {})).ok).toBe(true);
    expect(desk.events.filter((event) => event.type === 'call.changed').length).toBeGreaterThan(5);
    expect(desk.log).toEqual([]);
  });

  test('is saved with the pack’s exact fingerprint', async () => {
    const desk = openDesk();
    const callId = await madeCall(desk);
    const [info] = await desk.call('pack.list', {});
    const {record: told} = await desk.call('call.get', {id: callId});
    expect(told.opened.pack).toEqual({id: info?.id, version: info?.version, sha256: info?.sha256});
  });

  test('to nobody is one step, and the next can follow at once', async () => {
    const desk = openDesk();
    await madeCall(desk, anOutcome({contact: 'NA'}));
    await madeCall(desk, anOutcome({contact: 'BZ'}));
    expect((await desk.call('call.list', {filter: {}, offset: 0, limit: 10})).total).toBe(2);
  });

  test('has to be finished before the next is opened', async () => {
    const desk = openDesk();
    await openCall(desk);
    expect((await desk.refusal('call.open', openInput())).code).toBe('conflict');
  });

  test('is the second one to the same customer, and says so', async () => {
    const desk = openDesk();
    const account = await withAccount(desk);
    await talk(desk, anOutcome({contact: 'RPC', result: 'RFS'}), account);
    const second = await madeCall(desk, anOutcome(), account);
    expect((await desk.call('call.get', {id: second})).record.opened.firstCall).toBe(false);
  });

  test('is the first one until the customer was spoken to, whoever else was reached before', async () => {
    const desk = openDesk();
    const account = await withAccount(desk);
    const first = async (callId: string) =>
      (await desk.call('call.get', {id: callId, unmasked: true})).record.opened.firstCall;
    for (const contact of ['NA', 'BZ', 'VM'] as const) {
      expect(await first(await madeCall(desk, anOutcome({contact}), account))).toBe(true);
    }
    const relative = await openCall(desk, account);
    await record(desk, relative, third);
    await desk.call('call.saveOutcome', {id: v7(), callId: relative, outcome: anOutcome({contact: 'WPC'})});
    expect(await first(relative)).toBe(true);
    // What another customer was told is nothing that this one heard.
    const other = await withAccount(desk);
    await talk(desk, anOutcome({contact: 'RPC', result: 'RFS'}), other);
    expect(await first(await madeCall(desk, anOutcome({contact: 'RPC', result: 'RFS'}), account))).toBe(true);
    expect(await first(await madeCall(desk, anOutcome(), account))).toBe(false);
  });

  test('is no first one after the right party was confirmed, even when the line then dropped', async () => {
    const desk = openDesk();
    const account = await withAccount(desk);
    await talk(desk, anOutcome({contact: 'DROP'}), account);
    await openCall(desk, account);
    expect((await desk.call('call.current', {}))?.record.opened.firstCall).toBe(false);
  });

  test('needs an account and a number that exist', async () => {
    const desk = openDesk();
    const account = await withAccount(desk);
    expect((await desk.refusal('call.open', openInput({accountId: v7()}))).code).toBe('not_found');
    expect((await desk.refusal('call.open', openInput({accountId: account.id, numberId: v7()}))).code).toBe(
      'not_found',
    );
    expect((await desk.refusal('call.open', openInput({numberId: v7()}))).code).toBe('not_found');
    expect(await desk.call('call.current', {})).toBeNull();
  });

  test('cannot be made before somebody sits here', async () => {
    const desk = openDesk({profile: undefined});
    expect(await desk.refusal('call.open', openInput())).toMatchObject({code: 'unavailable'});
    expect((await desk.call('session.get', {})).profile).toBeNull();
  });

  test('is opened with the debt that is longest overdue', async () => {
    const desk = openDesk();
    const cash = anAccount().debts;
    const older = cash.map((debt) => ({...debt, id: v7(), product: '信用卡', dueDate: '2026-05-30'}));
    const account = anAccount({debts: [...cash, ...older]});
    await desk.call('account.save', {account});
    await openCall(desk, account);
    const current = await desk.call('call.current', {});
    expect(current?.record.opened).toMatchObject({product: '信用卡', daysOverdue: 175, bucket: 'M3+'});
  });

  test('counts its days in the zone of the customer', async () => {
    const desk = openDesk();
    desk.clock.now = new Date('2026-11-21T02:00:00.000Z');
    const account = anAccount({timeZones: {told: 'America/New_York', address: 'Asia/Shanghai', number: null}});
    await desk.call('account.save', {account});
    const callId = await openCall(desk, account);
    const current = await desk.call('call.current', {});
    expect(current?.record).toMatchObject({id: callId, opened: {timeZone: 'America/New_York', daysOverdue: 31}});
  });
});

const openInput = (more: object = {}) => ({
  id: v7(),
  accountId: null,
  direction: 'outbound' as const,
  mode: 'collection' as const,
  numberId: null,
  numberLabel: null,
  ...more,
});

describe('the verification gate', () => {
  test('lets no debt reach the page from "connected" until the right party is confirmed', async () => {
    const desk = openDesk();
    const account = await withAccount(desk);
    const callId = await openCall(desk, account);
    const debtWords = /328050|300000|28050|消费贷|2026-10-20|"daysOverdue":\d|"bucket":"M/;
    const seen = async () => JSON.stringify([await desk.call('call.current', {}), desk.events]);

    expect(await seen()).toMatch(debtWords);
    expect((await desk.call('account.get', {id: account.id})).debts).toHaveLength(1);

    expect(JSON.stringify(await record(desk, callId, connected))).not.toMatch(debtWords);
    expect(await seen()).not.toMatch(debtWords);
    expect((await desk.refusal('account.get', {id: account.id})).code).toBe('forbidden');
    // The account itself stays in view: a name and a number are needed to ask who is there.
    expect((await desk.call('call.current', {}))?.account?.person.name).toBe('张伟明');

    expect(JSON.stringify(await record(desk, callId, confirmed))).toMatch(debtWords);
    expect((await desk.call('account.get', {id: account.id})).debts).toHaveLength(1);

    expect(JSON.stringify(await record(desk, callId, third))).not.toMatch(debtWords);
    expect(await seen()).not.toMatch(debtWords);
    expect((await desk.refusal('account.get', {id: account.id})).code).toBe('forbidden');

    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome({contact: 'WPC'})});
    expect((await desk.call('account.get', {id: account.id})).debts).toHaveLength(1);
  });

  test('is closed for every account while a stranger is on the line', async () => {
    const desk = openDesk();
    const account = await withAccount(desk);
    const callId = await openCall(desk, account);
    await record(desk, callId, connected);
    const other = anAccount();
    await desk.call('account.save', {account: other});
    expect((await desk.refusal('account.get', {id: other.id})).code).toBe('forbidden');
    expect(JSON.stringify(await desk.call('account.list', {text: '', limit: 10}))).not.toMatch(/328050|消费贷/);
  });

  test('is closed from the first moment of a call that comes in', async () => {
    const desk = openDesk();
    const account = await withAccount(desk);
    const open = openInput({accountId: account.id, direction: 'inbound' as const});
    const debtWords = /328050|消费贷|2026-10-20|"daysOverdue":\d|"bucket":"M/;
    const opened = await desk.call('call.open', open);
    expect(opened.record).toMatchObject({connectedAt: NOON, party: 'unknown'});
    expect(opened.account?.debts).toEqual([]);
    expect(JSON.stringify([opened, await desk.call('call.current', {}), desk.events])).not.toMatch(debtWords);
    expect((await desk.refusal('account.get', {id: account.id})).code).toBe('forbidden');
    // No step "connected" is missing: who calls in can be confirmed at once.
    const shown = await record(desk, open.id, confirmed);
    expect(shown.account?.debts).toHaveLength(1);
    expect(shown.record.opened).toMatchObject({product: '消费贷', daysOverdue: 32, bucket: 'M2'});
    desk.clock.now = new Date('2026-11-21T04:01:00.000Z');
    const outcome = anOutcome({contact: 'RPC', result: 'RFS'});
    expect((await desk.call('call.saveOutcome', {id: v7(), callId: open.id, outcome})).seconds).toBe(60);
  });

  test('shuts the agent’s earlier calls and their notes, too', async () => {
    const desk = openDesk();
    const account = await withAccount(desk);
    const nextAction = {kind: 'call' as const, at: '2026-11-25T10:00', timeZone: 'Asia/Shanghai'};
    const earlier = await talk(desk, {...promised, tags: ['CMP'], nextAction, note: '欠三千二'}, account);
    const list = async () =>
      (await desk.call('call.list', {filter: {}, offset: 0, limit: 10})).rows.find((row) => row.id === earlier);
    const open = {
      result: 'PTP',
      tags: ['CMP'],
      note: '欠三千二',
      promiseDay: promised.promise?.day,
      promiseAmount: 100_000,
      promiseCurrency: 'CNY',
      nextAt: nextAction.at,
    };
    const shut = {
      result: null,
      tags: [],
      objections: [],
      note: '',
      promiseDay: null,
      promiseAmount: null,
      promiseCurrency: null,
      nextAt: null,
      // That there was a call is no debt content.
      contact: 'RPC',
      customerName: (await list())?.customerName,
    };

    const callId = await openCall(desk, account);
    expect(await list()).toMatchObject(open);
    await desk.call('call.get', {id: earlier, unmasked: true});

    await record(desk, callId, connected);
    expect(await list()).toMatchObject(shut);
    for (const id of [earlier, callId]) {
      expect((await desk.refusal('call.get', {id, unmasked: true})).code).toBe('forbidden');
      expect((await desk.refusal('call.get', {id})).code).toBe('forbidden');
    }

    await record(desk, callId, confirmed);
    expect(await list()).toMatchObject(open);
    await desk.call('call.get', {id: earlier});

    await record(desk, callId, third);
    expect(await list()).toMatchObject(shut);
    expect((await desk.refusal('call.get', {id: earlier})).code).toBe('forbidden');
    // Who sits at the desk in another role is not on the line; who took the seat over is not, either.
    for (const role of ['lead', 'qa'] as const) {
      await desk.as(role);
      expect(await list()).toMatchObject(open);
      await desk.call('call.get', {id: earlier});
    }
    await desk.as('agent');
    await desk.call('profile.save', {id: v7(), profile: colleague});
    const theirs = await madeCall(desk, anOutcome({note: '没人接'}));
    expect((await desk.call('call.get', {id: theirs})).row.note).toBe('没人接');
    await desk.call('profile.use', {id: v7(), agentId: 'A-17'});
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome({contact: 'WPC'})});
    expect(await list()).toMatchObject(open);
  });

  test('does not open for a call that is not connected', async () => {
    const desk = openDesk();
    const callId = await openCall(desk, await withAccount(desk));
    expect((await desk.refusal('call.record', {id: v7(), callId, step: confirmed})).code).toBe('conflict');
  });

  test('stays closed after the process died and was started again', async () => {
    const desk = openDesk();
    const account = await withAccount(desk);
    const callId = await openCall(desk, account);
    await record(desk, callId, connected);
    const again = desk.reopen();
    expect((await again.call('call.current', {}))?.account?.debts).toEqual([]);
    expect((await again.refusal('account.get', {id: account.id})).code).toBe('forbidden');
  });
});

describe('what is being typed', () => {
  test('is kept as it is, replaced as a whole, and removed with the outcome', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    const typed: Draft = {
      ...draft,
      note: '客户说他\n下周',
      objectionId: 'forgot',
      tone: 'firm',
      slots: {payDate: '周'},
      form: {contact: 'RPC', tags: ['CP'], consent: true},
    };
    await desk.call('call.saveDraft', {callId, draft: typed});
    expect((await desk.call('call.current', {}))?.draft).toEqual(typed);
    await desk.call('call.saveDraft', {callId, draft});
    expect((await desk.call('call.current', {}))?.draft).toEqual(draft);
    await desk.call('call.saveDraft', {callId, draft: typed});
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome()});
    expect((await desk.refusal('call.saveDraft', {callId, draft: typed})).code).toBe('conflict');
    // Nothing of it is left on the disk: half-sentences never become evidence.
    const db = openDatabase({folder: desk.folder});
    expect(db.prepare('SELECT count(*) FROM draft').pluck().get()).toBe(0);
    db.close();
  });

  test('is no event and no evidence', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    const before = (await desk.call('journal.verify', {})).events;
    await desk.call('call.saveDraft', {callId, draft: {...draft, note: 'half a sentence'}});
    expect((await desk.call('journal.verify', {})).events).toBe(before);
    expect(JSON.stringify(await desk.call('call.get', {id: callId}))).not.toContain('half a sentence');
  });

  test('belongs to a call that exists, of this agent', async () => {
    const desk = openDesk();
    expect((await desk.refusal('call.saveDraft', {callId: v7(), draft})).code).toBe('not_found');
    const callId = await openCall(desk);
    await desk.call('profile.save', {id: v7(), profile: colleague});
    expect((await desk.refusal('call.saveDraft', {callId, draft})).code).toBe('not_found');
  });

  test('is told to every window with the page that typed it, so that the others take it over', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    const page = v7();
    await desk.call('call.saveDraft', {callId, draft, page});
    expect(desk.events.at(-1)).toEqual({type: 'draft.saved', callId, page});
    await desk.call('call.saveDraft', {callId, draft});
    expect(desk.events.at(-1)).toEqual({type: 'draft.saved', callId, page: null});
    const told = desk.events.length;
    await desk.refusal('call.saveDraft', {callId: v7(), draft, page});
    expect(desk.events).toHaveLength(told);
  });

  test('loses control characters and nothing else', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    await desk.call('call.saveDraft', {callId, draft: {...draft, note: 'a\u0000b\r\nc\ud800d\u2028e'}});
    expect((await desk.call('call.current', {}))?.draft.note).toBe('ab\nc\ufffdde');
  });
});

describe('a second click', () => {
  test('opens, records and saves once', async () => {
    const desk = openDesk();
    const open = openInput();
    const first = await desk.call('call.open', open);
    expect(await desk.call('call.open', open)).toEqual(first);
    // Every window hears of the call; of the second click there is nothing to hear.
    expect(desk.events).toEqual([{type: 'call.changed', callId: open.id, at: NOON}]);
    const step = {id: v7(), callId: open.id, step: connected};
    expect(await desk.call('call.record', step)).toEqual(await desk.call('call.record', step));
    const save = {id: v7(), callId: open.id, outcome: anOutcome({contact: 'DROP', note: 'x'})};
    const row = await desk.call('call.saveOutcome', save);
    desk.clock.now = new Date('2026-11-21T05:00:00.000Z');
    expect(await desk.call('call.saveOutcome', save)).toEqual(row);
    const correction = {id: v7(), callId: open.id, outcome: anOutcome({contact: 'REJ'}), why: 'y'};
    expect(await desk.call('call.correct', correction)).toEqual(await desk.call('call.correct', correction));
    const {timeline, record: told} = await desk.call('call.get', {id: open.id});
    expect(timeline).toHaveLength(4);
    expect(told.corrections).toBe(1);
  });

  test('at the very same moment saves once', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    const save = {id: v7(), callId, outcome: anOutcome()};
    const rows = await Promise.all([1, 2, 3].map(() => desk.call('call.saveOutcome', save)));
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(1);
    expect((await desk.call('call.get', {id: callId})).timeline).toHaveLength(2);
  });

  test('with other content is a conflict', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    const id = v7();
    await desk.call('call.saveOutcome', {id, callId, outcome: anOutcome({note: 'one'})});
    expect((await desk.refusal('call.saveOutcome', {id, callId, outcome: anOutcome({note: 'two'})})).code).toBe(
      'conflict',
    );
    expect((await desk.call('call.get', {id: callId})).record.outcome?.note).toBe('one');
  });

  test('with a new id is refused, because the call has ended', async () => {
    const desk = openDesk();
    const callId = await madeCall(desk);
    expect((await desk.refusal('call.saveOutcome', {id: v7(), callId, outcome: anOutcome()})).code).toBe('conflict');
    expect((await desk.refusal('call.record', {id: v7(), callId, step: connected})).code).toBe('conflict');
    expect((await desk.refusal('call.open', openInput({id: callId}))).code).toBe('conflict');
  });
});

describe('an outcome', () => {
  test.for([
    ['half a promise', anOutcome({contact: 'RPC', result: 'PTP'}), ['promise']],
    [
      'a promise in the past',
      anOutcome({contact: 'RPC', result: 'PTP', promise: aPromise({day: '2026-11-20'})}),
      ['promise.day'],
    ],
    ['a promise that is none', anOutcome({contact: 'RPC', result: 'RFS', promise: aPromise()}), ['promise']],
    ['a debt talk with a stranger', anOutcome({contact: 'WPC', result: 'DISP'}), ['result']],
    ['a callback without a time', anOutcome({contact: 'RPC', result: 'CB'}), ['nextAction.at']],
    [
      'a callback in the past',
      anOutcome({
        contact: 'RPC',
        result: 'CB',
        nextAction: {kind: 'call', at: '2026-11-20T23:59', timeZone: 'Asia/Shanghai'},
      }),
      ['nextAction.at'],
    ],
    [
      'a task in the past',
      anOutcome({
        contact: 'RPC',
        result: 'DISP',
        nextAction: {kind: 'check', at: '2025-11-25T09:00', timeZone: 'Asia/Shanghai'},
      }),
      ['nextAction.at'],
    ],
    ['nothing at all', anOutcome({contact: 'RPC'}), ['result']],
  ] as const)('with %s is refused, and the call goes on', async ([, outcome, places]) => {
    const desk = openDesk();
    const callId = await openCall(desk);
    await confirm(desk, callId);
    const error = await desk.refusal('call.saveOutcome', {id: v7(), callId, outcome});
    expect(error).toMatchObject({code: 'invalid_input'});
    expect(error.problems?.map(({path}) => path)).toEqual(places);
    expect((await desk.call('call.current', {}))?.record.id).toBe(callId);
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: promised});
  });

  test('that is a promise needs the right party, confirmed in this call', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    const refused = async () => {
      const {problems} = await desk.refusal('call.saveOutcome', {id: v7(), callId, outcome: promised});
      return problems?.map(({path}) => path);
    };
    expect(await refused()).toEqual(['promise']);
    await record(desk, callId, connected);
    expect(await refused()).toEqual(['promise']);
    await record(desk, callId, confirmed);
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: promised});
  });

  test('cannot say that the customer was reached when somebody else was on the line', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    await confirm(desk, callId);
    await record(desk, callId, third);
    const refused = async (outcome: Outcome) =>
      (await desk.refusal('call.saveOutcome', {id: v7(), callId, outcome})).problems?.map(({path}) => path);
    expect(await refused(anOutcome({contact: 'RPC', result: 'RFS'}))).toEqual(['contact']);
    expect(await refused(promised)).toEqual(['contact', 'promise']);
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome({contact: 'WPC'})});
    // Nor can a correction make the customer of the third party.
    const correction = {id: v7(), callId, outcome: anOutcome({contact: 'RPC', result: 'RFS'}), why: 'x'};
    expect((await desk.refusal('call.correct', correction)).problems?.map(({path}) => path)).toEqual(['contact']);
  });

  test('that was not repeated back is no promise', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    await confirm(desk, callId);
    const reply = await desk.backend.call('call.saveOutcome', {
      id: v7(),
      callId,
      outcome: {...promised, promise: {...aPromise(), repeatedBack: false}},
    });
    expect(reply).toMatchObject({ok: false, error: {code: 'invalid_input'}});
  });

  test('may promise today where the customer is, though the desk has tomorrow already', async () => {
    const desk = openDesk();
    desk.clock.now = new Date('2026-11-21T02:00:00.000Z');
    const account = anAccount({timeZones: {told: 'America/New_York', address: null, number: null}});
    await desk.call('account.save', {account});
    const callId = await openCall(desk, account);
    await confirm(desk, callId);
    const outcome = anOutcome({contact: 'RPC', result: 'PTP', promise: aPromise({day: '2026-11-20'})});
    const row = await desk.call('call.saveOutcome', {id: v7(), callId, outcome});
    expect(row.promiseDay).toBe('2026-11-20');
  });

  test('is corrected, and the old one stays in the journal', async () => {
    const desk = openDesk();
    const callId = await talk(desk, promised);
    const row = await desk.call('call.correct', {
      id: v7(),
      callId,
      outcome: anOutcome({contact: 'RPC', result: 'HARD', note: '其实是困难'}),
      why: '选错了',
    });
    expect(row).toMatchObject({result: 'HARD', corrections: 1, promiseDay: null, note: '其实是困难'});
    const {record: told, timeline} = await desk.call('call.get', {id: callId});
    expect(told).toMatchObject({outcome: {result: 'HARD'}, corrections: 1});
    const [saved, corrected] = timeline.slice(-2);
    expect([saved?.type, corrected?.type]).toEqual(['outcome.saved', 'outcome.corrected']);
    expect(saved?.payload).toMatchObject({result: 'PTP', note: '周三还'});
    expect(corrected?.payload).toMatchObject({why: '选错了'});
    expect((await desk.call('journal.verify', {})).ok).toBe(true);
  });

  test('is corrected by the day on which it was made, weeks later too', async () => {
    const desk = openDesk();
    const callId = await talk(desk, promised);
    desk.clock.now = new Date('2027-02-01T00:00:00.000Z');
    const changed = {...promised, promise: aPromise({day: '2026-11-22'})};
    await desk.call('call.correct', {id: v7(), callId, outcome: changed, why: '日期记错'});
    const past = {...promised, promise: aPromise({day: '2026-11-20'})};
    expect((await desk.refusal('call.correct', {id: v7(), callId, outcome: past, why: 'x'})).code).toBe(
      'invalid_input',
    );
  });

  test('that was never saved cannot be corrected', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    expect((await desk.refusal('call.correct', {id: v7(), callId, outcome: anOutcome(), why: 'x'})).code).toBe(
      'conflict',
    );
    expect((await desk.refusal('call.correct', {id: v7(), callId: v7(), outcome: anOutcome(), why: 'x'})).code).toBe(
      'not_found',
    );
  });
});

describe('a shared PC', () => {
  test('gives each agent the own running call, draft and list', async () => {
    const desk = openDesk();
    const mine = await openCall(desk);
    await desk.call('call.saveDraft', {callId: mine, draft: {...draft, note: 'mine'}});
    desk.clock.now = new Date('2026-11-21T04:10:00.000Z');
    await desk.call('profile.save', {id: v7(), profile: colleague});
    expect(await desk.call('call.current', {})).toBeNull();
    const theirs = await openCall(desk);
    expect((await desk.call('call.list', {filter: {}, offset: 0, limit: 10})).rows.map((row) => row.id)).toEqual([
      theirs,
    ]);
    desk.clock.now = new Date('2026-11-21T04:20:00.000Z');
    await desk.call('profile.use', {id: v7(), agentId: 'A-17'});
    expect(await desk.call('call.current', {})).toMatchObject({
      record: {id: mine, agent: 'A-17'},
      draft: {note: 'mine'},
    });
    expect((await desk.call('session.get', {})).profile).toEqual(profile);
  });

  test('switches whatever the clock says', async () => {
    const desk = openDesk();
    await desk.call('profile.save', {id: v7(), profile: colleague});
    expect((await desk.call('session.get', {})).profile?.agentId).toBe('A-18');
    desk.clock.now = new Date('2026-11-20T00:00:00.000Z');
    await desk.call('profile.use', {id: v7(), agentId: 'A-17'});
    expect((await desk.call('session.get', {})).profile?.agentId).toBe('A-17');
    await desk.call('profile.save', {id: v7(), profile: {...colleague, agentId: 'A-19'}});
    expect((await desk.call('session.get', {})).profile?.agentId).toBe('A-19');
    await desk.call('profile.use', {id: v7(), agentId: 'A-18'});
    expect((await desk.reopen({profile: undefined}).call('session.get', {})).profile?.agentId).toBe('A-18');
  });

  test('lets nobody see, record, save or correct another’s call', async () => {
    const desk = openDesk();
    const mine = await openCall(desk);
    await desk.call('profile.save', {id: v7(), profile: colleague});
    expect((await desk.refusal('call.get', {id: mine})).code).toBe('not_found');
    expect((await desk.refusal('call.record', {id: v7(), callId: mine, step: connected})).code).toBe('not_found');
    expect((await desk.refusal('call.saveOutcome', {id: v7(), callId: mine, outcome: anOutcome()})).code).toBe(
      'not_found',
    );
    expect((await desk.refusal('call.open', openInput({id: mine}))).code).toBe('conflict');
    expect((await desk.call('call.list', {filter: {agent: 'A-17'}, offset: 0, limit: 10})).total).toBe(0);
    await desk.call('profile.use', {id: v7(), agentId: 'A-17'});
    await desk.call('call.saveOutcome', {id: v7(), callId: mine, outcome: anOutcome()});
    await desk.call('profile.use', {id: v7(), agentId: 'A-18'});
    expect((await desk.refusal('call.correct', {id: v7(), callId: mine, outcome: anOutcome(), why: 'x'})).code).toBe(
      'not_found',
    );
  });

  test('does not know agents who never sat here', async () => {
    const desk = openDesk();
    expect((await desk.refusal('profile.use', {id: v7(), agentId: 'A-99'})).code).toBe('not_found');
    expect((await desk.call('journal.verify', {})).ok).toBe(true);
  });
});

describe('who sees whom', () => {
  async function oneCall() {
    const desk = openDesk();
    const account = anAccount({reference: 'A-2026-00817'});
    await desk.call('account.save', {account});
    const callId = await talk(desk, {...promised, note: '张伟明 139 1234 5678 A-2026-00817'}, account);
    return {desk, callId};
  }
  const customer = /张伟明|00817[^"]|A-2026|139 1234/;
  const all = {filter: {}, offset: 0, limit: 10} as const;

  test('agents see their own calls unmasked one by one, and never a list of them', async () => {
    const {desk, callId} = await oneCall();
    expect(JSON.stringify(await desk.call('call.get', {id: callId, unmasked: true}))).toMatch(customer);
    expect(JSON.stringify(await desk.call('call.get', {id: callId}))).not.toMatch(customer);
    expect(JSON.stringify(await desk.call('call.list', all))).not.toMatch(customer);
    expect((await desk.refusal('call.list', {...all, unmasked: true})).code).toBe('forbidden');
  });

  test('a lead sees every call, masked', async () => {
    const {desk, callId} = await oneCall();
    await desk.as('lead');
    expect(JSON.stringify(await desk.call('call.list', all))).not.toMatch(customer);
    expect(JSON.stringify(await desk.call('call.get', {id: callId}))).not.toMatch(customer);
    expect((await desk.refusal('call.get', {id: callId, unmasked: true})).code).toBe('forbidden');
    expect((await desk.refusal('call.list', {...all, unmasked: true})).code).toBe('forbidden');
    expect(await desk.call('call.agents', {})).toEqual([{agent: 'A-17', name: '小周'}]);
  });

  test('QA sees every call, unmasked where it was asked for', async () => {
    const {desk, callId} = await oneCall();
    await desk.as('qa');
    expect(JSON.stringify(await desk.call('call.list', all))).not.toMatch(customer);
    expect(JSON.stringify(await desk.call('call.list', {...all, unmasked: true}))).toMatch(customer);
    expect(JSON.stringify(await desk.call('call.get', {id: callId}))).not.toMatch(customer);
    expect(JSON.stringify(await desk.call('call.get', {id: callId, unmasked: true}))).toMatch(customer);
  });
});

describe('the call list', () => {
  test('filters by day in the zone, agent, contact, result and tag, objection, text, and what is open', async () => {
    const desk = openDesk();
    const ids: Record<string, string> = {};
    // Four in the afternoon in Greenwich is midnight in Shanghai.
    desk.clock.now = new Date('2026-11-20T15:59:59.999Z');
    ids['before'] = await madeCall(desk, anOutcome({contact: 'NA', note: '100% 没人_接'}));
    desk.clock.now = new Date('2026-11-20T16:00:00.000Z');
    ids['first'] = await talk(desk, {...promised, tags: ['CP']});
    const withObjection = await openCall(desk);
    ids['objection'] = withObjection;
    await record(desk, withObjection, {
      type: 'objection.picked',
      payload: {objectionId: 'forgot', title: '我忘了还款', lineId: null, tone: 'soft'},
    });
    await desk.call('call.saveOutcome', {
      id: v7(),
      callId: withObjection,
      outcome: anOutcome({contact: 'RPC', result: 'CP'}),
    });
    desk.clock.now = new Date('2026-11-21T16:00:00.000Z');
    ids['open'] = await openCall(desk);
    await desk.as('qa');
    const found = async (filter: Parameters<typeof desk.call<'call.list'>>[1]['filter']) => {
      const {rows, total} = await desk.call('call.list', {filter, offset: 0, limit: 50});
      expect(total).toBe(rows.length);
      return rows
        .map((row) => Object.keys(ids).find((name) => ids[name] === row.id))
        .toSorted((a, b) => (a ?? '').localeCompare(b ?? ''));
    };
    expect(await found({})).toEqual(['before', 'first', 'objection', 'open']);
    expect(await found({from: '2026-11-21', to: '2026-11-21'})).toEqual(['first', 'objection']);
    expect(await found({to: '2026-11-20'})).toEqual(['before']);
    expect(await found({from: '2026-11-20', to: '2026-11-20', timeZone: 'UTC'})).toEqual([
      'before',
      'first',
      'objection',
    ]);
    expect(await found({agent: 'A-18'})).toEqual([]);
    expect(await found({contact: 'NA'})).toEqual(['before']);
    expect(await found({result: 'CP'})).toEqual(['first', 'objection']);
    expect(await found({result: 'PTP-P'})).toEqual([]);
    expect(await found({objection: '忘了'})).toEqual(['objection']);
    expect(await found({text: '周三'})).toEqual(['first']);
    expect(await found({text: '100%'})).toEqual(['before']);
    expect(await found({text: '0_'})).toEqual([]);
    expect(await found({text: "' OR 1=1 --"})).toEqual([]);
    expect(await found({open: true})).toEqual(['open']);
    expect(await found({open: false, contact: 'RPC'})).toEqual(['first', 'objection']);
  });

  test('gives pages from the newest on', async () => {
    const desk = openDesk();
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      desk.clock.now = new Date(Date.parse('2026-11-21T04:00:00.000Z') + i * 1000);
      ids.unshift(await madeCall(desk));
    }
    const page = async (offset: number) =>
      (await desk.call('call.list', {filter: {}, offset, limit: 2})).rows.map((row) => row.id);
    expect([...(await page(0)), ...(await page(2)), ...(await page(4)), ...(await page(6))]).toEqual(ids);
  });
});

describe('a listener that fails', () => {
  test('spoils neither what was saved nor what the others hear', async () => {
    const desk = openDesk();
    const heard: string[] = [];
    desk.backend.subscribe(() => {
      throw new Error('a window that is gone');
    });
    desk.backend.subscribe((event) => heard.push(event.type));
    const callId = await openCall(desk);
    await record(desk, callId, connected);
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome()});
    expect(heard).toEqual(['call.changed', 'call.changed', 'call.changed']);
    expect(desk.log.join()).toContain('a window that is gone');
  });

  test('and one that left hears nothing more', async () => {
    const desk = openDesk();
    const heard: string[] = [];
    desk.backend.subscribe((event) => heard.push(event.type))();
    await record(desk, await openCall(desk), connected);
    expect(heard).toEqual([]);
  });
});
