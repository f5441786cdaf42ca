import {
  type CallRecord,
  CONTACTS,
  RESULTS,
  type Contact,
  type Draft,
  type Outcome,
  type Result,
} from '../../electron/contract/call.ts';
import {NextActionKind, PayMethod} from '../../electron/contract/call.ts';
import type {CallPlan} from '../../electron/contract/call-plan.ts';
import type {Problem} from '../../electron/contract/errors.ts';
import type {PlanLimits} from '../../electron/contract/payment-plan.ts';
import {REASONS} from '../../electron/contract/pack.ts';
import type {Day, TimeZone} from '../../electron/contract/values.ts';
import {addDays, parseDay} from '../../electron/domain/days.ts';
import {isPromise, mayAskReason, outcomeProblems} from '../../electron/domain/outcome-rules.ts';
import {minorDigits} from '../../electron/domain/script-lines.ts';
import {parseAmount} from '../../electron/domain/typed-amount.ts';
import {planFields, readPlan} from './promise/plan-form.ts';
import {goalsMetIn, reactionIn} from './promise/planned-call.ts';

/** The outcome as its fields hold it while it is typed; it lives in the call's draft, so every value is loose. */
export type OutcomeForm = Draft['form'];

export interface FormContext {
  today: Day;
  timeZone: TimeZone;
  currency: string;
  note: string;
  party: CallRecord['party'];
  /** What the debt comes to, in minor units; null where no account is known. */
  total: number | null;
  /** What the pack lets be agreed in parts. */
  limits: PlanLimits | undefined;
  /** What was planned before the call. */
  planned: CallPlan | undefined;
  /** Whose rules a reminder is judged by; null where no account is known. */
  accountId: string | null;
  /** Whether the call is still going on; a correction asks nobody anything. */
  inCall: boolean;
  /** The last step of the call that the desk has: what it judged before that one is out of date. */
  asOf?: number;
}

export const textOf = (form: OutcomeForm, name: string): string => {
  const value = form[name];
  return typeof value === 'string' ? value : '';
};

export const flagOf = (form: OutcomeForm, name: string): boolean => form[name] === true;

export function contactOf(form: OutcomeForm): Contact | null {
  return CONTACTS.find((contact) => contact === form['contact']) ?? null;
}

export function resultOf(form: OutcomeForm): Result | null {
  return RESULTS.find((result) => result === form['result']) ?? null;
}

export function tagsOf(form: OutcomeForm): Result[] {
  const tags = form['tags'];
  return Array.isArray(tags) ? RESULTS.filter((result) => tags.includes(result)) : [];
}

const CHINESE_NUMBERS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const TIME = /^(凌晨|早上|上午|中午|下午|晚上)?(\d{1,2})(?:[:.点时](\d{2}|半)?分?|(\d{2}))?(am|pm)?$/;

/** Reads a time of day as typed: `9`, `930`, `9:30`, `15点`, `下午三点半`, `3pm`; null when it is none, or could be two. */
export function parseTime(typed: string): string | null {
  let text = typed.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, '').replace('两点', '2点');
  for (let number = 12; number > 0; number -= 1) text = text.replace(`${CHINESE_NUMBERS[number]}点`, `${number}点`);
  const match = TIME.exec(text);
  if (!match) return null;
  const [, part = '', typedHour, minutes, joined, half] = match;
  let hour = Number(typedHour);
  const minute = minutes === '半' ? 30 : Number(minutes ?? joined ?? 0);
  // Midnight or noon, one at night or in the afternoon? Nobody should be called on a guess.
  if ((hour === 12 && part === '凌晨') || ((hour === 12 || hour < 5) && part === '晚上')) return null;
  const afternoon = ['下午', '晚上'].includes(part) || half === 'pm' || (part === '中午' && hour < 3);
  if (afternoon && hour < 12) hour += 12;
  if (half === 'am' && hour === 12) hour = 0;
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

