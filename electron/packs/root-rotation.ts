import {AppError} from '../contract/errors.ts';
import {type Change, change, type NewRoot} from './publication.ts';
import type {CurrentState, RepositoryState} from './repository.ts';
import {
  offlineKeys,
  onlineKeys,
  type Owner,
  ownRepository,
  pressOf,
  remember,
  timestampKey,
} from './repository-owner.ts';
import {type KeyName, makeKey, publicKey, type SigningKey} from './signing-keys.ts';

export interface Rotation {
  /** Version of the new root. */
  version: number;
  expires: string;
  /** Names of the keys that are out of force, and of those in their place. */
  replaced: string[];
  made: string[];
  /** All offline keys of the repository now. */
  root: string[];
}

type OfflineRole = 'root' | 'targets';

export interface OfflineKey {
  role: OfflineRole;
  keyid: string;
  name: string;
}

/** The offline keys of a repository, by their names. */
export function offlineKeyNames({root}: RepositoryState): OfflineKey[] {
  const {roles, names} = root.signed;
  return (['root', 'targets'] as const).flatMap((role) =>
    roles[role].keyids.map((keyid) => ({role, keyid, name: names[keyid] ?? keyid.slice(0, 12)})),
  );
}

/**
 * Replaces offline keys: the one that is named (lost or stolen), or all of them. Signed by the threshold of the old keys and
 * of the new, so that desks that slept through it follow. Where the targets key changes, the old and the new one sign its
 * role first, then the root changes: no reader ever finds a file without a valid signature.
 *
 * @throws AppError `not_found` for a name that is no offline key, `forbidden` without the threshold of old keys
 */
export async function rotateRoot(owner: Owner, {name}: {name?: string | undefined}): Promise<Rotation> {
  const before = await ownRepository(owner, true);
  const wanted = chosen(before, name);
  const fresh = new Map<string, SigningKey>();
  const turn = async () =>
    await change({...(await pressOf(owner)), mends: true}, timestampKey(owner), async (state) => ({
      change: await plan(owner, state as RepositoryState & {current: CurrentState}, wanted, fresh),
      result: undefined,
    }));
  await turn().catch(async (error: unknown) => {
    // Somebody changed the targets role between our snapshot and our root, with the key that is out of force now: only
    // whoever holds the new one can put it right.
    if (fresh.size === 0 || !(error instanceof AppError) || error.code !== 'untrusted') throw error;
    await turn();
  });
  for (const {keyid} of wanted) await owner.keys.retire(keyid);
  await remember(owner);
  const after = await ownRepository(owner);
  return {
    version: after.root.signed.version,
    expires: after.root.signed.expires,
    replaced: wanted.map((key) => key.name),
    made: [...fresh.values()].map((key) => key.name),
    root: offlineKeyNames(after).map((key) => key.name),
  };
}

function chosen(state: RepositoryState, name: string | undefined): OfflineKey[] {
  const all = offlineKeyNames(state);
  if (name === undefined) return all;
  const found = all.filter((key) => key.name === name || (name.length >= 8 && key.keyid.startsWith(name)));
  if (found.length === 1) return found;
  const names = all.map((key) => key.name).join(', ');
  throw new AppError('not_found', {
    'zh-CN': `没有名为“${name}”的离线密钥；有：${names}。组长的密钥请用 pack revoke-lead 撤销。`,
    en: `There is no offline key called "${name}"; there are: ${names}. The keys of a lead are revoked with pack revoke-lead.`,
  });
}

/** `root-3` → `root-4`: no name is ever used for two keys. */
function nextName(role: OfflineRole, taken: readonly string[]): string {
  const numbers = taken.map((name) => Number(new RegExp(`^${role}-(\\d+)$`).exec(name)?.[1] ?? 0));
  return `${role}-${Math.max(0, ...numbers) + 1}`;
}

async function plan(
  owner: Owner,
  state: RepositoryState & {current: CurrentState},
  wanted: readonly OfflineKey[],
  fresh: Map<string, SigningKey>,
): Promise<Change> {
  const {root, current} = state;
  const oldRoot = await offlineKeys(owner, state, 'root');
  const renewsTargets = wanted.some(({role}) => role === 'targets');
  const taken = [...Object.values(root.signed.names), ...owner.keys.keys.map((key: KeyName) => key.name)];
  for (const {role, keyid} of wanted) {
    if (fresh.has(keyid)) continue;
    const key = await owner.keys.keep(makeKey(nextName(role, [...taken, ...namesIn(fresh)]), role));
    fresh.set(keyid, key);
  }
  const rootLast: NewRoot = {part: replaced(state, fresh), keys: distinct([...oldRoot, ...ofRole(fresh, 'root')])};
  const roles: Change['roles'][number][] = [];
  if (renewsTargets) {
    const {targets, delegations, leads, revoked} = current.targets.signed;
    const part = {targets, ...(delegations && {delegations}), ...(leads && {leads}), ...(revoked && {revoked})};
    const old = await offlineKeys(owner, state, 'targets').catch(() => []);
    const keys = distinct([...old, ...ofRole(fresh, 'targets')]);
    roles.push({role: 'targets', part, keys, expiresNotBefore: current.targets.signed.expires});
    // A targets key that is lost cannot sign beside the new one: then a first root takes both.
    const rootFirst = old.length > 0 ? null : {part: withNewTargetsKey(state, fresh), keys: oldRoot};
    return {files: new Map(), roles, online: await onlineKeys(owner, state), rootLast, ...(rootFirst && {rootFirst})};
  }
  return {files: new Map(), roles, online: await onlineKeys(owner, state), rootLast};
}

function withNewTargetsKey({root}: RepositoryState, fresh: ReadonlyMap<string, SigningKey>): NewRoot['part'] {
  const {keys, roles, names} = root.signed;
  const made = ofRole(fresh, 'targets');
  const next = structuredClone(roles);
  next.targets.keyids.push(...made.map(({keyid}) => keyid).filter((id) => !next.targets.keyids.includes(id)));
  return {
    keys: {...keys, ...Object.fromEntries(made.map((key) => [key.keyid, publicKey(key.public)]))},
    roles: next,
    names: {...names, ...Object.fromEntries(made.map((key) => [key.keyid, key.name]))},
  };
}

/** A signature that stands twice is none. */
const distinct = (keys: readonly SigningKey[]): SigningKey[] => [
  ...new Map(keys.map((key) => [key.keyid, key] as const)).values(),
];

const namesIn = (keys: ReadonlyMap<string, SigningKey>): string[] => [...keys.values()].map(({name}) => name);

const ofRole = (keys: ReadonlyMap<string, SigningKey>, role: OfflineRole): SigningKey[] =>
  [...keys.values()].filter((key) => key.role === role);

function replaced({root}: RepositoryState, fresh: ReadonlyMap<string, SigningKey>): NewRoot['part'] {
  const {keys, roles, names} = root.signed;
  const swap = (id: string): string => fresh.get(id)?.keyid ?? id;
  const next = structuredClone(roles);
  for (const role of ['root', 'targets'] as const) next[role].keyids = [...new Set(next[role].keyids.map(swap))];
  const kept = Object.entries(keys).filter(([id]) => !fresh.has(id));
  const made = [...fresh.values()].map((key) => [key.keyid, publicKey(key.public)] as const);
  const named = Object.entries(names).filter(([id]) => !fresh.has(id));
  return {
    keys: Object.fromEntries([...kept, ...made]),
    roles: next,
    names: Object.fromEntries([...named, ...[...fresh.values()].map((key) => [key.keyid, key.name] as const)]),
  };
}
