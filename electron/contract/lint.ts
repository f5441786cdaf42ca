import {z} from 'zod';
import {LocalText} from './values.ts';

/** `error` stops signing; `warning` asks for a reason, which is kept with the release. */
export const LINT_SEVERITIES = ['error', 'warning'] as const;
export const LintSeverity = z.enum(LINT_SEVERITIES);
export type LintSeverity = z.infer<typeof LintSeverity>;

/** One thing that the linter found in a pack. */
export const LintFinding = z.strictObject({
  /** Id of the rule in the table of rules, which explains it: `pressure-without-empathy`. */
  rule: z.string().max(64),
  /** The linter version from which on it is looked for: a pack that an older one passed is not refused for it. */
  since: z.int().min(1),
  severity: LintSeverity,
  /** `objections[12].answers.firm[0].text`; empty for the pack as a whole. */
  path: z.string(),
  /** Id of the part that the place lies in, where there is one: places move while a pack is edited, ids stay. */
  partId: z.string().optional(),
  message: LocalText,
});
export type LintFinding = z.infer<typeof LintFinding>;
