import {execFile} from 'node:child_process';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join, normalize} from 'node:path';
import {promisify} from 'node:util';
import {expect, type Page, test} from '@playwright/test';
import {inRollout} from '../../electron/packs/layout.ts';
import {expectAccessibleEverywhere, PROFILE, speak, startDesk, type TestDesk} from './desk.ts';

const NAME = 'cn-consumer-credit';
const TEAM = 'north';
const NEXT = '1.1.0';
const CLI = join(import.meta.dirname, '../../out/main/cli.js');
const run = promisify(execFile);

let folder: string;
let site: Server;
let url: string;
let lead: TestDesk;
const others: TestDesk[] = [];

/** A real web server that knows nothing but files. */
async function serve(root: string): Promise<Server> {
  const server = createServer((request, response) => {
    const file = join(root, normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname)));
    if (!file.startsWith(root) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {'content-length': statSync(file).size});
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  return server;
}

test.beforeEach(async ({page}) => {
  folder = mkdtempSync(join(tmpdir(), 'callside-packs-'));
  site = await serve(join(folder, 'site'));
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  lead = await startDesk({role: 'lead'});
  await page.setViewportSize({width: 1440, height: 900});
  await page.goto(lead.url);
});

test.afterEach(async () => {
  site.closeAllConnections();
  site.close();
  await Promise.all([lead, ...others.splice(0)].map((desk) => desk.remove()));
  rmSync(folder, {recursive: true, force: true});
});

/** An agent whom a share of 500‰ of the new version reaches, or does not. */
function agentAt(reached: boolean): string {
  for (let number = 2000; ; number += 1) {
    if (inRollout(NAME, NEXT, String(number), 500) === reached) return String(number);
  }
}

const toRoom = (page: Page) => page.getByText('发布', {exact: true}).first().click();

async function makeRepository(page: Page): Promise<string> {
  await toRoom(page);
  await page.getByLabel('1. 放在哪里').fill(join(folder, 'site'));
  await page.getByLabel('工位读取的地址').fill(url);
  await page.getByLabel('2. 团队代号').fill(TEAM);
  await page.getByLabel('3. 您的名字').fill('王组长');
  await page.getByRole('button', {name: '新建并生成密钥'}).click();
  await expect(page.getByRole('heading', {name: /还有三步/})).toBeVisible({timeout: 60_000});
  for (const place of ['stick-1', 'stick-2']) {
    await page.getByLabel('备份到文件夹').fill(join(folder, place));
    await page.getByRole('button', {name: '备份', exact: true}).click();
    await expect(page.getByText(`复制到 ${join(folder, place)}`)).toBeVisible({timeout: 60_000});
  }
  await expect(page.getByText('已有两处备份')).toBeVisible();
  await expect(page.getByRole('list', {name: '根指纹'}).getByRole('listitem')).toHaveCount(16);
  const download = page.waitForEvent('download');
  await page.getByRole('button', {name: '保存登记文件'}).click();
  const enrolment = join(folder, 'enrolment.json');
  await (await download).saveAs(enrolment);
  await page.getByRole('button', {name: '三步都做完了'}).click();
  return enrolment;
}

/** The version after the starter pack, written as a lead does: one answer is edited, judged, looked at and finished. */
async function writeNextVersion(page: Page): Promise<void> {
  await page.getByText('话术包', {exact: true}).first().click();
  await page.getByRole('button', {name: '编辑', exact: true}).click();
  const answer = page.getByRole('textbox', {name: '标准 1'});
  await answer.fill('理解，谁都有忘的时候。{nobodyFillsThis}');
  await expect(page.locator('.line-form').filter({has: answer})).toContainText('nobodyFillsThis”未声明');
  await answer.fill('理解，谁都有忘的时候。');
  await expect(page.locator('.line-form').filter({has: answer})).not.toContainText('nobodyFillsThis');
  await page.getByText('非首次', {exact: true}).click();
  await page.getByRole('textbox', {name: '逾期天数'}).fill('20');
  await expect(page.locator('.agents-view .answer-text')).toHaveText('理解，谁都有忘的时候。');
  await page.getByRole('button', {name: '完成…'}).click();
  const finish = page.getByRole('region', {name: '完成草稿'});
  await finish.getByRole('button', {name: `新内容 ${NEXT}`}).click();
  await expect(finish.getByRole('region', {name: '变化列表'}).locator('ins').first()).toContainText('忘', {
    timeout: 60_000,
  });
  await finish.getByRole('button', {name: '保存并去发布…'}).click();
}

