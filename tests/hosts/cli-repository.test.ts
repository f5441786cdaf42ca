import {mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {canonicalBytes, sha256Of} from '../../electron/packs/layout.ts';
import {temporaryFolder} from '../open-desk.ts';
import {northPack} from '../packs/forged-repository.ts';
import {documentOf, errorOf, fileWith, type Run, terminal, terminalProcess} from './terminal-run.ts';

const AS_PROCESSES = new Set<string>();

/** One command with a document for its answer: the first time as a process of its own, and again in this one. */
function run(command: string, ...args: string[]): Promise<Run> {
  const again = AS_PROCESSES.has(command);
  AS_PROCESSES.add(command);
  return (again ? terminal : terminalProcess)(['pack', command, ...args, '--json']);
}

async function done(command: string, ...args: string[]): Promise<Record<string, unknown>> {
  const told = await run(command, ...args);
  if (told.code !== 0) throw new Error(`pack ${command}: ${told.out} ${told.err}`);
  return documentOf(told) as Record<string, unknown>;
}

const packFile = (version: string, title: string): string => fileWith(JSON.stringify(northPack(version, {title})));

/** Every file below a folder, with what it holds. */
const contents = (folder: string): string[] =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `${file} ${sha256Of(readFileSync(file))}`)
    .toSorted();

const HEX = expect.stringMatching(/^[0-9a-f]{64}$/) as string;

test(
  'a team publishes, takes back and changes its keys from the terminal, and a desk follows',
  {timeout: 300_000},
  async () => {
    const folder = temporaryFolder();
    const [repo, keys, data] = ['repo', 'keys', 'data'].map((name) => join(folder, name)) as [string, string, string];
    const at = ['--repo', repo, '--keys', keys];
    const team = [...at, '--team', 'north'];
    const first = packFile('1.0.0', '第一版');
    const second = packFile('1.1.0', '第二版');
    const sha256 = (version: string, title: string) => sha256Of(canonicalBytes(northPack(version, {title})));
    const [one, two] = [
      {id: 'north-script', version: '1.0.0', sha256: sha256('1.0.0', '第一版')},
      {id: 'north-script', version: '1.1.0', sha256: sha256('1.1.0', '第二版')},
    ];

    const made = await done('init-repo', ...team);
    expect(made).toMatchObject({rootFingerprint: HEX, enrolment: join(repo, 'enrolment-north.json')});
    expect(made['notes']).toEqual([expect.stringContaining('unencrypted')]);
    expect(await done('add-lead', ...team, '--name', 'wang')).toMatchObject({team: 'north', leads: ['lead-1', 'wang']});
    expect(await done('check', first)).toMatchObject({pack: one});
    expect(await done('publish', first, ...team, '--reason', 'looked through')).toMatchObject({...one, permille: 1000});

    const enrolment = String(made['enrolment']);
    expect(await done('enrol', enrolment, '--data', data)).toEqual({rootFingerprint: made['rootFingerprint']});
    const changed = (from: string | null, to: string | null) => [{id: 'north-script', from, to}];
    const sync = () => done('sync', '--data', data);
    expect(await sync()).toEqual({active: [one], changed: changed(null, '1.0.0'), ageDays: 0});
    expect(await done('diff', first, second)).toMatchObject({from: one, to: two});
    const half = [...team, '--lead', 'wang', '--permille', '1000', '--reason', 'looked through'];
    expect(await done('publish', second, ...half)).toMatchObject({...two, permille: 1000});
    expect(await sync()).toEqual({active: [two], changed: changed('1.0.0', '1.1.0'), ageDays: 0});

    // What a lead activates here lasts until the repository says its word again.
    const byHand = ['pack', 'activate', 'north-script@1.0.0', '--role', 'lead', '--data', data];
    expect((await terminal(byHand)).out).toMatch(
      /Activated north-script@1\.0\.0 .*\n.*next sync.*north-script@1\.1\.0/,
    );
    expect(await sync()).toMatchObject({active: [two]});

    expect(await done('withdraw', 'north-script@1.1.0', ...team)).toMatchObject({version: '1.1.0', next: '1.0.0'});
    expect(await sync()).toEqual({active: [one], changed: changed('1.1.0', '1.0.0'), ageDays: 0});
    expect(Date.parse(String((await done('refresh', ...at))['expires']))).toBeGreaterThan(Date.now());
    expect(await done('rotate-root', ...at, '--lost', 'root-2')).toMatchObject({
      replaced: ['root-2'],
      made: ['root-4'],
    });
    expect(await done('rotate-root', ...at, '--stolen', 'targets-1')).toMatchObject({replaced: ['targets-1']});
    expect((await done('rotate-root', ...at))['replaced']).toEqual(['root-1', 'root-4', 'root-3', 'targets-2']);
    expect(await done('revoke-lead', ...team, '--name', 'wang')).toMatchObject({leads: ['lead-1']});
    expect(await sync()).toEqual({active: [one], changed: [], ageDays: 0});
    expect(await done('status', '--data', data)).toMatchObject({enrolment: {team: 'north'}, active: [one], ageDays: 0});

    // Somebody in between changes a byte: nothing is taken, and what is active stays.
    const timestamp = join(repo, 'metadata', 'timestamp.json');
    writeFileSync(timestamp, readFileSync(timestamp, 'utf8').replace('"version":', '"version":1'));
    const tampered = await run('sync', '--data', data);
    expect([tampered.code, errorOf(tampered).code]).toEqual([1, 'untrusted']);
    const {en, 'zh-CN': zh} = errorOf(tampered).message;
    expect([en, zh]).toEqual([expect.stringContaining('could not be trusted'), expect.stringContaining('未通过验证')]);
    expect(await done('status', '--data', data)).toMatchObject({active: [one]});
  },
);

