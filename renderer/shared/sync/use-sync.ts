import {useState} from 'react';
import type {SyncProgress, SyncStatus} from '../../../electron/contract/sync.ts';
import {call, type CallError} from '../client.ts';
import {useDeskEvents} from '../session.tsx';
import {useReply} from '../use-reply.ts';

export interface SyncNow {
  status: SyncStatus | null;
  error: CallError | null;
  /** Of a sync that is running in this program; null when none is, or it has told nothing yet. */
  progress: SyncProgress | null;
  again: () => void;
  /** Takes over a status that a call has answered with. */
  take: (status: SyncStatus) => void;
}

/** Where the packs come from and how the last sync went, kept fresh by what the backend tells. */
export function useSync(): SyncNow {
  const asked = useReply('sync', () => call('sync.status', {}));
  const [told, setTold] = useState<SyncStatus | null>(null);
  const [progress, setProgress] = useState<SyncProgress | null>(null);
  const take = (status: SyncStatus) => {
    setTold(status);
    if (!status.running) setProgress(null);
  };
  useDeskEvents((event) => {
    // Not through the first question: what was told since is newer than its answer.
    if (event.type === 'events.missed') call('sync.status', {}).then(take, () => undefined);
    if (event.type === 'sync.progress') setProgress(event.progress);
    if (event.type === 'sync.changed') take(event.status);
  });
  return {status: told ?? asked.value, error: asked.error, progress, again: asked.again, take};
}