export interface ReadForm {
  outcome: Outcome | null;
  problems: Problem[];
}

/** The outcome that the fields make, or everything that is still missing, by field. */
export function readForm(form: OutcomeForm, context: FormContext): ReadForm {
  const problems: Problem[] = [];
  const say = (path: string, zh: string, en: string) => problems.push({path, message: {'zh-CN': zh, en}});
  const contact = contactOf(form);
  if (contact === null) {
    say('contact', '请选择接通情况', 'Choose who was reached');
    return {outcome: null, problems};
  }
  const result = resultOf(form);
  const tags = tagsOf(form).filter((tag) => tag !== result);
  const promised = isPromise(result) || tags.some(isPromise);
  const promise = promised ? readPromise(form, context, say) : null;
  const nextAction = readNextAction(form, context, say);
  const goalsMet = goalsMetIn(form, context.planned?.goals ?? []);
  const reaction = context.planned === undefined ? null : reactionIn(form);
  const outcome: Outcome = {
    contact,
    result,
    tags,
    reason: mayAskReason(contact) ? (REASONS.find((reason) => reason === form['reason']) ?? null) : null,
    promise,
    nextAction,
    note: context.note,
    ...(goalsMet.length > 0 && {goalsMet}),
    ...(reaction !== null && {reaction}),
  };
  // What the fields already complain about would be said twice.
  const said = (form: string) => problems.some((own) => own.path.startsWith(form));
  const found = outcomeProblems(outcome, context.today, context.party, context.limits).filter(
    ({path}) =>
      !(path === 'promise' && said('promise.')) &&
      !(path.startsWith('promise.plan') && said('promise.plan')) &&
      !(path === 'nextAction.at' && said('nextAction.')),
  );
  problems.push(...found);
  return {outcome: problems.length === 0 ? outcome : null, problems};
}

type Say = (path: string, zh: string, en: string) => void;

function readPromise(form: OutcomeForm, context: FormContext, say: Say): Outcome['promise'] {
  const inParts = flagOf(form, 'planOn') && (resultOf(form) === 'PTP-P' || tagsOf(form).includes('PTP-P'));
  const read = inParts ? readPlan(form, context) : null;
  const first = read?.plan?.instalments[0];
  const amount = read === null ? parseAmount(textOf(form, 'amount'), context.currency) : (first?.amount ?? null);
  const day = read === null ? parseDay(textOf(form, 'day'), context.today) : (first?.day ?? null);
  const method = PayMethod.options.find((option) => option === form['method']);
  const repeatedBack = flagOf(form, 'repeatedBack');
  for (const {path, message} of read?.problems ?? []) say(path, message['zh-CN'], message.en);
  if (read === null && (amount === null || amount < 1)) {
    if (textOf(form, 'amount') === '') say('promise.amount', '承诺金额是多少', 'How much was promised');
    else
      say(
        'promise.amount',
        '看不懂这个金额，请写数字，如 500 或 1,280.50',
        'This amount is not clear; write digits, like 500',
      );
  }
  if (read === null && day === null) {
    if (textOf(form, 'day') === '') say('promise.day', '承诺哪一天还', 'Which day was promised');
    else
      say(
        'promise.day',
        '看不懂这个日期，请写 5d、周五、15 或 12-5',
        'This day is not clear; write 5d, fri, 15 or 12-5',
      );
  }
  if (method === undefined) say('promise.method', '用什么方式还', 'How it will be paid');
  if (!repeatedBack)
    say('promise.repeatedBack', '请向客户复述金额和日期', 'Repeat amount and day back to the customer');
  if (amount === null || amount < 1 || day === null || method === undefined || !repeatedBack) return null;
  const reminderConsent = flagOf(form, 'consent');
  const reminder = reminderIn(form, context.today, day);
  return {
    amount,
    currency: context.currency,
    day,
    method,
    reminderConsent,
    repeatedBack: true,
    ...(read?.plan && {plan: read.plan}),
    ...(reminderConsent &&
      reminder !== null &&
      (context.inCall || textOf(form, 'reminderDay') !== '') && {reminderAt: `${reminder.day}T${reminder.time}`}),
  };
}

