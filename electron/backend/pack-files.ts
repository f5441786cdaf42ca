import {AppError} from '../contract/errors.ts';
import type {ReadSheets} from '../contract/objection-table.ts';
import type {PackFileKind} from '../contract/pack.ts';
import {readWorkbook, textSheet} from '../domain/objection-table/sheet-rows.ts';
import {packCsv, rowsOfCsv} from '../domain/pack-table/pack-csv.ts';
import {packOfRows} from '../domain/pack-table/pack-rows.ts';
import {packXlsx, rowsOfXlsx} from '../domain/pack-table/pack-xlsx.ts';

/** How a packed file begins, and so a workbook. */
const ZIP = [0x50, 0x4b];

const isZipped = (bytes: Uint8Array): boolean => ZIP.every((byte, i) => bytes[i] === byte);

const textOf = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;

/** A pack's document as a file of a kind. */
export async function packFile(
  document: object,
  as: PackFileKind,
): Promise<{text: string; encoding: 'utf-8' | 'base64'}> {
  if (as === 'xlsx') return {text: Buffer.from(await packXlsx(document)).toString('base64'), encoding: 'base64'};
  return {text: as === 'csv' ? packCsv(document) : textOf(document), encoding: 'utf-8'};
}

/**
 * The text of the document that a table or a workbook holds.
 *
 * @throws AppError `invalid_input` for another kind of file, and with the place of each cell that cannot be read
 */
export async function packTextOfTable(bytes: Uint8Array): Promise<string> {
  const {document, problems} = packOfRows(isZipped(bytes) ? await rowsOfXlsx(bytes) : rowsOfCsv(bytes));
  if (problems.length === 0) return textOf(document);
  throw new AppError(
    'invalid_input',
    {
      'zh-CN': `表格有 ${problems.length} 处读不懂，没有导入任何内容。`,
      en: `The table has ${problems.length} ${problems.length === 1 ? 'place' : 'places'} that cannot be read; nothing was imported.`,
    },
    problems.slice(0, MOST_PROBLEMS),
  );
}

const MOST_PROBLEMS = 200;

/**
 * The sheets of a workbook or the table of a text, as they stand.
 *
 * @throws AppError `invalid_input` for what is neither, holds nothing, or holds more than a table of objections may
 */
export async function sheetsOfFile(bytes: Uint8Array): Promise<ReadSheets> {
  return isZipped(bytes) ? {encoding: null, sheets: await readWorkbook(bytes)} : textSheet(bytes);
}
