import {useCallback, useEffect, useRef, useState} from 'react';
import type {PopRow} from '../../../electron/contract/dialer.ts';
import {call} from '../../shared/client.ts';
import {useDeskEvents} from '../../shared/session.tsx';
import {useNewest} from '../../shared/use-newest.ts';

/** A pop that came while the page was still opening was meant for it, within this many milliseconds. */
const FRESH_MS = 60_000;

export interface Pops {
  /** What waits, oldest first, masked. */
  rows: readonly PopRow[];
  /** Asks anew. */
  refresh: () => Promise<readonly PopRow[]>;
}

/** The screen-pops that wait; `onArrival` hears of the newest one, once. */
export function usePops(onArrival: (row: PopRow) => void): Pops {
  const [rows, setRows] = useState<readonly PopRow[]>([]);
  const told = useRef(new Set<string>());
  const newest = useRef(onArrival);
  useEffect(() => {
    newest.current = onArrival;
  });

  const newestList = useNewest();
  const refresh = useCallback(async (): Promise<readonly PopRow[]> => {
    const isNewest = newestList();
    // A desk that cannot answer just now is told of elsewhere; the next event asks again.
    const found = await call('pop.list', {}).catch(() => null);
    if (found === null || !isNewest()) return [];
    setRows(found);
    return found;
  }, [newestList]);
  const hear = useCallback(async () => {
    const last = (await refresh()).at(-1);
    if (last === undefined || told.current.has(last.id)) return;
    told.current.add(last.id);
    if (Date.now() - Date.parse(last.at) < FRESH_MS) newest.current(last);
  }, [refresh]);

  useEffect(() => {
    const timer = setTimeout(() => void hear());
    return () => clearTimeout(timer);
  }, [hear]);
  useDeskEvents((event) => {
    if (event.type === 'pops.changed' || event.type === 'events.missed') void hear();
  });
  return {rows, refresh};
}
