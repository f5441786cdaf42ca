import type {Debt} from '../contract/account.ts';

/**
 * The debt that a call is about when an account has several: the one that is longest overdue, of equals the larger one,
 * of equals the first. One on which nothing is due leads only when there is no other.
 */
export function leadingDebt(debts: readonly Debt[]): Debt | null {
  return debts.reduce<Debt | null>(
    (leading, debt) => (leading === null || leads(debt, leading) ? debt : leading),
    null,
  );
}

function leads(debt: Debt, other: Debt): boolean {
  if (debt.amount > 0 !== other.amount > 0) return debt.amount > 0;
  // The earlier the due day, the longer overdue, whatever day it is today; days are written so that text compares them.
  return debt.dueDate === other.dueDate ? debt.amount > other.amount : debt.dueDate < other.dueDate;
}

/** What is due in all, one sum for each currency, in the order of the debts. */
export function totalsDue(debts: readonly Debt[]): {currency: string; amount: number}[] {
  const totals = new Map<string, number>();
  for (const {currency, amount} of debts) totals.set(currency, (totals.get(currency) ?? 0) + amount);
  return [...totals].map(([currency, amount]) => ({currency, amount}));
}
