import {v7} from 'uuid';
import {expect} from 'vitest';
import type {BackendOptions} from '../electron/backend/backend.ts';
import type {AccountInput} from '../electron/contract/account.ts';
import type {Flag} from '../electron/contract/flags.ts';
import type {Output, RawInput} from '../electron/contract/methods.ts';
import {anAccount, anOutcome, openDesk, profile, type TestDesk} from './open-desk.ts';

export const US_PROFILE = {
  ...profile,
  timeZone: 'America/New_York',
  jurisdiction: 'US' as const,
  collector: 'thirdParty' as const,
  institution: 'Sample Recovery',
};

/** Tuesday, noon in New York. */
export const US_NOON = '2026-11-24T17:00:00.000Z';

/** A desk in New York, at noon; a third-party collector's unless told otherwise. */
export function usDesk(
  options: Partial<BackendOptions> = {},
  collector: 'thirdParty' | 'creditor' = 'thirdParty',
): TestDesk {
  const desk = openDesk({profile: {...US_PROFILE, collector}, ...options});
  desk.clock.now = new Date(US_NOON);
  return desk;
}

export function usAccount(more: Partial<AccountInput> = {}): AccountInput {
  return anAccount({
    person: {id: v7(), name: 'Jane Roe'},
    jurisdiction: 'US',
    language: 'en',
    timeZones: {told: null, address: 'America/New_York', number: null},
    numbers: [
      {id: v7(), label: 'Mobile', value: '+1 202 555 0101'},
      {id: v7(), label: 'Work', value: '+1 202 555 0102'},
    ],
    ...more,
  });
}

export async function savedUs(desk: TestDesk, more: Partial<AccountInput> = {}): Promise<AccountInput> {
  const account = usAccount(more);
  await desk.call('account.save', {account});
  return account;
}

export const judge = (
  desk: TestDesk,
  account: AccountInput,
  more: Partial<RawInput<'account.judge'>> = {},
): Promise<Output<'account.judge'>> =>
  desk.call('account.judge', {id: account.id, numberId: account.numbers[0]?.id ?? null, ...more});

/** The verdict with the ids of what speaks against it. */
export async function verdict(
  desk: TestDesk,
  account: AccountInput,
  more: Partial<RawInput<'account.judge'>> = {},
): Promise<[string, string[]]> {
  const judged = await judge(desk, account, more);
  return [judged.verdict, judged.findings.map(({ruleId}) => ruleId)];
}

export async function setFlag(
  desk: TestDesk,
  account: AccountInput,
  flag: RawInput<'account.flag'>['flag'],
  callId: string | null = null,
): Promise<string> {
  const id = v7();
  const {flags} = await desk.call('account.flag', {id, accountId: account.id, callId, flag});
  expect(flags.find((one) => one.id === id)?.flag.kind).toBe((flag as Flag).kind);
  return id;
}

type Open = RawInput<'call.open'>;

export const planned = (account: AccountInput | null, more: Partial<Open> = {}): Open => ({
  id: v7(),
  accountId: account?.id ?? null,
  direction: 'outbound',
  mode: 'collection',
  numberId: account?.numbers[0]?.id ?? null,
  numberLabel: null,
  ...more,
});

/** A call made as it came: opened whatever the rules say, and ended. */
export async function placed(
  desk: TestDesk,
  account: AccountInput,
  outcome: Parameters<typeof anOutcome>[0] = {},
  more: Partial<Open> = {},
): Promise<string> {
  const open = planned(account, {begun: 'onLine', ...more});
  await desk.call('call.open', open);
  if (outcome?.contact === 'RPC') {
    await desk.call('call.record', {
      id: v7(),
      callId: open.id,
      step: {type: 'party.confirmed', payload: {checks: ['idTail']}},
    });
  }
  await desk.call('call.saveOutcome', {id: v7(), callId: open.id, outcome: anOutcome(outcome)});
  return open.id;
}

export const later = (desk: TestDesk, minutes: number): void => {
  desk.clock.now = new Date(desk.clock.now.getTime() + minutes * 60_000);
};
