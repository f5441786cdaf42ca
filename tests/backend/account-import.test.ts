import * as fc from 'fast-check';
import {unparse} from 'papaparse';
import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import type {RawInput} from '../../electron/contract/methods.ts';
import {anAccount, openDesk, type TestDesk} from '../open-desk.ts';

const settings: RawInput<'account.importCsv'>['settings'] = {
  jurisdiction: 'CN',
  language: 'zh-CN',
  currency: 'CNY',
  creditor: '示例银行',
  dayOrder: 'certain',
};

const HEADER = '业务编号,姓名,手机,单位电话,产品,应还金额（元）,本金,到期日,时区';
const GOOD = [
  HEADER,
  'A-1,张伟,+86 139 1234 5678,021-5555 0101,消费贷,"3,280.50",3000,2026-10-17,Asia/Shanghai',
  'A-2,李敏,13900001111,,信用卡,1200,,2026/10/20,',
].join('\n');

const preview = (desk: TestDesk, text: string, more: Partial<RawInput<'account.previewCsv'>> = {}) =>
  desk.call('account.previewCsv', {text, settings, ...more});

async function take(desk: TestDesk, text: string, more: Partial<RawInput<'account.importCsv'>> = {}) {
  const {columns} = await preview(desk, text, {settings: more.settings ?? settings});
  return desk.call('account.importCsv', {id: v7(), text, columns, settings, onlyValid: false, ...more});
}

const list = (desk: TestDesk, text = '') => desk.call('account.list', {text, limit: 200, unmasked: true});

async function readBack(desk: TestDesk, reference: string) {
  const [row] = await list(desk, reference);
  if (row === undefined) throw new Error(`no account ${reference}`);
  return desk.call('account.get', {id: row.id});
}

