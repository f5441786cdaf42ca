import {Temporal} from 'temporal-polyfill';
import type {Problem} from '../contract/errors.ts';
import type {Instalment, Interval, PaymentPlan, PlanLimits} from '../contract/payment-plan.ts';
import type {Day} from '../contract/values.ts';
import {addDays} from './days.ts';
import {formatMoney} from './script-lines.ts';

/**
 * A sum in `fixed.length` parts, in minor units: what is fixed stays, the others share the rest evenly, the first of them
 * one unit more each until it is used up. The parts always add up to the sum.
 *
 * @returns null when the fixed parts leave nothing for the others, or do not add up where all of them are fixed
 */
export function shareOut(total: number, fixed: readonly (number | null)[]): number[] | null {
  const rest = fixed.reduce<number>((left, part) => left - (part ?? 0), total);
  const free = fixed.filter((part) => part === null).length;
  if (free === 0) return rest === 0 ? fixed.map((part) => part ?? 0) : null;
  if (rest < free) return null;
  const even = Math.floor(rest / free);
  let over = rest - even * free;
  return fixed.map((part) => {
    if (part !== null) return part;
    over -= 1;
    return over >= 0 ? even + 1 : even;
  });
}

/**
 * The days of a plan. Months are counted from the first day, so that the 31st comes back after a shorter month, and 29
 * February after the years that have none.
 */
export function instalmentDays(first: Day, interval: Interval, count: number): Day[] {
  const start = Temporal.PlainDate.from(first);
  return Array.from({length: count}, (_, i) => start.add({[interval.unit]: interval.count * i}).toString());
}

/** A plan in even parts; null where the sum is too small to be shared. */
export function evenPlan(
  total: number,
  currency: string,
  {first, interval, count}: {first: Day; interval: Interval; count: number},
): PaymentPlan | null {
  const amounts = shareOut(
    total,
    Array.from({length: count}, () => null),
  );
  if (amounts === null) return null;
  const days = instalmentDays(first, interval, count);
  return {currency, instalments: amounts.map((amount, i): Instalment => ({day: days[i] as Day, amount}))};
}

const sum = (instalments: readonly Instalment[]): number => instalments.reduce((all, {amount}) => all + amount, 0);

const money = (minor: number, currency: string) => ({
  'zh-CN': formatMoney(minor, currency, 'zh-CN'),
  en: formatMoney(minor, currency, 'en'),
});

/**
 * Why a plan cannot be agreed: what contradicts itself, and what lies outside the limits of the company. `today` is the
 * customer's day of the agreement.
 */
export function planProblems(
  {currency, instalments}: PaymentPlan,
  today: Day,
  limits: PlanLimits | undefined,
): Problem[] {
  const problems: Problem[] = [];
  const say = (path: string, zh: string, en: string) => problems.push({path, message: {'zh-CN': zh, en}});
  const first = instalments[0];
  const last = instalments.at(-1);
  if (first === undefined || last === undefined) return problems;
  if (first.day < today)
    say('promise.plan.instalments[0].day', '首期日期已经过去', 'the day of the first part has passed');
  instalments.forEach(({day}, i) => {
    const before = instalments[i - 1];
    if (before !== undefined && day <= before.day) {
      say(
        `promise.plan.instalments[${i}].day`,
        `第 ${i + 1} 期的日期应晚于上一期`,
        `part ${i + 1} must come after the one before it`,
      );
    }
  });
  if (limits === undefined) return problems;
  const {minInstalments, maxInstalments, minAmount, maxDays, maxDaysToFirst, minFirstShare} = limits;
  const count = instalments.length;
  if (minInstalments !== undefined && count < minInstalments)
    say('promise.plan', `至少分 ${minInstalments} 期`, `at least ${minInstalments} parts`);
  if (maxInstalments !== undefined && count > maxInstalments)
    say('promise.plan', `最多分 ${maxInstalments} 期`, `no more than ${maxInstalments} parts`);
  const small = instalments.findIndex(({amount}) => minAmount !== undefined && amount < minAmount);
  if (minAmount !== undefined && small >= 0 && currency === limits.currency) {
    const least = money(minAmount, currency);
    say(
      `promise.plan.instalments[${small}].amount`,
      `每期不少于 ${least['zh-CN']}，第 ${small + 1} 期不够`,
      `each part is at least ${least.en}; part ${small + 1} is less`,
    );
  }
  if (maxDaysToFirst !== undefined && first.day > addDays(today, maxDaysToFirst))
    say(
      'promise.plan.instalments[0].day',
      `首期要在 ${maxDaysToFirst} 天之内（不晚于 ${addDays(today, maxDaysToFirst)}）`,
      `the first part is due within ${maxDaysToFirst} days (by ${addDays(today, maxDaysToFirst)})`,
    );
  if (maxDays !== undefined && last.day > addDays(today, maxDays))
    say(
      'promise.plan',
      `最后一期要在 ${maxDays} 天之内（不晚于 ${addDays(today, maxDays)}）`,
      `the last part is due within ${maxDays} days (by ${addDays(today, maxDays)})`,
    );
  // In whole units, so that a third of a cent decides nothing.
  if (minFirstShare !== undefined && first.amount * 100 < sum(instalments) * minFirstShare) {
    const least = money(Math.ceil((sum(instalments) * minFirstShare) / 100), currency);
    say(
      'promise.plan.instalments[0].amount',
      `首期不少于总额的 ${minFirstShare}%（${least['zh-CN']}）`,
      `the first part is at least ${minFirstShare}% of the whole (${least.en})`,
    );
  }
  return problems;
}
