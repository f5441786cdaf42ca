import {randomBytes} from 'node:crypto';
import {closeSync, fsyncSync, openSync, realpathSync, renameSync, statSync, unlinkSync, writeSync} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import {AppError} from '../../contract/errors.ts';
import {say} from './both-languages.ts';
import {storageRefusal} from './file-words.ts';
import type {TextSink} from './text-sink.ts';
import {onAbandon} from './abandon.ts';

/** `-` as a file's name means standard output. */
export const STANDARD_OUTPUT = '-';

/** Lets a signal be heard: pages that come one after the other otherwise never leave the event loop a turn. */
const breathe = () => new Promise<void>((done) => setImmediate(done));

/**
 * Writes pages of text to a file as a whole or not at all: they gather in a temporary file beside the target, which then
 * takes its place. `mode` is that of a new file; an existing one keeps its own.
 *
 * @throws AppError when the file cannot be written; whatever the pages throw
 */
export async function writeWhole(file: string, pages: AsyncIterable<string | Uint8Array>, mode: number): Promise<void> {
  const {target, existing} = targetOf(file);
  if (existing !== undefined && !existing.isFile()) {
    if (existing.isDirectory()) throw storageRefusal(Object.assign(new Error('a folder'), {code: 'EISDIR'}), file);
    // A pipe or a device cannot be replaced by a file (nor should /dev/null be).
    await writeThrough(file, pages);
    return;
  }
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  const forget = onAbandon(() => remove(temporary));
  try {
    await fill(temporary, file, pages, existing === undefined ? mode : existing.mode & 0o777);
    guarded(file, () => renameSync(temporary, target));
  } catch (error) {
    remove(temporary);
    throw error;
  } finally {
    forget();
  }
}

function remove(temporary: string): void {
  try {
    unlinkSync(temporary);
  } catch {
    // It never came to be; why not is what the caller is told.
  }
}

/** Pages to standard output, each as soon as it is there. */
export async function writeOut(out: TextSink, pages: AsyncIterable<string>): Promise<void> {
  for await (const page of pages) {
    await out.write(page);
    await breathe();
  }
}

/** Follows links, so that what is replaced is the file and not the link to it. */
function targetOf(file: string) {
  const given = resolve(file);
  const existing = guarded(file, () => statSync(given, {throwIfNoEntry: false}));
  if (file.endsWith('/') && existing === undefined) {
    throw new AppError('unavailable', say(`没有文件夹 ${file}。`, `There is no folder ${file}.`));
  }
  return {target: existing?.isFile() === true ? realpathSync(given) : given, existing};
}

/** Synchronous between the pages, so that a signal finds the file either registered and removable, or done. */
async function fill(
  temporary: string,
  file: string,
  pages: AsyncIterable<string | Uint8Array>,
  mode: number,
): Promise<void> {
  const handle = guarded(file, () => openSync(temporary, 'wx', mode));
  try {
    for await (const page of pages) {
      guarded(file, () => writeAll(handle, page));
      await breathe();
    }
    guarded(file, () => fsyncSync(handle));
  } finally {
    closeSync(handle);
  }
}

async function writeThrough(file: string, pages: AsyncIterable<string | Uint8Array>): Promise<void> {
  const handle = guarded(file, () => openSync(file, 'w'));
  try {
    for await (const page of pages) {
      guarded(file, () => writeAll(handle, page));
      await breathe();
    }
  } finally {
    closeSync(handle);
  }
}

function writeAll(handle: number, page: string | Uint8Array): void {
  const bytes = Buffer.from(page);
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
}

function guarded<Value>(file: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw storageRefusal(error, file);
  }
}
