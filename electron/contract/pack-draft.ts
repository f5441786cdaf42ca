import {z} from 'zod';
import {Version} from './pack.ts';
import {Instant, Language} from './values.ts';

/**
 * A pack that is being written: one draft per pack id, kept as the file's own document, so that it may be wrong for a
 * moment (an empty text, an id used twice) but never has another shape than a pack.
 */

/** A key of the format, or the id of an element of a list. */
const Step = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/, {error: 'no part id'});

/** Where something stands in a pack: `['objections', 'forgot', 'answers', 'firm', 'forgot.firm', 'text']`. */
export const PartPath = z.array(Step).max(12);
export type PartPath = z.infer<typeof PartPath>;

const NewPart = z.looseObject({id: Step});

/**
 * One edit of a draft. Parts are named by their ids and never by their place, so that an edit still means the same after
 * another one; each is harmless when it comes twice.
 */
export const DraftEdit = z.discriminatedUnion('kind', [
  /** Without `value` the field is taken away. */
  z.strictObject({kind: z.literal('set'), path: PartPath.min(1), value: z.unknown().optional()}),
  /** `before`: the part that it comes to stand in front of; null = at the end. */
  z.strictObject({kind: z.literal('insert'), list: PartPath.min(1), part: NewPart, before: Step.nullable()}),
  z.strictObject({kind: z.literal('remove'), list: PartPath.min(1), id: Step}),
  z.strictObject({
    kind: z.literal('move'),
    list: PartPath.min(1),
    id: Step,
    /** Another list of the same kind; left out: within its own. */
    into: PartPath.min(1).optional(),
    before: Step.nullable(),
  }),
]);
export type DraftEdit = z.infer<typeof DraftEdit>;

/** Edits that are sent at once at most; a window that has more sends them one after another. */
export const MOST_EDITS = 500;

/** A draft without its content. */
export const PackDraftInfo = z.strictObject({
  packId: z.string(),
  title: z.string(),
  language: Language,
  /** The version that it is to become, unless another is chosen at the end. */
  version: z.string(),
  /** The version that it was begun from; null for a pack that is new. */
  basedOn: Version.nullable(),
  /** Counts the saves; who saves says which one was the last seen. */
  revision: z.int().min(1),
  savedAt: Instant,
  savedBy: z.string().nullable(),
});
export type PackDraftInfo = z.infer<typeof PackDraftInfo>;
