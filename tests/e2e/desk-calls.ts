import {v7} from 'uuid';
import type {Outcome} from '../../electron/contract/call.ts';
import type {TestDesk} from './desk.ts';

const REACHED: Outcome = {
  contact: 'RPC',
  result: 'RFS',
  tags: [],
  reason: 'cashFlow',
  promise: null,
  nextAction: null,
  note: '',
};

export interface MadeCall {
  customer: string;
  reference: string;
  outcome: Partial<Outcome>;
  objection?: string;
}

/** Makes calls as an agent's window does, step by step; the role stays with the agent. */
export async function makeCalls(desk: TestDesk, calls: readonly MadeCall[]): Promise<string[]> {
  await desk.call('session.enter', {role: 'agent'});
  const ids: string[] = [];
  for (const {customer, reference, outcome, objection} of calls) {
    const accountId = v7();
    await desk.call('account.save', {
      account: {
        id: accountId,
        reference,
        person: {id: v7(), name: customer},
        debts: [{id: v7(), product: '随心贷', currency: 'CNY', amount: 328_050, dueDate: '2026-10-12'}],
        timeZones: {},
        jurisdiction: 'CN',
        language: 'zh-CN',
        numbers: [{id: v7(), label: '手机', value: '13800138000'}],
      },
    });
    const callId = v7();
    ids.push(callId);
    await desk.call('call.open', {
      id: callId,
      accountId,
      direction: 'outbound',
      mode: 'collection',
      numberId: null,
      numberLabel: '手机',
    });
    const saved = {...REACHED, ...outcome};
    if (saved.contact === 'RPC') {
      await desk.call('call.record', {id: v7(), callId, step: {type: 'call.connected', payload: {}}});
      await desk.call('call.record', {
        id: v7(),
        callId,
        step: {type: 'party.confirmed', payload: {checks: ['idTail', 'birthday']}},
      });
    }
    if (objection !== undefined) await pick(desk, callId, objection);
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: saved});
  }
  return ids;
}

/** Picks the first objection that a search for these words brings. */
async function pick(desk: TestDesk, callId: string, words: string): Promise<void> {
  const {pack: info, hits} = await desk.call('pack.search', {text: words, limit: 1});
  const {pack} = await desk.call('pack.get', {id: info.id, version: info.version});
  const objection = pack.objections.find((candidate) => candidate.id === hits[0]?.objectionId);
  if (objection === undefined) throw new Error(`no objection for ${words}`);
  await desk.call('call.record', {
    id: v7(),
    callId,
    step: {
      type: 'objection.picked',
      payload: {
        objectionId: objection.id,
        title: objection.title,
        lineId: objection.answers.standard[0]?.id ?? null,
        tone: 'standard',
      },
    },
  });
}
