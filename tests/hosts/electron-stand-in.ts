import {createCipheriv, createDecipheriv, randomBytes} from 'node:crypto';
import {EventEmitter} from 'node:events';
import {happens, Session} from './electron-session.ts';

/**
 * Stands in for the `electron` module where its binary cannot be had: small working parts that behave like Electron's
 * where the desktop host relies on it, and remember what was asked of them. Order matters to the real one too, so what it
 * refuses after `ready` is refused here.
 */

type Handler = (event: {senderFrame: Frame | null}, message: unknown) => unknown;

/** A frame as Electron names the sender of a message. */
export interface Frame {
  url: string;
  parent: Frame | null;
}

/** What the stand-in was asked for. */
export interface Asked {
  lockFree: boolean;
  lockAskedWith: string | undefined;
  /** What a second start sends along to the first. */
  sentAlong: unknown;
  /** Schemes whose links lead here, with the command that systems are to run. */
  links: [scheme: string, file?: string, args?: string[]][];
  packaged: boolean;
  sandboxed: boolean;
  schemes: {scheme: string; privileges: Record<string, boolean>}[];
  paths: Map<string, string>;
  menu: unknown;
  errorBoxes: [string, string][];
  exitCode: number | undefined;
  /** The user's keychain: whether there is one, what Linux calls it, and the key that it keeps for this app. */
  keychain: {available: boolean; backend: string; key: Buffer};
  quit: boolean;
  exposed: Map<string, unknown>;
}

function fresh(): Asked {
  return {
    lockFree: true,
    lockAskedWith: undefined,
    sentAlong: undefined,
    links: [],
    packaged: false,
    sandboxed: false,
    schemes: [],
    paths: new Map(),
    menu: 'default',
    errorBoxes: [],
    exitCode: undefined,
    keychain: {available: true, backend: 'gnome_libsecret', key: randomBytes(32)},
    quit: false,
    exposed: new Map(),
  };
}

export const asked: Asked = fresh();

class App extends EventEmitter {
  #ready = Promise.withResolvers<void>();
  isReady = false;

  get isPackaged(): boolean {
    return asked.packaged;
  }

  becomeReady(): void {
    this.isReady = true;
    this.#ready.resolve();
  }

  restart(): void {
    this.removeAllListeners();
    this.isReady = false;
    this.#ready = Promise.withResolvers<void>();
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  beforeReady(what: string): void {
    if (this.isReady) throw new Error(`${what} must come before the app is ready`);
  }

  enableSandbox(): void {
    this.beforeReady('enableSandbox');
    asked.sandboxed = true;
  }

  setPath(name: string, path: string): void {
    this.beforeReady('setPath');
    asked.paths.set(name, path);
  }

  requestSingleInstanceLock(more?: unknown): boolean {
    asked.sentAlong = structuredClone(more);
    asked.lockAskedWith = asked.paths.get('userData');
    return asked.lockFree;
  }

  setAsDefaultProtocolClient(...link: Asked['links'][number]): boolean {
    asked.links.push(link);
    return true;
  }

  getVersion(): string {
    return '0.0.1';
  }

  getName(): string {
    return 'Callside';
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }

  /** Closes the windows first and ends only when none of them objects, like the real one. */
  quit(): void {
    for (const window of BrowserWindow.getAllWindows()) if (!window.close()) return;
    this.end();
  }

  end(): void {
    if (asked.quit) return;
    asked.quit = true;
    this.emit('will-quit');
  }

  exit(code: number): void {
    asked.exitCode = code;
  }
}

export const app = new App();

export const session = {
  defaultSession: new Session(),
  partitions: new Map<string, Session>(),
  fromPartition(name: string): Session {
    const found = this.partitions.get(name) ?? new Session();
    this.partitions.set(name, found);
    return found;
  },
};

class WebContents extends EventEmitter {
  readonly session: Session;
  readonly sent: [string, unknown][] = [];
  readonly mainFrame: Frame = {url: 'about:blank', parent: null};
  openHandler: ((details: {url: string}) => {action: string}) | undefined;
  rtcPolicy = 'default';

  constructor(pages: Session) {
    super();
    this.session = pages;
  }

  send(channel: string, message: unknown): void {
    this.sent.push([channel, structuredClone(message)]);
    this.emit('sent', channel, message);
  }
  setWindowOpenHandler(handler: NonNullable<WebContents['openHandler']>): void {
    this.openHandler = handler;
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.rtcPolicy = policy;
  }

