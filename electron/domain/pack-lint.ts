import type {Problem} from '../contract/errors.ts';
import type {LintFinding} from '../contract/lint.ts';
import type {Pack} from '../contract/pack.ts';
import {breathFindings} from './lint/breath.ts';
import {collisionFindings, repeatedWordings} from './lint/collisions.ts';
import type {LintSources} from './lint/lint-sources.ts';
import type {Noted} from './lint/noted.ts';
import {partIdAt} from './lint/part-place.ts';
import {consequenceFindings, figureFindings, promiseFindings, strangerFindings} from './lint/phrases.ts';
import {reachFindings} from './lint/reach.ts';
import {requiredFindings} from './lint/required.ts';
import {lintRule, ruleOf} from './lint/rule-table.ts';
import {slotFindings} from './lint/slots.ts';
import {toneFindings} from './lint/tones.ts';
import {validityFindings} from './lint/validity.ts';
import {wordingFindings} from './lint/wording.ts';
import {languageFindings} from './lint/wrong-language.ts';
import type {KnownSentences} from './pack-conduct.ts';
import {notMadeUp, packFaults} from './pack-problems.ts';

export {LINT_RULES, lintRule, type LintRule} from './lint/rule-table.ts';
export type {LintSources} from './lint/lint-sources.ts';

/**
 * Grows whenever a rule is added or gets stricter, also when the shipped lists or contact rules do; the `since` of that rule
 * grows with it. A release records the version that passed it; what only a newer one finds warns and refuses nothing.
 */
export const LINTER_VERSION = 1;

export interface PackLinter {
  /** What needs no search and no word lists: milliseconds, also while somebody types. */
  quick(document: unknown): LintFinding[];
  /** Everything; yields after every little piece of work. What was looked at before is remembered. */
  steps(document: unknown): Generator<undefined, LintFinding[]>;
  /** The same for whoever only wants the errors: no wording is looked up in the search, which takes most of the time. */
  errorSteps(document: unknown): Generator<undefined, LintFinding[]>;
}

/** A linter that remembers the sentences it looked at, for one pack that is being edited. */
export function createPackLinter(sources: LintSources, known: KnownSentences = new Map()): PackLinter {
  function* everything(document: unknown, lookUps: boolean): Generator<undefined, LintFinding[]> {
    const {readable, faults} = packFaults(document);
    if (readable === null) return told(null, faults);
    yield;
    const quick = quickFindings(readable, sources);
    yield;
    const wording = yield* wordingFindings(readable, sources.conduct, known);
    const collisions = lookUps ? yield* collisionFindings(readable, sources.lexicon) : [];
    return told(readable, [...faults, ...notForbiddenToo(quick, wording), ...wording, ...collisions]);
  }
  return {
    quick(document) {
      const {readable, faults} = packFaults(document);
      return told(readable, [...faults, ...(readable === null ? [] : quickFindings(readable, sources))]);
    },
    steps: (document) => everything(document, true),
    *errorSteps(document) {
      return (yield* everything(document, false)).filter(({severity}) => severity === 'error');
    },
  };
}

/** A promise that the word lists forbid as well is told of once. */
function notForbiddenToo(quick: readonly Noted[], wording: readonly Noted[]): Noted[] {
  const forbidden = new Set(wording.filter(({rule}) => rule === 'words-forbidden').map(({path}) => path));
  return quick.filter(({rule, path}) => rule !== 'promise-forbidden' || !forbidden.has(path));
}

/** What can be said without word lists and search. */
const quickFindings = (pack: Pack, {rules, today}: LintSources): Noted[] => [
  ...requiredFindings(pack, rules, today),
  ...validityFindings(pack, today),
  ...reachFindings(pack, today),
  ...slotFindings(pack),
  ...strangerFindings(pack),
  ...promiseFindings(pack),
  ...consequenceFindings(pack),
  ...figureFindings(pack),
  ...toneFindings(pack),
  ...breathFindings(pack),
  ...languageFindings(pack),
  ...repeatedWordings(pack),
];

function told(pack: Pack | null, noted: readonly Noted[]): LintFinding[] {
  const madeUp = noted.some(({rule}) => rule === 'format');
  const real = madeUp ? noted.filter(notMadeUp) : noted;
  return real.map(({rule, path, message}) => {
    const {since, severity} = ruleOf(rule);
    const partId = pack === null ? undefined : partIdAt(pack, path);
    return {rule, since, severity, path, message, ...(partId !== undefined && {partId})};
  });
}

/** A problem that was seen in a file's text before there was a document to look at. */
export const formatFinding = ({path, message}: Problem): LintFinding => {
  const {since, severity} = ruleOf('format');
  return {rule: 'format', since, severity, path, message};
};

/**
 * The findings for which a desk refuses a signed release that was passed by the linter version `recorded`: what does harm when it
 * is said, but nothing that only a newer linter knows. All else was decided when it was signed; a fault of form is refused anyway.
 */
export const refusedOnArrival = (findings: readonly LintFinding[], recorded: number): LintFinding[] =>
  findings.filter(({rule, since}) => lintRule(rule)?.unsafe === true && since <= Math.max(recorded, 1));
