import type {ContactRule} from '../../contract/contact-rules.ts';
import type {TimeZone} from '../../contract/values.ts';
import {type Answer, earliest, severity, silent} from './answer.ts';
import {hourConsented, nextConsentTurn} from './consents.ts';
import type {ConditionOf, Happened, Situation} from './situation.ts';
import {words} from './words.ts';
import {dayAt, instantOf, localAt, msOfTime} from './zone-clock.ts';

type OpenHours = ConditionOf<'openHours'>;

/** Whether a conversation in which a consent was given was itself lawful; decided where all rules are known. */
export type Lawful = (talk: Happened) => boolean;

const zonesFor = ({zone}: OpenHours, s: Situation): readonly TimeZone[] => (zone === 'own' ? s.zones : [zone]);

function isOpen({from, to, closing}: OpenHours, zone: TimeZone, t: number): boolean {
  const {ms} = localAt(zone, t);
  const [opens, closes] = [msOfTime(from), msOfTime(to)];
  const before = closing === 'open' ? ms <= closes : ms < closes;
  return opens < closes ? ms >= opens && before : ms >= opens || before;
}

/** The next opening and closing after `t`, by the clock of that zone. */
function nextBounds({from, to, closing}: OpenHours, zone: TimeZone, t: number): {opens: number; closes: number} {
  const today = dayAt(zone, t);
  const last = closing === 'open' ? 1 : 0;
  const after = (ms: number, more: number) => {
    const first = instantOf(zone, today, ms) + more;
    return first > t ? first : instantOf(zone, today + 1, ms) + more;
  };
  return {opens: after(msOfTime(from), 0), closes: after(msOfTime(to), last)};
}

/**
 * Hours in which contact is open, in every zone where the person may be: the windows intersect (12 CFR 1006.6(b)(1)(i),
 * comment 6(b)(1)(i)-2). Consent to the hour counts where the window is closed.
 */
export function openHours(rule: ContactRule, condition: OpenHours, s: Situation, t: number, lawful: Lawful): Answer {
  const {plan, standing} = s;
  const media: readonly string[] = condition.media;
  if (!media.includes(plan.kind) || (condition.who === 'consumer' && standing !== 'consumer')) return silent();
  const zones = zonesFor(condition, s);
  if (condition.severalZones && new Set(zones.map((zone) => localAt(zone, t).ms)).size < 2) return silent();
  const consents = nextConsentTurn(s, t);
  const closed = zones.filter((zone) => !isOpen(condition, zone, t) && !hourConsented(s, zone, t, {since: 0, lawful}));
  if (closed.length === 0) {
    return silent(earliest(t, consents, ...zones.map((zone) => nextBounds(condition, zone, t).closes)));
  }
  const opens = Math.max(...closed.map((zone) => nextBounds(condition, zone, t).opens));
  return {verdict: severity(rule), fact: words.closedHours(condition, closed, t), turn: earliest(t, opens, consents)};
}
