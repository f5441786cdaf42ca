import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, type Page, test} from '@playwright/test';
import type {Pack} from '../../electron/contract/pack.ts';
import {expectAccessibleEverywhere, startDesk, type TestDesk, speak} from './desk.ts';

const NAME = 'cn-consumer-credit';

let desk: TestDesk;
let first: Pack;

test.beforeEach(async ({page}) => {
  desk = await startDesk({role: 'lead'});
  first = (await desk.call('pack.get', {id: NAME, version: '1.0.0'})).pack;
  await page.setViewportSize({width: 1440, height: 900});
  await page.goto(desk.url);
});

test.afterEach(() => desk.remove());

async function choose(page: Page, name: string, content: unknown): Promise<void> {
  const file = join(desk.data, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  await page.locator('input[type=file]').setInputFiles(file);
}

/** The next version: one wording changed, one phrasing new, one objection gone, one moved. */
function nextVersion(): Pack {
  const next = structuredClone(first);
  next.version = '1.1.0';
  const [forgot] = next.objections;
  const line = forgot?.answers.standard[0];
  if (forgot === undefined || line === undefined) throw new Error('the starter pack has no first objection');
  line.text = '理解，谁都有忘的时候。';
  forgot.phrasings.push({id: 'forgot.brand-new', text: '我把日子记岔了'});
  const [moved] = next.objections.splice(5, 1);
  if (moved !== undefined) next.objections.splice(20, 0, moved);
  next.objections.pop();
  return next;
}

const versions = (page: Page) => page.getByRole('list', {name: '消费信贷电话沟通起步话术的版本'}).getByRole('listitem');
const checks = (page: Page) => page.getByRole('complementary', {name: '检查、变化与启用'});

test('a pack with problems shows all of them by place, and the active pack stays active', async ({page}) => {
  const bad = structuredClone(nextVersion()) as unknown as {
    objections: {answers: {firm: unknown[]}; nextStage: string}[];
  };
  const [one, two] = bad.objections;
  if (one !== undefined) one.answers.firm = [];
  if (two !== undefined) two.nextStage = '';
  await choose(page, 'bad.json', bad);

  const alert = checks(page).getByRole('alert');
  await expect(alert).toContainText('未导入：这个文件有 2 处问题');
  await expect(alert).toContainText('objections[0].answers.firm');
  await expect(alert).toContainText('objections[1].nextStage');
  await expect(alert).toContainText(`${NAME}@1.0.0 没有变化`);
  await expect(checks(page).getByRole('button', {name: '导入', exact: true})).toHaveCount(0);
  await expect(versions(page)).toHaveCount(1);
  expect((await desk.call('pack.list', {})).filter((pack) => pack.active && pack.id === NAME)).toMatchObject([
    {version: '1.0.0'},
  ]);
});

test('a file that is no pack at all is refused in words', async ({page}) => {
  await choose(page, 'no-pack.json', 'not json');
  await expect(checks(page).getByRole('alert')).toContainText('未导入');
});

test('a version is imported, activated and taken back, and each step says what is in use', async ({page}) => {
  await choose(page, 'next.json', nextVersion());
  await expect(checks(page)).toContainText(`检查通过：${NAME}@1.1.0`, {timeout: 30_000});
  await checks(page).getByRole('button', {name: '导入', exact: true}).click();

  await expect(versions(page)).toHaveCount(2);
  await expect(versions(page).filter({hasText: '1.0.0'})).toContainText('使用中');
  await expect(checks(page)).toContainText('将取代使用中的 1.0.0');
  await checks(page).getByRole('button', {name: '启用 1.1.0'}).click();

  await expect(versions(page).filter({hasText: '1.1.0'})).toContainText('使用中');
  await expect(versions(page).filter({hasText: '1.0.0'})).not.toContainText('使用中');
  await checks(page)
    .getByRole('button', {name: `退回到 ${NAME}@1.0.0`})
    .click();
  await expect(versions(page).filter({hasText: '1.0.0'})).toContainText('使用中');
  const active = (await desk.call('pack.list', {})).find((pack) => pack.id === NAME && pack.active);
  expect(active?.version).toBe('1.0.0');
});

test('the changes of a version are told by words, and a wording shows what went and what came', async ({page}) => {
  await choose(page, 'next.json', nextVersion());
  const changes = checks(page).getByRole('region', {name: '变化列表'});
  const filter = (name: RegExp) => checks(page).getByRole('button', {name});

  await filter(/^修改/).click();
  const wording = changes.getByRole('listitem').filter({hasText: '标准回答'});
  await expect(wording.locator('del').first()).toContainText('漏');
  await expect(wording.locator('ins').first()).toContainText('忘');
  await filter(/^新增/).click();
  await expect(changes.getByRole('listitem')).toHaveCount(1);
  await expect(changes.locator('ins')).toHaveText('我把日子记岔了');
  await filter(/^删除/).click();
  // The objection that went is one change, with its parts told by number.
  await expect(changes.getByRole('listitem')).toHaveCount(1);
  await expect(changes).toContainText('连同其中');
  await filter(/^移动/).click();
  await expect(changes.getByRole('listitem')).toContainText(first.objections[5]?.title ?? 'no fifth objection');
});

test('other content under a version that is here already cannot be imported', async ({page}) => {
  await choose(page, 'same-version.json', {...nextVersion(), version: '1.0.0'});
  await expect(checks(page).getByRole('alert')).toContainText('版本不可更改');
  await expect(checks(page).getByRole('button', {name: '导入', exact: true})).toHaveCount(0);
});

test('a version is exported as it was imported', async ({page}) => {
  const download = page.waitForEvent('download');
  await checks(page).getByRole('button', {name: '导出'}).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`${NAME}@1.0.0.json`);
  const text = await (await file.createReadStream()).toArray();
  const {problems, pack} = await desk.call('pack.check', {text: Buffer.concat(text as Buffer[]).toString()});
  expect(problems).toEqual([]);
  expect(pack?.version).toBe('1.0.0');
});

