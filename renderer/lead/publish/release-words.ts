import type {PublishedRelease} from '../../../electron/contract/repository.ts';
import type {LocalText} from '../../../electron/contract/values.ts';

/** What desks have once a release is gone. */
export interface AfterIt {
  /** The release before it; null when there is none. */
  next: string | null;
  /** A release after it, which stays; null when there is none. `forAll`: everybody has one. */
  newer: string | null;
  forAll: boolean;
}

/** What desks have once a release is gone: the one before it, or, where a newer one is out, mostly that. */
export function afterIt(release: PublishedRelease, releases: readonly PublishedRelease[]): AfterIt {
  const others = releases.filter(({id, seq}) => id === release.id && seq !== release.seq);
  const newer = others.filter(({seq}) => seq > release.seq);
  const forAll = newer.find(({permille, groups}) => permille === 1000 && groups === null) ?? null;
  return {
    next: others.find(({seq}) => seq < release.seq)?.version ?? null,
    newer: (forAll ?? newer[0])?.version ?? null,
    forAll: forAll !== null,
  };
}

/** The same in words. */
export function whatHappens({next, newer, forAll}: AfterIt): LocalText {
  if (newer !== null && forAll) {
    return {
      'zh-CN': `工位用的是更新的 ${newer}，不受影响；以后撤回 ${newer} 时，也不会再退到它。`,
      en: `Desks have the newer ${newer} and keep it; should that be taken back one day, they will not fall to this one.`,
    };
  }
  const others =
    newer === null ? {'zh-CN': '工位', en: 'Desks'} : {'zh-CN': `没有 ${newer} 的工位`, en: `Desks without ${newer}`};
  if (next === null) {
    return {
      'zh-CN': `${others['zh-CN']}下次更新时停用这个话术包。`,
      en: `${others.en} let go of this pack with their next sync.`,
    };
  }
  return {
    'zh-CN': `${others['zh-CN']}下次更新时退回 ${next}。`,
    en: `${others.en} go back to ${next} with their next sync.`,
  };
}
