import {expect, type Page, test} from '@playwright/test';
import {v7} from 'uuid';
import {expectAccessible, expectAccessibleEverywhere, startDesk, type TestDesk} from './desk.ts';

let desk: TestDesk;

test.beforeEach(async () => {
  desk = await startDesk();
});
test.afterEach(async () => {
  await desk.remove();
});

const CUSTOMER = {name: '王小明', reference: 'A-2026-00817', phone: '139 1234 5678'};

async function saveAccount(reference = CUSTOMER.reference, name = CUSTOMER.name): Promise<string> {
  const id = v7();
  await desk.call('account.save', {
    account: {
      id,
      reference,
      person: {id: v7(), name},
      debts: [{id: v7(), product: '随心贷', currency: 'CNY', amount: 328_050, dueDate: '2026-10-12'}],
      timeZones: {},
      jurisdiction: 'none',
      language: 'zh-CN',
      numbers: [
        {id: v7(), label: '单位电话', value: '010 5555 1234'},
        {id: v7(), label: '本人手机', value: CUSTOMER.phone},
      ],
    },
  });
  return id;
}

const pop = (text: string) => desk.call('pop.receive', {id: v7(), door: 'web', text});
const accounts = () => desk.call('account.list', {text: '', limit: 50});
const calls = async () => (await desk.call('call.list', {filter: {}, offset: 0, limit: 10})).total;
const notice = (page: Page) => page.getByRole('region', {name: '弹屏', exact: true});
const options = (page: Page) => page.getByRole('listbox', {name: '账户'}).getByRole('option');
const newCall = (page: Page) => page.getByRole('region', {name: '打给谁'});

async function openPage(page: Page): Promise<void> {
  await page.setViewportSize({width: 420, height: 860});
  // At night the desk's clock stands at the forenoon: a pop must not look hours old to the page.
  await page.clock.setFixedTime(desk.now());
  await page.goto(desk.url);
  await expect(page.getByRole('combobox', {name: '客户说了什么'})).toBeFocused();
}

test('a pop that comes while nothing is going on brings up the new call, filled in, and opens nothing', async ({
  page,
}) => {
  test.slow();
  await saveAccount();
  await saveAccount('B-1', '李四');
  await openPage(page);
  await pop(
    'phone_number=%2B8613912345678&vendor_lead_code=A-2026-00817&campaign=M2&uniqueid=17.5&calls_today=2&dispo=--A--dispo--B--&last_name=--A--last_name--B--',
  );
  const panel = newCall(page);
  await expect(options(page)).toHaveText([/王小明/]);
  await expect(panel.getByRole('combobox', {name: '号码'})).toHaveValue(/.+/);
  await expect(panel.getByRole('combobox', {name: '号码'}).locator('option:checked')).toHaveText('本人手机 *5678');
  await expect(panel).toContainText('按业务编号找到账户');
  await expect(panel).toContainText('last_name 拨号器没有填入内容');
  await expect(panel).toContainText('今日呼叫2');
  expect(await calls()).toBe(0);
  await expectAccessibleEverywhere(page, desk);
});

