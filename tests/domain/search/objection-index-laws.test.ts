import * as fc from 'fast-check';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Lexicon} from '../../../electron/contract/lexicon.ts';
import {
  createObjectionIndex,
  type IndexEntry,
  type ObjectionIndex,
  snapshotFits,
} from '../../../electron/domain/objection-index.ts';
import {readEntries, shippedLexicon} from '../../search/benchmark-data.ts';

const corpusFile = new URL('../../search/corpus-1k.json', import.meta.url).pathname;
let lexicon: Lexicon;
let corpus: IndexEntry[];

beforeAll(() => {
  lexicon = shippedLexicon();
  corpus = readEntries(corpusFile).filter((_entry, i) => i % 4 === 0);
});

const unfolded = {fold: false};
const TYPED =
  '没钱|没|我|meiqian|mq|fen期|利西太高|salary|no mon|车贷 分期|M2 没钱|學費|不是不还|口袋空空|揭不开锅|裁员公司把我|wangle|一天打这么多电话|喂 老实跟你说 忘了|zzzz|！？'.split(
    '|',
  );

/** All that an answer tells, for comparing two indexes. */
const told = (index: ObjectionIndex, typed: string) => {
  const {hits, sure} = index.search(typed, {}, 30);
  return {
    sure,
    hits: hits.map(({entryId, groupId, phrasing, marks, score, variants, why}) => {
      return {entryId, groupId, phrasing, marks, score, variants, why};
    }),
  };
};

const entries = () =>
  fc.uniqueArray(fc.nat(corpus.length - 1), {minLength: 2, maxLength: 25}).map((places) => {
    return places.map((place) => corpus[place] as IndexEntry);
  });
const typedTexts = () =>
  fc.oneof(fc.constantFrom(...TYPED), fc.constantFrom(...corpus.flatMap((entry) => entry.aliases)));

describe('the laws of the objection index', () => {
  test('an exact title or phrasing ranks an entry that has it first', {timeout: 120_000}, () => {
    const index = createObjectionIndex(corpus, lexicon, unfolded);
    const lost = corpus.flatMap((entry) =>
      [entry.title, ...entry.aliases].filter((text) => {
        const [first] = index.search(text, {}, 1).hits;
        const found = corpus.find(({id}) => id === first?.entryId);
        return found === undefined || ![found.title, ...found.aliases].includes(text);
      }),
    );
    expect(lost).toEqual([]);
  });

  test('an unrelated entry never changes the winner of an exact query', {timeout: 120_000}, () => {
    fc.assert(
      fc.property(
        entries(),
        fc.nat(),
        fc.string({unit: fc.constantFrom(...'猫狗花草天气晴雨山水abcxyz 没钱还款利息'), minLength: 1, maxLength: 10}),
        (some, which, stranger) => {
          const wanted = some[which % some.length] as IndexEntry;
          fc.pre(some.every((entry) => entry.title !== stranger && !entry.aliases.includes(stranger)));
          const before = createObjectionIndex(some, lexicon, unfolded).search(wanted.title, {}, 1).hits[0]?.entryId;
          const more = [...some, {id: 'stranger', title: stranger, aliases: []}];
          const after = createObjectionIndex(more, lexicon, unfolded).search(wanted.title, {}, 1).hits[0]?.entryId;
          expect(after).toBe(before);
        },
      ),
      {numRuns: 25},
    );
  });

  test('an updated index answers as one that is built of what is there now', {timeout: 180_000}, () => {
    fc.assert(
      fc.property(
        entries(),
        fc.array(fc.tuple(fc.constantFrom('put', 'change', 'remove'), fc.nat(), fc.nat()), {maxLength: 8}),
        fc.array(typedTexts(), {minLength: 4, maxLength: 8}),
        (some, changes, typed) => {
          const index = createObjectionIndex(some, lexicon, unfolded);
          const now = new Map(some.map((entry) => [entry.id, entry]));
          for (const [kind, one, other] of changes) {
            const ids = [...now.keys()];
            const id = ids[one % Math.max(1, ids.length)] ?? 'none';
            const donor = corpus[other % corpus.length] as IndexEntry;
            if (kind === 'remove') {
              index.update({remove: [id]});
              now.delete(id);
            } else {
              const entry = kind === 'put' ? donor : {...donor, id};
              index.update({put: [entry]});
              now.set(entry.id, entry);
            }
          }
          const rebuilt = createObjectionIndex([...now.values()], lexicon, unfolded);
          for (const text of typed) expect(told(index, text)).toEqual(told(rebuilt, text));
        },
      ),
      {numRuns: 40},
    );
  });

  test('an index from a snapshot is the index, also after changes on either side', {timeout: 120_000}, () => {
    const fresh = createObjectionIndex(corpus, lexicon, unfolded);
    fresh.update({
      remove: [corpus[3]?.id ?? ''],
      put: [{id: 'new', title: '我的猫吃了账单', aliases: ['账单被猫吃了']}],
    });
    const left = [
      ...corpus.filter((_entry, i) => i !== 3),
      {id: 'new', title: '我的猫吃了账单', aliases: ['账单被猫吃了']},
    ];
    const restored = createObjectionIndex(left, lexicon, {...unfolded, snapshot: fresh.snapshot()});
    expect(restored.restored).toBe(true);
    for (const text of [...TYPED, '猫吃了', 'zdbmcl']) expect(told(restored, text)).toEqual(told(fresh, text));
    for (const index of [fresh, restored]) index.update({put: [{...(corpus[9] as IndexEntry), title: '房子被水淹了'}]});
    for (const text of [...TYPED, '水淹']) expect(told(restored, text)).toEqual(told(fresh, text));
  });
});

describe('a snapshot that does not fit', () => {
  const whole = () => createObjectionIndex(corpus, lexicon, unfolded).snapshot();

  test('is told from one that is whole', () => {
    const snapshot = whole();
    expect(snapshotFits(snapshot)).toBe(true);
    for (const place of [0, 5, 17, 100, snapshot.length - 1]) {
      const damaged = snapshot.slice();
      damaged[place] = (damaged[place] as number) ^ 0x40;
      expect(snapshotFits(damaged), `byte ${place}`).toBe(false);
    }
    for (const length of [0, 3, 24, snapshot.length - 4]) expect(snapshotFits(snapshot.slice(0, length))).toBe(false);
  });

  test('is rebuilt: of other entries, another lexicon, or damaged', () => {
    const snapshot = whole();
    const changed = corpus.map((entry, i) => (i === 7 ? {...entry, title: `${entry.title}了`} : entry));
    const damaged = snapshot.slice();
    damaged[damaged.length - 9] = 1;
    for (const [given, words, stored] of [
      [changed, lexicon, snapshot],
      [corpus.slice(1), lexicon, snapshot],
      [corpus, [], snapshot],
      [corpus, lexicon, damaged],
      [corpus, lexicon, new Uint8Array(0)],
    ] as const) {
      const index = createObjectionIndex(given, words, {...unfolded, snapshot: stored});
      expect(index.restored).toBe(false);
      expect(index.search('没钱', {}, 3).hits.length).toBeGreaterThan(0);
    }
  });
});
