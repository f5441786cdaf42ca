import type {Account} from '../contract/account.ts';
import type {CallRecord} from '../contract/call.ts';
import {AppError} from '../contract/errors.ts';
import type {Flag} from '../contract/flags.ts';
import type {AccountNotes} from '../contract/methods.ts';
import type {Id} from '../contract/values.ts';
import {notesThroughGate} from '../domain/gate.ts';
import {readAccount} from '../store/accounts.ts';
import {readCall, readRunningCall} from '../store/calls.ts';
import {ownDevice, readEvent} from '../store/journal.ts';
import {behindGate, noAccount, refuseBehindGate} from './account-handlers.ts';
import {currentProfile, type Desk, type HandlersOf, timestamp} from './desk.ts';
import {judgeAccount, readAccountNotes} from './judging.ts';
import {note} from './noting.ts';
import {countsToldBy} from './pop-counts.ts';

const noFlag = () => new AppError('not_found', {'zh-CN': '没有这条标记。', en: 'There is no such flag.'});
const noConsent = () => new AppError('not_found', {'zh-CN': '没有这条同意。', en: 'There is no such consent.'});
const noPerson = () =>
  new AppError('not_found', {'zh-CN': '账户里没有这个人。', en: 'The account has no such person.'});

function runningCall(desk: Desk): CallRecord | null {
  const profile = currentProfile(desk);
  return profile === null ? null : readRunningCall(desk.db, profile.agentId);
}

/** While somebody unconfirmed is on the line, what is noted may be read of that call's own account alone. */
function requireAccount(desk: Desk, id: Id): Account {
  if (behindGate(desk) && runningCall(desk)?.opened.accountId !== id) refuseBehindGate(desk);
  const account = readAccount(desk.db, id);
  if (account === null) throw noAccount();
  return account;
}

function notesOf(desk: Desk, accountId: Id): AccountNotes {
  const notes = readAccountNotes(desk, accountId);
  if (notes === null) throw noAccount();
  return behindGate(desk) ? notesThroughGate(notes) : notes;
}

/** A call of this desk with this account; a wish is noted in the call in which it was said. */
function requireCallWith(desk: Desk, callId: Id, accountId: Id): CallRecord {
  const record = readCall(desk.db, callId);
  const own = record?.device === ownDevice(desk.db) && record.opened.accountId === accountId;
  if (record === null || !own || (desk.role === 'agent' && record.agent !== currentProfile(desk)?.agentId)) {
    throw new AppError('not_found', {'zh-CN': '没有这通电话。', en: 'There is no such call.'});
  }
  return record;
}

const isOfAccount = ({person, persons = []}: Account, personId: Id): boolean =>
  person.id === personId || persons.some(({id}) => id === personId);

function refuseUnknownParts(account: Account, flag: Flag): void {
  const numberId = 'numberId' in flag ? flag.numberId : null;
  if (numberId !== null && !account.numbers.some(({id}) => id === numberId)) {
    throw new AppError('not_found', {'zh-CN': '账户里没有这个号码。', en: 'The account has no such number.'});
  }
  const debtIds = ('debtIds' in flag ? flag.debtIds : undefined) ?? [];
  if (debtIds.some((debtId) => !account.debts.some(({id}) => id === debtId))) {
    throw new AppError('not_found', {'zh-CN': '账户里没有这笔欠款。', en: 'The account has no such debt.'});
  }
}

/** The running call, if it is with this account: what is lifted in it belongs to its story. */
function callWith(desk: Desk, accountId: Id): Id | null {
  const running = runningCall(desk);
  return running?.opened.accountId === accountId ? running.id : null;
}

interface Said {
  id: Id;
  accountId: Id;
  callId: Id | null;
  personId?: Id | undefined;
}

/** Whom something is noted of: who is named, else who the call went to, else the customer. */
function personOf(desk: Desk, account: Account, {callId, personId}: Said): Id {
  const called = callId === null ? undefined : requireCallWith(desk, callId, account.id).opened.personId;
  const person = personId ?? called ?? account.person.id;
  if (!isOfAccount(account, person)) throw noPerson();
  return person;
}

export const accountNoteHandlers = {
  'account.judge': (desk, {id, direction = 'outbound', at, assumeConsent, popId, ...contact}) => {
    const account = requireAccount(desk, id);
    const {numberId = null, personId} = contact;
    if (numberId !== null && !account.numbers.some((number) => number.id === numberId)) throw noAccount();
    if (personId !== undefined && !isOfAccount(account, personId)) throw noPerson();
    // "May I call now?" does not count the call that is going on; "and on Friday?" does.
    const exceptCall = at === undefined ? (runningCall(desk)?.id ?? null) : null;
    const told = popId === undefined ? [] : countsToldBy(desk, popId, account, contact);
    const options = {at: at ?? timestamp(desk), exceptCall, assumeConsent: assumeConsent ?? false, told};
    const judged = judgeAccount(desk, id, {...contact, direction}, options);
    if (judged === null) throw noAccount();
    return judged.judgement;
  },
  'account.flags': (desk, {id}) => {
    requireAccount(desk, id);
    return notesOf(desk, id);
  },
  'account.flag': (desk, said) => {
    const {id, accountId, callId, flag} = said;
    const account = requireAccount(desk, accountId);
    if (readEvent(desk.db, id) === null) refuseUnknownParts(account, flag);
    note(desk, id, callId, {
      type: 'flag.set',
      payload: {accountId, personId: personOf(desk, account, said), flag},
    });
    return notesOf(desk, accountId);
  },
  'account.liftFlag': (desk, {id, accountId, flagId, why}) => {
    requireAccount(desk, accountId);
    const flag = readAccountNotes(desk, accountId)?.flags.find((one) => one.id === flagId);
    if (flag === undefined) throw noFlag();
    note(desk, id, callWith(desk, accountId), {
      type: 'flag.lifted',
      payload: {accountId: flag.accountId, flagId, why},
    });
    return notesOf(desk, accountId);
  },
  'account.consent': (desk, said) => {
    const {id, accountId, callId, consent} = said;
    const account = requireAccount(desk, accountId);
    const {thirdPersonId} = consent;
    if (thirdPersonId !== undefined && !isOfAccount(account, thirdPersonId)) throw noPerson();
    note(desk, id, callId, {
      type: 'consent.given',
      payload: {accountId, personId: personOf(desk, account, said), consent},
    });
    return notesOf(desk, accountId);
  },
  'account.revokeConsent': (desk, {id, accountId, consentId, why}) => {
    requireAccount(desk, accountId);
    const consent = readAccountNotes(desk, accountId)?.consents.find((one) => one.id === consentId);
    if (consent === undefined) throw noConsent();
    note(desk, id, callWith(desk, accountId), {
      type: 'consent.revoked',
      payload: {accountId: consent.accountId, consentId, why},
    });
    return notesOf(desk, accountId);
  },
  'account.noteContacts': (desk, {id, accountId, ...noted}) => {
    // Counts arrive with the call that they tell of: nothing is read here, so the gate has nothing to hide.
    const account = readAccount(desk.db, accountId);
    if (account === null) throw noAccount();
    if (noted.contacts.some(({personId}) => personId !== undefined && !isOfAccount(account, personId)))
      throw noPerson();
    note(desk, id, null, {type: 'contact.noted', payload: {accountId, ...noted}});
    return {};
  },
} satisfies Partial<HandlersOf<'account'>>;
