import {chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {AppError} from '../contract/errors.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const cannotBeUsed = (folder: string) =>
  new AppError('unavailable', {
    'zh-CN': `无法使用数据文件夹 ${folder}：它不是文件夹，或没有写入权限。请用 --data 另选文件夹。`,
    en: `The data folder ${folder} cannot be used: it is no folder, or it may not be written to. Choose another with --data.`,
  });

const NO_FOLDER = ['EEXIST', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ELOOP', 'ENAMETOOLONG'];

/**
 * Makes the data folder, for this user alone.
 *
 * @throws AppError `unavailable` when there is something else in its place, or it may not be made
 */
export function makeDataFolder(folder: string): void {
  try {
    makeTopmost(folder);
    mkdirSync(folder, {recursive: true, mode: 0o700});
  } catch (error) {
    if (NO_FOLDER.includes(codeOf(error))) throw cannotBeUsed(folder);
    throw error;
  }
}

/**
 * The first folder on the way that is missing. Node alone would try for ever where the system denies the folder above it
 * although that is there (`/proc`, an automounter).
 */
function makeTopmost(folder: string): void {
  let first = folder;
  while (dirname(first) !== first && !existsSync(dirname(first))) first = dirname(first);
  if (existsSync(first)) return;
  try {
    mkdirSync(first, {mode: 0o700});
  } catch (error) {
    // Another process has just made it.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Makes an empty file for this user alone, where none is: the folder may be one that others can enter. */
export function makePrivateFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch {
    // It is there already, or cannot be made: then SQLite, which opens it next, says why.
  }
}

/** Takes the rights of others away from files that an earlier version made, where they are this user's own. */
export function closeToOthers(folder: string): void {
  if (process.platform === 'win32') return;
  for (const name of namesIn(folder).filter((each) =>
    /^(callside.*\.db(-wal|-shm|\.part)?|instance\.lock(-journal)?)$/.test(each),
  )) {
    try {
      const file = join(folder, name);
      const {mode, uid} = statSync(file);
      if ((mode & 0o077) !== 0 && uid === process.getuid?.()) chmodSync(file, 0o600);
    } catch {
      // A file that is just going away, or a disk without rights: `doctor` tells of a folder that others may enter.
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (NO_FOLDER.includes(codeOf(error))) throw cannotBeUsed(folder);
    throw error;
  }
}
