import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, type Page} from '@playwright/test';
import type {Profile} from '../../electron/contract/desk.ts';
import type {Reply} from '../../electron/contract/errors.ts';
import type {MethodName, Output, RawInput} from '../../electron/contract/methods.ts';
import type {Language, Role} from '../../electron/contract/values.ts';
import {dayIn, instantAt, startOfDay} from '../../electron/domain/days.ts';

const BROWSER_HOST = join(import.meta.dirname, '../../out/main/browser.js');
const START_MS = 40_000;
/** What a desk's very first start leaves behind; made once for a whole run by `first-desk.ts`. */
export const FIRST_DESK = join(import.meta.dirname, '../../test-results/first-desk');

export const PROFILE: Profile = {
  agentId: '1001',
  spokenName: '李敏',
  institution: '安和消费金融',
  team: '一组',
  timeZone: 'Asia/Shanghai',
  jurisdiction: 'CN',
  collector: 'creditor',
};

export interface DeskOptions {
  role?: Role;
  language?: Language;
  /** Null for the very first start, when nobody sits here yet. */
  profile?: Profile | null;
  /** A folder of an earlier desk: what a restart finds. */
  data?: string;
  args?: string[];
  /** The instant at which the desk begins; its clock goes on from there. Left out: now, or the forenoon if now is night. */
  at?: string;
}

/** A clock for a process that begins now. */
function clockOption(moment: string): string {
  const code = `const Real = Date, ahead = ${Date.parse(moment)} - Real.now();
    globalThis.Date = class extends Real {
      constructor(...parts) { parts.length ? super(...parts) : super(Real.now() + ahead); }
      static now() { return Real.now() + ahead; }
    };`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

/** Calls are planned in these tests, and at night the rules would stop them: half past ten of the same day in Shanghai. */
function waking(): string | null {
  const zone = 'Asia/Shanghai';
  const day = dayIn(zone, new Date().toISOString());
  const hour = (Date.now() - Date.parse(startOfDay(zone, day))) / 3_600_000;
  return hour >= 8.5 && hour < 20.5 ? null : instantAt(zone, day, '10:30');
}

/** A real desk: the built browser host in a process of its own, on a data folder of its own. */
export interface TestDesk {
  url: string;
  pid: number;
  data: string;
  /** The desk's clock, as it stands now. */
  now(): Date;
  /** Calls a method as a window would; throws with the refusal's words. */
  call<Name extends MethodName>(method: Name, input: RawInput<Name>): Promise<Output<Name>>;
  /** Ends the process, and waits until it is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Ends the process and removes its data. */
  remove(): Promise<void>;
}

interface Ready {
  url: string;
  pid: number;
  data: string;
}

async function readyMessage(child: ChildProcess): Promise<Ready> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ready = once(child, 'message').then(([message]) => message as Ready);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the browser host ended with ${String(code)}: ${said}`);
  });
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`the browser host did not start: ${said}`)), START_MS).unref();
  });
  return Promise.race([ready, ended, late]);
}

/** A data folder of its own, with the starter packs already read where a first desk of this run left its own. */
function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callside-e2e-'));
  if (existsSync(FIRST_DESK)) cpSync(FIRST_DESK, folder, {recursive: true});
  return folder;
}

/** Starts a desk. Its process is ended by its id, never by name. */
export async function startDesk(options: DeskOptions = {}): Promise<TestDesk> {
  const {role = 'agent', language = 'zh-CN', profile = PROFILE} = options;
  const data = options.data ?? freshFolder();
  const args = ['--data', data, '--role', role, '--lang', language, '--json', '--no-open'];
  if (profile !== null) {
    const file = join(data, 'profile-for-test.json');
    writeFileSync(file, JSON.stringify(profile));
    args.push('--profile', file);
  }
  const at = options.at ?? waking();
  const ahead = at === null ? 0 : Date.parse(at) - Date.now();
  const child = spawn(process.execPath, [BROWSER_HOST, ...args, ...(options.args ?? [])], {
    // With a channel, as `npm start` gives it: the host ends with its starter, even with one that was killed.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...process.env,
      LANG: 'C.UTF-8',
      TZ: 'Asia/Shanghai',
      ...(at !== null && {NODE_OPTIONS: clockOption(at)}),
    },
  });
  const ready = await readyMessage(child);
  const {origin, hash} = new URL(ready.url);

  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    ...ready,
    now: () => new Date(Date.now() + ahead),
    call: async <Name extends MethodName>(method: Name, input: RawInput<Name>) => {
      const response = await fetch(`${origin}/call/${method}`, {
        method: 'POST',
        headers: {authorization: `Bearer ${hash.slice(1)}`, 'content-type': 'application/json'},
        body: JSON.stringify(input),
      });
      const reply = (await response.json()) as Reply<Output<Name>>;
      if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
      return reply.value;
    },
    stop,
    remove: async () => {
      await stop();
      rmSync(ready.data, {recursive: true, force: true});
    },
  };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeViolation {
  id: string;
  nodes: {html: string; failureSummary?: string}[];
}

/** Fails with everything that axe finds on the page as it stands. Evaluated, because the page's own policy admits no other script. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const {axe} = globalThis as unknown as {
      axe: {run(options: object): Promise<{violations: AxeViolation[]}>};
    };
    const found = await axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
    return found.violations.map(({id, nodes}) => ({
      id,
      nodes: nodes.map(({html, failureSummary}) => `${html} ${failureSummary ?? ''}`),
    }));
  });
  expect(violations).toEqual([]);
}

/** Switches the interface language, as the menu does, and waits until the page speaks it. */
export async function speak(page: Page, desk: TestDesk, language: Language): Promise<void> {
  await desk.call('settings.save', {id: crypto.randomUUID(), settings: {language, theme: 'auto', alwaysOnTop: false}});
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** Looks at the page in both colour schemes and both languages, and at each for accessibility. */
export async function expectAccessibleEverywhere(page: Page, desk: TestDesk): Promise<void> {
  for (const language of ['zh-CN', 'en'] as const) {
    await speak(page, desk, language);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({colorScheme});
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      await expectAccessible(page);
    }
  }
}
