import {z} from 'zod';
import {LintFinding} from './lint.ts';
import {Version} from './pack.ts';
import {Instant, Jurisdiction, Language, lineText, Sha256} from './values.ts';

/** What a file system without case would fold together, or Windows takes for a device, may not name a team. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;
const TOP_LEVEL = ['root', 'targets', 'snapshot', 'timestamp'];

export const TeamName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, {error: 'no team name'})
  .refine((name) => !DEVICE.test(name) && !TOP_LEVEL.includes(name), {error: 'no team name'});
export type TeamName = z.infer<typeof TeamName>;

/** Whose keys these are: as people write it. */
export const LeadName = lineText(80);
export const Permille = z.int().min(0).max(1000);
/** Teams of agents, as they stand in profiles. */
export const ReleaseGroups = z.array(lineText(80)).min(1).max(100);
export const ReleaseReason = lineText(1000);
/** Of the keys; only where they are not in the system's keychain. */
export const Passphrase = z.string().min(1).max(1000);

/** How private keys lie on this desk. */
export const KEY_PROTECTIONS = ['keychain', 'passphrase', 'open'] as const;
export const KeyProtection = z.enum(KEY_PROTECTIONS);

export const PublishedRelease = z.strictObject({
  id: z.string(),
  version: Version,
  seq: z.int(),
  sha256: Sha256,
  permille: Permille,
  groups: z.array(z.string()).nullable(),
  language: Language,
  jurisdiction: Jurisdiction,
  /** Of how many linter warnings a reason was given. */
  warnings: z.int().min(0),
  reason: z.string().nullable(),
  publishedAt: Instant.nullable(),
  publishedBy: z.string().nullable(),
});
export type PublishedRelease = z.infer<typeof PublishedRelease>;

/** A release that was taken back (`withdrawnAt` set) or has made room for newer ones. Its version stays taken. */
export const GoneRelease = z.strictObject({
  id: z.string(),
  version: Version,
  sha256: Sha256,
  withdrawnAt: Instant.nullable(),
  withdrawnBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type GoneRelease = z.infer<typeof GoneRelease>;

/** A signed file: until when it holds, and whether a key on this desk may sign it anew. */
export const SignedRole = z.strictObject({
  /** `root`, `targets`, `team-<team>`, `snapshot`, `timestamp` */
  role: z.string(),
  version: z.int(),
  expires: Instant,
  /** Names of those who have signed it, where they are known. */
  signedBy: z.array(z.string()),
  renewable: z.boolean(),
  /** `soon`: less than a third of its time is left. Expired files stop updates, never the active packs. */
  state: z.enum(['fresh', 'soon', 'expired']),
});
export type SignedRole = z.infer<typeof SignedRole>;

/** The repository that this desk publishes to. */
export const RepositoryState = z.strictObject({
  /** Folder, or address of S3-compatible storage. */
  place: z.string(),
  team: TeamName,
  rootFingerprint: Sha256,
  /** The same as it is read aloud, four signs at a time. */
  groups: z.array(z.string()),
  /** Text of the file that desks of the team are enrolled with. */
  enrolment: z.string(),
  teams: z.array(z.string()),
  /** The leads of the team; `here`: all keys of the lead are on this desk. */
  leads: z.array(z.strictObject({name: z.string(), here: z.boolean()})),
  /** As whom this desk publishes; null when no key here is accepted. */
  publishesAs: z.string().nullable(),
  /** The offline keys, and how many of each role must sign. */
  offline: z.array(z.strictObject({name: z.string(), role: z.enum(['root', 'targets']), here: z.boolean()})),
  thresholds: z.strictObject({root: z.int(), targets: z.int()}),
  roles: z.array(SignedRole),
  /** Releases of the team, the newest of each pack first. */
  releases: z.array(PublishedRelease),
  gone: z.array(GoneRelease),
  /** Somebody is publishing right now, or was stopped in the middle: the next publication finishes it. */
  unfinished: z.boolean(),
  protection: KeyProtection,
  /** Where the keys lie on this desk, and how many that are out of force lie beside them, put aside. */
  keysFolder: z.string(),
  retiredKeys: z.int().min(0),
});
export type RepositoryState = z.infer<typeof RepositoryState>;

/** What publishing did. `replaces`: the version that came before; `same`: nothing had to be changed; `was`: its readers until now. */
export const ReleasePublished = z.strictObject({
  id: z.string(),
  version: Version,
  sha256: Sha256,
  permille: Permille,
  replaces: z.string().nullable(),
  kind: z.enum(['published', 'again', 'same']),
  was: z.strictObject({permille: Permille, groups: z.array(z.string()).optional()}).nullable(),
});
export type ReleasePublished = z.infer<typeof ReleasePublished>;

/** What publishing a version would mean; nothing is signed. */
export const ReleaseReview = z.strictObject({
  findings: z.array(LintFinding),
  /** The newest release of the pack, and whether its content is the same. */
  before: z.strictObject({version: z.string(), sha256: Sha256, same: z.boolean()}).nullable(),
});
export type ReleaseReview = z.infer<typeof ReleaseReview>;
