import {expect, type Page, test} from '@playwright/test';
import {expectAccessibleEverywhere, speak, startDesk, type TestDesk} from './desk.ts';

const LIKE = 'cn-consumer-credit';
const OWN = 'card-m1';
const TABLE = [
  '客户说法,应对话术',
  '工资没发；老板拖着工资,理解，工资一到账我们再联系，您看哪天？',
  '卡丢了,卡丢了也可以还，我教您。',
].join('\n');

let desk: TestDesk;

test.beforeEach(async ({page}) => {
  desk = await startDesk({role: 'lead'});
  await page.setViewportSize({width: 1280, height: 900});
  await page.goto(desk.url);
});
test.afterEach(() => desk.remove());

const aside = (page: Page) => page.getByRole('complementary', {name: '检查、变化与启用'});
const drafts = (page: Page) => page.getByRole('list', {name: '还没有版本的草稿'});
const toRoom = (page: Page, name: string) => page.getByText(name, {exact: true}).first().click();

test('a lead with nothing but a table makes a pack of it, goes away in the middle, and is told whose answers are used', async ({
  page,
}) => {
  test.slow();
  await page.getByRole('button', {name: '新建话术包…'}).click();
  await expectAccessibleEverywhere(page, desk);
  await speak(page, desk, 'zh-CN');
  await page.getByLabel('不带样板的异议').check();
  await page.getByRole('button', {name: '开始并选择表格'}).click();
  await expect(page.getByRole('textbox', {name: '标题', exact: true})).toHaveAccessibleDescription(/请填写/);
  await page.getByRole('textbox', {name: '标题', exact: true}).fill('信用卡 M1');
  await page.getByRole('textbox', {name: '代号', exact: true}).fill(LIKE);
  await expect(aside(page)).toContainText('已有这个代号的话术包或草稿');
  await page.getByRole('textbox', {name: '代号', exact: true}).fill(OWN);
  await page.keyboard.press('Enter');

  const room = page.getByRole('region', {name: '导入异议表格'});
  const file = {name: '异议.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE)};
  await room.locator('input[type=file]').setInputFiles(file);
  await room.getByRole('textbox', {name: '类别'}).fill('资金');
  await room.getByRole('button', {name: /^导入到草稿：2 条异议/}).click();
  await expect(page.getByRole('heading', {name: '编辑：信用卡 M1'})).toBeVisible();
  await expect(page.locator('.editor-saved')).toHaveAttribute('data-saving', 'saved');

  // Another room and back: the editor is open, and nothing begins a second time.
  await toRoom(page, '规则');
  await toRoom(page, '话术包');
  await expect(page.getByRole('region', {name: '异议', exact: true}).locator('.part-choice')).toHaveCount(2);

  // Closed, it stays in sight although there is no version of it.
  await page.getByRole('button', {name: '关闭，保留草稿'}).click();
  await drafts(page)
    .getByRole('button', {name: /信用卡 M1/})
    .click();
  await expect(aside(page)).toContainText('还没有成为版本');
  await expectAccessibleEverywhere(page, desk);
  await speak(page, desk, 'zh-CN');
  await aside(page).getByRole('button', {name: '继续编辑'}).click();
  await page.getByRole('button', {name: '完成…'}).click();
  await page.getByRole('button', {name: '保存为版本 1.0.0'}).click();
  await expect(aside(page)).toContainText(`${OWN}@1.0.0 已导入`);
  await expect(drafts(page)).toHaveCount(0);

  // Two packs for the same calls: which one calls use is said, and how to use the other.
  await page.getByRole('button', {name: '启用 1.0.0'}).click();
  await expect(aside(page)).toContainText(`${LIKE} 也在使用中`.replace(LIKE, `${LIKE}@1.0.0`));
  await expect(aside(page)).toContainText('这样的通话用这一个');
  await page
    .getByRole('list', {name: /消费/})
    .getByRole('button', {name: /^1\.0\.0/})
    .first()
    .click();
  await expect(aside(page)).toContainText(`这样的通话用 ${OWN}@1.0.0，不用这一个`);
});

test('the draft of a pack that has no version is thrown away by a second click only', async ({page}) => {
  test.slow();
  await page.getByRole('button', {name: '新建话术包…'}).click();
  await page.getByRole('textbox', {name: '标题', exact: true}).fill('试写');
  await page.getByRole('textbox', {name: '代号', exact: true}).fill('try-out');
  await page.getByLabel('不带样板的异议').check();
  await page.getByRole('button', {name: '开始并选择表格'}).click();
  await page.getByRole('button', {name: '返回编辑'}).click();
  await expect(page.getByRole('heading', {name: '编辑：试写'})).toBeVisible({timeout: 30_000});
  // What is lacking is named, leads to its place, and there it is said what to do.
  await page.getByRole('tab', {name: /^检查/}).click();
  await page.getByRole('group', {name: '话术包的部分'}).getByRole('button', {name: '阶段', exact: true}).click();
  await page.getByRole('button', {name: /至少要有一项 ?异议/}).click();
  await expect(page.getByText('还没有异议：在左侧添加')).toBeVisible();
  await page.getByRole('button', {name: '关闭，保留草稿'}).click();
  await drafts(page).getByRole('button', {name: /试写/}).click();
  await aside(page).getByRole('button', {name: '丢弃草稿…'}).click();
  expect(await desk.call('draft.list', {})).toHaveLength(1);
  await aside(page).getByRole('button', {name: '确定丢弃，不可恢复'}).click();
  await expect(drafts(page)).toHaveCount(0);
  expect(await desk.call('draft.list', {})).toEqual([]);
});
