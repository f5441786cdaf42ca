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
  return `*${characters.slice(-Math.min(4, Math.floor(characters.length / 2))).join('')}`;
}

// Phone, card and ID numbers as people write them: seven digits and more with spaces, dots, brackets or dashes between.
const LONG_NUMBER = /\+?\d(?:[\s().-]{0,2}\d){5,}[\dXx]/g;
const DATE = /^(19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}$/;
const EMAIL = /[^\s@，。；]+@[^\s@，。；]+\.[A-Za-z]{2,}/g;

/** A note with names and long numbers taken out; `names` are what is known of the customer. */
export function maskNote(note: string, names: readonly string[]): string {
  let masked = note.normalize('NFKC') === note ? note : note.replace(/[０-９]/g, (digit) => digit.normalize('NFKC'));
  masked = masked.replace(EMAIL, '***@***');
  // A reference may be a long number itself: names first.
  for (const name of names) {
    if ([...name].length >= 2) masked = masked.replaceAll(name, '**');
  }
  return masked.replace(LONG_NUMBER, (number) =>
    DATE.test(number) ? number : `*${number.replace(/\D/g, '').slice(-2)}`,
  );
}

/** A call as it is shown to those who may not see its customer. */
export function maskRecord(record: CallRecord): CallRecord {
  const names = [record.opened.customerName, record.opened.reference];
  const {opened, outcome} = record;
  return {
    ...record,
    opened: {...opened, customerName: maskName(opened.customerName), reference: maskReference(opened.reference)},
    outcome: outcome === null ? null : {...outcome, note: maskNote(outcome.note, names)},
    slots: Object.fromEntries(Object.entries(record.slots).map(([slot, value]) => [slot, maskNote(value, names)])),
  };
}

const MASKED_FIELDS: Record<string, (text: string, names: readonly string[]) => string> = {
  customerName: maskName,
  reference: maskReference,
  note: maskNote,
  why: maskNote,
  value: maskNote,
  relation: maskNote,
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
