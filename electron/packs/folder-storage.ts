import {randomBytes} from 'node:crypto';
import {constants} from 'node:fs';
import {type FileHandle, link, open, readdir, rename, stat, unlink} from 'node:fs/promises';
import {basename, dirname, join, resolve} from 'node:path';
import {AppError} from '../contract/errors.ts';
import {sha256Of} from './layout.ts';
import {makeFolder} from './new-folder.ts';
import type {RepositoryStorage, StoredFile} from './storage.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** File systems without hard links: FAT sticks and many shares. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK', 'EINVAL'];
/** What a writer that was killed has left is nobody's after so long. Milliseconds. */
const FORGOTTEN = 3_600_000;
const PART = /^\..+\.part-[0-9a-f]{12}$/;

/** A repository in a folder: a local one, a stick or a share. */
export function folderStorage(folder: string): RepositoryStorage {
  const root = resolve(folder);
  const place = root;
  const fileOf = (path: string) => join(root, ...path.split('/'));
  return {
    place,
    read: (path, most) => inWords(place, () => readRegular(fileOf(path), most)),
    create: (path, bytes) => inWords(place, () => create(fileOf(path), bytes)),
    replace: (path, bytes, expected) => inWords(place, () => replace(fileOf(path), bytes, expected)),
  };
}

async function readRegular(file: string, most: number): Promise<StoredFile | null> {
  let handle: FileHandle;
  try {
    // Not blocking: whoever puts a pipe in the place of a file must not stop the reader for good.
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
    throw error;
  }
  try {
    const found = await handle.stat();
    if (!found.isFile() || found.size > most) throw noPart(basename(file));
    const bytes = Buffer.alloc(found.size);
    let at = 0;
    while (at < bytes.length) {
      const {bytesRead} = await handle.read(bytes, at, bytes.length - at, at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    const whole = bytes.subarray(0, at);
    return {bytes: whole, etag: sha256Of(whole)};
  } finally {
    await handle.close();
  }
}

const noPart = (name: string) =>
  new AppError('untrusted', {
    'zh-CN': `话术库中的 ${name} 不是正常的文件，或大得不合理。`,
    en: `${name} in the repository is no ordinary file, or unreasonably large.`,
  });

async function create(file: string, bytes: Uint8Array): Promise<boolean> {
  const part = await writePart(file, bytes);
  try {
    await link(part, file);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return false;
    if (NO_LINKS.includes(code)) return await createWithoutLinks(file, bytes);
    throw error;
  } finally {
    await unlink(part).catch(() => {});
  }
  await syncFolder(dirname(file));
  return true;
}

/** Exclusive, but a crash in the middle leaves a torn file: readers check what they read, and writers step over it. */
async function createWithoutLinks(file: string, bytes: Uint8Array): Promise<boolean> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'wx', 0o644);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await unlink(file).catch(() => {});
    throw error;
  }
  await handle.close();
  await syncFolder(dirname(file));
  return true;
}

async function replace(file: string, bytes: Uint8Array, expected: string | null): Promise<boolean> {
  const part = await writePart(file, bytes);
  try {
    const now = await readRegular(file, 1 << 26);
    if ((now?.etag ?? null) !== expected) {
      await unlink(part);
      return false;
    }
    await rename(part, file);
  } catch (error) {
    await unlink(part).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(file));
  return true;
}

/** The bytes in a file of another name beside the one that is meant, on the disk. */
async function writePart(file: string, bytes: Uint8Array): Promise<string> {
  const folder = dirname(file);
  await makeFolder(folder);
  await sweep(folder);
  const part = join(folder, `.${basename(file)}.part-${randomBytes(6).toString('hex')}`);
  const handle = await open(part, 'wx', 0o644);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await unlink(part).catch(() => {});
    throw error;
  }
  await handle.close();
  return part;
}

/** Takes away what a writer that was killed has left. */
async function sweep(folder: string): Promise<void> {
  const parts = (await readdir(folder)).filter((name) => PART.test(name));
  for (const name of parts) {
    const file = join(folder, name);
    try {
      const {mtimeMs} = await stat(file);
      const {mtimeMs: now} = await stat(folder);
      // Both times are the disk's own: this machine's clock may be another's.
      if (now - mtimeMs > FORGOTTEN) await unlink(file);
    } catch {
      // Somebody else swept it.
    }
  }
}

/** A new name is safe from a power failure only when its folder is on the disk, too. */
async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch {
    // Windows and some shares know no such thing.
  } finally {
    await handle?.close();
  }
}

const REASONS: Record<string, readonly [zh: string, en: string]> = {
  ENOSPC: ['磁盘已满', 'the disk is full'],
  EDQUOT: ['磁盘配额已满', 'the disk quota is used up'],
  EACCES: ['没有权限', 'permission is missing'],
  EPERM: ['没有权限', 'permission is missing'],
  EROFS: ['磁盘为只读', 'the disk is read-only'],
  ENOTDIR: ['路径中有一段不是文件夹', 'a part of the path is no folder'],
  ENAMETOOLONG: ['路径过长', 'the path is too long'],
};

async function inWords<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (error instanceof AppError || !/^E[A-Z0-9]+$/.test(code)) throw error;
    const [zh, en] = REASONS[code] ?? [code, code];
    throw new AppError('unavailable', {
      'zh-CN': `无法读写话术库 ${place}：${zh}。`,
      en: `The repository ${place} cannot be read or written: ${en}.`,
    });
  }
}
