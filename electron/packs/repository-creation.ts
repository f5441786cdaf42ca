import {AppError} from '../contract/errors.ts';
import {
  canonicalBytes,
  type Enrolment,
  enrolmentPath,
  indexPath,
  LARGEST,
  type LeadEntry,
  metadataPath,
  MOST_LEADS,
  PackIndex,
  sha256Of,
  teamRole,
} from './layout.ts';
import {type Change, change, mayNot, type NewRoot, type RolePart, rootPart} from './publication.ts';
import {readRepository, type RepositoryState, roleKeyIds} from './repository.ts';
import {teamsOf} from './team-roles.ts';
import {offlineKeys, type Owner, onlineKeys, pinnedBy, pressOf, remember, timestampKey} from './repository-owner.ts';
import {unreadable} from './desk-readable.ts';
import {type RoleKeys, signedBytes} from './signed-metadata.ts';
import {type KeyName, type KeyRole, makeKey, publicKey, type SigningKey} from './signing-keys.ts';

/** Of three offline keys two must sign: one may be lost, and one alone that is stolen is worth nothing. */
const ROOT_KEYS = 3;
const ROOT_THRESHOLD = 2;

const FIRST_LEAD = 'lead-1';

export interface Created {
  rootFingerprint: string;
  /** Path of the enrolment file inside the repository. */
  enrolment: string;
  /** Whether the private keys lie open in their files. */
  unprotected: boolean;
}

/**
 * Makes a repository with its first team, or adds a team to one that is there. Keys are made where they are missing. What
 * was stopped in the middle is finished by asking again.
 *
 * @param from address by which desks reach it, when it is not the place where it is written
 * @throws AppError `conflict` when the team exists, or the keys belong to another repository
 */
export async function createRepository(
  owner: Owner,
  {team, name = FIRST_LEAD, from}: {team: string; name?: string | undefined; from?: string | undefined},
): Promise<Created> {
  const {storage, keys} = owner;
  const pinned = await pinnedBy(keys);
  const found = await readRepository(storage, pinned);
  if (found === null) {
    if (pinned !== null) throw keysOfAnother(keys.folder);
    await writeFirstRoot(owner, name);
  }
  const press = await pressOf(owner);
  const path = enrolmentPath(team);
  const there = await storage.read(path, LARGEST.enrolment);
  await change(press, timestampKey(owner), async (state) => {
    // A team without its enrolment file is one whose making was stopped at the last step.
    const stopped = there === null && state.current !== null && teamsOf(state.current).includes(team);
    return {change: stopped ? null : await planTeam(owner, state, team, name), result: undefined};
  });
  const state = await readRepository(storage, pinned);
  if (state === null) throw new AppError('internal');
  const enrolment: Enrolment = {
    format: 1,
    team,
    from: from ?? storage.place,
    rootFingerprint: state.rootFingerprint,
    root: state.firstRoot,
  };
  const bytes = Buffer.from(`${JSON.stringify(enrolment, null, 2)}\n`);
  await storage.replace(path, bytes, there?.etag ?? null);
  await remember(owner);
  return {rootFingerprint: state.rootFingerprint, enrolment: path, unprotected: keys.unprotected};
}

const keysOfAnother = (folder: string) =>
  new AppError('conflict', {
    'zh-CN': `${folder} 中的密钥属于另一个话术库。请为新的话术库另选密钥文件夹。`,
    en: `The keys in ${folder} belong to another repository. Choose another folder of keys for the new one.`,
  });

async function writeFirstRoot(owner: Owner, lead: string): Promise<void> {
  const {storage, now} = owner;
  const roots: SigningKey[] = [];
  for (let i = 1; i <= ROOT_KEYS; i += 1) roots.push(await ownKey(owner, 'root', `root-${i}`));
  const offline = [...roots, await ownKey(owner, 'targets', 'targets-1')];
  const online = [await ownKey(owner, 'snapshot', lead), await ownKey(owner, 'timestamp', lead)];
  const names = Object.fromEntries(offline.map(({keyid, name}) => [keyid, name]));
  const role = (name: KeyRole, threshold = 1): RoleKeys => ({
    keyids: [...offline, ...online].filter((key) => key.role === name).map(({keyid}) => keyid),
    threshold,
  });
  const part = rootPart(now(), 1, {
    keys: Object.fromEntries([...offline, ...online].map((key) => [key.keyid, publicKey(key.public)])),
    roles: {
      root: role('root', ROOT_THRESHOLD),
      targets: role('targets'),
      snapshot: role('snapshot'),
      timestamp: role('timestamp'),
    },
    names,
  });
  if (!(await storage.create(metadataPath('root', 1), signedBytes(part, roots)))) {
    throw new AppError('conflict', {
      'zh-CN': `${storage.place} 刚刚被其他人建成话术库。`,
      en: `Somebody has just made a repository at ${storage.place}.`,
    });
  }
}

/** A key of somebody: the one in the folder, unless it was revoked, else a new one. */
async function ownKey(
  {keys}: Owner,
  role: KeyRole,
  name: string,
  revoked: readonly string[] = [],
): Promise<SigningKey> {
  const known = keys.keys.find((key) => key.role === role && key.name === name && !revoked.includes(key.keyid));
  return known === undefined ? await keys.keep(makeKey(name, role)) : await keys.unlock(known.keyid);
}

