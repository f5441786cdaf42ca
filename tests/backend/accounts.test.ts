import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import {
  anAccount,
  anOutcome,
  aPromise,
  madeCall,
  openCall,
  openDesk,
  profile,
  record,
  type TestDesk,
} from '../open-desk.ts';

const inFile = (more: object = {}) => ({
  reference: 'R-1',
  customerName: '张伟明',
  jurisdiction: 'CN',
  language: 'zh-CN',
  numbers: [{label: '手机', value: '139 1234 5678'}],
  debts: [{product: '消费贷', currency: 'CNY', amount: 100, dueDate: '2026-10-20'}],
  ...more,
});
const importText = (desk: TestDesk, file: unknown) => desk.call('account.import', {text: JSON.stringify(file)});
const list = (desk: TestDesk, text: string) => desk.call('account.list', {text, limit: 50, unmasked: true});

describe('an account', () => {
  test('is saved as a whole, found by name, reference and number, and shown with the end of its numbers', async () => {
    const desk = openDesk();
    const account = anAccount({reference: 'A_100%'});
    expect(await desk.call('account.save', {account})).toMatchObject({
      reference: 'A_100%',
      customerName: '张伟明',
      lastCallAt: null,
    });
    for (const text of ['', '伟明', 'a_100%', '1391234', '12345678', '139-1234'])
      expect(await list(desk, text)).toHaveLength(1);
    for (const text of ['A_200', 'Ax100', '999', '777777', "' OR 1=1 --", '%%'])
      expect(await list(desk, text)).toHaveLength(0);
    const shown = await desk.call('account.get', {id: account.id});
    expect(shown.numbers).toEqual([
      {
        id: account.numbers[0]?.id,
        label: '本人手机',
        tail: '5678',
        line: 'mobile',
        personId: account.person.id,
        zoneHint: null,
      },
    ]);
    expect(JSON.stringify(shown)).not.toContain('1391234');
  });

  test('is not found by the digits of a text that has letters: DEMO-1001 is no phone number', async () => {
    const desk = openDesk();
    const byReference = anAccount({reference: 'DEMO-1001'});
    const byNumber = anAccount({
      reference: 'DEMO-2002',
      numbers: [{id: v7(), label: '手机', value: '139 1001 0000'}],
    });
    for (const account of [byReference, byNumber]) await desk.call('account.save', {account});
    const found = async (text: string) => (await list(desk, text)).map((row) => row.reference);
    expect(await found('DEMO-1001')).toEqual(['DEMO-1001']);
    expect(await found('账户1001')).toEqual([]);
    // Digits alone, however they are spaced, are a number or the end of a reference.
    expect(await found('1001')).toEqual(['DEMO-1001', 'DEMO-2002']);
    expect(await found('(139) 1001-0000')).toEqual(['DEMO-2002']);
  });

  test('saved again replaces debts and numbers', async () => {
    const desk = openDesk();
    const account = anAccount();
    await desk.call('account.save', {account});
    await desk.call('account.save', {
      account: {...account, debts: [], numbers: [{id: v7(), label: '座机', value: '010-65511234'}]},
    });
    expect(await desk.call('account.get', {id: account.id})).toMatchObject({
      debts: [],
      numbers: [{label: '座机', tail: '1234'}],
    });
    expect(await list(desk, '12345678')).toHaveLength(0);
  });

  test('cannot take the reference, nor a number’s id, of another', async () => {
    const desk = openDesk();
    const account = anAccount({reference: 'R-1'});
    await desk.call('account.save', {account});
    expect((await desk.refusal('account.save', {account: anAccount({reference: 'R-1'})})).code).toBe('conflict');
    const thief = anAccount({reference: 'R-2', numbers: account.numbers});
    expect((await desk.refusal('account.save', {account: thief})).code).toBe('conflict');
    const twice = anAccount({
      reference: 'R-3',
      numbers: [...account.numbers, ...account.numbers].map((n) => ({...n, id: account.id})),
    });
    expect((await desk.refusal('account.save', {account: twice})).code).toBe('conflict');
    expect(await list(desk, '')).toHaveLength(1);
    expect((await desk.call('account.get', {id: account.id})).numbers).toHaveLength(1);
  });

  test('called last comes first', async () => {
    const desk = openDesk();
    const one = anAccount({reference: 'R-1'});
    const two = anAccount({reference: 'R-2'});
    await desk.call('account.save', {account: one});
    await desk.call('account.save', {account: two});
    await madeCall(desk, undefined, two);
    expect((await list(desk, '')).map((row) => row.reference)).toEqual(['R-2', 'R-1']);
  });

  test('is saved while a stranger is on the line without its debts coming back', async () => {
    const desk = openDesk();
    const account = anAccount();
    const callId = await openCall(desk);
    await record(desk, callId, {type: 'call.connected', payload: {}});
    expect(JSON.stringify(await desk.call('account.save', {account}))).not.toMatch(/328050|消费贷/);
  });
});

