import {chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi} from 'vitest';
import {type Ended, smallProject, type SmallProject} from './small-project.ts';

let project: SmallProject;
/** Installed and built once; its copies are so too, because what is compared is contents. */
let prepared: SmallProject;
beforeAll(async () => {
  project = smallProject();
  prepared = project;
  await startOnce();
});
afterAll(() => prepared.close());
beforeEach(() => {
  project = smallProject(prepared);
});
afterEach(() => project.close());

function startAfresh(): void {
  project.close();
  project = smallProject();
}

interface Ready {
  url: string;
  pid: number;
  data: string;
}

const ready = (stdout: string) => JSON.parse(stdout) as Ready;
const builds = () => project.read('built.log').split('\n').length - 1;

/** Starts until the line of `--json` is there, then ends it. */
function startOnce(args: string[] = [], env: Record<string, string> = {}): Promise<Ended> {
  let told = false;
  return project.run('start.mjs', ['--browser', '--json', ...args], {
    env,
    onOutput: (stdout, pid) => {
      if (told || !stdout.includes('\n')) return;
      told = true;
      process.kill(pid, 'SIGTERM');
    },
  });
}

describe('set-up', () => {
  test('installs and builds at the first start, and nothing at the second', async () => {
    startAfresh();
    const first = await startOnce();
    expect(first).toMatchObject({code: 0, stderr: expect.stringContaining('Installing') as string});
    expect(builds()).toBe(1);
    // An npm that must not be called.
    project.write('bin/npm', '#!/bin/sh\nexit 1\n');
    chmodSync(join(project.root, 'bin', 'npm'), 0o755);
    const second = await startOnce([], {PATH: join(project.root, 'bin')});
    expect(second).toMatchObject({code: 0, stderr: ''});
    expect(builds()).toBe(1);
  });

  test.each([
    ['a source', 'electron/server.js', '\n// changed\nprocess.exitCode;\n'],
    ['a script pack', 'scripts-library/new.json', '{}'],
    ['a config', 'vite.config.ts', 'export {};'],
    ['a new file of the renderer', 'renderer/deep/new.ts', 'export {};'],
  ])('builds again, without installing, when %s changed', async (_name, path, text) => {
    project.write(path, project.read(path) + text);
    const again = await startOnce();
    expect(again.stderr).not.toContain('Installing');
    expect(builds()).toBe(2);
  });

  test.each(['README.md', 'tests/a.test.ts', 'electron/.hidden', 'electron/tsconfig.tsbuildinfo'])(
    'does nothing when %s changed',
    async (path) => {
      project.write(path, 'changed');
      expect((await startOnce()).stderr).toBe('');
      expect(builds()).toBe(1);
    },
  );

  test('installs and builds again when the locked versions changed', async () => {
    project.write('package-lock.json', `${project.read('package-lock.json')}\n`);
    expect((await startOnce()).stderr).toContain('Installing');
    expect(builds()).toBe(2);
  });

  test('builds again when a built file is missing', async () => {
    project.remove('out/main/cli.js');
    expect((await startOnce()).code).toBe(0);
    expect(builds()).toBe(2);
  });

  test('says in one sentence that the registry cannot be reached, and does not take it for done', async () => {
    startAfresh();
    const lock = JSON.parse(project.read('package-lock.json')) as {packages: Record<string, unknown>};
    const dependencies = {'left-pad': '1.3.0'};
    lock.packages = {
      '': {name: 'small', version: '1.0.0', dependencies},
      'node_modules/left-pad': {version: '1.3.0', integrity: `sha512-${'A'.repeat(86)}==`},
    };
    project.write('package-lock.json', JSON.stringify(lock));
    project.write(
      'package.json',
      JSON.stringify({...(JSON.parse(project.read('package.json')) as object), dependencies}),
    );
    project.write('.npmrc', `${project.read('.npmrc')}registry=http://127.0.0.1:9/\ncache=${project.root}/cache\n`);
    const english = await startOnce();
    expect(english.code).toBe(1);
    expect(english.stdout).toBe('');
    expect(english.stderr).toMatch(
      /The packages could not be installed: the npm registry cannot be reached \(ECONNREFUSED\).*\n$/,
    );
    const chinese = await startOnce([], {LANG: 'zh_CN.UTF-8'});
    expect(chinese.stderr).toMatch(/连不上 npm 仓库（ECONNREFUSED）.*\n$/);
    expect(existsSync(join(project.root, 'node_modules', '.callside-installed'))).toBe(false);
    expect(builds()).toBe(0);
  });

  test('an installation that was interrupted is not taken for done, even when the lock file is as before', async () => {
    const lock = project.read('package-lock.json');
    project.write('package-lock.json', `${lock}\n`);
    project.write('bin/npm', '#!/bin/sh\nkill -9 $$\n');
    chmodSync(join(project.root, 'bin', 'npm'), 0o755);
    expect((await startOnce([], {PATH: `${join(project.root, 'bin')}:/bin`})).code).toBe(1);
    project.write('package-lock.json', lock);
    expect((await startOnce()).stderr).toContain('Installing');
  });

  test('says that npm is missing', async () => {
    startAfresh();
    expect(await startOnce([], {PATH: join(project.root, 'bin')})).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('npm was not found') as string,
    });
  });

  test('a failed build is shown, and tried again at the next start', async () => {
    startAfresh();
    project.write('break-build', '');
    const failed = await startOnce();
    expect(failed).toMatchObject({code: 1, stdout: ''});
    expect(failed.stderr).toContain('The build failed (exit code 3)');
    project.remove('break-build');
    const again = await startOnce();
    expect(again.code).toBe(0);
    expect(again.stderr).not.toContain('Installing');
  });

  test('a build that leaves something out is not taken for done', async () => {
    startAfresh();
    project.write('forget-page', '');
    expect((await startOnce()).stderr).toContain('did not make out/renderer/index.html');
    expect((await startOnce()).code).toBe(1);
    expect(builds()).toBe(2);
  });

  test('two starts at once install and build once', async () => {
    startAfresh();
    const both = await Promise.all([startOnce(), startOnce()]);
    expect(both.map(({code}) => code)).toEqual([0, 0]);
    expect(builds()).toBe(1);
    expect(both.filter(({stderr}) => stderr.includes('Another start'))).toHaveLength(1);
  });

  test('waits for a set-up whose process lives', async () => {
    startAfresh();
    project.write('out/.setup-lock/owner', `someone\n${process.pid}`);
    const started = startOnce();
    await new Promise((done) => setTimeout(done, 1500));
    expect(builds()).toBe(0);
    project.remove('out/.setup-lock');
    expect((await started).code).toBe(0);
    expect(builds()).toBe(1);
  });

  test('takes over the lock of a start that died, but not while its npm still runs', async () => {
    startAfresh();
    const dead = 2 ** 22 + 1;
    project.write('out/.setup-lock/owner', `someone\n${dead}`);
    project.write('out/.setup-lock/child', String(process.pid));
    const started = startOnce();
    await new Promise((done) => setTimeout(done, 1000));
    expect(builds()).toBe(0);
    project.write('out/.setup-lock/child', String(dead));
    expect((await started).code).toBe(0);
    expect(builds()).toBe(1);
    expect(existsSync(join(project.root, 'out', '.setup-lock'))).toBe(false);
  });

  test('runs with the locked Node where there is one', async () => {
    mkdirSync(join(project.root, 'node_modules', '.bin'), {recursive: true});
    // A Node that says so.
    writeFileSync(
      join(project.root, 'locked-node'),
      `#!/bin/sh\necho locked >>"${project.root}/nodes.log"\nexec "${process.execPath}" "$@"\n`,
      {mode: 0o755},
    );
    symlinkSync(join(project.root, 'locked-node'), join(project.root, 'node_modules', '.bin', 'node'));
    await startOnce();
    expect(project.read('nodes.log')).toBe('locked\n');
  });
});

