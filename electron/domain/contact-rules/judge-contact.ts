import type {
  ContactEvent,
  ContactFacts,
  ContactPlan,
  ContactRule,
  Finding,
  Judgement,
} from '../../contract/contact-rules.ts';
import type {Instant} from '../../contract/values.ts';
import {type Answer, earliest, silent} from './answer.ts';
import {conversationsADay, daysBetweenContacts, failedTriesADay, notificationsADay} from './daily-counts.ts';
import {deletionTask, demand, exportAbroad, limitation, noDemands, premiumCallback} from './demands.ts';
import {afterConversation, closeCalls, communications, placedCalls} from './frequency.ts';
import {openHours} from './hours.ts';
import {happenedBy, type Happened, type Situation, situationOf} from './situation.ts';
import {attorneyKnown, ceased, openDispute, stopRequested, workProhibited} from './standing-requests.ts';
import {askedNotToBeContacted, hidesDebt, lostContactFirst, thirdParty} from './third-parties.ts';
import {customerWishes} from './wishes.ts';
import {words} from './words.ts';
import {DAY, dayNumber, instantOf, toInstant} from './zone-clock.ts';

/** A search that finds no end by then is told as "never". */
const MOST_TURNS = 200;
const LOOK_AHEAD = 8 * DAY;

/**
 * What the rules say of a planned contact at one instant. No clock inside: events later than `at` have not happened, and
 * nothing is assumed to happen afterwards.
 *
 * @param rules all that are known; those of another jurisdiction, region or scope, switched off or not verified are passed over
 * @param history in any order
 */
export function judgeContact(
  rules: readonly ContactRule[],
  facts: ContactFacts,
  history: readonly ContactEvent[],
  plan: ContactPlan,
  at: Instant,
): Judgement {
  const t = Date.parse(at);
  const s = situationOf(rules, facts, happenedBy(history, t), plan);
  const zone = s.dayZones[0] ?? 'UTC';
  const now = s.rules.map((rule) => ({rule, answer: answerOf(rule, s, t)}));
  const findings = now.flatMap(({rule, answer}) => {
    if (answer.verdict === null) return [];
    const until = untilOf(rule, s, t, answer.verdict);
    const message = words.withEnd(answer.fact ?? rule.message, until, zone, t, answer.verdict === 'blocked');
    const {id, effect, source, status, house, override} = rule;
    const {verdict: said} = answer;
    return [{ruleId: id, effect, verdict: said, message, source, status, house, until, override} satisfies Finding];
  });
  findings.sort((a, b) => Number(b.verdict === 'blocked') - Number(a.verdict === 'blocked'));
  const verdict = verdictOf(now.map(({answer}) => answer));
  const nextAllowed = verdict === 'blocked' ? nextUnblocked(s, t) : null;
  const changes = verdict === 'blocked' ? nextAllowed : nextChange(s, t, verdict);
  const demands = noDemands();
  for (const rule of s.rules) if (inForce(rule, s, t)) demand(rule, s, t, demands);
  for (const rule of s.rules) if (inForce(rule, s, t)) deletionTask(rule, s, t, demands);
  return {
    at: toInstant(t),
    verdict,
    findings,
    counters: now.flatMap(({rule, answer: {counter}}) =>
      counter === undefined ? [] : [{ruleId: rule.id, ...counter, complete: false as const}],
    ),
    nextAllowedAt: nextAllowed === null ? null : toInstant(nextAllowed),
    changesAt: changes === null ? null : toInstant(changes),
    hideDebt: hidesDebt(s, t),
    ...demands,
  };
}

function verdictOf(answers: readonly Answer[]): Judgement['verdict'] {
  if (answers.some(({verdict}) => verdict === 'blocked')) return 'blocked';
  return answers.some(({verdict}) => verdict === 'warn') ? 'warn' : 'allowed';
}

const firstDay = ({validFrom}: ContactRule, zone: string): number =>
  validFrom === undefined ? -Infinity : instantOf(zone, dayNumber(validFrom));
const afterLastDay = ({validTo}: ContactRule, zone: string): number =>
  validTo === undefined ? Infinity : instantOf(zone, dayNumber(validTo) + 1);

function inForce(rule: ContactRule, {dayZones}: Situation, t: number): boolean {
  const zone = dayZones[0] ?? 'UTC';
  return t >= firstDay(rule, zone) && t < afterLastDay(rule, zone);
}

