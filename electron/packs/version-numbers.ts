import {AppError} from '../contract/errors.ts';
import {highestNumber} from './layout.ts';
import type {Change, NewRoot} from './publication.ts';
import type {RepositoryState} from './repository.ts';
import type {TimestampPart} from './signed-metadata.ts';

/** What only somebody with a stolen key can have signed. */
export const pushedUp = (place: string) =>
  new AppError('untrusted', {
    'zh-CN': `${place} 的版本号高得不可能：有人在用被盗的密钥签名。请用 pack revoke-lead 撤销该组长的密钥，版本号会随之恢复。`,
    en: `A version number in ${place} is higher than can be: somebody signs with a stolen key. Take that lead's keys out of force with pack revoke-lead, which mends the numbers, too.`,
  });

/** The version that the next timestamp has. */
export function nextTimestamp({root, current}: RepositoryState, known: TimestampPart | null): number {
  const highest = highestNumber(root.signed.version);
  return (current?.spoilt === true ? highest : Math.min(known?.version ?? 0, highest)) + 1;
}

/**
 * The same root once more, where the numbers under it are used up: there is room above them then.
 *
 * @throws AppError `untrusted` where the change makes no root
 */
export function rootAbove(state: RepositoryState, {roles, rootLast}: Change, place: string): NewRoot | null {
  const {root, current, nextSnapshot} = state;
  const meta = current?.snapshot.signed.meta ?? {};
  const next = [
    nextSnapshot,
    nextTimestamp(state, current?.timestamp?.signed ?? null),
    ...roles.map(({role}) => (meta[`${role}.json`]?.version ?? 0) + 1),
  ];
  if (Math.max(...next) <= highestNumber(root.signed.version)) return null;
  const {keys, roles: trusted, names} = root.signed;
  if (rootLast === undefined) throw pushedUp(place);
  return {part: {keys, roles: trusted, names}, keys: rootLast.keys};
}
