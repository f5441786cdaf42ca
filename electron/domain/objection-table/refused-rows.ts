import papaparse from 'papaparse';
import type {RowProblem} from '../../contract/account-import.ts';
import type {ReadSheet} from '../../contract/objection-table.ts';
import type {Language, LocalText} from '../../contract/values.ts';
import {BYTE_ORDER_MARK, harmlessCell} from '../call-csv.ts';
import {headersOf} from './field-guess.ts';

/** Columns of our own; a sheet that is read again does not take them for anything. */
const OWN: readonly LocalText[] = [
  {'zh-CN': 'Callside 行号', en: 'Callside row'},
  {'zh-CN': 'Callside 问题', en: 'Callside problem'},
];

/**
 * The rows that were left out, wholly or in part, as they stand in the sheet, each with its row there and what is wrong: to
 * be corrected and imported again. A spreadsheet runs none of its cells.
 */
export function refusedRowsCsv(
  {rows}: ReadSheet,
  headerRow: number | null,
  problems: readonly RowProblem[],
  language: Language,
): string {
  const headers = headersOf(rows, headerRow);
  const wrong = Map.groupBy(problems, ({row}) => row);
  const data = rows.flatMap(({row, cells}) => {
    const found = wrong.get(row);
    if (found === undefined) return [];
    const words = found.map(({header, message}) =>
      header === null || header === '' ? message[language] : `${header}: ${message[language]}`,
    );
    return [[...cells, String(row), words.join('\n')]];
  });
  const table = [[...headers, ...OWN.map((name) => name[language])], ...data].map((cells) => cells.map(harmlessCell));
  return `${BYTE_ORDER_MARK}${papaparse.unparse(table, {newline: '\r\n'})}\r\n`;
}
