import {setImmediate} from 'node:timers/promises';
import type {LintFinding} from '../contract/lint.ts';
import type {Day, LocalText, TimeZone} from '../contract/values.ts';
import {dayIn} from '../domain/days.ts';
import type {KnownSentences} from '../domain/pack-conduct.ts';
import {createPackLinter, lintRule, type LintSources} from '../domain/pack-lint.ts';
import {currentProfile, type Desk, timestamp} from './desk.ts';
import type {ShippedConduct} from './shipped-conduct.ts';
import type {ShippedLexicon} from './shipped-lexicon.ts';
import type {ShippedRules} from './shipped-rules.ts';

/** How long other calls may wait for one slice of the work, in steps of the linter. */
const SLICE = 10;

interface Shipped {
  conduct: ShippedConduct;
  rules: ShippedRules;
  lexicon: ShippedLexicon;
}

/** What the linter looks at, from the app's own files. */
export const lintSources = ({conduct, rules, lexicon}: Shipped, today: Day): LintSources => ({
  today,
  rules: rules.read(),
  conduct: conduct.read(),
  lexicon: lexicon.read().files,
});

const UTC: TimeZone = 'UTC';

/** The same on a desk, on the day of the one who sits there. */
export const deskLintSources = (desk: Desk): LintSources =>
  lintSources(
    {conduct: desk.conduct, rules: desk.rules, lexicon: desk.packs.lexicon},
    dayIn(currentProfile(desk)?.timeZone ?? UTC, timestamp(desk)),
  );

/** A rule in words, for the terminal. */
export const lintRuleTitle = (id: string): LocalText => lintRule(id)?.title ?? {'zh-CN': id, en: id};

/** What the linter says of a parsed pack file. Takes seconds; whoever shares the process is answered meanwhile. */
export const lintInSlices = (document: unknown, sources: LintSources, known?: KnownSentences): Promise<LintFinding[]> =>
  inSlices(createPackLinter(sources, known).steps(document));

/** The errors alone, in a fraction of the time. */
export const lintErrorsInSlices = (
  document: unknown,
  sources: LintSources,
  known?: KnownSentences,
): Promise<LintFinding[]> => inSlices(createPackLinter(sources, known).errorSteps(document));

async function inSlices(work: Generator<undefined, LintFinding[]>): Promise<LintFinding[]> {
  for (let done = 1; ; done += 1) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (done % SLICE === 0) await setImmediate();
  }
}
