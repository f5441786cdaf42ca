import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {publishPack, refreshRepository} from '../../electron/packs/publishing.ts';
import {createRepository} from '../../electron/packs/repository-creation.ts';
import type {Owner} from '../../electron/packs/repository-owner.ts';
import {type BenchOptions, type Figure, timed} from './figures.ts';
import {teamPack} from './large-pack.ts';
import {checkedFile, follower, type ServedRepository, servedRepository, stop, TEAM} from './served-repository.ts';

const PUBLICATIONS = 10;

/** Bytes of all files in a folder. */
const sizeOf = (folder: string): number =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .reduce((all, entry) => all + statSync(join(entry.parentPath, entry.name)).size, 0);

interface Published {
  ms: number[];
  /** What the tenth wrote. */
  bytes: number;
  refresh: number;
  idle: {ms: number; bytes: number; requests: number};
  update: {ms: number; bytes: number; requests: number};
}

async function published({owner, folder}: ServedRepository, publications = PUBLICATIONS): Promise<Published> {
  const ms: number[] = [];
  let bytes = 0;
  const {desk, sync} = await follower(folder);
  const measured = async () => {
    let told = {requests: 0, bytes: 0};
    const took = await timed(async () => (told = await sync()));
    return {ms: took, requests: told.requests, bytes: told.bytes};
  };
  let update = {ms: 0, requests: 0, bytes: 0};
  for (let n = 1; n <= publications; n += 1) {
    const pack = checkedFile(teamPack(`1.${n}.0`));
    const before = sizeOf(folder);
    ms.push(await timed(() => publishPack(owner, {team: TEAM, pack, permille: 1000})));
    bytes = sizeOf(folder) - before;
    if (n === 1 || n >= publications - 1) update = await measured();
  }
  const idle = await measured();
  const refresh = await timed(() => refreshRepository(owner));
  desk.close();
  return {ms, bytes, refresh, idle, update};
}

async function addTeams(owner: Owner, teams: number): Promise<number[]> {
  const ms: number[] = [];
  for (let n = 2; n <= teams; n += 1) ms.push(await timed(() => createRepository(owner, {team: `team-${n}`})));
  return ms;
}

/** Publishing into one of a hundred teams, beside publishing into the only one. */
export async function manyTeams({quick}: BenchOptions): Promise<Figure[]> {
  const teams = quick ? 10 : 100;
  const warm = await servedRepository('warm-up');
  await published(warm, 2);
  stop(warm.server);
  const alone = await servedRepository('one-team');
  const one = await published(alone);
  stop(alone.server);
  const shared = await servedRepository('many-teams');
  const made = await addTeams(shared.owner, teams);
  const many = await published(shared);
  stop(shared.server);
  const beside = (what: string, unit: string, value: number, yardstick: number): Figure[] => [
    {what: `${what}, 1 team`, value: yardstick, unit},
    {what: `${what}, ${teams} teams`, value, unit, ratio: {value: value / yardstick, to: '1 team'}},
  ];
  const [first, last] = [made[0] ?? 0, made.at(-1) ?? 0];
  return [
    {what: 'add the second team', value: first, unit: 'ms'},
    {what: `add the ${teams}th team`, value: last, unit: 'ms', ratio: {value: last / first, to: 'the second'}},
    ...beside('publish, the first release', 'ms', many.ms[0] ?? 0, one.ms[0] ?? 0),
    ...beside('publish, the tenth release with three deltas', 'ms', many.ms.at(-1) ?? 0, one.ms.at(-1) ?? 0),
    ...beside('what the tenth writes', 'bytes', many.bytes, one.bytes),
    ...beside('pack refresh', 'ms', many.refresh, one.refresh),
    ...beside('the tenth on a desk that has the ninth, on the wire', 'bytes', many.update.bytes, one.update.bytes),
    ...beside('the tenth on a desk that has the ninth', 'ms', many.update.ms, one.update.ms),
    ...beside('idle sync, on the wire', 'bytes', many.idle.bytes, one.idle.bytes),
    ...beside('idle sync', 'ms', many.idle.ms, one.idle.ms),
  ];
}
