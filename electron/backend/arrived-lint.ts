import type {Problem} from '../contract/errors.ts';
import {Pack} from '../contract/pack.ts';
import {type KnownSentences, soundSentences} from '../domain/pack-conduct.ts';
import {LINTER_VERSION, refusedOnArrival} from '../domain/pack-lint.ts';
import {type Arrived, none} from '../packs/arrived-pack.ts';
import type {PackRelease} from '../packs/layout.ts';
import type {Desk} from './desk.ts';
import {deskLintSources, lintErrorsInSlices} from './linting.ts';

type Linted =
  | (Extract<Arrived, {text: string}> & {warnings: Problem[]; sound: boolean})
  | Extract<Arrived, {pack: null}>;

/** Nobody published before this one: a release that says so only wants not to be looked at. */
const FIRST_LINTER = 1;

/** By what a desk looks at sentences: the app, its linter and its lists. What another one found sound is looked at anew. */
export const judgeOf = ({version, conduct}: Desk): string => `${version} ${LINTER_VERSION} ${conduct.sha256()}`;

/** The sentences of a release that this desk found sound when it arrived. @param text its bytes, which were checked then */
export const soundIn = (text: string): KnownSentences => soundSentences(Pack.parse(JSON.parse(text)));

/**
 * Looks at a release as its lead had to. What only a newer linter finds warns: an app update must not strand a team that
 * nobody has changed anything for.
 *
 * @param known sentences that need not be looked at again
 */
export async function lintArrived(
  desk: Desk,
  arrived: Extract<Arrived, {text: string}>,
  release: PackRelease,
  known?: KnownSentences,
): Promise<Linted> {
  const errors = await lintErrorsInSlices(JSON.parse(arrived.text), deskLintSources(desk), known);
  const refused = refusedOnArrival(errors, Math.max(FIRST_LINTER, release.linter));
  if (refused.length > 0) return none(arrived.pack.id, release, refused.map(problemOf));
  // What its lead saw and gave a reason for is no news; what is an error by now is.
  return {...arrived, warnings: errors.map(problemOf), sound: !errors.some(({rule}) => rule === 'words-forbidden')};
}

const problemOf = ({path, message}: Problem): Problem => ({path, message});
