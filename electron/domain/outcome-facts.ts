import {v5} from 'uuid';
import type {CallRecord, Result} from '../contract/call.ts';
import type {AccountConsent, AccountFlag, Consent, Flag} from '../contract/flags.ts';
import type {Day, Id, Instant, TimeZone} from '../contract/values.ts';
import {dayIn, startOfDay} from './days.ts';

/** Fixed for good: with it the same call gives its facts the same ids on every desk and after every correction. */
const NAMESPACE = '7b1d2f0e-5c43-4a8e-9f61-0d4c8a35e2b7';

const factId = (callId: Id, key: string): Id => v5(`${callId} ${key}`, NAMESPACE);

/** The last instant of a calendar day, so that a consent holds on that day. */
const endOf = (zone: TimeZone, day: Day): Instant => startOfDay(zone, day, 1);

/**
 * An unfit time that was only told by the result: until the hour that was agreed for today, else for the rest of the day.
 */
function restOfToday({opened, outcome, endedAt, openedAt}: CallRecord): Flag {
  const today = dayIn(opened.timeZone, endedAt ?? openedAt);
  const next = outcome?.nextAction ?? null;
  const agreed = next !== null && next.timeZone === opened.timeZone && next.at?.slice(0, 10) === today ? next.at : null;
  if (agreed === null || agreed === undefined) return {kind: 'inconvenientTime', through: today};
  return {kind: 'inconvenientTime', from: '00:00', to: agreed.slice(11, 16), through: today};
}

/** What the results of a call say about further contacts. A third party speaks for the customer only where it may know. */
function flagsOf(record: CallRecord): Flag[] {
  const {outcome, opened} = record;
  if (outcome === null) return [];
  const results = new Set<Result>([...(outcome.result === null ? [] : [outcome.result]), ...outcome.tags]);
  const customer = outcome.contact === 'RPC' || outcome.contact === 'REJ' || outcome.contact === 'DROP';
  const flags: Flag[] = [];
  if (outcome.contact === 'WN' && opened.numberId !== null) {
    flags.push({kind: 'wrongNumber', numberId: opened.numberId});
  }
  if (results.has('CND')) {
    flags.push(customer ? {kind: 'stopCalls', numberId: null} : {kind: 'thirdPartyStop', numberId: opened.numberId});
  }
  if (results.has('ATT')) flags.push({kind: 'attorney', name: null, canAscertain: true});
  if (results.has('DISP') && customer) flags.push({kind: 'dispute', form: 'oral'});
  if (results.has('LANG') && customer) flags.push({kind: 'language', language: null});
  if (results.has('INC') && customer) flags.push(restOfToday(record));
  if (results.has('DEC')) flags.push({kind: 'deceased'});
  if (results.has('BK')) flags.push({kind: 'bankruptcy'});
  return flags;
}

/** Told of a call whose account is known; `accountId` is the account on this desk. */
export interface Told {
  record: CallRecord;
  accountId: Id;
  /** The account's own customer. */
  personId: Id;
}

/** Another desk has an id of its own for the person; it says nothing here. */
const calledPerson = ({opened}: CallRecord, accountId: Id): Id | undefined =>
  opened.accountId === accountId ? opened.personId : undefined;

/** Flags that follow from a call's outcome. A correction changes them with the outcome, and their ids stay. */
export function outcomeFlags({record, accountId, personId}: Told): Omit<AccountFlag, 'lifted'>[] {
  return flagsOf(record).map((flag) => ({
    id: factId(record.id, flag.kind),
    accountId,
    personId: flag.kind === 'wrongNumber' ? (calledPerson(record, accountId) ?? personId) : personId,
    callId: record.id,
    flag,
    since: record.endedAt ?? record.openedAt,
    by: record.agent,
    origin: 'outcome',
  }));
}

/**
 * A customer who agrees to be called about a promise, or on a certain day, consents to that call (12 CFR
 * 1006.14(b)(3)(i)); the consent ends with the day that was agreed.
 */
function consentsOf({outcome}: CallRecord, zone: TimeZone): [key: string, consent: Consent][] {
  if (outcome?.contact !== 'RPC') return [];
  const {promise, nextAction, result, tags} = outcome;
  const consents: [string, Consent][] = [];
  if (promise?.reminderConsent === true) {
    consents.push(['reminder', {covers: ['frequency'], validUntil: endOf(zone, promise.day)}]);
  }
  const callback = result === 'CB' || tags.includes('CB');
  if (callback && nextAction?.kind === 'call' && nextAction.at !== null) {
    const day = nextAction.at.slice(0, 10);
    consents.push(['callback', {covers: ['frequency'], validUntil: endOf(nextAction.timeZone, day)}]);
  }
  return consents;
}

/** Consents that follow from a call's outcome. */
export function outcomeConsents({record, accountId, personId}: Told): Omit<AccountConsent, 'revokedAt'>[] {
  return consentsOf(record, record.opened.timeZone).map(([key, consent]) => ({
    id: factId(record.id, key),
    accountId,
    personId: calledPerson(record, accountId) ?? personId,
    callId: record.id,
    consent,
    givenAt: record.endedAt ?? record.openedAt,
    by: record.agent,
    origin: 'outcome',
  }));
}
