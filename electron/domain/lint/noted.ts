import type {LocalText} from '../../contract/values.ts';
import type {RuleId} from './rule-table.ts';

/** What a rule found, before it is told with severity and part. */
export interface Noted {
  rule: RuleId;
  path: string;
  message: LocalText;
}

export const text = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});
