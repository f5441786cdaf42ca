import {expect, type Page, test} from '@playwright/test';
import {v7} from 'uuid';
import type {CallStep, Outcome} from '../../electron/contract/call.ts';
import {addDays, dayIn} from '../../electron/domain/days.ts';
import {startDesk, type TestDesk} from './desk.ts';
import {holdReply, loseReply} from './held-reply.ts';

// Answers that come late, twice, out of order or never: the page shows what holds, and nothing is done twice.

const today = dayIn('Asia/Shanghai', new Date().toISOString());
const NOBODY: Outcome = {
  contact: 'NA',
  result: null,
  tags: [],
  reason: null,
  promise: null,
  nextAction: null,
  note: '',
};

let desk: TestDesk;

test.beforeEach(async () => {
  desk = await startDesk();
});
test.afterEach(() => desk.remove());

async function saveAccount(name: string, reference: string): Promise<string> {
  const id = v7();
  await desk.call('account.save', {
    account: {
      id,
      reference,
      person: {id: v7(), name},
      debts: [{id: v7(), product: '白鹭消费贷', currency: 'CNY', amount: 328_050, dueDate: addDays(today, -20)}],
      timeZones: {address: 'Asia/Shanghai'},
      jurisdiction: 'CN',
      language: 'zh-CN',
      numbers: [],
    },
  });
  return id;
}

/** A call from its beginning to its end, as another window would make it. */
async function callOf(accountId: string, outcome: Partial<Outcome>, party: 'right' | 'nobody'): Promise<string> {
  const callId = v7();
  const plan = {mode: 'collection', numberId: null, numberLabel: null} as const;
  await desk.call('call.open', {id: callId, accountId, direction: 'inbound', ...plan});
  const confirmed: CallStep = {type: 'party.confirmed', payload: {checks: []}};
  if (party === 'right') await desk.call('call.record', {id: v7(), callId, step: confirmed});
  await desk.call('call.saveOutcome', {id: v7(), callId, outcome: {...NOBODY, ...outcome}});
  return callId;
}

const current = () => desk.call('call.current', {});
const note = (page: Page) => page.getByRole('textbox', {name: /备注/});
const searchBox = (page: Page) => page.getByRole('combobox', {name: '客户说了什么'});
const row = (page: Page, name: string) => page.getByRole('group', {name});

async function openPage(page: Page): Promise<void> {
  await page.setViewportSize({width: 420, height: 860});
  await page.goto(desk.url);
  await expect(searchBox(page)).toBeFocused();
}

/** The new call, with the customer of this name chosen. */
async function choose(page: Page, name: string): Promise<void> {
  await page.keyboard.press('F9');
  await page.keyboard.type(name);
  await expect(page.getByRole('listbox', {name: '账户'}).getByRole('option')).toHaveCount(1);
}

test('a row of the board is called, and nobody else, and a payment counts once, however often Enter is pressed', async ({
  page,
}) => {
  const promised = await saveAccount('赵一鸣', 'A-2026-00817');
  const other = await saveAccount('钱小满', 'B-2026-00001');
  const promise = {amount: 50_000, currency: 'CNY', day: addDays(today, 3), method: 'app'} as const;
  const kept = {...promise, reminderConsent: false, repeatedBack: true} as const;
  await callOf(promised, {contact: 'RPC', result: 'PTP', promise: kept}, 'right');
  await callOf(other, {contact: 'RPC', result: 'PTP', promise: kept}, 'right');
  await openPage(page);
  await page.keyboard.press('Alt+KeyB');
  await expect(row(page, '赵** *0817')).toBeVisible();
  await row(page, '赵** *0817').focus();
  const noted = await holdReply(page, 'promise.note');
  await page.keyboard.press('p');
  await page.keyboard.type('100');
  await page.keyboard.press('Enter');
  await noted.given;
  await page.keyboard.press('Enter');
  // Who has gone on to another row loses nothing there.
  await page.keyboard.press('Escape');
  await row(page, '钱** *0001').focus();
  await page.keyboard.press('p');
  await page.keyboard.type('70');
  await noted.release();
  await expect(row(page, '赵** *0817')).toContainText('已到账 100元');
  await expect(page.getByLabel(/到账金额/)).toHaveValue('70');
  await page.keyboard.press('Enter');
  await expect(row(page, '钱** *0001')).toContainText('已到账 70元');
  await row(page, '赵** *0817').focus();

  // Sent again because nobody heard the answer: the same payment, not another one.
  await loseReply(page, 'promise.note');
  await page.keyboard.press('p');
  await page.keyboard.type('50');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('连接已断开');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel(/到账金额/)).toHaveCount(0);
  await expect(row(page, '赵** *0817')).toContainText('已到账 150元');

  await expect(row(page, '赵** *0817')).toBeFocused();
  const asked = await holdReply(page, 'account.get');
  await page.keyboard.press('Enter');
  await asked.given;
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await current())?.record.opened.accountId).toBe(promised);
  await asked.release();
  await expect(page.locator('.state')).toContainText('准备中');
});

