import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';

/**
 * The folder (or the archive) of package.json, with the built page and the starter packs in it. Looked for, because the
 * built program lies elsewhere than the source.
 */
export function appFolder(from = import.meta.dirname): string {
  if (existsSync(join(from, 'package.json')) || dirname(from) === from) return from;
  return appFolder(dirname(from));
}
