import * as fc from 'fast-check';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Objection, Pack} from '../../electron/contract/pack.ts';
import type {SearchHit} from '../../electron/contract/methods.ts';
import {createPackSearch} from '../../electron/domain/pack-search.ts';
import {starterPack} from './starter-packs.ts';
import {millisecondsOf} from '../spent-time.ts';

/** The hits alone, of a search that knows nothing of a call. */
interface ObjectionIndex {
  search(text: string, limit: number): SearchHit[];
}

type Indexed = Pick<Objection, 'id' | 'title' | 'category' | 'phrasings'>;

function createObjectionIndex(objections: readonly Indexed[]): ObjectionIndex {
  const pack = createPackSearch({language: 'zh-CN', objections: objections as Objection[]}, []);
  return {search: (text, limit) => pack.search(text, {}, limit).hits};
}

let zh: Pack;
let en: Pack;
let zhIndex: ObjectionIndex;
let enIndex: ObjectionIndex;

beforeAll(() => {
  zh = starterPack('zh-CN');
  en = starterPack('en');
  zhIndex = createObjectionIndex(zh.objections);
  enIndex = createObjectionIndex(en.objections);
});

const firstThree = (index: ObjectionIndex, text: string) => index.search(text, 3).map((hit) => hit.objectionId);

/** An index over a few phrasings, each an objection of its own. */
const indexOf = (...texts: string[]) =>
  createObjectionIndex(
    texts.map((text, i) => ({id: `o${i}`, title: `标题${i}`, category: '类', phrasings: [{id: `p${i}`, text}]})),
  );

