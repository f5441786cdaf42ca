import {expect, type Page, test} from '@playwright/test';
import {expectAccessible, expectAccessibleEverywhere, speak, startDesk, type TestDesk} from './desk.ts';

const NAME = 'cn-consumer-credit';

let desk: TestDesk;

test.beforeEach(async ({page}) => {
  desk = await startDesk({role: 'lead'});
  await page.setViewportSize({width: 1280, height: 800});
  await page.goto(desk.url);
});
test.afterEach(() => desk.remove());

const answer = (page: Page) => page.getByRole('textbox', {name: '标准 1'});
const saved = (page: Page) => expect(page.locator('.editor-saved')).toHaveAttribute('data-saving', 'saved');
const parts = (page: Page, list: string) => page.getByRole('region', {name: list, exact: true}).locator('.part-choice');
const side = (page: Page, name: RegExp) => page.getByRole('tab', {name}).click();
const section = (page: Page, name: string) =>
  page.getByRole('group', {name: '话术包的部分'}).getByRole('button', {name, exact: true}).click();

async function openEditor(page: Page): Promise<void> {
  await page.getByRole('button', {name: '编辑', exact: true}).click();
  await expect(page.getByRole('heading', {name: /^编辑：/})).toBeVisible({timeout: 30_000});
}

/** The draft as the desk keeps it. */
async function kept() {
  const {text} = await desk.call('draft.get', {packId: NAME});
  return JSON.parse(text) as {
    objections: {title: string; id: string; answers: {standard: {text: string}[]}; phrasings: {text: string}[]}[];
    slots: {id: string}[];
  };
}

test('an answer is edited, its faults stand beside it, it is taken back, finished, and is a version', async ({
  page,
}) => {
  test.slow();
  await openEditor(page);
  await answer(page).fill('理解，谁都有忘的时候。{nobodyFillsThis}');
  // What is found stands beside the field it is about, and in the list of findings, which leads back to it.
  const place = page.locator('.line-form').filter({has: answer(page)});
  await expect(place).toContainText('nobodyFillsThis”未声明');
  await side(page, /^检查/);
  await page
    .getByRole('list', {name: '发现的问题'})
    .getByRole('button', {name: /nobodyFillsThis/})
    .first()
    .click();
  await expect(answer(page)).toBeFocused();

  const before = (await desk.call('pack.get', {id: NAME, version: '1.0.0'})).pack.objections[0]?.answers.standard[0];
  await page.keyboard.press('Control+z');
  await expect(answer(page)).toHaveValue(before?.text ?? '');
  await page.keyboard.press('Control+Shift+z');
  await expect(answer(page)).toHaveValue(/nobodyFillsThis/);
  await answer(page).fill('理解，谁都有忘的时候。您打算哪天处理？');
  await saved(page);
  expect((await kept()).objections[0]?.answers.standard[0]?.text).toBe('理解，谁都有忘的时候。您打算哪天处理？');

  // The agent's own view; a later call, for which this line fits best.
  await side(page, /^预览/);
  await page.getByText('非首次', {exact: true}).click();
  await page.getByRole('textbox', {name: '逾期天数'}).fill('20');
  await expect(page.locator('.agents-view .answer-text')).toHaveText('理解，谁都有忘的时候。您打算哪天处理？');

  await page.getByRole('button', {name: '完成…'}).click();
  const finish = page.getByRole('region', {name: '完成草稿'});
  await expect(finish.getByRole('textbox', {name: '版本号'})).toHaveValue('1.0.1');
  await expect(finish).toContainText('检查通过', {timeout: 60_000});
  await expect(finish.getByRole('region', {name: '变化列表'})).toContainText('标准回答');
  await expectAccessible(page);
  await finish.getByRole('textbox', {name: '版本号'}).fill('1.0.0');
  await expect(finish).toContainText('这个版本已经有了');
  await finish.getByRole('button', {name: /^新内容/}).click();
  await finish.getByRole('button', {name: '保存为版本 1.1.0'}).click();

  await expect(page.getByRole('complementary', {name: '检查、变化与启用'})).toContainText(`${NAME}@1.1.0 已导入`);
  expect(await desk.call('draft.list', {})).toEqual([]);
  const {pack} = await desk.call('pack.get', {id: NAME, version: '1.1.0'});
  expect(pack.objections[0]?.answers.standard[0]?.text).toBe('理解，谁都有忘的时候。您打算哪天处理？');

  // What it changes goes to whoever decides, as a page.
  const download = page.waitForEvent('download');
  await page.getByRole('button', {name: '导出变化（网页）'}).click();
  expect((await download).suggestedFilename()).toBe(`${NAME}_1.0.0_1.1.0.html`);
});

