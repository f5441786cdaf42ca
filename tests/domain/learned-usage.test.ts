import {expect, test} from 'vitest';
import {decayedUsage, oftenUsed} from '../../electron/domain/learned-usage.ts';

const TODAY = '2026-11-21';
const use = (objectionId: string, day: string, uses = 1, own = true) => ({objectionId, day, uses, own});

test('a use counts half after thirty days, and a colleague’s half of one’s own', () => {
  const days = [use('today', TODAY, 4), use('month', '2026-10-22', 4), use('colleague', TODAY, 4, false)];
  expect(decayedUsage(days, TODAY)).toEqual([
    ['today', 8],
    ['colleague', 4],
    ['month', 4],
  ]);
});

test('uses of several days and of both are one figure, most used first, equals by id', () => {
  const days = [use('b', TODAY), use('a', TODAY), use('c', TODAY), use('c', TODAY, 2, false)];
  expect(decayedUsage(days, TODAY).map(([id]) => id)).toEqual(['c', 'a', 'b']);
});

test('a day in the future, of a clock that was set back, counts as today', () => {
  expect(decayedUsage([use('a', '2027-01-01')], TODAY)).toEqual([['a', 2]]);
});

test('nothing was used', () => {
  expect(decayedUsage([], TODAY)).toEqual([]);
});

test('often is more than once, and no small part of what is used most', () => {
  expect([...oftenUsed([['a', 2]])]).toEqual([]);
  expect([
    ...oftenUsed([
      ['a', 4],
      ['b', 3.9],
    ]).keys(),
  ]).toEqual(['a']);
  expect([
    ...oftenUsed([
      ['a', 100],
      ['b', 20],
      ['c', 19],
    ]).keys(),
  ]).toEqual(['a', 'b']);
  expect(oftenUsed([]).size).toBe(0);
});
