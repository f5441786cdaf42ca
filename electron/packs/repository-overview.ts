import {
  type GoneRelease,
  type PublishedRelease,
  type RepositoryState as Overview,
  type SignedRole,
} from '../contract/repository.ts';
import {type Enrolment, enrolmentPath, fingerprintGroups, LARGEST, teamRole} from './layout.ts';
import {leadsOf} from './leads.ts';
import {HOLDS} from './publication.ts';
import {pastOf, releasesOf} from './releases.ts';
import type {CurrentState, RepositoryState} from './repository.ts';
import {readTeam, type TeamState, teamsOf} from './team-roles.ts';
import {type Owner, ownRepository, publishingLead} from './repository-owner.ts';
import {offlineKeyNames} from './root-rotation.ts';
import type {ReadMetadata, TopRole} from './signed-metadata.ts';

const DAY = 86_400_000;

/** What the window of a lead shows of a repository. Nothing is signed or changed. */
export async function repositoryOverview(owner: Owner, team: string): Promise<Omit<Overview, 'place' | 'team'>> {
  const {storage, keys} = owner;
  const state = await ownRepository(owner);
  const {current, root, rootFingerprint} = state;
  const teamState = await readTeam(storage, current, team);
  const has = (keyid: string) => keys.keys.some((key) => key.keyid === keyid);
  const leads = leadsOf(current.leads, team).map((name) => {
    const lead = current.leads.find((each) => each.name === name);
    return {
      name,
      here: [lead?.teams[team], lead?.snapshot, lead?.timestamp].every((id) => id !== undefined && has(id)),
    };
  });
  const {releases, gone} = releasesIn(teamState);
  return {
    rootFingerprint,
    groups: fingerprintGroups(rootFingerprint),
    enrolment: await enrolmentOf(owner, team, state),
    teams: teamsOf(current),
    leads,
    publishesAs: publishingLead(owner, state, team),
    offline: offlineKeyNames(state).map(({name, role, keyid}) => ({name, role, here: has(keyid)})),
    thresholds: {root: root.signed.roles.root.threshold, targets: root.signed.roles.targets.threshold},
    roles: rolesOf(owner, state, teamState, team),
    releases,
    gone,
    unfinished: state.pending !== null,
    protection: keys.protection,
    keysFolder: keys.folder,
    retiredKeys: await keys.countRetired(),
  };
}

async function enrolmentOf({storage}: Owner, team: string, state: RepositoryState): Promise<string> {
  const found = await storage.read(enrolmentPath(team), LARGEST.enrolment);
  if (found !== null) return found.bytes.toString('utf8');
  const {rootFingerprint, firstRoot: root} = state;
  const enrolment: Enrolment = {format: 1, team, from: storage.place, rootFingerprint, root};
  return `${JSON.stringify(enrolment, null, 2)}\n`;
}

function releasesIn({index}: TeamState): {releases: PublishedRelease[]; gone: GoneRelease[]} {
  const releases = Object.keys(index.packs)
    .sort()
    .flatMap((id) =>
      releasesOf(index, id).map((release) => ({
        id,
        version: release.version,
        seq: release.seq,
        sha256: release.sha256,
        permille: release.permille,
        groups: release.groups ?? null,
        language: release.language,
        jurisdiction: release.jurisdiction,
        warnings: release.findings?.length ?? 0,
        reason: release.reason ?? null,
        publishedAt: release.publishedAt ?? null,
        publishedBy: release.publishedBy ?? null,
      })),
    );
  const gone = Object.keys(index.past)
    .sort()
    .flatMap((id) =>
      pastOf(index, id).map(({version, sha256, withdrawnAt, withdrawnBy, reason}) => ({
        id,
        version,
        sha256,
        withdrawnAt: withdrawnAt ?? null,
        withdrawnBy: withdrawnBy ?? null,
        reason: reason ?? null,
      })),
    );
  return {releases, gone};
}

function rolesOf(
  owner: Owner,
  state: RepositoryState & {current: CurrentState},
  team: TeamState,
  name: string,
): SignedRole[] {
  const {root, current} = state;
  const names = namesOf(state);
  const {threshold} = root.signed.roles.root;
  const here = (ids: readonly string[]) => owner.keys.keys.filter(({keyid}) => ids.includes(keyid)).length;
  const {roles} = root.signed;
  const teamIds = current.targets.signed.delegations?.roles.find((role) => role.name === teamRole(name))?.keyids ?? [];
  const [snapshotKeys, timestampKeys] = [here(roles.snapshot.keyids), here(roles.timestamp.keyids)];
  // Whatever lies under a snapshot can only be renewed by somebody who may sign snapshot and timestamp, too.
  const online = snapshotKeys > 0 && timestampKeys > 0;
  const told = (role: string, metadata: ReadMetadata<TopRole>, days: number, renewable: boolean): SignedRole => ({
    role,
    version: metadata.signed.version,
    expires: new Date(metadata.signed.expires).toISOString(),
    signedBy: metadata.signers.map((id) => names.get(id) ?? id.slice(0, 12)),
    renewable,
    state: ageOf(Date.parse(metadata.signed.expires) - owner.now().getTime(), days),
  });
  const {timestamp} = current;
  return [
    ...(timestamp === null ? [] : [told('timestamp', timestamp, timestamp.signed.days, timestampKeys > 0)]),
    told('snapshot', current.snapshot, HOLDS.snapshot, online),
    told(teamRole(name), team.metadata, HOLDS.team, online && here(teamIds) > 0),
    told('targets', current.targets, HOLDS.targets, online && here(roles.targets.keyids) >= roles.targets.threshold),
    told('root', root, HOLDS.root, here(roles.root.keyids) >= threshold),
  ];
}

function ageOf(left: number, days: number): SignedRole['state'] {
  if (left <= 0) return 'expired';
  return left < (days * DAY) / 3 ? 'soon' : 'fresh';
}

/** Names by key id: of the offline keys, and of the leads. */
function namesOf({root, current}: RepositoryState & {current: CurrentState}): Map<string, string> {
  const leads = current.leads.flatMap(({name, teams, snapshot, timestamp}) =>
    [...Object.values(teams), snapshot, timestamp].map((id) => [id, name] as const),
  );
  return new Map([...Object.entries(root.signed.names ?? {}), ...leads]);
}
