import type {RepositoryStorage} from '../../electron/packs/storage.ts';

/** What a writer meets at its last write: killed before it, killed after it, or told that the disk is full. */
export type Stop = 'before' | 'after' | 'full';

export class Stopped extends Error {}

/** A storage that stops with the k-th write (from 1); what came before it is on the disk. */
export function storageThatStops(
  storage: RepositoryStorage,
  k: number,
  stop: Stop,
): RepositoryStorage & {writes: number} {
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    counting.writes += 1;
    if (counting.writes > k) throw new Stopped();
    if (counting.writes < k) return await work();
    if (stop === 'before') throw new Stopped();
    if (stop === 'full') throw Object.assign(new Error('no space left'), {code: 'ENOSPC'});
    await work();
    throw new Stopped();
  };
  const counting = {
    place: storage.place,
    writes: 0,
    read: (path: string, most: number) => storage.read(path, most),
    create: (path: string, bytes: Uint8Array) => write(() => storage.create(path, bytes)),
    replace: (path: string, bytes: Uint8Array, etag: string | null) => write(() => storage.replace(path, bytes, etag)),
  };
  return counting;
}
