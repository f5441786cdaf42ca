import type {PopDetail, PopReceipt, PopRow} from '../contract/dialer.ts';
import {AppError} from '../contract/errors.ts';
import type {Input} from '../contract/methods.ts';
import {gateOf} from '../domain/gate.ts';
import {maskName, maskReference} from '../domain/masking.ts';
import {joinedPop, namesSomebody, readPop, sameCallKey} from '../domain/screen-pop/read-pop.ts';
import {readUtterance} from '../domain/screen-pop/read-utterance.ts';
import {readRunningCall} from '../store/calls.ts';
import {readMapping} from '../store/dialer.ts';
import {
  findSameCall,
  finishPop,
  forgetDialerCalls,
  listPops,
  noteDialerCall,
  readDialerCall,
  readPopRow,
  savePop,
  tidyPops,
  type WaitingPop,
} from '../store/pops.ts';
import {currentProfile, type Desk, type HandlersOf, timestamp} from './desk.ts';
import {matchesOf} from './pop-counts.ts';

const MOST_WAITING = 20;
/** A customer is not on the line for longer, and a number is not kept for longer. */
const KEPT_MS = 60 * 60_000;
/** How long the dialer's id of a call of ours is kept, for the outcome that may be passed on. */
const CALL_KEPT_MS = 7 * 24 * 60 * 60_000;

const before = (desk: Desk, ms: number): string => new Date(desk.now().getTime() - ms).toISOString();

function receive(desk: Desk, {id, door, text}: Input<'pop.receive'>): PopReceipt {
  const {pop, dropped} = readPop(text, readMapping(desk.db));
  // A pop of nothing but unfilled fields is shown, too: somebody must learn that the dialer's form needs mending.
  const says = namesSomebody(pop) || dropped.some(({reason}) => reason === 'macro');
  if (!says) return {state: 'empty', id: null, dropped};
  const receipt = desk.db
    .transaction((): PopReceipt => {
      tidyPops(desk.db, before(desk, KEPT_MS), MOST_WAITING);
      const sameCall = sameCallKey(pop);
      const known = findSameCall(desk.db, sameCall);
      const at = timestamp(desk);
      if (known !== null) {
        if (known.pop !== null) savePop(desk.db, {...known.pop, pop: joinedPop(known.pop.pop, pop)}, sameCall);
        return {state: 'joined', id: known.pop?.id ?? null, dropped};
      }
      // The end of a call that was never announced; and a repeated save is the same row.
      if (pop.phase === 'ended') return {state: 'empty', id: null, dropped};
      if (readPopRow(desk.db, id) === null) savePop(desk.db, {id, at, door, pop, dropped}, sameCall);
      tidyPops(desk.db, before(desk, KEPT_MS), MOST_WAITING);
      return {state: 'waiting', id, dropped};
    })
    .immediate();
  desk.emit({type: 'pops.changed', arrived: receipt.state === 'waiting'});
  return receipt;
}

function rowOf({id, at, door, pop}: WaitingPop): PopRow {
  const digits = (pop.phone ?? '').replace(/\D/g, '');
  return {
    id,
    at,
    door,
    customer: pop.name === null ? maskReference(pop.account ?? '') : maskName(pop.name),
    tail: digits === '' ? null : digits.slice(-4),
    phase: pop.phase,
  };
}

const noPop = () =>
  new AppError('not_found', {'zh-CN': '这条弹屏已不在等候。', en: 'This screen-pop is no longer waiting.'});

/** Another customer's name and number have no place beside a call that is under way. */
function refuseDuringCall(desk: Desk): void {
  const profile = currentProfile(desk);
  if (profile === null || readRunningCall(desk.db, profile.agentId) === null) return;
  throw new AppError('conflict', {
    'zh-CN': '通话还没有结束。弹屏会一直等候，结束后再看。',
    en: 'A call is still running. The screen-pop waits until it has ended.',
  });
}

function look(desk: Desk, {id}: Input<'pop.look'>): PopDetail {
  refuseDuringCall(desk);
  const waiting = readPopRow(desk.db, id);
  if (waiting === null) throw noPop();
  return {...waiting, ...matchesOf(desk, waiting.pop)};
}

function finish(desk: Desk, {id, callId}: Input<'pop.done'>): void {
  const waiting = readPopRow(desk.db, id);
  if (waiting === null) return;
  desk.db
    .transaction(() => {
      const {callId: theirs, campaign, agent} = waiting.pop;
      if (callId !== null) noteDialerCall(desk.db, callId, {callId: theirs, campaign, agent}, timestamp(desk));
      forgetDialerCalls(desk.db, before(desk, CALL_KEPT_MS));
      finishPop(desk.db, id);
    })
    .immediate();
  desk.emit({type: 'pops.changed', arrived: false});
}

/** Whether a sentence belongs to the agent's call: somebody is on the line, and the dialer does not speak of another call. */
function hear(desk: Desk, text: string): boolean {
  const heard = readUtterance(text);
  const profile = currentProfile(desk);
  const running = profile === null ? null : readRunningCall(desk.db, profile.agentId);
  if (heard === null || running === null || gateOf(running) === 'preparing') return false;
  const {dialerCallId, ...utterance} = heard;
  const theirs = readDialerCall(desk.db, running.id)?.callId ?? null;
  if (dialerCallId !== null && theirs !== null && dialerCallId !== theirs) return false;
  desk.emit({type: 'utterance.heard', callId: running.id, utterance});
  return true;
}

export const popHandlers: HandlersOf<'pop' | 'utterance'> = {
  'pop.receive': receive,
  'pop.list': (desk) => {
    const oldest = before(desk, KEPT_MS);
    return listPops(desk.db)
      .filter(({at}) => at >= oldest)
      .map(rowOf);
  },
  'pop.look': look,
  'pop.done': (desk, input) => {
    finish(desk, input);
    return {};
  },
  'utterance.receive': (desk, {text}) => ({heard: hear(desk, text)}),
};
