import {execFileSync} from 'node:child_process';
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import type {ErrorCode} from '../../electron/contract/errors.ts';
import {canonicalBytes, indexPath, packPath, sha256Of, targetFile} from '../../electron/packs/layout.ts';
import {openDesk, type TestDesk, temporaryFolder} from '../open-desk.ts';
import {type Bendable, ForgedRepository, forgedKey, forgedLead, northPack} from './forged-repository.ts';

/**
 * Everything that somebody between a lead and a desk might try, and what a thief of a key might. After each: nothing has
 * changed, the message says what happened, and the next good sync succeeds.
 */

type Recovery = void | (() => void);

interface Attack {
  name: string;
  code: ErrorCode;
  /** In the English message. */
  says: RegExp;
  /** What was published honestly before; the desk has 1.0.0 and has not seen this yet. */
  before?: (repository: ForgedRepository) => void;
  /** What is done to the folder, or signed with keys that somebody has. */
  attack: (repository: ForgedRepository, desk: TestDesk) => Recovery | Promise<Recovery>;
  /** What the honest owners do afterwards, where putting the folder back is not enough. */
  recovery?: (repository: ForgedRepository, desk: TestDesk) => void;
}

const publishNext = (repository: ForgedRepository): void => {
  repository.release(northPack('1.1.0'));
  repository.commit();
};

const indexFile = (repository: ForgedRepository): string =>
  targetFile(indexPath('north'), sha256Of(repository.files.get(indexPath('north')) ?? ''));

const packFile = (repository: ForgedRepository, version: string): string => {
  const path = packPath('north', 'north-script', version);
  return targetFile(path, sha256Of(repository.files.get(path) ?? ''));
};

const newest = (repository: ForgedRepository, role: string): string => {
  const version = {team: repository.version.team, snapshot: repository.version.snapshot}[role] ?? 0;
  return role === 'timestamp'
    ? 'metadata/timestamp.json'
    : `metadata/${version}.${role === 'team' ? 'team-north' : role}.json`;
};

/** A byte of the content is another one. */
function changeByte(repository: ForgedRepository, path: string): void {
  const bytes = repository.read(path);
  const at = Math.floor(bytes.length * 0.8);
  bytes[at] = bytes[at] === 0x31 ? 0x32 : 0x31;
  repository.write(path, bytes);
}

const parts = ['timestamp', 'snapshot', 'team'] as const;

