import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {Profile} from '../contract/desk.ts';
import {AppError, type Reply} from '../contract/errors.ts';
import type {DeskEvent} from '../contract/methods.ts';
import type {Language, LocalText, Role} from '../contract/values.ts';
import {parseInWords} from '../domain/schema-problems.ts';
import type {KeyVault} from '../packs/key-folder.ts';
import {countAllCalls} from '../store/calls.ts';
import {openDatabase, storageFailure, takeInstanceLock} from '../store/database.ts';
import {identifyDesk} from '../store/desk.ts';
import {listActivePacks, listPacks} from '../store/packs.ts';
import {listPops} from '../store/pops.ts';
import {readRepository} from '../store/repository.ts';
import {AutomaticSync, type SyncRhythm} from './automatic-sync.ts';
import {fillWithDemo} from './demo.ts';
import {type Desk, PackShelf} from './desk.ts';
import {dispatch} from './dispatch.ts';
import {DialerDoor, type DoorPath} from './dialer-door.ts';
import {applyDoor} from './dialer-handlers.ts';
import {activatePack, keepPack} from './pack-handlers.ts';
import {OutcomePusher} from './outcome-pusher.ts';
import {enterRole, readSession, sessionHandlers} from './session-handlers.ts';
import {ShippedConduct} from './shipped-conduct.ts';
import {ShippedLexicon} from './shipped-lexicon.ts';
import {ShippedRules} from './shipped-rules.ts';
import {syncStatus} from './sync-handlers.ts';

export interface BackendOptions {
  /** Created when missing, for this user alone. */
  dataFolder: string;
  role: Role;
  host: 'desktop' | 'browser' | 'cli';
  version: string;
  language?: Language | undefined;
  /** Folder of the starter packs, with the lexicon in a folder of its own. */
  libraryFolder: string;
  /** The window hosts take the folder for themselves; the terminal works beside them. */
  exclusive: boolean;
  /** Parsed content of `--profile FILE`. */
  profile?: unknown;
  /** PIN for a locked role; a window without one starts as agent, the terminal is refused. */
  pin?: string | undefined;
  /** Fills an empty folder with a month of made-up calls. */
  demo?: boolean | undefined;
  key?: string | undefined;
  /** The system's keychain, for the private keys of a lead who publishes. */
  vault?: KeyVault | undefined;
  /** Why a host that should have a keychain has none. */
  vaultNote?: LocalText | undefined;
  now?: (() => Date) | undefined;
  /** Bugs only, without customers' data. */
  log?: ((line: string) => void) | undefined;
  checkReplies?: boolean;
  /** Certificate of an authority beside the system's, PEM: for a dialer in the company's own network. */
  pushCa?: string | undefined;
  /** How often a window asks the repository of packs; left out, as often as is good for thousands of desks. */
  syncRhythm?: SyncRhythm | undefined;
}

export interface Backend {
  /** Never rejects. */
  call(method: string, input: unknown): Promise<Reply<unknown>>;
  /** @returns a function that ends the subscription */
  subscribe(listener: (event: DeskEvent) => void): () => void;
  close(): void;
}

/** How often a window looks for what a terminal did beside it, in milliseconds. */
const LOOK_EVERY = 700;

/**
 * Opens the desk in a data folder: lock, database, starter packs, profile.
 *
 * @throws AppError `conflict` when another instance holds the folder, `unavailable` for a newer database, `invalid_input`
 *   for a bad profile, `forbidden` when the terminal asks for a locked role
 */
export function openBackend(options: BackendOptions): Backend {
  const release = options.exclusive ? takeInstanceLock(options.dataFolder) : () => {};
  try {
    return openDesk(options, release);
  } catch (error) {
    release();
    throw storageFailure(error) ?? error;
  }
}

function openDesk(options: BackendOptions, release: () => void): Backend {
  const {dataFolder, host, version, now = () => new Date(), log = () => {}} = options;
  const db = openDatabase(options.key === undefined ? {folder: dataFolder} : {folder: dataFolder, key: options.key});
  const listeners = new Set<(event: DeskEvent) => void>();
  const lexicon = new ShippedLexicon(join(options.libraryFolder, 'lexicon'), log);
  const desk: Desk = {
    db,
    dataFolder,
    host,
    version,
    now,
    role: 'agent',
    languageFlag: options.language ?? null,
    emit: (event) => listeners.forEach((listener) => tell(listener, event, log)),
    packs: new PackShelf(db, lexicon, dataFolder),
    conduct: new ShippedConduct(join(options.libraryFolder, 'conduct'), log),
    rules: new ShippedRules(join(options.libraryFolder, 'rules'), log),
    vault: options.vault ?? null,
    vaultNote: options.vaultNote ?? null,
    dialer: null,
  };
  let watch: NodeJS.Timeout | undefined;
  let automatic: AutomaticSync | undefined;
  try {
    identifyDesk(db, now());
    keepStarterPacks(desk, options.libraryFolder, log);
    const given = options.profile === undefined ? null : readGivenProfile(options.profile);
    if (options.demo === true) fillWithDemo(desk);
    // After the demonstration, which fills only a desk without profiles: this one is to sit here now.
    if (given !== null) saveGivenProfile(desk, given);
    startAsRole(desk, options);
    if (options.exclusive) {
      watch = watchForOthers(desk);
      openToDialer(desk, options, log);
      automatic = new AutomaticSync(desk, {rhythm: options.syncRhythm, log});
    }
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    call: (method, input) => dispatch(desk, method, input, {log, checkReplies: options.checkReplies ?? false}),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      clearInterval(watch);
      automatic?.end();
      desk.dialer?.door.shut();
      desk.dialer?.pusher.end();
      listeners.clear();
      if (db.open) db.close();
      release();
    },
  };
}

