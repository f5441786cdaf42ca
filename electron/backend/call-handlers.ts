import {v7} from 'uuid';
import type {CallFilter, CallRecord, CallRow, CallStep, Outcome} from '../contract/call.ts';
import {AppError} from '../contract/errors.ts';
import type {CurrentCall, Input} from '../contract/methods.ts';
import type {Pack} from '../contract/pack.ts';
import type {PlanLimits} from '../contract/payment-plan.ts';
import type {Id} from '../contract/values.ts';
import {dayIn} from '../domain/days.ts';
import {behindGate, refuseBehindGate} from './account-handlers.ts';
import {disclosingLine} from '../domain/disclosures.ts';
import {accountThroughGate, flagsThroughGate, gateOf, recordThroughGate, rowThroughGate} from '../domain/gate.ts';
import {maskPayload, maskRecord} from '../domain/masking.ts';
import {outcomeProblems} from '../domain/outcome-rules.ts';
import {readAccount} from '../store/accounts.ts';
import {
  type CallReader,
  countCalls,
  deleteDraft,
  listAgents,
  listCalls,
  readCall,
  readDraft,
  readRunningCall,
  rowOf,
  writeDraft,
} from '../store/calls.ts';
import {appendEvent, ownDevice, readEvent, readTimeline} from '../store/journal.ts';
import {readPackByContent} from '../store/packs.ts';
import {promiseEventIds} from '../store/promises.ts';
import {callHolds} from './call-proof.ts';
import {type Desk, type HandlersOf, requireProfile, timestamp} from './desk.ts';
import {openedWith, readablePack} from './opened-call.ts';
import {queueCorrection, queueOutcome} from './outcome-pusher.ts';
import {type Judged, judgeAccount} from './judging.ts';
import {isAnswered, noteCountsOf} from './pop-counts.ts';
import {judgedEvidence, letPass} from './rule-override.ts';
import {readSession} from './session-handlers.ts';

const noCall = () => new AppError('not_found', {'zh-CN': '没有这通电话。', en: 'There is no such call.'});

function current(desk: Desk, record: CallRecord): CurrentCall {
  const {accountId} = record.opened;
  const account = accountId === null ? null : readAccount(desk.db, accountId);
  const judged = judgeRecord(desk, record);
  // Who is not to learn of the debt is not called with it on the screen, either.
  const hidden = judged?.judgement.hideDebt === true && record.party !== 'right';
  const gate = hidden ? 'closed' : gateOf(record);
  return {
    record: recordThroughGate(record, gate),
    draft: readDraft(desk.db, record.id),
    account: account === null ? null : accountThroughGate(account, gate),
    judgement: judged?.judgement ?? null,
    flags: flagsThroughGate(judged?.flags ?? [], gate),
  };
}

/** What the rules say now of a call's own contact, the call itself not counted; null without an account. */
function judgeRecord(desk: Desk, {id, opened}: Pick<CallRecord, 'id' | 'opened'>): Judged | null {
  if (opened.accountId === null) return null;
  return judgeAccount(desk, opened.accountId, opened, {at: timestamp(desk), exceptCall: id});
}

/** The running call with this id, if it is this agent's own. */
function requireRunning(desk: Desk, callId: Id): CallRecord {
  const record = readCall(desk.db, callId);
  if (record === null || record.agent !== requireProfile(desk).agentId || record.device !== ownDevice(desk.db)) {
    throw noCall();
  }
  if (record.outcome !== null) {
    throw new AppError('conflict', {'zh-CN': '这通电话已经结束。', en: 'This call has already ended.'});
  }
  return record;
}

/** What the dialer counted holds also where the rules then refuse the call: it is not forgotten by trying again. */
function noteToldCounts(desk: Desk, {popId}: Input<'call.open'>, opened: CallRecord['opened']): void {
  const account = opened.accountId === null ? null : readAccount(desk.db, opened.accountId);
  if (popId === undefined || account === null) return;
  noteCountsOf(desk, popId, account, {numberId: opened.numberId, personId: opened.personId});
}

const isOnLine = (desk: Desk, {direction, popId}: Input<'call.open'>): boolean =>
  direction === 'inbound' || (popId !== undefined && isAnswered(desk, popId));