test('parts are added, duplicated, deleted and put in order by key and by hand, and each move is said aloud', async ({
  page,
}) => {
  test.slow();
  await openEditor(page);
  const [first, second] = (await kept()).objections.map(({title}) => title);
  await parts(page, '异议').first().focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(parts(page, '异议').nth(1)).toHaveText(first ?? '');
  await expect(parts(page, '异议').nth(1)).toBeFocused();
  await expect(page.locator('.editor > output')).toContainText('已移到第 2 位');
  await page.keyboard.press('Control+z');
  await expect(parts(page, '异议').first()).toHaveText(first ?? '');

  const handles = page.getByRole('region', {name: '异议', exact: true}).locator('.grip');
  await handles.nth(0).dragTo(parts(page, '异议').nth(1), {targetPosition: {x: 30, y: 26}});
  await expect(parts(page, '异议').first()).toHaveText(second ?? '');

  // Phrasings of one objection.
  const phrasings = page.getByRole('list', {name: '客户的说法'}).getByRole('textbox');
  const count = await phrasings.count();
  await page.getByRole('button', {name: /添加说法/}).click();
  await phrasings.nth(count).fill('我把日子记岔了');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(phrasings.nth(count - 1)).toHaveValue('我把日子记岔了');
  await expect(phrasings.nth(count - 1)).toBeFocused();

  await page.getByRole('button', {name: '复制', exact: true}).click();
  await expect(page.getByRole('heading', {level: 3, name: first ?? ''})).toContainText('o-');
  await page.getByRole('button', {name: '删除', exact: true}).click();

  // A slot's other name is given everywhere at once, and taken back at once; one that is taken is refused in words.
  await section(page, '填空');
  await parts(page, '填空').filter({hasText: '应还金额'}).click();
  const id = page.getByRole('textbox', {name: /^代号/});
  await id.fill('dueDate');
  await expect(page.locator('.editor-fields')).toContainText('已有');
  await expect(page.getByRole('button', {name: '改代号'})).toBeDisabled();
  await id.fill('due');
  await page.getByRole('button', {name: '改代号'}).click();
  await expect(id).toHaveValue('due');
  await saved(page);
  const renamed = JSON.stringify(await kept());
  expect(renamed).toContain('{due}');
  expect(renamed).not.toContain('{amount}');
  await page.getByRole('button', {name: /^撤销/}).click();
  await saved(page);
  expect(JSON.stringify(await kept())).toContain('{amount}');
});

test('two windows put their edits together, and each shows the other’s', async ({page, context}) => {
  test.slow();
  await openEditor(page);
  const other = await context.newPage();
  await other.goto(desk.url);
  await other.getByRole('button', {name: /^继续编辑草稿/}).click();
  await other.getByRole('textbox', {name: '标题'}).fill('忘了还');
  await saved(other);
  await expect(page.getByRole('alert')).toContainText('两边的修改都在这里');
  await expect(page.getByRole('textbox', {name: '标题'})).toHaveValue('忘了还');
  await answer(page).fill('谁都有忘的时候，没关系。');
  await saved(page);
  await expect(answer(other)).toHaveValue('谁都有忘的时候，没关系。');
  await expect
    .poll(async () => (await kept()).objections[0])
    .toMatchObject({
      title: '忘了还',
      answers: {standard: [{text: '谁都有忘的时候，没关系。'}, {}, {}]},
    });
});

