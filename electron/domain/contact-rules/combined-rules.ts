import type {ContactRule, RuleCondition} from '../../contract/contact-rules.ts';

/** Conditions that make an exception to other rules: nobody but the app's own rules may bring them. */
const EXCEPTIONS: readonly RuleCondition['kind'][] = [
  'oneReply',
  'excludedCalls',
  'countedOutcomes',
  'wrongNumberCalls',
  'countedPerDebt',
];

export interface CombinedRules {
  rules: ContactRule[];
  /** Rules of the pack that are not followed, because they would loosen one of the app's. */
  refused: ContactRule[];
}

/**
 * The app's rules and a pack's. A pack adds: its rules stand beside the app's, also under the same id, and the severest of
 * several verdicts wins; so it can tighten, but neither loosen, switch off, shorten nor end one. None of them passes for a
 * practice of the app (`house`), whatever it says of itself.
 */
export function combinedRules(shipped: readonly ContactRule[], packRules: readonly ContactRule[]): CombinedRules {
  const loosens = ({condition}: ContactRule) => EXCEPTIONS.includes(condition.kind);
  const company = packRules.map((rule) => (rule.house ? {...rule, house: false} : rule));
  return {
    rules: [...shipped, ...company.filter((rule) => !loosens(rule))],
    refused: company.filter(loosens),
  };
}

/** Whether a rule is judged by: switched on, and confirmed by some source. */
export const isFollowed = ({on, status}: ContactRule): boolean => on && status !== 'unverified';
