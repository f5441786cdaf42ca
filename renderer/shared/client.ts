import type {ErrorCode, Problem, Reply, ReplyError} from '../../electron/contract/errors.ts';
import {ERROR_SENTENCES} from '../../electron/contract/errors.ts';
import type {DeskEvent, MethodName, Output, RawInput} from '../../electron/contract/methods.ts';
import type {LocalText} from '../../electron/contract/values.ts';
import {desktopLine, type DesktopBridge} from './desktop-line.ts';
import {loopbackLine} from './loopback-line.ts';

declare global {
  interface Window {
    /** Put there by the desktop host's preload. */
    callside?: DesktopBridge;
  }
}

/**
 * `lost`: being looked for. `gone`: not found for so long that the program is not running. `expired`: it was started
 * anew, and the key of this page opens nothing any more.
 */
export type Connection = 'open' | 'lost' | 'gone' | 'expired';

/** How a page reaches its host. `call` never rejects: a lost connection is a reply, too. */
export interface Line {
  call(method: string, input: unknown): Promise<Reply<unknown>>;
  /** For the moment a page closes: sent even when the page is gone before the answer. */
  callOnLeave(method: string, input: unknown): void;
  /** `onConnection` hears `open` whenever a stream of events begins. */
  listen(onEvent: (event: DeskEvent) => void, onConnection: (now: Connection) => void): void;
}

/** A refused or failed call, in words for people. */
export class CallError extends Error {
  readonly code: ErrorCode;
  readonly sentence: LocalText;
  readonly problems: Problem[];

  constructor(error: ReplyError) {
    super(error.message.en);
    this.name = 'CallError';
    this.code = error.code;
    this.sentence = error.message;
    this.problems = error.problems ?? [];
  }
}

/** Any thrown thing as a `CallError`, so that every failure has words in both languages. */
export function asCallError(thrown: unknown): CallError {
  return thrown instanceof CallError ? thrown : new CallError({code: 'internal', message: ERROR_SENTENCES.internal});
}

/** What a window hears: what the desk tells, and that it may have missed some of it, because nobody was listening. */
export type WindowEvent = DeskEvent | {type: 'events.missed'};

let line: Line | undefined;
const listeners = new Set<(event: WindowEvent) => void>();
const connectionListeners = new Set<(now: Connection) => void>();
let connection: Connection = 'open';

function openLine(): Line {
  if (line === undefined) {
    line = window.callside === undefined ? loopbackLine() : desktopLine(window.callside);
    line.listen(
      (event) => {
        for (const listener of listeners) listener(event);
      },
      (now) => {
        if (now !== connection) {
          connection = now;
          for (const listener of connectionListeners) listener(now);
        }
        // A stream that was just opened tells nothing of what happened before it: also not since the first question.
        if (now === 'open') for (const listener of listeners) listener({type: 'events.missed'});
      },
    );
  }
  return line;
}

/** Calls a method of the contract. Throws `CallError`: code, sentence in both languages, problems. */
export async function call<Name extends MethodName>(method: Name, input: RawInput<Name>): Promise<Output<Name>> {
  const reply = await openLine().call(method, input);
  if (!reply.ok) throw new CallError(reply.error);
  // The backend parsed the value against the contract's output schema before it answered.
  return reply.value as Output<Name>;
}

/** Sends and forgets; for `pagehide`, where nobody can wait for the answer. */
export function callOnLeave<Name extends MethodName>(method: Name, input: RawInput<Name>): void {
  openLine().callOnLeave(method, input);
}

/** Hears what the backend tells its windows, and when some of it was missed; returns what ends it. */
export function subscribe(listener: (event: WindowEvent) => void): () => void {
  openLine();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Hears when the connection goes and comes back (`open`; events may have been missed). */
export function subscribeConnection(listener: (now: Connection) => void): () => void {
  openLine();
  connectionListeners.add(listener);
  return () => connectionListeners.delete(listener);
}

export function connectionNow(): Connection {
  return connection;
}
