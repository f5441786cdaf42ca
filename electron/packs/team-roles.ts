import {AppError} from '../contract/errors.ts';
import {indexPath, LARGEST, type MetadataRole, metadataPath, type PackIndex, targetFile, teamRole} from './layout.ts';
import {indexIn} from './followed-files.ts';
import {missing} from './root-chain.ts';
import {promised, type ReadMetadata, readMetadata, type SnapshotPart, verifiedBy} from './signed-metadata.ts';
import type {RepositoryStorage} from './storage.ts';

/** What names and verifies the roles of teams. */
interface Delegating {
  snapshot: ReadMetadata<'snapshot'>;
  targets: ReadMetadata<'targets'>;
}

/** The targets role, or a team's, as a snapshot names it. */
export async function readRole(
  storage: RepositoryStorage,
  snapshot: SnapshotPart,
  role: Exclude<MetadataRole, 'root' | 'snapshot'>,
  delegator: ReadMetadata<'root'> | ReadMetadata<'targets'>,
): Promise<ReadMetadata<'targets'>> {
  const meta = Object.hasOwn(snapshot.meta, `${role}.json`) ? snapshot.meta[`${role}.json`] : undefined;
  if (meta === undefined) throw missing(`${role}.json`);
  const file = metadataPath(role, meta.version);
  const found = await storage.read(file, role === 'targets' ? LARGEST.targets : LARGEST.team);
  if (found === null) throw missing(file);
  promised(meta, found.bytes, file);
  const metadata = readMetadata('targets', found.bytes, file, role === 'targets' ? 'targets' : 'team');
  verifiedBy(delegator, role, metadata, file);
  if (metadata.signed.version !== meta.version) throw missing(file);
  return metadata;
}

export interface TeamState {
  metadata: ReadMetadata<'targets'>;
  index: PackIndex;
}

/** The role of a team, whatever its index holds. @throws AppError `untrusted`; `not_found` without such a team */
export async function readTeamRole(
  storage: RepositoryStorage,
  current: Delegating,
  team: string,
): Promise<ReadMetadata<'targets'>> {
  if (!Object.hasOwn(current.snapshot.signed.meta, `${teamRole(team)}.json`)) {
    const teams = teamsOf(current).join(', ');
    throw new AppError('not_found', {
      'zh-CN': `话术库中没有团队 ${team}；有：${teams}。`,
      en: `The repository has no team ${team}; there are: ${teams}.`,
    });
  }
  return await readRole(storage, current.snapshot.signed, teamRole(team), current.targets);
}

/** @throws AppError `untrusted`; `not_found` when the repository has no such team */
export async function readTeam(storage: RepositoryStorage, current: Delegating, team: string): Promise<TeamState> {
  const metadata = await readTeamRole(storage, current, team);
  return {metadata, index: await readIndex(storage, metadata, team)};
}

/** @throws AppError `untrusted` when it is missing, or none that this version can read */
export async function readIndex(
  storage: RepositoryStorage,
  metadata: ReadMetadata<'targets'>,
  team: string,
): Promise<PackIndex> {
  const path = indexPath(team);
  const promise = metadata.signed.targets[path];
  if (promise === undefined) throw missing(path);
  const file = targetFile(path, promise.hashes.sha256);
  const found = await storage.read(file, LARGEST.index);
  if (found === null) throw missing(file);
  promised(promise, found.bytes, file);
  try {
    return indexIn(found.bytes);
  } catch {
    throw new AppError('untrusted', {
      'zh-CN': `团队 ${team} 的版本目录无法读取；它可能由更新版本的软件写成。`,
      en: `The index of team ${team} cannot be read; a newer version of the app may have written it.`,
    });
  }
}

export const teamsOf = ({snapshot}: Pick<Delegating, 'snapshot'>): string[] =>
  Object.keys(snapshot.signed.meta)
    .filter((name) => name.startsWith('team-') && name.endsWith('.json'))
    .map((name) => name.slice('team-'.length, -'.json'.length))
    .sort();
