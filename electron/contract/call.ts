import {z} from 'zod';
import {CallMode} from './call-mode.ts';
import {CallGoal, CallPlan, Reaction, ReminderItem} from './call-plan.ts';
import {ContactPurpose, LineMoment, RequiredLineKind, RuleId, Verdict} from './contact-rules.ts';
import {FactEvent} from './flags.ts';
import {BranchKind, Bucket, PackRef, PartId, Reason, SlotId, StageKind, Tone} from './pack.ts';
import {PaymentPlan} from './payment-plan.ts';
import {
  Currency,
  Day,
  Id,
  Instant,
  Jurisdiction,
  Language,
  lineText,
  MinorUnits,
  TimeZone,
  typedText,
} from './values.ts';

/** Who or what was reached. Drives the legal counters. */
export const CONTACTS = ['RPC', 'WPC', 'WN', 'NA', 'BZ', 'OFF', 'VM', 'LCM', 'REJ', 'DROP'] as const;
export const Contact = z.enum(CONTACTS);
export type Contact = z.infer<typeof Contact>;

/** What came of it. One is primary, any number may be tags. */
export const RESULTS = [
  'PTP',
  'PTP-P',
  'CB',
  'RFS',
  'EVD',
  'HARD',
  'DISP',
  'CP',
  'PIF',
  'SIF',
  'BP',
  'FRAUD',
  'CND',
  'ATT',
  'BK',
  'DEC',
  'LANG',
  'INC',
  'ABU',
  'CMP',
  'LC',
] as const;
export const Result = z.enum(RESULTS);
export type Result = z.infer<typeof Result>;

export const Direction = z.enum(['outbound', 'inbound']);
export type Direction = z.infer<typeof Direction>;

export {CallMode};

export const PayMethod = z.enum(['app', 'bankTransfer', 'autoDebit', 'card', 'branch', 'other']);
export type PayMethod = z.infer<typeof PayMethod>;

/**
 * A promise to pay: an amount, a day and a way, said back to the customer. Anything vaguer is no promise and cannot be
 * saved as one. `day` is a calendar day of the customer's zone. A reminder call needs the customer's consent
 * (12 CFR 1006.14(b)(3)(i): prior consent is what keeps it out of the seven-day count). With a plan, amount and day are
 * those of its first part.
 */
export const PromiseToPay = z.strictObject({
  amount: MinorUnits.min(1),
  currency: Currency,
  day: Day,
  method: PayMethod,
  reminderConsent: z.boolean(),
  repeatedBack: z.literal(true),
  plan: PaymentPlan.optional(),
  /** When the customer agreed to be reminded: local wall clock of the customer's zone. */
  reminderAt: z.iso.datetime({local: true, precision: -1}).optional(),
});
export type PromiseToPay = z.infer<typeof PromiseToPay>;

export const NextActionKind = z.enum(['call', 'check', 'message', 'letter', 'review', 'none']);
export const NextAction = z.strictObject({
  kind: NextActionKind,
  /** Local wall clock of `timeZone`, `YYYY-MM-DDTHH:MM`. */
  at: z.iso.datetime({local: true, precision: -1}).nullable(),
  timeZone: TimeZone,
});
export type NextAction = z.infer<typeof NextAction>;

export const Outcome = z.strictObject({
  contact: Contact,
  result: Result.nullable(),
  tags: z.array(Result).max(RESULTS.length),
  reason: Reason.nullable(),
  promise: PromiseToPay.nullable(),
  nextAction: NextAction.nullable(),
  note: typedText(20_000),
  /** Of the goals that were set before the call, those that were reached. */
  goalsMet: z.array(CallGoal).max(2).optional(),
  /** How the customer did react. */
  reaction: Reaction.optional(),
});
export type Outcome = z.infer<typeof Outcome>;

/** How the person was checked: parts only, never a whole number. */
export const IdentityCheck = z.enum(['idTail', 'birthday', 'address', 'registeredPhone', 'agentJudgement']);
export type IdentityCheck = z.infer<typeof IdentityCheck>;

/** `notification`: a call that only tells something (告知式); every other talk is interactive. */
export const ContactMode = z.enum(['interactive', 'notification']);
export type ContactMode = z.infer<typeof ContactMode>;

