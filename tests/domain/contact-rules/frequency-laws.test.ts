import * as fc from 'fast-check';
import {Temporal} from 'temporal-polyfill';
import {describe, expect, test} from 'vitest';
import {ContactEvent, ContactFacts, ContactPlan, type Judgement} from '../../../electron/contract/contact-rules.ts';
import {judgeContact} from '../../../electron/domain/contact-rules/judge-contact.ts';
import {shippedRules} from './shipped.ts';

/**
 * The counters against a reference that is slow and obvious: it walks over the calendar day by day with Temporal and looks at
 * every call anew. It shares no code with the evaluator.
 */

const ZONES = ['America/New_York', 'America/Los_Angeles', 'America/Phoenix', 'Pacific/Honolulu', 'Europe/London'];
const DEBTS = ['d1', 'd2'];
const COUNTING = ['callNoAnswer', 'callVoicemail', 'callDropped', 'callDeclined', 'callRinglessVoicemail'] as const;
const SILENT = ['callBusy', 'callNotInService'] as const;

interface Call {
  at: number;
  kind: (typeof COUNTING)[number] | (typeof SILENT)[number] | 'callConversation' | 'consent';
  debt: string;
}

const HOUR = 3_600_000;
// Both changes of the clocks of 2026, and the leap day of 2028.
const starts = fc.constantFrom('2026-03-03T05:00:00Z', '2026-10-27T05:00:00Z', '2028-02-24T05:00:00Z');
const call: fc.Arbitrary<Call> = fc.record({
  at: fc.integer({min: 0, max: 13 * 24 * 60}).map((minutes) => minutes * 60_000),
  kind: fc.oneof(
    {weight: 8, arbitrary: fc.constantFrom(...COUNTING)},
    {weight: 2, arbitrary: fc.constantFrom(...SILENT)},
    {weight: 1, arbitrary: fc.constant('callConversation' as const)},
    {weight: 1, arbitrary: fc.constant('consent' as const)},
  ),
  debt: fc.constantFrom(...DEBTS),
});
const world = fc.record({
  zone: fc.constantFrom(...ZONES),
  start: starts,
  calls: fc.array(call, {maxLength: 24}),
  after: fc.integer({min: 0, max: 14 * 24 * 60}).map((minutes) => minutes * 60_000),
});
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

const dayOf = (zone: string, ms: number) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();

/** The seven days that end with a day, as text. */
function sevenDays(last: Temporal.PlainDate): string[] {
  const days: string[] = [];
  for (let back = 6; back >= 0; back -= 1) days.push(last.subtract({days: back}).toString());
  return days;
}

/** Events in order of time; what happened at the same instant in the order of the list. */
function inOrder({start, calls}: World): Call[] {
  const begin = Date.parse(start);
  return calls.map((one) => ({...one, at: begin + one.at})).toSorted((a, b) => a.at - b.at);
}

/** Whether a moment lies under a consent to calls about a debt, seeing only what stands before it in the list. */
function underConsent(zone: string, before: readonly Call[], debt: string, at: number): boolean {
  let given: Temporal.PlainDate | null = null;
  for (const one of before) {
    if (one.debt !== debt) continue;
    if (one.kind === 'consent') given = dayOf(zone, one.at);
    if (one.kind === 'callConversation') given = null;
  }
  return given !== null && Temporal.PlainDate.compare(dayOf(zone, at), given.add({days: 6})) <= 0;
}

interface Expected {
  used: number;
  first: boolean;
  second: boolean;
}

function expected({zone, start, after}: World, events: readonly Call[]): Expected {
  const now = Date.parse(start) + after;
  const past = events.filter(({at}) => at <= now);
  const window = sevenDays(dayOf(zone, now));
  let used = 0;
  let talked = false;
  past.forEach((one, i) => {
    if (one.debt !== 'd1' || !window.includes(dayOf(zone, one.at).toString())) return;
    if (one.kind === 'callConversation') talked = true;
    const counts = one.kind === 'callConversation' || (COUNTING as readonly string[]).includes(one.kind);
    if (counts && !underConsent(zone, past.slice(0, i), 'd1', one.at)) used += 1;
  });
  if (underConsent(zone, past, 'd1', now)) return {used: 0, first: false, second: false};
  return {used, first: used >= 7, second: talked};
}

const factsIn = (zone: string) =>
  ContactFacts.parse({
    jurisdiction: 'US',
    debts: DEBTS.map((id) => ({id})),
    persons: [{id: 'c1', role: 'debtor', addressZones: [zone]}],
    numbers: [{id: 'm1', person: 'c1', line: 'mobile'}],
  });

