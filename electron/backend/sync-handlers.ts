import {AppError} from '../contract/errors.ts';
import type {Output} from '../contract/methods.ts';
import type {LocalText} from '../contract/values.ts';
import {readEnrolment} from '../packs/enrolment.ts';
import {fingerprintGroups} from '../packs/layout.ts';
import {readSigned} from '../packs/metadata-text.ts';
import {openSource} from '../packs/open-source.ts';
import {appendEvent} from '../store/journal.ts';
import {listActivePacks} from '../store/packs.ts';
import {
  leaveRepository,
  listSynced,
  listTrusted,
  moveRepository,
  pinRepository,
  readRepository,
} from '../store/repository.ts';
import {currentProfile, type Desk, type HandlersOf, timestamp} from './desk.ts';
import {ageInDays, guardedNow, requireRepository, syncPacks, withoutApp} from './pack-sync.ts';

const RUNNING = new WeakMap<Desk, {from: string | undefined; done: Promise<Output<'sync.now'>>}>();

/** What is known of the repository without asking it. */
export function syncStatus(desk: Desk): Output<'sync.status'> {
  const repository = readRepository(desk.db);
  const running = RUNNING.has(desk);
  if (repository === null) {
    return {
      enrolment: null,
      active: [],
      meant: [],
      triedAt: null,
      syncedAt: null,
      signedAt: null,
      expiresAt: null,
      ageDays: null,
      expired: false,
      failure: null,
      refused: [],
      running,
    };
  }
  const {team, place, rootFingerprint, enrolledAt, triedAt, syncedAt, failure, refused} = repository;
  const now = guardedNow(desk, repository);
  const {signedAt, expiresAt} = signedTimes(desk, syncedAt);
  return {
    enrolment: {team, from: place, rootFingerprint, enrolledAt},
    active: listActivePacks(desk.db)
      .filter((info) => info.team !== null)
      .map(({id, version, sha256}) => ({id, version, sha256})),
    meant: listSynced(desk.db).map(({id, version, sha256}) => ({id, version, sha256})),
    triedAt,
    syncedAt,
    signedAt,
    expiresAt,
    ageDays: signedAt === null ? null : ageInDays(now, signedAt),
    expired: expiresAt !== null && now >= new Date(expiresAt),
    failure,
    refused: refused.map(withoutApp),
    running,
  };
}

function signedTimes(desk: Desk, syncedAt: string | null): {signedAt: string | null; expiresAt: string | null} {
  const kept = listTrusted(desk.db).find(({role}) => role === 'timestamp');
  if (kept === undefined) return {signedAt: null, expiresAt: null};
  try {
    const {signedAt, expires} = readSigned('timestamp', kept.body);
    return {
      signedAt: typeof signedAt === 'string' ? new Date(signedAt).toISOString() : syncedAt,
      expiresAt: new Date(expires).toISOString(),
    };
  } catch {
    // Torn here: the next sync fetches it anew.
    return {signedAt: syncedAt, expiresAt: null};
  }
}

const tell = (desk: Desk): void => desk.emit({type: 'sync.changed', status: syncStatus(desk)});

/** Syncs, or joins the sync that is running. */
export async function syncNow(desk: Desk, from?: string): Promise<Output<'sync.now'>> {
  const running = RUNNING.get(desk);
  if (running !== undefined) {
    if (running.from === from) return await running.done;
    await running.done.catch(() => {});
  }
  const done = syncPacks(desk, from);
  RUNNING.set(desk, {from, done});
  try {
    return await done;
  } finally {
    RUNNING.delete(desk);
    if (desk.db.open) tell(desk);
  }
}

function journal(desk: Desk, id: string, type: string, payload: object): void {
  const agent = currentProfile(desk)?.agentId ?? null;
  appendEvent(desk.db, {id, callId: null, type, payload, at: timestamp(desk), agent});
}

/** What accepting an enrolment would mean here. */
function meaning(desk: Desk, {team, rootFingerprint}: {team: string; rootFingerprint: string}) {
  const now = readRepository(desk.db);
  if (now === null) return 'first';
  return now.team === team && now.rootFingerprint === rootFingerprint ? 'same' : 'other';
}

/** What it follows already, by name: another team of the same repository looks like the same thing to whoever enrols. */
function followsAlready(desk: Desk, rootFingerprint: string): LocalText {
  const now = readRepository(desk.db);
  if (now?.rootFingerprint === rootFingerprint) {
    return {
      'zh-CN': `本机已登记此话术库的团队 ${now.team}，没有更改。确要更换团队，请由组长确认后用 --replace。`,
      en: `This desk follows team ${now.team} of this repository already. Nothing was changed. A lead may change the team with --replace.`,
    };
  }
  return {
    'zh-CN': '本机已登记另一个话术库，没有更改。确要更换，请由组长确认后用 --replace。',
    en: 'This desk follows another repository already. Nothing was changed. A lead may replace it with --replace.',
  };
}

function enrol(desk: Desk, text: string, id: string, replace: boolean): void {
  const {team, from, rootFingerprint, root} = readEnrolment(text);
  const means = meaning(desk, {team, rootFingerprint});
  if (means === 'other' && !replace) {
    throw new AppError('conflict', followsAlready(desk, rootFingerprint));
  }
  if (means === 'other' && desk.role !== 'lead') {
    throw new AppError('forbidden', {
      'zh-CN': '只有组长可以把本机改到另一个话术库。',
      en: 'Only a lead may make this desk follow another repository.',
    });
  }
  const write = desk.db.transaction(() => {
    // The same repository again, as a file that names its new place: what is trusted already stays.
    if (means === 'same') moveRepository(desk.db, from);
    else pinRepository(desk.db, {team, place: from, rootFingerprint, root}, timestamp(desk));
    journal(desk, id, 'repository.enrolled', {team, from, rootFingerprint});
  });
  write.immediate();
  tell(desk);
}

export const syncHandlers: HandlersOf<'sync'> = {
  'sync.status': (desk) => syncStatus(desk),
  'sync.now': (desk, {from}) => syncNow(desk, from),
  'sync.readEnrolment': (desk, {text}) => {
    const {team, from, rootFingerprint} = readEnrolment(text);
    return {
      team,
      from,
      rootFingerprint,
      groups: fingerprintGroups(rootFingerprint),
      means: meaning(desk, {team, rootFingerprint}),
    };
  },
  'sync.enrol': (desk, {id, text, replace}) => {
    enrol(desk, text, id, replace === true);
    return syncStatus(desk);
  },
  'sync.move': (desk, {id, from}) => {
    requireRepository(desk);
    openSource(from);
    const move = desk.db.transaction(() => {
      moveRepository(desk.db, from);
      journal(desk, id, 'repository.moved', {from});
    });
    move.immediate();
    tell(desk);
    return syncStatus(desk);
  },
  'sync.leave': (desk, {id}) => {
    const {team, rootFingerprint} = requireRepository(desk);
    const leave = desk.db.transaction(() => {
      leaveRepository(desk.db);
      journal(desk, id, 'repository.left', {team, rootFingerprint});
    });
    leave.immediate();
    tell(desk);
    return syncStatus(desk);
  },
};
