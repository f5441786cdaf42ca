import {spawn} from 'node:child_process';
import {join, resolve} from 'node:path';
import {downloadElectron, downloadFailedBefore, electronBinary, hasDisplay, STALL_SECONDS} from './electron-binary.mjs';
import {exitCodeOf, onEnding} from './ending.mjs';
import {withSetupLock} from './setup-lock.mjs';
import {ensureReady, setupLock, userFolder} from './setup.mjs';
import {startOptions} from './start-options.mjs';
import {sentences, StartError, terminalLanguage} from './words.mjs';

/** A line for the user. Standard output belongs to the link, or to the one line of `--json`. */
const tell = (line) => process.stderr.write(`${line}\n`);

/**
 * Electron's binary if the desktop window can be had; otherwise says in one sentence why not.
 * @returns {Promise<string | undefined>}
 */
async function desktopBinary({root, node, asked, say}) {
  const {env, platform} = process;
  if (!hasDisplay(platform, env)) {
    tell(say.noDisplay());
    return undefined;
  }
  const present = electronBinary(root, env);
  if (present !== undefined) return present;
  if (env.ELECTRON_SKIP_BINARY_DOWNLOAD) {
    tell(say.electronSkipped());
    return undefined;
  }
  if (!asked && downloadFailedBefore(root, env)) {
    tell(say.electronRemembered());
    return undefined;
  }
  tell(say.electronDownloading());
  const result = await withSetupLock(
    setupLock(root),
    async (noteChild) => {
      // Another start may have fetched it while this one waited.
      if (electronBinary(root, env) !== undefined) return 'done';
      return await downloadElectron({root, node, env, noteChild});
    },
    () => tell(say.waiting()),
  );
  if (result === 'done') return electronBinary(root, env);
  tell(result === 'stalled' ? say.electronStalled(STALL_SECONDS) : say.electronRefused());
  return undefined;
}

/**
 * Runs a host to its end. It ends with this process, however that ends: signals are passed on, and a parent that
 * vanishes closes the channel.
 * @returns {Promise<{code: number, ready: boolean}>}
 */
function runHost({file, args, json, env, say}) {
  return new Promise((done, fail) => {
    let ready = false;
    // With --json a stray word of the host must not get between the caller and its one line.
    const child = spawn(file, args, {env, stdio: ['ignore', json ? 2 : 'inherit', 'inherit', 'ipc']});
    child.on('message', (message) => {
      if (message?.type !== 'ready' || ready) return;
      ready = true;
      if (json) process.stdout.write(`${JSON.stringify({url: message.url, pid: message.pid, data: message.data})}\n`);
    });
    const stopListening = onEnding((signal) => child.kill(signal));
    child.once('error', (error) => fail(error.code === 'ENOENT' ? new StartError(say.nodeBroken()) : error));
    child.once('close', (code, signal) => {
      stopListening();
      done({code: exitCodeOf(code, signal), ready});
    });
  });
}

async function start(argv) {
  // The words may be needed for a mistake in the arguments themselves, so the language is looked for first.
  const asked = /(?:^| )--lang[ =](zh-CN|en)(?: |$)/.exec(argv.join(' '))?.[1];
  const language = asked ?? terminalLanguage(process.env);
  const say = sentences(language);
  const options = startOptions(argv, {language, folder: userFolder('start')});
  if (options.help) {
    process.stdout.write(`${say.startHelp()}\n`);
    return 0;
  }
  const {root, node} = await ensureReady({language, quiet: options.json});
  const {json, host, hostArguments, browserArguments} = options;
  const env = {...process.env};
  // A path is meant from where the person stands; npm has gone to the project's folder.
  if (env.CALLSIDE_DATA) env.CALLSIDE_DATA = resolve(userFolder('start'), env.CALLSIDE_DATA);
  if (host !== 'browser') {
    const file = await desktopBinary({root, node, asked: host === 'desktop', say});
    if (file !== undefined) {
      // Inherited from a shell of VS Code, it would make Electron a plain Node.
      const desktopEnv = {...env};
      delete desktopEnv.ELECTRON_RUN_AS_NODE;
      const ended = await runHost({file, args: [root, ...hostArguments], json, env: desktopEnv, say});
      if (ended.ready || ended.code === 0 || ended.code > 128) return ended.code;
      tell(say.desktopFailed(ended.code));
    }
  }
  const server = join(root, 'out', 'main', 'browser.js');
  const args = [server, ...hostArguments, ...browserArguments];
  return (await runHost({file: node, args, json, env, say})).code;
}

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  tell(error instanceof StartError ? error.message : (error.stack ?? String(error)));
  process.exitCode = error instanceof StartError ? error.exitCode : 1;
}
