import {describe, expect, test} from 'vitest';
import type {CallEvent, CallRecord} from '../../electron/contract/call.ts';
import {AppError} from '../../electron/contract/errors.ts';
import {applyEvent, talkSeconds} from '../../electron/domain/call-record.ts';
import {gateOf} from '../../electron/domain/gate.ts';
import {anOutcome} from '../open-desk.ts';
import {opened} from './a-record.ts';

let seq = 0;
const place = (at = '2026-11-21T04:00:00.000Z') => {
  seq += 1;
  return {callId: 'c', device: 'd', seq, at, agent: 'A-17'};
};
const tell = (...events: CallEvent[]) =>
  events.reduce<CallRecord | null>((record, event) => applyEvent(record, event, place()), null) as CallRecord;

const open: CallEvent = {type: 'call.opened', payload: opened()};
const connected: CallEvent = {type: 'call.connected', payload: {}};
const confirmed: CallEvent = {type: 'party.confirmed', payload: {checks: ['idTail']}};
const third: CallEvent = {type: 'party.third', payload: {relation: null}};
const saved: CallEvent = {type: 'outcome.saved', payload: anOutcome()};
const corrected: CallEvent = {
  type: 'outcome.corrected',
  payload: {outcome: anOutcome({contact: 'BZ'}), why: 'a typing error'},
};

describe('a call as its events tell it', () => {
  test('begins with nothing but what it was opened with', () => {
    const record = tell(open);
    expect(record).toMatchObject({party: 'unknown', connectedAt: null, outcome: null, corrections: 0, stages: []});
    expect(gateOf(record)).toBe('preparing');
  });

  test('that comes in has somebody on the line from the first moment, who is confirmed without a step "connected"', () => {
    const inbound: CallEvent = {type: 'call.opened', payload: opened({direction: 'inbound'})};
    const record = applyEvent(null, inbound, place('2026-11-21T04:00:00.000Z'));
    expect(record.connectedAt).toBe('2026-11-21T04:00:00.000Z');
    expect(gateOf(record)).toBe('closed');
    expect(gateOf(applyEvent(record, confirmed, place()))).toBe('open');
  });

  test('that a dialer put on the line closes the gate from the first moment', () => {
    const judged = (begun: 'planned' | 'onLine'): CallEvent => ({
      type: 'rules.judged',
      payload: {begun, verdict: 'blocked', findings: [], counters: [], nextAllowedAt: null, requiredLines: []},
    });
    expect(gateOf(tell(open, judged('planned')))).toBe('preparing');
    const record = tell(open, judged('onLine'));
    expect(record.connectedAt).toBe('2026-11-21T04:00:00.000Z');
    expect(gateOf(record)).toBe('closed');
  });

  test('counts the wording of a required line among the lines that were said', () => {
    const said: CallEvent = {type: 'disclosure.said', payload: {line: 'recordingNotice', lineId: 'opening.recording'}};
    const ownWords: CallEvent = {type: 'disclosure.said', payload: {line: 'identity', lineId: null}};
    const record = tell(open, connected, said, ownWords);
    expect(record.disclosures?.map(({line}) => line)).toEqual(['recordingNotice', 'identity']);
    expect(record.linesUsed).toMatchObject([{lineId: 'opening.recording', verbatim: true}]);
  });

  test('collects what happened, in order', () => {
    const record = tell(
      open,
      connected,
      confirmed,
      {type: 'stage.entered', payload: {stageId: 'opening', kind: 'opening'}},
      {type: 'stage.entered', payload: {stageId: 'pressure', kind: 'pressure'}},
      {type: 'objection.picked', payload: {objectionId: 'forgot', title: '我忘了', lineId: null, tone: 'soft'}},
      {type: 'line.used', payload: {lineId: 'forgot.soft', verbatim: false}},
      {type: 'branch.taken', payload: {branchId: 'hardship', kind: 'hardship'}},
      {type: 'slot.filled', payload: {slotId: 'payDate', value: '周五'}},
      {type: 'slot.filled', payload: {slotId: 'payDate', value: '周六'}},
      {type: 'customer.read', payload: {customerTypes: ['busy'], emotions: ['anxious']}},
      {type: 'customer.read', payload: {customerTypes: [], emotions: ['calm']}},
    );
    expect(record.stages.map(({stageId}) => stageId)).toEqual(['opening', 'pressure']);
    expect(record).toMatchObject({party: 'right', slots: {payDate: '周六'}, customerTypes: [], emotions: ['calm']});
    expect(record.objections).toHaveLength(1);
    expect(record.linesUsed).toHaveLength(1);
    expect(record.branches).toHaveLength(1);
    expect(record.lastSeq).toBe(seq);
  });

  test('keeps the newest outcome and counts the corrections', () => {
    const record = tell(open, saved, corrected, corrected);
    expect(record.outcome?.contact).toBe('BZ');
    expect(record.corrections).toBe(2);
  });

  test('keeps the first time of connection, and a third party connects too', () => {
    const first = applyEvent(tell(open), connected, place('2026-11-21T04:01:00.000Z'));
    expect(applyEvent(first, connected, place('2026-11-21T04:09:00.000Z')).connectedAt).toBe(
      '2026-11-21T04:01:00.000Z',
    );
    expect(applyEvent(tell(open), third, place('2026-11-21T04:02:00.000Z')).connectedAt).toBe(
      '2026-11-21T04:02:00.000Z',
    );
  });

  test('closes the gate again for a third party, and opens it when the right one comes', () => {
    const record = tell(open, connected, confirmed, third);
    expect(record).toMatchObject({party: 'third', confirmedAt: null});
    expect(gateOf(record)).toBe('closed');
    expect(gateOf(applyEvent(record, confirmed, place()))).toBe('open');
  });

  test.for([
    ['a step before the opening', null, connected],
    ['an outcome before the opening', null, saved],
    ['a second opening', [open], open],
    ['a confirmation before anybody is on the line', [open], confirmed],
    ['a correction of nothing', [open, connected], corrected],
    ['a second outcome', [open, saved], saved],
    ['a step after the end', [open, saved], connected],
    ['a third party after the end', [open, saved], third],
    ['a confirmation after the end', [open, connected, saved], confirmed],
  ] as [string, CallEvent[] | null, CallEvent][])('refuses %s', ([, before, event]) => {
    const record = before === null ? null : tell(...before);
    const untouched = structuredClone(record);
    expect(() => applyEvent(record, event, place())).toThrow(AppError);
    expect(() => applyEvent(record, event, place())).toThrow(/^conflict/);
    expect(record).toEqual(untouched);
  });

  test('does not change the record that it is given', () => {
    const record = tell(open, connected);
    const before = structuredClone(record);
    applyEvent(record, confirmed, place());
    expect(record).toEqual(before);
  });
});

const at = (time: string) => `2026-11-21T04:${time}.000Z`;

describe('seconds of talk', () => {
  test('run from connected to the end; none when nobody was reached; unknown while it goes on', () => {
    const connectedAt = applyEvent(tell(open), connected, place(at('01:00')));
    expect(talkSeconds(connectedAt)).toBeNull();
    expect(talkSeconds(applyEvent(connectedAt, saved, place(at('03:30'))))).toBe(150);
    expect(talkSeconds(applyEvent(tell(open), saved, place(at('03:30'))))).toBe(0);
  });
  test('are never negative, should the clock be set back', () => {
    const record = applyEvent(tell(open), connected, place(at('09:00')));
    expect(talkSeconds(applyEvent(record, saved, place(at('01:00'))))).toBe(0);
  });
});
