import {useCallback, useEffect, useRef, useState} from 'react';
import type {PopRow} from '../../../electron/contract/dialer.ts';
import {call} from '../../shared/client.ts';
import {useDeskEvents, useSession} from '../../shared/session.tsx';

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
  const {connection} = useSession();
  const [rows, setRows] = useState<readonly PopRow[]>([]);
  const told = useRef(new Set<string>());
  const newest = useRef(onArrival);
  useEffect(() => {
    newest.current = onArrival;
  });

  const refresh = useCallback(async (): Promise<readonly PopRow[]> => {
    // A desk that cannot answer just now is told of elsewhere; the next event asks again.
    const found = await call('pop.list', {}).catch(() => null);
    if (found === null) return [];
    setRows(found);
    return found;
  }, []);
  const hear = useCallback(async () => {
    const last = (await refresh()).at(-1);
    if (last === undefined || told.current.has(last.id)) return;
    told.current.add(last.id);
    if (Date.now() - Date.parse(last.at) < FRESH_MS) newest.current(last);
  }, [refresh]);

  useEffect(() => {
    // Also after a reconnect: what came meanwhile was told to nobody.
    const timer = connection === 'open' ? setTimeout(() => void hear()) : undefined;
    return () => clearTimeout(timer);
  }, [connection, hear]);
  useDeskEvents((event) => {
    if (event.type === 'pops.changed') void hear();
  });
  return {rows, refresh};
}
