import {describe, expect, test} from 'vitest';
import type {TimelineEvent} from '../../../../electron/contract/journal.ts';
import {eventInWords} from '../../../../renderer/shared/calls/event-words.ts';

const event = (type: string, payload: unknown): TimelineEvent => ({
  seq: 1,
  id: '01920000-0000-7000-8000-000000000001',
  type,
  at: '2026-11-21T08:00:00.000Z',
  agent: '1001',
  hash: '0'.repeat(64),
  payload,
});

describe('an event in words', () => {
  test('names a promise with its amount, day, way and consent, in the language of the reader', () => {
    const saved = event('outcome.saved', {
      contact: 'RPC',
      result: 'PTP',
      tags: [],
      reason: null,
      promise: {
        amount: 50_000,
        currency: 'CNY',
        day: '2026-12-30',
        method: 'app',
        reminderConsent: false,
        repeatedBack: true,
      },
      nextAction: null,
      note: '',
    });
    const facts = new Map(eventInWords(saved, 'zh-CN').facts);
    expect(facts.get('承诺')).toContain('500元');
    expect(facts.get('承诺')).toContain('不同意提醒电话');
    expect(facts.has('备注')).toBe(false);
    expect(new Map(eventInWords(saved, 'en').facts).get('Promise')).toContain('no reminder call');
  });

  test('of an objection leads to the line that was on screen', () => {
    const picked = event('objection.picked', {
      objectionId: 'forgot',
      title: '我忘了',
      lineId: 'forgot.firm',
      tone: 'firm',
    });
    expect(eventInWords(picked, 'en')).toEqual({
      title: 'Objection: 我忘了',
      facts: [['Tone', 'Firm']],
      lineId: 'forgot.firm',
    });
  });

  test('that was erased says that its proof remains', () => {
    const erased = eventInWords(event('outcome.saved', null), 'en');
    expect(erased.title).toBe('Outcome saved');
    expect(erased.facts[0]?.[1]).toContain('proof remains');
  });

  test('of a newer app keeps its type and its place', () => {
    expect(eventInWords(event('call.transferred', {to: 'x'}), 'zh-CN')).toEqual({
      title: 'call.transferred',
      facts: [],
      lineId: null,
    });
  });
});
