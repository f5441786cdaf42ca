import type {CallRecord} from '../contract/call.ts';
import {AppError} from '../contract/errors.ts';
import type {Input} from '../contract/methods.ts';
import type {
  BrokenTwice,
  CallbackRow,
  KeptRate,
  PaymentNoted,
  PromiseBoard,
  PromiseChecked,
  PromiseRow,
} from '../contract/promise.ts';
import type {Day, Id} from '../contract/values.ts';
import {addDays, dayIn} from '../domain/days.ts';
import {maskName, maskNote, maskReference} from '../domain/masking.ts';
import {brokenInARow, dueOn, madeOn, nextInstalment} from '../domain/promises.ts';
import {readCall} from '../store/calls.ts';
import {appendEvent, readEvent} from '../store/journal.ts';
import {
  accountsWithBroken,
  cameFor,
  isReviewed,
  judged,
  listCallbacks,
  listPromises,
  promisesOf,
  readPromise,
  type StoredPromise,
} from '../store/promises.ts';
import {refuseBehindGate} from './account-handlers.ts';
import {currentProfile, type Desk, type HandlersOf, requireProfile, timestamp} from './desk.ts';

/** How long a settled promise, and a callback that nobody made, stay on the board. */
const SHOWN_DAYS = 30;
/** The kept rate looks this far back. */
const RATE_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

const noPromise = () => new AppError('not_found', {'zh-CN': '没有这个承诺。', en: 'There is no such promise.'});

/** Agents see their own promises, a lead those of everybody. */
const whose = (desk: Desk): string | null => (desk.role === 'agent' ? requireProfile(desk).agentId : null);

/** Whom a row is about, as a list may show it. */
function whoOf(call: CallRecord) {
  const {opened, agent} = call;
  return {
    customerName: maskName(opened.customerName),
    reference: maskReference(opened.reference),
    agent,
    agentName: opened.agentName,
  };
}

function rowOf(desk: Desk, promise: StoredPromise, call: CallRecord): PromiseRow {
  const {callId, accountId, madeAt, timeZone, currency, method, state} = promise;
  const instalments = judged(desk.db, promise);
  const today = dayIn(timeZone, timestamp(desk));
  const next = state === 'open' ? nextInstalment(instalments) : null;
  const came = cameFor(desk.db, callId);
  const {reminderAt} = promise;
  return {
    callId,
    accountId,
    ...whoOf(call),
    madeAt,
    timeZone,
    today,
    currency,
    method,
    instalments,
    next,
    amount: instalments.reduce((total, {amount}) => total + amount, 0),
    paid: came.payments.reduce((total, {amount}) => total + amount, 0),
    state,
    due: next === null ? null : dueOn(next.day, today),
    reminderAt: next !== null && reminderAt !== null && reminderAt.slice(0, 10) >= today ? reminderAt : null,
  };
}

function callbackOf(desk: Desk, call: CallRecord): CallbackRow[] {
  const next = call.outcome?.nextAction;
  if (next === undefined || next === null || next.at === null) return [];
  const {opened} = call;
  return [
    {
      callId: call.id,
      accountId: opened.accountId,
      ...whoOf(call),
      at: next.at,
      timeZone: next.timeZone,
      late: next.at.slice(0, 10) < dayIn(next.timeZone, timestamp(desk)),
      note: maskNote(call.outcome?.note ?? '', [opened.customerName, opened.reference]).slice(0, 120),
    },
  ];
}

/** Two broken in a row, and no lead has decided about it since. */
function brokenTwice(desk: Desk): BrokenTwice[] {
  return accountsWithBroken(desk.db, whose(desk)).flatMap((accountId) => {
    const promises = promisesOf(desk.db, accountId);
    const broken = brokenInARow(promises.map(({state}) => state));
    const last = promises.findLast(({state}) => state === 'broken');
    const call = last === undefined ? null : readCall(desk.db, last.callId);
    if (broken < 2 || last === undefined || call === null || isReviewed(desk.db, last.callId)) return [];
    const lastDay = last.instalments.at(-1)?.day ?? dayIn(last.timeZone, last.madeAt);
    return [{accountId, ...whoOf(call), broken, lastCallId: last.callId, lastDay}];
  });
}

function rateOf(promises: readonly StoredPromise[], since: Day): KeptRate {
  const count = (state: StoredPromise['state']) => promises.filter((promise) => promise.state === state).length;
  return {since, kept: count('kept'), partlyKept: count('partlyKept'), broken: count('broken')};
}

