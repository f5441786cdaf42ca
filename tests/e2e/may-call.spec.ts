import {expect, test} from '@playwright/test';
import {expectAccessibleEverywhere, PROFILE, type TestDesk} from './desk.ts';
import {finish, NIGHT, NOON, PIN, plan, prepare, safetyDesk} from './safety-desk.ts';

let desk: TestDesk;
test.afterEach(() => desk.remove());

test('by day the light says until when, what was counted, and why in one key; Esc leads back to where one was', async ({
  page,
}) => {
  desk = await safetyDesk(NOON);
  await plan(page, desk);
  const light = page.locator('.light');
  await expect(light).toContainText('● 可以拨打');
  await expect(light).toContainText('至 22:00');
  await expect(light).toContainText('0/3');
  await page.keyboard.press('Enter');
  await expect(page.locator('.preparation')).toBeVisible();
  await expect(light).toContainText('● 可以拨打');

  const box = page.locator('.objection-search .search-box');
  await expect(box).toBeFocused();
  const before = await page.locator('.stage h2').boundingBox();
  await page.keyboard.press('Alt+KeyY');
  const reasons = page.getByRole('region', {name: '能不能打，依据是什么'});
  await expect(reasons).toBeFocused();
  await expect(reasons).toContainText('不是法律意见');
  await expect(reasons).toContainText('只数了这台电脑上的通话');
  await expect(reasons).toContainText('CN-FREQ-01');
  await page.keyboard.press('Escape');
  await expect(reasons).toHaveCount(0);
  await expect(box).toBeFocused();
  expect(await page.locator('.stage h2').boundingBox()).toEqual(before);
});

test('at night a planned call is stopped with its source, and other hours can be looked at', async ({page}) => {
  desk = await safetyDesk(NIGHT);
  await plan(page, desk);
  await expect(page.locator('.light')).toContainText('⊘ 不可拨打');
  await page.keyboard.press('Enter');
  const ways = page.locator('.blocked-choices');
  await expect(ways).toBeFocused();
  await expect(page.locator('.blocked')).toContainText('最早 明天 08:00');
  await expect(ways).toContainText('单位电话 *5678 ⊘ 不可拨打');
  expect(await desk.call('call.current', {})).toBeNull();

  await page.keyboard.press('Alt+KeyY');
  const reasons = page.getByRole('region', {name: '能不能打，依据是什么'});
  await expect(reasons.locator('.finding')).toContainText('CN-TIME-01');
  await expect(reasons.locator('.finding')).toContainText('GB/T 45251-2025');
  await expect(reasons.locator('.finding')).toContainText('二手来源');
  await expect(reasons.locator('.finding')).toContainText('组长可放行');
  await page.keyboard.press('Escape');

  await page.getByText('换个时间可以打吗').click();
  await page.getByLabel(/哪天/).fill('31/99');
  await page.keyboard.press('Enter');
  await expect(page.locator('.other-time')).toContainText('看不懂这个日期');
  await expect(page.locator('.other-time')).toContainText('请写几点');
  await page.getByLabel(/哪天/).fill('明天');
  await expect(page.locator('.other-time')).not.toContainText('看不懂这个日期');
  await page.getByLabel(/几点/).fill('9');
  await page.keyboard.press('Enter');
  await expect(page.locator('.other-time')).toContainText('明天 09:00（客户当地）：可以拨打');
});

