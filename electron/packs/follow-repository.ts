import {DownloadHTTPError} from 'tuf-js/dist/error.js';
import {AppError} from '../contract/errors.ts';
import type {Instant} from '../contract/values.ts';
import {highestIn, holds, indexIn, kindOf, roleOf} from './followed-files.ts';
import {
  highestNumber,
  indexPath,
  LARGEST,
  type PackIndex,
  sha256Of,
  targetFile,
  teamRole,
  TIMESTAMP,
} from './layout.ts';
import {MalformedText, readSigned} from './metadata-text.ts';
import {readMetadata, verifiedBy} from './signed-metadata.ts';
import {type RepositorySource, SourceFault} from './source.ts';
import {faultIn, sourceRefusal, type TrustFault, untrusted} from './sync-words.ts';
import {keptUpdater, type KeptUpdater} from './kept-updater.ts';

/** What a desk believes of a repository before it asks. */
export interface Belief {
  team: string;
  /** The exact text of the root that was pinned at enrolment. */
  pinnedRoot: string;
  /** Signed files that were verified before, whole, by role (`root`, `timestamp`, …, `index`). */
  kept: ReadonlyMap<string, Buffer>;
  /** The newest version seen of each role, also of files that were torn on this disk since. */
  floors: ReadonlyMap<string, number>;
  /** The newest timestamp that was seen after it had run out; 0: none. */
  expiredTimestamp: number;
  /** Not before any moment at which something was believed. */
  now: Date;
}

/** What was found. With a failure, what had been verified until then is told all the same, so that it is remembered. */
export interface Followed {
  /** Files that were verified and are new, or were torn here. */
  files: {role: string; version: number; bytes: Buffer}[];
  /** Roles of which nothing that was known holds any more, because the key that told it was taken away. */
  forgotten: string[];
  expiredTimestamp: number;
  failure: AppError | null;
  found: {
    index: PackIndex;
    signedAt: Instant | null;
    expiresAt: Instant;
    /** A file of the team by the path in its signed list; null when it is not listed. */
    target: (path: string) => {sha256: string; length: number} | null;
  } | null;
}

const ROOT_ROTATIONS = 1024;
const BASE = 'https://repository.invalid/';

/** Follows the repository's metadata from what is believed to what is signed now, and reads the team's index. */
export async function followRepository(source: RepositorySource, belief: Belief): Promise<Followed> {
  const run = new Run(source, belief);
  try {
    const found = await run.follow();
    return {...run.news(), failure: null, found};
  } catch (error) {
    const failure = run.failureOf(error);
    return {...run.news(), failure, found: null};
  }
}

/** What our own checks found wrong. */
class Distrust extends Error {
  readonly fault: TrustFault;
  readonly file: string;

  constructor(fault: TrustFault, file = '') {
    super(`${fault} ${file}`);
    this.fault = fault;
    this.file = file;
  }
}

class Run {
  readonly #source: RepositorySource;
  readonly #belief: Belief;
  /** By role; the updater reads and writes here as if it were its folder. */
  readonly #files: Map<string, Buffer>;
  readonly #fresh = new Set<string>();
  readonly #forgotten = new Set<string>();
  #expiredTimestamp: number;
  /** The first thing that went wrong with the source: the updater wraps it into words of its own. */
  #failure: AppError | null = null;
  #dropped = false;

  constructor(source: RepositorySource, belief: Belief) {
    this.#source = source;
    this.#belief = belief;
    this.#files = new Map(belief.kept);
    this.#expiredTimestamp = belief.expiredTimestamp;
  }