/** Opens a call, and keeps with it what the rules said. */
export function openCall(desk: Desk, input: Input<'call.open'>): CallRecord {
  const {agentId: agent} = requireProfile(desk);
  const repeated = readEvent(desk.db, input.id);
  if (repeated !== null) {
    const record = readCall(desk.db, input.id);
    const own = record?.agent === agent && record.device === ownDevice(desk.db);
    if (record === null || record.outcome !== null || !own) {
      throw new AppError('conflict', {'zh-CN': '这通电话已经打开过。', en: 'This call was already opened.'});
    }
    return record;
  }
  if (readRunningCall(desk.db, agent) !== null) {
    throw new AppError('conflict', {
      'zh-CN': '还有一通电话没有保存结果，请先结束它。',
      en: 'Another call has no outcome yet. Finish it first.',
    });
  }
  const opened = openedWith(desk, input);
  noteToldCounts(desk, input, opened);
  const judgement = judgeRecord(desk, {id: input.id, opened})?.judgement ?? null;
  const begun = input.begun ?? (isOnLine(desk, input) ? 'onLine' : 'planned');
  const overridden = begun === 'planned' && judgement !== null ? letPass(desk, judgement, input.override) : null;
  const at = timestamp(desk);
  const write = desk.db.transaction(() => {
    const tell = (id: Id, type: string, payload: unknown) =>
      appendEvent(desk.db, {id, callId: input.id, type, payload, at, agent});
    let record = tell(input.id, 'call.opened', opened);
    if (judgement !== null) record = tell(v7(), 'rules.judged', judgedEvidence(judgement, begun));
    if (overridden !== null) record = tell(v7(), 'rule.overridden', overridden);
    return record as CallRecord;
  });
  const record = write.immediate();
  desk.emit({type: 'call.changed', callId: input.id, at});
  return record;
}

/** A step, and what it makes true: a line of the pack that makes a disclosure is a disclosure that was said. */
export function recordStep(desk: Desk, {id, callId, step}: Input<'call.record'>): CallRecord {
  const {agentId: agent} = requireProfile(desk);
  const known = readEvent(desk.db, id) !== null;
  if (!known) requireRunning(desk, callId);
  const at = timestamp(desk);
  const write = desk.db.transaction(() => {
    const tell = (eventId: Id, {type, payload}: CallStep) =>
      appendEvent(desk.db, {id: eventId, callId, type, payload, at, agent}) as CallRecord;
    const record = tell(id, step);
    const made = known ? null : disclosedBy(desk, record, step);
    return made === null ? record : tell(v7(), made);
  });
  const record = write.immediate();
  desk.emit({type: 'call.changed', callId, at});
  return record;
}

function disclosedBy(desk: Desk, record: CallRecord, step: CallStep): CallStep | null {
  if (step.type !== 'line.used') return null;
  const {lineId} = step.payload;
  const pack = readPackOf(desk, record);
  const line = pack === null ? null : disclosingLine(pack, lineId);
  if (line === null || record.disclosures?.some((said) => said.line === line)) return null;
  // Without the line's id: that it was used is told already.
  return {type: 'disclosure.said', payload: {line, lineId: null}};
}

/** The pack of a call, by its exact content; null when it was made without one, or it cannot be read any more. */
function readPackOf(desk: Desk, {opened: {pack}}: CallRecord): Pack | null {
  const readable = pack === null ? null : readablePack(desk, readPackByContent(desk.db, pack));
  return readable === null ? null : desk.packs.pack(readable);
}

/** What may be agreed in parts, as the pack of the call says; without a pack that can be read there are no limits. */
const planLimits = (desk: Desk, record: CallRecord): PlanLimits | undefined => readPackOf(desk, record)?.plans;

function refuseProblems(desk: Desk, outcome: Outcome, today: string, record: CallRecord): void {
  const problems = outcomeProblems(outcome, today, record.party, planLimits(desk, record));
  if (problems.length > 0) {
    throw new AppError('invalid_input', {'zh-CN': '结果还不完整。', en: 'The outcome is not complete.'}, problems);
  }
}

function saveOutcome(desk: Desk, {id, callId, outcome}: Input<'call.saveOutcome'>): CallRow {
  const {agentId: agent} = requireProfile(desk);
  if (readEvent(desk.db, id) === null) {
    const record = requireRunning(desk, callId);
    refuseProblems(desk, outcome, dayIn(record.opened.timeZone, timestamp(desk)), record);
  }
  const save = desk.db.transaction(() => {
    const event = {id, callId, type: 'outcome.saved', payload: outcome, at: timestamp(desk), agent};
    const record = appendEvent(desk.db, event) as CallRecord;
    deleteDraft(desk.db, callId);
    queueOutcome(desk.db, id, record, outcome, timestamp(desk));
    return record;
  });
  const record = save.immediate();
  void desk.dialer?.pusher.work();
  desk.emit({type: 'call.changed', callId, at: timestamp(desk)});
  return rowOf(record, ownDevice(desk.db));
}

