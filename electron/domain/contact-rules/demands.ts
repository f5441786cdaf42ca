import type {ContactRule, Judgement} from '../../contract/contact-rules.ts';
import {type Answer, severity, silent} from './answer.ts';
import {type ConditionOf, type Happened, type Situation} from './situation.ts';
import {words} from './words.ts';
import {DAY, dayAt, dayNumber, instantOf, toInstant} from './zone-clock.ts';

/** What rules ask for beside a verdict: lines to say, fields to fill in, tasks, how long to keep, words not to use. */
export type Demands = Pick<Judgement, 'requiredLines' | 'requiredFields' | 'tasks' | 'retain' | 'forbiddenText'>;

export const noDemands = (): Demands => ({
  requiredLines: [],
  requiredFields: [],
  tasks: [],
  retain: [],
  forbiddenText: [],
});

const YEARS_IN_DAYS = 366;
const isTalk = ({plan}: Situation): boolean => plan.kind === 'call' || plan.kind === 'answerInbound';
const sourceOf = ({id, source, status, message}: ContactRule) => ({ruleId: id, message, source, status});
const zoneOf = ({dayZones}: Situation) => dayZones[0] ?? 'UTC';

/** Information about the debt went to the consumer; a limited-content message conveys none (12 CFR 1006.2(d), (j)). */
function informs(event: Happened, {plan}: Situation): boolean {
  if (event.person !== plan.person) return false;
  switch (event.kind) {
    case 'callConversation':
      return event.spokeWith === null || event.spokeWith === plan.person;
    case 'inboundConversation':
    case 'outEmail':
    case 'outSms':
      return true;
    case 'callVoicemail':
    case 'callRinglessVoicemail':
      return event.message === 'full';
    default:
      return false;
  }
}

const firstInformed = (s: Situation): Happened | undefined => s.history.find((event) => informs(event, s));

/** Adds what a rule asks for to the demands. */
export function demand(rule: ContactRule, s: Situation, t: number, demands: Demands): void {
  const {condition} = rule;
  switch (condition.kind) {
    case 'lineDue':
      if (lineIsDue(condition, s)) addLines(rule, condition.lines, demands);
      return;
    case 'fieldDue':
      if (!fieldsAreDue(condition, s)) return;
      for (const field of condition.fields) demands.requiredFields.push({...sourceOf(rule), field});
      addLines(rule, condition.lines, demands);
      return;
    case 'validationNotice':
      validationTask(rule, condition, s, demands);
      return;
    case 'kept':
      keep(rule, condition, s, demands);
      return;
    case 'retentionReached':
      // Asked last: what else has to be kept is known by then.
      return;
    case 'forbiddenText':
      if (!condition.onlyTimeBarred || hasTimeBarred(s)) {
        demands.forbiddenText.push({...sourceOf(rule), checks: condition.checks});
      }
      return;
    case 'vulnerable':
      if (s.facts.vulnerable) demands.tasks.push({...sourceOf(rule), dueAt: null});
      return;
    case 'assessment':
      if (assessmentIsOld(condition, s, t)) demands.tasks.push({...sourceOf(rule), dueAt: toInstant(t)});
      return;
    case 'exportAbroad':
      if (s.plan.kind === 'export' && s.plan.abroad) demands.tasks.push({...sourceOf(rule), dueAt: null});
      return;
    default:
  }
}

function addLines(rule: ContactRule, lines: ConditionOf<'lineDue'>['lines'], demands: Demands): void {
  for (const {line, moment} of lines) demands.requiredLines.push({...sourceOf(rule), line, moment});
}

function lineIsDue({when}: ConditionOf<'lineDue'>, s: Situation): boolean {
  if (!isTalk(s)) return false;
  const {spokenLanguage, packLanguage, hardship} = s.facts;
  switch (when) {
    case 'everyCall':
      return true;
    case 'firstCommunication':
      return s.standing === 'consumer' && firstInformed(s) === undefined;
    case 'laterCommunication':
      return s.standing === 'consumer' && firstInformed(s) !== undefined;
    case 'otherLanguage':
      return s.standing === 'consumer' && spokenLanguage !== null && spokenLanguage !== packLanguage;
    case 'hardship':
      return hardship && s.standing === 'consumer';
  }
}

function fieldsAreDue({when}: ConditionOf<'fieldDue'>, s: Situation): boolean {
  return when === 'everyCall' ? isTalk(s) : s.plan.kind === when;
}

