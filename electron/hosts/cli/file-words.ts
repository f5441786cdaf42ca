import {AppError} from '../../contract/errors.ts';
import {say} from './both-languages.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Whether the system refused something, which is nobody's bug. */
export const isSystemError = (error: unknown): boolean => /^(E[A-Z0-9]+|SQLITE_[A-Z_]+)$/.test(codeOf(error));

/** Why a file could not be written, in words; a bug stays what it was. */
export function storageRefusal(error: unknown, file: string): unknown {
  if (!isSystemError(error)) return error;
  const code = codeOf(error);
  const because = WRITE_REASONS[code] ?? say(code, code);
  return new AppError(
    'unavailable',
    say(`无法写入 ${file}：${because['zh-CN']}。`, `${file} cannot be written: ${because.en}.`),
  );
}

const WRITE_REASONS: Record<string, ReturnType<typeof say>> = {
  ENOSPC: say('磁盘已满', 'the disk is full'),
  EDQUOT: say('磁盘配额已满', 'the disk quota is used up'),
  EFBIG: say('文件超出允许的大小', 'the file would be larger than allowed'),
  EACCES: say('没有写入权限', 'it may not be written'),
  EPERM: say('没有写入权限', 'it may not be written'),
  EROFS: say('磁盘为只读', 'the disk is read-only'),
  ENOENT: say('文件夹不存在', 'its folder does not exist'),
  ENOTDIR: say('路径中有一段不是文件夹', 'a part of its path is no folder'),
  EISDIR: say('它是一个文件夹', 'it is a folder'),
  ENAMETOOLONG: say('文件名过长', 'its name is too long'),
};

/** Why a file could not be read, in words; a bug stays what it was. */
export function readingRefusal(error: unknown, file: string): unknown {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AppError('not_found', say(`没有文件 ${file}。`, `There is no file ${file}.`));
  }
  if (code === 'EISDIR') {
    return new AppError('invalid_input', say(`${file} 是文件夹，不是文件。`, `${file} is a folder, not a file.`));
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new AppError('unavailable', say(`没有权限读取 ${file}。`, `${file} may not be read.`));
  }
  if (!isSystemError(error)) return error;
  return new AppError('unavailable', say(`无法读取 ${file}（${code}）。`, `${file} cannot be read (${code}).`));
}
