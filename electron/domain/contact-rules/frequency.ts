import type {ContactRule} from '../../contract/contact-rules.ts';
import type {TimeZone} from '../../contract/values.ts';
import {type Answer, earliest, severity, silent} from './answer.ts';
import {type ConsentSpan, frequencyConsents, nextConsentTurn, placedUnder, wouldBeUnder} from './consents.ts';
import {conversationDebts, conversationsWith, isPlaced, placedDebts} from './conversations.ts';
import {
  conditionsOf,
  type ConditionOf,
  type Happened,
  particularDebts,
  type Situation,
  wrongNumbersOf,
} from './situation.ts';
import {words} from './words.ts';
import {dayAt, instantOf, MINUTE} from './zone-clock.ts';

/** How often somebody may be called (12 CFR 1006.14(b)), and what Massachusetts adds to it. */

/** Calls to the attorney or the creditor are in no count (12 CFR 1006.14(b)(3)(iii)). */
function isCounted(s: Situation): boolean {
  if (s.plan.kind !== 'call') return false;
  const role = s.person?.role;
  return !conditionsOf(s, 'excludedCalls').some(({roles}) => role !== undefined && (roles as string[]).includes(role));
}

/** Consent spans of one debt by one calendar. Without the rule that excludes calls under consent there are none. */
function spansOf(s: Situation, debt: string, zone: TimeZone): ConsentSpan[] {
  const [rule] = conditionsOf(s, 'excludedCalls');
  return rule === undefined ? [] : frequencyConsents(s, debt, zone, rule.consentDays);
}

const consented = (s: Situation, spans: readonly ConsentSpan[], t: number): boolean =>
  wouldBeUnder(spans, t, s.dayZones);

/** Calls placed to the person that connected, at numbers not known to be somebody else's. */
function connectedCalls(s: Situation): Happened[] {
  const [counted] = conditionsOf(s, 'countedOutcomes');
  const [excluded] = conditionsOf(s, 'excludedCalls');
  const wrong =
    conditionsOf(s, 'wrongNumberCalls').length > 0 ? wrongNumbersOf(s.plan.person, s.history) : new Set<string>();
  return s.history.filter(
    (event) =>
      isPlaced(event) &&
      event.person === s.plan.person &&
      (counted === undefined || counted.outcomes.includes(event.kind)) &&
      excluded?.unconnected.includes(event.kind) !== true &&
      (event.number === null || !wrong.has(event.number)),
  );
}

/** What others counted for this rule and debt, as long as its day lies in the stretch that is looked at. */
function countsTold(s: Situation, rule: ContactRule, debt: string | null, isWithin: (at: number) => boolean) {
  return s.facts.outsideCounts.filter(
    (count) =>
      count.ruleId === rule.id &&
      isWithin(Date.parse(count.countedAt)) &&
      (count.person === null || count.person === s.plan.person) &&
      (count.number === null || count.number === s.plan.number) &&
      (debt === null || count.debt === null || particularDebts([count.debt], s).includes(debt)),
  );
}

const outsideCount = (...about: Parameters<typeof countsTold>): number =>
  Math.max(0, ...countsTold(...about).map(({count}) => count));

/** When somebody else last counted any. */
const lastToldAt = (...about: Parameters<typeof countsTold>): number =>
  Math.max(
    -Infinity,
    ...countsTold(...about).flatMap(({count, countedAt}) => (count > 0 ? [Date.parse(countedAt)] : [])),
  );

interface Count {
  used: number;
  outside: number;
}

const sumOf = (own: number, told: number): Count => ({used: Math.max(own, told), outside: Math.max(0, told - own)});

/**
 * More than `limit` calls to a person about a particular debt within so many consecutive calendar days: the day of the
 * planned call and those before it (12 CFR 1006.14(b)(2)(i)(A)). Of several debts of a plan the worst counts.
 */
export function placedCalls(rule: ContactRule, condition: ConditionOf<'placedCalls'>, s: Situation, t: number): Answer {
  if (!isCounted(s)) return silent();
  const {limit, days} = condition;
  const calls = connectedCalls(s);
  let worst: Count = {used: 0, outside: 0};
  let blocked = false;
  const turns: (number | null)[] = [nextConsentTurn(s, t)];
  for (const zone of s.dayZones) {
    const today = dayAt(zone, t);
    const inWindow = (ms: number) => ms <= t && dayAt(zone, ms) > today - days;
    for (const debt of s.debts) {
      const spans = spansOf(s, debt, zone);
      if (consented(s, spans, t)) continue;
      const own = calls.filter(
        (call) => inWindow(call.ms) && placedDebts(call, s).includes(debt) && !placedUnder(spans, call, s.dayZones),
      );
      const count = sumOf(own.length, outsideCount(s, rule, debt, inWindow));
      if (count.used > worst.used) worst = count;
      if (count.used < limit) continue;
      blocked = true;
      turns.push(instantOf(zone, today + 1));
    }
  }
  const counter = {...worst, limit, per: words.perDebtInDays(days)};
  if (!blocked) return {...silent(earliest(t, ...turns)), counter};
  const fact = words.placedCalls(worst.used, limit, days);
  return {verdict: severity(rule), fact, turn: earliest(t, ...turns), counter};
}

/**
 * Within so many consecutive calendar days after a telephone conversation about the debt, its own day the first, whoever
 * called (12 CFR 1006.14(b)(2)(i)(B)). Of one that somebody else counted the day is unknown: the latest it can have been,
 * the day of the counting, is taken.
 */
