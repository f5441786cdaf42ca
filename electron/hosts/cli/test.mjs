import {spawn} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {exitCodeOf, onEnding} from './ending.mjs';
import {ensureReady, projectRoot} from './setup.mjs';
import {lastLine, playwrightCounts, suiteCounts, vitestCounts} from './test-results.mjs';
import {sentences, StartError, terminalLanguage} from './words.mjs';

// `npm test`: everything that must hold, from a fresh clone. A failed step does not keep the others from being reported.

/** A step that hangs must end some time, and be seen as failed. */
const STEP_MS = 40 * 60_000;

const language = terminalLanguage(process.env);
const say = sentences(language);
const root = projectRoot;
const env = {...process.env};
env.PATH = [join(root, 'node_modules', '.bin'), env.PATH].join(delimiter);
// Hundreds of processes load the same modules: compiled once, each starts in half the time.
env.NODE_COMPILE_CACHE = join(root, 'test-results', 'compiled');

/** Runs a command with its output shown; resolves with its exit code, or with what else ended it. */
function run(file, ...args) {
  return new Promise((done) => {
    const shell = process.platform === 'win32';
    const child = spawn(file, args, {cwd: root, env, shell, stdio: ['ignore', 'inherit', 'inherit'], timeout: STEP_MS});
    const stopListening = onEnding((signal) => {
      child.kill(signal);
      process.exit(exitCodeOf(null, signal));
    });
    const end = (code) => {
      stopListening();
      done(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`${file}: ${error.message}\n`);
      end('error');
    });
    child.once('close', (code, signal) => end(code ?? signal));
  });
}

/** A step that passes or fails as a whole counts as one test. */
const whole = (passed) => ({passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: []});

async function suite(report, count, file, ...args) {
  const path = join(root, 'test-results', report);
  // An old report must not speak for a run that never got so far.
  rmSync(path, {force: true});
  mkdirSync(join(root, 'test-results'), {recursive: true});
  return suiteCounts({code: await run(file, ...args), file: path, count});
}

async function build() {
  try {
    await ensureReady({root, language});
    return whole(true);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return whole(false);
  }
}

function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const candidates = [
    process.env.CALLSIDE_CHROMIUM,
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  return candidates.find((file) => file && existsSync(file));
}

/** Without it every Chinese sign is a box, and no screenshot says anything. */
const hasChineseFont = () => !isDebian() || existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc');

async function endToEnd() {
  if ((findChromium() === undefined || !hasChineseFont()) && isDebian() && process.getuid?.() === 0) {
    env.DEBIAN_FRONTEND = 'noninteractive';
    if ((await run('apt-get', 'update')) === 0) {
      await run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk');
    }
  }
  const chromium = findChromium();
  if (chromium === undefined) {
    process.stderr.write(`${isDebian() ? say.noChromiumDebian() : say.noChromium()}\n`);
    return whole(false);
  }
  env.CALLSIDE_CHROMIUM = chromium;
  return await suite('e2e.json', playwrightCounts, 'playwright', 'test');
}

const STEPS = [
  {name: 'type check', step: async () => whole((await run('tsc', '-b', '--checkers', '1', '--builders', '1')) === 0)},
  {name: 'lint', step: async () => whole((await run('oxlint', '--type-aware')) === 0)},
  {name: 'format', step: async () => whole((await run('oxfmt', '--check')) === 0)},
  {name: 'unit tests', step: () => suite('unit.json', vitestCounts, 'vitest', 'run')},
  {name: 'build', step: build},
  {name: 'end-to-end', step: endToEnd},
  {name: 'packaging', step: () => suite('packaging.json', vitestCounts, 'vitest', 'run', '--mode', 'packaging')},
];

const results = [];
try {
  await ensureReady({root, language, build: false});
  for (const {name, step} of STEPS) {
    process.stdout.write(`\n── ${name} ──\n`);
    const began = performance.now();
    const counts = await step();
    results.push({name, counts, seconds: (performance.now() - began) / 1000});
  }
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : error.stack}\n`);
  results.push({name: 'set-up', counts: whole(false), seconds: 0});
}

process.stdout.write('\n');
for (const {name, counts, seconds} of results) {
  const mark = counts.failed > 0 ? '✗' : '✓';
  process.stdout.write(`${mark} ${name.padEnd(12)} ${lastLine([counts]).padEnd(34)} ${seconds.toFixed(1)} s\n`);
  for (const test of counts.second ?? []) process.stdout.write(`  – passed only when tried again: ${test}\n`);
  for (const test of counts.skipped) process.stdout.write(`  – skipped: ${test}\n`);
}
const all = results.map(({counts}) => counts);
process.exitCode = all.some(({failed}) => failed > 0) ? 1 : 0;
process.stdout.write(`${lastLine(all)}\n`);
