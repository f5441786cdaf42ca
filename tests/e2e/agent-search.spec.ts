import {expect, type Page, test} from '@playwright/test';
import {expectAccessible, expectAccessibleEverywhere, startDesk, type TestDesk} from './desk.ts';

let desk: TestDesk;

test.beforeEach(async () => {
  desk = await startDesk();
});
test.afterEach(() => desk.remove());

const searchBox = (page: Page) => page.locator('.search-box');
const options = (page: Page) => page.getByRole('option');

async function open(page: Page): Promise<void> {
  await page.setViewportSize({width: 420, height: 860});
  await page.goto(desk.url);
  await expect(searchBox(page)).toBeFocused();
  await expect(page.locator('.results')).toHaveAttribute('aria-busy', 'false');
}

test('characters, pinyin and initials are marked where they stand in the phrasing', async ({page}) => {
  await open(page);
  for (const typed of ['没钱', 'meiqian', 'mq']) {
    await searchBox(page).fill(typed);
    await expect(options(page).first().locator('mark').first()).toHaveText('没钱');
  }
  await searchBox(page).fill('wangle');
  await expect(options(page).first().locator('mark').first()).toHaveText('忘了');
});

test('a search without a good result says so, offers the hard calls by key, and picks nothing by itself', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.type('zzzzqqqqxxxx');
  await expect(page.locator('.results-none, .results-unsure')).toContainText(/没有匹配的异议|没有把握的结果/);
  await expect(page.locator('.results-branches')).toContainText(/F1 第三方.*F5 停止联系/);
  const heard = page.locator('[aria-live=polite].only-heard').filter({hasText: /没有匹配的异议|没有把握的结果/});
  await expect(heard).toHaveCount(1);
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.locator('.answer')).toHaveCount(0);
  await page.keyboard.press('F5');
  await expect(page.getByRole('heading', {name: '要求别再打电话'})).toBeVisible();
});

test.describe('on an account that was called before', () => {
  const PERSON = {id: '01930000-0000-7000-8000-000000000002', name: '赵一鸣'};
  const ACCOUNT_ID = '01930000-0000-7000-8000-000000000001';

  test.beforeEach(async () => {
    await desk.call('account.save', {
      account: {
        id: ACCOUNT_ID,
        reference: 'A-2026-00817',
        person: PERSON,
        customerType: null,
        debts: [],
        timeZones: {told: null, address: 'Asia/Shanghai', number: null},
        jurisdiction: 'CN',
        language: 'zh-CN',
        numbers: [],
      },
    });
    const callId = crypto.randomUUID();
    const step = (type: string, payload: object) =>
      desk.call('call.record', {id: crypto.randomUUID(), callId, step: {type, payload} as never});
    await desk.call('call.open', {
      id: callId,
      accountId: ACCOUNT_ID,
      direction: 'outbound',
      mode: 'collection',
      numberId: null,
      numberLabel: null,
    });
    await step('call.connected', {});
    await step('party.confirmed', {checks: []});
    await step('objection.picked', {objectionId: 'cannot-pay', title: '还不起', lineId: null, tone: 'standard'});
    await desk.call('call.saveOutcome', {
      id: crypto.randomUUID(),
      callId,
      outcome: {
        contact: 'RPC',
        result: 'RFS',
        tags: [],
        reason: 'cashFlow',
        promise: null,
        nextAction: null,
        note: '',
      },
    });
  });

  test('what it said is asked for with the gate open only, and the list is accessible in both languages', async ({
    page,
  }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/call/account.saidBefore')) asked.push(request.url());
    });
    await open(page);
    await page.keyboard.press('F9');
    await page.keyboard.type('赵');
    await expect(page.getByRole('option', {name: /赵\*\*/})).toBeVisible();
    await page.keyboard.press('Enter');
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    await page.keyboard.press('F9');
    await expect(page.locator('.state')).toContainText('未核实');
    // Between opened and connected the call is being prepared, and may ask; from now on it may not.
    const untilConnected = asked.length;
    await page.keyboard.type('meiqian');
    await expect(options(page).first()).toBeVisible();
    await expect(page.getByText('上次说过')).toHaveCount(0);
    expect(asked).toHaveLength(untilConnected);
    await page.keyboard.press('Escape');
    await page.keyboard.press('F10');
    await expect.poll(() => asked.length).toBeGreaterThan(untilConnected);
    await page.keyboard.type('meiqian');
    await expect(page.getByRole('option', {name: /还不起/})).toContainText('上次说过');
    await expectAccessibleEverywhere(page, desk);
  });
});
