import {AppError} from '../contract/errors.ts';
import type {Jurisdiction, Language} from '../contract/values.ts';
import {
  deltaPath,
  LARGEST,
  type PackDelta,
  packPath,
  type PackIndex,
  type PackRelease,
  type ReleaseFinding,
  sha256Of,
  targetFile,
  teamRole,
} from './layout.ts';
import {makeDelta} from './pack-delta.ts';
import {type Change, change, HOLDS, resign} from './publication.ts';
import {releasesOf, withoutRelease, withRelease, withShare} from './releases.ts';
import type {CurrentState, RepositoryState} from './repository.ts';
import {readTeam, readTeamRole, teamsOf} from './team-roles.ts';
import {teamPart} from './repository-creation.ts';
import {
  offlineKeys,
  onlineKeys,
  type Owner,
  ownRepository,
  pressOf,
  remember,
  teamKey,
  timestampKey,
} from './repository-owner.ts';
import type {TargetsPart} from './signed-metadata.ts';
import type {RepositoryStorage} from './storage.ts';

/** From how many releases before there is a way by delta. */
const DELTAS = 3;
const DAY = 86_400_000;

/** A pack that was checked and may be signed. `bytes` are its canonical JSON. */
export interface CheckedPackFile {
  id: string;
  version: string;
  language: Language;
  jurisdiction: Jurisdiction;
  bytes: Buffer;
  /** Version of the linter, the warnings it has, and why they are put up with. */
  linter: number;
  findings: ReleaseFinding[];
  reason?: string | undefined;
}

export interface Published {
  id: string;
  version: string;
  sha256: string;
  permille: number;
  /** The version that most agents had before; null when there was none. */
  replaces: string | null;
  kind: 'published' | 'again' | 'same';
  /** To whom it went until now, when it was published already. */
  was: Readers | null;
}

/** To whom a release goes: how many of a thousand agents, and of which groups when not of all. */
export interface Readers {
  permille: number;
  groups?: string[] | undefined;
}

const readersOf = ({permille, groups}: Readers): Readers => ({permille, ...(groups !== undefined && {groups})});

interface Team {
  team: string;
}

/**
 * Publishes a pack to a team. The same content again changes its share and its readers and nothing else. Two leads at once
 * both come through where their releases do not touch.
 *
 * @throws AppError `conflict` (see `withRelease`), `forbidden` without a key of the team, `untrusted`, `unavailable`
 */
export async function publishPack(
  owner: Owner,
  {team, pack, permille, groups}: Team & {pack: CheckedPackFile; permille: number; groups?: string[] | undefined},
): Promise<Published> {
  const {storage} = owner;
  await ownRepository(owner);
  const {id, version, language, jurisdiction, bytes, linter, findings, reason} = pack;
  const sha256 = sha256Of(bytes);
  const result = await change(await pressOf(owner), timestampKey(owner), async (state) => {
    const {current} = whole(state);
    const {metadata, index} = await readTeam(storage, current, team);
    const key = await teamKey(owner, state, team);
    const plan = withRelease(index, {
      id,
      version,
      sha256,
      length: bytes.length,
      path: packPath(team, id, version),
      permille,
      ...(groups !== undefined && {groups}),
      language,
      jurisdiction,
      linter,
      ...(findings.length > 0 && {findings}),
      ...(reason !== undefined && {reason}),
      publishedAt: owner.now().toISOString(),
      publishedBy: key.name,
    });
    const {kind, before, release, was} = plan;
    const result: Published = {
      id,
      version,
      sha256,
      permille: release.permille,
      replaces: before?.version ?? null,
      kind,
      was: was === null ? null : readersOf(was),
    };
    if (kind === 'same') return {change: null, result};
    const files = new Map<string, Uint8Array>();
    let {index: next} = plan;
    const targets = {...metadata.signed.targets};
    if (kind === 'published') {
      files.set(release.path, bytes);
      const deltas = await deltasTo(storage, team, id, version, bytes, releasesOf(index, id));
      for (const {delta, bytes: way} of deltas) {
        files.set(delta.path, way);
        targets[delta.path] = {length: delta.length, hashes: {sha256: delta.sha256}};
      }
      targets[release.path] = {length: bytes.length, hashes: {sha256}};
      next = withDeltas(
        next,
        id,
        release,
        deltas.map(({delta}) => delta),
      );
    }
    return {change: await teamChange(owner, state, team, {...metadata.signed, targets}, next, files), result};
  });
  await remember(owner);
  return result;
}

