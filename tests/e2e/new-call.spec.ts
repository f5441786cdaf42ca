import {expect, test} from '@playwright/test';
import {expectAccessible, speak, type TestDesk} from './desk.ts';
import {CUSTOMER, finish, NOON, plan, prepare, safetyDesk} from './safety-desk.ts';

let desk: TestDesk;

test.beforeEach(async () => {
  desk = await safetyDesk(NOON);
});
test.afterEach(() => desk.remove());

test('everything of a new call has a key that stands beside it, and typing stays in the box', async ({page}) => {
  await plan(page, desk);
  const panel = page.getByRole('region', {name: '打给谁'});
  const box = panel.locator('.search-box');
  for (const button of await panel.locator('button:visible, summary:visible, .file-button, .check-field').all())
    await expect(button.locator('kbd')).not.toHaveCount(0);

  await page.keyboard.press('Alt+KeyD');
  await expect(panel.getByLabel('方向')).toHaveValue('inbound');
  await page.keyboard.press('Alt+KeyD');
  await expect(panel.getByLabel('方向')).toHaveValue('outbound');
  await page.keyboard.press('Alt+KeyM');
  await expect(panel.getByLabel('类型')).not.toHaveValue('collection');
  await page.keyboard.press('Alt+KeyN');
  await expect(panel.getByLabel('号码')).toHaveValue(CUSTOMER.numbers[1]?.id ?? '');
  await expect(panel.locator('output.only-heard')).toHaveText('单位电话 *5678');
  await expect(box).toBeFocused();
  await page.keyboard.press('Alt+KeyS');
  await expect(panel.getByRole('checkbox', {name: '显示客户信息'})).toBeChecked();
  // The number is asked for once the customer stands there in full: until then the list is read anew.
  await expect(panel.getByRole('listbox')).toContainText(CUSTOMER.person.name);
  await expect(panel.locator('[aria-keyshortcuts="Alt+Z"]')).toBeVisible();
  await page.keyboard.press('Alt+KeyZ');
  await expect(panel.locator('.whole-number')).toHaveText('02112345678');
  await page.keyboard.press('Alt+KeyT');
  await expect(panel.getByLabel('哪天')).toBeFocused();
  // What the browser then opens to choose a file is its own.
  const file = panel.locator('input[type=file]');
  await file.evaluate((input) => input.addEventListener('click', () => input.setAttribute('data-pressed', '')));
  await page.keyboard.press('Alt+KeyF');
  await expect(file).toHaveAttribute('data-pressed', '');
  await box.focus();
  await page.keyboard.press('Alt+KeyE');
  await expect(page.getByRole('form', {name: '修改账户'})).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+KeyA');
  await expect(page.getByRole('form', {name: '手工添加账户'})).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+KeyW');
  await expect(page.locator('.state.preparing')).toBeVisible();
});

test('under the reasons the keys of the panel rest', async ({page}) => {
  await plan(page, desk);
  await page.keyboard.press('Alt+KeyY');
  await expect(page.locator('.reasons-panel')).toBeFocused();
  await page.keyboard.press('Alt+KeyW');
  await page.keyboard.press('Alt+KeyD');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('方向')).toHaveValue('outbound');
});

test('the outcome of the last call is corrected by a key, and saved by the key of every outcome', async ({page}) => {
  // Today's calls are those of the page's day.
  await page.clock.setFixedTime(desk.now());
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await page.keyboard.press('F10');
  await finish(page, ['r']);
  await expect(page.getByRole('button', {name: '更正 Alt+9'})).toBeVisible();
  await page.keyboard.press('Alt+Digit9');
  const form = page.getByRole('form', {name: '更正结果'});
  await form.getByLabel('为什么更正').fill('听错了');
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
});

test('a screen-pop that waits is set aside by a key, also in a call', async ({page}) => {
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await desk.call('pop.receive', {id: crypto.randomUUID(), door: 'web', text: 'phone=13900001111'});
  const notice = page.getByRole('region', {name: '弹屏', exact: true});
  await expect(notice).toBeVisible();
  await page.keyboard.press('Alt+Digit0');
  await expect(notice).toBeHidden();
  await expect(page.locator('.state.closed')).toBeVisible();
});

test('in English and 360 wide the required lines take two rows at most, locked ones with a word for who hears', async ({
  page,
}) => {
  await prepare(page, desk);
  await page.setViewportSize({width: 360, height: 780});
  await page.keyboard.press('F9');
  await speak(page, desk, 'en');
  const strip = page.locator('.required-strip');
  await expect(strip.getByRole('button', {name: 'after verification'})).not.toHaveCount(0);
  const tops = await strip
    .getByRole('button')
    .evaluateAll((each) => each.map((one) => one.getBoundingClientRect().top));
  expect(new Set(tops).size).toBeLessThanOrEqual(2);
  await expectAccessible(page);
});

test('in English, too, the whole way of a call is in sight, and where one is stands whole', async ({page}) => {
  await desk.call('account.save', {
    account: {
      ...CUSTOMER,
      jurisdiction: 'US',
      language: 'en',
      timeZones: {told: null, address: 'Asia/Shanghai', number: null},
    },
  });
  await prepare(page, desk);
  await page.setViewportSize({width: 360, height: 780});
  await page.keyboard.press('F9');
  const rail = page.locator('.stage-rail');
  await expect(rail.locator('[aria-current]')).toHaveText('Opening');
  const cut = await rail.evaluate((nav) => {
    const now = nav.querySelector('[aria-current]');
    const last = nav.querySelector('li:last-child')?.getBoundingClientRect().right ?? 0;
    return {past: last > document.documentElement.clientWidth, now: (now?.scrollWidth ?? 0) > (now?.clientWidth ?? 0)};
  });
  expect(cut).toEqual({past: false, now: false});
});
