import {existsSync, mkdirSync, readdirSync, renameSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {expect, test} from 'vitest';
import {openDesk, temporaryFolder} from '../open-desk.ts';

const SLOW = {timeout: 60_000};

async function leadWithRepository() {
  const desk = openDesk({role: 'lead'});
  const place = join(temporaryFolder(), 'site');
  const made = await desk.call('repository.create', {place, team: 'north', name: 'wang'});
  return {desk, place, made};
}

test('a part of a path is refused for a repository and for copies of keys, and nothing is written', SLOW, async () => {
  const {desk} = await leadWithRepository();
  const relative = 'packs-of-nobody';
  const other = openDesk({role: 'lead'});
  const refusals = [
    await other.refusal('repository.create', {place: relative, team: 'north', name: 'wang'}),
    await other.refusal('repository.join', {place: relative, team: 'north', keyFiles: []}),
    await desk.refusal('repository.backUpKeys', {to: relative}),
    await desk.refusal('repository.addLead', {eventId: v7(), name: 'zhao', to: relative}),
  ];
  for (const {code, message} of refusals)
    expect([code, message.en]).toEqual(['invalid_input', expect.stringMatching(/whole path/)]);
  expect(existsSync(relative)).toBe(false);
  const {repository} = await desk.call('repository.read', {});
  expect(repository?.leads.map(({name}) => name)).toEqual(['wang']);
});

test('no copy of a key goes into the repository, to an address, or where the keys lie already', SLOW, async () => {
  const {desk, place, made} = await leadWithRepository();
  const refused = async (to: string) => (await desk.refusal('repository.backUpKeys', {to})).message.en;
  expect(await refused(join(place, 'keys'))).toMatch(/must not lie in the repository/);
  expect(existsSync(join(place, 'keys'))).toBe(false);
  expect(await refused('s3://bucket/keys')).toMatch(/never to an address/);
  expect(await refused(made.keysFolder)).toMatch(/where the keys lie already/);
  const {files} = await desk.call('repository.backUpKeys', {to: join(temporaryFolder(), 'stick')});
  expect(files).toHaveLength(4);
});

test('a lead who lets others in goes on publishing in the own name', SLOW, async () => {
  const {desk, made} = await leadWithRepository();
  for (const name of ['zhao', 'adam', '钱组长']) {
    const {repository} = await desk.call('repository.addLead', {eventId: v7(), name});
    expect(repository).toMatchObject({publishesAs: 'wang'});
  }
  expect(readdirSync(made.keysFolder).filter((file) => file.startsWith('钱组长.'))).toHaveLength(3);
  await desk.call('repository.refresh', {});
  const signed = (await desk.call('repository.read', {})).repository;
  expect(signed?.roles.find(({role}) => role === 'timestamp')?.signedBy).toEqual(['wang']);
  // Shut out, the desk is whoever's keys are left on it.
  expect(await desk.call('repository.revokeLead', {eventId: v7(), name: 'wang'})).not.toMatchObject({
    publishesAs: 'wang',
  });
});

test('keys out of force are counted until somebody destroys them', SLOW, async () => {
  const {desk, made} = await leadWithRepository();
  expect(made.retiredKeys).toBe(0);
  const {keysFolder, retiredKeys} = await desk.call('repository.rotateRoot', {eventId: v7(), name: 'root-2'});
  expect(retiredKeys).toBe(1);
  expect(existsSync(join(keysFolder, 'retired'))).toBe(true);
});

test(
  'a repository that was moved is found again with the keys of this desk, and another one is refused',
  SLOW,
  async () => {
    const {desk, place} = await leadWithRepository();
    const moved = join(temporaryFolder(), 'share/site');
    mkdirSync(join(moved, '..'));
    renameSync(place, moved);
    expect((await desk.refusal('repository.read', {})).code).toMatch(/not_found|unavailable/);
    const {place: others} = await leadWithRepository();
    expect((await desk.refusal('repository.join', {place: others, team: 'north', keyFiles: []})).code).toBe(
      'untrusted',
    );
    await desk.call('repository.join', {place: moved, team: 'north', keyFiles: []});
    expect((await desk.call('repository.read', {})).repository).toMatchObject({place: moved, publishesAs: 'wang'});
  },
);
