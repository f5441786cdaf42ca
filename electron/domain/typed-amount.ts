import {minorDigits} from './script-lines.ts';

/** Reads an amount as typed (`500`, `3,280.5`, `１２００`; `2千` is not one) in minor units; null when it is no amount. */
export function parseAmount(typed: string, currency: string): number | null {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s¥$€£元]/g, '')
    .replaceAll('，', ',');
  // A comma only where thousands have one: "1,2,3" is a slip, not 123.
  if (!/^(\d{1,9}|\d{1,3}(,\d{3}){1,2})(\.\d+)?$/.test(text)) return null;
  const digits = minorDigits(currency);
  const [whole = '0', fraction = ''] = text.replaceAll(',', '').split('.');
  if (fraction.length > digits) return null;
  return Number(whole) * 10 ** digits + Number(fraction.padEnd(digits, '0') || '0');
}
