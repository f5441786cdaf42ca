import {v7} from 'uuid';
import {expect, test} from 'vitest';
import {anAccount, anOutcome, confirm, openCall, openDesk, record, type TestDesk} from '../open-desk.ts';

const picked = (objectionId: string) => ({
  type: 'objection.picked' as const,
  payload: {objectionId, title: objectionId, lineId: null, tone: 'standard' as const},
});

async function callWith(desk: TestDesk, account: ReturnType<typeof anAccount>, ids: string[]): Promise<void> {
  const callId = await openCall(desk, account);
  await confirm(desk, callId);
  for (const id of ids) await record(desk, callId, picked(id));
  const outcome = anOutcome({contact: 'RPC', result: 'RFS', reason: 'forgot'});
  await desk.call('call.saveOutcome', {id: v7(), callId, outcome});
}

test('an account’s objections of earlier calls are told, newest first, each once', async () => {
  const desk = openDesk();
  const account = anAccount();
  const other = anAccount();
  await desk.call('account.save', {account});
  await desk.call('account.save', {account: other});
  expect(await desk.call('account.saidBefore', {id: account.id})).toEqual([]);
  await callWith(desk, account, ['forgot', 'no-money-now']);
  desk.clock.now = new Date('2026-11-22T04:00:00.000Z');
  await callWith(desk, account, ['forgot', 'fees']);
  await callWith(desk, other, ['wrong-number']);
  expect(await desk.call('account.saidBefore', {id: account.id})).toEqual(['fees', 'forgot', 'no-money-now']);
  expect((await desk.refusal('account.saidBefore', {id: v7()})).code).toBe('not_found');
});

test('they stay shut while it is not known who is on the line', async () => {
  const desk = openDesk();
  const account = anAccount();
  await desk.call('account.save', {account});
  await callWith(desk, account, ['forgot']);
  const callId = await openCall(desk, account);
  expect(await desk.call('account.saidBefore', {id: account.id})).toEqual(['forgot']);
  await record(desk, callId, {type: 'call.connected', payload: {}});
  expect((await desk.refusal('account.saidBefore', {id: account.id})).code).toBe('forbidden');
  await record(desk, callId, {type: 'party.confirmed', payload: {checks: []}});
  expect(await desk.call('account.saidBefore', {id: account.id})).toEqual(['forgot']);
});
