import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, type Page, test} from '@playwright/test';
import type {AccountInput} from '../../electron/contract/account.ts';
import {addDays, dayIn} from '../../electron/domain/days.ts';
import {startDesk, type TestDesk} from './desk.ts';

const TERMINAL = join(import.meta.dirname, '../../out/main/cli.js');
const today = dayIn('Asia/Shanghai', new Date().toISOString());

const ACCOUNT: AccountInput = {
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
      amount: 473_340,
      principal: 460_000,
      interest: 9_660,
      fees: 3_680,
      paid: 0,
      dueDate: addDays(today, -35),
    },
  ],
  timeZones: {told: null, address: 'Asia/Shanghai', number: null},
  jurisdiction: 'CN',
  language: 'zh-CN',
  numbers: [{id: '01930000-0000-7000-8000-000000000004', label: '手机', value: '100 0000 1234'}],
};

/** What must not be in the page while it is not known who is on the line. */
const DEBT = ['青鸟', '4,733.40', '4,600', 'M2', '35天', '逾期'];

let desk: TestDesk;

test.beforeEach(async () => {
  desk = await startDesk();
  await desk.call('account.save', {account: ACCOUNT});
});
test.afterEach(() => desk.remove());

const searchBox = (page: Page) => page.getByRole('combobox', {name: '客户说了什么'});

async function openCall(page: Page): Promise<void> {
  // From where it stands, the link would only change its fragment: the page would go once it has been typed into.
  await page.goto('about:blank');
  await page.goto(desk.url);
  await expect(searchBox(page)).toBeFocused();
  await page.keyboard.press('F9');
  await expect(page.getByRole('region', {name: '打给谁'}).getByRole('combobox').first()).toBeFocused();
  await page.keyboard.type('赵');
  await expect(page.getByRole('option', {name: /赵\*\*/})).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('.state')).toContainText('准备中');
}

async function confirmParty(page: Page): Promise<void> {
  await page.keyboard.press('F9');
  await expect(page.locator('.state')).toContainText('未核实');
  await page.keyboard.press('F10');
  await expect(page.locator('.state')).toContainText('本人 已核实');
}

/**
 * Everything in the document, shown or not: what a screen reader or a saved page would give away. The head holds the names
 * of the built files, whose letters are chance.
 */
const everything = (page: Page) => page.evaluate(() => document.title + document.body.outerHTML);

test('a whole call by keyboard: found, said, killed before it is saved, finished, exported', async ({page}) => {
  await openCall(page);
  await confirmParty(page);
  await page.keyboard.type('meiqian');
  await page.keyboard.press('1');
  await expect(page.getByRole('heading', {name: /没钱/})).toBeVisible();
  await page.keyboard.press('Alt+KeyE');
  await expect(page.locator('.answer-text')).toContainText('4,733.40元');
  await page.keyboard.press('Alt+KeyS');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.locator('.stage h2')).toHaveText(/承诺|约定/);
  await page.keyboard.press('Alt+KeyN');
  await page.keyboard.type('客户说周五发工资，先还一半');
  await page.waitForTimeout(300);

  await desk.stop('SIGKILL');
  const again = await startDesk({data: desk.data});
  desk = again;
  await page.goto(again.url);
  await expect(page.locator('.state')).toContainText('本人 已核实');
  await expect(page.locator('.stage h2')).toHaveText(/承诺|约定/);
  await expect(page.getByRole('textbox', {name: /备注/})).toHaveValue('客户说周五发工资，先还一半');

  await page.keyboard.press('Alt+KeyO');
  await page.keyboard.press('p');
  await page.keyboard.type('2366.70');
  await page.keyboard.press('Tab');
  await page.keyboard.type('5d');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('已保存：本人接听 · 承诺还款')).toBeVisible();

  const csv = execFileSync(
    process.execPath,
    [TERMINAL, 'notes', 'export', '--role', 'qa', '--data', desk.data, '--out', '-'],
    {
      encoding: 'utf8',
    },
  );
  expect(csv.startsWith('\ufeffcall_id,')).toBe(true);
  expect(csv).toContain('客户说周五发工资，先还一半');
  expect(csv).toContain('PTP');
  expect(csv).toContain('2366.70');
  expect(csv).toContain('赵**');
  expect(csv).not.toContain('赵一鸣');
  const proof = await desk.call('journal.verify', {});
  expect(proof.ok).toBe(true);
});