async function publish(page: Page, version: string, permille: number): Promise<void> {
  await page.getByRole('combobox', {name: '发布哪个版本'}).click();
  await page.getByRole('option', {name: new RegExp(`^${NAME}@${version}`)}).click();
  await signChosen(page, version, permille);
}

async function signChosen(page: Page, version: string, permille: number): Promise<void> {
  const sign = page.getByRole('button', {name: `签名并发布 ${NAME}@${version}`});
  await expect(sign).toBeVisible({timeout: 60_000});
  const reason = page.getByLabel('理由（与版本一同保存）');
  if (await reason.isVisible()) {
    await expect(sign).toBeDisabled();
    await reason.fill('已逐条看过');
  }
  await page.getByLabel('千分之几的坐席先用').fill(String(permille));
  await sign.click();
  await expect(page.getByText(`${NAME}@${version} 已发布给`)).toBeVisible({timeout: 60_000});
}

/** The terminal, as a scheduled job would run it. */
async function cli<Answer>(data: string, ...args: string[]): Promise<Answer> {
  const {stdout} = await run(process.execPath, [CLI, ...args, '--data', data, '--json']);
  return JSON.parse(stdout) as Answer;
}

interface Synced {
  active: {id: string; version: string}[];
}
const versionIn = ({active}: Synced): string | undefined => active.find(({id}) => id === NAME)?.version;

test('a lead publishes to a web server, three desks follow, one of them later and one from a copy, and all go back', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  const enrolment = await makeRepository(page);
  await publish(page, '1.0.0', 1000);
  await writeNextVersion(page);

  // Led on to what is about to be signed: the diff against what is published.
  await expect(page.getByText('取代已发布的 1.0.0')).toBeVisible({timeout: 60_000});
  await expect(page.getByRole('region', {name: '变化列表'}).locator('ins').first()).toContainText('忘');
  await signChosen(page, NEXT, 500);

  // At once: an agent in the first half, in a browser, who compares the fingerprint before anything is pinned.
  const early = await startDesk({profile: {...PROFILE, agentId: agentAt(true)}});
  others.push(early);
  const agent = await (await browser.newContext({viewport: {width: 420, height: 860}})).newPage();
  await agent.goto(early.url);
  await agent.getByRole('button', {name: /菜单/}).click();
  await agent.getByRole('menuitem', {name: '更新来源与状态…'}).click();
  await agent.locator('input[type=file]').setInputFiles(enrolment);
  await expect(agent.getByRole('list', {name: '根指纹'}).getByRole('listitem')).toHaveCount(16);
  const enrol = agent.getByRole('button', {name: '登记', exact: true});
  await expect(enrol).toBeDisabled();
  await agent.getByLabel('已与组长逐组核对').check();
  await enrol.click();
  await expect(agent.getByText(`${NAME} 1.0.0 → ${NEXT}`)).toBeVisible({timeout: 60_000});
  await agent.context().close();

  // Later: an agent outside of it, on the terminal. From a copy: a desk that never saw the server.
  const late = mkdtempSync(join(folder, 'late-'));
  const copied = mkdtempSync(join(folder, 'copied-'));
  const profile = join(folder, 'profile.json');
  writeFileSync(profile, JSON.stringify({...PROFILE, agentId: agentAt(false)}));
  await cli(late, 'pack', 'enrol', enrolment, '--profile', profile);
  expect(versionIn(await cli(late, 'pack', 'sync'))).toBe('1.0.0');

  await page.getByRole('button', {name: `调整范围… ${NAME}@${NEXT}`}).click();
  await page.getByRole('group', {name: '给谁'}).last().getByLabel('千分之几的坐席先用').fill('1000');
  await page.getByRole('button', {name: '保存范围'}).click();
  await expect(page.getByText(`${NAME}@${NEXT} 已发布给全部坐席`)).toBeVisible({timeout: 60_000});
  expect(versionIn(await cli(late, 'pack', 'sync'))).toBe(NEXT);

  cpSync(join(folder, 'site'), join(folder, 'stick'), {recursive: true});
  await cli(copied, 'pack', 'enrol', enrolment);
  expect(versionIn(await cli(copied, 'pack', 'sync', '--from', join(folder, 'stick')))).toBe(NEXT);

  // Taken back in one step, with its reason; everybody follows.
  await page.getByRole('button', {name: `撤回… ${NAME}@${NEXT}`}).click();
  await page.getByLabel('撤回的理由').fill('措辞有误');
  await page.getByRole('button', {name: '确定撤回'}).click();
  await expect(page.getByText(`${NAME}@${NEXT} 已撤回。工位下次更新时退回 1.0.0`)).toBeVisible({timeout: 60_000});
  const {active} = await early.call('sync.now', {});
  expect(active).toMatchObject([{id: NAME, version: '1.0.0'}]);
  expect(versionIn(await cli(late, 'pack', 'sync'))).toBe('1.0.0');
  cpSync(join(folder, 'site'), join(folder, 'stick'), {recursive: true, force: true});
  expect(versionIn(await cli(copied, 'pack', 'sync', '--from', join(folder, 'stick')))).toBe('1.0.0');
});