const eventOf = (one: Call, i: number): ContactEvent =>
  ContactEvent.parse({
    id: `e${i}`,
    at: new Date(one.at).toISOString(),
    kind: one.kind,
    person: 'c1',
    number: one.kind === 'consent' ? null : 'm1',
    debts: [one.debt],
    ...(one.kind === 'callConversation' ? {raised: [one.debt], discussed: [one.debt], spokeWith: 'c1'} : {}),
    ...(one.kind === 'consent' ? {covers: ['frequency'], givenTo: 'debtCollector'} : {}),
  });

const plan = ContactPlan.parse({kind: 'call', person: 'c1', number: 'm1', debts: ['d1']});
const judgedAt = (zone: string, history: readonly ContactEvent[], at: number): Judgement =>
  judgeContact(shippedRules(), factsIn(zone), history, plan, new Date(at).toISOString());

const momentOf = ({start, after}: World) => Date.parse(start) + after;
const names = (judgement: Judgement, id: string) => judgement.findings.some(({ruleId}) => ruleId === id);

describe('the counters', () => {
  test('agree with a reference that counts day by day', () => {
    fc.assert(
      fc.property(world, (one) => {
        const events = inOrder(one);
        const judgement = judgedAt(one.zone, events.map(eventOf), momentOf(one));
        const {used, first, second} = expected(one, events);
        expect(judgement.counters.find(({ruleId}) => ruleId === 'US-FREQ-01')?.used).toBe(used);
        expect(names(judgement, 'US-FREQ-01')).toBe(first);
        expect(names(judgement, 'US-FREQ-02')).toBe(second);
      }),
      {numRuns: 400},
    );
  });

  test('do not care in which order the history is told', () => {
    const shuffled = world.chain((one) =>
      fc.tuple(fc.constant(one), fc.shuffledSubarray(one.calls, {minLength: one.calls.length})),
    );
    fc.assert(
      fc.property(shuffled, ([one, calls]) => {
        // Equal times keep the order of the list, so only different ones may be told in another.
        fc.pre(new Set(one.calls.map(({at}) => at)).size === one.calls.length);
        const begin = Date.parse(one.start);
        const told = (list: readonly Call[]) => list.map((event, i) => eventOf({...event, at: begin + event.at}, i));
        const [a, b] = [told(one.calls), told(calls)].map((list) => judgedAt(one.zone, list, momentOf(one)));
        expect(b).toEqual(a);
      }),
      {numRuns: 150},
    );
  });

  test('are blind for what has not happened yet', () => {
    fc.assert(
      fc.property(world, (one) => {
        const events = inOrder(one).map(eventOf);
        const past = events.filter(({at}) => Date.parse(at) <= momentOf(one));
        expect(judgedAt(one.zone, events, momentOf(one))).toEqual(judgedAt(one.zone, past, momentOf(one)));
      }),
      {numRuns: 150},
    );
  });
});

describe('the next allowed moment', () => {
  test('is not blocked, and the minute before it is', () => {
    fc.assert(
      fc.property(world, (one) => {
        const events = inOrder(one).filter(({at}) => at <= momentOf(one));
        const history = events.map(eventOf);
        const now = judgedAt(one.zone, history, momentOf(one));
        expect(now.nextAllowedAt === null).toBe(now.verdict !== 'blocked');
        if (now.nextAllowedAt === null) return;
        const next = Date.parse(now.nextAllowedAt);
        expect(judgedAt(one.zone, history, next).verdict).not.toBe('blocked');
        expect(judgedAt(one.zone, history, next - 1).verdict).toBe('blocked');
        const minuteBefore = Math.max(momentOf(one), next - 60_000);
        expect(judgedAt(one.zone, history, minuteBefore).verdict).toBe('blocked');
      }),
      {numRuns: 250},
    );
  });

  test('has nothing allowed before it, looked at every quarter of an hour', () => {
    fc.assert(
      fc.property(world, (one) => {
        const history = inOrder(one)
          .filter(({at}) => at <= momentOf(one))
          .map(eventOf);
        const {verdict, nextAllowedAt} = judgedAt(one.zone, history, momentOf(one));
        if (verdict !== 'blocked' || nextAllowedAt === null) return;
        for (let at = momentOf(one); at < Date.parse(nextAllowedAt); at += HOUR / 4) {
          expect(judgedAt(one.zone, history, at).verdict).toBe('blocked');
        }
      }),
      {numRuns: 25},
    );
  });

  test('when it may go on, the verdict holds until it is said to change', () => {
    fc.assert(
      fc.property(world, (one) => {
        const history = inOrder(one)
          .filter(({at}) => at <= momentOf(one))
          .map(eventOf);
        const {verdict, changesAt} = judgedAt(one.zone, history, momentOf(one));
        if (changesAt === null) return;
        expect(judgedAt(one.zone, history, Date.parse(changesAt)).verdict).not.toBe(verdict);
        expect(judgedAt(one.zone, history, Math.max(momentOf(one), Date.parse(changesAt) - 1)).verdict).toBe(verdict);
      }),
      {numRuns: 150},
    );
  });
});