describe('a number', () => {
  test('that is forgotten is gone from list, card and disk; its label stays', async () => {
    const desk = openDesk();
    const account = anAccount({numbers: [{id: v7(), label: '本人手机', value: '13987654321'}]});
    await desk.call('account.save', {account});
    await desk.as('qa');
    const numberId = account.numbers[0]?.id ?? '';
    await desk.call('account.forgetNumber', {id: account.id, numberId});
    expect((await desk.refusal('account.forgetNumber', {id: v7(), numberId})).code).toBe('not_found');
    await desk.as('agent');
    expect((await desk.call('account.get', {id: account.id})).numbers).toMatchObject([
      {id: numberId, label: '本人手机', tail: null},
    ]);
    expect(await list(desk, '98765432')).toEqual([]);
    desk.backend.close();
    const files = readdirSync(desk.folder).map((file) => readFileSync(join(desk.folder, file), 'latin1'));
    expect(files.join('')).not.toContain('13987654321');
  });
});

describe('an account file', () => {
  test('holds one account or a list; a known reference is updated and keeps its ids', async () => {
    const desk = openDesk();
    expect(await importText(desk, inFile())).toEqual({saved: 1});
    const [first] = await list(desk, 'R-1');
    const before = await desk.call('account.get', {id: first?.id ?? ''});
    expect(await importText(desk, [inFile({customerName: '张伟'}), inFile({reference: 'R-2'})])).toEqual({saved: 2});
    const after = await desk.call('account.get', {id: first?.id ?? ''});
    expect(after).toMatchObject({
      id: before.id,
      person: {id: before.person.id, name: '张伟'},
      debts: [{id: before.debts[0]?.id}],
    });
    expect(await list(desk, '')).toHaveLength(2);
  });

  test('may begin with the mark of a Windows editor', async () => {
    const desk = openDesk();
    expect(await desk.call('account.import', {text: `\ufeff${JSON.stringify(inFile())}`})).toEqual({saved: 1});
  });

  test.for([
    [
      'one bad account among good ones',
      [inFile(), inFile({reference: 'R-2', jurisdiction: 'XX'})],
      ['[1].jurisdiction'],
    ],
    [
      'an amount with a fraction',
      inFile({debts: [{product: 'x', currency: 'CNY', amount: 1.5, dueDate: '2026-10-20'}]}),
      ['debts[0].amount'],
    ],
    [
      'a day that is none',
      inFile({debts: [{product: 'x', currency: 'CNY', amount: 1, dueDate: '2026-02-30'}]}),
      ['debts[0].dueDate'],
    ],
    ['a number that is none', inFile({numbers: [{label: 'x', value: 'call me'}]}), ['numbers[0].value']],
    ['an unknown field', inFile({vip: true}), ['']],
  ] as const)('with %s is refused with its place, and nothing is saved', async ([, file, places]) => {
    const desk = openDesk();
    const error = await desk.refusal('account.import', {text: JSON.stringify(file)});
    expect(error.code).toBe('invalid_input');
    expect(error.problems?.map(({path}) => path)).toEqual(places);
    expect(await list(desk, '')).toEqual([]);
  });

  test('that names an account twice is refused, and nothing is saved', async () => {
    const desk = openDesk();
    const error = await desk.refusal('account.import', {
      text: JSON.stringify([inFile({reference: 'R-0'}), inFile(), inFile()]),
    });
    expect(error.code).toBe('conflict');
    expect(await list(desk, '')).toEqual([]);
  });

  test.for(['', '{', 'null', '7', '"x"'])('that is none (%j) is refused', async (text) => {
    const desk = openDesk();
    expect((await desk.refusal('account.import', {text})).code).toBe('invalid_input');
    expect(desk.log).toEqual([]);
  });
});

