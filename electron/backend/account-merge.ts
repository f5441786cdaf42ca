import {v7} from 'uuid';
import type {AccountInput} from '../contract/account.ts';
import type {Id} from '../contract/values.ts';
import {hashOfNumber, storedNumbers} from '../store/accounts.ts';
import type {Desk} from './desk.ts';

type NumberInput = AccountInput['numbers'][number];
type DebtInput = AccountInput['debts'][number];

/**
 * Numbers of a file with the ids under which the account knows them already: what was said of a number (wrong, never again)
 * holds by its id. One whose digits were deleted on request does not come back by a file.
 */
export function numbersOfFile(
  desk: Desk,
  accountId: Id | undefined,
  numbers: readonly (Omit<NumberInput, 'id' | 'value'> & {value: string})[],
): NumberInput[] {
  const stored = accountId === undefined ? [] : storedNumbers(desk.db, accountId);
  return numbers.map(({value, ...number}) => {
    if (stored.length === 0) return {...number, id: v7(), value};
    const hashes = writtenAs(value).map((digits) => hashOfNumber(desk.db, digits));
    const known = stored.find(({hash}) => hashes.includes(hash));
    if (known === undefined) return {...number, id: v7(), value};
    return {...number, id: known.id, ...(known.value === null ? {} : {value})};
  });
}

/** The codes of the countries whose rules are known here; the same number is written with and without. */
const COUNTRY_CODES = ['86', '1', '44'];

/** Digits of a number as it may have been written before: with its country's code, without, or with the 0 of a trunk call. */
function writtenAs(value: string): string[] {
  const digits = value.replace(/\D/g, '');
  const national = COUNTRY_CODES.filter((code) => value.trim().startsWith(`+${code}`)).map((code) =>
    digits.slice(code.length),
  );
  const international = value.trim().startsWith('+')
    ? []
    : COUNTRY_CODES.map((code) => code + digits.replace(/^0/, ''));
  return [...new Set([digits, ...national, ...national.map((rest) => `0${rest}`), ...international])];
}

/** Debts of a file with the ids of those that they go on from: the same product and due day, else the same product. */
export function debtsOfFile(known: readonly DebtInput[], debts: readonly Omit<DebtInput, 'id'>[]): DebtInput[] {
  const free = [...known];
  const take = (same: (candidate: DebtInput) => boolean): Id | undefined => {
    const at = free.findIndex(same);
    return at < 0 ? undefined : free.splice(at, 1)[0]?.id;
  };
  const ids: (Id | undefined)[] = debts.map(({product, dueDate}) =>
    take((candidate) => candidate.product === product && candidate.dueDate === dueDate),
  );
  debts.forEach(({product}, i) => {
    ids[i] ??= take((candidate) => candidate.product === product);
  });
  if (known.length === 1 && debts.length === 1) ids[0] ??= known[0]?.id;
  return debts.map((debt, i): DebtInput => ({...debt, id: ids[i] ?? v7()}));
}
