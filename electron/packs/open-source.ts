import {isAbsolute} from 'node:path';
import {fileURLToPath} from 'node:url';
import {AppError} from '../contract/errors.ts';
import {folderSource} from './folder-source.ts';
import type {RepositorySource, SourceLimits} from './source.ts';
import {webSource} from './web-source.ts';

const noPlace = (place: string) =>
  new AppError('invalid_input', {
    'zh-CN': `“${place}”不是话术库的位置：需要文件夹的完整路径，或 http(s):// 网址。`,
    en: `"${place}" is no place of a repository: it takes the whole path of a folder, or an http(s) address.`,
  });

/**
 * The folder or address where a repository lies.
 *
 * @throws AppError `invalid_input` for what is neither
 */
export function openSource(place: string, limits?: SourceLimits): RepositorySource {
  const given = place.trim();
  // A drive letter is no scheme.
  if (isAbsolute(given) || /^[a-z]:[\\/]/i.test(given)) return folderSource(given, limits);
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw noPlace(place);
  }
  if (url.protocol === 'file:') return folderSource(folderOf(url, place), limits);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw noPlace(place);
  return webSource(given, limits);
}

function folderOf(url: URL, place: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw noPlace(place);
  }
}
