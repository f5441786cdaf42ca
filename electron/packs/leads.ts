import {AppError} from '../contract/errors.ts';
import {type LeadEntry, teamRole} from './layout.ts';
import {type Change, change, type NewRole, type NewRoot} from './publication.ts';
import {type CurrentState, type RepositoryState, roleKeyIds} from './repository.ts';
import {soundTeam} from './sound-team.ts';
import {teamsOf} from './team-roles.ts';
import {leadKeys, leadsWith, rootWith} from './repository-creation.ts';
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
import {publicKey} from './signing-keys.ts';

export interface LeadChange {
  team: string;
  name: string;
  /** The leads of the team, after the change. */
  leads: string[];
}

export const leadsOf = (leads: readonly LeadEntry[], team: string): string[] =>
  leads.filter(({teams}) => Object.hasOwn(teams, team)).map(({name}) => name);

/** The top targets role as it is, for changing a part of it. */
function targetsPart({targets, leads}: CurrentState) {
  const {delegations = {keys: {}, roles: []}, revoked = []} = targets.signed;
  return {targets: targets.signed.targets, delegations: structuredClone(delegations), leads, revoked};
}

/**
 * Lets one more lead sign for a team. The keys are made in the folder of keys, from where they are handed over.
 *
 * @throws AppError `conflict` when the team has a lead of this name, `not_found` without the team, `forbidden` without the
 *   offline keys
 */
export async function addLead(owner: Owner, {team, name}: {team: string; name: string}): Promise<LeadChange> {
  await ownRepository(owner, true);
  const result = await change({...(await pressOf(owner)), mends: true}, timestampKey(owner), async (state) => {
    const current = requireTeam(state, team);
    if (leadsOf(current.leads, team).includes(name)) {
      throw new AppError('conflict', {
        'zh-CN': `团队 ${team} 已有名为“${name}”的组长。`,
        en: `The team ${team} already has a lead called "${name}".`,
      });
    }
    const part = targetsPart(current);
    const offline = await offlineKeys(owner, state, 'targets');
    const keys = await leadKeys(owner, team, name, part.revoked);
    part.delegations.keys[keys.team.keyid] = publicKey(keys.team.public);
    part.delegations.roles.find((role) => role.name === teamRole(team))?.keyids.push(keys.team.keyid);
    part.leads = leadsWith(part.leads, team, name, keys);
    const root = await rootWith(owner, state, [keys.snapshot, keys.timestamp]);
    const online = await onlineKeys(owner, state).catch((error: unknown) => {
      // Nobody else's keys are here; the new lead's will count as soon as the new root lies there.
      if (root === null || !(error instanceof AppError)) throw error;
      return {snapshot: keys.snapshot, timestamp: keys.timestamp};
    });
    const change: Change = {
      files: new Map(),
      roles: [{role: 'targets', part, keys: offline, expiresNotBefore: current.targets.signed.expires}],
      online,
      ...(root !== null && {rootFirst: root}),
    };
    return {change, result: {team, name, leads: leadsOf(part.leads, team)}};
  });
  await remember(owner);
  return result;
}

function requireTeam(state: RepositoryState, team: string): CurrentState {
  const {current} = state;
  if (current !== null && teamsOf(current).includes(team)) return current;
  throw new AppError('not_found', {
    'zh-CN': `话术库中没有团队 ${team}。`,
    en: `The repository has no team ${team}.`,
  });
}

/**
 * Takes a lead's keys out of force: the team's at once, snapshot and timestamp too when the lead has no other team. What was
 * published stays, signed anew by somebody who remains; the last thing that is written is the root without the keys, so
 * that no reader ever finds a file without a valid signature.
 *
 * @throws AppError `not_found` without such a lead, `conflict` when nobody would remain, `forbidden` without the offline
 *   keys or without the keys of somebody who remains
 */
