import {join} from 'node:path';
import {z} from 'zod';
import {AppError} from '../contract/errors.ts';
import {Sha256} from '../contract/values.ts';
import {type KeyFolder, writePrivate} from './key-folder.ts';
import {teamRole} from './layout.ts';
import {readOwnFile} from './own-file.ts';
import {mayNot, type OnlineKeys, type Press, type TimestampKey} from './publication.ts';
import {type CurrentState, readRepository, type RepositoryState, requireRepository, roleKeyIds} from './repository.ts';
import type {KeyName, KeyRole, SigningKey} from './signing-keys.ts';
import type {RepositoryStorage} from './storage.ts';

/** Who writes a repository: the place, the keys at hand, the clock. */
export interface Owner {
  storage: RepositoryStorage;
  keys: KeyFolder;
  now: () => Date;
  /** Whose keys to use; left out: the first ones that the repository accepts. */
  lead?: string | undefined;
  /** Of several leads whose keys are all here and all count, whose to use. */
  prefers?: string | undefined;
  timestampDays?: number | undefined;
  wait?: ((time: number) => Promise<void>) | undefined;
}

/** What a folder of keys knows of its repository, so that another one in its place is noticed. */
const Memory = z.object({
  format: z.literal(1),
  rootFingerprint: Sha256,
  /** The newest versions that these keys have seen: an older repository was put back by somebody. */
  seen: z.object({root: z.int(), timestamp: z.int(), snapshot: z.int()}).optional(),
});
type Memory = z.infer<typeof Memory>;

const MEMORY = 'repository.json';
const LARGEST_MEMORY = 10_000;

