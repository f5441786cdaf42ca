import {expect, test} from '@playwright/test';
import {NIGHT, NOON, prepare, safetyDesk} from './safety-desk.ts';
import type {TestDesk} from './desk.ts';

let desk: TestDesk;
test.afterEach(() => desk.remove());

test('after talk of suicide the call asks for no money, and a lead is suggested for it', async ({page}) => {
  desk = await safetyDesk(NOON);
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await page.keyboard.press('F10');
  await expect(page.locator('.state.open')).toBeVisible();
  await page.getByRole('button', {name: '约定还款', exact: true}).click();
  await expect(page.locator('.spoken-line').first()).toBeVisible();
  await page.locator('.search-box').fill('不想活了');
  await page.keyboard.press('1');
  await expect(page.locator('.answer h2')).toContainText('不想活');
  const rail = page.getByRole('navigation', {name: '通话阶段'});
  for (const stage of ['施压与共情', '约定还款']) await expect(rail.getByRole('button', {name: stage})).toBeDisabled();
  await expect(page.getByRole('button', {name: /坚定/})).toHaveCount(0);
  await page.keyboard.press('Alt+KeyE');
  await expect(page.getByRole('button', {name: /温和|标准/}).and(page.locator('[aria-pressed=true]'))).toHaveCount(1);
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('article', {name: '结束'})).toBeVisible();
  await expect(page.locator('.spoken-line').first()).toBeVisible();
  await expect(page.getByText(/今天说定的是/)).toHaveCount(0);
  await page.keyboard.press('Alt+KeyO');
  await expect(page.getByLabel('下一步')).toHaveValue('review');
  await expect(page.getByText(/已建议“下一步：组长审阅”/)).toBeVisible();
  await page.keyboard.press('h');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^已保存/)).toBeVisible();
  const {rows} = await desk.call('call.list', {filter: {}, offset: 0, limit: 1});
  const {record} = await desk.call('call.get', {id: rows[0]?.id ?? ''});
  expect(record.outcome?.nextAction?.kind).toBe('review');
});

test('the closing words repeat what the outcome says was promised, and nothing where nothing was', async ({page}) => {
  desk = await safetyDesk(NOON);
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await page.keyboard.press('F10');
  const closing = page.getByRole('navigation', {name: '通话阶段'}).getByRole('button', {name: '结束'});
  await closing.click();
  await expect(page.getByRole('article', {name: '结束'})).toBeVisible();
  await expect(page.getByText(/今天说定的是/)).toHaveCount(0);
  await page.keyboard.press('Alt+KeyO');
  await page.keyboard.press('p');
  await expect(page.locator('.promise > legend')).toContainText('3,280.50');
  await page.keyboard.type('500');
  await page.locator('[name=day]').fill('11-25');
  await page.locator('[name=method]').selectOption({index: 1});
  await page.keyboard.press('Escape');
  const asked = page.locator('.spoken-line', {hasText: '今天说定的是'}).locator('input');
  await expect(asked.nth(0)).toHaveValue('11月25日');
  await expect(asked.nth(1)).toHaveValue('500元');
});

test('that a call only ends politely stays said over answers and hard calls', async ({page}) => {
  desk = await safetyDesk(NIGHT);
  await page.setViewportSize({width: 420, height: 860});
  await page.goto(desk.url);
  await expect(page.locator('.search-box')).toBeFocused();
  await page.keyboard.press('F9');
  await expect(page.locator('.new-call .light-blocked')).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('l');
  await expect(page.locator('.state')).not.toContainText('空闲');
  if (await page.locator('.state.preparing').isVisible()) await page.keyboard.press('F9');
  await expect(page.locator('.polite')).toBeVisible();
  await expect(page.getByText(/今天说定的是/)).toHaveCount(0);
  await page.keyboard.press('F2');
  await expect(page.locator('article.branch')).toBeVisible();
  await expect(page.locator('.polite')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.locator('.search-box').fill('你是谁');
  await page.keyboard.press('1');
  await expect(page.locator('article.answer')).toBeVisible();
  await expect(page.locator('.polite')).toBeVisible();
});

test('backspace takes the result back and then who was reached; third parties are not asked for reasons', async ({
  page,
}) => {
  desk = await safetyDesk(NOON);
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await page.keyboard.press('F10');
  await page.keyboard.press('Alt+KeyO');
  const contact = page.getByRole('button', {name: /本人接听/});
  await expect(contact).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', {name: /失联/})).toHaveCount(0);
  await expect(page.getByLabel('逾期原因')).toBeVisible();
  await page.keyboard.press('r');
  await page.keyboard.press('Backspace');
  await expect(contact).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('d');
  await expect(page.getByRole('button', {name: /争议/}).and(page.locator('[aria-pressed=true]'))).toHaveCount(1);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('t');
  await expect(page.getByRole('button', {name: /第三方接听/})).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByLabel('逾期原因')).toHaveCount(0);
});
