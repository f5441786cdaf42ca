import type {ConductFile, ConductRule, Finding} from '../contract/conduct.ts';
import {JURISDICTIONS, type Jurisdiction, type LocalText} from '../contract/values.ts';

/** The jurisdiction whose law a rule of conduct rests on, by its id; null where it is of none. */
export const homeOf = (rule: string): Jurisdiction | null =>
  JURISDICTIONS.find((each) => rule.startsWith(`${each}-`)) ?? null;

/** What speaks against something that was found; without a source where no law that is known forbids it there. */
export interface Citation {
  message: LocalText;
  source: string | null;
}

/**
 * What a finding is told to break in a jurisdiction. The lists are those of a language and name the law of one place, which is no
 * law elsewhere: there the jurisdiction's own rule of the same category is cited, from whichever list, and else no law. Null for
 * what a pack's own words found.
 */
export function citationIn(
  lists: readonly ConductFile[],
  {category, rule}: Pick<Finding, 'category' | 'rule'>,
  jurisdiction: Jurisdiction,
): Citation | null {
  const ruleOf = (id: string): ConductRule | null =>
    lists.find(({rules}) => Object.hasOwn(rules, id))?.rules[id] ?? null;
  const found = ruleOf(rule);
  if (found === null || homeOf(rule) === jurisdiction || homeOf(rule) === null) return found;
  const own = lists
    .flatMap(({findings}) => findings)
    .find((each) => each.category === category && homeOf(each.rule) === jurisdiction);
  return (own === undefined ? null : ruleOf(own.rule)) ?? {message: found.message, source: null};
}
