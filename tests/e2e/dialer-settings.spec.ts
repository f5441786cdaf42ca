import {expect, test} from '@playwright/test';
import {expectAccessibleEverywhere, startDesk, type TestDesk} from './desk.ts';

let desk: TestDesk;

test.afterEach(async () => {
  await desk.remove();
});

test('the settings open the local address, show what to paste, and shut it again', async ({page}) => {
  test.slow();
  desk = await startDesk();
  await page.setViewportSize({width: 420, height: 860});
  await page.goto(desk.url);
  await page.getByRole('button', {name: /菜单/}).click();
  await page.getByRole('menuitem', {name: '弹屏、实时文字、结果传出…'}).click();
  const dialog = page.getByRole('dialog', {name: '拨号器'});
  await expect(dialog.getByText('○ 已关闭')).toBeVisible();
  await expect(dialog.getByLabel('粘贴到拨号器的地址', {exact: true})).toHaveCount(0);
  await dialog.getByRole('switch', {name: '接收弹屏'}).click();
  await expect(dialog.getByText('● 正在接收')).toBeVisible();
  const address = await dialog.getByLabel('粘贴到拨号器的地址', {exact: true}).inputValue();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/pop\?token=[\w-]{32}$/);
  await expect(dialog.getByLabel('VICIdial 网页表单写法', {exact: true})).toHaveValue(
    /phone_number=--A--phone_number--B--/,
  );
  expect((await fetch(`${address}&phone=13912345678`)).status).toBe(204);
  expect(await desk.call('pop.list', {})).toHaveLength(1);
  await dialog.getByRole('button', {name: '更换密钥'}).click();
  await expect(dialog.getByLabel('粘贴到拨号器的地址', {exact: true})).not.toHaveValue(address);
  expect((await fetch(`${address}&phone=13912345678`)).status).toBe(401);
  const mapping = dialog.getByRole('textbox', {name: '字段对照'});
  await mapping.fill('kundennr = nothing');
  await dialog.getByRole('button', {name: '保存'}).click();
  await expect(dialog.getByText('没有这个字段：nothing')).toBeVisible();
  await mapping.fill('kundennr = account\nname =');
  await dialog.getByRole('button', {name: '保存'}).click();
  await expect
    .poll(async () => (await desk.call('dialer.get', {})).mapping)
    .toEqual([
      {theirs: 'kundennr', ours: 'account'},
      {theirs: 'name', ours: null},
    ]);
  await page.screenshot({path: 'test-results/dialer-settings.png'});
  await expectAccessibleEverywhere(page, desk);
});

test('a lead sets up where outcomes go; what was stored is not shown again', async ({page}) => {
  test.slow();
  desk = await startDesk({role: 'lead'});
  await page.goto(desk.url);
  await page.getByRole('button', {name: /菜单/}).click();
  await page.getByRole('menuitem', {name: '弹屏、实时文字、结果传出…'}).click();
  const dialog = page.getByRole('dialog', {name: '拨号器'});
  await dialog
    .getByLabel('地址模板')
    .fill('https://dialer.example.com/api.php?user={user}&pass=hunter2&value={status}');
  await dialog.getByLabel(/允许的主机/).fill('dialer.example.com');
  const save = dialog.getByRole('button', {name: '保存'}).last();
  await save.click();
  await expect(dialog.getByRole('alert')).toContainText('参数 pass 像是密码');
  await dialog.getByLabel('地址模板').fill('https://dialer.example.com/api.php?user={user}&pass={pass}&value={status}');
  await dialog.getByLabel(/接口用户/).fill('api');
  await dialog.getByLabel(/接口密码/).fill('S3cret');
  await save.click();
  await expect.poll(async () => (await desk.call('dialer.get', {})).push.credentials).toBe(true);
  await expect(dialog.getByLabel(/接口密码/)).toHaveValue('');
  expect(await page.content()).not.toContain('S3cret');
  await expect(dialog.getByText('等待 0，已送达 0，已放弃 0')).toBeVisible();
  await page.screenshot({path: 'test-results/dialer-push.png', fullPage: true});
  await expectAccessibleEverywhere(page, desk);
});
