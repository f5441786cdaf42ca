import {chmodSync} from 'node:fs';
import {join} from 'node:path';
import Sqlite from 'better-sqlite3';
import {v7} from 'uuid';
import {expect, test} from 'vitest';
import type {Output} from '../../electron/contract/methods.ts';
import {DATABASE_FILE} from '../../electron/store/database.ts';
import {anAccount, openCall, openDesk} from '../open-desk.ts';
import {tamper} from '../planted-damage.ts';

type Checks = Output<'desk.doctor'>['checks'];

const named = (checks: Checks, name: string) => checks.find((check) => check.name.en === name);

test('a sound desk passes every check, each named in both languages', async () => {
  const {ok, checks} = await openDesk().call('desk.doctor', {});
  expect(ok).toBe(true);
  expect(checks.map(({name}) => name.en)).toEqual([
    'versions',
    'data folder',
    'database',
    'schema',
    'journal',
    'active packs',
    'pack contents',
    'accounts and settings',
  ]);
  for (const {name, detail} of checks) {
    expect(name['zh-CN']).toMatch(/^\p{Script=Han}+$/u);
    expect(`${name.en} ${detail.en}`).not.toMatch(/\p{Script=Han}/u);
    expect(detail['zh-CN']).not.toBe('');
  }
  expect(named(checks, 'database')?.detail['zh-CN']).toMatch(/^版本 \d+，完好$/);
  expect(named(checks, 'journal')?.detail['zh-CN']).toMatch(/^1 条链共 \d+ 条记录，0 通通话，最新哈希 [\da-f]{16}$/);
});

test.skipIf(process.platform === 'win32')('a folder that others may enter is told in both languages', async () => {
  const desk = openDesk();
  chmodSync(desk.folder, 0o755);
  const {ok, checks} = await desk.call('desk.doctor', {});
  expect(ok).toBe(false);
  expect(checks.filter((check) => !check.ok)).toEqual([
    {
      name: {'zh-CN': '数据文件夹', en: 'data folder'},
      ok: false,
      detail: {
        'zh-CN': `${desk.folder}：这台电脑的其他用户可以进入（chmod 700）`,
        en: `${desk.folder}: other users of this computer may enter it (chmod 700)`,
      },
    },
  ]);
});

test('a row that refers to nothing is told in both languages', async () => {
  const desk = openDesk();
  tamper(desk.folder, 'DELETE FROM pack');
  const {ok, checks} = await desk.call('desk.doctor', {});
  expect(ok).toBe(false);
  expect(named(checks, 'database')).toMatchObject({
    ok: false,
    detail: {
      'zh-CN': expect.stringMatching(/^\d+ 行引用了已不存在的内容$/) as string,
      en: expect.stringMatching(/^\d+ rows refer to something that is gone$/) as string,
    },
  });
});

test.for([
  ['the title', "title = 'x'", 'title'],
  ['the language', "language = 'xx'", 'language'],
  ['the jurisdiction', "jurisdiction = 'XX'", 'jurisdiction'],
  ['the number of objections', 'objections = objections + 1', 'objections'],
])('%s under which a pack is listed is compared with its content', async ([, change, column]) => {
  const desk = openDesk();
  tamper(desk.folder, `UPDATE pack SET ${change}`);
  const {ok, checks} = await desk.call('desk.doctor', {});
  expect(ok).toBe(false);
  const check = named(checks, 'pack contents');
  expect(check?.detail.en).toContain(`the listed ${column} does not match the content`);
  expect(check?.detail['zh-CN']).toContain(`登记的 ${column} 与内容不符`);
});

test.for([
  ['account', "UPDATE account SET body = 'secret'", '账户'],
  ['account', `UPDATE account SET body = '{"debts":"secret"}'`, '账户'],
  ['profile', "UPDATE profile SET body = 'secret'", '坐席资料'],
  ['setting', "UPDATE setting SET value = 'secret'", '设置'],
  ['draft of call', "UPDATE draft SET body = 'secret'", '通话草稿'],
] as const)('a stored %s that cannot be read is told (%s)', async ([what, statement, zh]) => {
  const desk = openDesk();
  await desk.call('account.save', {account: anAccount()});
  const {settings} = await desk.call('session.get', {});
  await desk.call('settings.save', {id: v7(), settings: {...settings, theme: 'dark'}});
  const callId = await openCall(desk);
  const draft = (await desk.call('call.current', {}))?.draft;
  if (draft === undefined) throw new Error('no running call');
  await desk.call('call.saveDraft', {callId, draft});
  expect((await desk.call('desk.doctor', {})).ok).toBe(true);
  tamper(desk.folder, statement);
  const {checks} = await desk.call('desk.doctor', {});
  expect(checks.filter((check) => !check.ok).map(({name}) => name.en)).toEqual(['accounts and settings']);
  const detail = named(checks, 'accounts and settings')?.detail;
  expect(detail?.en).toMatch(new RegExp(`^${what} \\S+: cannot be read$`));
  expect(detail?.['zh-CN']).toMatch(new RegExp(`^${zh} \\S+：无法读取$`));
  expect(JSON.stringify(checks)).not.toContain('secret');
});

test.for([
  ['a trigger that is gone', 'DROP TRIGGER journal_no_update', 'trigger journal_no_update: is missing', '缺失'],
  ['an index that is gone', 'DROP INDEX call_agent', 'index call_agent: is missing', '缺失'],
  [
    'a trigger that does nothing any more',
    'DROP TRIGGER journal_no_delete; CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT 1; END',
    'trigger journal_no_delete: was changed',
    '被改动',
  ],
  ['a table with one more column', 'ALTER TABLE draft ADD COLUMN x TEXT', 'table draft: was changed', '被改动'],
  [
    'a trigger that nobody here made',
    'CREATE TRIGGER spy AFTER INSERT ON journal BEGIN SELECT 1; END',
    'trigger spy: does not belong to this app',
    '不属于本程序',
  ],
] as const)('%s is told', async ([, sql, en, zh]) => {
  const desk = openDesk();
  const db = new Sqlite(join(desk.folder, DATABASE_FILE));
  db.exec(sql);
  db.close();
  const {checks} = await desk.call('desk.doctor', {});
  expect(checks.filter((check) => !check.ok).map(({name}) => name.en)).toEqual(['schema']);
  expect(named(checks, 'schema')?.detail.en).toBe(en);
  expect(named(checks, 'schema')?.detail['zh-CN']).toContain(zh);
});
