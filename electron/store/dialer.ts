import {PopMapping, PushCredentials, PushSettings} from '../contract/dialer.ts';
import type {Database} from './database.ts';
import {readStored} from './stored-json.ts';

// What a dialer needs lies beside the preferences, but apart from them: every window reads the preferences, and these
// hold secrets.

/** The local address: whether it is open, and what was pasted into the dialer. */
export interface DoorSetting {
  on: boolean;
  /** Null until it was opened for the first time. */
  port: number | null;
  token: string;
}

type Key = 'dialerDoor' | 'dialerMapping' | 'dialerPush' | 'dialerCredentials';

function readText(db: Database, key: Key): string | null {
  return db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck().get(key) ?? null;
}

function write(db: Database, key: Key, value: unknown): void {
  db.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, JSON.stringify(value));
}

const CLOSED: DoorSetting = {on: false, port: null, token: ''};

export function readDoor(db: Database): DoorSetting {
  const text = readText(db, 'dialerDoor');
  return text === null ? CLOSED : {...CLOSED, ...(JSON.parse(text) as Partial<DoorSetting>)};
}

export const writeDoor = (db: Database, door: DoorSetting): void => write(db, 'dialerDoor', door);

export function readMapping(db: Database): PopMapping {
  const text = readText(db, 'dialerMapping');
  const parsed = PopMapping.safeParse(text === null ? [] : JSON.parse(text));
  return parsed.success ? parsed.data : [];
}

export const writeMapping = (db: Database, mapping: PopMapping): void => write(db, 'dialerMapping', mapping);

/** Null until somebody saved one. */
export function readPush(db: Database): PushSettings | null {
  return readStored(PushSettings, readText(db, 'dialerPush') ?? '');
}

export const writePush = (db: Database, push: PushSettings): void => write(db, 'dialerPush', push);

export function readCredentials(db: Database): PushCredentials | null {
  return readStored(PushCredentials, readText(db, 'dialerCredentials') ?? '');
}

/** Null deletes them. */
export function writeCredentials(db: Database, credentials: PushCredentials | null): void {
  if (credentials === null) db.prepare("DELETE FROM setting WHERE key = 'dialerCredentials'").run();
  else write(db, 'dialerCredentials', credentials);
}
