import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import {canonicalBytes} from '../../electron/packs/layout.ts';
import {anOutcome, openCall, openDesk, profile, type TestDesk} from '../open-desk.ts';
import type {PackDocument} from '../small-pack.ts';
import {ForgedRepository, northPack, soundPack} from './forged-repository.ts';

async function enrolled(repository: ForgedRepository, options: Parameters<typeof openDesk>[0] = {}): Promise<TestDesk> {
  const desk = openDesk(options);
  await desk.call('sync.enrol', {id: v7(), text: repository.enrolment()});
  return desk;
}

/** The starter pack's name with other words. */
const signedSmall = soundPack({title: '签名的话术'});

/** A pack that is whole by the law of another country. */
function usPack(): PackDocument {
  const folder = join(import.meta.dirname, '..', '..', 'scripts-library');
  const file = readdirSync(folder).find((name) => name.startsWith('us-') && name.endsWith('.pack.json')) ?? '';
  return {...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as PackDocument), id: 'us-script', version: '1.0.0'};
}

describe('a desk that follows a repository', () => {
  test('takes over what was published, and says what changed', async () => {
    const repository = new ForgedRepository();
    const first = repository.release(northPack('1.0.0'));
    repository.commit();
    const desk = await enrolled(repository);
    const outcome = await desk.call('sync.now', {});
    expect(outcome).toMatchObject({
      active: [{id: 'north-script', version: '1.0.0', sha256: first.sha256}],
      changed: [{id: 'north-script', from: null, to: '1.0.0'}],
      ageDays: 0,
      refused: [],
    });
    expect(desk.events.map(({type}) => type)).toContain('pack.activated');

    repository.release(northPack('1.1.0'));
    repository.commit();
    expect((await desk.call('sync.now', {})).changed).toEqual([{id: 'north-script', from: '1.0.0', to: '1.1.0'}]);
    const again = await desk.call('sync.now', {});
    expect(again).toMatchObject({active: [{version: '1.1.0'}], changed: []});
    // The next root and the timestamp: nothing else is asked for when nothing is new.
    expect(again.requests).toBe(2);
    expect((await desk.call('journal.verify', {})).ok).toBe(true);
  });

  test('is given the release before when one is taken back, and lets go when none is left', async () => {
    const repository = new ForgedRepository();
    repository.release(northPack('1.0.0'));
    repository.release(northPack('1.1.0'));
    repository.commit();
    const desk = await enrolled(repository);
    await desk.call('sync.now', {});
    repository.withdraw('north-script', '1.1.0');
    repository.commit();
    expect((await desk.call('sync.now', {})).changed).toEqual([{id: 'north-script', from: '1.1.0', to: '1.0.0'}]);
    repository.withdraw('north-script', '1.0.0');
    repository.commit();
    expect(await desk.call('sync.now', {})).toMatchObject({
      active: [],
      changed: [{id: 'north-script', from: '1.0.0', to: null}],
    });
    expect((await desk.call('pack.list', {})).filter(({active}) => active).map(({id}) => id)).toEqual(['small']);
  });

  test('comes back to the pack of the app when the repository takes all of its own back', async () => {
    const repository = new ForgedRepository();
    // The same name as the starter pack, with other words: what is signed is what the name means.
    repository.release(signedSmall);
    repository.commit();
    const desk = await enrolled(repository);
    const [starter] = await desk.call('pack.list', {});
    await desk.call('sync.now', {});
    const active = (await desk.call('pack.list', {})).filter((info) => info.active);
    expect(active).toMatchObject([{id: 'small', version: '1.0.0', title: '签名的话术', team: 'north'}]);
    expect(active[0]?.sha256).not.toBe(starter?.sha256);
    repository.withdraw('small', '1.0.0');
    repository.commit();
    expect((await desk.call('sync.now', {})).changed).toEqual([{id: 'small', from: '1.0.0', to: null}]);
    expect((await desk.call('pack.list', {})).filter((info) => info.active)).toMatchObject([
      {id: 'small', version: '1.0.0', sha256: starter?.sha256, team: null},
    ]);
    expect((await desk.call('desk.doctor', {})).ok).toBe(true);
    // And once more: nothing is lost on the way there and back.
    repository.release(signedSmall);
    repository.commit();
    expect((await desk.call('sync.now', {})).changed).toEqual([{id: 'small', from: '1.0.0', to: '1.0.0'}]);
  });

  test('keeps the version of a call that is running, by its content', async () => {
    const repository = new ForgedRepository();
    const desk = await enrolled(repository);
    const callId = await openCall(desk);
    const before = (await desk.call('call.current', {}))?.record.opened.pack;
    repository.release(signedSmall);
    repository.commit();
    await desk.call('sync.now', {});
    const pack = (await desk.call('call.current', {}))?.record.opened.pack;
    expect(pack).toEqual(before);
    if (pack === null || pack === undefined) throw new Error('the call has no pack');
    expect((await desk.call('pack.get', pack)).pack.title).toBe('小话术');
    expect((await desk.call('pack.get', {id: pack.id, version: pack.version})).pack.title).toBe('签名的话术');
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome: anOutcome()});
    const next = await openCall(desk);
    expect((await desk.call('call.get', {id: next})).record.opened.pack?.sha256).not.toBe(pack.sha256);
  });

  test('gets only what its country and group are meant for', {timeout: 120_000}, async () => {
    const repository = new ForgedRepository();
    repository.release(northPack('1.0.0'));
    repository.release(northPack('1.1.0'), {groups: ['二组']});
    repository.release(usPack());
    repository.commit();
    const desk = await enrolled(repository);
    expect((await desk.call('sync.now', {})).active).toMatchObject([{id: 'north-script', version: '1.0.0'}]);
    const nobody = await enrolled(repository, {profile: undefined});
    expect((await nobody.call('sync.now', {})).active).toMatchObject([
      {id: 'north-script', version: '1.1.0'},
      {id: 'us-script', version: '1.0.0'},
    ]);
  });

  test('gets only packs in the languages that its agent speaks, and every one before that is said', async () => {
    const repository = new ForgedRepository();
    repository.release(northPack('1.0.0'));
    repository.commit();
    const desk = await enrolled(repository, {profile: {...profile, languages: ['en']}});
    expect((await desk.call('sync.now', {})).active).toEqual([]);
    await desk.call('profile.save', {id: v7(), profile: {...profile, languages: ['zh-CN', 'en']}});
    expect((await desk.call('sync.now', {})).active).toMatchObject([{id: 'north-script'}]);
    await desk.call('profile.save', {id: v7(), profile: {...profile, languages: ['en']}});
    expect((await desk.call('sync.now', {})).changed).toEqual([{id: 'north-script', from: '1.0.0', to: null}]);
    await desk.call('profile.save', {id: v7(), profile});
    expect((await desk.call('sync.now', {})).changed).toEqual([{id: 'north-script', from: null, to: '1.0.0'}]);
    const refused = await desk.refusal('profile.save', {id: v7(), profile: {...profile, languages: []}});
    expect(refused.code).toBe('invalid_input');
  });

  test('says of the first release which version of the app it took the place of', async () => {
    const repository = new ForgedRepository();
    repository.release(soundPack({version: '2.0.0'}));
    repository.commit();
    const desk = await enrolled(repository);
    expect((await desk.call('sync.now', {})).changed).toEqual([{id: 'small', from: '1.0.0', to: '2.0.0'}]);
  });

  test('tells the agent once what a sync has changed, and what a release that was taken back has', async () => {
    const repository = new ForgedRepository();
    const next = soundPack({version: '2.0.0'});
    Object.assign(next.objections[0]?.answers.soft[0] as object, {text: '没关系，明天处理也来得及。'});
    repository.release(next);
    repository.commit();
    const desk = await enrolled(repository);
    expect(await desk.call('pack.news', {})).toBeNull();
    await desk.call('sync.now', {});
    const told = await desk.call('pack.news', {});
    expect(told).toMatchObject({id: 'small', from: {version: '1.0.0'}, to: {version: '2.0.0'}, takenBack: false});
    expect(JSON.stringify(told?.changes)).toContain('明天');
    await desk.call('pack.seen', {eventId: v7(), id: 'small', sha256: told?.to.sha256 ?? ''});
    await desk.call('sync.now', {});
    expect(await desk.call('pack.news', {})).toBeNull();
    repository.withdraw('small', '2.0.0');
    repository.commit();
    await desk.call('sync.now', {});
    expect(await desk.call('pack.news', {})).toMatchObject({to: {version: '1.0.0'}, takenBack: true});
  });

  test('is let into a rollout by the share, and stays in', async () => {
    const repository = new ForgedRepository();
    repository.release(northPack('1.0.0'));
    repository.release(northPack('1.1.0'), {permille: 0});
    repository.commit();
    const desk = await enrolled(repository);
    const versions: string[] = [];
    for (const permille of [0, 250, 500, 750, 1000]) {
      repository.index.packs['north-script'][1].permille = permille;
      repository.commit();
      versions.push((await desk.call('sync.now', {})).active[0]?.version ?? '');
    }
    expect(versions[0]).toBe('1.0.0');
    expect(versions.at(-1)).toBe('1.1.0');
    expect(versions).toEqual([...versions].sort());
  });

  test('says how old its packs are, and that offline is normal', async () => {
    const repository = new ForgedRepository();
    repository.release(northPack('1.0.0'));
    repository.commit();
    const desk = await enrolled(repository);
    await desk.call('sync.now', {});
    desk.clock.now = new Date(desk.clock.now.getTime() + 3.5 * 86_400_000);
    const error = await desk.refusal('sync.now', {from: '/nowhere/at/all'});
    expect(error).toMatchObject({code: 'unavailable'});
    expect(await desk.call('sync.status', {})).toMatchObject({
      active: [{id: 'north-script', version: '1.0.0'}],
      ageDays: 3,
      expired: false,
      failure: {code: 'unavailable'},
    });
    expect((await desk.call('sync.now', {})).ageDays).toBe(3);
    expect((await desk.call('sync.status', {})).failure).toBeNull();
  });

  test('follows another copy of the folder as if it were the same', async () => {
    const repository = new ForgedRepository();
    repository.release(northPack('1.0.0'));
    repository.commit();
    const desk = openDesk();
    await desk.call('sync.enrol', {id: v7(), text: repository.enrolment('/nowhere/at/all')});
    expect((await desk.refusal('sync.now', {})).code).toBe('unavailable');
    expect((await desk.call('sync.now', {from: repository.folder})).active).toHaveLength(1);
    await desk.call('sync.move', {id: v7(), from: repository.folder});
    expect((await desk.call('sync.now', {})).changed).toEqual([]);
  });

  test('is enrolled once: another repository only in its place, by a lead', async () => {
    const [north, other] = [new ForgedRepository(), new ForgedRepository()];
    north.release(northPack('1.0.0'));
    north.commit();
    const desk = await enrolled(north);
    await desk.call('sync.now', {});
    expect(await desk.call('sync.readEnrolment', {text: other.enrolment()})).toMatchObject({means: 'other'});
    expect((await desk.refusal('sync.enrol', {id: v7(), text: other.enrolment()})).code).toBe('conflict');
    expect((await desk.refusal('sync.enrol', {id: v7(), text: other.enrolment(), replace: true})).code).toBe(
      'forbidden',
    );
    await desk.call('sync.enrol', {id: v7(), text: north.enrolment()});
    expect((await desk.call('sync.now', {})).changed).toEqual([]);
    await desk.as('lead');
    await desk.call('sync.enrol', {id: v7(), text: other.enrolment(), replace: true});
    expect((await desk.call('sync.status', {})).active).toEqual([]);
    await desk.call('sync.leave', {id: v7()});
    expect((await desk.refusal('sync.now', {})).code).toBe('not_found');
  });

  test('refuses an enrolment file that contradicts itself', async () => {
    const repository = new ForgedRepository();
    const desk = openDesk();
    const enrol = async (text: string) => (await desk.refusal('sync.enrol', {id: v7(), text})).code;
    const file = JSON.parse(repository.enrolment()) as Record<string, string>;
    expect(await enrol('not JSON')).toBe('invalid_input');
    expect(await enrol(JSON.stringify({...file, more: 1}))).toBe('invalid_input');
    expect(await enrol(JSON.stringify({...file, from: 'gopher://x'}))).toBe('invalid_input');
    expect(await enrol(JSON.stringify({...file, rootFingerprint: '0'.repeat(64)}))).toBe('untrusted');
    expect(await enrol(JSON.stringify({...file, root: '{}'}))).toBe('untrusted');
    expect(await enrol(repository.enrolment().replace('"team"', '"team":"x","team"'))).toBe('invalid_input');
    repository.signers = {root: [repository.root[0] as never]};
    repository.version.root = 0;
    repository.writeRoot();
    repository.firstRoot = repository.read('metadata/1.root.json');
    expect(await enrol(repository.enrolment())).toBe('untrusted');
    expect((await desk.call('sync.status', {})).enrolment).toBeNull();
  });
});

