import type {TimeZone} from '../../contract/values.ts';
import {DAY, dayAt, instantOf, localAt, msOfTime} from './zone-clock.ts';
import {conditionsOf, type Happened, particularDebts, type Situation} from './situation.ts';
import {conversationDebts, conversationsWith} from './conversations.ts';

/**
 * What the person agreed to: more calls, this hour, talking to somebody else. Consent counts from its receipt, and only
 * when it was given to whoever collects (12 CFR 1006.6(b)(4)(i), comment 6(b)(4)(i)-2). What a creditor collecting in its
 * own name or a lender under other law was told, counts whoever it was told to.
 */

type Cover = Happened['covers'][number];

function consentsFor(s: Situation, cover: Cover, givers: ReadonlySet<string>): Happened[] {
  return s.history.filter(
    (event) =>
      event.kind === 'consent' &&
      event.covers.includes(cover) &&
      event.person !== null &&
      givers.has(event.person) &&
      givenToUs(event, s),
  );
}

function givenToUs({givenTo}: Happened, {facts}: Situation): boolean {
  const direct = facts.jurisdiction === 'US' && facts.collectingAs === 'debtCollector';
  return !direct || givenTo === null || givenTo === 'debtCollector';
}

const revocationOf = (consent: Happened, cover: Cover, debt: string | null, s: Situation): Happened | undefined =>
  s.history.find(
    (event) =>
      event.kind === 'consentRevoked' &&
      event.order > consent.order &&
      event.person === consent.person &&
      (event.covers.length === 0 || event.covers.includes(cover)) &&
      (debt === null || event.debts.length === 0 || particularDebts(event.debts, s).includes(debt)),
  );

/** The first instant after its last one. */
const statedEnd = ({validUntil}: Happened): number => (validUntil === null ? Infinity : Date.parse(validUntil) + 1);
const statedStart = ({ms, validFrom}: Happened): number => Math.max(ms, validFrom === null ? 0 : Date.parse(validFrom));

function within({hours}: Happened, zone: TimeZone, t: number): boolean {
  if (hours === null) return true;
  const [from, to, {ms}] = [msOfTime(hours.from), msOfTime(hours.to), localAt(zone, t)];
  return from < to ? ms >= from && ms < to : ms >= from || ms < to;
}

/** A stretch of time in which calls about a debt are not counted. `lastOrder`: no call after this event is under it. */
export interface ConsentSpan {
  consent: Happened;
  from: number;
  to: number;
  lastOrder: number;
}

/**
 * Consent to more calls about one debt: at most so many calendar days, its own the first; ended by a revocation, by its
 * own term, or by a conversation about that debt — not by the one in which it was given (12 CFR 1006.14(b)(3)(i), comment
 * 14(b)(3)(i)-2).
 *
 * @param days null = no end by days
 */
export function frequencyConsents(s: Situation, debt: string, zone: TimeZone, days: number | null): ConsentSpan[] {
  return consentsFor(s, 'frequency', new Set([s.plan.person])).flatMap((consent) => {
    if (!consentedDebts(consent, s).includes(debt)) return [];
    const revoked = revocationOf(consent, 'frequency', debt, s);
    const talk = days === null ? undefined : endingTalk(consent, debt, s);
    const lastDay = days === null ? Infinity : instantOf(zone, dayAt(zone, consent.ms) + days);
    const to = Math.min(
      statedEnd(consent),
      lastDay,
      revoked?.ms ?? Infinity,
      talk === undefined ? Infinity : talk.ms + 1,
    );
    const lastOrder = Math.min(revoked === undefined ? Infinity : revoked.order - 1, talk?.order ?? Infinity);
    return [{consent, from: statedStart(consent), to, lastOrder}];
  });
}

/** What was not said to be about a debt is about what was talked of, or about the only one there is. */
function consentedDebts(consent: Happened, s: Situation): string[] {
  if (consent.debts.length > 0) return particularDebts(consent.debts, s);
  const talk = s.history.find(({id}) => id === consent.during);
  if (talk !== undefined) return conversationDebts(talk, s);
  const all = particularDebts([], s);
  return all.length === 1 ? all : [];
}

