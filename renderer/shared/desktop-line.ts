import {ERROR_SENTENCES, type Reply} from '../../electron/contract/errors.ts';
import type {DeskEvent} from '../../electron/contract/methods.ts';
import type {Line} from './client.ts';

/** What the desktop host's preload exposes as `window.callside`. */
export interface DesktopBridge {
  call(method: string, input: unknown): Promise<Reply<unknown>>;
  subscribe(listener: (event: DeskEvent) => void): unknown;
}

/** The line of a desktop window: one IPC channel, no connection to lose while the window lives. */
export function desktopLine(bridge: DesktopBridge): Line {
  return {
    async call(method, input) {
      try {
        return await bridge.call(method, input);
      } catch {
        return {ok: false, error: {code: 'unavailable', message: ERROR_SENTENCES.unavailable}};
      }
    },
    callOnLeave(method, input) {
      void bridge.call(method, input);
    },
    listen(onEvent) {
      bridge.subscribe(onEvent);
    },
  };
}
