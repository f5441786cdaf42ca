import {constants, zstdCompressSync, zstdDecompressSync} from 'node:zlib';

/** A way that saves less than this is not worth a file. */
const WORTH = 0.6;
const {ZSTD_c_compressionLevel: LEVEL, ZSTD_c_windowLog: WINDOW, ZSTD_d_windowLogMax: WINDOW_MAX} = constants;
/** 128 MiB: a window that holds any pack with the one before it. */
const LARGEST_WINDOW = 27;

/** The smallest window that holds both: what the reader must set aside for it. */
function windowFor(length: number): number {
  const needed = Math.ceil(Math.log2(Math.max(length, 1024))) + 1;
  return Math.min(Math.max(needed, 10), LARGEST_WINDOW);
}

/**
 * What turns the bytes of one pack into those of the next; null where that saves too little to be worth a file.
 */
export function makeDelta(from: Buffer, to: Buffer): Buffer | null {
  const params = {[LEVEL]: 19, [WINDOW]: windowFor(from.length + to.length)};
  const delta = zstdCompressSync(to, {dictionary: from, params});
  return delta.length < to.length * WORTH ? delta : null;
}

/**
 * @param most bytes that the result may have
 * @throws when the delta is broken or its result would be larger
 */
export const applyDelta = (from: Buffer, delta: Buffer, most: number): Buffer =>
  zstdDecompressSync(delta, {dictionary: from, maxOutputLength: most, params: {[WINDOW_MAX]: LARGEST_WINDOW}});
