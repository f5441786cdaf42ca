import {z} from 'zod';
import {PartId} from './pack.ts';
import {Day, Language, lineText} from './values.ts';

/** What was typed in a search that found nothing good; the box takes 200. */
export const MissedText = lineText(200);

/** Searches that found nothing good, for the lead: how often on which day, and in which words where they were kept. */
export const MissedSearches = z.strictObject({
  /** Newest first. */
  days: z.array(z.strictObject({day: Day, count: z.int()})),
  /** Most frequent first. */
  texts: z.array(z.strictObject({text: z.string(), language: Language, count: z.int(), lastDay: Day})),
});
export type MissedSearches = z.infer<typeof MissedSearches>;

/** How much each objection's answers were used, decayed; only the proportion counts. Most used first. */
export const Usage = z.array(z.tuple([PartId, z.number()])).max(1000);
export type Usage = z.infer<typeof Usage>;

/** Larger than an index of twenty thousand objections, the most that a pack may hold. */
export const MOST_SNAPSHOT_BYTES = 60_000_000;

/** A built index, as base64: the contract's values are JSON over every host. */
export const Snapshot = z
  .string()
  .max(Math.ceil(MOST_SNAPSHOT_BYTES / 3) * 4)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, {error: 'no base64'});
