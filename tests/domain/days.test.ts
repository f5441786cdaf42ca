import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
  accountZone,
  addDays,
  bucketOf,
  dayIn,
  daysOverdue,
  DEFAULT_BUCKETS,
  parseDay,
  startOfDay,
  wallClock,
} from '../../electron/domain/days.ts';

// A Saturday.
const TODAY = '2026-11-21';

describe('a day as it is typed while talking', () => {
  test.for([
    ['今天', '2026-11-21'],
    ['明天', '2026-11-22'],
    ['后天', '2026-11-23'],
    ['大后天', '2026-11-24'],
    ['today', '2026-11-21'],
    ['Tomorrow', '2026-11-22'],
    ['5d', '2026-11-26'],
    ['5 days', '2026-11-26'],
    ['1 day', '2026-11-22'],
    ['5天', '2026-11-26'],
    ['５天', '2026-11-26'],
    ['5天后', '2026-11-26'],
    ['10日后', '2026-12-01'],
    ['周五', '2026-11-27'],
    ['周六', '2026-11-21'],
    ['星期日', '2026-11-22'],
    ['礼拜天', '2026-11-22'],
    ['周7', '2026-11-22'],
    ['这周日', '2026-11-22'],
    ['下周五', '2026-11-27'],
    ['下周六', '2026-11-28'],
    ['下个星期一', '2026-11-23'],
    ['fri', '2026-11-27'],
    ['Friday', '2026-11-27'],
    ['next fri', '2026-11-27'],
    ['tues', '2026-11-24'],
    ['Wednesday', '2026-11-25'],
    ['thurs', '2026-11-26'],
    ['thu', '2026-11-26'],
    ['Saturday', '2026-11-21'],
    ['next sat', '2026-11-28'],
    ['15', '2026-12-15'],
    ['21', '2026-11-21'],
    ['30号', '2026-11-30'],
    ['31', '2026-12-31'],
    ['15日', '2026-12-15'],
    ['22nd', '2026-11-22'],
    ['下个月5号', '2026-12-05'],
    ['下月31号', '2026-12-31'],
    ['12-5', '2026-12-05'],
    ['12/5', '2026-12-05'],
    ['12.5', '2026-12-05'],
    ['12月5日', '2026-12-05'],
    ['12月5号', '2026-12-05'],
    ['１２月５日', '2026-12-05'],
    ['1-5', '2027-01-05'],
    ['11-20', '2027-11-20'],
    ['11-21', '2026-11-21'],
    ['月底', '2026-11-30'],
    ['本月底', '2026-11-30'],
    ['eom', '2026-11-30'],
    ['end of the month', '2026-11-30'],
    ['2026-12-05', '2026-12-05'],
    ['2026年12月5日', '2026-12-05'],
    ['2026/1/5', '2026-01-05'],
    ['  12月5日  ', '2026-12-05'],
  ] as const)('%s is %s', ([typed, day]) => {
    expect(parseDay(typed, TODAY)).toBe(day);
  });

  test.for([
    '',
    ' ',
    '改天',
    '有钱就还',
    'soon',
    'month',
    'monkey',
    'sunny',
    'friend',
    'weds nesday',
    '0',
    '32',
    '32号',
    '13-1',
    '2-30',
    '2026-02-29',
    '2026-13-01',
    '99999d',
    '-5d',
    '周八',
    'constructor',
    '__proto__',
    'toString',
    '12-5-7',
    '5.5.5',
    'x'.repeat(100_000),
    '1'.repeat(100_000),
  ])('%s is none', (typed) => {
    expect(parseDay(typed, TODAY)).toBeNull();
  });

  test('knows leap days', () => {
    expect(parseDay('2-29', '2027-06-01')).toBe('2028-02-29');
    expect(parseDay('2-29', '2026-06-01')).toBeNull();
    expect(parseDay('2月29日', '2028-02-29')).toBe('2028-02-29');
    expect(parseDay('2028-02-29', TODAY)).toBe('2028-02-29');
    expect(parseDay('29', '2027-02-01')).toBe('2027-03-29');
    expect(parseDay('29', '2028-02-01')).toBe('2028-02-29');
    expect(parseDay('eom', '2028-02-10')).toBe('2028-02-29');
  });

  test('finds the next month that has the 31st', () => {
    expect(parseDay('31', '2026-06-30')).toBe('2026-07-31');
    expect(parseDay('31', '2026-07-31')).toBe('2026-07-31');
    expect(parseDay('30', '2027-01-31')).toBe('2027-03-30');
    expect(parseDay('下月31号', '2026-10-05')).toBeNull();
  });

  test('goes over the end of the year', () => {
    expect(parseDay('5', '2026-12-31')).toBe('2027-01-05');
    expect(parseDay('1d', '2026-12-31')).toBe('2027-01-01');
    expect(parseDay('下月5号', '2026-12-31')).toBe('2027-01-05');
    expect(parseDay('下周一', '2026-12-31')).toBe('2027-01-04');
  });

  test('of any kind but the written-out year is never before today', () => {
    const typed = fc.oneof(
      fc.integer({min: 1, max: 31}).map(String),
      fc.tuple(fc.integer({min: 1, max: 12}), fc.integer({min: 1, max: 28})).map(([m, d]) => `${m}-${d}`),
      fc.constantFrom('周一', '周三', '周日', '下周二', 'mon', 'next sun', 'eom', '月底', '3d', '明天'),
    );
    const days = fc.date({min: new Date('2024-01-01'), max: new Date('2032-12-31'), noInvalidDate: true});
    fc.assert(
      fc.property(typed, days, (text, date) => {
        const today = date.toISOString().slice(0, 10);
        const day = parseDay(text, today);
        expect(day).not.toBeNull();
        expect((day ?? '') >= today).toBe(true);
      }),
    );
  });

  test('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 40}), (text) => {
        expect(parseDay(text, TODAY) ?? TODAY).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }),
    );
  });
});

