import type {
  ContactDebt,
  ContactEvent,
  ContactFacts,
  ContactNumber,
  ContactPerson,
  ContactPlan,
  ContactRule,
  RuleCondition,
} from '../../contract/contact-rules.ts';
import type {TimeZone} from '../../contract/values.ts';
import {isFollowed} from './combined-rules.ts';

/** An event that has happened, in the order of time; equal times keep the order in which they were told. */
export interface Happened extends ContactEvent {
  ms: number;
  order: number;
}

/** `consumer`: owes, or stands in for who owes. `professional`: attorney or creditor. `other`: must not learn of it. */
export type Standing = 'consumer' | 'professional' | 'other';

/** Everything that stays as it is while the clock of a judgement moves. */
export interface Situation {
  facts: ContactFacts;
  plan: ContactPlan;
  rules: readonly ContactRule[];
  /** Of the account's jurisdiction and scope, switched on, whatever their days. */
  history: readonly Happened[];
  person: ContactPerson | null;
  number: ContactNumber | null;
  standing: Standing;
  /** Every zone in which the person may be. */
  zones: readonly TimeZone[];
  /** Whose calendar days count: told, else of the address, else of the numbers. */
  dayZones: readonly TimeZone[];
  /** The particular debts that the plan is about. */
  debts: readonly string[];
}

export type ConditionOf<Kind extends RuleCondition['kind']> = Extract<RuleCondition, {kind: Kind}>;

/** The conditions of one kind among the rules of a situation. */
export function conditionsOf<Kind extends RuleCondition['kind']>(
  {rules}: Pick<Situation, 'rules'>,
  kind: Kind,
): ConditionOf<Kind>[] {
  return rules.flatMap(({condition}) => (condition.kind === kind ? [condition as ConditionOf<Kind>] : []));
}

/** Only the events that have happened at `at`, in the order of time, numbered. */
export function happenedBy(history: readonly ContactEvent[], at: number): Happened[] {
  const known: Happened[] = [];
  for (const event of history) {
    const ms = Date.parse(event.at);
    if (ms <= at) known.push({...event, ms, order: 0});
  }
  // The sort is stable: what is told at the same instant stays in the order in which it was told.
  known.sort((a, b) => a.ms - b.ms);
  known.forEach((event, i) => (event.order = i));
  return known;
}

/**
 * In the United States a spouse, the parent of a minor, a guardian and the executor of somebody deceased are the consumer,
 * too (12 CFR 1006.6(a)). Elsewhere only who owes or vouches is.
 */
export function standingOf(person: ContactPerson | null, facts: ContactFacts): Standing {
  if (person === null) return 'consumer';
  const debtors = facts.persons.filter(({role}) => role === 'debtor');
  switch (person.role) {
    case 'debtor':
    case 'guarantor':
      return 'consumer';
    case 'attorney':
    case 'creditor':
      return 'professional';
    case 'thirdParty':
      return 'other';
    case 'spouse':
    case 'guardian':
      return facts.jurisdiction === 'US' ? 'consumer' : 'other';
    case 'parent':
      return facts.jurisdiction === 'US' && debtors.some(({minor}) => minor) ? 'consumer' : 'other';
    case 'executor':
      return facts.jurisdiction === 'US' && debtors.some(({deceased}) => deceased) ? 'consumer' : 'other';
  }
}

/** Whether the debtor's own notices hold for this person: for the debtor, and for who is the consumer beside them. */
export function speaksFor(flagged: string, {plan, person, standing, facts}: Situation): boolean {
  if (flagged === plan.person) return true;
  const debtor = facts.persons.some(({id, role}) => id === flagged && role === 'debtor');
  return debtor && standing === 'consumer' && person?.role !== 'debtor' && person?.role !== 'guarantor';
}

/** Numbers that were found not to be this person's. */
export function wrongNumbersOf(person: string, history: readonly Happened[]): ReadonlySet<string> {
  const wrong = history.filter((event) => event.kind === 'wrongNumber' && event.person === person);
  return new Set(wrong.flatMap(({number}) => number ?? []));
}

/**
 * Where the person may be. A place they named replaces every hint; a number found wrong says nothing
 * (12 CFR 1006.6(b)(1)(i), comment 6(b)(1)(i)-2).
 */
function zonesOf(
  person: string,
  facts: ContactFacts,
  history: readonly Happened[],
): {all: TimeZone[]; own: TimeZone[]} {
  const told = history.findLast((event) => event.kind === 'locationTold' && event.person === person)?.zone;
  if (told !== undefined && told !== null) return {all: [told], own: [told]};
  const address = facts.persons.find(({id}) => id === person)?.addressZones ?? [];
  const wrong = wrongNumbersOf(person, history);
  const numbers = facts.numbers.flatMap(({id, person: owner, zoneHint}) =>
    owner === person && zoneHint !== null && !wrong.has(id) ? [zoneHint] : [],
  );
  const own = address.length > 0 ? address : numbers;
  return {all: [...new Set([...address, ...numbers])], own: [...new Set(own)]};
}

/** The name under which a debt is counted: loans under one account number are one debt (12 CFR 1006.14(b)(4)). */
function particularDebt(id: string, debts: readonly ContactDebt[], perDebt: ConditionOf<'countedPerDebt'>[]): string {
  const debt = debts.find((known) => known.id === id);
  if (debt === undefined || debt.accountNumber === null) return id;
  const joined = perDebt.some(({oneDebtTypes}) => oneDebtTypes.includes(debt.type));
  return joined ? `${debt.type}:${debt.accountNumber}` : id;
}

/** The same name for every id, each once; none given = all of the account. */
export function particularDebts(ids: readonly string[], {facts, rules}: Pick<Situation, 'facts' | 'rules'>): string[] {
  const perDebt = conditionsOf({rules}, 'countedPerDebt');
  const meant = ids.length > 0 ? ids : facts.debts.map(({id}) => id);
  return [...new Set(meant.map((id) => particularDebt(id, facts.debts, perDebt)))];
}

export function situationOf(
  rules: readonly ContactRule[],
  facts: ContactFacts,
  history: readonly Happened[],
  plan: ContactPlan,
): Situation {
  const applying = rules.filter((rule) => appliesTo(rule, facts));
  const person = facts.persons.find(({id}) => id === plan.person) ?? null;
  const {all, own} = zonesOf(plan.person, facts, history);
  const unknown = conditionsOf({rules: applying}, 'openHours').find(({ifUnknown}) => ifUnknown.length > 0)?.ifUnknown;
  return {
    facts,
    plan,
    rules: applying,
    history,
    person,
    number: facts.numbers.find(({id}) => id === plan.number) ?? null,
    standing: standingOf(person, facts),
    zones: all.length > 0 ? all : (unknown ?? ['UTC']),
    dayZones: own.length > 0 ? own : (unknown ?? ['UTC']),
    debts: particularDebts(plan.debts, {facts, rules: applying}),
  };
}

function appliesTo(rule: ContactRule, facts: ContactFacts): boolean {
  if (!isFollowed(rule) || rule.jurisdiction !== facts.jurisdiction) return false;
  if (rule.region !== undefined && rule.region !== facts.region) return false;
  const {collectingAs, products} = rule.scope;
  if (collectingAs !== undefined && !collectingAs.includes(facts.collectingAs)) return false;
  return products === undefined || products.includes(facts.product);
}