describe('the history of an account', () => {
  const at = (desk: TestDesk, hour: number) => {
    desk.clock.now = new Date(Date.UTC(2026, 10, 21, hour));
  };
  const history = (desk: TestDesk, id: string, limit = 10) => desk.call('account.history', {id, limit});

  test('is its last calls, the newest first, with what was agreed and the note as it was typed', async () => {
    const desk = openDesk();
    const account = anAccount();
    const other = anAccount();
    for (const each of [account, other]) await desk.call('account.save', {account: each});
    expect(await history(desk, account.id)).toEqual([]);
    at(desk, 1);
    await madeCall(desk, anOutcome({contact: 'NA'}), account);
    at(desk, 2);
    await madeCall(desk, anOutcome({contact: 'BZ', note: '别人的'}), other);
    at(desk, 3);
    const callId = await openCall(desk, account);
    await record(desk, callId, {type: 'call.connected', payload: {}});
    await record(desk, callId, {type: 'party.confirmed', payload: {checks: ['idTail']}});
    const note = '张伟明说打 139 1234 5678';
    const promised = anOutcome({contact: 'RPC', result: 'PTP', reason: 'forgot', promise: aPromise(), note});
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: promised});
    const newest = {
      openedAt: '2026-11-21T03:00:00.000Z',
      agentName: profile.spokenName,
      contact: 'RPC',
      result: 'PTP',
      promise: {amount: 100_000, currency: 'CNY', day: '2026-11-25'},
      note,
    };
    const oldest = {contact: 'NA', result: null, promise: null, note: '', openedAt: '2026-11-21T01:00:00.000Z'};
    expect(await history(desk, account.id)).toEqual([newest, {...oldest, agentName: profile.spokenName}]);
    expect(await history(desk, account.id, 1)).toEqual([newest]);
    // A call that has just been opened is no earlier call.
    await openCall(desk, account);
    expect(await history(desk, account.id)).toHaveLength(2);
  });

  test('cuts a long note short, between characters', async () => {
    const desk = openDesk();
    const account = anAccount();
    await desk.call('account.save', {account});
    await madeCall(desk, anOutcome({note: '😀'.repeat(300)}), account);
    at(desk, 5);
    await madeCall(desk, anOutcome({note: '😀'.repeat(301)}), account);
    const notes = (await history(desk, account.id)).map(({note}) => note);
    expect(notes).toEqual([`${'😀'.repeat(299)}…`, '😀'.repeat(300)]);
  });

  test('is shut behind the gate, as the account itself, and to everybody but agents', async () => {
    const desk = openDesk();
    const account = anAccount();
    await desk.call('account.save', {account});
    await madeCall(desk, anOutcome({note: '欠三千'}), account);
    const refused = async () => (await desk.refusal('account.history', {id: account.id, limit: 3})).code;
    const callId = await openCall(desk, account);
    expect(await history(desk, account.id)).toHaveLength(1);
    await record(desk, callId, {type: 'call.connected', payload: {}});
    expect(await refused()).toBe('forbidden');
    await record(desk, callId, {type: 'party.confirmed', payload: {checks: ['idTail']}});
    expect(await history(desk, account.id)).toHaveLength(1);
    await record(desk, callId, {type: 'party.third', payload: {relation: null}});
    expect(await refused()).toBe('forbidden');
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome({contact: 'WPC'})});
    expect((await desk.refusal('account.history', {id: v7(), limit: 3})).code).toBe('not_found');
    for (const role of ['lead', 'qa'] as const) {
      await desk.as(role);
      expect(await refused()).toBe('forbidden');
    }
  });
});