test('a lead lets it pass with PIN and reason; a wrong PIN loses nothing typed, and QA sees it', async ({page}) => {
  desk = await safetyDesk(NIGHT);
  await plan(page, desk);
  await page.keyboard.press('Enter');
  await page.keyboard.press('o');
  const form = page.locator('.override');
  await expect(form.getByLabel('组长口令')).toBeFocused();
  await page.keyboard.type('1111');
  await page.keyboard.press('Tab');
  await page.keyboard.type('客户约定今晚通话');
  await page.keyboard.press('Enter');
  await expect(form.getByRole('alert')).toBeVisible();
  await expect(form.getByLabel(/放行原因/)).toHaveValue('客户约定今晚通话');
  expect(await desk.call('call.current', {})).toBeNull();
  await form.getByLabel('组长口令').fill(PIN);
  await page.keyboard.press('Enter');
  await expect(page.locator('.state.preparing')).toBeVisible();
  const running = await desk.call('call.current', {});
  expect(running?.record.overridden).toMatchObject({why: '客户约定今晚通话', ruleIds: ['CN-TIME-01']});
  await page.keyboard.press('Alt+Digit1');
  await expect(page.getByText(/^已保存/)).toBeVisible();

  await desk.call('session.enter', {role: 'qa'});
  await page.reload();
  await page.getByLabel('联系规则').selectOption('overridden');
  await expect(page.getByRole('row').nth(1)).toContainText('组长放行');
  await page.getByRole('row').nth(1).click();
  await expect(page.locator('.call-story')).toContainText('客户约定今晚通话');
  await expect(page.locator('.timeline')).toContainText('CN-TIME-01');
});

test('who is on the line already gets a polite ending: nothing of the debt, and the call is on record', async ({
  page,
}) => {
  desk = await safetyDesk(NIGHT);
  await plan(page, desk);
  await page.keyboard.press('Enter');
  await page.keyboard.press('l');
  await expect(page.locator('.polite')).toContainText('礼貌结束');
  await expect(page.locator('.state')).toContainText('未核实');
  await expect(page.getByRole('button', {name: '结束', exact: true})).toHaveAttribute('aria-current', 'step');
  await expect(page.locator('.spoken-lines')).toContainText('我先不打扰了');
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toMatch(/白鹭|3,280|20天|云汀/);
  // Who turns out to be the customer is said goodbye to all the same.
  await page.keyboard.press('F10');
  await expect(page.locator('.state')).toContainText('本人 已核实');
  await expect(page.locator('.polite')).toContainText('礼貌结束');
  await expect(page.getByRole('button', {name: '结束', exact: true})).toHaveAttribute('aria-current', 'step');
  await finish(page, ['n']);
  const {rows} = await desk.call('call.list', {filter: {rules: 'blocked'}, offset: 0, limit: 10});
  expect(rows).toHaveLength(1);
});

test('what nobody may let pass says so, and offers no PIN', async ({page}) => {
  // Regulation F binds those who collect for others.
  desk = await safetyDesk(NOON, {profile: {...PROFILE, collector: 'thirdParty'}});
  await desk.call('account.save', {account: US});
  await desk.call('account.flag', {
    id: crypto.randomUUID(),
    accountId: US.id,
    callId: null,
    flag: {kind: 'attorney', name: null, canAscertain: true},
  });
  await plan(page, desk);
  await page.keyboard.type('Finley');
  await expect(page.locator('.light')).toContainText('⊘ 不可拨打');
  await page.keyboard.press('Enter');
  const ways = page.locator('.blocked-choices');
  await expect(ways).toContainText('US-ATTY-01');
  await expect(ways).toContainText('任何人不得放行');
  await expect(ways.getByText('请组长放行')).toHaveCount(0);
  await page.keyboard.press('o');
  await expect(page.locator('.override')).toHaveCount(0);
});