describe('npm start', () => {
  test('prints exactly one line of JSON, with the id of the server itself', async () => {
    let starter = 0;
    const ended = await project.run('start.mjs', ['--browser', '--json'], {
      onOutput: (stdout, pid) => {
        if (!stdout.includes('\n')) return;
        starter = pid;
        process.kill(ready(stdout).pid, 'SIGTERM');
      },
    });
    expect(ended.stdout.split('\n')).toHaveLength(2);
    expect(ready(ended.stdout).pid).not.toBe(starter);
    expect(ended.code).toBe(0);
  });

  test('passes the options on, paths meant from where the user stands', async () => {
    const args = [
      '--no-open',
      '--port=080',
      '--data',
      'my data',
      '--role',
      'qa',
      '--lang',
      'zh-CN',
      '--demo',
      '--profile',
      'p.json',
    ];
    const {stdout} = await startOnce(args, {npm_lifecycle_event: 'start', INIT_CWD: '/somewhere'});
    const data = ['--data', '/somewhere/my data', '--profile', '/somewhere/p.json'];
    const rest = ['--role', 'qa', '--lang', 'zh-CN', '--demo', '--port', '80', '--no-open', '--json'];
    expect(JSON.parse(ready(stdout).data)).toEqual([...data, ...rest]);
  });

  test('ends with the exit code of the server', async () => {
    expect(await project.run('start.mjs', ['--browser', '--role', 'agent'])).toMatchObject({code: 9});
  });

  test('leaves no server behind when it is killed', async () => {
    let server = 0;
    await project.run('start.mjs', ['--browser', '--json'], {
      onOutput: (stdout, pid) => {
        if (!stdout.includes('\n')) return;
        server = ready(stdout).pid;
        process.kill(pid, 'SIGKILL');
      },
    });
    await vi.waitFor(() => expect(() => process.kill(server, 0)).toThrow('ESRCH'), 5000);
  });

  test.each([
    [['--nonsense'], 'Unknown option --nonsense.'],
    [['file'], 'Unknown option file.'],
    [['--port'], '--port needs a value.'],
    [['--port', '--json'], '--port needs a value.'],
    [['--port', '65536'], 'whole number from 0 to 65535'],
    [['--port', '1e3'], 'whole number from 0 to 65535'],
    [['--port=-1'], 'whole number from 0 to 65535'],
    [['--role', 'admin'], 'agent, lead or qa'],
    [['--lang', 'fr'], 'zh-CN or en'],
    [['--json=yes'], '--json takes no value'],
    [['--browser', '--desktop'], 'either --desktop or --browser'],
    [['--lang', 'zh-CN', '--nonsense'], '未知选项 --nonsense。'],
  ])('refuses %j in one line with the usage, exit 2, and sets nothing up', async (args, sentence) => {
    startAfresh();
    const ended = await project.run('start.mjs', args);
    expect(ended).toMatchObject({code: 2, stdout: ''});
    expect(ended.stderr).toContain(sentence);
    expect(ended.stderr).toMatch(/^[^\n]+npm start -- [^\n]+\n$/);
    expect(builds()).toBe(0);
  });

  test('explains every option in both languages', async () => {
    const [english, chinese] = await Promise.all([
      project.run('start.mjs', ['--help']),
      project.run('start.mjs', ['--help', '--lang', 'zh-CN']),
    ]);
    const [inEnglish, inChinese] = [english, chinese].map(({stdout}) => stdout.match(/^ {2}--[a-z-]+/gm));
    expect(inEnglish).toHaveLength(12);
    expect(inChinese).toEqual(inEnglish);
    expect(chinese.stdout).toContain('用法');
  });
});

