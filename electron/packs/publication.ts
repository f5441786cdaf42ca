import {AppError} from '../contract/errors.ts';
import {requireReadable} from './desk-readable.ts';
import {highestNumber, LARGEST, type MetadataRole, metadataPath, sha256Of, targetFile, TIMESTAMP} from './layout.ts';
import {readRepository, type RepositoryState} from './repository.ts';
import {
  type FileMeta,
  fileMeta,
  readMetadata,
  type RootPart,
  signedBytes,
  type SnapshotPart,
  SPEC_VERSION,
  type TargetsPart,
  type TimestampPart,
} from './signed-metadata.ts';
import type {SigningKey} from './signing-keys.ts';
import type {RepositoryStorage} from './storage.ts';
import {nextTimestamp, pushedUp, rootAbove} from './version-numbers.ts';

/** For how long signatures hold. Days. */
export const HOLDS = {root: 730, targets: 730, team: 365, snapshot: 365, timestamp: 30} as const;
const DAY = 86_400_000;
/** How often somebody else may come first before it is told. */
const MOST_TRIES = 8;
/** Whoever has made a snapshot needs no longer than this for the timestamp. Milliseconds. */
const PATIENCE = 2000;

/** The keys that sign the two files on top. */
export interface OnlineKeys {
  snapshot: SigningKey;
  timestamp: SigningKey;
}

/** Finds the key that may sign the timestamp of a repository as it is now. */
export type TimestampKey = (state: RepositoryState) => Promise<SigningKey>;

/** Where and when something is written. */
export interface Press {
  storage: RepositoryStorage;
  now: () => Date;
  /** Fingerprint of the first root, when it is known. */
  pinned: string | null;
  /** Waits; tests hand in their own. Milliseconds. */
  wait?: (time: number) => Promise<void>;
  /** Days that a timestamp holds; left out: as before. */
  timestampDays?: number | undefined;
  /** The change makes a new root, and with it mends what a thief has spoilt on top. */
  mends?: boolean;
}

/** What shall become of a repository. Versions and expiry of the parts are set when they are signed. */
export interface Change {
  /** Target files by path, content-addressed when they are written. */
  files: ReadonlyMap<string, Uint8Array>;
  roles: readonly NewRole[];
  online: OnlineKeys;
  /** Signed before anything else (who is to be trusted comes first), or after everything else (who no longer is). */
  rootFirst?: NewRoot;
  rootLast?: NewRoot;
}

export interface NewRole {
  role: Exclude<MetadataRole, 'root' | 'snapshot'>;
  part: RolePart;
  keys: readonly SigningKey[];
  /** Expiry of what it replaces. */
  expiresNotBefore?: string;
}

export type RolePart = Omit<TargetsPart, 'version' | 'expires' | 'spec_version' | '_type'>;
export interface NewRoot {
  part: Omit<RootPart, 'version' | 'expires' | 'spec_version' | '_type' | 'consistent_snapshot'>;
  keys: readonly SigningKey[];
}

/** TUF writes whole seconds. */
const tufTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/**
 * An expiry that never comes before the one it replaces: a clock that was set back must not sign what is expired already.
 */
function expiryFrom(now: Date, days: number, before?: string): string {
  const fresh = now.getTime() + days * DAY;
  const old = before === undefined ? 0 : Date.parse(before);
  return tufTime(Math.max(fresh, Number.isNaN(old) ? 0 : old));
}

/**
 * Changes a repository so that a reader at any moment, and whoever stops in the middle, finds the state before or the state
 * after. `plan` is asked again, on the new state, when somebody else came first; it throws `conflict` where both cannot be.
 *
 * @param choose for finishing what somebody else has left
 * @returns what `plan` said
 */
