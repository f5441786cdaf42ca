import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import type {AccountInput} from '../../electron/contract/account.ts';
import type {PaymentPlan} from '../../electron/contract/payment-plan.ts';
import type {PromiseNote} from '../../electron/contract/promise.ts';
import {
  anAccount,
  anOutcome,
  aPromise,
  confirm,
  openCall,
  openDesk,
  profile,
  record,
  talk,
  type TestDesk,
} from '../open-desk.ts';

const at = (day: string, time = '04:00') => new Date(`${day}T${time}:00.000Z`);

async function deskWithAccount(): Promise<{desk: TestDesk; account: AccountInput}> {
  const desk = openDesk();
  const account = anAccount({person: {id: v7(), name: '张伟明'}});
  await desk.call('account.save', {account});
  return {desk, account};
}

const promising = (day: string, amount = 100_000) =>
  anOutcome({contact: 'RPC', result: 'PTP', promise: aPromise({day, amount})});

const note = (desk: TestDesk, promiseId: string, noted: PromiseNote) =>
  desk.call('promise.note', {id: v7(), promiseId, noted});

const onBoard = async (desk: TestDesk) => (await desk.call('promise.list', {})).promises;

describe('a promise', () => {
  test('stands on the board until its day is over, then asks for a look', async () => {
    const {desk, account} = await deskWithAccount();
    const callId = await talk(desk, promising('2026-11-25'), account);
    const [row] = await onBoard(desk);
    expect(row).toMatchObject({
      callId,
      accountId: account.id,
      customerName: '张**',
      state: 'open',
      due: 'upcoming',
      amount: 100_000,
      paid: 0,
      next: {day: '2026-11-25', amount: 100_000},
    });
    expect(row?.reference).toMatch(/^\*/);
    desk.clock.now = at('2026-11-25');
    expect((await onBoard(desk))[0]?.due).toBe('today');
    // A minute past midnight in Shanghai, still the day before in UTC.
    desk.clock.now = at('2026-11-25', '16:01');
    expect((await onBoard(desk))[0]?.due).toBe('check');
  });

  test('is kept by what came in on its day, also when it is noted later', async () => {
    const {desk, account} = await deskWithAccount();
    const callId = await talk(desk, promising('2026-11-25'), account);
    desk.clock.now = at('2026-11-26');
    expect(await note(desk, callId, {kind: 'payment', amount: 60_000, day: '2026-11-24'})).toMatchObject({
      state: 'open',
      next: {amount: 40_000},
    });
    expect(await note(desk, callId, {kind: 'payment', amount: 40_000, day: '2026-11-25'})).toMatchObject({
      state: 'kept',
      due: null,
      paid: 100_000,
    });
    expect((await desk.call('promise.list', {})).rate).toMatchObject({kept: 1, broken: 0});
  });

  test('is partly kept when the rest did not come', async () => {
    const {desk, account} = await deskWithAccount();
    const callId = await talk(desk, promising('2026-11-25'), account);
    desk.clock.now = at('2026-11-26');
    await note(desk, callId, {kind: 'payment', amount: 60_000, day: '2026-11-25'});
    expect(await note(desk, callId, {kind: 'nothing'})).toMatchObject({state: 'partlyKept', paid: 60_000});
  });

  test('cannot be called broken before its day is over', async () => {
    const {desk, account} = await deskWithAccount();
    const promiseId = await talk(desk, promising('2026-11-25'), account);
    desk.clock.now = at('2026-11-25', '15:59');
    const refused = await desk.refusal('promise.note', {id: v7(), promiseId, noted: {kind: 'nothing'}});
    expect(refused.code).toBe('conflict');
    expect((await onBoard(desk))[0]?.state).toBe('open');
  });

  test('takes no payment of tomorrow, and none from before it was made', async () => {
    const {desk, account} = await deskWithAccount();
    const promiseId = await talk(desk, promising('2026-11-25'), account);
    for (const day of ['2026-11-22', '2026-11-20']) {
      const noted = {kind: 'payment', amount: 1, day} as const;
      const refused = await desk.refusal('promise.note', {id: v7(), promiseId, noted});
      expect([day, refused.code, refused.problems?.[0]?.path]).toEqual([day, 'invalid_input', 'noted.day']);
    }
  });

  test('noted twice under one id is noted once', async () => {
    const {desk, account} = await deskWithAccount();
    const promiseId = await talk(desk, promising('2026-11-25'), account);
    const same = {id: v7(), promiseId, noted: {kind: 'payment', amount: 30_000, day: '2026-11-21'}} as const;
    await desk.call('promise.note', same);
    expect((await desk.call('promise.note', same)).paid).toBe(30_000);
  });

  test('gives way to another that is made before its day', async () => {
    const {desk, account} = await deskWithAccount();
    const first = await talk(desk, promising('2026-11-25'), account);
    desk.clock.now = at('2026-11-24');
    const second = await talk(desk, promising('2026-12-05'), account);
    expect((await onBoard(desk)).map(({callId}) => callId)).toEqual([second]);
    expect((await desk.call('promise.list', {})).rate).toMatchObject({kept: 0, partlyKept: 0, broken: 0});
    // A correction that takes the second one back leaves the first as it was.
    const outcome = anOutcome({contact: 'RPC', result: 'EVD'});
    await desk.call('call.correct', {id: v7(), callId: second, outcome, why: '听错了'});
    expect((await onBoard(desk)).map(({callId, state}) => [callId, state])).toEqual([[first, 'open']]);
  });

  test('follows a correction of its day', async () => {
    const {desk, account} = await deskWithAccount();
    const callId = await talk(desk, promising('2026-11-25'), account);
    await desk.call('call.correct', {id: v7(), callId, outcome: promising('2026-11-28', 50_000), why: '日期记错'});
    expect((await onBoard(desk))[0]?.next).toEqual({day: '2026-11-28', amount: 50_000});
  });

  test('is told in the story of its call, and the journal proves it', async () => {
    const {desk, account} = await deskWithAccount();
    const callId = await talk(desk, promising('2026-11-22'), account);
    desk.clock.now = at('2026-11-23');
    await note(desk, callId, {kind: 'nothing'});
    const {timeline, verified} = await desk.call('call.get', {id: callId});
    expect(timeline.at(-1)?.type).toBe('promise.checked');
    expect(verified).toBe(true);
    expect((await desk.call('journal.verify', {})).ok).toBe(true);
  });

  test('survives a restart', async () => {
    const {desk, account} = await deskWithAccount();
    const callId = await talk(desk, promising('2026-11-25'), account);
    await note(desk, callId, {kind: 'payment', amount: 100_000, day: '2026-11-21'});
    expect((await onBoard(desk.reopen()))[0]).toMatchObject({callId, state: 'kept'});
  });
});