test('a pack of a thousand objections is filtered as one types, with few of them in the page', async ({page}) => {
  test.slow();
  const large = structuredClone(first);
  large.version = '2.0.0';
  const original = structuredClone(large.objections);
  for (let copy = 1; large.objections.length < 1000; copy += 1) {
    const again = JSON.parse(
      JSON.stringify(original).replaceAll(/"id":"([^"]*)"/g, `"id":"$1-${copy}"`),
    ) as Pack['objections'];
    for (const objection of again) {
      objection.title = `${objection.title} ${copy}`;
      // The check refuses a phrasing that two objections share.
      for (const phrasing of objection.phrasings) phrasing.text = `${phrasing.text} ${copy}`;
    }
    large.objections.push(...again);
  }
  await choose(page, 'large.json', large);
  await checks(page).getByRole('button', {name: '导入', exact: true}).click();
  await expect(page.getByRole('tab', {name: /异议/})).toContainText(String(large.objections.length), {
    timeout: 30_000,
  });
  const list = page.getByRole('region', {name: '异议'});
  expect(await list.getByRole('listitem', {includeHidden: true}).count()).toBeLessThan(200);
  await page.getByRole('searchbox').fill(`${original[0]?.title ?? ''} 7`);
  await expect(list.getByRole('article')).toHaveCount(1);
});

test('a slip in a filter shows what is nearest and says so; what matches exactly is shown alone', async ({page}) => {
  const box = page.getByRole('searchbox');
  const list = page.getByRole('region', {name: '异议'});
  const near = page.getByText('没有完全相符的，以下最接近：');
  await box.fill('我忘了还款');
  await expect(list.getByRole('article').first()).toContainText('我忘了还款');
  await expect(near).toHaveCount(0);
  await box.fill('我忘了还宽');
  await expect(near).toBeVisible();
  await expect(list.getByRole('article').first()).toContainText('我忘了还款');
  await expectAccessibleEverywhere(page, desk);
  await speak(page, desk, 'zh-CN');
  await box.fill('没有这样的异议');
  await expect(page.getByText('没有符合筛选的。')).toBeVisible();
  await expect(list).toHaveCount(0);

  await page.getByRole('tab', {name: /填空/}).click();
  const slots = page.getByRole('table').getByRole('row');
  await page.getByRole('searchbox').fill('promise');
  await expect(slots).toHaveCount(1 + first.slots.filter(({source}) => source.startsWith('promise')).length);
  await page.getByRole('searchbox').fill('dueDtae');
  await expect(near).toBeVisible();
  await expect(slots.nth(1)).toContainText('{dueDate}');
});

