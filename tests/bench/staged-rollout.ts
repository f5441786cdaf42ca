import {inRollout} from '../../electron/packs/layout.ts';
import {publishPack, shareRelease, withdrawPack} from '../../electron/packs/publishing.ts';
import {releasesFor} from '../../electron/packs/release-choice.ts';
import {readRepository} from '../../electron/packs/repository.ts';
import {readTeam} from '../../electron/packs/team-roles.ts';
import {type BenchOptions, type Figure, timed} from './figures.ts';
import {teamPack} from './large-pack.ts';
import {
  checkedFile,
  type Follower,
  follower,
  PROFILE,
  type ServedRepository,
  servedRepository,
  stop,
  TEAM,
} from './served-repository.ts';

const ID = 'team-script';
const STEPS = [50, 200, 500, 1000];

interface Cost {
  requests: number;
  bytes: number;
  ms: number;
}

/** One real desk for each step: it is among those whom that step lets in, and was not before. */
interface Scout extends Follower {
  agentId: string;
  step: number;
}

const agentName = (i: number): string => `A-${String(i).padStart(5, '0')}`;

/** What is chosen for every agent, by the function that desks choose with, out of the list that was published. */
async function chosen({owner}: ServedRepository, agents: number): Promise<{versions: (string | null)[]; ms: number}> {
  const state = await readRepository(owner.storage, null);
  if (state?.current == null) throw new Error('the repository is not finished');
  const {index} = await readTeam(owner.storage, state.current, TEAM);
  const versions: (string | null)[] = [];
  const ms = await timed(() => {
    for (let i = 0; i < agents; i += 1) {
      versions.push(releasesFor(index, {agentId: agentName(i), profile: PROFILE}).get(ID)?.version ?? null);
    }
  });
  return {versions, ms};
}

async function scoutsFor(folder: string, agents: number): Promise<Scout[]> {
  const scouts: Scout[] = [];
  for (const [i, step] of STEPS.entries()) {
    const before = STEPS[i - 1] ?? 0;
    const names = Array.from({length: agents}, (_, n) => agentName(n));
    const agentId = names.find((name) => inRollout(ID, '1.1.0', name, step) && !inRollout(ID, '1.1.0', name, before));
    if (agentId === undefined) throw new Error(`no agent is let in by ${step}‰`);
    scouts.push({...(await follower(folder, agentId)), agentId, step});
  }
  return scouts;
}

const mean = (costs: readonly Cost[]): Cost => {
  const sum = (key: keyof Cost) => costs.reduce((all, cost) => all + cost[key], 0) / costs.length;
  return {requests: sum('requests'), bytes: sum('bytes'), ms: sum('ms')};
};

/**
 * A release that goes to more and more of ten thousand agents, and is taken back. Who gets it is asked for every agent; what that
 * costs is measured on real desks, one of which every step lets in, and multiplied.
 */
export async function stagedRollout({quick}: BenchOptions): Promise<Figure[]> {
  const agents = quick ? 1000 : 10_000;
  const repository = await servedRepository('rollout');
  const {owner, folder, server} = repository;
  await publishPack(owner, {team: TEAM, pack: checkedFile(teamPack('1.0.0', ID)), permille: 1000});
  const scouts = await scoutsFor(folder, agents);
  const syncAll = async (versions: readonly (string | null)[] | null): Promise<{took: Cost[]; looked: Cost[]}> => {
    const costs = {took: [] as Cost[], looked: [] as Cost[]};
    for (const {agentId, sync} of scouts) {
      const begun = performance.now();
      const {requests, bytes, changed, active} = await sync();
      const ms = performance.now() - begun;
      const expected = versions?.[Number(agentId.slice(2))] ?? '1.0.0';
      if (active.find(({id}) => id === ID)?.version !== expected) throw new Error(`${agentId} has another version`);
      (changed.length > 0 ? costs.took : costs.looked).push({requests, bytes, ms});
    }
    return costs;
  };
  const whole = mean((await syncAll(null)).took);
  const idle = mean((await syncAll(null)).looked);
  const next = checkedFile(teamPack('1.1.0', ID));
  const figures: Figure[] = [
    {
      what: `a pack of ${next.bytes.length.toLocaleString('en')} bytes, first sync: requests of one desk`,
      value: whole.requests,
      unit: '',
    },
    {what: 'first sync: bytes of one desk', value: whole.bytes, unit: 'bytes'},
    {
      what: `idle sync of one desk: ${idle.requests} requests, ${idle.bytes.toFixed(0)} bytes`,
      value: idle.ms,
      unit: 'ms',
    },
  ];
  let before = (await chosen(repository, agents)).versions;
  const step = async (name: string, work: () => Promise<unknown>) => {
    await work();
    const {versions, ms} = await chosen(repository, agents);
    const {took, looked} = await syncAll(versions);
    const moved = versions.filter((version, i) => version !== before[i]).length;
    const [taking, looking] = [mean(took), looked.length === 0 ? mean(took) : mean(looked)];
    const total = (key: keyof Cost) => moved * taking[key] + (agents - moved) * looking[key];
    const reached = versions.filter((version) => version === '1.1.0').length;
    before = versions;
    figures.push(
      {
        what: `${name}: share reached (${ms.toFixed(0)} ms to choose for ${agents.toLocaleString('en')} agents)`,
        value: (100 * reached) / agents,
        unit: '%',
      },
      {what: `${name}: requests of all`, value: total('requests'), unit: ''},
      {
        what: `${name}: bytes of all`,
        value: total('bytes') / 1e6,
        unit: 'MB',
        ratio: {value: total('bytes') / (agents * next.bytes.length), to: 'the whole pack to all'},
      },
    );
  };
  for (const [i, permille] of STEPS.entries()) {
    await step(`${permille}‰`, () =>
      i === 0
        ? publishPack(owner, {team: TEAM, pack: next, permille})
        : shareRelease(owner, {team: TEAM, id: ID, version: '1.1.0', permille}),
    );
  }
  await step('taken back', () => withdrawPack(owner, {team: TEAM, id: ID, version: '1.1.0'}));
  for (const {desk} of scouts) desk.close();
  stop(server);
  return figures;
}
