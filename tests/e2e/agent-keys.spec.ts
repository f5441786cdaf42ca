import {expect, type Page, test} from '@playwright/test';
import {expectAccessible, expectAccessibleEverywhere, startDesk, type TestDesk} from './desk.ts';

let desk: TestDesk;

test.beforeAll(async () => {
  desk = await startDesk({args: ['--demo'], profile: null});
});
test.afterAll(() => desk.remove());

const searchBox = (page: Page) => page.locator('.search-box');

async function openDesk(page: Page): Promise<void> {
  await page.setViewportSize({width: 420, height: 860});
  await page.goto(desk.url);
  await expect(searchBox(page)).toBeFocused();
  // The search is ready a moment after the window.
  await expect(page.locator('.results')).toHaveAttribute('aria-busy', 'false');
}

test.describe('the box that everything lands in', () => {
  for (const [typed, expected] of [
    ['meiqian', /没钱/],
    ['mq', /没钱/],
    ['没前', /没钱/],
    ['no money', /没钱|no money/i],
    ['利息太高', /利息|费用/],
    ['wangle', /忘了/],
  ] as const) {
    test(`finds the objection for “${typed}” among the first three`, async ({page}) => {
      await openDesk(page);
      await page.keyboard.type(typed);
      const first = await page.getByRole('option').allInnerTexts();
      expect(first.slice(0, 3).some((words) => expected.test(words))).toBe(true);
    });
  }

  test('takes what is typed anywhere, and marks what matched', async ({page}) => {
    await openDesk(page);
    await page.locator('.call-bar').click({position: {x: 200, y: 8}});
    await page.keyboard.type('meiqian');
    await expect(searchBox(page)).toHaveValue('meiqian');
    await expect(page.getByRole('option').first().locator('mark')).toHaveText('没钱');
  });

  test('picks by digit, but leaves the digit of a bucket in the box', async ({page}) => {
    await openDesk(page);
    await page.keyboard.type('meiqian M2');
    await expect(searchBox(page)).toHaveValue('meiqian M2');
    await page.keyboard.press('Escape');
    await page.keyboard.type('meiqian2');
    await expect(page.locator('.answer h2')).toBeVisible();
    await expect(searchBox(page)).toHaveValue('');
  });

  test('opens the list of keys on ? when it is empty, and only then', async ({page}) => {
    await openDesk(page);
    await page.keyboard.type('mq?');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await page.keyboard.type('?');
    await expect(page.getByRole('dialog', {name: '按键'})).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(searchBox(page)).toBeFocused();
  });

  test('finds a key in the list of keys by what it does, also with a slip', async ({page}) => {
    await openDesk(page);
    await page.keyboard.type('?');
    const list = page.getByRole('dialog', {name: '按键'});
    const box = list.getByRole('searchbox');
    await expect(box).toBeFocused();
    await expect(box).toHaveValue('');
    await page.keyboard.press('PageDown');
    await expect.poll(() => list.evaluate((dialog) => dialog.scrollTop)).toBeGreaterThan(0);
    await page.keyboard.insertText('写备注');
    await expect(list.getByRole('definition')).toHaveText(['写备注']);
    await box.fill('保存结过');
    await expect(list).toContainText('没有完全相符的，以下最接近：');
    await expect(list.getByRole('definition')).toHaveText(['保存结果']);
    await expectAccessible(page);
    // Esc empties the box first, then closes.
    await page.keyboard.press('Escape');
    await expect(box).toHaveValue('');
    await page.keyboard.press('Escape');
    await expect(list).toHaveCount(0);
    await expect(searchBox(page)).toBeFocused();
  });

  test('is never reloaded by F5', async ({page}) => {
    await openDesk(page);
    await page.evaluate(() => {
      document.title = 'still the same page';
    });
    await page.keyboard.type('mq');
    await page.keyboard.press('F5');
    await page.waitForTimeout(200);
    expect(await page.title()).toBe('still the same page');
  });
});