function board(desk: Desk): PromiseBoard {
  // What was promised tells of the debt: with somebody unknown on the line it stays away from the page.
  refuseBehindGate(desk);
  const zone = currentProfile(desk)?.timeZone ?? 'UTC';
  const today = dayIn(zone, timestamp(desk));
  const since = addDays(today, -RATE_DAYS);
  const promises = listPromises(desk.db, since, whose(desk));
  const shownSince = addDays(today, -SHOWN_DAYS);
  const rows = promises.flatMap((promise) => {
    const last = promise.instalments.at(-1)?.day ?? '';
    if (promise.state === 'replaced' || (promise.state !== 'open' && last < shownSince)) return [];
    const call = readCall(desk.db, promise.callId);
    return call === null ? [] : [rowOf(desk, promise, call)];
  });
  const lately = new Date(desk.now().getTime() - SHOWN_DAYS * DAY_MS).toISOString();
  return {
    promises: rows,
    callbacks: listCallbacks(desk.db, lately, whose(desk)).flatMap((call) => callbackOf(desk, call)),
    brokenTwice: brokenTwice(desk),
    rate: rateOf(promises, since),
  };
}

function requirePromise(desk: Desk, promiseId: Id): {promise: StoredPromise; call: CallRecord} {
  const promise = readPromise(desk.db, promiseId);
  const call = readCall(desk.db, promiseId);
  const agent = whose(desk);
  if (promise === null || call === null || (agent !== null && promise.agent !== agent)) throw noPromise();
  return {promise, call};
}

/** What the journal says of a note, or why it cannot be: a payment has a day that was, and a look comes after the day. */
function noteEvent(
  promise: StoredPromise,
  row: PromiseRow,
  {noted}: Input<'promise.note'>,
): {type: 'payment.noted'; payload: PaymentNoted} | {type: 'promise.checked'; payload: PromiseChecked} {
  const {callId: promiseId, accountId, currency} = promise;
  if (noted.kind === 'payment') {
    if (noted.day > row.today || noted.day < madeOn(promise)) {
      throw new AppError('invalid_input', undefined, [
        {
          path: 'noted.day',
          message: {
            'zh-CN': `付款日期应在承诺当天（${madeOn(promise)}）到今天（${row.today}）之间`,
            en: `the day of a payment lies between the promise (${madeOn(promise)}) and today (${row.today})`,
          },
        },
      ]);
    }
    const {amount, day} = noted;
    return {type: 'payment.noted', payload: {accountId, promiseId, currency, amount, day, source: 'byHand'}};
  }
  if (row.due !== 'check') {
    throw new AppError('conflict', {
      'zh-CN': '约定的日子还没过完，次日再查是否到账。',
      en: 'The promised day is not over yet. Look on the day after whether the money came.',
    });
  }
  return {type: 'promise.checked', payload: {promiseId, day: addDays(row.today, -1)}};
}

function note(desk: Desk, input: Input<'promise.note'>): PromiseRow {
  refuseBehindGate(desk);
  const {promise, call} = requirePromise(desk, input.promiseId);
  if (readEvent(desk.db, input.id) === null) {
    const event = noteEvent(promise, rowOf(desk, promise, call), input);
    const agent = currentProfile(desk)?.agentId ?? null;
    appendEvent(desk.db, {id: input.id, callId: null, ...event, at: timestamp(desk), agent});
    desk.emit({type: 'promise.changed', callId: promise.callId});
  }
  return rowOf(desk, requirePromise(desk, input.promiseId).promise, call);
}

function review(desk: Desk, {id, accountId, decision}: Input<'promise.review'>): {brokenTwice: BrokenTwice[]} {
  if (readEvent(desk.db, id) === null) {
    const task = brokenTwice(desk).find((each) => each.accountId === accountId);
    if (task === undefined) {
      throw new AppError('not_found', {
        'zh-CN': '这个账户没有待处理的连续爽约。',
        en: 'No twice-broken promise of this account waits for a decision.',
      });
    }
    const payload = {accountId, promiseId: task.lastCallId, decision};
    const agent = currentProfile(desk)?.agentId ?? null;
    appendEvent(desk.db, {id, callId: null, type: 'promise.reviewed', payload, at: timestamp(desk), agent});
    desk.emit({type: 'promise.changed', callId: task.lastCallId});
  }
  return {brokenTwice: brokenTwice(desk)};
}

export const promiseHandlers: HandlersOf<'promise'> = {
  'promise.list': board,
  'promise.note': note,
  'promise.review': review,
};