export function afterConversation(
  rule: ContactRule,
  {days}: ConditionOf<'afterConversation'>,
  s: Situation,
  t: number,
): Answer {
  if (!isCounted(s)) return silent();
  const talks = conversationsWith(s.plan.person, s);
  let last = -Infinity;
  let until = -Infinity;
  let told = false;
  for (const zone of s.dayZones) {
    for (const debt of s.debts) {
      const talk = talks.findLast((one) => conversationDebts(one, s).includes(debt));
      const inWindow = (ms: number) => ms <= t && dayAt(zone, ms) > dayAt(zone, t) - days;
      const here = talk !== undefined && dayAt(zone, talk.ms) > dayAt(zone, t) - days ? talk.ms : -Infinity;
      const elsewhere = here === -Infinity ? lastToldAt(s, rule, debt, inWindow) : -Infinity;
      const at = Math.max(here, elsewhere);
      if (at === -Infinity || consented(s, spansOf(s, debt, zone), t)) continue;
      last = Math.max(last, here);
      told ||= elsewhere > -Infinity;
      until = Math.max(until, instantOf(zone, dayAt(zone, at) + days));
    }
  }
  const consents = nextConsentTurn(s, t);
  if (until === -Infinity) return silent(consents);
  const fact =
    told && last === -Infinity
      ? words.toldConversation(days)
      : words.afterConversation(last, days, s.dayZones[0] ?? 'UTC');
  return {verdict: severity(rule), fact, turn: earliest(t, until, consents)};
}

const UNANSWERED: readonly Happened['kind'][] = [
  'callNoAnswer',
  'callVoicemail',
  'callDeclined',
  'callRinglessVoicemail',
];

/**
 * What may speak against the presumption of compliance: two unanswered calls to one number within minutes, or many to it in
 * one day (comment 14(b)(2)(i)-2.i and .ii).
 */
export function closeCalls(
  rule: ContactRule,
  {minutes, perDay}: ConditionOf<'closeCalls'>,
  s: Situation,
  t: number,
): Answer {
  const {plan, history} = s;
  if (!isCounted(s) || plan.number === null) return silent();
  const toNumber = history.filter((event) => isPlaced(event) && event.number === plan.number && event.ms <= t);
  const unanswered = toNumber.findLast((event) => UNANSWERED.includes(event.kind));
  const soon = unanswered === undefined ? -Infinity : unanswered.ms + minutes * MINUTE + 1;
  const unconnected = conditionsOf(s, 'excludedCalls').flatMap((excluded): string[] => excluded.unconnected);
  const zone = s.dayZones[0] ?? 'UTC';
  const today = dayAt(zone, t);
  const many = toNumber.filter((event) => !unconnected.includes(event.kind) && dayAt(zone, event.ms) === today);
  const tooMany = many.length + 1 >= perDay;
  if (t >= soon && !tooMany) return silent();
  const fact = tooMany ? words.manyCalls(many.length + 1) : words.closeCalls(minutes);
  return {verdict: severity(rule), fact, turn: earliest(t, Math.max(soon, tooMany ? instantOf(zone, today + 1) : t))};
}

/**
 * Massachusetts: calls and texts to personal numbers, and to others, by stretches of days; attempts count, unless they did
 * not connect (209 CMR 18.16(1)(d), 940 CMR 7.04(1)(f); Armata v. Target, 2018).
 */
export function communications(
  rule: ContactRule,
  {limits}: ConditionOf<'communications'>,
  s: Situation,
  t: number,
): Answer {
  const {plan, facts, standing} = s;
  if ((plan.kind !== 'call' && plan.kind !== 'sms') || standing !== 'consumer') return silent();
  const lineOf = (number: string | null) => facts.numbers.find(({id}) => id === number)?.line ?? 'other';
  const found = limits.find(({lines}) => lines.includes(lineOf(plan.number)));
  if (found === undefined) return silent();
  const {limit, days, lines} = found;
  const wrong = wrongNumbersOf(plan.person, s.history);
  const sent = s.history.filter(
    (event) =>
      ((isPlaced(event) && event.kind !== 'callBusy' && event.kind !== 'callNotInService') ||
        event.kind === 'outSms') &&
      event.person === plan.person &&
      lines.includes(lineOf(event.number)) &&
      (event.number === null || !wrong.has(event.number)),
  );
  let worst: Count = {used: 0, outside: 0};
  const turns: number[] = [];
  for (const zone of s.dayZones) {
    const today = dayAt(zone, t);
    const inWindow = (ms: number) => ms <= t && dayAt(zone, ms) > today - days;
    for (const debt of plan.debts.length > 0 ? plan.debts : facts.debts.map(({id}) => id)) {
      const own = sent.filter((event) => inWindow(event.ms) && debtsOf(event, facts).includes(debt));
      const count = sumOf(own.length, outsideCount(s, rule, debt, inWindow));
      if (count.used > worst.used) worst = count;
      if (count.used >= limit) turns.push(instantOf(zone, today + 1));
    }
  }
  const counter = {...worst, limit, per: words.perDebtInDays(days)};
  if (turns.length === 0) return {...silent(), counter};
  return {
    verdict: severity(rule),
    fact: words.communications(worst.used, limit, days),
    turn: earliest(t, ...turns),
    counter,
  };
}

/** Creditors are bound by this limit, too, and the federal rule that joins debts is not theirs: each counts by itself. */
function debtsOf(event: Happened, facts: Situation['facts']): readonly string[] {
  const named = event.kind === 'callConversation' && event.raised.length > 0 ? event.raised : event.debts;
  return named.length > 0 ? named : facts.debts.map(({id}) => id);
}
