import {describe, expect, test} from 'vitest';
import {instantOf, localAt, dayNumber} from '../../../electron/domain/contact-rules/zone-clock.ts';
import {type Event, type Facts, judged, type Situation, verdictOf} from './a-situation.ts';

/** When it may go on, and how it is said. */
const next = (situation: Situation) => judged(situation).nextAllowedAt;
const talk: Event = {kind: 'callConversation', spokeWith: 'c1', raised: ['d1'], discussed: ['d1']};
const since = '2026-01-01T00:00:00.000Z';

describe('the clocks are changed', () => {
  test('forward: eight in the morning is an hour earlier in UTC', () => {
    expect(next({at: '2026-03-07T22:00:00-05:00'})).toBe('2026-03-08T12:00:00.000Z');
    expect(next({at: '2026-03-06T22:00:00-05:00'})).toBe('2026-03-07T13:00:00.000Z');
  });

  test('back: eight in the morning is an hour later in UTC', () => {
    expect(next({at: '2026-10-31T22:00:00-04:00'})).toBe('2026-11-01T13:00:00.000Z');
  });

  test('seven days over a change are seven days of the calendar, not 168 hours', () => {
    const history = [['2026-03-05T20:30:00-05:00', talk] as const];
    expect(verdictOf({at: '2026-03-11T20:59:00-04:00', history})).toBe('blocked US-FREQ-02');
    expect(next({at: '2026-03-11T20:59:00-04:00', history})).toBe('2026-03-12T12:00:00.000Z');
  });

  test('a time of day that is skipped begins with the next one there is', () => {
    const day = dayNumber('2026-03-08');
    expect(new Date(instantOf('America/New_York', day, 2.5 * 3_600_000)).toISOString()).toBe(
      '2026-03-08T07:00:00.000Z',
    );
  });

  test('a time of day that comes twice begins with the first', () => {
    const day = dayNumber('2026-11-01');
    const first = instantOf('America/New_York', day, 1.5 * 3_600_000);
    expect(new Date(first).toISOString()).toBe('2026-11-01T05:30:00.000Z');
    expect(localAt('America/New_York', first + 3_600_000)).toEqual({day, ms: 1.5 * 3_600_000});
  });
});

describe('zones that disagree', () => {
  const facts: Facts = {
    persons: [{id: 'c1', role: 'debtor', addressZones: ['America/Los_Angeles']}],
    numbers: [{id: 'm1', person: 'c1', line: 'mobile', zoneHint: 'America/New_York'}],
  };

  test('are open only together', () => {
    expect(next({at: '2026-07-14T09:00:00-04:00', facts})).toBe('2026-07-14T15:00:00.000Z');
    expect(verdictOf({at: '2026-07-14T21:00:01-04:00', facts})).toMatch(/^blocked/);
  });

  test('give way to the place that the customer names', () => {
    const history = [['2026-07-01T12:00:00', {kind: 'locationTold', zone: 'America/New_York'}] as const];
    expect(verdictOf({at: '2026-07-14T09:00:00-04:00', facts, history})).toBe('allowed');
  });

  test('that are never open together are told as never', () => {
    const far: Facts = {
      ...facts,
      persons: [{id: 'c1', role: 'debtor', addressZones: ['Australia/Sydney', 'Asia/Karachi']}],
    };
    expect(next({at: '2026-07-14T09:00:00-04:00', facts: far})).toBeNull();
  });
});

describe('an inconvenient time', () => {
  const wish = (more: object): Facts => ({
    flags: {inconvenientTimes: [{person: 'c1', since, ...more}]},
  });

  test('over midnight ends on the next morning, also of a day that is not named', () => {
    const facts = wish({days: [5], from: '20:00', to: '10:00'});
    expect(next({at: '2026-07-17T20:30:00', facts})).toBe('2026-07-18T14:00:00.000Z');
    expect(verdictOf({at: '2026-07-18T09:59:59', facts})).toBe('blocked US-TIME-03');
    expect(verdictOf({at: '2026-07-17T09:00:00', facts})).toBe('allowed');
  });

  test('for good is told as never, until a last day as the morning after it', () => {
    expect(next({at: '2026-07-17T12:00:00', facts: wish({})})).toBeNull();
    expect(next({at: '2026-07-17T12:00:00', facts: wish({through: '2027-02-28'})})).toBe('2027-03-01T13:00:00.000Z');
  });

  test('lets go at the earliest moment at which all rules do', () => {
    const facts = wish({days: [1], from: '08:00', to: '12:00'});
    const history = [['2026-07-13T12:30:00', talk] as const];
    expect(next({at: '2026-07-14T12:00:00', facts, history})).toBe('2026-07-20T16:00:00.000Z');
  });
});

describe('what happened', () => {
  test('on the leap day is a day of its own', () => {
    const history = [['2028-02-24T10:00:00-05:00', talk] as const];
    expect(verdictOf({at: '2028-03-01T12:00:00-05:00', history})).toBe('blocked US-FREQ-02');
    expect(next({at: '2028-02-29T12:00:00-05:00', history})).toBe('2028-03-02T13:00:00.000Z');
  });

  test('later than the moment that is judged has not happened: the clock was set back', () => {
    const history = [['2026-07-14T13:00:00', talk] as const];
    expect(verdictOf({at: '2026-07-14T12:00:00', history})).toBe('allowed');
    expect(verdictOf({at: '2026-07-14T14:00:00', history})).toBe('blocked US-FREQ-02');
  });

  test('outside is counted as far as it is more than what is known here, and says so', () => {
    const facts: Facts = {
      outsideCounts: [{ruleId: 'US-FREQ-01', count: 7, countedAt: '2026-07-14T10:00:00.000Z'}],
    };
    const judgement = judged({at: '2026-07-14T12:00:00', facts});
    expect(judgement.verdict).toBe('blocked');
    expect(judgement.counters).toEqual([
      {ruleId: 'US-FREQ-01', used: 7, outside: 7, limit: 7, per: expect.anything() as object, complete: false},
    ]);
    expect(judgement.nextAllowedAt).toBe('2026-07-21T12:00:00.000Z');
  });
});

describe('a judgement is said', () => {
  const messageOf = (situation: Situation) => judged(situation).findings[0]?.message;

  test('with the time from which it may go on, in the customer’s own time', () => {
    expect(messageOf({at: '2026-07-14T22:00:00'})).toEqual({
      'zh-CN': '现在是客户当地时间 22:00（New York），可联系时段为 08:00–21:00，明天 08:00 起可以联系（客户当地时间）',
      en: "It is New York 22:00 there; contact is open 08:00–21:00; may contact from 08:00 tomorrow (customer's time)",
    });
  });

  test('with the day until which it is blocked', () => {
    const history = [['2026-08-14T11:00:00', talk] as const];
    expect(messageOf({at: '2026-08-14T16:00:00', history})?.en).toMatch(/may contact from 21 August/);
  });

  test('with what is used of what', () => {
    const history = [9, 10].map((hour) => [`2026-05-12T${String(hour).padStart(2, '0')}:00:00+08:00`, talk] as const);
    const judgement = judged({at: '2026-05-12T15:00:00+08:00', facts: {jurisdiction: 'CN'}, history});
    expect(judgement.findings[0]?.message.en).toMatch(/^2 of 3 conversations used today/);
  });

  test('with the moment at which it will be another one', () => {
    expect(judged({at: '2026-07-14T12:00:00'}).changesAt).toBe('2026-07-15T01:00:00.001Z');
  });
});