describe('a plan', () => {
  const plan: PaymentPlan = {
    currency: 'CNY',
    instalments: [
      {day: '2026-11-25', amount: 110_000},
      {day: '2026-12-25', amount: 109_025},
      {day: '2027-01-25', amount: 109_025},
    ],
  };
  const agreed = (more: object = {}) =>
    anOutcome({
      contact: 'RPC',
      result: 'PTP-P',
      promise: aPromise({amount: 110_000, day: '2026-11-25', plan, ...more}),
    });

  test('is followed part by part', async () => {
    const {desk, account} = await deskWithAccount();
    const callId = await talk(desk, agreed(), account);
    desk.clock.now = at('2026-11-26');
    const after = await note(desk, callId, {kind: 'payment', amount: 110_000, day: '2026-11-25'});
    expect(after).toMatchObject({state: 'open', due: 'upcoming', next: {day: '2026-12-25', amount: 109_025}});
    expect(after.amount).toBe(328_050);
    desk.clock.now = at('2026-12-26');
    expect(await note(desk, callId, {kind: 'nothing'})).toMatchObject({state: 'broken', next: null});
  });

  test('starts with what is promised, and goes with a promise in parts only', async () => {
    const {desk, account} = await deskWithAccount();
    const callId = await openCall(desk, account);
    await confirm(desk, callId);
    const other = await desk.refusal('call.saveOutcome', {id: v7(), callId, outcome: agreed({amount: 1})});
    expect(other.problems?.map(({path}) => path)).toEqual(['promise.plan']);
    const whole = await desk.refusal('call.saveOutcome', {id: v7(), callId, outcome: {...agreed(), result: 'PTP'}});
    expect(whole.problems?.map(({path}) => path)).toEqual(['promise.plan']);
  });
});

