import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, type Page, test} from '@playwright/test';
import {v7} from 'uuid';
import type {DeskEvent} from '../../electron/contract/methods.ts';
import type {Language} from '../../electron/contract/values.ts';
import type {DesktopBridge} from '../../renderer/shared/desktop-line.ts';
import {PROFILE} from './desk.ts';
import type {Fetched, Question} from './desktop-host.ts';

/**
 * The page as the desktop window has it: from the built desktop host's own answers to `app://callside/`, over its one
 * channel instead of a server. Only Electron itself is left out, for machines that cannot have it.
 */

const ROOT = join(import.meta.dirname, '../..');

declare global {
  interface Window {
    hostCall: DesktopBridge['call'];
    hostTells: (event: DeskEvent) => void;
  }
}

type Asked = Question extends infer Each ? (Each extends Question ? Omit<Each, 'id'> : never) : never;

class DesktopHost {
  readonly events: ((event: DeskEvent) => void)[] = [];
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (value: unknown) => void>();
  #asked = 0;

  constructor(data: string, profile: string) {
    const args = [ROOT, '--data', data, '--profile', profile];
    this.#child = fork(join(import.meta.dirname, 'desktop-host.ts'), args, {serialization: 'advanced', execArgv: []});
    this.#child.on('message', (message: {id?: number; value?: unknown; event?: DeskEvent}) => {
      if (message.event !== undefined) for (const hear of this.events) hear(message.event);
      if (message.id !== undefined) this.#waiting.get(message.id)?.(message.value);
    });
  }

  async ready(): Promise<unknown> {
    const [message] = (await once(this.#child, 'message')) as [unknown];
    return message;
  }

  ask(question: Asked): Promise<unknown> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((done) => {
      this.#waiting.set(id, done);
      this.#child.send({...question, id});
    });
  }

  /** Ends like a window whose start script is gone; resolves with the exit code. */
  async end(): Promise<number | null> {
    const exit = once(this.#child, 'exit') as Promise<[number | null]>;
    this.#child.disconnect();
    return (await exit)[0];
  }
}

/** Gives a page of Chromium what the preload script gives the page of the window. */
async function bridge(page: Page, host: DesktopHost): Promise<void> {
  await page.exposeFunction('hostCall', (method: string, input: unknown) => host.ask({kind: 'call', method, input}));
  await page.addInitScript(() => {
    const listeners = new Set<(event: DeskEvent) => void>();
    window.hostTells = (event) => listeners.forEach((listener) => listener(event));
    window.callside = {
      call: (method, input) => window.hostCall(method, input),
      subscribe: (listener) => listeners.add(listener),
    };
  });
  host.events.push((event) => {
    void page.evaluate((told) => window.hostTells(told), event);
  });
}

test('the page works over the desktop bridge, hears events, and asks for nothing else', async ({page}) => {
  const folder = mkdtempSync(join(tmpdir(), 'callside-bridge-'));
  const profile = join(folder, 'profile.json');
  writeFileSync(profile, JSON.stringify(PROFILE));
  const host = new DesktopHost(join(folder, 'data'), profile);
  expect(await host.ready()).toMatchObject({type: 'ready', url: 'app://callside/', data: join(folder, 'data')});

  const hosts = new Set<string>();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route('**/*', async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    hosts.add(url.host);
    // Chromium knows no `app:`; on localhost the page is in a secure context as well.
    const asked = {kind: 'fetch', url: `app://callside${url.pathname}`, method: request.method()} as const;
    const {status, headers, body} = (await host.ask(asked)) as Fetched;
    await route.fulfill({status, headers, body: Buffer.from(body)});
  });
  await bridge(page, host);
  const setLanguage = (language: Language): Promise<unknown> =>
    host.ask({
      kind: 'call',
      method: 'settings.save',
      input: {id: v7(), settings: {language, theme: 'auto', alwaysOnTop: false}},
    });

  await page.goto('http://localhost/');
  await expect(page.locator('main').first()).toBeVisible();
  const html = page.locator('html');
  expect(await setLanguage('en')).toMatchObject({ok: true});
  await expect(html).toHaveAttribute('lang', 'en');
  expect(await setLanguage('zh-CN')).toMatchObject({ok: true});
  await expect(html).toHaveAttribute('lang', 'zh-CN');

  expect([...hosts]).toEqual(['localhost']);
  expect(complaints).toEqual([]);
  expect(await host.end()).toBe(0);
  rmSync(folder, {recursive: true, force: true});
});
