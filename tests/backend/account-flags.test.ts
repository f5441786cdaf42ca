import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import type {RawInput} from '../../electron/contract/methods.ts';
import {anOutcome, aPromise, confirm, openCall, openDesk, record, talk} from '../open-desk.ts';
import {tamper} from '../planted-damage.ts';
import {judge, later, placed, planned, savedUs, setFlag, usAccount, usDesk, verdict} from '../rules-desk.ts';

type GivenFlag = RawInput<'account.flag'>['flag'];

describe('a wish that is noted', () => {
  test.for([
    ['an inconvenient time', {kind: 'inconvenientTime', from: '11:00', to: '14:00'}, 'US-TIME-03'],
    ['a whole inconvenient day', {kind: 'inconvenientTime', days: [2]}, 'US-TIME-03'],
    ['an inconvenient place', {kind: 'inconvenientPlace', line: 'mobile'}, 'US-TIME-03'],
    ['an attorney', {kind: 'attorney', name: 'R. Poe'}, 'US-ATTY-01'],
    ['a written refusal', {kind: 'cease', form: 'written'}, 'US-CEASE-01'],
    ['a spoken refusal', {kind: 'cease', form: 'oral'}, 'US-MEDIUM-01'],
    ['no more calls', {kind: 'stopCalls', numberId: null}, 'US-MEDIUM-01'],
    ['a written dispute', {kind: 'dispute', form: 'written'}, 'US-DISP-01'],
    ['where they are', {kind: 'location', timeZone: 'Pacific/Honolulu'}, 'US-TIME-01'],
    ['a death', {kind: 'deceased'}, 'OWN-DECEASED'],
    ['bankruptcy', {kind: 'bankruptcy'}, 'OWN-BANKRUPTCY'],
  ] as [string, GivenFlag, string][])('%s: holds at once, and in every later call', async ([, flag, rule]) => {
    const desk = usDesk();
    const account = await savedUs(desk);
    expect((await verdict(desk, account))[0]).toBe('allowed');
    const callId = await openCall(desk, account);
    await confirm(desk, callId);
    const id = await setFlag(desk, account, flag, callId);
    const now = await desk.call('call.current', {});
    expect(now?.flags.map((one) => one.id)).toEqual([id]);
    expect(now?.judgement?.findings.map(({ruleId}) => ruleId)).toContain(rule);
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome()});
    const again = desk.reopen();
    again.clock.now = new Date(desk.clock.now.getTime() + 10 * 60_000);
    const [said, rules] = await verdict(again, account);
    expect([said, rules.includes(rule)]).toEqual(['blocked', true]);
    expect((await again.refusal('call.open', planned(account))).problems?.map(({path}) => path)).toContain(rule);
  });

  test.for([
    ['an inconvenient time', {kind: 'inconvenientTime'}, '01', 'lead'],
    ['an inconvenient place', {kind: 'inconvenientPlace', line: 'work'}, '02', 'lead'],
    ['no more calls', {kind: 'stopCalls', numberId: null}, '03', 'lead'],
    ['a spoken refusal', {kind: 'cease', form: 'oral'}, '03', 'lead'],
    ['no calls at work', {kind: 'workProhibited'}, '04', 'lead'],
    ['a written refusal', {kind: 'cease', form: 'written'}, '05', 'never'],
    ['an attorney', {kind: 'attorney'}, '06', 'never'],
  ] as [string, GivenFlag, string, 'lead' | 'never'][])(
    '%s stops the next call where no law says so: in China, and by a creditor in the US',
    async ([, flag, nth, override]) => {
      const china = usDesk();
      china.clock.now = new Date('2026-11-24T04:00:00.000Z');
      const creditor = usDesk({}, 'creditor');
      const line = (id: string) => ({id, label: 'Work', value: '+1 202 555 0102', line: 'work' as const});
      for (const [desk, jurisdiction, rule] of [
        [china, 'CN', `CN-WISH-${nth}`],
        [creditor, 'US', `HOUSE-WISH-US-${nth}`],
      ] as const) {
        const account = await savedUs(desk, {jurisdiction, numbers: [line(v7())]});
        expect((await verdict(desk, account))[0]).toBe('allowed');
        await setFlag(desk, account, flag);
        const {verdict: said, findings} = await judge(desk, account);
        expect(said).toBe('blocked');
        expect(findings).toMatchObject([{ruleId: rule, verdict: 'blocked', override, house: true}]);
        const refused = await desk.refusal('call.open', planned(account));
        expect(refused.problems?.map(({path}) => path)).toEqual([rule]);
      }
    },
  );

  test('no calls at work closes the number at work alone', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    await setFlag(desk, account, {kind: 'workProhibited'});
    expect((await verdict(desk, account))[0]).toBe('allowed');
    const work = account.numbers[1]?.id ?? null;
    expect(await verdict(desk, account, {numberId: work})).toEqual(['blocked', ['US-WORK-01']]);
  });

  test('a third party who asked for no more calls closes their number, which a lead may let pass, and no other', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    const [number, other] = account.numbers;
    await setFlag(desk, account, {kind: 'thirdPartyStop', numberId: number?.id ?? null});
    const refused = await judge(desk, account, {numberId: number?.id ?? null});
    expect(refused).toMatchObject({
      verdict: 'blocked',
      findings: [{ruleId: 'OWN-THIRD-PARTY-STOP', override: 'lead', until: null}],
    });
    const open = {...planned(account), numberId: number?.id ?? null};
    expect((await desk.refusal('call.open', open)).problems?.map(({path}) => path)).toContain('OWN-THIRD-PARTY-STOP');
    expect((await verdict(desk, account, {numberId: other?.id ?? null}))[1]).not.toContain('OWN-THIRD-PARTY-STOP');
    // Whoever calls in by themselves is answered.
    expect((await verdict(desk, account, {numberId: number?.id ?? null, direction: 'inbound'}))[1]).toEqual([]);
  });

  test('that its call’s outcome says again stands once', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    const callId = await openCall(desk, account);
    await confirm(desk, callId);
    const id = await setFlag(desk, account, {kind: 'stopCalls', numberId: account.numbers[0]?.id ?? null}, callId);
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome({contact: 'RPC', result: 'CND'})});
    const {flags} = await desk.call('account.flags', {id: account.id});
    expect(flags.map((flag) => flag.id)).toEqual([id]);
  });

  test('a time until a last day ends with that day', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    await setFlag(desk, account, {kind: 'inconvenientTime', through: '2026-11-25'});
    expect((await judge(desk, account)).nextAllowedAt).toBe('2026-11-26T13:00:00.000Z');
    expect((await verdict(desk, account, {at: '2026-11-26T17:00:00.000Z'}))[0]).toBe('allowed');
  });

  test('is lifted with a reason, and stays in the story', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    const callId = await openCall(desk, account);
    const flagId = await setFlag(desk, account, {kind: 'stopCalls', numberId: null}, callId);
    expect((await desk.refusal('account.liftFlag', {id: v7(), accountId: account.id, flagId, why: ' '})).code).toBe(
      'invalid_input',
    );
    later(desk, 1);
    const {flags} = await desk.call('account.liftFlag', {
      id: v7(),
      accountId: account.id,
      flagId,
      why: 'pressed the wrong key',
    });
    expect(flags).toMatchObject([{id: flagId, lifted: {why: 'pressed the wrong key', by: 'A-17'}}]);
    expect((await desk.call('call.current', {}))?.flags).toEqual([]);
    later(desk, 10);
    expect((await verdict(desk, account))[0]).toBe('allowed');
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome()});
    const {timeline, verified} = await desk.call('call.get', {id: callId});
    expect(verified).toBe(true);
    expect(timeline.map(({type}) => type)).toEqual(expect.arrayContaining(['flag.set', 'flag.lifted']));
  });

  test('that is sent twice stands once, and with another content under its id not at all', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    const said = {id: v7(), accountId: account.id, callId: null, flag: {kind: 'deceased' as const}};
    await desk.call('account.flag', said);
    expect((await desk.call('account.flag', said)).flags).toHaveLength(1);
    const other = {...said, flag: {kind: 'bankruptcy' as const}};
    expect((await desk.refusal('account.flag', other)).code).toBe('conflict');
  });

  test.for([
    ['a number', {kind: 'wrongNumber', numberId: v7()}],
    ['a debt', {kind: 'dispute', form: 'oral', debtIds: [v7()]}],
  ] as [string, GivenFlag][])('of %s that the account does not have is refused', async ([, flag]) => {
    const desk = usDesk();
    const account = await savedUs(desk);
    expect((await desk.refusal('account.flag', {id: v7(), accountId: account.id, callId: null, flag})).code).toBe(
      'not_found',
    );
  });

  test('of a person or in a call that is not the account’s is refused', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    const other = await savedUs(desk);
    const callId = await openCall(desk, other);
    const said = {id: v7(), accountId: account.id, callId: null, flag: {kind: 'deceased' as const}};
    expect((await desk.refusal('account.flag', {...said, callId})).code).toBe('not_found');
    expect((await desk.refusal('account.flag', {...said, personId: v7()})).code).toBe('not_found');
    expect((await desk.refusal('account.flag', {...said, accountId: v7()})).code).toBe('not_found');
  });
});

