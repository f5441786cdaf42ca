import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {basename, delimiter, dirname, join, resolve, sep} from 'node:path';
import {fileURLToPath} from 'node:url';
import {exitCodeOf, onEnding} from './ending.mjs';
import {withSetupLock} from './setup-lock.mjs';
import {sentences, StartError, terminalLanguage} from './words.mjs';

/** The folder of package.json. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/**
 * Where the user stands, which relative paths are meant from: npm moves to the project's folder before it runs a script.
 * @param {string} script name of the npm script; inside of another one the variable is not about us
 */
export function userFolder(script) {
  const {npm_lifecycle_event: running, INIT_CWD: folder} = process.env;
  return running === script && folder ? folder : process.cwd();
}

const SOURCES = ['electron', 'renderer', 'scripts-library'];
const BUILT = ['out/main/browser.js', 'out/main/cli.js', 'out/renderer/index.html'];

/** @param {string} root */
const places = (root) => ({
  installed: join(root, 'node_modules', '.callside-installed'),
  // Not in out/, which is packaged as it is; and a new installation asks for a new build anyway.
  built: join(root, 'node_modules', '.callside-built'),
});

/** Held by whoever changes node_modules or out/; not inside node_modules, which `npm ci` empties. */
export const setupLock = (root) => join(root, 'out', '.setup-lock');

