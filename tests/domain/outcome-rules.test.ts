import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {CONTACTS, RESULTS} from '../../electron/contract/call.ts';
import {
  CONTACT_KEYS,
  isPromise,
  outcomeProblems,
  QUICK_CONTACTS,
  resultsFor,
} from '../../electron/domain/outcome-rules.ts';
import {anOutcome, aPromise} from '../open-desk.ts';

const TODAY = '2026-11-21';
const places = (more: Parameters<typeof anOutcome>[0]) =>
  outcomeProblems(anOutcome(more), TODAY, 'right').map(({path}) => path);

const on = (day: string) => places({contact: 'RPC', result: 'PTP', promise: aPromise({day})});

describe('an outcome', () => {
  test('of a promise needs the right party, confirmed', () => {
    const promise = anOutcome({contact: 'RPC', result: 'PTP', promise: aPromise()});
    expect(outcomeProblems(promise, TODAY, 'right')).toEqual([]);
    expect(outcomeProblems(promise, TODAY, 'unknown').map(({path}) => path)).toEqual(['promise']);
  });

  test('cannot say that the customer answered when the call says that somebody else did', () => {
    const refused = anOutcome({contact: 'RPC', result: 'RFS'});
    expect(outcomeProblems(refused, TODAY, 'third').map(({path}) => path)).toEqual(['contact']);
    expect(outcomeProblems(refused, TODAY, 'unknown')).toEqual([]);
  });

  test('agrees on nothing that lies in the past', () => {
    const timeZone = 'Asia/Shanghai';
    const callback = anOutcome({
      contact: 'RPC',
      result: 'CB',
      nextAction: {kind: 'call', at: '2020-01-01T09:00', timeZone},
    });
    expect(outcomeProblems(callback, TODAY, 'right').map(({path}) => path)).toEqual(['nextAction.at']);
  });

  test.for(QUICK_CONTACTS)('of nobody reached (%s) needs nothing more', (contact) => {
    expect(places({contact})).toEqual([]);
  });

  test.for(CONTACTS)('knows what can come of %s', (contact) => {
    for (const result of RESULTS) {
      const nextAction = {kind: 'call', at: '2026-12-01T10:00', timeZone: 'Asia/Shanghai'} as const;
      const promise = isPromise(result) ? aPromise() : null;
      const expected = resultsFor(contact).includes(result);
      expect(places({contact, result, promise, nextAction}).includes('result')).toBe(!expected);
      expect(places({contact, tags: [result], promise}).includes('tags')).toBe(!expected);
    }
  });

  test('with the right party needs a result; with others it may go without', () => {
    expect(places({contact: 'RPC'})).toEqual(['result']);
    expect(places({contact: 'WPC'})).toEqual([]);
  });

  test('with a third party or a wrong number is never a promise, a dispute or a refusal', () => {
    for (const contact of ['WPC', 'WN', 'NA', 'VM'] as const) {
      for (const result of ['PTP', 'PTP-P', 'DISP', 'RFS', 'HARD', 'CP'] as const) {
        expect(resultsFor(contact)).not.toContain(result);
      }
    }
  });

  test('that is a promise needs amount, day, method, and that it was repeated back', () => {
    expect(places({contact: 'RPC', result: 'PTP'})).toEqual(['promise']);
    expect(places({contact: 'RPC', result: 'PTP-P'})).toEqual(['promise']);
    expect(places({contact: 'RPC', result: 'HARD', tags: ['PTP']})).toEqual(['promise']);
    expect(places({contact: 'RPC', result: 'PTP', promise: aPromise()})).toEqual([]);
    expect(places({contact: 'RPC', result: 'HARD', tags: ['PTP-P'], promise: aPromise()})).toEqual([]);
  });

  test('that is none must not carry one', () => {
    expect(places({contact: 'RPC', result: 'RFS', promise: aPromise()})).toEqual(['promise']);
  });

  test('promises today or later', () => {
    expect(on('2026-11-20')).toEqual(['promise.day']);
    expect(on(TODAY)).toEqual([]);
    expect(on('2027-01-01')).toEqual([]);
  });

  test('that is a callback needs its time', () => {
    const timeZone = 'Asia/Shanghai';
    expect(places({contact: 'RPC', result: 'CB'})).toEqual(['nextAction.at']);
    expect(places({contact: 'RPC', result: 'CB', nextAction: {kind: 'call', at: null, timeZone}})).toEqual([
      'nextAction.at',
    ]);
    expect(
      places({contact: 'RPC', result: 'CB', nextAction: {kind: 'call', at: '2026-11-22T09:00', timeZone}}),
    ).toEqual([]);
  });

  test('is told of everything at once, in both languages', () => {
    const problems = outcomeProblems(
      anOutcome({contact: 'WPC', result: 'PTP', tags: ['DISP'], promise: aPromise({day: '2020-01-01'})}),
      TODAY,
      'right',
    );
    expect(problems.map(({path}) => path)).toEqual(['result', 'tags', 'promise.day']);
    for (const {message} of problems) {
      expect(message['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(message.en).toMatch(/[a-z]/);
    }
  });

  test('never passes with a promise without its form, or a form without its promise', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CONTACTS),
        fc.option(fc.constantFrom(...RESULTS)),
        fc.array(fc.constantFrom(...RESULTS)),
        fc.boolean(),
        (contact, result, tags, promised) => {
          const problems = outcomeProblems(
            anOutcome({contact, result, tags, promise: promised ? aPromise() : null}),
            TODAY,
            'right',
          );
          expect(problems.length > 0 || promised === (isPromise(result) || tags.some(isPromise))).toBe(true);
        },
      ),
    );
  });
});

test('every contact has a key of its own', () => {
  expect(new Set(Object.values(CONTACT_KEYS)).size).toBe(CONTACTS.length);
  expect(Object.keys(CONTACT_KEYS).sort()).toEqual([...CONTACTS].sort());
});