/** What a call is opened with: everything that the evidence needs later, even if the account changes. */
const opened = z.strictObject({
  direction: Direction,
  mode: CallMode,
  numberId: Id.nullable(),
  numberLabel: z.string(),
  accountId: Id.nullable(),
  reference: z.string(),
  customerName: z.string(),
  jurisdiction: Jurisdiction,
  timeZone: TimeZone,
  language: Language,
  product: z.string().nullable(),
  daysOverdue: z.int().nullable(),
  bucket: Bucket.nullable(),
  firstCall: z.boolean(),
  pack: PackRef.nullable(),
  agentName: z.string(),
  institution: z.string(),
  team: z.string(),
  /** To whom the call went, about which debts, for what; calls of older versions do not say. */
  personId: Id.optional(),
  debtIds: z.array(Id).max(50).optional(),
  purpose: ContactPurpose.optional(),
  contactMode: ContactMode.optional(),
});

/** `planned`: it is about to be begun here. `onLine`: a dialer has the customer on the line already, or they call in. */
export const CallBegun = z.enum(['planned', 'onLine']);
export type CallBegun = z.infer<typeof CallBegun>;

/** What the rules said when the call was opened; compact, as evidence of what was known then. */
export const RulesJudged = z.strictObject({
  begun: CallBegun,
  verdict: Verdict,
  findings: z.array(
    z.strictObject({ruleId: RuleId, verdict: z.enum(['warn', 'blocked']), source: z.string().max(300)}),
  ),
  counters: z.array(z.strictObject({ruleId: RuleId, used: z.int(), limit: z.int(), outside: z.int()})),
  nextAllowedAt: Instant.nullable(),
  requiredLines: z.array(z.strictObject({ruleId: RuleId, line: RequiredLineKind, moment: LineMoment})),
});
export type RulesJudged = z.infer<typeof RulesJudged>;

/** A block that a lead let pass with the PIN of that role. */
export const RuleOverridden = z.strictObject({
  ruleIds: z.array(RuleId).min(1),
  why: lineText(300),
  approvedBy: z.literal('lead'),
});
export type RuleOverridden = z.infer<typeof RuleOverridden>;

/** Steps of a call that the agent's window records. */
export const CallStep = z.discriminatedUnion('type', [
  z.strictObject({type: z.literal('call.connected'), payload: z.strictObject({})}),
  z.strictObject({
    type: z.literal('party.confirmed'),
    payload: z.strictObject({checks: z.array(IdentityCheck).max(5)}),
  }),
  z.strictObject({type: z.literal('party.third'), payload: z.strictObject({relation: lineText(40).nullable()})}),
  z.strictObject({type: z.literal('stage.entered'), payload: z.strictObject({stageId: PartId, kind: StageKind})}),
  z.strictObject({
    type: z.literal('objection.picked'),
    payload: z.strictObject({objectionId: PartId, title: lineText(80), lineId: PartId.nullable(), tone: Tone}),
  }),
  z.strictObject({
    type: z.literal('line.used'),
    payload: z.strictObject({lineId: PartId, verbatim: z.boolean()}),
  }),
  z.strictObject({type: z.literal('branch.taken'), payload: z.strictObject({branchId: PartId, kind: BranchKind})}),
  z.strictObject({type: z.literal('slot.filled'), payload: z.strictObject({slotId: SlotId, value: lineText(120)})}),
  z.strictObject({
    type: z.literal('customer.read'),
    payload: z.strictObject({customerTypes: z.array(PartId).max(20), emotions: z.array(PartId).max(20)}),
  }),
  z.strictObject({type: z.literal('call.planned'), payload: CallPlan}),
  z.strictObject({
    type: z.literal('reminder.checked'),
    payload: z.strictObject({items: z.array(ReminderItem).max(4)}),
  }),
  /** A line that a rule requires was said; `lineId` is the pack's wording of it. */
  z.strictObject({
    type: z.literal('disclosure.said'),
    payload: z.strictObject({line: RequiredLineKind, lineId: PartId.nullable()}),
  }),
]);
export type CallStep = z.infer<typeof CallStep>;

export const CallOpened = z.strictObject({type: z.literal('call.opened'), payload: opened});
export type CallOpened = z.infer<typeof CallOpened>;

/** Everything that can happen in a call. */
export const CallEvent = z.discriminatedUnion('type', [
  CallOpened,
  ...CallStep.options,
  ...FactEvent.options,
  z.strictObject({type: z.literal('rules.judged'), payload: RulesJudged}),
  z.strictObject({type: z.literal('rule.overridden'), payload: RuleOverridden}),
  z.strictObject({type: z.literal('outcome.saved'), payload: Outcome}),
  z.strictObject({
    type: z.literal('outcome.corrected'),
    payload: z.strictObject({outcome: Outcome, why: lineText(300)}),
  }),
]);
export type CallEvent = z.infer<typeof CallEvent>;

