import {generateKeyPairSync, type KeyObject, sign} from 'node:crypto';
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {zstdCompressSync} from 'node:zlib';
import {
  canonicalBytes,
  deltaPath,
  indexPath,
  packPath,
  sha256Of,
  targetFile,
  TIMESTAMP,
} from '../../electron/packs/layout.ts';
import {NOON, temporaryFolder} from '../open-desk.ts';
import {type PackDocument, smallPack} from '../small-pack.ts';

/**
 * A repository as somebody with keys could write it, honest or not: everything can be bent before it is signed. Written
 * without the app's own publishing side, so that what that one would never write can be tried.
 */

export interface ForgedKey {
  id: string;
  private: KeyObject;
  public: {keytype: 'ed25519'; scheme: 'ed25519'; keyval: {public: string}};
}

export function forgedKey(): ForgedKey {
  const pair = generateKeyPairSync('ed25519');
  const {x = ''} = pair.publicKey.export({format: 'jwk'});
  const open: ForgedKey['public'] = {
    keytype: 'ed25519',
    scheme: 'ed25519',
    keyval: {public: Buffer.from(x, 'base64url').toString('hex')},
  };
  return {id: sha256Of(canonicalBytes(open)), private: pair.privateKey, public: open};
}

export interface Lead {
  team: ForgedKey;
  snapshot: ForgedKey;
  timestamp: ForgedKey;
}

export const forgedLead = (): Lead => ({team: forgedKey(), snapshot: forgedKey(), timestamp: forgedKey()});

// oxlint-disable-next-line typescript/no-explicit-any -- what is signed is bent at will
export type Bendable = any;

export function signedBytes(signed: object, keys: readonly ForgedKey[]): Buffer {
  const bytes = canonicalBytes(signed);
  const signatures = keys.map((key) => ({keyid: key.id, sig: sign(null, bytes, key.private).toString('hex')}));
  return Buffer.from(JSON.stringify({signatures, signed}, null, 1));
}

const DAY = 86_400_000;
const keysOf = (keys: readonly ForgedKey[]) => Object.fromEntries(keys.map((key) => [key.id, key.public]));
const idsOf = (keys: readonly ForgedKey[]) => keys.map(({id}) => id);

export interface ReleaseOptions {
  permille?: number;
  groups?: string[];
  linter?: number;
  /** The bytes to publish under the pack's name, in place of its canonical JSON. */
  bytes?: Buffer;
  /** Content to make deltas from. */
  from?: Buffer[];
  bend?: (release: Bendable) => void;
}

type Role = 'root' | 'targets' | 'team' | 'snapshot' | 'timestamp';

export class ForgedRepository {
  readonly folder: string;
  team = 'north';
  now = new Date(NOON);
  root = [forgedKey(), forgedKey(), forgedKey()];
  rootThreshold = 2;
  targets = forgedKey();
  leads: Lead[] = [forgedLead()];
  version = {root: 0, targets: 0, team: 0, snapshot: 0, timestamp: 0};
  days = {root: 730, targets: 365, team: 365, snapshot: 60, timestamp: 30};
  index: Bendable = {format: 1, packs: {}, nextSeq: {}, past: {}};
  /** Content of the team's targets by path; what is listed follows from it. */
  files = new Map<string, Buffer>();
  /** Bends the signed part of a role before it is signed. */
  bend: Partial<Record<Role, (signed: Bendable) => void>> = {};
  /** Who signs, in place of who should. */
  signers: Partial<Record<Role, ForgedKey[]>> = {};
  firstRoot: Buffer = Buffer.alloc(0);
  meta: Record<string, {version: number; length: number; hashes: {sha256: string}}> = {};

  constructor(folder = join(temporaryFolder(), 'repository')) {
    this.folder = folder;
    mkdirSync(folder, {recursive: true});
    this.writeRoot();
    this.firstRoot = this.read('metadata/1.root.json');
    this.writeTargets();
    this.commit();
  }

  get lead(): Lead {
    return this.leads[0] as Lead;
  }

  enrolment(from = this.folder): string {
    const root = this.firstRoot.toString('utf8');
    return JSON.stringify({format: 1, team: this.team, from, rootFingerprint: sha256Of(root), root});
  }

