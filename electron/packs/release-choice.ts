import type {Profile} from '../contract/desk.ts';
import {inRollout, type PackIndex, type PackRelease} from './layout.ts';

/** Who a desk is to a rollout: the agent who sits there, or the device before anybody does. */
export interface Recipient {
  agentId: string;
  /** Null before anybody said who sits here: then a desk gets every pack of its team. */
  profile: Pick<Profile, 'team' | 'jurisdiction' | 'languages'> | null;
}

/**
 * The release of each pack that is meant for a recipient: the newest of those it is in the share of. Null where none is:
 * everything was taken back, or none is meant for this desk.
 */
export function releasesFor(index: PackIndex, {agentId, profile}: Recipient): Map<string, PackRelease | null> {
  const fits = (id: string, release: PackRelease): boolean =>
    inRollout(id, release.version, agentId, release.permille) &&
    (profile === null ||
      (isForGroup(release, profile) && isForJurisdiction(release, profile) && isForLanguage(release, profile)));
  return new Map(
    Object.entries(index.packs).map(([id, releases]) => {
      const meant = releases.filter((release) => fits(id, release));
      return [
        id,
        meant.reduce<PackRelease | null>((best, each) => (best === null || each.seq > best.seq ? each : best), null),
      ];
    }),
  );
}

const isForGroup = ({groups}: PackRelease, {team}: Pick<Profile, 'team'>): boolean =>
  groups === undefined || groups.includes(team);

/** Who speaks one language only has no use for a pack in another; who has not said so gets them all. */
const isForLanguage = ({language}: PackRelease, {languages}: Pick<Profile, 'languages'>): boolean =>
  languages === undefined || languages.includes(language);

/** Another country's pack brings the wrong rules; what is bound to none fits everywhere. */
const isForJurisdiction = (release: PackRelease, {jurisdiction}: Pick<Profile, 'jurisdiction'>): boolean =>
  release.jurisdiction === 'none' || jurisdiction === 'none' || release.jurisdiction === jurisdiction;