  /** What was verified and is not kept yet, and what is no longer true. */
  news(): Pick<Followed, 'files' | 'forgotten' | 'expiredTimestamp'> {
    const {team, expiredTimestamp} = this.#belief;
    if (this.#dropped) return {files: [], forgotten: [], expiredTimestamp};
    const files = [...this.#fresh].map((role) => ({
      role,
      version: this.#versionOf(role === 'index' ? teamRole(team) : role),
      bytes: this.#file(role),
    }));
    return {files, forgotten: [...this.#forgotten], expiredTimestamp: this.#expiredTimestamp};
  }

  async follow(): Promise<NonNullable<Followed['found']>> {
    const {team, now} = this.#belief;
    const updater = this.#open();
    try {
      await updater.refresh();
      // Loads and verifies the team's own role.
      await updater.getTargetInfo(indexPath(team));
    } catch (error) {
      this.#noteExpiry(updater, now);
      throw error;
    }
    this.#checkWhole();
    const index = await this.#readIndex(updater);
    const timestamp = readSigned('timestamp', this.#file('timestamp'));
    const signed = readSigned('team', this.#file(teamRole(team)));
    const {signedAt} = timestamp;
    return {
      index,
      signedAt: typeof signedAt === 'string' && Date.parse(signedAt) > 0 ? new Date(signedAt).toISOString() : null,
      expiresAt: new Date(timestamp.expires).toISOString(),
      target: (path) => {
        const listed = Object.hasOwn(signed.targets, path) ? signed.targets[path] : undefined;
        return listed === undefined ? null : {sha256: listed.hashes.sha256, length: listed.length};
      },
    };
  }

  /** From the kept root, or from the pinned one where the kept one was torn. */
  #open(): KeptUpdater {
    const {pinnedRoot, now} = this.#belief;
    if (!this.#files.has('root')) {
      this.#files.set('root', Buffer.from(pinnedRoot));
      this.#fresh.add('root');
    }
    try {
      readSigned('root', this.#file('root'));
      return keptUpdater({
        now,
        rotations: ROOT_ROTATIONS,
        place: BASE,
        read: (role) => this.#readKept(role),
        keep: (role, bytes) => {
          if (role === 'root') this.#forget(this.#file('root'), bytes);
          this.#files.set(role, bytes);
          this.#fresh.add(role);
        },
        download: (url, most) => this.#download(url, most),
      });
    } catch {
      throw new Distrust('tornRoot');
    }
  }

  /**
   * What a key had told that a new root no longer names is forgotten, and stays so also when this sync goes wrong later on:
   * a thief may have pushed version numbers up so far that nothing newer could ever come (TUF 5.3.11). What a key had signed
   * that stays is kept: a root that changes must not open the door for old files.
   */
  #forget(before: Buffer, after: Buffer): void {
    const [old, next] = [readSigned('root', before).roles, readSigned('root', after).roles];
    for (const role of ['timestamp', 'snapshot'] as const) {
      if (!old[role].keyids.some((key) => !next[role].keyids.includes(key))) continue;
      // Who signed the one that had run out is not known any more.
      if (role === 'timestamp') this.#expiredTimestamp = 0;
      if (this.#signedUnder(after, role)) continue;
      this.#drops(role);
      // A snapshot tells of the versions of the others.
      if (role === 'snapshot') for (const told of ['targets', teamRole(this.#belief.team)]) this.#drops(told);
    }
  }

  #drops(role: string): void {
    this.#files.delete(role);
    this.#forgotten.add(role);
  }

  #signedUnder(root: Buffer, role: 'timestamp' | 'snapshot'): boolean {
    const bytes = this.#files.get(role);
    if (bytes === undefined) return false;
    try {
      verifiedBy(readMetadata('root', root, 'root'), role, readMetadata(role, bytes, role), role);
      return true;
    } catch {
      return false;
    }
  }

  #readKept(role: string): Buffer {
    const bytes = this.#files.get(role);
    if (bytes === undefined) throw new Error(`no ${role} is kept`);
    return bytes;
  }

  #file(role: string): Buffer {
    const bytes = this.#files.get(role);
    if (bytes === undefined) throw new Distrust('dropped', role);
    return bytes;
  }

  #versionOf(role: string): number {
    return readSigned(kindOf(role), this.#file(role)).version;
  }

  /** The updater's only way to the source. */
  async #download(url: string, most: number): Promise<Buffer> {
    const path = decodeURIComponent(url.slice(BASE.length));
    const role = roleOf(path, this.#belief.team);
    if (role === null) throw this.#fail(untrusted('malformed', this.#source.place, path));
    const bytes = await this.#read(path, Math.min(most, LARGEST[kindOf(role)]), role);
    const {version} = this.#readable(role, bytes, path);
    const named = /^metadata\/(\d+)\./.exec(path)?.[1];
    if (named !== undefined && Number(named) !== version) {
      throw this.#fail(untrusted('mismatch', this.#source.place, path));
    }
    if (role !== 'root' && highestIn(role, bytes) > highestNumber(this.#versionOf('root'))) {
      throw this.#fail(untrusted('pushedUp', this.#source.place, path));
    }
    return bytes;
  }

  #readable(role: string, bytes: Buffer, path: string): {version: number} {
    try {
      return readSigned(kindOf(role), bytes);
    } catch (error) {
      if (!(error instanceof MalformedText)) throw error;
      throw this.#fail(untrusted('malformed', this.#source.place, path));
    }
  }

  async #read(path: string, most: number, role: string): Promise<Buffer> {
    try {
      return await this.#source.read(path, most);
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
      // The updater asks for one root after the other until there is none.
      if (error.kind === 'missing' && role === 'root') throw new DownloadHTTPError('no newer root', 404);
      throw this.#fail(sourceRefusal(error, this.#source.place, path !== TIMESTAMP));
    }
  }

  #fail(failure: AppError): AppError {
    this.#failure ??= failure;
    return failure;
  }

