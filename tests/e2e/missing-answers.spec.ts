import {expect, type Page, test} from '@playwright/test';
import {expectAccessible, expectAccessibleEverywhere, startDesk, type TestDesk} from './desk.ts';

let desk: TestDesk;

test.beforeEach(async () => {
  desk = await startDesk();
});
test.afterEach(() => desk.remove());

const searchBox = (page: Page) => page.locator('.search-box');

/** What the lead is told: how many in all, and which words. */
async function missed() {
  await desk.call('session.enter', {role: 'lead'});
  const {days, texts} = await desk.call('search.listMissed', {});
  await desk.call('session.enter', {role: 'agent'});
  return {count: days.reduce((sum, day) => sum + day.count, 0), texts: texts.map(({text}) => text)};
}

async function type(page: Page, words: string): Promise<void> {
  await expect(searchBox(page)).toBeFocused();
  await expect(page.locator('.results')).toHaveAttribute('aria-busy', 'false');
  // Not key by key: a digit would pick one of the nearest.
  await page.keyboard.insertText(words);
  await page.keyboard.press('Escape');
  await expect(searchBox(page)).toHaveValue('');
}

test('what agents could not find is counted, kept in words once they agree, listed for the lead, and cleared', async ({
  page,
}) => {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/call/search.missed')) sent.push(request.postData() ?? '');
  });
  await page.goto(desk.url);
  await type(page, 'zzzzqqqqxxxx');
  await type(page, 'meiqian');
  await expect.poll(async () => (await missed()).count).toBe(1);
  expect(sent).toHaveLength(1);
  expect(sent[0]).not.toContain('zzzz');

  await page.reload();
  await page.getByRole('button', {name: /菜单/}).click();
  await expectAccessible(page);
  await page.getByRole('menuitemcheckbox', {name: /保留搜不到的原话/}).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await searchBox(page).focus();
  await type(page, 'xxqqzz 13912345678');
  await expect.poll(missed).toEqual({count: 2, texts: ['xxqqzz #']});

  await desk.call('session.enter', {role: 'lead'});
  await page.reload();
  await page.setViewportSize({width: 1280, height: 800});
  await page.getByText('搜不到的', {exact: true}).click();
  const words = page.getByRole('table', {name: /原话/});
  await expect(words.getByRole('row')).toHaveCount(2);
  await expect(words.getByRole('row').nth(1)).toContainText('xxqqzz');
  await expect(page.getByRole('table', {name: /每天/}).getByRole('cell').nth(1)).toHaveText('2');
  await expectAccessibleEverywhere(page, desk);

  await page.getByRole('button', {name: 'Clear…'}).click();
  await page.getByRole('button', {name: 'Clear for good'}).click();
  await expect(page.getByText('Nothing was missed yet.')).toBeVisible();
  await expectAccessible(page);
});

test('what was learned as used often can be forgotten from the menu', async ({page}) => {
  const callId = crypto.randomUUID();
  await desk.call('call.open', {
    id: callId,
    accountId: null,
    direction: 'outbound',
    mode: 'collection',
    numberId: null,
    numberLabel: null,
  });
  await desk.call('call.record', {
    id: crypto.randomUUID(),
    callId,
    step: {
      type: 'objection.picked',
      payload: {objectionId: 'forgot', title: '我忘了还款', lineId: null, tone: 'standard'},
    },
  });
  // From where it stands, the link would only change its fragment: the page would go once it has been typed into.
  await page.goto('about:blank');
  await page.goto(desk.url);
  expect(await desk.call('search.usage', {})).toEqual([['forgot', 2]]);
  await page.getByRole('button', {name: /菜单/}).click();
  await page.getByRole('menuitem', {name: /忘掉学到的/}).click();
  await expect.poll(() => desk.call('search.usage', {})).toEqual([]);
});
