import {describe, expect, test} from 'vitest';
import {type FormContext, formOf, type OutcomeForm, parseTime, readForm} from '../../../renderer/agent/outcome-form.ts';
import {parseAmount} from '../../../electron/domain/typed-amount.ts';
import {anOutcome, aPromise} from '../../open-desk.ts';

describe('an amount as it is typed', () => {
  test.for<[typed: string, fen: number]>([
    ['500', 50_000],
    ['0', 0],
    ['3280.5', 328_050],
    ['3,280.50', 328_050],
    ['1，280', 128_000],
    ['１２００', 120_000],
    ['1,234,567.89', 123_456_789],
    ['¥500', 50_000],
    ['500 元', 50_000],
    ['1 200', 120_000],
  ])('%s is read', ([typed, fen]) => {
    expect(parseAmount(typed, 'CNY')).toBe(fen);
  });

  test.for(['', '1,2,3', '12,34', '1234,567', '500,', ',500', '1,2800', '2千', '五百', '1.2.3', '500.', '.5', '-500'])(
    '%j is no amount',
    (typed) => {
      expect(parseAmount(typed, 'CNY')).toBeNull();
    },
  );

  test('has as many decimals as its currency, and never more', () => {
    expect(parseAmount('500.555', 'CNY')).toBeNull();
    expect(parseAmount('500', 'JPY')).toBe(500);
    expect(parseAmount('500.5', 'JPY')).toBeNull();
    expect(parseAmount('$1,280.05', 'USD')).toBe(128_005);
  });
});

describe('a time of day as it is typed', () => {
  test.for<[typed: string, time: string]>([
    ['9', '09:00'],
    ['930', '09:30'],
    ['1530', '15:30'],
    ['9:30', '09:30'],
    ['9.30', '09:30'],
    ['９：３０', '09:30'],
    ['15点', '15:00'],
    ['9点30分', '09:30'],
    ['9时30', '09:30'],
    ['九点', '09:00'],
    ['两点', '02:00'],
    ['十点半', '10:30'],
    ['十一点', '11:00'],
    ['十二点半', '12:30'],
    ['下午三点半', '15:30'],
    ['下午两点', '14:00'],
    ['下午 3:15', '15:15'],
    ['早上8点', '08:00'],
    ['上午十一点', '11:00'],
    ['中午12点', '12:00'],
    ['中午1点', '13:00'],
    ['中午十一点半', '11:30'],
    ['晚上8点', '20:00'],
    ['晚上七点半', '19:30'],
    ['下午15点', '15:00'],
    ['凌晨2点', '02:00'],
    ['3pm', '15:00'],
    ['3:15 PM', '15:15'],
    ['12pm', '12:00'],
    ['12am', '00:00'],
    ['0:30', '00:30'],
  ])('%s is %s', ([typed, time]) => {
    expect(parseTime(typed)).toBe(time);
  });

  test.for(['', '25', '24:00', '9:60', '9:5', '九', '半', '二十点', '三点四', '明天', '9-10点', '9点左右', 'pm'])(
    '%j is no time',
    (typed) => {
      expect(parseTime(typed)).toBeNull();
    },
  );

  // Midnight or noon, one at night or in the afternoon? Nobody is called on a guess.
  test.for(['晚上12点', '晚上十二点', '凌晨12点', '晚上0点', '晚上1点', '晚上三点半'])(
    '%s could be two, and is refused',
    (typed) => {
      expect(parseTime(typed)).toBeNull();
    },
  );
});

const context: FormContext = {
  today: '2026-11-21',
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  note: '客户说的',
  party: 'right',
  total: 328_050,
  limits: undefined,
  planned: undefined,
  accountId: null,
  inCall: false,
};
const promise: OutcomeForm = {
  contact: 'RPC',
  result: 'PTP',
  amount: '1,000',
  day: '11-25',
  method: 'app',
  consent: true,
  repeatedBack: true,
};
const callback: OutcomeForm = {contact: 'RPC', result: 'CB', nextDay: '11-25', nextTime: '下午三点半'};
const read = (form: OutcomeForm, more: Partial<FormContext> = {}) => readForm(form, {...context, ...more});
const places = (form: OutcomeForm, more: Partial<FormContext> = {}) => read(form, more).problems.map(({path}) => path);
/** What is said about a field, in the language. */
const said = (form: OutcomeForm, path: string, language: 'zh-CN' | 'en') =>
  read(form).problems.find((problem) => problem.path === path)?.message[language];

