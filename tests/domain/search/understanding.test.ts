import {beforeAll, describe, expect, test} from 'vitest';
import type {Lexicon} from '../../../electron/contract/lexicon.ts';
import {createObjectionIndex, type IndexEntry, type ObjectionIndex} from '../../../electron/domain/objection-index.ts';
import {entriesOf} from '../../../electron/domain/pack-search.ts';
import {canonical, codesOf, textOf} from '../../../electron/domain/search/canonical.ts';
import {createConceptModel} from '../../../electron/domain/search/concept-model.ts';
import {shippedLexicon} from '../../search/benchmark-data.ts';
import {starterPack} from '../starter-packs.ts';

let lexicon: Lexicon;
let zh: ObjectionIndex;

beforeAll(() => {
  lexicon = shippedLexicon();
  zh = createObjectionIndex(entriesOf(starterPack('zh-CN')), lexicon);
});

const firstThree = (typed: string) => zh.search(typed, {}, 3).hits.map((hit) => hit.groupId);

describe('the search understands', () => {
  test.for([
    ['an unfinished syllable', 'tousu', 'complain'],
    ['spaces between syllables', 'tou su', 'complain'],
    ['initials', 'txgz', 'wages-owed'],
    ['a mix', '没q', 'no-money-now'],
    ['fuzzy sounds zh/z', 'zaodao zenme huan', 'how-to-pay'],
    ['fuzzy sounds n/l', 'nixi taigao', 'fees-too-high'],
    ['fuzzy sounds an/ang', 'shanmen', 'no-visit'],
    ['a polyphone the other way', 'hai bu qi', 'cannot-pay'],
    ['homophones', '力西太高', 'fees-too-high'],
    ['traditional characters', '還不起', 'cannot-pay'],
    ['full-width letters', 'ｍｅｉｑｉａｎ', 'no-money-now'],
    ['another order', '太高利息', 'fees-too-high'],
    ['fillers', '嗯那个就是说我忘了', 'forgot'],
    ['fillers in clauses of their own', '喂你好，我跟你说啊，我真的是忘了还款了', 'forgot'],
    ['fillers after it', '我忘了还款，不好意思啊，谢谢你', 'forgot'],
    ['a letter too many', 'fenqii', 'installment'],
    ['swapped letters', 'lxiitaigao', 'fees-too-high'],
  ] as const)('%s: %s', ([, typed, id]) => {
    expect(firstThree(typed)).toContain(id);
  });

  test.for([
    ['揭不开锅了', /no-money|cannot-pay/],
    ['兜比脸还干净', /no-money|cannot-pay/],
    ['被炒鱿鱼了', /lost-job/],
    ['老板跑路没发钱', /wages-owed/],
    ['手机响个不停', /calls-too-many/],
    ['卷铺盖走人了', /lost-job/],
    ['活着没意思', /self-harm/],
  ] as const)('what stands in no phrasing: %s', ([typed, id]) => {
    expect(firstThree(typed).some((found) => id.test(found))).toBe(true);
  });

  test.for([
    '自杀',
    '我老婆要自杀',
    '轻生',
    '想不开了',
    'zisha',
    'zi sha',
    '遗书',
    '我去死',
    '人死债消',
    '自殺',
    '站在楼顶',
  ])('somebody may be in danger: %s', (typed) => {
    const {hits, sure} = zh.search(typed, {}, 3);
    expect(hits[0]?.groupId).toBe('self-harm');
    expect(sure).toBe(true);
  });

  test.for([
    'suicide',
    'I am suicidal',
    'gonna kill my self',
    'put a bullet in my head',
    'wanna die',
    'not worth living',
  ])('somebody may be in danger: %s', (typed) => {
    const en = createObjectionIndex(entriesOf(starterPack('en')), lexicon);
    const {hits, sure} = en.search(typed, {}, 3);
    expect(hits[0]?.groupId).toBe('self-harm');
    expect(sure).toBe(true);
  });

  test('what it is sure of does not depend on how many results are asked for', () => {
    for (const typed of ['没钱', '利息太高', '昨晚球赛谁赢了', '今天天气不错', 'asdfgh', '再见', '谢谢', '宫保鸡丁']) {
      const sure = [1, 3, 8, 20].map((limit) => zh.search(typed, {}, limit).sure);
      expect(new Set(sure).size).toBe(1);
    }
    const known = ['没钱', '利息太高', '忘了', '打错了', '要投诉', 'meiqian', '别打给我爸妈', '不还钱会不会被抓去坐牢'];
    expect(known.filter((typed) => !zh.search(typed, {}, 3).sure)).toEqual([]);
    const strange = ['昨晚球赛谁赢了', '今天天气不错', '宫保鸡丁', '再见', '谢谢', '好的', 'hello', '小狗真可爱'];
    expect(strange.filter((typed) => zh.search(typed, {}, 3).sure)).toEqual([]);
  });

  test('English keeps its numbers', () => {
    const en = createObjectionIndex(entriesOf(starterPack('en')), lexicon);
    expect(en.search('chapter 13', {}, 1).hits[0]?.groupId).toBe('bankruptcy');
    expect(en.search('cash is tight', {}, 1).hits[0]?.groupId).toBe('no-money-now');
    const [hit] = en.search('I cant pay', {}, 1).hits;
    expect(hit?.marks.map(([from, to]) => hit.phrasing.slice(from, to))).toEqual(["I can't pay"]);
  });

  test('a denied denial is no denial', () => {
    expect(zh.search('不还', {}, 1).hits[0]?.groupId).toBe('refuse');
    const denied = [
      '不是不还',
      '我没说不还',
      '又不是不还',
      '不是我不还',
      '没说过不还',
      '谁说不还了',
      '没打算不还',
      '唔係唔還',
    ];
    const first = denied.map((typed) => zh.search(typed, {}, 1).hits[0]?.groupId);
    expect(first).not.toContain('refuse');
  });
});

