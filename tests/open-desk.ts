import {cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {v7} from 'uuid';
import {onTestFinished} from 'vitest';
import {type Backend, type BackendOptions, openBackend} from '../electron/backend/backend.ts';
import type {AccountInput} from '../electron/contract/account.ts';
import type {Outcome} from '../electron/contract/call.ts';
import type {Profile} from '../electron/contract/desk.ts';
import type {ReplyError} from '../electron/contract/errors.ts';
import type {DeskEvent, MethodName, Output, RawInput} from '../electron/contract/methods.ts';
import type {Role} from '../electron/contract/values.ts';
import {smallPack} from './small-pack.ts';

/** A desk of the real backend on a real database, with a clock that the test sets. */
export interface TestDesk {
  folder: string;
  backend: Backend;
  clock: {now: Date};
  events: DeskEvent[];
  log: string[];
  /** The value of a reply that must be ok. */
  call<Name extends MethodName>(method: Name, input: RawInput<Name>): Promise<Output<Name>>;
  /** The error of a reply that must be refused. */
  refusal<Name extends MethodName>(method: Name, input: RawInput<Name>): Promise<ReplyError>;
  as(role: Role): Promise<void>;
  /** The same folder, opened once more, as after the end of the process. */
  reopen(more?: Partial<BackendOptions>): TestDesk;
}

export const profile: Profile = {
  agentId: 'A-17',
  spokenName: '小周',
  institution: '示例消费金融',
  team: '一组',
  timeZone: 'Asia/Shanghai',
  jurisdiction: 'CN',
  collector: 'creditor',
};

export const NOON = '2026-11-21T04:00:00.000Z';

const SHIPPED = join(import.meta.dirname, '..', 'scripts-library');

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callside-test-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

/** A library with the small pack, the rules and the conduct lists; the starter packs would cost every test a quarter of a second. */
export function smallLibrary(packs: readonly object[] = [smallPack()]): string {
  const folder = temporaryFolder();
  mkdirSync(folder, {recursive: true});
  cpSync(join(SHIPPED, 'rules'), join(folder, 'rules'), {recursive: true});
  symlinkSync(join(SHIPPED, 'conduct'), join(folder, 'conduct'), 'junction');
  packs.forEach((pack, i) => writeFileSync(join(folder, `p${i}.pack.json`), JSON.stringify(pack)));
  return folder;
}

export function openDesk(options: Partial<BackendOptions> = {}): TestDesk {
  const folder = options.dataFolder ?? join(temporaryFolder(), 'data');
  const clock = {now: new Date(NOON)};
  const log: string[] = [];
  const all: BackendOptions = {
    role: 'agent',
    host: 'browser',
    version: '0.1.0',
    language: 'en',
    libraryFolder: options.libraryFolder ?? smallLibrary(),
    exclusive: false,
    profile,
    now: () => clock.now,
    log: (line) => log.push(line),
    checkReplies: true,
    ...options,
    dataFolder: folder,
  };
  const backend = openBackend(all);
  onTestFinished(() => backend.close());
  const events: DeskEvent[] = [];
  backend.subscribe((event) => events.push(event));
  const desk: TestDesk = {
    folder,
    backend,
    clock,
    events,
    log,
    async call(method, input) {
      const reply = await backend.call(method, input);
      if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)} ${log.join('\n')}`);
      return reply.value as Output<typeof method>;
    },
    async refusal(method, input) {
      const reply = await backend.call(method, input);
      if (reply.ok) throw new Error(`${method} was not refused: ${JSON.stringify(reply.value).slice(0, 300)}`);
      return reply.error;
    },
    async as(role) {
      await desk.call('session.enter', {role});
    },
    reopen(more = {}) {
      backend.close();
      const {now: _now, log: _log, ...same} = all;
      return openDesk({...same, ...more});
    },
  };
  return desk;
}

export function anAccount(more: Partial<AccountInput> = {}): AccountInput {
  return {
    id: v7(),
    reference: `A-2026-${Math.floor(Math.random() * 1e9)}`,
    person: {id: v7(), name: '张伟明'},
    customerType: null,
    jurisdiction: 'CN',
    language: 'zh-CN',
    timeZones: {told: null, address: 'Asia/Shanghai', number: null},
    numbers: [{id: v7(), label: '本人手机', value: '139 1234 5678'}],
    debts: [
      {
        id: v7(),
        product: '消费贷',
        creditor: null,
        currency: 'CNY',
        amount: 328_050,
        principal: 300_000,
        interest: 28_050,
        fees: null,
        paid: null,
        dueDate: '2026-10-20',
      },
    ],
    ...more,
  };
}

export function anOutcome(more: Partial<Outcome> = {}): Outcome {
  return {contact: 'NA', result: null, tags: [], reason: null, promise: null, nextAction: null, note: '', ...more};
}

export function aPromise(more: Partial<NonNullable<Outcome['promise']>> = {}): NonNullable<Outcome['promise']> {
  return {
    amount: 100_000,
    currency: 'CNY',
    day: '2026-11-25',
    method: 'app',
    reminderConsent: true,
    repeatedBack: true,
    ...more,
  };
}

/** Opens a call, to an account when one is given. */
export async function openCall(desk: TestDesk, account: AccountInput | null = null, id = v7()): Promise<string> {
  await desk.call('call.open', {
    id,
    accountId: account?.id ?? null,
    direction: 'outbound',
    mode: 'collection',
    numberId: account?.numbers[0]?.id ?? null,
    numberLabel: null,
  });
  return id;
}

export type Step = RawInput<'call.record'>['step'];

export function record(desk: TestDesk, callId: string, step: Step, id = v7()): Promise<Output<'call.record'>> {
  return desk.call('call.record', {id, callId, step});
}

/** Opens and ends a call. */
export async function madeCall(
  desk: TestDesk,
  outcome: Outcome = anOutcome(),
  account: AccountInput | null = null,
): Promise<string> {
  const callId = await openCall(desk, account);
  await desk.call('call.saveOutcome', {id: v7(), callId, outcome});
  return callId;
}

/** Connects a call and confirms the right party. */
export async function confirm(desk: TestDesk, callId: string): Promise<void> {
  await record(desk, callId, {type: 'call.connected', payload: {}});
  await record(desk, callId, {type: 'party.confirmed', payload: {checks: ['idTail']}});
}

/** Opens a call, talks with the right party and ends it: what a promise needs. */
export async function talk(desk: TestDesk, outcome: Outcome, account: AccountInput | null = null): Promise<string> {
  const callId = await openCall(desk, account);
  await confirm(desk, callId);
  await desk.call('call.saveOutcome', {id: v7(), callId, outcome});
  return callId;
}
