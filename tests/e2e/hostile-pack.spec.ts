import {expect, type Page, test} from '@playwright/test';
import {v7} from 'uuid';
import {startDesk, type TestDesk} from './desk.ts';

const NAME = 'cn-consumer-credit';

/** What somebody with a lead's key might write into a pack; each is text and nothing else. */
const PICTURE = '<img src=/planted onerror=planted()>';
const MARKUP = [
  '<script>planted()</script>',
  '"><svg onload=planted()>',
  '<a href=javascript:planted()>x</a>',
  '<link rel=stylesheet href=/planted>',
  '&lt;i&gt;\u202e\u200b\u2066__proto__',
  '__proto__ constructor',
];
/** Fields that are names to the app, and not words to people. */
const NAMES =
  /^(id|kind|type|source|language|jurisdiction|version|nextStage|reason|branch|discloses|validUntil|facts|results|modes|when|buckets|plans|rules|wordLists|lexicon|formatVersion)$/;

let made = 0;

/** The same pack with something unwanted in every field that people read. */
function poisoned(value: unknown, key = ''): unknown {
  if (NAMES.test(key)) return value;
  if (Array.isArray(value)) return value.map((part: unknown) => poisoned(part, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, poisoned(part, name)]));
  }
  // A text that is half markup around a slot is banned by its wording before anybody sees it.
  if (typeof value !== 'string' || value.includes('{')) return value;
  made += 1;
  // A label has eighty characters, a category forty.
  if (key !== 'text') return `${value.slice(0, key === 'category' ? 2 : 40)} ${PICTURE}`;
  return `${value} ${PICTURE} ${MARKUP[made % MARKUP.length] ?? ''}`;
}

let desk: TestDesk;
let harm: string[];

test.beforeEach(async ({page}) => {
  desk = await startDesk();
  await desk.call('session.enter', {role: 'lead'});
  const {pack} = await desk.call('pack.get', {id: NAME, version: '1.0.0'});
  const hostile = {...(poisoned(pack) as typeof pack), version: '6.6.6'};
  // The answer that is looked at, in every tone.
  for (const line of Object.values(hostile.objections[0]?.answers ?? {}).flat()) {
    if (!line.pressure) line.text = `没关系。${PICTURE}`;
  }
  const text = JSON.stringify(hostile);
  await desk.call('pack.import', {id: v7(), text});
  await desk.call('pack.activate', {id: NAME, version: '6.6.6', eventId: v7()});
  await desk.call('session.enter', {role: 'agent'});

  harm = [];
  page.on('dialog', (dialog) => {
    harm.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(desk.url).origin) || /\/(planted|x)$/.test(request.url()))
      harm.push(request.url());
  });
  page.on('pageerror', (error) => harm.push(error.message));
  await page.exposeFunction('tellHarm', (what: string) => harm.push(what));
  await page.addInitScript(() => {
    const {tellHarm} = globalThis as unknown as {tellHarm: (what: string) => void};
    Object.assign(globalThis, {planted: () => tellHarm('a script of the pack ran')});
    document.addEventListener(
      'securitypolicyviolation',
      ({violatedDirective, blockedURI, sourceFile, lineNumber, sample}) =>
        tellHarm(`${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`),
    );
  });
});
test.afterEach(() => desk.remove());

/** Nothing of the pack has become a part of the page, what stands here is its text, and no mark is left that turns lines. */
async function expectText(page: Page, place: string): Promise<void> {
  const found = await page.evaluate(() => {
    const parts =
      '[onerror], [onload], [src="/planted"], [href^="javascript:"], link[href="/planted"], body script:not([src])';
    const fields = [...document.querySelectorAll('input, textarea')] as HTMLInputElement[];
    const text = [document.body.innerText, ...fields.map(({value}) => value)].join('\n');
    return {parts: [...document.querySelectorAll(parts)].map(({outerHTML}) => outerHTML), text};
  });
  expect([place, found.parts]).toEqual([place, []]);
  expect(found.text).toContain(PICTURE);
  expect(found.text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect(harm).toEqual([]);
}

test('a pack with scripts, markup and unseen marks in every field is text in the agent’s and the lead’s windows', async ({
  page,
}) => {
  test.slow();
  await page.setViewportSize({width: 420, height: 860});
  await page.goto(desk.url);
  await expect(page.locator('.search-box')).toBeFocused();
  await expect(page.getByRole('article', {name: /话术已/})).toContainText('6.6.6');
  await page.keyboard.press('Alt+c');
  await page.keyboard.type('wangle');
  await expect(page.getByRole('option').first()).toContainText('忘了');
  await expectText(page, 'what is found');
  await page.keyboard.press('Enter');
  await expect(page.locator('.answer')).toBeVisible();
  await expectText(page, 'an answer');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F5');
  await expect(page.getByRole('heading', {name: /^要求别再打电话/})).toBeVisible();
  await expectText(page, 'a hard call');

  await desk.call('session.enter', {role: 'lead'});
  await page.setViewportSize({width: 1280, height: 900});
  await page.reload();
  await page.getByRole('button', {name: '编辑', exact: true}).first().click();
  await expect(page.getByRole('heading', {name: /^编辑：/})).toBeVisible();
  await expectText(page, 'the editor');
  for (const tab of [/^预览/, /^检查/]) {
    await page.getByRole('tab', {name: tab}).click();
    await expectText(page, String(tab));
  }
  expect(made).toBeGreaterThan(500);
});
