import {Readable} from 'node:stream';
import {type TargetFile} from 'tuf-js';
import {metadataPath, PackIndex, teamRole, TIMESTAMP} from './layout.ts';
import {MalformedText, parseStrictly, readSigned, type SignedKind} from './metadata-text.ts';

/** Whether bytes are those that a signed list names. */
export async function holds(target: TargetFile, bytes: Buffer): Promise<boolean> {
  try {
    await target.verify(Readable.from([bytes]));
    return true;
  } catch {
    return false;
  }
}

/** @throws MalformedText */
export function indexIn(bytes: Buffer): PackIndex {
  const parsed = PackIndex.safeParse(parseStrictly(bytes));
  if (!parsed.success) throw new MalformedText('index');
  return parsed.data;
}

/** How the file of a role is read. */
export const kindOf = (role: string): SignedKind =>
  role === 'root' || role === 'timestamp' || role === 'snapshot' || role === 'targets' ? role : 'team';

/** The role whose file lies at a path; null for what this desk has no business with. */
export function roleOf(path: string, team: string): string | null {
  if (path === TIMESTAMP) return 'timestamp';
  const version = Number(/^metadata\/(\d+)\./.exec(path)?.[1] ?? '0');
  const roles = ['root', 'snapshot', 'targets', teamRole(team)] as const;
  return roles.find((role) => metadataPath(role, version) === path) ?? null;
}

/** The highest version number that a file gives itself or others. @throws MalformedText */
export function highestIn(role: string, bytes: Buffer): number {
  if (role === 'timestamp') {
    const {version, meta} = readSigned('timestamp', bytes);
    return Math.max(version, meta['snapshot.json'].version);
  }
  if (role === 'snapshot') {
    const {version, meta} = readSigned('snapshot', bytes);
    return Math.max(version, ...Object.values(meta).map((told) => told.version));
  }
  return readSigned(kindOf(role), bytes).version;
}
