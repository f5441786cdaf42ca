import papaparse from 'papaparse';
import {AppError} from '../../contract/errors.ts';
import {decodeTable} from '../account-table/table-text.ts';
import {type PartRow, rowsOfPack} from './pack-rows.ts';

const TABLE = 'table';
const OF = 'of';

/** A whole pack as one table, for a spreadsheet: UTF-8 with a byte order mark, a row for each part. */
export function packCsv(document: object): string {
  const rows = rowsOfPack(document);
  const names = [...new Set(rows.flatMap(({cells}) => [...cells.keys()]))];
  const data = rows.map(({table, of, cells}) => [table, of, ...names.map((name) => cells.get(name) ?? '')]);
  return `\ufeff${papaparse.unparse([[TABLE, OF, ...names], ...data], {newline: '\r\n'})}\r\n`;
}

/**
 * The rows of a table that `packCsv` wrote, also after a spreadsheet saved it with another separator or encoding.
 *
 * @throws AppError `invalid_input` for a table without the columns of a whole pack
 */
export function rowsOfCsv(bytes: Uint8Array): PartRow[] {
  const {data} = papaparse.parse<string[]>(decodeTable(bytes).text.replace(/^\ufeff/, ''), {
    delimitersToGuess: [',', ';', '\t'],
  });
  const [header = [], ...rows] = data;
  const names = header.map((name) => name.trim());
  const [table, of] = [names.indexOf(TABLE), names.indexOf(OF)];
  if (table < 0 || of < 0) throw notWhole();
  return rows.flatMap((cells, i) =>
    cells.every((cell) => cell === '')
      ? []
      : [{table: (cells[table] ?? '').trim(), of: (cells[of] ?? '').trim(), cells: cellsOf(names, cells), row: i + 2}],
  );
}

/** The cells that hold something, by the name of their column. */
export function cellsOf(names: readonly string[], cells: readonly string[]): Map<string, string> {
  return new Map(
    names.flatMap((name, i): [string, string][] => {
      const cell = cells[i] ?? '';
      return name === '' || name === TABLE || name === OF || cell === '' ? [] : [[name, cell]];
    }),
  );
}

export const notWhole = (): AppError =>
  new AppError('invalid_input', {
    'zh-CN': '这张表不是导出的完整话术包：缺少“table”和“of”两列。自己的异议表格请用话术包里的“导入异议表格…”。',
    en: 'This table is no whole script pack as it is exported: the columns "table" and "of" are missing. For your own table of objections use “Import a table of objections…” of a pack.',
  });
