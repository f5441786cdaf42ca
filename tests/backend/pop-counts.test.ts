import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import {openDatabase} from '../../electron/store/database.ts';
import {anAccount, openDesk, type TestDesk} from '../open-desk.ts';
import {judge, later, planned, savedUs, usAccount, usDesk, verdict} from '../rules-desk.ts';

const REFERENCE = 'R-7';

async function popped(desk: TestDesk, counts: string, more = `&account=${REFERENCE}`): Promise<string> {
  const {id} = await desk.call('pop.receive', {id: v7(), door: 'web', text: `phone=2025550101${more}&${counts}`});
  return id ?? '';
}

function notedIn(desk: TestDesk): number {
  const db = openDatabase({folder: desk.folder});
  try {
    return db.prepare<[], number>("SELECT count(*) FROM journal WHERE type = 'contact.noted'").pluck().get() ?? 0;
  } finally {
    db.close();
  }
}

const used = (judgement: Awaited<ReturnType<typeof judge>>, ruleId: string) => {
  const counter = judgement.counters.find((one) => one.ruleId === ruleId);
  return [counter?.used ?? 0, counter?.outside ?? 0];
};

describe('what a dialer counted', () => {
  test('seven calls in seven days block a call that the pop would become, and what was told stays told', async () => {
    const desk = usDesk();
    const account = await savedUs(desk, {reference: REFERENCE});
    const popId = await popped(desk, 'calls_7d=7');
    const told = await judge(desk, account, {popId});
    expect(told.findings.map(({ruleId}) => ruleId)).toContain('US-FREQ-01');
    expect(used(told, 'US-FREQ-01')).toEqual([7, 7]);
    // Asking keeps nothing.
    expect(notedIn(desk)).toBe(0);
    expect(used(await judge(desk, account), 'US-FREQ-01')).toEqual([0, 0]);

    const refusal = await desk.refusal('call.open', planned(account, {popId}));
    expect(refusal.code).toBe('forbidden');
    expect(refusal.problems?.map(({path}) => path)).toContain('US-FREQ-01');
    // Without the pop it is no other call.
    expect((await desk.refusal('call.open', planned(account))).code).toBe('forbidden');
    await desk.refusal('call.open', planned(account, {popId}));
    expect(notedIn(desk)).toBe(1);
    expect(used(await judge(desk, account), 'US-FREQ-01')).toEqual([7, 7]);
    later(desk, 7 * 24 * 60);
    expect(await verdict(desk, account)).toEqual(['allowed', []]);
  });

  test('fewer calls are counted with the call’s evidence, beside those of this desk', async () => {
    const desk = usDesk();
    const account = await savedUs(desk, {reference: REFERENCE});
    const open = planned(account, {popId: await popped(desk, 'calls_7d=4&calls_today=2')});
    const {record, judgement} = await desk.call('call.open', open);
    expect(record.rules?.begun).toBe('planned');
    const counter = judgement?.counters.find(({ruleId}) => ruleId === 'US-FREQ-01');
    expect(counter).toMatchObject({used: 4, outside: 4, limit: 7});
    // The same save again is the same call, and nothing is counted twice.
    await desk.call('call.open', open);
    expect(notedIn(desk)).toBe(1);
  });

  test('a conversation in seven days stands against a call; in China those of today, and tries of today', async () => {
    const desk = usDesk();
    const account = await savedUs(desk, {reference: REFERENCE});
    const [state, ids] = await verdict(desk, account, {popId: await popped(desk, 'talks_7d=1')});
    expect([state, ids]).toEqual(['blocked', ['US-FREQ-02']]);

    const there = openDesk();
    const chinese = anAccount({reference: REFERENCE});
    await there.call('account.save', {account: chinese});
    const byTalks = await judge(there, chinese, {popId: await popped(there, 'talks_today=3&calls_today=5')});
    expect(used(byTalks, 'CN-FREQ-01')).toEqual([3, 3]);
    expect(used(byTalks, 'CN-FREQ-03')).toEqual([2, 2]);
    expect(byTalks.findings.map(({ruleId}) => ruleId)).toContain('CN-FREQ-01');
    const byTries = await judge(there, chinese, {popId: await popped(there, 'calls_today=6&call_id=2')});
    expect(byTries.findings.map(({ruleId}) => ruleId)).toContain('CN-FREQ-03');
  });

  test('in Massachusetts two calls in seven days are the limit', async () => {
    const desk = usDesk();
    const account = await savedUs(desk, {reference: REFERENCE, region: 'MA'});
    expect((await verdict(desk, account, {popId: await popped(desk, 'calls_7d=2')}))[1]).toContain('US-MA-01');
  });

  test.each([
    '-7',
    '1e3',
    '99999999999',
    'NaN',
    'Infinity',
    'seven',
    '7.5',
    '0x7',
    '%00',
    '<b>7</b>',
    '٧',
    '7;DROP',
    '0',
  ])('of a hostile kind (%s) changes nothing', async (value) => {
    const desk = usDesk();
    const account = await savedUs(desk, {reference: REFERENCE});
    const before = await judge(desk, account);
    const text = encodeURIComponent(value);
    const popId = await popped(desk, `calls_7d=${text}&calls_today=${text}&talks_7d=${text}&talks_today=${text}`);
    expect(await judge(desk, account, {popId})).toEqual(before);
    await desk.call('call.open', planned(account, {popId}));
    expect(notedIn(desk)).toBe(0);
  });

  test('of one customer is not told of another, and a pop that is gone tells nothing', async () => {
    const desk = usDesk();
    await savedUs(desk, {reference: REFERENCE});
    const other = usAccount({reference: 'R-8', numbers: [{id: v7(), label: 'Mobile', value: '+1 202 555 0199'}]});
    await desk.call('account.save', {account: other});
    const popId = await popped(desk, 'calls_7d=7');
    expect(await verdict(desk, other, {popId})).toEqual(['allowed', []]);
    expect(await verdict(desk, other, {popId: v7()})).toEqual(['allowed', []]);
    await desk.call('call.open', planned(other, {popId}));
    expect(notedIn(desk)).toBe(0);
  });

  test('told again of the same call of the dialer, the greater count holds', async () => {
    const desk = usDesk();
    const account = await savedUs(desk, {reference: REFERENCE});
    const popId = await popped(desk, 'call_id=9');
    await popped(desk, 'call_id=9&calls_7d=3');
    await popped(desk, 'call_id=9&calls_7d=2');
    expect(used(await judge(desk, account, {popId}), 'US-FREQ-01')).toEqual([3, 3]);
  });

  test('hundreds of tellings leave the account judgeable, and the newest hold', async () => {
    const desk = usDesk();
    const account = await savedUs(desk, {reference: REFERENCE});
    const counts = Array.from({length: 200}, () => ({ruleId: 'US-FREQ-01', count: 1}));
    const noted = {accountId: account.id, source: 'screenPop' as const, contacts: []};
    await desk.call('account.noteContacts', {...noted, id: v7(), counts});
    later(desk, 1);
    await desk.call('account.noteContacts', {...noted, id: v7(), counts: [{ruleId: 'US-FREQ-01', count: 5}]});
    expect(used(await judge(desk, account), 'US-FREQ-01')).toEqual([5, 5]);
  });
});

test('a pop whose call is answered opens the call as one that is on the line, whatever the rules say', async () => {
  const desk = usDesk();
  const account = await savedUs(desk, {reference: REFERENCE});
  const popId = await popped(desk, 'calls_7d=7&call_id=3&event=answer');
  const {record} = await desk.call('call.open', planned(account, {popId}));
  expect(record.rules).toMatchObject({verdict: 'blocked', begun: 'onLine'});
});
