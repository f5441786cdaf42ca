import {expect, type Page, test} from '@playwright/test';
import {starterPacks} from '../domain/starter-packs.ts';
import type {TestDesk} from './desk.ts';
import {CUSTOMER, NOON, prepare, safetyDesk} from './safety-desk.ts';

/**
 * Before the right party is confirmed, and after a third party took over, nothing of the debt is in the page: not as
 * text, not in a label, a title, a value or a hidden field, not in what a screen reader is told. The words are looked
 * for in the whole document, in every state that the keyboard reaches.
 */

const [debt] = CUSTOMER.debts;
const pack = starterPacks().find(({id}) => id === 'cn-consumer-credit');
const lines = [
  ...(pack?.stages ?? []).flatMap((stage) => stage.lines),
  ...(pack?.objections ?? []).flatMap(({answers}) => Object.values(answers).flat()),
];
/** The longest run of plain words of a line: what is left of it in the page whatever its slots hold. */
const plainPart = (text: string): string =>
  text.split(/\{[^}]*\}/).reduce((most, part) => (part.length > most.length ? part : most), '');
const PRESSURE = lines.filter(({pressure}) => pressure).map(({text}) => plainPart(text));
const BEHIND = lines.filter(({beforeVerification}) => !beforeVerification).map(({text}) => plainPart(text));
const PREPARATION = new Set(
  pack?.stages
    .filter(({kind}) => kind === 'preparation')
    .flatMap((stage) => stage.lines.map(({text}) => plainPart(text))),
);
const AMOUNTS = ['3280.5', '3,280.5', '328050', '3200.00', '3,200', '320000', '60.00元', '20.50元', '500.00元'];
const FACTS = [debt?.product ?? '', debt?.creditor ?? '', debt?.dueDate ?? '', '10月31日', '20天', '20 天', 'M1'];

/**
 * Everything that the page holds, in every form: markup with attributes, values, and what is read out. The head holds the
 * names of the built files, whose letters are chance.
 */
async function pageHolds(page: Page): Promise<string> {
  const [html, values] = await page.evaluate(() => [
    document.title + document.body.outerHTML,
    [...document.querySelectorAll('input, textarea, select, option')]
      .map((field) => ('value' in field ? String(field.value) : ''))
      .join('\n'),
  ]);
  const heard = await page.locator('body').ariaSnapshot();
  return [html, values, heard].join('\n');
}

async function expectNothingOfTheDebt(page: Page, where: string): Promise<void> {
  const held = await pageHolds(page);
  const told = [...AMOUNTS, ...FACTS, ...PRESSURE, ...BEHIND.filter((text) => !PREPARATION.has(text))].filter(
    (words) => words.length > 1 && held.includes(words),
  );
  expect([where, told]).toEqual([where, []]);
}

/** Through everything that keys open while somebody unknown is on the line. */
async function walk(page: Page, where: string): Promise<void> {
  await expectNothingOfTheDebt(page, where);
  for (const stage of await page.locator('.stage-rail button:not(:disabled)').all()) {
    const name = await stage.textContent();
    if (name === '准备') continue;
    await stage.click();
    await expectNothingOfTheDebt(page, `${where}, stage ${name ?? ''}`);
  }
  for (let key = 2; key <= 6; key += 1) {
    await page.keyboard.press(`F${key}`);
    await expectNothingOfTheDebt(page, `${where}, hard call F${key}`);
  }
  for (const typed of ['meiqian', '没钱', '逾期', '利息太高', '白鹭', '3280']) {
    await page.locator('.objection-search .search-box').fill(typed);
    const hits = await page.getByRole('option').count();
    await page.keyboard.press('1');
    // What was typed is the agent's own; what came of it is not.
    await page.locator('.objection-search .search-box').fill('');
    await expectNothingOfTheDebt(page, `${where}, answer to ${typed} (${hits})`);
    await page.keyboard.press('Escape');
  }
  for (const key of ['KeyY', 'KeyT', 'KeyL', 'KeyO']) {
    await page.keyboard.press(`Alt+${key}`);
    await expectNothingOfTheDebt(page, `${where}, Alt+${key}`);
    await page.keyboard.press('Escape');
  }
  await page.locator('.objection-search .search-box').fill('');
  await page.locator('.objection-search .search-box').press('?');
  await expectNothingOfTheDebt(page, `${where}, the list of keys`);
  await page.keyboard.press('Escape');
}

let desk: TestDesk;
test.beforeEach(async () => {
  desk = await safetyDesk(NOON);
});
test.afterEach(() => desk.remove());

test('the words that are looked for are there once the right party is confirmed', async ({page}) => {
  expect([PRESSURE.length > 8, BEHIND.length > 300]).toEqual([true, true]);
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await page.keyboard.press('F10');
  await expect(page.locator('.state.open')).toBeVisible();
  await page.getByRole('button', {name: '了解情况'}).click();
  for (const words of ['3,280.5', '白鹭消费贷', '云汀资产']) await expect.poll(() => pageHolds(page)).toContain(words);
  await page.getByRole('button', {name: '施压与共情'}).click();
  await expect
    .poll(async () => {
      const pressing = await pageHolds(page);
      return PRESSURE.some((words) => pressing.includes(words));
    })
    .toBe(true);
});

test('before the check nothing of the debt is in the page, wherever the keys lead', async ({page}) => {
  test.slow();
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await expect(page.locator('.state.closed')).toBeVisible();
  await walk(page, 'not verified');
});

test('who calls in, and who was put on the line by a dialer, hears and sees nothing of it either', async ({page}) => {
  test.slow();
  await desk.call('call.open', {
    id: crypto.randomUUID(),
    accountId: CUSTOMER.id,
    direction: 'inbound',
    mode: 'collection',
    numberId: null,
    numberLabel: '本人手机',
  });
  await page.setViewportSize({width: 420, height: 860});
  await page.goto(desk.url);
  await expect(page.locator('.state.closed')).toBeVisible();
  await walk(page, 'inbound');
});

test('a third party takes the debt out of the page again, and brings what may be said to strangers', async ({page}) => {
  test.slow();
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await page.keyboard.press('F10');
  await expect(page.locator('.state.open')).toBeVisible();
  await page.keyboard.press('Alt+KeyO');
  await page.keyboard.press('p');
  await page.keyboard.type('3280.50');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await expect(page.locator('.spoken-lines')).toContainText('不方便跟您说');
  await walk(page, 'third party');
  await page.reload();
  await expect(page.locator('.state.closed')).toBeVisible();
  await expectNothingOfTheDebt(page, 'third party, the page loaded anew');
});
