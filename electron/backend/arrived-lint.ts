import type {Problem} from '../contract/errors.ts';
import {refusedOnArrival} from '../domain/pack-lint.ts';
import {type Arrived, none} from '../packs/arrived-pack.ts';
import type {PackRelease} from '../packs/layout.ts';
import type {Desk} from './desk.ts';
import {deskLintSources, lintInSlices} from './linting.ts';

type Linted = (Extract<Arrived, {text: string}> & {warnings: Problem[]}) | Extract<Arrived, {pack: null}>;

/** Nobody published before this one: a release that says so only wants not to be looked at. */
const FIRST_LINTER = 1;

/**
 * Looks at a release as its lead had to. What only a newer linter finds warns: an app update must not strand a team that
 * nobody has changed anything for.
 */
export async function lintArrived(
  desk: Desk,
  arrived: Extract<Arrived, {text: string}>,
  release: PackRelease,
): Promise<Linted> {
  const findings = await lintInSlices(JSON.parse(arrived.text), deskLintSources(desk));
  const refused = refusedOnArrival(findings, Math.max(FIRST_LINTER, release.linter));
  if (refused.length > 0) return none(arrived.pack.id, release, refused.map(problemOf));
  // What its lead saw and gave a reason for is no news; what is an error by now is.
  const news = findings.filter(({severity}) => severity === 'error');
  return {...arrived, warnings: news.map(problemOf)};
}

const problemOf = ({path, message}: Problem): Problem => ({path, message});