test('an answer that comes when the call has gone on sets nothing back, and brings nothing back', async ({page}) => {
  await saveAccount('赵一鸣', 'A-2026-00817');
  await saveAccount('钱小满', 'B-2026-00001');
  await openPage(page);
  await choose(page, '赵');
  // The window hears of its own call before the answer is there, and the agent goes on.
  const opened = await holdReply(page, 'call.open');
  await page.keyboard.press('Enter');
  await opened.given;
  await expect(page.locator('.state')).toContainText('准备中');
  await page.keyboard.press('F9');
  await expect(page.locator('.state')).toContainText('未核实');
  await note(page).fill('没人说话');
  await expect.poll(async () => (await current())?.draft.note).toBe('没人说话');
  await opened.release();
  await expect(page.locator('.state')).toContainText('未核实');
  await expect(page.getByText('白鹭消费贷')).toHaveCount(0);
  await expect(note(page)).toHaveValue('没人说话');

  // The end of a call, and a wish that was noted in it, are answered when the next one is on the screen.
  const flagged = await holdReply(page, 'account.flag');
  await page.keyboard.press('Alt+KeyX');
  await flagged.given;
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+KeyO');
  await page.keyboard.press('n');
  const saved = await holdReply(page, 'call.saveOutcome');
  await page.keyboard.press('Control+Enter');
  await saved.given;
  await expect(page.locator('.state')).toContainText('空闲');
  await choose(page, '钱');
  await page.keyboard.press('Enter');
  await expect(page.locator('.state')).toContainText('准备中');
  await note(page).fill('第二通');
  const asked = await holdReply(page, 'call.current');
  await flagged.release();
  await expect(page.locator('.flag-bar [aria-pressed="true"]')).toHaveCount(0);
  await saved.release();
  await asked.release();
  await expect(page.locator('.state')).toContainText('准备中');
  await expect(note(page)).toHaveValue('第二通');
  await expect(page.locator('.flag-bar [aria-pressed="true"]')).toHaveCount(0);
});

test('while the outcome is being saved nothing can be typed that would be lost', async ({page}) => {
  await saveAccount('赵一鸣', 'A-2026-00817');
  await openPage(page);
  await choose(page, '赵');
  await page.keyboard.press('Enter');
  await expect(page.locator('.state')).toContainText('准备中');
  await note(page).fill('无人接听');
  await page.route('**/call/call.saveOutcome', (route) => route.abort(), {times: 1});
  const drafted = await holdReply(page, 'call.saveDraft');
  await note(page).press('End');
  await page.keyboard.type('，');
  await page.keyboard.press('Alt+Digit1');
  await page.keyboard.type('再打');
  await drafted.release();
  await expect(page.getByRole('alert')).toContainText('没有保存');
  await expect(note(page)).toHaveValue('无人接听，');
  // It was not saved: the call goes on, and so does typing.
  await page.keyboard.type('晚上再打');
  await expect(note(page)).toHaveValue('无人接听，晚上再打');
  await page.keyboard.press('Alt+Digit1');
  await expect(page.getByText(/^已保存/)).toBeVisible();
  const {rows} = await desk.call('call.list', {filter: {}, offset: 0, limit: 1});
  expect((await desk.call('call.get', {id: rows[0]?.id ?? ''})).record.outcome?.note).toBe('无人接听，晚上再打');
});

