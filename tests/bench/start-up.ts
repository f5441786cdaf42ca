import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync} from 'node:fs';
import {join} from 'node:path';
import {type BenchOptions, type Figure, quantile, timed} from './figures.ts';
import {folderOfCalls, ROOT, workFolder} from './many-calls.ts';

const BROWSER_HOST = join(ROOT, 'out/main/browser.js');
const TERMINAL = join(ROOT, 'out/main/cli.js');

/** From spawn to the line that says where the desk is served; then the process is ended. */
async function untilReady(data: string): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, [BROWSER_HOST, '--data', data, '--json', '--no-open', '--lang', 'zh-CN'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const first = await Promise.race([once(child.stdout, 'data'), exit.then(() => null)]);
  const took = performance.now() - begun;
  if (first === null) throw new Error('the browser host ended before it was ready; is it built? (npm run build)');
  child.kill();
  await exit;
  return took;
}

async function untilExit(args: readonly string[]): Promise<number> {
  return timed(async () => {
    const child = spawn(process.execPath, args, {stdio: 'ignore'});
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}`);
  });
}

/** Processes from spawn until they are of use, in turns, so that a noisy moment falls on all of them. */
export async function startUp({quick}: BenchOptions): Promise<Figure[]> {
  const existing = mkdtempSync(join(workFolder(), 'existing-'));
  const full = folderOfCalls(quick ? 10_000 : 100_000);
  await untilReady(existing);
  const runs: Record<string, () => Promise<number>> = {
    'node -e 0': () => untilExit(['-e', '0']),
    'browser host, empty folder': () => untilReady(mkdtempSync(join(workFolder(), 'empty-'))),
    'browser host, existing folder': () => untilReady(existing),
    [`browser host, ${quick ? '10,000' : '100,000'} calls`]: () => untilReady(full),
    'terminal, search': () => untilExit([TERMINAL, 'search', 'meiqian', '--data', existing, '--lang', 'zh-CN']),
    'terminal, --help': () => untilExit([TERMINAL, '--help']),
  };
  const took = new Map(Object.keys(runs).map((name) => [name, [] as number[]]));
  for (let turn = 0; turn < (quick ? 2 : 7); turn += 1) {
    for (const [name, run] of Object.entries(runs)) took.get(name)?.push(await run());
  }
  const bare = quantile(took.get('node -e 0') ?? [], 0.5);
  return [...took].map(([name, values]) => {
    const value = quantile(values, 0.5);
    return {what: `${name}, p50`, value, unit: 'ms', ratio: {value: value / bare, to: 'node -e 0'}};
  });
}
