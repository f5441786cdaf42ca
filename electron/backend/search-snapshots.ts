import {randomBytes} from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import type {Sha256} from '../contract/values.ts';
import {MOST_SNAPSHOT_BYTES} from '../contract/search.ts';
import {INDEX_VERSION, snapshotFits} from '../domain/objection-index.ts';

/** What an index is of: a pack's content, and the lexicon it was built with. */
export interface SnapshotOf {
  pack: Sha256;
  lexicon: Sha256;
}

/** A desk uses one pack or two; the version before is kept for the way back. */
const MOST_FILES = 4;

/**
 * Built indexes of large packs, as files beside the database. Each can be made anew: one that is damaged, cut short or of
 * another version of the app is removed and never handed out.
 */
export class SearchSnapshots {
  private readonly folder: string;

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'search');
  }

  read(of: SnapshotOf): Uint8Array | null {
    const file = this.file(of);
    try {
      if (statSync(file).size <= MOST_SNAPSHOT_BYTES) {
        const snapshot = readFileSync(file);
        if (snapshotFits(snapshot)) return snapshot;
      }
      rmSync(file, {force: true});
    } catch {
      // Not there, or not to be read: then it is built.
    }
    return null;
  }

  /** Writes it beside and puts it in place at once: nobody ever reads half of one. False when it is none. */
  keep(of: SnapshotOf, snapshot: Uint8Array): boolean {
    if (snapshot.length > MOST_SNAPSHOT_BYTES || !snapshotFits(snapshot)) return false;
    mkdirSync(this.folder, {recursive: true, mode: 0o700});
    const part = `${this.file(of)}.${randomBytes(6).toString('hex')}.part`;
    try {
      const handle = openSync(part, 'wx', 0o600);
      try {
        writeFileSync(handle, snapshot);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(part, this.file(of));
    } catch (error) {
      rmSync(part, {force: true});
      throw error;
    }
    this.removeOld();
    return true;
  }

  private file({pack, lexicon}: SnapshotOf): string {
    return join(this.folder, `${pack.slice(0, 32)}-${lexicon.slice(0, 16)}-v${INDEX_VERSION}.index`);
  }

  /** What another version of the app wrote, what was left half written an hour ago, and all but the newest few. */
  private removeOld(): void {
    const ofThisVersion = `-v${INDEX_VERSION}.index`;
    const files = readdirSync(this.folder).map((name) => ({name, at: changedAt(join(this.folder, name))}));
    const kept = files
      .filter(({name}) => name.endsWith(ofThisVersion))
      .sort((a, b) => b.at - a.at)
      .slice(0, MOST_FILES)
      .map(({name}) => name);
    const underWay = files.filter(({name, at}) => name.endsWith('.part') && at > Date.now() - 3_600_000);
    const stay = new Set([...kept, ...underWay.map(({name}) => name)]);
    for (const {name} of files) if (!stay.has(name)) rmSync(join(this.folder, name), {force: true});
  }
}

function changedAt(file: string): number {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