test('what could not be saved is told until it is, and what was refused is not shown as done', async ({page}) => {
  const accountId = await saveAccount('赵一鸣', 'A-2026-00817');
  await openPage(page);
  await choose(page, '赵');
  await page.keyboard.press('Enter');
  await expect(page.locator('.state')).toContainText('准备中');
  await page.route('**/call/call.saveDraft', (route) => route.abort(), {times: 1});
  await note(page).fill('没有存上');
  await expect(page.getByRole('alert')).toContainText('没有保存');
  await note(page).fill('存上了');
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect((await current())?.draft.note).toBe('存上了');

  // What was typed before a question, and saved after it was answered, is not in the answer.
  const asked = await holdReply(page, 'call.current');
  await page.route('**/call/call.saveDraft', async (route) => {
    await asked.given;
    return route.fallback();
  });
  const saved = page.waitForResponse('**/call/call.saveDraft');
  await note(page).fill('问的时候还没存');
  const flag = {kind: 'language', language: 'en'} as const;
  const {id: callId = ''} = (await current())?.record ?? {};
  await desk.call('account.flag', {id: v7(), accountId, callId, flag});
  await saved;
  await asked.release();
  await expect(note(page)).toHaveValue('问的时候还没存');

  const message = {'zh-CN': '这一步不能记录。', en: 'This step cannot be recorded.'};
  await page.route(
    '**/call/call.record',
    (route) => route.fulfill({json: {ok: false, error: {code: 'conflict', message}}}),
    {
      times: 1,
    },
  );
  await page.keyboard.press('F9');
  await expect(page.getByRole('alert')).toContainText('这一步不能记录');
  // The second step of the key press, its stage, was taken; the customer is on the line for nobody.
  await expect(page.locator('.state')).toContainText('准备中');
  await expect(page.getByRole('alert')).toContainText('这一步不能记录');
});

test('what happened while the line was dead is asked for when it is back, and a late answer gives no role back', async ({
  page,
}) => {
  const {promise: restored, resolve: restore} = Promise.withResolvers<void>();
  const {promise: dead, resolve: cut} = Promise.withResolvers<void>();
  let streams = 0;
  await page.route('**/events', async (route) => {
    streams += 1;
    // The first stream ends, and the second one begins, when the test says so.
    if (streams === 1) {
      await dead;
      return route.fulfill({body: '\n'});
    }
    await restored;
    return route.continue();
  });
  await saveAccount('赵一鸣', 'A-2026-00817');
  await openPage(page);
  await choose(page, '赵');
  await page.keyboard.press('Enter');
  await expect(page.locator('.state')).toContainText('准备中');
  cut();
  await expect(page.locator('.lost-notice')).toBeVisible();
  const running = await current();
  await desk.call('call.saveOutcome', {id: v7(), callId: running?.record.id ?? '', outcome: NOBODY});
  const told = await holdReply(page, 'session.get');
  restore();
  await expect(page.locator('.lost-notice')).toHaveCount(0);
  await expect(page.locator('.state')).toContainText('空闲');

  await told.given;
  await desk.call('session.enter', {role: 'qa'});
  await expect(page.getByRole('heading', {name: '通话质检'})).toBeVisible();
  await told.release();
  await expect(page.getByRole('heading', {name: '通话质检'})).toBeVisible();
});