describe('the same person on two accounts', () => {
  test('a wish about calls holds on both, a dispute about one debt alone', async () => {
    const desk = usDesk();
    const person = {id: v7(), name: 'Jane Roe'};
    const one = await savedUs(desk, {person});
    const two = await savedUs(desk, {person});
    const stranger = await savedUs(desk);
    await setFlag(desk, one, {kind: 'dispute', form: 'written'});
    expect((await verdict(desk, one))[1]).toEqual(['US-DISP-01']);
    expect((await verdict(desk, two))[0]).toBe('allowed');
    await setFlag(desk, one, {kind: 'stopCalls', numberId: null});
    expect((await verdict(desk, two))[1]).toEqual(['US-MEDIUM-01']);
    expect((await verdict(desk, stranger))[0]).toBe('allowed');
    const {flags} = await desk.call('account.flags', {id: two.id});
    expect(flags.map(({accountId, flag}) => [accountId, flag.kind])).toEqual([
      [one.id, 'stopCalls'],
      [one.id, 'dispute'],
    ]);
  });

  test('conversations of a day count together in China, calls about a debt by themselves in the US', async () => {
    const desk = openDesk();
    const person = {id: v7(), name: '张伟明'};
    const china = {jurisdiction: 'CN', language: 'zh-CN', person} as const;
    const one = usAccount(china);
    const two = usAccount(china);
    for (const account of [one, two]) await desk.call('account.save', {account});
    for (const account of [one, two, one]) {
      await placed(desk, account, {contact: 'RPC', result: 'EVD'});
      later(desk, 20);
    }
    for (const account of [one, two]) expect(await verdict(desk, account)).toEqual(['blocked', ['CN-FREQ-01']]);
    const us = usDesk();
    const first = await savedUs(us, {person});
    const second = await savedUs(us, {person});
    for (let n = 0; n < 7; n += 1) {
      await placed(us, first);
      later(us, 30);
    }
    expect((await verdict(us, first))[1]).toContain('US-FREQ-01');
    expect((await verdict(us, second))[1]).not.toContain('US-FREQ-01');
  });

  test('a number under two ids is one number: found wrong on one account, it is wrong on the other', async () => {
    const desk = usDesk();
    const person = {id: v7(), name: 'Jane Roe'};
    const mobile = (zoneHint: string | null) => [
      {id: v7(), label: 'Mobile', value: '+1 202 555 0101', zoneHint},
      {id: v7(), label: 'Home', value: '+1 202 555 0109'},
    ];
    const one = await savedUs(desk, {person, numbers: mobile('Pacific/Honolulu')});
    const two = await savedUs(desk, {person, numbers: mobile('Pacific/Honolulu')});
    expect((await verdict(desk, two))[0]).toBe('blocked');
    await setFlag(desk, one, {kind: 'wrongNumber', numberId: one.numbers[0]?.id ?? ''});
    expect((await verdict(desk, two, {numberId: two.numbers[1]?.id ?? null}))[0]).toBe('allowed');
  });
});

