import {constants, zstdCompressSync, zstdDecompressSync} from 'node:zlib';

/** A way that saves less than this is not worth a file. */
const WORTH = 0.6;
/** Of 5, 20 and 50 MB with a hundredth changed: as small as the highest level makes it, in a tenth of the time. */
const THOROUGH = 12;
const {
  ZSTD_c_compressionLevel: LEVEL,
  ZSTD_c_windowLog: WINDOW,
  ZSTD_c_hashLog: PLACES,
  ZSTD_c_chainLog: CHAINS,
  ZSTD_d_windowLogMax: WINDOW_MAX,
} = constants;
/** 128 MiB: a window that holds any pack with the one before it. */
const LARGEST_WINDOW = 27;

/** Tables of 128 MiB each, while a delta between the largest packs is made. */
const LARGEST_TABLE = 25;

/** Powers of two: the window that holds both packs, which the reader must set aside, and tables that forget no place of them. */
function sizesFor(length: number): {window: number; table: number} {
  const needed = Math.max(Math.ceil(Math.log2(length)), 10);
  return {window: Math.min(needed + 1, LARGEST_WINDOW), table: Math.min(needed, LARGEST_TABLE)};
}

/**
 * What turns the bytes of one pack into those of the next; null where that saves too little to be worth a file.
 */
export function makeDelta(from: Buffer, to: Buffer): Buffer | null {
  const {window, table} = sizesFor(from.length + to.length);
  const params = {[LEVEL]: THOROUGH, [WINDOW]: window, [PLACES]: table, [CHAINS]: table};
  const delta = zstdCompressSync(to, {dictionary: from, params});
  return delta.length < to.length * WORTH ? delta : null;
}

/**
 * @param most bytes that the result may have
 * @throws when the delta is broken or its result would be larger
 */
export const applyDelta = (from: Buffer, delta: Buffer, most: number): Buffer =>
  zstdDecompressSync(delta, {dictionary: from, maxOutputLength: most, params: {[WINDOW_MAX]: LARGEST_WINDOW}});
