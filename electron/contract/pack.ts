import {z} from 'zod';
import {CallMode} from './call-mode.ts';
import {PackRule, RequiredLineKind} from './contact-rules.ts';
import {PlanLimits} from './payment-plan.ts';
import {Day, Jurisdiction, Language, lineText, Sha256, typedText} from './values.ts';

/**
 * The script pack format, version 1. Strict everywhere: an unknown key is refused, so that a typing error in a pack is
 * seen by its lead and not silently ignored on the phone. Every stage, line, objection, phrasing and answer has an id
 * that is unique in the pack and stays with it for good: a diff tells moved from changed by it, and use is counted by it.
 * `scripts-library/README.md` documents the format by example; `scripts-library/pack.schema.json` is generated from here.
 */

export const STAGE_KINDS = [
  'preparation',
  'opening',
  'verification',
  'understanding',
  'pressure',
  'commitment',
  'reminder',
  'closing',
] as const;
export const StageKind = z.enum(STAGE_KINDS);
export type StageKind = z.infer<typeof StageKind>;

export const BRANCH_KINDS = [
  'thirdParty',
  'upset',
  'dispute',
  'hardship',
  'stopCalling',
  'claimsPaid',
  'wrongNumber',
  'deceased',
] as const;
export const BranchKind = z.enum(BRANCH_KINDS);
export type BranchKind = z.infer<typeof BranchKind>;

export const TONES = ['soft', 'standard', 'firm'] as const;
export const Tone = z.enum(TONES);
export type Tone = z.infer<typeof Tone>;

export const BUCKETS = ['M1', 'M2', 'M3', 'M3+'] as const;
export const Bucket = z.enum(BUCKETS);
export type Bucket = z.infer<typeof Bucket>;

/** Why the customer is behind; the first five are the trade's own, the others were seen from the customer's side. */
export const REASONS = [
  'dispute',
  'cashFlow',
  'habitual',
  'businessTrouble',
  'unwilling',
  'lowAwareness',
  'receivablesDelay',
  'paydayMismatch',
  'autoDebitFailed',
  'forgot',
  'incomeLoss',
  'illness',
  'hardship',
  'other',
  'none',
] as const;
export const Reason = z.enum(REASONS);
export type Reason = z.infer<typeof Reason>;

/**
 * Where a slot's value comes from. `debt.*` facts are debt content: they exist in the page only after the right party is
 * confirmed. `promise.*` is what the customer agrees to, asked for in place, while talking; `ask` is anything else that is.
 * What an account or a profile does not know is asked for in place, too.
 */
export const SLOT_SOURCES = [
  'agent.spokenName',
  'agent.agentId',
  'agent.institution',
  'agent.team',
  'agent.officialPhone',
  'agent.officialChannel',
  'account.customerName',
  'account.reference',
  'debt.amount',
  'debt.principal',
  'debt.interest',
  'debt.fees',
  'debt.paid',
  'debt.product',
  'debt.creditor',
  'debt.dueDate',
  'debt.daysOverdue',
  'promise.amount',
  'promise.day',
  'promise.method',
  'ask',
] as const;
export const SlotSource = z.enum(SLOT_SOURCES);
export type SlotSource = z.infer<typeof SlotSource>;

export const SlotType = z.enum(['text', 'money', 'date', 'number', 'phone']);
export type SlotType = z.infer<typeof SlotType>;

/** Id of a part of a pack: letters, digits, dots and hyphens, at most 64. */
export const PartId = z.string().regex(/^[a-z0-9][A-Za-z0-9.-]{0,63}$/, {error: 'no part id'});
export type PartId = z.infer<typeof PartId>;

/** Name of a slot as it stands between braces in a text. */
export const SlotId = z.string().regex(/^[a-z][A-Za-z0-9]{0,31}$/, {error: 'no slot id'});