const startWindow = (args: string[], env: Record<string, string>) => {
  let told = false;
  return project.run('start.mjs', ['--json', ...args], {
    env: {XDG_CACHE_HOME: join(project.root, 'cache'), ...env},
    onOutput: (stdout, pid) => {
      if (told || !stdout.includes('\n')) return;
      told = true;
      process.kill(pid, 'SIGTERM');
    },
  });
};
/** The npm package of Electron, whose installer does this. */
function electronPackage(installer: string): void {
  project.write('node_modules/electron/package.json', JSON.stringify({version: '45.0.0'}));
  project.write(
    'node_modules/electron/install.js',
    `require('node:fs').appendFileSync('../../tries.log', 'tried\\n');\n${installer}`,
  );
}
const tries = () => project.read('tries.log').split('\n').length - 1;
const INSTALLS = `
  const fs = require('node:fs');
  fs.mkdirSync('dist', {recursive: true});
  fs.writeFileSync('dist/version', '45.0.0');
  fs.writeFileSync('dist/electron', '#!/bin/sh\\nexec "${process.execPath}" "' + process.cwd() + '/window.js" "$@"\\n', {mode: 0o755});
  fs.writeFileSync('window.js', process.env.WINDOW);
  fs.writeFileSync('path.txt', 'electron');
`;
const WINDOW = `
  process.on('SIGTERM', () => process.exit(0)).on('disconnect', () => process.exit(0));
  process.send({type: 'ready', url: 'app://callside/', pid: process.pid, data: JSON.stringify(process.argv.slice(2))});
`;

