import {expect, type Page, test} from '@playwright/test';
import {expectAccessible, startDesk, type TestDesk} from './desk.ts';

let desk: TestDesk;
let again: TestDesk | undefined;

test.beforeEach(async () => {
  desk = await startDesk();
});
test.afterEach(async () => {
  await again?.remove();
  again = undefined;
  await desk.remove();
});

const notice = (page: Page) => page.locator('.lost-notice');

/** A page in the middle of a call, with something typed. */
async function midCall(page: Page): Promise<void> {
  await page.goto(desk.url);
  await desk.call('call.open', {
    id: crypto.randomUUID(),
    accountId: null,
    direction: 'outbound',
    mode: 'collection',
    numberId: null,
    numberLabel: null,
  });
  await page.reload();
  await expect(page.locator('.agent-note textarea')).toBeVisible();
  await expect(page.locator('.results')).toHaveAttribute('aria-busy', 'false');
}

const places = (page: Page) =>
  page.evaluate(() =>
    ['.call-bar', '.agent-script', '.agent-note textarea'].map((part) => {
      const {top, left, width, height} = document.querySelector(part)?.getBoundingClientRect() ?? new DOMRect();
      return {part, top, left, width, height};
    }),
  );

/** Where the parts stand once the pack has come and nothing moves any more. */
async function placesAtRest(page: Page) {
  let last = await places(page);
  await expect(async () => {
    await page.waitForTimeout(300);
    const now = await places(page);
    const still = JSON.stringify(now) === JSON.stringify(last);
    last = now;
    expect(still).toBe(true);
  }).toPass();
  return last;
}

test('a program that was killed and started anew: the page says that its link is dead, and shows what was typed', async ({
  page,
}) => {
  await midCall(page);
  const before = await placesAtRest(page);
  const {port} = new URL(desk.url);
  await desk.stop('SIGKILL');
  await expect(notice(page)).toContainText('正在重新连接');
  expect(await places(page)).toEqual(before);
  again = await startDesk({data: desk.data, args: ['--port', port]});

  await expect(notice(page)).toContainText('链接已失效');
  await expect(notice(page)).toContainText('新链接');
  await expect(notice(page)).not.toContainText('正在重新连接');
  expect(await places(page)).toEqual(before);
  await page.locator('.agent-note textarea').fill('客户说下周二还款');
  // Whoever types goes on typing: the field lies free under its own middle.
  const free = await page.locator('.agent-note textarea').evaluate((field) => {
    const {left, top, width, height} = field.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, top + height / 2) === field;
  });
  expect(free).toBe(true);

  await notice(page).getByRole('button', {name: '列出本页输入的内容'}).click();
  await expect(notice(page).getByRole('textbox')).toHaveValue(/客户说下周二还款/);
  await expectAccessible(page);
  await notice(page).getByRole('button', {name: '关闭'}).click();
  await expect(notice(page)).toHaveCount(0);

  // The new link, opened in this very tab, is the way back.
  await page.goto(again.url);
  await expect(page.locator('.agent-note textarea')).toBeVisible();
});

test('a program that stays away is told as stopped, not as about to come back', async ({page}) => {
  await midCall(page);
  await desk.stop('SIGKILL');
  await expect(notice(page)).toContainText('正在重新连接');
  await expect(notice(page)).toContainText('Callside 已停止运行', {timeout: 25_000});
  await expect(notice(page)).toContainText('新链接');
});