test('a version that a desk goes back to by itself says that the next sync takes the repository’s again', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const enrolment = await makeRepository(page);
  const {text} = await lead.call('pack.export', {id: NAME, version: '1.0.0'});
  await lead.call('pack.import', {
    id: crypto.randomUUID(),
    text: JSON.stringify({...(JSON.parse(text) as object), version: NEXT}),
  });
  const share = {permille: 1000, reason: '已逐条看过'};
  await lead.call('repository.publish', {id: NAME, version: NEXT, eventId: crypto.randomUUID(), ...share});
  await lead.call('sync.enrol', {id: crypto.randomUUID(), text: readFileSync(enrolment, 'utf8')});
  await lead.call('sync.now', {});
  await page.getByText('话术包', {exact: true}).first().click();
  const aside = page.getByRole('complementary', {name: '检查、变化与启用'});
  await expect(aside).toContainText(`团队话术库给本机的是 ${NEXT}`);
  await page
    .getByRole('button', {name: /^1\.0\.0/})
    .first()
    .click();
  await expect(aside).toContainText('只到下一次更新为止');
  await page.getByRole('button', {name: '退回到 1.0.0'}).click();
  await expect(aside).toContainText(`只是暂时：团队话术库给本机的是 ${NEXT}`);
  await expectAccessibleEverywhere(page, lead);
  await speak(page, lead, 'zh-CN');
  await page.getByRole('button', {name: /菜单/}).click();
  await page.getByRole('menuitem', {name: '更新来源与状态…'}).click();
  await expect(page.getByText(`本机没有用话术库给的 ${NAME}@${NEXT}`)).toBeVisible();
  await page.getByRole('button', {name: '立即更新'}).click();
  await expect(page.getByText(`${NAME} 1.0.0 → ${NEXT}`)).toBeVisible({timeout: 60_000});
  await expect(page.getByText('本机没有用话术库给的')).toHaveCount(0);
});

test('an enrolment file that contradicts itself is refused in words, and nothing is pinned', async ({page}) => {
  test.slow();
  const enrolment = await makeRepository(page);
  const forged = {...(JSON.parse(readFileSync(enrolment, 'utf8')) as {rootFingerprint: string})};
  forged.rootFingerprint = 'a'.repeat(64);
  await page.getByRole('button', {name: /菜单/}).click();
  await page.getByRole('menuitem', {name: '更新来源与状态…'}).click();
  await page.getByLabel('或粘贴它的内容').fill(JSON.stringify(forged));
  await page.getByRole('button', {name: '读取', exact: true}).click();
  await expect(page.getByRole('alert')).toContainText('根密钥与它的指纹不符');
  expect((await lead.call('sync.status', {})).enrolment).toBeNull();
});

test('a server that is down and a file that was changed are told in words, and the agent sees one quiet line', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const enrolment = await makeRepository(page);
  await publish(page, '1.0.0', 1000);
  const desk = await startDesk();
  others.push(desk);
  await desk.call('sync.enrol', {id: crypto.randomUUID(), text: readFileSync(enrolment, 'utf8')});
  await desk.call('sync.now', {});
  const timestamp = join(folder, 'site/metadata/timestamp.json');
  const signed = readFileSync(timestamp, 'utf8');
  writeFileSync(timestamp, signed.replace(/"version":\s*\d+/, '"version": 99'));
  const context = await browser.newContext({viewport: {width: 420, height: 860}});
  const agent = await context.newPage();
  await agent.goto(desk.url);
  await expect(agent.locator('.sync-sign')).toHaveCount(0);
  await agent.getByRole('button', {name: /菜单/}).click();
  await agent.getByRole('menuitem', {name: '更新来源与状态…'}).click();
  await agent.getByRole('button', {name: '立即更新'}).click();
  await expect(agent.getByRole('alert')).toContainText('未通过验证');
  await expectAccessibleEverywhere(agent, desk);
  await speak(agent, desk, 'zh-CN');
  await agent.keyboard.press('Escape');
  await expect(agent.locator('.sync-sign')).toContainText('未通过验证');
  await expectAccessibleEverywhere(agent, desk);
  writeFileSync(timestamp, signed);
  await desk.call('sync.now', {});
  await expect(agent.locator('.sync-sign')).toHaveCount(0);
  await context.close();
});

