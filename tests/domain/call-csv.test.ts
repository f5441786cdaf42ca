import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {BYTE_ORDER_MARK, csvHeader, csvRow, harmlessCell} from '../../electron/domain/call-csv.ts';
import {anOutcome, aPromise} from '../open-desk.ts';
import {parseCsv} from './parse-csv.ts';
import {aRecord, opened} from './a-record.ts';

const view = {unmasked: true, language: 'en', hash: 'f'.repeat(64)} as const;
const [header = []] = parseCsv(csvHeader());
const cellsOf = (...[record, more]: [Parameters<typeof csvRow>[0], Partial<Parameters<typeof csvRow>[1]>?]) => {
  const [cells = []] = parseCsv(csvRow(record, {...view, ...more}));
  return Object.fromEntries(header.map((name, i) => [name, cells[i]]));
};

describe('a cell', () => {
  test.for([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '|calc',
    '%0A',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM',
    '−1',
    ' =1',
    '\t=1',
    '\n=1',
    '\r\n=1',
    '\u00a0=1',
    '\u3000=1',
    '\u200b=1',
    '\u200d=1',
    '\u2060=1',
    '\ufeff=1',
    '\u00ad=1',
    '\u202e=1',
    '\u2066=1',
    '\u180e=1',
    '\u2028=1',
    '\u0000=1',
    '\u0007\u001b=1',
    '  \u200b \u3000＝HYPERLINK("http://x","y")',
  ])('that a spreadsheet would run gets an apostrophe (%j)', (text) => {
    expect(harmlessCell(text)).toMatch(/^'/);
  });

  test.for(['张伟', '1+1=2', 'a=1', '3,280.50', '2026-11-21', '', ' plain', '“=1”', '(=1)', 'mail@example.com'])(
    'of plain words stays as it is (%j)',
    (text) => {
      expect(harmlessCell(text)).toBe(text);
    },
  );

  test('loses control characters but line feeds', () => {
    expect(harmlessCell('a\u0000b\tc\u001bd\r\ne\u0085f')).toBe('a b c d \ne f');
  });

  test('that is a number is a number, also below zero', () => {
    expect(harmlessCell(-5)).toBe('-5');
  });

  test('never begins, behind anything invisible, with what runs', () => {
    const invisible = fc.constantFrom(
      ' ',
      '\t',
      '\n',
      '\u00a0',
      '\u200b',
      '\u200f',
      '\u2060',
      '\ufeff',
      '\u3000',
      '\u0001',
    );
    const trigger = fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠');
    fc.assert(
      fc.property(fc.array(invisible, {maxLength: 8}), trigger, fc.string(), (before, armed, rest) => {
        expect(harmlessCell(`${before.join('')}${armed}${rest}`).startsWith("'")).toBe(true);
      }),
    );
  });
});

describe('the sheet', () => {
  test('begins with the mark that makes Excel read Chinese, once', () => {
    expect(BYTE_ORDER_MARK).toBe('\ufeff');
    expect(csvHeader()).not.toContain(BYTE_ORDER_MARK);
    expect(csvHeader()).toMatch(/^call_id,opened_at_utc,.*\r\n$/);
  });

  test('has the same columns in every row, each named once', () => {
    expect(new Set(header).size).toBe(header.length);
    expect(parseCsv(csvRow(aRecord(), view))[0]).toHaveLength(header.length);
    const full = aRecord({outcome: anOutcome({contact: 'RPC', result: 'PTP', promise: aPromise()})});
    expect(parseCsv(csvRow(full, view))[0]).toHaveLength(header.length);
  });

  test('tells what happened', () => {
    const record = aRecord({
      outcome: anOutcome({
        contact: 'RPC',
        result: 'PTP',
        tags: ['CP', 'EVD'],
        reason: 'forgot',
        promise: aPromise({amount: 100_005}),
        nextAction: {kind: 'call', at: '2026-11-26T10:00', timeZone: 'Asia/Shanghai'},
        note: '说"忘了"，\n周五还',
      }),
    });
    expect(cellsOf(record)).toMatchObject({
      opened_at_utc: '2026-11-21T04:00:00.000Z',
      opened_at_customer: '2026-11-21 12:00',
      talk_seconds: '150',
      account_reference: 'A-2026-00817',
      customer_name: '张伟明',
      contact: 'RPC',
      contact_words: 'Right party',
      result: 'PTP',
      tags: 'CP EVD',
      reason_for_default: 'Forgot',
      promise_amount: '1000.05',
      promise_currency: 'CNY',
      promise_day: '2026-11-25',
      repeated_back: 'yes',
      next_action_at: '2026-11-26T10:00',
      note: '说"忘了"，\n周五还',
      pack: 'small@1.0.0',
      journal_seq: '7',
      journal_hash: 'f'.repeat(64),
    });
    expect(cellsOf(record, {language: 'zh-CN'})).toMatchObject({
      contact: 'RPC',
      contact_words: '本人接听',
      result_words: '承诺还款',
    });
  });

  test('hides the customer unless the reader may see them', () => {
    const record = aRecord({
      opened: opened({numberLabel: '手机 13912345678'}),
      outcome: anOutcome({note: '张伟明 139 1234 5678 A-2026-00817'}),
    });
    const masked = csvRow(record, {...view, unmasked: false});
    expect(masked).not.toMatch(/张伟明|00817,|A-2026|1391|5678/);
    expect(cellsOf(record, {unmasked: false})).toMatchObject({customer_name: '张**', account_reference: '*0817'});
    expect(csvRow(record, view)).toMatch(/张伟明/);
  });

  test('of a currency without cents has none', () => {
    const promise = aPromise({amount: 5000, currency: 'JPY'});
    expect(cellsOf(aRecord({outcome: anOutcome({contact: 'RPC', result: 'PTP', promise})})).promise_amount).toBe(
      '5000',
    );
  });

  test('read again gives back every cell, whatever was typed', () => {
    const typed = fc.oneof(
      fc.string({unit: 'binary', maxLength: 60}),
      fc
        .array(fc.constantFrom('"', ',', '\n', '\r', ';', '=', "'", ' ', '\t', '中', '\ufeff', 'a'), {maxLength: 20})
        .map((p) => p.join('')),
    );
    fc.assert(
      fc.property(typed, typed, typed, (note, name, reference) => {
        const record = aRecord({
          opened: opened({customerName: name, reference}),
          outcome: anOutcome({note}),
        });
        const rows = parseCsv(csvRow(record, view) + csvRow(aRecord(), view));
        expect(rows).toHaveLength(2);
        expect(rows[0]?.[header.indexOf('note')]).toBe(harmlessCell(note));
        expect(rows[0]?.[header.indexOf('customer_name')]).toBe(harmlessCell(name));
        expect(rows[0]?.[header.indexOf('account_reference')]).toBe(harmlessCell(reference));
        expect(rows[0]).toHaveLength(header.length);
      }),
      {numRuns: 300},
    );
  });
});
