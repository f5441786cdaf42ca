import {describe, expect, test} from 'vitest';
import {temporaryFolder} from '../open-desk.ts';
import {terminalProcess} from './terminal-run.ts';

interface Line {
  id: unknown;
  findings: {category: string; severity: string; start: number; end: number; rule: string}[];
}

const linesOf = <Value>(text: string): Value[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Value);

const check = (input: string) =>
  terminalProcess(['check-text', '--json'], {env: {CALLSIDE_DATA: temporaryFolder()}, input});

const asked = (id: unknown, lang: string, kind: string, text: unknown) => JSON.stringify({id, lang, kind, text});

describe('check-text', () => {
  test('prints one line for each text, in their order, with category, severity, place and rule', async () => {
    const threat = '不还钱就打断你的腿';
    const {code, out, err} = await check(
      [
        '\ufeff' + asked('a', 'zh-CN', 'note', `好的，${threat}`),
        '',
        asked(2, 'en', 'line', 'Thank you for calling back.'),
      ].join('\r\n'),
    );
    expect([code, err]).toEqual([0, '']);
    const [first, second, ...more] = linesOf<Line>(out);
    expect(first).toMatchObject({id: 'a', findings: [{category: 'threat_intimidation', severity: 'warn'}]});
    const {start = 0, end = 0, rule} = first?.findings[0] ?? {};
    expect(threat).toContain(`好的，${threat}`.slice(start, end));
    expect(rule).toMatch(/^CN-/);
    expect(second).toEqual({id: 2, findings: []});
    expect(more).toEqual([]);
  });

  test('names a line that cannot be checked, checks the others and fails', async () => {
    const {code, out, err} = await check(
      [
        asked('first', 'en', 'note', 'fine'),
        'no json',
        asked('french', 'fr', 'note', 'x'),
        asked('long', 'en', 'note', 'x'.repeat(100_001)),
        asked('number', 'en', 'note', 7),
        asked(undefined, 'en', 'note', 'x'),
        '[]',
        asked('last', 'en', 'line', 'fine'),
      ].join('\n'),
    );
    expect(code).toBe(1);
    expect(linesOf<Line>(out).map(({id}) => id)).toEqual(['first', 'last']);
    const told = linesOf<{line: number; error: string}>(err.slice(0, err.lastIndexOf('}') + 1));
    expect(told.map(({line}) => line)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(told[0]?.error).toMatch(/JSON/);
    expect(told[1]?.error).toMatch(/^lang: .*zh-CN/);
    expect(told[2]?.error).toMatch(/^text: .*100000/);
    expect(told[3]?.error).toMatch(/^text: /);
    expect(told[4]?.error).toMatch(/id/);
    expect(err).toContain('6 of 8 lines could not be checked.');
  });
});
