import type {Instalment} from '../contract/payment-plan.ts';
import type {JudgedInstalment, PromiseDue, PromiseState} from '../contract/promise.ts';
import type {Day, Instant, TimeZone} from '../contract/values.ts';
import {addDays, dayIn} from './days.ts';

/** A promise as it was made; `instalments` in the order of their days, a single one where it is paid at once. */
export interface MadePromise {
  callId: string;
  madeAt: Instant;
  timeZone: TimeZone;
  instalments: readonly Instalment[];
}

/** Money that came in for a promise, and up to which day somebody looked and found that nothing more had come. */
export interface WhatCameIn {
  payments: readonly {amount: number; day: Day}[];
  checkedThrough: Day | null;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/**
 * Judges each part by what came in by its day; what is paid ahead counts for the parts that follow. A part that is paid by
 * its day is kept, also before it; any other is judged only after somebody looked. What comes late does not mend it.
 */
export function judgeInstalments(instalments: readonly Instalment[], came: WhatCameIn): JudgedInstalment[] {
  let before = 0;
  return instalments.map(({day, amount}) => {
    const byThen = sum(came.payments.filter((payment) => payment.day <= day).map((payment) => payment.amount));
    const paid = Math.min(amount, Math.max(0, byThen - before));
    before += amount;
    const looked = came.checkedThrough !== null && came.checkedThrough >= day;
    const state = paid === amount ? 'kept' : !looked ? 'open' : paid > 0 ? 'partlyKept' : 'broken';
    return {day, amount, paid, state};
  });
}

/** What became of a promise as a whole. The first part that was not kept decides: the rest of the plan has lapsed with it. */
export function stateOf(judged: readonly JudgedInstalment[]): Exclude<PromiseState, 'replaced'> {
  return judged.find(({state}) => state !== 'kept')?.state ?? 'kept';
}

/** The part that is waited for; null once the promise is settled. */
export function nextInstalment(judged: readonly JudgedInstalment[]): Instalment | null {
  if (stateOf(judged) !== 'open') return null;
  const next = judged.find(({state}) => state === 'open');
  return next === undefined ? null : {day: next.day, amount: next.amount - next.paid};
}

/** What an open part asks for today: whether the money came is looked at on the day after, in the customer's zone. */
export function dueOn(day: Day, today: Day): PromiseDue {
  if (day === today) return 'today';
  return day > today ? 'upcoming' : 'check';
}

/** What became of all promises of one account: one that another took the place of before its day is replaced. */
export function settle(
  promises: readonly MadePromise[],
  cameFor: (callId: string) => WhatCameIn,
): Map<string, PromiseState> {
  const inOrder = promises.toSorted((a, b) => (a.madeAt < b.madeAt ? -1 : a.madeAt > b.madeAt ? 1 : 0));
  return new Map(
    inOrder.map((promise, i) => {
      const judged = judgeInstalments(promise.instalments, cameFor(promise.callId));
      const next = nextInstalment(judged);
      const replaced = next !== null && inOrder.slice(i + 1).some((later) => madeOn(later) <= next.day);
      return [promise.callId, replaced ? 'replaced' : stateOf(judged)];
    }),
  );
}

/** The customer's day on which a promise was made. */
export const madeOn = ({timeZone, madeAt}: Pick<MadePromise, 'timeZone' | 'madeAt'>): Day => dayIn(timeZone, madeAt);

/** How many promises in a row were broken up to now, the newest last; one that was kept begins anew. */
export function brokenInARow(states: readonly PromiseState[]): number {
  const settled = states.filter((state) => state === 'broken' || state === 'kept');
  return settled.length - 1 - settled.lastIndexOf('kept');
}

/** Share of the promises that were kept, in percent, among those that were settled; null when none was. */
export function keptPercent({kept, partlyKept, broken}: Record<'kept' | 'partlyKept' | 'broken', number>) {
  const settled = kept + partlyKept + broken;
  return settled === 0 ? null : Math.round((kept / settled) * 100);
}

/** An account's open promise: what is waited for, and from which day on routine calls may go on. */
export interface OpenPromise {
  promiseId: string;
  currency: string;
  next: Instalment;
  due: PromiseDue;
  /** The first day after the promised one. */
  pausedUntil: Day;
}

export function openPromiseOn(
  today: Day,
  promise: {callId: string; currency: string; judged: readonly JudgedInstalment[]},
): OpenPromise | null {
  const next = nextInstalment(promise.judged);
  if (next === null) return null;
  const {callId: promiseId, currency} = promise;
  return {promiseId, currency, next, due: dueOn(next.day, today), pausedUntil: addDays(next.day, 1)};
}
