import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, type Page, test} from '@playwright/test';
import {expectAccessibleEverywhere, PROFILE, speak, startDesk, type TestDesk} from './desk.ts';

let desk: TestDesk;

test.afterEach(() => desk.remove());

async function enter(page: Page, role: 'lead' | 'qa'): Promise<void> {
  desk = await startDesk({role});
  await page.setViewportSize({width: 1440, height: 900});
  await page.goto(desk.url);
  await page.getByRole('radiogroup').getByText('账户', {exact: true}).click();
}

async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  const file = join(desk.data, name);
  writeFileSync(file, content);
  await page.locator('input[type=file]').setInputFiles(file);
}

const HEADER = '业务编号,姓名,手机号,产品,应还金额,到期日,备用列';
const GOOD = 'A-1001,张伟,139 1234 5678,消费贷,"3,280.50",2026-10-17,x';

test('a table with wrong rows saves nothing, says where and why, and is taken once it is corrected', async ({page}) => {
  await enter(page, 'lead');
  await choose(
    page,
    'accounts.csv',
    [HEADER, GOOD, 'A-1002,李敏,问她妹妹,消费贷,1200,03/04/2026,y', ',王芳,13900001111,消费贷,十元,2026-10-01,z'].join(
      '\n',
    ),
  );
  const room = page.getByRole('region', {name: '导入账户表格'});
  await expect(room).toContainText('accounts.csv · UTF-8 · 3 行');
  await expect(room).toContainText('2 行不能导入');
  const problems = room.getByRole('table', {name: '不能导入的行'});
  await expect(problems.getByRole('row')).toHaveCount(5);
  await expect(problems).toContainText('可能是 3 月 4 日，也可能是 4 月 3 日');
  await expect(problems.getByRole('row').nth(1)).toContainText('3');
  await expect(room.getByRole('button', {name: '导入 1 个账户'})).toBeDisabled();
  // Nobody is named until somebody asks.
  await expect(room).not.toContainText('张伟');
  await expect(room).not.toContainText('139 1234 5678');
  await expect(room).toContainText('张**');
  await room.getByRole('checkbox', {name: '显示客户信息'}).check();
  await expect(room).toContainText('139 1234 5678');

  // The order of days is chosen on the screen; the rest is corrected in the file.
  await room.getByLabel('日期顺序').selectOption('dayFirst');
  await expect(problems).not.toContainText('也可能是');
  await choose(
    page,
    'accounts.csv',
    [
      HEADER,
      GOOD,
      'A-1002,李敏,13900002222,消费贷,1200,03/04/2026,y',
      'A-1003,王芳,13900001111,消费贷,10,2026-10-01,z',
    ].join('\n'),
  );
  await expect(room).toContainText('检查通过：新增 3 个账户，更新 0 个');
  await room.getByRole('button', {name: '导入 3 个账户'}).click();
  await expect(room).toContainText('已导入：新增 3 个账户，更新 0 个。');
  expect(await desk.call('account.list', {text: '', limit: 10})).toHaveLength(3);
});

test('only the valid rows are taken when that is chosen; columns are given their meaning by keyboard', async ({
  page,
}) => {
  await enter(page, 'lead');
  await choose(page, 'odd.csv', ['nr;who;call;wert', 'A-1;Ann;+1 212 555 0142;x', 'A-2;Bob;ask;y'].join('\n'));
  const room = page.getByRole('region', {name: '导入账户表格'});
  await expect(room).toContainText('没有“业务编号”列');
  for (const [header, steps, field] of [
    ['nr', 1, 'reference'],
    ['who', 2, 'customerName'],
    ['call', 3, 'mobile'],
  ] as const) {
    const choice = room.getByRole('combobox', {name: `“${header}”列的含义`});
    await choice.focus();
    for (let step = 0; step < steps; step += 1) {
      // Each choice reads the table anew; the focus stays where it is.
      await page.keyboard.press('ArrowDown');
      await expect(choice).toBeFocused();
      await expect(room.getByText('正在检查…')).toHaveCount(0);
    }
    await expect(choice).toHaveValue(field);
  }
  await expect(room).toContainText('1 行不能导入');
  await room.getByRole('button', {name: '只导入有效的 1 个账户'}).press('Enter');
  await expect(room).toContainText('已导入：新增 1 个账户，更新 0 个，略过 1 行。');
});

