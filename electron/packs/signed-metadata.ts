import {Metadata, MetadataKind} from '@tufjs/models';
import {AppError} from '../contract/errors.ts';
import {type LeadEntry, sha256Of} from './layout.ts';
import {readSigned, type SignedKind} from './metadata-text.ts';
import {keyIdOf, type PublicKey, signature, type SigningKey} from './signing-keys.ts';

/** The JSON of the signed parts, as the specification names their fields; what is ours beside it is said to be. */
interface SignedPart {
  spec_version: string;
  version: number;
  /** `YYYY-MM-DDTHH:MM:SSZ` */
  expires: string;
}

export interface RoleKeys {
  keyids: string[];
  threshold: number;
}

const TOP_ROLES = ['root', 'targets', 'snapshot', 'timestamp'] as const;
export type TopRole = (typeof TOP_ROLES)[number];

export interface RootPart extends SignedPart {
  _type: 'root';
  consistent_snapshot: true;
  keys: Record<string, PublicKey>;
  roles: Record<TopRole, RoleKeys>;
  /** Ours: what the offline keys are called, by key id. */
  names: Record<string, string>;
}

export interface FileMeta {
  version: number;
  length: number;
  hashes: {sha256: string};
}

export interface TargetsPart extends SignedPart {
  _type: 'targets';
  targets: Record<string, {length: number; hashes: {sha256: string}}>;
  delegations?: {
    keys: Record<string, PublicKey>;
    roles: (RoleKeys & {name: string; terminating: boolean; paths: string[]})[];
  };
  /** Ours, in the top role alone: whose the keys are. */
  leads?: LeadEntry[];
  /** Ours, in the top role alone: key ids that were revoked and are never taken again. */
  revoked?: string[];
}

export interface SnapshotPart extends SignedPart {
  _type: 'snapshot';
  meta: Record<string, FileMeta>;
  /** Ours: the root of that moment, so that a desk sees when one is kept from it. */
  rootVersion: number;
}

export interface TimestampPart extends SignedPart {
  _type: 'timestamp';
  meta: {'snapshot.json': FileMeta};
  /** Ours: when it was signed. */
  signedAt: string;
  /** Ours: for how many days a timestamp is signed in this repository. */
  days: number;
}

export interface Parts {
  root: RootPart;
  targets: TargetsPart;
  snapshot: SnapshotPart;
  timestamp: TimestampPart;
}

/** Metadata that was read and is well-formed. Whether it may be trusted `verifiedBy` says. */
export interface ReadMetadata<Type extends TopRole> {
  bytes: Buffer;
  signed: Parts[Type];
  /** Key ids that it carries signatures of. */
  signers: string[];
  metadata: Metadata<never>;
}

export const SPEC_VERSION = '1.0.31';

/** The bytes of a piece of metadata, signed with every key that is given. */
export function signedBytes(part: Parts[TopRole], keys: readonly SigningKey[]): Buffer {
  const {_type: kind} = part;
  const metadata = Metadata.fromJSON(kind as MetadataKind.Targets, {signed: part as never, signatures: []});
  for (const key of keys) {
    // The container demands a Signature of a class that it alone makes from JSON.
    metadata.sign((bytes) => signatureOf(key, bytes));
  }
  return Buffer.from(JSON.stringify(metadata.toJSON()));
}

type TufSignature = Metadata<never>['signatures'][string];

function signatureOf(key: SigningKey, bytes: Buffer): TufSignature {
  const sig = signature(key, bytes);
  return {keyID: key.keyid, sig, toJSON: () => ({keyid: key.keyid, sig})};
}

const malformed = (file: string) =>
  new AppError('untrusted', {
    'zh-CN': `话术库的 ${file} 已损坏或被改动。`,
    en: `${file} of the repository is damaged or was changed.`,
  });

/**
 * As strictly as desks read it: what they refuse must not be built upon.
 *
 * @param kind `team` for the targets role of a team
 * @throws AppError `untrusted` when the bytes are no metadata of this kind
 */
export function readMetadata<Type extends TopRole>(
  type: Type,
  bytes: Buffer,
  file: string,
  kind: SignedKind = type,
): ReadMetadata<Type> {
  try {
    readSigned(kind, bytes);
    const document = JSON.parse(bytes.toString('utf8')) as never;
    const metadata = Metadata.fromJSON(type as MetadataKind.Targets, document) as unknown as Metadata<never>;
    const json = metadata.toJSON() as unknown as {signed: Parts[Type]};
    // How high it may be, the root says: `highestNumber`.
    if (!Number.isInteger(json.signed.version) || json.signed.version < 1) throw malformed(file);
    for (const meta of metaOf(json.signed)) {
      if (meta.length === undefined || meta.hashes?.sha256 === undefined) throw malformed(file);
    }
    return {bytes, signed: json.signed, signers: Object.keys(metadata.signatures), metadata};
  } catch {
    throw malformed(file);
  }
}

function metaOf(signed: Parts[TopRole]): Partial<FileMeta>[] {
  return 'meta' in signed ? Object.values(signed.meta) : [];
}

/** @throws AppError `untrusted` when too few of the keys that `delegator` names for `role` have signed */
export function verifiedBy(
  delegator: ReadMetadata<'root'> | ReadMetadata<'targets'>,
  role: string,
  delegated: ReadMetadata<TopRole>,
  file: string,
): void {
  try {
    delegator.metadata.verifyDelegate(role, delegated.metadata);
  } catch {
    throw new AppError('untrusted', {
      'zh-CN': `话术库的 ${file} 没有有效的签名。`,
      en: `${file} of the repository is not validly signed.`,
    });
  }
}

/** @throws AppError `untrusted` when a key goes by an id that is not its own: one key could then count twice */
export function ownKeyIds(keys: Record<string, PublicKey>, file: string): void {
  for (const [id, key] of Object.entries(keys)) {
    if (key.keytype !== 'ed25519' || keyIdOf(key.keyval.public) !== id) throw malformed(file);
  }
}

/** @throws AppError `untrusted` when the bytes are not those that were promised */
export function promised(meta: {length: number; hashes: {sha256: string}}, bytes: Buffer, file: string): void {
  if (bytes.length !== meta.length || sha256Of(bytes) !== meta.hashes.sha256) throw malformed(file);
}

export const fileMeta = (version: number, bytes: Buffer): FileMeta => ({
  version,
  length: bytes.length,
  hashes: {sha256: sha256Of(bytes)},
});