describe('what the customer says finds its objection', () => {
  test.for([
    ['meiqian', ['no-money-now', 'cannot-pay']],
    ['mq', ['no-money-now', 'cannot-pay']],
    ['没前', ['no-money-now', 'cannot-pay']],
    ['没钱', ['no-money-now', 'cannot-pay']],
    ['mei qian', ['no-money-now', 'cannot-pay']],
    ["mei'qian", ['no-money-now', 'cannot-pay']],
    ['MEIQIAN', ['no-money-now', 'cannot-pay']],
    ['沒錢', ['no-money-now', 'cannot-pay']],
    ['ｍｅｉｑｉａｎ', ['no-money-now', 'cannot-pay']],
    ['no money', ['no-money-now', 'cannot-pay']],
    ['利息太高', ['fees-too-high']],
    ['lixitaigao', ['fees-too-high']],
    ['wangle', ['forgot']],
    ['忘了', ['forgot']],
    ['wl', ['forgot']],
  ] as const)('%s is among the first three', ([typed, ids]) => {
    const found = firstThree(zhIndex, typed);
    expect(found.some((id) => (ids as readonly string[]).includes(id))).toBe(true);
  });

  test.for([
    ['no money', /money|cannot/],
    ['forgot', /forgot/],
    ['fees too high', /fee|interest/],
    ['fees', /fee|interest/],
    ['i dont have teh money', /money|cannot/],
  ] as const)('%s finds it in the English pack', ([typed, id]) => {
    expect(firstThree(enIndex, typed).some((found) => id.test(found))).toBe(true);
  });

  test('every phrasing of both packs finds its own objection first, word by word', () => {
    for (const [pack, index] of [
      [zh, zhIndex],
      [en, enIndex],
    ] as const) {
      const lost = pack.objections.flatMap((objection) =>
        objection.phrasings
          .filter((phrasing) => index.search(phrasing.text, 1)[0]?.objectionId !== objection.id)
          .map((phrasing) => `${objection.id}: ${phrasing.text}`),
      );
      expect(lost).toEqual([]);
    }
  });

  test('a title finds its own objection among the first three', () => {
    const some = zh.objections.filter((_objection, i) => i % 4 === 0);
    const lost = some.filter((objection) => !firstThree(zhIndex, objection.title).includes(objection.id));
    expect(lost.map(({title}) => title)).toEqual([]);
  });

  test('the very words are before their beginning, and that before a part of a longer sentence', () => {
    const hits = indexOf('我现在没有钱还', '没有钱', '没有钱还债').search('没有钱', 5);
    expect(hits.map((hit) => hit.objectionId)).toEqual(['o1', 'o2', 'o0']);
    expect(hits[0]?.score).toBe(1);
    expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).toSorted((a, b) => b - a));
  });

  test('a character with two readings is found by both', () => {
    const index = indexOf('还不起', '别的');
    expect(index.search('huanbuqi', 1)[0]?.objectionId).toBe('o0');
    expect(index.search('haibuqi', 1)[0]?.objectionId).toBe('o0');
    expect(index.search('hbq', 1)[0]?.objectionId).toBe('o0');
  });

  test('mixed and misspelt input is forgiven', () => {
    const index = indexOf('我没收到账单', '利息太高了', '公司裁员了');
    expect(index.search('没shoudao', 1)[0]?.objectionId).toBe('o0');
    expect(index.search('lixi太高', 1)[0]?.objectionId).toBe('o1');
    expect(index.search('lixitaigoa', 1)[0]?.objectionId).toBe('o1');
    expect(index.search('公司采员', 1)[0]?.objectionId).toBe('o2');
  });

  test('nothing is found for nothing, and for what nobody says', () => {
    expect(zhIndex.search('', 5)).toEqual([]);
    expect(zhIndex.search('  \n\t', 5)).toEqual([]);
    expect(zhIndex.search('！？。，', 5)).toEqual([]);
    expect(zhIndex.search('zzzzqqqqxxxx', 5)).toEqual([]);
  });

  test('gives no more than asked for, each objection once', () => {
    for (const typed of ['钱', '我', 'bu', 'a', 'no']) {
      const ids = zhIndex.search(typed, 9).map((hit) => hit.objectionId);
      expect(ids.length).toBeLessThanOrEqual(9);
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(zhIndex.search('我', 1)).toHaveLength(1);
  });

  test('gives the same answer every time', () => {
    for (const typed of ['meiq', '没钱还', 'lx', 'when'])
      expect(zhIndex.search(typed, 9)).toEqual(zhIndex.search(typed, 9));
  });

  test('is quick enough to be called on every keystroke', () => {
    const typed = ['m', 'me', 'mei', 'meiq', 'meiqi', '没', '没钱', '没钱还', 'no mon', '利息怎么这么高啊'];
    for (const text of typed) zhIndex.search(text, 9);
    const spent = millisecondsOf(() => typed.forEach((text) => zhIndex.search(text, 9)));
    expect(spent / typed.length).toBeLessThan(150);
  });
});