async function recall(keys: KeyFolder): Promise<Memory | null> {
  try {
    const parsed = Memory.safeParse(JSON.parse(await readOwnFile(join(keys.folder, MEMORY), LARGEST_MEMORY)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Fingerprint of the repository that a folder of keys belongs to; null when it does not know yet. */
export const pinnedBy = async (keys: KeyFolder): Promise<string | null> =>
  (await recall(keys))?.rootFingerprint ?? null;

/** Notes what a repository has come to. A folder of keys that may only be read does without. */
export async function remember({keys, storage}: Owner): Promise<void> {
  const state = await readRepository(storage, null);
  if (state === null) return;
  const {root, rootFingerprint, current} = state;
  const seen = {
    root: root.signed.version,
    timestamp: current?.timestamp?.signed.version ?? 0,
    snapshot: current?.snapshot.signed.version ?? 0,
  };
  const memory: Memory = {format: 1, rootFingerprint, seen};
  await writePrivate(keys.folder, MEMORY, `${JSON.stringify(memory, null, 2)}\n`).catch(() => {});
}

export async function pressOf(owner: Owner): Promise<Press> {
  const {storage, now, wait, timestampDays} = owner;
  return {storage, now, timestampDays, pinned: await pinnedBy(owner.keys), ...(wait !== undefined && {wait})};
}

/**
 * The repository of these keys, for changing it.
 *
 * @param mends see `readRepository`
 * @throws AppError `not_found`; `untrusted` when it is another one, or an older copy of it
 */
export async function ownRepository(
  {storage, keys}: Owner,
  mends = false,
): Promise<RepositoryState & {current: CurrentState}> {
  const memory = await recall(keys);
  const pinned = memory?.rootFingerprint ?? null;
  const state = requireRepository(await readRepository(storage, pinned, mends), storage.place);
  if (state.current === null) {
    throw new AppError('not_found', {
      'zh-CN': `${storage.place} 的话术库尚未建成，请再运行一次 pack init-repo。`,
      en: `The repository at ${storage.place} was never finished: run pack init-repo once more.`,
    });
  }
  const {timestamp, snapshot} = state.current;
  const seen = memory?.seen;
  const older =
    seen !== undefined &&
    (state.root.signed.version < seen.root ||
      (timestamp !== null && timestamp.signed.version < seen.timestamp) ||
      snapshot.signed.version < seen.snapshot);
  if (older) {
    throw new AppError('untrusted', {
      'zh-CN': `${storage.place} 比这些密钥上次发布时更旧：有人放回了旧文件。请恢复最新的备份；工位不会接受更旧的内容。`,
      en: `${storage.place} is older than what these keys have published: somebody put old files back. Restore the newest copy; desks do not take an older one.`,
    });
  }
  return {...state, current: state.current};
}

const accepted = (keys: readonly KeyName[], role: KeyRole, ids: readonly string[], lead?: string): KeyName[] =>
  keys.filter((key) => key.role === role && ids.includes(key.keyid) && (lead === undefined || key.name === lead));

/** Key ids that may sign for a team. */
const teamKeyIds = ({targets}: CurrentState, team: string): string[] =>
  targets.signed.delegations?.roles.find(({name}) => name === teamRole(team))?.keyids ?? [];

/** The name of the lead in whose name this is done: one who has all that it takes, or `--lead`. */
function leadFor(owner: Owner, state: RepositoryState, team?: string): string | undefined {
  if (owner.lead !== undefined) return owner.lead;
  const own = ({name}: KeyName): boolean => name === owner.prefers;
  const keys = owner.keys.keys.toSorted((a, b) => Number(own(b)) - Number(own(a)));
  const teams = team === undefined || state.current === null ? null : teamKeyIds(state.current, team);
  return keys.find(({name}) => {
    const has = (role: KeyRole, ids: readonly string[]) => accepted(keys, role, ids, name).length > 0;
    return (
      has('snapshot', roleKeyIds(state, 'snapshot')) &&
      has('timestamp', roleKeyIds(state, 'timestamp')) &&
      (teams === null || team === undefined || has(teamRole(team), teams))
    );
  })?.name;
}

/** As whom the keys at hand publish for a team; null when none of them is accepted. */
export function publishingLead(owner: Owner, state: RepositoryState, team: string): string | null {
  const lead = leadFor(owner, state, team);
  const ids = state.current === null ? [] : teamKeyIds(state.current, team);
  return accepted(owner.keys.keys, teamRole(team), ids, lead)[0]?.name ?? null;
}

async function unlockFirst(owner: Owner, role: KeyRole, ids: readonly string[], lead?: string): Promise<SigningKey> {
  const [key] = accepted(owner.keys.keys, role, ids, lead);
  if (key === undefined) throw noKeys(owner) ?? mayNot(role);
  return await owner.keys.unlock(key.keyid);
}

/** What a wrong path or a misspelt name looks like; a revoked lead is told something else. */
function noKeys({keys: {keys, folder}, lead}: Owner): AppError | null {
  if (keys.length === 0) {
    return new AppError('forbidden', {
      'zh-CN': `${folder} 中没有密钥：请检查密钥文件夹的位置。`,
      en: `There are no keys in ${folder}: is this the folder of the keys?`,
    });
  }
  const names = [...new Set(keys.filter(({role}) => role === 'timestamp').map(({name}) => name))];
  if (lead === undefined || names.includes(lead)) return null;
  return new AppError('forbidden', {
    'zh-CN': `${folder} 中没有 ${lead} 的密钥；有密钥的组长：${names.join('，') || '无'}。`,
    en: `${folder} holds no keys of ${lead}; leads whose keys it holds: ${names.join(', ') || 'none'}.`,
  });
}

/** @throws AppError `forbidden` when no key at hand is accepted */
export const timestampKey =
  (owner: Owner): TimestampKey =>
  (state) =>
    unlockFirst(owner, 'timestamp', roleKeyIds(state, 'timestamp'), leadFor(owner, state));

/** @throws AppError `forbidden` */
export async function onlineKeys(owner: Owner, state: RepositoryState, team?: string): Promise<OnlineKeys> {
  const lead = leadFor(owner, state, team);
  return {
    snapshot: await unlockFirst(owner, 'snapshot', roleKeyIds(state, 'snapshot'), lead),
    timestamp: await unlockFirst(owner, 'timestamp', roleKeyIds(state, 'timestamp'), lead),
  };
}

/** @throws AppError `forbidden` */
export async function teamKey(owner: Owner, state: RepositoryState, team: string): Promise<SigningKey> {
  const ids = state.current === null ? [] : teamKeyIds(state.current, team);
  return await unlockFirst(owner, teamRole(team), ids, leadFor(owner, state, team));
}

/**
 * As many of the offline keys of a role as there are here.
 *
 * @throws AppError `forbidden` when they are fewer than the role asks for
 */
export async function offlineKeys(
  owner: Owner,
  state: RepositoryState,
  role: 'root' | 'targets',
): Promise<SigningKey[]> {
  const {keyids, threshold} = state.root.signed.roles[role];
  const here = accepted(owner.keys.keys, role, keyids);
  if (here.length < threshold) {
    throw new AppError('forbidden', {
      'zh-CN': `此操作需要 ${keyids.length} 个 ${role} 密钥中的 ${threshold} 个；${owner.keys.folder} 中有 ${here.length} 个。请把离线保管的密钥文件放入该文件夹。`,
      en: `This takes ${threshold} of the ${keyids.length} ${role} keys; ${owner.keys.folder} holds ${here.length}. Put the key files that are kept offline into that folder.`,
    });
  }
  return await Promise.all(here.map(({keyid}) => owner.keys.unlock(keyid)));
}
