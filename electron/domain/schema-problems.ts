import {z} from 'zod';
import type {Problem} from '../contract/errors.ts';
import type {LocalText} from '../contract/values.ts';

const chinese = z.locales.zhCN().localeError;
const english = z.locales.en().localeError;

/** Words of the contract's own checks; the library knows those of its own. */
const OWN_CHECKS: Record<string, LocalText> = {
  'unknown time zone': {'zh-CN': '没有这个时区', en: 'there is no such time zone'},
};
const MISSING: LocalText = {'zh-CN': '缺少此项', en: 'is missing'};

/** A key or a value of the input may be megabytes long; nobody reads more than a line of it. */
const LONGEST_WORDS = 300;
const LONGEST_PLACE = 200;

export type Parsed<Value> = {value: Value; problems: null} | {value: null; problems: Problem[]};

/** Parses a value; what does not fit is told with its place, in both languages, all at once. */
export function parseInWords<Schema extends z.ZodType>(schema: Schema, value: unknown): Parsed<z.infer<Schema>> {
  // Without the input, the library's words say of every wrong value that it is undefined.
  const parsed = schema.safeParse(value, {reportInput: true});
  return parsed.success
    ? {value: parsed.data, problems: null}
    : {value: null, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, []))};
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, within: readonly PropertyKey[]): Problem[] {
  const path = [...within, ...issue.path];
  const meant = issue.code === 'invalid_union' && issue.input !== undefined ? meantBranch(issue.errors) : null;
  if (meant !== null) return meant.flatMap((inner) => problemsOf(inner, path));
  return [{path: placeOf(path), message: wordsOf(issue)}];
}

/** Of several forms that were allowed, the one that was tried: it is wrong in its parts and not as a whole. */
function meantBranch(branches: readonly Issue[][]): Issue[] | null {
  const tried = branches.filter((issues) => issues.every((issue) => issue.path.length > 0));
  return tried.length === 1 ? (tried[0] ?? null) : null;
}

function wordsOf(issue: Issue): LocalText {
  const own = issue.code === 'custom' && Object.hasOwn(OWN_CHECKS, issue.message) ? OWN_CHECKS[issue.message] : null;
  if (own !== null && own !== undefined) return own;
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) return MISSING;
  const raw = issue as Parameters<typeof english>[0];
  return {'zh-CN': cut(inWords(chinese(raw)), LONGEST_WORDS), en: cut(inWords(english(raw)), LONGEST_WORDS)};
}

function inWords(error: unknown): string {
  return typeof error === 'string' ? error : ((error as {message?: string} | null)?.message ?? '');
}

const cut = (text: string, longest: number): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** `objections[12].answers.firm[0]` */
export function placeOf(path: readonly PropertyKey[]): string {
  const place = path.reduce<string>(
    (before, step) =>
      typeof step === 'number' ? `${before}[${step}]` : `${before}${before === '' ? '' : '.'}${String(step)}`,
    '',
  );
  return cut(place, LONGEST_PLACE);
}
