import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {PaymentPlan, PlanLimits} from '../../electron/contract/payment-plan.ts';
import {addDays, daysOverdue} from '../../electron/domain/days.ts';
import {evenPlan, instalmentDays, planProblems, shareOut} from '../../electron/domain/instalments.ts';

const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);

const aTotal = fc.integer({min: 1, max: 1_000_000_000_000});
const aCount = fc.integer({min: 2, max: 36});
const aDay = fc
  .date({min: new Date('2020-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true})
  .map((date) => date.toISOString().slice(0, 10));

describe('a sum in parts', () => {
  test('adds up to the sum, in parts that differ by one cent at most', () => {
    fc.assert(
      fc.property(aTotal, aCount, (total, count) => {
        const parts = shareOut(
          total,
          Array.from({length: count}, () => null),
        );
        fc.pre(total >= count);
        fc.pre(parts !== null);
        expect(sum(parts)).toBe(total);
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
        expect(parts).toEqual(parts.toSorted((a, b) => b - a));
      }),
    );
  });

  test('keeps the parts that are fixed, and still adds up', () => {
    const fixed = fc.array(fc.option(fc.integer({min: 1, max: 1_000_000})), {minLength: 2, maxLength: 36});
    fc.assert(
      fc.property(aTotal, fixed, (total, parts) => {
        const shared = shareOut(total, parts);
        const rest = total - sum(parts.map((part) => part ?? 0));
        const free = parts.filter((part) => part === null).length;
        expect(shared === null).toBe(free === 0 ? rest !== 0 : rest < free);
        fc.pre(shared !== null);
        expect(sum(shared)).toBe(total);
        expect(shared.every((amount, i) => amount >= 1 && (parts[i] === null || parts[i] === amount))).toBe(true);
      }),
    );
  });

  test('the odd cents go to the first parts', () => {
    expect(shareOut(10_000, [null, null, null])).toEqual([3334, 3333, 3333]);
    expect(shareOut(10_000, [5000, null, null])).toEqual([5000, 2500, 2500]);
    expect(shareOut(10_000, [5000, 5001])).toBeNull();
    expect(shareOut(2, [null, null, null])).toBeNull();
  });
});

describe('the days of a plan', () => {
  test('come back to the 31st after a shorter month', () => {
    expect(instalmentDays('2026-10-31', {unit: 'months', count: 1}, 6)).toEqual([
      '2026-10-31',
      '2026-11-30',
      '2026-12-31',
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
    ]);
  });

  test('know leap years', () => {
    expect(instalmentDays('2028-01-31', {unit: 'months', count: 1}, 2)[1]).toBe('2028-02-29');
    expect(instalmentDays('2028-02-29', {unit: 'months', count: 12}, 5)).toEqual([
      '2028-02-29',
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
      '2032-02-29',
    ]);
    expect(instalmentDays('2028-02-15', {unit: 'days', count: 14}, 2)[1]).toBe('2028-02-29');
  });

  test('rise, begin on the first day, and lie the interval apart', () => {
    fc.assert(
      fc.property(aDay, aCount, fc.integer({min: 1, max: 90}), (first, count, days) => {
        const all = instalmentDays(first, {unit: 'days', count: days}, count);
        expect(all[0]).toBe(first);
        all.forEach((day, i) => expect(daysOverdue(first, day)).toBe(i * days));
      }),
    );
    fc.assert(
      fc.property(aDay, aCount, fc.integer({min: 1, max: 12}), (first, count, months) => {
        const all = instalmentDays(first, {unit: 'months', count: months}, count);
        expect(all).toEqual([...new Set(all)].toSorted());
        const asked = Number(first.slice(8));
        for (const day of all) {
          const lastOfMonth = addDays(day, 1).slice(8) === '01';
          expect(Number(day.slice(8)) === asked || (lastOfMonth && Number(day.slice(8)) < asked)).toBe(true);
        }
      }),
    );
  });
});

describe('a plan', () => {
  const limits: PlanLimits = {
    currency: 'CNY',
    minInstalments: 3,
    maxInstalments: 6,
    minAmount: 10_000,
    maxDays: 200,
    maxDaysToFirst: 31,
    minFirstShare: 30,
  };
  const today = '2026-11-22';
  const plan = (amounts: number[], first = '2026-12-01', currency = 'CNY'): PaymentPlan => {
    const days = instalmentDays(first, {unit: 'months', count: 1}, amounts.length);
    return {currency, instalments: amounts.map((amount, i) => ({amount, day: days[i] ?? ''}))};
  };
  const says = (made: PaymentPlan, own: PlanLimits | undefined = limits) =>
    planProblems(made, today, own).map(({message}) => message.en);

  test('in even parts is one that adds up to the debt', () => {
    fc.assert(
      fc.property(aTotal, aCount, aDay, (total, count, first) => {
        const made = evenPlan(total, 'CNY', {first, interval: {unit: 'months', count: 1}, count});
        expect(made === null).toBe(total < count);
        fc.pre(made !== null);
        expect(sum(made.instalments.map(({amount}) => amount))).toBe(total);
        expect(planProblems(made, first, undefined)).toEqual([]);
      }),
    );
  });

  test('inside the limits is agreed', () => {
    expect(says(plan([40_000, 30_000, 30_000]))).toEqual([]);
  });

  test.for<[what: string, made: PaymentPlan, why: RegExp]>([
    ['too few parts', plan([60_000, 40_000]), /at least 3 parts/],
    ['too many parts', plan([90_000, ...Array.from({length: 6}, () => 10_000)]), /no more than 6 parts/],
    ['a part that is too small', plan([60_000, 30_000, 9_999]), /at least CN¥100; part 3 is less/],
    ['a first part that is too late', plan([40_000, 30_000, 30_000], '2026-12-24'), /within 31 days \(by 2026-12-23\)/],
    [
      'a last part that is too late',
      plan([40_000, 20_000, 20_000, 10_000, 10_000, 10_000, 10_000, 10_000]),
      /within 200 days/,
    ],
    ['a first part that is too small', plan([29_999, 35_001, 35_000]), /at least 30% of the whole \(CN¥300\)/],
    ['a day that has passed', plan([40_000, 30_000, 30_000], '2026-11-21'), /has passed/],
  ])('says why %s is outside the limits', ([, made, why]) => {
    expect(says(made).join('; ')).toMatch(why);
  });

  test('on the very limit is agreed', () => {
    expect(says(plan([30_000, 35_000, 35_000], '2026-12-23'))).toEqual([]);
  });

  test('needs days that rise', () => {
    const made = plan([40_000, 30_000, 30_000]);
    const turned = {...made, instalments: made.instalments.toReversed()};
    expect(says(turned).join()).toMatch(/part 2 must come after/);
  });

  test('in another currency is not held to an amount of this one', () => {
    expect(says(plan([60, 30, 30], '2026-12-01', 'USD'))).toEqual([]);
    expect(says(plan([60, 30, 30], '2026-12-01', 'CNY')).join()).toMatch(/CN¥100/);
  });

  test('without limits is only held to make sense', () => {
    expect(planProblems(plan([1, 1]), today, undefined)).toEqual([]);
  });
});