test('many packs are filtered by title and id, few have no box for it', async ({page}) => {
  const packs = page.getByRole('navigation', {name: '话术包'});
  await expect(packs.getByRole('heading').first()).toBeVisible();
  await expect(packs.getByRole('searchbox')).toHaveCount(0);
  for (let count = 1; count <= 8; count += 1) {
    const more = {...structuredClone(first), id: `team-pack-${count}`, title: `第 ${count} 组话术`};
    await desk.call('pack.import', {id: crypto.randomUUID(), text: JSON.stringify(more)});
  }
  await page.reload();
  await packs.getByRole('searchbox').fill('team-pack-3');
  await expect(packs.getByRole('heading')).toHaveText(['第 3 组话术']);
  await packs.getByRole('searchbox').fill('temapack-3');
  await expect(packs).toContainText('没有完全相符的，以下最接近：');
  await expectAccessibleEverywhere(page, desk);
});

test('without an active pack the room says so and offers to activate one', async ({page}) => {
  for (const pack of await desk.call('pack.list', {})) {
    if (pack.active) await desk.call('pack.deactivate', {id: pack.id, eventId: crypto.randomUUID()});
  }
  await expect(page.getByRole('navigation').getByText('使用中')).toHaveCount(0);
  await expect(checks(page)).toContainText('目前没有使用中的同名话术包');
  await expect(checks(page).getByRole('button', {name: '启用 1.0.0'})).toBeEnabled();
});

test('everything is reached by keyboard: a version is chosen, looked at and activated without a mouse', async ({
  page,
}) => {
  await desk.call('pack.import', {id: crypto.randomUUID(), text: JSON.stringify(nextVersion())});
  await page.reload();
  await expect(versions(page).first()).toBeVisible();
  const tabTo = async (name: RegExp) => {
    for (let steps = 0; steps < 40; steps += 1) {
      await page.keyboard.press('Tab');
      const label = await page.evaluate(() => {
        const {activeElement} = document;
        return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
      });
      if (name.test(label)) return;
    }
    throw new Error(`the tab key never came to ${name.source}`);
  };
  await tabTo(/^1\.1\.0/);
  await page.keyboard.press('Enter');
  // The version is looked over first; until then it has no button.
  await expect(checks(page).getByRole('button', {name: /^启用 1\.1\.0/})).toBeEnabled();
  await tabTo(/^启用 1\.1\.0/);
  await page.keyboard.press('Enter');
  await expect(versions(page).filter({hasText: '1.1.0'})).toContainText('使用中');
});

test('axe finds nothing in the room, in either language and scheme', async ({page}) => {
  test.slow();
  await expect(page.getByRole('article').first()).toBeVisible();
  await expectAccessibleEverywhere(page, desk);
  await speak(page, desk, 'zh-CN');
  for (const tab of [/阶段/, /分支/, /填空/, /类型与情绪/]) {
    await page.getByRole('tab', {name: tab}).click();
    await expect(page.getByRole('tab', {name: tab})).toHaveAttribute('aria-selected', 'true');
  }
  await choose(page, 'next.json', nextVersion());
  await expect(checks(page)).toContainText('检查通过');
  await expectAccessibleEverywhere(page, desk);
  await speak(page, desk, 'zh-CN');
  await choose(page, 'bad.json', {...nextVersion(), stages: []});
  await expect(checks(page).getByRole('alert')).toBeVisible();
  await expectAccessibleEverywhere(page, desk);
});
