import * as fc from 'fast-check';
import {unparse} from 'papaparse';
import {describe, expect, test} from 'vitest';
import {AppError} from '../../../electron/contract/errors.ts';
import {decodeTable, readTable} from '../../../electron/domain/account-table/table-text.ts';

const HEADER = '业务编号,姓名,应还金额';
const bytes = (...numbers: number[]) => new Uint8Array(numbers);
const utf8 = (text: string) => new TextEncoder().encode(text);
/** `姓名` in GB18030, with a comma and `张伟`. */
const GB18030 = bytes(0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0x6e, 0x0a, 0xd5, 0xc5, 0xce, 0xb0, 0x2c, 0x31);

describe('the text of a table', () => {
  test('is read as UTF-8 with or without its mark', () => {
    expect(decodeTable(utf8(HEADER))).toEqual({text: HEADER, encoding: 'utf-8'});
    expect(decodeTable(utf8(`\ufeff${HEADER}`))).toEqual({text: HEADER, encoding: 'utf-8'});
  });

  test('is read as GB18030 where it is no UTF-8: that is what a Chinese Excel writes', () => {
    expect(decodeTable(GB18030)).toEqual({text: '姓名,n\n张伟,1', encoding: 'gb18030'});
  });

  test('is read as UTF-16 by its mark, and as Windows-1252 where nothing else fits', () => {
    expect(decodeTable(bytes(0xff, 0xfe, 0x41, 0, 0x2c, 0))).toEqual({text: 'A,', encoding: 'utf-16le'});
    expect(decodeTable(bytes(0xfe, 0xff, 0, 0x41))).toEqual({text: 'A', encoding: 'utf-16be'});
    expect(decodeTable(bytes(0x4a, 0x6f, 0x73, 0xe9, 0x2c, 0x31))).toEqual({text: 'José,1', encoding: 'windows-1252'});
  });
});

describe('a table', () => {
  test('has rows counted as a spreadsheet counts them, empty ones left out', () => {
    const {headers, rows} = readTable(`${HEADER}\n\nA-1,张伟,"3,280.50"\n  ,,\nA-2,"李\n敏",1\n`);
    expect(headers).toEqual(['业务编号', '姓名', '应还金额']);
    expect(rows).toEqual([
      {row: 3, cells: ['A-1', '张伟', '3,280.50'], fault: null},
      {row: 5, cells: ['A-2', '李\n敏', '1'], fault: null},
    ]);
  });

  test.each([
    [';', 'a;b\n1;2\n3;4'],
    ['\t', 'a\tb\n1\t2'],
    ['|', 'a|b\n1|2'],
    [',', 'a,b\n"1;2;3",2'],
    [';', 'sep=;\na;b\n1,5;2'],
  ])('finds its separator %j', (delimiter, text) => {
    const table = readTable(text);
    expect(table.delimiter).toBe(delimiter);
    expect(table.headers).toEqual(['a', 'b']);
  });

  test('a row after the line with the separator keeps the number that the spreadsheet shows', () => {
    expect(readTable('sep=;\r\na;b\r\n1;2').rows[0]).toMatchObject({row: 3, cells: ['1', '2']});
  });

  test('says which row has more columns than the header, and which quotation mark is not closed', () => {
    const wide = readTable('ref,name,amount\nA-1,Ann,3,280.50').rows[0];
    expect(wide?.fault?.en).toContain('more columns than the header');
    const open = readTable('ref,name\nA-1,"Ann\nA-2,Bob').rows[0];
    expect(open?.fault?.en).toContain('quotation mark');
  });

  test('without a row under its header is refused in words, and so is one that is too long', () => {
    for (const text of ['', ' \n ', HEADER, `a\n${'1\n'.repeat(20_001)}`]) {
      expect(() => readTable(text)).toThrow(AppError);
    }
  });

  test('comes back from any cells as they were written', () => {
    const cell = fc.string({unit: fc.constantFrom('a', '张', ',', ';', '"', '\n', ' ', '1', "'"), maxLength: 8});
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), {minLength: 1, maxLength: 8}), (cells) => {
        const filled = cells.map(([a, b]) => [`x${a}x`, `y${b}y`]);
        const read = readTable(unparse([['one', 'two'], ...filled], {quotes: true}));
        expect(read.rows.map((row) => row.cells)).toEqual(filled);
      }),
    );
  });
});