test('Enter opens that call, and the pop is gone', async ({page}) => {
  await saveAccount();
  await openPage(page);
  await pop('phone=13912345678&call_id=c-9');
  await expect(newCall(page)).toContainText('按号码找到账户');
  await expect(newCall(page).getByRole('combobox').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', {name: '打给谁'})).toHaveCount(0);
  await expect
    .poll(async () => (await desk.call('call.current', {}))?.record.opened)
    .toMatchObject({
      reference: CUSTOMER.reference,
      numberLabel: '本人手机',
    });
  await expect.poll(() => desk.call('pop.list', {})).toEqual([]);
  await expect(notice(page)).toHaveCount(0);
});

test('a number of several accounts is a choice, and of none an account that is only offered', async ({page}) => {
  await saveAccount();
  await saveAccount('B-1', '王小明二');
  await openPage(page);
  await pop('phone=13912345678');
  await expect(newCall(page)).toContainText('这个号码属于 2 个账户，请选择。');
  await expect(options(page)).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(notice(page)).toContainText('1 条弹屏等候查看');
  await notice(page).getByRole('button', {name: '不用了'}).click();
  await expect(notice(page)).toHaveCount(0);

  await pop('phone=13877776666&name=赵新&account=N-1');
  await expect(newCall(page)).toContainText('没有相符的账户');
  await expect(options(page)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(newCall(page)).toBeVisible();
  await newCall(page).getByRole('button', {name: '手工添加账户'}).click();
  const form = page.getByRole('form', {name: '手工添加账户'});
  await expect(form.locator('[name=customerName]')).toHaveValue('赵新');
  await expect(form.locator('[name=reference]')).toHaveValue('N-1');
  await expect(form.locator('[name=phone]')).toHaveValue('13877776666');
  expect(await accounts()).toHaveLength(2);
});

test('during a call pops wait, masked and politely said; the key looks at them after it', async ({page}) => {
  test.slow();
  await saveAccount();
  await openPage(page);
  const callId = v7();
  await desk.call('call.open', {
    id: callId,
    accountId: null,
    direction: 'outbound',
    mode: 'collection',
    numberId: null,
    numberLabel: null,
  });
  await expect(page.getByRole('textbox', {name: /备注/})).toBeVisible();
  await page.getByRole('textbox', {name: /备注/}).fill('写了一半');
  await pop('phone=13912345678&name=王小明&product=随心贷&call_id=1');
  await pop('phone=13888880000&name=陈某某&call_id=2');
  await expect(notice(page)).toContainText('2 条弹屏等候查看，最新：陈** *0000');
  await expect(notice(page)).toContainText('通话结束后再看 Alt+I');
  await expect(page.getByText('当前通话不受影响')).toHaveAttribute('aria-live', 'polite');
  await page.keyboard.press('Alt+I');
  expect(await page.content()).not.toMatch(/王小明|13912345678|随心贷|陈某某/);
  await expect(page.getByRole('textbox', {name: /备注/})).toHaveValue('写了一半');
  expect((await desk.call('call.current', {}))?.record.id).toBe(callId);
  await expectAccessibleEverywhere(page, desk);
  await desk.call('settings.save', {id: v7(), settings: {language: 'zh-CN', theme: 'auto', alwaysOnTop: false}});

  await page.getByRole('combobox').first().focus();
  await page.keyboard.press('Alt+1');
  await expect(page.getByText('等待下一通电话').or(page.getByText('已保存'))).not.toHaveCount(0);
  await expect(notice(page).getByRole('button', {name: /查看/})).toBeVisible();
  await page.keyboard.press('Alt+I');
  await expect(newCall(page)).toContainText('陈**');
  await expect(newCall(page)).not.toContainText('陈某某');
  await newCall(page).getByRole('button', {name: '显示完整内容'}).click();
  await expect(newCall(page)).toContainText('陈某某');
  await expect(notice(page)).toContainText('1 条弹屏等候查看，最新：王** *5678');
  await page.reload();
  await expect(newCall(page)).toContainText('陈**');
  await expect(newCall(page)).not.toContainText('陈某某');
  await newCall(page).getByRole('button', {name: '显示完整内容'}).click();
  await expect(newCall(page)).toContainText('陈某某');
  await expect(notice(page)).toContainText('1 条弹屏等候查看，最新：王** *5678');
});

test('a pop does not take away what is being typed or read', async ({page}) => {
  await saveAccount();
  await openPage(page);
  await page.keyboard.type('没钱');
  await pop('phone=13912345678');
  await expect(notice(page)).toBeVisible();
  await expect(newCall(page)).toHaveCount(0);
  await expect(page.getByRole('combobox', {name: '客户说了什么'})).toHaveValue('没钱');
  await page.keyboard.press('Alt+I');
  await expect(newCall(page)).toContainText('王小明');
});

test('what is pasted is read at once, whatever it is, and what cannot be read is said', async ({page, context}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await saveAccount();
  await openPage(page);
  const paste = async (text: string) => {
    await page.keyboard.press('Alt+V');
    await expect(page.getByRole('textbox', {name: '粘贴弹屏内容'})).toBeFocused();
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.press('Control+V');
  };
  for (const text of [
    'callside://open?account=A-2026-00817',
    '{\n "phone": "139 1234 5678"\n}',
    '139-1234-5678',
    'A-2026-00817',
    'phone=13912345678&name=%E7%8E%8B',
  ]) {
    await paste(text);
    await expect(options(page)).toHaveText([/王小明/]);
    await newCall(page).getByRole('button', {name: '不用了'}).click();
    await expect(newCall(page)).toHaveCount(0);
  }
  await paste('callside://delete?account=1');
  await expect(page.getByRole('alert')).toContainText('没有号码、姓名或业务编号');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', {name: '粘贴弹屏内容'})).toHaveCount(0);
});

test('markup in a pop is text', async ({page}) => {
  await openPage(page);
  await pop('name=<img src=x onerror=alert(1)>&account=<b>1</b>');
  await newCall(page).getByRole('button', {name: '显示完整内容'}).click();
  await expect(newCall(page)).toContainText('<img src=x onerror=alert(1)>');
  await expect(newCall(page).locator('img, b')).toHaveCount(0);
});

test('what the customer is heard to say is a suggestion beside the script; one key takes it', async ({page}) => {
  test.slow();
  await saveAccount();
  await openPage(page);
  const callId = v7();
  await desk.call('call.open', {
    id: callId,
    accountId: null,
    direction: 'outbound',
    mode: 'collection',
    numberId: null,
    numberLabel: null,
  });
  const say = (speaker: string, text: string) =>
    desk.call('utterance.receive', {text: JSON.stringify({speaker, text})});
  expect(await say('customer', '我现在没有钱')).toEqual({heard: false});
  await expect(page.getByRole('textbox', {name: /备注/})).toBeVisible();
  await page.keyboard.press('F9');
  await expect.poll(async () => (await desk.call('call.current', {}))?.record.connectedAt ?? null).not.toBeNull();
  await page.keyboard.press('F10');
  await expect.poll(async () => (await desk.call('call.current', {}))?.record.party).toBe('right');
  const heard = page.getByRole('complementary', {name: '听到客户说的，可能是'});
  await say('agent', '您没有钱吗');
  await say('customer', '嗯嗯');
  await expect(heard).toHaveCount(0);
  const script = page.getByRole('region', {name: '话术'});
  const before = await script.locator('p, li, h2').first().boundingBox();
  await say('customer', '我现在真的没钱，发了工资再还');
  await expect(heard).toBeVisible();
  expect(await script.locator('p, li, h2').first().boundingBox()).toEqual(before);
  expect((await desk.call('call.current', {}))?.record.objections).toEqual([]);
  await expectAccessibleEverywhere(page, desk);
  await desk.call('settings.save', {id: v7(), settings: {language: 'zh-CN', theme: 'auto', alwaysOnTop: false}});
  const first = await heard.getByRole('listitem').first().getByRole('button').textContent();
  await page.keyboard.press('Alt+U');
  await expect(heard).toHaveCount(0);
  await expect.poll(async () => (await desk.call('call.current', {}))?.record.objections.length).toBe(1);
  const picked = (await desk.call('call.current', {}))?.record.objections[0]?.title ?? '?';
  expect(first).toContain(picked);
});