const hours = (day: string) =>
  (Date.parse(startOfDay('America/New_York', day, 1)) - Date.parse(startOfDay('America/New_York', day))) / 3_600_000;

describe('days and instants', () => {
  test('the day is that of the zone', () => {
    expect(dayIn('Asia/Shanghai', '2026-11-20T16:00:00.000Z')).toBe('2026-11-21');
    expect(dayIn('Asia/Shanghai', '2026-11-20T15:59:59.999Z')).toBe('2026-11-20');
    expect(dayIn('America/New_York', '2026-11-21T04:00:00.000Z')).toBe('2026-11-20');
  });

  test('a day starts at its first instant, also where clocks are changed at midnight', () => {
    expect(startOfDay('Asia/Shanghai', '2026-11-21')).toBe('2026-11-20T16:00:00.000Z');
    expect(startOfDay('America/New_York', '2026-03-08')).toBe('2026-03-08T05:00:00.000Z');
    expect(startOfDay('America/New_York', '2026-03-08', 1)).toBe('2026-03-09T04:00:00.000Z');
    expect(startOfDay('America/New_York', '2026-11-01', 1)).toBe('2026-11-02T05:00:00.000Z');
    // Santiago springs forward at midnight: the day begins at 01:00.
    expect(startOfDay('America/Santiago', '2026-09-06')).toBe('2026-09-06T04:00:00.000Z');
    // Havana falls back at 01:00: of the two midnights the first.
    expect(startOfDay('America/Havana', '2026-11-01')).toBe('2026-11-01T04:00:00.000Z');
  });

  test('days with a changed clock are 23 and 25 hours long, and no instant is in two days or none', () => {
    expect(hours('2026-03-08')).toBe(23);
    expect(hours('2026-11-01')).toBe(25);
    expect(hours('2026-11-21')).toBe(24);
  });

  test('the wall clock has no seconds', () => {
    expect(wallClock('Asia/Shanghai', '2026-11-21T04:05:59.999Z')).toBe('2026-11-21 12:05');
    expect(wallClock('Asia/Kathmandu', '2026-11-21T00:00:00.000Z')).toBe('2026-11-21 05:45');
  });

  test('the zone is that told by the customer, else of the address, else of the number, else of the desk', () => {
    const zones = {told: 'Asia/Tokyo', address: 'Asia/Urumqi', number: 'Asia/Hong_Kong'};
    expect(accountZone(zones, 'Asia/Shanghai')).toBe('Asia/Tokyo');
    expect(accountZone({...zones, told: null}, 'Asia/Shanghai')).toBe('Asia/Urumqi');
    expect(accountZone({...zones, told: null, address: null}, 'Asia/Shanghai')).toBe('Asia/Hong_Kong');
    expect(accountZone({told: null, address: null, number: null}, 'Asia/Shanghai')).toBe('Asia/Shanghai');
  });

  test('days overdue: none on the due day, less than none before it', () => {
    expect(daysOverdue('2026-11-21', TODAY)).toBe(0);
    expect(daysOverdue('2026-11-22', TODAY)).toBe(-1);
    expect(daysOverdue('2026-11-20', TODAY)).toBe(1);
    expect(daysOverdue('2025-11-21', TODAY)).toBe(365);
    expect(daysOverdue('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysOverdue('2026-03-07', '2026-03-09')).toBe(2);
  });

  test('adding days and taking them away again is the same day', () => {
    fc.assert(
      fc.property(fc.integer({min: -4000, max: 4000}), (n) => {
        expect(addDays(addDays(TODAY, n), -n)).toBe(TODAY);
        expect(daysOverdue(TODAY, addDays(TODAY, n))).toBe(n);
      }),
    );
  });
});

describe('the label of so many days overdue', () => {
  test.for([
    [-3, null],
    [0, null],
    [1, 'M1'],
    [30, 'M1'],
    [31, 'M2'],
    [60, 'M2'],
    [61, 'M3'],
    [90, 'M3'],
    [91, 'M3+'],
    [4000, 'M3+'],
  ] as const)('%i days: %s', ([days, bucket]) => {
    expect(bucketOf(days)).toBe(bucket);
  });

  test('a pack may bring its own', () => {
    const own = [
      {bucket: 'M1', fromDay: 1, toDay: 29},
      {bucket: 'M3+', fromDay: 30},
    ] as const;
    expect(bucketOf(29, own)).toBe('M1');
    expect(bucketOf(30, own)).toBe('M3+');
    expect(bucketOf(0, own)).toBeNull();
  });

  test('the usual ones leave no day without a label', () => {
    for (let day = 1; day < 200; day += 1) expect(bucketOf(day, DEFAULT_BUCKETS)).not.toBeNull();
  });
});
