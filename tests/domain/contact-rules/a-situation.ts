import type {z} from 'zod';
import {
  ContactEvent,
  ContactFacts,
  ContactPlan,
  type ContactRule,
  type Judgement,
} from '../../../electron/contract/contact-rules.ts';
import {judgeContact} from '../../../electron/domain/contact-rules/judge-contact.ts';
import {shippedRules} from './shipped.ts';

export type Facts = Partial<z.input<typeof ContactFacts>>;
type Plan = Partial<z.input<typeof ContactPlan>>;
export type Event = Partial<z.input<typeof ContactEvent>> & {kind: ContactEvent['kind']};

export interface Situation {
  facts?: Facts;
  /** `[time, event]`; the time is local to New York unless it says otherwise. */
  history?: readonly (readonly [at: string, event: Event])[];
  plan?: Plan;
  at: string;
  rules?: readonly ContactRule[];
}

const utc = (at: string): string => new Date(/(Z|[+-]\d\d:\d\d)$/.test(at) ? at : `${at}-04:00`).toISOString();

/** One debtor in New York with a mobile, one debt; a colleague beside them; whatever the situation says otherwise. */
export function judged({facts = {}, history = [], plan = {}, at, rules = shippedRules()}: Situation): Judgement {
  const known = ContactFacts.parse({
    jurisdiction: 'US',
    debts: [{id: 'd1', type: 'credit_card'}],
    persons: [
      {id: 'c1', role: 'debtor', addressZones: ['America/New_York']},
      {id: 'tp', role: 'thirdParty', addressZones: ['America/New_York']},
    ],
    numbers: [
      {id: 'm1', person: 'c1', line: 'mobile', zoneHint: 'America/New_York'},
      {id: 'w1', person: 'c1', line: 'work', zoneHint: 'America/New_York'},
      {id: 't1', person: 'tp', line: 'home', zoneHint: 'America/New_York'},
    ],
    ...facts,
  });
  const events = history.map(([time, event], i) =>
    ContactEvent.parse({id: `e${i}`, person: 'c1', number: 'm1', debts: ['d1'], ...event, at: utc(time)}),
  );
  const contact = ContactPlan.parse({kind: 'call', person: 'c1', number: 'm1', debts: ['d1'], ...plan});
  return judgeContact(rules, known, events, contact, utc(at));
}

/** The verdict with the ids of the rules that speak, for example `blocked US-FREQ-01`. */
export const verdictOf = (situation: Situation): string => {
  const {verdict, findings} = judged(situation);
  return [verdict, ...new Set(findings.map(({ruleId}) => ruleId))].join(' ');
};
