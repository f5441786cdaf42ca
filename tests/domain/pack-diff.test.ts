import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {Pack} from '../../electron/contract/pack.ts';
import {diffPacks} from '../../electron/domain/pack-diff.ts';
import {largePack} from '../large-pack.ts';
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
        words: [
          {kind: 'removed', text: '没关系，现在处理也来得及'},
          {kind: 'added', text: '没事'},
          {kind: 'same', text: '。'},
        ],
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

  test('says moved once of an objection with all that is in it', () => {
    const before = smallPack();
    const third = structuredClone(before.objections[0]) as PackDocument['objections'][number];
    const named = JSON.parse(JSON.stringify(third).replaceAll('"id":"forgot', '"id":"third')) as typeof third;
    named.phrasings = [{id: 'third.p1', text: '别的'}];
    before.objections.push(named);
    const after = structuredClone(before);
    after.objections.unshift(after.objections.pop() as never);
    expect(diffPacks(Pack.parse(before), Pack.parse(after))).toMatchObject([
      {kind: 'moved', partId: 'third', before: '3.', after: '1.'},
    ]);
  });

  test('says of another id with the same words that the id changed', () => {
    expect(
      changes(
        (pack) =>
          (((pack.objections[0] as Pack['objections'][number]).phrasings[0] as {id: string}).id = 'forgot.first'),
      ),
    ).toMatchObject([
      {
        kind: 'changed',
        place: 'objections › 我忘了还款 › phrasings › forgot.first › id',
        before: 'forgot.p1',
        after: 'forgot.first',
      },
    ]);
  });

  test('knows an objection under another id, also when a line in it was changed at once', () => {
    const renamed = changes((pack) => {
      const [objection] = pack.objections as [PackDocument['objections'][number]];
      objection.id = 'forgotten';
      Object.assign(objection.answers.soft[0] as object, {text: '没事。'});
    });
    expect(renamed.map(({kind, place}) => [kind, place])).toEqual([
      ['changed', 'objections › 我忘了还款 › id'],
      ['changed', 'objections › 我忘了还款 › answers.soft › forgot.soft › text'],
    ]);
  });

  test('keeps two equal sentences where they are when both get another id', () => {
    const pack = smallPack();
    const same = (id: string) => ({id, text: '好的。'});
    const [one, two] = pack.objections as [PackDocument['objections'][number], PackDocument['objections'][number]];
    one.answers.soft = [same('a')];
    two.answers.soft = [same('b')];
    const after = structuredClone(pack);
    (after.objections[0] as typeof one).answers.soft = [same('y')];
    (after.objections[1] as typeof one).answers.soft = [same('x')];
    const told = diffPacks(Pack.parse(pack), Pack.parse(after));
    expect(told.map(({kind, before, after: now}) => [kind, before, now])).toEqual([
      ['changed', 'a', 'y'],
      ['changed', 'b', 'x'],
    ]);
  });

  test('says which words of a list came and went, and which only changed their turn', () => {
    const list = (words: string[]) => (pack: PackDocument) =>
      (pack.wordLists = [{id: 'w', category: 'c', severity: 'warn', language: 'zh-CN', words}]);
    const [before, after] = [smallPack(), smallPack()];
    list(['一', '二', '三', '四'])(before);
    list(['四', '一', '三', '五'])(after);
    expect(diffPacks(Pack.parse(before), Pack.parse(after))).toMatchObject([
      {
        kind: 'changed',
        place: 'wordLists › w › words',
        words: [
          {kind: 'same', text: '四\n'},
          {kind: 'same', text: '一\n'},
          {kind: 'removed', text: '二\n'},
          {kind: 'same', text: '三\n'},
          {kind: 'added', text: '五'},
        ],
      },
      {kind: 'moved', place: 'wordLists › w › words › 四', before: '4.', after: '1.'},
    ]);
  });

  test('tells slots, conditions and expressions by what they are, not as raw data', () => {
    const lexicon = (weight: number): PackDocument['lexicon'] => [
      {id: 'c', language: 'zh-CN', objections: ['forgot'], expressions: [{text: '忘掉', weight}]},
    ];
    const [before, after] = [smallPack(), smallPack()];
    before.lexicon = lexicon(1);
    after.lexicon = lexicon(0.5);
    Object.assign(after.slots[0] as object, {source: 'agent.institution'});
    Object.assign(after.objections[0]?.answers.soft[0] as object, {when: {daysOverdue: {max: 30}}});
    const told = diffPacks(Pack.parse(before), Pack.parse(after));
    expect(told.map(({place, before: was, after: now}) => [place.split(' › ').at(-1), was, now])).toEqual([
      ['expressions', '忘掉', '忘掉 × 0.5'],
      ['when.daysOverdue.max', null, '30'],
      ['source', 'agent.spokenName', 'agent.institution'],
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

  test('of any edits is exactly these edits, and of the way back the same with before and after exchanged', () => {
    const small = editable();
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(999), fc.nat(999)), {maxLength: 12}), (edits) => {
        const {before, after, expected} = applied(small, edits);
        const there = diffPacks(before, after);
        expect(there.map(({kind, partId}) => `${kind} ${partId}`).toSorted()).toEqual(expected.toSorted());
        expect(diffPacks(after, before).map(summary).toSorted()).toEqual(there.map(mirrored).toSorted());
        for (const {kind, before: was, after: now, words = []} of there) {
          if (kind !== 'changed') continue;
          const without = (gone: string) =>
            words
              .filter((word) => word.kind !== gone)
              .map(({text}) => text)
              .join('');
          expect([without('added'), without('removed')]).toEqual([was ?? '', now ?? '']);
        }
      }),
      {numRuns: 150},
    );
  });

  test('of 20,000 objections, each with a changed answer, takes seconds', () => {
    const before = Pack.parse(largePack(19_990));
    const after = structuredClone(before);
    after.objections.reverse();
    for (const {answers} of after.objections) Object.assign(answers.soft[0] as object, {text: '没事，现在处理就好。'});
    const start = performance.now();
    const told = diffPacks(before, after);
    expect(told.length).toBeGreaterThan(39_000);
    expect(performance.now() - start).toBeLessThan(30_000);
  }, 120_000);
});

