import {
  CALL_GOALS,
  type CallGoal,
  type CallPlan,
  PREPARED_ITEMS,
  type PreparedItem,
  type Reaction,
  REACTIONS,
} from '../../../electron/contract/call-plan.ts';
import type {Draft} from '../../../electron/contract/call.ts';
import type {Objection, Pack, Reason} from '../../../electron/contract/pack.ts';

type OutcomeForm = Draft['form'];

/** Most goals that a call may have: more than two is none. */
export const MOST_GOALS = 2;

/** Letters of the card; they count only while it has the focus. */
export const GOAL_KEYS: Record<CallGoal, string> = {
  learnReason: 'R',
  datedPromise: 'D',
  confirmMethod: 'M',
  agreePlan: 'I',
  remind: 'T',
  settleQuestion: 'Q',
};
export const REACTION_KEYS: Record<Reaction, string> = {
  deflect: '1',
  delay: '2',
  complain: '3',
  promise: '4',
  refuse: '5',
};
export const PREPARED_KEYS: Record<PreparedItem, string> = {
  account: 'A',
  history: 'H',
  promises: 'P',
  time: 'W',
  method: 'O',
};

const chosen = <Value extends string>(form: OutcomeForm, name: string, of: readonly Value[]): Value[] => {
  const list = form[name];
  return Array.isArray(list) ? of.filter((each) => list.includes(each)) : [];
};

/** What was chosen before the call, as the call's draft holds it; it becomes an event when the call is connected. */
export const plannedIn = (form: OutcomeForm): CallPlan => ({
  goals: chosen(form, 'goals', CALL_GOALS).slice(0, MOST_GOALS),
  predicted: chosen(form, 'predicted', REACTIONS),
  prepared: chosen(form, 'prepared', PREPARED_ITEMS),
});

export const isPlanned = ({goals, predicted, prepared}: CallPlan): boolean =>
  goals.length + predicted.length + prepared.length > 0;

/** The goals that were reached, among those that were set. */
export const goalsMetIn = (form: OutcomeForm, goals: readonly CallGoal[]): CallGoal[] =>
  chosen(form, 'goalsMet', goals);

export const reactionIn = (form: OutcomeForm): Reaction | null =>
  REACTIONS.find((reaction) => reaction === form['reaction']) ?? null;

/** What a customer says who reacts like this, by the reason that an objection gives. */
const REASONS_OF: Record<Reaction, readonly Reason[]> = {
  deflect: ['habitual', 'unwilling', 'lowAwareness'],
  delay: ['cashFlow', 'receivablesDelay', 'paydayMismatch', 'forgot'],
  complain: ['dispute'],
  promise: [],
  refuse: ['unwilling', 'hardship', 'incomeLoss'],
};

/** The objections that are likely to be heard, so that the search puts them first. */
export function expectedObjections(pack: Pick<Pack, 'objections'>, predicted: readonly Reaction[]): Objection[] {
  const reasons = new Set(predicted.flatMap((reaction) => REASONS_OF[reaction]));
  return pack.objections.filter(({reason}) => reasons.has(reason));
}
