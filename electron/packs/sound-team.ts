import {AppError} from '../contract/errors.ts';
import {LARGEST, metadataPath, teamRole} from './layout.ts';
import type {RolePart} from './publication.ts';
import type {CurrentState} from './repository.ts';
import {readIndex, readTeamRole} from './team-roles.ts';
import {EMPTY_INDEX, teamPart} from './repository-creation.ts';
import {type ReadMetadata, readMetadata, verifiedBy} from './signed-metadata.ts';
import type {RepositoryStorage} from './storage.ts';

/** Whoever has a key of the team writes files in a second each; an honest one among the last so many is looked for. */
const MOST_BACK = 200;

/**
 * The files of a team with the newest index that can be read: whoever had a stolen key may have signed one that nobody can,
 * and taking that key out of force must not fail of it. The team begins anew where there is none.
 *
 * @throws AppError `untrusted` when the role itself is not what was signed; `unavailable`
 */
export async function soundTeam(
  storage: RepositoryStorage,
  current: CurrentState,
  team: string,
): Promise<{part: RolePart; files: Map<string, Uint8Array>; expires: string}> {
  const role = teamRole(team);
  const newest = await readTeamRole(storage, current, team);
  const {version: last, expires} = newest.signed;
  for (let version = last; version > Math.max(0, last - MOST_BACK); version -= 1) {
    const metadata = version === last ? newest : await formerRole(storage, current, role, version);
    if (metadata !== null && (await isRead(storage, metadata, team))) {
      return {part: {targets: metadata.signed.targets}, files: new Map(), expires};
    }
  }
  return {...teamPart(team, {}, EMPTY_INDEX), expires};
}

/** A role as it was, when it is still there and validly signed. */
async function formerRole(
  storage: RepositoryStorage,
  {targets}: CurrentState,
  role: ReturnType<typeof teamRole>,
  version: number,
): Promise<ReadMetadata<'targets'> | null> {
  const file = metadataPath(role, version);
  return await unlessSpoilt(async () => {
    const found = await storage.read(file, LARGEST.team);
    if (found === null) return null;
    const metadata = readMetadata('targets', found.bytes, file, 'team');
    verifiedBy(targets, role, metadata, file);
    return metadata.signed.version === version ? metadata : null;
  });
}

const isRead = async (storage: RepositoryStorage, metadata: ReadMetadata<'targets'>, team: string): Promise<boolean> =>
  (await unlessSpoilt(async () => await readIndex(storage, metadata, team))) !== null;

async function unlessSpoilt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'untrusted') return null;
    throw error;
  }
}
