import {expect, type Page, test} from '@playwright/test';
import type {AccountInput} from '../../electron/contract/account.ts';
import {addDays, dayIn} from '../../electron/domain/days.ts';
import {startDesk, type TestDesk} from './desk.ts';
import {holdReply} from './held-reply.ts';

const today = dayIn('Asia/Shanghai', new Date().toISOString());
const ACCOUNT: AccountInput = {
  id: '01930000-0000-7000-8000-000000000011',
  reference: 'A-2026-00818',
  person: {id: '01930000-0000-7000-8000-000000000012', name: '钱小满'},
  customerType: null,
  debts: [
    {
      id: '01930000-0000-7000-8000-000000000013',
      product: '白鹭消费贷',
      creditor: '安和消费金融',
      currency: 'CNY',
      amount: 328_050,
      principal: 320_000,
      interest: 6_000,
      fees: 2_050,
      paid: 0,
      dueDate: addDays(today, -20),
    },
  ],
  timeZones: {told: null, address: 'Asia/Shanghai', number: null},
  jurisdiction: 'CN',
  language: 'zh-CN',
  numbers: [],
};

let desk: TestDesk;

test.beforeEach(async () => {
  desk = await startDesk();
  await desk.call('account.save', {account: ACCOUNT});
});
test.afterEach(() => desk.remove());

async function openCall(page: Page): Promise<void> {
  await page.setViewportSize({width: 420, height: 860});
  await page.goto(desk.url);
  await expect(page.locator('.search-box')).toBeFocused();
  await page.keyboard.press('F9');
  await expect(page.getByRole('option', {name: /钱\*\*/})).toBeVisible();
}

async function talkToCustomer(page: Page): Promise<void> {
  await openCall(page);
  await page.keyboard.press('Enter');
  await expect(page.locator('.preparation')).toBeVisible();
  await page.keyboard.press('F9');
  await page.keyboard.press('F10');
  await expect(page.locator('.state')).toContainText('本人 已核实');
}

test('who calls in is on the line at once: nothing of the debt before the check', async ({page}) => {
  await openCall(page);
  await page.getByLabel('方向').selectOption('inbound');
  await page.getByRole('button', {name: /打开通话/}).click();
  await expect(page.locator('.state')).toContainText('未核实');
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toMatch(/白鹭|3,280|20天/);
  await page.keyboard.press('F10');
  await expect(page.locator('.call-bar')).toContainText('20天');
});

test('a promise leaves the page when a third party takes over, and is not saved as one', async ({page}) => {
  await talkToCustomer(page);
  await page.keyboard.press('Alt+KeyO');
  await page.keyboard.press('p');
  await page.keyboard.type('777');
  await page.keyboard.press('F1');
  await expect(page.locator('.state')).toContainText('第三方');
  await page.keyboard.press('Alt+KeyO');
  await expect(page.getByRole('button', {name: '第三方接听'})).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.promise')).toHaveCount(0);
  expect(await page.evaluate(() => [...document.querySelectorAll('input')].map((input) => input.value))).not.toContain(
    '777',
  );
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('已保存：第三方接听')).toBeVisible();
});

test('saving never leaves an empty page, however often the outcome was asked for', async ({page}) => {
  await talkToCustomer(page);
  await page.keyboard.press('Alt+KeyO');
  await page.keyboard.press('r');
  await page.keyboard.press('Alt+KeyN');
  await page.keyboard.type('不还');
  await page.keyboard.press('Alt+KeyO');
  await expect(page.locator('.choices')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^已保存/)).toBeVisible();
  await expect(page.locator('.search-box')).toBeFocused();
});

test('one key for nobody reached does nothing while somebody is on the line', async ({page}) => {
  await openCall(page);
  await page.keyboard.press('Enter');
  await expect(page.locator('.preparation')).toBeVisible();
  await page.keyboard.press('F9');
  await page.keyboard.press('Alt+Digit1');
  await expect(page.locator('.state')).toContainText('未核实');
  expect((await desk.call('call.current', {}))?.record.outcome).toBeNull();
});

test('after a dispute nobody is pressed', async ({page}) => {
  await talkToCustomer(page);
  await page.getByRole('button', {name: '施压与共情'}).click();
  await expect(page.locator('.spoken-line').first()).toBeVisible();
  await page.keyboard.press('F3');
  // The stage is closed, and whoever still stands in it finds no line there.
  await expect(page.getByRole('button', {name: '施压与共情'})).toBeDisabled();
  await page.getByRole('button', {name: '返回通话'}).click();
  await expect(page.getByText(/不施压/)).toBeVisible();
  await expect(page.locator('.spoken-line')).toHaveCount(0);
});

test('what is typed in one window is taken over by the other', async ({page, context}) => {
  await openCall(page);
  await page.keyboard.press('Enter');
  await expect(page.locator('.preparation')).toBeVisible();
  const other = await context.newPage();
  await other.goto(desk.url);
  const note = (each: Page) => each.getByRole('textbox', {name: /备注/});
  await note(page).fill('甲页备注');
  await expect(note(other)).toHaveValue('甲页备注');
  await note(other).press('End');
  await note(other).pressSequentially('，乙页续写');
  await expect(note(page)).toHaveValue('甲页备注，乙页续写');
});

test('an answer that is overtaken by a later one does not set the note back', async ({page, context}) => {
  await openCall(page);
  await page.keyboard.press('Enter');
  await expect(page.locator('.preparation')).toBeVisible();
  const other = await context.newPage();
  await other.goto(desk.url);
  const note = (each: Page) => each.getByRole('textbox', {name: /备注/});
  await expect(note(other)).toBeVisible();

  const overtaken = await holdReply(page, 'call.current');
  await note(other).fill('客户说');
  await overtaken.given;
  await note(other).fill('客户说周五发工资');
  await expect(note(page)).toHaveValue('客户说周五发工资');
  await overtaken.release();

  // The same for what was typed here: an answer from before it does not take it away.
  await note(page).press('End');
  await page.keyboard.type('，先还一半');
  await expect.poll(async () => (await desk.call('call.current', {}))?.draft.note).toBe('客户说周五发工资，先还一半');
  await expect(note(other)).toHaveValue('客户说周五发工资，先还一半');
  await expect(note(page)).toHaveValue('客户说周五发工资，先还一半');
});

test('required lines that were not said are named, over the whole call', async ({page}) => {
  await talkToCustomer(page);
  await page.keyboard.press('Alt+KeyO');
  const warning = page.locator('.unsaid');
  // Identity and recording from the opening, the purpose from after the check.
  await expect(warning).toContainText('身份说明、录音告知、来电事由');
  await page.keyboard.press('Escape');
  await page.getByRole('button', {name: /结束/}).click();
  await page.keyboard.press('Alt+KeyO');
  await expect(warning).toContainText('身份说明、录音告知、来电事由');
});
