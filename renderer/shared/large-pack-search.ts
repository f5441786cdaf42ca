import type {Lexicon} from '../../electron/contract/lexicon.ts';
import {snapshotFits} from '../../electron/domain/objection-index.ts';
import {
  createPackSearch,
  entriesOf,
  lexiconFor,
  type PackSearch,
  type Searchable,
} from '../../electron/domain/pack-search.ts';
import {bytesOf} from './base64.ts';
import {call} from './client.ts';
import type {BuiltIndex, IndexTask} from './index-worker.ts';

/** What a snapshot is kept under. */
export interface SnapshotNames {
  pack: string;
  lexicon: string;
}

/**
 * The search in a large pack: from the snapshot that the backend keeps, else built by a worker, whose snapshot is then kept.
 * The page's own thread never builds, unless there can be no worker.
 */
export async function largePackSearch(pack: Searchable, lexicon: Lexicon, names: SnapshotNames): Promise<PackSearch> {
  const known = await keptSnapshot(names);
  if (known !== null) return createPackSearch(pack, lexicon, {snapshot: known});
  const built = await buildBeside({entries: entriesOf(pack), lexicon: lexiconFor(lexicon, pack)});
  if (built === null) return createPackSearch(pack, lexicon);
  // A snapshot that is not kept is built again the next time: nothing to tell anybody.
  call('search.keepSnapshot', {...names, snapshot: built.text}).catch(() => undefined);
  return createPackSearch(pack, lexicon, {snapshot: built.snapshot});
}

async function keptSnapshot(names: SnapshotNames): Promise<Uint8Array | null> {
  try {
    const {snapshot} = await call('search.snapshot', names);
    const bytes = snapshot === null ? null : bytesOf(snapshot);
    return bytes !== null && snapshotFits(bytes) ? bytes : null;
  } catch {
    return null;
  }
}

/** Null when there can be no worker, or it failed. */
function buildBeside(task: IndexTask): Promise<BuiltIndex | null> {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(new URL('./index-worker.ts', import.meta.url), {type: 'module'});
      const end = (built: BuiltIndex | null) => {
        worker.terminate();
        resolve(built);
      };
      worker.addEventListener('message', ({data}: MessageEvent<BuiltIndex>) => end(data));
      worker.addEventListener('error', () => end(null));
      worker.addEventListener('messageerror', () => end(null));
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
      worker.postMessage(task);
    } catch {
      resolve(null);
    }
  });
}
