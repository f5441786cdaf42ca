import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import type {ReplyError} from '../../electron/contract/errors.ts';
import type {Output} from '../../electron/contract/methods.ts';
import {systemVault} from '../../electron/hosts/desktop/key-vault.ts';
import {call, freshDesktop, place, start} from './desktop-start.ts';
import {app, asked, BrowserWindow, restart, safeStorage} from './electron-stand-in.ts';

freshDesktop();

async function done<Value>(method: string, input: unknown = {}): Promise<Value> {
  const reply = await call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${reply.error.message.en}`);
  return reply.value as Value;
}

async function refused(method: string, input: unknown = {}): Promise<ReplyError> {
  const reply = await call(method, input);
  if (reply.ok) throw new Error(`${method} was not refused`);
  return reply.error;
}

async function startAsLead(): Promise<void> {
  await start();
  await done('session.enter', {role: 'lead'});
}

/** Ends the program and starts it again, with the same keychain or another user's. */
async function startAgain(keychain = asked.keychain): Promise<void> {
  for (const window of BrowserWindow.getAllWindows()) window.destroy();
  app.end();
  restart();
  asked.keychain = keychain;
  await startAsLead();
}

const create = (more: object = {}) =>
  done<Output<'repository.create'>>('repository.create', {
    place: join(place.folder, 'repository'),
    team: 'north',
    name: 'wang',
    ...more,
  });

const read = () => done<Output<'repository.read'>>('repository.read');

interface KeyFile {
  name: string;
  role: string;
  private: {vault?: string; plain?: string; ciphertext?: string};
}

function keyFiles(): KeyFile[] {
  const folder = join(place.data, 'keys');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.key.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as KeyFile);
}

describe('the keys of a lead on the desktop', {timeout: 120_000}, () => {
  test("are kept by the system's keychain, which alone opens them, also after the next start", async () => {
    await startAsLead();
    expect(await create()).toMatchObject({publishesAs: 'wang', protection: 'keychain'});
    expect((await read()).notes).toEqual([]);
    const keys = keyFiles();
    expect(keys.map(({role}) => role).toSorted()).toEqual([
      'root',
      'root',
      'root',
      'snapshot',
      'targets',
      'team-north',
      'timestamp',
    ]);
    for (const {private: part} of keys) {
      expect(Object.keys(part)).toEqual(['vault']);
      const secret = safeStorage.decryptString(Buffer.from(part.vault ?? '', 'base64'));
      expect(Buffer.from(secret, 'base64')).toHaveLength(48);
      expect(JSON.stringify(keys)).not.toContain(secret);
    }
    await startAgain();
    const {expires} = await done<Output<'repository.refresh'>>('repository.refresh');
    expect(Date.parse(expires)).toBeGreaterThan(Date.now());
  });

  test('are of no use to another user, and go to another computer under a passphrase only', async () => {
    await startAsLead();
    await create();
    const to = join(place.folder, 'stick');
    expect(await refused('repository.backUpKeys', {to})).toMatchObject({code: 'invalid_input'});
    const {files} = await done<Output<'repository.backUpKeys'>>('repository.backUpKeys', {to, passphrase: 'a b c d'});
    expect(files).toHaveLength(4);
    for (const name of files) expect(readFileSync(join(to, name), 'utf8')).not.toMatch(/"(vault|plain)"/);
    // Another lead's keys are locked on the stick, and kept by the keychain here as all others are.
    const handed = {to: join(place.folder, 'for-zhao'), passphrase: 'a b c d'};
    await done('repository.addLead', {eventId: v7(), name: 'zhao', ...handed});
    for (const name of readdirSync(handed.to)) expect(readFileSync(join(handed.to, name), 'utf8')).toContain('scrypt');
    expect(await read()).toMatchObject({repository: {protection: 'keychain', leads: [{name: 'wang'}, {name: 'zhao'}]}});
    await startAgain({...asked.keychain, key: Buffer.alloc(32)});
    const {code, message} = await refused('repository.refresh');
    expect([code, message.en, message['zh-CN']]).toEqual([
      'forbidden',
      expect.stringContaining('keychain of another computer or user'),
      expect.stringContaining('另一台电脑或另一个用户的系统钥匙串'),
    ]);
  });

  test.each([
    ['cannot be used', {available: false}, /cannot be used/, /不可用/],
    ['is none, but a password that everybody knows', {backend: 'basic_text'}, /no keychain/, /没有系统钥匙串/],
    ['is not known', {backend: 'unknown'}, /no keychain/, /没有系统钥匙串/],
  ])('where the keychain %s, the lead is told', async (_, keychain, en, zh) => {
    Object.assign(asked.keychain, keychain);
    await startAsLead();
    const {notes} = await read();
    expect(notes).toEqual([{'zh-CN': expect.stringMatching(zh), en: expect.stringMatching(en)}]);
  });

  test('are kept by a passphrase where there is no keychain, and lie open only where there is neither', async () => {
    asked.keychain.available = false;
    await startAsLead();
    expect(await create()).toMatchObject({protection: 'open'});
    expect((await read()).notes[0]?.en).toContain('lie open');
    await startAgain();
    await done('repository.addLead', {eventId: v7(), name: 'li', passphrase: 'correct horse'});
    const kept = keyFiles().map(({name, private: part}) => `${name} ${Object.keys(part).at(-1)}`);
    expect(kept.filter((each) => each.startsWith('li')).toSorted()).toEqual(Array(3).fill('li ciphertext'));
  });

  test('are sealed on systems whose keychain has no other name', async () => {
    asked.keychain.backend = 'unknown';
    app.becomeReady();
    const kept = systemVault('win32');
    if (!('vault' in kept)) throw new Error('no keychain');
    expect(kept.vault?.open(kept.vault.seal('a secret'))).toBe('a secret');
    expect(systemVault('linux')).toHaveProperty('vaultNote');
  });
});
