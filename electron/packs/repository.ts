import {AppError} from '../contract/errors.ts';
import {
  highestNumber,
  LARGEST,
  LeadEntry,
  type MetadataRole,
  metadataPath,
  MOST_LEADS,
  sha256Of,
  teamRole,
  TIMESTAMP,
} from './layout.ts';
import {missing, readRoots} from './root-chain.ts';
import {readRole, readTeam, teamsOf} from './team-roles.ts';
import {promised, type ReadMetadata, readMetadata, type TopRole, verifiedBy} from './signed-metadata.ts';
import type {RepositoryStorage} from './storage.ts';
import {pushedUp} from './version-numbers.ts';

/** Snapshots beyond the current one that a crash or a stranger left behind. */
const MOST_PENDING = 100;

/** A repository as its signed files say it is. Expiry is not judged here: whoever signs anew heals it. */
export interface RepositoryState {
  root: ReadMetadata<'root'>;
  /** sha256 of 1.root.json. */
  rootFingerprint: string;
  /** The text of 1.root.json. */
  firstRoot: string;
  /** Null only while a repository is being made. */
  current: CurrentState | null;
  /** The first version that is free for a snapshot. */
  nextSnapshot: number;
  /** A valid snapshot beyond the current one: somebody is publishing right now, or was stopped in the middle. */
  pending: ReadMetadata<'snapshot'> | null;
}

export interface CurrentState {
  /** Null only where it is spoilt. */
  timestamp: ReadMetadata<'timestamp'> | null;
  timestampEtag: string | null;
  snapshot: ReadMetadata<'snapshot'>;
  targets: ReadMetadata<'targets'>;
  leads: LeadEntry[];
  /** The timestamp is not what the keys that remain would have signed; the snapshot is the newest that holds together. */
  spoilt: boolean;
}

/** @throws AppError `not_found` where no repository is */
export function requireRepository(state: RepositoryState | null, place: string): RepositoryState {
  if (state !== null) return state;
  throw new AppError('not_found', {
    'zh-CN': `${place} 不是话术库。可用 pack init-repo 新建。`,
    en: `${place} is no repository. pack init-repo makes one.`,
  });
}

/**
 * Reads and verifies a repository from its first root on.
 *
 * @param pinned fingerprint of the first root, when it is known
 * @param mends for whoever takes keys out of force: what is spoilt on top does not stop the reader, who goes back to the newest
 *   snapshot that holds together
 * @returns null when there is none
 * @throws AppError `untrusted` when what is there is not what the keys have signed
 */
export async function readRepository(
  storage: RepositoryStorage,
  pinned: string | null,
  mends = false,
): Promise<RepositoryState | null> {
  const roots = await readRoots(storage, pinned);
  if (roots === null) return null;
  const {root, first} = roots;
  const current = await readCurrent(storage, root, mends);
  const ahead = await lookAhead(storage, root, current);
  return {
    root,
    rootFingerprint: sha256Of(first),
    firstRoot: first.toString('utf8'),
    current,
    nextSnapshot: ahead.free,
    pending: ahead.pending,
  };
}

async function readCurrent(
  storage: RepositoryStorage,
  root: ReadMetadata<'root'>,
  mends: boolean,
): Promise<CurrentState | null> {
  const found = await storage.read(TIMESTAMP, LARGEST.timestamp);
  if (found === null) return mends ? await spoiltCurrent(storage, root, null) : null;
  try {
    const timestamp = readMetadata('timestamp', found.bytes, TIMESTAMP);
    const snapshot = await readPromised(storage, root, timestamp);
    const targets = await readRole(storage, snapshot.signed, 'targets', root);
    if (mends) await checkTeams(storage, snapshot, targets);
    return {timestamp, timestampEtag: found.etag, snapshot, targets, leads: leadsIn(targets), spoilt: false};
  } catch (error) {
    if (!mends || !(error instanceof AppError) || error.code !== 'untrusted') throw error;
    const current = await spoiltCurrent(storage, root, found.etag);
    if (current === null) throw error;
    return current;
  }
}

/** What holds together below a timestamp that is gone or cannot be believed. */
async function spoiltCurrent(
  storage: RepositoryStorage,
  root: ReadMetadata<'root'>,
  timestampEtag: string | null,
): Promise<CurrentState | null> {
  const sound = await newestSound(storage, root);
  if (sound === null) return null;
  return {timestamp: null, timestampEtag, ...sound, leads: leadsIn(sound.targets), spoilt: true};
}

/** @throws AppError `untrusted` when the file of a team is missing, or is not named at all */
async function checkTeams(
  storage: RepositoryStorage,
  snapshot: ReadMetadata<'snapshot'>,
  targets: ReadMetadata<'targets'>,
): Promise<void> {
  for (const {name} of targets.signed.delegations?.roles ?? []) {
    await readRole(storage, snapshot.signed, name as MetadataRole & `team-${string}`, targets);
  }
}

