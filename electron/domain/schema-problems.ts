import type {z} from 'zod';
import type {Problem} from '../contract/errors.ts';
import {type Issue, wordsOf} from './issue-words.ts';

/** A key or a value of the input may be megabytes long; nobody reads more than a line of it. */
const LONGEST_WORDS = 300;
const LONGEST_PLACE = 200;

export type Parsed<Value> = {value: Value; problems: null} | {value: null; problems: Problem[]};

/** Parses a value; what does not fit is told with its place, in both languages, all at once. */
export function parseInWords<Schema extends z.ZodType>(schema: Schema, value: unknown): Parsed<z.infer<Schema>> {
  // Without the input, what is missing and what is of the wrong kind look the same.
  const parsed = schema.safeParse(value, {reportInput: true});
  return parsed.success
    ? {value: parsed.data, problems: null}
    : {value: null, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, []))};
}

function problemsOf(issue: Issue, within: readonly PropertyKey[]): Problem[] {
  const path = [...within, ...issue.path];
  const meant = issue.code === 'invalid_union' && issue.input !== undefined ? meantBranch(issue.errors) : null;
  if (meant !== null) return meant.flatMap((inner) => problemsOf(inner, path));
  const words = wordsOf(issue);
  const message = {'zh-CN': cut(words['zh-CN'], LONGEST_WORDS), en: cut(words.en, LONGEST_WORDS)};
  return [{path: placeOf(path), message}];
}

/** Of several forms that were allowed, the one that was tried: a list where a list may stand, however wrong within. */
function meantBranch(branches: readonly Issue[][]): Issue[] | null {
  const tried = branches.filter((issues) => !issues.some(isOfAnotherKind));
  return tried.length === 1 ? (tried[0] ?? null) : null;
}

const isOfAnotherKind = (issue: Issue): boolean => issue.path.length === 0 && issue.code === 'invalid_type';

export const cut = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text;

/** `objections[12].answers.firm[0]` */
export function placeOf(path: readonly PropertyKey[]): string {
  const place = path.reduce<string>(
    (before, step) =>
      typeof step === 'number' ? `${before}[${step}]` : `${before}${before === '' ? '' : '.'}${String(step)}`,
    '',
  );
  return cut(place, LONGEST_PLACE);
}