describe('marks', () => {
  const markedOf = (index: ObjectionIndex, typed: string) => {
    const [hit] = index.search(typed, 1);
    return hit?.marks.map(([from, to]) => hit.phrasing.slice(from, to));
  };

  test('show the part of the phrasing that was typed', () => {
    const index = indexOf('我现在没钱，真的');
    expect(markedOf(index, '没钱')).toEqual(['没钱']);
    expect(markedOf(index, 'meiqian')).toEqual(['没钱']);
    expect(markedOf(index, 'mq')).toEqual(['没钱']);
    expect(markedOf(index, 'meiq')).toEqual(['没钱']);
    expect(markedOf(index, 'xianzaimei')).toEqual(['现在没']);
    expect(markedOf(indexOf('I have no money'), 'NO MONEY')).toEqual(['no money']);
  });

  const fragments = () =>
    fc.oneof(
      fc.string({unit: 'binary', maxLength: 20}),
      fc.string({unit: 'grapheme', maxLength: 10}),
      fc.constantFrom(...zh.objections.flatMap((objection) => objection.phrasings.map((phrasing) => phrasing.text))),
      fc
        .array(fc.constantFrom('m', 'q', 'ei', 'ian', '没', '钱', '不', ' ', 'huan', "'", '利'), {maxLength: 8})
        .map((parts) => parts.join('')),
    );
  const lieWithin = (hits: ReturnType<ObjectionIndex['search']>) =>
    hits.every(({phrasing, marks, score}) => {
      let last = 0;
      return (
        score > 0 &&
        score <= 1 &&
        marks.every(([from, to]) => {
          const fits = Number.isInteger(from) && from >= last && to > from && to <= phrasing.length;
          last = to;
          // A mark never cuts a character in two.
          return fits && phrasing.slice(from, to).isWellFormed();
        })
      );
    });

  test('lie within the phrasing, whatever is typed', {timeout: 120_000}, () => {
    fc.assert(
      fc.property(fragments(), (typed) => {
        expect(lieWithin(zhIndex.search(typed, 9))).toBe(true);
      }),
      {numRuns: 60},
    );
  });

  test('lie within phrasings of any script, too', () => {
    const script = fc.string({
      unit: fc.constantFrom('İ', 'ß', '𠮷', '還', '😀', 'a', 'é', 'ﬁ', '㎏', '没', '，', ' ', 'Ａ', '１'),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(script, script, fc.nat(10), fc.nat(10), (one, other, from, length) => {
        const index = indexOf(one, other);
        for (const typed of [one, other, [...one].slice(from, from + length).join(''), one.toLowerCase()]) {
          expect(lieWithin(index.search(typed, 5))).toBe(true);
        }
      }),
      {numRuns: 300},
    );
  });
});

describe('hostile input', () => {
  test.for([
    ['ten thousand characters', '没钱'.repeat(5000)],
    ['ten thousand letters', 'mq'.repeat(5000)],
    ['ten thousand spaces', ' '.repeat(10_000)],
    ['emoji', '😀👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(100)],
    ['a regular expression', '(a+)+$'.repeat(50)],
    ['an open class', '[[[[((((**++??\\\\'],
    ['control characters', '\u0000\u0001\u001b[31m\u007f\u0085'],
    ['half characters', '\ud83d\ud83d\udc00没'],
    ['marks without letters', 'e\u0301'.repeat(200) + '\u0301'.repeat(2000)],
    ['right to left', '\u202eمرحبا\u202c'],
    ['a Zalgo text', `没${'\u0337\u0321'.repeat(500)}钱`],
    ['names of the prototype', 'constructor __proto__ toString'],
    ['operators of a search language', '=没钱 | !忘 ^a$ \'b "c"'],
    ['a rare character', '𠮷𡃁龘䶮'],
  ] as const)('%s is answered at once', ([, typed]) => {
    expect(millisecondsOf(() => zhIndex.search(typed, 9))).toBeLessThan(2000);
    expect(zhIndex.search(typed, 9).length).toBeLessThanOrEqual(9);
  });

  test('an index of hostile phrasings is built and searched', () => {
    const texts = ['', ' ', '！', '\ud800', 'constructor', '__proto__', '😀', 'x'.repeat(120), '\u0301', 'İ'];
    const index = indexOf(...texts);
    for (const text of texts) expect(() => index.search(text, 5)).not.toThrow();
    expect(createObjectionIndex([]).search('没钱', 5)).toEqual([]);
  });

  test('any text is answered, and never with a bug', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 200}), fc.integer({min: 1, max: 50}), (typed, limit) => {
        expect(zhIndex.search(typed, limit).length).toBeLessThanOrEqual(limit);
      }),
      {numRuns: 100},
    );
  });
});

test('a pack of twenty thousand objections is still searched', {timeout: 120_000}, () => {
  const [first] = zh.objections as [Objection];
  const many = Array.from({length: 20_000}, (_, i) => ({
    ...first,
    id: `o${i}`,
    title: `异议 ${i}`,
    phrasings: [{id: `p${i}`, text: `${first.phrasings[i % first.phrasings.length]?.text} ${i}`}],
  }));
  const index = createObjectionIndex(many);
  index.search('meiq', 9);
  expect(millisecondsOf(() => index.search('wangle 777', 9))).toBeLessThan(8000);
  expect(index.search('wangle 777', 9).length).toBeGreaterThan(0);
});
