import {readFileSync} from 'node:fs';
import {expect, type Page, test} from '@playwright/test';
import {expectAccessible, expectAccessibleEverywhere, speak, startDesk, type TestDesk} from './desk.ts';

const NAME = 'cn-consumer-credit';
const TABLE = [
  '2026 年异议话术表（内部）,,,,',
  '类别,客户说法,应对话术,语气,备注',
  '资金周转,"工资没发；老板拖着工资",理解，工资一到账我们再联系，您看哪天？,温和,先听完',
  ',工资没发,您预计哪天到账？我们约在那天。,坚定,',
  '其他,忘了；脑子一片空白,,,',
  '其他,微信上说行不行,好的，微信上也能办。,随便,',
].join('\n');

let desk: TestDesk;

test.beforeEach(async ({page}) => {
  desk = await startDesk({role: 'lead'});
  await page.setViewportSize({width: 1280, height: 900});
  await page.goto(desk.url);
});
test.afterEach(() => desk.remove());

const room = (page: Page) => page.getByRole('region', {name: /^(导入异议表格|Import a table of objections)$/});

async function choose(page: Page, content: string): Promise<void> {
  // Handed over as bytes: in a process without a language no file of that name can be opened.
  const file = {name: '异议.csv', mimeType: 'text/csv', buffer: Buffer.from(content)};
  await room(page).locator('input[type=file]').setInputFiles(file);
}

/** The objections of the draft as the desk keeps it. */
async function kept() {
  const {text} = await desk.call('draft.get', {packId: NAME});
  const {objections} = JSON.parse(text) as {objections: {title: string; phrasings: {text: string}[]}[]};
  return objections;
}

test('a table of objections is mapped, previewed, imported into the draft, and taken back in one step', async ({
  page,
}) => {
  test.slow();
  await page.getByRole('button', {name: '导入异议表格…'}).click();
  await choose(page, TABLE);
  await expect(room(page).getByLabel('表头')).toHaveValue('2');
  await expect(room(page).getByRole('combobox', {name: '“客户说法”列的含义'})).toHaveValue('phrasing');
  await expect(room(page)).toContainText('新增 1 条异议；1 条已有的增加说法（共 3 个说法是新的）');
  const problems = room(page).getByRole('table', {name: '没有导入或没有采用的'});
  await expect(problems.getByRole('row', {name: /^6 语气/})).toContainText('不认识的语气，请写：温和、标准、坚定');
  await expect(room(page).getByRole('list', {name: '导入后的样子'})).toContainText('您预计哪天到账？我们约在那天。');

  // The rows in error, to be corrected.
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    room(page).getByRole('button', {name: '下载这些行（CSV）'}).click(),
  ]);
  const csv = readFileSync(await download.path(), 'utf8');
  expect(csv).toContain('微信上说行不行');
  expect(csv).not.toContain('老板拖着工资');

  // A column is given another meaning by keyboard, and the focus stays.
  const tone = room(page).getByRole('combobox', {name: '“语气”列的含义'});
  await tone.focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowUp');
  await expect(tone).toHaveValue('');
  await expect(tone).toBeFocused();
  await expect(room(page)).toContainText('新增 2 条异议');
  await expectAccessibleEverywhere(page, desk);
  await page.setViewportSize({width: 420, height: 860});
  await expectAccessible(page);
  await page.setViewportSize({width: 1280, height: 900});
  await speak(page, desk, 'zh-CN');
  await room(page).getByRole('combobox', {name: '“语气”列的含义'}).selectOption('tone');

  const before = await desk.call('draft.get', {packId: NAME});
  await room(page).getByRole('button', {name: '导入到草稿：1 条异议，3 个说法'}).press('Enter');
  const notice = page.getByRole('status').filter({hasText: '已导入到草稿'});
  await expect(notice).toBeFocused();
  await expect(page.getByRole('heading', {name: /^工资没发 o-/})).toBeVisible();
  const objections = await kept();
  expect(objections.at(-1)).toMatchObject({title: '工资没发', phrasings: [{text: '工资没发'}, {text: '老板拖着工资'}]});
  expect(objections[0]?.phrasings.at(-1)?.text).toBe('脑子一片空白');
  // No agent has it: the active pack is the one that it was.
  const {pack} = await desk.call('pack.get', {id: NAME, version: '1.0.0'});
  expect(pack.objections.some(({title}) => title === '工资没发')).toBe(false);

  // The same table again: nothing is new.
  await page.getByRole('button', {name: '导入表格…'}).click();
  await choose(page, TABLE);
  await expect(room(page)).toContainText('新增 0 条异议；0 条已有的增加说法');
  await expect(room(page).getByRole('button', {name: '没有新的内容可导入'})).toBeDisabled();
  await room(page).getByRole('button', {name: '返回编辑'}).press('Enter');
  await expect(page.getByRole('button', {name: '导入表格…'})).toBeFocused();

  await page.keyboard.press('Control+z');
  await expect(page.locator('.editor-saved')).toHaveAttribute('data-saving', 'saved');
  await expect.poll(async () => (await desk.call('draft.get', {packId: NAME})).text).toBe(before.text);
});
