import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, type Page, test} from '@playwright/test';
import {LARGE_PACK} from '../../electron/domain/pack-search.ts';
import {largePack} from '../large-pack.ts';
import {startDesk, type TestDesk} from './desk.ts';

let desk: TestDesk;

test.beforeEach(async () => {
  desk = await startDesk();
  await desk.call('session.enter', {role: 'lead'});
  const [shipped] = (await desk.call('pack.list', {})).filter((info) => info.jurisdiction === 'CN');
  await desk.call('pack.deactivate', {id: shipped?.id ?? '', eventId: crypto.randomUUID()});
  const text = JSON.stringify(largePack(LARGE_PACK));
  const {id, version} = await desk.call('pack.import', {id: crypto.randomUUID(), text});
  await desk.call('pack.activate', {id, version, eventId: crypto.randomUUID()});
  await desk.call('session.enter', {role: 'agent'});
});
test.afterEach(() => desk.remove());

const snapshots = () => readdirSync(desk.data).includes('search') && readdirSync(join(desk.data, 'search'));

/** Opens the window, types, and tells whether a worker was asked for. */
async function findIn(page: Page): Promise<boolean> {
  const workers: string[] = [];
  const listen = (worker: {url(): string}) => workers.push(worker.url());
  page.on('worker', listen);
  await page.goto('about:blank');
  await page.goto(desk.url);
  await expect(page.locator('.search-box')).toBeFocused();
  await page.keyboard.type('编号一七一七的理由');
  await expect(page.locator('.search-box')).toHaveValue('编号一七一七的理由');
  await expect(page.getByRole('option').first()).toContainText('编号一七一七的理由', {timeout: 20_000});
  page.off('worker', listen);
  return workers.length > 0;
}

test('a large pack’s index is built beside the page, kept, and built again only when it is damaged', async ({page}) => {
  test.slow();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  expect(await findIn(page)).toBe(true);
  await expect.poll(snapshots).toHaveLength(1);
  const file = join(desk.data, 'search', readdirSync(join(desk.data, 'search'))[0] ?? '');
  const whole = readFileSync(file);

  expect(await findIn(page)).toBe(false);

  writeFileSync(
    file,
    whole.subarray(0, whole.length - 3).map((byte) => byte ^ 0x80),
  );
  expect(await findIn(page)).toBe(true);
  await expect.poll(() => statSync(file, {throwIfNoEntry: false})?.size).toBe(whole.length);
  expect(readFileSync(file).equals(whole)).toBe(true);
  expect(complaints).toEqual([]);
});
