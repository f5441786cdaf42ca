import {expect, type Page} from '@playwright/test';
import type {AccountInput} from '../../electron/contract/account.ts';
import {type DeskOptions, startDesk, type TestDesk} from './desk.ts';

/** Noon of a Friday in Shanghai, and half past ten at night. */
export const NOON = '2026-11-20T04:00:00.000Z';
export const NIGHT = '2026-11-20T14:30:00.000Z';
export const PIN = '246810';

export const CUSTOMER: AccountInput = {
  id: '01930000-0000-7000-8000-000000000011',
  reference: 'A-2026-00818',
  person: {id: '01930000-0000-7000-8000-000000000012', name: '钱小满'},
  customerType: null,
  debts: [
    {
      id: '01930000-0000-7000-8000-000000000013',
      product: '白鹭消费贷',
      creditor: '云汀资产',
      currency: 'CNY',
      amount: 328_050,
      principal: 320_000,
      interest: 6_000,
      fees: 2_050,
      paid: 50_000,
      dueDate: '2026-10-31',
    },
  ],
  timeZones: {told: null, address: 'Asia/Shanghai', number: null},
  jurisdiction: 'CN',
  language: 'zh-CN',
  numbers: [
    {id: '01930000-0000-7000-8000-000000000014', label: '本人手机', value: '13800138000'},
    {id: '01930000-0000-7000-8000-000000000015', label: '单位电话', value: '02112345678', line: 'work'},
  ],
};

/** A desk with one customer, at a certain hour, and a lead who has a PIN. */
export async function safetyDesk(at: string, options: DeskOptions = {}): Promise<TestDesk> {
  const desk = await startDesk({at, ...options});
  await desk.call('session.enter', {role: 'lead'});
  await desk.call('session.lock', {role: 'lead', pin: PIN});
  await desk.call('session.enter', {role: 'agent'});
  await desk.call('account.save', {account: CUSTOMER});
  return desk;
}

/** The panel of a new call, the customer chosen and judged. */
export async function plan(page: Page, desk: TestDesk, width = 420): Promise<void> {
  await page.setViewportSize({width, height: 860});
  // From where it stands, the link would only change its fragment: the page would go once it has been typed into.
  await page.goto('about:blank');
  await page.goto(desk.url);
  await expect(page.locator('.search-box')).toBeFocused({timeout: 20_000});
  await page.keyboard.press('F9');
  await expect(page.locator('.new-call .light')).toBeVisible();
}

/** The customer called, not yet on the line. */
export async function prepare(page: Page, desk: TestDesk): Promise<void> {
  await plan(page, desk);
  await page.keyboard.press('Enter');
  await expect(page.locator('.state.preparing')).toBeVisible();
}

/** Ends the call by the outcome's letters. */
export async function finish(page: Page, letters: readonly string[]): Promise<void> {
  await page.keyboard.press('Alt+KeyO');
  await expect(page.locator('.choices')).toBeFocused();
  for (const letter of letters) await page.keyboard.press(letter);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^已保存/)).toBeVisible();
}
