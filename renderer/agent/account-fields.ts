import type {Account} from '../../electron/contract/account.ts';
import type {Profile} from '../../electron/contract/desk.ts';
import {PhoneLine} from '../../electron/contract/flags.ts';
import type {RawInput} from '../../electron/contract/methods.ts';
import {type Day, type Id, Jurisdiction, Language} from '../../electron/contract/values.ts';
import {parseDay} from '../../electron/domain/days.ts';
import {minorDigits} from '../../electron/domain/script-lines.ts';
import {parseAmount} from '../../electron/domain/typed-amount.ts';

export const PARTS = ['principal', 'interest', 'fees', 'paid'] as const;

export type AccountFields = ReturnType<typeof firstFields>;

/** What the fields of an account begin with. */
export function firstFields(account: Account | null, profile: Profile | null, phoneLabel: string, language: Language) {
  const debt = account?.debts[0];
  const jurisdiction = account?.jurisdiction ?? profile?.jurisdiction ?? 'none';
  const money = (minor: number | null | undefined) =>
    debt === undefined || typeof minor !== 'number'
      ? ''
      : (minor / 10 ** minorDigits(debt.currency)).toFixed(minorDigits(debt.currency));
  return {
    customerName: account?.person.name ?? '',
    reference: account?.reference ?? '',
    phone: '',
    phoneLabel,
    line: 'mobile',
    product: debt?.product ?? '',
    amount: money(debt?.amount),
    currency: debt?.currency ?? (jurisdiction === 'UK' ? 'GBP' : jurisdiction === 'US' ? 'USD' : 'CNY'),
    dueDate: debt?.dueDate ?? '',
    principal: money(debt?.principal),
    interest: money(debt?.interest),
    fees: money(debt?.fees),
    paid: money(debt?.paid),
    jurisdiction: jurisdiction as string,
    region: account?.region ?? '',
    language: (account?.language ?? language) as string,
    toldZone: account?.timeZones.told ?? '',
    addressZone: account?.timeZones.address ?? '',
    closedOn: account?.closedOn ?? '',
  };
}

/** The fields that say something else than those they began with. */
export function changed(before: AccountFields, now: AccountFields): Partial<AccountFields> {
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => value !== before[name as keyof AccountFields]),
  );
}

interface Known {
  ids: Record<'account' | 'person' | 'debt' | 'number', Id>;
  profile: Profile;
  today: Day;
}

/** The account as its fields say it, and else as it is kept. Of several debts the first one is changed. */
export function accountOf(
  fields: AccountFields,
  kept: Account | null,
  {ids, profile, today}: Known,
): RawInput<'account.save'>['account'] {
  const amount = parseAmount(fields.amount, fields.currency);
  const dueDate = pastDay(fields.dueDate, today);
  const [principal = null, interest = null, fees = null, paid = null] = PARTS.map((part) =>
    fields[part].trim() === '' ? null : parseAmount(fields[part], fields.currency),
  );
  const text = (typed: string) => (typed.trim() === '' ? null : typed.trim());
  const region = text(fields.region)?.toUpperCase();
  const closedOn = text(fields.closedOn) === null ? null : pastDay(fields.closedOn, today);
  const debt = kept?.debts[0];
  const changedDebt = {
    ...debt,
    id: debt?.id ?? ids.debt,
    product: fields.product,
    creditor: debt?.creditor ?? profile.institution,
    currency: fields.currency,
    principal,
    interest,
    fees,
    paid,
  };
  const value = text(fields.phone);
  const added =
    value === null ? [] : [{id: ids.number, label: fields.phoneLabel, value, line: PhoneLine.parse(fields.line)}];
  return {
    id: ids.account,
    reference: fields.reference,
    person: {...kept?.person, id: kept?.person.id ?? ids.person, name: fields.customerName},
    ...(kept?.persons !== undefined && {persons: kept.persons}),
    ...(region !== undefined && {region}),
    ...(closedOn !== null && {closedOn}),
    customerType: kept?.customerType ?? null,
    debts: [
      ...(amount !== null && dueDate !== null ? [{...changedDebt, amount, dueDate}] : []),
      ...(kept?.debts.slice(1) ?? []),
    ],
    timeZones: {
      told: text(fields.toldZone),
      address: text(fields.addressZone),
      number: kept?.timeZones.number ?? null,
    },
    jurisdiction: Jurisdiction.parse(fields.jurisdiction),
    language: Language.parse(fields.language),
    // Their digits are not on this page: they stay as they are kept.
    numbers: [...(kept?.numbers ?? []).map(({tail: _tail, ...number}) => number), ...added],
  };
}

/** A due date usually lies behind: `10-17` typed in November means last month's. A full date is taken as written. */
export function pastDay(typed: string, today: string): string | null {
  const day = parseDay(typed, today);
  if (day === null || /^\s*\d{4}/.test(typed) || day <= today) return day;
  const shorter = /^\s*\d{1,2}[-/.月]\d{1,2}/.test(typed);
  return shorter ? `${Number(day.slice(0, 4)) - 1}${day.slice(4)}` : day;
}
