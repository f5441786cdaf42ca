import type {ImportField} from '../../../electron/contract/account-import.ts';
import {maskName, maskReference} from '../../../electron/domain/masking.ts';

/** A cell of somebody's table as it is shown until it is asked for: nothing of it tells who the person is. */
export function maskedCell(cell: string, field: ImportField | null): string {
  switch (field) {
    case 'reference':
    case 'studentLoanNumber':
      return maskReference(cell);
    case 'mobile':
    case 'homePhone':
    case 'workPhone':
    case 'otherPhone': {
      const digits = cell.replace(/\D/g, '');
      // Words instead of a number may name somebody.
      return digits === '' ? maskName(cell.trim()) : `*${digits.slice(-4)}`;
    }
    case 'customerName':
    case 'attorney':
    // What a column without a meaning holds is not known: an address, the number of an identity card.
    case null:
      return maskName(cell.trim());
    default:
      return cell;
  }
}
