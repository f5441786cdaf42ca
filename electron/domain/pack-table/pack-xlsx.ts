import {unzipSync, zipSync} from 'fflate';
import readXlsx from 'read-excel-file/universal';
import writeXlsx from 'write-excel-file/universal';
import {AppError} from '../../contract/errors.ts';
import {cellsOf, notWhole} from './pack-csv.ts';
import {type PartRow, rowsOfPack} from './pack-rows.ts';
import {PART_SHAPES} from './part-shapes.ts';

/** A workbook's sheet as it was read, every cell as text. The first row is the header. */
export interface Sheet {
  name: string;
  rows: string[][];
}

/** Unpacked, all sheets together; a pack of 20,000 objections has a tenth of it. */
const MOST_BYTES = 200_000_000;
const MOST_FILES = 500;
const MOST_CELLS = 5_000_000;
const OF = 'of';

const refused = (zh: string, en: string) => new AppError('invalid_input', {'zh-CN': zh, en});

/** A whole pack as a workbook with a sheet for each kind of part. */
export async function packXlsx(document: object): Promise<Uint8Array<ArrayBuffer>> {
  const tables = Map.groupBy(rowsOfPack(document), ({table}) => table);
  const sheets = [...tables].map(([sheet, rows]) => {
    const used = new Set(rows.flatMap(({cells}) => [...cells.keys()]));
    const known = PART_SHAPES.find(({name}) => name === sheet)?.columns.map(({name}) => name) ?? [];
    const names = [...known.filter((name) => used.has(name)), ...[...used].filter((name) => !known.includes(name))];
    const text = (value: string) => (value === '' ? null : {value, type: String});
    return {
      sheet,
      stickyRowsCount: 1,
      data: [
        [OF, ...names].map((value) => ({value, type: String, fontWeight: 'bold' as const})),
        ...rows.map(({of, cells}) => [text(of), ...names.map((name) => text(cells.get(name) ?? ''))]),
      ],
    };
  });
  const blob = await writeXlsx(sheets).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

/**
 * Reads a workbook: texts, numbers as they were typed, days as `YYYY-MM-DD`. Formulas are never worked out; what they last
 * came to is read.
 *
 * @throws AppError `invalid_input` for what is no workbook, or one that unpacks to more than a pack can be
 */
export async function readSheets(bytes: Uint8Array): Promise<Sheet[]> {
  const sheets = await read(unpacked(bytes));
  const cells = sheets.reduce((sum, {data}) => sum + data.reduce((row, {length}) => row + length, 0), 0);
  if (cells > MOST_CELLS) throw tooLarge();
  return sheets.map(({sheet, data}) => ({name: sheet, rows: data.map((row) => row.map(textOf))}));
}

/** @throws AppError `invalid_input` when no sheet is one of a whole pack */
export async function rowsOfXlsx(bytes: Uint8Array): Promise<PartRow[]> {
  const sheets = await readSheets(bytes);
  if (!sheets.some(({name}) => name === 'pack')) throw notWhole();
  return sheets.flatMap(({name: table, rows: [header = [], ...rows]}) => {
    const names = header.map((name) => name.trim());
    const of = names.indexOf(OF);
    return rows.flatMap((cells, i): PartRow[] =>
      cells.every((cell) => cell === '')
        ? []
        : [{table, of: (cells[of] ?? '').trim(), cells: cellsOf(names, cells), row: i + 2}],
    );
  });
}

async function read(bytes: Uint8Array<ArrayBuffer>) {
  try {
    return await readXlsx(bytes.buffer, {trim: false, parseNumber: (text) => text});
  } catch {
    throw notWorkbook();
  }
}

function textOf(cell: unknown): string {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}

/**
 * Unpacks and packs again without compressing: how much a hostile file unpacks to is known before anything is, and the
 * reader has nothing left to unpack, for which it would start a worker.
 */
function unpacked(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  let [size, files] = [0, 0];
  try {
    const parts = unzipSync(bytes, {
      filter: ({originalSize, name}) => {
        size += originalSize;
        files += 1;
        if (size > MOST_BYTES || files > MOST_FILES) throw tooLarge();
        return name.endsWith('.xml') || name.endsWith('.rels');
      },
    });
    refuseFarCells(parts);
    const packed = zipSync(parts, {level: 0});
    return new Uint8Array(packed);
  } catch (error) {
    throw error instanceof AppError ? error : notWorkbook();
  }
}

const SHEET = /^xl\/worksheets\/[^/]*\.xml$/i;
/** A row or a cell as it opens, with its attributes; a text cannot hold a `<`. */
const OPENS = /<(?:[\w.-]+:)?(?:c|row)\s([^"'<>]*(?:(?:"[^"]*"|'[^']*')[^"'<>]*)*)>/gi;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** Where it says that it stands: `r="12"`, `r="C12"`. */
const PLACE = /^([a-z]*)(\d*)$/i;

/** One cell at the far end of a sheet makes the reader fill in all that lies before it. */
function refuseFarCells(parts: Readonly<Record<string, Uint8Array>>): void {
  for (const [name, bytes] of Object.entries(parts)) {
    if (!SHEET.test(name)) continue;
    let [rows, columns] = [0, 0];
    for (const [, attributes = ''] of new TextDecoder().decode(bytes).matchAll(OPENS)) {
      for (const [, attribute, double, single] of attributes.matchAll(ATTRIBUTE)) {
        if (attribute !== 'r') continue;
        const place = PLACE.exec(double ?? single ?? '');
        // A place that is written in any other way would be hidden from this count.
        if (place === null) throw notWorkbook();
        rows = Math.max(rows, Number(place[2]));
        columns = Math.max(columns, columnOf(place[1] ?? ''));
      }
    }
    if (rows * columns > MOST_CELLS) throw tooLarge();
  }
}

const columnOf = (letters: string): number =>
  [...letters.toUpperCase()].reduce((before, letter) => before * 26 + letter.charCodeAt(0) - 64, 0);

const tooLarge = () =>
  refused('这个工作簿解压后过大，无法导入。', 'This workbook unpacks to more than can be imported.');

const notWorkbook = () =>
  refused(
    '这个文件不是 XLSX 工作簿，或已损坏。旧的 .xls 文件请先另存为 .xlsx。',
    'This file is no XLSX workbook, or is damaged. Save an old .xls file as .xlsx first.',
  );