describe('a text is read', () => {
  const read = (text: string) => textOf(codesOf(text)).replace('\ue000', '[denied]');
  test.for([
    ['還不起', '还不起'],
    ['ＡＰＰ打不開！！', 'app打不开'],
    ['先还500', '先还五百'],
    ['2000块', '两千块'],
    ['10500', '一万零五百'],
    ['二百', '两百'],
    ['12378', '12378'],
    ['打110', '打110'],
    ['M3+', 'm3+'],
    ['簡訊', '短信'],
    ['don’t', 'dont'],
    ['不是不还', '[denied]还'],
    ['是不是不还', '是不是不还'],
    ['没钱不还', '没钱不还'],
    ['怎么可能不还', '怎[denied]还'],
    ['Chapter 13', 'chapter 13'],
    ['méi qián', 'mei qian'],
    ['唔係', '不是'],
    ['  a ,, b  ', 'a,b'],
    ['', ''],
    ['！？', ''],
  ] as const)('%s as %s', ([text, canon]) => {
    expect(read(text)).toBe(canon);
  });

  test('with the place of every sign', () => {
    const text = '我收到簡訊，不是不还2000';
    const {codes, from, to} = canonical(text);
    expect(codes.map((code, i) => `${String.fromCodePoint(code)}=${text.slice(from[i], to[i])}`)).toEqual([
      '我=我',
      '收=收',
      '到=到',
      '短=簡訊',
      '信=簡訊',
      ',=，',
      '\ue000=不是不',
      '还=还',
      '两=2000',
      '千=2000',
    ]);
  });
});

describe('facets', () => {
  const entry = (id: string, title: string, product: string, bucket: string): IndexEntry => ({
    id,
    groupId: title,
    title,
    aliases: [],
    product,
    bucket,
  });
  const entries = [
    ...['信用卡', '车贷'].flatMap((product) =>
      ['M1', 'M2', 'M3+'].map((bucket) => entry(`${product}${bucket}`, '没钱', product, bucket)),
    ),
    entry('fee', '年费太高', '车贷', 'M1'),
    entry('feeCard', '年费太高', '信用卡', 'M1'),
  ];
  test.for([
    ['没钱 M2', '信用卡M2'],
    ['没钱 车贷', '车贷M1'],
    ['chedai meiqian', '车贷M1'],
    ['M3+ 没钱 车贷', '车贷M3+'],
    ['m3 没钱', '信用卡M3+'],
    ['信用卡 年费', 'feeCard'],
    ['信用卡年费', 'feeCard'],
  ] as const)('typed with the words reorder: %s', ([typed, id]) => {
    for (const fold of [true, false]) {
      const index = createObjectionIndex(entries, lexicon, {fold});
      expect(index.search(typed, {}, 5).hits[0]?.entryId).toBe(id);
    }
  });

  test('of the call reorder within an objection and hide nothing', () => {
    const index = createObjectionIndex(entries, lexicon);
    const {hits} = index.search('没钱', {product: '车贷', bucket: 'M2'}, 5);
    expect(hits[0]).toMatchObject({entryId: '车贷M2', variants: 5});
  });
});

