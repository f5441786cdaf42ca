import {createHash} from 'node:crypto';
import canonicalize from 'canonicalize';
import {z} from 'zod';
import {Version} from '../contract/pack.ts';
import {LeadName, Permille, ReleaseGroups, ReleaseReason, TeamName} from '../contract/repository.ts';
import {Instant, Jurisdiction, Language, Sha256} from '../contract/values.ts';

/**
 * How a repository lies in a folder, on a share or on a web server: static files after The Update Framework 1.0.
 *
 *     enrolment-<team>.json                         what a desk is enrolled with; pins 1.root.json
 *     metadata/N.root.json                          who may sign what; threshold of offline keys
 *     metadata/N.targets.json                       offline: delegates packs/<team>/* to team-<team>, terminating
 *     metadata/N.team-<team>.json                   the files of a team, signed by one of its leads
 *     metadata/N.snapshot.json                      the versions of all of them; made exclusively: the lock between two leads
 *     metadata/timestamp.json                       which snapshot is current; the only file that is ever replaced
 *     targets/packs/<team>/<sha256>.index.json      the releases of a team (`PackIndex`)
 *     targets/packs/<team>/<sha256>.<file>          packs (canonical JSON) and deltas, by content
 *
 * `consistent_snapshot` is on, keys are ed25519, a key id is the sha256 of the canonical key, and every entry of a
 * snapshot and a timestamp carries length and sha256: TUF leaves them out at will, and without them old and new files
 * mix unnoticed.
 */

/** How far the version numbers of signed files may rise under one root. */
const NUMBERS_OF_ROOT = 2 ** 32;

/**
 * The highest version number that a file may have under a root of this version. Numbers only ever rise, so that a thief who
 * pushed one to the end of all numbers would keep everybody from newer files for good; with every new root, which takes the
 * offline keys, there is room above whatever was signed before.
 */
export const highestNumber = (rootVersion: number): number => rootVersion * NUMBERS_OF_ROOT;

/** Sizes beyond which a file is refused before it is read to its end. Bytes. */
export const LARGEST = {
  root: 1_000_000,
  targets: 4_000_000,
  team: 4_000_000,
  snapshot: 2_000_000,
  timestamp: 32_000,
  index: 4_000_000,
  pack: 60_000_000,
  enrolment: 2_000_000,
} as const;

export const PackId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,63}$/, {error: 'no pack id'});

/** Whole numbers that TUF metadata and JavaScript agree on; a thief's key cannot push a counter out of reach. */
export const LAST_COUNT = 2 ** 40;
const Counter = z.int().min(1).max(LAST_COUNT);
const Length = z.int().min(1).max(LARGEST.pack);

/** A way from one pack to the next: zstd with the bytes of the pack `from` as its dictionary. */
export const PackDelta = z.strictObject({
  /** Fingerprint of the pack that is the dictionary. */
  from: Sha256,
  path: z.string().max(300),
  sha256: Sha256,
  length: Length,
});
export type PackDelta = z.infer<typeof PackDelta>;

/** A warning that was published with, by its rule. */
export const ReleaseFinding = z.strictObject({rule: z.string().max(80), path: z.string().max(300)});
export type ReleaseFinding = z.infer<typeof ReleaseFinding>;

/** One release of a pack. The one with the highest `seq` that is meant for an agent is the agent's. */
export const PackRelease = z.strictObject({
  version: Version,
  /**
   * Grows with every release of the pack and is never given twice, not after a withdrawal either. Only the order counts, and
   * only within one index: where the numbers are at their end, all of a pack are counted anew.
   */
  seq: Counter,
  /** Of the canonical JSON of the pack, which is the target file. */
  sha256: Sha256,
  length: Length,
  /** The target's path without the fingerprint that stands before its name. */
  path: z.string().max(300),
  /** Of a thousand agents, to how many; `inRollout` says to whom. */
  permille: Permille,
  /** Teams of agents (a profile's team) that alone get it. */
  groups: ReleaseGroups.optional(),
  language: Language,
  jurisdiction: Jurisdiction,
  /** Version of the linter that found no error in it. */
  linter: z.int().min(0).max(1_000_000),
  findings: z.array(ReleaseFinding).max(200).optional(),
  /** Why it was published in spite of the warnings. */
  reason: ReleaseReason.optional(),
  publishedAt: Instant.optional(),
  publishedBy: LeadName.optional(),
  deltas: z.array(PackDelta).max(10),
});
export type PackRelease = z.infer<typeof PackRelease>;