describe('what an outcome says', () => {
  test.for([
    ['CND', {contact: 'RPC', result: 'CND'}, ['stopCalls'], 'US-MEDIUM-01'],
    ['ATT', {contact: 'RPC', result: 'ATT'}, ['attorney'], 'US-ATTY-01'],
    ['DEC of a third party', {contact: 'WPC', result: 'DEC'}, ['deceased'], 'OWN-DECEASED'],
    ['BK', {contact: 'RPC', result: 'BK'}, ['bankruptcy'], 'OWN-BANKRUPTCY'],
    ['INC', {contact: 'REJ', result: 'INC'}, ['inconvenientTime'], 'US-TIME-03'],
    ['DISP', {contact: 'RPC', result: 'DISP'}, ['dispute'], null],
    ['LANG', {contact: 'RPC', result: 'LANG'}, ['language'], null],
    ['CND of a third party', {contact: 'WPC', result: 'CND'}, ['thirdPartyStop'], null],
    ['a wrong number', {contact: 'WN'}, ['wrongNumber'], null],
  ] as [string, Parameters<typeof anOutcome>[0], string[], string | null][])(
    '%s is a flag of the account, and changes with a correction',
    async ([, outcome, kinds, rule]) => {
      const desk = usDesk();
      const account = await savedUs(desk);
      const callId = await placed(desk, account, outcome);
      const {flags} = await desk.call('account.flags', {id: account.id});
      expect(flags.map(({flag}) => flag.kind)).toEqual(kinds);
      expect(flags[0]).toMatchObject({origin: 'outcome', callId, accountId: account.id});
      later(desk, 10);
      expect((await verdict(desk, account))[1]).toEqual(expect.arrayContaining(rule === null ? [] : [rule]));
      const corrected = anOutcome(outcome?.contact === 'RPC' ? {contact: 'RPC', result: 'EVD'} : {contact: 'NA'});
      await desk.call('call.correct', {id: v7(), callId, outcome: corrected, why: 'the wrong key'});
      expect((await desk.call('account.flags', {id: account.id})).flags).toEqual([]);
    },
  );

  test('a flag of an outcome can be lifted, and stays lifted', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    await placed(desk, account, {contact: 'REJ', result: 'CND'});
    const {flags} = await desk.call('account.flags', {id: account.id});
    const lift = {id: v7(), accountId: account.id, flagId: flags[0]?.id ?? '', why: 'wants calls again'};
    await desk.call('account.liftFlag', lift);
    later(desk, 10);
    expect((await verdict(desk.reopen(), account))[1]).not.toContain('US-MEDIUM-01');
  });

  test('calls to a wrong number are not counted, and a correction counts them again', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    for (let n = 0; n < 6; n += 1) {
      await placed(desk, account);
      later(desk, 30);
    }
    const callId = await placed(desk, account, {contact: 'WN'});
    later(desk, 30);
    const other = account.numbers[1]?.id ?? null;
    expect((await verdict(desk, account, {numberId: other}))[0]).toBe('allowed');
    await desk.call('call.correct', {id: v7(), callId, outcome: anOutcome({contact: 'NA'}), why: 'it was theirs'});
    expect(await verdict(desk, account, {numberId: other})).toEqual(['blocked', ['US-FREQ-01']]);
  });

  test('a promise with consent to a reminder, and an agreed callback, are consents until that day is over', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    const promise = aPromise({day: '2026-11-27', currency: 'USD'});
    await talk(desk, anOutcome({contact: 'RPC', result: 'PTP', promise}), account);
    later(desk, 10);
    const on = (day: string) => verdict(desk, account, {at: `2026-11-${day}T17:00:00.000Z`, mode: 'promiseReminder'});
    expect((await on('27'))[0]).toBe('allowed');
    expect(await on('28')).toEqual(['blocked', ['US-FREQ-02']]);
    const {consents} = await desk.call('account.flags', {id: account.id});
    expect(consents).toMatchObject([{origin: 'outcome', consent: {covers: ['frequency']}, revokedAt: null}]);
    const consentId = consents[0]?.id ?? '';
    await desk.call('account.revokeConsent', {id: v7(), accountId: account.id, consentId, why: 'changed their mind'});
    expect((await on('27'))[1]).toEqual(['US-FREQ-02']);

    const other = await savedUs(desk);
    const nextAction = {kind: 'call' as const, at: '2026-11-26T11:00', timeZone: 'America/New_York'};
    await talk(desk, anOutcome({contact: 'RPC', result: 'CB', nextAction}), other);
    expect((await verdict(desk, other, {at: '2026-11-26T16:00:00.000Z'}))[0]).toBe('allowed');
    expect((await verdict(desk, other, {at: '2026-11-27T16:00:00.000Z'}))[1]).toEqual(['US-FREQ-02']);
  });
});

