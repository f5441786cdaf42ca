import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {maskName, maskNote, maskPayload, maskRecord, maskReference} from '../../electron/domain/masking.ts';
import {anOutcome} from '../open-desk.ts';
import {aRecord, opened} from './a-record.ts';
import {millisecondsOf} from '../spent-time.ts';

describe('names and references', () => {
  test('keep enough to be recognised by who knows them', () => {
    expect(maskName('张伟')).toBe('张**');
    expect(maskName('张')).toBe('张**');
    expect(maskName('欧阳娜娜')).toBe('欧**');
    expect(maskName('Jane  Doe')).toBe('J** D**');
    expect(maskName('𠮷田')).toBe('𠮷**');
    expect(maskName('')).toBe('');
    expect(maskReference('A-2024-00817')).toBe('*0817');
    expect(maskReference('12345')).toBe('*45');
    expect(maskReference('7')).toBe('*');
    expect(maskReference('')).toBe('');
  });

  test('a mask is the same for all names that begin alike', () => {
    expect(maskName('张伟')).toBe(maskName('张伟明明明'));
  });
});

describe('a note', () => {
  const masked = (note: string) => maskNote(note, ['张伟明', 'A-2026-00817']);

  test.for([
    ['13912345678', '*78'],
    ['139 1234 5678', '*78'],
    ['139-1234-5678', '*78'],
    ['139.1234.5678', '*78'],
    ['139－1234－5678', '*78'],
    ['139—1234—5678', '*78'],
    ['139·1234·5678', '*78'],
    ['1 3 9 1 2 3 4 5 6 7 8', '*78'],
    ['１３９１２３４５６７８', '*78'],
    ['１３９ １２３４ ５６７８', '*78'],
    ['+86 139 1234 5678', '*78'],
    ['(010) 6551-1234', '(*34'],
    ['（010）65511234', '（*34'],
    ['+1 (555) 010-9999', '*99'],
    ['555-0109', '*09'],
    ['6222 0000 1111 2222 333', '*33'],
    ['11010119900307123X', '*23'],
    ['11010119900307123x', '*23'],
    ['110101 19900307 123X', '*23'],
    ['someone@example.com', '***@***'],
    ['ann.lee+x@mail.example.co.uk', '***@***'],
  ] as const)('loses the number or address %s', ([number, mask]) => {
    expect(masked(`电话${number}，明天再打`)).toBe(`电话${mask}，明天再打`);
    expect(masked(number)).toBe(mask);
  });

  test.for([
    '2026-12-05',
    '2026/12/5',
    '2026.12.05',
    '约 2026-12-05 15:30 回拨',
    '2026-12-05 3280元',
    '2026-12-05 至 2026-12-08',
    '2026年12月5日',
    '还 3280.50 元',
    '欠 328050',
    '15:30 再打',
    '12-5',
    'M3+ 91天',
  ])('keeps days, times and amounts: %s', (note) => {
    expect(masked(note)).toBe(note);
  });

  test('loses what is known of the customer', () => {
    expect(masked('张伟明说忘了，编号A-2026-00817')).toBe('**说忘了，编号**');
    expect(maskNote('John Smith, ref 123456789', ['John Smith', '123456789'])).toBe('**, ref **');
    expect(maskNote('编号１２３４５６７８９', ['123456789'])).toBe('编号**');
  });

  test('is not torn apart by a name of one letter or none', () => {
    expect(maskNote('张三说张开嘴', ['张', ''])).toBe('张三说张开嘴');
    expect(maskNote('cost $& and .*', ['.*', '$&'])).toBe('cost ** and **');
  });

  test('never shows more than two digits of a long number, however it is written', () => {
    const separator = fc.constantFrom('', ' ', '-', '.', '－', '—', '  ', ' - ');
    const digits = fc.array(fc.tuple(fc.integer({min: 0, max: 9}), separator), {minLength: 9, maxLength: 19});
    fc.assert(
      fc.property(digits, (parts) => {
        // A leading 9 keeps it from being a date.
        const written = `9${parts.map(([digit, between]) => `${between}${digit}`).join('')}`;
        expect(masked(`x ${written} y`)).toMatch(/^x \*\d\d y$/);
      }),
    );
  });

  test('masked twice is masked once', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme', maxLength: 80}), (note) => {
        expect(masked(masked(note))).toBe(masked(note));
      }),
    );
  });

  test.for(['a'.repeat(20_000), '1 '.repeat(10_000), 'a@'.repeat(10_000), '@'.repeat(20_000), '1-'.repeat(10_000)])(
    'of hostile length is masked in no time',
    (note) => {
      expect(millisecondsOf(() => masked(note))).toBeLessThan(150);
    },
  );
});

describe('a call', () => {
  const secret = /张伟明|00817|13912345678/;
  const record = aRecord({
    opened: opened({numberLabel: '手机 13912345678'}),
    outcome: anOutcome({note: '张伟明 13912345678'}),
    slots: {officialPhone: '139 1234 5678', who: '张伟明'},
  });

  test('is shown without its customer', () => {
    expect(JSON.stringify(record)).toMatch(secret);
    expect(JSON.stringify(maskRecord(record))).not.toMatch(secret);
    expect(maskRecord(record).opened).toMatchObject({
      customerName: '张**',
      reference: '*0817',
      numberLabel: '手机 *78',
    });
  });

  test('is not changed itself', () => {
    const before = structuredClone(record);
    maskRecord(record);
    expect(record).toEqual(before);
  });

  test('and its events too, wherever the words stand', () => {
    const names = ['张伟明', 'A-2026-00817'];
    const payloads = [
      record.opened,
      {outcome: record.outcome, why: '张伟明的电话写错了'},
      {slotId: 'officialPhone', value: '139 1234 5678'},
      {relation: '张伟明的妻子'},
      [{note: '张伟明'}],
    ];
    expect(JSON.stringify(maskPayload(payloads, names))).not.toMatch(/张伟明|00817|1391234|139 1234/);
    expect(maskPayload({stageId: 'opening', kind: 'opening'}, names)).toEqual({stageId: 'opening', kind: 'opening'});
    expect(maskPayload(null, names)).toBeNull();
  });
});