/** After the lunch break, when people can talk; our choice, to be changed in the form. */
const REMINDER_TIME = '13:30';

/**
 * When to remind of a promise: as typed, else the day before at half past one; null when that is no moment, or when the
 * promise is for today.
 */
export function reminderIn(form: OutcomeForm, today: Day, promised: Day | null): {day: Day; time: string} | null {
  const typedDay = textOf(form, 'reminderDay');
  const typedTime = textOf(form, 'reminderTime');
  const before = promised === null || promised <= today ? null : addDays(promised, -1);
  const day = typedDay === '' ? before : parseDay(typedDay, today);
  const time = typedTime === '' ? REMINDER_TIME : parseTime(typedTime);
  if (day === null || time === null || promised === null || day > promised) return null;
  return {day, time};
}

/** The day that is promised first, as the fields stand: of a plan, that of its first part. */
export function promisedDay(form: OutcomeForm, context: FormContext): Day | null {
  if (flagOf(form, 'planOn') && (resultOf(form) === 'PTP-P' || tagsOf(form).includes('PTP-P'))) {
    return readPlan(form, context).plan?.instalments[0]?.day ?? null;
  }
  return parseDay(textOf(form, 'day'), context.today);
}

function readNextAction(form: OutcomeForm, context: FormContext, say: Say): Outcome['nextAction'] {
  const chosen = NextActionKind.options.find((option) => option === form['nextKind']);
  const kind = chosen ?? (resultOf(form) === 'CB' ? 'call' : undefined);
  if (kind === undefined || kind === 'none') return null;
  const dayTyped = textOf(form, 'nextDay');
  const timeTyped = textOf(form, 'nextTime');
  const day = parseDay(dayTyped, context.today);
  const time = parseTime(timeTyped);
  if (dayTyped !== '' && day === null) say('nextAction.day', '看不懂这个日期', 'This day is not clear');
  if (timeTyped !== '' && time === null) say('nextAction.time', '看不懂这个时间', 'This time is not clear');
  if (dayTyped === '' && timeTyped !== '') say('nextAction.day', '约在哪一天', 'On which day');
  if (day === null) return {kind, at: null, timeZone: context.timeZone};
  if (timeTyped === '') say('nextAction.time', '约在几点', 'At what time');
  return time === null ? null : {kind, at: `${day}T${time}`, timeZone: context.timeZone};
}

/** A saved outcome as fields, to be corrected. */
export function formOf(outcome: Outcome): OutcomeForm {
  const {promise, nextAction} = outcome;
  const plain = (minor: number, currency: string) =>
    (minor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency));
  return {
    contact: outcome.contact,
    result: outcome.result ?? '',
    tags: outcome.tags,
    reason: outcome.reason ?? '',
    ...(promise === null
      ? {}
      : {
          amount: plain(promise.amount, promise.currency),
          day: promise.day,
          method: promise.method,
          consent: promise.reminderConsent,
          repeatedBack: true,
          ...(promise.plan === undefined ? {} : planFields(promise.plan, (minor) => plain(minor, promise.currency))),
          ...(promise.reminderAt === undefined
            ? {}
            : {reminderDay: promise.reminderAt.slice(0, 10), reminderTime: promise.reminderAt.slice(11, 16)}),
        }),
    ...(outcome.goalsMet === undefined ? {} : {goalsMet: outcome.goalsMet}),
    ...(outcome.reaction === undefined ? {} : {reaction: outcome.reaction}),
    ...(nextAction === null
      ? {}
      : {
          nextKind: nextAction.kind,
          nextDay: nextAction.at?.slice(0, 10) ?? '',
          nextTime: nextAction.at?.slice(11, 16) ?? '',
        }),
  };
}