/** The three keys of a lead of a team. */
export async function leadKeys(
  owner: Owner,
  team: string,
  name: string,
  revoked: readonly string[],
): Promise<{team: SigningKey; snapshot: SigningKey; timestamp: SigningKey}> {
  return {
    team: await ownKey(owner, teamRole(team), name, revoked),
    snapshot: await ownKey(owner, 'snapshot', name, revoked),
    timestamp: await ownKey(owner, 'timestamp', name, revoked),
  };
}

/** The root with more keys for the two files on top; null when it has them. */
export async function rootWith(
  owner: Owner,
  state: RepositoryState,
  keys: readonly KeyName[],
): Promise<NewRoot | null> {
  const {signed} = state.root;
  const roles = structuredClone(signed.roles);
  const all = {...signed.keys};
  let changed = false;
  for (const key of keys) {
    const role = roles[key.role as 'snapshot' | 'timestamp'];
    if (role.keyids.includes(key.keyid)) continue;
    role.keyids.push(key.keyid);
    all[key.keyid] = publicKey(key.public);
    changed = true;
  }
  if (!changed) return null;
  return {part: {keys: all, roles, names: signed.names}, keys: await offlineKeys(owner, state, 'root')};
}

/** The list of leads with one more team for one of them. @throws AppError `conflict` when there are too many */
export function leadsWith(
  leads: readonly LeadEntry[],
  team: string,
  name: string,
  keys: {team: KeyName; snapshot: KeyName; timestamp: KeyName},
): LeadEntry[] {
  const known = leads.find((lead) => lead.name === name);
  if (known === undefined && leads.length >= MOST_LEADS) {
    throw new AppError('conflict', {
      'zh-CN': `一个话术库最多有 ${MOST_LEADS} 位组长。请先用 pack revoke-lead 撤销不再发布的组长。`,
      en: `A repository has at most ${MOST_LEADS} leads. Take those who publish no more out of force with pack revoke-lead.`,
    });
  }
  const entry: LeadEntry = {
    name,
    teams: {...known?.teams, [team]: keys.team.keyid},
    snapshot: keys.snapshot.keyid,
    timestamp: keys.timestamp.keyid,
  };
  return [...leads.filter((lead) => lead.name !== name), entry];
}

export const EMPTY_INDEX: PackIndex = {format: 1, packs: {}, nextSeq: {}, past: {}};

/**
 * The files of a team as its role lists them, with a new index in place of the old one.
 *
 * @throws AppError `invalid_input` for an index that no desk would read
 */
export function teamPart(
  team: string,
  targets: RolePart['targets'],
  index: PackIndex,
): {part: RolePart; files: Map<string, Uint8Array>} {
  const bytes = canonicalBytes(index);
  // One that nobody can read would stop the whole team, and whoever wants to put it right.
  if (!PackIndex.safeParse(index).success || bytes.length > LARGEST.index) throw unreadable(indexPath(team));
  const wanted = new Set(
    Object.values(index.packs).flatMap((releases) =>
      releases.flatMap((release) => [release.path, ...release.deltas.map(({path}) => path)]),
    ),
  );
  const kept = Object.entries(targets).filter(([path]) => wanted.has(path));
  const entry = {length: bytes.length, hashes: {sha256: sha256Of(bytes)}};
  return {
    part: {targets: {...Object.fromEntries(kept), [indexPath(team)]: entry}},
    files: new Map([[indexPath(team), bytes]]),
  };
}

async function planTeam(owner: Owner, state: RepositoryState, team: string, name: string): Promise<Change> {
  const {current} = state;
  if (current !== null && teamsOf(current).includes(team)) {
    throw new AppError('conflict', {
      'zh-CN': `团队 ${team} 已在此话术库中。`,
      en: `The team ${team} is already in this repository.`,
    });
  }
  const revoked = current?.targets.signed.revoked ?? [];
  const offline = await offlineKeys(owner, state, 'targets');
  const lead = await leadKeys(owner, team, name, revoked);
  const before = current?.targets.signed.delegations ?? {keys: {}, roles: []};
  const delegations = {
    keys: {...before.keys, [lead.team.keyid]: publicKey(lead.team.public)},
    roles: [
      ...before.roles,
      {name: teamRole(team), keyids: [lead.team.keyid], threshold: 1, terminating: true, paths: [`packs/${team}/*`]},
    ],
  };
  const leads = leadsWith(current?.leads ?? [], team, name, lead);
  const {part, files} = teamPart(team, {}, EMPTY_INDEX);
  const root = await rootWith(owner, state, [lead.snapshot, lead.timestamp]);
  return {
    files,
    roles: [
      {role: 'targets', part: {targets: {}, delegations, leads, revoked}, keys: offline},
      {role: teamRole(team), part, keys: [lead.team]},
    ],
    online: root === null ? await onlineFor(owner, state, lead) : lead,
    ...(root !== null && {rootFirst: root}),
  };
}

/** The lead's own keys where the root accepts them. */
async function onlineFor(
  owner: Owner,
  state: RepositoryState,
  lead: {snapshot: SigningKey; timestamp: SigningKey},
): Promise<{snapshot: SigningKey; timestamp: SigningKey}> {
  const accepted =
    roleKeyIds(state, 'snapshot').includes(lead.snapshot.keyid) &&
    roleKeyIds(state, 'timestamp').includes(lead.timestamp.keyid);
  if (accepted) return lead;
  if (state.current === null) throw mayNot('snapshot');
  return await onlineKeys(owner, state);
}