// Official SemVer 2.0.0 grammar, without build metadata: two builds of one version would be two contents of one name.
// Numbers of at most fifteen digits, which can still be compared.
export const Version = z
  .string()
  .max(64)
  .regex(
    /^(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?$/,
    {error: 'no version'},
  );

/** Lists without an end would let a hostile pack keep every desk busy: far more than a team writes. */
const MOST_SAID = 2000;
const MOST_NAMED = 1000;
/** A whole table of what customers say may go into one objection. */
const MOST_PHRASINGS = 20_000;

const spoken = lineText(600);
const label = lineText(80);
const hint = lineText(300);

/** When a line fits; every part that is given must hold. Days are days overdue in the account's own zone. */
export const Condition = z.strictObject({
  daysOverdue: z.strictObject({min: z.int().min(0).optional(), max: z.int().min(0).optional()}).optional(),
  bucket: z.array(Bucket).min(1).max(MOST_NAMED).optional(),
  product: z.array(label).min(1).max(MOST_NAMED).optional(),
  customerType: z.array(PartId).min(1).max(MOST_NAMED).optional(),
  firstCall: z.boolean().optional(),
});
export type Condition = z.infer<typeof Condition>;

/**
 * Something the agent says. `talking` is a point to make in one's own words, `verbatim` a sentence that must be said as
 * written. A line shows only when every slot in `facts` has a value; a slot in the text that is no fact is asked for in
 * place. A `pressure` line needs facts and an `empathy` sentence that is shown beside it; a `consequence` line needs who
 * approved it and until when.
 */
export const Line = z.strictObject({
  id: PartId,
  text: spoken,
  /** The situation in which it is said ("only on voicemail"), for the agent's eyes; such a line is not due in every call. */
  cue: label.optional(),
  kind: z.enum(['talking', 'verbatim']).default('talking'),
  /** The disclosure that a contact rule asks for and that this line makes; ticking the line ticks it. */
  discloses: RequiredLineKind.optional(),
  when: Condition.optional(),
  beforeVerification: z.boolean().default(false),
  pressure: z.boolean().default(false),
  facts: z.array(SlotId).max(MOST_NAMED).default([]),
  empathy: spoken.optional(),
  consequence: z.boolean().default(false),
  approvedBy: label.optional(),
  validUntil: Day.optional(),
});
export type Line = z.infer<typeof Line>;

export const Question = z.strictObject({id: PartId, kind: z.enum(['open', 'closed']), text: spoken});
export type Question = z.infer<typeof Question>;

export const Stage = z.strictObject({
  id: PartId,
  kind: StageKind,
  title: label,
  goal: hint,
  /** The kinds of call that go through this stage; left out: all of them. */
  modes: z.array(CallMode).min(1).max(MOST_NAMED).optional(),
  lines: z.array(Line).min(1).max(MOST_SAID),
  questions: z.array(Question).max(MOST_SAID).default([]),
  listening: z.array(hint).max(MOST_NAMED).default([]),
  pace: z.array(hint).max(MOST_NAMED).default([]),
});
export type Stage = z.infer<typeof Stage>;

/** What a customer says, in one of its many wordings; `language` where it is not the pack's own. */
export const Phrasing = z.strictObject({id: PartId, text: lineText(120), language: Language.optional()});
export type Phrasing = z.infer<typeof Phrasing>;

/** Of several lines of a tone the most exact condition that fits wins. */
export const Answers = z.strictObject({
  soft: z.array(Line).min(1).max(MOST_SAID),
  standard: z.array(Line).min(1).max(MOST_SAID),
  firm: z.array(Line).min(1).max(MOST_SAID),
});

export const Objection = z.strictObject({
  id: PartId,
  title: label,
  category: lineText(40),
  reason: Reason,
  signals: z.array(hint).max(MOST_NAMED).default([]),
  phrasings: z.array(Phrasing).min(1).max(MOST_PHRASINGS),
  answers: Answers,
  empathy: spoken,
  followUps: z.array(Question).max(MOST_SAID).default([]),
  avoid: z.array(hint).max(MOST_NAMED).default([]),
  nextStage: PartId,
  branch: BranchKind.optional(),
});
export type Objection = z.infer<typeof Objection>;

export const Profiled = z.strictObject({
  id: PartId,
  title: label,
  cues: z.array(hint).max(MOST_NAMED).default([]),
  advice: z.array(hint).max(MOST_NAMED).default([]),
});
export type Profiled = z.infer<typeof Profiled>;

export const Branch = z.strictObject({
  id: PartId,
  kind: BranchKind,
  title: label,
  guidance: z.array(hint).max(MOST_NAMED).default([]),
  lines: z.array(Line).min(1).max(MOST_SAID),
  results: z.array(z.string().max(8)).max(MOST_NAMED).default([]),
  nextStage: PartId,
});
export type Branch = z.infer<typeof Branch>;

export const Slot = z.strictObject({id: SlotId, name: label, type: SlotType, source: SlotSource});
export type Slot = z.infer<typeof Slot>;

/** The label of a span of days overdue; `toDay` is left out in the last one. */
export const BucketSpan = z.strictObject({
  bucket: Bucket,
  fromDay: z.int().min(1),
  toDay: z.int().min(1).optional(),
});
export type BucketSpan = z.infer<typeof BucketSpan>;

/** Plain words that a pack adds to what must not be said in its lines or written in notes of its calls. */
export const WordList = z.strictObject({
  id: PartId,
  category: label,
  severity: z.enum(['block', 'warn']),
  language: Language,
  words: z.array(lineText(80)).min(1).max(5000),
});
export type WordList = z.infer<typeof WordList>;

/** Other words for an objection, weighted from 0 to 1, for the search. */
export const Concept = z.strictObject({
  id: PartId,
  language: Language,
  objections: z.array(PartId).max(MOST_NAMED).default([]),
  expressions: z.array(z.strictObject({text: lineText(80), weight: z.number().gt(0).max(1).default(1)})).max(5000),
});

export const Pack = z.strictObject({
  formatVersion: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,63}$/, {error: 'no pack id'}),
  version: Version,
  title: label,
  description: hint.optional(),
  language: Language,
  jurisdiction: Jurisdiction,
  buckets: z.array(BucketSpan).min(1).max(MOST_NAMED).optional(),
  /** What may be agreed in parts. Without it any plan may. */
  plans: PlanLimits.optional(),
  slots: z.array(Slot).max(200),
  stages: z.array(Stage).min(1).max(30),
  objections: z.array(Objection).min(1).max(20_000),
  customerTypes: z.array(Profiled).max(100).default([]),
  emotions: z.array(Profiled).max(100).default([]),
  branches: z.array(Branch).max(50),
  /** They add to the app's own contact rules; what would loosen one is not followed. */
  rules: z.array(PackRule).max(1000).optional(),
  wordLists: z.array(WordList).max(200).optional(),
  lexicon: z.array(Concept).max(5000).optional(),
});
export type Pack = z.infer<typeof Pack>;

export const PACK_FILE_KINDS = ['json', 'csv', 'xlsx'] as const;
export const PackFileKind = z.enum(PACK_FILE_KINDS);
export type PackFileKind = z.infer<typeof PackFileKind>;

/** A pack's name with the fingerprint of its exact content; what a call records. */
export const PackRef = z.strictObject({id: z.string().max(64), version: z.string().max(64), sha256: Sha256});
export type PackRef = z.infer<typeof PackRef>;

/** A pack on this desk, without its content. `size` in bytes of the canonical text. */
export const PackInfo = PackRef.extend({
  title: z.string(),
  language: Language,
  jurisdiction: Jurisdiction,
  objections: z.int(),
  size: z.int(),
  importedAt: z.string(),
  active: z.boolean(),
  /** The team whose repository keeps it active; null for what came with the app or was imported here. */
  team: z.string().nullable(),
});
export type PackInfo = z.infer<typeof PackInfo>;

export const packText = typedText(20_000_000);