/** @param {string} file */
function readStamp(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** What `npm ci` depends on: the locked versions, and the platform that the binaries are for. */
function installStamp(root) {
  const hash = createHash('sha256');
  hash.update(`${process.platform}-${process.arch}\0`).update(readFileSync(join(root, 'package-lock.json')));
  return hash.digest('hex');
}

/** @param {string} root @param {string} folder @returns {string[]} */
function filesBelow(root, folder) {
  const found = [];
  for (const entry of readdirSync(join(root, folder), {withFileTypes: true})) {
    const path = `${folder}/${entry.name}`;
    if (entry.name.startsWith('.') || entry.name.endsWith('.tsbuildinfo')) continue;
    if (entry.isDirectory()) found.push(...filesBelow(root, path));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

/** What the build depends on: contents, never times, so that a checkout of the same state builds nothing. */
function buildStamp(root) {
  const hash = createHash('sha256').update(installStamp(root));
  const files = readdirSync(root).filter((name) => name === 'package.json' || name.endsWith('.config.ts'));
  for (const folder of SOURCES) if (existsSync(join(root, folder))) files.push(...filesBelow(root, folder));
  for (const file of files.sort()) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * The Node that runs the app: the locked one where npm installed it, else the one that runs this if it is new enough.
 * @param {string} root
 * @param {ReturnType<typeof sentences>} say
 * @returns {string}
 */
export function findNode(root, say) {
  const locked = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(locked)) return realpathSync(locked);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return process.execPath;
  throw new StartError(say.nodeTooOld(process.versions.node));
}

/**
 * How to call npm: the one that called us, by the Node that it came with. Never by the Node in node_modules, which
 * `npm ci` deletes while it runs.
 */
function npmCommand(root) {
  const bin = join(root, 'node_modules') + sep;
  const env = {...process.env};
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  env[pathName] = (env[pathName] ?? '')
    .split(delimiter)
    .filter((part) => !`${resolve(part)}${sep}`.startsWith(bin))
    .join(delimiter);
  // Set by a production shell, it would leave out what the build needs; set by `npm -s`, it would hide the errors.
  delete env.NODE_ENV;
  for (const name of Object.keys(env)) {
    if (/^npm_config_(loglevel|json|omit|dry_run|only|production|prefix|global)$/i.test(name)) delete env[name];
  }
  const {npm_execpath: script, npm_node_execpath: node} = process.env;
  if (script !== undefined && node !== undefined && /^npm-cli\.c?js$/.test(basename(script))) {
    if (existsSync(script) && existsSync(node) && !resolve(node).startsWith(bin)) {
      return {file: node, args: [script], env, shell: false};
    }
  }
  return process.platform === 'win32'
    ? {file: 'npm.cmd', args: [], env, shell: true}
    : {file: 'npm', args: [], env, shell: false};
}

/** Runs npm with all of its output on stderr; resolves with its exit code and the end of what it said. */
function runNpm(root, npmArgs, {quiet, noteChild}) {
  const {file, args, env, shell} = npmCommand(root);
  return new Promise((done) => {
    let output = '';
    let ended = false;
    const child = spawn(file, [...args, ...npmArgs], {cwd: root, env, shell, stdio: ['ignore', 'pipe', 'pipe']});
    noteChild(child.pid);
    const keep = (chunk) => {
      output = (output + chunk.toString()).slice(-20_000);
      if (!quiet) process.stderr.write(chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    // A start that is ended must not leave an npm behind that goes on installing.
    const stopListening = onEnding((signal) => {
      child.kill(signal);
      child.once('close', () => process.exit(exitCodeOf(null, signal)));
    });
    const end = (code) => {
      if (ended) return;
      ended = true;
      stopListening();
      noteChild(undefined);
      if (quiet && code !== 0) process.stderr.write(output);
      done({code, output});
    };
    child.once('error', () => end('ENOENT'));
    child.once('close', (code, signal) => end(code ?? signal));
  });
}

/** @returns {string} why `npm ci` failed, in one sentence */
function installFailure(say, {code, output}) {
  if (code === 'ENOENT') return say.npmMissing();
  const network =
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|CERT_[A-Z_]+|SELF_SIGNED_[A-Z_]+|UNABLE_TO_[A-Z_]+)\b/;
  const reached = network.exec(output);
  if (reached) return say.offline(reached[1]);
  const refused = /\b(E40[134]|E429|E5\d\d)\b/.exec(output);
  if (refused) return say.refused(refused[1]);
  if (/\bENOSPC\b/.test(output)) return say.diskFull();
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) return say.noPermission();
  if (/\bEUSAGE\b/.test(output)) return say.lockMismatch();
  return say.installFailed(code);
}

/**
 * Installs and builds what is missing or changed, and nothing else: an unchanged second call only reads files. All
 * output goes to stderr. Two calls at once do not get into each other's way.
 * @param {{quiet?: boolean, log?: (line: string) => void, root?: string, language?: 'zh-CN' | 'en', build?: boolean}} [options]
 *   `quiet` keeps npm's own output back unless it fails; `build: false` only installs
 * @returns {Promise<{root: string, node: string, installed: boolean, built: boolean}>} `node` is the Node to run the
 *   app with; `installed` and `built` say what had to be done
 * @throws {StartError} with one sentence for the user
 */
export async function ensureReady(options = {}) {
  const {quiet = false, root = projectRoot, language = terminalLanguage(process.env), build = true} = options;
  const {log = (line) => process.stderr.write(`${line}\n`)} = options;
  const say = sentences(language);
  const at = places(root);
  const needsInstall = () => readStamp(at.installed) !== installStamp(root);
  const needsBuild = () =>
    build && (readStamp(at.built) !== buildStamp(root) || BUILT.some((file) => !existsSync(join(root, file))));

  if (!needsInstall() && !needsBuild()) return {root, node: findNode(root, say), installed: false, built: false};

  return await withSetupLock(
    setupLock(root),
    async (noteChild) => {
      const installed = needsInstall();
      if (installed) {
        log(say.installing());
        // Gone before anything changes: an interrupted installation must not look finished.
        rmSync(at.installed, {force: true});
        const stamp = installStamp(root);
        const flags = ['--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
        const result = await runNpm(root, ['ci', ...flags], {quiet, noteChild});
        if (result.code !== 0) throw new StartError(installFailure(say, result));
        mkdirSync(dirname(at.installed), {recursive: true});
        writeFileSync(at.installed, `${stamp}\n`);
      }
      const node = findNode(root, say);
      const built = needsBuild();
      if (built) {
        log(say.building());
        rmSync(at.built, {force: true});
        // Taken before the build: what is saved while it runs is built next time.
        const stamp = buildStamp(root);
        const result = await runNpm(root, ['run', 'build'], {quiet, noteChild});
        if (result.code !== 0) throw new StartError(say.buildFailed(result.code));
        const missing = BUILT.find((file) => !existsSync(join(root, file)));
        if (missing !== undefined) throw new StartError(say.buildIncomplete(missing));
        writeFileSync(at.built, `${stamp}\n`);
      }
      return {root, node, installed, built};
    },
    () => log(say.waiting()),
  );
}
