import type {ContactRule} from '../contract/contact-rules.ts';
import type {Retention} from '../contract/retention.ts';
import type {Day} from '../contract/values.ts';

/** What the retention of an account hangs on. Days are of the account's own zone. */
export interface KeptFacts {
  region: string | null;
  /** Products of its debts; empty = not known, and then every period counts. */
  products: readonly string[];
  closedOn: Day | null;
  /** The last call or message, also one that was noted from elsewhere. */
  lastContactOn: Day | null;
}

/**
 * How long an account must be kept, and whether that is over. Of several periods the longest wins; one that has not begun
 * keeps the account. `rules` are those of its jurisdiction that stand on this desk.
 */
export function retentionOf(rules: readonly ContactRule[], facts: KeptFacts, today: Day): Retention {
  const inForce = rules.filter((rule) => isInForce(rule, facts, today));
  const task = sourceOf(inForce.find(({condition}) => condition.kind === 'retentionReached') ?? null);
  let longest: {rule: ContactRule; until: Day} | null = null;
  let waiting: ContactRule | null = null;
  for (const rule of inForce) {
    const {condition} = rule;
    if (condition.kind !== 'kept' || !concerns(condition.products, facts.products)) continue;
    const begun = condition.from === 'closed' ? facts.closedOn : facts.lastContactOn;
    if (begun === null) {
      // Without any contact there is nothing that such a period would keep.
      if (condition.from === 'closed') waiting ??= rule;
      continue;
    }
    const until = yearsAfter(begun, condition.years);
    if (longest === null || until > longest.until) longest = {rule, until};
  }
  if (waiting !== null) return {state: 'notBegun', keepUntil: null, rule: sourceOf(waiting), task};
  if (longest === null)
    return {state: facts.closedOn === null ? 'notBegun' : 'noPeriod', keepUntil: null, rule: null, task};
  const {rule, until} = longest;
  return {state: until < today ? 'reached' : 'kept', keepUntil: until, rule: sourceOf(rule), task};
}

/** Whether nothing asks to keep the account any longer. */
export const mayBeErased = ({state}: Retention): boolean => state === 'reached' || state === 'noPeriod';

function isInForce({on, region, validFrom, validTo}: ContactRule, facts: KeptFacts, today: Day): boolean {
  if (!on || (region !== undefined && region !== facts.region)) return false;
  return (validFrom === undefined || validFrom <= today) && (validTo === undefined || today <= validTo);
}

/** A product is written by hand; `信用卡（白金）` is a credit card. */
function concerns(wanted: readonly string[], products: readonly string[]): boolean {
  if (wanted.length === 0 || products.length === 0) return true;
  const plain = (product: string) =>
    product
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_-]/g, '');
  return products.some((product) => wanted.some((each) => plain(product).includes(plain(each))));
}

/** 29 February ends on 1 March of a year that has none. */
function yearsAfter(day: Day, years: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString().slice(0, 10);
}

const sourceOf = (rule: ContactRule | null): Retention['rule'] =>
  rule === null ? null : {id: rule.id, message: rule.message, source: rule.source};
