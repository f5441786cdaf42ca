import {constants} from 'node:buffer';
import {open} from 'node:fs/promises';
import {AppError} from '../../contract/errors.ts';
import {tableText} from '../../backend/account-import-handlers.ts';
import {say} from './both-languages.ts';
import {readingRefusal} from './file-words.ts';

/** UTF-8 takes at most so many bytes for one UTF-16 unit, in which the contract counts. */
const BYTES_PER_UNIT = 3;

const tooLarge = (file: string, most: number) =>
  new AppError(
    'invalid_input',
    say(
      `${file} 过大：最多 ${most.toLocaleString('en')} 个字符。`,
      `${file} is too large: at most ${most.toLocaleString('en')} characters.`,
    ),
  );

/**
 * Reads a text file of at most `most` UTF-16 units. A byte order mark is dropped.
 *
 * @throws AppError when it is missing, a folder, too large or not UTF-8
 */
export async function readTextFile(file: string, most: number): Promise<string> {
  const bytes = await readBytes(file, most);
  const text = decode(file, bytes, most);
  if (text.length > most) throw tooLarge(file, most);
  return text;
}

/**
 * Reads a table: UTF-8 or GB18030, whichever it is.
 *
 * @throws AppError when it is missing, a folder or too large
 */
export async function readTableFile(file: string, most: number): Promise<string> {
  const text = tableText(new Uint8Array(await readBytes(file, most)));
  if (text.length > most) throw tooLarge(file, most);
  return text;
}

/**
 * Reads standard input to its end, at most `most` UTF-16 units of text.
 *
 * @throws AppError when it is too large or not UTF-8
 */
export async function readStandardInput(most: number): Promise<string> {
  const name = 'stdin';
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > most * BYTES_PER_UNIT) throw tooLarge(name, most);
  }
  return decode(name, Buffer.concat(chunks), most);
}

/**
 * Reads a file of at most three bytes for each of `most` units.
 *
 * @throws AppError when it is missing, a folder or too large
 */
export async function readBytes(file: string, most: number): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      const stat = await handle.stat();
      if (stat.isDirectory()) throw Object.assign(new Error('a folder'), {code: 'EISDIR'});
      if (stat.size > most * BYTES_PER_UNIT) throw tooLarge(file, most);
      const chunks: Buffer[] = [];
      let size = 0;
      // Not readFile: a pipe tells no size beforehand, and a device has no end.
      for await (const chunk of handle.createReadStream({autoClose: false, highWaterMark: 1 << 20})) {
        chunks.push(chunk as Buffer);
        size += (chunk as Buffer).length;
        if (size > most * BYTES_PER_UNIT) throw tooLarge(file, most);
      }
      return Buffer.concat(chunks);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw error instanceof AppError ? error : readingRefusal(error, file);
  }
}

function decode(file: string, bytes: Buffer, most: number): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch (error) {
    if (bytes.length > constants.MAX_STRING_LENGTH && !(error instanceof TypeError)) throw tooLarge(file, most);
    throw new AppError(
      'invalid_input',
      say(
        `${file} 不是 UTF-8 文本。请另存为 UTF-8 后重试。`,
        `${file} is not UTF-8 text. Save it as UTF-8 and try again.`,
      ),
    );
  }
}