test('before the right party is confirmed there is nothing of the debt in the page, and a third party removes it again', async ({
  page,
}) => {
  await openCall(page);
  await expect(page.getByText('青鸟消费分期')).toBeVisible();
  await page.keyboard.press('F9');
  for (const words of DEBT) expect(await everything(page)).not.toContain(words);

  await page.keyboard.type('wangle');
  await expect(page.getByRole('option').first()).toContainText('先核实');
  await page.keyboard.press('1');
  await expect(page.getByText('先核实本人')).toBeVisible();
  for (const words of DEBT) expect(await everything(page)).not.toContain(words);

  await page.keyboard.type('nishishei');
  await page.keyboard.press('1');
  await expect(page.locator('.answer-text')).toBeVisible();

  await page.keyboard.press('F10');
  await expect(page.locator('.spoken').first()).toContainText('安和消费金融');
  await expect(page.locator('.call-bar')).toContainText('35天');
  await page.keyboard.press('F1');
  await expect(page.locator('.state')).toContainText('第三方');
  for (const words of DEBT) expect(await everything(page)).not.toContain(words);
  const current = await desk.call('call.current', {});
  expect(current?.account?.debts).toEqual([]);
});

test('no answer, busy, switched off and voicemail are one key to save and on to the next', async ({page}) => {
  for (const [key, code] of [
    ['Alt+Digit1', 'NA'],
    ['Alt+Digit2', 'BZ'],
    ['Alt+Digit3', 'OFF'],
    ['Alt+Digit4', 'VM'],
  ] as const) {
    await openCall(page);
    await page.keyboard.press(key);
    await expect(page.getByText(/^已保存/)).toBeVisible();
    await expect(searchBox(page)).toBeFocused();
    const {rows} = await desk.call('call.list', {filter: {}, offset: 0, limit: 1});
    expect(rows[0]?.contact).toBe(code);
  }
});

test('a promise that is vague is not saved as one, and says what is missing', async ({page}) => {
  await openCall(page);
  await confirmParty(page);
  await page.keyboard.press('Alt+KeyO');
  await page.keyboard.press('p');
  await expect(page.getByText(/还缺/)).toContainText('承诺金额是多少');
  // What is missing is in sight and the hand goes there, however long the form is.
  await expect(page.getByText(/还缺/)).toBeInViewport();
  await page.locator('.choices').focus();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByLabel(/承诺金额/)).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', {name: /保存并结束/})).toBeDisabled();
  expect((await desk.call('call.current', {}))?.record.outcome).toBeNull();
});

test('a second click on save saves once, and a correction keeps the original on record', async ({page}) => {
  await openCall(page);
  await confirmParty(page);
  await page.keyboard.press('Alt+KeyO');
  await page.keyboard.press('r');
  await page.getByRole('button', {name: /保存并结束/}).dblclick();
  await expect(page.getByText(/^已保存/)).toBeVisible();
  const {rows} = await desk.call('call.list', {filter: {}, offset: 0, limit: 10});
  expect(rows).toHaveLength(1);

  await page.getByRole('button', {name: '更正'}).click();
  const form = page.getByRole('form', {name: '更正结果'});
  await form.getByRole('button', {name: /⌫.*重选/}).click();
  await form.getByRole('button', {name: /敷衍/}).first().click();
  await form.getByLabel('为什么更正').fill('听错了');
  await form.getByRole('button', {name: '保存更正'}).click();
  await expect(page.getByText('敷衍不给时间')).toBeVisible();
  const {timeline} = await desk.call('call.get', {id: rows[0]?.id ?? ''});
  expect(timeline.map((event) => event.type).filter((type) => type.startsWith('outcome'))).toEqual([
    'outcome.saved',
    'outcome.corrected',
  ]);
});

test('a version that is activated beside a running call is told between calls, and the call keeps its own', async ({
  page,
}) => {
  await openCall(page);
  const before = (await desk.call('call.current', {}))?.record.opened.pack;
  const name = `${before?.id}@${before?.version}`;
  const asLead = ['--role', 'lead', '--data', desk.data];
  const exported = execFileSync(process.execPath, [TERMINAL, 'pack', 'export', name, '-', ...asLead]).toString();
  const changed = JSON.parse(exported) as {version: string; objections: {title: string}[]};
  changed.version = '1.0.1';
  if (changed.objections[0] !== undefined) changed.objections[0].title = '我忘记还款了';
  const file = join(desk.data, 'changed.json');
  writeFileSync(file, JSON.stringify(changed));
  execFileSync(process.execPath, [TERMINAL, 'pack', 'import', file, '--role', 'lead', '--data', desk.data]);
  execFileSync(process.execPath, [
    TERMINAL,
    'pack',
    'activate',
    `${before?.id}@1.0.1`,
    '--role',
    'lead',
    '--data',
    desk.data,
  ]);
  await page.keyboard.type('wangle');
  await expect(page.getByRole('option').first()).toContainText('我忘了还款');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+Digit1');
  await expect(page.getByRole('heading', {name: /话术已更新/})).toBeVisible();
  await expect(page.getByText('我忘记还款了')).toBeVisible();
  expect((await desk.call('call.list', {filter: {}, offset: 0, limit: 1})).rows).toHaveLength(1);
});