/**
 * Changes to whom a release goes. It need not be on this desk.
 *
 * @throws AppError `not_found` when it is not published
 */
export async function shareRelease(
  owner: Owner,
  {team, id, version, permille, groups}: Team & ShareInput,
): Promise<Published> {
  await ownRepository(owner);
  const result = await change(await pressOf(owner), timestampKey(owner), async (state) => {
    const {metadata, index} = await readTeam(owner.storage, whole(state).current, team);
    const {release, kind, index: next, before, was} = withShare(index, {id, version, permille, groups});
    const result: Published = {
      id,
      version,
      sha256: release.sha256,
      permille,
      replaces: before?.version ?? null,
      kind,
      was: was === null ? null : readersOf(was),
    };
    if (kind === 'same') return {change: null, result};
    return {change: await teamChange(owner, state, team, metadata.signed, next, new Map()), result};
  });
  await remember(owner);
  return result;
}

export interface ShareInput {
  id: string;
  version: string;
  permille: number;
  groups?: string[] | undefined;
}

const whole = (state: RepositoryState): RepositoryState & {current: CurrentState} =>
  state as RepositoryState & {current: CurrentState};

const withDeltas = (index: PackIndex, id: string, release: PackRelease, deltas: PackDelta[]): PackIndex => ({
  ...index,
  packs: {
    ...index.packs,
    [id]: (index.packs[id] ?? []).map((each) => (each.seq === release.seq ? {...each, deltas} : each)),
  },
});

async function deltasTo(
  storage: RepositoryStorage,
  team: string,
  id: string,
  version: string,
  bytes: Buffer,
  releases: readonly PackRelease[],
): Promise<{delta: PackDelta; bytes: Buffer}[]> {
  const found: {delta: PackDelta; bytes: Buffer}[] = [];
  for (const {sha256, length, path} of releases.slice(0, DELTAS)) {
    const file = await storage.read(targetFile(path, sha256), Math.min(length, LARGEST.pack)).catch(() => null);
    // One that cannot be read costs its desks a full download, and nobody else anything.
    if (file === null || sha256Of(file.bytes) !== sha256) continue;
    const way = makeDelta(file.bytes, bytes);
    if (way === null) continue;
    const delta = {from: sha256, path: deltaPath(team, id, version, sha256), sha256: sha256Of(way), length: way.length};
    found.push({delta, bytes: way});
  }
  return found;
}

async function teamChange(
  owner: Owner,
  state: RepositoryState,
  team: string,
  {targets, expires}: TargetsPart,
  index: PackIndex,
  files: Map<string, Uint8Array>,
): Promise<Change> {
  const {part, files: indexFiles} = teamPart(team, targets, index);
  return {
    // The index last: it names the others.
    files: new Map([...files, ...indexFiles]),
    roles: [{role: teamRole(team), part, keys: [await teamKey(owner, state, team)], expiresNotBefore: expires}],
    online: await onlineKeys(owner, state, team),
  };
}

export interface Withdrawn {
  id: string;
  version: string;
  sha256: string;
  /** What desks fall back to; null when they let go of the pack. */
  next: string | null;
}

/** @throws AppError `not_found` when it is not published, `forbidden`, `untrusted`, `unavailable` */
export async function withdrawPack(
  owner: Owner,
  {team, id, version, reason}: Team & {id: string; version: string; reason?: string | undefined},
): Promise<Withdrawn> {
  await ownRepository(owner);
  const result = await change(await pressOf(owner), timestampKey(owner), async (state) => {
    const {metadata, index} = await readTeam(owner.storage, whole(state).current, team);
    const key = await teamKey(owner, state, team);
    const plan = withoutRelease(index, {
      id,
      version,
      withdrawnAt: owner.now().toISOString(),
      withdrawnBy: key.name,
      ...(reason !== undefined && {reason}),
    });
    return {
      change: await teamChange(owner, state, team, metadata.signed, plan.index, new Map()),
      result: {id, version, sha256: plan.gone.sha256, next: plan.next?.version ?? null},
    };
  });
  await remember(owner);
  return result;
}