test('an open window syncs of its own, and tells when the terminal did', {timeout: 60_000}, async () => {
  const repository = new ForgedRepository();
  repository.release(northPack('1.0.0'));
  repository.commit();
  const span = {least: 50, most: 100};
  const window = openDesk({exclusive: true, syncRhythm: {first: span, every: span}});
  await window.call('sync.enrol', {id: v7(), text: repository.enrolment()});
  const version = async () => (await window.call('sync.status', {})).active[0]?.version;
  await expect.poll(version, {timeout: 20_000}).toBe('1.0.0');
  repository.release(northPack('1.1.0'));
  repository.commit();
  await expect.poll(version, {timeout: 20_000}).toBe('1.1.0');
  expect(window.events.map(({type}) => type)).toEqual(expect.arrayContaining(['sync.changed', 'sync.progress']));
  window.backend.close();

  const quiet = openDesk({
    dataFolder: window.folder,
    exclusive: true,
    syncRhythm: {first: {least: 1e6, most: 1e6}, every: span},
  });
  const terminal = openDesk({dataFolder: window.folder, host: 'cli'});
  repository.release(northPack('1.2.0'));
  repository.commit();
  await terminal.call('sync.now', {});
  await expect.poll(() => quiet.events.map(({type}) => type), {timeout: 20_000}).toContain('sync.changed');
  expect(quiet.events.map(({type}) => type)).toContain('pack.activated');
});

test('what is published is kept byte for byte', async () => {
  const repository = new ForgedRepository();
  const {sha256} = repository.release(northPack('1.0.0'));
  repository.commit();
  const desk = await enrolled(repository);
  await desk.call('sync.now', {});
  await desk.as('lead');
  const {text, info} = await desk.call('pack.export', {id: 'north-script', version: '1.0.0'});
  expect(info.sha256).toBe(sha256);
  expect(canonicalBytes(JSON.parse(text)).toString()).toBe(canonicalBytes(northPack('1.0.0')).toString());
});
