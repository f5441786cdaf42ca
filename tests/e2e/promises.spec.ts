import {expect, type Page, test} from '@playwright/test';
import type {AccountInput} from '../../electron/contract/account.ts';
import {addDays, dayIn} from '../../electron/domain/days.ts';
import {expectAccessibleEverywhere, PROFILE, speak, startDesk, type TestDesk} from './desk.ts';

const ZONE = 'Asia/Shanghai';
const today = dayIn(ZONE, new Date().toISOString());

const account = (more: Partial<AccountInput> = {}): AccountInput => ({
  id: '01930000-0000-7000-8000-000000000001',
  reference: 'A-2026-00817',
  person: {id: '01930000-0000-7000-8000-000000000002', name: '赵一鸣'},
  customerType: null,
  debts: [
    {
      id: '01930000-0000-7000-8000-000000000003',
      product: '青鸟消费分期',
      creditor: '安和消费金融',
      currency: 'CNY',
      amount: 100_000,
      principal: 100_000,
      interest: null,
      fees: null,
      paid: null,
      dueDate: addDays(today, -35),
    },
  ],
  timeZones: {told: null, address: ZONE, number: null},
  jurisdiction: 'CN',
  language: 'zh-CN',
  numbers: [{id: '01930000-0000-7000-8000-000000000004', label: '手机', value: '100 0000 1234'}],
  ...more,
});

let desk: TestDesk;
test.afterEach(() => desk.remove());

const searchBox = (page: Page) => page.getByRole('combobox', {name: '客户说了什么'});
const row = (page: Page, name: string) => page.getByRole('group', {name});

/** A promise of some days ago, made by the methods that the windows call. */
async function promised(accountId: string | null, day: string, madeOn: string | null = null): Promise<string> {
  const callId = crypto.randomUUID();
  const id = () => crypto.randomUUID();
  await desk.call('call.open', {
    id: callId,
    accountId,
    direction: 'inbound',
    mode: 'collection',
    numberId: null,
    numberLabel: null,
  });
  await desk.call('call.record', {id: id(), callId, step: {type: 'party.confirmed', payload: {checks: []}}});
  await desk.call('call.saveOutcome', {
    id: id(),
    callId,
    outcome: {
      contact: 'RPC',
      result: 'PTP',
      tags: [],
      reason: null,
      promise: {amount: 50_000, currency: 'CNY', day, method: 'app', reminderConsent: false, repeatedBack: true},
      nextAction: null,
      note: madeOn ?? '',
    },
  });
  return callId;
}

