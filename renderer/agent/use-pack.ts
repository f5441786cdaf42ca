import {useEffect, useMemo, useState} from 'react';
import type {CurrentCall} from '../../electron/contract/methods.ts';
import type {Pack, PackInfo, PackRef} from '../../electron/contract/pack.ts';
import {choosePack} from '../../electron/domain/pack-choice.ts';
import type {PackSearch} from '../../electron/domain/pack-search.ts';
import {asCallError, call, type CallError} from '../shared/client.ts';
import {useDeskEvents, useSession} from '../shared/session.tsx';
import {useNewest} from '../shared/use-newest.ts';
import {usePackSearch} from './use-pack-search.ts';

export interface PackInUse {
  /** Undefined while it loads; null when none is active. */
  pack: Pack | null | undefined;
  /** Null while the pack loads, or its index is built. */
  search: PackSearch | null;
  error: CallError | null;
}

/** The pack of the running call, which keeps the version it began with; between calls the desk's active one. */
export function usePack(current: CurrentCall | null | undefined): PackInUse {
  const {session} = useSession();
  const [active, setActive] = useState<PackInfo[] | null>(null);
  const [loaded, setLoaded] = useState<{sha256: string; pack: Pack} | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const jurisdiction = session.profile?.jurisdiction ?? 'none';
  const {language} = session;

  const [turn, setTurn] = useState(0);
  const newest = useNewest();
  useEffect(() => {
    const asked = {isNewest: newest(), turn};
    call('pack.list', {}).then(
      (packs) => (asked.isNewest() ? setActive(packs.filter((info) => info.active)) : undefined),
      (thrown: unknown) => setError(asCallError(thrown)),
    );
  }, [newest, turn]);
  useDeskEvents((event) => {
    // Also a pack that could not be read while the line was away is asked for again.
    if (event.type === 'events.missed') setTurn((count) => count + 1);
    if (event.type !== 'pack.activated') return;
    newest();
    setActive(event.packs);
  });

  const ofDesk = useMemo(
    () => (active === null ? undefined : choosePack(active, jurisdiction, language)),
    [active, jurisdiction, language],
  );
  const ofCall = current?.record.opened.pack ?? null;
  const wanted: PackRef | null | undefined = current === undefined ? undefined : current === null ? ofDesk : ofCall;
  const wantedId = wanted?.id;
  const wantedVersion = wanted?.version;
  const wantedContent = wanted?.sha256;

  useEffect(() => {
    if (wantedId === undefined || wantedVersion === undefined || wantedContent === undefined) return undefined;
    const asked = {stale: false, turn};
    call('pack.get', {id: wantedId, version: wantedVersion, sha256: wantedContent}).then(
      ({info, pack}) => {
        if (asked.stale) return undefined;
        setError(null);
        // The same pack again stays the same object: nothing that is made of it is made anew.
        return setLoaded((before) => (before?.sha256 === info.sha256 ? before : {sha256: info.sha256, pack}));
      },
      (thrown: unknown) => (asked.stale ? undefined : setError(asCallError(thrown))),
    );
    return () => {
      asked.stale = true;
    };
  }, [wantedId, wantedVersion, wantedContent, turn]);

  const pack =
    wanted === null ? null : wanted !== undefined && loaded?.sha256 === wanted.sha256 ? loaded.pack : undefined;
  const search = usePackSearch(pack, loaded?.sha256);
  return {pack, search, error};
}
