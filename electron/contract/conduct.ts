import {z} from 'zod';
import {Language, lineText, LocalText} from './values.ts';

/**
 * The conduct lists, version 1: what an agent must neither write nor say, as data. The shipped files are
 * `scripts-library/conduct/<language>.json`; a pack adds words of its own in its `wordLists` section.
 */

export const CONDUCT_CATEGORIES = [
  'threat_intimidation',
  'impersonation_authority',
  'third_party_disclosure',
  'improper_promise',
  'insult_harassment',
  'induce_borrowing',
  'private_payment',
  'extra_fees',
  'false_legal_consequence',
  'pressure_vulnerable',
] as const;
export const ConductCategory = z.enum(CONDUCT_CATEGORIES);
export type ConductCategory = z.infer<typeof ConductCategory>;

/** `note`: what an agent writes about a call. `line`: what an agent will say to a customer. */
export const TextKind = z.enum(['note', 'line']);
export type TextKind = z.infer<typeof TextKind>;

export const ConductSeverity = z.enum(['block', 'warn']);
export type ConductSeverity = z.infer<typeof ConductSeverity>;

/** Something in a text that breaks a rule of conduct. `start` and `end` in UTF-16 units; `rule` is a rule's id. */
export const Finding = z.strictObject({
  /** Of the shipped lists one of `CONDUCT_CATEGORIES`; a pack's own word list may name another. */
  category: z.string(),
  severity: ConductSeverity,
  start: z.int().min(0),
  end: z.int().min(0),
  rule: z.string(),
});
export type Finding = z.infer<typeof Finding>;

export const CheckedText = z.strictObject({lang: Language, kind: TextKind, text: z.string().max(100_000)});
export type CheckedText = z.infer<typeof CheckedText>;

/** Words that stand for each other, with `|` between them; `<name>` among them stands for another class. */
const words = lineText(20_000);
const className = z.string().regex(/^[a-z][A-Za-z0-9]{0,31}$/, {error: 'no part id'});

/** Where a rule of conduct is written down, and what it says. */
export const ConductRule = z.strictObject({message: LocalText, source: lineText(300)});
export type ConductRule = z.infer<typeof ConductRule>;

/**
 * A row of slots with spaces between them. A slot is `<class>` or words with `|` between them; `+` between two slots says that
 * they touch, `~` that some words may stand there, `~~` a clause, `~~~` more than one; nothing, that a few may. A slot in
 * parentheses may be left out; `_` stands for a space inside words.
 */
const pattern = lineText(4000);

/** Sentences that break one rule. */
export const ConductPatterns = z.strictObject({
  category: ConductCategory,
  rule: z.string().max(64),
  /** Left out: `warn` in notes, `block` in lines. */
  severity: ConductSeverity.optional(),
  /** Only in notes, or only in lines. */
  kind: TextKind.optional(),
  /** It counts although something denies it, or although the customer speaks. */
  despite: z.array(z.enum(['denied', 'customer'])).optional(),
  patterns: z.array(pattern).max(2000),
});
export type ConductPatterns = z.infer<typeof ConductPatterns>;

/**
 * What decides whether words count. `customer` and `agent`: who speaks from here on, to the end of the sentence. `denies`: what
 * follows directly is denied; `forbids`: everything that follows in the sentence is. `harmless`: nothing of the categories
 * counts in this sentence.
 */
export const ConductContext = z.strictObject({
  role: z.enum(['customer', 'agent', 'denies', 'forbids', 'harmless']),
  kind: TextKind.optional(),
  categories: z.array(ConductCategory).optional(),
  /** `harmless` holds for the whole text. */
  whole: z.boolean().optional(),
  patterns: z.array(pattern).max(2000),
});
export type ConductContext = z.infer<typeof ConductContext>;

/**
 * What words mean, as places in a space where words that are used alike lie close together. `words`: stems with spaces between
 * them; `places`: in base64 one signed byte for each word and dimension, 127 standing for `scale`.
 */
export const WordMeanings = z.strictObject({
  source: lineText(500),
  dimensions: z.int().min(1).max(300),
  scale: z.number().gt(0),
  words: z.string().max(1_000_000),
  places: z.string().max(16_000_000),
});
export type WordMeanings = z.infer<typeof WordMeanings>;

/**
 * What was learned from labelled sentences: a network with one hidden layer. `features`: in base64 the hash of each feature, four
 * bytes, the lowest first; `weights`: in base64 one signed byte for each feature and hidden unit, 127 standing for `scale`.
 * `bias` has one number for each hidden unit. `phrases`, where the language's word meanings are known: what listens for runs of
 * one, two and three words by their meaning; `weights` in base64 one signed byte, 127 standing for `scale`, for each place in a
 * run, listener, and dimension or way of saying it (denied, forbidden, somebody else's). `out` has one number for each category (in the order of `CONDUCT_CATEGORIES`) of each hidden
 * unit, each listener and, last, of none.
 */
export const LearnedConduct = z.strictObject({
  features: z.string().max(8_000_000),
  weights: z.string().max(16_000_000),
  scale: z.number().gt(0),
  bias: z.array(z.number()).min(1).max(256),
  phrases: z
    .strictObject({
      weights: z.string().max(4_000_000),
      scale: z.number().gt(0),
      bias: z.array(z.number()).min(1).max(512),
    })
    .optional(),
  out: z.array(z.array(z.number()).length(CONDUCT_CATEGORIES.length)).max(769),
});
export type LearnedConduct = z.infer<typeof LearnedConduct>;

export const ConductFile = z.strictObject({
  formatVersion: z.literal(1),
  language: Language,
  rules: z.record(z.string().max(64), ConductRule),
  classes: z.record(className, z.union([words, z.array(words).max(500)])),
  /** Signs that stand for words: 🔪 for a knife. */
  signs: z.record(z.string().min(1).max(16), lineText(40)),
  /** Words that people disguise: by characters or letters that sound alike, by figures, by spaces. */
  disguised: z.array(words).max(500),
  /** Harmless words that contain a word of the lists, or sound like one. */
  lookalikes: z.array(words).max(500),
  contexts: z.array(ConductContext).max(500),
  findings: z.array(ConductPatterns).max(1000),
  learned: LearnedConduct.optional(),
  meanings: WordMeanings.optional(),
});
export type ConductFile = z.infer<typeof ConductFile>;