function correct(desk: Desk, {id, callId, outcome, why}: Input<'call.correct'>): CallRow {
  const {agentId: agent} = requireProfile(desk);
  const record = readCall(desk.db, callId);
  if (record === null || record.agent !== agent || record.device !== ownDevice(desk.db)) throw noCall();
  if (record.erased === true && readEvent(desk.db, id) === null) {
    throw new AppError('conflict', {
      'zh-CN': '这通电话的客户信息已按法律要求删除，不能再更正。',
      en: 'The customer of this call was erased as the law asks; it cannot be corrected any more.',
    });
  }
  // A promise is judged by the day on which it was made, not by the day of the correction.
  refuseProblems(desk, outcome, dayIn(record.opened.timeZone, record.openedAt), record);
  const event = {id, callId, type: 'outcome.corrected', payload: {outcome, why}, at: timestamp(desk), agent};
  const save = desk.db.transaction(() => {
    const repeated = readEvent(desk.db, id) !== null;
    const now = appendEvent(desk.db, event) as CallRecord;
    if (!repeated) queueCorrection(desk.db, id, record, outcome, timestamp(desk));
    return now;
  });
  const corrected = save.immediate();
  void desk.dialer?.pusher.work();
  desk.emit({type: 'call.changed', callId, at: timestamp(desk)});
  return rowOf(corrected, ownDevice(desk.db));
}

/** Agents see their own calls; their names and numbers only QA may ask for, and an agent in the own call. */
function visibleFilter(desk: Desk, filter: CallFilter): CallFilter {
  return desk.role === 'agent' ? {...filter, agent: requireProfile(desk).agentId} : filter;
}

function refuseUnmasked(desk: Desk, unmasked: boolean | undefined): void {
  if (unmasked === true && desk.role !== 'qa') {
    throw new AppError('forbidden', {
      'zh-CN': '只有质检可以查看未遮盖的客户信息。',
      en: 'Only QA may see customer data unmasked.',
    });
  }
}

/** Days are the desk's own; a lead sees customers masked, so a lead's search does not look at their names either. */
export const callReader = (desk: Desk): CallReader => ({
  zone: readSession(desk).profile?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  names: desk.role !== 'lead',
});

export const callHandlers: HandlersOf<'call'> = {
  'call.open': (desk, input) => current(desk, openCall(desk, input)),
  'call.current': (desk) => {
    const record = readRunningCall(desk.db, requireProfile(desk).agentId);
    return record === null ? null : current(desk, record);
  },
  'call.record': (desk, input) => current(desk, recordStep(desk, input)),
  'call.saveDraft': (desk, {callId, draft, page}) => {
    desk.db
      .transaction(() => {
        requireRunning(desk, callId);
        writeDraft(desk.db, callId, draft, timestamp(desk));
      })
      .immediate();
    desk.emit({type: 'draft.saved', callId, page: page ?? null});
    return {};
  },
  'call.saveOutcome': saveOutcome,
  'call.correct': correct,
  'call.list': (desk, {filter, offset, limit, unmasked}) => {
    refuseUnmasked(desk, unmasked);
    const visible = visibleFilter(desk, filter);
    const device = ownDevice(desk.db);
    const reader = callReader(desk);
    const records = listCalls(desk.db, visible, reader, offset, limit);
    const shut = desk.role === 'agent' && behindGate(desk);
    return {
      total: countCalls(desk.db, visible, reader),
      rows: records
        .map((record) => rowOf(unmasked === true ? record : maskRecord(record), device))
        .map((row) => (shut ? rowThroughGate(row) : row)),
    };
  },
  'call.get': (desk, {id, unmasked}) => {
    const record = readCall(desk.db, id);
    const own = desk.role === 'agent';
    if (record === null || (own && record.agent !== requireProfile(desk).agentId)) throw noCall();
    if (own) refuseBehindGate(desk);
    else refuseUnmasked(desk, unmasked);
    const names = [record.opened.customerName, record.opened.reference];
    const after = promiseEventIds(desk.db, id).flatMap((eventId) => readEvent(desk.db, eventId) ?? []);
    const events = [...readTimeline(desk.db, id), ...after];
    const shown = unmasked === true ? record : maskRecord(record);
    return {
      row: rowOf(shown, ownDevice(desk.db)),
      record: shown,
      verified: callHolds(desk.db, id),
      timeline: events.map(({seq, id: eventId, type, at, agent, hash, payload}) => {
        const read: unknown = payload === null ? null : JSON.parse(payload);
        return {seq, id: eventId, type, at, agent, hash, payload: unmasked === true ? read : maskPayload(read, names)};
      }),
    };
  },
  'call.agents': (desk) => listAgents(desk.db),
};
