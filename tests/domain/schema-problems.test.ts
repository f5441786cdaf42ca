import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {z} from 'zod';
import {AccountFile} from '../../electron/contract/account.ts';
import {CallStep} from '../../electron/contract/call.ts';
import {Profile} from '../../electron/contract/desk.ts';
import {methods} from '../../electron/contract/methods.ts';
import {Pack, Version} from '../../electron/contract/pack.ts';
import {Currency, Day, Id, Instant, Language, lineText, MinorUnits} from '../../electron/contract/values.ts';
import {wordsOf} from '../../electron/domain/issue-words.ts';
import {parseInWords, placeOf} from '../../electron/domain/schema-problems.ts';
import {profile} from '../open-desk.ts';
import {smallPack} from '../small-pack.ts';

const problems = (value: unknown) => parseInWords(Profile, value).problems ?? [];

const paths = (file: unknown) => parseInWords(AccountFile, file).problems?.map(({path}) => path);

describe('what is wrong with an input', () => {
  test('is nothing when it fits', () => {
    expect(parseInWords(Profile, profile)).toEqual({value: profile, problems: null});
  });

  test('is told for every field at once, with its place', () => {
    const found = problems({...profile, agentId: 7, timeZone: 'Mars/Base', jurisdiction: 'XX'});
    expect(found.map(({path}) => path)).toEqual(['agentId', 'timeZone', 'jurisdiction']);
  });

  test('says what was found, not that everything is undefined', () => {
    expect(problems({...profile, agentId: 7})[0]?.message).toEqual({
      'zh-CN': '应为文本，而不是数字',
      en: 'must be text, not a number',
    });
  });

  test('says that a missing field is missing', () => {
    const {team: _team, ...rest} = profile;
    expect(problems(rest)).toEqual([{path: 'team', message: {'zh-CN': '缺少此项', en: 'is missing'}}]);
    const {collector: _collector, ...other} = profile;
    expect(problems(other)).toEqual([{path: 'collector', message: {'zh-CN': '缺少此项', en: 'is missing'}}]);
  });

  test('has the words of our own checks in both languages', () => {
    expect(problems({...profile, timeZone: 'Mars/Base'})[0]?.message).toEqual({
      'zh-CN': '没有这个时区',
      en: 'there is no such time zone',
    });
  });

  test('is told inside the form that was meant, where several are allowed', () => {
    const account = {reference: 'R', customerName: 'Ann', jurisdiction: 'XX', language: 'en', debts: []};
    expect(paths([{...account, jurisdiction: 'CN'}, account])).toEqual(['[1].jurisdiction']);
    expect(paths({...account, debts: 7})).toEqual(['jurisdiction', 'debts']);
    expect(paths({...account, jurisdiction: 'CN', vip: true})).toEqual(['']);
    expect(parseInWords(AccountFile, {...account, jurisdiction: 'CN', vip: true}).problems?.[0]?.message).toEqual({
      'zh-CN': '有不认识的字段："vip"',
      en: 'unknown field: "vip"',
    });
    expect(parseInWords(AccountFile, 'text').problems).toEqual([
      {
        path: '',
        message: {
          'zh-CN': '应为列表 […]或一组字段 {…}，而不是文本',
          en: 'must be a list […] or a group of fields {…}, not text',
        },
      },
    ]);
  });

  test.for<[string, z.ZodType, unknown, string, string]>([
    ['a fraction', MinorUnits, 1.5, '应为整数', 'must be a whole number'],
    ['a text for a number', MinorUnits, '1', '应为数字，而不是文本', 'must be a number, not text'],
    ['null for a flag', z.boolean(), null, '应为 true 或 false，而不是空值 null', 'must be true or false, not null'],
    ['a negative amount', MinorUnits, -1, '不能小于 0', 'must not be less than 0'],
    ['an amount too high', MinorUnits, 1e15, '不能大于 1000000000000', 'must not be more than 1000000000000'],
    ['a weight of nothing', z.number().gt(0), 0, '应大于 0', 'must be more than 0'],
    ['an empty line', lineText(5), ' ', '不能为空', 'must not be empty'],
    ['a long line', lineText(5), 'abcdef', '最多 5 个字符', 'must have at most 5 characters'],
    ['an empty list', z.array(Id).min(1), [], '至少要有一项', 'must have at least one entry'],
    ['a long list', z.array(z.string()).max(1), ['a', 'b'], '最多 1 项', 'must have no more entries than 1'],
    ['another word', Language, 'fr', '只能是其中之一：zh-CN, en', 'must be one of: zh-CN, en'],
    ['another number', z.literal(1), 2, '只能是 1', 'must be 1'],
    [
      'a day that is none',
      Day,
      '2026-02-30',
      '应为存在的日期，如 2026-11-21',
      'must be a day that exists, such as 2026-11-21',
    ],
    [
      'a time that is none',
      Instant,
      'now',
      '应为 UTC 时间，如 2026-11-21T08:30:00.000Z',
      'must be a UTC time such as 2026-11-21T08:30:00.000Z',
    ],
    ['an id that is none', Id, '7', '应为 UUID 编号', 'must be a UUID'],
    ['a version that is none', Version, 'v1', '应为版本号，如 1.0.0', 'must be a version such as 1.0.0'],
    ['a currency that is none', Currency, '元', '应为三位大写货币代码，如 CNY', 'must be a currency code such as CNY'],
    [
      'a kind of step that is none',
      CallStep,
      {type: 'x'},
      expect.stringMatching(/^只能是其中之一：call/),
      expect.stringMatching(/^must be one of: call/),
    ],
    ['a step of no kind', CallStep, {}, '缺少此项', 'is missing'],
  ])('is told in plain words for %s', ([, schema, value, chinese, english]) => {
    expect(parseInWords(schema, value).problems?.map(({message}) => message)).toEqual([
      {'zh-CN': chinese, en: english},
    ]);
  });

  test('never comes in the words of the library, nor as a pattern', () => {
    const nonsense = [null, 7, 'x', [], {}, {x: 1}, true];
    const schemas = [Pack, AccountFile, Profile, ...Object.values(methods).map(({input}) => input)];
    const deep = {
      ...smallPack(),
      id: '!',
      version: '!',
      slots: [{id: '!', name: '', type: '!', source: 1}],
      rules: [{id: 'a', condition: {'!': []}}],
    };
    const values = [...nonsense, deep, {id: 'x', callId: 'x', pin: 'x', step: {type: 'call.closed', payload: {x: 1}}}];
    const told = schemas.flatMap((schema: z.ZodType) =>
      values.flatMap((value) => parseInWords(schema, value).problems ?? []),
    );
    expect(told.length).toBeGreaterThan(500);
    for (const {message} of told) {
      expect(message.en).not.toMatch(/Invalid|expected|received|pattern|>=|<=|\^|Unrecognized/);
      expect(message['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(message['zh-CN']).not.toMatch(/期望|实际接收|string|>=|<=|\^/);
    }
  });

  test('knows the words of every check that the contract has', () => {
    const folder = join(import.meta.dirname, '../../electron/contract');
    const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const checks = sources.flatMap((source) =>
      [...source.matchAll(/\{error: '([^']+)'\}/g)].map(([, word]) => word ?? ''),
    );
    expect(checks.length).toBeGreaterThan(9);
    const unknown = checks.filter((message) => {
      const words = wordsOf({code: 'custom', path: [], message, input: 'x'});
      return words.en === 'does not have the right form';
    });
    expect(unknown).toEqual([]);
  });

  test('stays short, however long the input', () => {
    const [found] = problems({...profile, ['x'.repeat(50_000)]: 1});
    expect(found?.message.en.length).toBeLessThan(400);
    expect(found?.message['zh-CN'].length).toBeLessThan(400);
    expect(placeOf(['a'.repeat(9000)]).length).toBeLessThan(250);
  });

  test('never repeats the value that was given', () => {
    expect(JSON.stringify(problems({...profile, timeZone: 'secret value', collector: 'secret value'}))).not.toContain(
      'secret value',
    );
  });

  test('names places as people read them', () => {
    expect(placeOf(['objections', 12, 'answers', 'firm', 0])).toBe('objections[12].answers.firm[0]');
    expect(placeOf([])).toBe('');
  });
});
