import type {SlotSource, SlotType} from '../../../electron/contract/pack.ts';
import type {LocalText} from '../../../electron/contract/values.ts';

const text = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});

/** Where a slot's value comes from, in words. */
export const SLOT_SOURCE_LABELS: Record<SlotSource, LocalText> = {
  'agent.spokenName': text('坐席称呼', 'Agent: spoken name'),
  'agent.agentId': text('坐席工号', 'Agent: id'),
  'agent.institution': text('机构名称', 'Agent: institution'),
  'agent.team': text('班组', 'Agent: team'),
  'agent.officialPhone': text('官方电话', 'Official phone number'),
  'agent.officialChannel': text('官方渠道', 'Official channel'),
  'account.customerName': text('客户姓名', 'Customer: name'),
  'account.reference': text('业务编号', 'Account: reference'),
  'debt.amount': text('债务：应还金额', 'Debt: amount due'),
  'debt.principal': text('债务：本金', 'Debt: principal'),
  'debt.interest': text('债务：利息', 'Debt: interest'),
  'debt.fees': text('债务：费用', 'Debt: fees'),
  'debt.paid': text('债务：已还', 'Debt: paid'),
  'debt.product': text('债务：产品', 'Debt: product'),
  'debt.creditor': text('债务：债权人', 'Debt: creditor'),
  'debt.dueDate': text('债务：到期日', 'Debt: due date'),
  'debt.daysOverdue': text('债务：逾期天数', 'Debt: days overdue'),
  'promise.amount': text('承诺：金额', 'Promise: amount'),
  'promise.day': text('承诺：日期', 'Promise: day'),
  'promise.method': text('承诺：方式', 'Promise: method'),
  ask: text('通话中询问', 'Asked for in the call'),
};

export const SLOT_TYPE_LABELS: Record<SlotType, LocalText> = {
  text: text('文字', 'Text'),
  money: text('金额', 'Money'),
  date: text('日期', 'Date'),
  number: text('数字', 'Number'),
  phone: text('电话', 'Phone number'),
};
