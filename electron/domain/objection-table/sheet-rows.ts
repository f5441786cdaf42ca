import {AppError} from '../../contract/errors.ts';
import {
  MOST_TABLE_COLUMNS,
  MOST_TABLE_ROWS,
  type ReadSheet,
  type ReadSheets,
  type SheetRow,
} from '../../contract/objection-table.ts';
import {decodeTable, textRows} from '../account-table/table-text.ts';
import {readSheets} from '../pack-table/pack-xlsx.ts';

const refused = (zh: string, en: string) => new AppError('invalid_input', {'zh-CN': zh, en});

/**
 * The one table of a text file.
 *
 * @throws AppError `invalid_input` for a text without a table, or a larger one than may be imported
 */
export function textSheet(bytes: Uint8Array): ReadSheets {
  const {text, encoding} = decodeTable(bytes);
  // What is no text at all reads as one in the last encoding that is tried.
  if (text.includes('\u0000')) {
    throw refused(
      '这个文件不是表格。请选择 XLSX 工作簿或 CSV 文件；旧的 .xls 请先另存为 .xlsx。',
      'This file is no table. Choose an XLSX workbook or a CSV file; save an old .xls file as .xlsx first.',
    );
  }
  return {encoding, sheets: held([{name: '', rows: textRows(text).rows}])};
}

/**
 * The sheets of a workbook.
 *
 * @throws AppError `invalid_input` for what is no workbook, holds nothing, or more than may be imported
 */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadSheet[]> {
  const sheets = await readSheets(bytes);
  return held(sheets.map(({name, rows}) => ({name, rows: rows.map((cells, i) => ({row: i + 1, cells, fault: null}))})));
}

/** The sheets that hold something, without what is empty at their right. */
function held(sheets: readonly ReadSheet[]): ReadSheet[] {
  const filled = sheets
    .map(({name, rows}) => ({name, rows: evened(rows.filter(({cells}) => cells.some((cell) => cell.trim() !== '')))}))
    .filter(({rows}) => rows.length > 0);
  if (filled.length === 0) throw refused('这个文件里没有内容。', 'There is nothing in this file.');
  for (const {rows} of filled) {
    if (rows.length > MOST_TABLE_ROWS + 1) {
      throw refused(
        `一次最多导入 ${MOST_TABLE_ROWS} 行，这个文件有 ${rows.length} 行。请分成几个文件。`,
        `At most ${MOST_TABLE_ROWS} rows at once; this file has ${rows.length}. Split it.`,
      );
    }
    if ((rows[0]?.cells.length ?? 0) > MOST_TABLE_COLUMNS) {
      throw refused(`一次最多 ${MOST_TABLE_COLUMNS} 列。`, `A table has at most ${MOST_TABLE_COLUMNS} columns.`);
    }
  }
  return filled;
}

function evened(rows: readonly SheetRow[]): SheetRow[] {
  const widest = rows.reduce(
    (most, {cells}) => Math.max(most, cells.findLastIndex((cell) => cell.trim() !== '') + 1),
    0,
  );
  return rows.map(({row, cells, fault}) => ({
    row,
    cells: Array.from({length: widest}, (_, i) => cells[i] ?? ''),
    fault,
  }));
}
