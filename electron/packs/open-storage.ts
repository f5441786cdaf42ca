import {isAbsolute, resolve} from 'node:path';
import {folderStorage} from './folder-storage.ts';
import {type Environment, isAddress, s3Place} from './s3-place.ts';
import type {S3Options} from './s3-requests.ts';
import {s3Storage} from './s3-storage.ts';
import type {RepositoryStorage} from './storage.ts';

/**
 * Where a repository is written: a folder, or S3-compatible storage by `s3://BUCKET/PREFIX` or its https:// address, with
 * region, endpoint and credentials out of the environment.
 *
 * @throws AppError `invalid_input` for what is neither, `forbidden` without credentials
 */
export function openStorage(repo: string, env: Environment, options: S3Options): RepositoryStorage {
  if (isAddress(repo)) return s3Storage(s3Place(repo, env), options);
  return folderStorage(isAbsolute(repo) ? repo : resolve(repo));
}
