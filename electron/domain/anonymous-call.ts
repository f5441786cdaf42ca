import type {CallRecord} from '../contract/call.ts';

/**
 * A call without its customer: what was done and what came of it stay, to be counted; who it was, what they owe and what
 * was written about them are gone.
 */
export function anonymousCall(record: CallRecord): CallRecord {
  const {personId: _person, debtIds: _debts, ...opened} = record.opened;
  const {outcome, overridden} = record;
  return {
    ...record,
    opened: {
      ...opened,
      accountId: null,
      numberId: null,
      numberLabel: '',
      reference: '',
      customerName: '',
      product: null,
      daysOverdue: null,
    },
    slots: {},
    customerTypes: [],
    emotions: [],
    outcome: outcome === null ? null : {...outcome, note: '', promise: null, nextAction: null},
    ...(overridden === undefined ? {} : {overridden: {...overridden, why: '–'}}),
    erased: true,
  };
}
