import {readFile} from 'node:fs/promises';
import {isAbsolute, join, resolve} from 'node:path';
import {z} from 'zod';
import {AppError} from '../contract/errors.ts';
import {LeadName, TeamName} from '../contract/repository.ts';
import type {RepositoryState} from '../contract/repository.ts';
import type {Id} from '../contract/values.ts';
import {copyNeedsPassphrase, KeyFolder, writePrivate} from '../packs/key-folder.ts';
import {teamRole} from '../packs/layout.ts';
import {readRepository} from '../packs/repository.ts';
import {readTeam} from '../packs/team-roles.ts';
import {releasesOf} from '../packs/releases.ts';
import {repositoryOverview} from '../packs/repository-overview.ts';
import {isAddress} from '../packs/s3-place.ts';
import type {KeyName} from '../packs/signing-keys.ts';
import {appendEvent} from '../store/journal.ts';
import {readPackInfo} from '../store/packs.ts';
import {currentProfile, type Desk, type HandlersOf, timestamp} from './desk.ts';
import {deskLintSources, lintInSlices} from './linting.ts';
import {
  addRepositoryLead,
  checkedForRelease,
  makeRepository,
  ownerOf,
  publishChecked,
  refreshSignatures,
  type RepositoryAccess,
  requireKeysOutside,
  revokeRepositoryLead,
  rotateRepositoryRoot,
  shareReleaseWith,
  withdrawRelease,
} from './repository-work.ts';

/** Where this desk publishes to. Beside the keys, which belong to it. */
const Place = z.strictObject({
  format: z.literal(1),
  place: z.string().max(2000),
  team: TeamName,
  /** Whose desk this is: the keys of a lead who was let in lie here, too. */
  lead: LeadName.optional(),
});
type Place = z.infer<typeof Place>;
const PLACE = 'place.json';

const keysOf = (desk: Desk): string => join(desk.dataFolder, 'keys');

async function knownPlace(desk: Desk): Promise<Place | null> {
  try {
    return Place.parse(JSON.parse(await readFile(join(keysOf(desk), PLACE), 'utf8')));
  } catch {
    return null;
  }
}

const keepPlace = (desk: Desk, place: Omit<Place, 'format'>): Promise<void> =>
  writePrivate(keysOf(desk), PLACE, `${JSON.stringify({format: 1, ...place} satisfies Place, null, 2)}\n`);

/** @throws AppError `not_found` before there is a repository */
async function requirePlace(desk: Desk): Promise<Place> {
  const place = await knownPlace(desk);
  if (place !== null) return place;
  throw new AppError('not_found', {
    'zh-CN': '本机还没有话术库：请先新建或加入一个。',
    en: 'This desk publishes to no repository yet: make one, or join one.',
  });
}

const accessTo = (
  desk: Desk,
  {place, lead}: Pick<Place, 'place' | 'lead'>,
  passphrase: string | undefined,
): RepositoryAccess => ({
  repo: place,
  keys: keysOf(desk),
  passphrase,
  prefers: lead,
  vault: desk.vault ?? undefined,
  now: desk.now,
});

/** The repository of this desk, and what its keys are opened with. */
async function ours(desk: Desk, passphrase?: string) {
  const place = await requirePlace(desk);
  return {access: accessTo(desk, place, passphrase), place, team: place.team};
}

async function overview(desk: Desk, place: Pick<Place, 'place' | 'team' | 'lead'>): Promise<RepositoryState> {
  const owner = await ownerOf(accessTo(desk, place, undefined));
  const {place: where, team} = place;
  return {place: where, team, ...(await repositoryOverview(owner, team))};
}

function note(desk: Desk, id: Id, type: string, payload: unknown): void {
  const agent = currentProfile(desk)?.agentId ?? null;
  appendEvent(desk.db, {id, callId: null, type, payload, at: timestamp(desk), agent});
}