describe('a consent', () => {
  test('to more calls, given in the running call, makes a reminder possible; it can be asked before', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    const callId = await openCall(desk, account);
    await confirm(desk, callId);
    const friday = {at: '2026-11-27T17:00:00.000Z'};
    expect((await verdict(desk, account, friday))[1]).toEqual(['US-FREQ-02']);
    expect((await verdict(desk, account, {...friday, assumeConsent: true}))[0]).toBe('allowed');
    const consent = {covers: ['frequency' as const]};
    await desk.call('account.consent', {id: v7(), accountId: account.id, callId, consent});
    expect((await verdict(desk, account, friday))[0]).toBe('allowed');
    expect((await verdict(desk, account))[0]).toBe('allowed');
  });

  test('to other hours opens them', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    const late = {at: '2026-11-25T02:30:00.000Z'};
    expect((await verdict(desk, account, late))[1]).toEqual(['US-TIME-01']);
    const consent = {covers: ['time' as const], hours: {from: '21:00', to: '22:00'}};
    await desk.call('account.consent', {id: v7(), accountId: account.id, callId: null, consent});
    expect((await verdict(desk, account, late))[0]).toBe('allowed');
  });
});

describe('what is known from elsewhere', () => {
  const noAnswer = (at: string) => ({id: v7(), kind: 'callNoAnswer' as const, at});

  test('contacts count once however often they are noted; counts are a lower bound', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    const contacts = ['19', '20', '21', '22', '23'].map((day) => noAnswer(`2026-11-${day}T17:00:00.000Z`));
    const noted = {accountId: account.id, source: 'import' as const, contacts, counts: []};
    await desk.call('account.noteContacts', {...noted, id: v7()});
    await desk.call('account.noteContacts', {...noted, id: v7()});
    const used = async () => (await judge(desk, account)).counters.find(({ruleId}) => ruleId === 'US-FREQ-01')?.used;
    expect(await used()).toBe(5);
    const counts = [{ruleId: 'US-FREQ-01', count: 7}];
    await desk.call('account.noteContacts', {...noted, id: v7(), source: 'screenPop', contacts: [], counts});
    expect((await verdict(desk, account))[1]).toContain('US-FREQ-01');
  });

  test('another desk’s journal counts once, however often it comes, and knows the account by its reference', async () => {
    const there = usDesk();
    const here = usDesk();
    const reference = 'R-2026-7';
    const account = await savedUs(there, {reference});
    const known = await savedUs(here, {reference});
    for (let n = 0; n < 7; n += 1) {
      await placed(there, account);
      later(there, 20);
    }
    await placed(there, account, {contact: 'REJ', result: 'CND'});
    await there.as('qa');
    const {text} = await there.call('notes.bundle', {id: v7(), cursor: null});
    later(here, 180);
    expect((await verdict(here, known))[0]).toBe('allowed');
    await here.as('qa');
    for (let n = 0; n < 2; n += 1) await here.call('notes.import', {id: v7(), text});
    await here.as('agent');
    const judged = await judge(here, known);
    expect(judged.counters.find(({ruleId}) => ruleId === 'US-FREQ-01')?.used).toBe(8);
    expect(judged.findings.map(({ruleId}) => ruleId)).toContain('US-MEDIUM-01');
  });

  test('a clock that was set back gives no calls back', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    for (let n = 0; n < 7; n += 1) {
      await placed(desk, account);
      later(desk, 20);
    }
    desk.clock.now = new Date('2026-11-20T17:00:00.000Z');
    expect((await verdict(desk, account))[1]).toContain('US-FREQ-01');
    await setFlag(desk, account, {kind: 'stopCalls', numberId: null});
    desk.clock.now = new Date('2026-11-19T17:00:00.000Z');
    expect((await verdict(desk, account))[1]).toContain('US-MEDIUM-01');
  });
});

