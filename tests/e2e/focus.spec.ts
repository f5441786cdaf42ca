import {expect, type Page, test} from '@playwright/test';
import {startDesk, type TestDesk} from './desk.ts';
import {holdReply} from './held-reply.ts';

let desk: TestDesk | undefined;

test.afterEach(async () => {
  await desk?.remove();
  desk = undefined;
});

async function open(page: Page, options: Parameters<typeof startDesk>[0] = {}): Promise<TestDesk> {
  desk = await startDesk(options);
  await page.goto(desk.url);
  return desk;
}

/** Opens the form of a new call, once the page hears its keys. */
async function startCall(page: Page): Promise<void> {
  await expect(page.getByRole('combobox', {name: '客户说了什么'})).toBeFocused();
  await page.keyboard.press('F9');
}

/** What has the focus: its name, and whether it can be seen. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body) return 'nothing';
    return at.checkVisibility() && at.getBoundingClientRect().width > 1 ? at.tagName : `hidden ${at.tagName}`;
  });

test('every stop of the first form can be seen, forwards to its end', async ({page}) => {
  await open(page, {profile: null});
  await page.getByLabel('工号').focus();
  const stops: string[] = [];
  for (let i = 0; i < 11; i += 1) {
    await page.keyboard.press('Tab');
    stops.push(await focused(page));
  }
  expect(stops).toEqual([...Array.from({length: 10}, () => 'INPUT'), 'BUTTON']);
});

test('adding an agent starts in the first field, and the page’s policy has nothing to refuse', async ({page}) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const script = await holdReply(page, 'pack.get');
  await open(page);
  await page.getByRole('button', {name: /菜单/}).click();
  await page.getByRole('menuitem', {name: /添加坐席/}).click();
  const first = page.getByRole('dialog').getByLabel('工号');
  await expect(first).toBeFocused();
  // The script comes late: its search box takes nothing from whoever types.
  await script.release();
  await expect(first).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('a script that comes late takes nothing from whoever writes a note', async ({page}) => {
  const started = await startDesk();
  desk = started;
  const plan = {accountId: null, direction: 'outbound', mode: 'collection', numberId: null, numberLabel: null} as const;
  await started.call('call.open', {id: crypto.randomUUID(), ...plan});
  const script = await holdReply(page, 'pack.get');
  await page.goto(started.url);
  const note = page.getByRole('textbox', {name: /备注/});
  await note.focus();
  await page.keyboard.type('客户');
  await script.release();
  await page.keyboard.type('说');
  await expect(note).toHaveValue('客户说');
});

test('a new account starts in its first field, and Esc leaves it', async ({page}) => {
  await open(page);
  await startCall(page);
  await page.getByRole('button', {name: '手工添加账户'}).click();
  const form = page.getByRole('form', {name: '手工添加账户'});
  await expect(form.locator('input').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(form).toHaveCount(0);
});

test('an account file in another encoding is refused in words, and nothing is saved', async ({page}) => {
  const running = await open(page);
  await startCall(page);
  const file = (buffer: Buffer) => ({name: 'accounts.json', mimeType: 'application/json', buffer});
  const account = {reference: 'R-1', customerName: 'Ann', jurisdiction: 'CN', language: 'zh-CN', debts: []};
  const [before, after] = JSON.stringify(account).split('Ann') as [string, string];
  // 张伟 as a Chinese Windows writes it.
  const gbk = Buffer.concat([Buffer.from(before), Buffer.from([0xd5, 0xc5, 0xce, 0xb0]), Buffer.from(after)]);
  await page.locator('input[type="file"]').setInputFiles(file(gbk));
  await expect(page.getByRole('alert')).toContainText('不是 UTF-8');
  expect(await running.call('account.list', {text: '', limit: 10})).toEqual([]);
  await page.locator('input[type="file"]').setInputFiles(file(Buffer.from(JSON.stringify(account))));
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect.poll(() => running.call('account.list', {text: '', limit: 10})).toHaveLength(1);
});

test('a correction starts on its choices, and Esc leaves it', async ({page}) => {
  const running = await open(page);
  const callId = crypto.randomUUID();
  await running.call('call.open', {
    id: callId,
    accountId: null,
    direction: 'outbound',
    mode: 'collection',
    numberId: null,
    numberLabel: null,
  });
  await running.call('call.saveOutcome', {
    id: crypto.randomUUID(),
    callId,
    outcome: {
      contact: 'NA',
      result: null,
      tags: [],
      reason: null,
      promise: null,
      nextAction: null,
      note: '',
    },
  });
  await page.reload();
  await page.getByRole('button', {name: /更正/}).first().click();
  const form = page.locator('form.correction');
  await expect(form.locator('.choices')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(form).toHaveCount(0);
});
