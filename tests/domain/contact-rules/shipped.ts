import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type ContactRule, RuleSet} from '../../../electron/contract/contact-rules.ts';
import {JURISDICTIONS, type Jurisdiction} from '../../../electron/contract/values.ts';

const folder = join(import.meta.dirname, '../../../scripts-library/rules');

let known: ContactRule[] | null = null;

export const ruleFile = (jurisdiction: Jurisdiction): RuleSet =>
  RuleSet.parse(JSON.parse(readFileSync(join(folder, `${jurisdiction}.json`), 'utf8')));

/** Every rule that ships, also those that are switched off. */
export function shippedRules(): readonly ContactRule[] {
  known ??= JURISDICTIONS.flatMap((jurisdiction) => ruleFile(jurisdiction).rules);
  return known;
}
