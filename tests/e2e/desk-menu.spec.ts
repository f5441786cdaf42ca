import {expect, type Page, test} from '@playwright/test';
import {expectAccessible, expectAccessibleEverywhere, PROFILE, startDesk, type TestDesk} from './desk.ts';
import {holdReply} from './held-reply.ts';

let desk: TestDesk | undefined;

test.afterEach(async () => {
  await desk?.remove();
  desk = undefined;
});

async function open(page: Page, options: Parameters<typeof startDesk>[0]): Promise<TestDesk> {
  desk = await startDesk(options);
  await page.goto(desk.url);
  return desk;
}

const menu = (page: Page) => page.getByRole('button', {name: /菜单|menu/});

/** Opens the menu by keyboard and goes to an item by its name. */
async function chooseByKeyboard(page: Page, name: RegExp): Promise<void> {
  await menu(page).focus();
  await page.keyboard.press('Enter');
  for (let steps = 0; steps < 30; steps += 1) {
    await page.keyboard.press('ArrowDown');
    const label = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (name.test(label)) {
      await page.keyboard.press('Enter');
      return;
    }
  }
  throw new Error(`the menu has no ${name.source}`);
}

test('the first start asks who sits here, says what is missing, and goes on by keyboard', async ({page}) => {
  const running = await open(page, {profile: null});
  await expect(page.getByRole('heading', {name: '谁在使用这个工位？'})).toBeVisible();
  await page.getByLabel('工号').fill(PROFILE.agentId);
  await page.keyboard.press('Enter');
  await expect(page.getByText('请填写')).toHaveCount(3);
  await page.getByLabel('对外称呼').fill(PROFILE.spokenName);
  await page.getByLabel('机构名称').fill(PROFILE.institution);
  await page.getByLabel('团队').fill(PROFILE.team);
  await page.getByRole('combobox', {name: '时区'}).fill('Shanghai');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByLabel('团队').press('Enter');

  await expect(page.getByRole('heading', {name: '谁在使用这个工位？'})).toHaveCount(0);
  expect((await running.call('session.get', {})).profile).toEqual(PROFILE);
});

test('the token leaves the address at once, and a reload still works', async ({page}) => {
  await open(page, {role: 'qa'});
  await expect(page.getByText('还没有通话记录。')).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
  await page.reload();
  await expect(page.getByText('还没有通话记录。')).toBeVisible();
});

test('without the link, the page says so and shows nothing', async ({page, context}) => {
  const running = await open(page, {role: 'qa'});
  const stranger = await context.newPage();
  await stranger.goto(new URL(running.url).origin);
  await expect(stranger.getByRole('alert')).toContainText('This link is no longer valid');
  await expectAccessible(stranger);
});

test('language and appearance are chosen by keyboard and kept with the desk', async ({page}) => {
  const running = await open(page, {role: 'qa'});
  await chooseByKeyboard(page, /^English$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', {level: 1})).toHaveText('Call review');
  await chooseByKeyboard(page, /^Dark$/);
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  expect((await running.call('session.get', {})).settings).toMatchObject({language: 'en', theme: 'dark'});
  const stored = await page.evaluate(() => ({local: {...localStorage}, session: Object.keys(sessionStorage)}));
  expect(stored).toEqual({local: {}, session: ['callside.token']});
});

test('a role that a lead has locked asks for its PIN, and says so when it is wrong', async ({page}) => {
  const running = await open(page, {role: 'lead'});
  await chooseByKeyboard(page, /为“组长”设置口令/);
  await page.getByLabel('口令（4–12 位数字）').fill('2468');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await chooseByKeyboard(page, /^质检/);
  await expect(page.getByRole('heading', {level: 1})).toHaveText('通话质检');

  await chooseByKeyboard(page, /^组长/);
  // Wrong tries are counted: a second Enter before the answer is none.
  let tries = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/call/session.enter')) tries += 1;
  });
  const tried = await holdReply(page, 'session.enter');
  await page.getByLabel('口令（4–12 位数字）').fill('1111');
  await page.keyboard.press('Enter');
  await tried.given;
  await page.keyboard.press('Enter');
  await tried.release();
  expect(tries).toBe(1);
  await expect(page.getByRole('dialog')).toContainText('口令不对');
  expect((await running.call('session.get', {})).role).toBe('qa');
  await expectAccessible(page);
  await page.getByLabel('口令（4–12 位数字）').fill('2468');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', {level: 1})).toHaveText('组长');
});

test('a colleague joins a shared PC, and both can be switched between', async ({page}) => {
  const running = await open(page, {role: 'qa'});
  await chooseByKeyboard(page, /添加坐席/);
  const dialog = page.getByRole('dialog', {name: '添加坐席'});
  await expect(dialog.getByLabel('机构名称')).toHaveValue(PROFILE.institution);
  await dialog.getByLabel('工号').fill('1002');
  await dialog.getByLabel('对外称呼').fill('王芳');
  await dialog.getByRole('button', {name: '保存'}).click();
  await expect(menu(page)).toContainText('王芳');
  await chooseByKeyboard(page, /李敏/);
  await expect(menu(page)).toContainText('李敏');
  expect((await running.call('session.get', {})).profiles).toHaveLength(2);
});

test('a time zone is found as it is said, also with a slip, and its long list is accessible', async ({page}) => {
  await open(page, {profile: null});
  const zone = page.getByRole('combobox', {name: '时区'});
  await zone.click();
  const options = page.getByRole('listbox').getByRole('option');
  await expect(options.nth(30)).toBeAttached();
  await expectAccessible(page);
  await page.keyboard.press('End');
  for (let steps = 0; steps < 20; steps += 1) await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('listbox').locator('[data-combobox-selected]')).toBeInViewport();
  await zone.fill('new york');
  await expect(options).toHaveText(['America/New_York']);
  await zone.fill('new yrok');
  await expect(page.getByRole('listbox')).toContainText('没有完全相符的，以下最接近：');
  await expect(options).toHaveText(['America/New_York']);
  await page.keyboard.press('Enter');
  await expect(zone).toHaveValue('America/New_York');
});

test('axe finds nothing on the first start and in the open menu', async ({page}) => {
  test.slow();
  const running = await open(page, {profile: null});
  await expect(page.getByRole('heading', {level: 1})).toBeVisible();
  await expectAccessibleEverywhere(page, running);
  await menu(page).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectAccessible(page);
});
