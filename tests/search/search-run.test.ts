import {cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execFile} from 'node:child_process';
import {gzipSync} from 'node:zlib';
import {afterAll, describe, expect, test} from 'vitest';
import {smallProject} from '../hosts/small-project.ts';
import {CORPUS_1K} from './benchmark-data.ts';
import type {SearchRun} from './measure-search.ts';

const HERE = import.meta.dirname;
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'callside-search-')));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const written = (name: string, content: unknown): string => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text);
  return name;
};
/** Some eighty entries of eight objections. */
const ENTRIES = (JSON.parse(readFileSync(CORPUS_1K, 'utf8')) as {id: string; groupId: string; title: string}[]).filter(
  ({groupId}) => groupId < 'g09',
);
const corpus = written('corpus.json', ENTRIES);
const QUERIES = [
  {id: 'one', q: '没钱', category: 'exact', gold: {g03: 3}},
  {id: 'two', q: '𠮷a 没', facet: {product: '车贷'}},
  {id: 'none', q: ''},
];
const queries = written('queries.json', QUERIES);

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}
const run = (...args: string[]): Promise<Ended> =>
  new Promise((done) => {
    const node = ['--expose-gc', join(HERE, 'search-run.ts')];
    const child = execFile(process.execPath, [...node, ...args], {cwd: folder}, (_error, stdout, stderr) => {
      done({code: child.exitCode ?? -1, stdout, stderr});
    });
  });

describe('search:run', () => {
  test('prints one object: every prefix by its characters, entries unfolded', async () => {
    const {code, stdout, stderr} = await run('--corpus', corpus, '--queries', queries, '--limit', '7', '--fuse');
    expect([code, stderr]).toEqual([0, '']);
    const {entries, build, keystroke, fuse, results, ...rest} = JSON.parse(stdout) as SearchRun;
    expect(stdout).toBe(`${stdout.trim()}\n`);
    expect(rest).toEqual({});
    expect(entries).toBe(ENTRIES.length);
    expect(Object.keys(build)).toEqual(['ms', 'snapshotMs', 'heapMb']);
    expect(build.ms).toBeGreaterThan(0);
    expect(build.snapshotMs).toBeGreaterThan(0);
    expect(keystroke.n).toBe(6);
    const {p50, p95, p99, max} = keystroke;
    expect([p50, p95, p99, max]).toEqual([p50, p95, p99, max].sort((a, b) => a - b));
    // Fewer keystrokes than the sample wants: all of them.
    expect(fuse).toEqual({n: 6, p95: expect.any(Number) as number});

    expect(results.map(({id}) => id)).toEqual(['one', 'two', 'none']);
    expect(results.map(({prefixes}) => prefixes.length)).toEqual([2, 4, 0]);
    const ids = new Set(ENTRIES.map(({id}) => id));
    for (const {ranked, prefixes} of results) {
      for (const list of [ranked, ...prefixes]) {
        expect(list.filter((id) => !ids.has(id))).toEqual([]);
        expect(new Set(list).size).toBe(list.length);
      }
      expect(ranked.length).toBeLessThanOrEqual(7);
      expect(prefixes.every((list) => list.length <= 3)).toBe(true);
      expect(ranked.slice(0, 3)).toEqual(prefixes.at(-1) ?? []);
    }
    const [first] = results;
    const groups = new Map(ENTRIES.map((entry) => [entry.id, entry.groupId]));
    const found = first?.ranked.map((id) => groups.get(id)) ?? [];
    expect(found).toHaveLength(7);
    expect(new Set(found).size).toBeLessThan(found.length);
  });

  test('reads gzipped files, and of a query nothing but what was typed', async () => {
    const bare = written(
      'bare.json.gz',
      QUERIES.map(({id, q}) => ({id, q})),
    );
    const runs = await Promise.all([
      run('--corpus', written('corpus.json.gz', ENTRIES), '--queries', bare),
      run('--corpus', corpus, '--queries', queries),
    ]);
    const [zipped, plain] = runs.map(({stdout}) => JSON.parse(stdout) as SearchRun);
    expect(zipped?.results).toEqual(plain?.results);
    expect(zipped).not.toHaveProperty('fuse');
  });

  test.for([
    {args: []},
    {args: ['--corpus', corpus]},
    {args: ['--corpus', corpus, '--queries']},
    {args: ['--corpus', corpus, '--queries', queries, '--limit', '0']},
    {args: ['--corpus', corpus, '--queries', queries, '--limit', 'all']},
    {args: ['--corpus', corpus, '--queries', queries, '--sort']},
    {args: ['--corpus', corpus, '--queries', queries, 'more']},
  ])('ends with 2 and its usage when called wrongly: $args', async ({args}) => {
    const {code, stdout, stderr} = await run(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: npm run -s search:run');
  });

  test.for<[what: string, corpus: string, queries: string, said: string]>([
    ['a missing file', 'missing.json', queries, 'missing.json cannot be read'],
    ['a file that is no JSON', written('broken.json', '[{'), queries, 'broken.json is no JSON'],
    ['an object instead of a list', corpus, written('object.json', '{}'), 'object.json holds no list'],
    ['an entry without a title', written('untitled.json', [{id: 'a'}]), queries, 'entry 1: "title" is missing'],
    ['an id that stands twice', written('twice.json', [ENTRIES[0], ENTRIES[0]]), queries, 'entry 2: the id'],
    ['a list that holds something else', written('null.json', [null]), queries, 'record 1 is no object'],
    ['aliases that are no texts', written('aliases.json', [{...ENTRIES[0], aliases: [1]}]), queries, '"aliases"'],
    ['a query without text', corpus, written('textless.json', [{id: 'a'}]), 'query 1: no "id" and "q"'],
  ])('ends with 1 and a sentence for %s', async ([, entries, typed, said]) => {
    const {code, stdout, stderr} = await run('--corpus', entries, '--queries', typed);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(said);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

test('the script of package.json installs, then runs it where the user stands, with forced collections', async () => {
  const project = smallProject();
  const search = join(project.root, 'tests', 'search');
  mkdirSync(search, {recursive: true});
  for (const name of ['search-run.mjs', 'with-node.mjs']) cpSync(join(HERE, name), join(search, name));
  const told = 'JSON.stringify({args: process.argv.slice(2), cwd: process.cwd(), gc: typeof gc})';
  project.write('tests/search/search-run.ts', `console.log(${told}); process.exitCode = 7 as number;`);
  const env = {npm_lifecycle_event: 'search:run', INIT_CWD: folder};
  const {code, stdout, stderr} = await project.run('../../../tests/search/search-run.mjs', ['--fuse'], {env});
  project.close();
  expect(JSON.parse(stdout)).toEqual({args: ['--fuse'], cwd: folder, gc: 'function'});
  expect(stderr).toContain('Installing');
  expect(stderr).not.toContain('Building');
  expect(code).toBe(7);
});
