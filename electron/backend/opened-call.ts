import type {Account, PhoneNumber} from '../contract/account.ts';
import type {CallRecord} from '../contract/call.ts';
import {AppError} from '../contract/errors.ts';
import type {Input} from '../contract/methods.ts';
import type {PackInfo} from '../contract/pack.ts';
import type {Id} from '../contract/values.ts';
import {accountZone, bucketOf, dayIn, daysOverdue} from '../domain/days.ts';
import {leadingDebt} from '../domain/debts.ts';
import {choosePack} from '../domain/pack-choice.ts';
import {readAccount} from '../store/accounts.ts';
import {accountHistory} from '../store/calls.ts';
import {listActivePacks} from '../store/packs.ts';
import {type Desk, requireProfile, timestamp} from './desk.ts';
import {readSession} from './session-handlers.ts';

/** A damaged pack must not keep a call from being logged: it is made without one, and `doctor` tells of the damage. */
export function readablePack(desk: Desk, info: PackInfo | null): PackInfo | null {
  try {
    if (info !== null) desk.packs.pack(info);
    return info;
  } catch (error) {
    if (error instanceof AppError && error.code === 'untrusted') return null;
    throw error;
  }
}

/** What a call is opened with: copied, so that the evidence does not change when the account or the desk does. */
export function openedWith(desk: Desk, input: Input<'call.open'>): CallRecord['opened'] {
  const profile = requireProfile(desk);
  const account = input.accountId === null ? null : readAccount(desk.db, input.accountId);
  if (input.accountId !== null && account === null) {
    throw new AppError('not_found', {'zh-CN': '没有这个账户。', en: 'There is no such account.'});
  }
  const number = account?.numbers.find((candidate) => candidate.id === input.numberId) ?? null;
  if (input.numberId !== null && number === null) {
    throw new AppError('not_found', {'zh-CN': '账户里没有这个号码。', en: 'The account has no such number.'});
  }
  const timeZone = account === null ? profile.timeZone : accountZone(account.timeZones, profile.timeZone);
  const jurisdiction = account?.jurisdiction ?? profile.jurisdiction;
  const language = account?.language ?? readSession(desk).language;
  const info = readablePack(desk, choosePack(listActivePacks(desk.db), jurisdiction, language));
  const debt = leadingDebt(account?.debts ?? []);
  const days = debt === null ? null : daysOverdue(debt.dueDate, dayIn(timeZone, timestamp(desk)));
  return {
    direction: input.direction,
    mode: input.mode,
    numberId: number?.id ?? null,
    numberLabel: number?.label ?? input.numberLabel ?? '',
    accountId: account?.id ?? null,
    reference: account?.reference ?? '',
    customerName: account?.person.name ?? '',
    jurisdiction,
    timeZone,
    language,
    product: debt?.product ?? null,
    daysOverdue: days,
    bucket: days === null ? null : bucketOf(days, info === null ? undefined : desk.packs.pack(info).buckets),
    // A try that reached nobody, or somebody else, told the customer nothing: what is due first is still due.
    firstCall: account === null || accountHistory(desk.db, account.id).talks === 0,
    pack: info === null ? null : {id: info.id, version: info.version, sha256: info.sha256},
    agentName: profile.spokenName,
    institution: profile.institution,
    team: profile.team,
    ...(account === null
      ? {}
      : {personId: personCalled(account, input, number), debtIds: account.debts.map(({id}) => id)}),
    ...(input.purpose === undefined ? {} : {purpose: input.purpose}),
    ...(input.contactMode === undefined ? {} : {contactMode: input.contactMode}),
  };
}

/** To whom a call goes: who is named, else whose number it is, else the customer. */
function personCalled(account: Account, {personId}: Input<'call.open'>, number: PhoneNumber | null): Id {
  const person = personId ?? number?.personId ?? account.person.id;
  if (person !== account.person.id && !(account.persons ?? []).some(({id}) => id === person)) {
    throw new AppError('not_found', {'zh-CN': '账户里没有这个人。', en: 'The account has no such person.'});
  }
  return person;
}