interface ElectronBinary {
  downloadElectron(options: {
    root: string;
    node: string;
    env: NodeJS.ProcessEnv;
    stallMs: number;
  }): Promise<'done' | 'refused' | 'stalled'>;
}
const download = async () => {
  const file = join(project.root, 'electron', 'hosts', 'cli', 'electron-binary.mjs');
  const binary = (await import(file)) as ElectronBinary;
  const env = {...process.env, XDG_CACHE_HOME: join(project.root, 'cache'), WINDOW: ''};
  return await binary.downloadElectron({root: project.root, node: process.execPath, env, stallMs: 2000});
};

describe('the desktop window', () => {
  test('is not tried without a display, which is said in one sentence', async () => {
    electronPackage(INSTALLS);
    const ended = await startWindow([], {});
    expect(ended.stderr).toBe('There is no display, so the same app is served to a browser.\n');
    expect(ready(ended.stdout).url).toBe('http://127.0.0.1:1/#x');
    expect(tries()).toBe(0);
  });

  test('opens when its binary can be had, and is fetched once', async () => {
    electronPackage(INSTALLS);
    for (const told of ['Downloading Electron (tried once) …\n', '']) {
      const ended = await startWindow(['--role', 'lead'], {DISPLAY: ':9', WINDOW});
      expect(ended).toMatchObject({code: 0, stderr: told});
      expect(ready(ended.stdout)).toMatchObject({
        url: 'app://callside/',
        data: JSON.stringify([project.root, '--role', 'lead']),
      });
    }
    expect(tries()).toBe(1);
  });

  test('a refused download is said in one sentence and remembered, per mirror, until --desktop asks again', async () => {
    electronPackage('process.exit(1);');
    const first = await startWindow([], {DISPLAY: ':9'});
    expect(first.stderr).toMatch(/^Downloading[^\n]+\nElectron could not be downloaded, so [^\n]+\n$/);
    expect(ready(first.stdout).url).toBe('http://127.0.0.1:1/#x');
    const second = await startWindow([], {DISPLAY: ':9'});
    expect(second.stderr).toMatch(/^Electron could not be downloaded earlier[^\n]+\n$/);
    expect(tries()).toBe(1);
    await startWindow([], {DISPLAY: ':9', ELECTRON_MIRROR: 'http://127.0.0.1:9/'});
    expect(tries()).toBe(2);
    await startWindow([], {DISPLAY: ':9'});
    expect(tries()).toBe(2);
    await startWindow(['--desktop'], {DISPLAY: ':9'});
    expect(tries()).toBe(3);
  });

  test('a window that cannot start gives way to the browser', async () => {
    electronPackage(INSTALLS);
    const ended = await startWindow([], {DISPLAY: ':9', WINDOW: 'process.exit(133 - 128);'});
    expect(ended.stderr).toContain('The desktop window could not start (exit code 5), so the same app');
    expect(ready(ended.stdout).url).toBe('http://127.0.0.1:1/#x');
  });

  test('a second instance that only showed the first one is a good end', async () => {
    electronPackage(INSTALLS);
    const ended = await startWindow([], {DISPLAY: ':9', WINDOW: 'process.exit(0);'});
    expect(ended).toMatchObject({code: 0, stdout: ''});
  });

  test('a download that moves nothing is ended, its process too', async () => {
    electronPackage(`require('node:fs').writeFileSync('../../pid', String(process.pid)); setInterval(() => {}, 1000);`);
    expect(await download()).toBe('stalled');
    expect(() => process.kill(Number(project.read('pid')), 0)).toThrow('ESRCH');
  });

  test('a slow download that grows is waited for', async () => {
    electronPackage(`
      const folder = require('node:fs').mkdtempSync(require('node:os').tmpdir() + '/electron-download-');
      let pieces = 0;
      const timer = setInterval(() => {
        require('node:fs').appendFileSync(folder + '/electron.zip', 'piece');
        if ((pieces += 1) < 5) return;
        clearInterval(timer);
        ${INSTALLS}
      }, 900);
    `);
    expect(await download()).toBe('done');
  });
});

describe('npm run callside', () => {
  test('sets up, then passes arguments, folder, output and exit code', async () => {
    startAfresh();
    const ended = await project.run('callside.mjs', ['search', '没钱', '--json'], {
      cwd: project.root,
      env: {npm_lifecycle_event: 'callside', INIT_CWD: '/'},
    });
    expect(ended.code).toBe(7);
    expect(JSON.parse(ended.stdout)).toEqual({args: ['search', '没钱', '--json'], cwd: '/'});
    expect((await project.run('callside.mjs', [])).stderr).toBe('');
  });
});