/** One window at a time holds the dialer's local address and passes outcomes on. */
function openToDialer(desk: Desk, {checkReplies = false, pushCa}: BackendOptions, log: (line: string) => void): void {
  const onChange = () => desk.emit({type: 'dialer.changed'});
  const onText = async (path: DoorPath, text: string): Promise<void> => {
    // The same way in as every other: known? allowed? valid? What it answers is not for the dialer.
    if (path === '/pop') await dispatch(desk, 'pop.receive', {id: v7(), door: 'web', text}, {log, checkReplies});
    else await dispatch(desk, 'utterance.receive', {text}, {log, checkReplies});
  };
  desk.dialer = {
    door: new DialerDoor({onText, onChange, log}),
    pusher: new OutcomePusher(desk, {ca: pushCa, onChange, log}),
  };
  applyDoor(desk).catch((error: unknown) => log(`dialer door: ${error instanceof Error ? error.name : typeof error}`));
}

/** What was saved is saved, whether or not a window that has just gone can be told. */
function tell(listener: (event: DeskEvent) => void, event: DeskEvent, log: (line: string) => void): void {
  try {
    listener(event);
  } catch (error) {
    log(`listener of ${event.type}: ${error instanceof Error ? error.message : typeof error}`);
  }
}

/**
 * Starter packs come with the app. A new one is kept; it is activated only where no version of it ever was. One that is
 * broken is left out and told of: the desk must start, with the packs that it has.
 */
function keepStarterPacks(desk: Desk, libraryFolder: string, log: (line: string) => void): void {
  if (!existsSync(libraryFolder)) return;
  const kept = new Set(listPacks(desk.db).map((info) => info.id));
  const files = readdirSync(libraryFolder).filter((file) => file.endsWith('.pack.json'));
  const known = new Set(listPacks(desk.db).map((info) => `${info.id}@${info.version}.pack.json`));
  for (const file of files.filter((name) => !known.has(name))) {
    try {
      const info = keepPack(desk, readFileSync(join(libraryFolder, file), 'utf8'), v7());
      if (!kept.has(info.id)) activatePack(desk, info.id, info.version, v7());
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log(`${file}: ${[error.sentence.en, ...(error.problems ?? []).map(({path}) => path)].join(' ')}`);
    }
  }
}

function readGivenProfile(given: unknown): Profile {
  const parsed = parseInWords(Profile, given);
  if (parsed.problems !== null) {
    throw new AppError(
      'invalid_input',
      {'zh-CN': '坐席资料文件有误。', en: 'The profile file is not valid.'},
      parsed.problems,
    );
  }
  return parsed.value;
}

function saveGivenProfile(desk: Desk, profile: Profile): void {
  const current = readSession(desk).profile;
  // A start with the same file every morning is no news.
  if (current !== null && JSON.stringify(current) === JSON.stringify(profile)) return;
  void sessionHandlers['profile.save'](desk, {id: v7(), profile});
}

function startAsRole(desk: Desk, {role, pin, host}: BackendOptions): void {
  if (role === 'agent') return;
  try {
    enterRole(desk, role, pin);
  } catch (error) {
    // A window can ask for the PIN; a job in a terminal must not go on with less than it was told to have.
    if (host === 'cli' || !(error instanceof AppError)) throw error;
  }
}

/** Notices what another process wrote (a terminal's activation, its import of calls) and tells the windows. */
function watchForOthers(desk: Desk): NodeJS.Timeout {
  const version = () => desk.db.pragma('data_version', {simple: true});
  const active = () => listActivePacks(desk.db);
  const names = (packs: ReturnType<typeof active>) => packs.map((info) => info.sha256).join();
  let seen = version();
  let packs = names(active());
  let calls = countAllCalls(desk.db).count;
  const waiting = () => listPops(desk.db).map(({id}) => id);
  let pops = waiting();
  const synced = () => readRepository(desk.db)?.revision ?? 0;
  let revision = synced();
  const look = () => {
    const found = version();
    if (found === seen) return;
    seen = found;
    const now = active();
    if (names(now) !== packs) desk.emit({type: 'pack.activated', packs: now});
    packs = names(now);
    const {count, newest} = countAllCalls(desk.db);
    if (count !== calls && newest !== null)
      desk.emit({type: 'call.changed', callId: newest, at: desk.now().toISOString()});
    calls = count;
    const nowWaiting = waiting();
    if (nowWaiting.join() !== pops.join())
      desk.emit({type: 'pops.changed', arrived: nowWaiting.some((id) => !pops.includes(id))});
    pops = nowWaiting;
    const nowSynced = synced();
    if (nowSynced !== revision) desk.emit({type: 'sync.changed', status: syncStatus(desk)});
    revision = nowSynced;
  };
  const timer = setInterval(look, LOOK_EVERY);
  timer.unref();
  return timer;
}
