import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type ContactRule, RuleSet} from '../../../electron/contract/contact-rules.ts';
import {JURISDICTIONS, type Jurisdiction} from '../../../electron/contract/values.ts';

const folder = join(import.meta.dirname, '../../../scripts-library/rules');

let known: ContactRule[] | null = null;

export const ruleFile = (jurisdiction: Jurisdiction): RuleSet =>
  RuleSet.parse(JSON.parse(readFileSync(join(folder, `${jurisdiction}.json`), 'utf8')));

/** Every rule that ships, also those that are switched off, and what is our own practice. */
export function shippedRules(): readonly ContactRule[] {
  known ??= JURISDICTIONS.flatMap((jurisdiction) => ruleFile(jurisdiction).rules);
  return known;
}

/** What facts from outside are judged by: the law, without the practice of this app (`rules.judge`, `may-call`). */
export const rulesOfLaw = (): readonly ContactRule[] => shippedRules().filter(({house}) => !house);
