import {v7} from 'uuid';
import type {PopDoor, PopReceipt} from '../contract/dialer.ts';
import {AppError, type Reply} from '../contract/errors.ts';
import {type BackendOptions, type Backend, openBackend} from './backend.ts';

// The doors of a screen-pop that are no address: a link of the system, and the command line of a second start.

/** The scheme that the desktop host registers: `callside://open?phone=…`. */
export const POP_SCHEME = 'callside';

/** Whether an argument is a link of ours, as systems hand it to a program. */
export const isPopLink = (argument: string): boolean => argument.toLowerCase().startsWith(`${POP_SCHEME}:`);

const asField = (word: string): string => {
  const at = word.indexOf('=');
  return `${encodeURIComponent(word.slice(0, at))}=${encodeURIComponent(word.slice(at + 1))}`;
};

/** Words of a command line as pops: a link or a text of its own is one pop, all `KEY=VALUE` together are one. */
export function popTexts(words: readonly string[]): string[] {
  const isField = (word: string) => /^[^\s=:/?&]{1,100}=/.test(word) && !word.includes('&');
  const fields = words.filter(isField);
  const texts = words.filter((word) => !isField(word) && word.trim() !== '');
  return fields.length === 0 ? texts : [...texts, fields.map(asField).join('&')];
}

/** Hands pops to the desk; what is wrong with one is told by the receipt, what the desk refuses is thrown. */
export async function receivePops(
  desk: Pick<Backend, 'call'>,
  door: PopDoor,
  texts: readonly string[],
): Promise<PopReceipt[]> {
  const receipts: PopReceipt[] = [];
  for (const text of texts) {
    const reply = (await desk.call('pop.receive', {id: v7(), door, text})) as Reply<PopReceipt>;
    if (!reply.ok) throw new AppError(reply.error.code, reply.error.message, reply.error.problems);
    receipts.push(reply.value);
  }
  return receipts;
}

/**
 * Hands pops to the window that is open on this data folder: they are written beside it, and it notices within a second.
 *
 * @throws AppError what the desk refuses
 */
export async function handPopsOver(
  options: Pick<BackendOptions, 'dataFolder' | 'version' | 'libraryFolder'>,
  texts: readonly string[],
): Promise<void> {
  const beside = openBackend({...options, role: 'agent', host: 'cli', exclusive: false});
  try {
    await receivePops(beside, 'terminal', texts);
  } finally {
    beside.close();
  }
}
