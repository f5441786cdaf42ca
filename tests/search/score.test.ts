import {describe, expect, test} from 'vitest';
import type {CorpusEntry, LabelledQuery} from './benchmark-data.ts';
import {type Ranking, scoreRun} from './score.ts';

const entry = (id: string, groupId: string, product = 'card'): CorpusEntry => ({
  id,
  groupId,
  title: id,
  aliases: [],
  product,
});
/** Two entries of a, two of b, one of c, and twelve of z. */
const ENTRIES = [
  entry('a1', 'a'),
  entry('a2', 'a', 'loan'),
  entry('b1', 'b'),
  entry('b2', 'b'),
  entry('c1', 'c'),
  ...Array.from({length: 12}, (_, i) => entry(`z${i}`, 'z')),
];
const query = (changes: Partial<LabelledQuery> = {}): LabelledQuery => ({
  id: 'q',
  q: '没钱了',
  category: 'exact',
  gold: {a: 3},
  ...changes,
});
const scored = (asked: LabelledQuery, ranking: Partial<Ranking> = {}) =>
  scoreRun(ENTRIES, [asked], [{id: 'q', ranked: [], ...ranking}]).macro;
const ORDER = {first: 1, second: 1 / Math.log2(3), third: 0.5};

describe('a ranking is worth', () => {
  test('everything when it begins with what was wanted', () => {
    expect(scored(query(), {ranked: ['a1', 'a2', 'z1'], prefixes: [['a1'], ['a1'], ['a1']]})).toEqual({
      mrr: 1,
      ndcg: 1,
      rec5: 1,
      hit1: 1,
      ktf: 1,
    });
  });

  test('the reciprocal of the first place that is acceptable', () => {
    // Of c, which is only loosely related, the first place is none.
    const figures = scored(query({gold: {a: 3, b: 2, c: 1}}), {ranked: ['c1', 'z1', 'b1']});
    expect(figures).toMatchObject({mrr: 1 / 3, hit1: 0, rec5: 0.5});
    const gained = 1 * ORDER.first + 3 * ORDER.third;
    const possible = 7 + 7 * ORDER.second + 3 * ORDER.third + 3 / Math.log2(5) + 1 / Math.log2(6);
    expect(figures.ndcg).toBeCloseTo(gained / possible, 12);
  });

  test('nothing beyond the tenth place and the fifth objection', () => {
    const ten = Array.from({length: 10}, (_, i) => `z${i}`);
    expect(scored(query(), {ranked: [...ten, 'a1']})).toMatchObject({mrr: 0, ndcg: 0, hit1: 0, rec5: 1});
    const one = Array.from({length: 5}, (_, i) => entry(`y${i}`, `y${i}`));
    const run = [{id: 'q', ranked: [...one.map(({id}) => id), 'a1']}];
    expect(scoreRun([...ENTRIES, ...one], [query()], run).macro).toMatchObject({mrr: 1 / 6, rec5: 0});
  });

  test('two grades less outside of the facet that the query names', () => {
    const asked = query({facet: {product: 'loan'}});
    expect(scored(asked, {ranked: ['a1', 'a2']})).toMatchObject({mrr: 0.5, hit1: 0, rec5: 1});
    const possible = 7 + 1 * ORDER.second;
    expect(scored(asked, {ranked: ['a1', 'a2']}).ndcg).toBeCloseTo((1 + 7 * ORDER.second) / possible, 12);
  });

  test('the keystrokes until it is among the first three', () => {
    const late = [['z1'], ['z1', 'z2', 'z3', 'a1'], ['z1', 'z2', 'a2']];
    expect(scored(query(), {prefixes: late}).ktf).toBe(3);
    expect(scored(query(), {prefixes: [['z1'], ['z1'], ['z1']]}).ktf).toBe(8);
    // Typed are characters, not the units of their encoding.
    expect(scored(query({q: '𠮷𠮷'}), {prefixes: [[], []]}).ktf).toBe(7);
    expect(scored(query(), {}).ktf).toBeNaN();
  });

  test('nothing when the query was not answered or the entries are unknown', () => {
    const nothing = {mrr: 0, ndcg: 0, rec5: 0, hit1: 0, ktf: 8};
    expect(scoreRun(ENTRIES, [query()], []).macro).toEqual(nothing);
    expect(scored(query(), {ranked: ['who'], prefixes: [['who'], [], []]})).toEqual(nothing);
  });
});

test('macro averages the categories, not the queries', () => {
  const queries = ['1', '2', '3'].map((id) => query({id}));
  const {macro, byCategory} = scoreRun(
    ENTRIES,
    [...queries, query({id: '4', category: 'short'})],
    [...queries.map(({id}) => ({id, ranked: ['a1']})), {id: '4', ranked: ['z1', 'a1']}],
  );
  expect(macro.mrr).toBe(0.75);
  expect([...byCategory].map(([category, {mrr}]) => [category, mrr])).toEqual([
    ['exact', 1],
    ['short', 0.5],
  ]);
});
