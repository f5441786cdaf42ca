import {compare} from 'semver';
import {AppError} from '../contract/errors.ts';
import type {LocalText} from '../contract/values.ts';
import {LAST_COUNT, type PackIndex, type PackRelease, type PastRelease} from './layout.ts';

/** How many releases of a pack a repository keeps: those that a withdrawal can fall back to. */
const KEPT = 20;
/** How many names of releases that are gone a repository remembers of a pack. */
const REMEMBERED = 1000;

/** A pack that is to be released. */
export type NewRelease = Omit<PackRelease, 'seq' | 'deltas'> & {id: string};

export interface Plan {
  index: PackIndex;
  release: PackRelease;
  /** `published`: its content is new here; `again`: its share or its readers changed; `same`: nothing did. */
  kind: 'published' | 'again' | 'same';
  /** The release that most agents had before. */
  before: PackRelease | null;
  /** The same release as it was, when it was there already. */
  was: PackRelease | null;
}

export const releasesOf = (index: PackIndex, id: string): PackRelease[] =>
  Object.hasOwn(index.packs, id) ? [...(index.packs[id] ?? [])].sort((a, b) => b.seq - a.seq) : [];

export const pastOf = (index: PackIndex, id: string): PastRelease[] =>
  Object.hasOwn(index.past, id) ? (index.past[id] ?? []) : [];

const conflict = (words: LocalText) => new AppError('conflict', words);

/** Who did it and when, for whoever came second; nothing where the name was not kept. */
function byWhom(name: string | undefined, moment: string | undefined): LocalText {
  const at = moment === undefined ? [] : [`${moment.slice(0, 16).replace('T', ' ')} UTC`];
  const who = name === undefined ? [] : [[name, ...at].join(', ')];
  return {'zh-CN': who.map((each) => `（${each}）`).join(''), en: who.map((each) => ` (${each})`).join('')};
}

const publishing = ({publishedBy, publishedAt}: PackRelease): LocalText => byWhom(publishedBy, publishedAt);

/**
 * Adds a release, or widens the share of one that is there. Pure: it is asked again when somebody else came first.
 *
 * @throws AppError `conflict` for a version whose content was another one, or that is not above what is published: desks
 *   take the newest release, so an older version would replace a newer one by accident; taking back is `withdraw`
 */
export function withRelease(published: PackIndex, fresh: NewRelease): Plan {
  const {id, ...rest} = fresh;
  const index = withRoom(published, id);
  const releases = releasesOf(index, id);
  const before = releases[0] ?? null;
  const same = releases.find(({version}) => version === fresh.version);
  if (same !== undefined) {
    if (same.sha256 !== fresh.sha256) throw otherContent(fresh, same);
    return again(index, id, same, rest, before);
  }
  const past = pastOf(index, id).find(({version}) => version === fresh.version);
  if (past !== undefined && past.sha256 !== fresh.sha256) {
    throw conflict({
      'zh-CN': `${id}@${fresh.version} 曾经发布过，内容不同，后已撤回。版本号不可重复使用：请提高版本号。`,
      en: `${id}@${fresh.version} was published before with other content, and withdrawn. A version is never used twice: raise it.`,
    });
  }
  const above = releases.find(({version}) => compare(version, fresh.version) > 0);
  if (above !== undefined) throw notAbove(fresh, above);
  const seq = nextSeq(index, id);
  const release: PackRelease = {...rest, seq, deltas: []};
  const all = [release, ...releases];
  const kept = all.filter((each, i) => i < KEPT || each === lastForAll(all));
  const gone = all.filter((each) => !kept.includes(each));
  return {
    index: {
      ...index,
      packs: {...index.packs, [id]: kept},
      nextSeq: {...index.nextSeq, [id]: seq + 1},
      past: remembering(index, id, gone, fresh.version),
    },
    release,
    kind: 'published',
    before,
    was: null,
  };
}

/** The newest release that everybody may have: whatever comes before it, nobody needs. */
const lastForAll = (releases: readonly PackRelease[]): PackRelease | undefined =>
  releases.find(({permille, groups}) => permille === 1000 && groups === undefined);

function nextSeq(index: PackIndex, id: string): number {
  const noted = Object.hasOwn(index.nextSeq, id) ? (index.nextSeq[id] ?? 1) : 1;
  return Math.max(noted, ...[...releasesOf(index, id), ...pastOf(index, id)].map(({seq}) => seq + 1));
}

/** Whoever stole a lead's key can push the count to its end: then all of the pack are counted anew, in the same order. */
function withRoom(index: PackIndex, id: string): PackIndex {
  if (nextSeq(index, id) < LAST_COUNT) return index;
  const releases = releasesOf(index, id);
  const past = pastOf(index, id);
  const counts = [...releases, ...past].map(({seq}) => seq).sort((a, b) => a - b);
  const anew = <Counted extends {seq: number}>(each: Counted): Counted => ({
    ...each,
    seq: counts.indexOf(each.seq) + 1,
  });
  return {
    ...index,
    packs: {...index.packs, ...(releases.length > 0 && {[id]: releases.map(anew)})},
    nextSeq: {...index.nextSeq, [id]: counts.length + 1},
    past: {...index.past, ...(past.length > 0 && {[id]: past.map(anew)})},
  };
}

