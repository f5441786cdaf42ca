import {z} from 'zod';
import {Contact, PromiseToPay, Result} from './call.ts';
import {PersonRole} from './contact-rules.ts';
import {PhoneLine} from './flags.ts';
import {Currency, Day, Id, Instant, Jurisdiction, Language, lineText, MinorUnits, TimeZone} from './values.ts';

/**
 * Amounts in minor units of `currency`. `amount` is what is due now; the parts are shown when the customer asks how it
 * came about. Days overdue are never stored: they follow from `dueDate` in the account's own zone.
 */
export const Debt = z.strictObject({
  id: Id,
  product: lineText(60),
  creditor: lineText(80).nullable().default(null),
  currency: Currency,
  amount: MinorUnits,
  principal: MinorUnits.nullable().default(null),
  interest: MinorUnits.nullable().default(null),
  fees: MinorUnits.nullable().default(null),
  paid: MinorUnits.nullable().default(null),
  dueDate: Day,
  /** Of a student loan: the number it was serviced under; loans of one number are one debt (12 CFR 1006.14(b)(4)). */
  studentLoanNumber: lineText(60).optional(),
});
export type Debt = z.infer<typeof Debt>;

/**
 * A number to save. `value` is the full number; the store keeps a keyed hash of it for counting. Left out, `line` follows
 * from the label, `personId` is the customer, and `zoneHint` (the zone of the area code) is the account's.
 */
export const PhoneNumberInput = z.strictObject({
  id: Id,
  label: lineText(40),
  value: z.string().regex(/^\+?[\d\s().-]{3,32}$/, {error: 'no phone number'}),
  line: PhoneLine.optional(),
  personId: Id.optional(),
  zoneHint: TimeZone.nullable().optional(),
});
export type PhoneNumberInput = z.infer<typeof PhoneNumberInput>;

/** A number to show: its label and the last digits, or no digits at all once the value was deleted. */
export const PhoneNumber = z.strictObject({
  id: Id,
  label: z.string(),
  tail: z.string().nullable(),
  line: PhoneLine,
  personId: Id,
  zoneHint: TimeZone.nullable(),
});
export type PhoneNumber = z.infer<typeof PhoneNumber>;

/** Zones where the customer may be: told by the customer, else of the address, else of the number (the law's order). */
export const AccountZones = z.strictObject({
  told: TimeZone.nullable().default(null),
  address: TimeZone.nullable().default(null),
  number: TimeZone.nullable().default(null),
});
export type AccountZones = z.infer<typeof AccountZones>;

/** Somebody besides the customer who may be on the line, as far as the rules need to know. */
export const AccountPerson = z.strictObject({
  id: Id,
  name: lineText(80),
  role: PersonRole.exclude(['debtor']),
  timeZone: TimeZone.optional(),
});
export type AccountPerson = z.infer<typeof AccountPerson>;

/** A state or province whose rules are stricter, for example `MA`. */
const Region = z.string().regex(/^[A-Z]{2,3}$/, {error: 'no region'});

const fields = {
  id: Id,
  reference: lineText(60),
  person: z.strictObject({id: Id, name: lineText(80), minor: z.boolean().optional()}),
  persons: z.array(AccountPerson).max(10).optional(),
  region: Region.optional(),
  customerType: lineText(64).nullable().default(null),
  debts: z.array(Debt).max(50),
  timeZones: AccountZones,
  jurisdiction: Jurisdiction,
  language: Language,
  /** The day on which the case was closed, in the account's zone: what must be kept is kept from then on. */
  closedOn: Day.optional(),
};

/** A number without a `value` is one that is known: it stays as it is kept, also when its digits were deleted. */
export const AccountInput = z.strictObject({
  ...fields,
  numbers: z.array(PhoneNumberInput.partial({value: true})).max(20),
});
export type AccountInput = z.infer<typeof AccountInput>;

/** `debts` is empty where the gate is closed: what may not be shown does not reach the page. */
export const Account = z.strictObject({...fields, numbers: z.array(PhoneNumber)});
export type Account = z.infer<typeof Account>;

/** A line of the account list: enough to choose by, nothing about the debt; masked unless the caller asked. */
export const AccountRow = z.strictObject({
  id: Id,
  reference: z.string(),
  customerName: z.string(),
  lastCallAt: z.string().nullable(),
});
export type AccountRow = z.infer<typeof AccountRow>;

/** An earlier call of the account, as the agent reads it before the next one: unmasked, the note cut short. */
export const AccountCall = z.strictObject({
  openedAt: Instant,
  agentName: z.string(),
  contact: Contact,
  result: Result.nullable(),
  promise: PromiseToPay.pick({amount: true, currency: true, day: true}).nullable(),
  note: z.string(),
});
export type AccountCall = z.infer<typeof AccountCall>;

/** An account as a file gives it: no ids; one object or a list of them. */
const accountInFile = z.strictObject({
  reference: lineText(60),
  customerName: lineText(80),
  customerType: lineText(64).nullable().default(null),
  jurisdiction: Jurisdiction,
  language: Language,
  region: Region.optional(),
  closedOn: Day.optional(),
  timeZones: AccountZones.default({told: null, address: null, number: null}),
  numbers: z
    .array(PhoneNumberInput.omit({id: true, personId: true}))
    .max(20)
    .default([]),
  debts: z.array(Debt.omit({id: true})).max(50),
});
export const AccountFile = z.union([
  z.array(accountInFile).max(10_000),
  accountInFile.transform((account) => [account]),
]);
