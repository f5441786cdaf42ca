import {type TargetFile, Updater, type UpdaterOptions} from 'tuf-js';
import {LARGEST} from './layout.ts';

/** What the updater holds to be true in the middle of a run. */
interface TrustedSet {
  timestamp: {version: number; expires: string} | undefined;
}

export interface KeptUpdater {
  refresh(): Promise<void>;
  getTargetInfo(path: string): Promise<TargetFile | undefined>;
  trusted: () => TrustedSet;
}

export interface KeptUpdaterOptions {
  /** What is expired is judged by this moment, not by the machine's clock. */
  now: Date;
  /** How many changes of the root are followed at most. */
  rotations: number;
  /** Stands before every path that is asked for. */
  place: string;
  /** A file that was verified before. @throws when there is none */
  read: (role: string) => Buffer;
  /** Called with what was just verified. */
  keep: (role: string, bytes: Buffer) => void;
  /** @throws DownloadHTTPError 404 for a root that is not there */
  download: (url: string, most: number) => Promise<Buffer>;
}

/** The library's insides that are replaced here. Its version is pinned, and the first line of use checks them. */
interface OpenUpdater extends Pick<KeptUpdater, 'refresh' | 'getTargetInfo'> {
  trustedSet: {referenceTime: Date; timestamp?: {signed: {version: number; expires: string}}};
  loadLocalMetadata(role: string): Buffer;
  persistMetadata(role: string, bytes: Buffer): void;
}

const Open = Updater as unknown as (new (options: UpdaterOptions) => OpenUpdater) & {prototype: object};

/**
 * The updater of tuf-js without its folder: it keeps its files with plain writes, so that a crash leaves a torn root (which
 * stops it for good) or a torn timestamp (which makes it forget what it knew in silence). Here it reads and keeps whole
 * files where we say, and takes the time from us.
 */
export function keptUpdater({now, rotations, place, read, keep, download}: KeptUpdaterOptions): KeptUpdater {
  for (const inside of ['loadLocalMetadata', 'persistMetadata']) {
    if (!Object.hasOwn(Open.prototype, inside)) throw new Error(`tuf-js has no ${inside} any more`);
  }
  class Kept extends Open {
    override loadLocalMetadata(role: string): Buffer {
      return read(role);
    }

    override persistMetadata(role: string, bytes: Buffer): void {
      keep(role, bytes);
    }
  }
  const updater = new Kept({
    metadataDir: '',
    metadataBaseUrl: `${place}metadata/`,
    fetcher: {
      downloadBytes: download,
      downloadFile: () => Promise.reject(new Error('targets are not downloaded through the updater')),
    },
    config: {
      maxRootRotations: rotations,
      maxDelegations: 4,
      rootMaxLength: LARGEST.root,
      timestampMaxLength: LARGEST.timestamp,
      snapshotMaxLength: LARGEST.snapshot,
      targetsMaxLength: LARGEST.targets,
    },
  });
  if (!(updater.trustedSet.referenceTime instanceof Date)) throw new Error('tuf-js keeps its time elsewhere now');
  updater.trustedSet.referenceTime = now;
  return {
    refresh: () => updater.refresh(),
    getTargetInfo: (path) => updater.getTargetInfo(path),
    trusted: () => ({timestamp: updater.trustedSet.timestamp?.signed}),
  };
}