test('the panel, the ways out and the polite ending are accessible in both languages and themes, and 360 wide', async ({
  page,
}) => {
  test.slow();
  desk = await safetyDesk(NIGHT);
  await plan(page, desk, 360);
  await page.keyboard.press('Enter');
  await page.keyboard.press('o');
  await expectAccessibleEverywhere(page, desk);
  await page.keyboard.press('Escape');
  await page.keyboard.press('l');
  await expect(page.locator('.polite')).toBeVisible();
  await expectAccessibleEverywhere(page, desk);
  await page.keyboard.press('Alt+KeyY');
  await expect(page.locator('.reasons-panel')).toBeFocused();
  await expectAccessibleEverywhere(page, desk);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test('leads read every rule with its source, and those that are switched off', async ({page}) => {
  desk = await safetyDesk(NOON);
  await desk.call('session.enter', {role: 'lead', pin: PIN});
  await page.goto(desk.url);
  await page.getByText('规则', {exact: true}).click();
  const room = page.locator('.rules-room');
  await expect(room).toContainText('不是法律意见');
  await expect(room).toContainText('CN-TIME-01');
  await expect(room.getByText(/^已关闭/)).toBeVisible();
  await room.getByRole('searchbox').fill('CN-FREQ-04');
  await expect(room.locator('.rule-item')).toHaveCount(1);
  await expect(room.locator('.rule-off')).toContainText('未核实');
  await expectAccessibleEverywhere(page, desk);
});

test('voicemail: nothing is in the page but the message, and one key says that it was left', async ({page}) => {
  desk = await safetyDesk(NOON);
  await prepare(page, desk);
  await page.keyboard.press('Alt+Digit5');
  await expect(page.locator('.voicemail')).toBeFocused();
  await expect(page.locator('.voicemail .spoken')).toContainText('钱小满');
  for (const gone of ['.stage-rail', '.spoken-lines', '.objection-search', '.preparation', '.branches']) {
    await expect(page.locator(gone)).toHaveCount(0);
  }
  expect(await page.evaluate(() => document.body.outerHTML)).not.toMatch(/白鹭|3,280|20天|M1|云汀|逾期/);
  await page.keyboard.press('Alt+Digit5');
  await expect(page.getByText('已保存：语音信箱（留限定内容）')).toBeVisible();
  const {rows} = await desk.call('call.list', {filter: {contact: 'LCM'}, offset: 0, limit: 1});
  expect(rows[0]?.unsaid).toEqual([]);
});

test('in the outcome, too, a voicemail brings the message and nothing else of the script', async ({page}) => {
  desk = await safetyDesk(NOON);
  await prepare(page, desk);
  await page.keyboard.press('Alt+KeyO');
  await expect(page.locator('.choices')).toBeFocused();
  await page.keyboard.press('l');
  await expect(page.locator('.outcome .spoken')).toContainText('留言');
  await expect(page.locator('.stage-rail')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toMatch(/白鹭|3,280|20天|云汀/);
});

const US = {
  id: '01930000-0000-7000-8000-000000000021',
  reference: 'US-2026-1',
  person: {id: '01930000-0000-7000-8000-000000000022', name: 'Finley Moss'},
  debts: [
    {
      id: '01930000-0000-7000-8000-000000000023',
      product: 'Heron Card',
      currency: 'USD',
      amount: 120_000,
      dueDate: '2026-10-01',
    },
  ],
  timeZones: {told: null, address: 'Asia/Shanghai', number: null},
  jurisdiction: 'US' as const,
  language: 'en' as const,
  numbers: [{id: '01930000-0000-7000-8000-000000000024', label: 'Mobile', value: '+13125550123'}],
};

test('under a name that tells of debts no message is left, whatever key is struck', async ({page}) => {
  desk = await safetyDesk(NOON, {profile: {...PROFILE, institution: 'Acme Debt Collections', jurisdiction: 'US'}});
  await desk.call('account.save', {account: US});
  await plan(page, desk);
  await page.keyboard.type(US.reference);
  await expect(page.locator('#account-rows li')).toContainText(['F** M**']);
  await page.keyboard.press('Enter');
  await expect(page.locator('.state.preparing')).toBeVisible();
  await page.keyboard.press('Alt+Digit5');
  await expect(page.locator('.voicemail .lacking')).toContainText('不要留言');
  await page.keyboard.press('Alt+Digit5');
  await expect(page.locator('.voicemail')).toBeFocused();
  await page.keyboard.press('Alt+Digit4');
  await expect(page.getByText('已保存：语音信箱')).toBeVisible();
  const {rows} = await desk.call('call.list', {filter: {}, offset: 0, limit: 5});
  expect(rows.map(({contact}) => contact)).toEqual(['VM']);
});
