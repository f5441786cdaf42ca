import {AppError} from '../contract/errors.ts';
import {LARGEST, metadataPath, sha256Of} from './layout.ts';
import {ownKeyIds, type ReadMetadata, readMetadata, verifiedBy} from './signed-metadata.ts';
import type {RepositoryStorage} from './storage.ts';

/** More root versions than this nobody made by hand. */
const MOST_ROOTS = 10_000;

export const missing = (file: string) =>
  new AppError('untrusted', {
    'zh-CN': `话术库缺少文件 ${file}：它可能被删除，或还没有复制完整。`,
    en: `The file ${file} is missing from the repository: it was removed, or the copy is not complete yet.`,
  });

/** Every root from the first one on, each signed by the keys of the one before it. Null where there is none. */
export async function readRoots(storage: RepositoryStorage, pinned: string | null) {
  let root: ReadMetadata<'root'> | null = null;
  let first: Buffer | null = null;
  for (let version = 1; version <= MOST_ROOTS; version += 1) {
    const file = metadataPath('root', version);
    const found = await storage.read(file, LARGEST.root);
    if (found === null) break;
    if (first === null) {
      first = found.bytes;
      if (pinned !== null && sha256Of(first) !== pinned) throw otherRepository(storage.place);
    }
    const next = readMetadata('root', found.bytes, file);
    ownKeyIds(next.signed.keys, file);
    verifiedBy(root ?? next, 'root', next, file);
    verifiedBy(next, 'root', next, file);
    if (next.signed.version !== version) throw missing(file);
    root = next;
  }
  return root === null || first === null ? null : {root, first};
}

const otherRepository = (place: string) =>
  new AppError('untrusted', {
    'zh-CN': `${place} 不是这些密钥所属的话术库：根指纹不同。`,
    en: `${place} is not the repository that these keys belong to: its root fingerprint is another.`,
  });
