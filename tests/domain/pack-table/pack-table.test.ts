import * as fc from 'fast-check';
import {zipSync} from 'fflate';
import {expect, test} from 'vitest';
import writeXlsx from 'write-excel-file/universal';
import type {z} from 'zod';
import {Pack} from '../../../electron/contract/pack.ts';
import {packCsv, rowsOfCsv} from '../../../electron/domain/pack-table/pack-csv.ts';
import {packOfRows, rowsOfPack} from '../../../electron/domain/pack-table/pack-rows.ts';
import {packXlsx, readSheets, rowsOfXlsx} from '../../../electron/domain/pack-table/pack-xlsx.ts';
import {starterPack, starterPacks} from '../starter-packs.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const fromCsv = (document: object) => packOfRows(rowsOfCsv(bytesOf(packCsv(document))));
const fromXlsx = async (document: object) => packOfRows(await rowsOfXlsx(await packXlsx(document)));

/** Texts that tables like to change: formulas, numbers, dates, quotation marks, edges, control and odd characters. */
const text = fc.oneof(
  {arbitrary: fc.string({unit: 'binary', minLength: 0, maxLength: 12}), weight: 20},
  {
    arbitrary: fc.constantFrom(
      '=1+1',
      '+86 138',
      '-5',
      '@SUM(A1)',
      '007',
      '1e5',
      '2026-11-22',
      'true',
      '[]',
      '{}',
      '"',
      '"a"',
      "'x",
    ),
    weight: 20,
  },
  {
    arbitrary: fc.constantFrom(
      ' a ',
      'a\nb',
      'a\r\nb',
      '\t',
      '…',
      '_x000D_',
      'a,b;c',
      '客户说：“没钱”',
      '😀',
      '\ud800',
      '\u0000',
      '',
    ),
    weight: 20,
  },
  {
    arbitrary: fc.constantFrom('长'.repeat(33_000), 'a '.repeat(20_000), '😀'.repeat(20_000), '=-'.repeat(40_000)),
    weight: 1,
  },
);

// Few, so that some stand twice.
const id = fc.constantFrom('a', 'b', 'forgot.p1', '7', 'x-1');

/** Any document of the pack's shape, read from the schema: what the rules between its parts say is another matter. */
function anything(schema: unknown): fc.Arbitrary<unknown> {
  const {def} = schema as {def: Record<string, unknown> & {type: string}};
  if (def.type === 'object') {
    const fields = Object.entries(def['shape'] as Record<string, unknown>);
    const required = fields.filter(([, field]) => !isOptional(field)).map(([name]) => name);
    return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, name === 'id' ? id : anything(field)])), {
      requiredKeys: required,
    });
  }
  if (def.type === 'optional' || def.type === 'default') return anything(def['innerType']);
  if (def.type === 'array') return fc.array(anything(def['element']), {maxLength: 3});
  if (def.type === 'number')
    return fc.oneof(
      fc.integer(),
      fc.double({noNaN: true, noDefaultInfinity: true}).map((n) => n + 0),
    );
  if (def.type === 'boolean') return fc.boolean();
  if (def.type === 'literal') return fc.constant((def['values'] as unknown[])[0]);
  if (def.type === 'enum') return fc.constantFrom(...Object.values(def['entries'] as Record<string, string>));
  if (def.type === 'string') return text;
  return fc.jsonValue();
}

const isOptional = (schema: unknown): boolean => ['optional', 'default'].includes((schema as z.ZodType).def.type);

// A document as its file gives it: JSON has no undefined and no negative zero.
const packs = anything(Pack).map((document) => JSON.parse(JSON.stringify(document)) as object);

test('what is exported to rows is the same pack when it is read again, whatever stands in its fields', () => {
  fc.assert(
    fc.property(packs, (document) => {
      const {document: read, problems} = packOfRows(rowsOfPack(document));
      expect(problems).toEqual([]);
      expect(read).toEqual(document);
    }),
    {numRuns: 100},
  );
});

test('so it is through a CSV file', () => {
  fc.assert(
    fc.property(packs, (document) => {
      expect(fromCsv(document)).toEqual({document, problems: []});
    }),
    {numRuns: 100},
  );
});

