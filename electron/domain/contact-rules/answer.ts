import type {ContactRule, Counter} from '../../contract/contact-rules.ts';
import type {LocalText} from '../../contract/values.ts';

/**
 * What one rule says at one instant. `turn` is the next instant at which its answer may be another one (it need not be):
 * a blocked plan stays blocked until then; null = never again.
 */
export interface Answer {
  verdict: 'warn' | 'blocked' | null;
  /** What is the case; null = what the rule itself says. */
  fact: LocalText | null;
  turn: number | null;
  counter?: Pick<Counter, 'used' | 'limit' | 'outside' | 'per'>;
}

export const silent = (turn: number | null = null): Answer => ({verdict: null, fact: null, turn});

/** What a rule of that effect does when it speaks. */
export const severity = ({effect}: ContactRule): 'warn' | 'blocked' => (effect === 'warn' ? 'warn' : 'blocked');

/** The earliest of several instants after `t`; null when there is none. */
export function earliest(t: number, ...turns: readonly (number | null | undefined)[]): number | null {
  let first = Infinity;
  for (const turn of turns) if (turn !== null && turn !== undefined && turn > t && turn < first) first = turn;
  return Number.isFinite(first) ? first : null;
}
