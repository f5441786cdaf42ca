import {describe, expect, test} from 'vitest';
import {CORPUS_1K, labelledQueries, readEntries} from './benchmark-data.ts';
import {pieces} from './peer-texts.ts';

const entries = readEntries(CORPUS_1K);
const ofObjection = Map.groupBy(entries, ({groupId}) => groupId);
const [dev, own] = [labelledQueries('dev'), labelledQueries('own')];
const intended = (gold: Readonly<Record<string, number>>) => Object.keys(gold).filter((groupId) => gold[groupId] === 3);

describe('the queries written here', () => {
  test('have ids of their own and repeat neither each other nor the development queries', () => {
    const all = [...dev, ...own];
    expect(new Set(all.map(({id}) => id)).size).toBe(all.length);
    expect(new Set(all.map(({q}) => q)).size).toBe(all.length);
  });

  test('are many enough in every category of the development queries', () => {
    const counts = Map.groupBy(own, ({category}) => category);
    expect([...counts.keys()].sort()).toEqual([...new Set(dev.map(({category}) => category))].sort());
    const few = [...counts].filter(([, queries]) => queries.length < 40);
    expect(few.map(([category]) => category)).toEqual([]);
  });

  test('are labelled with objections that there are, one of them intended', () => {
    const wrong = own.filter(
      ({gold}) =>
        !Object.keys(gold).every((groupId) => ofObjection.has(groupId)) ||
        !Object.values(gold).every((grade) => [1, 2, 3].includes(grade)) ||
        intended(gold).length === 0,
    );
    expect(wrong.map(({id}) => id)).toEqual([]);
  });

  test('name only facets that an entry of the objection has', () => {
    const wrong = own.filter(({gold, facet = {}, category}) => {
      if (Object.keys(facet).length > 0 !== (category === 'facet')) return true;
      return !intended(gold)
        .flatMap((groupId) => ofObjection.get(groupId) ?? [])
        .some((entry) => Object.entries(facet).every(([field, value]) => entry[field as keyof typeof facet] === value));
    });
    expect(wrong.map(({id}) => id)).toEqual([]);
  });

  test('paraphrase with words that stand in no phrasing of the objection', () => {
    const pairs = (text: string) => pieces(text.replace(/[^\p{L}\p{N}]/gu, ''), 2);
    const wrong = own
      .filter(({category}) => category === 'paraphrase')
      .filter(({q, gold}) => {
        const said = new Set(
          intended(gold)
            .flatMap((groupId) => ofObjection.get(groupId) ?? [])
            .flatMap(({title, aliases}) => [title, ...aliases].flatMap(pairs)),
        );
        return pairs(q).some((pair) => said.has(pair));
      });
    expect(wrong.map(({id}) => id)).toEqual([]);
  });
});