function remembering(
  index: PackIndex,
  id: string,
  gone: readonly PastRelease[],
  back: string | null,
): PackIndex['past'] {
  const names = gone.map(({version, seq, sha256, ...rest}) => ({version, seq, sha256, ...withdrawalOf(rest)}));
  const past = [...names, ...pastOf(index, id).filter(({version}) => version !== back)].slice(0, REMEMBERED);
  const others = Object.fromEntries(Object.entries(index.past).filter(([key]) => key !== id));
  return past.length === 0 ? others : {...others, [id]: past};
}

function withdrawalOf({withdrawnAt, withdrawnBy, reason}: Partial<PastRelease>): Partial<PastRelease> {
  if (withdrawnAt === undefined) return {};
  return {
    withdrawnAt,
    ...(withdrawnBy !== undefined && {withdrawnBy}),
    ...(reason !== undefined && {reason}),
  };
}

function again(
  index: PackIndex,
  id: string,
  known: PackRelease,
  {permille, groups, reason}: Pick<NewRelease, 'permille' | 'groups' | 'reason'>,
  before: PackRelease | null,
): Plan {
  const {groups: _, ...rest} = known;
  const release: PackRelease = {
    ...rest,
    permille,
    ...(groups !== undefined && {groups}),
    ...(reason !== undefined && {reason}),
  };
  const sameReaders = JSON.stringify(groups) === JSON.stringify(known.groups);
  if (permille === known.permille && sameReaders) return {index, release: known, kind: 'same', before, was: known};
  const releases = releasesOf(index, id).map((each) => (each.seq === known.seq ? release : each));
  return {index: {...index, packs: {...index.packs, [id]: releases}}, release, kind: 'again', before, was: known};
}

/** @throws AppError `not_found` when it is not published */
export function withShare(
  index: PackIndex,
  {id, version, permille, groups}: {id: string; version: string; permille: number; groups?: string[] | undefined},
): Plan {
  const releases = releasesOf(index, id);
  const known = releases.find((release) => release.version === version);
  if (known === undefined) throw notPublished(index, id, version);
  return again(index, id, known, {permille, ...(groups !== undefined && {groups})}, releases[0] ?? null);
}

function notPublished(index: PackIndex, id: string, version: string): AppError {
  const there =
    releasesOf(index, id)
      .map((release) => release.version)
      .join(', ') || '–';
  const past = pastOf(index, id).find((each) => each.version === version);
  if (past?.withdrawnAt !== undefined) {
    const who = byWhom(past.withdrawnBy ?? '–', past.withdrawnAt);
    return new AppError('not_found', {
      'zh-CN': `${id}@${version} 已经撤回${who['zh-CN']}；已发布：${there}。`,
      en: `${id}@${version} is withdrawn already${who.en}; published: ${there}.`,
    });
  }
  return new AppError('not_found', {
    'zh-CN': `${id}@${version} 没有发布；已发布：${there}。`,
    en: `${id}@${version} is not published; published: ${there}.`,
  });
}

const otherContent = ({id, version}: NewRelease, known: PackRelease): AppError =>
  conflict({
    'zh-CN': `${id}@${version} 已发布，内容不同${publishing(known)['zh-CN']}。版本不可更改：请提高版本号。`,
    en: `${id}@${version} is already published with other content${publishing(known).en}. Versions are immutable: raise the version.`,
  });

const notAbove = ({id, version}: NewRelease, known: PackRelease): AppError =>
  conflict({
    'zh-CN': `已发布更高的版本 ${id}@${known.version}${publishing(known)['zh-CN']}，因此 ${version} 不能再发布。请提高版本号；要退回旧版，请撤回 ${known.version}。`,
    en: `A higher version ${id}@${known.version} is already published${publishing(known).en}, so ${version} cannot be. Raise the version; to go back, withdraw ${known.version}.`,
  });

/**
 * Takes a release back: desks fall to the one before it, or let go of the pack. Its version stays taken.
 *
 * @throws AppError `not_found` when it is not published
 */
export function withoutRelease(
  published: PackIndex,
  {
    id,
    version,
    ...withdrawal
  }: {id: string; version: string; withdrawnAt: string; withdrawnBy: string; reason?: string},
): {index: PackIndex; gone: PackRelease; next: PackRelease | null} {
  const index = withRoom(published, id);
  const releases = releasesOf(index, id);
  const gone = releases.find((release) => release.version === version);
  if (gone === undefined) throw notPublished(index, id, version);
  const kept = releases.filter((release) => release !== gone);
  const {version: name, seq, sha256} = gone;
  return {
    index: {
      ...index,
      packs: {...index.packs, [id]: kept},
      nextSeq: {...index.nextSeq, [id]: nextSeq(index, id)},
      past: remembering(index, id, [{version: name, seq, sha256, ...withdrawal}], name),
    },
    gone,
    next: kept[0] ?? null,
  };
}
