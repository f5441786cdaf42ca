import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {app, BrowserWindow, dialog, ipcMain, protocol, session} from 'electron';
import {type Backend, openBackend} from '../../backend/backend.ts';
import {dataFolderFor} from '../../backend/data-folder.ts';
import {Session as DeskSession} from '../../contract/desk.ts';
import {AppError} from '../../contract/errors.ts';
import {answerCalls} from './calls.ts';
import {guardContents, guardSession} from './guards.ts';
import {setMenu} from './menu.ts';
import {UsageError, type WindowOptions, windowOptions} from './options.ts';
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

async function run(options: WindowOptions, dataFolder: string, folders: AppFolders): Promise<void> {
  const backend = openDesk(options, dataFolder, folders.library);
  app.once('will-quit', () => {
    backend.close();
  });
  try {
    await showDesk(backend, folders);
  } catch (error) {
    backend.close();
    throw error;
  }
  const ready = {url: PAGE_URL, pid: process.pid, data: dataFolder};
  if (options.json) process.stdout.write(`${JSON.stringify(ready)}\n`);
  process.send?.({type: 'ready', ...ready});
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
  if (!app.requestSingleInstanceLock()) {
    log(words.alreadyOpen[spokenLanguage(options.language, [Intl.DateTimeFormat().resolvedOptions().locale])]);
    app.exit(0);
    return;
  }
  app.on('second-instance', focusFirst);
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
    await run(options, dataFolder, folders);
  } catch (error) {
    refuseStart(error, options);
  }
}
