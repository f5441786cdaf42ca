import compareVersions from 'semver/functions/compare.js';
import type {PackInfo} from '../../electron/contract/pack.ts';
import type {PackDraftInfo} from '../../electron/contract/pack-draft.ts';
import {call} from '../shared/client.ts';
import {useDeskEvents} from '../shared/session.tsx';
import {type Asked, useReply} from '../shared/use-reply.ts';

/** The packs of this desk, newest version first, read again whenever one is activated anywhere. */
export function usePacks(): Asked<PackInfo[]> {
  const packs = useReply('packs', async () => {
    const list = await call('pack.list', {});
    return list.toSorted((a, b) => a.id.localeCompare(b.id) || compareVersions(b.version, a.version));
  });
  useDeskEvents((event) => {
    if (event.type === 'pack.activated') packs.again();
  });
  return packs;
}

const NO_DRAFTS: readonly PackDraftInfo[] = [];

/** The drafts of this desk, kept fresh; none while they are not known. */
export function useDrafts(): readonly PackDraftInfo[] {
  const drafts = useReply('drafts', () => call('draft.list', {}));
  useDeskEvents((event) => {
    if (event.type === 'packDraft.changed') drafts.again();
  });
  return drafts.value ?? NO_DRAFTS;
}

export function activeOf(list: readonly PackInfo[], id: string): PackInfo | undefined {
  return list.find((pack) => pack.id === id && pack.active);
}

export function isOlder(pack: {version: string}, than: {version: string}): boolean {
  return compareVersions(pack.version, than.version) < 0;
}

/** `zh-consumer@1.2.0`, the name a version goes by. */
export function nameOf(pack: {id: string; version: string}): string {
  return `${pack.id}@${pack.version}`;
}