describe('a table of accounts', () => {
  test('is shown before anything is saved: its columns guessed, its rows counted', async () => {
    const desk = openDesk();
    const shown = await preview(desk, GOOD);
    expect(shown).toMatchObject({
      delimiter: ',',
      columns: [
        'reference',
        'customerName',
        'mobile',
        'workPhone',
        'product',
        'amount',
        'principal',
        'dueDate',
        'addressZone',
      ],
      total: 2,
      invalid: 0,
      added: 2,
      updated: 0,
      problems: [],
    });
    expect(await list(desk)).toEqual([]);
  });

  test('is saved with debts in minor units, numbers with their lines, and zones', async () => {
    const desk = openDesk();
    expect(await take(desk, GOOD)).toEqual({added: 2, updated: 0, skipped: 0, problems: []});
    expect(await readBack(desk, 'A-1')).toMatchObject({
      person: {name: '张伟'},
      jurisdiction: 'CN',
      timeZones: {told: null, address: 'Asia/Shanghai', number: null},
      debts: [{product: '消费贷', creditor: '示例银行', amount: 328_050, principal: 300_000, dueDate: '2026-10-17'}],
      numbers: [
        {label: '手机', line: 'mobile', tail: '5678'},
        {label: '单位电话', line: 'work', tail: '0101'},
      ],
    });
  });

  test('with one wrong row saves nothing, and tells every row, column and reason in both languages', async () => {
    const desk = openDesk();
    const bad = [
      GOOD,
      ',王芳,139,,消费贷,10,,2026-10-01,',
      'A-4,赵六,ask,,消费贷,ten,,03/04/2026,Mars',
      'A-5,钱七,,,,5,,,',
    ].join('\n');
    const shown = await preview(desk, bad);
    expect(shown).toMatchObject({total: 5, invalid: 3, added: 2});
    expect(shown.problems.map(({row, header}) => `${row} ${header}`)).toEqual([
      '4 业务编号',
      '5 时区',
      '5 手机',
      '5 应还金额（元）',
      '5 到期日',
      '6 产品',
      '6 到期日',
    ]);
    const refusal = await desk.refusal('account.importCsv', {
      id: v7(),
      text: bad,
      columns: shown.columns,
      settings,
      onlyValid: false,
    });
    expect(refusal.code).toBe('invalid_input');
    expect(refusal.message).toEqual({
      'zh-CN': '有 3 行不能导入，未导入任何账户。请更正后重试，或只导入有效的行。',
      en: '3 rows cannot be imported, so nothing was. Correct them, or import the valid ones only.',
    });
    expect(refusal.problems?.[3]).toEqual({
      path: 'row 5 · 应还金额（元）',
      message: {'zh-CN': '不是金额，应如 3280.50', en: 'is no amount; write it like 3280.50'},
    });
    // A refusal names rows and columns, and nobody.
    expect(JSON.stringify(refusal)).not.toMatch(/赵六|钱七|王芳|ask|ten/);
    expect(await list(desk)).toEqual([]);
  });

  test('is taken without the rows that are wrong when that is chosen, and never part of an account', async () => {
    const desk = openDesk();
    const text = `${GOOD}\nA-2,李敏,,,消费贷,oops,,2026-11-01,`;
    expect(await take(desk, text, {onlyValid: true})).toMatchObject({added: 1, updated: 0, skipped: 2});
    expect((await list(desk)).map(({reference}) => reference)).toEqual(['A-1']);
    const none = await desk.refusal('account.importCsv', {
      id: v7(),
      text: '业务编号,姓名\n,\nA-9,',
      columns: ['reference', 'customerName'],
      settings,
      onlyValid: true,
    });
    expect(none.message.en).toBe('No row can be imported. Nothing was imported.');
  });

  test('with several rows of one reference makes one account with several debts; another name there is an error', async () => {
    const desk = openDesk();
    const text = ['编号,姓名,产品,金额,到期日', 'A-1,张伟,消费贷,10,2026-10-01', 'A-1,张伟,信用卡,20,2026-10-02'].join(
      '\n',
    );
    expect(await take(desk, text)).toMatchObject({added: 1});
    expect((await readBack(desk, 'A-1')).debts.map(({amount}) => amount)).toEqual([1000, 2000]);
    const shown = await preview(desk, `${text}\nA-1,李敏,车贷,30,2026-10-03`);
    expect(shown.problems).toMatchObject([{row: 4, header: '姓名'}]);
    expect(shown.problems[0]?.message.en).toBe('row 2 has the same reference with another name');
    expect(shown.invalid).toBe(3);
  });

  test('taken again updates by reference: ids stay, what has no column stays, numbers come along and never go', async () => {
    const desk = openDesk();
    await take(desk, GOOD);
    const before = await readBack(desk, 'A-1');
    const again =
      'reference;name;mobile;product;amount;due date\nA-1;张伟;13912345678 / 13800002222;消费贷;99,5;2026-11-01';
    expect(await take(desk, again)).toEqual({added: 0, updated: 1, skipped: 0, problems: []});
    const after = await readBack(desk, 'A-1');
    expect(after.id).toBe(before.id);
    expect(after.timeZones.address).toBe('Asia/Shanghai');
    expect(after.debts).toMatchObject([{id: before.debts[0]?.id, amount: 9950, dueDate: '2026-11-01'}]);
    expect(after.numbers.slice(0, 2).map(({id}) => id)).toEqual(before.numbers.map(({id}) => id));
    // With or without the country's code it is the same number.
    expect(after.numbers.map(({tail}) => tail)).toEqual(['5678', '0101', '2222']);
    const third = await take(desk, GOOD);
    expect(third).toMatchObject({added: 0, updated: 2});
  });

  test('does not bring back the digits of a number that was deleted', async () => {
    const desk = openDesk();
    await take(desk, GOOD);
    const {id, numbers} = await readBack(desk, 'A-1');
    await desk.as('qa');
    await desk.call('account.forgetNumber', {id, numberId: numbers[0]?.id ?? ''});
    await desk.as('agent');
    await take(desk, GOOD);
    const after = await readBack(desk, 'A-1');
    expect(after.numbers[0]).toMatchObject({id: numbers[0]?.id, tail: null});
    expect(after.numbers).toHaveLength(2);
    // The account file of the terminal keeps to it as well, and to the ids.
    await desk.call('account.import', {
      text: JSON.stringify({
        reference: 'A-1',
        customerName: '张伟',
        jurisdiction: 'CN',
        language: 'zh-CN',
        numbers: [{label: '手机', value: '+8613912345678'}],
        debts: [],
      }),
    });
    expect((await readBack(desk, 'A-1')).numbers).toMatchObject([{id: numbers[0]?.id, tail: null}]);
  });

  test('with the same id a second time saves nothing again, and the journal names nobody', async () => {
    const desk = openDesk();
    const id = v7();
    const first = await take(desk, GOOD, {id});
    expect(await take(desk, GOOD, {id})).toEqual(first);
    await desk.as('qa');
    const {text} = await desk.call('notes.bundle', {id: v7(), cursor: null});
    expect(text.match(/accounts\.imported/g)).toHaveLength(1);
    expect(text).not.toMatch(/张伟|A-1\b|1234/);
    expect((await desk.call('desk.doctor', {})).ok).toBe(true);
  });

  test('tells wishes and the last conversation, each noted once however often the table comes', async () => {
    const desk = openDesk();
    const text = [
      'reference,name,do not call,attorney,dispute,last contact',
      'A-1,Ann,yes,,no,2026-11-18 10:00',
      'A-2,Bob,,Carl Counsel,yes,',
    ].join('\n');
    const us = {...settings, jurisdiction: 'US', language: 'en', currency: 'USD'} as const;
    await take(desk, text, {settings: us});
    await take(desk, text, {settings: us});
    const flagsOf = async (reference: string) => {
      const {id} = await readBack(desk, reference);
      return (await desk.call('account.flags', {id})).flags.map(({flag}) => flag);
    };
    expect(await flagsOf('A-1')).toEqual([{kind: 'stopCalls', numberId: null}]);
    expect(await flagsOf('A-2')).toHaveLength(2);
    expect(await flagsOf('A-2')).toContainEqual({kind: 'attorney', name: 'Carl Counsel', canAscertain: true});
    await desk.as('qa');
    const {text: journal} = await desk.call('notes.bundle', {id: v7(), cursor: null});
    expect(journal.match(/"contact\.noted"/g)).toHaveLength(1);
    expect((await desk.call('journal.verify', {})).ok).toBe(true);
  });

  test('says that a day has not come yet, and which columns are missing', async () => {
    const desk = openDesk();
    const future = await preview(desk, 'reference,name,last contact\nA-1,Ann,2026-11-22');
    expect(future.problems[0]?.message.en).toBe('this day has not come yet');
    const without = await preview(desk, 'reference,amount\nA-1,5');
    expect(without.problems.map(({message}) => message.en)).toEqual([
      'there is no column for the name',
      'there is no column for the product',
      'there is no column for the due date',
    ]);
  });

  test('comes back as it was written, whatever is in it', async () => {
    const desk = openDesk();
    const word = fc.string({
      unit: fc.constantFrom('a', 'B', '张', ',', ';', '"', "'", '-', '7'),
      minLength: 1,
      maxLength: 6,
    });
    const row = fc.record({
      name: word,
      product: word,
      amount: fc.integer({min: 0, max: 1e11}),
      day: fc.integer({min: 0, max: 9000}),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, {minLength: 1, maxLength: 6}), async (rows) => {
        const told = rows.map(({name, product, amount, day}, i) => ({
          reference: `R${i}`,
          name: `n${name}`,
          product: `p${product}`,
          amount: (amount / 100).toFixed(2),
          due: new Date(Date.UTC(2010, 0, 1 + day)).toISOString().slice(0, 10),
        }));
        await take(desk, unparse(told, {columns: ['reference', 'name', 'product', 'amount', 'due']}));
        for (const [i, {name, product, due}] of told.entries()) {
          const account = await readBack(desk, `R${i}`);
          expect(account.person.name).toBe(name);
          expect(account.debts).toMatchObject([{product, amount: rows[i]?.amount, dueDate: due}]);
        }
      }),
      {numRuns: 20},
    );
  });

  test('of ten thousand rows is shown and saved in seconds', async () => {
    const desk = openDesk();
    const rows = Array.from(
      {length: 10_000},
      (_, i) =>
        `A-${i},客户${i},139${String(i).padStart(8, '0')},,消费贷,"1,${String(i % 1000).padStart(3, '0')}.50",,2026-10-17,`,
    );
    const text = [HEADER, ...rows].join('\n');
    const start = performance.now();
    await preview(desk, text);
    const shown = performance.now();
    expect(await take(desk, text)).toMatchObject({added: 10_000});
    const saved = performance.now();
    console.log(`10,000 rows: preview ${Math.round(shown - start)} ms, with import ${Math.round(saved - shown)} ms`);
    // Half a minute would be a fault of growth, not of a busy machine.
    expect(saved - start).toBeLessThan(30_000);
  });
});

