import {mkdir, stat} from 'node:fs/promises';
import {dirname} from 'node:path';

const isThere = async (path: string): Promise<boolean> =>
  await stat(path).then(
    () => true,
    () => false,
  );

/**
 * Makes a folder with those above it. Node alone would try for ever where the system says that the folder above is not
 * there although it is (`/proc`, an automounter).
 *
 * @throws the system's error
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<void> {
  let first = folder;
  while (dirname(first) !== first && !(await isThere(dirname(first)))) first = dirname(first);
  if (!(await isThere(first))) {
    await mkdir(first, {mode}).catch((error: unknown) => {
      // Somebody else has just made it.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  }
  await mkdir(folder, {recursive: true, mode});
}