  /** What the updater leaves to chance. */
  #checkWhole(): void {
    const {team, floors} = this.#belief;
    const root = readSigned('root', this.#file('root'));
    const timestamp = readSigned('timestamp', this.#file('timestamp'));
    const snapshot = readSigned('snapshot', this.#file('snapshot'));
    const targets = readSigned('targets', this.#file('targets'));
    // A snapshot that was kept is not compared with what the newest timestamp says of it.
    const told = timestamp.meta['snapshot.json'];
    const bytes = this.#file('snapshot');
    if (told.length !== bytes.length || told.hashes.sha256 !== sha256Of(bytes)) this.#drop('mismatch', 'snapshot');
    // Versions outlive files that were torn.
    const floor = (role: string) => (this.#forgotten.has(role) ? 0 : (floors.get(role) ?? 0));
    if (root.version < floor('root')) this.#drop('rollback', 'root');
    if (timestamp.version < floor('timestamp')) this.#drop('rollback', 'timestamp');
    if (snapshot.version < floor('snapshot')) this.#drop('rollback', 'snapshot');
    for (const role of ['targets', teamRole(team)]) {
      if ((snapshot.meta[`${role}.json`]?.version ?? 0) < floor(role)) this.#drop('rollback', role);
    }
    if (timestamp.version <= this.#expiredTimestamp) throw new Distrust('expired', 'timestamp');
    // TUF asks for one root after the other and takes a missing one for the end of the chain.
    const {rootVersion} = snapshot;
    if (typeof rootVersion === 'number' && rootVersion > root.version) throw new Distrust('rootGap', 'root');
    const delegated = targets.delegations?.roles.some(({name}) => name === teamRole(team)) ?? false;
    if (!delegated) throw new Distrust('otherTeam');
  }

  /** What looked verified must not be remembered. */
  #drop(fault: TrustFault, file: string): never {
    this.#dropped = true;
    throw new Distrust(fault, file);
  }

  /** A timestamp that has run out stays so, also when the clock is set back. */
  #noteExpiry({trusted}: KeptUpdater, now: Date): void {
    const {timestamp} = trusted();
    if (timestamp === undefined || now < new Date(timestamp.expires)) return;
    this.#expiredTimestamp = Math.max(this.#expiredTimestamp, timestamp.version);
  }

  async #readIndex(updater: KeptUpdater): Promise<PackIndex> {
    const path = indexPath(this.#belief.team);
    const target = await updater.getTargetInfo(path);
    // Before the first release there is none.
    if (target === undefined) return {format: 1, packs: {}, nextSeq: {}, past: {}};
    const kept = this.#files.get('index');
    if (kept !== undefined && (await holds(target, kept))) return indexIn(kept);
    const file = targetFile(path, target.hashes['sha256'] ?? '');
    let bytes: Buffer;
    try {
      bytes = await this.#source.read(file, Math.min(target.length, LARGEST.index));
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
      throw sourceRefusal(error, this.#source.place, true);
    }
    if (!(await holds(target, bytes))) throw new Distrust('mismatch', file);
    const index = indexIn(bytes);
    this.#files.set('index', bytes);
    this.#fresh.add('index');
    return index;
  }

  failureOf(error: unknown): AppError {
    const {place} = this.#source;
    if (this.#failure !== null) return this.#failure;
    if (error instanceof AppError) return error;
    if (error instanceof Distrust) return untrusted(error.fault, place, error.file);
    if (error instanceof MalformedText) return untrusted('malformed', place);
    return untrusted(faultIn(error), place);
  }
}
