import type {IpcMain, IpcMainInvokeEvent, WebContents} from 'electron';
import type {Backend} from '../../backend/backend.ts';
import {ERROR_SENTENCES, type ErrorCode, type Reply} from '../../contract/errors.ts';
import {isOwnAddress} from './page.ts';

const CALL = 'callside:call';
const EVENT = 'callside:event';

function refused(code: ErrorCode): Reply<never> {
  return {ok: false, error: {code, message: ERROR_SENTENCES[code]}};
}

/** Only the page itself, in the window's main frame, may call. A frame that is gone has no address and may not. */
function isTrusted({senderFrame}: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnAddress(senderFrame.url);
}

function hasMethod(message: unknown): message is {method: string; input?: unknown} {
  return typeof message === 'object' && message !== null && 'method' in message && typeof message.method === 'string';
}

/** The one channel from the page to the backend. Whoever calls gets a reply, never `undefined`. */
export function answerCalls(ipc: IpcMain, backend: Pick<Backend, 'call'>): void {
  ipc.handle(CALL, async (event, message: unknown): Promise<Reply<unknown>> => {
    if (!isTrusted(event)) return refused('forbidden');
    if (!hasMethod(message)) return refused('invalid_input');
    return backend.call(message.method, message.input);
  });
}

/** Hands the backend's events to the page until the window is closed. */
export function pushEvents(contents: WebContents, backend: Pick<Backend, 'subscribe'>): void {
  const stop = backend.subscribe((event) => {
    contents.send(EVENT, event);
  });
  contents.once('destroyed', stop);
}
