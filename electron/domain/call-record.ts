import type {CallEvent, CallRecord} from '../contract/call.ts';
import {AppError} from '../contract/errors.ts';
import {FactEvent} from '../contract/flags.ts';
import type {Id, Instant} from '../contract/values.ts';

/** Where an event stands: who wrote it, when, and its place in the chain. */
export interface EventPlace {
  callId: Id;
  device: Id;
  seq: number;
  at: Instant;
  agent: string;
}

/**
 * The call after one more event. The only place that knows how events become a summary: the store applies it in the
 * transaction that appends the event, and `doctor` folds a whole call again to find a summary that was tampered with.
 *
 * @throws AppError `conflict` when the event does not follow (a step before the call was opened, an outcome twice)
 */
export function applyEvent(record: CallRecord | null, event: CallEvent, place: EventPlace): CallRecord {
  if (event.type === 'call.opened') {
    if (record !== null) throw outOfOrder('这通电话已经打开过。', 'This call was already opened.');
    return newRecord(event.payload, place);
  }
  if (record === null) throw outOfOrder('找不到这通电话的开始。', 'This call was never opened.');
  const next: CallRecord = {...record, lastSeq: place.seq};
  if (event.type === 'outcome.corrected') {
    if (record.outcome === null) throw outOfOrder('尚未保存结果，无从更正。', 'There is no outcome to correct yet.');
    return {...next, outcome: event.payload.outcome, corrections: record.corrections + 1};
  }
  // A wish may be noted, or taken back, while the outcome is already saved; flags and consents have a table of their own.
  if (isFact(event)) return next;
  if (record.outcome !== null) throw outOfOrder('这通电话已经结束。', 'This call has already ended.');
  return {...next, ...afterStep(record, event, place.at)};
}

type Step = Exclude<CallEvent, {type: 'call.opened' | 'outcome.corrected'} | FactEvent>;

const FACTS: readonly string[] = FactEvent.options.map((option) => option.shape.type.value);

const isFact = (event: CallEvent): event is FactEvent => FACTS.includes(event.type);

/** What a step changes of a running call. */
function afterStep(record: CallRecord, event: Step, at: Instant): Partial<CallRecord> {
  switch (event.type) {
    case 'call.connected':
      return {connectedAt: record.connectedAt ?? at};
    case 'party.confirmed':
      if (record.connectedAt === null) throw outOfOrder('接通之后才能核实本人。', 'Mark the call connected first.');
      return {party: 'right', confirmedAt: at, checks: event.payload.checks};
    case 'party.third':
      return {connectedAt: record.connectedAt ?? at, party: 'third', confirmedAt: null};
    case 'stage.entered':
      return {stages: [...record.stages, {...event.payload, at}]};
    case 'objection.picked':
      return {objections: [...record.objections, {...event.payload, at}]};
    case 'line.used':
      return {linesUsed: [...record.linesUsed, {...event.payload, at}]};
    case 'branch.taken':
      return {branches: [...record.branches, {...event.payload, at}]};
    case 'slot.filled':
      return {slots: {...record.slots, [event.payload.slotId]: event.payload.value}};
    case 'customer.read':
      return event.payload;
    case 'call.planned':
      return {planned: event.payload};
    case 'reminder.checked':
      return {reminder: event.payload.items};
    case 'rules.judged': {
      // A dialer had somebody on the line before the call was opened here: the gate is closed from the first moment.
      const onLine = event.payload.begun === 'onLine';
      return {rules: event.payload, connectedAt: onLine ? (record.connectedAt ?? at) : record.connectedAt};
    }
    case 'rule.overridden':
      return {overridden: event.payload};
    case 'disclosure.said':
      return {
        disclosures: [...(record.disclosures ?? []), {...event.payload, at}],
        ...(event.payload.lineId !== null && {
          linesUsed: [...record.linesUsed, {lineId: event.payload.lineId, verbatim: true, at}],
        }),
      };
    case 'outcome.saved':
      return {outcome: event.payload, endedAt: at};
  }
}

function newRecord(opened: CallRecord['opened'], place: EventPlace): CallRecord {
  return {
    id: place.callId,
    device: place.device,
    agent: place.agent,
    opened,
    openedAt: place.at,
    // Who calls in is on the line from the first moment.
    connectedAt: opened.direction === 'inbound' ? place.at : null,
    endedAt: null,
    party: 'unknown',
    confirmedAt: null,
    checks: [],
    stages: [],
    objections: [],
    linesUsed: [],
    branches: [],
    slots: {},
    customerTypes: [],
    emotions: [],
    outcome: null,
    corrections: 0,
    lastSeq: place.seq,
  };
}

function outOfOrder(zh: string, en: string): AppError {
  return new AppError('conflict', {'zh-CN': zh, en});
}

/** Whole seconds of talk: from connected to the end; 0 when nobody was reached; null while it goes on. */
export function talkSeconds(record: CallRecord): number | null {
  if (record.endedAt === null) return null;
  if (record.connectedAt === null) return 0;
  return Math.max(0, Math.round((Date.parse(record.endedAt) - Date.parse(record.connectedAt)) / 1000));
}
