import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
  type Read,
  readAmount,
  readDay,
  readJurisdiction,
  readNumbers,
  readRegion,
  readYesNo,
  readZone,
  timeAfterDay,
} from '../../../electron/domain/account-table/cell-values.ts';

const valueOf = <Value>(read: Read<Value>): Value | string => ('value' in read ? read.value : `✗ ${read.problem.en}`);
const refused = /^✗ /;

describe('an amount', () => {
  test.each([
    ['3280.50', 'CNY', 328_050],
    ['3,280.50', 'CNY', 328_050],
    ['1,234,567', 'CNY', 123_456_700],
    ['¥3,280.5', 'CNY', 328_050],
    ['３，２８０．５０元', 'CNY', 328_050],
    ['CNY 3280', 'CNY', 328_000],
    ['RMB3280', 'CNY', 328_000],
    ['$1,200.00', 'USD', 120_000],
    ['USD 1200', 'USD', 120_000],
    ['3.280,50', 'GBP', 328_050],
    ['3280,5', 'EUR', 328_050],
    ['1 200.00', 'EUR', 120_000],
    ['1.234.567', 'EUR', 123_456_700],
    ['¥3280', 'JPY', 3280],
    ['="3280.50"', 'CNY', 328_050],
    ['0', 'CNY', 0],
  ])('%s in %s is %d', (cell, currency, minor) => expect(valueOf(readAmount(cell, currency))).toBe(minor));

  test.each([
    ['-5', 'negative'],
    ['(500.00)', 'negative'],
    ['1,2,3', 'no amount'],
    ['12,34.5', 'no amount'],
    ['3.280', 'decimals'],
    ['1.239', 'decimals'],
    ['$5', 'not in CNY'],
    ['USD 5', 'not in CNY'],
    ['1.2万', 'in digits'],
    ['1.39E+10', 'shortened'],
    ['about 500?', 'no amount'],
    ['9999999999999', 'too large'],
  ])('%s is refused: %s', (cell, why) => {
    expect(valueOf(readAmount(cell, 'CNY'))).toMatch(refused);
    expect(valueOf(readAmount(cell, 'CNY'))).toContain(why);
  });

  test('comes back from every way of writing it', () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 99_999_999_999}), (minor) => {
        const [whole, fraction] = (minor / 100).toFixed(2).split('.') as [string, string];
        const grouped = (mark: string) => whole.replace(/\B(?=(\d{3})+$)/g, mark);
        for (const cell of [`${whole}.${fraction}`, `${grouped(',')}.${fraction}`, `${grouped('.')},${fraction}`]) {
          expect(readAmount(cell, 'CNY')).toEqual({value: minor});
        }
      }),
    );
  });
});

describe('a day', () => {
  test.each([
    ['2026-10-17', '2026-10-17'],
    ['2026/1/7', '2026-01-07'],
    ['2026.10.17', '2026-10-17'],
    ['2026年10月17日', '2026-10-17'],
    ['20261017', '2026-10-17'],
    ['2026-10-17 00:00:00', '2026-10-17'],
    ['2026-10-17T08:30:00.000Z', '2026-10-17'],
    ['17 Oct 2026', '2026-10-17'],
    ['17-Oct-2026', '2026-10-17'],
    ['October 17, 2026', '2026-10-17'],
    ['Oct 17th, 2026', '2026-10-17'],
    ['17/10/2026', '2026-10-17'],
    ['10/17/2026', '2026-10-17'],
    ['17.10.2026', '2026-10-17'],
    ['04/04/2026', '2026-04-04'],
    ['2028-02-29', '2028-02-29'],
  ])('%s is %s', (cell, day) => expect(valueOf(readDay(cell, 'certain'))).toBe(day));

  test('that could be two is refused with both of them, until somebody says which it is', () => {
    const refusal = valueOf(readDay('03/04/2026', 'certain'));
    expect(refusal).toContain('mar 4 or apr 3');
    expect(valueOf(readDay('03/04/2026', 'dayFirst'))).toBe('2026-04-03');
    expect(valueOf(readDay('03/04/2026', 'monthFirst'))).toBe('2026-03-04');
    expect(valueOf(readDay('17/10/2026', 'monthFirst'))).toMatch(refused);
  });

  test.each(['2026-02-29', '2026-13-01', '32/01/2026', '17/10/26', '46312', 'yesterday', '10-17', '0026-01-01'])(
    '%s is refused',
    (cell) => expect(valueOf(readDay(cell, 'certain'))).toMatch(refused),
  );

  test('may have a time of day after it', () => {
    expect(timeAfterDay('2026-11-20 14:30')).toBe('14:30');
    expect(timeAfterDay('2026-11-20T9:05:00')).toBe('09:05');
    expect(timeAfterDay('2026-11-20')).toBeNull();
    expect(timeAfterDay('2026-11-20 25:00')).toBeNull();
  });
});

describe('numbers', () => {
  test.each([
    ['139 1234 5678', ['139 1234 5678']],
    ['+86 139-1234-5678', ['+86 139-1234-5678']],
    ['0086 13912345678', ['+86 13912345678']],
    ['13912345678.0', ['13912345678']],
    ["'13912345678", ['13912345678']],
    ['="13912345678"', ['13912345678']],
    ['13912345678 / 021-5555 0101；139 0000 1111', ['13912345678', '021-5555 0101', '139 0000 1111']],
    ['(212) 555-0142', ['(212) 555-0142']],
    ['', []],
  ])('%s', (cell, numbers) => expect(valueOf(readNumbers(cell))).toEqual(numbers));

  test.each(['1.39E+10', 'ask his wife', '12', '1'.repeat(30)])('%s is refused', (cell) =>
    expect(valueOf(readNumbers(cell))).toMatch(refused),
  );
});

test('yes and no are read as people write them, and nothing else is either', () => {
  for (const cell of ['是', 'Y', 'yes', 'TRUE', '1', '√', 'x']) expect(valueOf(readYesNo(cell))).toBe(true);
  for (const cell of ['', '否', 'N', 'no', '0', '无', '-']) expect(valueOf(readYesNo(cell))).toBe(false);
  expect(valueOf(readYesNo('maybe'))).toMatch(refused);
});

test('a zone is an IANA name or an everyday one; an offset, which has no summer, is refused', () => {
  expect(valueOf(readZone('America/New_York'))).toBe('America/New_York');
  expect(valueOf(readZone('Eastern Time'))).toBe('America/New_York');
  expect(valueOf(readZone('北京时间'))).toBe('Asia/Shanghai');
  for (const cell of ['UTC+8', '+05:00', 'Mars/Base']) expect(valueOf(readZone(cell))).toMatch(refused);
});

test('a jurisdiction and a region are read by name and code; an unknown state is refused, for its rules may be stricter', () => {
  expect(valueOf(readJurisdiction('中国'))).toBe('CN');
  expect(valueOf(readJurisdiction('United Kingdom'))).toBe('UK');
  expect(valueOf(readJurisdiction('Atlantis'))).toMatch(refused);
  expect(valueOf(readRegion('Massachusetts', 'US'))).toBe('MA');
  expect(valueOf(readRegion('ma', 'US'))).toBe('MA');
  expect(valueOf(readRegion('Massachusets', 'US'))).toMatch(refused);
  expect(valueOf(readRegion('广东省', 'CN'))).toBeNull();
});
