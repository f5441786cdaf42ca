import type {ContactEvent, PlacedCall} from '../../contract/contact-rules.ts';
import {PLACED_CALLS} from '../../contract/contact-rules.ts';
import {type Happened, particularDebts, type Situation, standingOf, wrongNumbersOf} from './situation.ts';

const PLACED: ReadonlySet<ContactEvent['kind']> = new Set(PLACED_CALLS);

/** Calls that the collector placed, connected or not. */
export const isPlaced = (event: Happened): event is Happened & {kind: PlacedCall} => PLACED.has(event.kind);

/** With whom somebody talked; of an unclear one, with whom the call was for. */
const partner = (event: Happened): string | null =>
  event.kind === 'inboundConversation' ? event.person : (event.spokeWith ?? event.person);

/**
 * Conversations by telephone with a person, whoever called. At a number that was found to be somebody else's it was not
 * them, unless it is on record that it was. What was said to find somebody is no conversation about a debt.
 */
export function conversationsWith(person: string, {history}: Pick<Situation, 'history'>): Happened[] {
  const wrong = wrongNumbersOf(person, history);
  return history.filter(
    (event) =>
      (event.kind === 'callConversation' || event.kind === 'inboundConversation') &&
      partner(event) === person &&
      event.purpose !== 'location' &&
      (event.spokeWith === person || event.number === null || !wrong.has(event.number)),
  );
}

/**
 * The debts that a conversation was about: what the collector raised, even if refused, and what was talked of. When none
 * was, it counts for at least one: the one on record, else for every one (comments 14(b)(4)-1.ii and -2).
 */
export function conversationDebts(talk: Happened, s: Pick<Situation, 'facts' | 'rules'>): string[] {
  const named = [...talk.raised, ...talk.discussed];
  if (named.length > 0) return particularDebts(named, s);
  if (talk.debts.length > 0) return particularDebts(talk.debts, s);
  const person = s.facts.persons.find(({id}) => id === partner(talk)) ?? null;
  return standingOf(person, s.facts) === 'consumer' ? particularDebts([], s) : [];
}

/**
 * The debts toward which a placed call counts: in a conversation those that the collector raised, else the one that it is
 * counted toward; where nothing is on record, every one (comment 14(b)(4)-1.i).
 */
export function placedDebts(call: Happened, s: Pick<Situation, 'facts' | 'rules'>): string[] {
  return particularDebts(call.kind === 'callConversation' && call.raised.length > 0 ? call.raised : call.debts, s);
}
