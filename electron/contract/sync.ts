import {z} from 'zod';
import {ErrorCode, Problem} from './errors.ts';
import {PackRef} from './pack.ts';
import {Instant, LocalText, Sha256} from './values.ts';

/** Where a desk gets its packs from: an absolute folder, or an http(s) address. */
export const SyncPlace = z.string().trim().min(1).max(2000);
export type SyncPlace = z.infer<typeof SyncPlace>;

/** The text of an enrolment file. */
export const enrolmentText = z.string().max(2_000_000);

/** The repository that a desk trusts. `rootFingerprint` is what was compared by voice. */
export const SyncEnrolment = z.strictObject({
  team: z.string(),
  from: z.string(),
  rootFingerprint: Sha256,
  enrolledAt: Instant,
});
export type SyncEnrolment = z.infer<typeof SyncEnrolment>;

/** An enrolment file before it is accepted. `groups` is the fingerprint as it is read aloud, four signs at a time. */
export const ReadEnrolment = z.strictObject({
  team: z.string(),
  from: z.string(),
  rootFingerprint: Sha256,
  groups: z.array(z.string()),
  /** What accepting it would mean: a first enrolment, the same repository again, or another one in its place. */
  means: z.enum(['first', 'same', 'other']),
});
export type ReadEnrolment = z.infer<typeof ReadEnrolment>;

/** A pack of the repository that is active on this desk. */
export const SyncedPack = PackRef;
export type SyncedPack = z.infer<typeof SyncedPack>;

/** What a sync did to one pack. `from` and `to` are versions of the repository; null is none of them. */
export const SyncChange = z.strictObject({
  id: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type SyncChange = z.infer<typeof SyncChange>;

/** A release that was signed by the right key and is no pack that this desk may use: the one before it stays. */
export const RefusedRelease = PackRef.extend({message: LocalText, problems: z.array(Problem)});
export type RefusedRelease = z.infer<typeof RefusedRelease>;

/** A finding that a release was published with, or that only a newer linter makes: it stops nothing. */
export const SyncWarning = z.strictObject({id: z.string(), version: z.string(), path: z.string(), message: LocalText});
export type SyncWarning = z.infer<typeof SyncWarning>;

/** What a sync that got through did. `ageDays`: whole days since the repository was last signed. */
export const SyncOutcome = z.strictObject({
  active: z.array(SyncedPack),
  changed: z.array(SyncChange),
  ageDays: z.int().min(0),
  refused: z.array(RefusedRelease),
  warnings: z.array(SyncWarning),
  /** What went over the wire. */
  requests: z.int().min(0),
  bytes: z.int().min(0),
});
export type SyncOutcome = z.infer<typeof SyncOutcome>;

/** Why the last sync did not get through; the packs that are active stayed. */
export const SyncFailure = z.strictObject({code: ErrorCode, message: LocalText, at: Instant});
export type SyncFailure = z.infer<typeof SyncFailure>;

export const SyncStatus = z.strictObject({
  /** Null: this desk follows no repository. */
  enrolment: SyncEnrolment.nullable(),
  active: z.array(SyncedPack),
  /** What the repository gives this desk. One that is not in `active` was replaced here by hand, until the next sync. */
  meant: z.array(SyncedPack),
  /** When it was last tried, and when a sync last got through. */
  triedAt: Instant.nullable(),
  syncedAt: Instant.nullable(),
  /** When the repository was last signed, and until when that may be believed; null before the first sync. */
  signedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  ageDays: z.int().min(0).nullable(),
  /** What is believed has run out: updates have stopped, the active packs stay. */
  expired: z.boolean(),
  /** The last sync's failure; null when it got through. */
  failure: SyncFailure.nullable(),
  refused: z.array(RefusedRelease),
  running: z.boolean(),
});
export type SyncStatus = z.infer<typeof SyncStatus>;

/** How far a sync is. `total` is null while nobody knows. Bytes. */
export const SyncProgress = z.strictObject({
  step: z.enum(['trust', 'packs', 'checks']),
  done: z.int().min(0),
  total: z.int().min(0).nullable(),
});
export type SyncProgress = z.infer<typeof SyncProgress>;
