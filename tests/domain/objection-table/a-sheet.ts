import type {ReadSheet} from '../../../electron/contract/objection-table.ts';

/** A sheet of these rows, the first being row 1. */
export const sheetOf = (...rows: string[][]): ReadSheet => ({
  name: '',
  rows: rows.map((cells, i) => ({row: i + 1, cells, fault: null})),
});
