import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {folderStorage} from '../../electron/packs/folder-storage.ts';
import {KeyFolder, type KeyLock} from '../../electron/packs/key-folder.ts';
import {sha256Of, targetFile} from '../../electron/packs/layout.ts';
import {createRepository} from '../../electron/packs/repository-creation.ts';
import {readRepository} from '../../electron/packs/repository.ts';
import {readTeam} from '../../electron/packs/team-roles.ts';
import type {Owner} from '../../electron/packs/repository-owner.ts';
import type {RepositoryStorage} from '../../electron/packs/storage.ts';

export const NOW = new Date('2026-11-22T08:00:00.000Z');

/** A folder of its own for a test, with a repository and its keys in two more. */
export function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callside-packs-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

export async function ownerIn(
  folder: string,
  more: Partial<Owner> & {lock?: KeyLock; keyFolder?: string} = {},
): Promise<Owner> {
  const {lock, keyFolder = 'keys', ...rest} = more;
  return {
    storage: folderStorage(join(folder, 'repo')),
    keys: await KeyFolder.open(join(folder, keyFolder), lock),
    now: () => NOW,
    wait: async () => {},
    ...rest,
  };
}

export async function madeRepository(folder = workFolder(), team = 'north'): Promise<{folder: string; owner: Owner}> {
  const owner = await ownerIn(folder);
  await createRepository(owner, {team});
  return {folder, owner};
}

/** The same repository and keys in a folder of their own. */
export function copyOf(folder: string): string {
  const copy = workFolder();
  cpSync(folder, copy, {recursive: true});
  return copy;
}

/**
 * What a reader finds: everything verified from the first root on, with the bytes of every file that is named. Versions of
 * the releases of a team, the newest first.
 */
export async function readAll(storage: RepositoryStorage, team = 'north'): Promise<string[]> {
  const state = await readRepository(storage, null);
  if (state === null || state.current === null) return [];
  const {index, metadata} = await readTeam(storage, state.current, team);
  for (const [path, {hashes, length}] of Object.entries(metadata.signed.targets)) {
    const file = await storage.read(targetFile(path, hashes.sha256), length);
    if (file === null || sha256Of(file.bytes) !== hashes.sha256) throw new Error(`${path} is not what was signed`);
  }
  return Object.entries(index.packs).flatMap(([id, releases]) =>
    releases.map((release) => `${id}@${release.version} ${release.permille}`),
  );
}
