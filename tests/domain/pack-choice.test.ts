import {expect, test} from 'vitest';
import type {PackInfo} from '../../electron/contract/pack.ts';
import {choosePack} from '../../electron/domain/pack-choice.ts';

const info = (id: string, jurisdiction: PackInfo['jurisdiction'], language: PackInfo['language']): PackInfo => ({
  id,
  version: '1.0.0',
  sha256: 'a'.repeat(64),
  title: id,
  language,
  jurisdiction,
  objections: 1,
  size: 1,
  importedAt: '',
  active: true,
  team: null,
});
const cn = info('cn', 'CN', 'zh-CN');
const us = info('us', 'US', 'en');
const usChinese = info('us-zh', 'US', 'zh-CN');

test.for([
  ['both fit', 'US', 'zh-CN', 'us-zh'],
  ['the rules matter more than the language', 'CN', 'en', 'cn'],
  ['a desk bound to no rules goes by the language', 'none', 'en', 'us'],
  ['and in Chinese', 'none', 'zh-CN', 'cn'],
] as const)('the pack for a call: %s', ([, jurisdiction, language, id]) => {
  expect(choosePack([cn, us, usChinese], jurisdiction, language)?.id).toBe(id);
});

test("another country's pack is never the answer", () => {
  expect(choosePack([cn, us, usChinese], 'UK', 'en')).toBeNull();
  expect(choosePack([us], 'CN', 'zh-CN')).toBeNull();
  expect(choosePack([{...us, jurisdiction: 'none'}], 'CN', 'zh-CN')?.id).toBe('us');
});

test('there is none where none is active', () => {
  expect(choosePack([], 'CN', 'zh-CN')).toBeNull();
});

test('the order of the others does not change which one fits best', () => {
  expect(choosePack([usChinese, us, cn], 'CN', 'zh-CN')?.id).toBe('cn');
  expect(choosePack([cn, usChinese, us], 'US', 'en')?.id).toBe('us');
});

test("what the team's repository sends comes before what came with the app", () => {
  const ofTeam = {...info('zz-team', 'CN', 'zh-CN'), team: 'north'};
  expect(choosePack([cn, ofTeam], 'CN', 'zh-CN')?.id).toBe('zz-team');
  expect(choosePack([ofTeam, cn], 'CN', 'zh-CN')?.id).toBe('zz-team');
  // But never in place of the right rules.
  expect(choosePack([us, {...ofTeam, jurisdiction: 'none'}], 'US', 'en')?.id).toBe('us');
});
