import {EventEmitter} from 'node:events';

type Responder = (request: Request) => Response | Promise<Response>;

/** An event whose default the listeners may prevent; returns whether it still happens. */
export function happens(target: EventEmitter, name: string, details: object, ...rest: unknown[]): boolean {
  let prevented = false;
  target.emit(
    name,
    {
      ...details,
      preventDefault: () => {
        prevented = true;
      },
    },
    ...rest,
  );
  return !prevented;
}

/** The session of the stand-in: what the host may answer, cancel and refuse for its pages. */
export class Session extends EventEmitter {
  permissionRequest: ((contents: unknown, permission: string, answer: (granted: boolean) => void) => void) | undefined;
  permissionCheck: ((...args: unknown[]) => boolean) | undefined;
  devicePermission: ((details: unknown) => boolean) | undefined;
  spellChecker = true;
  beforeRequest: ((details: {url: string}, answer: (response: {cancel?: boolean}) => void) => void) | undefined;
  responders = new Map<string, Responder>();

  readonly webRequest = {
    onBeforeRequest: (listener: NonNullable<Session['beforeRequest']>): void => {
      this.beforeRequest = listener;
    },
  };
  readonly protocol = {
    handle: (scheme: string, responder: Responder): void => {
      this.responders.set(scheme, responder);
    },
  };

  setPermissionRequestHandler(handler: NonNullable<Session['permissionRequest']>): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: NonNullable<Session['permissionCheck']>): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: NonNullable<Session['devicePermission']>): void {
    this.devicePermission = handler;
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }

  /** A request of the page, as the network sees it: cancelled, or answered by the scheme's handler. */
  async request(url: string, method = 'GET'): Promise<Response | 'cancelled'> {
    let cancelled = false;
    this.beforeRequest?.({url}, ({cancel}) => {
      cancelled = cancel === true;
    });
    if (cancelled) return 'cancelled';
    const respond = this.responders.get(new URL(url).protocol.slice(0, -1));
    return respond === undefined ? new Response(null, {status: 599}) : respond(new Request(url, {method}));
  }

  /** A download that is about to begin; returns whether it does. */
  download(url: string): boolean {
    return happens(this, 'will-download', {}, {getURL: () => url});
  }
}