test('a promise call by keyboard: goals before it, a plan in it, the board after it', async ({page}) => {
  desk = await startDesk();
  await desk.call('account.save', {account: account()});
  await page.goto(desk.url);
  await expect(searchBox(page)).toBeFocused();
  await page.keyboard.press('F9');
  await page.keyboard.type('赵');
  await expect(page.getByRole('option', {name: /赵/})).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('.state')).toContainText('准备中');

  await page.keyboard.press('Alt+KeyG');
  await page.keyboard.press('d');
  await page.keyboard.press('r');
  await expect(page.getByRole('button', {name: /商定分期/})).toBeDisabled();
  await page.keyboard.press('2');
  await page.keyboard.press('a');
  await expect(page.getByRole('button', {name: /约定还款日期/})).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await expect(searchBox(page)).toBeFocused();

  await page.keyboard.press('F9');
  await page.keyboard.press('F10');
  await expect(page.locator('.call-bar')).toContainText('35天');
  await page.keyboard.press('Alt+KeyO');
  await page.keyboard.press('i');
  await expect(page.getByRole('checkbox', {name: /分期还/})).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('3');
  await page.keyboard.press('Tab');
  await page.keyboard.type('5d');
  const table = page.getByRole('table');
  await expect(table.getByRole('textbox', {name: '第 1 期金额'})).toHaveValue('333.34');
  await expect(table.getByRole('textbox', {name: '第 3 期金额'})).toHaveValue('333.33');

  // Outside what the pack allows, and why.
  await table.getByRole('textbox', {name: '第 1 期金额'}).fill('50');
  await expect(page.getByText(/首期不少于总额的 10%/).first()).toBeVisible();
  await expect(page.getByRole('button', {name: /保存并结束/})).toBeDisabled();
  await table.getByRole('textbox', {name: '第 1 期金额'}).fill('400');
  await expect(table.getByRole('textbox', {name: '第 2 期金额'})).toHaveValue('300.00');
  await expect(table).toContainText('1,000元');

  await page.getByLabel('还款方式').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByText(/我可以在.*给您打电话提醒吗/)).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('checkbox', {name: '客户同意提醒电话'})).toBeChecked();
  await page.getByRole('checkbox', {name: '约定还款日期'}).check();
  await page.getByLabel('客户实际反应').selectOption({label: '承诺'});
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('已保存：本人接听 · 承诺部分/分期')).toBeVisible();

  const {rows} = await desk.call('call.list', {filter: {}, offset: 0, limit: 1});
  const {record} = await desk.call('call.get', {id: rows[0]?.id ?? ''});
  expect(record.planned).toEqual({goals: ['learnReason', 'datedPromise'], predicted: ['delay'], prepared: ['account']});
  expect(record.outcome).toMatchObject({
    goalsMet: ['datedPromise'],
    reaction: 'promise',
    promise: {
      amount: 40_000,
      day: addDays(today, 5),
      reminderConsent: true,
      reminderAt: `${addDays(today, 4)}T13:30`,
      plan: {currency: 'CNY', instalments: [{amount: 40_000}, {amount: 30_000}, {amount: 30_000}]},
    },
  });

  await page.keyboard.press('Alt+KeyB');
  await expect(row(page, '赵** *0817')).toBeFocused();
  await expect(row(page, '赵** *0817')).toContainText('第 1/3 期');
  // A payment that comes early is noted by two keys.
  await page.keyboard.press('p');
  await expect(page.getByLabel(/到账金额/)).toHaveValue('400.00');
  await page.keyboard.press('Enter');
  await expect(row(page, '赵** *0817')).toContainText('第 2/3 期');
  await expect(row(page, '赵** *0817')).toContainText('已到账 400元 / 1,000元');
  await expect(row(page, '赵** *0817')).toBeFocused();
  // One key leads to a call; the rules say that a promise is open.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', {name: /赵/})).toBeVisible();
  await expect(page.getByRole('combobox', {name: '类型'})).toHaveValue('collection');
  await expect(page.getByText(/例行催收暂停至/)).toBeVisible();
});

test('a reminder before the due date has a rail of its own and four items, one key each', async ({page}) => {
  desk = await startDesk();
  const due = account({
    debts: [{...(account().debts[0] as AccountInput['debts'][number]), dueDate: addDays(today, 1)}],
  });
  await desk.call('account.save', {account: due});
  await page.goto(desk.url);
  await expect(searchBox(page)).toBeFocused();
  await page.keyboard.press('F9');
  await page.keyboard.type('赵');
  await expect(page.getByRole('option', {name: /赵/})).toBeVisible();
  await page.getByRole('combobox', {name: '类型'}).selectOption('dueReminder');
  await page.getByRole('combobox', {name: '姓名、业务编号或电话'}).press('Enter');
  await expect(page.locator('.state')).toContainText('准备中');
  await page.keyboard.press('F9');
  const rail = page.getByRole('navigation', {name: '通话阶段'});
  await expect(rail.getByRole('button')).toHaveText([/准备/, /开场/, /核对身份/, /到期提醒/, /结束/]);
  await expect(rail.getByRole('button', {name: /到期提醒/})).toBeDisabled();
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('余额');
  await page.keyboard.press('F10');
  await expect(page.locator('.stage h2')).toHaveText('到期提醒');
  await expect(page.locator('.spoken').filter({hasText: '准确金额是'})).toContainText('1,000元');
  const items = page.getByRole('group', {name: /提醒要做到四样/}).getByRole('checkbox');
  await expect(items).toHaveCount(4);
  for (let done = 1; done <= 4; done += 1) {
    await page.keyboard.press('Alt+KeyK');
    await expect(page.getByRole('group', {name: /提醒要做到四样/}).getByRole('checkbox', {checked: true})).toHaveCount(
      done,
    );
  }
  await expectAccessibleEverywhere(page, desk);
});

