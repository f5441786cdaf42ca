import {mkdtempSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, type Page, test} from '@playwright/test';
import {makeCalls} from './desk-calls.ts';
import {expectAccessibleEverywhere, speak, startDesk, type TestDesk} from './desk.ts';

let desk: TestDesk;

test.beforeEach(async ({page}) => {
  desk = await startDesk();
  await makeCalls(desk, [
    {
      customer: '王小明',
      reference: 'A-2026-0001',
      objection: '没钱',
      outcome: {result: 'RFS', note: '等发工资，回电 13900001111'},
    },
    {
      customer: '赵云',
      reference: 'A-2026-0002',
      objection: '利息太高',
      outcome: {
        result: 'PTP',
        tags: ['CMP'],
        promise: {
          amount: 50_000,
          currency: 'CNY',
          day: '2099-12-30',
          method: 'app',
          reminderConsent: true,
          repeatedBack: true,
        },
        note: '=SUM(A1:A9)',
      },
    },
    {customer: 'Jane Doe', reference: 'A-2026-0003', outcome: {contact: 'NA', result: null, reason: null}},
  ]);
  await desk.call('session.enter', {role: 'qa'});
  await page.setViewportSize({width: 1440, height: 900});
  await page.goto(desk.url);
  await expect(rows(page)).toHaveCount(3);
});

test.afterEach(() => desk.remove());

/** The calls in the table, without its head. */
const rows = (page: Page) => page.getByRole('grid', {name: '通话'}).locator('tbody [aria-rowindex]');
const story = (page: Page) => page.getByRole('region', {name: '通话经过'});

async function downloadText(page: Page, button: string): Promise<{name: string; text: string}> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', {name: button}).click();
  const file = await download;
  return {name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8')};
}

test('an agent is chosen by typing, also with a slip', async ({page}) => {
  const agent = page.getByRole('combobox', {name: '坐席'});
  const options = page.getByRole('listbox').getByRole('option');
  await expect(agent).toHaveValue('全部');
  await agent.click();
  await page.keyboard.insertText('李');
  await expect(options).toHaveText(['李敏 · 1001']);
  await page.keyboard.press('Enter');
  await expect(agent).toHaveValue('李敏 · 1001');
  await expect(rows(page)).toHaveCount(3);
  await expect(page.getByRole('button', {name: '清除筛选'})).toBeEnabled();

  await agent.fill('李明 · 1001');
  await expect(page.getByRole('listbox')).toContainText('没有完全相符的，以下最接近：');
  await expect(options).toHaveText(['李敏 · 1001']);
  await expectAccessibleEverywhere(page, desk);
  await speak(page, desk, 'zh-CN');
  await agent.fill('王某某');
  await expect(page.getByText('没有这位坐席')).toBeVisible();
  await agent.fill('全部');
  await page.keyboard.press('Enter');
  await expect(agent).toHaveValue('全部');
  await expect(page.getByRole('button', {name: '清除筛选'})).toBeDisabled();
});

test('each filter narrows the calls, and clearing brings all of them back', async ({page}) => {
  await page.getByLabel('接通情况').selectOption('NA');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('无人接听');
  await page.getByRole('button', {name: '清除筛选'}).click();
  await expect(rows(page)).toHaveCount(3);

  await page.getByLabel('结果').selectOption('CMP');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('承诺还款');
  await page.getByRole('button', {name: '清除筛选'}).click();

  await page.getByRole('searchbox', {name: '异议'}).fill('利息');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', {name: '清除筛选'}).click();

  await page.getByRole('searchbox', {name: '文字'}).fill('发工资，回电');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('searchbox', {name: '文字'}).fill('无此内容');
  await expect(page.getByText('没有符合筛选条件的通话。')).toBeVisible();
  await page.getByRole('button', {name: '清除筛选'}).click();
  await expect(page.getByRole('searchbox', {name: '文字'})).toHaveValue('');
  await expect(rows(page)).toHaveCount(3);

  await page.getByLabel('从', {exact: true}).fill('2090-01-01');
  await expect(page.getByText('没有符合筛选条件的通话。')).toBeVisible();
});

test('a call reads as a timeline with what was said, and is marked as verified', async ({page}) => {
  await rows(page).filter({hasText: '承诺还款'}).click();
  await expect(story(page)).toContainText('记录完整，未被改动');
  const events = story(page).getByRole('listitem');
  await expect(events).toHaveCount(6);
  await expect(events.nth(0)).toContainText('打开通话');
  await expect(events.nth(1)).toContainText('规则');
  await expect(events.nth(3)).toContainText('证件后四位 · 出生月日');
  await expect(events.nth(4)).toContainText('利息');
  await expect(events.nth(4).getByRole('paragraph')).not.toBeEmpty();
  await expect(events.nth(5)).toContainText('500元');
});

test('a corrected call shows both outcomes and why', async ({page}) => {
  const {rows: found} = await desk.call('call.list', {filter: {contact: 'NA'}, offset: 0, limit: 1});
  // Only the agent who made a call corrects it.
  await desk.call('session.enter', {role: 'agent'});
  await expect(page.getByRole('grid', {name: '通话'})).toHaveCount(0);
  await desk.call('call.correct', {
    id: crypto.randomUUID(),
    callId: found[0]?.id ?? '',
    outcome: {contact: 'BZ', result: null, tags: [], reason: null, promise: null, nextAction: null, note: ''},
    why: '按错了键',
  });
  await desk.call('session.enter', {role: 'qa'});
  await rows(page).filter({hasText: '占线'}).click();
  await expect(story(page)).toContainText('更正 1 次');
  await expect(story(page)).toContainText('按错了键');
  await expect(story(page).getByRole('listitem').filter({hasText: '保存结果'})).toContainText('无人接听');
});

