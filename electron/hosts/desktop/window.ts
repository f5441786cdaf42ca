import {app, BrowserWindow, screen, type Session} from 'electron';
import type {Backend} from '../../backend/backend.ts';
import type {Session as DeskSession} from '../../contract/desk.ts';
import type {Role} from '../../contract/values.ts';
import {pushEvents} from './calls.ts';
import {PAGE_URL} from './page.ts';

/** Outer sizes in density-independent pixels. An agent's window docks beside the dialer. */
const narrow = {width: 420, height: 860, minWidth: 360};
const wide = {width: 1360, height: 860, minWidth: 900};
const SHAPES: Record<Role, typeof narrow> = {agent: narrow, lead: wide, qa: wide};
const MIN_HEIGHT = 480;

/** A crash soon after a crash would crash again: the page is loaded anew once in this many milliseconds. */
const CRASH_PAUSE = 60_000;

/** How long a closing window stays hidden, in milliseconds, for the page to save what is being typed. */
const FAREWELL = 400;

function shapeOf(role: Role): typeof narrow {
  const room = screen.getPrimaryDisplay().workAreaSize;
  const {width, height, minWidth} = SHAPES[role];
  return {width: Math.min(width, room.width), height: Math.min(height, room.height), minWidth};
}

function followSession(window: BrowserWindow, backend: Pick<Backend, 'subscribe'>, first: DeskSession): void {
  let role = first.role;
  window.setAlwaysOnTop(first.settings.alwaysOnTop, 'floating');
  const stop = backend.subscribe((event) => {
    if (event.type !== 'session.changed') return;
    window.setAlwaysOnTop(event.session.settings.alwaysOnTop, 'floating');
    if (SHAPES[event.session.role] !== SHAPES[role]) {
      const {width, height, minWidth} = shapeOf(event.session.role);
      window.setMinimumSize(minWidth, MIN_HEIGHT);
      window.setSize(width, height);
    }
    role = event.session.role;
  });
  window.once('closed', stop);
}

function reloadAfterCrash(window: BrowserWindow, log: (line: string) => void): void {
  let last = -Infinity;
  window.webContents.on('render-process-gone', (_event, {reason}) => {
    if (reason === 'clean-exit') return;
    const now = performance.now();
    const again = now - last >= CRASH_PAUSE;
    last = now;
    log(`page ended: ${reason}${again ? '; loading it again' : ''}`);
    if (again) window.loadURL(PAGE_URL).catch((error: unknown) => log(`page did not load: ${String(error)}`));
  });
}

/** The page saves its drafts when it is hidden, so it is hidden a moment before it ends. */
function sayFarewell(window: BrowserWindow): void {
  let leaving = false;
  window.on('close', (event) => {
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    window.hide();
    setTimeout(() => {
      window.destroy();
    }, FAREWELL);
  });
}

/** What the window is made of. `icon` is absent where the installed program brings its own. */
export interface WindowParts {
  backend: Pick<Backend, 'subscribe'>;
  desk: DeskSession;
  session: Session;
  preload: string;
  icon?: string;
  log: (line: string) => void;
}

/** Opens the window of the desk's role; resolves when the page is there. */
export async function openWindow(parts: WindowParts): Promise<BrowserWindow> {
  const {backend, desk, session, preload, icon, log} = parts;
  const {width, height, minWidth} = shapeOf(desk.role);
  const window = new BrowserWindow({
    title: app.getName(),
    width,
    height,
    minWidth,
    minHeight: MIN_HEIGHT,
    show: false,
    ...(icon !== undefined && {icon}),
    webPreferences: {
      preload,
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  pushEvents(window.webContents, backend);
  followSession(window, backend, desk);
  reloadAfterCrash(window, log);
  sayFarewell(window);
  await window.loadURL(PAGE_URL);
  return window;
}
