import {randomBytes} from 'node:crypto';
import type {DialerSettings} from '../contract/dialer.ts';
import {AppError} from '../contract/errors.ts';
import type {Input} from '../contract/methods.ts';
import type {Id} from '../contract/values.ts';
import {NO_PUSH, templateProblems} from '../domain/outcome-push.ts';
import {deliveryState} from '../store/deliveries.ts';
import {
  type DoorSetting,
  readCredentials,
  readDoor,
  readMapping,
  readPush,
  writeCredentials,
  writeDoor,
  writeMapping,
  writePush,
} from '../store/dialer.ts';
import {appendEvent, readEvent} from '../store/journal.ts';
import {currentProfile, type Desk, type HandlersOf, timestamp} from './desk.ts';

const newToken = (): string => randomBytes(24).toString('base64url');

function settingsOf(desk: Desk): DialerSettings {
  const {on, port, token} = readDoor(desk.db);
  const address = (path: string) =>
    port === null || token === '' ? null : `http://127.0.0.1:${port}${path}?token=${token}`;
  return {
    door: {
      on,
      // The terminal works beside the window that holds the door, and does not see it.
      state: desk.dialer?.door.state ?? (on ? 'opening' : 'off'),
      url: address('/pop'),
      utteranceUrl: address('/utterance'),
    },
    mapping: readMapping(desk.db),
    push: {
      ...(readPush(desk.db) ?? NO_PUSH),
      credentials: readCredentials(desk.db) !== null,
      state: deliveryState(desk.db),
    },
  };
}

/** Changes a setting once per id, and puts on record what was changed: never a key or a password. */
function change(desk: Desk, id: Id, payload: object, work: () => void): boolean {
  return desk.db
    .transaction(() => {
      if (readEvent(desk.db, id) !== null) return false;
      work();
      const agent = currentProfile(desk)?.agentId ?? null;
      appendEvent(desk.db, {id, callId: null, type: 'setting.changed', payload, at: timestamp(desk), agent});
      return true;
    })
    .immediate();
}

function changed(desk: Desk): DialerSettings {
  desk.emit({type: 'dialer.changed'});
  return settingsOf(desk);
}

/** Brings the door to where the setting says, and keeps the port that it found. */
export async function applyDoor(desk: Desk): Promise<void> {
  const door = desk.dialer?.door;
  if (door === undefined) return;
  const setting = readDoor(desk.db);
  if (!setting.on) return door.shut();
  await door.open(setting);
  // The desk may have been closed meanwhile.
  if (!desk.db.open) return;
  if (setting.port === null && door.state === 'open') writeDoor(desk.db, {...readDoor(desk.db), port: door.port});
}

async function setDoor(desk: Desk, {id, on}: Input<'dialer.setDoor'>): Promise<DialerSettings> {
  const known = readDoor(desk.db);
  const next: DoorSetting = {...known, on, token: known.token === '' && on ? newToken() : known.token};
  if (change(desk, id, {dialerDoor: {on}}, () => writeDoor(desk.db, next))) await applyDoor(desk);
  return changed(desk);
}

async function renewDoor(desk: Desk, {id, port}: Input<'dialer.renewDoor'>): Promise<DialerSettings> {
  const known = readDoor(desk.db);
  const next: DoorSetting = {...known, token: newToken(), port: port ? null : known.port};
  if (change(desk, id, {dialerDoor: {renewed: true, port}}, () => writeDoor(desk.db, next))) await applyDoor(desk);
  return changed(desk);
}

function savePush(desk: Desk, {id, push, credentials}: Input<'dialer.savePush'>): DialerSettings {
  // What is switched off may be unfinished; what is on must be able to arrive.
  const problems = push.on || push.template !== '' ? templateProblems(push) : [];
  if (problems.length > 0) {
    throw new AppError(
      'invalid_input',
      {'zh-CN': '没有保存：地址有误。', en: 'Not saved: the address is not valid.'},
      problems,
    );
  }
  const {on, hosts, statuses} = push;
  change(desk, id, {dialerPush: {on, hosts, statuses, credentials: credentials !== undefined}}, () => {
    writePush(desk.db, push);
    if (credentials !== undefined) writeCredentials(desk.db, credentials);
  });
  void desk.dialer?.pusher.work();
  return changed(desk);
}

export const dialerHandlers: HandlersOf<'dialer'> = {
  'dialer.get': settingsOf,
  'dialer.setDoor': setDoor,
  'dialer.renewDoor': renewDoor,
  'dialer.saveMapping': (desk, {id, mapping}) => {
    change(desk, id, {dialerMapping: mapping}, () => writeMapping(desk.db, mapping));
    return changed(desk);
  },
  'dialer.savePush': savePush,
};