test('customers are masked until QA asks to see them', async ({page}) => {
  await expect(rows(page).first()).not.toContainText('Jane Doe');
  await expect(page.getByRole('grid')).not.toContainText('13900001111');
  await page.getByLabel('显示客户信息').check();
  await expect(rows(page).first()).toContainText('Jane Doe');
  await expect(page.getByRole('grid')).toContainText('13900001111');
});

test('the exported CSV holds exactly the calls of the filters, masked, and harmless to a spreadsheet', async ({
  page,
}) => {
  await page.getByLabel('接通情况').selectOption('RPC');
  await expect(rows(page)).toHaveCount(2);
  const {name, text} = await downloadText(page, '导出 CSV');

  expect(name).toMatch(/^callside-calls_to_\d{4}-\d\d-\d\d\.csv$/);
  expect(text.startsWith('\ufeff')).toBe(true);
  const lines = text.trim().split('\r\n');
  expect(lines).toHaveLength(1 + 2);
  expect(text).toContain('RFS');
  expect(text).not.toContain('王小明');
  expect(text).not.toContain('13900001111');
  expect(text).not.toMatch(/(^|,)"?=SUM/m);
  await expect(page.getByText('客户信息已遮盖')).toBeVisible();
});

test('asked for, the CSV names the customers', async ({page}) => {
  await page.getByLabel('显示客户信息').check();
  const {text} = await downloadText(page, '导出 CSV');
  expect(text).toContain('王小明');
  expect(text).toContain('Jane Doe');
});

test("a desk's journal is taken to another desk, verified, and a changed one is refused", async ({page}) => {
  const {name, text} = await downloadText(page, '导出记录包');
  expect(name).toMatch(/^callside-journal_/);
  // A folder of its own from the very start: a copied first desk would be the same workstation.
  const other = await startDesk({role: 'qa', data: mkdtempSync(join(tmpdir(), 'callside-e2e-'))});
  try {
    await page.goto(other.url);
    await expect(page.getByText('还没有通话记录。')).toBeVisible();
    const changed = join(other.data, 'changed.ndjson');
    await writeFile(changed, text.replace('RFS', 'PIF'));
    await page.locator('input[type=file]').setInputFiles(changed);
    await expect(page.getByRole('alert')).toContainText('没有导入');

    const whole = join(other.data, 'whole.ndjson');
    await writeFile(whole, text);
    await page.locator('input[type=file]').setInputFiles(whole);
    await expect(page.getByText(/已验证工位/)).toBeVisible();
    await page.reload();
    await expect(rows(page)).toHaveCount(3);
    await expect(rows(page).first()).toContainText('其他工位');
  } finally {
    await other.remove();
  }
});

test('the proof says what it proves, what it does not, and gives the newest hash', async ({page}) => {
  await page.getByRole('button', {name: '验证证据链'}).click();
  const proof = page.getByRole('alert').filter({hasText: '证据链完整'});
  await expect(proof).toContainText('3 通电话');
  await expect(proof).toContainText('这证明');
  await expect(proof).toContainText('这不证明');
  await expect(proof.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
});

test('the table is walked by keyboard: arrows, Home and End move, Enter opens, Escape comes back', async ({page}) => {
  const grid = page.getByRole('grid', {name: '通话'});
  await grid.focus();
  await page.keyboard.press('End');
  await expect(grid).toHaveAttribute('aria-activedescendant', 'call-row-2');
  await page.keyboard.press('ArrowUp');
  await expect(grid).toHaveAttribute('aria-activedescendant', 'call-row-1');
  await page.keyboard.press('Enter');
  await expect(story(page).getByRole('heading').first()).toBeFocused();
  await expect(story(page)).toContainText('承诺还款');
  await page.keyboard.press('Escape');
  await expect(story(page)).toHaveCount(0);
  await expect(grid).toBeFocused();
  await page.keyboard.press('Home');
  await expect(grid).toHaveAttribute('aria-activedescendant', 'call-row-0');
});

test('a lost connection is told, and what is asked meanwhile fails in words', async ({page}) => {
  await desk.stop('SIGKILL');
  await expect(page.getByText('与本机程序的连接已断开，正在重新连接')).toBeVisible();
  await page.getByRole('button', {name: '验证证据链'}).click();
  await expect(page.getByRole('alert').filter({hasText: '没有完成验证'})).toContainText('请确认 Callside 仍在运行');
});

test('axe finds nothing: list, story, proof, nothing found', async ({page}) => {
  test.slow();
  await rows(page).filter({hasText: '承诺还款'}).click();
  await expect(story(page)).toContainText('记录完整');
  await page.getByRole('button', {name: '验证证据链'}).click();
  await expect(page.getByText('这不证明')).toBeVisible();
  await expectAccessibleEverywhere(page, desk);
  await page.setViewportSize({width: 700, height: 800});
  await expectAccessibleEverywhere(page, desk);
  await speak(page, desk, 'zh-CN');
  await page.getByRole('button', {name: /回到列表/}).click();
  await page.getByRole('searchbox', {name: '文字'}).fill('无此内容');
  await expect(page.getByText('没有符合筛选条件的通话。')).toBeVisible();
  await expectAccessibleEverywhere(page, desk);
});
