import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {addDays} from '../../electron/domain/days.ts';
import {
  brokenInARow,
  dueOn,
  judgeInstalments,
  keptPercent,
  nextInstalment,
  openPromiseOn,
  settle,
  stateOf,
} from '../../electron/domain/promises.ts';

const one = [{day: '2026-11-25', amount: 1000}];
const parts = [
  {day: '2026-11-25', amount: 400},
  {day: '2026-12-25', amount: 300},
  {day: '2027-01-25', amount: 300},
];
const paid = (...payments: [day: string, amount: number][]) => payments.map(([day, amount]) => ({day, amount}));
const state = (instalments: typeof one, payments: ReturnType<typeof paid>, checkedThrough: string | null = null) =>
  stateOf(judgeInstalments(instalments, {payments, checkedThrough}));

describe('a promise', () => {
  test('is open until somebody looked, whatever day it is', () => {
    expect(state(one, [])).toBe('open');
    expect(state(one, paid(['2026-11-25', 999]))).toBe('open');
  });

  test('is kept as soon as it came in by its day, also in two payments and before it', () => {
    expect(state(one, paid(['2026-11-25', 1000]))).toBe('kept');
    expect(state(one, paid(['2026-11-22', 400], ['2026-11-24', 600]))).toBe('kept');
    expect(state(one, paid(['2026-11-22', 5000]))).toBe('kept');
  });

  test('is broken when somebody looked and nothing had come by its day; what comes late does not mend it', () => {
    expect(state(one, [], '2026-11-25')).toBe('broken');
    expect(state(one, paid(['2026-11-26', 1000]), '2026-11-25')).toBe('broken');
  });

  test('is not broken by a look before its day', () => {
    expect(state(one, [], '2026-11-24')).toBe('open');
  });

  test('is partly kept when something had come, but not all', () => {
    expect(state(one, paid(['2026-11-25', 1]), '2026-11-26')).toBe('partlyKept');
    expect(state(one, paid(['2026-11-25', 1], ['2026-11-26', 999]), '2026-11-26')).toBe('partlyKept');
  });

  test('in parts counts what is paid ahead for the parts that follow', () => {
    const judged = judgeInstalments(parts, {payments: paid(['2026-11-20', 650]), checkedThrough: null});
    expect(judged.map(({paid: came, state: became}) => [came, became])).toEqual([
      [400, 'kept'],
      [250, 'open'],
      [0, 'open'],
    ]);
    expect(nextInstalment(judged)).toEqual({day: '2026-12-25', amount: 50});
  });

  test('in parts lapses with the first part that is not kept', () => {
    expect(state(parts, [], '2026-11-26')).toBe('broken');
    expect(state(parts, paid(['2026-11-25', 400]), '2026-12-26')).toBe('broken');
    expect(state(parts, paid(['2026-11-25', 400], ['2026-12-24', 10]), '2026-12-26')).toBe('partlyKept');
    expect(nextInstalment(judgeInstalments(parts, {payments: [], checkedThrough: '2026-11-26'}))).toBeNull();
  });

  test('asks for nothing, for the day itself, and on the day after for a look', () => {
    expect(dueOn('2026-11-25', '2026-11-24')).toBe('upcoming');
    expect(dueOn('2026-11-25', '2026-11-25')).toBe('today');
    expect(dueOn('2026-11-25', '2026-11-26')).toBe('check');
  });

  test('that is open holds routine calls until the day after', () => {
    const judged = judgeInstalments(one, {payments: [], checkedThrough: null});
    expect(openPromiseOn('2026-11-22', {callId: 'c', currency: 'CNY', judged})).toEqual({
      promiseId: 'c',
      currency: 'CNY',
      next: one[0],
      due: 'upcoming',
      pausedUntil: '2026-11-26',
    });
    const broken = judgeInstalments(one, {payments: [], checkedThrough: '2026-11-25'});
    expect(openPromiseOn('2026-11-26', {callId: 'c', currency: 'CNY', judged: broken})).toBeNull();
  });
});

describe('whatever is paid', () => {
  const aPayment = fc.record({
    day: fc.integer({min: 0, max: 90}).map((days) => addDays('2026-11-01', days)),
    amount: fc.integer({min: 1, max: 600}),
  });
  const aCame = fc.record({
    payments: fc.array(aPayment, {maxLength: 8}),
    checkedThrough: fc.option(fc.integer({min: 0, max: 90}).map((days) => addDays('2026-11-01', days))),
  });

  test('no part counts more than it is, and all of them no more than came in', () => {
    fc.assert(
      fc.property(aCame, (came) => {
        const judged = judgeInstalments(parts, came);
        for (const part of judged) expect(part.paid).toBeLessThanOrEqual(part.amount);
        const counted = judged.reduce((all, part) => all + part.paid, 0);
        expect(counted).toBeLessThanOrEqual(came.payments.reduce((all, {amount}) => all + amount, 0));
      }),
    );
  });

  test('the order in which it was noted changes nothing, and one more payment never makes it worse', () => {
    const worth = {broken: 0, partlyKept: 1, open: 2, kept: 3};
    fc.assert(
      fc.property(aCame, aPayment, (came, more) => {
        const before = judgeInstalments(parts, came);
        expect(judgeInstalments(parts, {...came, payments: came.payments.toReversed()})).toEqual(before);
        const after = judgeInstalments(parts, {...came, payments: [...came.payments, more]});
        after.forEach((part, i) => {
          expect(worth[part.state]).toBeGreaterThanOrEqual(worth[before[i]?.state ?? 'broken']);
        });
      }),
    );
  });
});

describe('the promises of an account', () => {
  const made = (callId: string, madeAt: string, day: string) => ({
    callId,
    madeAt,
    timeZone: 'Asia/Shanghai',
    instalments: [{day, amount: 1000}],
  });
  const nothing = () => ({payments: [], checkedThrough: null});

  test('another one takes the place of one whose day has not passed', () => {
    const states = settle(
      [
        made('b', '2026-11-24T04:00:00.000Z', '2026-12-05'),
        made('a', '2026-11-20T04:00:00.000Z', '2026-11-25'),
        made('c', '2026-12-08T04:00:00.000Z', '2026-12-20'),
      ],
      nothing,
    );
    expect(Object.fromEntries(states)).toEqual({a: 'replaced', b: 'open', c: 'open'});
  });

  test('days are those of the customer: a minute after midnight in Shanghai is the day after', () => {
    const first = made('a', '2026-11-20T04:00:00.000Z', '2026-11-25');
    const late = settle([first, made('b', '2026-11-25T16:01:00.000Z', '2026-12-05')], nothing);
    const justInTime = settle([first, made('b', '2026-11-25T15:59:00.000Z', '2026-12-05')], nothing);
    expect([late.get('a'), justInTime.get('a')]).toEqual(['open', 'replaced']);
  });

  test('are counted as broken in a row until one is kept', () => {
    expect(brokenInARow(['broken', 'broken'])).toBe(2);
    expect(brokenInARow(['broken', 'kept', 'broken'])).toBe(1);
    expect(brokenInARow(['kept', 'broken', 'replaced', 'open', 'broken', 'partlyKept'])).toBe(2);
    expect(brokenInARow([])).toBe(0);
  });

  test('have a rate once one is settled', () => {
    expect(keptPercent({kept: 0, partlyKept: 0, broken: 0})).toBeNull();
    expect(keptPercent({kept: 2, partlyKept: 0, broken: 1})).toBe(67);
  });
});
