import {constants} from 'node:fs';
import {type FileHandle, open, realpath} from 'node:fs/promises';
import {isAbsolute, join, relative, sep} from 'node:path';
import {type RepositorySource, SOURCE_LIMITS, SourceFault, type SourceLimits, stepsOf, wholeTime} from './source.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const NOT_THERE = ['ENOENT', 'ENOTDIR'];
const CHUNK = 1 << 20;

/**
 * A repository in a folder: local, a share, a stick. The folder itself may be reached by a link, as shares are; within it
 * only regular files count, and no link that leads out of it.
 */
export function folderSource(folder: string, limits: SourceLimits = SOURCE_LIMITS): RepositorySource {
  const traffic = {requests: 0, bytes: 0};
  return {
    kind: 'folder',
    place: folder,
    traffic,
    async read(path, most) {
      traffic.requests += 1;
      const bytes = await within(wholeTime(limits, most), path, () => readInside(folder, path, most));
      traffic.bytes += bytes.length;
      return bytes;
    },
  };
}

/** A share that hangs must not hang the desk; what it answers afterwards is let go. */
async function within<T>(ms: number, path: string, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new SourceFault('slow', path)), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function readInside(folder: string, path: string, most: number): Promise<Buffer> {
  const file = await placeInside(folder, path);
  let handle: FileHandle | undefined;
  try {
    // Not blocking: opening a pipe that nobody writes to would wait for good.
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    return await readRegular(handle, path, most);
  } catch (error) {
    if (error instanceof SourceFault) throw error;
    const code = codeOf(error);
    if (NOT_THERE.includes(code)) throw new SourceFault('missing', path);
    // A socket, a device without a driver, a link that was put there a moment ago.
    if (['ENXIO', 'ELOOP', 'EISDIR', 'ENODEV'].includes(code)) throw new SourceFault('noFile', path);
    throw new SourceFault('unreachable', path, code);
  } finally {
    await handle?.close().catch(() => {});
  }
}

/** Where a file really lies. */
async function placeInside(folder: string, path: string): Promise<string> {
  let root: string;
  try {
    root = await realpath(folder);
  } catch (error) {
    throw new SourceFault('unreachable', path, codeOf(error));
  }
  try {
    const file = await realpath(join(root, ...stepsOf(path)));
    const within = relative(root, file);
    if (within === '' || within === '..' || within.startsWith(`..${sep}`) || isAbsolute(within)) {
      throw new SourceFault('noFile', path);
    }
    return file;
  } catch (error) {
    if (error instanceof SourceFault) throw error;
    const code = codeOf(error);
    if (NOT_THERE.includes(code)) throw new SourceFault('missing', path);
    if (code === 'ELOOP') throw new SourceFault('noFile', path);
    throw new SourceFault('unreachable', path, code);
  }
}

/** Not by what the file says of its size: it may grow while it is read. */
async function readRegular(handle: FileHandle, path: string, most: number): Promise<Buffer> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw new SourceFault('noFile', path);
  if (stat.size > most) throw new SourceFault('tooLarge', path);
  const parts: Buffer[] = [];
  let size = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(Math.min(CHUNK, most + 1 - size));
    const {bytesRead} = await handle.read(part, 0, part.length, size);
    if (bytesRead === 0) return Buffer.concat(parts, size);
    parts.push(part.subarray(0, bytesRead));
    size += bytesRead;
    if (size > most) throw new SourceFault('tooLarge', path);
  }
}
