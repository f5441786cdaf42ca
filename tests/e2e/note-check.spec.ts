import {expect, type Page, test} from '@playwright/test';
import {expectAccessibleEverywhere, type TestDesk} from './desk.ts';
import {finish, NOON, prepare, safetyDesk} from './safety-desk.ts';

let desk: TestDesk;
test.beforeEach(async () => {
  desk = await safetyDesk(NOON);
});
test.afterEach(() => desk.remove());

const found = (page: Page) => page.locator('.note-findings');
/** The lists are made ready at the first note; the machine may be busy. */
const READY = {timeout: 20_000};
const FORBIDDEN = '告诉客户不还就会坐牢';

async function write(page: Page, note: string): Promise<void> {
  await page.keyboard.press('Alt+KeyN');
  await expect(page.getByRole('textbox', {name: /^备注/})).toBeFocused();
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.insertText(note);
}

test('a note is checked as it is typed: words, rule and source stand below it, and it is saved all the same', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const lists = () => asked.filter((url) => url.endsWith('/conduct.lists')).length;
  await prepare(page, desk);
  await page.keyboard.press('F9');
  expect(lists()).toBe(0);
  const line = page.locator('.agent-script').first();
  const before = await line.boundingBox();
  await write(page, FORBIDDEN);
  await expect(found(page)).toContainText('虚构法律后果', READY);
  await expect(found(page)).toContainText('坐牢');
  await expect(found(page)).toContainText('不得虚构法律后果');
  await expect(found(page)).toContainText('自律公约');
  await expect(found(page)).toHaveAttribute('role', 'status');
  // What is read above the note has not moved.
  const after = await line.boundingBox();
  expect([after?.x, after?.y, after?.width]).toEqual([before?.x, before?.y, before?.width]);
  await expectAccessibleEverywhere(page, desk);
  await page.reload();
  await expect(found(page)).toContainText('False legal consequence', READY);
  await desk.call('settings.save', {
    id: crypto.randomUUID(),
    settings: {language: 'zh-CN', theme: 'auto', alwaysOnTop: false},
  });
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  expect(lists()).toBe(2);
  await finish(page, ['b', 'n']);
  const {rows} = await desk.call('call.list', {filter: {}, offset: 0, limit: 10});
  expect(rows).toHaveLength(1);
  const saved = await desk.call('call.get', {id: rows[0]?.id ?? ''});
  expect(saved.record.outcome?.note).toBe(FORBIDDEN);
});

test('what the customer said is no fault of the agent, and a warning goes with its words', async ({page}) => {
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await write(page, FORBIDDEN);
  await expect(found(page)).toContainText('虚构法律后果', READY);
  await write(page, '客户说要自杀');
  await expect(found(page)).toBeEmpty(READY);
  await page.waitForTimeout(1000);
  await expect(found(page)).toBeEmpty();
});