export async function change<Result>(
  press: Press,
  choose: TimestampKey,
  plan: (state: RepositoryState) => Promise<{change: Change | null; result: Result}>,
): Promise<Result> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const state = await settled(press, choose);
    const {change, result} = await plan(state);
    if (change === null) return result;
    if (!(await publish(press, state, change))) continue;
    // A folder has no lock for the timestamp: whoever published in this very moment is put right by one more look.
    await settled({...press, mends: false}, choose);
    return result;
  }
  throw new AppError('conflict', {
    'zh-CN': '其他人正在同时发布，多次尝试后仍未成功。未作更改，请稍后再试。',
    en: 'Others are publishing at the same time and came first each time. Nothing was changed: try again in a moment.',
  });
}

/** The state of a repository after whatever somebody left half done has been finished. */
async function settled(press: Press, choose: TimestampKey): Promise<RepositoryState> {
  const wait = press.wait ?? ((time) => new Promise((resolve) => setTimeout(resolve, time)));
  for (let waited = 0; ; waited += 200) {
    const state = await readRepository(press.storage, press.pinned, press.mends);
    if (state === null) throw new AppError('not_found');
    if (state.pending === null) return state;
    // Whoever made it is most likely about to write the timestamp.
    if (waited < PATIENCE) await wait(200);
    else await point(press, state, state.pending.bytes, state.pending.signed, await choose(state));
  }
}

async function publish(press: Press, state: RepositoryState, change: Change): Promise<boolean> {
  const {storage} = press;
  const now = press.now();
  let root = state.root.signed.version;
  const rootFirst = change.rootFirst ?? rootAbove(state, change, storage.place);
  if (rootFirst !== null) root = await writeRoot(press, state, root + 1, rootFirst);
  for (const [path, bytes] of change.files) await writeContent(storage, path, bytes);
  const meta: Record<string, FileMeta> = {...state.current?.snapshot.signed.meta};
  for (const role of change.roles) {
    const name = `${role.role}.json`;
    meta[name] = await writeRole(press, role, (meta[name]?.version ?? 0) + 1);
  }
  const before = state.current?.snapshot.signed.expires;
  const snapshot: SnapshotPart = {
    _type: 'snapshot',
    spec_version: SPEC_VERSION,
    version: state.nextSnapshot,
    expires: expiryFrom(now, HOLDS.snapshot, before),
    meta,
    rootVersion: root,
  };
  const bytes = signedBytes(snapshot, [change.online.snapshot]);
  requireReadable('snapshot', bytes, metadataPath('snapshot', snapshot.version));
  // Keys that were good a moment ago may be out of force by now: who has changed the root meanwhile goes first.
  if ((await storage.read(metadataPath('root', root + 1), LARGEST.root)) !== null) return false;
  // The lock: of two who had the same state before them one alone makes this file.
  if (!(await storage.create(metadataPath('snapshot', snapshot.version), bytes))) return false;
  await point(press, state, bytes, snapshot, change.online.timestamp);
  if (change.rootLast !== undefined) await writeRoot(press, state, root + 1, change.rootLast);
  return true;
}

/** Makes a snapshot the current one, unless a newer one is. */
async function point(
  press: Press,
  state: RepositoryState,
  bytes: Buffer,
  snapshot: SnapshotPart,
  timestamp: SigningKey,
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const found = await press.storage.read(TIMESTAMP, LARGEST.timestamp);
    // What a thief has put there counts for nothing.
    const spoilt = state.current?.spoilt === true && found?.etag === state.current.timestampEtag;
    const known = found === null || spoilt ? null : readMetadata('timestamp', found.bytes, TIMESTAMP).signed;
    if (known !== null && known.meta['snapshot.json'].version >= snapshot.version) return;
    const part = timestampPart(press, state, known, fileMeta(snapshot.version, bytes));
    if (await press.storage.replace(TIMESTAMP, signedBytes(part, [timestamp]), found?.etag ?? null)) return;
  }
  throw new AppError('unavailable', {
    'zh-CN': `无法更新 ${press.storage.place} 的时间戳：它一直在变化。`,
    en: `The timestamp of ${press.storage.place} cannot be replaced: it keeps changing.`,
  });
}