test('a table of a Chinese Excel is read in its own encoding, and one that is no table is refused in words', async ({
  page,
}) => {
  await enter(page, 'lead');
  // 姓名,业务编号 / 张伟,A-1 in GB18030.
  const bytes = Buffer.from('d0d5c3fb2cd2b5cef1b1e0bac50ad5c5ceb02c412d310a', 'hex');
  await choose(page, 'excel.csv', bytes);
  const room = page.getByRole('region', {name: '导入账户表格'});
  await expect(room).toContainText('GB18030 · 1 行');
  await expect(room).toContainText('检查通过');
  await choose(page, 'empty.csv', 'only a header');
  await expect(room.getByRole('alert')).toContainText('表格里没有数据');
});

async function twoAccounts(): Promise<void> {
  const text = [
    `${HEADER},结案日期`,
    `A-2001,陈静,13800001111,信用卡,1,2024-01-01,,2024-10-01`,
    `A-2002,周洋,13800002222,信用卡,1,2024-01-01,,2026-10-01`,
  ].join('\n');
  const settings = {
    jurisdiction: 'CN',
    language: 'zh-CN',
    currency: 'CNY',
    creditor: PROFILE.institution,
    dayOrder: 'certain',
  } as const;
  const columns = ['reference', 'customerName', 'mobile', 'product', 'amount', 'dueDate', null, 'closedOn'] as const;
  await desk.call('account.importCsv', {
    id: crypto.randomUUID(),
    text,
    columns: [...columns],
    settings,
    onlyValid: false,
  });
}

test('an account that is over its time is a task, and is erased by keyboard with a reason', async ({page}) => {
  await enter(page, 'lead');
  await twoAccounts();
  await page.reload();
  await page.getByRole('radiogroup').getByText('账户', {exact: true}).click();
  const due = page.getByRole('table', {name: '保存期限已到'});
  await expect(due.getByRole('row')).toHaveCount(2);
  await expect(due).toContainText('陈**');
  await expect(due).toContainText('CN-KEEP-01 · CN-KEEP-02');
  await due.getByRole('button', {name: '查看 *001'}).press('Enter');
  const card = page.getByRole('region', {name: '删除这个账户'});
  await expect(card).toBeFocused();
  await expect(card).toContainText('保存期限已于');
  await card.getByLabel('说明（不要写客户信息）').fill('到期清理');
  await page.keyboard.press('Enter');
  await expect(card.getByRole('button', {name: '确定删除，不可恢复'})).toBeVisible();
  await card.getByRole('button', {name: '确定删除，不可恢复'}).press('Enter');
  await expect(page.getByText('已删除。0 通电话只保留统计')).toBeVisible();
  await expect(page.getByText('目前没有到期的账户。')).toBeVisible();
  expect(await desk.call('account.list', {text: '', limit: 10})).toHaveLength(1);
});

test('QA finds an account that must be kept, is told until when, and deletes one number of it', async ({page}) => {
  desk = await startDesk({role: 'lead'});
  await twoAccounts();
  await desk.call('session.enter', {role: 'qa'});
  await page.setViewportSize({width: 1440, height: 900});
  await page.goto(desk.url);
  await page.getByRole('radiogroup').getByText('账户', {exact: true}).click();
  await expect(page.getByRole('region', {name: '导入账户表格'})).toHaveCount(0);
  await page.getByLabel('查找账户').fill('周洋');
  const found = page.getByRole('table', {name: '找到的账户'});
  await expect(found).toContainText('周**');
  await found.getByRole('button').press('Enter');
  const card = page.getByRole('region', {name: '删除这个账户'});
  await expect(card).toContainText('须保存至');
  await card.getByRole('combobox').selectOption('retentionReached');
  await card.getByLabel('说明（不要写客户信息）').fill('清理');
  await card.getByRole('button', {name: '删除…'}).click();
  await card.getByRole('button', {name: '确定删除，不可恢复'}).click();
  await expect(card.getByRole('alert')).toContainText('CN-KEEP-01');
  await card.getByRole('button', {name: '删除号码：手机号'}).press('Enter');
  await card.getByRole('button', {name: '确定删除号码'}).press('Enter');
  await expect(card).toContainText('手机 · 已删除');
});

test('axe finds nothing in the room, in either language and scheme', async ({page}) => {
  test.slow();
  await enter(page, 'lead');
  await twoAccounts();
  await page.reload();
  await page.getByRole('radiogroup').getByText('账户', {exact: true}).click();
  await choose(page, 'accounts.csv', [HEADER, GOOD, 'A-1002,李敏,问她妹妹,消费贷,1200,03/04/2026,y'].join('\n'));
  await expect(page.getByRole('table', {name: '不能导入的行'})).toBeVisible();
  await page.getByRole('button', {name: '查看 *001'}).click();
  await expect(page.getByRole('region', {name: '删除这个账户'})).toBeVisible();
  await expectAccessibleEverywhere(page, desk);
  await speak(page, desk, 'zh-CN');
});
