import {expect, test} from 'vitest';
import {AppError} from '../../electron/contract/errors.ts';
import {anAccount, madeCall, openDesk, profile, type TestDesk} from '../open-desk.ts';
import {tamper} from '../planted-damage.ts';

// A month of calls, each judged by the rules: seconds alone, more on a machine that is busy.
const MONTH_MS = 120_000;

const sitsHere = async (desk: TestDesk) => (await desk.call('session.get', {})).profile?.agentId;

async function callsOf(desk: TestDesk): Promise<number> {
  await desk.as('qa');
  return (await desk.call('call.list', {filter: {}, offset: 0, limit: 1})).total;
}

function refusal(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}

test('an empty folder is filled with a month of calls, once', {timeout: MONTH_MS}, async () => {
  const desk = openDesk({demo: true, profile: undefined});
  expect(await sitsHere(desk)).not.toBe(profile.agentId);
  const calls = await callsOf(desk);
  expect(calls).toBeGreaterThan(100);
  expect(await callsOf(desk.reopen())).toBe(calls);
});

test(
  'the made-up calls keep the rules, some customers have wishes, and one was called in spite of one',
  {timeout: MONTH_MS},
  async () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const desk = openDesk({demo: true, profile: undefined, language});
      const accounts = await desk.call('account.list', {text: '', limit: 50});
      const kinds = new Set<string>();
      for (const {id} of accounts) {
        for (const {flag, origin} of (await desk.call('account.flags', {id})).flags) {
          if (origin === 'said') kinds.add(flag.kind);
        }
      }
      expect(kinds.size).toBeGreaterThan(4);
      await desk.as('qa');
      const blocked = await desk.call('call.list', {filter: {rules: 'blocked'}, offset: 0, limit: 10});
      expect(blocked.rows.map(({contact}) => contact)).toEqual(['NA']);
      expect((await desk.call('journal.verify', {})).ok).toBe(true);
    }
  },
);

test('a profile given at the start is no reason against it, and sits at the desk', {timeout: MONTH_MS}, async () => {
  const desk = openDesk({demo: true});
  expect(await sitsHere(desk)).toBe(profile.agentId);
  expect((await desk.call('session.get', {})).demo).toBe(true);
  expect(await callsOf(desk)).toBeGreaterThan(100);
});

test('a given profile that is not valid leaves the folder empty', async () => {
  const desk = openDesk({profile: undefined});
  expect(refusal(() => desk.reopen({demo: true, profile: {agentId: 7}}))).toMatchObject({code: 'invalid_input'});
  const again = desk.reopen();
  expect((await again.call('session.get', {})).demo).toBe(false);
  expect(await callsOf(again)).toBe(0);
});

test.for([
  ['a profile', async () => {}],
  [
    'an account',
    async (desk: TestDesk) => {
      await desk.call('account.save', {account: anAccount()});
      tamper(desk.folder, 'DELETE FROM profile');
    },
  ],
  [
    'a call',
    async (desk: TestDesk) => {
      await madeCall(desk);
      tamper(desk.folder, 'DELETE FROM profile');
    },
  ],
] as [string, (desk: TestDesk) => Promise<void>][])('a real desk with %s is not filled', async ([, work]) => {
  const desk = openDesk();
  await work(desk);
  const calls = await callsOf(desk);
  const error = refusal(() => desk.reopen({demo: true, profile: undefined}));
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({code: 'conflict', sentence: {'zh-CN': expect.stringContaining('--data') as string}});
  const again = desk.reopen({profile: undefined});
  expect((await again.call('session.get', {})).demo).toBe(false);
  expect(await callsOf(again)).toBe(calls);
});
