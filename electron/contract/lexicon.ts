import {z} from 'zod';
import {PartId} from './pack.ts';
import {Language, lineText} from './values.ts';

/**
 * The lexicon format, version 1: how people say what a script pack's phrasings mean, as data for the search. The shipped
 * files are `scripts-library/lexicon/<language>.json`; a pack adds its own concepts in its `lexicon` section.
 */

const words = lineText(80);
const weight = z.number().gt(0).max(1);

/** An expression that may mean something else, too, has a weight below 1. */
export const LexiconExpression = z.union([words, z.tuple([words, weight])]);
export type LexiconExpression = z.infer<typeof LexiconExpression>;

export const LexiconConcept = z.strictObject({
  id: z.string().regex(/^[a-z0-9][A-Za-z0-9_.-]{0,63}$/, {error: 'no part id'}),
  title: words,
  /** Words that a pack itself uses in titles and phrasings when it means this: they tie the concept to its objections. */
  anchors: z.array(words).max(200),
  expressions: z.array(LexiconExpression).max(5000),
  /** False friends: they contain an anchor or an expression and mean something else. */
  not: z.array(words).max(500),
  /** Ids of the objections that are meant, where they are known by name: in a pack's own concepts. */
  objections: z.array(PartId).max(1000).optional(),
  /** Somebody may be in danger: whatever holds an anchor or a certain expression brings its objections up first. */
  urgent: z.boolean().optional(),
});
export type LexiconConcept = z.infer<typeof LexiconConcept>;

const base64 = z
  .string()
  .max(8_000_000)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/);

/** What the search has learned from a file's expressions, made by `npm run lexicon:learn`; see `LearnedTable`. */
export const LearnedConcepts = z.strictObject({
  features: base64,
  ends: base64,
  of: base64,
  weights: base64,
  scale: z.number().gt(0),
});
export type LearnedConcepts = z.infer<typeof LearnedConcepts>;

export const LexiconFile = z.strictObject({
  formatVersion: z.literal(1),
  language: Language,
  concepts: z.array(LexiconConcept).max(5000),
  /** Words that say nothing (嗯, well): left out of what is searched for. */
  fillers: z.array(words).max(2000),
  /** What nobody says in this trade: learned as the meaning of nothing. */
  offTopic: z.array(words).max(5000).optional(),
  /** Lies beside the file, in `<language>.learned.json`; without it the concepts are learned when the index is built. */
  learned: LearnedConcepts.optional(),
});
export type LexiconFile = z.infer<typeof LexiconFile>;

/** The shipped files, and what a pack adds. */
export type Lexicon = readonly LexiconFile[];
