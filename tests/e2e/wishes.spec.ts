import {expect, type Page, test} from '@playwright/test';
import {expectAccessibleEverywhere, type TestDesk} from './desk.ts';
import {CUSTOMER, finish, NOON, plan, prepare, safetyDesk} from './safety-desk.ts';

let desk: TestDesk;
test.beforeEach(async () => {
  desk = await safetyDesk(NOON);
});
test.afterEach(() => desk.remove());

const strip = (page: Page) => page.locator('.flag-strip');
const chips = (page: Page) => page.locator('.flag-chips li');

/** What the desk knows of the customer's wishes. */
async function held(): Promise<string[]> {
  const {flags} = await desk.call('account.flags', {id: CUSTOMER.id});
  return flags.filter(({lifted}) => lifted === null).map(({flag}) => flag.kind);
}

const WISHES = [
  {key: 'Alt+KeyT', kind: 'inconvenientTime', chip: '时间', card: '不方便的时间'},
  {key: 'Alt+KeyP', kind: 'inconvenientPlace', chip: '场所', card: '不方便的地点'},
  {key: 'Alt+KeyX', kind: 'stopCalls', chip: '停拨', card: '要求不再打电话'},
  {key: 'Alt+KeyA', kind: 'attorney', chip: '律师', card: '有律师代理'},
  {key: 'Alt+KeyJ', kind: 'workProhibited', chip: '单位', card: '工作单位不许接听'},
  {key: 'Alt+KeyL', kind: 'language', chip: '语言', card: '希望用其他语言'},
  {key: 'Alt+KeyH', kind: 'vulnerable', chip: '关照', card: '需要特别照顾'},
] as const;

test('each wish is one key, holds at once, and stands on the card of every later call', async ({page}) => {
  test.slow();
  await prepare(page, desk);
  await page.keyboard.press('F9');
  for (const {key, kind, chip} of WISHES) {
    await page.keyboard.press(key);
    await expect(strip(page)).toBeFocused();
    await expect(chips(page).filter({hasText: chip})).toHaveCount(1);
    await expect.poll(held).toContain(kind);
    await page.keyboard.press('Escape');
    await expect(strip(page)).toHaveCount(0);
  }
  await expect(page.locator('.light')).toContainText('⊘');
  await finish(page, ['b', 'n']);

  // The next call is stopped; who is on the line all the same is dealt with kindly, and the card tells why.
  await page.keyboard.press('F9');
  await expect(page.locator('.new-call .light')).toContainText('⊘ 不可拨打');
  await desk.call('call.open', {
    id: crypto.randomUUID(),
    accountId: CUSTOMER.id,
    direction: 'outbound',
    mode: 'collection',
    numberId: CUSTOMER.numbers[1]?.id ?? null,
    numberLabel: null,
    begun: 'onLine',
  });
  await expect(page.locator('.polite')).toBeVisible();
  for (const {card} of WISHES) await expect(page.locator('.flag-chips')).toContainText(card);
});

test('a wish is said more exactly by a digit, and taken back with a reason', async ({page}) => {
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await page.keyboard.press('Alt+KeyT');
  await expect(strip(page)).toContainText('已生效：不方便的时间：全天');
  await page.keyboard.press('4');
  await expect(strip(page)).toContainText('周六、周日');
  await expect.poll(async () => (await held()).length).toBe(1);
  await strip(page).getByLabel('每天从').fill('下午1点');
  await strip(page).getByLabel('到', {exact: true}).fill('14:30');
  await page.keyboard.press('Enter');
  await expect(strip(page)).toContainText('13:00–14:30');
  await expect.poll(async () => (await held()).length).toBe(1);
  await strip(page).focus();
  await page.keyboard.press('Backspace');
  await expect(strip(page).getByLabel('为什么撤销')).toBeFocused();
  await page.keyboard.type('听错了');
  await page.keyboard.press('Enter');
  await expect(chips(page)).toHaveCount(0);
  await expect.poll(held).toEqual([]);
  const {flags} = await desk.call('account.flags', {id: CUSTOMER.id});
  expect(flags.map(({lifted}) => lifted?.why)).toContain('听错了');
});