test('what an agent would type finds the change, beside what it finds now', async ({page}) => {
  await openEditor(page);
  await side(page, /^搜索/);
  await page.getByRole('searchbox', {name: '像坐席那样输入'}).fill('wjrzjcl');
  const draft = page.getByRole('region', {name: '用这份草稿'});
  await expect(draft).toBeVisible({timeout: 30_000});
  await page.getByRole('button', {name: /添加说法/}).click();
  await page.getByRole('list', {name: '客户的说法'}).getByRole('textbox').last().fill('我家日子记岔了');
  await expect(draft.getByRole('listitem').first()).toContainText('我家日子记岔了');
  await expect(page.getByRole('region', {name: '现在的 1.0.0'})).not.toContainText('我家日子记岔了');
});

test('an answer to what nobody found is written into the draft of the pack that was searched', async ({page}) => {
  await desk.call('settings.save', {
    id: crypto.randomUUID(),
    settings: {language: 'zh-CN', theme: 'auto', alwaysOnTop: false, keepMissedSearches: true},
  });
  await desk.call('session.enter', {role: 'agent'});
  await desk.call('search.missed', {id: crypto.randomUUID(), text: '你们系统崩了', language: 'zh-CN'});
  await desk.call('session.enter', {role: 'lead'});
  await page.reload();
  await page.getByText('搜不到的', {exact: true}).click();
  await page.getByRole('button', {name: '为“你们系统崩了”写回答'}).click();
  await expect(page.getByRole('textbox', {name: '说法 1'})).toHaveValue('你们系统崩了');
  await expect(page.getByRole('textbox', {name: '标题'})).toHaveValue('你们系统崩了');
  await saved(page);
  expect((await kept()).objections.at(-1)?.phrasings).toMatchObject([{text: '你们系统崩了'}]);
});

test('every part of the editor is accessible, in both themes and languages', async ({page}) => {
  test.slow();
  const sections = page.getByRole('group', {name: /^(话术包的部分|Parts of the pack)$/}).getByRole('button');
  let turn = 0;
  /** Once, in the languages and themes by turns: the parts are made of the same fields. */
  const look = async () => {
    turn += 1;
    const colorScheme = turn % 4 < 2 ? 'light' : 'dark';
    await speak(page, desk, turn % 2 === 0 ? 'en' : 'zh-CN');
    await page.emulateMedia({colorScheme});
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await expectAccessible(page);
  };
  await openEditor(page);
  await page
    .getByRole('button', {name: /条件与要求/})
    .first()
    .click();
  await answer(page).fill('{');
  await expect(page.locator('.line-form .finding').first()).toBeVisible();
  await expectAccessibleEverywhere(page, desk);
  const count = await sections.count();
  expect(count).toBe(10);
  for (let at = 1; at < count; at += 1) {
    await sections.nth(at).click();
    // A list that is empty is looked at with its first part.
    if ((await page.locator('.part-none').count()) > 0)
      await page.getByRole('button', {name: /^＋ (添加|Add)$/}).click();
    await look();
  }
  await speak(page, desk, 'zh-CN');
  await section(page, '异议');
  await side(page, /^检查/);
  await look();
  await speak(page, desk, 'zh-CN');
  await side(page, /^搜索/);
  await page.getByRole('searchbox', {name: '像坐席那样输入'}).fill('mq');
  await expect(page.getByRole('region', {name: '用这份草稿'})).toContainText('没钱', {timeout: 30_000});
  await look();
  await speak(page, desk, 'zh-CN');
  await page.getByRole('button', {name: '完成…'}).click();
  await expect(page.getByRole('alert')).toContainText('不能保存为版本', {timeout: 60_000});
  await look();
  // From what is wrong, back to where it is.
  await speak(page, desk, 'zh-CN');
  await page
    .getByRole('region', {name: '检查结果'})
    .getByRole('button', {name: /不是变量/})
    .click();
  await expect(answer(page)).toBeFocused();
});
