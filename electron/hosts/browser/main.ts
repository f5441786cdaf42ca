import {join} from 'node:path';
import packageFile from '../../../package.json' with {type: 'json'};
import {appFolder} from '../../backend/app-folder.ts';
import {type Backend, type BackendOptions, openBackend} from '../../backend/backend.ts';
import {dataFolderFor} from '../../backend/data-folder.ts';
import {handPopsOver, receivePops} from '../../backend/pop-doors.ts';
import {systemLanguage} from '../../backend/system-language.ts';
import {AppError} from '../../contract/errors.ts';
import type {Language, LocalText} from '../../contract/values.ts';
import {openPage, type OpenPage} from './open-page.ts';
import {type BrowserOptions, browserOptions} from './options.ts';
import {type DeskServer, startServer} from './server.ts';

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Removes what only this run needs, once, however it ends. */
function endCleanly(server: DeskServer, backend: Backend, page: OpenPage): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void server.close().finally(() => {
      page.remove();
      backend.close();
      process.exit(0);
    });
  };
  process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end);
  // `npm start` is gone, whichever way.
  process.on('disconnect', end);
}

/** What is said when the screen-pops of a second start went to the first one. */
const HANDED_OVER: LocalText = {
  'zh-CN': 'Callside 已在使用这个数据文件夹，弹屏已交给它的窗口。',
  en: 'Callside is already open on this data folder. The screen-pop was handed to its window.',
};

/** Opens the desk; null when it is open elsewhere and what this start brought was handed over. */
async function openOrHandOver(options: BackendOptions, pops: readonly string[]): Promise<Backend | null> {
  try {
    return openBackend(options);
  } catch (error) {
    if (pops.length === 0 || !(error instanceof AppError) || error.code !== 'conflict') throw error;
    await handPopsOver(options, pops);
    return null;
  }
}

async function serveDesk(options: BrowserOptions): Promise<void> {
  const folder = appFolder();
  const data = dataFolderFor({
    ...(options.data !== undefined && {flag: options.data}),
    demo: options.demo,
    env: process.env,
  });
  const opened = await openOrHandOver(
    {
      dataFolder: data,
      role: options.role,
      host: 'browser',
      version: packageFile.version,
      ...(options.language !== undefined && {language: options.language}),
      libraryFolder: join(folder, 'scripts-library'),
      exclusive: true,
      ...(options.profile !== undefined && {profile: options.profile}),
      demo: options.demo,
      log,
    },
    options.pops,
  );
  if (opened === null) {
    log(HANDED_OVER[options.language ?? systemLanguage(process.env)]);
    process.exit(0);
  }
  const backend = opened;
  try {
    const page = openPage(data);
    const server = await startServer({
      desk: backend,
      pageFolder: join(folder, 'out', 'renderer'),
      port: options.port,
      onAuthorised: () => page.remove(),
      log,
    });
    endCleanly(server, backend, page);
    await receivePops(backend, 'terminal', options.pops);
    const ready = {url: server.link, pid: process.pid, data};
    if (process.send !== undefined) process.send({type: 'ready', ...ready});
    else if (options.json) process.stdout.write(`${JSON.stringify(ready)}\n`);
    if (!options.json) process.stdout.write(`${server.link}\n`);
    if (options.open) await page.show(server.link);
  } catch (error) {
    backend.close();
    throw error;
  }
}

/** What the user is told when the start fails; anything unexpected stays a bug with its stack. */
function failure(error: unknown, port: number, language: Language): string {
  if (error instanceof AppError) {
    const problems = (error.problems ?? []).map(({path, message}) => `  ${path}: ${message[language]}`);
    return [error.sentence[language], ...problems].join('\n');
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE' || code === 'EACCES') {
    return language === 'zh-CN'
      ? `端口 ${port} 不能使用，请换一个，或用 --port 0。`
      : `Port ${port} cannot be used: choose another one, or --port 0.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

let asked: BrowserOptions | undefined;
try {
  asked = browserOptions(process.argv.slice(2));
  await serveDesk(asked);
} catch (error) {
  log(failure(error, asked?.port ?? 0, asked?.language ?? systemLanguage(process.env)));
  // Not just the exit code: the channel to `npm start` would keep this process alive.
  process.exit(1);
}
