import {strFromU8, strToU8, unzipSync, zipSync} from 'fflate';
import {expect, test} from 'vitest';
import writeXlsx from 'write-excel-file/universal';
import {MOST_TABLE_ROWS} from '../../electron/contract/objection-table.ts';
import {openDesk} from '../open-desk.ts';

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');

async function workbook(sheets: Record<string, (string | null)[][]>): Promise<Uint8Array> {
  const data = Object.entries(sheets).map(([sheet, rows]) => ({
    sheet,
    data: rows.map((cells) => cells.map((value) => (value === null ? null : {value, type: String}))),
  }));
  return new Uint8Array(await (await writeXlsx(data).toBlob()).arrayBuffer());
}

/** The workbook with something else at the end of its first sheet. */
function bent(book: Uint8Array, end: string): Uint8Array {
  const parts = unzipSync(book);
  const name = 'xl/worksheets/sheet1.xml';
  const xml = strFromU8(parts[name] ?? new Uint8Array()).replace('</sheetData>', `${end}</sheetData>`);
  return zipSync({...parts, [name]: strToU8(xml)});
}

test('a table of a Chinese Excel comes as it stands, with the rows that its spreadsheet counts', async () => {
  const desk = openDesk();
  await desk.as('lead');
  // 说法,话术 / (an empty row) / 没钱,"好;\n的" in GB18030.
  const bytes = Buffer.from('cbb5b7a82cbbb0caf50a2c0ac3bbc7ae2c22bac33b0ab5c4220a', 'hex');
  expect(await desk.call('pack.readSheets', {bytes: base64(bytes)})).toEqual({
    encoding: 'gb18030',
    sheets: [
      {
        name: '',
        rows: [
          {row: 1, cells: ['说法', '话术'], fault: null},
          {row: 3, cells: ['没钱', '好;\n的'], fault: null},
        ],
      },
    ],
  });
});

test('a workbook comes sheet by sheet, without those that are empty; a formula is what it last came to', async () => {
  const desk = openDesk();
  await desk.as('lead');
  const book = await workbook({
    一: [
      [null, null],
      ['标题', null],
      ['说法', '话术'],
    ],
    空: [[null]],
    二: [['x']],
  });
  const bytes = bent(book, '<row r="5"><c r="A5" t="str"><f>HYPERLINK("http://x")</f><v>没钱</v></c></row>');
  const {encoding, sheets} = await desk.call('pack.readSheets', {bytes: base64(bytes)});
  expect(encoding).toBeNull();
  expect(sheets.map(({name, rows}) => [name, rows.map(({row, cells}) => [row, ...cells])])).toEqual([
    [
      '一',
      [
        [2, '标题', ''],
        [3, '说法', '话术'],
        [5, '没钱', ''],
      ],
    ],
    ['二', [[1, 'x']]],
  ]);
});

test.each([
  ['one cell at the far end of a sheet', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', 'unpacks to more'],
  ['a cell whose place is hidden', '<row r="2"><c r="XFD&#49;048576"><v>1</v></c></row>', 'no XLSX workbook'],
  [
    'a place in single quotation marks, after a bracket',
    "<row x='>' r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    'more',
  ],
])('a workbook with %s is refused before it is filled in', async (_, end, words) => {
  const desk = openDesk();
  await desk.as('lead');
  const bytes = base64(bent(await workbook({一: [['x']]}), end));
  const {code, message} = await desk.refusal('pack.readSheets', {bytes});
  expect(code).toBe('invalid_input');
  expect(message.en).toContain(words);
});

test.each([
  ['nothing', ' \n,,\n', 'nothing in this file'],
  ['what is no table', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 1]), 'no table'],
  ['a broken workbook', 'PK\u0003\u0004 and no more', 'no XLSX workbook'],
  ['too many rows', 'x\n'.repeat(MOST_TABLE_ROWS + 2), 'At most 20000 rows'],
  ['too many columns', `${'x,'.repeat(201)}x\n`, 'at most 200 columns'],
])('%s is refused in words', async (_, file, words) => {
  const desk = openDesk();
  await desk.as('lead');
  const {code, message} = await desk.refusal('pack.readSheets', {bytes: base64(file)});
  expect(code).toBe('invalid_input');
  expect(message.en).toContain(words);
});