describe('two broken promises', () => {
  async function brokenPromise(desk: TestDesk, account: AccountInput, madeOn: string, day: string, nextDay: string) {
    desk.clock.now = at(madeOn);
    const callId = await talk(desk, promising(day), account);
    desk.clock.now = at(nextDay);
    await note(desk, callId, {kind: 'nothing'});
    return callId;
  }

  test('are a task for the lead, until the lead decides', async () => {
    const {desk, account} = await deskWithAccount();
    await brokenPromise(desk, account, '2026-11-21', '2026-11-22', '2026-11-23');
    expect((await desk.call('promise.list', {})).brokenTwice).toEqual([]);
    const second = await brokenPromise(desk, account, '2026-11-23', '2026-11-24', '2026-11-25');
    await desk.as('lead');
    const {brokenTwice} = await desk.call('promise.list', {});
    expect(brokenTwice).toMatchObject([
      {accountId: account.id, broken: 2, customerName: '张**', agent: profile.agentId, lastCallId: second},
    ]);
    const decision = '改为每周还一小笔，由老员工跟进张伟明';
    await desk.call('promise.review', {id: v7(), accountId: account.id, decision});
    expect((await desk.call('promise.list', {})).brokenTwice).toEqual([]);
    const again = await desk.refusal('promise.review', {id: v7(), accountId: account.id, decision});
    expect(again.code).toBe('not_found');
    // The names in what was decided are masked like those of a note.
    const told = (await desk.call('call.get', {id: second})).timeline.at(-1);
    expect(told).toMatchObject({type: 'promise.reviewed', payload: {decision: '改为每周还一小笔，由老员工跟进**'}});
    // A third one is a task again.
    await desk.as('agent');
    await brokenPromise(desk, account, '2026-11-26', '2026-11-27', '2026-11-28');
    expect((await desk.call('promise.list', {})).brokenTwice).toMatchObject([{broken: 3}]);
  });

  test('are none when one between them was kept', async () => {
    const {desk, account} = await deskWithAccount();
    await brokenPromise(desk, account, '2026-11-21', '2026-11-22', '2026-11-23');
    const kept = await talk(desk, promising('2026-11-24'), account);
    await note(desk, kept, {kind: 'payment', amount: 100_000, day: '2026-11-23'});
    await brokenPromise(desk, account, '2026-11-25', '2026-11-26', '2026-11-27');
    expect((await desk.call('promise.list', {})).brokenTwice).toEqual([]);
  });
});