test('the board takes a payment on the day itself, and calls nothing broken before it is over', async ({page}) => {
  desk = await startDesk();
  await desk.call('account.save', {account: account()});
  await promised('01930000-0000-7000-8000-000000000001', today);
  await page.goto(desk.url);
  await expect(searchBox(page)).toBeFocused();
  await page.keyboard.press('Alt+KeyB');
  await expect(row(page, '赵** *0817')).toBeFocused();
  await expect(page.getByRole('heading', {name: '今天到期 1'})).toBeVisible();
  // Not over yet: there is no key to call it broken.
  await expect(page.getByRole('button', {name: /没有到账/})).toHaveCount(0);
  await expectAccessibleEverywhere(page, desk);
  await speak(page, desk, 'zh-CN');
  await page.getByRole('group', {name: '赵** *0817'}).focus();
  await page.keyboard.press('p');
  await expect(page.getByRole('form', {name: '登记到账'})).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row(page, '赵** *0817')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(searchBox(page)).toBeFocused();
});

test('in the United States a reminder within seven days is offered only with consent, and not at night', async ({
  page,
}) => {
  desk = await startDesk({
    language: 'zh-CN',
    profile: {...PROFILE, timeZone: 'America/Chicago', jurisdiction: 'US', collector: 'thirdParty'},
  });
  const zone = 'America/Chicago';
  const there = account({
    jurisdiction: 'US',
    timeZones: {told: null, address: zone, number: null},
    debts: [{...(account().debts[0] as AccountInput['debts'][number]), currency: 'USD'}],
  });
  await desk.call('account.save', {account: there});
  await desk.call('call.open', {
    id: crypto.randomUUID(),
    accountId: there.id,
    direction: 'outbound',
    mode: 'collection',
    numberId: there.numbers[0]?.id ?? null,
    numberLabel: null,
    begun: 'onLine',
  });
  await page.goto(desk.url);
  await expect(page.locator('.state')).not.toContainText('空闲');
  // A busy desk writes down that this is the customer only after the promise was typed.
  await page.route('**/call/call.record', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await route.continue();
  });
  await page.keyboard.press('F10');
  await page.keyboard.press('F10');
  await expect(page.locator('.state')).toContainText('本人 已核实');
  await page.keyboard.press('Alt+KeyO');
  await page.keyboard.press('p');
  await page.keyboard.type('100');
  await page.keyboard.press('Tab');
  await page.keyboard.type('5d');
  await expect(page.getByText(/客户同意了才能打/)).toContainText('US-FREQ-02');
  await expect(page.getByRole('checkbox', {name: '客户同意提醒电话'})).toBeVisible();
  await page.getByLabel('几点').first().fill('22:30');
  await expect(page.getByText(/这个时间不能提醒/)).toContainText('US-TIME-01');
  await expect(page.getByRole('checkbox', {name: '客户同意提醒电话'})).toHaveCount(0);
});

test('the lead sees the promises of the team and decides about what was broken', async ({page}) => {
  desk = await startDesk();
  await desk.call('account.save', {account: account()});
  await promised('01930000-0000-7000-8000-000000000001', addDays(today, 3));
  await desk.call('session.enter', {role: 'lead'});
  await page.goto(desk.url);
  await page.getByText('承诺', {exact: true}).click();
  await expect(row(page, '赵** *0817')).toContainText('坐席 李敏');
  await expect(page.getByRole('button', {name: /打电话/})).toHaveCount(0);
  await expectAccessibleEverywhere(page, desk);
});
