import {describe, expect, test} from 'vitest';
import {heardObjections} from '../../electron/domain/heard-objections.ts';
import {createPackSearch} from '../../electron/domain/pack-search.ts';
import {sources} from './lint/linted.ts';
import {starterPack} from './starter-packs.ts';

const searches = {
  'zh-CN': createPackSearch(starterPack('zh-CN'), sources.lexicon),
  en: createPackSearch(starterPack('en'), sources.lexicon),
};
const heard = (language: keyof typeof searches, sentence: string, limit = 3) =>
  heardObjections(searches[language], sentence, {}, limit).map(({objectionId}) => objectionId);

/** What is looked up of a sentence. */
function spokenParts(sentence: string): string[] {
  const asked: string[] = [];
  const listening = {
    search: (text: string) => {
      asked.push(text);
      return {sure: false, hits: []};
    },
  };
  heardObjections(listening, sentence, {}, 3);
  return asked;
}

describe('the parts of a spoken sentence', () => {
  test('are the whole, its clauses, and no small words before them', () => {
    expect(spokenParts('嗯，那个，我忘了还款，最近太忙')).toEqual(expect.arrayContaining(['我忘了还款', '最近太忙']));
    expect(spokenParts('Well, um, I forgot. Sorry!')).toEqual(expect.arrayContaining(['I forgot', 'Sorry']));
  });

  test('of a long clause without a comma are pieces that overlap by half', () => {
    const parts = spokenParts('我这个月发工资的时间比原来晚了好几天所以还不上');
    expect(parts[0]).toBe('我这个月发工资的时间比原来晚了好几天所以还不上');
    expect(parts.slice(1).every((part) => [...part].length <= 9)).toBe(true);
    expect(parts.slice(1).join('')).toContain('还不上');
  });

  test('are never more than twelve, however long the sentence, and none of nothing', () => {
    expect(spokenParts('我没钱，'.repeat(500)).length).toBeLessThanOrEqual(12);
    expect(spokenParts('   ')).toEqual([]);
  });
});

describe('what a sentence may mean', () => {
  test.for([
    ['zh-CN', '喂，你好，不好意思，我忘了还款了', 'forgot'],
    ['zh-CN', '哎呀现在手头紧，过几天再说吧', 'no-money-now'],
    ['en', "hello, yeah, look, I lost my job last month and I can't pay", 'lost-job'],
    ['en', 'um, you have the wrong number', 'wrong-number'],
  ] as const)('%s: "%s" is %s', ([language, sentence, id]) => {
    expect(heard(language, sentence)).toContain(id);
  });

  test('is nothing where only pleasantries were said', () => {
    for (const sentence of ['你好', '好的', '嗯，是的', '谢谢你', '我知道了'])
      expect(heard('zh-CN', sentence)).toEqual([]);
    for (const sentence of ['hello', 'good morning', 'okay, thanks', 'I see'])
      expect(heard('en', sentence)).toEqual([]);
  });

  test('is best first, each objection once, and no more than asked for', () => {
    const hits = heardObjections(searches['zh-CN'], '我没钱，手头紧，我忘了还款，你们利息太高', {}, 2);
    expect(hits).toHaveLength(2);
    expect(new Set(hits.map(({objectionId}) => objectionId)).size).toBe(2);
    expect(hits[0]?.score).toBeGreaterThanOrEqual(hits[1]?.score ?? 1);
  });

  test('is nothing where the search itself is not sure', () => {
    const unsure = {search: () => ({sure: false, hits: searches['zh-CN'].search('我忘了', {}, 1).hits})};
    expect(heardObjections(unsure, '我忘了还款', {}, 3)).toEqual([]);
  });
});

describe('what only announces that something will be said', () => {
  test.for([
    ['zh-CN', '喂你好，我跟你说啊，我真的是忘了还款了', 'forgot'],
    ['zh-CN', '我跟你讲啊，你们这个利息也太高了吧', 'fees-too-high'],
    ['zh-CN', '老实讲，我上个礼拜已经还过了呀', 'already-paid'],
    ['en', "look, I'll be honest with you, I lost my job two months ago", 'lost-job'],
    ['en', 'um, you know what, I already paid that last week', 'already-paid'],
    ['en', "well to be honest I can't afford it right now", 'no-money-now'],
  ] as const)('is no objection, and what follows is (%s): %s', ([language, sentence, id]) => {
    expect(heard(language, sentence)[0]).toBe(id);
  });

  test.for([
    ['zh-CN', '我跟你说啊'],
    ['zh-CN', '你听我说，是这样的'],
    ['en', 'you know what, look, to be honest with you'],
  ] as const)('alone it suggests nothing (%s): %s', ([language, sentence]) => {
    expect(heard(language, sentence)).toEqual([]);
  });
});
