import {describe, expect, test} from 'vitest';
import {AccountFile} from '../../electron/contract/account.ts';
import {Profile} from '../../electron/contract/desk.ts';
import {parseInWords, placeOf} from '../../electron/domain/schema-problems.ts';
import {profile} from '../open-desk.ts';

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
      'zh-CN': '无效输入：期望 string，实际接收 数字',
      en: 'Invalid input: expected string, received number',
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
    expect(paths('text')).toEqual(['']);
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
