import type {AppError} from '../contract/errors.ts';
import {type PackDelta, type PackRelease, sha256Of, targetFile} from './layout.ts';
import {applyDelta} from './pack-delta.ts';
import {type RepositorySource, SourceFault} from './source.ts';
import {sourceRefusal, untrusted} from './sync-words.ts';

export interface Download {
  source: RepositorySource;
  /** What the team's signed list says of a file. */
  target: (path: string) => {sha256: string; length: number} | null;
  /** The bytes of a pack that is here already, by its fingerprint. */
  here: (sha256: string) => Buffer | null;
}

/**
 * The bytes of a release: from a web server by a delta to a pack that is here, else whole. They are what was signed, whichever
 * way they came. Out of a folder bytes cost nothing, and the whole file is read, so that one that was changed is told of.
 *
 * @throws AppError `untrusted`, `unavailable`
 */
export async function downloadRelease(release: PackRelease, download: Download): Promise<Buffer> {
  for (const delta of download.source.kind === 'web' ? release.deltas : []) {
    const base = delta.length < release.length ? download.here(delta.from) : null;
    const bytes = base === null ? null : await fromDelta(delta, {base, release, download});
    if (bytes !== null) return bytes;
  }
  const {path, sha256, length} = release;
  return await downloadTarget({path, sha256, length}, download);
}

/** Null when the delta is not there or leads elsewhere: the whole file is as good. */
async function fromDelta(
  delta: PackDelta,
  {base, release, download}: {base: Buffer; release: PackRelease; download: Download},
): Promise<Buffer | null> {
  try {
    const packed = await downloadTarget(delta, download);
    // No more than was signed, whatever it unfolds to.
    const bytes = applyDelta(base, packed, release.length);
    return sha256Of(bytes) === release.sha256 ? bytes : null;
  } catch {
    return null;
  }
}

interface Named {
  path: string;
  sha256: string;
  length: number;
}

async function downloadTarget({path, sha256, length}: Named, {source, target}: Download): Promise<Buffer> {
  // Said twice, by the index and by the list of the signed role: both must say the same.
  const listed = target(path);
  if (listed === null || listed.sha256 !== sha256 || listed.length !== length) throw fault(source, path);
  const file = targetFile(path, sha256);
  let bytes: Buffer;
  try {
    bytes = await source.read(file, length);
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    throw sourceRefusal(error, source.place, true);
  }
  if (bytes.length !== length || sha256Of(bytes) !== sha256) throw fault(source, file);
  return bytes;
}

const fault = (source: RepositorySource, file: string): AppError => untrusted('mismatch', source.place, file);