test(
  'keys under a passphrase: for this user alone, nothing plain, and nothing is written without it',
  {timeout: 300_000},
  async () => {
    const folder = temporaryFolder();
    AS_PROCESSES.clear();
    const [repo, keys] = [join(folder, 'repo'), join(folder, 'keys')];
    const at = ['--repo', repo, '--keys', keys];
    const right = fileWith('correct horse battery staple\r\n', 'pass.txt');
    const made = await done('init-repo', ...at, '--team', 'north', '--passphrase-file', right);
    expect(made).toMatchObject({rootFingerprint: HEX});

    expect(statSync(keys).mode & 0o777).toBe(0o700);
    const files = readdirSync(keys);
    const secret = files.filter((name) => name.endsWith('.key.json'));
    expect(secret).toHaveLength(7);
    for (const name of files) expect([name, statSync(join(keys, name)).mode & 0o777]).toEqual([name, 0o600]);
    for (const name of secret) {
      const key = JSON.parse(readFileSync(join(keys, name), 'utf8')) as {private: Record<string, unknown>};
      expect(Object.keys(key.private).toSorted()).toEqual(['ciphertext', 'nonce', 'salt', 'scrypt']);
    }
    // What every private key of this kind begins with, in either spelling.
    for (const name of files)
      expect(readFileSync(join(keys, name), 'utf8')).not.toMatch(/MC4CAQAwBQYDK2Vw|302e020100300506/);

    const publish = [packFile('1.0.0', '第一版'), ...at, '--team', 'north', '--reason', 'looked through'];
    const before = contents(folder);
    const cases: [more: string[], code: string, en: RegExp, zh: RegExp][] = [
      [[], 'forbidden', /locked with a passphrase.*--passphrase-file/, /有口令保护.*--passphrase-file/],
      [[fileWith('wrong', 'wrong.txt')], 'forbidden', /passphrase is not right/, /口令不正确/],
      [[join(folder, 'nowhere.txt')], 'not_found', /There is no file .*nowhere\.txt/, /nowhere\.txt/],
      [[fileWith('\n', 'empty.txt')], 'invalid_input', /is empty/, /是空的/],
    ];
    for (const [file, code, en, zh] of cases) {
      const given = file.flatMap((name) => ['--passphrase-file', name]);
      // What is wrong with the file itself is told before anything is looked at.
      const told =
        code === 'forbidden' ? await run('publish', ...publish, ...given) : await run('refresh', ...at, ...given);
      expect([told.code, errorOf(told).code]).toEqual([1, code]);
      expect(errorOf(told).message.en).toMatch(en);
      expect(errorOf(told).message['zh-CN']).toMatch(zh);
      expect(contents(folder)).toEqual(before);
    }
    expect(await done('publish', ...publish, '--passphrase-file', right)).toMatchObject({
      version: '1.0.0',
      permille: 1000,
    });
  },
);

test('keys do not lie in the repository that everybody reads, by no way round', async () => {
  const folder = temporaryFolder();
  const repo = join(folder, 'repo');
  mkdirSync(repo);
  symlinkSync(repo, join(folder, 'other-name'));
  for (const keys of [
    repo,
    join(repo, 'keys'),
    join(folder, 'x', '..', 'repo', 'keys'),
    join(folder, 'other-name', 'keys'),
  ]) {
    const refused = await run('init-repo', '--repo', repo, '--keys', keys, '--team', 'north');
    expect([refused.code, errorOf(refused)]).toMatchObject([1, {code: 'invalid_input'}]);
    expect(contents(folder)).toEqual([]);
  }
  await done('init-repo', '--repo', repo, '--keys', join(folder, 'repo-keys'), '--team', 'north');
  const inside = await run('refresh', '--repo', repo, '--keys', join(repo, 'metadata'));
  expect(errorOf(inside)).toMatchObject({code: 'invalid_input'});
});
