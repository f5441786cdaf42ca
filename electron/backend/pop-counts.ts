import {v5} from 'uuid';
import type {Account} from '../contract/account.ts';
import type {Pop, PopMatch} from '../contract/dialer.ts';
import type {NotedCount} from '../contract/flags.ts';
import type {Id} from '../contract/values.ts';
import {numberForms} from '../domain/screen-pop/number-forms.ts';
import {toldCounts} from '../domain/screen-pop/told-counts.ts';
import {findAccountByReference, findAccountsByNumber} from '../store/accounts.ts';
import {accountHistory} from '../store/calls.ts';
import {readPopRow} from '../store/pops.ts';
import type {Desk} from './desk.ts';
import {note} from './noting.ts';

const MOST_MATCHES = 20;

/** The accounts that a pop may mean: by its reference, else by its number. */
export function matchesOf(desk: Desk, pop: Pop): {matchedBy: 'reference' | 'number' | null; matches: PopMatch[]} {
  const byReference = pop.account === null ? null : findAccountByReference(desk.db, pop.account);
  const byNumber = pop.phone === null ? [] : findAccountsByNumber(desk.db, numberForms(pop.phone), MOST_MATCHES);
  if (byReference === null) return {matchedBy: byNumber.length > 0 ? 'number' : null, matches: byNumber};
  const {id, reference, person} = byReference;
  const account = {id, reference, customerName: person.name, lastCallAt: accountHistory(desk.db, id).lastAt};
  const numberId = byNumber.find((match) => match.account.id === id)?.numberId ?? null;
  return {matchedBy: 'reference', matches: [{account, numberId}]};
}

/** The contact that a pop's counts are told of. */
export interface CountedContact {
  numberId?: Id | null | undefined;
  personId?: Id | undefined;
}

/**
 * What a waiting pop tells the rules of an account: nothing where it waits no more, or plainly means another account.
 * Where it fits no account, the agent says by the choice whose it is.
 */
export function countsToldBy(desk: Desk, popId: Id, account: Account, contact: CountedContact): NotedCount[] {
  const waiting = readPopRow(desk.db, popId);
  if (waiting === null) return [];
  const {matches} = matchesOf(desk, waiting.pop);
  const match = matches.find((one) => one.account.id === account.id);
  if (matches.length > 0 && match === undefined) return [];
  const numberId = match?.numberId ?? contact.numberId ?? null;
  const number = account.numbers.find(({id}) => id === contact.numberId);
  const personId = contact.personId ?? number?.personId ?? account.person.id;
  return toldCounts(waiting.pop.counts, account.jurisdiction, {personId, numberId});
}

/**
 * Keeps what a pop tells of an account. The event's id follows from the pop, the account and the counts, so that the same
 * word is one event however often the call is tried.
 */
export function noteCountsOf(desk: Desk, popId: Id, account: Account, contact: CountedContact): void {
  const counts = countsToldBy(desk, popId, account, contact);
  if (counts.length === 0) return;
  const id = v5(`${account.id} ${JSON.stringify(counts)}`, popId);
  const payload = {accountId: account.id, source: 'screenPop' as const, contacts: [], counts};
  note(desk, id, null, {type: 'contact.noted', payload});
}

/** Whether the dialer says that somebody is on the line already. */
export const isAnswered = (desk: Desk, popId: Id): boolean => readPopRow(desk.db, popId)?.pop.phase === 'answered';