test('leads are added and revoked, a lost key is replaced, and axe finds nothing in the room', async ({page}) => {
  test.setTimeout(180_000);
  await toRoom(page);
  await expectAccessibleEverywhere(page, lead);
  await speak(page, lead, 'zh-CN');
  await makeRepository(page);
  await publish(page, '1.0.0', 1000);
  await expectAccessibleEverywhere(page, lead);
  // What was done is said in the language that the page speaks by now.
  await expect(page.getByText(`${NAME}@1.0.0 is published to everybody`)).toBeVisible();
  await speak(page, lead, 'zh-CN');
  await page.getByRole('tab', {name: '组长与密钥'}).click();
  await page.getByLabel('名字').fill('赵组长');
  await page.getByRole('button', {name: '增加组长'}).click();
  await expect(page.getByText('赵组长 现在可以发布')).toBeVisible({timeout: 60_000});
  await page.getByRole('button', {name: '撤销… 赵组长'}).click();
  await page.getByRole('button', {name: '确定撤销'}).click();
  await expect(page.getByText('赵组长 的密钥已失效')).toBeVisible({timeout: 60_000});
  await page.getByLabel('有一把丢失了').check();
  await page.getByRole('combobox', {name: '哪一把'}).click();
  await page.getByRole('option', {name: 'root-2'}).click();
  await expectAccessibleEverywhere(page, lead);
  await speak(page, lead, 'zh-CN');
  await page.getByRole('button', {name: '更换', exact: true}).click();
  await expect(page.getByText('密钥已更换')).toBeVisible({timeout: 60_000});
  await page.getByRole('button', {name: '续签'}).click();
  await expect(page.getByText('已续签，有效至')).toBeVisible({timeout: 60_000});
});

test('a lead whose keys were revoked may only look, until new key files are taken', async ({page}) => {
  test.slow();
  const place = join(folder, 'site');
  await lead.call('repository.create', {place, team: TEAM, name: '王组长'});
  /** Keys for the other lead, as they are handed over on a stick. */
  const handedOver = async (to: string) => {
    const {files} = await lead.call('repository.addLead', {eventId: crypto.randomUUID(), name: '赵组长', to});
    return files.map((name) => readFileSync(join(to, name)));
  };
  const keyFiles = (await handedOver(join(folder, 'stick-1'))).map(String);
  const other = await startDesk({role: 'lead'});
  others.push(other);
  await other.call('repository.join', {place, team: TEAM, keyFiles});
  const version = {id: NAME, version: '1.0.0'};
  await other.call('repository.publish', {...version, eventId: crypto.randomUUID(), permille: 1000, reason: '看过'});
  await lead.call('repository.revokeLead', {eventId: crypto.randomUUID(), name: '赵组长'});

  await page.goto(other.url);
  await toRoom(page);
  await expect(page.getByText('密钥已被撤销，或不在这里')).toBeVisible();
  await expect(page.getByRole('cell', {name: `${NAME}@1.0.0`})).toBeVisible();
  await expect(page.getByRole('button', {name: /撤回|调整范围/})).toHaveCount(0);
  await expect(page.getByRole('combobox', {name: '发布哪个版本'})).toHaveCount(0);
  await expectAccessibleEverywhere(page, other);
  await speak(page, other, 'zh-CN');

  const fresh = await handedOver(join(folder, 'stick-2'));
  await page
    .locator('input[type=file]')
    .setInputFiles(fresh.map((buffer, i) => ({name: `${i}.key.json`, mimeType: 'application/json', buffer})));
  await page.getByRole('button', {name: '换上新的密钥文件'}).click();
  await expect(page.getByText(`以“赵组长”的身份为团队 ${TEAM} 发布`)).toBeVisible({timeout: 60_000});
  // By keyboard: what opens has the focus, and what is left gives it back.
  const withdraw = page.getByRole('button', {name: `撤回… ${NAME}@1.0.0`});
  await withdraw.press('Enter');
  await expect(page.getByLabel('撤回的理由')).toBeFocused();
  await page.getByRole('button', {name: '取消'}).press('Enter');
  await expect(withdraw).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('措辞有误');
  await page.getByRole('button', {name: '确定撤回'}).press('Enter');
  await expect(page.getByText(`${NAME}@1.0.0 已撤回。工位下次更新时停用这个话术包。`)).toBeVisible({timeout: 60_000});
});
