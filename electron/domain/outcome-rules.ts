import {type CallRecord, CONTACTS, RESULTS, type Contact, type Outcome, type Result} from '../contract/call.ts';
import type {Problem} from '../contract/errors.ts';
import type {PlanLimits} from '../contract/payment-plan.ts';
import type {Day} from '../contract/values.ts';
import {planProblems} from './instalments.ts';

const THIRD_PARTY_RESULTS: readonly Result[] = ['CB', 'CND', 'DEC', 'LANG', 'INC', 'ABU', 'CMP', 'LC', 'ATT', 'BK'];
const WRONG_NUMBER_RESULTS: readonly Result[] = ['CND', 'CMP', 'ABU', 'LANG', 'LC'];
const CUT_OFF_RESULTS: readonly Result[] = ['CB', 'CND', 'ABU', 'RFS', 'EVD', 'INC', 'LC'];
const NOBODY_RESULTS: readonly Result[] = ['LC'];
/** Who was spoken to is not out of reach. */
const CUSTOMER_RESULTS: readonly Result[] = RESULTS.filter((result) => result !== 'LC');

/** One key saves these and goes on: nobody was reached, there is nothing more to say. */
export const QUICK_CONTACTS = ['NA', 'BZ', 'OFF', 'VM'] as const satisfies readonly Contact[];

export const CONTACT_KEYS: Record<Contact, string> = {
  RPC: 'B',
  WPC: 'T',
  WN: 'W',
  NA: 'N',
  BZ: 'Z',
  OFF: 'O',
  VM: 'V',
  LCM: 'L',
  REJ: 'J',
  DROP: 'D',
};

/** What can have come of a call with whom was reached; only these are offered and accepted. */
export function resultsFor(contact: Contact): readonly Result[] {
  switch (contact) {
    case 'RPC':
      return CUSTOMER_RESULTS;
    case 'WPC':
      return THIRD_PARTY_RESULTS;
    case 'WN':
      return WRONG_NUMBER_RESULTS;
    case 'REJ':
    case 'DROP':
      return CUT_OFF_RESULTS;
    default:
      return NOBODY_RESULTS;
  }
}

/** Why a payment is late is asked of the customer alone: nobody else is to know that one is. */
export const mayAskReason = (contact: Contact): boolean => contact === 'RPC' || contact === 'REJ' || contact === 'DROP';

export const isPromise = (result: Result | null): boolean => result === 'PTP' || result === 'PTP-P';

/**
 * What keeps an outcome from being saved; empty when nothing does. `today` is the day in the customer's zone. Outcomes
 * record what happened, so nothing here judges the call: only contradictions and half promises are refused. `party` is what the
 * call itself says of who was on the line, `limits` what the call's pack lets be agreed in parts.
 */
export function outcomeProblems(
  outcome: Outcome,
  today: Day,
  party: CallRecord['party'],
  limits?: PlanLimits,
): Problem[] {
  const problems: Problem[] = [];
  const say = (path: string, zh: string, en: string) => problems.push({path, message: {'zh-CN': zh, en}});
  const allowed = resultsFor(outcome.contact);
  if (!CONTACTS.includes(outcome.contact)) say('contact', '请选择接通情况', 'choose who was reached');
  if (outcome.contact === 'RPC' && outcome.result === null) {
    say('result', '本人接听后要选择结果', 'choose what came of the talk with the right party');
  }
  if (outcome.result !== null && !allowed.includes(outcome.result)) {
    say(
      'result',
      `结果 ${outcome.result} 与接通情况 ${outcome.contact} 不符`,
      `${outcome.result} does not fit ${outcome.contact}`,
    );
  }
  for (const tag of outcome.tags) {
    if (!allowed.includes(tag)) {
      say('tags', `标签 ${tag} 与接通情况 ${outcome.contact} 不符`, `tag ${tag} does not fit ${outcome.contact}`);
    }
  }
  if (outcome.contact === 'RPC' && party === 'third') {
    say('contact', '通话中标记为第三方接听，不能记为本人接听', 'the call was marked as answered by a third party');
  }
  const promised = isPromise(outcome.result) || outcome.tags.some(isPromise);
  if (promised && party !== 'right') {
    say('promise', '承诺要来自核实过的本人（F10）', 'a promise needs the right party, confirmed (F10)');
  }
  if (promised && outcome.promise === null) {
    say(
      'promise',
      '承诺要有金额、日期、方式，并向客户复述过',
      'a promise needs an amount, a day, a method, and must have been repeated back',
    );
  }
  if (!promised && outcome.promise !== null)
    say('promise', '有承诺内容，但结果不是承诺', 'there is a promise, but the result is none');
  if (outcome.promise !== null && outcome.promise.day < today) {
    say('promise.day', '承诺日期已经过去', 'the promised day has passed');
  }
  problems.push(...planFaults(outcome, today, limits), ...reminderFaults(outcome, today));
  const next = outcome.nextAction?.at ?? null;
  if (next !== null && next.slice(0, 10) < today)
    say('nextAction.at', '下一步的日期已经过去', 'the day of the next action has passed');
  if (outcome.result === 'CB' && next === null) {
    say('nextAction.at', '预约回拨要有时间', 'an agreed callback needs a time');
  }
  return problems;
}

/** A reminder that nobody agreed to is none, and one that lies in the past reminds nobody. */
function reminderFaults({promise}: Outcome, today: Day): Problem[] {
  if (promise?.reminderAt === undefined) return [];
  const fault = (zh: string, en: string): Problem => ({path: 'promise.reminderAt', message: {'zh-CN': zh, en}});
  if (!promise.reminderConsent)
    return [fault('客户没有同意提醒，不能约提醒时间', 'a reminder needs the consent of the customer')];
  return promise.reminderAt.slice(0, 10) < today
    ? [fault('提醒的日期已经过去', 'the day of the reminder has passed')]
    : [];
}

/** A plan belongs to a promise in parts; what is promised next is its first part. */
function planFaults({result, tags, promise}: Outcome, today: Day, limits: PlanLimits | undefined): Problem[] {
  if (promise?.plan === undefined) return [];
  const {amount, day, currency, plan} = promise;
  const fault = (zh: string, en: string): Problem => ({path: 'promise.plan', message: {'zh-CN': zh, en}});
  const faults: Problem[] = [];
  if (result !== 'PTP-P' && !tags.includes('PTP-P')) {
    faults.push(
      fault('分期计划的结果应是“承诺部分/分期”', 'a plan goes with the result "promise, part or instalments"'),
    );
  }
  const [first] = plan.instalments;
  if (first?.amount !== amount || first.day !== day || plan.currency !== currency) {
    faults.push(fault('承诺的金额和日期应是分期的第一期', 'amount and day of the promise are those of the first part'));
  }
  return [...faults, ...planProblems(plan, today, limits)];
}