test('while an input method composes, digits, Enter and Esc are its own, and the preedit is searched', async ({
  page,
}) => {
  await openDesk(page);
  const input = await page.context().newCDPSession(page);
  await input.send('Input.imeSetComposition', {text: "mei'qian", selectionStart: 8, selectionEnd: 8});
  await expect(page.getByRole('option').first()).toContainText('没钱');
  for (const [key, code, virtual] of [
    ['1', 'Digit1', 49],
    ['Enter', 'Enter', 13],
    ['Escape', 'Escape', 27],
  ] as const) {
    // 229 is what Chromium reports for a key that the input method takes.
    await input.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key,
      code,
      windowsVirtualKeyCode: 229,
      nativeVirtualKeyCode: virtual,
    });
    await input.send('Input.dispatchKeyEvent', {type: 'keyUp', key, code, windowsVirtualKeyCode: virtual});
  }
  await expect(page.locator('.answer')).toHaveCount(0);
  await expect(page.getByRole('option').first()).toContainText('没钱');
  await input.send('Input.insertText', {text: '没钱'});
  await expect(searchBox(page)).toHaveValue('没钱');
  await page.keyboard.press('1');
  await expect(page.locator('.answer h2')).toContainText('没钱');
});

test('the token stays out of the address, the history and every store but this tab', async ({page, context}) => {
  await openDesk(page);
  const token = new URL(desk.url).hash.slice(1);
  expect(page.url()).not.toContain(token);
  expect(
    await page.evaluate(() => JSON.stringify([history.state, history.length, document.cookie, localStorage.length])),
  ).not.toContain(token);
  expect(await context.cookies()).toEqual([]);
  await page.reload();
  await expect(searchBox(page)).toBeFocused();
});

test('a whole session asks nobody but 127.0.0.1', async ({page}) => {
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(new URL(request.url()).hostname));
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await openDesk(page);
  await page.keyboard.type('mq1');
  await page.keyboard.press('F9');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('.preparation')).toBeVisible();
  await page.keyboard.press('F9');
  await page.keyboard.press('F10');
  await page.keyboard.press('F4');
  await page.keyboard.press('Alt+KeyO');
  await page.keyboard.press('h');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^已保存/)).toBeVisible();
  expect([...asked]).toEqual(['127.0.0.1']);
  expect(complaints).toEqual([]);
});

test('every state of a call is accessible, in both themes and languages', async ({page}) => {
  // Seven states, each looked at four times.
  test.slow();
  await openDesk(page);
  await expectAccessibleEverywhere(page, desk);
  await page.keyboard.press('F9');
  await expectAccessibleEverywhere(page, desk);
  await page.locator('.search-box').press('Enter');
  await expect(page.locator('.preparation')).toBeVisible();
  await expectAccessibleEverywhere(page, desk);
  await page.keyboard.press('F9');
  await page.keyboard.type('wangle');
  await expectAccessibleEverywhere(page, desk);
  await page.keyboard.press('Escape');
  await page.keyboard.press('F10');
  await expectAccessibleEverywhere(page, desk);
  await page.keyboard.type('mq1');
  await expectAccessibleEverywhere(page, desk);
  await page.keyboard.press('F2');
  await expectAccessibleEverywhere(page, desk);
  await page.keyboard.press('Alt+KeyO');
  await page.keyboard.press('p');
  await expectAccessibleEverywhere(page, desk);
  await page.getByRole('button', {name: 'Start over'}).last().click();
  await page.getByRole('button', {name: /Refused/}).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.idle')).toBeVisible();
});

test('the window works from 360 pixels wide: nothing is cut off sideways', async ({page}) => {
  await openDesk(page);
  await page.setViewportSize({width: 360, height: 720});
  await page.keyboard.type('mq1');
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('the first start asks who sits here, and goes on from there', async ({page}) => {
  const fresh = await startDesk({profile: null});
  try {
    await page.setViewportSize({width: 420, height: 860});
    await page.goto(fresh.url);
    await expect(page.getByRole('heading', {name: '谁在使用这个工位？'})).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel(/工号/).fill('8012');
    await page.getByLabel(/称呼/).fill('小林');
    await page.getByLabel(/机构/).first().fill('安和消费金融');
    await page.getByLabel(/团队/).first().fill('一组');
    await page.getByRole('button', {name: /保存|开始/}).click();
    await expect(searchBox(page)).toBeFocused();
    expect((await fresh.call('session.get', {})).profile?.agentId).toBe('8012');
  } finally {
    await fresh.remove();
  }
});
