import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {type Case, faultsOf} from '../domain/contact-rules/contact-cases.ts';
import {temporaryFolder} from '../open-desk.ts';
import {terminal, terminalProcess} from './terminal-run.ts';

const SAMPLES = join(import.meta.dirname, '../domain/contact-rules/sample-cases.json');
const samples = (JSON.parse(readFileSync(SAMPLES, 'utf8')) as {cases: (Case & Record<string, unknown>)[]}).cases;
const dataFolder = () => ({CALLSIDE_DATA: join(temporaryFolder(), 'data')});

/** Afternoon in Shanghai, nothing known. */
const SPARE = {
  id: 'spare',
  jurisdiction: 'CN',
  account: {persons: [{id: 'c1', role: 'debtor'}]},
  at: '2026-05-12T15:00:00+08:00',
  plan: {kind: 'call', person: 'c1'},
};

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
    expect(told[1]?.error).toMatch(/^history\.0\.kind: "call_telepathy" is not known; known are: call_no_answer, /);
  });

  test.for([
    [
      'a kind of event',
      {history: [{at: '2026-05-11T10:00:00Z', kind: 'call_hologram'}]},
      /history\.0\.kind: "call_hologram"/,
    ],
    [
      'a kind of plan',
      {plan: {kind: 'hologram', person: 'c1'}},
      /plan\.kind: "hologram" is not known; known are: call, sms/,
    ],
    ['a purpose', {plan: {kind: 'call', person: 'c1', purpose: 'sell_more'}}, /plan\.purpose: "sell_more"/],
    ['a role', {account: {persons: [{id: 'c1', role: 'second_cousin'}]}}, /persons\.0\.role: "second_cousin"/],
    ['a kind of number', {account: {numbers: [{id: 'm1', person: 'c1', line: 'pager'}]}}, /numbers\.0\.line: "pager"/],
    ['a place', {account: {flags: {inconvenient_places: [{person: 'c1', place: 'gym'}]}}}, /places\.0\.place: "gym"/],
    ['a form', {account: {flags: {cease: [{person: 'c1', form: 'smoke_signal'}]}}}, /cease\.0\.form: "smoke_signal"/],
    ['a jurisdiction', {jurisdiction: 'FR'}, /jurisdiction: "FR" is not known; known are: MA, CN, US/],
    ['a kind that is no word', {plan: {kind: 7, person: 'c1'}}, /plan\.kind: 7 is not known/],
    ['a list that is none', {history: {kind: 'call_no_answer'}}, /history is no list/],
  ] as [string, object, RegExp][])('refuses %s that it does not know, naming it', async ([, odd, words]) => {
    const {code, out, err} = await terminal(
      ['may-call', '--cases', fileOf([{...SPARE, ...odd}, SPARE]), '--json'],
      dataFolder(),
    );
    expect([code, linesOf(out).map(({verdict}) => verdict)]).toEqual([1, ['allowed']]);
    expect(linesOf<{error: string}>(err).map(({error}) => error)).toEqual([expect.stringMatching(words)]);
  });

  test('takes no offence at fields it does not know, nor at lists and fields that are null or left out', async () => {
    const cases = [
      SPARE,
      {
        ...SPARE,
        since_v3: {a: 1},
        account: {mood: [], persons: [{id: 'c1', role: 'debtor', shoe: 42}], flags: {whims: [{}]}},
      },
      {...SPARE, account: {product: null, debts: null, persons: null, numbers: null, flags: null}, history: null},
      {...SPARE, account: {flags: {cease: null, attorney: [], inconvenient_times: null}}},
      {
        ...SPARE,
        plan: {kind: 'call', person: 'c1', number: null, debts: null, purpose: null, mode: null, tone: 'kind'},
      },
    ];
    const {code, out, err} = await terminal(['may-call', '--cases', fileOf(cases), '--json'], dataFolder());
    expect([code, err]).toEqual([0, '']);
    expect(linesOf(out).map(({verdict}) => verdict)).toEqual(cases.map(() => 'allowed'));
  });

  test('judges by the law alone: what this app does beyond it is not told as a verdict', async () => {
    const since = '2026-05-01T10:00:00Z';
    const wishes = {
      cease: [{person: 'c1', form: 'written', received_at: since}],
      attorney: [{person: 'c1', known_since: since}],
      work_prohibited: [{person: 'c1', since}],
      inconvenient_times: [{person: 'c1', since}],
      inconvenient_places: [{person: 'c1', place: 'mobile', since}],
    };
    const account = {...SPARE.account, numbers: [{id: 'm1', person: 'c1', line: 'mobile'}], flags: wishes};
    const plan = {kind: 'call', person: 'c1', number: 'm1'};
    const stop = {at: since, kind: 'stop_request', person: 'c1', scope: 'calls'};
    const china = {...SPARE, account, plan, history: [stop]};
    const creditor = {...china, jurisdiction: 'US', account: {...account, collecting_as: 'creditor'}};
    const collector = {...china, jurisdiction: 'US', account: {...account, collecting_as: 'debt_collector'}};
    const file = fileOf([china, {...creditor, id: 'own name'}, {...collector, id: 'collector'}]);
    const {out} = await terminal(['may-call', '--cases', file, '--json'], dataFolder());
    expect(linesOf(out).map(({verdict, reasons}) => [verdict, reasons])).toEqual([
      ['allowed', []],
      ['allowed', []],
      ['blocked', expect.arrayContaining(['US-CEASE-01', 'US-ATTY-01', 'US-TIME-03', 'US-MEDIUM-01'])],
    ]);
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
