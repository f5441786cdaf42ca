import type {ContactRule} from '../../contract/contact-rules.ts';
import type {TimeZone} from '../../contract/values.ts';
import {type Answer, earliest, severity, silent} from './answer.ts';
import {frequencyConsents, nextConsentTurn, wouldBeUnder} from './consents.ts';
import {conversationsWith, isPlaced} from './conversations.ts';
import type {ConditionOf, Happened, Situation} from './situation.ts';
import {words} from './words.ts';
import {dayAt, instantOf} from './zone-clock.ts';

/** What is counted from midnight to midnight, in China of Asia/Shanghai for everybody. */

const zoneFor = (zone: TimeZone, s: Situation): TimeZone => (zone === 'own' ? (s.dayZones[0] ?? 'UTC') : zone);

function outside(s: Situation, rule: ContactRule, zone: TimeZone, today: number): number {
  const told = s.facts.outsideCounts.filter(
    (count) =>
      count.ruleId === rule.id &&
      dayAt(zone, Date.parse(count.countedAt)) === today &&
      (count.person === null || count.person === s.plan.person) &&
      (count.number === null || count.number === s.plan.number),
  );
  return Math.max(0, ...told.map(({count}) => count));
}

interface Today {
  zone: TimeZone;
  used: number;
  outside: number;
  /** The next midnight. */
  ends: number;
}

function countToday(
  s: Situation,
  rule: ContactRule,
  at: {zone: TimeZone; t: number},
  events: readonly Happened[],
): Today {
  const zone = zoneFor(at.zone, s);
  const today = dayAt(zone, at.t);
  const own = events.filter(({ms}) => ms <= at.t && dayAt(zone, ms) === today).length;
  const told = outside(s, rule, zone, today);
  return {zone, used: Math.max(own, told), outside: Math.max(0, told - own), ends: instantOf(zone, today + 1)};
}

/**
 * Effective outbound conversations with one debtor on one day; whoever else answered, and a conversation that the debtor
 * began, are not among them (GB/T 45251-2025).
 */
export function conversationsADay(
  rule: ContactRule,
  {warnAt, limit, zone}: ConditionOf<'conversationsADay'>,
  s: Situation,
  t: number,
): Answer {
  if (s.plan.kind !== 'call' || s.plan.mode === 'notification' || s.standing !== 'consumer') return silent();
  const talks = conversationsWith(s.plan.person, s).filter(({kind}) => kind === 'callConversation');
  const {used, outside: told, ends} = countToday(s, rule, {zone, t}, talks);
  const counter = {used, limit, outside: told, per: words.perDay()};
  if (used < warnAt) return {...silent(), counter};
  const verdict = used >= limit ? severity(rule) : 'warn';
  return {verdict, fact: words.conversationsToday(used, limit), turn: earliest(t, ends), counter};
}

/** Notification-type dials for one debtor on one day, of which others may have made some. */
export function notificationsADay(
  rule: ContactRule,
  {limit, zone}: ConditionOf<'notificationsADay'>,
  s: Situation,
  t: number,
): Answer {
  if (s.plan.kind !== 'call' || s.plan.mode !== 'notification' || s.standing !== 'consumer') return silent();
  const dials = s.history.filter(({kind, person}) => kind === 'callNotification' && person === s.plan.person);
  const {used, outside: told, ends} = countToday(s, rule, {zone, t}, dials);
  const counter = {used, limit, outside: told, per: words.perDay()};
  if (used < limit) return {...silent(), counter};
  return {verdict: severity(rule), fact: words.notificationsToday(used, limit), turn: earliest(t, ends), counter};
}

/** Unanswered tries to one number on one day, unless more calls were agreed on (CBA 2026). */
export function failedTriesADay(
  rule: ContactRule,
  {limit, outcomes, zone}: ConditionOf<'failedTriesADay'>,
  s: Situation,
  t: number,
): Answer {
  const {plan} = s;
  if (plan.kind !== 'call' || plan.number === null) return silent();
  const failed = s.history.filter(
    (event) => isPlaced(event) && outcomes.includes(event.kind) && event.number === plan.number,
  );
  const {used, outside: told, ends, zone: own} = countToday(s, rule, {zone, t}, failed);
  const counter = {used, limit, outside: told, per: words.perNumberADay()};
  const consents = nextConsentTurn(s, t);
  const agreed = s.debts.every((debt) => wouldBeUnder(frequencyConsents(s, debt, own, null), t, [own]));
  if (used < limit || agreed) return {...silent(consents), counter};
  return {verdict: severity(rule), fact: words.triesToday(used, limit), turn: earliest(t, ends, consents), counter};
}

/** Days between contacts; ships switched off, because nothing confirms it. */
export function daysBetweenContacts(
  rule: ContactRule,
  {days, zone}: ConditionOf<'daysBetweenContacts'>,
  s: Situation,
  t: number,
): Answer {
  if (s.plan.kind !== 'call' || s.standing !== 'consumer') return silent();
  const own = zoneFor(zone, s);
  const last = conversationsWith(s.plan.person, s).findLast(({kind}) => kind === 'callConversation');
  if (last === undefined || dayAt(own, last.ms) + days <= dayAt(own, t)) return silent();
  const until = instantOf(own, dayAt(own, last.ms) + days);
  return {verdict: severity(rule), fact: words.afterConversation(last.ms, days, own), turn: earliest(t, until)};
}