function timestampPart(
  press: Press,
  state: RepositoryState,
  known: TimestampPart | null,
  meta: FileMeta,
): TimestampPart {
  const now = press.now();
  const days = press.timestampDays ?? known?.days ?? HOLDS.timestamp;
  const signedAt = now.toISOString();
  return {
    _type: 'timestamp',
    spec_version: SPEC_VERSION,
    version: nextTimestamp(state, known),
    expires: press.timestampDays === undefined ? expiryFrom(now, days, known?.expires) : expiryFrom(now, days),
    meta: {'snapshot.json': meta},
    signedAt: known !== null && known.signedAt > signedAt ? known.signedAt : signedAt,
    days,
  };
}

/** Signs the timestamp anew, with nothing else changed. @returns when it expires */
export async function resign(press: Press, choose: TimestampKey): Promise<string> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const state = await settled(press, choose);
    const {current} = state;
    if (current === null || current.timestamp === null) throw new AppError('not_found');
    const timestamp = await choose(state);
    const {signed} = current.timestamp;
    const part = timestampPart(press, state, signed, signed.meta['snapshot.json']);
    if (part.version > highestNumber(state.root.signed.version)) throw pushedUp(press.storage.place);
    const bytes = signedBytes(part, [timestamp]);
    if (await press.storage.replace(TIMESTAMP, bytes, current.timestampEtag)) {
      await settled(press, choose);
      return part.expires;
    }
  }
  throw new AppError('conflict');
}

/** Writes a file under its fingerprint; one that is there and is not what its name says is made good. */
async function writeContent(storage: RepositoryStorage, path: string, bytes: Uint8Array): Promise<void> {
  const file = targetFile(path, sha256Of(bytes));
  if (await storage.create(file, bytes)) return;
  const there = await readOr(storage, file, bytes.length);
  if (there !== null && Buffer.compare(there.bytes, bytes) === 0) return;
  await storage.replace(file, bytes, there?.etag ?? null);
}

async function readOr(storage: RepositoryStorage, file: string, length: number) {
  try {
    return await storage.read(file, length);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'untrusted') throw error;
    // It is longer than it may be: read it whole to be able to say which content is replaced.
    return await storage.read(file, LARGEST.pack);
  }
}

/** Signs a role under the first version that is free: a crash may have left one that no snapshot names. */
async function writeRole(
  press: Press,
  {role, part, keys, expiresNotBefore}: NewRole,
  first: number,
): Promise<FileMeta> {
  const expires = expiryFrom(press.now(), role === 'targets' ? HOLDS.targets : HOLDS.team, expiresNotBefore);
  for (let version = first; ; version += 1) {
    const whole = {...part, _type: 'targets' as const, spec_version: SPEC_VERSION, version, expires};
    const bytes = signedBytes(whole, keys);
    requireReadable(role === 'targets' ? 'targets' : 'team', bytes, metadataPath(role, version));
    if (await press.storage.create(metadataPath(role, version), bytes)) return fileMeta(version, bytes);
  }
}

async function writeRoot(
  press: Press,
  state: RepositoryState,
  version: number,
  {part, keys}: NewRoot,
): Promise<number> {
  const bytes = signedBytes(rootPart(press.now(), version, part, state.root.signed.expires), keys);
  requireReadable('root', bytes, metadataPath('root', version));
  if (await press.storage.create(metadataPath('root', version), bytes)) return version;
  throw new AppError('conflict', {
    'zh-CN': '有人刚刚更改了根文件。未作更改，请重试。',
    en: 'Somebody has just changed the root. Nothing was changed: try again.',
  });
}

export const rootPart = (now: Date, version: number, part: NewRoot['part'], before?: string): RootPart => ({
  ...part,
  _type: 'root',
  spec_version: SPEC_VERSION,
  consistent_snapshot: true,
  version,
  expires: expiryFrom(now, HOLDS.root, before),
});

/** @throws AppError `forbidden` when none of the keys at hand may sign for a role */
export function mayNot(role: string): AppError {
  return new AppError('forbidden', {
    'zh-CN': `手头的密钥无权为 ${role} 签名：密钥不在此文件夹，或已被撤销。`,
    en: `None of the keys at hand may sign for ${role}: they are not in this folder, or were revoked.`,
  });
}