/** The text of a version that is on this desk. */
function packText(desk: Desk, id: string, version: string): string {
  const info = readPackInfo(desk.db, id, version);
  if (info !== null) return desk.packs.body(info);
  throw new AppError('not_found', {'zh-CN': `没有话术包 ${id}@${version}。`, en: `There is no pack ${id}@${version}.`});
}

export const repositoryHandlers: HandlersOf<'repository'> = {
  'repository.read': async (desk) => {
    const place = await knownPlace(desk);
    const notes = desk.vaultNote === null ? [] : [desk.vaultNote];
    return {repository: place === null ? null : await overview(desk, place), notes};
  },
  'repository.create': async (desk, {place, team, name, from, passphrase}) => {
    const made = {place: resolved(place), team, lead: name};
    await makeRepository(accessTo(desk, made, passphrase), {team, name, from});
    await keepPlace(desk, made);
    return await overview(desk, made);
  },
  'repository.join': async (desk, {place, team, keyFiles, passphrase}) => {
    const where = resolved(place);
    const keys = await keysHere(desk, passphrase);
    const taken: KeyName[] = [];
    for (const text of keyFiles) taken.push(await keys.take(text));
    const lead = taken.find(({role}) => role === teamRole(team))?.name ?? (await knownPlace(desk))?.lead;
    const joined = {place: where, team, ...(lead !== undefined && {lead})};
    const found = await overview(desk, joined);
    if (found.publishesAs === null) throw notOurKeys(team);
    await keepPlace(desk, joined);
    return found;
  },
  'repository.review': async (desk, {id, version}) => {
    const text = packText(desk, id, version);
    const findings = await lintInSlices(JSON.parse(text), deskLintSources(desk));
    const {access, team} = await ours(desk);
    const owner = await ownerOf(access);
    const state = await readRepository(owner.storage, null);
    if (state?.current === null || state === null) throw new AppError('not_found');
    const {index} = await readTeam(owner.storage, state.current, team);
    const before = releasesOf(index, id)[0];
    const same = before?.sha256 === readPackInfo(desk.db, id, version)?.sha256;
    return {
      findings,
      before: before === undefined ? null : {version: before.version, sha256: before.sha256, same},
    };
  },
  'repository.publish': async (desk, {id, version, eventId, permille, groups, reason, passphrase}) => {
    const {access, team} = await ours(desk, passphrase);
    const pack = await checkedForRelease(packText(desk, id, version), reason, deskLintSources(desk));
    const done = await publishChecked(access, {team, pack, permille, groups});
    note(desk, eventId, 'release.published', {...done, team, groups: groups ?? null, reason: reason ?? null});
    return done;
  },
  'repository.share': async (desk, {id, version, eventId, permille, groups, passphrase}) => {
    const {access, team} = await ours(desk, passphrase);
    const done = await shareReleaseWith(access, {team, id, version, permille, groups});
    note(desk, eventId, 'release.shared', {...done, team, groups: groups ?? null});
    return done;
  },
  'repository.withdraw': async (desk, {id, version, eventId, reason, passphrase}) => {
    const {access, team} = await ours(desk, passphrase);
    const done = await withdrawRelease(access, {team, id, version, reason});
    note(desk, eventId, 'release.withdrawn', {...done, team, reason: reason ?? null});
    return done;
  },
  'repository.refresh': async (desk, {passphrase}) => await refreshSignatures((await ours(desk, passphrase)).access),
  'repository.addLead': async (desk, {eventId, name, to, passphrase}) => {
    const {access, place, team} = await ours(desk, passphrase);
    const folder = to === undefined ? null : forKeys(desk, to, place.place);
    if (folder !== null && desk.vault !== null && passphrase === undefined) throw copyNeedsPassphrase();
    const sealing = {...access, passphrase: await forSigning(desk, passphrase)};
    const {leads} = await addRepositoryLead(sealing, {team, name});
    note(desk, eventId, 'lead.added', {name, team, leads});
    return {
      repository: await overview(desk, place),
      files: folder === null ? [] : await handOver(desk, {team, name, to: folder, passphrase}),
    };
  },
  'repository.revokeLead': async (desk, {eventId, name, passphrase}) => {
    const {access, place, team} = await ours(desk, passphrase);
    const {leads} = await revokeRepositoryLead(access, {team, name});
    note(desk, eventId, 'lead.revoked', {name, team, leads});
    return await overview(desk, place);
  },
  'repository.rotateRoot': async (desk, {eventId, name, passphrase}) => {
    const {access, place} = await ours(desk, passphrase);
    const {replaced, made, version} = await rotateRepositoryRoot(access, {name});
    note(desk, eventId, 'root.rotated', {replaced, made, version});
    return await overview(desk, place);
  },
  'repository.backUpKeys': async (desk, {to, passphrase}) => {
    const folder = forKeys(desk, to, (await requirePlace(desk)).place);
    const keys = await keysHere(desk, passphrase);
    const offline = keys.keys.filter(({role}) => role === 'root' || role === 'targets');
    return {
      files: await keys.copy(
        offline.map(({keyid}) => keyid),
        folder,
      ),
    };
  },
};