/** The notice is due with the first communication or within so many days of it (12 CFR 1006.34(a)(1)(i)). */
function validationTask(
  rule: ContactRule,
  {days}: ConditionOf<'validationNotice'>,
  s: Situation,
  demands: Demands,
): void {
  if (s.standing !== 'consumer' || s.facts.validationNoticeSentAt !== null) return;
  const first = firstInformed(s);
  const zone = zoneOf(s);
  // The whole of the last day.
  const due = first === undefined ? null : instantOf(zone, dayAt(zone, first.ms) + days + 1) - 1;
  demands.tasks.push({...sourceOf(rule), dueAt: due === null ? null : toInstant(due)});
}

const LAST_ACTIVITY: readonly string[] = ['outEmail', 'outSms'];

function keep(rule: ContactRule, {years, from, products}: ConditionOf<'kept'>, s: Situation, demands: Demands): void {
  const {facts, history} = s;
  if (products.length > 0 && !products.includes(facts.product)) return;
  const known = history.findLast(({kind}) => kind.startsWith('call') || LAST_ACTIVITY.includes(kind))?.at ?? null;
  const last =
    [facts.lastCollectionAt, known]
      .filter((at) => at !== null)
      .toSorted()
      .at(-1) ?? null;
  const begins = from === 'closed' ? facts.closedAt : last;
  demands.retain.push({...sourceOf(rule), years, until: begins === null ? null : yearsAfter(begins, years)});
}

/** 29 February ends on 1 March of a year that has none. */
function yearsAfter(at: string, years: number): string {
  const date = new Date(at);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString();
}

/** Once nothing has to be kept any longer, what is left is to be deleted or made anonymous (PIPL 19, 47). */
export function deletionTask(rule: ContactRule, s: Situation, t: number, demands: Demands): void {
  if (rule.condition.kind !== 'retentionReached' || s.facts.closedAt === null) return;
  const ends = demands.retain.map(({until}) => (until === null ? Infinity : Date.parse(until)));
  const last = Math.max(Date.parse(s.facts.closedAt), ...ends);
  if (last <= t) demands.tasks.push({...sourceOf(rule), dueAt: toInstant(last)});
}

const hasTimeBarred = ({facts, plan}: Situation): boolean =>
  facts.debts.some(({id, timeBarred}) => timeBarred && (plan.debts.length === 0 || plan.debts.includes(id)));

function assessmentIsOld({months}: ConditionOf<'assessment'>, s: Situation, t: number): boolean {
  const {agentAssessedOn} = s.facts;
  if (agentAssessedOn === null) return false;
  const until = new Date(`${agentAssessedOn}T00:00:00Z`);
  until.setUTCMonth(until.getUTCMonth() + months);
  return dayAt(zoneOf(s), t) > Math.floor(until.getTime() / DAY);
}

/** A debt whose last demand lies longer back than the period of limitation: no word of a lawsuit. */
export function limitation(rule: ContactRule, {years}: ConditionOf<'limitation'>, s: Situation, t: number): Answer {
  if (!isTalk(s) && s.plan.kind !== 'sms' && s.plan.kind !== 'email') return silent();
  const today = dayAt(zoneOf(s), t);
  const old = s.facts.debts.some(({id, lastDemandOn}) => {
    if (lastDemandOn === null || (s.plan.debts.length > 0 && !s.plan.debts.includes(id))) return false;
    // Cheap first: nobody asks for the calendar of a debt of last month.
    if (today - dayNumber(lastDemandOn) < (years - 1) * YEARS_IN_DAYS) return false;
    return today > dayNumber(yearsAfter(`${lastDemandOn}T00:00:00Z`, years).slice(0, 10));
  });
  return old ? {verdict: severity(rule), fact: null, turn: null} : silent();
}

export function exportAbroad(rule: ContactRule, s: Situation): Answer {
  return s.plan.kind === 'export' && s.plan.abroad ? {verdict: severity(rule), fact: null, turn: null} : silent();
}

/** Customers are not asked to call back at a premium rate. */
export function premiumCallback(
  rule: ContactRule,
  {prefixes}: ConditionOf<'premiumCallback'>,
  {facts, plan}: Situation,
): Answer {
  const digits = (facts.callbackNumber ?? '').replace(/[^\d+]/g, '').replace(/^(\+44|0044)/, '0');
  const premium = plan.kind !== 'export' && prefixes.some((prefix) => digits.startsWith(prefix));
  return premium ? {verdict: severity(rule), fact: words.premiumCallback(), turn: null} : silent();
}
