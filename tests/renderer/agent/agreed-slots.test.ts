import {expect, test} from 'vitest';
import type {FormContext} from '../../../renderer/agent/outcome-form.ts';
import {agreedSlots, withoutAgreed} from '../../../renderer/agent/promise/agreed-slots.ts';
import {starterPacks} from '../../domain/starter-packs.ts';

const context: FormContext = {
  today: '2026-11-20',
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  note: '',
  party: 'right',
  total: null,
  limits: undefined,
  planned: undefined,
  accountId: null,
  inCall: true,
};
const pack = () => {
  const found = starterPacks().find(({language}) => language === 'zh-CN');
  if (found === undefined) throw new Error('there is a Chinese starter pack');
  return found;
};

test('what the outcome says of a promise is what the closing words read back', () => {
  const before = {amount: '300', day: '', method: ''};
  const now = {amount: '500', day: '2026-11-25', method: 'app'};
  expect(agreedSlots(pack(), before, now, context)).toMatchObject({payAmount: '500元', payDate: '11月25日'});
  expect(Object.keys(agreedSlots(pack(), before, now, context)).toSorted()).toEqual([
    'payAmount',
    'payDate',
    'payMethod',
  ]);
});

test('only what changed is said anew, and what is not clear empties its sentence', () => {
  const before = {amount: '500', day: '2026-11-25', method: ''};
  expect(agreedSlots(pack(), before, {...before}, context)).toEqual({});
  expect(agreedSlots(pack(), before, {...before, amount: '有钱再还'}, context)).toEqual({payAmount: ''});
  expect(agreedSlots(pack(), before, {...before, day: ''}, context)).toEqual({payDate: ''});
});

test('a sum typed in a sentence afterwards holds in the outcome, too', () => {
  const form = {amount: '500', day: '2026-11-25', result: 'PTP'};
  expect(withoutAgreed(pack(), 'payAmount', form)).toEqual({day: '2026-11-25', result: 'PTP'});
  expect(withoutAgreed(pack(), 'payDate', form)).toEqual({amount: '500', result: 'PTP'});
  expect(withoutAgreed(pack(), 'callbackTime', form)).toEqual(form);
});