test('lists are masked until somebody asks, and a search still finds by the whole', async () => {
  const desk = openDesk();
  await desk.call('account.save', {account: anAccount({reference: 'A-2024-00817'})});
  const masked = await desk.call('account.list', {text: '张伟明', limit: 5});
  expect(masked).toMatchObject([{customerName: '张**', reference: '*0817'}]);
  expect(await list(desk, '张伟明')).toMatchObject([{customerName: '张伟明', reference: 'A-2024-00817'}]);
});

test('a full number is shown on purpose, and the journal tells who looked without telling the number', async () => {
  const desk = openDesk();
  const account = anAccount();
  await desk.call('account.save', {account});
  const input = {accountId: account.id, numberId: account.numbers[0]?.id ?? ''};
  expect(await desk.call('account.revealNumber', {id: v7(), ...input})).toEqual({value: '139 1234 5678'});
  expect((await desk.refusal('account.revealNumber', {id: v7(), ...input, numberId: v7()})).code).toBe('not_found');
  await desk.as('qa');
  const {text} = await desk.call('notes.bundle', {id: v7(), cursor: null});
  expect(text).toContain('number.revealed');
  expect(text).not.toContain('1234');
});

test('an account is changed without knowing its numbers: one without digits stays as it is kept', async () => {
  const desk = openDesk();
  const account = anAccount();
  await desk.call('account.save', {account});
  const {numbers, ...shown} = await desk.call('account.get', {id: account.id});
  const kept = numbers.map(({tail: _tail, ...number}) => ({...number, line: 'work' as const}));
  await desk.call('account.save', {account: {...shown, numbers: kept}});
  expect((await desk.call('account.get', {id: account.id})).numbers).toMatchObject([{tail: '5678', line: 'work'}]);
  const fresh = await desk.refusal('account.save', {
    account: {...shown, numbers: [...kept, {id: v7(), label: '新号码'}]},
  });
  expect(fresh.message.en).toContain('has no digits');
});