/** A call as its events tell it. `outcome` is the newest correction; the journal keeps them all. */
export const CallRecord = z.strictObject({
  id: Id,
  device: Id,
  agent: z.string(),
  opened,
  openedAt: Instant,
  connectedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  party: z.enum(['unknown', 'right', 'third']),
  confirmedAt: Instant.nullable(),
  checks: z.array(IdentityCheck),
  stages: z.array(z.strictObject({stageId: PartId, kind: StageKind, at: Instant})),
  objections: z.array(
    z.strictObject({objectionId: PartId, title: z.string(), lineId: PartId.nullable(), tone: Tone, at: Instant}),
  ),
  linesUsed: z.array(z.strictObject({lineId: PartId, verbatim: z.boolean(), at: Instant})),
  branches: z.array(z.strictObject({branchId: PartId, kind: BranchKind, at: Instant})),
  slots: z.record(SlotId, z.string()),
  customerTypes: z.array(PartId),
  emotions: z.array(PartId),
  /** What was thought out before the call. Left out by calls that have none, as their events were told then. */
  planned: CallPlan.optional(),
  /** What a reminder before the due date made sure of. */
  reminder: z.array(ReminderItem).optional(),
  /** What the rules said when it was opened; calls of older versions have none. */
  rules: RulesJudged.optional(),
  overridden: RuleOverridden.optional(),
  /** Required lines that were said; left out when none was. */
  disclosures: z.array(z.strictObject({line: RequiredLineKind, lineId: PartId.nullable(), at: Instant})).optional(),
  outcome: Outcome.nullable(),
  /** The law had its customer erased; what was done stays, to be counted. */
  erased: z.literal(true).optional(),
  corrections: z.int(),
  lastSeq: z.int(),
});
export type CallRecord = z.infer<typeof CallRecord>;

/**
 * What is being typed. One row per call, replaced as a whole, removed when the outcome is saved; never evidence.
 * `form` is the half-filled outcome as the fields hold it, so its values are free text.
 */
export const Draft = z.strictObject({
  note: typedText(20_000),
  objectionId: PartId.nullable(),
  tone: Tone,
  slots: z.record(SlotId, typedText(120)),
  form: z.record(
    z.string().regex(/^[a-zA-Z]{1,32}$/),
    z.union([typedText(2000), z.boolean(), z.array(typedText(20)).max(40)]),
  ),
});
export type Draft = z.infer<typeof Draft>;

/** Filters of the call list; they become part of an export. Days are inclusive, in `timeZone`. */
export const CallFilter = z.strictObject({
  from: Day.optional(),
  to: Day.optional(),
  timeZone: TimeZone.optional(),
  agent: lineText(40).optional(),
  contact: Contact.optional(),
  result: Result.optional(),
  objection: lineText(80).optional(),
  text: lineText(120).optional(),
  open: z.boolean().optional(),
  /** Calls that a rule spoke against: begun or on the line in spite of it; or let pass by a lead. */
  rules: z.enum(['blocked', 'overridden']).optional(),
});
export type CallFilter = z.infer<typeof CallFilter>;

/** A row of the call list; `reference` and `customerName` are masked unless the caller asked and may see them. */
export const CallRow = z.strictObject({
  id: Id,
  agent: z.string(),
  agentName: z.string(),
  team: z.string(),
  openedAt: Instant,
  endedAt: Instant.nullable(),
  seconds: z.int().nullable(),
  direction: Direction,
  reference: z.string(),
  customerName: z.string(),
  party: z.enum(['unknown', 'right', 'third']),
  contact: Contact.nullable(),
  result: Result.nullable(),
  tags: z.array(Result),
  objections: z.array(z.string()),
  note: z.string(),
  promiseDay: Day.nullable(),
  promiseAmount: z.int().nullable(),
  promiseCurrency: z.string().nullable(),
  /** Local time of the next action, as agreed. */
  nextAt: z.string().nullable(),
  corrections: z.int(),
  /** What the rules said of it when it was opened; null for calls that were never judged. */
  rules: z.enum(['allowed', 'warn', 'blocked', 'overridden']).nullable(),
  /** Required lines that were due and not ticked as said. */
  unsaid: z.array(RequiredLineKind),
  foreign: z.boolean(),
});
export type CallRow = z.infer<typeof CallRow>;
