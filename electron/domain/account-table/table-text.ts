import papaparse from 'papaparse';
import {AppError} from '../../contract/errors.ts';
import type {LocalText} from '../../contract/values.ts';

export interface TableText {
  text: string;
  /** Label of the Encoding Standard. */
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';
}

/**
 * The text of a table as spreadsheets and dialers save it: UTF-8 with or without its mark, UTF-16 with its mark, else
 * GB18030 (what a Chinese Excel writes), else Windows-1252.
 */
export function decodeTable(bytes: Uint8Array): TableText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return {text: decoded('utf-16le', bytes) ?? '', encoding: 'utf-16le'};
  if (first === 0xfe && second === 0xff) return {text: decoded('utf-16be', bytes) ?? '', encoding: 'utf-16be'};
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    const text = decoded(encoding, bytes);
    if (text !== null) return {text, encoding};
  }
  return {text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252'};
}

/** Null when the bytes are no text in this encoding. The mark at the beginning is dropped. */
function decoded(encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030', bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, {fatal: true}).decode(bytes);
  } catch {
    return null;
  }
}

/** A row with its place as a spreadsheet counts: from 1, empty rows count. */
export interface TableRow {
  row: number;
  cells: string[];
  /** What is wrong with the row as text, before any cell is looked at. */
  fault: LocalText | null;
}

export interface Table {
  delimiter: string;
  headers: string[];
  rows: TableRow[];
}

const MOST_ROWS = 20_000;
const MOST_COLUMNS = 200;
const DELIMITERS = [',', ';', '\t', '|'];

const refused = (zh: string, en: string) => new AppError('invalid_input', {'zh-CN': zh, en});

const UNCLOSED: LocalText = {
  'zh-CN': '引号没有成对，从这一行起无法读取',
  en: 'a quotation mark is not closed; nothing from this row on can be read',
};
const TOO_MANY: LocalText = {
  'zh-CN': '这一行的列数比表头多（金额里的逗号没有加引号？）',
  en: 'this row has more columns than the header (an amount with a comma but without quotation marks?)',
};

/** The rows of a delimited text as they stand, none taken for a header; the separator is found from the text. */
export function textRows(text: string): {delimiter: string; rows: TableRow[]} {
  // Excel's own note on the separator stands before the header.
  const [, named] = /^\ufeff?sep=([,;\t|])\r?\n/.exec(text) ?? [];
  const body = named === undefined ? text.replace(/^\ufeff/, '') : text.slice(text.indexOf('\n') + 1);
  const skipped = named === undefined ? 0 : 1;
  const {data, errors, meta} = papaparse.parse<string[]>(body, {
    delimiter: named ?? '',
    delimitersToGuess: DELIMITERS,
  });
  const unclosed = new Set(errors.flatMap(({type, row}) => (type === 'Quotes' && row !== undefined ? [row] : [])));
  const rows = data.flatMap((cells, i) =>
    isEmpty(cells) ? [] : [{row: i + 1 + skipped, cells, fault: unclosed.has(i) ? UNCLOSED : null}],
  );
  return {delimiter: meta.delimiter, rows};
}

/**
 * Reads a table whose first row is its header.
 *
 * @throws AppError `invalid_input` without rows, or with more of them than a desk is for
 */
export function readTable(text: string): Table {
  const {delimiter, rows: filled} = textRows(text);
  const [header, ...rest] = filled;
  if (header === undefined || rest.length === 0) {
    throw refused(
      '表格里没有数据。第一行应为表头，其后每行一笔。',
      'The table has no rows: first a header, then one row each.',
    );
  }
  if (rest.length > MOST_ROWS) {
    throw refused(
      `一次最多导入 ${MOST_ROWS} 行，这个文件有 ${rest.length} 行。请分成几个文件。`,
      `At most ${MOST_ROWS} rows at once; this file has ${rest.length}. Split it.`,
    );
  }
  const headers = header.cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
  if (headers.length > MOST_COLUMNS) {
    throw refused(`一次最多 ${MOST_COLUMNS} 列。`, `A table has at most ${MOST_COLUMNS} columns.`);
  }
  const rows = rest.map(({row, cells, fault}) => ({
    row,
    cells: headers.map((_, i) => cells[i] ?? ''),
    fault: fault ?? (isEmpty(cells.slice(headers.length)) ? null : TOO_MANY),
  }));
  return {delimiter, headers, rows};
}

const isEmpty = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');
