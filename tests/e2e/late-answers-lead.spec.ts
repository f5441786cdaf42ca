import {join} from 'node:path';
import {expect, type Page, test} from '@playwright/test';
import {startDesk, type TestDesk} from './desk.ts';
import {holdReply} from './held-reply.ts';

// What a lead has chosen or typed last is what stands there, whatever answers come late or fail.

const NAME = 'cn-consumer-credit';

let desk: TestDesk;

test.beforeEach(async ({page}) => {
  desk = await startDesk({role: 'lead'});
  await page.setViewportSize({width: 1280, height: 900});
  await page.goto(desk.url);
});
test.afterEach(() => desk.remove());

/** Chooses a file by its content: in a process without a language no file of a Chinese name can be opened. */
const choose = (page: Page, name: string, content: string) =>
  page
    .locator('input[type=file]')
    .first()
    .setInputFiles({name, mimeType: 'text/plain', buffer: Buffer.from(content)});

test('of two files the one that was chosen last is shown, though the first is read later', async ({page}) => {
  const checked = await holdReply(page, 'pack.check');
  await choose(page, 'first.json', '{}');
  await checked.given;
  await choose(page, 'second.json', '{}');
  await expect(page.getByRole('heading', {name: '导入 second.json'})).toBeVisible();
  await checked.release();
  await expect(page.getByRole('heading', {name: '导入 second.json'})).toBeVisible();

  await page.getByRole('button', {name: '关闭'}).click();
  await page.getByRole('button', {name: '导入异议表格…'}).click();
  await expect(page.getByRole('region', {name: '导入异议表格'})).toBeVisible({timeout: 30_000});
  const read = await holdReply(page, 'pack.readSheets');
  await choose(page, 'first.csv', '类别,客户说法,应对话术\n其他,甲,乙');
  await read.given;
  await choose(page, 'second.csv', '类别,客户说法,应对话术\n其他,丙,丁');
  await expect(page.getByText('second.csv')).toBeVisible();
  await read.release();
  await expect(page.getByText('second.csv')).toBeVisible();
  await expect(page.getByText('first.csv')).toHaveCount(0);
});

test('what is typed stays when a list cannot be read anew, and an enrolment is the one that was read last', async ({
  page,
}) => {
  const menu = page.getByRole('button', {name: /菜单/});
  await menu.click();
  await page.getByRole('menuitem', {name: '弹屏、实时文字、结果传出…'}).click();
  const template = page.getByLabel('地址模板');
  await template.fill('https://dialer.example.com/api.php?value={status}');
  // What another window saves comes in beside it.
  const push = {on: false, template: '', hosts: [{host: 'dialer.example.com', local: false}], statuses: {}};
  await desk.call('dialer.savePush', {id: crypto.randomUUID(), push});
  await expect(page.getByLabel(/允许的主机/)).toHaveValue('dialer.example.com');
  // What is typed while a save is on its way is not told as saved.
  const mapping = page.getByRole('textbox', {name: '字段对照'});
  const saving = await holdReply(page, 'dialer.saveMapping');
  await mapping.fill('kundennr = account');
  const save = page.getByRole('button', {name: /^(保存|已保存)$/}).first();
  await save.click();
  await saving.given;
  await mapping.fill('kundennr = account\nname =');
  await saving.release();
  await expect(save).toHaveText('保存');
  await page.route('**/call/dialer.get', (route) => route.abort());
  await desk.call('dialer.setDoor', {id: crypto.randomUUID(), on: false});
  await expect(page.getByRole('alert')).toContainText('连接已断开');
  await expect(template).toHaveValue('https://dialer.example.com/api.php?value={status}');
  await page.keyboard.press('Escape');

  await desk.call('repository.create', {place: join(desk.data, 'repository'), team: 'team-one', name: '赵组长'});
  const {repository} = await desk.call('repository.read', {});
  await menu.click();
  await page.getByRole('menuitem', {name: '更新来源与状态…'}).click();
  const pasted = page.getByRole('textbox', {name: /粘贴/});
  const read = await holdReply(page, 'sync.readEnrolment');
  await pasted.fill(repository?.enrolment ?? '');
  await page.getByRole('button', {name: '读取'}).click();
  await read.given;
  await pasted.fill('{}');
  await page.getByRole('button', {name: '读取'}).click();
  await expect(page.getByRole('alert').last()).toBeVisible();
  await read.release();
  await expect(pasted).toHaveValue('{}');
  await expect(page.getByRole('list', {name: '根指纹'})).toHaveCount(0);
});

test('what another window edits while a draft is being finished is not lost', async ({page}) => {
  await page.getByRole('button', {name: '编辑', exact: true}).click();
  await expect(page.getByRole('heading', {name: /^编辑：/})).toBeVisible({timeout: 30_000});
  await page.getByRole('textbox', {name: '标准 1'}).fill('理解，谁都有忘的时候。您打算哪天处理？');
  await expect(page.locator('.editor-saved')).toHaveAttribute('data-saving', 'saved');
  await page.getByRole('button', {name: '完成…'}).click();
  const keep = page.getByRole('button', {name: '保存为版本 1.0.1'});

  // A save is on its way, and its answer comes when the version is asked for already.
  const saved = await holdReply(page, 'draft.save');
  await page.getByRole('button', {name: /^撤销/}).click();
  await saved.given;
  await desk.call('draft.save', {packId: NAME, edits: [{kind: 'set', path: ['title'], value: '另一窗口的标题'}]});
  await expect(keep).toBeEnabled({timeout: 60_000});
  await keep.click();
  await saved.release();
  await expect(page.getByRole('alert').filter({hasText: '刚在别的窗口改过'})).toBeVisible();
  expect((await desk.call('pack.list', {})).filter(({id, version}) => id === NAME && version === '1.0.1')).toEqual([]);
  const {text} = await desk.call('draft.get', {packId: NAME});
  expect(text).toContain('另一窗口的标题');
});