test('a pop that arrives gives way to what was begun before its answer, and to a correction', async ({page}) => {
  await page.clock.setFixedTime(desk.now());
  const accountId = await saveAccount('赵一鸣', 'A-2026-00817');
  await callOf(accountId, {}, 'nobody');
  await openPage(page);
  const looked = await holdReply(page, 'pop.look');
  await desk.call('pop.receive', {id: v7(), door: 'web', text: 'phone_number=13912345678'});
  await looked.given;
  await page.keyboard.press('F9');
  await page.keyboard.type('钱');
  await looked.release();
  await expect(page.getByRole('combobox', {name: /查找客户|姓名/})).toHaveValue('钱');
  await page.keyboard.press('Escape');

  // What the dialer says later of the call that is shown comes into sight; nothing of it is opened by itself.
  await desk.call('pop.receive', {id: v7(), door: 'web', text: 'phone=13912345670&call_id=17.5'});
  const panel = page.getByRole('region', {name: '打给谁'});
  await expect(panel).toContainText('5670');
  await expect(panel.getByRole('option', {name: /0817/})).toHaveCount(0);
  await desk.call('pop.receive', {
    id: v7(),
    door: 'web',
    text: 'phone=13912345670&call_id=17.5&account=A-2026-00817&direction=inbound',
  });
  await expect(panel.getByRole('listbox', {name: '账户'}).getByRole('option', {name: /0817/})).toBeVisible();
  await expect(panel.getByLabel('方向')).toHaveValue('inbound');
  await page.keyboard.press('Escape');

  await expect(page.getByRole('button', {name: /更正/})).toBeVisible();
  await page.keyboard.press('Alt+Digit9');
  const form = page.getByRole('form', {name: /更正/});
  await form.getByLabel(/备注/).fill('其实是忙音');
  await form.locator('.choices').first().focus();
  await desk.call('pop.receive', {id: v7(), door: 'web', text: 'phone_number=13912345679'});
  await expect(page.getByRole('region', {name: '弹屏', exact: true})).toContainText('*5679');
  await expect(form.getByLabel(/备注/)).toHaveValue('其实是忙音');

  // Two key presses are one correction.
  let sent = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/call/call.correct')) sent += 1;
  });
  const corrected = await holdReply(page, 'call.correct');
  await form.getByLabel(/为什么/).fill('按错了');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await corrected.given;
  await corrected.release();
  await expect(form).toHaveCount(0);
  expect(sent).toBe(1);
});

test('keys that were pressed at the last moment are on record, though the window was closed before an answer', async ({
  page,
}) => {
  const accountId = await saveAccount('赵一鸣', 'A-2026-00817');
  await openPage(page);
  await choose(page, '赵');
  await page.keyboard.press('Enter');
  await expect(page.locator('.state')).toContainText('准备中');
  const step = await holdReply(page, 'call.record');
  const wish = await holdReply(page, 'account.flag');
  await page.keyboard.press('F9');
  await step.given;
  await page.keyboard.press('Alt+KeyT');
  await wish.given;
  await page.keyboard.press('Alt+KeyP');
  await expect(page.locator('.flag-bar [aria-pressed="true"]')).toHaveCount(2);
  await page.goto('about:blank');
  // Connecting is two steps, and two wishes were heard: of each only the first had been sent.
  await expect.poll(async () => (await current())?.record.stages.length).toBe(1);
  const kinds = async () => (await desk.call('account.flags', {id: accountId})).flags.map(({flag}) => flag.kind);
  await expect.poll(async () => (await kinds()).toSorted()).toEqual(['inconvenientPlace', 'inconvenientTime']);
});

test('a form that stood open sets back nothing of an account that changed meanwhile', async ({page}) => {
  const id = await saveAccount('赵一鸣', 'A-2026-00817');
  await openPage(page);
  await choose(page, '赵');
  await expect(page.getByRole('button', {name: /修改账户/})).toBeVisible();
  await page.keyboard.press('Alt+KeyE');
  const form = page.getByRole('form', {name: '修改账户'});
  await form.locator('[name=customerName]').fill('赵一鸣（改名）');
  const known = await desk.call('account.get', {id});
  const debts = known.debts.map((debt) => ({...debt, amount: 111_100}));
  const numbers = [{id: v7(), label: '新手机', value: '13800138000'}];
  await desk.call('account.save', {account: {...known, debts, numbers}});
  await page.keyboard.press('Control+Enter');
  await expect(form).toHaveCount(0);
  const now = await desk.call('account.get', {id});
  expect(now.person.name).toBe('赵一鸣（改名）');
  expect(now.debts[0]?.amount).toBe(111_100);
  expect(now.numbers.map(({label}) => label)).toEqual(['新手机']);
});
