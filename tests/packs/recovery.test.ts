import {cpSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import {AppError} from '../../electron/contract/errors.ts';
import {folderStorage} from '../../electron/packs/folder-storage.ts';
import {
  canonicalBytes,
  highestNumber,
  LAST_COUNT,
  metadataPath,
  PackIndex,
  sha256Of,
  TIMESTAMP,
} from '../../electron/packs/layout.ts';
import {addLead, revokeLead} from '../../electron/packs/leads.ts';
import {type CheckedPackFile, publishPack, refreshRepository} from '../../electron/packs/publishing.ts';
import {withoutRelease, withRelease} from '../../electron/packs/releases.ts';
import {readRepository} from '../../electron/packs/repository.ts';
import {readTeam} from '../../electron/packs/team-roles.ts';
import {createRepository} from '../../electron/packs/repository-creation.ts';
import type {Owner} from '../../electron/packs/repository-owner.ts';
import {rotateRoot} from '../../electron/packs/root-rotation.ts';
import {fileMeta, signedBytes, type SnapshotPart, type TimestampPart} from '../../electron/packs/signed-metadata.ts';
import type {SigningKey} from '../../electron/packs/signing-keys.ts';
import {openDesk, type TestDesk} from '../open-desk.ts';
import {northPack} from './forged-repository.ts';
import {copyOf, NOW, ownerIn, readAll, workFolder} from './publisher.ts';
import {storageThatStops} from './storage-that-stops.ts';

/**
 * Keys that were stolen, and how everybody gets out of it: a repository made by the app's own publishing side, a thief who
 * has the keys of a lead, and desks that have seen what the thief signed, or slept through all of it.
 */

const DAY = 86_400_000;

function pack(version: string): CheckedPackFile {
  const document = northPack(version);
  const {id, language, jurisdiction} = document;
  return {id, version, language, jurisdiction, bytes: canonicalBytes(document), linter: 1_000_000, findings: []};
}

const publish = (owner: Owner, version: string) =>
  publishPack(owner, {team: 'north', pack: pack(version), permille: 1000});

async function teamOf({storage}: Owner) {
  const state = await readRepository(storage, null);
  if (state?.current == null) throw new Error('no repository');
  return await readTeam(storage, state.current, 'north');
}

interface Stage {
  folder: string;
  owner: Owner;
  desk: TestDesk;
  sync: (from?: string) => Promise<string | undefined>;
  /** The keys of `wang`, as somebody else has them now. */
  stolen: {snapshot: SigningKey; timestamp: SigningKey};
}

/** Two leads, one release, and a desk that has it. */
async function staged(): Promise<Stage> {
  const folder = workFolder();
  const owner = await ownerIn(folder);
  await createRepository(owner, {team: 'north'});
  await addLead(owner, {team: 'north', name: 'wang'});
  await publish(owner, '1.0.0');
  const desk = openDesk();
  desk.clock.now = new Date(NOW);
  await desk.call('sync.enrol', {id: v7(), text: readFileSync(join(folder, 'repo', 'enrolment-north.json'), 'utf8')});
  const sync = async (from?: string) =>
    (await desk.call('sync.now', from === undefined ? {} : {from})).active[0]?.version;
  expect(await sync()).toBe('1.0.0');
  const keyOf = async (role: string) => {
    const found = owner.keys.keys.find((key) => key.role === role && key.name === 'wang');
    return await owner.keys.unlock(found?.keyid ?? '');
  };
  return {folder, owner, desk, sync, stolen: {snapshot: await keyOf('snapshot'), timestamp: await keyOf('timestamp')}};
}

/** What a thief signs into a folder: the two files on top, bent as he likes. */
function forge(
  repo: string,
  {snapshot, timestamp}: Stage['stolen'],
  bend: {snapshot?: (part: SnapshotPart) => void; timestamp?: (part: TimestampPart) => void},
): void {
  const read = (path: string): unknown =>
    (JSON.parse(readFileSync(join(repo, path), 'utf8')) as {signed: unknown}).signed;
  const top = read(TIMESTAMP) as TimestampPart;
  if (bend.snapshot !== undefined) {
    const part = read(metadataPath('snapshot', top.meta['snapshot.json'].version)) as SnapshotPart;
    part.version += 1;
    bend.snapshot(part);
    const bytes = signedBytes(part, [snapshot]);
    writeFileSync(join(repo, metadataPath('snapshot', part.version)), bytes);
    top.meta['snapshot.json'] = fileMeta(part.version, bytes);
  }
  top.version += 1;
  bend.timestamp?.(top);
  writeFileSync(join(repo, TIMESTAMP), signedBytes(top, [timestamp]));
}

/** Somebody who does something else just before the first file of a kind is made. */
function interrupted(owner: Owner, ending: string, work: () => Promise<unknown>): Owner {
  const {storage} = owner;
  let done = false;
  const create = async (path: string, bytes: Uint8Array): Promise<boolean> => {
    if (path.endsWith(ending) && !done) {
      done = true;
      await work();
    }
    return await storage.create(path, bytes);
  };
  return {...owner, storage: {...storage, create}};
}

describe('a desk that sleeps', {timeout: 120_000}, () => {
  test('through the replacement of every key there is, several times over, follows when it wakes', async () => {
    const {folder, owner, desk, sync} = await staged();
    const first = new Set(owner.keys.keys.map(({keyid}) => keyid));
    let lead = 'lead-1';
    await revokeLead(owner, {team: 'north', name: 'wang'});
    for (const next of ['li', 'zhao', 'sun']) {
      await rotateRoot(owner, {});
      await addLead(owner, {team: 'north', name: next});
      await revokeLead(owner, {team: 'north', name: lead});
      lead = next;
    }
    await publish(owner, '1.1.0');
    const now = await ownerIn(folder);
    expect(now.keys.keys.filter(({keyid}) => first.has(keyid))).toEqual([]);
    desk.clock.now = new Date(NOW.getTime() + 20 * DAY);
    expect(await sync()).toBe('1.1.0');
    // And one that is enrolled with the first root today.
    const late = openDesk();
    late.clock.now = desk.clock.now;
    const text = readFileSync(join(folder, 'repo', 'enrolment-north.json'), 'utf8');
    await late.call('sync.enrol', {id: v7(), text});
    expect((await late.call('sync.now', {})).active).toMatchObject([{version: '1.1.0'}]);
  });
});

describe('version numbers that a thief pushed up', {timeout: 120_000}, () => {
  const FAR = 2_000_000_000;

  test('on a copy of the folder hold a desk until the thief is revoked, also when its next syncs break off', async () => {
    const {folder, owner, desk, sync, stolen} = await staged();
    const copy = copyOf(join(folder, 'repo'));
    forge(copy, stolen, {
      snapshot: (part) => (part.version = FAR),
      timestamp: (part) => (part.version = FAR),
    });
    expect(await sync(copy)).toBe('1.0.0');
    await publish(owner, '1.1.0');
    expect((await desk.refusal('sync.now', {})).message.en).toMatch(/older than what this desk has already verified/);
    await revokeLead(owner, {team: 'north', name: 'wang'});
    // The new root comes through and nothing after it: what it has put out of force is not asked again.
    const half = copyOf(join(folder, 'repo'));
    rmSync(join(half, TIMESTAMP));
    expect((await desk.refusal('sync.now', {from: half})).code).toBe('unavailable');
    expect(await sync()).toBe('1.1.0');
  });

  test('by a timestamp that has run out hold a desk no longer than the thief has a say', async () => {
    const {folder, owner, desk, sync, stolen} = await staged();
    const copy = copyOf(join(folder, 'repo'));
    forge(copy, stolen, {
      timestamp: (part) => {
        part.version = FAR;
        part.expires = '2026-01-01T00:00:00Z';
      },
    });
    expect((await desk.refusal('sync.now', {from: copy})).message.en).toMatch(/has run out/);
    await revokeLead(owner, {team: 'north', name: 'wang'});
    await publish(owner, '1.1.0');
    expect(await sync()).toBe('1.1.0');
  });

  test('do not open the door for old files: what a lead signed who stays still counts', async () => {
    const {folder, owner, desk, sync} = await staged();
    const old = copyOf(join(folder, 'repo'));
    await publish(owner, '1.1.0');
    expect(await sync()).toBe('1.1.0');
    await revokeLead(owner, {team: 'north', name: 'wang'});
    const newest = folderStorage(join(folder, 'repo'));
    for (let version = 1; (await newest.read(metadataPath('root', version), 1e6)) !== null; version += 1) {
      cpSync(join(folder, 'repo', metadataPath('root', version)), join(old, metadataPath('root', version)));
    }
    expect((await desk.refusal('sync.now', {from: old})).message.en).toMatch(/older than what this desk/);
    expect((await desk.call('sync.status', {})).active).toMatchObject([{version: '1.1.0'}]);
    expect(await sync()).toBe('1.1.0');
  });

  test('in the folder itself are gone beyond: the next numbers lie above them', async () => {
    const {folder, owner, sync, stolen} = await staged();
    forge(join(folder, 'repo'), stolen, {
      snapshot: (part) => (part.version = FAR),
      timestamp: (part) => (part.version = FAR),
    });
    expect(await sync()).toBe('1.0.0');
    await publish(owner, '1.1.0');
    expect(await sync()).toBe('1.1.0');
    await revokeLead(owner, {team: 'north', name: 'wang'});
    await refreshRepository(owner);
    await publish(owner, '1.2.0');
    expect(await sync()).toBe('1.2.0');
  });
});

describe('the count of a pack that a thief pushed to its end', () => {
  const {id, version: _, bytes, findings: __, ...facts} = pack('1.0.0');
  const release = (version: string) => ({
    ...facts,
    id,
    version,
    sha256: sha256Of(version),
    length: bytes.length,
    path: `packs/north/${id}.json`,
    permille: 1000,
  });
  const counted = (index: PackIndex) => [
    index.packs[id]?.map(({version, seq}) => [version, seq]),
    index.past[id]?.map(({version, seq}) => [version, seq]),
    index.nextSeq[id],
  ];
  const first = withRelease({format: 1, packs: {}, nextSeq: {}, past: {}}, release('1.0.0'));
  const [own] = first.index.packs[id] ?? [];
  if (own === undefined) throw new Error('no release');
  const pushed: PackIndex = {
    ...first.index,
    packs: {[id]: [{...own, version: '6.6.6', seq: LAST_COUNT}, own]},
    past: {[id]: [{version: '6.6.5', seq: LAST_COUNT - 1, sha256: own.sha256}]},
    nextSeq: {[id]: LAST_COUNT},
  };

  test('begins anew with the next release, in the same order', () => {
    const {index} = withRelease(pushed, release('7.0.0'));
    expect(counted(PackIndex.parse(index))).toEqual([
      [
        ['7.0.0', 4],
        ['6.6.6', 3],
        ['1.0.0', 1],
      ],
      [['6.6.5', 2]],
      5,
    ]);
  });

  test('begins anew when it is withdrawn, and what was there before is next again', () => {
    const withdrawal = {id, version: '6.6.6', withdrawnAt: new Date(NOW).toISOString(), withdrawnBy: 'lead-1'};
    const {index, next} = withoutRelease(pushed, withdrawal);
    expect(next?.version).toBe('1.0.0');
    expect(counted(PackIndex.parse(index))).toEqual([
      [['1.0.0', 1]],
      [
        ['6.6.6', 3],
        ['6.6.5', 2],
      ],
      4,
    ]);
  });
});

describe('what a thief has spoilt in the folder itself', {timeout: 120_000}, () => {
  const END = highestNumber(1e6);
  const SPOILT: [name: string, bend: Parameters<typeof forge>[2], desksFollow: boolean][] = [
    [
      'the last number that there may be',
      {
        snapshot: (part) => (part.version = highestNumber(part.rootVersion)),
        timestamp: (part) => (part.version = highestNumber(2)),
      },
      true,
    ],
    ['a timestamp beyond every number', {timestamp: (part) => (part.version = END)}, false],
    ['a number that no machine counts', {timestamp: (part) => (part.version = 2 ** 60)}, false],
    [
      'a snapshot beyond every number',
      {snapshot: (part) => (part.version = END), timestamp: (part) => (part.version = END)},
      false,
    ],
    [
      'a snapshot that names a team’s file of another number',
      {snapshot: (part) => Object.assign(part.meta['team-north.json'] ?? {}, {version: 1_000_000})},
      false,
    ],
    ['a snapshot that leaves the team out', {snapshot: (part) => delete part.meta['team-north.json']}, false],
    [
      'a snapshot that names what desks know nothing of',
      {snapshot: (part) => (part.meta['evil.json'] = part.meta['team-north.json'] ?? fileMeta(1, Buffer.from(' ')))},
      false,
    ],
  ];
  test.for(SPOILT)('(%s) is mended by revoking the thief, and desks follow again', async ([, bend, desksFollow]) => {
    const {folder, owner, desk, sync, stolen} = await staged();
    forge(join(folder, 'repo'), stolen, bend);
    expect(await sync().catch(() => 'refused')).toBe(desksFollow ? '1.0.0' : 'refused');
    expect((await desk.call('sync.status', {})).active).toMatchObject([{version: '1.0.0'}]);
    await expect(publish(owner, '1.1.0')).rejects.toBeInstanceOf(AppError);
    await revokeLead(owner, {team: 'north', name: 'wang'});
    await publish(await ownerIn(folder), '1.1.0');
    expect(await sync()).toBe('1.1.0');
    await refreshRepository(owner);
    expect(await sync()).toBe('1.1.0');
  });

  test.for(['nothing but {}', 'a key twice', 'a group that is none', 'no index at all'])(
    '(a team whose index is %s) is put right by revoking the thief, with what the team had before',
    async (kind) => {
      const {folder, owner, desk, sync, stolen} = await staged();
      const repo = join(folder, 'repo');
      const key = owner.keys.keys.find(({role, name}) => role === 'team-north' && name === 'wang');
      const team = await owner.keys.unlock(key?.keyid ?? '');
      const {index, metadata} = await teamOf(owner);
      const text = canonicalBytes(index).toString();
      const bytes = Buffer.from(
        {
          'nothing but {}': '{}',
          'a key twice': text.replace('{"format":1', '{"format":1,"format":1'),
          'a group that is none': text.replace('"permille"', '"groups":[],"permille"'),
        }[kind] ?? '',
      );
      const part = structuredClone(metadata.signed);
      delete part.targets['packs/north/index.json'];
      if (bytes.length > 0) {
        const sha256 = sha256Of(bytes);
        part.targets['packs/north/index.json'] = {length: bytes.length, hashes: {sha256}};
        writeFileSync(join(repo, 'targets/packs/north', `${sha256}.index.json`), bytes);
      }
      part.version += 1;
      const role = signedBytes(part, [team]);
      writeFileSync(join(repo, metadataPath('team-north', part.version)), role);
      forge(repo, stolen, {snapshot: ({meta}) => (meta['team-north.json'] = fileMeta(part.version, role))});

      await sync().catch(() => 'refused');
      await revokeLead(owner, {team: 'north', name: 'wang'});
      expect(await sync()).toBe('1.0.0');
      await publish(await ownerIn(folder), '1.1.0');
      expect(await sync()).toBe('1.1.0');
      expect((await readAll(owner.storage)).map((line) => line.split(' ')[0])).toContain('north-script@1.1.0');
      expect((await desk.call('sync.status', {})).failure).toBeNull();
    },
  );

  test('as an index that nobody can read stops no other team, whose timestamp is signed on', async () => {
    const {folder, owner, stolen} = await staged();
    await createRepository(owner, {team: 'south'});
    const repo = join(folder, 'repo');
    const key = owner.keys.keys.find(({role, name}) => role === 'team-north' && name === 'wang');
    const {metadata} = await teamOf(owner);
    const part = {...metadata.signed, targets: {}, version: metadata.signed.version + 1};
    const role = signedBytes(part, [await owner.keys.unlock(key?.keyid ?? '')]);
    writeFileSync(join(repo, metadataPath('team-north', part.version)), role);
    forge(repo, stolen, {snapshot: ({meta}) => (meta['team-north.json'] = fileMeta(part.version, role))});
    expect((await refreshRepository(owner)).due).toEqual([]);
    await publishPack(owner, {team: 'south', pack: pack('1.0.0'), permille: 1000});
  });

  test.for(['torn', 'gone', 'no JSON'])(
    'as a timestamp that is %s is mended by whoever has the offline keys',
    async (how) => {
      const {folder, owner, sync} = await staged();
      const file = join(folder, 'repo', TIMESTAMP);
      if (how === 'gone') rmSync(file);
      else writeFileSync(file, how === 'torn' ? readFileSync(file).subarray(0, 100) : '<html>');
      await expect(publish(owner, '1.1.0')).rejects.toBeInstanceOf(AppError);
      expect(await sync().catch(() => 'refused')).toBe('refused');
      await revokeLead(owner, {team: 'north', name: 'wang'});
      await publish(await ownerIn(folder), '1.1.0');
      expect(await sync()).toBe('1.1.0');
    },
  );

  test('by a team that is made while the targets key is replaced is put right by whoever replaces it', async () => {
    const {folder, owner, sync} = await staged();
    const other = await ownerIn(folder);
    const first = interrupted(owner, '.root.json', async () => await createRepository(other, {team: 'south'}));
    await rotateRoot(first, {name: 'targets-1'});
    await publish(await ownerIn(folder), '1.1.0');
    expect(await sync()).toBe('1.1.0');
  });

  test('by nobody who signs on with a key that was replaced meanwhile', async () => {
    const {folder, owner, sync} = await staged();
    const other = await ownerIn(folder);
    const [signed, replaced] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const late = interrupted(other, '.team-south.json', async () => {
      signed.resolve();
      await replaced.promise;
    });
    let made: Promise<unknown> = Promise.resolve();
    const first = interrupted(owner, '.root.json', async () => {
      made = createRepository(late, {team: 'south'}).catch((error: unknown) => error);
      await signed.promise;
    });
    await rotateRoot(first, {name: 'targets-1'});
    replaced.resolve();
    expect(await made).toMatchObject({code: 'forbidden'});
    await publish(await ownerIn(folder), '1.1.0');
    expect(await sync()).toBe('1.1.0');
  });

  test('at the last number there is stays readable at every step of the revocation', async () => {
    const {folder, stolen} = await staged();
    forge(join(folder, 'repo'), stolen, {timestamp: (part) => (part.version = highestNumber(2))});
    for (let k = 1, ended = false; !ended; k += 1) {
      const copy = copyOf(folder);
      const plain = await ownerIn(copy);
      const stopped = {...plain, storage: storageThatStops(plain.storage, k, 'before')};
      ended = await revokeLead(stopped, {team: 'north', name: 'wang'}).then(
        () => true,
        () => false,
      );
      expect(await readAll(plain.storage)).toEqual(['north-script@1.0.0 1000']);
      expect(k).toBeLessThan(20);
    }
  });
});