type Told = ReturnType<typeof diffPacks>[number];

const summary = ({kind, partId, before, after}: Told) => JSON.stringify([kind, partId, before, after]);
const OPPOSITE = {added: 'removed', removed: 'added', changed: 'changed', moved: 'moved'} as const;
const mirrored = ({kind, partId, before, after}: Told) => JSON.stringify([OPPOSITE[kind], partId, after, before]);

/** Six objections of five phrasings each, all with words of their own. */
function editable(): Pack {
  const pack = smallPack();
  const [model] = pack.objections as [PackDocument['objections'][number]];
  const named = (id: string) =>
    JSON.parse(JSON.stringify(model).replaceAll('"id":"forgot', `"id":"${id}`)) as typeof model;
  pack.objections = Array.from({length: 6}, (_, i) => ({
    ...named(`o${i}`),
    title: `异议${i}`,
    phrasings: Array.from({length: 5}, (_unused, n) => ({id: `o${i}.p${n}`, text: `第${i}组第${n}种说法`})),
  }));
  return Pack.parse(pack);
}

/** Edits that do not undo each other: every phrasing is touched at most once, and appended where it goes. */
function applied(start: Pack, edits: readonly [number, number, number][]) {
  const before = structuredClone(start);
  const after = structuredClone(start);
  const touched = new Set<string>();
  const expected: string[] = [];
  edits.forEach(([what, which, where], n) => {
    const home = after.objections[which % 6] as Pack['objections'][number];
    const free = home.phrasings.filter(({id}) => !touched.has(id));
    const part = free[where % Math.max(free.length, 1)];
    if (what === 3) {
      home.phrasings.splice(where % (home.phrasings.length + 1), 0, {id: `new${n}`, text: `新说法${n}号`});
      touched.add(`new${n}`);
      expected.push(`added new${n}`);
    } else if (part !== undefined && home.phrasings.length > 1) {
      touched.add(part.id);
      if (what === 0) part.text = `改成了${n}号话`;
      else home.phrasings.splice(home.phrasings.indexOf(part), 1);
      if (what === 2) {
        const there = after.objections[(which + 1 + (where % 5)) % 6] as Pack['objections'][number];
        there.phrasings.splice(where % (there.phrasings.length + 1), 0, part);
      }
      expected.push(`${(['changed', 'removed', 'moved'] as const)[what as 0 | 1 | 2]} ${part.id}`);
    }
  });
  return {before, after, expected};
}
