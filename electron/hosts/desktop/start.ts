import {mkdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {app, BrowserWindow, dialog, ipcMain, protocol, session} from 'electron';
import {type Backend, openBackend} from '../../backend/backend.ts';
import {dataFolderFor} from '../../backend/data-folder.ts';
import {Session as DeskSession} from '../../contract/desk.ts';
import {handPopsOver, POP_SCHEME, receivePops} from '../../backend/pop-doors.ts';
import {AppError} from '../../contract/errors.ts';
import {answerCalls} from './calls.ts';
import {guardContents, guardSession} from './guards.ts';
import {systemVault} from './key-vault.ts';
import {setMenu} from './menu.ts';
import {popsIn, UsageError, type WindowOptions, windowOptions} from './options.ts';
import {answerPageRequest, PAGE_URL, SCHEME} from './page.ts';
import {openWindow} from './window.ts';
import {spokenLanguage, words} from './words.ts';

/** Where the parts of the app lie, as absolute paths. `icon` is absent where the installed program brings its own. */
export interface AppFolders {
  renderer: string;
  library: string;
  preload: string;
  icon?: string;
}

/** Kept in memory only: what the page leaves behind ends with the program. */
const PARTITION = 'callside';

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Makes `callside:` links lead here. The demonstration leaves them alone: a dialer's customers have no place among made-up
 * ones. On Windows the system notes the command, so a folder of its own is named in it.
 */
function takeLinks({demo, data}: WindowOptions): void {
  if (demo) return;
  const folder = data === undefined ? [] : ['--data', data];
  // Without a packaged program Electron itself is called, with our folder first.
  const [, entry] = process.argv;
  if (process.defaultApp && entry !== undefined) {
    app.setAsDefaultProtocolClient(POP_SCHEME, process.execPath, [resolve(entry), ...folder]);
  } else if (folder.length > 0) {
    app.setAsDefaultProtocolClient(POP_SCHEME, process.execPath, folder);
  } else {
    app.setAsDefaultProtocolClient(POP_SCHEME);
  }
}

/** Screen-pops that come before the desk is open wait here; afterwards they go straight to it. */
class PopInbox {
  #waiting: string[] = [];
  #desk: Backend | null = null;

  take(texts: readonly string[]): void {
    if (this.#desk === null) this.#waiting.push(...texts.slice(0, MOST_EARLY));
    else this.#hand(this.#desk, texts);
  }

  openTo(desk: Backend): void {
    this.#desk = desk;
    this.#hand(desk, this.#waiting);
    this.#waiting = [];
  }

  #hand(desk: Backend, texts: readonly string[]): void {
    // Refused or not, nobody waits for an answer here, and what it said is written nowhere.
    receivePops(desk, 'link', texts).catch(() => log('screen-pop: refused'));
  }
}

const MOST_EARLY = 20;

function focusFirst(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function refuseStart(error: unknown, options: WindowOptions): void {
  const language = spokenLanguage(options.language, app.getPreferredSystemLanguages());
  if (!(error instanceof AppError)) log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const sentence = (error instanceof AppError ? error.sentence : words.bug)[language];
  log(sentence);
  const problems = error instanceof AppError ? (error.problems ?? []) : [];
  for (const {path, message} of problems) log(`  ${path}: ${message[language]}`);
  // A box waits for somebody to close it. A terminal has read the line above, and a program has nobody there.
  if (!options.json && process.send === undefined) dialog.showErrorBox(words.cannotStart[language], sentence);
  app.exit(1);
}

function openDesk(options: WindowOptions, dataFolder: string, libraryFolder: string): Backend {
  return openBackend({
    dataFolder,
    libraryFolder,
    role: options.role,
    host: 'desktop',
    version: app.getVersion(),
    exclusive: true,
    demo: options.demo,
    log,
    ...systemVault(),
    ...(options.language !== undefined && {language: options.language}),
    ...(options.profile !== undefined && {profile: options.profile}),
  });
}

async function showDesk(backend: Backend, folders: AppFolders): Promise<void> {
  const pages = session.fromPartition(PARTITION);
  guardSession(pages, {devTools: !app.isPackaged});
  // Nothing runs in the default session; it is guarded so that nothing could.
  guardSession(session.defaultSession, {devTools: !app.isPackaged});
  pages.protocol.handle(SCHEME, (request) => answerPageRequest(folders.renderer, request));
  answerCalls(ipcMain, backend);
  const reply = await backend.call('session.get', {});
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.message);
  await openWindow({
    backend,
    desk: DeskSession.parse(reply.value),
    session: pages,
    preload: folders.preload,
    log,
    ...(folders.icon !== undefined && {icon: folders.icon}),
  });
}

async function run(options: WindowOptions, dataFolder: string, folders: AppFolders, inbox: PopInbox): Promise<void> {
  const backend = openDesk(options, dataFolder, folders.library);
  app.once('will-quit', () => {
    backend.close();
  });
  try {
    await showDesk(backend, folders);
    inbox.openTo(backend);
  } catch (error) {
    backend.close();
    throw error;
  }
  const ready = {url: PAGE_URL, pid: process.pid, data: dataFolder};
  if (options.json) process.stdout.write(`${JSON.stringify(ready)}\n`);
  process.send?.({type: 'ready', ...ready});
}

/** The pops that a second start sent along. */
function popsOf(more: unknown): string[] | null {
  if (typeof more !== 'object' || more === null || !('pops' in more) || !Array.isArray(more.pops)) return null;
  return more.pops.filter((text) => typeof text === 'string');
}

/** Where the browser host has the folder, the pops of this start go to its window; it is told nothing else. */
async function handedOver(
  error: unknown,
  {pops, language}: WindowOptions,
  dataFolder: string,
  {library}: AppFolders,
): Promise<boolean> {
  if (pops.length === 0 || !(error instanceof AppError) || error.code !== 'conflict') return false;
  try {
    await handPopsOver({dataFolder, version: app.getVersion(), libraryFolder: library}, pops);
  } catch {
    return false;
  }
  log(words.handedOver[spokenLanguage(language, app.getPreferredSystemLanguages())]);
  return true;
}

/**
 * Starts the desktop host; `args` are the arguments after the program's name. Resolves when the page is there. Everything
 * before `whenReady` is synchronous: Electron wants it done when the main module has been read.
 */
export async function startDesktop(args: readonly string[], folders: AppFolders): Promise<void> {
  protocol.registerSchemesAsPrivileged([
    {scheme: SCHEME, privileges: {standard: true, secure: true, supportFetchAPI: true}},
  ]);
  app.enableSandbox();
  let options: WindowOptions;
  try {
    options = windowOptions(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    log(error.message);
    app.exit(2);
    return;
  }
  const dataFolder = dataFolderFor({flag: options.data, demo: options.demo, env: process.env});
  // The lock belongs to this folder, so that two desks with a data folder each can run beside one another.
  const windowFolder = join(dataFolder, 'window');
  mkdirSync(windowFolder, {recursive: true, mode: 0o700});
  app.setPath('userData', windowFolder);
  const inbox = new PopInbox();
  inbox.take(options.pops);
  // The pops go along: what systems make of the command line of a second start is not what was written.
  if (!app.requestSingleInstanceLock({pops: options.pops})) {
    log(words.alreadyOpen[spokenLanguage(options.language, [Intl.DateTimeFormat().resolvedOptions().locale])]);
    app.exit(0);
    return;
  }
  app.on('second-instance', (_event, args: string[], _folder, more: unknown) => {
    focusFirst();
    inbox.take(popsOf(more) ?? popsIn(args));
  });
  // macOS hands a link over so, also the one that started the program.
  app.on('open-url', (event, link) => {
    event.preventDefault();
    focusFirst();
    inbox.take([link]);
  });
  takeLinks(options);
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  // `disconnect`: the start script that waits for this window has ended.
  for (const end of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(end, () => app.quit());
  await app.whenReady();
  setMenu(process.platform);
  try {
    await run(options, dataFolder, folders, inbox);
  } catch (error) {
    if (await handedOver(error, options, dataFolder, folders)) return app.exit(0);
    refuseStart(error, options);
  }
}
