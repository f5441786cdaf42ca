import type {CallBegun, RuleOverridden, RulesJudged} from '../contract/call.ts';
import type {Finding, Judgement} from '../contract/contact-rules.ts';
import {AppError, type Problem} from '../contract/errors.ts';
import type {Input} from '../contract/methods.ts';
import {lockedRoles} from '../store/desk.ts';
import type {Desk} from './desk.ts';
import {checkPin} from './session-handlers.ts';

/** What is kept of a judgement as evidence: which rules spoke, by which source, and what was counted. */
export function judgedEvidence(judgement: Judgement, begun: CallBegun): RulesJudged {
  const {verdict, findings, counters, nextAllowedAt, requiredLines} = judgement;
  return {
    begun,
    verdict,
    findings: findings.map((finding) => ({
      ruleId: finding.ruleId,
      verdict: finding.verdict,
      source: finding.source.slice(0, 300),
    })),
    counters: counters.map(({ruleId, used, limit, outside}) => ({ruleId, used, limit, outside})),
    nextAllowedAt,
    requiredLines: requiredLines.map(({ruleId, line, moment}) => ({ruleId, line, moment})),
  };
}

const problemsOf = (findings: readonly Finding[]): Problem[] =>
  findings.map(({ruleId, message}) => ({path: ruleId, message}));

/**
 * Whether a planned call may be begun in spite of what the rules say.
 *
 * @returns null when nothing speaks against it, else what a lead let pass
 * @throws AppError `forbidden` when it is blocked and not let pass: no override, a rule that nobody may override, a wrong
 *   PIN, or no PIN that could be asked for; `unavailable` after too many wrong ones
 */
export function letPass(
  desk: Desk,
  judgement: Judgement,
  override: Input<'call.open'>['override'],
): RuleOverridden | null {
  if (judgement.verdict !== 'blocked') return null;
  const blocks = judgement.findings.filter(({verdict}) => verdict === 'blocked');
  const never = blocks.filter((finding) => finding.override === 'never');
  if (override === undefined) {
    throw new AppError(
      'forbidden',
      {'zh-CN': '按规则现在不能拨打这通电话。', en: 'The rules do not allow this call now.'},
      problemsOf(blocks),
    );
  }
  if (never.length > 0) {
    throw new AppError(
      'forbidden',
      {'zh-CN': '这些规则任何人都不能放行。', en: 'Nobody may let these rules pass, not a lead either.'},
      problemsOf(never),
    );
  }
  if (!lockedRoles(desk.db).includes('lead')) {
    throw new AppError('forbidden', {
      'zh-CN': '还没有设置组长口令，无法放行。请组长先在菜单里给组长角色加锁。',
      en: 'No PIN is set for the lead, so nothing can be let pass. A lead sets one first: lock the role of the lead in the menu.',
    });
  }
  checkPin(desk, 'lead', override.pin);
  return {ruleIds: [...new Set(blocks.map(({ruleId}) => ruleId))], why: override.why, approvedBy: 'lead'};
}