test('what is known of the call orders what the words leave close, and no more', () => {
  const phrases: [string, string][] = [
    ['a', '明天再说'],
    ['b', '明天还钱'],
    ['c', '不要上门'],
  ];
  const index = createObjectionIndex(
    phrases.map(([id, title]) => ({id, title, aliases: []})),
    [],
  );
  const order = (context: Parameters<ObjectionIndex['search']>[1]) =>
    index.search('明天', context, 3).hits.map((hit) => hit.entryId);
  expect(order({})).toEqual(['a', 'b']);
  expect(order({usage: new Map([['b', 50]])})).toEqual(['b', 'a']);
  expect(order({saidBefore: ['b']})).toEqual(['b', 'a']);
  expect(order({near: ['b']})).toEqual(['b', 'a']);
  const loud = {usage: new Map([['c', 1e9]]), saidBefore: ['c'], near: ['c']};
  expect(order(loud)).toEqual(['a', 'b']);
  expect(index.search('明天还钱', {...loud, usage: new Map([['a', 1e9]])}, 1).hits[0]?.entryId).toBe('b');
});

describe('the lexicon', () => {
  test('has more than 1,500 Chinese and 400 English expressions, each concept in both languages', () => {
    const counts = lexicon.map(({concepts}) => concepts.reduce((sum, {expressions}) => sum + expressions.length, 0));
    expect(counts[0]).toBeGreaterThan(1500);
    expect(counts[1]).toBeGreaterThan(400);
    const ids = lexicon.map(({concepts}) => concepts.map(({id}) => id).toSorted());
    expect(ids[0]).toEqual(ids[1]);
    expect(new Set(ids[0]).size).toBe(ids[0]?.length);
  });

  test('its false friends do not bring their concept up', () => {
    const model = createConceptModel(lexicon);
    const told = lexicon.flatMap(({concepts}) =>
      concepts.flatMap(({id, not}) =>
        not.filter((text) => (model.probabilities(codesOf(text))[model.concepts.indexOf(id)] as number) > 0.03),
      ),
    );
    expect(told).toEqual([]);
  });

  test('its expressions mean their own concept', () => {
    const model = createConceptModel(lexicon);
    let right = 0;
    let all = 0;
    for (const {id, expressions} of lexicon.flatMap(({concepts}) => concepts)) {
      for (const expression of expressions) {
        const probabilities = model.probabilities(codesOf(typeof expression === 'string' ? expression : expression[0]));
        const highest = probabilities.indexOf(Math.max(...probabilities));
        all += 1;
        if (model.concepts[highest] === id) right += 1;
      }
    }
    expect(right / all).toBeGreaterThan(0.95);
  });

  // Learning all of it would take minutes.
  test('of a pack may be large: it keeps nobody waiting', {timeout: 30_000}, () => {
    const concepts = Array.from({length: 600}, (_, i) => ({
      id: `pack.c${i}`,
      title: 'x',
      anchors: [],
      not: [],
      objections: i % 2 === 0 ? ['b'] : [],
      expressions: Array.from({length: 20}, (_each, k) => `说法${i}的第${k}种`),
    }));
    const own: Lexicon = [{formatVersion: 1, language: 'zh-CN', fillers: [], concepts}];
    const entries = [{id: 'b', title: '生意亏了', aliases: []}];
    const index = createObjectionIndex(entries, own);
    expect(index.search('说法400的第7种', {}, 1).hits[0]?.entryId).toBe('b');
  });

  test('every expression of a pack’s own concept finds the objection it names', () => {
    const own: Lexicon = [
      {
        formatVersion: 1,
        language: 'zh-CN',
        fillers: [],
        concepts: [
          {
            id: 'pack.x',
            title: 'x',
            anchors: [],
            expressions: ['鸡飞蛋打', ['竹篮打水', 0.5]],
            not: [],
            objections: ['b'],
          },
        ],
      },
    ];
    const index = createObjectionIndex(
      [
        {id: 'a', title: '没钱', aliases: []},
        {id: 'b', title: '生意亏了', aliases: []},
      ],
      own,
    );
    const found = ['鸡飞蛋打', 'jifei', 'jfdd', '竹篮'].map((typed) => index.search(typed, {}, 1).hits[0]?.entryId);
    expect(found).toEqual(['b', 'b', 'b', 'b']);
  });
});