describe('the board', () => {
  test('is the own one for an agent, and everybody’s for a lead', async () => {
    const {desk, account} = await deskWithAccount();
    const promiseId = await talk(desk, promising('2026-11-25'), account);
    await desk.call('profile.save', {id: v7(), profile: {...profile, agentId: 'B-2', spokenName: '小吴'}});
    expect(await onBoard(desk)).toEqual([]);
    const noted = {kind: 'payment', amount: 1, day: '2026-11-21'} as const;
    expect((await desk.refusal('promise.note', {id: v7(), promiseId, noted})).code).toBe('not_found');
    await desk.as('lead');
    expect((await onBoard(desk)).map(({agent}) => agent)).toEqual([profile.agentId]);
    expect((await desk.call('promise.note', {id: v7(), promiseId, noted})).paid).toBe(1);
  });

  test('stays shut while somebody who is not confirmed is on the line', async () => {
    const {desk, account} = await deskWithAccount();
    const promiseId = await talk(desk, promising('2026-11-25'), account);
    const callId = await openCall(desk, account);
    await record(desk, callId, {type: 'call.connected', payload: {}});
    expect((await desk.refusal('promise.list', {})).code).toBe('forbidden');
    const noted = {kind: 'payment', amount: 1, day: '2026-11-21'} as const;
    expect((await desk.refusal('promise.note', {id: v7(), promiseId, noted})).code).toBe('forbidden');
    await record(desk, callId, {type: 'party.confirmed', payload: {checks: []}});
    expect(await onBoard(desk)).toHaveLength(1);
  });

  test('keeps an agreed callback until the customer was reached', async () => {
    const {desk, account} = await deskWithAccount();
    const nextAction = {kind: 'call', at: '2026-11-22T10:30', timeZone: 'Asia/Shanghai'} as const;
    await talk(desk, anOutcome({contact: 'RPC', result: 'CB', nextAction, note: '张伟明在开会'}), account);
    const [callback] = (await desk.call('promise.list', {})).callbacks;
    expect(callback).toMatchObject({at: '2026-11-22T10:30', late: false, note: '**在开会', customerName: '张**'});
    desk.clock.now = at('2026-11-23');
    await talk(desk, anOutcome({contact: 'NA'}), null);
    expect((await desk.call('promise.list', {})).callbacks).toMatchObject([{late: true}]);
    await talk(desk, anOutcome({contact: 'RPC', result: 'EVD'}), account);
    expect((await desk.call('promise.list', {})).callbacks).toEqual([]);
  });

  test('tells every window when something was noted', async () => {
    const {desk, account} = await deskWithAccount();
    const callId = await talk(desk, promising('2026-11-25'), account);
    await note(desk, callId, {kind: 'payment', amount: 1, day: '2026-11-21'});
    expect(desk.events.at(-1)).toEqual({type: 'promise.changed', callId});
  });
});

describe('the journal of another desk', () => {
  async function bundled(desk: TestDesk): Promise<string> {
    await desk.as('qa');
    const page = await desk.call('notes.bundle', {id: v7(), cursor: null});
    return page.text;
  }

  test('brings its promises along with what became of them', async () => {
    const {desk: other, account} = await deskWithAccount();
    const callId = await talk(other, promising('2026-11-22'), account);
    other.clock.now = at('2026-11-23');
    await note(other, callId, {kind: 'nothing'});
    const desk = openDesk();
    desk.clock.now = at('2026-11-23');
    await desk.as('qa');
    await desk.call('notes.import', {id: v7(), text: await bundled(other)});
    await desk.as('lead');
    expect(await onBoard(desk)).toMatchObject([{callId, state: 'broken'}]);
  });
});

describe('what is thought out before a call', () => {
  test('is kept with what was reached, and told in its story', async () => {
    const {desk, account} = await deskWithAccount();
    const callId = await openCall(desk, account);
    const payload = {goals: ['learnReason', 'datedPromise'], predicted: ['delay'], prepared: ['account']} as const;
    await record(desk, callId, {
      type: 'call.planned',
      payload: {...payload, goals: [...payload.goals], predicted: ['delay'], prepared: ['account']},
    });
    await confirm(desk, callId);
    const outcome = anOutcome({contact: 'RPC', result: 'EVD', goalsMet: ['learnReason'], reaction: 'deflect'});
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome});
    const {record: told, timeline} = await desk.call('call.get', {id: callId});
    expect(told.planned).toEqual(payload);
    expect(told.outcome).toMatchObject({goalsMet: ['learnReason'], reaction: 'deflect'});
    expect(timeline.map(({type}) => type)).toContain('call.planned');
  });

  test('has two goals at most', async () => {
    const {desk} = await deskWithAccount();
    const callId = await openCall(desk);
    const payload = {goals: ['learnReason', 'datedPromise', 'remind'], predicted: [], prepared: []};
    const step = {type: 'call.planned', payload} as unknown as Parameters<typeof record>[2];
    expect((await desk.refusal('call.record', {id: v7(), callId, step})).code).toBe('invalid_input');
  });

  test('of a reminder is ticked item by item, the newest list counts', async () => {
    const {desk, account} = await deskWithAccount();
    const callId = await openCall(desk, account);
    await confirm(desk, callId);
    await record(desk, callId, {type: 'reminder.checked', payload: {items: ['amountTold']}});
    const {record: told} = await record(desk, callId, {
      type: 'reminder.checked',
      payload: {items: ['amountTold', 'balanceThere']},
    });
    expect(told.reminder).toEqual(['amountTold', 'balanceThere']);
  });
});
