import {isAbsolute} from 'node:path';
import {fileURLToPath} from 'node:url';
import {AppError} from '../contract/errors.ts';
import {folderSource} from './folder-source.ts';
import type {RepositorySource, SourceLimits} from './source.ts';
import {webSource} from './web-source.ts';

/** A password in an address is shown to nobody, and kept nowhere. */
const withoutCredentials = (place: string): string => place.replace(/\/\/[^/?#]*@/, '//…@');

const noPlace = (place: string) =>
  new AppError('invalid_input', {
    'zh-CN': `“${withoutCredentials(place)}”不是话术库的位置：需要文件夹的完整路径，或 http(s):// 网址。`,
    en: `"${withoutCredentials(place)}" is no place of a repository: it takes the whole path of a folder, or an http(s) address.`,
  });

const withPassword = (place: string) =>
  new AppError('invalid_input', {
    'zh-CN': `网址 ${withoutCredentials(place)} 里写有用户名或口令。登记文件人人可读，请让工位无需登录即可读取话术库：签名已经保证内容可信。`,
    en: `The address ${withoutCredentials(place)} holds a user name or a password, and an enrolment file is read by many. Let desks read the repository without a login: the signatures protect what is in it.`,
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
  if (url.username !== '' || url.password !== '') throw withPassword(place);
  return webSource(given, limits);
}

function folderOf(url: URL, place: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw noPlace(place);
  }
}
