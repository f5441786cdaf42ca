import type {ContactFlags, ContactRule} from '../../contract/contact-rules.ts';
import type {TimeZone} from '../../contract/values.ts';
import {type Answer, earliest, severity, silent} from './answer.ts';
import {hourConsented, nextConsentTurn} from './consents.ts';
import type {Lawful} from './hours.ts';
import {replyOpen} from './replies.ts';
import {conditionsOf, type ConditionOf, type Happened, type Situation} from './situation.ts';
import {attorneyKnown, ceased, stopRequested, workProhibited} from './standing-requests.ts';
import {words} from './words.ts';
import {DAY, dayAt, dayNumber, instantOf, localAt, msOfTime, weekdayOf} from './zone-clock.ts';

type Wish = ContactFlags['inconvenientTimes'][number];

/** One stretch of an inconvenient time, closed at its first instant and open at its last. */
interface Occurrence {
  start: number;
  end: number;
}

const onDay = ({days}: Wish, day: number): boolean => days.length === 0 || days.includes(weekdayOf(day));
const stillMeant = ({through}: Wish, day: number): boolean => through === null || day <= dayNumber(through);
const isWholeDay = ({from, to}: Wish): boolean => from === null && to === null;

/** The stretch that begins on a day of the person's calendar; null when none does. */
function occurrenceOf(wish: Wish, zone: TimeZone, day: number): Occurrence | null {
  if (!onDay(wish, day) || !stillMeant(wish, day)) return null;
  const from = wish.from === null ? 0 : msOfTime(wish.from);
  const to = wish.to === null ? DAY : msOfTime(wish.to);
  const nextDay = to <= from;
  const end = wish.to === null ? instantOf(zone, day + 1) : instantOf(zone, nextDay ? day + 1 : day, to);
  return {start: instantOf(zone, day, from), end};
}

/** The stretch that holds `t`, by the clock on the wall (an hour that comes twice is closed twice). */
function occurrenceAt(wish: Wish, zone: TimeZone, t: number): Occurrence | null {
  const {day, ms} = localAt(zone, t);
  const from = wish.from === null ? 0 : msOfTime(wish.from);
  const to = wish.to === null ? DAY : msOfTime(wish.to);
  if (to > from) return ms >= from && ms < to ? occurrenceOf(wish, zone, day) : null;
  return ms >= from ? occurrenceOf(wish, zone, day) : ms < to ? occurrenceOf(wish, zone, day - 1) : null;
}

const liftOf = ({liftedAt}: {liftedAt: string | null}): number => (liftedAt === null ? Infinity : Date.parse(liftedAt));

/** A wish for every day and the whole day ends with its last day or its lifting, and not at midnight. */
function endOf(wish: Wish, zone: TimeZone, {end}: Occurrence): number {
  const lift = liftOf(wish);
  if (!isWholeDay(wish) || wish.days.length > 0) return Math.min(end, lift);
  return Math.min(lift, wish.through === null ? Infinity : instantOf(zone, dayNumber(wish.through) + 1));
}

interface Closed {
  wish: Wish;
  zone: TimeZone;
  until: number;
}

function closedTimes(s: Situation, t: number, lawful: Lawful): Closed[] {
  const replies = conditionsOf(s, 'oneReply').length > 0;
  const closed: Closed[] = [];
  for (const wish of s.facts.flags.inconvenientTimes) {
    const since = Date.parse(wish.since);
    if (wish.person !== s.plan.person || since > t || liftOf(wish) <= t) continue;
    for (const zone of s.dayZones) {
      const occurrence = occurrenceAt(wish, zone, t);
      if (occurrence === null || hourConsented(s, zone, t, {since, lawful})) continue;
      const {start, end} = occurrence;
      if (replies && replyOpen(s, ({ms}) => ms >= Math.max(start, since) && ms < end)) continue;
      closed.push({wish, zone, until: endOf(wish, zone, occurrence)});
    }
  }
  return closed;
}

