import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {type Case, faultsOf} from '../domain/contact-rules/contact-cases.ts';
import {temporaryFolder} from '../open-desk.ts';
import {terminal, terminalProcess} from './terminal-run.ts';

const SAMPLES = join(import.meta.dirname, '../domain/contact-rules/sample-cases.json');
const samples = (JSON.parse(readFileSync(SAMPLES, 'utf8')) as {cases: (Case & Record<string, unknown>)[]}).cases;
const dataFolder = () => ({CALLSIDE_DATA: join(temporaryFolder(), 'data')});

interface Line {
  id: string;
  verdict: 'allowed' | 'warn' | 'blocked';
  reasons: string[];
  nextAllowedAt: string | null;
  hideDebt: boolean;
}
const linesOf = <Kind = Line>(text: string): Kind[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Kind);

function fileOf(cases: readonly unknown[]): string {
  const file = join(temporaryFolder(), 'cases.json');
  writeFileSync(file, JSON.stringify({format: 'contact-rules/1', cases}));
  return file;
}

describe('may-call', () => {
  test('prints one line for each case, with the verdict that is expected', async () => {
    const {code, out, err} = await terminal(['may-call', '--cases', SAMPLES, '--json'], dataFolder());
    expect([code, err]).toEqual([0, '']);
    const lines = linesOf(out);
    expect(lines.map(({id}) => id)).toEqual(samples.map(({id}) => id));
    const faults = samples.flatMap((one, i) => {
      const {verdict, reasons, nextAllowedAt, hideDebt} = lines[i] as Line;
      const findings = reasons.map((ruleId) => ({ruleId}));
      return faultsOf(one, {verdict, findings, nextAllowedAt, hideDebt} as never);
    });
    expect(faults).toEqual([]);
    expect(Object.keys(lines[0] as Line)).toEqual(['id', 'verdict', 'reasons', 'nextAllowedAt', 'hideDebt']);
  });

  test('judges without what is expected, and never by it', async () => {
    const bare = samples.map(({id, jurisdiction, account, history, at, plan}) => {
      return {id, jurisdiction, account, history, at, plan};
    });
    const contrary = samples.map((one) => ({
      ...one,
      expect: {verdict: 'blocked', reasons: ['NONE']},
      confidence: 'low',
    }));
    const env = dataFolder();
    const [plain, without, against] = [
      await terminal(['may-call', '--cases', SAMPLES, '--json'], env),
      await terminal(['may-call', '--cases', fileOf(bare), '--json'], env),
      await terminal(['may-call', '--cases', fileOf(contrary), '--json'], env),
    ];
    expect(without.out).toBe(plain.out);
    expect(against.out).toBe(plain.out);
  });

  test('names a case that cannot be judged, judges the others and fails', async () => {
    const [first, second] = samples;
    const broken = [
      first,
      {...first, id: 'no-offset', at: '2026-04-08T10:00:00'},
      {...first, id: 'odd-kind', history: [{id: 'e', at: '2026-04-08T10:00:00Z', kind: 'call_telepathy'}]},
      {id: 'empty'},
      'nonsense',
      second,
    ];
    const {code, out, err} = await terminal(['may-call', '--cases', fileOf(broken), '--json'], dataFolder());
    expect(code).toBe(1);
    expect(linesOf(out).map(({id}) => id)).toEqual([first?.id, second?.id]);
    const told = linesOf<{id: string; error: string}>(err);
    expect(told.map(({id}) => id)).toEqual(['no-offset', 'odd-kind', 'empty', '#5']);
    expect(told[0]?.error).toBe('at must be a time with its offset (ISO 8601)');
    expect(told[1]?.error).toMatch(/^history\[0\]\.kind: must be one of: callNoAnswer/);
  });

  test('prints a table for people, and that it is no legal advice', async () => {
    const {code, out} = await terminal(['may-call', '--cases', SAMPLES, '--lang', 'zh-CN'], dataFolder());
    expect(code).toBe(0);
    expect(out).toMatch(/us-off-01c\s+不可联系\s+US-FREQ-01\s+2026-04-08T12:00:00\.000Z/);
    expect(out).toContain('不构成法律意见');
  });

  test.for([
    ['no JSON', 'x', 1, /is not valid JSON/],
    ['no list', '{}', 1, /holds no list of cases/],
  ] as const)('refuses a file with %s', async ([, text, exit, reason]) => {
    const file = join(temporaryFolder(), 'cases.json');
    writeFileSync(file, text);
    const {code, err} = await terminal(['may-call', '--cases', file], dataFolder());
    expect(code).toBe(exit);
    expect(err).toMatch(reason);
  });

  test('without a file is wrong usage', async () => {
    const {code, err} = await terminal(['may-call'], dataFolder());
    expect([code, err]).toEqual([2, '--cases FILE|- is missing.\n']);
  });

  test('as a process streams its lines', async () => {
    const {code, out} = await terminalProcess(['may-call', '--cases', SAMPLES, '--json'], {env: dataFolder()});
    expect(code).toBe(0);
    expect(linesOf(out)).toHaveLength(samples.length);
  });
});
