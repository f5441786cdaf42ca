import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium, expect, type Page, test} from '@playwright/test';
import {openingFile} from '../../electron/hosts/browser/opening.ts';
import {startDesk, type TestDesk} from './desk.ts';

let desk: TestDesk;
let folder: string;
test.beforeEach(async () => {
  desk = await startDesk({role: 'qa'});
  folder = mkdtempSync(join(tmpdir(), 'callside-profile-'));
});
test.afterEach(async () => {
  await desk.remove();
  rmSync(folder, {recursive: true, force: true});
});

/** The files of a folder that hold a text, in either of the writings that browsers use. */
function filesWith(text: string): string[] {
  const writings = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((name) => {
    const file = join(folder, name);
    if (!statSync(file, {throwIfNoEntry: false})?.isFile()) return false;
    const content = readFileSync(file);
    return writings.some((writing) => content.includes(writing));
  });
}

/**
 * Without what the browser keeps to restore a tab after its own crash: there it may write a form that it has just sent,
 * before the page could take its place. That file is for this user alone, and the token dies with the host.
 */
const recordedWith = (text: string): string[] => filesWith(text).filter((name) => !name.includes('Sessions'));

const nothingYet = (page: Page) => expect(page.getByText('还没有通话记录。')).toBeVisible();

test('the browser that the host opens keeps the token in no address, and a reload still works', async () => {
  const token = new URL(desk.url).hash.slice(1);
  const {origin} = new URL(desk.url);
  const file = join(desk.data, 'open.html');
  writeFileSync(file, openingFile(desk.url));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env['CALLSIDE_CHROMIUM'] ?? '/usr/bin/chromium',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const addresses: string[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest()) addresses.push(`${request.method()} ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  await nothingYet(page);
  expect(page.url()).toBe(`${origin}/`);
  expect(await page.content()).not.toContain(token);
  await page.reload();
  await nothingYet(page);
  expect(addresses).toEqual([`GET ${pathToFileURL(file).href}`, `POST ${origin}/open`, `GET ${origin}/`]);
  const halves = await page.evaluate(() => [window.name, sessionStorage.getItem('callside.token') ?? '']);
  // Written by the browser every few seconds: only what has been written can be found.
  await expect.poll(() => filesWith(halves[1] ?? ''), {timeout: 20_000}).not.toEqual([]);
  await context.close();

  // The history was written, and without the token.
  expect(filesWith(origin)).toContain('Default/History');
  expect(recordedWith(token)).toEqual([]);
  // What makes a token of the half in session storage is not there either.
  expect(halves[0]).toMatch(/^\d+( \d+){42}$/);
  expect(recordedWith(halves[0] ?? '')).toEqual([]);
});

test('the printed link works in a tab that was opened without it', async ({page}) => {
  await page.goto(new URL(desk.url).origin);
  await expect(page.getByRole('alert')).toBeVisible();
  await page.goto(desk.url);
  await nothingYet(page);
  expect(new URL(page.url()).hash).toBe('');
});