export async function revokeLead(owner: Owner, {team, name}: {team: string; name: string}): Promise<LeadChange> {
  await ownRepository(owner, true);
  const retired: string[] = [];
  const result = await change({...(await pressOf(owner)), mends: true}, timestampKey(owner), async (state) => {
    retired.length = 0;
    const current = requireTeam(state, team);
    const known = current.leads.find((lead) => lead.name === name && Object.hasOwn(lead.teams, team));
    const stale = known === undefined ? staleKeys(state, current) : [];
    if (known === undefined && stale.length === 0) throw noSuchLead(current, team, name);
    const part = known === undefined ? targetsPart(current) : withoutLead(current, team, known);
    if (teamIds(part.delegations, team).length === 0) throw lastLead(team, name);
    const gone = known === undefined ? stale : goneWith(part.leads, known, known.teams[team] ?? '');
    retired.push(...gone);
    const root = await rootWithout(owner, state, gone);
    const roles: NewRole[] = [
      {
        role: 'targets',
        part: {...part, revoked: [...new Set([...part.revoked, ...gone])]},
        keys: await offlineKeys(owner, state, 'targets'),
        expiresNotBefore: current.targets.signed.expires,
      },
    ];
    // Of the keys at hand only those count that stay.
    const staying: Owner = {...owner, keys: owner.keys.without(gone)};
    const {part: teamsPart, files, expires} = await soundTeam(owner.storage, current, team);
    roles.push({
      role: teamRole(team),
      part: teamsPart,
      keys: [await teamKey(staying, state, team)],
      expiresNotBefore: expires,
    });
    const change: Change = {
      files,
      roles,
      online: await onlineKeys(staying, state, team),
      ...(root !== null && {rootLast: root}),
    };
    return {change, result: {team, name, leads: leadsOf(part.leads, team)}};
  });
  for (const keyid of retired) await owner.keys.retire(keyid);
  await remember(owner);
  return result;
}

type Delegations = NonNullable<TargetsPart['delegations']>;

const teamIds = ({roles}: Delegations, team: string): string[] =>
  roles.find(({name}) => name === teamRole(team))?.keyids ?? [];

function withoutLead(current: CurrentState, team: string, lead: LeadEntry): ReturnType<typeof targetsPart> {
  const part = targetsPart(current);
  const keyid = lead.teams[team];
  for (const role of part.delegations.roles) {
    if (role.name === teamRole(team)) role.keyids = role.keyids.filter((id) => id !== keyid);
  }
  part.delegations.keys = Object.fromEntries(Object.entries(part.delegations.keys).filter(([id]) => id !== keyid));
  const teams = Object.fromEntries(Object.entries(lead.teams).filter(([each]) => each !== team));
  part.leads = part.leads.flatMap((each) => {
    if (each !== lead) return [each];
    return Object.keys(teams).length === 0 ? [] : [{...each, teams}];
  });
  return part;
}

/** The team's key, and the two on top when nobody on the list has them any more. */
function goneWith(leads: readonly LeadEntry[], lead: LeadEntry, teamKeyId: string): string[] {
  const held = new Set(leads.flatMap(({snapshot, timestamp}) => [snapshot, timestamp]));
  return [teamKeyId, lead.snapshot, lead.timestamp].filter((id) => id !== '' && !held.has(id));
}

/** Keys that the root still accepts although they were revoked: somebody was stopped in the middle of it. */
function staleKeys(state: RepositoryState, {targets}: CurrentState): string[] {
  const revoked = new Set(targets.signed.revoked);
  return [...roleKeyIds(state, 'snapshot'), ...roleKeyIds(state, 'timestamp')].filter((id) => revoked.has(id));
}

async function rootWithout(owner: Owner, state: RepositoryState, gone: readonly string[]): Promise<NewRoot | null> {
  const {keys, roles, names} = state.root.signed;
  const isGone = (id: string) => gone.includes(id);
  if (!Object.keys(keys).some(isGone)) return null;
  const left = structuredClone(roles);
  for (const role of ['snapshot', 'timestamp'] as const) {
    left[role].keyids = left[role].keyids.filter((id) => !isGone(id));
  }
  const kept = Object.fromEntries(Object.entries(keys).filter(([id]) => !isGone(id)));
  return {part: {keys: kept, roles: left, names}, keys: await offlineKeys(owner, state, 'root')};
}

function noSuchLead(current: CurrentState, team: string, name: string): AppError {
  const there = leadsOf(current.leads, team);
  return new AppError('not_found', {
    'zh-CN': `团队 ${team} 没有名为“${name}”的组长；有：${there.join('、')}。`,
    en: `The team ${team} has no lead called "${name}"; there are: ${there.join(', ')}.`,
  });
}

const lastLead = (team: string, name: string) =>
  new AppError('conflict', {
    'zh-CN': `“${name}”是团队 ${team} 唯一的组长。请先用 pack add-lead 增加一位，再撤销。`,
    en: `"${name}" is the only lead of team ${team}. Add another with pack add-lead first, then revoke.`,
  });
