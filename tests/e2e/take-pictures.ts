// Takes the README's pictures anew, from the made-up month of the demonstration, into .github:
//   npm run build && npm exec -- node tests/e2e/take-pictures.ts
import {statSync} from 'node:fs';
import {join} from 'node:path';
import {type Browser, type BrowserContextOptions, chromium, expect, type Page} from '@playwright/test';
import type {Language, Role} from '../../electron/contract/values.ts';
import {startDesk} from './desk.ts';

const PICTURES = join(import.meta.dirname, '../../.github');
/** Larger ones make the page of the repository slow. */
const MOST_BYTES = 150_000;

interface Picture {
  name: string;
  role: Role;
  language: Language;
  look: BrowserContextOptions;
  /** From the opened page to what is worth showing. */
  show: (page: Page) => Promise<void>;
}

const NARROW = {viewport: {width: 420, height: 860}, deviceScaleFactor: 1.25};
const WIDE = {deviceScaleFactor: 1, colorScheme: 'light' as const};
/** Half past ten of a Wednesday, in Shanghai and in Chicago. */
const MOMENTS: Record<Language, string> = {'zh-CN': '2026-11-18T02:30:00.000Z', en: '2026-11-18T16:30:00.000Z'};

/** A call to the first account that the search finds, with the person confirmed, at the answer to what was said. */
async function answer(page: Page, {whom, said, note}: {whom: string; said: string; note: string}): Promise<void> {
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('F9');
  await page.keyboard.type(whom);
  await expect(page.locator('[role=option]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.locator('.state.preparing').waitFor();
  await page.keyboard.press('F9');
  await page.locator('.state.closed').waitFor();
  await page.keyboard.press('F10');
  await page.locator('.state.open').waitFor();
  await page.keyboard.type(said);
  await page.keyboard.press('1');
  await page.keyboard.press('Alt+KeyE');
  await expect(page.locator('.answer-text')).toBeVisible();
  await page.keyboard.press('Alt+KeyN');
  await page.keyboard.type(note);
  await page.clock.fastForward('02:31');
}

const PICTURE_LIST: readonly Picture[] = [
  {
    name: 'agent-answer.png',
    role: 'agent',
    language: 'zh-CN',
    look: {...NARROW, colorScheme: 'light'},
    show: (page) => answer(page, {whom: '吴天佑', said: 'meiqian', note: '25号发工资，先还一部分'}),
  },
  {
    name: 'agent-dark.png',
    role: 'agent',
    language: 'en',
    look: {...NARROW, colorScheme: 'dark'},
    show: (page) => answer(page, {whom: 'Finley', said: 'no money', note: 'Paid on the 25th, can do part of it'}),
  },
  {
    name: 'lead-packs.png',
    role: 'lead',
    language: 'zh-CN',
    look: {...WIDE, viewport: {width: 1180, height: 580}},
    show: async (page) => {
      await page.getByRole('tab', {name: /异议/}).click();
      await expect(page.getByText('我忘了还款').first()).toBeVisible();
    },
  },
  {
    name: 'qa-calls.png',
    role: 'qa',
    language: 'en',
    look: {...WIDE, viewport: {width: 1340, height: 600}},
    show: async (page) => {
      await expect(page.getByRole('row').nth(5)).toBeVisible();
    },
  },
];

async function take(browser: Browser, {name, role, language, look, show}: Picture): Promise<void> {
  const desk = await startDesk({role, language, profile: null, args: ['--demo'], at: MOMENTS[language]});
  try {
    const context = await browser.newContext(look);
    await context.clock.install({time: MOMENTS[language]});
    const page = await context.newPage();
    await page.goto(desk.url);
    await show(page);
    // Loading bars and fades are over, and what was typed is saved.
    await page.waitForTimeout(800);
    const path = join(PICTURES, name);
    await page.screenshot({path, animations: 'disabled', caret: 'hide'});
    await context.close();
    const {size} = statSync(path);
    console.log(`${name}  ${Math.round(size / 1000)} kB${size > MOST_BYTES ? '  too large for the README' : ''}`);
    if (size > MOST_BYTES) process.exitCode = 1;
  } finally {
    await desk.remove();
  }
}

const browser = await chromium.launch({executablePath: process.env['CALLSIDE_CHROMIUM'] ?? '/usr/bin/chromium'});
try {
  for (const picture of PICTURE_LIST) await take(browser, picture);
} finally {
  await browser.close();
}
