import {randomBytes, scryptSync, timingSafeEqual} from 'node:crypto';
import {v7} from 'uuid';
import {Profile, Settings} from '../contract/desk.ts';
import type {Instant, Role} from '../contract/values.ts';
import type {Database} from './database.ts';
import {readStored} from './stored-json.ts';

type MetaKey = 'device' | 'numberKey' | 'demo' | 'createdAt' | 'agent';

export function readMeta(db: Database, key: MetaKey): string {
  return db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(key) ?? '';
}

export function writeMeta(db: Database, key: MetaKey, value: string): void {
  db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(
    key,
    value,
  );
}

/** Gives a new database its device id and the key of its number hashes. */
export function identifyDesk(db: Database, now: Date): void {
  const identify = db.transaction(() => {
    if (readMeta(db, 'device') !== '') return;
    writeMeta(db, 'device', v7());
    writeMeta(db, 'numberKey', randomBytes(32).toString('hex'));
    writeMeta(db, 'createdAt', now.toISOString());
  });
  identify.immediate();
}

/** Whether somebody works here already, whether or not there is a call yet. */
export function isUsed(db: Database): boolean {
  const used = db
    .prepare<[], number>(
      'SELECT EXISTS (SELECT 1 FROM call) OR EXISTS (SELECT 1 FROM profile) OR EXISTS (SELECT 1 FROM account)',
    )
    .pluck()
    .get();
  return used === 1;
}

const DEFAULT_SETTINGS: Settings = {language: null, theme: 'auto', alwaysOnTop: false, keepMissedSearches: false};

export function readSettings(db: Database): Settings {
  const row = db.prepare<[], string>("SELECT value FROM setting WHERE key = 'preferences'").pluck().get();
  return readStored(Settings, row ?? '{}', DEFAULT_SETTINGS) ?? DEFAULT_SETTINGS;
}

export function writeSettings(db: Database, settings: Settings): void {
  db.prepare(
    "INSERT INTO setting (key, value) VALUES ('preferences', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  ).run(JSON.stringify(settings));
}

/**
 * The agents of this desk; the first is the one who sits here now. That one is noted by name: a clock that was set back must
 * not give a call to whoever sat here before. A row that cannot be read is left out: it must not keep the others from working.
 */
export function listProfiles(db: Database): Profile[] {
  return db
    .prepare<[string], string>('SELECT body FROM profile ORDER BY agent_id = ? DESC, used_at DESC, agent_id')
    .pluck()
    .all(readMeta(db, 'agent'))
    .map((body) => readStored(Profile, body))
    .filter((profile) => profile !== null);
}

/** Who sits here now. Where that one's profile cannot be read, nobody else may stand in and be noted as the one who called. */
export function sittingProfile(db: Database): Profile | null {
  const sitting = readMeta(db, 'agent');
  if (sitting === '') return listProfiles(db)[0] ?? null;
  const body = db.prepare<[string], string>('SELECT body FROM profile WHERE agent_id = ?').pluck().get(sitting);
  return body === undefined ? null : readStored(Profile, body);
}

export function saveProfile(db: Database, profile: Profile, at: Instant): void {
  db.prepare(
    `INSERT INTO profile (agent_id, body, used_at) VALUES (?, ?, ?)
     ON CONFLICT (agent_id) DO UPDATE SET body = excluded.body, used_at = excluded.used_at`,
  ).run(profile.agentId, JSON.stringify(profile), at);
  writeMeta(db, 'agent', profile.agentId);
}

/** False when the agent is not known here. */
export function switchProfile(db: Database, agentId: string, at: Instant): boolean {
  const known = db.prepare('UPDATE profile SET used_at = ? WHERE agent_id = ?').run(at, agentId).changes > 0;
  if (known) writeMeta(db, 'agent', agentId);
  return known;
}

interface PinRow {
  salt: Buffer;
  hash: Buffer;
  failures: number;
  closed_until: string | null;
}

const MOST_FAILURES = 5;
const CLOSED_FOR_MS = 5 * 60 * 1000;

const pinHash = (pin: string, salt: Buffer): Buffer => scryptSync(pin, salt, 32);

export function lockedRoles(db: Database): Role[] {
  return db.prepare<[], Role>('SELECT role FROM role_pin ORDER BY role').pluck().all();
}

/** Locks a role by a PIN, or unlocks it with null. */
export function setPin(db: Database, role: Role, pin: string | null): void {
  db.prepare('DELETE FROM role_pin WHERE role = ?').run(role);
  if (pin === null) return;
  const salt = randomBytes(16);
  db.prepare('INSERT INTO role_pin (role, salt, hash) VALUES (?, ?, ?)').run(role, salt, pinHash(pin, salt));
}

/** `closed`: five wrong tries close the role for five minutes, so that four digits cannot be tried out by hand. */
export function tryPin(db: Database, role: Role, pin: string | undefined, now: Date): 'open' | 'wrong' | 'closed' {
  const row = db
    .prepare<[string], PinRow>('SELECT salt, hash, failures, closed_until FROM role_pin WHERE role = ?')
    .get(role);
  if (row === undefined) return 'open';
  if (row.closed_until !== null && row.closed_until > now.toISOString()) return 'closed';
  if (pin !== undefined && timingSafeEqual(pinHash(pin, row.salt), row.hash)) {
    db.prepare('UPDATE role_pin SET failures = 0, closed_until = NULL WHERE role = ?').run(role);
    return 'open';
  }
  if (pin === undefined) return 'wrong';
  const failures = row.failures + 1;
  const closed = failures >= MOST_FAILURES;
  db.prepare('UPDATE role_pin SET failures = ?, closed_until = ? WHERE role = ?').run(
    closed ? 0 : failures,
    closed ? new Date(now.getTime() + CLOSED_FOR_MS).toISOString() : null,
    role,
  );
  return closed ? 'closed' : 'wrong';
}