test('while a note is written a wish takes one key, and writing goes on where it was', async ({page}) => {
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await page.keyboard.press('Alt+KeyN');
  await page.keyboard.type('上午在开会');
  await page.keyboard.press('Alt+KeyT');
  await expect(strip(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.type('，下午再说');
  await expect(page.getByRole('textbox', {name: /备注/})).toHaveValue('上午在开会，下午再说');
});

test('a vulnerable customer brings the calm lines, and nobody is pressed, in the next call either', async ({page}) => {
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await page.keyboard.press('F10');
  await expect(page.getByRole('button', {name: '施压与共情'})).toBeEnabled();
  await page.keyboard.press('Alt+KeyH');
  await expect(page.locator('.stage.branch')).toContainText('12356');
  await page.keyboard.press('1');
  await expect(strip(page)).toContainText('说到轻生');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', {name: '施压与共情'})).toBeDisabled();
  await finish(page, ['h']);
  await prepare(page, desk);
  await expect(page.locator('.preparation')).toContainText('需要特别照顾：说到轻生');
  await page.keyboard.press('F9');
  await page.keyboard.press('F10');
  await expect(page.locator('.state.open')).toBeVisible();
  await expect(page.getByRole('button', {name: '施压与共情'})).toBeDisabled();
});

test('a third party who wants no more calls is heard: the number is not called again', async ({page}) => {
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await page.keyboard.press('F1');
  await expect(page.locator('.state')).toContainText('第三方');
  await page.keyboard.press('Alt+KeyX');
  await expect(strip(page)).toContainText('第三方要求不再联系');
  await page.keyboard.press('Escape');
  await expect.poll(held).toEqual(['thirdPartyStop']);
  await finish(page, ['n']);
});

test('a hostile call: calm lines, a complaint, the wish to stop, and a next call that is stopped', async ({page}) => {
  await prepare(page, desk);
  await page.keyboard.press('F9');
  await page.keyboard.press('F2');
  await expect(page.locator('.stage.branch')).toContainText('听得出来您很生气');
  await page.keyboard.press('Alt+KeyX');
  await expect(page.locator('.stage.branch')).toContainText('您不想再接到电话');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F10');
  await finish(page, ['m']);
  await plan(page, desk);
  await expect(page.locator('.light')).not.toContainText('●');
});

test('a hardship call, start to end: required lines ticked by key, nothing unsaid, no pressure', async ({page}) => {
  await prepare(page, desk);
  await page.keyboard.press('F9');
  const strips = page.locator('.required-strip');
  await expect(strips).toContainText('身份说明');
  await page.keyboard.press('Alt+KeyR');
  await page.keyboard.press('Alt+KeyR');
  await expect(strips.getByRole('button', {pressed: true})).toHaveCount(2);
  await page.keyboard.press('F10');
  await page.keyboard.press('Alt+KeyR');
  await expect(strips.getByRole('button', {pressed: true})).toHaveCount(3);
  await page.keyboard.press('F4');
  await expect(page.locator('.stage.branch')).toContainText('今天不急着定日子');
  await page.keyboard.press('Alt+KeyO');
  await expect(page.locator('.choices')).toBeFocused();
  await expect(page.locator('.unsaid')).toHaveCount(0);
  await page.keyboard.press('h');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^已保存/)).toBeVisible();
  const {rows} = await desk.call('call.list', {filter: {}, offset: 0, limit: 1});
  expect(rows[0]).toMatchObject({result: 'HARD', unsaid: []});
});

test('the wishes are accessible in both languages and themes, and fit into 360', async ({page}) => {
  test.slow();
  await prepare(page, desk);
  await page.setViewportSize({width: 360, height: 780});
  await page.keyboard.press('F9');
  for (const key of ['Alt+KeyT', 'Alt+KeyX', 'Alt+KeyA']) await page.keyboard.press(key);
  await expect(strip(page)).toBeVisible();
  await expectAccessibleEverywhere(page, desk);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
