import {spawn} from 'node:child_process';
import {appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';
import {exitCodeOf, onEnding} from './ending.mjs';

/** A download that moves nothing for so long has ended. */
const STALL_MS = 20_000;
const POLL_MS = 500;

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** Version of the installed `electron` package, which is the one of the binary that it downloads. */
function electronVersion(root) {
  const text = readText(join(root, 'node_modules', 'electron', 'package.json'));
  return text === undefined ? undefined : JSON.parse(text).version;
}

/**
 * Path of Electron's binary, or undefined where it is not (wholly) there. Never imports the package: that would start a
 * download.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function electronBinary(root, env) {
  const folder = join(root, 'node_modules', 'electron');
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const inside = readText(join(folder, 'path.txt'));
  if (override) {
    const file = join(override, inside ?? (process.platform === 'win32' ? 'electron.exe' : 'electron'));
    return existsSync(file) ? file : undefined;
  }
  // path.txt is written last, so it also says that nothing was interrupted.
  if (inside === undefined || readText(join(folder, 'dist', 'version'))?.replace(/^v/, '') !== electronVersion(root)) {
    return undefined;
  }
  const file = join(folder, 'dist', inside);
  return existsSync(file) ? file : undefined;
}

/**
 * Whether a window can be shown.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
export function hasDisplay(platform, env) {
  return platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** What a failure is remembered for: another version or another source is worth another try. */
function attemptKey(root, env) {
  const sources = Object.keys(env)
    .filter((name) => /electron_.*(mirror|custom_?dir|custom_?filename)$/i.test(name) && env[name])
    .sort()
    .map((name) => `${name.toLowerCase()}=${env[name]}`);
  return [`${process.platform}-${process.arch}`, electronVersion(root), ...sources].join(' ');
}

const memoryFile = (root) => join(root, 'node_modules', '.callside-electron-refused');

/** @param {string} root @param {NodeJS.ProcessEnv} env */
export function downloadFailedBefore(root, env) {
  return (readText(memoryFile(root)) ?? '').split('\n').includes(attemptKey(root, env));
}

/** Bytes below some folders: what a download or an unpacking makes grow. */
function bytesBelow(folders) {
  let total = 0;
  for (const folder of folders) {
    let entries;
    try {
      entries = readdirSync(folder, {withFileTypes: true, recursive: true});
    } catch {
      continue;
    }
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      try {
        total += statSync(join(entry.parentPath ?? entry.path, entry.name)).size;
      } catch {
        // Moved away between listing and looking.
      }
    }
  }
  return total;
}

/** Where @electron/get keeps what it has downloaded (env-paths, name "electron"). */
function cacheFolder(env) {
  if (env.electron_config_cache) return env.electron_config_cache;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'electron');
  if (process.platform === 'win32') {
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'electron', 'Cache');
  }
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'electron');
}

/**
 * Runs Electron's own installer in a child and watches the files that it makes grow. A failure is remembered.
 * @param {{root: string, node: string, env: NodeJS.ProcessEnv, stallMs?: number, noteChild?: (pid: number | undefined) => void}} options
 * @returns {Promise<'done' | 'refused' | 'stalled'>}
 */
export async function downloadElectron({root, node, env, stallMs = STALL_MS, noteChild = () => {}}) {
  const folder = join(root, 'node_modules', 'electron');
  // A temporary folder of its own, so that the growth that is watched is the download's and nobody else's.
  const temporary = join(root, 'node_modules', '.callside-electron-download');
  rmSync(temporary, {recursive: true, force: true});
  mkdirSync(temporary, {recursive: true});
  const watched = [temporary, cacheFolder(env), join(folder, 'dist')];
  const result = await new Promise((done) => {
    const child = spawn(node, [join(folder, 'install.js')], {
      cwd: folder,
      env: {...env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, ELECTRON_GET_NO_PROGRESS: '1'},
      stdio: 'ignore',
    });
    noteChild(child.pid);
    let bytes = bytesBelow(watched);
    let movedAt = performance.now();
    let stalled = false;
    const poll = setInterval(() => {
      const now = bytesBelow(watched);
      if (now !== bytes) {
        bytes = now;
        movedAt = performance.now();
      } else if (performance.now() - movedAt > stallMs) {
        stalled = true;
        child.kill('SIGKILL');
      }
    }, POLL_MS);
    const stopListening = onEnding((signal) => {
      child.kill('SIGKILL');
      process.exit(exitCodeOf(null, signal));
    });
    const end = (code) => {
      clearInterval(poll);
      stopListening();
      noteChild(undefined);
      done(stalled ? 'stalled' : code === 0 && electronBinary(root, env) !== undefined ? 'done' : 'refused');
    };
    child.once('error', () => end(1));
    child.once('close', (code) => end(code));
  });
  rmSync(temporary, {recursive: true, force: true});
  if (result === 'done') rmSync(memoryFile(root), {force: true});
  else if (!downloadFailedBefore(root, env)) appendFileSync(memoryFile(root), `${attemptKey(root, env)}\n`);
  return result;
}

export const STALL_SECONDS = STALL_MS / 1000;
