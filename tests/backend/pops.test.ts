import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import {openDatabase} from '../../electron/store/database.ts';
import {anAccount, anOutcome, confirm, madeCall, openCall, openDesk, record, type TestDesk} from '../open-desk.ts';

const receive = (desk: TestDesk, text: string, id = v7()) => desk.call('pop.receive', {id, door: 'web', text});

const look = async (desk: TestDesk) => {
  const [row] = await desk.call('pop.list', {});
  if (row === undefined) throw new Error('nothing waits');
  return await desk.call('pop.look', {id: row.id});
};

describe('a screen-pop', () => {
  test('waits, masked, until its agent looks at it, and finds the account by its reference', async () => {
    const desk = openDesk();
    const account = anAccount({reference: 'R-77'});
    await desk.call('account.save', {account});
    const receipt = await receive(desk, 'phone=13900001111&name=张伟明&account=R-77&call_id=c1&product=消费贷');
    expect(receipt).toMatchObject({state: 'waiting', dropped: []});
    expect(desk.events.at(-1)).toEqual({type: 'pops.changed', arrived: true});
    const rows = await desk.call('pop.list', {});
    expect(rows).toMatchObject([{door: 'web', customer: '张**', tail: '1111'}]);
    expect(JSON.stringify(rows)).not.toMatch(/13900001111|伟明|消费贷/);
    const detail = await look(desk);
    expect(detail).toMatchObject({
      matchedBy: 'reference',
      matches: [{account: {id: account.id}, numberId: null}],
      pop: {phone: '13900001111', name: '张伟明', product: '消费贷'},
    });
  });

  test.each([
    ['13912345678', '139 1234 5678'],
    ['+8613912345678', '139-1234-5678'],
    ['008613912345678', '139 1234 5678'],
    ['013912345678', '139 1234 5678'],
    ['13912345678', '+86 139 1234 5678'],
    ['+1 (202) 555-0100', '202-555-0100'],
    ['2025550100', '+1 202 555 0100'],
    ['07700900123', '+44 7700 900123'],
    ['+447700900123', '07700 900123'],
  ])('finds the account by its number, however it is written: %s for %s', async (phone, kept) => {
    const desk = openDesk();
    const account = anAccount({numbers: [{id: v7(), label: 'mobile', value: kept}]});
    await desk.call('account.save', {account});
    await desk.call('account.save', {account: anAccount({numbers: [{id: v7(), label: 'x', value: '400 000 1234'}]})});
    await receive(desk, `phone=${encodeURIComponent(phone)}`);
    expect(await look(desk)).toMatchObject({
      matchedBy: 'number',
      matches: [{account: {id: account.id}, numberId: account.numbers[0]?.id}],
    });
  });

  test('of a number that several accounts have offers all of them, and of nobody known none', async () => {
    const desk = openDesk();
    for (let i = 0; i < 3; i += 1) await desk.call('account.save', {account: anAccount()});
    await receive(desk, '{"phone": "139 1234 5678"}');
    expect((await look(desk)).matches).toHaveLength(3);
    const other = openDesk();
    await receive(other, 'phone=13900009999&name=New');
    expect(await look(other)).toMatchObject({matchedBy: null, matches: []});
    expect(await other.call('account.list', {text: '', limit: 10})).toEqual([]);
  });

  test('of one call of the dialer is one pop, which learns more and is told when the caller is gone', async () => {
    const desk = openDesk();
    await receive(desk, 'event=newCall&from=13912345678&to=400&direction=in&callId=77');
    const joined = await receive(
      desk,
      '{"event":"answer","callId":77,"from":"13912345678","direction":"in","user":"li"}',
    );
    expect(joined.state).toBe('joined');
    expect(await desk.call('pop.list', {})).toMatchObject([{phase: 'answered'}]);
    await receive(desk, 'event=hangup&callId=77&from=13912345678');
    expect(await desk.call('pop.list', {})).toMatchObject([{phase: 'ended'}]);
    expect((await look(desk)).pop).toMatchObject({agent: 'li', direction: 'inbound'});
    const {id} = await look(desk);
    await desk.call('pop.done', {id, callId: null});
    expect((await receive(desk, 'event=answer&callId=77&from=13912345678')).state).toBe('joined');
    expect(await desk.call('pop.list', {})).toEqual([]);
  });

  test('that only ends a call brings nothing up and ends nothing', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    expect((await receive(desk, 'event=hangup&callId=5&from=13912345678')).state).toBe('empty');
    expect((await desk.call('call.current', {}))?.record).toMatchObject({id: callId, endedAt: null});
  });

  test('waits during a call, and may be looked at only after it', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    const {id} = await receive(desk, 'phone=13912345678&name=Somebody+Else');
    const [row] = await desk.call('pop.list', {});
    expect(row).toMatchObject({customer: 'S** E**', tail: '5678'});
    expect((await desk.refusal('pop.look', {id: id ?? ''})).code).toBe('conflict');
    expect((await desk.call('call.current', {}))?.record.id).toBe(callId);
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome()});
    expect((await look(desk)).pop.name).toBe('Somebody Else');
  });

  test('sets no outcome, opens no call and leaves no trace in the journal', async () => {
    const desk = openDesk();
    const before = journalOf(desk);
    const receipt = await receive(desk, 'phone=13912345678&dispo=PTP&status=SALE&action=make_call&target=1');
    expect(receipt.dropped.map(({field, reason}) => [field, reason])).toEqual([
      ['dispo', 'outcome'],
      ['status', 'outcome'],
      ['action', 'command'],
      ['target', 'command'],
    ]);
    expect(journalOf(desk)).toBe(before);
    expect(await desk.call('call.current', {})).toBeNull();
  });

  test('of placeholders alone says what the dialer did not fill in', async () => {
    const desk = openDesk();
    await receive(desk, 'phone=--A--phone_number--B--&name=@Customer.first_name@');
    const {dropped, pop} = await look(desk);
    expect(dropped.map(({field, reason}) => [field, reason])).toEqual([
      ['phone', 'macro'],
      ['name', 'macro'],
    ]);
    expect(pop.phone).toBeNull();
    expect((await receive(desk, 'foo=bar')).state).toBe('empty');
  });

  test('gives way to newer ones when twenty wait, and is forgotten after an hour, or when it was used', async () => {
    const desk = openDesk();
    for (let i = 0; i < 25; i += 1) await receive(desk, `phone=1391234${1000 + i}&call_id=${i}`);
    const rows = await desk.call('pop.list', {});
    expect(rows.map(({tail}) => tail)).toEqual(Array.from({length: 20}, (_, i) => String(1005 + i)));
    await desk.call('pop.done', {id: rows[0]?.id ?? '', callId: null});
    expect(storedPops(desk)).not.toContain('13912341005');
    desk.clock.now = new Date(desk.clock.now.getTime() + 61 * 60_000);
    expect(await desk.call('pop.list', {})).toEqual([]);
    await receive(desk, 'phone=13900000000');
    expect(storedPops(desk)).toHaveLength(1);
  });

  test('is still there after a restart, and a repeated one is the same', async () => {
    const desk = openDesk();
    const id = v7();
    await receive(desk, 'phone=13912345678', id);
    await receive(desk, 'phone=13912345678', id);
    const again = desk.reopen();
    expect(await again.call('pop.list', {})).toMatchObject([{id}]);
  });

  test('from a process beside the window is noticed there', async () => {
    const window = openDesk({exclusive: true});
    const beside = openDesk({dataFolder: window.folder});
    await receive(beside, 'phone=13912345678');
    await expect.poll(() => window.events, {timeout: 3000}).toContainEqual({type: 'pops.changed', arrived: true});
    expect(await window.call('pop.list', {})).toHaveLength(1);
  });

  test("uses the team's own names of fields, which only an agent or a lead may write", async () => {
    const desk = openDesk();
    await desk.call('dialer.saveMapping', {
      id: v7(),
      mapping: [
        {theirs: 'Kunden-Nr.', ours: 'account'},
        {theirs: 'name', ours: null},
      ],
    });
    await receive(desk, 'kundennr=K-9&name=Internal');
    expect((await look(desk)).pop).toMatchObject({account: 'K-9', name: null});
    await desk.as('qa');
    expect((await desk.refusal('dialer.saveMapping', {id: v7(), mapping: []})).code).toBe('forbidden');
  });
});