/** The snapshot that a timestamp names. */
async function readPromised(
  storage: RepositoryStorage,
  root: ReadMetadata<'root'>,
  timestamp: ReadMetadata<'timestamp'>,
): Promise<ReadMetadata<'snapshot'>> {
  verifiedBy(root, 'timestamp', timestamp, TIMESTAMP);
  const meta = timestamp.signed.meta['snapshot.json'];
  const file = metadataPath('snapshot', meta.version);
  const read = await storage.read(file, LARGEST.snapshot);
  if (read === null) throw missing(file);
  promised(meta, read.bytes, file);
  const snapshot = readMetadata('snapshot', read.bytes, file);
  verifiedBy(root, 'snapshot', snapshot, file);
  if (snapshot.signed.version !== meta.version) throw missing(file);
  const numbers = [
    timestamp.signed.version,
    meta.version,
    ...Object.values(snapshot.signed.meta).map((of) => of.version),
  ];
  if (Math.max(...numbers) > highestNumber(root.signed.version)) throw pushedUp(storage.place);
  return snapshot;
}

function leadsIn(targets: ReadMetadata<'targets'>): LeadEntry[] {
  const leads = LeadEntry.array()
    .max(MOST_LEADS)
    .safeParse(targets.signed.leads ?? []);
  return leads.success ? leads.data : [];
}

/** The newest snapshot whose files are all there and validly signed. */
async function newestSound(storage: RepositoryStorage, root: ReadMetadata<'root'>) {
  const read = async (version: number) => await storage.read(metadataPath('snapshot', version), LARGEST.snapshot);
  // They are numbered without a gap, so that the last one is found by halving.
  let [there, missing] = [0, 1];
  while ((await read(missing)) !== null) [there, missing] = [missing, missing * 2];
  while (missing - there > 1) {
    const middle = Math.floor((there + missing) / 2);
    if ((await read(middle)) === null) missing = middle;
    else there = middle;
  }
  for (let version = there; version > Math.max(0, there - MOST_PENDING); version -= 1) {
    const found = await read(version);
    const snapshot = found === null ? null : await holdsTogether(storage, root, null, version, found.bytes);
    if (snapshot === null) continue;
    const numbers = Object.values(snapshot.signed.meta).map((of) => of.version);
    const targets = await readRole(storage, snapshot.signed, 'targets', root);
    const whole = (targets.signed.delegations?.roles ?? []).every(({name}) =>
      Object.hasOwn(snapshot.signed.meta, `${name}.json`),
    );
    if (whole && Math.max(version, ...numbers) <= highestNumber(root.signed.version)) return {snapshot, targets};
  }
  return null;
}

/**
 * Snapshots that no timestamp names: the newest that holds together is what somebody publishes right now or was stopped
 * while publishing; others are stepped over, so that no leftover stands in anybody's way.
 */
async function lookAhead(storage: RepositoryStorage, root: ReadMetadata<'root'>, current: CurrentState | null) {
  const base = current?.snapshot.signed.version ?? 0;
  let pending: ReadMetadata<'snapshot'> | null = null;
  for (let version = base + 1; version <= base + MOST_PENDING; version += 1) {
    const file = metadataPath('snapshot', version);
    const found = await storage.read(file, LARGEST.snapshot);
    if (found === null) return {free: version, pending};
    const read = await holdsTogether(storage, root, current, version, found.bytes);
    if (read !== null) pending = read;
  }
  throw new AppError('untrusted', {
    'zh-CN': '话术库中有过多未完成的发布，请检查该文件夹。',
    en: 'The repository holds too many unfinished publications: look into its folder.',
  });
}

async function holdsTogether(
  storage: RepositoryStorage,
  root: ReadMetadata<'root'>,
  current: CurrentState | null,
  version: number,
  bytes: Buffer,
): Promise<ReadMetadata<'snapshot'> | null> {
  const file = metadataPath('snapshot', version);
  try {
    const snapshot = readMetadata('snapshot', bytes, file);
    verifiedBy(root, 'snapshot', snapshot, file);
    if (snapshot.signed.version !== version) return null;
    const before = current?.snapshot.signed.meta ?? {};
    for (const [name, {version: known}] of Object.entries(before)) {
      if ((snapshot.signed.meta[name]?.version ?? 0) < known) return null;
    }
    const targets = await readRole(storage, snapshot.signed, 'targets', root);
    const next = {snapshot, targets};
    for (const team of teamsOf(next)) {
      const [now, then] = [snapshot.signed.meta[`${teamRole(team)}.json`], before[`${teamRole(team)}.json`]];
      const sameKeys = current !== null && current.targets.signed.version === targets.signed.version;
      if (sameKeys && now?.hashes.sha256 === then?.hashes.sha256 && now?.version === then?.version) continue;
      await readTeam(storage, next, team);
    }
    return snapshot;
  } catch (error) {
    if (error instanceof AppError && error.code !== 'unavailable') return null;
    throw error;
  }
}

/** Key ids that a top role accepts. */
export const roleKeyIds = ({root}: RepositoryState, role: TopRole): string[] => root.signed.roles[role].keyids;
