import {LARGEST, metadataPath} from './layout.ts';
import type {S3Place} from './s3-place.ts';
import {noConditions, noStorage, s3Refusal} from './s3-refusal.ts';
import {askS3, type S3Answer, type S3Options} from './s3-requests.ts';
import type {RepositoryStorage, StoredFile} from './storage.ts';

type Condition = {'if-none-match': '*'} | {'if-match': string};

const ABSENT: Condition = {'if-none-match': '*'};
/** Of no content. */
const STALE: Condition = {'if-match': '"00000000000000000000000000000000"'};
const FIRST_ROOT = metadataPath('root', 1);

/**
 * A repository in S3-compatible storage, by GET and by PUT with a condition alone: nothing is listed, nothing deleted. Before
 * anything is written beside the first root it is proved on that one, whose bytes never change, that conditions are kept.
 */
export function s3Storage(place: S3Place, given: S3Options): RepositoryStorage {
  const options = {derived: new Map<string, ArrayBuffer>(), ...given};
  let proved = false;

  async function read(path: string, most: number): Promise<StoredFile | null> {
    const answer = await askS3(place, {method: 'GET', path, most}, options);
    if (answer.status === 404 && answer.code !== 'NoSuchBucket') return null;
    if (answer.status !== 200) throw s3Refusal(place, answer);
    if (answer.etag === null) throw noStorage(place.address, '200');
    return {bytes: answer.bytes, etag: answer.etag};
  }

  const put = (path: string, body: Uint8Array, condition: Condition): Promise<S3Answer> =>
    askS3(place, {method: 'PUT', path, body, most: 0, headers: {...condition, ...told(path)}}, options);

  async function prove(root: Uint8Array): Promise<void> {
    for (const condition of [ABSENT, STALE]) {
      const answer = await put(FIRST_ROOT, root, condition);
      if (answer.status === 412) continue;
      throw answer.status === 200 ? noConditions(place.address) : s3Refusal(place, answer);
    }
    proved = true;
  }

  async function write(path: string, bytes: Uint8Array, condition: Condition): Promise<boolean> {
    if (!proved) {
      const root = await read(FIRST_ROOT, LARGEST.root);
      if (root !== null) await prove(root.bytes);
    }
    const answer = await put(path, bytes, condition);
    if (answer.status === 200) {
      // A login page on the way says 200 to everything.
      if (answer.etag === null) throw noStorage(place.address, '200');
      return true;
    }
    // What was to be replaced is gone.
    const gone = answer.status === 404 && answer.code !== 'NoSuchBucket' && 'if-match' in condition;
    if (answer.status !== 412 && !gone) throw s3Refusal(place, answer);
    if (!answer.uncertain) return false;
    // The first try may have come through before its answer was lost: then the file is ours.
    const there = await read(path, LARGEST.pack);
    return there !== null && Buffer.compare(there.bytes, bytes) === 0;
  }

  return {
    place: place.address,
    read,
    create: (path, bytes) => write(path, bytes, ABSENT),
    replace: (path, bytes, expected) => write(path, bytes, expected === null ? ABSENT : {'if-match': expected}),
  };
}

/** What the storage says to those who read. Left to itself, fetch would have it kept as never to be cached. */
function told(path: string): Record<string, string> {
  return {
    'content-type': path.endsWith('.json') ? 'application/json' : 'application/octet-stream',
    // Content under its fingerprint never changes; what names it must be seen at once.
    'cache-control': path.startsWith('targets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