/** One digit of the day on which it expires: all that it says of other files still holds. */
function changeExpiry(repository: ForgedRepository, path: string): void {
  const text = repository.read(path).toString();
  const changed = text.replace(/("expires": "20)\d/, '$19');
  expect(changed).not.toBe(text);
  repository.write(path, changed);
}

const tampering: Attack[] = [
  ...parts.map((role) => ({
    name: `a changed byte in ${role}`,
    code: 'untrusted' as const,
    says: /could not be trusted/,
    before: publishNext,
    attack: (repository: ForgedRepository) => changeExpiry(repository, newest(repository, role)),
  })),
  ...parts.map((role) => ({
    name: `a truncated ${role}`,
    code: 'untrusted' as const,
    says: /could not be trusted/,
    before: publishNext,
    attack: (repository: ForgedRepository) => {
      const bytes = repository.read(newest(repository, role));
      repository.write(newest(repository, role), bytes.subarray(0, bytes.length / 2));
    },
  })),
  ...parts.map((role) => ({
    name: `an emptied ${role}`,
    code: 'untrusted' as const,
    says: /could not be trusted/,
    before: publishNext,
    attack: (repository: ForgedRepository) => repository.write(newest(repository, role), ''),
  })),
  {
    name: 'a changed byte in the index',
    code: 'untrusted',
    says: /fingerprint differs/,
    before: publishNext,
    attack: (repository) => changeByte(repository, indexFile(repository)),
  },
  {
    name: 'a changed byte in the pack',
    code: 'untrusted',
    says: /fingerprint differs/,
    before: publishNext,
    attack: (repository) => changeByte(repository, packFile(repository, '1.1.0')),
  },
  {
    name: 'a truncated pack',
    code: 'untrusted',
    says: /cut short/,
    before: publishNext,
    attack: (repository) =>
      repository.write(packFile(repository, '1.1.0'), repository.read(packFile(repository, '1.1.0')).subarray(9)),
  },
  {
    name: 'an older pack under the new name',
    code: 'untrusted',
    says: /fingerprint differs|larger than was signed/,
    before: publishNext,
    attack: (repository) =>
      repository.write(packFile(repository, '1.1.0'), repository.read(packFile(repository, '1.0.0'))),
  },
  {
    name: 'an oversized pack',
    code: 'untrusted',
    says: /larger than was signed/,
    before: publishNext,
    attack: (repository) => repository.write(packFile(repository, '1.1.0'), Buffer.alloc(3_000_000, 0x20)),
  },
  {
    name: 'an oversized timestamp',
    code: 'untrusted',
    says: /larger than was signed, or than it may be/,
    attack: (repository) => repository.write('metadata/timestamp.json', Buffer.alloc(1_000_000, 0x20)),
  },
  {
    name: 'an oversized next root',
    code: 'untrusted',
    says: /larger/,
    attack: (repository) => repository.write('metadata/2.root.json', Buffer.alloc(2_000_000, 0x20)),
  },
];

const dropping: Attack[] = [
  ...(['snapshot', 'team'] as const).map((role) => ({
    name: `a ${role} that was taken away`,
    code: 'untrusted' as const,
    says: /is not there/,
    before: publishNext,
    attack: (repository: ForgedRepository) => repository.remove(newest(repository, role)),
  })),
  {
    name: 'an index that was taken away',
    code: 'untrusted',
    says: /is not there.*index\.json/,
    before: publishNext,
    attack: (repository) => repository.remove(indexFile(repository)),
  },
  {
    name: 'a pack that was taken away',
    code: 'untrusted',
    says: /is not there.*1\.1\.0/,
    before: publishNext,
    attack: (repository) => repository.remove(packFile(repository, '1.1.0')),
  },
  {
    name: 'a timestamp that was taken away',
    code: 'unavailable',
    says: /There is no repository/,
    attack: (repository) => repository.remove('metadata/timestamp.json'),
  },
];

/** Signs a step with keys of somebody who may not. */
const foreignKeys: Attack[] = [
  ...(['timestamp', 'snapshot', 'team'] as const).map((role) => ({
    name: `a ${role} signed by a key that nobody knows`,
    code: 'untrusted' as const,
    says: /a signature does not hold/,
    attack: (repository: ForgedRepository) => {
      repository.signers = {[role]: [forgedKey()]};
      publishNext(repository);
      repository.signers = {};
    },
  })),
  {
    name: 'a timestamp signed by the key of another role',
    code: 'untrusted',
    says: /a signature does not hold/,
    attack: (repository) => {
      repository.signers = {timestamp: [repository.lead.snapshot]};
      publishNext(repository);
      repository.signers = {};
    },
  },
  {
    name: 'a file without any signature',
    code: 'untrusted',
    says: /a signature does not hold/,
    attack: (repository) => {
      repository.signers = {team: []};
      publishNext(repository);
      repository.signers = {};
    },
  },
  {
    name: 'a root signed by too few keys',
    code: 'untrusted',
    says: /a signature does not hold/,
    attack: (repository) => {
      repository.signers = {root: repository.root.slice(0, 1)};
      repository.writeRoot();
      repository.signers = {};
      repository.version.root -= 1;
    },
  },
  {
    name: 'a root signed by one key twice',
    code: 'untrusted',
    says: /could not be trusted/,
    attack: (repository) => {
      const [key] = repository.root;
      repository.signers = {root: [key as never, key as never]};
      repository.writeRoot();
      repository.signers = {};
      repository.version.root -= 1;
    },
  },
  {
    name: 'a root that names one key twice, under two names',
    code: 'untrusted',
    says: /not of the form/,
    attack: (repository) => {
      const [key] = repository.root;
      if (key === undefined) return;
      const twin = {...key, id: sha256Of('another name')};
      repository.bend = {
        root: (signed: Bendable) => {
          signed.keys[twin.id] = twin.public;
          signed.roles.root.keyids.push(twin.id);
        },
      };
      repository.writeRoot();
      repository.bend = {};
      repository.version.root -= 1;
    },
  },
  {
    name: 'a root of somebody else altogether',
    code: 'untrusted',
    says: /a signature does not hold/,
    attack: (repository) => {
      const other = new ForgedRepository();
      other.writeRoot();
      repository.write('metadata/2.root.json', other.read('metadata/2.root.json'));
    },
  },
  {
    name: 'a key of another team writing into ours',
    code: 'untrusted',
    says: /a signature does not hold/,
    attack: (repository) => {
      // The other team's lead may sign snapshots and timestamps, as every lead may, but not our role.
      const south = forgedLead();
      repository.leads.push(south);
      repository.writeRoot();
      repository.signers = {team: [south.team]};
      publishNext(repository);
      repository.signers = {};
    },
  },
  {
    name: 'a key that was revoked',
    code: 'untrusted',
    says: /a signature does not hold/,
    before: (repository) => {
      const second = forgedLead();
      repository.leads.push(second);
      repository.writeRoot();
      repository.writeTargets();
      repository.commit();
      const [thief] = repository.leads.splice(0, 1);
      repository.writeRoot();
      repository.writeTargets();
      repository.commit();
      repository.signers = {};
      repository.leads.push(thief as never);
    },
    attack: (repository) => {
      const thief = repository.leads.at(-1);
      if (thief === undefined) return;
      repository.signers = {team: [thief.team], snapshot: [thief.snapshot], timestamp: [thief.timestamp]};
      publishNext(repository);
      repository.signers = {};
      repository.leads.pop();
    },
  },
];

/** The folder is put back to what it was, in whole or in part, after the desk has seen the newer one. */
const replays: Attack[] = [
  {
    name: 'the whole old folder',
    code: 'untrusted',
    says: /older than what this desk has already verified/,
    attack: async (repository, desk) => {
      const putBack = repository.keep();
      repository.commit();
      await desk.call('sync.now', {});
      putBack();
    },
  },
  {
    name: 'an old timestamp',
    code: 'untrusted',
    says: /older than what this desk has already verified/,
    attack: async (repository, desk) => {
      const old = repository.read('metadata/timestamp.json');
      repository.commit();
      await desk.call('sync.now', {});
      repository.write('metadata/timestamp.json', old);
    },
  },
  {
    name: 'an old snapshot under a new timestamp',
    code: 'untrusted',
    says: /older than what this desk has already verified/,
    attack: async (repository, desk) => {
      repository.commit();
      await desk.call('sync.now', {});
      repository.version.snapshot -= 1;
      repository.writeTimestamp();
      repository.version.snapshot += 1;
    },
  },
  {
    name: 'an old team under a new snapshot',
    code: 'untrusted',
    says: /older than what this desk has already verified/,
    attack: async (repository, desk) => {
      const old = {...repository.meta};
      repository.commit();
      await desk.call('sync.now', {});
      repository.meta = old;
      repository.writeSnapshot();
      repository.writeTimestamp();
    },
    recovery: (repository) => repository.commit(),
  },
  {
    name: 'a snapshot that leaves our team out',
    code: 'untrusted',
    says: /older|lacks a part/,
    attack: (repository) => {
      const {meta} = repository;
      repository.meta = {'targets.json': meta['targets.json'] as never};
      repository.writeSnapshot();
      repository.writeTimestamp();
      repository.meta = meta;
    },
  },
  {
    name: 'old and new mixed: a snapshot of another moment',
    code: 'untrusted',
    says: /fingerprint differs|larger than was signed/,
    before: publishNext,
    attack: (repository) => {
      const older = `metadata/${repository.version.snapshot - 1}.snapshot.json`;
      repository.write(newest(repository, 'snapshot'), repository.read(older));
    },
  },
  {
    name: 'a timestamp without length and fingerprint',
    code: 'untrusted',
    says: /not of the form/,
    attack: (repository) => {
      repository.bend = {
        timestamp: (signed: Bendable) => {
          delete signed.meta['snapshot.json'].hashes;
          delete signed.meta['snapshot.json'].length;
        },
      };
      publishNext(repository);
      repository.bend = {};
    },
  },
  {
    name: 'a snapshot without length and fingerprint',
    code: 'untrusted',
    says: /not of the form/,
    attack: (repository) => {
      repository.bend = {
        snapshot: (signed: Bendable) => {
          delete signed.meta['team-north.json'].hashes;
        },
      };
      publishNext(repository);
      repository.bend = {};
    },
  },
  {
    name: 'a root chain with a gap',
    code: 'untrusted',
    says: /chain of root keys has a gap/,
    attack: (repository) => {
      repository.writeRoot();
      repository.writeRoot();
      publishNext(repository);
      const missing = repository.read('metadata/2.root.json');
      repository.remove('metadata/2.root.json');
      return () => repository.write('metadata/2.root.json', missing);
    },
  },
  {
    name: 'a root under the number of the next one',
    code: 'untrusted',
    says: /not of the form|fingerprint differs/,
    attack: (repository) => {
      repository.writeRoot();
      repository.writeRoot();
      repository.write('metadata/2.root.json', repository.read('metadata/3.root.json'));
      repository.version.root -= 2;
    },
  },
];

const DAY = 86_400_000;

const moments: Attack[] = [
  {
    name: 'frozen metadata: everything has run out',
    code: 'untrusted',
    says: /has run out/,
    attack: (_repository, desk) => {
      desk.clock.now = new Date(desk.clock.now.getTime() + 31 * DAY);
    },
    recovery: (repository, desk) => {
      repository.now = desk.clock.now;
      repository.commit();
    },
  },
  {
    name: 'a clock set back does not make what has run out good again',
    code: 'untrusted',
    says: /has run out/,
    attack: async (_repository, desk) => {
      const {now} = desk.clock;
      desk.clock.now = new Date(now.getTime() + 31 * DAY);
      await desk.refusal('sync.now', {});
      desk.clock.now = now;
    },
    recovery: (repository) => repository.commit(),
  },
  {
    name: 'a clock set back does not go behind the last sync',
    code: 'untrusted',
    says: /has run out/,
    attack: async (repository, desk) => {
      const {now} = desk.clock;
      desk.clock.now = new Date(now.getTime() + 20 * DAY);
      await desk.call('sync.now', {});
      desk.clock.now = now;
      // Signed newly, but for a time that is over by what the desk has seen.
      repository.days.timestamp = 10;
      repository.commit();
      repository.days.timestamp = 30;
    },
    recovery: (repository) => repository.commit(),
  },
  {
    name: 'a new snapshot that has run out',
    code: 'untrusted',
    says: /has run out/,
    attack: (repository) => {
      repository.days.snapshot = -1;
      publishNext(repository);
      repository.days.snapshot = 60;
    },
  },
  {
    name: 'a team that has run out',
    code: 'untrusted',
    says: /has run out/,
    attack: (repository) => {
      repository.days.team = -1;
      publishNext(repository);
      repository.days.team = 365;
    },
  },
  {
    name: 'a root that has run out',
    code: 'untrusted',
    says: /has run out/,
    attack: (repository) => {
      repository.days.root = -1;
      repository.writeRoot();
      repository.days.root = 730;
    },
    recovery: (repository) => {
      repository.writeRoot();
      repository.commit();
    },
  },
];

/** JSON that says more than one thing, or does harm to whoever reads it; signed by keys that somebody has. */
function malformed(name: string, role: 'timestamp' | 'snapshot' | 'team', make: (text: string) => string): Attack {
  return {
    name: `${name} in ${role}`,
    code: 'untrusted',
    says: /could not be trusted/,
    // A file that the desk has not seen yet.
    before: publishNext,
    attack: (repository) => {
      const path = newest(repository, role);
      repository.write(path, make(repository.read(path).toString('utf8')));
      if (role === 'timestamp') return;
      // With everything above it signed to fit.
      if (role === 'team') {
        const bytes = repository.read(path);
        repository.meta['team-north.json'] = {
          version: repository.version.team,
          length: bytes.length,
          hashes: {sha256: sha256Of(bytes)},
        };
        repository.writeSnapshot();
      }
      repository.writeTimestamp();
    },
  };
}

const forms: Attack[] = parts.flatMap((role) => [
  malformed('a key that is given twice', role, (text) => text.replace('"version":', '"version": 99, "version":')),
  malformed('nesting without end', role, (text) =>
    text.replace('"signed":', `"deep": ${'['.repeat(30_0)}${']'.repeat(300)}, "signed":`),
  ),
  malformed('a name that reaches the prototype', role, (text) =>
    text.replace('"signed": {', '"signed": {"__proto__": {"x": 1},'),
  ),
  malformed('a byte order mark', role, (text) => `\ufeff${text}`),
  malformed('a web page', role, () => '<!doctype html><title>Login</title>'),
]);

/** A release that the index describes falsely. */
function falseIndex(name: string, bend: (release: Bendable, index: Bendable) => void): Attack {
  return {
    name: `an index with ${name}`,
    code: 'untrusted',
    says: /could not be trusted/,
    attack: (repository) => {
      const before = structuredClone(repository.index);
      const {bytes} = repository.release(northPack('1.1.0'), {bend: (release) => bend(release, repository.index)});
      const {path, sha256} = repository.index.packs['north-script'].at(-1) as {path: string; sha256: string};
      repository.commit();
      // Whoever follows the lie finds what it says.
      repository.write(targetFile(path, sha256), bytes);
      repository.index = before;
    },
    recovery: (repository) => {
      repository.release(northPack('1.1.0'));
      repository.commit();
    },
  };
}

const indexes: Attack[] = [
  falseIndex('a path that leads out', (release) => (release.path = 'packs/north/../../../etc/passwd')),
  falseIndex('a path of another team', (release) => (release.path = 'packs/south/north-script_1.1.0.json')),
  falseIndex('a path that is absolute', (release) => (release.path = '/etc/passwd')),
  falseIndex('a path named after a prototype', (release) => (release.path = 'constructor')),
  falseIndex('another fingerprint than the list', (release) => (release.sha256 = '0'.repeat(64))),
  falseIndex('another length than the list', (release) => (release.length += 1)),
  falseIndex('a field that nobody knows', (release) => (release.run = 'me')),
  falseIndex('a number out of reach', (release) => (release.seq = 2 ** 53)),
  falseIndex('a share above all', (release) => (release.permille = 1001)),
  falseIndex('a pack named after the prototype', (_release, index) => {
    Object.defineProperty(index.packs, '__proto__', {value: [], enumerable: true, configurable: true});
  }),
];

/** In place of a file something that is none. */
const places: Attack[] = [
  {
    name: 'a pipe in place of the timestamp',
    code: 'untrusted',
    says: /there is a pipe/,
    attack: (repository) => {
      repository.remove('metadata/timestamp.json');
      execFileSync('mkfifo', [join(repository.folder, 'metadata/timestamp.json')]);
    },
  },
  {
    name: 'an endless device in place of the pack',
    code: 'untrusted',
    says: /a device/,
    before: publishNext,
    attack: (repository) => {
      repository.remove(packFile(repository, '1.1.0'));
      symlinkSync('/dev/zero', join(repository.folder, packFile(repository, '1.1.0')));
    },
  },
  {
    name: 'a folder in place of the snapshot',
    code: 'untrusted',
    says: /a folder/,
    before: publishNext,
    attack: (repository) => {
      repository.remove(newest(repository, 'snapshot'));
      mkdirSync(join(repository.folder, newest(repository, 'snapshot')));
    },
  },
  {
    name: 'a link out of the folder, to the very bytes',
    code: 'untrusted',
    says: /a link that leads out/,
    before: publishNext,
    attack: (repository) => {
      const elsewhere = join(temporaryFolder(), 'timestamp.json');
      writeFileSync(elsewhere, repository.read('metadata/timestamp.json'));
      repository.remove('metadata/timestamp.json');
      symlinkSync(elsewhere, join(repository.folder, 'metadata/timestamp.json'));
    },
  },
  {
    name: 'a folder of it that is a link out',
    code: 'untrusted',
    says: /a link that leads out/,
    before: publishNext,
    attack: (repository) => {
      const other = new ForgedRepository();
      execFileSync('rm', ['-r', join(repository.folder, 'metadata')]);
      symlinkSync(join(other.folder, 'metadata'), join(repository.folder, 'metadata'));
    },
  },
  {
    name: 'a link that leads to itself',
    code: 'untrusted',
    says: /could not be trusted/,
    attack: (repository) => {
      repository.remove('metadata/timestamp.json');
      symlinkSync('timestamp.json', join(repository.folder, 'metadata/timestamp.json'));
    },
  },
  {
    name: 'another repository in its place',
    code: 'untrusted',
    says: /a signature does not hold/,
    attack: (repository) => {
      const other = new ForgedRepository();
      execFileSync('rm', ['-r', repository.folder]);
      execFileSync('cp', ['-r', other.folder, repository.folder]);
    },
  },
];

const everything: readonly Attack[] = [
  ...tampering,
  ...dropping,
  ...foreignKeys,
  ...replays,
  ...moments,
  ...forms,
  ...indexes,
  ...places,
];

const unchangeable = async (desk: TestDesk) => ({
  packs: await desk.call('pack.list', {}),
  active: (await desk.call('sync.status', {})).active,
});

describe('an attack', () => {
  test.for(everything.map((attack) => [attack.name, attack] as const))(
    '%s is refused, and the next good sync succeeds',
    {timeout: 60_000},
    async ([, {code, says, before, attack, recovery}]) => {
      const repository = new ForgedRepository();
      repository.release(northPack('1.0.0'));
      repository.commit();
      const desk = openDesk();
      await desk.call('sync.enrol', {id: v7(), text: repository.enrolment()});
      await desk.call('sync.now', {});
      before?.(repository);
      const putBack = repository.keep();
      const undo = await attack(repository, desk);
      const state = await unchangeable(desk);
      expect(state.active).toMatchObject([{version: '1.0.0'}]);

      const error = await desk.refusal('sync.now', {});
      expect([error.code, error.message.en]).toEqual([code, expect.stringMatching(says)]);
      expect(error.message.en).toContain('the active packs stay');
      expect(error.message['zh-CN']).toContain('正在使用的话术包继续有效');
      expect(await unchangeable(desk)).toEqual(state);
      expect((await desk.call('sync.status', {})).failure).toMatchObject({code});
      expect((await desk.call('journal.verify', {})).ok).toBe(true);

      if (typeof undo === 'function') undo();
      else if (recovery === undefined) {
        putBack();
        // The honest lead goes on where the thief left the numbers.
        repository.commit();
      } else recovery(repository, desk);
      const good = await desk.call('sync.now', {});
      expect(good.active).toHaveLength(1);
      expect((await desk.call('sync.status', {})).failure).toBeNull();
    },
  );
});

test('canonical bytes are what the forge signs', () => {
  expect(canonicalBytes({b: 1, a: 'x'}).toString()).toBe('{"a":"x","b":1}');
});
