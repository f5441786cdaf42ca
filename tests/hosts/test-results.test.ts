import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';

interface Counts {
  passed: number;
  failed: number;
  skipped: string[];
}
interface TestResults {
  vitestCounts: (report: unknown) => Counts;
  playwrightCounts: (report: unknown) => Counts;
  suiteCounts: (step: {code: number | string; file: string; count: (report: unknown) => Counts}) => Counts;
  lastLine: (all: Counts[]) => string;
}
const file = join(import.meta.dirname, '..', '..', 'electron', 'hosts', 'cli', 'test-results.mjs');
const {vitestCounts, playwrightCounts, suiteCounts, lastLine} = (await import(file)) as TestResults;

const folder = mkdtempSync(join(tmpdir(), 'callside-results-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('counting', () => {
  test('a test file that could not be loaded is a failure', () => {
    const one = {status: 'passed', fullName: 'a'};
    expect(
      vitestCounts({
        testResults: [
          {status: 'failed', assertionResults: []},
          {status: 'passed', assertionResults: [one, {status: 'skipped', fullName: 'b', meta: {reason: 'no sound'}}]},
          {status: 'failed', assertionResults: [one, {status: 'failed', fullName: 'c'}]},
        ],
      }),
    ).toEqual({passed: 2, failed: 2, skipped: ['b (no sound)']});
  });

  test("the reason of a skipped test comes through the runner's own report", () => {
    const root = mkdtempSync(join(folder, 'project-'));
    const modules = join(import.meta.dirname, '..', '..', 'node_modules');
    symlinkSync(modules, join(root, 'node_modules'), 'junction');
    writeFileSync(
      join(root, 'a.test.mjs'),
      `import {test} from 'vitest';
      test('a', (context) => {
        context.task.meta.reason = 'no sound';
        context.skip('no sound');
      });`,
    );
    const report = join(root, 'report.json');
    const args = ['run', '--root', root, '--reporter', 'json', '--outputFile', report];
    execFileSync(process.execPath, [join(modules, 'vitest', 'vitest.mjs'), ...args], {stdio: 'ignore'});
    expect(vitestCounts(JSON.parse(readFileSync(report, 'utf8')))).toEqual({
      passed: 0,
      failed: 0,
      skipped: ['a (no sound)'],
    });
  });

  test('an end-to-end test that passed only at a second try has passed, and is named', () => {
    const spec = (title: string, status: string, description?: string) => ({
      title,
      tests: [{status, annotations: description === undefined ? [] : [{type: 'skip', description}]}],
    });
    expect(
      playwrightCounts({
        suites: [
          {
            title: 'call.spec.ts',
            specs: [spec('a', 'expected'), spec('b', 'flaky')],
            suites: [{title: 'inner', specs: [spec('c', 'skipped', 'no sound'), spec('d', 'unexpected')]}],
          },
        ],
      }),
    ).toEqual({
      passed: 2,
      failed: 1,
      skipped: ['call.spec.ts › inner › c (no sound)'],
      second: ['call.spec.ts › b'],
    });
  });

  const count = (report: unknown) => report as Counts;
  const suite = (code: number | string, report?: unknown) => {
    const path = join(folder, 'report.json');
    rmSync(path, {force: true});
    if (report !== undefined) writeFileSync(path, typeof report === 'string' ? report : JSON.stringify(report));
    return suiteCounts({code, file: path, count}).failed;
  };
  const good = {passed: 3, failed: 0, skipped: []};

  test('a runner that passed has no failure', () => expect(suite(0, good)).toBe(0));

  test.each([
    ['left no report', 0, undefined],
    ['left half a report', 0, '{"passed"'],
    ['found no test', 0, {passed: 0, failed: 0, skipped: []}],
    ['complained beyond its tests', 1, good],
    ['was ended by a signal', 'SIGTERM', good],
  ])('a runner that %s is a failure', (_name, code, report) => expect(suite(code, report)).toBe(1));

  test('the last line adds everything up, and names skipped tests only where there are some', () => {
    expect(lastLine([good, {passed: 1, failed: 2, skipped: []}])).toBe('4 passed, 2 failed');
    expect(lastLine([good, {passed: 0, failed: 0, skipped: ['x']}])).toBe('3 passed, 0 failed, 1 skipped');
  });
});
