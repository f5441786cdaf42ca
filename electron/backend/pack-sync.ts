import {v7} from 'uuid';
import {AppError} from '../contract/errors.ts';
import type {Output} from '../contract/methods.ts';
import type {PackInfo} from '../contract/pack.ts';
import type {RefusedRelease, SyncChange, SyncFailure, SyncProgress, SyncWarning} from '../contract/sync.ts';
import type {Sha256} from '../contract/values.ts';
import {type Arrived, readArrived} from '../packs/arrived-pack.ts';
import {type Belief, type Followed, followRepository} from '../packs/follow-repository.ts';
import {type PackRelease, sha256Of} from '../packs/layout.ts';
import {openSource} from '../packs/open-source.ts';
import {downloadRelease} from '../packs/pack-download.ts';
import {releasesFor} from '../packs/release-choice.ts';
import type {RepositorySource} from '../packs/source.ts';
import {storageFailure} from '../store/database.ts';
import {appendEvent, ownDevice} from '../store/journal.ts';
import {
  clearActivePack,
  giveUpName,
  insertPack,
  listActivePacks,
  nameOfContent,
  readContent,
  readPackInfo,
  setActivePack,
  takeNameBack,
} from '../store/packs.ts';
import {
  forgetSynced,
  forgetTrusted,
  keepTrusted,
  type KeptRefusal,
  listSynced,
  listTrusted,
  noteSync,
  noteSynced,
  readRepository,
  type Repository,
  type SyncedRow,
} from '../store/repository.ts';
import {judgeOf, lintArrived, soundIn} from './arrived-lint.ts';
import {currentProfile, type Desk, timestamp} from './desk.ts';

/** A sync that another process overtook begins again, so many times. */
const MOST_TRIES = 4;
const DAY = 86_400_000;

type Outcome = Output<'sync.now'>;

/** @throws AppError `not_found` on a desk that follows no repository */
export function requireRepository(desk: Desk): Repository {
  const repository = readRepository(desk.db);
  if (repository !== null) return repository;
  throw new AppError('not_found', {
    'zh-CN': '本机尚未登记话术库：请用组长给的登记文件登记（pack enrol）。',
    en: 'This desk follows no repository yet: enrol it with the file that the lead hands out (pack enrol).',
  });
}

/** The desk's clock, never before a moment at which something was believed. */
export const guardedNow = (desk: Desk, {clockFloor}: Repository): Date =>
  new Date(Math.max(desk.now().getTime(), Date.parse(clockFloor)));

/** Whole days since something was signed. */
export const ageInDays = (now: Date, signedAt: string): number =>
  Math.max(0, Math.floor((now.getTime() - Date.parse(signedAt)) / DAY));

/** One sync at a time in this process; another process may be at it, too. */
export async function syncPacks(desk: Desk, from?: string): Promise<Outcome> {
  const source = openSource(from ?? requireRepository(desk).place);
  for (let tries = 1; ; tries += 1) {
    const outcome = await new Sync(desk, source).run();
    if (outcome !== 'overtaken') return outcome;
    if (tries === MOST_TRIES) {
      throw new AppError('conflict', {
        'zh-CN': '另一个程序正在同步这份数据，请稍后再试。',
        en: 'Another program is syncing this data. Try again in a moment.',
      });
    }
  }
}

/** What is to be active, and its content where that is not here yet. */
interface Prepared {
  id: string;
  release: PackRelease;
  arrived: Extract<Arrived, {text: string}> | null;
  /** As `SyncedRow` has it. */
  soundBy: string | null;
}

class Sync {
  readonly #desk: Desk;
  readonly #source: RepositorySource;
  readonly #repository: Repository;
  readonly #now: Date;
  readonly #warnings: SyncWarning[] = [];
  readonly #refused: KeptRefusal[] = [];

  constructor(desk: Desk, source: RepositorySource) {
    this.#desk = desk;
    this.#repository = requireRepository(desk);
    this.#now = guardedNow(desk, this.#repository);
    this.#source = this.#told(source);
  }

  async run(): Promise<Outcome | 'overtaken'> {
    const followed = await followRepository(this.#source, this.#belief());
    const {found} = followed;
    if (found === null) return this.#giveUp(followed, followed.failure ?? new AppError('untrusted'));
    let prepared: Map<string, Prepared | null>;
    try {
      prepared = await this.#prepare(found);
    } catch (error) {
      if (error instanceof AppError) return this.#giveUp(followed, error);
      throw error;
    }
    return this.#apply(followed, found, prepared);
  }

  #belief(): Belief {
    const {team, root, expiredTimestamp} = this.#repository;
    const files = listTrusted(this.#desk.db);
    // What was torn on this disk is fetched anew; how new it was is not forgotten.
    const whole = files.filter(({sha256, body}) => sha256Of(body) === sha256);
    return {
      team,
      pinnedRoot: root,
      kept: new Map(whole.map(({role, body}) => [role, body])),
      floors: new Map(files.map(({role, version}) => [role, version])),
      expiredTimestamp,
      now: this.#now,
    };
  }

  /** Every read is told to the windows. */
  #told(source: RepositorySource): RepositorySource {
    return {
      ...source,
      read: async (path, most) => {
        const bytes = await source.read(path, most);
        this.#tell({step: path.startsWith('targets/') ? 'packs' : 'trust', done: source.traffic.bytes, total: null});
        return bytes;
      },
    };
  }

