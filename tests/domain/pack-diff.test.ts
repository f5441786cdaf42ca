import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {Pack} from '../../electron/contract/pack.ts';
import {diffPacks} from '../../electron/domain/pack-diff.ts';
import {type PackDocument, smallPack} from '../small-pack.ts';
import {starterPacks} from './starter-packs.ts';

const changes = (bend: (pack: PackDocument) => void) => {
  const after = smallPack();
  bend(after);
  return diffPacks(Pack.parse(smallPack()), Pack.parse(after));
};
const told = (bend: (pack: PackDocument) => void) => changes(bend).map(({kind, partId}) => `${kind} ${partId}`);

describe('what a new version changes', () => {
  test('is nothing for the same pack, or for another version number alone', () => {
    expect(changes(() => {})).toEqual([]);
    expect(changes((pack) => (pack.version = '2.0.0'))).toEqual([]);
  });

  test.for(starterPacks().map((pack) => [pack.id, pack] as const))('is nothing between %s and itself', ([, pack]) => {
    expect(diffPacks(pack, structuredClone(pack))).toEqual([]);
  });

  test('shows the words before and after of a changed line', () => {
    expect(changes((pack) => Object.assign(pack.objections[0]?.answers.soft[0] as object, {text: '没事。'}))).toEqual([
      {
        kind: 'changed',
        place: 'objections › 我忘了还款 › answers.soft › forgot.soft › text',
        partId: 'forgot.soft',
        before: '没关系，现在处理也来得及。',
        after: '没事。',
      },
    ]);
  });

  test('shows what was added and removed, with its words', () => {
    expect(changes((pack) => pack.objections[0]?.phrasings.push({id: 'new', text: '记错日子了'}))).toMatchObject([
      {kind: 'added', partId: 'new', before: null, after: '记错日子了'},
    ]);
    expect(changes((pack) => pack.objections[1]?.phrasings.pop())).toMatchObject([
      {kind: 'removed', partId: 'no-money-now.p3', before: 'no money', after: null},
    ]);
  });

  test('shows a field that came or went', () => {
    expect(changes((pack) => (pack.description = '说明'))).toMatchObject([
      {kind: 'changed', before: null, after: '说明'},
    ]);
    expect(changes((pack) => delete pack.objections[1]?.branch)).toMatchObject([
      {kind: 'changed', partId: 'no-money-now', before: 'hardship', after: null},
    ]);
    expect(
      changes((pack) => (pack.objections[0] as PackDocument['objections'][number]).avoid?.push('不要争辩')),
    ).toMatchObject([{kind: 'changed', before: '不要指责', after: '不要指责\n不要争辩'}]);
  });

  test('says moved, and neither deleted nor added, of a phrasing that went to another objection', () => {
    expect(
      told((pack) => {
        const moved = pack.objections[0]?.phrasings.pop();
        pack.objections[1]?.phrasings.unshift(moved as never);
      }),
    ).toEqual(['moved forgot.p2']);
  });

  test('says moved of one part when one changed its place', () => {
    expect(told((pack) => pack.objections.reverse())).toHaveLength(1);
    expect(
      told((pack) => {
        const {phrasings} = pack.objections[1] as PackDocument['objections'][number];
        phrasings.push(phrasings.shift() as never);
      }),
    ).toEqual(['moved no-money-now.p1']);
  });

  test('says nothing of those that only moved up because one came or went', () => {
    expect(told((pack) => pack.objections.shift()).every((change) => change.startsWith('removed'))).toBe(true);
    expect(told((pack) => pack.objections[1]?.phrasings.unshift({id: 'new', text: '真没钱'}))).toEqual(['added new']);
  });

  test('says moved and changed of a line that did both', () => {
    expect(
      told((pack) => {
        const [first, second] = pack.objections;
        const moved = first?.answers.standard.pop();
        second?.answers.standard.push({...(moved as object), text: '以后再说。'} as never);
      }).sort(),
    ).toEqual(['changed forgot.stranger', 'moved forgot.stranger']);
  });

  test('keeps a slot apart from a part of the same name', () => {
    expect(changes((pack) => pack.slots.push({id: 'forgot', name: '忘', type: 'text', source: 'ask'}))).toMatchObject([
      {kind: 'added', partId: 'slot:forgot'},
    ]);
  });

  test('of any shuffle is moves alone, and of the way back as many', () => {
    const [pack] = starterPacks() as [Pack];
    const some = {...pack, objections: pack.objections.slice(0, 12)};
    fc.assert(
      fc.property(fc.shuffledSubarray(some.objections, {minLength: 12}), (objections) => {
        const there = diffPacks(some, {...some, objections});
        expect(there.every(({kind}) => kind === 'moved')).toBe(true);
        expect(diffPacks({...some, objections}, some)).toHaveLength(there.length);
      }),
      {numRuns: 40},
    );
  });

  test('between any two subsets adds exactly what the other way removes', () => {
    const [pack] = starterPacks() as [Pack];
    const subset = fc.subarray(pack.objections.slice(0, 8), {minLength: 1});
    const ids = (list: ReturnType<typeof diffPacks>, kind: string) =>
      list
        .filter((change) => change.kind === kind)
        .map(({partId}) => partId)
        .sort();
    fc.assert(
      fc.property(subset, subset, (one, other) => {
        const there = diffPacks({...pack, objections: one}, {...pack, objections: other});
        const back = diffPacks({...pack, objections: other}, {...pack, objections: one});
        expect(ids(there, 'added')).toEqual(ids(back, 'removed'));
        expect(there.filter(({kind}) => kind === 'changed' || kind === 'moved')).toEqual([]);
      }),
      {numRuns: 40},
    );
  });
});
