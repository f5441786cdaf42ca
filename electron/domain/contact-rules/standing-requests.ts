import type {ContactRule} from '../../contract/contact-rules.ts';
import {type Answer, earliest, severity, silent} from './answer.ts';
import {replyOpen} from './replies.ts';
import {type Happened, type Situation, particularDebts, speaksFor} from './situation.ts';
import {words} from './words.ts';

/** What closes a way of contact until somebody opens it again: requests, attorneys, disputes. */

const msOf = (instant: string | null): number => (instant === null ? Infinity : Date.parse(instant));

/** None named = all. */
function concerns(debts: readonly string[], s: Situation): boolean {
  const flagged = particularDebts(debts, s);
  return debts.length === 0 || s.debts.some((debt) => flagged.includes(debt));
}

const outbound = ({plan}: Situation): boolean => plan.kind === 'call' || plan.kind === 'sms' || plan.kind === 'email';

/**
 * A written or electronic notice to cease, or refusal to pay, complete on receipt; the notices of (c)(2) may still be sent
 * (12 CFR 1006.6(c), comment 6(c)(1)-1). Prior consent and a call of the consumer's own are exceptions to (b), not to (c).
 */
export function ceased(rule: ContactRule, s: Situation, t: number): Answer {
  const {plan, standing, facts} = s;
  if (standing !== 'consumer' || plan.purpose === 'notice' || plan.kind === 'export') return silent();
  const notices = facts.flags.cease.filter(
    ({person, form, debts}) => speaksFor(person, s) && form !== 'oral' && concerns(debts, s),
  );
  const inForce = notices.filter(({receivedAt, liftedAt}) => msOf(receivedAt) <= t && msOf(liftedAt) > t);
  if (inForce.length === 0) return silent(earliest(t, ...notices.map(({receivedAt}) => msOf(receivedAt))));
  const lifted = Math.max(...inForce.map(({liftedAt}) => msOf(liftedAt)));
  return {verdict: severity(rule), fact: words.ceased(), turn: earliest(t, lifted)};
}

/**
 * A person asked not to be called, or not at one number; holds for every debt until withdrawn, but for one reply to a call
 * of their own (12 CFR 1006.14(h), comments 14(h)(1)-2 and -3.i).
 */
export function stopRequested(rule: ContactRule, s: Situation): Answer {
  const {plan, history} = s;
  if (!outbound(s)) return silent();
  const asked = history.find((event) => event.person === plan.person && stops(event, s) && !withdrawn(event, s));
  if (asked === undefined || replyOpen(s, ({order}) => order > asked.order)) return silent();
  return {verdict: severity(rule), fact: words.stopRequested(asked.scope), turn: null};
}

/** "Stop calling" closes the telephone, a number what goes to that number; somebody else's request closes everything. */
function stops(event: Happened, {plan, standing}: Situation): boolean {
  if (event.kind === 'askedNotToBeContacted') return standing === 'other';
  if (event.kind !== 'stopRequest' || plan.kind === 'email') return false;
  return event.scope === 'number' ? event.number !== null && event.number === plan.number : plan.kind === 'call';
}

const withdrawn = (asked: Happened, {history}: Situation): boolean =>
  history.some(
    (event) =>
      event.kind === 'stopWithdrawn' &&
      event.order > asked.order &&
      event.person === asked.person &&
      (event.scope === null || event.scope === (asked.scope ?? 'calls')) &&
      (asked.scope !== 'number' || event.number === null || event.number === asked.number),
  );

/**
 * An attorney whose name and address are known or easy to find is the one to contact, until they do not respond, consent
 * to direct contact, or no longer represent (12 CFR 1006.6(b)(2)); nobody else may then be asked for a location either
 * (1006.10(b)(5)). What the consumer began may be answered once (comment 6(b)(2)-1).
 */
export function attorneyKnown(rule: ContactRule, s: Situation, t: number): Answer {
  const {standing, facts} = s;
  if (!outbound(s) || standing === 'professional') return silent();
  const third = standing === 'other';
  const known = facts.flags.attorney.filter(
    ({person, debts, canAscertain}) =>
      canAscertain && concerns(debts, s) && (third ? isDebtor(person, s) : speaksFor(person, s)),
  );
  const ends = (flag: (typeof known)[number]) =>
    Math.min(msOf(flag.endedAt), msOf(flag.unresponsiveSince), third ? Infinity : msOf(flag.consentsSince));
  const inForce = known.filter((flag) => msOf(flag.knownSince) <= t && ends(flag) > t);
  if (inForce.length === 0) return silent(earliest(t, ...known.map(({knownSince}) => msOf(knownSince))));
  const since = Math.min(...inForce.map(({knownSince}) => msOf(knownSince)));
  if (!third && replyOpen(s, ({ms}) => ms >= since)) return silent();
  return {verdict: severity(rule), fact: words.attorneyKnown(), turn: earliest(t, Math.max(...inForce.map(ends)))};
}

const isDebtor = (id: string, {facts}: Situation): boolean =>
  facts.persons.some((person) => person.id === id && (person.role === 'debtor' || person.role === 'guarantor'));

/** The employer forbids it, or personal calls cannot be taken at work (12 CFR 1006.6(b)(3), comment 6(b)(3)-1). */
export function workProhibited(rule: ContactRule, s: Situation, t: number): Answer {
  const {plan, number, facts, standing} = s;
  if ((plan.kind !== 'call' && plan.kind !== 'sms') || number?.line !== 'work' || standing !== 'consumer')
    return silent();
  const flags = facts.flags.workProhibited.filter(({person}) => person === plan.person);
  const inForce = flags.filter(({since, liftedAt}) => msOf(since) <= t && msOf(liftedAt) > t);
  if (inForce.length === 0) return silent(earliest(t, ...flags.map(({since}) => msOf(since))));
  const lifted = Math.max(...inForce.map(({liftedAt}) => msOf(liftedAt)));
  return {verdict: severity(rule), fact: words.workProhibited(), turn: earliest(t, lifted)};
}

/**
 * A dispute, or a request for the original creditor, in writing (also by an accepted electronic way) within the validation
 * period: collection of that debt rests until it is answered (12 CFR 1006.38(c), (d)(2), comment 38-1).
 */
export function openDispute(rule: ContactRule, s: Situation, t: number): Answer {
  const {plan, person, facts} = s;
  if (!outbound(s) || person?.role === 'creditor') return silent();
  const disputes = facts.flags.disputes.filter(
    ({debts, form, withinValidationPeriod}) => withinValidationPeriod && form !== 'oral' && concerns(debts, s),
  );
  const ends = (flag: (typeof disputes)[number]) => Math.min(msOf(flag.verificationSentAt), msOf(flag.liftedAt));
  const inForce = disputes.filter((flag) => msOf(flag.receivedAt) <= t && ends(flag) > t);
  if (inForce.length === 0 || plan.purpose === 'notice') {
    return silent(earliest(t, ...disputes.map(({receivedAt}) => msOf(receivedAt))));
  }
  return {verdict: severity(rule), fact: words.openDispute(), turn: earliest(t, Math.max(...inForce.map(ends)))};
}
