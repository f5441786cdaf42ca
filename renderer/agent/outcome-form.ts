import {CONTACTS, RESULTS, type Contact, type Draft, type Outcome, type Result} from '../../electron/contract/call.ts';
import {NextActionKind, PayMethod} from '../../electron/contract/call.ts';
import type {Problem} from '../../electron/contract/errors.ts';
import {REASONS} from '../../electron/contract/pack.ts';
import type {Day, TimeZone} from '../../electron/contract/values.ts';
import {parseDay} from '../../electron/domain/days.ts';
import {isPromise, outcomeProblems} from '../../electron/domain/outcome-rules.ts';
import {minorDigits} from '../../electron/domain/script-lines.ts';

/** The outcome as its fields hold it while it is typed; it lives in the call's draft, so every value is loose. */
export type OutcomeForm = Draft['form'];

export interface FormContext {
  today: Day;
  timeZone: TimeZone;
  currency: string;
  note: string;
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

/** Reads an amount as typed (`500`, `3,280.5`, `１２００`, `2千` is not one) in minor units; null when it is no amount. */
export function parseAmount(typed: string, currency: string): number | null {
  const text = typed.normalize('NFKC').replace(/[\s,，¥$€£元]/g, '');
  if (!/^\d{1,9}(\.\d+)?$/.test(text)) return null;
  const digits = minorDigits(currency);
  const [whole = '0', fraction = ''] = text.split('.');
  if (fraction.length > digits) return null;
  return Number(whole) * 10 ** digits + Number(fraction.padEnd(digits, '0') || '0');
}

/** Reads a time of day as typed: `9`, `930`, `9:30`, `15点`, `下午3点`, `3pm`; null when it is none. */
export function parseTime(typed: string): string | null {
  const text = typed.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, '');
  const match =
    /^(上午|下午|晚上|中午)?(\d{1,2})(?::|点|時|时)?(\d{2}|半)?分?(am|pm)?$/.exec(text) ??
    /^()(\d{2})(\d{2})()$/.exec(text);
  if (!match) return null;
  let hour = Number(match[2]);
  const minute = match[3] === '半' ? 30 : Number(match[3] ?? 0);
  const afternoon = match[1] === '下午' || match[1] === '晚上' || match[4] === 'pm';
  if (afternoon && hour < 12) hour += 12;
  if (match[4] === 'am' && hour === 12) hour = 0;
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
  const outcome: Outcome = {
    contact,
    result,
    tags,
    reason: REASONS.find((reason) => reason === form['reason']) ?? null,
    promise,
    nextAction,
    note: context.note,
  };
  // What the fields already complain about would be said twice.
  const found = outcomeProblems(outcome, context.today).filter(
    (problem) => !(problem.path === 'promise' && problems.some((own) => own.path.startsWith('promise'))),
  );
  problems.push(...found);
  return {outcome: problems.length === 0 ? outcome : null, problems};
}

type Say = (path: string, zh: string, en: string) => void;

function readPromise(form: OutcomeForm, context: FormContext, say: Say): Outcome['promise'] {
  const amount = parseAmount(textOf(form, 'amount'), context.currency);
  const day = parseDay(textOf(form, 'day'), context.today);
  const method = PayMethod.options.find((option) => option === form['method']);
  const repeatedBack = flagOf(form, 'repeatedBack');
  if (amount === null || amount < 1) say('promise.amount', '承诺金额是多少', 'How much was promised');
  if (day === null) say('promise.day', '承诺哪一天还', 'Which day was promised');
  if (method === undefined) say('promise.method', '用什么方式还', 'How it will be paid');
  if (!repeatedBack)
    say('promise.repeatedBack', '请向客户复述金额和日期', 'Repeat amount and day back to the customer');
  if (amount === null || amount < 1 || day === null || method === undefined || !repeatedBack) return null;
  return {
    amount,
    currency: context.currency,
    day,
    method,
    reminderConsent: flagOf(form, 'consent'),
    repeatedBack: true,
  };
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
  if (day === null) return {kind, at: null, timeZone: context.timeZone};
  return {kind, at: `${day}T${time ?? '09:00'}`, timeZone: context.timeZone};
}

/** A saved outcome as fields, to be corrected. */
export function formOf(outcome: Outcome): OutcomeForm {
  const {promise, nextAction} = outcome;
  return {
    contact: outcome.contact,
    result: outcome.result ?? '',
    tags: outcome.tags,
    reason: outcome.reason ?? '',
    ...(promise === null
      ? {}
      : {
          amount: (promise.amount / 10 ** minorDigits(promise.currency)).toFixed(minorDigits(promise.currency)),
          day: promise.day,
          method: promise.method,
          consent: promise.reminderConsent,
          repeatedBack: true,
        }),
    ...(nextAction === null
      ? {}
      : {
          nextKind: nextAction.kind,
          nextDay: nextAction.at?.slice(0, 10) ?? '',
          nextTime: nextAction.at?.slice(11, 16) ?? '',
        }),
  };
}
