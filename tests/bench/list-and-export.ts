import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {type Backend, openBackend} from '../../electron/backend/backend.ts';
import type {CallFilter} from '../../electron/contract/call.ts';
import type {Output, RawInput} from '../../electron/contract/methods.ts';
import {openDatabase} from '../../electron/store/database.ts';
import {type BenchOptions, type Figure, quantile, timed} from './figures.ts';
import {folderOfCalls, LIBRARY, ROOT, workFolder} from './many-calls.ts';
import {ask} from './save.ts';

const PAGE = 200;

function openQa(folder: string): Backend {
  return openBackend({
    dataFolder: folder,
    role: 'qa',
    host: 'browser',
    version: '0',
    language: 'zh-CN',
    libraryFolder: LIBRARY,
    exclusive: false,
  });
}

async function lists(desk: Backend, calls: number, turns: number, yardstick: () => unknown): Promise<Figure[]> {
  const day = new Date(Date.now() - 20 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const asked: [name: string, input: RawInput<'call.list'>][] = [
    ...[0, calls / 2, calls - 100].map(
      (offset) =>
        [`list, offset ${offset.toLocaleString('en')}`, {filter: {}, offset, limit: PAGE}] as [
          string,
          RawInput<'call.list'>,
        ],
    ),
    ['list, text 工资', {filter: {text: '工资'}, offset: 0, limit: PAGE}],
    ['list, text that nobody wrote', {filter: {text: '无此文字'}, offset: 0, limit: PAGE}],
    [`list, text 工资, offset ${calls / 50}`, {filter: {text: '工资'}, offset: calls / 50, limit: PAGE}],
    ['list, result PTP', {filter: {result: 'PTP'}, offset: 0, limit: PAGE}],
    ['list, agent', {filter: {agent: await anAgent(desk)}, offset: 0, limit: PAGE}],
    ['list, from a day on', {filter: {from: day}, offset: 0, limit: PAGE}],
    ['list, unfinished', {filter: {open: true}, offset: 0, limit: PAGE}],
  ];
  const took = new Map(asked.map(([name]) => [name, [] as number[]]));
  const bare: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    bare.push(await timed(yardstick));
    for (const [name, input] of asked) took.get(name)?.push(await timed(() => ask(desk, 'call.list', input)));
  }
  const agents = await timed(() => ask(desk, 'call.agents', {}));
  const bareMs = quantile(bare, 0.5);
  return [
    {what: 'yardstick: count every row', value: bareMs, unit: 'ms'},
    ...[...took].map(([what, values]) => {
      const value = quantile(values, 0.5);
      return {what, value, unit: 'ms', ratio: {value: value / bareMs, to: 'a bare count'}};
    }),
    {what: 'call.agents', value: agents, unit: 'ms', ratio: {value: agents / bareMs, to: 'a bare count'}},
  ];
}

async function anAgent(desk: Backend): Promise<string> {
  const reply = await desk.call('call.agents', {});
  return reply.ok ? ((reply.value as Output<'call.agents'>)[0]?.agent ?? '') : '';
}

/** All pages of an export; the longest one is how long other calls wait. */
async function exportAll(desk: Backend, filter: CallFilter): Promise<{rows: number; ms: number; longest: number}> {
  const id = v7();
  let cursor: string | null = null;
  let rows = 0;
  let longest = 0;
  const ms = await timed(async () => {
    do {
      const begun = performance.now();
      const reply = await desk.call('notes.export', {id, format: 'csv', filter, unmasked: false, cursor});
      if (!reply.ok) throw new Error(JSON.stringify(reply.error));
      const page = reply.value as Output<'notes.export'>;
      longest = Math.max(longest, performance.now() - begun);
      ({cursor, done: rows} = page);
    } while (cursor !== null);
  });
  return {rows, ms, longest};
}

/** The most memory a terminal's export ever held, in megabytes. Linux alone tells. */
async function peakOfExport(folder: string): Promise<number> {
  const args = ['notes', 'export', '--format', 'csv', '--from', '1970-01-01', '--to', '2999-12-31'];
  const out = join(workFolder(), `export-${v7()}.csv`);
  const child = spawn(
    process.execPath,
    [join(ROOT, 'out/main/cli.js'), ...args, '--out', out, '--data', folder, '--role', 'qa'],
    {stdio: ['ignore', 'ignore', 'inherit']},
  );
  let peak = Number.NaN;
  const look = setInterval(() => {
    const status = `/proc/${child.pid}/status`;
    const found = existsSync(status) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8')) : null;
    if (found !== null) peak = Number(found[1]) / 1024;
  }, 20);
  const [code] = await once(child, 'exit');
  clearInterval(look);
  if (code !== 0) throw new Error(`the terminal's export ended with ${String(code)}`);
  return peak;
}

/** What QA waits for over all calls of a team's years. */
export async function listAndExport({quick}: BenchOptions): Promise<Figure[]> {
  const calls = quick ? 10_000 : 100_000;
  const folder = folderOfCalls(calls);
  const desk = openQa(folder);
  const db = openDatabase({folder});
  const count = db.prepare('SELECT count(*) FROM call NOT INDEXED').pluck();
  const figures = await lists(desk, calls, quick ? 2 : 5, () => count.get());

  const all = await exportAll(desk, {});
  const some = await exportAll(desk, {text: '工资'});
  const read = await timed(() => {
    for (const record of db.prepare<[], string>('SELECT record FROM call').pluck().all()) JSON.parse(record);
  });
  const events = db.prepare<[], number>('SELECT count(*) FROM journal').pluck().get() ?? 0;
  const verify = await timed(() => ask(desk, 'journal.verify', {}));
  db.close();
  desk.close();

  const peak = await peakOfExport(folder);
  const peakOfFew = await peakOfExport(folderOfCalls(1000));
  return [
    ...figures,
    {
      what: `export, ${all.rows.toLocaleString('en')} rows`,
      value: (all.rows / all.ms) * 1000,
      unit: 'rows/s',
      ratio: {value: all.ms / read, to: 'the time to read and parse every record'},
    },
    {what: 'export, longest page', value: all.longest, unit: 'ms'},
    {
      what: `export with text, ${some.rows.toLocaleString('en')} rows`,
      value: (some.rows / some.ms) * 1000,
      unit: 'rows/s',
    },
    {what: 'export with text, longest page', value: some.longest, unit: 'ms'},
    {
      what: "terminal's export, peak memory",
      value: peak,
      unit: 'MB',
      ratio: {value: peak / peakOfFew, to: 'the export of 1,000'},
    },
    {what: `journal.verify, ${events.toLocaleString('en')} events`, value: (events / verify) * 1000, unit: 'events/s'},
    {what: 'journal.verify, whole', value: verify / 1000, unit: 's'},
  ];
}
