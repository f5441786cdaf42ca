import {describe, expect, test} from 'vitest';
import {Debt} from '../../electron/contract/account.ts';
import {leadingDebt, totalsDue} from '../../electron/domain/debts.ts';

let made = 0;
const debt = (product: string, dueDate: string, amount: number, currency = 'CNY') =>
  Debt.parse({
    id: `01935a00-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`,
    product,
    dueDate,
    amount,
    currency,
  });

describe('the debt that a call is about', () => {
  test('is the one that is longest overdue, wherever it stands', () => {
    const cash = debt('现金贷', '2026-10-29', 500_000);
    const card = debt('信用卡', '2026-05-30', 120_000);
    const later = debt('车贷', '2026-12-30', 900_000);
    expect(leadingDebt([cash, card, later])?.product).toBe('信用卡');
    expect(leadingDebt([later, card, cash])?.product).toBe('信用卡');
    expect(leadingDebt([later, cash])?.product).toBe('现金贷');
  });

  test('is of two with one due day the larger one, and of equals the first', () => {
    const small = debt('small', '2026-10-29', 100);
    const large = debt('large', '2026-10-29', 200);
    expect(leadingDebt([small, large])).toBe(large);
    expect(leadingDebt([large, small])).toBe(large);
    const twin = debt('twin', '2026-10-29', 200);
    expect(leadingDebt([large, twin])).toBe(large);
    expect(leadingDebt([twin, large])).toBe(twin);
  });

  test('is none on which nothing is due, unless there is no other', () => {
    const settled = debt('settled', '2025-01-01', 0);
    const open = debt('open', '2026-10-29', 100);
    expect(leadingDebt([settled, open])).toBe(open);
    expect(leadingDebt([open, settled])).toBe(open);
    expect(leadingDebt([settled])).toBe(settled);
    expect(leadingDebt([])).toBeNull();
  });
});

test('what is due in all is one sum for each currency', () => {
  const debts = [debt('a', '2026-10-29', 100), debt('b', '2026-10-29', 7, 'USD'), debt('c', '2026-10-29', 250)];
  expect(totalsDue(debts)).toEqual([
    {currency: 'CNY', amount: 350},
    {currency: 'USD', amount: 7},
  ]);
  expect(totalsDue([])).toEqual([]);
});
