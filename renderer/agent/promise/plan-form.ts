import type {Draft} from '../../../electron/contract/call.ts';
import type {Interval, PaymentPlan, PlanLimits} from '../../../electron/contract/payment-plan.ts';
import {MOST_INSTALMENTS} from '../../../electron/contract/payment-plan.ts';
import type {Problem} from '../../../electron/contract/errors.ts';
import type {Day} from '../../../electron/contract/values.ts';
import {parseDay} from '../../../electron/domain/days.ts';
import {instalmentDays, planProblems, shareOut} from '../../../electron/domain/instalments.ts';
import {parseAmount} from '../../../electron/domain/typed-amount.ts';

type OutcomeForm = Draft['form'];

/** What a plan is reckoned from: the customer's day, and the debt it must add up to; null where none is known. */
export interface PlanContext {
  today: Day;
  currency: string;
  total: number | null;
  limits: PlanLimits | undefined;
}

/** Intervals by what the field holds. */
export const INTERVALS = {
  '7d': {unit: 'days', count: 7},
  '14d': {unit: 'days', count: 14},
  '1m': {unit: 'months', count: 1},
} as const satisfies Record<string, Interval>;
export type IntervalName = keyof typeof INTERVALS;
export const INTERVAL_NAMES = Object.keys(INTERVALS) as IntervalName[];

/** A row of the table: what stands in its fields, and what is read from them or reckoned. */
export interface PlanRow {
  typedDay: string;
  typedAmount: string;
  day: Day | null;
  amount: number | null;
}

export interface PlanRead {
  total: number | null;
  interval: IntervalName;
  rows: PlanRow[];
  plan: PaymentPlan | null;
  problems: Problem[];
}

const textOf = (form: OutcomeForm, name: string): string => {
  const value = form[name];
  return typeof value === 'string' ? value : '';
};
const listOf = (form: OutcomeForm, name: string): string[] => {
  const value = form[name];
  return Array.isArray(value) ? value : [];
};

/**
 * The plan that the fields make. Number, first day and interval give the table; a day or an amount that is typed into a
 * row stays, and the other parts share the rest, so that the sum stays the debt.
 */
export function readPlan(form: OutcomeForm, {today, currency, total: debt, limits}: PlanContext): PlanRead {
  const problems: Problem[] = [];
  const say = (path: string, zh: string, en: string) => problems.push({path, message: {'zh-CN': zh, en}});
  const interval = INTERVAL_NAMES.find((name) => name === form['planEvery']) ?? '1m';
  const total = debt ?? parseAmount(textOf(form, 'planTotal'), currency);
  const countTyped = textOf(form, 'planCount').normalize('NFKC').trim();
  const count = /^\d{1,2}$/.test(countTyped) ? Number(countTyped) : 0;
  const first = parseDay(textOf(form, 'planFirst'), today);
  if (total === null || total < 1) say('promise.plan.total', '一共要还多少', 'How much is to be paid in all');
  if (count < 2 || count > MOST_INSTALMENTS)
    say('promise.plan.count', `分几期（2 至 ${MOST_INSTALMENTS}）`, `In how many parts (2 to ${MOST_INSTALMENTS})`);
  if (first === null) say('promise.plan.first', '第一期是哪一天', 'On which day the first part is paid');
  if (total === null || total < 1 || count < 2 || count > MOST_INSTALMENTS || first === null) {
    return {total, interval, rows: [], plan: null, problems};
  }
  const typedDays = listOf(form, 'planDays');
  const typedAmounts = listOf(form, 'planAmounts');
  const typedIn = (list: readonly string[], i: number) => list[i] ?? '';
  const days = instalmentDays(first, INTERVALS[interval], count);
  const fixed = days.map((_, i) => {
    const typed = typedIn(typedAmounts, i).trim();
    return typed === '' ? null : (parseAmount(typed, currency) ?? 0);
  });
  const amounts = fixed.includes(0) ? null : shareOut(total, fixed);
  const rows = days.map((reckoned, i): PlanRow => {
    const typedDay = typedIn(typedDays, i);
    return {
      typedDay,
      typedAmount: typedIn(typedAmounts, i),
      day: typedDay.trim() === '' ? reckoned : parseDay(typedDay, today),
      amount: amounts?.[i] ?? fixed[i] ?? null,
    };
  });
  rows.forEach(({day}, i) => {
    if (day === null)
      say(`promise.plan.instalments[${i}].day`, `看不懂第 ${i + 1} 期的日期`, `The day of part ${i + 1} is not clear`);
  });
  fixed.forEach((amount, i) => {
    if (amount === 0)
      say(
        `promise.plan.instalments[${i}].amount`,
        `看不懂第 ${i + 1} 期的金额`,
        `The amount of part ${i + 1} is not clear`,
      );
  });
  if (amounts === null && !fixed.includes(0)) {
    say(
      'promise.plan.sum',
      '各期加起来不等于应还总额，请改一期的金额，或清空让它自动补足',
      'The parts do not add up to the whole; change one, or clear it to be reckoned',
    );
  }
  const instalments = rows.flatMap(({day, amount}) => (day === null || amount === null ? [] : [{day, amount}]));
  const whole = problems.length === 0 && instalments.length === count;
  const plan = whole ? {currency, instalments} : null;
  const outside = plan === null ? [] : planProblems(plan, today, limits);
  return {total, interval, rows, plan, problems: [...problems, ...outside]};
}

/** A list of a row field with one entry changed. */
export function withEntry(form: OutcomeForm, name: 'planDays' | 'planAmounts', at: number, typed: string): string[] {
  const list = [...listOf(form, name)];
  while (list.length <= at) list.push('');
  list[at] = typed;
  return list;
}

/** A saved plan as fields, to be corrected. */
export function planFields(plan: PaymentPlan, amountInWords: (minor: number) => string): OutcomeForm {
  const {instalments} = plan;
  return {
    planOn: true,
    planTotal: amountInWords(instalments.reduce((all, {amount}) => all + amount, 0)),
    planCount: String(instalments.length),
    planFirst: instalments[0]?.day ?? '',
    planDays: instalments.map(({day}) => day),
    planAmounts: instalments.map(({amount}) => amountInWords(amount)),
  };
}
