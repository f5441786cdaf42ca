import {describe, expect, test} from 'vitest';
import {forgivingFilter} from '../../electron/domain/forgiving-filter.ts';
import {millisecondsOf} from '../spent-time.ts';

const itself = (text: string) => [text];
const find = (texts: readonly string[], typed: string) => forgivingFilter(texts, itself)(typed);

describe('what contains the typed text', () => {
  test('is all of it, in the list’s own order, and nothing that is only near', () => {
    expect(find(['a payment plan', 'payments', 'paymant', 'plan'], 'payment')).toEqual({
      items: ['a payment plan', 'payments'],
      near: false,
    });
  });

  test('is found whatever its case, width and spacing', () => {
    expect(find(['Payment  PLAN', 'Ｍ２ bucket'], ' payment plan ').items).toEqual(['Payment  PLAN']);
    expect(find(['Payment plan', 'Ｍ２ bucket'], 'm2').items).toEqual(['Ｍ２ bucket']);
  });

  test('may stand in any text of an item, deep in a long one too', () => {
    const rows = [
      {name: 'one', line: `${'word '.repeat(500)}needle`},
      {name: 'two', line: ''},
    ];
    const filtered = forgivingFilter(rows, ({name, line}) => [name, line])('needle');
    expect(filtered).toEqual({items: [rows[0]], near: false});
  });

  test('is everything while nothing is typed', () => {
    const list = ['one', 'two'];
    expect(find(list, ' 　')).toEqual({items: list, near: false});
  });
});

describe('when nothing contains it', () => {
  test.each([
    ['amuont', 'amount due'],
    ['paymet', 'payment method'],
    ['credtior', 'creditor'],
    ['我忘勒还', '我忘了还款'],
    ['等发公资', '现在没钱，等发工资'],
    ['resume', 'résumé'],
  ])('“%s” still finds “%s”, marked as near', (typed, wanted) => {
    expect(find(['something else', '别的', wanted], typed)).toEqual({items: [wanted], near: true});
  });

  test('the fewest slips count, and the order stays the list’s', () => {
    const list = ['pymnts', 'a payments', 'two payments'];
    expect(find(list, 'paymants')).toEqual({items: ['a payments', 'two payments'], near: true});
  });

  test('an item is near once, however many of its texts are', () => {
    const row = ['payment', 'payments'];
    expect(forgivingFilter([row], (texts) => texts)('paymemt')).toEqual({items: [row], near: true});
  });

  test.each(['zzzzzz', 'xy', '没前', 'wholly different', 'q'])('nothing is near “%s”', (typed) => {
    expect(find(['payment plan', '没钱', 'abc'], typed)).toEqual({items: [], near: false});
  });

  test('a long text is near to nothing, and ten are enough', () => {
    expect(find([`amount ${'of what is owed '.repeat(8)}`], 'amuont').items).toEqual([]);
    expect(
      find(
        Array.from({length: 50}, (_, at) => `amount ${at}`),
        'amuont',
      ).items,
    ).toHaveLength(10);
  });
});

test('of a list with more texts than are compared, every item is still found by its first', () => {
  const rows = Array.from({length: 5000}, (_, at) => [`title ${at}`, 'second', 'third', 'fourth']);
  rows.push(['the very last', 'second', 'third', 'fourth']);
  expect(forgivingFilter(rows, (texts) => texts)('the verry last').items).toEqual([rows.at(-1)]);
});

describe('whatever is typed', () => {
  const rows = Array.from({length: 10_000}, (_, at) => ({
    title: `Objection number ${at}: I cannot pay the fees this month`,
    phrasings: Array.from({length: 4}, (__, which) => `说法 ${at} ${which} 我现在真的没有钱还`),
    line: 'a'.repeat(600),
  }));
  const narrow = forgivingFilter(rows, ({title, phrasings, line}) => [title, ...phrasings, line]);

  test.each([
    ['a million characters', 'a'.repeat(1_000_000)],
    ['what nearly repeats a text', `b${'a'.repeat(199)}`],
    ['as many letters as are compared', 'I kannot bay the feees thas mont'],
    ['a sentence without a match', 'qzjxwv qzjxwv qzjxwv'],
    ['signs of a pattern', '(.*)+$ ^!=\'"|\\'],
    ['half a character', '\ud83d'.repeat(30)],
    ['names of an object', '__proto__ constructor'],
  ])('%s is answered soon', (_, typed) => {
    expect(millisecondsOf(() => narrow(typed))).toBeLessThan(2000);
  });

  test('no sign of it is an operator', () => {
    expect(find(['amount', 'other'], '!other').items).toEqual(['other']);
    expect(find(['amount', 'other'], "'amount | other")).toEqual({items: [], near: false});
  });
});
