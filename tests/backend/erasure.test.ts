import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import type {AccountInput} from '../../electron/contract/account.ts';
import type {RawInput} from '../../electron/contract/methods.ts';
import {openDatabase} from '../../electron/store/database.ts';
import {
  anAccount,
  anOutcome,
  aPromise,
  confirm,
  madeCall,
  openCall,
  openDesk,
  record,
  talk,
  type TestDesk,
} from '../open-desk.ts';

const NAME = '欧阳测试人';
const REFERENCE = 'REF-ERASE-7788';
const NUMBER = '139 4455 6677';
/** Everything that would tell who it was. */
const TRACES = [NAME, REFERENCE, '13944556677', NUMBER, '住院', '下岗'];

const person = (more: Partial<AccountInput> = {}) =>
  anAccount({
    reference: REFERENCE,
    person: {id: v7(), name: NAME},
    numbers: [{id: v7(), label: '本人手机', value: NUMBER}],
    ...more,
  });

/** An account with everything that can hang on one: calls, notes, slots, a promise, a flag, an export that looked for it. */
async function livedWith(desk: TestDesk, account: AccountInput): Promise<string> {
  await desk.call('account.save', {account});
  const outcome = anOutcome({contact: 'RPC', result: 'PTP', note: `${NAME} 说住院了`, promise: aPromise()});
  await talk(desk, outcome, account);
  const callId = await openCall(desk, account);
  await confirm(desk, callId);
  await record(desk, callId, {type: 'slot.filled', payload: {slotId: 'reason', value: '下岗'}});
  await desk.call('account.flag', {
    id: v7(),
    accountId: account.id,
    callId,
    flag: {kind: 'vulnerable', sign: '住院'},
  });
  await desk.call('call.saveOutcome', {
    id: v7(),
    callId,
    outcome: anOutcome({contact: 'RPC', result: 'RFS', note: '下岗'}),
  });
  await desk.call('account.flag', {
    id: v7(),
    accountId: account.id,
    callId: null,
    flag: {kind: 'attorney', name: `${NAME}的律师`},
  });
  await desk.as('qa');
  await desk.call('notes.export', {id: v7(), format: 'csv', filter: {text: NAME}, unmasked: true, cursor: null});
  return callId;
}

const erase = (desk: TestDesk, accountId: string, more: Partial<RawInput<'account.erase'>> = {}) =>
  desk.call('account.erase', {id: v7(), accountId, ground: 'subjectRequest', why: '本人来信要求删除', ...more});

async function bundle(desk: TestDesk): Promise<string> {
  let text = '';
  let cursor: string | null = null;
  const id = v7();
  do {
    const page: {text: string; cursor: string | null} = await desk.call('notes.bundle', {id, cursor});
    text += page.text;
    ({cursor} = page);
  } while (cursor !== null);
  return text;
}

/** Every byte of the data folder, as somebody reads it who has the disk. */
const bytesOf = (folder: string): string =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

const inBytes = (text: string): string => Buffer.from(text).toString('latin1');

