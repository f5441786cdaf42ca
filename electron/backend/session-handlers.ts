import {v7} from 'uuid';
import type {Session, Settings, SettingsChange} from '../contract/desk.ts';
import {AppError} from '../contract/errors.ts';
import type {Id} from '../contract/values.ts';
import {
  listProfiles,
  lockedRoles,
  readMeta,
  readSettings,
  saveProfile,
  setPin,
  switchProfile,
  tryPin,
  writeSettings,
} from '../store/desk.ts';
import {appendEvent} from '../store/journal.ts';
import {forgetMissedTexts} from '../store/missed-searches.ts';
import {currentProfile, type Desk, type HandlersOf, timestamp} from './desk.ts';
import {systemLanguage} from './system-language.ts';

export function readSession(desk: Desk): Session {
  const profiles = listProfiles(desk.db);
  const settings = readSettings(desk.db);
  return {
    role: desk.role,
    profile: currentProfile(desk),
    profiles,
    settings,
    language: desk.languageFlag ?? settings.language ?? systemLanguage(process.env),
    lockedRoles: lockedRoles(desk.db),
    device: readMeta(desk.db, 'device'),
    host: desk.host,
    version: desk.version,
    demo: readMeta(desk.db, 'demo') === '1',
  };
}

/** Tells every window, and answers the one that asked. */
function changed(desk: Desk): Session {
  const session = readSession(desk);
  desk.emit({type: 'session.changed', session});
  return session;
}

function journal(desk: Desk, id: Id, type: string, payload: unknown): void {
  const agent = currentProfile(desk)?.agentId ?? null;
  appendEvent(desk.db, {id, callId: null, type, payload, at: timestamp(desk), agent});
}

/**
 * Opens a role for this session.
 *
 * @throws AppError `forbidden` for a wrong PIN, `unavailable` after too many
 */
export function enterRole(desk: Desk, role: Session['role'], pin: string | undefined): void {
  checkPin(desk, role, pin);
  desk.role = role;
}

/**
 * Whether this is the role's PIN; wrong ones count, wherever they are tried.
 *
 * @throws AppError `forbidden` for a wrong PIN, `unavailable` after too many
 */
export function checkPin(desk: Desk, role: Session['role'], pin: string | undefined): void {
  const answer = tryPin(desk.db, role, pin, desk.now());
  if (answer === 'closed') {
    throw new AppError('unavailable', {
      'zh-CN': '口令错误次数过多，请五分钟后再试。',
      en: 'Too many wrong PINs. Try again in five minutes.',
    });
  }
  if (answer === 'wrong') {
    if (pin === undefined)
      throw new AppError('forbidden', {
        'zh-CN': '此角色已加锁，需要口令（终端：环境变量 CALLSIDE_PIN）。',
        en: 'This role is locked and asks for its PIN (terminal: the variable CALLSIDE_PIN).',
      });
    throw new AppError('forbidden', {
      'zh-CN': '口令不对，请再试。',
      en: 'The PIN is not right. Try again.',
    });
  }
}

const withChange = (kept: Settings, {language, theme, alwaysOnTop, keepMissedSearches}: SettingsChange): Settings => ({
  // No language is a choice, too: that of the system.
  language: language === undefined ? kept.language : language,
  theme: theme ?? kept.theme,
  alwaysOnTop: alwaysOnTop ?? kept.alwaysOnTop,
  keepMissedSearches: keepMissedSearches ?? kept.keepMissedSearches,
});

export const sessionHandlers: HandlersOf<'session' | 'profile' | 'settings'> = {
  'session.get': readSession,
  'session.enter': (desk, {role, pin}) => {
    if (role !== desk.role) enterRole(desk, role, pin);
    return changed(desk);
  },
  'session.lock': (desk, {role, pin}) => {
    desk.db
      .transaction(() => {
        setPin(desk.db, role, pin);
        journal(desk, v7(), 'role.locked', {role, locked: pin !== null});
      })
      .immediate();
    return changed(desk);
  },
  'profile.save': (desk, {id, profile}) => {
    desk.db
      .transaction(() => {
        saveProfile(desk.db, profile, timestamp(desk));
        journal(desk, id, 'profile.saved', profile);
      })
      .immediate();
    return changed(desk);
  },
  'profile.use': (desk, {id, agentId}) => {
    desk.db
      .transaction(() => {
        if (!switchProfile(desk.db, agentId, timestamp(desk))) {
          throw new AppError('not_found', {
            'zh-CN': `这台电脑上没有坐席 ${agentId}。`,
            en: `There is no agent ${agentId} on this desk.`,
          });
        }
        journal(desk, id, 'profile.used', {agentId});
      })
      .immediate();
    return changed(desk);
  },
  'settings.save': (desk, {id, settings}) => {
    desk.db
      .transaction(() => {
        const now = withChange(readSettings(desk.db), settings);
        writeSettings(desk.db, now);
        if (!now.keepMissedSearches) forgetMissedTexts(desk.db);
        journal(desk, id, 'setting.changed', settings);
      })
      .immediate();
    // A choice made in the window is meant to be seen, whatever the start said.
    if (typeof settings.language === 'string') desk.languageFlag = null;
    return changed(desk);
  },
};
