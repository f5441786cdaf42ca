import {execFileSync} from 'node:child_process';
import {mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {AppError} from '../../electron/contract/errors.ts';
import {applyDelta} from '../../electron/packs/pack-delta.ts';
import {folderStorage} from '../../electron/packs/folder-storage.ts';
import {KeyFolder} from '../../electron/packs/key-folder.ts';
import {targetFile} from '../../electron/packs/layout.ts';
import {addLead, revokeLead} from '../../electron/packs/leads.ts';
import {publishPack, refreshRepository, shareRelease, withdrawPack} from '../../electron/packs/publishing.ts';
import {createRepository} from '../../electron/packs/repository-creation.ts';
import {readRepository} from '../../electron/packs/repository.ts';
import {readTeam} from '../../electron/packs/team-roles.ts';
import type {Owner} from '../../electron/packs/repository-owner.ts';
import {rotateRoot} from '../../electron/packs/root-rotation.ts';
import {checkedPack} from './checked-pack.ts';
import {copyOf, madeRepository, NOW, ownerIn, readAll, workFolder} from './publisher.ts';
import {type Stop, storageThatStops} from './storage-that-stops.ts';

const all = {team: 'north', permille: 1000};
const DAY = 86_400_000;

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe('what is published', () => {
  test('is the newest release; the one before stays to fall back to, with a delta between them', async () => {
    const {owner} = await madeRepository();
    const first = checkedPack('1.0.0');
    const second = checkedPack('1.1.0', {title: 'another title'});
    await publishPack(owner, {...all, pack: first});
    expect(await publishPack(owner, {...all, pack: second, permille: 100})).toMatchObject({
      replaces: '1.0.0',
      kind: 'published',
    });
    expect(await readAll(owner.storage)).toEqual(['small-pack@1.1.0 100', 'small-pack@1.0.0 1000']);
    const state = await readRepository(owner.storage, null);
    const {index} = await readTeam(owner.storage, state!.current!, 'north');
    const [delta] = index.packs['small-pack']![0]!.deltas;
    const way = await owner.storage.read(targetFile(delta!.path, delta!.sha256), delta!.length);
    expect(applyDelta(first.bytes, way!.bytes, second.bytes.length).equals(second.bytes)).toBe(true);
  });

  test('again with another share keeps its place; nothing new is signed when nothing changes', async () => {
    const {owner} = await madeRepository();
    await publishPack(owner, {...all, pack: checkedPack('1.0.0'), permille: 10});
    expect(await publishPack(owner, {...all, pack: checkedPack('1.0.0')})).toMatchObject({
      kind: 'again',
      permille: 1000,
      was: {permille: 10},
    });
    const before = await readRepository(owner.storage, null);
    expect((await publishPack(owner, {...all, pack: checkedPack('1.0.0')})).kind).toBe('same');
    expect((await readRepository(owner.storage, null))?.nextSnapshot).toBe(before?.nextSnapshot);
    await shareRelease(owner, {team: 'north', id: 'small-pack', version: '1.0.0', permille: 500});
    expect(await readAll(owner.storage)).toEqual(['small-pack@1.0.0 500']);
  });

  test('is refused with other content under the same version, also after a withdrawal, and below what is published', async () => {
    const {owner} = await madeRepository();
    await publishPack(owner, {...all, pack: checkedPack('1.1.0')});
    expect(await codeOf(publishPack(owner, {...all, pack: checkedPack('1.1.0', {title: 'other'})}))).toBe('conflict');
    expect(await codeOf(publishPack(owner, {...all, pack: checkedPack('1.0.0')}))).toBe('conflict');
    const gone = {team: 'north', id: 'small-pack', version: '1.1.0'};
    expect(await withdrawPack(owner, gone)).toMatchObject({next: null});
    expect(await codeOf(withdrawPack(owner, gone))).toBe('not_found');
    await expect(withdrawPack(owner, gone)).rejects.toThrow(
      /small-pack@1\.1\.0 is withdrawn already \(lead-1, 2\d{3}-\d\d-\d\d \d\d:\d\d UTC\)/,
    );
    expect(await codeOf(publishPack(owner, {...all, pack: checkedPack('1.1.0', {title: 'other'})}))).toBe('conflict');
    await publishPack(owner, {...all, pack: checkedPack('1.1.0')});
    const state = await readRepository(owner.storage, null);
    const {index} = await readTeam(owner.storage, state!.current!, 'north');
    // The withdrawn place in the order is not given again.
    expect(index.packs['small-pack']![0]!.seq).toBe(2);
  });

  test('is not signed when no desk could read the index with it, and the team goes on', async () => {
    const {folder, owner} = await madeRepository();
    await publishPack(owner, {...all, pack: checkedPack('1.0.0')});
    const before = readdirSync(join(folder, 'repo', 'metadata'));
    const toNobody = publishPack(owner, {...all, pack: checkedPack('1.1.0'), groups: []});
    expect(await codeOf(toNobody)).toBe('invalid_input');
    const long = Array.from({length: 101}, (_, i) => `group ${i}`);
    expect(await codeOf(publishPack(owner, {...all, pack: checkedPack('1.1.0'), groups: long}))).toBe('invalid_input');
    expect(readdirSync(join(folder, 'repo', 'metadata'))).toEqual(before);
    await publishPack(owner, {...all, pack: checkedPack('1.1.0')});
    expect(await readAll(owner.storage)).toEqual(['small-pack@1.1.0 1000', 'small-pack@1.0.0 1000']);
  });

  test('cannot be published without a key of the team, nor to a team that is not there', async () => {
    const {folder, owner} = await madeRepository();
    const stranger = await ownerIn(folder, {keyFolder: 'no-keys'});
    expect(await codeOf(publishPack(stranger, {...all, pack: checkedPack('1.0.0')}))).toBe('forbidden');
    await expect(publishPack(stranger, {...all, pack: checkedPack('1.0.0')})).rejects.toThrow(
      /There are no keys in .*no-keys/,
    );
    expect(await codeOf(publishPack(owner, {...all, team: 'south', pack: checkedPack('1.0.0')}))).toBe('not_found');
  });

  test('a lead whose keys are not here is told so, and who is here', async () => {
    const {owner} = await madeRepository();
    const misspelt = publishPack({...owner, lead: 'laed-1'}, {...all, pack: checkedPack('1.0.0')});
    await expect(misspelt).rejects.toThrow(/holds no keys of laed-1; leads whose keys it holds: lead-1\./);
    expect(await codeOf(publishPack({...owner, lead: 'lead-1'}, {...all, pack: checkedPack('1.0.0')}))).toBe('done');
  });

  test.runIf(process.platform !== 'win32').for([
    ['a folder', (file: string) => mkdirSync(file)],
    ['a pipe', (file: string) => execFileSync('mkfifo', [file])],
    ['a device without end', (file: string) => symlinkSync('/dev/zero', file)],
    ['a link to nowhere', (file: string) => symlinkSync('nowhere', file)],
    ['a file of 200 MB', (file: string) => (writeFileSync(file, ''), truncateSync(file, 200_000_000))],
  ] as const)('%s in place of a key file is told of by its name', {timeout: 10_000}, async ([, put]) => {
    const {folder} = await madeRepository();
    const keys = join(folder, 'keys');
    const [name = ''] = readdirSync(keys).filter((file) => file.includes('.snapshot.'));
    rmSync(join(keys, name));
    put(join(keys, name));
    await expect(ownerIn(folder)).rejects.toThrow(`The key file ${name} is damaged or no key file.`);
  });

  test.runIf(process.platform === 'linux')(
    'a folder that cannot be made is told of, and not tried for ever',
    async () => {
      const folder = workFolder();
      const owner = {...(await ownerIn(folder)), storage: folderStorage('/proc/packs/here')};
      await expect(createRepository(owner, {team: 'north'})).rejects.toThrow(/cannot be read or written/);
      const keyless = {...(await ownerIn(folder)), keys: await KeyFolder.open('/proc/packs/keys')};
      expect(await codeOf(createRepository(keyless, {team: 'north'}))).toBe('unavailable');
    },
  );

  test('stays valid when the clock of the publisher is set back', async () => {
    const {folder} = await madeRepository();
    const back = await ownerIn(folder, {now: () => new Date(NOW.getTime() - 900 * DAY)});
    await publishPack(back, {...all, pack: checkedPack('1.0.0')});
    const {current} = (await readRepository(back.storage, null))!;
    for (const {signed} of [current!.timestamp!, current!.snapshot, current!.targets]) {
      expect(Date.parse(signed.expires)).toBeGreaterThan(NOW.getTime());
    }
  });

  test('an older copy of the repository in its place is refused', async () => {
    const {folder, owner} = await madeRepository();
    const older = copyOf(folder);
    await publishPack(owner, {...all, pack: checkedPack('1.0.0')});
    const fooled: Owner = {...owner, storage: (await ownerIn(older)).storage};
    expect(await codeOf(publishPack(fooled, {...all, pack: checkedPack('1.1.0')}))).toBe('untrusted');
  });

  test('a refresh heals what has expired', async () => {
    const {folder} = await madeRepository();
    const late = await ownerIn(folder, {now: () => new Date(NOW.getTime() + 800 * DAY)});
    const {renewed, due} = await refreshRepository(late);
    expect(renewed.toSorted()).toEqual(['root', 'snapshot', 'targets', 'team-north']);
    expect(due).toEqual([]);
    const {current, root} = (await readRepository(late.storage, null))!;
    for (const {signed} of [root, current!.timestamp!, current!.snapshot, current!.targets]) {
      expect(Date.parse(signed.expires)).toBeGreaterThan(late.now().getTime());
    }
  });
});

describe('two leads at once', () => {
  test('both come through where nothing touches; of one version only one content does', async () => {
    const {folder, owner} = await madeRepository();
    await addLead(owner, {team: 'north', name: 'wang'});
    const [one, two] = [await ownerIn(folder, {lead: 'lead-1'}), await ownerIn(folder, {lead: 'wang'})];
    await Promise.all([
      publishPack(one, {...all, pack: checkedPack('1.0.0', {id: 'pack-one'})}),
      publishPack(two, {...all, pack: checkedPack('1.0.0', {id: 'pack-two'})}),
    ]);
    expect((await readAll(one.storage)).toSorted()).toEqual(['pack-one@1.0.0 1000', 'pack-two@1.0.0 1000']);
    const both = await Promise.all([
      codeOf(publishPack(one, {...all, pack: checkedPack('2.0.0', {title: 'of the one'})})),
      codeOf(publishPack(two, {...all, pack: checkedPack('2.0.0', {title: 'of the other'})})),
    ]);
    expect(both.toSorted()).toEqual(['conflict', 'done']);
    await readAll(one.storage);
  });
});

/** Every way in which a repository is changed, from one that has a release and two leads. */
const CHANGES: [string, (owner: Owner) => Promise<unknown>][] = [
  ['publishing', (owner) => publishPack(owner, {...all, pack: checkedPack('1.1.0', {title: 'new'})})],
  ['withdrawing', (owner) => withdrawPack(owner, {team: 'north', id: 'small-pack', version: '1.0.0'})],
  ['refreshing', refreshRepository],
  ['adding a lead', (owner) => addLead(owner, {team: 'north', name: 'li'})],
  ['revoking a lead', (owner) => revokeLead(owner, {team: 'north', name: 'wang'})],
  ['adding a team', (owner) => createRepository(owner, {team: 'south'})],
  ['replacing the root keys', (owner) => rotateRoot(owner, {})],
  ['replacing a targets key', (owner) => rotateRoot(owner, {name: 'targets-1'})],
];

describe('whoever is stopped at any write', () => {
  const OLD = 'small-pack@1.0.0 1000';
  test.for(
    CHANGES.flatMap(([name, work]) => (['before', 'after', 'full'] as Stop[]).map((stop) => ({name, stop, work}))),
  )(
    'leaves the old state or the new, and nothing in the way: $name, $stop',
    {timeout: 120_000},
    async ({work, stop}) => {
      const {folder, owner} = await madeRepository();
      await publishPack(owner, {...all, pack: checkedPack('1.0.0')});
      await addLead(owner, {team: 'north', name: 'wang'});
      for (let k = 1; ; k += 1) {
        const copy = copyOf(folder);
        const plain = await ownerIn(copy);
        const storage = storageThatStops(plain.storage, k, stop);
        const outcome = await codeOf(work({...plain, storage}));
        const found = await readAll(plain.storage);
        expect([[OLD], ['small-pack@1.1.0 1000', OLD], []]).toContainEqual(found);
        expect(outcome === 'done' && k === 1).toBe(false);
        if (outcome === 'done') break;
        const next = await ownerIn(copy);
        await publishPack(next, {...all, pack: checkedPack('9.0.0')});
        expect((await readAll(next.storage))[0]).toBe('small-pack@9.0.0 1000');
      }
    },
  );

  test('making a repository is finished by asking again', async () => {
    for (let k = 1; ; k += 1) {
      const folder = workFolder();
      const owner = await ownerIn(folder);
      const outcome = await codeOf(
        createRepository({...owner, storage: storageThatStops(owner.storage, k, 'before')}, {team: 'north'}),
      );
      if (outcome === 'done') break;
      const again = await codeOf(createRepository(await ownerIn(folder), {team: 'north'}));
      expect(again).toBe('done');
      await publishPack(await ownerIn(folder), {...all, pack: checkedPack('1.0.0')});
    }
  });
});
