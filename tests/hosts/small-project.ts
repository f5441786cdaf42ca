import {spawn} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const CLI = join(import.meta.dirname, '..', '..', 'electron', 'hosts', 'cli');

/**
 * A project that real npm installs and builds within a second, without a network: the start-up code is the real one,
 * its build copies a server that only says what it was started with.
 */
const BUILD = `
import {appendFileSync, mkdirSync, readFileSync, writeFileSync, existsSync} from 'node:fs';
appendFileSync('built.log', 'built\\n');
if (existsSync('break-build')) process.exit(3);
mkdirSync('out/main', {recursive: true});
mkdirSync('out/renderer', {recursive: true});
writeFileSync('out/main/browser.js', readFileSync('electron/server.js'));
writeFileSync('out/main/cli.js', 'console.log(JSON.stringify({args: process.argv.slice(2), cwd: process.cwd()})); process.exit(7);');
if (!existsSync('forget-page')) writeFileSync('out/renderer/index.html', '');
`;
const SERVER = `
if (process.argv.includes('agent')) process.exit(9);
process.on('SIGTERM', () => process.exit(0)).on('SIGINT', () => process.exit(0)).on('disconnect', () => process.exit(0));
if (process.argv.includes('--demo')) console.log('a stray word');
process.send({type: 'ready', url: 'http://127.0.0.1:1/#x', pid: process.pid, data: JSON.stringify(process.argv.slice(2))});
`;

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface SmallProject {
  root: string;
  /** Text of a file, or '' where there is none. */
  read(path: string): string;
  write(path: string, text: string): void;
  remove(path: string): void;
  /** Runs one of the start-up scripts to its end; `onLine` sees standard output as it comes. */
  run(script: string, args: string[], options?: RunOptions): Promise<Ended>;
  close(): void;
}

export interface RunOptions {
  env?: Record<string, string>;
  cwd?: string;
  onOutput?: (stdout: string, pid: number) => void;
}

/** Nothing of the npm that runs the tests, and no display. */
function plainEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      !/^(npm_|DISPLAY$|WAYLAND_DISPLAY$|LC_|LANG|INIT_CWD$|ELECTRON_|NODE_ENV$)/i.test(entry[0]),
  );
  return {...Object.fromEntries(kept), LANG: 'en_US.UTF-8'};
}

function writeProject(root: string, write: (path: string, text: string) => void): void {
  cpSync(CLI, join(root, 'electron', 'hosts', 'cli'), {recursive: true});
  write('electron/server.js', SERVER);
  write('renderer/page.ts', '');
  write('build.mjs', BUILD);
  write('.npmrc', 'ignore-scripts=true\nfetch-retries=0\nupdate-notifier=false\n');
  const name = {name: 'small', version: '1.0.0'};
  write('package.json', JSON.stringify({...name, type: 'module', scripts: {build: 'node build.mjs'}}));
  write('package-lock.json', JSON.stringify({...name, lockfileVersion: 3, requires: true, packages: {'': name}}));
}

/** A fresh one, or a copy of one with all that was installed and built in it. */
export function smallProject(original?: SmallProject): SmallProject {
  const root = mkdtempSync(join(tmpdir(), 'callside-project-'));
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), {recursive: true});
    writeFileSync(join(root, path), text);
  };
  if (original === undefined) writeProject(root, write);
  else cpSync(original.root, root, {recursive: true, verbatimSymlinks: true});
  return {
    root,
    write,
    read: (path) => {
      try {
        return readFileSync(join(root, path), 'utf8');
      } catch {
        return '';
      }
    },
    remove: (path) => rmSync(join(root, path), {recursive: true, force: true}),
    run: (script, args, {env = {}, cwd = root, onOutput = () => {}} = {}) =>
      new Promise((done, fail) => {
        const child = spawn(process.execPath, [join(root, 'electron', 'hosts', 'cli', script), ...args], {
          cwd,
          env: {...plainEnvironment(), ...env},
        });
        let [stdout, stderr] = ['', ''];
        child.stdout.on('data', (chunk: Buffer) => {
          stdout += chunk.toString();
          onOutput(stdout, child.pid ?? 0);
        });
        child.stderr.on('data', (chunk: Buffer) => {
          stderr += chunk.toString();
        });
        child.once('error', fail);
        child.once('close', (code) => done({code, stdout, stderr}));
      }),
    close: () => rmSync(root, {recursive: true, force: true}),
  };
}
