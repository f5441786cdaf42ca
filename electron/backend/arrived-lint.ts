import type {Problem} from '../contract/errors.ts';
import {type Arrived, none} from '../packs/arrived-pack.ts';
import type {PackRelease} from '../packs/layout.ts';
import type {Desk} from './desk.ts';
import {saidInPack} from './said-in-packs.ts';

type Linted = (Extract<Arrived, {text: string}> & {warnings: Problem[]}) | Extract<Arrived, {pack: null}>;

/** Looks at what a release lets agents say. */
export async function lintArrived(
  desk: Desk,
  arrived: Extract<Arrived, {text: string}>,
  release: PackRelease,
  _now: Date,
): Promise<Linted> {
  const {problems} = await saidInPack(desk, arrived.pack, release.sha256);
  return problems.length === 0 ? {...arrived, warnings: []} : none(arrived.pack.id, release, problems);
}