export interface Refreshed {
  /** When the timestamp expires now. TUF time. */
  expires: string;
  /** What was signed anew beside it, because it would have expired before long. */
  renewed: string[];
  /** What will have expired soon and that no key at hand may sign, with its day. */
  due: {role: string; expires: string}[];
}

/** Whether less than a third of a signature's time is left. */
const soon = (expires: string, days: number, now: Date): boolean =>
  Date.parse(expires) - now.getTime() < (days * DAY) / 3;

/** Signs the timestamp anew, and with the keys at hand whatever else would expire before long. */
export async function refreshRepository(owner: Owner): Promise<Refreshed> {
  await ownRepository(owner);
  const press = await pressOf(owner);
  const renewed: string[] = [];
  const due: Refreshed['due'] = [];
  await change(press, timestampKey(owner), async (state) => {
    renewed.length = 0;
    due.length = 0;
    return {change: await renewal(owner, whole(state), renewed, due), result: undefined};
  });
  const expires = await resign(press, timestampKey(owner));
  await remember(owner);
  return {expires, renewed, due};
}

/** A key that is missing is no reason to leave the rest undone. */
async function ifAllowed<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') return null;
    throw error;
  }
}

async function renewal(
  owner: Owner,
  state: RepositoryState & {current: CurrentState},
  renewed: string[],
  due: Refreshed['due'],
): Promise<Change | null> {
  const now = owner.now();
  const {root, current} = state;
  const roles: Change['roles'][number][] = [];
  const tell = (role: string, expires: string, done: boolean) =>
    done ? renewed.push(role) : due.push({role, expires});
  const {targets} = current;
  if (soon(targets.signed.expires, HOLDS.targets, now)) {
    const keys = await ifAllowed(() => offlineKeys(owner, state, 'targets'));
    const {targets: files, delegations, leads, revoked} = targets.signed;
    const part = {targets: files, ...(delegations && {delegations}), ...(leads && {leads}), ...(revoked && {revoked})};
    if (keys !== null) roles.push({role: 'targets', part, keys, expiresNotBefore: targets.signed.expires});
    tell('targets', targets.signed.expires, keys !== null);
  }
  for (const team of teamsOf(current)) {
    const key = await ifAllowed(() => teamKey(owner, state, team));
    // Whatever its index holds: what one team has spoilt must not stop the timestamp of all.
    const {signed} = await readTeamRole(owner.storage, current, team);
    if (!soon(signed.expires, HOLDS.team, now)) continue;
    const part = {targets: signed.targets};
    if (key !== null) roles.push({role: teamRole(team), part, keys: [key], expiresNotBefore: signed.expires});
    tell(teamRole(team), signed.expires, key !== null);
  }
  const rootDue = soon(root.signed.expires, HOLDS.root, now);
  const rootKeys = rootDue ? await ifAllowed(() => offlineKeys(owner, state, 'root')) : null;
  if (rootDue) tell('root', root.signed.expires, rootKeys !== null);
  const {keys, roles: rootRoles, names} = root.signed;
  const rootLast = rootKeys === null ? null : {part: {keys, roles: rootRoles, names}, keys: rootKeys};
  const snapshotDue = soon(current.snapshot.signed.expires, HOLDS.snapshot, now);
  if (roles.length === 0 && rootLast === null && !snapshotDue) return null;
  const online = await ifAllowed(() => onlineKeys(owner, state));
  if (snapshotDue) tell('snapshot', current.snapshot.signed.expires, online !== null);
  if (online === null) return null;
  return {files: new Map(), roles, online, ...(rootLast !== null && {rootLast})};
}
