import {z} from 'zod';
import {AccountRow, PhoneNumber} from './account.ts';
import {RuleId} from './contact-rules.ts';
import {Day, Id, lineText, LocalText} from './values.ts';

/**
 * How long an account must be kept. `kept`: not yet over; `reached`: over since `keepUntil`; `notBegun`: the period begins
 * with something that has not happened (the account is not closed, nobody ever called); `noPeriod`: closed, and no rule in
 * force says how long. `rule` is the one that keeps it longest.
 */
export const Retention = z.strictObject({
  state: z.enum(['kept', 'reached', 'notBegun', 'noPeriod']),
  /** The last day on which it must be kept, in the account's own zone. */
  keepUntil: Day.nullable(),
  rule: z.strictObject({id: RuleId, message: LocalText, source: z.string()}).nullable(),
  /** The rule that asks for deletion once the period is over, where the jurisdiction has one. */
  task: z.strictObject({id: RuleId, message: LocalText, source: z.string()}).nullable(),
});
export type Retention = z.infer<typeof Retention>;

/** An account whose time has come; name and reference masked unless the caller asked. */
export const RetentionRow = AccountRow.extend({retention: Retention, calls: z.int()});
export type RetentionRow = z.infer<typeof RetentionRow>;

/** One account as those see it who look after the data: no debt, numbers by their last digits. */
export const KeptAccount = RetentionRow.extend({numbers: z.array(PhoneNumber)});
export type KeptAccount = z.infer<typeof KeptAccount>;

/**
 * Why an account is erased. `retentionReached`: nothing asks to keep it any longer. `subjectRequest`: the person asked for
 * it (PIPL art. 47). `wrongData`: it should never have been kept. The last two hold before the period ends.
 */
export const ERASE_GROUNDS = ['retentionReached', 'subjectRequest', 'wrongData'] as const;
export const EraseGround = z.enum(ERASE_GROUNDS);
export type EraseGround = z.infer<typeof EraseGround>;

/** What the journal keeps of an erasure: nothing about the person. */
export const AccountErased = z.strictObject({
  accountId: Id,
  ground: EraseGround,
  why: lineText(300),
  retention: Retention.pick({state: true, keepUntil: true}).extend({ruleId: RuleId.nullable()}),
  calls: z.int(),
  events: z.int(),
});
export type AccountErased = z.infer<typeof AccountErased>;