describe('the fields of a promise', () => {
  test('make it when all of them can be read', () => {
    expect(read(promise)).toEqual({
      outcome: anOutcome({contact: 'RPC', result: 'PTP', promise: aPromise(), note: '客户说的'}),
      problems: [],
    });
  });

  test('that are empty are each asked for, once', () => {
    expect(places({contact: 'RPC', result: 'PTP'})).toEqual([
      'promise.amount',
      'promise.day',
      'promise.method',
      'promise.repeatedBack',
    ]);
    expect(said({contact: 'RPC', result: 'PTP'}, 'promise.amount', 'en')).toBe('How much was promised');
    expect(said({contact: 'RPC', result: 'PTP'}, 'promise.day', 'zh-CN')).toBe('承诺哪一天还');
  });

  test.for(['2千', '1,2,3', '0', '500.555'])('with the amount %s say that it is not clear', (amount) => {
    expect(read({...promise, amount}).outcome).toBeNull();
    expect(places({...promise, amount})).toEqual(['promise.amount']);
    expect(said({...promise, amount}, 'promise.amount', 'zh-CN')).toContain('看不懂这个金额');
    expect(said({...promise, amount}, 'promise.amount', 'en')).toContain('not clear');
  });

  test.for(['过几天', '13-45', 'soon'])('with the day %s say that it is not clear', (day) => {
    expect(read({...promise, day}).outcome).toBeNull();
    expect(places({...promise, day})).toEqual(['promise.day']);
    expect(said({...promise, day}, 'promise.day', 'zh-CN')).toContain('看不懂这个日期');
    expect(said({...promise, day}, 'promise.day', 'en')).toContain('not clear');
  });

  test('make none of somebody who was not confirmed', () => {
    expect(places(promise, {party: 'unknown'})).toEqual(['promise']);
    expect(places(promise, {party: 'third'})).toEqual(['contact', 'promise']);
  });
});

describe('the fields of a callback', () => {
  test('agree on a day and a time', () => {
    expect(read(callback).outcome?.nextAction).toEqual({
      kind: 'call',
      at: '2026-11-25T15:30',
      timeZone: 'Asia/Shanghai',
    });
  });

  test('need both', () => {
    for (const missing of [{nextTime: ''}, {nextDay: ''}, {nextDay: '', nextTime: ''}]) {
      expect(read({...callback, ...missing}).outcome).toBeNull();
    }
    expect(places({...callback, nextTime: ''})).toContain('nextAction.time');
    expect(said({...callback, nextTime: ''}, 'nextAction.time', 'zh-CN')).toBe('约在几点');
    expect(places({...callback, nextDay: ''})).toContain('nextAction.day');
    expect(places({...callback, nextDay: '', nextTime: ''})).toEqual(['nextAction.at']);
  });

  test('say what they cannot read', () => {
    expect(places({...callback, nextDay: '过几天'})).toContain('nextAction.day');
    expect(places({...callback, nextTime: '晚上12点'})).toContain('nextAction.time');
    expect(said({...callback, nextTime: '晚上12点'}, 'nextAction.time', 'en')).toBe('This time is not clear');
  });

  test('lie ahead', () => {
    expect(places({...callback, nextDay: '2026-11-20'})).toEqual(['nextAction.at']);
  });
});

describe('the fields of a next action of another kind', () => {
  const check: OutcomeForm = {contact: 'RPC', result: 'DISP', nextKind: 'check'};

  test('may leave the day open', () => {
    expect(read(check).outcome?.nextAction).toEqual({kind: 'check', at: null, timeZone: 'Asia/Shanghai'});
  });

  test('lose no time that was typed without its day', () => {
    expect(read({...check, nextTime: '9:30'}).outcome).toBeNull();
    expect(places({...check, nextTime: '9:30'})).toEqual(['nextAction.day']);
  });
});

describe('a saved outcome', () => {
  test.for([
    anOutcome({contact: 'RPC', result: 'PTP', promise: aPromise({amount: 328_050}), note: context.note}),
    anOutcome({
      contact: 'RPC',
      result: 'CB',
      tags: ['HARD'],
      reason: 'forgot',
      nextAction: {kind: 'call', at: '2026-12-01T09:30', timeZone: 'Asia/Shanghai'},
      note: context.note,
    }),
    anOutcome({
      contact: 'RPC',
      result: 'DISP',
      nextAction: {kind: 'check', at: null, timeZone: 'Asia/Shanghai'},
      note: context.note,
    }),
    anOutcome({contact: 'NA', note: context.note}),
  ])('comes back out of its fields as it went in: %j', (outcome) => {
    expect(read(formOf(outcome))).toEqual({outcome, problems: []});
  });
});