describe('a sentence of the running call', () => {
  const hear = (desk: TestDesk, text: string) => desk.call('utterance.receive', {text});

  test('is told to the window while somebody is on the line, and kept nowhere', async () => {
    const desk = openDesk();
    const said = '{"speaker":"customer","text":"我真的没有钱","time":"2026-11-21T04:00:00Z"}';
    expect(await hear(desk, said)).toEqual({heard: false});
    const callId = await openCall(desk);
    expect(await hear(desk, said)).toEqual({heard: false});
    await confirm(desk, callId);
    const before = journalOf(desk);
    expect(await hear(desk, said)).toEqual({heard: true});
    expect(desk.events.at(-1)).toEqual({
      type: 'utterance.heard',
      callId,
      utterance: {speaker: 'customer', text: '我真的没有钱', at: '2026-11-21T04:00:00.000Z'},
    });
    expect(journalOf(desk)).toBe(before);
    expect(wholeDatabase(desk)).not.toContain('真的没有钱');
  });

  test('of another call of the dialer is not heard', async () => {
    const desk = openDesk();
    const {id} = await receive(desk, 'phone=13912345678&call_id=X1');
    const callId = await openCall(desk);
    await desk.call('pop.done', {id: id ?? '', callId});
    await record(desk, callId, {type: 'call.connected', payload: {}});
    expect(await hear(desk, 'speaker=caller&text=hello&call_id=X2')).toEqual({heard: false});
    expect(await hear(desk, 'speaker=caller&text=hello&call_id=X1')).toEqual({heard: true});
    expect(await hear(desk, 'speaker=agent&text=hello')).toEqual({heard: true});
    expect(await hear(desk, 'speaker=robot&text=hello')).toEqual({heard: false});
    expect(await hear(desk, 'nothing of a sentence')).toEqual({heard: false});
  });

  test('is not heard any more when the call has ended', async () => {
    const desk = openDesk();
    await madeCall(desk);
    expect(await hear(desk, 'speaker=customer&text=hello')).toEqual({heard: false});
  });
});

function inDatabase<Value>(desk: TestDesk, read: (db: ReturnType<typeof openDatabase>) => Value): Value {
  const db = openDatabase({folder: desk.folder});
  try {
    return read(db);
  } finally {
    db.close();
  }
}

const journalOf = (desk: TestDesk) =>
  inDatabase(desk, (db) => db.prepare<[], number>('SELECT count(*) FROM journal').pluck().get());

const storedPops = (desk: TestDesk) =>
  inDatabase(desk, (db) => db.prepare<[], string>('SELECT coalesce(body, id) FROM pop').pluck().all());

/** Every text of every table, as one. */
const wholeDatabase = (desk: TestDesk) =>
  inDatabase(desk, (db) =>
    db
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
      .pluck()
      .all()
      .map((table) => JSON.stringify(db.prepare(`SELECT * FROM "${table}"`).all()))
      .join(),
  );
