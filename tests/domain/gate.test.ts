import {describe, expect, test} from 'vitest';
import {SLOT_SOURCES} from '../../electron/contract/pack.ts';
import {accountThroughGate, gateOf, isDebtSource, lineMayShow, recordThroughGate} from '../../electron/domain/gate.ts';
import {anAccount} from '../open-desk.ts';
import {aRecord} from './a-record.ts';

const at = '2026-11-21T04:00:00.000Z';

describe('the verification gate', () => {
  test.for([
    ['nobody on the line', {connectedAt: null, party: 'unknown', endedAt: null}, 'preparing'],
    ['somebody on the line', {connectedAt: at, party: 'unknown', endedAt: null}, 'closed'],
    ['the right party', {connectedAt: at, party: 'right', endedAt: null}, 'open'],
    ['a third party', {connectedAt: at, party: 'third', endedAt: null}, 'closed'],
    ['a third party, however that came about', {connectedAt: null, party: 'third', endedAt: null}, 'closed'],
    ['ended unconfirmed', {connectedAt: at, party: 'unknown', endedAt: at}, 'closed'],
  ] as const)('%s', ([, record, gate]) => {
    expect(gateOf(record)).toBe(gate);
  });

  test('lets only lines through that may be said to strangers', () => {
    expect(lineMayShow({beforeVerification: false}, 'closed')).toBe(false);
    expect(lineMayShow({beforeVerification: true}, 'closed')).toBe(true);
    expect(lineMayShow({beforeVerification: false}, 'preparing')).toBe(true);
    expect(lineMayShow({beforeVerification: false}, 'open')).toBe(true);
  });

  test('keeps every debt from the page while it is closed, and nothing else', () => {
    const {numbers: _numbers, ...body} = anAccount();
    const account = {...body, numbers: []};
    expect(accountThroughGate(account, 'closed')).toEqual({...account, debts: []});
    expect(accountThroughGate(account, 'open')).toEqual(account);
    expect(accountThroughGate(account, 'preparing')).toEqual(account);
  });

  test('keeps what the call was opened with about the debt back as well', () => {
    const record = aRecord({endedAt: null});
    expect(recordThroughGate({...record, party: 'unknown'})).toEqual({
      ...record,
      party: 'unknown',
      opened: {...record.opened, product: null, daysOverdue: null, bucket: null},
    });
    expect(recordThroughGate({...record, party: 'third'}).opened.product).toBeNull();
    expect(recordThroughGate(record)).toEqual(record);
    const preparing = {...record, party: 'unknown', connectedAt: null} as const;
    expect(recordThroughGate(preparing)).toEqual(preparing);
  });

  test('knows which facts are debt content', () => {
    expect(SLOT_SOURCES.filter(isDebtSource)).toEqual(
      SLOT_SOURCES.filter((source) => /^(debt|promise)\./.test(source)),
    );
    expect(SLOT_SOURCES.filter(isDebtSource).length).toBeGreaterThan(7);
  });
});
