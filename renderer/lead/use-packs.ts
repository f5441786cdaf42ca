import compareVersions from 'semver/functions/compare.js';
import type {PackInfo} from '../../electron/contract/pack.ts';
import type {PackDraftInfo} from '../../electron/contract/pack-draft.ts';
import {choosePack} from '../../electron/domain/pack-choice.ts';
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
    if (event.type === 'pack.activated' || event.type === 'events.missed') packs.again();
  });
  return packs;
}

const NO_DRAFTS: readonly PackDraftInfo[] = [];

/** The drafts of this desk, kept fresh; none while they are not known. */
export function useDrafts(): readonly PackDraftInfo[] {
  const drafts = useReply('drafts', () => call('draft.list', {}));
  useDeskEvents((event) => {
    if (event.type === 'packDraft.changed' || event.type === 'events.missed') drafts.again();
  });
  return drafts.value ?? NO_DRAFTS;
}

export function activeOf(list: readonly PackInfo[], id: string): PackInfo | undefined {
  return list.find((pack) => pack.id === id && pack.active);
}

/** Another active pack for the very calls that this one is for, and which of the two they use. */
export function rivalOf(pack: PackInfo, inUse: readonly PackInfo[]): {other: PackInfo; used: PackInfo} | null {
  const {jurisdiction, language} = pack;
  // In the order in which a desk keeps them: of two that fit alike, the first is used.
  const alike = inUse
    .filter((each) => each.jurisdiction === jurisdiction && each.language === language)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const other = alike.find(({id}) => id !== pack.id);
  if (other === undefined) return null;
  const used = choosePack(alike, jurisdiction, language) ?? pack;
  return {other: used === pack ? other : used, used};
}

export function isOlder(pack: {version: string}, than: {version: string}): boolean {
  return compareVersions(pack.version, than.version) < 0;
}

/** `zh-consumer@1.2.0`, the name a version goes by. */
export function nameOf(pack: {id: string; version: string}): string {
  return `${pack.id}@${pack.version}`;
}
