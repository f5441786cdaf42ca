import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {ContactEvent, ContactFacts, ContactPlan, type Judgement} from '../../../electron/contract/contact-rules.ts';
import {judgeContact} from '../../../electron/domain/contact-rules/judge-contact.ts';
import {judgedCase} from '../../../electron/hosts/cli/contact-cases.ts';
import {rulesOfLaw} from './shipped.ts';

/** A case with what is expected of an evaluator, as others write it. */
export interface Case {
  id: string;
  confidence: 'high' | 'medium';
  why: string;
  expect: {
    verdict: Judgement['verdict'];
    also_accept?: Judgement['verdict'][];
    reasons?: string[];
    reasons_any?: string[];
    not_reasons?: string[];
    next_allowed_at?: string | null;
    hide_debt?: boolean;
  };
}

export const casesOf = (file: string): Case[] =>
  (JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as {cases: Case[]}).cases;

/** A case read, ready to be judged as often as one likes; by the law alone, as `may-call` does. */
export function readCase(one: Case): () => Judgement {
  const {facts, history, plan, at} = judgedCase(one);
  const [known, events] = [ContactFacts.parse(facts), history.map((event) => ContactEvent.parse(event))];
  const contact = ContactPlan.parse(plan);
  return () => judgeContact(rulesOfLaw(), known, events, contact, at);
}

export const judgedAsShipped = (one: Case): Judgement => readCase(one)();

const MINUTE = 60_000;

/** "When an evaluator passes": what a judgement lacks, in words; nothing when it passes. */
export function faultsOf({expect}: Case, judgement: Judgement): string[] {
  const faults: string[] = [];
  const {verdict, findings, nextAllowedAt, hideDebt} = judgement;
  const reasons = new Set(findings.map(({ruleId}) => ruleId));
  if (verdict !== expect.verdict) {
    if (expect.also_accept?.includes(verdict) !== true) faults.push(`is ${verdict}, not ${expect.verdict}`);
  } else {
    const missing = (expect.reasons ?? []).filter((id) => !reasons.has(id));
    if (missing.length > 0) faults.push(`does not name ${missing.join(', ')}`);
    if (expect.reasons_any?.some((id) => reasons.has(id)) === false) {
      faults.push(`names none of ${expect.reasons_any.join(', ')}`);
    }
    const wrong = (expect.not_reasons ?? []).filter((id) => reasons.has(id));
    if (wrong.length > 0) faults.push(`names ${wrong.join(', ')}`);
    if (expect.next_allowed_at !== undefined && !isNext(nextAllowedAt, expect.next_allowed_at)) {
      faults.push(`may go on at ${nextAllowedAt}, not ${expect.next_allowed_at}`);
    }
  }
  if (expect.hide_debt !== undefined && hideDebt !== expect.hide_debt) faults.push(`hides the debt: ${hideDebt}`);
  return faults;
}

/** The moment that is expected, or up to a minute later. */
function isNext(told: string | null, expected: string | null): boolean {
  if (told === null || expected === null) return told === expected;
  const late = Date.parse(told) - Date.parse(expected);
  return late >= 0 && late <= MINUTE;
}