function answerOf(rule: ContactRule, s: Situation, t: number): Answer {
  if (rule.validFrom === undefined && rule.validTo === undefined) return evaluated(rule, s, t);
  const zone = s.dayZones[0] ?? 'UTC';
  const bounds = [firstDay(rule, zone), afterLastDay(rule, zone)].filter(Number.isFinite);
  if (!inForce(rule, s, t)) return silent(earliest(t, ...bounds));
  const answer = evaluated(rule, s, t);
  return {...answer, turn: earliest(t, answer.turn, ...bounds)};
}

/** One evaluator for each kind of condition; kinds that only ask for something give no verdict. */
function evaluated(rule: ContactRule, s: Situation, t: number): Answer {
  const {condition} = rule;
  const lawful = (talk: Happened) => wasLawful(talk, s);
  switch (condition.kind) {
    case 'openHours':
      return openHours(rule, condition, s, t, lawful);
    case 'customerWishes':
      return customerWishes(rule, condition, s, t, lawful);
    case 'placedCalls':
      return placedCalls(rule, condition, s, t);
    case 'afterConversation':
      return afterConversation(rule, condition, s, t);
    case 'closeCalls':
      return closeCalls(rule, condition, s, t);
    case 'communications':
      return communications(rule, condition, s, t);
    case 'conversationsADay':
      return conversationsADay(rule, condition, s, t);
    case 'notificationsADay':
      return notificationsADay(rule, condition, s, t);
    case 'failedTriesADay':
      return failedTriesADay(rule, condition, s, t);
    case 'daysBetweenContacts':
      return daysBetweenContacts(rule, condition, s, t);
    case 'thirdParty':
      return thirdParty(rule, condition, s, t);
    case 'lostContactFirst':
      return lostContactFirst(rule, condition, s);
    case 'askedNotToBeContacted':
      return askedNotToBeContacted(rule, s);
    case 'ceased':
      return ceased(rule, s, t);
    case 'stopRequested':
      return stopRequested(rule, s);
    case 'attorneyKnown':
      return attorneyKnown(rule, s, t);
    case 'workProhibited':
      return workProhibited(rule, s, t);
    case 'openDispute':
      return openDispute(rule, s, t);
    case 'limitation':
      return limitation(rule, condition, s, t);
    case 'exportAbroad':
      return exportAbroad(rule, s);
    case 'premiumCallback':
      return premiumCallback(rule, condition, s);
    default:
      return silent();
  }
}

/** The rules of 12 CFR 1006.6(b)(1) to (3): a consent obtained in breach of one of them is none. */
const TIME_AND_PLACE: readonly string[] = ['openHours', 'customerWishes', 'attorneyKnown', 'workProhibited'];

/** Whether the call in which something was agreed to was itself at a lawful time and place, as far as was known then. */
function wasLawful(talk: Happened, s: Situation): boolean {
  if (talk.kind !== 'callConversation' || s.facts.jurisdiction !== 'US') return true;
  const before = s.history.filter(({order}) => order < talk.order);
  const {person, number} = talk;
  const plan: ContactPlan = {...s.plan, kind: 'call', person: person ?? s.plan.person, number, purpose: 'collect'};
  const rules = s.rules.filter(
    ({condition}) => TIME_AND_PLACE.includes(condition.kind) || condition.kind === 'oneReply',
  );
  const then = situationOf(rules, s.facts, before, {...plan, debts: talk.raised});
  return then.rules.every((rule) => answerOf(rule, then, talk.ms).verdict !== 'blocked');
}

/** When one rule alone speaks no longer as severely as now. */
function untilOf(rule: ContactRule, s: Situation, t: number, severity: 'warn' | 'blocked'): Instant | null {
  let at = t;
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    const {verdict, turn} = answerOf(rule, s, at);
    if (verdict === null || (severity === 'blocked' && verdict === 'warn')) return toInstant(at);
    if (turn === null) return null;
    at = turn;
  }
  return null;
}

/**
 * The first instant at which nothing blocks. Every blocking rule stays so until its turn, so the latest of the turns is the
 * next instant worth asking about.
 */
function nextUnblocked(s: Situation, t: number): number | null {
  let at = t;
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    let latest = -Infinity;
    for (const rule of s.rules) {
      const {verdict, turn} = answerOf(rule, s, at);
      if (verdict !== 'blocked') continue;
      if (turn === null) return null;
      latest = Math.max(latest, turn);
    }
    if (latest === -Infinity) return at;
    at = latest;
  }
  return null;
}

function nextChange(s: Situation, t: number, verdict: Judgement['verdict']): number | null {
  let at = t;
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    const answers = s.rules.map((rule) => answerOf(rule, s, at));
    if (verdictOf(answers) !== verdict) return at;
    const next = earliest(at, ...answers.map(({turn}) => turn));
    if (next === null || next > t + LOOK_AHEAD) return null;
    at = next;
  }
  return null;
}