describe('an account that is erased', () => {
  test('is nowhere any more: not in tables, exports, journals, nor in a byte of the data folder', async () => {
    const desk = openDesk();
    const account = person();
    await livedWith(desk, account);
    writeFileSync(join(desk.folder, 'callside-before-v3.db'), `an older copy of ${NAME}`);
    for (const trace of [NAME, REFERENCE]) expect(bytesOf(desk.folder)).toContain(inBytes(trace));
    const erased = await erase(desk, account.id);
    expect(erased.calls).toBe(2);
    expect(erased.events).toBeGreaterThan(10);
    const after = bytesOf(desk.folder);
    const traces = [...TRACES, account.person.id, account.numbers[0]?.id ?? ''];
    expect(traces.filter((trace) => after.includes(inBytes(trace)))).toEqual([]);
    const csv = await desk.call('notes.export', {id: v7(), format: 'csv', filter: {}, unmasked: true, cursor: null});
    for (const trace of TRACES) expect(csv.text).not.toContain(trace);
    expect(csv.total).toBe(2);
    const journal = await bundle(desk);
    for (const trace of TRACES) expect(journal).not.toContain(trace);
    expect(await desk.call('account.list', {text: '', limit: 10})).toEqual([]);
    expect((await desk.refusal('account.kept', {id: account.id})).code).toBe('not_found');
  });

  test('leaves the chain provable, its calls counted, and the doctor content', async () => {
    const desk = openDesk();
    const account = person();
    const other = anAccount();
    await desk.call('account.save', {account: other});
    await madeCall(desk, anOutcome({note: '占线'}), other);
    const callId = await livedWith(desk, account);
    const before = await desk.call('journal.verify', {});
    const {events} = await erase(desk, account.id);
    const after = await desk.call('journal.verify', {});
    expect(after).toMatchObject({ok: true, erased: before.erased + events, calls: 3, problems: []});
    expect(await desk.call('desk.doctor', {})).toMatchObject({ok: true});
    const {row, record: told, verified, timeline} = await desk.call('call.get', {id: callId, unmasked: true});
    expect(verified).toBe(true);
    expect(row).toMatchObject({contact: 'RPC', result: 'RFS', customerName: '', reference: '', note: ''});
    expect(told).toMatchObject({erased: true, slots: {}, opened: {accountId: null, product: null}});
    expect(timeline.every(({payload}) => payload === null)).toBe(true);
    const rows = (await desk.call('call.list', {filter: {}, offset: 0, limit: 10, unmasked: true})).rows;
    expect(rows.filter(({customerName}) => customerName === other.person.name)).toHaveLength(1);
    const reopened = desk.reopen({role: 'qa'});
    expect((await reopened.call('journal.verify', {})).ok).toBe(true);
  });

  test('is on record with ground and reason, but not with a name; the same erasure twice is one', async () => {
    const desk = openDesk();
    const account = person();
    await livedWith(desk, account);
    const id = v7();
    const first = await erase(desk, account.id, {id, why: `${NAME}（${REFERENCE}）来信要求删除`});
    expect(await erase(desk, account.id, {id})).toEqual(first);
    const line = (await bundle(desk)).split('\n').find((each) => each.includes('account.erased')) ?? '';
    const event = JSON.parse(line) as {payload: string; agent: string};
    expect(JSON.parse(event.payload)).toMatchObject({ground: 'subjectRequest', calls: 2, why: '**（**）来信要求删除'});
    expect(
      (await desk.refusal('account.erase', {id: v7(), accountId: account.id, ground: 'wrongData', why: 'x'})).code,
    ).toBe('not_found');
    expect(desk.events.filter(({type}) => type === 'account.erased').length).toBeGreaterThan(0);
  });

  test('is refused while somebody is on the line with it, and its old calls cannot be corrected afterwards', async () => {
    const desk = openDesk();
    const account = person();
    const callId = await livedWith(desk, account);
    await desk.as('agent');
    // The customer has an attorney by now: such a call is only found on the line.
    const running = v7();
    const place = {direction: 'outbound', mode: 'collection', numberId: null, numberLabel: null} as const;
    await desk.call('call.open', {id: running, accountId: account.id, ...place, begun: 'onLine'});
    await desk.as('qa');
    const refused = await desk.refusal('account.erase', {
      id: v7(),
      accountId: account.id,
      ground: 'subjectRequest',
      why: 'asked',
    });
    expect(refused).toMatchObject({
      code: 'conflict',
      message: {en: expect.stringContaining('no outcome yet') as string},
    });
    await desk.as('agent');
    await desk.call('call.saveOutcome', {id: v7(), callId: running, outcome: anOutcome()});
    await desk.as('qa');
    await erase(desk, account.id);
    await desk.as('agent');
    const correction = await desk.refusal('call.correct', {id: v7(), callId, outcome: anOutcome(), why: 'late'});
    expect(correction).toMatchObject({code: 'conflict', message: {en: expect.stringContaining('erased') as string}});
  });

  test('is erased on a desk that reads its journal, and stays erased when that is read again', async () => {
    const desk = openDesk();
    const account = person();
    await livedWith(desk, account);
    const reader = openDesk({role: 'qa'});
    await reader.call('notes.import', {id: v7(), text: await bundle(desk)});
    expect(bytesOf(reader.folder)).toContain(inBytes(REFERENCE));
    await erase(desk, account.id);
    const later = await bundle(desk);
    await reader.call('notes.import', {id: v7(), text: later});
    const {rows} = await reader.call('call.list', {filter: {}, offset: 0, limit: 10, unmasked: true});
    expect(rows).toHaveLength(2);
    for (const trace of TRACES) expect(JSON.stringify(rows)).not.toContain(trace);
    expect(await reader.call('journal.verify', {})).toMatchObject({ok: true, problems: []});
    // A desk that never knew the person reads the same journal.
    const stranger = openDesk({role: 'qa'});
    await stranger.call('notes.import', {id: v7(), text: later});
    expect(await stranger.call('journal.verify', {})).toMatchObject({ok: true, problems: []});
  });

  test('takes the calls of another desk about the same reference along, and both chains hold', async () => {
    const other = openDesk();
    await livedWith(other, person());
    const journal = await bundle(other);
    const desk = openDesk();
    const account = person();
    // Its own calls first: what the other desk has noted of the customer would stop them.
    await livedWith(desk, account);
    await desk.call('notes.import', {id: v7(), text: journal});
    expect((await erase(desk, account.id)).calls).toBe(4);
    expect(await desk.call('journal.verify', {})).toMatchObject({ok: true, problems: []});
    await desk.call('notes.import', {id: v7(), text: journal});
    const {rows} = await desk.call('call.list', {filter: {}, offset: 0, limit: 10, unmasked: true});
    for (const trace of TRACES) expect(JSON.stringify(rows)).not.toContain(trace);
  });

  test('that is missing without a word on record is found: the proof of an erasure is no way around it', async () => {
    const desk = openDesk();
    const account = person();
    await livedWith(desk, account);
    await erase(desk, account.id);
    const db = openDatabase({folder: desk.folder});
    db.prepare("DELETE FROM journal_payload WHERE id = (SELECT id FROM journal WHERE type = 'account.erased')").run();
    db.close();
    expect(await desk.call('journal.verify', {})).toMatchObject({ok: false});
  });
});