test('so it is through a workbook', async () => {
  await fc.assert(
    fc.asyncProperty(packs, async (document) => {
      expect(await fromXlsx(document)).toEqual({document, problems: []});
    }),
    {numRuns: 40},
  );
}, 120_000);

test('the starter packs go through both without a change', async () => {
  for (const pack of starterPacks()) {
    expect(fromCsv(pack)).toEqual({document: pack, problems: []});
    expect(await fromXlsx(pack)).toEqual({document: pack, problems: []});
  }
});

test('a row that belongs to nothing, a wrong cell and a table nobody knows are each told with their place', () => {
  const rows = rowsOfPack(starterPack('zh-CN'));
  const {problems} = packOfRows([
    ...rows,
    {table: 'objections.phrasings', of: 'nobody', cells: new Map([['text', '没钱']]), row: 900},
    {table: 'slots', of: '', cells: new Map([['colour', 'red']]), row: 901},
    {table: 'buckets', of: '', cells: new Map([['fromDay', 'soon']]), row: 902},
    {table: 'somewhere', of: '', cells: new Map([['id', 'x']]), row: 903},
  ]);
  expect(problems.map(({path}) => path)).toEqual([
    'buckets : 902 : fromDay',
    'slots : 901 : colour',
    'objections.phrasings : 900 : of',
    'somewhere : 903',
  ]);
});

test('days, numbers and yes as a spreadsheet writes them are read', () => {
  const {document, problems} = packOfRows([
    {
      table: 'pack',
      of: '',
      cells: new Map([
        ['id', 'p'],
        ['formatVersion', ' 1 '],
      ]),
    },
    {table: 'stages', of: '', cells: new Map([['id', 's']])},
    {
      table: 'stages.lines',
      of: 's',
      cells: new Map([
        ['pressure', 'TRUE'],
        ['consequence', '否'],
        ['facts', 'a\r\nb\n'],
      ]),
    },
  ]);
  expect(problems).toEqual([]);
  expect(document).toEqual({
    id: 'p',
    formatVersion: 1,
    stages: [{id: 's', lines: [{pressure: true, consequence: false, facts: ['a', 'b']}]}],
  });
});

test('a table that a Chinese spreadsheet saved with semicolons in GB18030 is read', () => {
  // 表 as GB18030 is B1 ED.
  const head = bytesOf('table;of;id;title\r\npack;;p;');
  expect(rowsOfCsv(new Uint8Array([...head, 0xb1, 0xed, 0x0d, 0x0a]))).toEqual([
    {
      table: 'pack',
      of: '',
      cells: new Map([
        ['id', 'p'],
        ['title', '表'],
      ]),
      row: 2,
    },
  ]);
});

test('tables of another kind are refused in words', async () => {
  expect(() => rowsOfCsv(bytesOf('name,amount\nA,1\n'))).toThrow('no whole script pack');
  await expect(rowsOfXlsx(await workbook('people'))).rejects.toThrow('no whole script pack');
  await expect(readSheets(bytesOf('PK\u0003\u0004 and no more'))).rejects.toThrow('no XLSX workbook');
  await expect(readSheets(bytesOf('{"formatVersion":1}'))).rejects.toThrow('no XLSX workbook');
  await expect(readSheets(zipSync({'other.xml': bytesOf('<a/>')}))).rejects.toThrow('no XLSX workbook');
});

test('a workbook that would fill the memory is refused before it is unpacked', async () => {
  const bomb = zipSync({'xl/worksheets/sheet1.xml': new Uint8Array(1000)});
  // What it says of itself, in the directory at its end, is what it unpacks to.
  const directory = Buffer.from(bomb.buffer).indexOf('PK\u0001\u0002', 'latin1');
  new DataView(bomb.buffer).setUint32(directory + 24, 3_000_000_000, true);
  await expect(readSheets(bomb)).rejects.toThrow('unpacks to more');
  const many = zipSync(Object.fromEntries(Array.from({length: 600}, (_, i) => [`${i}.xml`, bytesOf('<a/>')])));
  await expect(readSheets(many)).rejects.toThrow('unpacks to more');
});

async function workbook(sheet: string): Promise<Uint8Array> {
  const blob = await writeXlsx([{sheet, data: [[{value: 'x', type: String}]]}]).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}