test('an import that still reads is cancelled whole, and one that is saved stays saved', async () => {
  const desk = openDesk();
  const rows = Array.from({length: 3000}, (_, i) => `B-${i},客户,13900001111,,信用卡,1200,,2026-10-20,`);
  const text = [HEADER, ...rows].join('\n');
  const {columns} = await preview(desk, GOOD);
  const id = v7();
  const refused = desk.refusal('account.importCsv', {id, text, columns, settings, onlyValid: false});
  expect(await desk.call('account.cancelImport', {id})).toEqual({cancelled: true});
  expect(await refused).toMatchObject({code: 'conflict'});
  expect(await list(desk)).toEqual([]);
  // The same import may be begun again; afterwards there is nothing left to cancel.
  expect(await desk.call('account.importCsv', {id, text, columns, settings, onlyValid: false})).toMatchObject({
    added: 3000,
  });
  expect(await desk.call('account.cancelImport', {id})).toEqual({cancelled: false});
  expect(await desk.call('account.list', {text: 'B-2999', limit: 5, unmasked: true})).toHaveLength(1);
});

test('while a long table is read the desk answers other calls', async () => {
  const desk = openDesk();
  const rows = Array.from({length: 3000}, (_, i) => `B-${i},客户,13900001111,,信用卡,1200,,2026-10-20,`);
  const {columns} = await preview(desk, GOOD);
  const done: string[] = [];
  const text = [HEADER, ...rows].join('\n');
  await Promise.all([
    desk
      .call('account.importCsv', {id: v7(), text, columns, settings, onlyValid: false})
      .then(() => done.push('import')),
    desk.call('pack.list', {}).then(() => done.push('list')),
  ]);
  expect(done).toEqual(['list', 'import']);
});