describe('retention', () => {
  const KEPT = {
    jurisdiction: 'US',
    debts: [],
    timeZones: {told: null, address: 'America/New_York', number: null},
  } as const;

  test('keeps what a rule keeps: erasing is refused with the day and the rule, unless the person asked', async () => {
    const desk = openDesk();
    const account = anAccount({...KEPT, debts: []});
    await desk.call('account.save', {account});
    await madeCall(desk, anOutcome(), account);
    await desk.as('lead');
    const {retention} = await desk.call('account.kept', {id: account.id});
    expect(retention).toMatchObject({state: 'kept', keepUntil: '2029-11-20', rule: {id: 'US-KEEP-01'}});
    expect(await desk.call('retention.list', {})).toEqual([]);
    const refused = await desk.refusal('account.erase', {
      id: v7(),
      accountId: account.id,
      ground: 'retentionReached',
      why: 'spring cleaning',
    });
    expect(refused.code).toBe('forbidden');
    expect(refused.message.en).toContain('It must be kept until 2029-11-20 (US-KEEP-01)');
    await erase(desk, account.id);
  });

  test('that is over is a task, masked until asked; then it may be erased', async () => {
    const desk = openDesk();
    const closed = anAccount({closedOn: '2024-11-01', debts: [creditCard()]});
    const fresh = anAccount({closedOn: '2026-11-01', debts: [creditCard()]});
    const open = anAccount();
    for (const account of [closed, fresh, open]) await desk.call('account.save', {account});
    await desk.as('qa');
    const due = await desk.call('retention.list', {});
    expect(due).toMatchObject([
      {
        id: closed.id,
        customerName: '张**',
        retention: {state: 'reached', keepUntil: '2026-11-01', rule: {id: 'CN-KEEP-01'}, task: {id: 'CN-KEEP-02'}},
      },
    ]);
    expect(await desk.call('retention.list', {unmasked: true})).toMatchObject([{customerName: '张伟明'}]);
    await erase(desk, closed.id, {ground: 'retentionReached', why: '到期'});
    expect(await desk.call('retention.list', {})).toEqual([]);
    const early = await desk.refusal('account.erase', {
      id: v7(),
      accountId: open.id,
      ground: 'retentionReached',
      why: '到期',
    });
    expect(early.message.en).toContain('has not begun');
  });
});

const creditCard = (): AccountInput['debts'][number] => ({
  id: v7(),
  product: '信用卡',
  creditor: null,
  currency: 'CNY',
  amount: 100,
  principal: null,
  interest: null,
  fees: null,
  paid: null,
  dueDate: '2024-01-01',
});

test('nothing of a customer reaches the log or the words of a refusal', async () => {
  const desk = openDesk();
  const account = person();
  await livedWith(desk, account);
  await desk.as('agent');
  const refusals = [
    await desk.refusal('account.save', {account: {...account, id: v7(), numbers: []}}),
    await desk.refusal('account.get', {id: v7()}),
    await desk.refusal('account.importCsv', {
      id: v7(),
      text: `业务编号,姓名,手机\n${REFERENCE},${NAME},not ${NUMBER}`,
      columns: ['reference', 'customerName', 'mobile'],
      settings: {jurisdiction: 'CN', language: 'zh-CN', currency: 'CNY', creditor: null, dayOrder: 'certain'},
      onlyValid: false,
    }),
    await desk.refusal('account.import', {
      text: JSON.stringify([{reference: REFERENCE, customerName: NAME, numbers: NUMBER}]),
    }),
    await desk.refusal('call.open', {
      id: v7(),
      accountId: account.id,
      direction: 'outbound',
      mode: 'collection',
      numberId: v7(),
      numberLabel: null,
    }),
  ];
  // The reference that is taken already is the one that was typed a moment ago.
  const said = JSON.stringify(refusals.slice(1));
  for (const trace of TRACES) expect(said).not.toContain(trace);
  expect(JSON.stringify(refusals[0])).not.toContain(NAME);
  for (const trace of TRACES) expect(desk.log.join('\n')).not.toContain(trace);
});