/**
 * A folder as a lead types it, in a window that is in no folder; an address stays one.
 *
 * @throws AppError `invalid_input` for a part of a path: nobody could say from where it would be counted
 */
function resolved(place: string): string {
  const given = place.trim();
  if (isAddress(given)) return given;
  if (isAbsolute(given)) return resolve(given);
  throw new AppError('invalid_input', {
    'zh-CN': `请写出文件夹的完整路径，从盘符或根目录开始；“${given}”不是完整路径。`,
    en: `Give the whole path of the folder, from its drive or root on; "${given}" is none.`,
  });
}

/**
 * Where copies of keys go: a folder of this computer or a stick, and neither the repository nor where the keys lie already.
 *
 * @throws AppError `invalid_input`
 */
function forKeys(desk: Desk, to: string, repo: string): string {
  const folder = resolved(to);
  if (isAddress(folder)) {
    throw new AppError('invalid_input', {
      'zh-CN': '密钥只能复制到文件夹，不能放到网址上。',
      en: 'Keys are copied to a folder, and never to an address.',
    });
  }
  if (!isAddress(repo)) requireKeysOutside({repo, keys: folder});
  if (folder !== resolve(keysOf(desk))) return folder;
  throw new AppError('invalid_input', {
    'zh-CN': '密钥本来就在这个文件夹里。请选另一个位置，例如 U 盘。',
    en: 'This is where the keys lie already. Choose another place, such as a stick.',
  });
}

const notOurKeys = (team: string) =>
  new AppError('forbidden', {
    'zh-CN': `这些密钥不能为团队 ${team} 发布。请向话术库的负责人索取您的密钥文件。`,
    en: `These keys may not publish for the team ${team}. Ask the owner of the repository for your key files.`,
  });

const keysHere = (desk: Desk, passphrase: string | undefined): Promise<KeyFolder> =>
  KeyFolder.open(keysOf(desk), {passphrase, vault: desk.vault ?? undefined});

/** Where the keychain keeps the keys, a passphrase is for copies alone: what is new here is sealed as the others are. */
async function forSigning(desk: Desk, passphrase: string | undefined): Promise<string | undefined> {
  if (desk.vault === null) return passphrase;
  const {keys, protection} = await keysHere(desk, undefined);
  return keys.length > 0 && protection === 'keychain' ? undefined : passphrase;
}

interface HandOver {
  team: string;
  name: string;
  to: string;
  passphrase: string | undefined;
}

async function handOver(desk: Desk, {team, name, to, passphrase}: HandOver): Promise<string[]> {
  const keys = await keysHere(desk, passphrase);
  const mine = keys.keys.filter(
    (key) => key.name === name && ['snapshot', 'timestamp', teamRole(team)].includes(key.role),
  );
  return await keys.copy(
    mine.map(({keyid}) => keyid),
    to,
  );
}
