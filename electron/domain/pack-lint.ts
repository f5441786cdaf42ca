import type {LintFinding} from '../contract/lint.ts';
import type {Pack} from '../contract/pack.ts';
import type {LintSources} from './lint/lint-sources.ts';
import type {Noted} from './lint/noted.ts';
import {partIdAt} from './lint/part-place.ts';
import {type RuleId, ruleOf} from './lint/rule-table.ts';
import {validityFindings} from './lint/validity.ts';
import {packFaults} from './pack-problems.ts';

export {LINT_RULES, type LintRule} from './lint/rule-table.ts';
export type {LintSources} from './lint/lint-sources.ts';

/**
 * Grows whenever a rule is added or gets stricter, also when the shipped lists or contact rules do. A release records the
 * version that passed it; what only a newer one finds warns and refuses nothing.
 */
export const LINTER_VERSION = 1;

/** Everything that is wrong or doubtful about a pack, errors and warnings, in the order of the pack. Takes seconds. */
export function lintPack(document: unknown, sources: LintSources): LintFinding[] {
  const work = createPackLinter(sources).steps(document);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

export interface PackLinter {
  /** What needs no search and no word lists: milliseconds, also while somebody types. */
  quick(document: unknown): LintFinding[];
  /** Everything; yields after every little piece of work. What was looked at before is remembered. */
  steps(document: unknown): Generator<undefined, LintFinding[]>;
}

/** A linter that remembers the sentences it looked at, for one pack that is being edited. */
export function createPackLinter(sources: LintSources): PackLinter {
  const quick = (document: unknown): LintFinding[] => {
    const {readable, faults} = packFaults(document);
    const noted: Noted[] = [...faults, ...(readable === null ? [] : validityFindings(readable, sources.today))];
    return told(readable, noted);
  };
  return {
    quick,
    *steps(document) {
      yield;
      return quick(document);
    },
  };
}

function told(pack: Pack | null, noted: readonly Noted[]): LintFinding[] {
  return noted.map(({rule, path, message}) => {
    const {since, severity} = ruleOf(rule);
    const partId = pack === null ? undefined : partIdAt(pack, path);
    return {rule, since, severity, path, message, ...(partId !== undefined && {partId})};
  });
}

/**
 * The findings for which a desk refuses a signed release that was passed by the linter version `recorded`: errors, but none
 * that only a newer linter knows, and none that only time has brought about.
 */
export const refusedOnArrival = (findings: readonly LintFinding[], recorded: number): LintFinding[] =>
  findings.filter(
    ({rule, since, severity}) => severity === 'error' && since <= recorded && ruleOf(rule as RuleId).dated !== true,
  );
