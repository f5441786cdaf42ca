import {spawn} from 'node:child_process';
import {existsSync, rmSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {openingFile} from './opening.ts';

/** Browsers that know `--app=`: a window of its own, without tabs, narrow beside the dialer. */
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

interface System {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  exists: (path: string) => boolean;
}

function appBrowsers({platform, env, exists}: System): string[] {
  if (platform === 'darwin') {
    return MAC.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`).filter(exists);
  }
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
    return roots.flatMap((root) => (root ? WINDOWS.map((path) => `${root}\\${path}`) : [])).filter(exists);
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)).filter(exists));
}

/**
 * The commands that could show a page, best first: a browser in app mode, then the system's own way. None where there is
 * no display.
 */
export function openCommands(address: string, system: System): [file: string, ...args: string[]][] {
  const {platform, env} = system;
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return [];
  const inApp = appBrowsers(system).map((file): [string, string] => [file, `--app=${address}`]);
  if (platform === 'darwin') return [...inApp, ['open', address]];
  if (platform === 'win32') return [...inApp, ['rundll32', 'url.dll,FileProtocolHandler', address]];
  return [...inApp, ['xdg-open', address]];
}

async function startFirst(commands: [file: string, ...args: string[]][]): Promise<void> {
  for (const [file, ...args] of commands) {
    const started = await new Promise<boolean>((done) => {
      const child = spawn(file, args, {detached: true, stdio: 'ignore'});
      child.once('spawn', () => done(true));
      child.once('error', () => done(false));
      child.unref();
    });
    if (started) return;
  }
}

/** A small page in the data folder that leads to the link. */
export interface OpenPage {
  /** Shows the link in the system's browser, if there is one. */
  show(link: string): Promise<void>;
  /** Removes the page; called as soon as the link was used. */
  remove(): void;
}

/**
 * Command lines are readable for every user of the machine, so the browser is not given the link itself but a file that
 * only this user can read.
 */
export function openPage(
  dataFolder: string,
  system: System = {platform: process.platform, env: process.env, exists: existsSync},
): OpenPage {
  const file = join(dataFolder, 'open.html');
  const remove = () => rmSync(file, {force: true});
  // One of a start that was killed.
  remove();
  return {
    remove,
    show: async (link) => {
      const commands = openCommands(pathToFileURL(file).href, system);
      if (commands.length === 0) return;
      writeFileSync(file, openingFile(link), {mode: 0o600, flag: 'wx'});
      await startFirst(commands);
    },
  };
}
