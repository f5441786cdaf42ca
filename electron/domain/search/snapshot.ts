import type {TableState} from './entry-table.ts';

/**
 * A saved index: a head of six numbers, what is text as JSON, then all lists of numbers, one after the other.
 * Head: mark, version, fingerprint of what was indexed, checksum of all that follows, bytes of the JSON, bytes in all.
 */
const MARK = 0x43534958; // CSIX
const HEAD = 6;
const CHECKSUM = 3;
const BYTES = 4;

/** Raised when a stored snapshot no longer fits the code. */
export const INDEX_VERSION = 6;

const LISTS = [
  'codes',
  'readings',
  'starts',
  'users',
  'userEnds',
  'features',
  'postings',
  'postingEnds',
  'groupOf',
  'facetsOf',
  'stands',
  'sources',
  'standEnds',
  'exactHashes',
  'exactPlaces',
  'meanings',
] as const satisfies readonly (keyof TableState)[];

interface Texts {
  texts: string[];
  groupIds: string[];
  facetValues: [number, string][];
  lengths: number[];
}

export function writeSnapshot(state: TableState, fingerprint: number): Uint8Array {
  const texts: Texts = {
    texts: [...state.texts],
    groupIds: [...state.groupIds],
    facetValues: state.facetValues.map(([facet, value]) => [facet, value]),
    lengths: LISTS.map((list) => state[list].length),
  };
  const json = new TextEncoder().encode(JSON.stringify(texts));
  const jsonEnd = HEAD + Math.ceil(json.length / BYTES);
  const words = jsonEnd + texts.lengths.reduce((sum, length) => sum + length, 0);
  const whole = new Int32Array(words);
  new Uint8Array(whole.buffer).set(json, HEAD * BYTES);
  let at = jsonEnd;
  for (const list of LISTS) {
    whole.set(state[list], at);
    at += state[list].length;
  }
  whole.set([MARK, INDEX_VERSION, fingerprint, 0, json.length, words * BYTES]);
  whole[CHECKSUM] = checksum(whole);
  return new Uint8Array(whole.buffer);
}

/** The words of a snapshot that is whole and of this version, `null` for any other. */
function wholeSnapshot(snapshot: Uint8Array): Int32Array | null {
  if (snapshot.byteLength < HEAD * BYTES || snapshot.byteLength % BYTES !== 0) return null;
  const aligned = snapshot.byteOffset % BYTES === 0 ? snapshot : snapshot.slice();
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / BYTES);
  const fits =
    words[0] === MARK &&
    words[1] === INDEX_VERSION &&
    words[5] === snapshot.byteLength &&
    words[CHECKSUM] === checksum(words);
  return fits ? words : null;
}

/** Does a stored snapshot belong to this version, and is it whole? What it was made of shows only beside the entries. */
export const snapshotFits = (snapshot: Uint8Array): boolean => wholeSnapshot(snapshot) !== null;

/** `null` when it is damaged, of another version or made of something else. */
export function readSnapshot(snapshot: Uint8Array, fingerprint: number): TableState | null {
  const words = wholeSnapshot(snapshot);
  if (words === null || words[2] !== fingerprint) return null;
  const length = words[4] as number;
  const json = new Uint8Array(words.buffer, words.byteOffset + HEAD * BYTES, length);
  const {texts, groupIds, facetValues, lengths} = JSON.parse(new TextDecoder().decode(json)) as Texts;
  const lists: Partial<Record<(typeof LISTS)[number], Int32Array>> = {};
  let at = HEAD + Math.ceil(length / BYTES);
  // One copy: the index changes its lists in place.
  const own = words.slice();
  LISTS.forEach((list, i) => {
    lists[list] = own.subarray(at, at + (lengths[i] as number));
    at += lengths[i] as number;
  });
  return {texts, groupIds, facetValues, ...(lists as Record<(typeof LISTS)[number], Int32Array>)};
}

/** Of all words but its own. */
function checksum(words: Int32Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i += 1) {
    if (i !== CHECKSUM) hash = Math.imul(hash ^ (words[i] as number), 0x01000193);
  }
  return hash;
}
