import type {ContactRule} from '../../contract/contact-rules.ts';
import {type Answer, earliest, severity, silent} from './answer.ts';
import {nextConsentTurn, thirdPartyConsented} from './consents.ts';
import {isPlaced} from './conversations.ts';
import {type ConditionOf, type Happened, type Situation, wrongNumbersOf} from './situation.ts';
import {words} from './words.ts';

/** Contact with people who do not owe the debt. */

const isOutbound = ({plan}: Situation): boolean => plan.kind === 'call' || plan.kind === 'sms' || plan.kind === 'email';

/** The number is known to be somebody else's: whoever answers there is a stranger. */
const isStrangersNumber = ({plan, history}: Situation): boolean =>
  plan.number !== null && wrongNumbersOf(plan.person, history).has(plan.number);

/**
 * Whether debt content must be kept from whoever the plan reaches. In the United States the consumer may agree that
 * somebody is told (12 CFR 1006.6(d)(2)(ii)).
 */
export function hidesDebt(s: Situation, t: number): boolean {
  if (s.person?.deceased === true || isStrangersNumber(s)) return true;
  if (s.standing !== 'other') return false;
  return s.facts.jurisdiction !== 'US' || !thirdPartyConsented(s, t);
}

/**
 * `locationOnce`: a third party may be asked where the consumer is, once, unless they asked to be called again or their
 * answer is believed wrong and they now know better; for nothing else without the consumer's consent (12 CFR 1006.6(d),
 * 1006.10(c)). `relayOnly`: may only be asked to pass on a message. Whoever calls in by themselves may be answered.
 */
export function thirdParty(rule: ContactRule, {may}: ConditionOf<'thirdParty'>, s: Situation, t: number): Answer {
  if (!isOutbound(s) || may === 'hideOnly') return silent();
  const blocked = rule.effect === 'hide' ? 'blocked' : severity(rule);
  if (s.standing !== 'other') {
    if (may === 'locationOnce' && isStrangersNumber(s)) {
      return {verdict: blocked, fact: words.strangersNumber(), turn: null};
    }
    return silent();
  }
  const {purpose} = s.plan;
  if (may === 'relayOnly') {
    if (purpose === 'relay' || purpose === 'location') return silent();
    return {verdict: blocked, fact: words.relayOnly(), turn: null};
  }
  const consents = nextConsentTurn(s, t);
  if (thirdPartyConsented(s, t)) return silent(consents);
  if (purpose !== 'location') return {verdict: blocked, fact: words.locationOnly(), turn: earliest(t, consents)};
  if (!alreadyAsked(s)) return silent();
  return {verdict: blocked, fact: words.askedOnce(), turn: earliest(t, consents)};
}

/** Something was conveyed to this person: an unanswered call and a message without content convey nothing. */
function conveys(event: Happened, {plan}: Situation): boolean {
  const {person} = plan;
  switch (event.kind) {
    case 'callConversation':
      return event.spokeWith === null
        ? event.person === person
        : event.spokeWith === person && (event.person === person || event.purpose === 'location');
    case 'callVoicemail':
    case 'callRinglessVoicemail':
      return event.person === person && event.message === 'full';
    case 'outEmail':
    case 'outSms':
    case 'inboundConversation':
      return event.person === person;
    default:
      return false;
  }
}

function alreadyAsked(s: Situation): boolean {
  const last = s.history.findLast((event) => conveys(event, s));
  if (last === undefined) return false;
  const again = s.history.some(
    (event) =>
      event.person === s.plan.person &&
      event.ms >= last.ms &&
      (event.kind === 'locationCallbackRequested' ||
        (event.kind === 'locationAnswerBelievedWrong' && event.nowHasCorrect === true)),
  );
  return !again;
}

/**
 * China: somebody else may be contacted only when the debtor has been lost: so many failed tries in a row, a number that is
 * no longer theirs, death, or no capacity (CBA 2026; GB/T 45251-2025).
 */
export function lostContactFirst(
  rule: ContactRule,
  {failedTries}: ConditionOf<'lostContactFirst'>,
  s: Situation,
): Answer {
  if (!isOutbound(s) || s.standing !== 'other' || isLost(s, failedTries)) return silent();
  return {verdict: severity(rule), fact: words.notLost(failedsInARow(s), failedTries), turn: null};
}

const FAILED: readonly Happened['kind'][] = [
  'callNoAnswer',
  'callVoicemail',
  'callDeclined',
  'callBusy',
  'callNotInService',
  'callRinglessVoicemail',
];
const REACHED: readonly Happened['kind'][] = [
  'inboundConversation',
  'inboundVoicemail',
  'inboundEmail',
  'inboundSms',
  'callDropped',
];

const debtorsOf = ({facts}: Situation) => facts.persons.filter(({role}) => role === 'debtor');

function isLost(s: Situation, failedTries: number): boolean {
  const debtors = debtorsOf(s);
  return (
    s.person?.role === 'guardian' ||
    debtors.some(({deceased}) => deceased) ||
    failedsInARow(s) >= failedTries ||
    debtors.some(({id}) => hasNoNumberLeft(id, s))
  );
}

/** Failed tries since the debtor was last reached; somebody else who answered is neither. */
function failedsInARow(s: Situation): number {
  const debtors = new Set(debtorsOf(s).map(({id}) => id));
  let failed = 0;
  for (const event of s.history) {
    if (event.person === null || !debtors.has(event.person)) continue;
    if (FAILED.includes(event.kind)) failed += 1;
    else if (REACHED.includes(event.kind) || (event.kind === 'callConversation' && isWith(event, event.person)))
      failed = 0;
  }
  return failed;
}

const isWith = ({spokeWith}: Happened, person: string): boolean => spokeWith === null || spokeWith === person;

/** Every number of the debtor is out of service or somebody else's, and there was one. */
function hasNoNumberLeft(debtor: string, {facts, history}: Situation): boolean {
  const numbers = facts.numbers.filter(({person}) => person === debtor);
  const wrong = wrongNumbersOf(debtor, history);
  return (
    numbers.length > 0 &&
    numbers.every(({id}) => {
      if (wrong.has(id)) return true;
      const last = history.findLast(
        (event) => event.number === id && (isPlaced(event) || REACHED.includes(event.kind)),
      );
      return last?.kind === 'callNotInService';
    })
  );
}

/** Somebody who asked not to be contacted again is left alone for good. */
export function askedNotToBeContacted(rule: ContactRule, s: Situation): Answer {
  if (!isOutbound(s) || s.standing !== 'other') return silent();
  const asked = s.history.some(
    ({kind, person}) => person === s.plan.person && (kind === 'askedNotToBeContacted' || kind === 'stopRequest'),
  );
  return asked ? {verdict: severity(rule), fact: words.leftAlone(), turn: null} : silent();
}
