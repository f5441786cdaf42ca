import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, globSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {builtinModules} from 'node:module';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {extractAll, listPackage} from '@electron/asar';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readFuses, writeElectronFolder} from './electron-folder.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'callside-packaging-'));
const app = join(folder, 'dist/linux-unpacked');
const archive = join(app, 'resources/app.asar');
const extracted = join(folder, 'extracted');

/** Paths in the archive, without the folders. */
let files: string[] = [];

function electronVersion(): string {
  const {version} = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

beforeAll(() => {
  if (!existsSync(join(root, 'out/main/desktop.js'))) throw new Error('build first: npm run build');
  const electron = join(folder, 'electron');
  writeElectronFolder(electron, electronVersion(), join(root, 'node_modules/electron/LICENSE'));
  const cli = join(root, 'node_modules/electron-builder/cli.js');
  const flags = [`-c.electronDist=${electron}`, `-c.directories.output=${join(folder, 'dist')}`];
  const built = spawnSync(process.execPath, [cli, '--linux', '--dir', '--publish', 'never', ...flags], {
    cwd: root,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`electron-builder: ${built.stdout}${built.stderr}`);
  extractAll(archive, extracted);
  const listed = listPackage(archive, {isPack: false}).map((path) => path.slice(1));
  files = listed.filter((path) => !listed.some((other) => other.startsWith(`${path}/`)));
});

afterAll(() => {
  rmSync(folder, {recursive: true, force: true});
});

/** Every file of a folder of the repository, with its path from the root. */
function filesIn(pattern: string): string[] {
  return globSync(pattern, {cwd: root});
}

/** What a bundle loads at run time, statically or not. */
function importsOf(bundle: string): string[] {
  const forms = [
    /^(?:import|export)\b[^'"]*?from\s*["']([^"']+)["']/gm,
    /^import\s*["']([^"']+)["']/gm,
    /\b(?:import|require)\(["']([^"']+)["']\)/g,
  ];
  return forms.flatMap((form) => [...bundle.matchAll(form)].map(([, name]) => name ?? ''));
}

describe('what the archive holds', () => {
  test('the three hosts, the preload script, the page and the description are there', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'out/main/desktop.js',
        'out/main/browser.js',
        'out/main/cli.js',
        'out/preload/preload.cjs',
        'out/renderer/index.html',
        'electron/hosts/desktop/icon.png',
      ]),
    );
  });

  test('every built file and every starter pack, lexicon, rule set and conduct list is there', () => {
    const built = filesIn('out/**/*.{js,cjs,css,html,svg,png,woff2}');
    const packs = filesIn('scripts-library/{*.pack,lexicon/*,rules/*,conduct/*}.json');
    expect(built.length).toBeGreaterThan(4);
    expect(packs.length).toBeGreaterThanOrEqual(10);
    expect(files).toEqual(expect.arrayContaining([...built, ...packs]));
  });

  test('nothing else is there', () => {
    const allowed = [
      /^out\/(main|preload|renderer)\/[^.].*\.(js|cjs|css|html|svg|png|woff2)$/,
      /^scripts-library\/.*\.json$/,
      /^node_modules\/better-sqlite3\/(LICENSE|package\.json|lib\/.*\.js|prebuilds\/linux-x64\.node)$/,
      /^(package\.json|LICENSE|electron\/hosts\/desktop\/icon\.png)$/,
    ];
    expect(files.filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([]);
  });

  test('the description starts the desktop host and carries one dependency', () => {
    const description = JSON.parse(readFileSync(join(extracted, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(description).toMatchObject({main: 'out/main/desktop.js', type: 'module'});
    expect(Object.keys(description['dependencies'] ?? {})).toEqual(['better-sqlite3']);
    expect(description['devDependencies']).toBeUndefined();
  });

  test('the bundles import nothing but Electron, the native SQLite and what Node brings', () => {
    const bundles = globSync('out/{main,preload}/**/*.{js,cjs}', {cwd: extracted});
    const imported = bundles.map((file) => ({file, names: importsOf(readFileSync(join(extracted, file), 'utf8'))}));
    const brought = new Set(['electron', 'better-sqlite3', ...builtinModules]);
    const foreign = imported
      .flatMap(({names}) => names)
      .filter((name) => !/^(\.|node:)/.test(name) && !brought.has(name));
    expect(foreign).toEqual([]);
    const withElectron = imported.filter(({names}) => names.includes('electron')).map(({file}) => file);
    expect(withElectron.toSorted()).toEqual(['out/main/desktop.js', 'out/preload/preload.cjs']);
  });
});

describe('the program around the archive', () => {
  test('its fuses stand as configured', () => {
    expect(readFuses(join(app, 'callside'))).toMatchObject({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      nodeInspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      fileProtocolPrivileges: false,
    });
  });

  test('only the languages of the interface ship', () => {
    expect(globSync('*', {cwd: join(app, 'locales')}).toSorted()).toEqual(['en-US.pak', 'zh-CN.pak']);
  });
});

describe('the packed parts at work', () => {
  test('the unpacked SQLite writes and reads a real file', () => {
    const database = join(folder, 'proof.sqlite');
    const packed = join(`${archive}.unpacked`, 'node_modules/better-sqlite3');
    const code = `import {createRequire} from 'node:module';
       const Database = createRequire(${JSON.stringify(join(packed, 'package.json'))})(${JSON.stringify(packed)});
       const db = new Database(${JSON.stringify(database)});
       const mode = db.pragma('journal_mode = WAL', {simple: true});
       db.exec('CREATE TABLE t (word TEXT) STRICT');
       db.prepare('INSERT INTO t VALUES (?)').run('没钱');
       console.log(JSON.stringify([mode, db.prepare('SELECT word FROM t').pluck().get()]));
       db.close();`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual(['wal', '没钱']);
    expect(readFileSync(database).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  test('the extracted terminal host works on its own, outside the repository', () => {
    const result = spawnSync(
      process.execPath,
      [join(extracted, 'out/main/cli.js'), 'doctor', '--json', '--data', join(folder, 'data')],
      {cwd: folder, encoding: 'utf8'},
    );
    expect(result.stderr).toBe('');
    expect(result.status).toBe(0);
    expect(JSON.parse(result.stdout)).toMatchObject({ok: true});
  });

  test('the extracted desktop host starts, shows the page, answers it and ends cleanly', () => {
    const data = join(folder, 'desktop-data');
    const result = spawnSync(
      process.execPath,
      [join(root, 'tests/packaging/look-at-desktop.ts'), extracted, '--data', data, '--lang', 'en', '--json'],
      {cwd: folder, encoding: 'utf8', timeout: 20_000},
    );
    expect(result.stderr).toBe('');
    expect(result.status).toBe(0);
    const [ready, seen] = result.stdout.split('\n').map((line) => (line === '' ? null : (JSON.parse(line) as unknown)));
    expect(ready).toMatchObject({url: 'app://callside/', data});
    expect(seen).toMatchObject({
      page: 200,
      session: {ok: true, value: {host: 'desktop', language: 'en'}},
      packs: {ok: true, value: expect.arrayContaining([expect.objectContaining({language: 'zh-CN', active: true})])},
      exposed: {callside: ['call', 'subscribe']},
      preload: join(extracted, 'out/preload/preload.cjs'),
    });
  });
});