/** A release that is gone, so that its version never comes to mean something else. */
export const PastRelease = z.strictObject({
  version: Version,
  seq: Counter,
  sha256: Sha256,
  withdrawnAt: Instant.optional(),
  withdrawnBy: LeadName.optional(),
  reason: ReleaseReason.optional(),
});
export type PastRelease = z.infer<typeof PastRelease>;

/** The index target of a team: canonical JSON, integers only. A pack may have no release left: then desks let go of it. */
export const PackIndex = z.strictObject({
  format: z.literal(1),
  packs: z.record(PackId, z.array(PackRelease).max(100)),
  nextSeq: z.record(PackId, Counter).default({}),
  past: z.record(PackId, z.array(PastRelease).max(1000)).default({}),
});
export type PackIndex = z.infer<typeof PackIndex>;

/** How many leads a repository may have. */
export const MOST_LEADS = 1000;

/** A lead, as the signed targets role tells of one in its field `leads`. Key ids. */
export const LeadEntry = z.strictObject({
  name: LeadName,
  /** The key of each of the lead's teams. */
  teams: z.record(z.string(), Sha256),
  snapshot: Sha256,
  timestamp: Sha256,
});
export type LeadEntry = z.infer<typeof LeadEntry>;

/** What pins a repository on a desk. */
export const Enrolment = z.strictObject({
  format: z.literal(1),
  team: TeamName,
  /** Absolute folder or http(s) address; may be changed by hand. */
  from: z.string().min(1).max(2000),
  /** sha256 of the exact bytes of 1.root.json: what is read aloud and compared. */
  rootFingerprint: Sha256,
  /** The exact text of 1.root.json. */
  root: z.string().max(LARGEST.root),
});
export type Enrolment = z.infer<typeof Enrolment>;

export type MetadataRole = 'root' | 'targets' | 'snapshot' | `team-${string}`;

export const TIMESTAMP = 'metadata/timestamp.json';
export const teamRole = (team: string): `team-${string}` => `team-${team}`;
export const metadataPath = (role: MetadataRole, version: number): string => `metadata/${version}.${role}.json`;
export const indexPath = (team: string): string => `packs/${team}/index.json`;
/** `_` stands in no pack id and in no version. */
export const packPath = (team: string, id: string, version: string): string => `packs/${team}/${id}_${version}.json`;
export const deltaPath = (team: string, id: string, version: string, from: string): string =>
  `packs/${team}/${id}_${version}_${from.slice(0, 12)}.zst`;
export const enrolmentPath = (team: string): string => `enrolment-${team}.json`;

/** Where a target lies: the fingerprint stands before the name. */
export function targetFile(path: string, sha256: string): string {
  const cut = path.lastIndexOf('/') + 1;
  return `targets/${path.slice(0, cut)}${sha256}.${path.slice(cut)}`;
}

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** RFC 8785 text of a JSON value, as bytes. */
export function canonicalBytes(value: unknown): Buffer {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return Buffer.from(text);
}

/**
 * Whether an agent is among the first `permille` of a thousand: the same for the same release on every desk and every
 * day, other agents for another release, and nobody is left out who was in at a smaller share.
 */
export function inRollout(packId: string, version: string, agentId: string, permille: number): boolean {
  // Parts of other lengths must not run together into the same text.
  const digest = createHash('sha256').update(`${packId}\n${version}\n${agentId}`).digest();
  return Number(digest.readBigUInt64BE(0) % 1000n) < permille;
}

/** A fingerprint as it is read aloud: four signs at a time. */
export const fingerprintGroups = (sha256: string): string[] => sha256.match(/.{1,4}/g) ?? [];