/** When an inconvenient time may begin next. */
function nextClosing(s: Situation, t: number): number | null {
  let first: number | null = null;
  for (const wish of s.facts.flags.inconvenientTimes) {
    if (wish.person !== s.plan.person || liftOf(wish) <= t) continue;
    const since = Date.parse(wish.since);
    for (const zone of s.dayZones) {
      const today = dayAt(zone, Math.max(t, since));
      for (let day = today - 1; day <= today + 7; day += 1) {
        const occurrence = occurrenceOf(wish, zone, day);
        if (occurrence !== null && occurrence.end > since) {
          first = earliest(t, first, Math.max(occurrence.start, since));
        }
      }
    }
  }
  return first;
}

function closedPlace(s: Situation, t: number): {place: string; until: number} | null {
  const {plan, number, facts} = s;
  if (plan.kind === 'email' || number === null) return null;
  const wish = facts.flags.inconvenientPlaces.find(
    (flag) =>
      flag.person === plan.person && flag.place === number.line && Date.parse(flag.since) <= t && liftOf(flag) > t,
  );
  if (wish === undefined) return null;
  const since = Date.parse(wish.since);
  const there = new Set(facts.numbers.flatMap(({id, line}) => (line === wish.place ? [id] : [])));
  const fromThere = (event: Happened) => event.ms >= since && event.number !== null && there.has(event.number);
  if (conditionsOf(s, 'oneReply').length > 0 && replyOpen(s, fromThere)) return null;
  return {place: wish.place, until: liftOf(wish)};
}

/**
 * What the customer asked for: times and places that are inconvenient (12 CFR 1006.6(b)(1), comment 6(b)(1)-1), and, where
 * no law has a rule of its own for it, no more calls, no more contact, the attorney, the place of work. To answer the
 * customer's own call is never closed by it.
 */
export function customerWishes(
  rule: ContactRule,
  {about}: ConditionOf<'customerWishes'>,
  s: Situation,
  t: number,
  lawful: Lawful,
): Answer {
  if (s.plan.kind === 'answerInbound' || s.plan.kind === 'visit' || s.plan.kind === 'export') return silent();
  const answers: Answer[] = [];
  if (about.includes('times')) answers.push(times(rule, s, t, lawful));
  if (about.includes('places')) answers.push(places(rule, s, t));
  if (about.includes('calls')) answers.push(stopRequested(rule, s));
  if (about.includes('cease')) answers.push(ceased(rule, s, t));
  if (about.includes('attorney')) answers.push(attorneyKnown(rule, s, t));
  if (about.includes('work')) answers.push(workProhibited(rule, s, t));
  const speaking = answers.filter(({verdict}) => verdict !== null);
  if (speaking.length === 0) return silent(earliest(t, ...answers.map(({turn}) => turn)));
  // Every one of them has to let go.
  const turns = speaking.map(({turn}) => turn);
  const last = turns.includes(null) ? null : Math.max(...turns.map((turn) => turn ?? 0));
  return {verdict: severity(rule), fact: words.joined(speaking.flatMap(({fact}) => fact ?? [])), turn: last};
}

function times(rule: ContactRule, s: Situation, t: number, lawful: Lawful): Answer {
  if (s.facts.flags.inconvenientTimes.length === 0 || s.standing === 'professional') return silent();
  const closed = closedTimes(s, t, lawful);
  const consents = nextConsentTurn(s, t);
  const [first] = closed;
  if (first === undefined) return silent(earliest(t, nextClosing(s, t), consents, ...occasionEnds(s, t)));
  const until = Math.max(...closed.map((one) => one.until));
  return {verdict: severity(rule), fact: words.inconvenientTime(first.wish), turn: earliest(t, until, consents)};
}

/** A reply that is open ends with the stretch of time in which it was asked for; the next stretch may follow at once. */
function occasionEnds(s: Situation, t: number): (number | null)[] {
  return s.facts.flags.inconvenientTimes.flatMap((wish) =>
    wish.person === s.plan.person ? s.dayZones.map((zone) => occurrenceAt(wish, zone, t)?.end ?? null) : [],
  );
}

function places(rule: ContactRule, s: Situation, t: number): Answer {
  const closed = closedPlace(s, t);
  if (closed === null) {
    const begins = s.facts.flags.inconvenientPlaces.map(({since}) => Date.parse(since));
    return silent(earliest(t, ...begins));
  }
  return {
    verdict: severity(rule),
    fact: words.inconvenientPlace(closed.place),
    turn: earliest(t, closed.until),
  };
}
