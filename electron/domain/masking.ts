import type {AccountRow} from '../contract/account.ts';
import type {CallRecord} from '../contract/call.ts';

/**
 * Customers' data as it is shown where it was not asked for. Masking keeps enough to recognise a case one knows, not
 * enough to find a person one does not.
 */

/** `张伟` → `张**`, `Jane Doe` → `J** D**`. The length is not told. */
export function maskName(name: string): string {
  if (name === '') return '';
  return name
    .split(/\s+/)
    .map((word) => `${[...word][0] ?? ''}**`)
    .join(' ');
}

/** `A-2024-00817` → `*0817`: the last four characters of a reference, of short ones fewer. */
export function maskReference(reference: string): string {
  if (reference === '') return '';
  const characters = [...reference];
  return `*${characters.slice(characters.length - Math.min(4, Math.floor(characters.length / 2))).join('')}`;
}

/** A line of the account list for those who did not ask to see whose it is. */
export const maskRow = <Row extends Pick<AccountRow, 'reference' | 'customerName'>>(row: Row): Row => ({
  ...row,
  reference: maskReference(row.reference),
  customerName: maskName(row.customerName),
});

// Phone, card and ID numbers as people write them: seven digits and more, with what stands between digits in any script.
const LONG_NUMBER = /\+?\d(?:(?:[^\S\n]|[().\p{Pd}．（）·]){0,3}\d){6,}(?:[^\S\n]?[Xx](?![A-Za-z]))?/gu;
// A day is no number to hide, also where a time or an amount follows it.
const DAY = /(?<!\d)((?:19|20)\d{2}[-./](?:0?[1-9]|1[0-2])[-./](?:[12]\d|3[01]|0?[1-9]))(?!\d)/;
const EMAIL = /(?<![\w.%+-])[\w.%+-]{1,64}[@＠][\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;

/** A note with names and long numbers taken out; `names` are what is known of the customer. */
export function maskNote(note: string, names: readonly string[]): string {
  let masked = note.replace(/[０-９]/g, (digit) => digit.normalize('NFKC')).replace(EMAIL, '***@***');
  // A reference may be a long number itself: names first.
  for (const name of names) {
    if ([...name].length >= 2) masked = masked.replaceAll(name, () => '**');
  }
  // Days stand at the odd places.
  return masked
    .split(DAY)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(LONG_NUMBER, maskNumber)))
    .join('');
}

/** What was typed into a search, without names, addresses and digits: a wording is what counts, not whose it was. */
export const maskSearch = (text: string, names: readonly string[]): string =>
  maskNote(text.normalize('NFKC'), names)
    .replace(/\*?\p{Nd}+/gu, '#')
    .toLowerCase();

const maskNumber = (number: string): string => `*${number.replace(/\D/g, '').slice(-2)}`;

/** A call as it is shown to those who may not see its customer. */
export function maskRecord(record: CallRecord): CallRecord {
  const names = [record.opened.customerName, record.opened.reference];
  const {opened, outcome} = record;
  return {
    ...record,
    opened: {
      ...opened,
      customerName: maskName(opened.customerName),
      reference: maskReference(opened.reference),
      numberLabel: maskNote(opened.numberLabel, names),
    },
    outcome: outcome === null ? null : {...outcome, note: maskNote(outcome.note, names)},
    ...(record.overridden === undefined
      ? {}
      : {overridden: {...record.overridden, why: maskNote(record.overridden.why, names)}}),
    slots: Object.fromEntries(Object.entries(record.slots).map(([slot, value]) => [slot, maskNote(value, names)])),
  };
}

const MASKED_FIELDS: Record<string, (text: string, names: readonly string[]) => string> = {
  customerName: maskName,
  reference: maskReference,
  // Typed by hand where there is no account: some type the number itself.
  numberLabel: maskNote,
  note: maskNote,
  why: maskNote,
  decision: maskNote,
  value: maskNote,
  relation: maskNote,
  // Of a flag: the attorney's name, and what was noticed.
  name: maskName,
  sign: maskNote,
};

/** An event's payload with the same fields masked, wherever they stand in it. */
export function maskPayload(payload: unknown, names: readonly string[]): unknown {
  if (Array.isArray(payload)) return payload.map((part) => maskPayload(part, names));
  if (typeof payload !== 'object' || payload === null) return payload;
  return Object.fromEntries(
    Object.entries(payload).map(([key, value]) => {
      const mask = Object.hasOwn(MASKED_FIELDS, key) ? MASKED_FIELDS[key] : undefined;
      return [key, mask !== undefined && typeof value === 'string' ? mask(value, names) : maskPayload(value, names)];
    }),
  );
}