  #tell(progress: SyncProgress): void {
    this.#desk.emit({type: 'sync.progress', progress});
  }

  /** Downloads and checks what is not here. Null: nothing of this pack is meant for this desk any more. */
  async #prepare(found: NonNullable<Followed['found']>): Promise<Map<string, Prepared | null>> {
    const {db} = this.#desk;
    const profile = currentProfile(this.#desk);
    const releases = releasesFor(found.index, {agentId: profile?.agentId ?? ownDevice(db), profile});
    const prepared = new Map<string, Prepared | null>();
    for (const [id, release] of releases) {
      if (release === null) {
        prepared.set(id, null);
        continue;
      }
      const ready = await this.#prepareOne(id, release, found);
      if (ready !== null) prepared.set(id, ready);
    }
    for (const {id} of listSynced(db)) if (!releases.has(id)) prepared.set(id, null);
    return prepared;
  }

  /** Null when it was refused. */
  async #prepareOne(id: string, release: PackRelease, found: NonNullable<Followed['found']>): Promise<Prepared | null> {
    const {db} = this.#desk;
    const {sha256} = release;
    const known = listSynced(db).find((row) => row.id === id);
    if (known?.sha256 === sha256 && isWhole(this.#desk, sha256)) {
      return {id, release, arrived: null, soundBy: known.soundBy};
    }
    const before = this.#repository.refused.find((each) => each.sha256 === sha256 && each.app === this.#desk.version);
    if (before !== undefined) {
      this.#refused.push(before);
      return null;
    }
    const bytes =
      bytesHere(this.#desk, sha256) ??
      (await downloadRelease(release, {
        source: this.#source,
        target: (path) => found.target(path),
        here: (base) => bytesHere(this.#desk, base),
      }));
    this.#tell({step: 'checks', done: this.#source.traffic.bytes, total: this.#source.traffic.bytes});
    const arrived = readArrived(id, release, bytes);
    const judge = judgeOf(this.#desk);
    const base = known?.soundBy === judge ? bytesHere(this.#desk, known.sha256) : null;
    const sound = base === null ? undefined : soundIn(base.toString('utf8'));
    const checked = arrived.pack === null ? arrived : await lintArrived(this.#desk, arrived, release, sound);
    if (checked.pack === null) {
      const {message, problems} = checked;
      this.#refused.push({id, version: release.version, sha256, message, problems, app: this.#desk.version});
      return null;
    }
    for (const {path, message} of checked.warnings) {
      this.#warnings.push({id, version: release.version, path, message});
    }
    const soundBy = checked.sound ? judge : null;
    return {id, release, arrived: {pack: checked.pack, text: checked.text}, soundBy};
  }

  /** Remembers what was verified until it went wrong, and why; the packs stay. */
  #giveUp(followed: Followed, failure: AppError): 'overtaken' {
    const {db} = this.#desk;
    const {clockFloor, syncedAt, refused, failure: last, revision} = this.#repository;
    const told: SyncFailure = {code: failure.code, message: failure.sentence, at: timestamp(this.#desk)};
    const note = db.transaction((): boolean => {
      const noted = noteSync(db, revision, {
        clockFloor,
        expiredTimestamp: followed.expiredTimestamp,
        triedAt: told.at,
        syncedAt,
        failure: told,
        refused,
      });
      if (!noted) return false;
      this.#keep(followed);
      const news = failure.code === 'untrusted' && last?.message.en !== told.message.en;
      if (news) this.#journal('repository.refused', {code: told.code, message: told.message});
      return true;
    });
    try {
      if (!note.immediate()) return 'overtaken';
    } catch (error) {
      // What went wrong first is what the user must hear.
      if (storageFailure(error) === null) throw error;
    }
    throw failure;
  }

  #keep({files, forgotten}: Followed): void {
    forgetTrusted(this.#desk.db, forgotten);
    keepTrusted(
      this.#desk.db,
      files.map(({role, version, bytes}) => ({role, version, sha256: sha256Of(bytes), body: bytes})),
    );
  }

  #journal(type: string, payload: object): void {
    const agent = currentProfile(this.#desk)?.agentId ?? null;
    appendEvent(this.#desk.db, {id: v7(), callId: null, type, payload, at: timestamp(this.#desk), agent});
  }

  /** Trust, contents, active versions and their story: all of it or nothing. */
  #apply(
    followed: Followed,
    {signedAt}: NonNullable<Followed['found']>,
    prepared: Map<string, Prepared | null>,
  ): Outcome | 'overtaken' {
    const {db} = this.#desk;
    const at = timestamp(this.#desk);
    const changed: SyncChange[] = [];
    const apply = db.transaction((): boolean => {
      const {revision} = this.#repository;
      const noted = noteSync(db, revision, {
        clockFloor: this.#now.toISOString(),
        expiredTimestamp: followed.expiredTimestamp,
        triedAt: at,
        syncedAt: at,
        failure: null,
        refused: this.#refused,
      });
      if (!noted) return false;
      this.#keep(followed);
      const synced = new Map(listSynced(db).map((row) => [row.id, row]));
      for (const [id, ready] of prepared) {
        const row = synced.get(id) ?? null;
        const change = ready === null ? this.#letGo(row) : this.#place(ready, row);
        if (change !== null) changed.push(change);
      }
      return true;
    });
    if (!apply.immediate()) return 'overtaken';
    const active = listActivePacks(db);
    if (changed.length > 0) this.#desk.emit({type: 'pack.activated', packs: active});
    const {requests, bytes} = this.#source.traffic;
    return {
      active: active.filter(({team}) => team !== null).map(refOf),
      changed,
      ageDays: signedAt === null ? 0 : ageInDays(this.#now, signedAt),
      refused: this.#refused.map(withoutApp),
      warnings: this.#warnings,
      requests,
      bytes,
    };
  }

  /** Makes a release the active version of its pack. */
  #place({id, release, arrived, soundBy}: Prepared, row: SyncedRow | null): SyncChange | null {
    const {db} = this.#desk;
    const {version, sha256, seq} = release;
    const active = listActivePacks(db).find((info) => info.id === id) ?? null;
    if (row?.sha256 === sha256 && active?.sha256 === sha256) {
      if (row.seq !== seq) noteSynced(db, {...row, seq});
      return null;
    }
    const before = row === null ? (active?.sha256 ?? null) : row.before;
    if (arrived !== null) this.#keepContent(arrived, release);
    takeNameBack(db, {id, version, sha256});
    setActivePack(db, id, version, timestamp(this.#desk));
    noteSynced(db, {id, version, sha256, seq, before, soundBy});
    const previous = active?.version ?? null;
    this.#journal('pack.activated', {id, version, sha256, previous, team: this.#repository.team});
    return {id, from: previous, to: version};
  }

  #keepContent({pack, text}: Extract<Arrived, {text: string}>, {sha256}: PackRelease): void {
    const {db} = this.#desk;
    const {id, version, title, language, jurisdiction} = pack;
    if (nameOfContent(db, id, sha256) !== null) {
      // It was here and is damaged: the whole one takes its place.
      if (isWhole(this.#desk, sha256)) return;
      db.prepare('DELETE FROM former_pack WHERE sha256 = ?').run(sha256);
      if (readPackInfo(db, id, version)?.sha256 === sha256) {
        clearActivePack(db, id);
        db.prepare('DELETE FROM pack WHERE id = ? AND version = ?').run(id, version);
      }
    }
    // What is signed is what the name means from now on; calls that used the other read it by its fingerprint.
    giveUpName(db, id, version);
    const objections = pack.objections.length;
    insertPack(db, {id, version, title, language, jurisdiction, sha256, body: text, objections}, timestamp(this.#desk));
    this.#journal('pack.imported', {id, version, sha256, team: this.#repository.team});
  }

  /** Nothing of the repository any more: what was here before it comes back, if there was anything. */
  #letGo(row: SyncedRow | null): SyncChange | null {
    if (row === null) return null;
    const {db} = this.#desk;
    const {id, version, before} = row;
    forgetSynced(db, id);
    const own = before === null ? null : nameOfContent(db, id, before);
    clearActivePack(db, id);
    if (own !== null && takeNameBack(db, own)) {
      setActivePack(db, id, own.version, timestamp(this.#desk));
      this.#journal('pack.activated', {id, version: own.version, sha256: own.sha256, previous: version});
    } else {
      this.#journal('pack.deactivated', {id, team: this.#repository.team});
    }
    return {id, from: version, to: null};
  }
}

const refOf = ({id, version, sha256}: PackInfo) => ({id, version, sha256});

export const withoutApp = ({app: _app, ...release}: KeptRefusal): RefusedRelease => release;

/** The bytes of a pack that is here and undamaged. */
function bytesHere(desk: Desk, sha256: Sha256): Buffer | null {
  const body = readContent(desk.db, sha256);
  if (body === null) return null;
  const bytes = Buffer.from(body);
  return sha256Of(bytes) === sha256 ? bytes : null;
}

const isWhole = (desk: Desk, sha256: Sha256): boolean => bytesHere(desk, sha256) !== null;