  write(path: string, bytes: Uint8Array | string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), {recursive: true});
    writeFileSync(file, bytes);
  }

  read(path: string): Buffer {
    return readFileSync(join(this.folder, path));
  }

  remove(path: string): void {
    rmSync(join(this.folder, path));
  }

  list(folder: string): string[] {
    const place = join(this.folder, folder);
    return existsSync(place) ? readdirSync(place).map((name) => `${folder}/${name}`) : [];
  }

  /** A copy of the folder as it is now, to be put back. */
  keep(): () => void {
    const copy = join(temporaryFolder(), 'copy');
    cpSync(this.folder, copy, {recursive: true});
    return () => {
      rmSync(this.folder, {recursive: true, force: true});
      cpSync(copy, this.folder, {recursive: true});
    };
  }

  #sign(role: Role, signed: Bendable, keys: ForgedKey[]): Buffer {
    this.bend[role]?.(signed);
    return signedBytes(signed, this.signers[role] ?? keys);
  }

  #part(type: string, role: Role): Bendable {
    const expires = new Date(this.now.getTime() + this.days[role] * DAY).toISOString().replace(/\.\d+Z/, 'Z');
    return {_type: type, spec_version: '1.0.31', version: (this.version[role] += 1), expires};
  }

  /** `old`: keys of the root before, which must sign the change, too. */
  writeRoot(old: ForgedKey[] = []): void {
    const snapshots = this.leads.map(({snapshot}) => snapshot);
    const timestamps = this.leads.map(({timestamp}) => timestamp);
    const signed = {
      ...this.#part('root', 'root'),
      consistent_snapshot: true,
      keys: keysOf([...this.root, this.targets, ...snapshots, ...timestamps]),
      roles: {
        root: {keyids: idsOf(this.root), threshold: this.rootThreshold},
        targets: {keyids: [this.targets.id], threshold: 1},
        snapshot: {keyids: idsOf(snapshots), threshold: 1},
        timestamp: {keyids: idsOf(timestamps), threshold: 1},
      },
    };
    const keys = [...this.root, ...old.filter((key) => !this.root.includes(key))];
    this.write(`metadata/${this.version.root}.root.json`, this.#sign('root', signed, keys));
  }

  writeTargets(): void {
    const teams = this.leads.map(({team}) => team);
    const signed = {
      ...this.#part('targets', 'targets'),
      targets: {},
      delegations: {
        keys: keysOf(teams),
        roles: [
          {
            name: `team-${this.team}`,
            keyids: idsOf(teams),
            threshold: 1,
            terminating: true,
            paths: [`packs/${this.team}/*`],
          },
        ],
      },
    };
    this.#keepMeta('targets', this.version.targets, this.#sign('targets', signed, [this.targets]));
  }

  #keepMeta(role: string, version: number, bytes: Buffer): void {
    this.write(`metadata/${version}.${role}.json`, bytes);
    this.meta[`${role}.json`] = {version, length: bytes.length, hashes: {sha256: sha256Of(bytes)}};
  }

  /** Takes a pack into the index; `commit` publishes it. */
  release(document: PackDocument, options: ReleaseOptions = {}): {sha256: string; bytes: Buffer} {
    const {permille = 1000, linter = 1_000_000, bytes = canonicalBytes(document), from = []} = options;
    const {id, version, language, jurisdiction} = document;
    const path = packPath(this.team, id, version);
    const sha256 = sha256Of(bytes);
    const seq = (this.index.nextSeq[id] as number | undefined) ?? 1;
    this.index.nextSeq[id] = seq + 1;
    const deltas = from.map((base) => {
      const packed = zstdCompressSync(bytes, {dictionary: base});
      const at = deltaPath(this.team, id, version, sha256Of(base));
      this.files.set(at, packed);
      return {from: sha256Of(base), path: at, sha256: sha256Of(packed), length: packed.length};
    });
    const release: Bendable = {
      version,
      seq,
      sha256,
      length: bytes.length,
      path,
      permille,
      language,
      jurisdiction,
      linter,
      deltas,
    };
    if (options.groups !== undefined) release.groups = options.groups;
    options.bend?.(release);
    (this.index.packs[id] ??= []).push(release);
    this.files.set(path, bytes);
    return {sha256, bytes};
  }

  withdraw(id: string, version: string): void {
    this.index.packs[id] = this.index.packs[id].filter((release: Bendable) => release.version !== version);
  }

  /** Signs everything that changes with a release, in the order in which it must be seen. */
  commit(indexBytes = canonicalBytes(this.index)): void {
    this.files.set(indexPath(this.team), indexBytes);
    for (const [path, bytes] of this.files) this.write(targetFile(path, sha256Of(bytes)), bytes);
    this.writeTeam();
    this.writeSnapshot();
    this.writeTimestamp();
  }

  writeTeam(): void {
    const listed = [...this.files].map(([path, bytes]) => [
      path,
      {length: bytes.length, hashes: {sha256: sha256Of(bytes)}},
    ]);
    const signed = {...this.#part('targets', 'team'), targets: Object.fromEntries(listed) as object};
    this.#keepMeta(`team-${this.team}`, this.version.team, this.#sign('team', signed, [this.lead.team]));
  }

  writeSnapshot(): void {
    const signed = {...this.#part('snapshot', 'snapshot'), meta: {...this.meta}, rootVersion: this.version.root};
    const bytes = this.#sign('snapshot', signed, [this.lead.snapshot]);
    this.write(`metadata/${this.version.snapshot}.snapshot.json`, bytes);
  }

  writeTimestamp(): void {
    const snapshot = this.read(`metadata/${this.version.snapshot}.snapshot.json`);
    const signed = {
      ...this.#part('timestamp', 'timestamp'),
      signedAt: this.now.toISOString(),
      meta: {
        'snapshot.json': {
          version: this.version.snapshot,
          length: snapshot.length,
          hashes: {sha256: sha256Of(snapshot)},
        },
      },
    };
    this.write(TIMESTAMP, this.#sign('timestamp', signed, [this.lead.timestamp]));
  }
}

/** The small pack as the linter would have it: bound to no law, and with the line that every desk must say. */
export function soundPack(more: Partial<PackDocument> = {}): PackDocument {
  const pack = smallPack();
  const [opening] = pack.stages.filter(({kind}) => kind === 'opening').flatMap(({lines}) => lines);
  if (opening !== undefined) {
    opening.text = '您好，我是{institution}的{agentName}。';
    opening.discloses = 'identity';
  }
  pack.slots.push({id: 'institution', name: '机构', type: 'text', source: 'agent.institution'});
  return {...pack, jurisdiction: 'none', ...more};
}

/** One of its own id, so that no starter pack is in its way. */
export const northPack = (version: string, more: Partial<PackDocument> = {}): PackDocument =>
  soundPack({id: 'north-script', version, title: `北方话术 ${version}`, ...more});