const endingTalk = (consent: Happened, debt: string, s: Situation): Happened | undefined =>
  conversationsWith(s.plan.person, s).find(
    (talk) => talk.order > consent.order && talk.id !== consent.during && conversationDebts(talk, s).includes(debt),
  );

/** Whether a call that was placed is under one of the spans. */
export const placedUnder = (spans: readonly ConsentSpan[], call: Happened, zones: readonly TimeZone[]): boolean =>
  spans.some(
    ({consent, from, to, lastOrder}) =>
      call.order > consent.order &&
      call.id !== consent.during &&
      call.order <= lastOrder &&
      call.ms >= from &&
      call.ms < to &&
      zones.every((zone) => within(consent, zone, call.ms)),
  );

/** Whether a call that is planned for `t` would be under one of the spans. */
export const wouldBeUnder = (spans: readonly ConsentSpan[], t: number, zones: readonly TimeZone[]): boolean =>
  spans.some(
    ({consent, from, to, lastOrder}) =>
      lastOrder === Infinity && t >= from && t < to && zones.every((zone) => within(consent, zone, t)),
  );

/**
 * Whether the person agreed to be contacted at this hour. It has no end by days, and does not count when it was obtained in
 * a call that was itself at the wrong time or place (12 CFR 1006.6(b)(4)(i)).
 *
 * @param since only what was agreed to after that
 */
export function hourConsented(
  s: Situation,
  zone: TimeZone,
  t: number,
  {since, lawful}: {since: number; lawful: (talk: Happened) => boolean},
): boolean {
  return hourConsents(s, lawful).some(
    (consent) => consent.ms >= since && t >= statedStart(consent) && t < statedEnd(consent) && within(consent, zone, t),
  );
}

function hourConsents(s: Situation, lawful: (talk: Happened) => boolean): Happened[] {
  return consentsFor(s, 'time', new Set([s.plan.person])).filter((consent) => {
    if (revocationOf(consent, 'time', null, s) !== undefined) return false;
    if (consent.debts.length > 0) {
      const covered = particularDebts(consent.debts, s);
      if (!s.debts.every((debt) => covered.includes(debt))) return false;
    }
    const talk = consent.during === null ? undefined : s.history.find(({id}) => id === consent.during);
    return talk === undefined || lawful(talk);
  });
}

/** Whether the consumer agreed that this third party may be spoken to (12 CFR 1006.6(d)(2)(ii)). */
export function thirdPartyConsented(s: Situation, t: number): boolean {
  const consumers = new Set(
    s.facts.persons.flatMap(({id, role}) => (role === 'debtor' || role === 'guarantor' ? [id] : [])),
  );
  return consentsFor(s, 'thirdParty', consumers).some((consent) => {
    if (consent.thirdParty !== null && consent.thirdParty !== s.plan.person) return false;
    if (revocationOf(consent, 'thirdParty', null, s) !== undefined) return false;
    const covered = particularDebts(consent.debts, s);
    return s.debts.every((debt) => covered.includes(debt)) && t >= statedStart(consent) && t < statedEnd(consent);
  });
}

/** The next instant after `t` at which some consent begins or ends to cover; null when none does. */
export function nextConsentTurn(s: Situation, t: number): number | null {
  const turns: number[] = [];
  const [rule] = conditionsOf(s, 'excludedCalls');
  for (const consent of s.history) {
    if (consent.kind !== 'consent') continue;
    turns.push(statedStart(consent), statedEnd(consent));
    const zones = new Set([...s.zones, ...s.dayZones, 'Asia/Shanghai']);
    for (const zone of zones) {
      if (rule !== undefined) turns.push(instantOf(zone, dayAt(zone, consent.ms) + rule.consentDays));
      if (consent.hours === null || t >= statedEnd(consent)) continue;
      for (const ahead of [0, 1]) {
        const day = dayAt(zone, Math.max(t, statedStart(consent) - DAY)) + ahead;
        turns.push(
          instantOf(zone, day, msOfTime(consent.hours.from)),
          instantOf(zone, day, msOfTime(consent.hours.to)),
        );
      }
    }
  }
  const next = Math.min(...turns.filter((turn) => turn > t));
  return Number.isFinite(next) ? next : null;
}