  /** The page tries to go somewhere; returns whether the older, main-frame event lets it. */
  navigates(url: string): boolean {
    return happens(this, 'will-navigate', {url, isMainFrame: true}, url);
  }
  /** The same for the event that covers every frame. */
  frameNavigates(url: string, isMainFrame = true): boolean {
    return happens(this, 'will-frame-navigate', {url, isMainFrame});
  }
  redirects(url: string): boolean {
    return happens(this, 'will-redirect', {url, isMainFrame: true}, url);
  }
  attachesWebview(): boolean {
    return happens(this, 'will-attach-webview', {}, {}, {});
  }
}

interface WindowOptions {
  title: string;
  width: number;
  height: number;
  minWidth: number;
  minHeight: number;
  show: boolean;
  icon?: string;
  webPreferences: Record<string, unknown> & {session?: Session; preload: string};
}

export class BrowserWindow extends EventEmitter {
  static all: BrowserWindow[] = [];
  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.all];
  }

  readonly options: WindowOptions;
  readonly webContents: WebContents;
  readonly loaded: Response[] = [];
  size: [number, number];
  minimumSize: [number, number];
  onTop: boolean | undefined;
  visible = false;
  minimized = false;
  focused = 0;

  constructor(options: WindowOptions) {
    super();
    if (!app.isReady) throw new Error('a window cannot be made before the app is ready');
    this.options = options;
    this.size = [options.width, options.height];
    this.minimumSize = [options.minWidth, options.minHeight];
    this.webContents = new WebContents(options.webPreferences.session ?? session.defaultSession);
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    const response = await this.webContents.session.request(url);
    if (response === 'cancelled' || !response.ok) throw new Error(`ERR_FAILED loading ${url}`);
    this.loaded.push(response);
    this.webContents.mainFrame.url = url;
    this.emit('ready-to-show');
  }

  show(): void {
    this.visible = true;
  }
  hide(): void {
    this.visible = false;
  }
  focus(): void {
    this.focused += 1;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  restore(): void {
    this.minimized = false;
  }
  setAlwaysOnTop(flag: boolean): void {
    this.onTop = flag;
  }
  setSize(width: number, height: number): void {
    this.size = [width, height];
  }
  setMinimumSize(width: number, height: number): void {
    this.minimumSize = [width, height];
  }

  /** Asks to close; returns whether the window is gone. */
  close(): boolean {
    if (!happens(this, 'close', {})) return false;
    this.destroy();
    return true;
  }
  destroy(): void {
    BrowserWindow.all = BrowserWindow.all.filter((window) => window !== this);
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (BrowserWindow.all.length === 0) app.emit('window-all-closed');
  }
}

const handlers = new Map<string, Handler>();

export const ipcMain = {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`a second handler for ${channel}`);
    handlers.set(channel, handler);
  },
};

export const protocol = {
  registerSchemesAsPrivileged(schemes: Asked['schemes']): void {
    app.beforeReady('registerSchemesAsPrivileged');
    asked.schemes = schemes;
  },
};

export const Menu = {
  buildFromTemplate: (template: unknown): unknown => template,
  setApplicationMenu(menu: unknown): void {
    asked.menu = menu;
  },
};

export const dialog = {
  showErrorBox(title: string, content: string): void {
    asked.errorBoxes.push([title, content]);
  },
};

const NONCE = 12;

/** Answers like the real one: nothing before `ready`, and nobody opens what another user has sealed. */
export const safeStorage = {
  isEncryptionAvailable: (): boolean => app.isReady && asked.keychain.available,
  getSelectedStorageBackend: (): string => (app.isReady ? asked.keychain.backend : 'unknown'),
  encryptString(text: string): Buffer {
    if (!safeStorage.isEncryptionAvailable()) throw new Error('Encryption is not available.');
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', asked.keychain.key, nonce);
    return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  },
  decryptString(sealed: Buffer): string {
    if (!safeStorage.isEncryptionAvailable()) throw new Error('Decryption is not available.');
    const open = createDecipheriv('aes-256-gcm', asked.keychain.key, sealed.subarray(0, NONCE));
    open.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([open.update(sealed.subarray(NONCE, -16)), open.final()]).toString('utf8');
  },
};

export const screen = {getPrimaryDisplay: () => ({workAreaSize: {width: 1280, height: 720}})};

/** A page's side of the channel: what crosses is cloned, as between two processes. */
export async function invoke(channel: string, message: unknown, senderFrame: Frame | null): Promise<unknown> {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  return structuredClone(await handler({senderFrame}, structuredClone(message)));
}

/** The renderer's side, for the preload script. */
export const ipcRenderer = Object.assign(new EventEmitter(), {
  invoke: (channel: string, message: unknown): Promise<unknown> =>
    invoke(channel, message, {url: 'app://callside/', parent: null}),
});

export const contextBridge = {
  exposeInMainWorld(name: string, api: unknown): void {
    asked.exposed.set(name, api);
  },
};

/** A new start: nothing asked yet, not ready, no windows. */
export function restart(): void {
  app.restart();
  Object.assign(asked, fresh());
  BrowserWindow.all = [];
  handlers.clear();
  ipcRenderer.removeAllListeners();
  session.partitions.clear();
  session.defaultSession = new Session();
}
