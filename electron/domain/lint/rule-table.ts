import type {LintSeverity} from '../../contract/lint.ts';
import type {LocalText} from '../../contract/values.ts';
import {FAULT_RULES, type FaultRule} from './fault-rules.ts';

/** A rule of the linter. */
export interface LintRule {
  id: string;
  /** The linter version that began to look for it. */
  since: number;
  severity: LintSeverity;
  title: LocalText;
  /** Why the rule is there, for the lead who reads the finding. */
  why: LocalText;
  /** Where the law or a guideline stands behind it; left out: a practice of this app. */
  source?: LocalText;
  /** Its answer changes with the day alone: a desk that receives a signed pack is not to refuse it for that. */
  dated?: true;
}

export type RuleId = FaultRule | 'validity-passed' | 'validity-soon';

const RULES: Partial<Record<RuleId, Omit<LintRule, 'id'>>> = {};

export const ruleOf = (id: RuleId): LintRule => ({
  id,
  since: 1,
  severity: id === 'validity-soon' ? 'warning' : 'error',
  title: {'zh-CN': id, en: id},
  why: {'zh-CN': id, en: id},
  ...(id.startsWith('validity') && {dated: true as const}),
  ...RULES[id],
});

/** Every rule, with its explanation. */
export const LINT_RULES: readonly LintRule[] = [...FAULT_RULES, 'validity-passed', 'validity-soon'].map((id) =>
  ruleOf(id as RuleId),
);
