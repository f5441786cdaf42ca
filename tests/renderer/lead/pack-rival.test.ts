import {expect, test} from 'vitest';
import type {PackInfo} from '../../../electron/contract/pack.ts';
import {choosePack} from '../../../electron/domain/pack-choice.ts';
import {rivalOf} from '../../../renderer/lead/use-packs.ts';

const pack = (id: string, more: Partial<PackInfo> = {}): PackInfo => ({
  id,
  version: '1.0.0',
  title: id,
  language: 'zh-CN',
  jurisdiction: 'CN',
  sha256: '0'.repeat(64),
  objections: 1,
  size: 1,
  importedAt: '2026-11-22T04:00:00.000Z',
  active: true,
  team: null,
  ...more,
});

test('of two active packs for the same calls, the lead is told which one is used, as calls choose it', () => {
  const [own, other] = [pack('card-m1'), pack('card0')];
  expect(rivalOf(own, [other, own])).toEqual({other, used: own});
  expect(rivalOf(other, [other, own])).toEqual({other: own, used: own});
  expect(choosePack([own, other], 'CN', 'zh-CN')).toBe(own);
  const sent = pack('zz', {team: 'north'});
  expect(rivalOf(own, [own, other, sent])).toEqual({other: sent, used: sent});
});

test('a pack of another language or jurisdiction is no rival', () => {
  const own = pack('card');
  expect(rivalOf(own, [own, pack('us', {jurisdiction: 'US'}), pack('en', {language: 'en'})])).toBeNull();
});