describe('behind the closed gate', () => {
  test('only the running call’s account is told of, and nothing that tells of a debt', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    const other = await savedUs(desk);
    await setFlag(desk, account, {kind: 'dispute', form: 'oral'});
    await setFlag(desk, account, {kind: 'vulnerable', sign: 'grave illness'});
    const callId = await openCall(desk, account);
    const before = await desk.call('call.current', {});
    expect(before?.flags.map(({flag}) => flag.kind)).toEqual(['dispute', 'vulnerable']);
    const during = await record(desk, callId, {type: 'call.connected', payload: {}});
    expect(during.flags.map(({flag}) => flag.kind)).toEqual(['vulnerable']);
    const told = [
      during,
      await desk.call('account.flags', {id: account.id}),
      await desk.call('account.flag', {id: v7(), accountId: account.id, callId, flag: {kind: 'workProhibited'}}),
      await judge(desk, account),
    ];
    for (const answer of told) expect(JSON.stringify(answer)).not.toMatch(/消费贷|328|dispute"/);
    for (const method of ['account.flags', 'account.judge'] as const) {
      expect((await desk.refusal(method, {id: other.id})).code).toBe('forbidden');
    }
  });

  test('a call to somebody who is not to learn of the debt has no debt on the screen before it begins', async () => {
    const desk = usDesk();
    const friend = {id: v7(), name: 'Sam', role: 'thirdParty' as const};
    const account = await savedUs(desk, {persons: [friend]});
    const call = await desk.call('call.open', planned(account, {personId: friend.id, purpose: 'location'}));
    expect(call.judgement?.hideDebt).toBe(true);
    expect(call.account?.debts).toEqual([]);
    expect(call.record.opened.product).toBeNull();
  });
});

describe('the proof', () => {
  test.for([
    ['a flag that was changed', `UPDATE account_fact SET body = '{"kind":"deceased"}'`],
    ['a flag that was removed', 'DELETE FROM account_fact'],
    [
      'a flag that no event tells of',
      "INSERT INTO account_fact SELECT 'x', sort, account_id, person_id, call_id, body, since, agent FROM account_fact LIMIT 1",
    ],
    [
      'a flag that was lifted without an event',
      "INSERT INTO account_fact_end SELECT id, account_id, since, 'x', null FROM account_fact",
    ],
  ])('finds %s', async ([, damage]) => {
    const desk = usDesk();
    const account = await savedUs(desk);
    await setFlag(desk, account, {kind: 'stopCalls', numberId: null});
    await desk.as('qa');
    expect((await desk.call('journal.verify', {})).ok).toBe(true);
    tamper(desk.folder, damage as string);
    expect((await desk.call('journal.verify', {})).ok).toBe(false);
  });
});
