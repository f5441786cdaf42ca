import {constants} from 'node:fs';
import {open} from 'node:fs/promises';

/** What lies there is a folder, a pipe, a device, or larger than it can be. */
export class NoOwnFile extends Error {}

/**
 * Reads a small text file of ours that somebody else may have replaced: a pipe must not stop the reader, and a device has no
 * end.
 *
 * @param most bytes that it may have
 * @throws NoOwnFile; the system's error when it is missing or may not be read
 */
export async function readOwnFile(file: string, most: number): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size > most) throw new NoOwnFile(file);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
