import {chmodSync} from 'node:fs';
import {expect, test} from 'vitest';
import type {Output} from '../../electron/contract/methods.ts';
import {openDesk} from '../open-desk.ts';
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
    'journal',
    'active packs',
    'pack contents',
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
