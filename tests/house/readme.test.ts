import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import {AccountFile} from '../../electron/contract/account.ts';
import {Profile} from '../../electron/contract/desk.ts';
import type {JournalEvent} from '../../electron/contract/journal.ts';
import {openDatabase} from '../../electron/store/database.ts';
import {eraseOnRecord} from '../backend/erase-on-record.ts';
import {terminal} from '../hosts/terminal-run.ts';
import {anAccount, anOutcome, madeCall, openDesk, temporaryFolder} from '../open-desk.ts';
import {LAW} from './import-law.ts';

/** What the README says is compared with what is. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The n-th block of code in a language. */
const block = (language: string, n = 0): string =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))][n]?.[1] ?? '';
const codesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
/** The cells of the first table after a text. */
function tableAfter(text: string): string[][] {
  const lines = readme.slice(readme.indexOf(text)).split('\n');
  const start = lines.findIndex((line) => line.startsWith('|'));
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) => line.split('|').slice(1, -1));
}

describe('the README tells', () => {
  test('the law of the house as it is', () => {
    const told = tableAfter('<!-- law').flatMap(([rooms = '', allowed = '']) =>
      codesIn(rooms).map((room) => [room, codesIn(allowed)]),
    );
    expect(told).toEqual(LAW.map(({name, rooms, packages}) => [name, [...rooms, ...packages]]));
  });

  test('every option of npm start', () => {
    const help = execFileSync(process.execPath, [join(root, 'electron/hosts/cli/start.mjs'), '--help'], {
      encoding: 'utf8',
    });
    const options = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option = '']) => option);
    expect(options.length).toBeGreaterThan(10);
    const told = tableAfter('| `npm start -- …`').map(([option = '']) => /--[a-z-]+/.exec(option)?.[0] ?? '');
    expect(told.toSorted()).toEqual(options.toSorted());
  });

  test('every command of the terminal', async () => {
    const {out} = await terminal(['--help', '--lang', 'en']);
    const commands = [...out.slice(out.indexOf('Commands:')).matchAll(/^ {2}([a-z-]+(?: [a-z][a-z-]*)?) /gm)].map(
      ([, command = '']) => command,
    );
    expect(commands).toContain('notes bundle');
    const told = tableAfter('## The terminal').flatMap(([cell = '']) => codesIn(cell));
    const words = told.map((code) => /^[a-z-]+(?: [a-z][a-z-]*)?/.exec(code)?.[0] ?? '');
    expect(words.toSorted()).toEqual(commands.toSorted());
  });

  test('only npm scripts, files and packages that are there', () => {
    const {scripts, dependencies, devDependencies, optionalDependencies} = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string>>;
    const named = [...readme.matchAll(/npm run (?:-s )?([a-z0-9:]+)/g)].map(([, script]) => script);
    expect(named.filter((script) => scripts?.[script ?? ''] === undefined)).toEqual([]);
    const linked = [...readme.matchAll(/(?:src="|\]\()([^")]+)/g)].map(([, target = '']) => target);
    const ours = linked.filter((target) => !target.startsWith('http'));
    expect(ours.filter((target) => !existsSync(join(root, target)))).toEqual([]);
    expect(ours.filter((target) => target.endsWith('.png') && statSync(join(root, target)).size > 150_000)).toEqual([]);
    const decided = readme.slice(readme.indexOf('## What is decided'), readme.indexOf('## Not tried'));
    const packages = {...dependencies, ...devDependencies, ...optionalDependencies};
    for (const name of [
      'hono',
      'zod',
      'commander',
      'fuse.js',
      'pinyin-pro',
      'opencc-js',
      'temporal-polyfill',
      'diff',
    ]) {
      expect(decided).toContain(`**${name}**`);
      expect(packages).toHaveProperty([name]);
    }
    expect(packages['better-sqlite3']).toMatch(/^npm:better-sqlite3-multiple-ciphers@/);
  });

  test('a profile and an account file that are such', () => {
    expect(Profile.parse(JSON.parse(block('json'))).agentId).toBe('1001');
    expect(AccountFile.parse(JSON.parse(block('json', 1)))[0]?.debts[0]?.amount).toBe(125_000);
  });
});

const python = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!python)('the verifier in the README (needs python3)', () => {
  const verify = (lines: readonly object[]) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'verify.py'), block('python'));
    writeFileSync(join(folder, 'bundle'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return spawnSync('python3', [join(folder, 'verify.py'), join(folder, 'bundle')], {encoding: 'utf8'});
  };

  async function bundle(erase = false): Promise<[header: object, ...events: JournalEvent[]]> {
    const desk = openDesk();
    const account = anAccount();
    await desk.call('account.save', {account});
    // What JSON libraries write in different ways: quotes, line ends, characters outside the first plane, control signs.
    await madeCall(desk, anOutcome({note: 'a "b" \\ c\n\t张伟明 😀 \u00e9 </script>'}), account);
    if (erase) {
      const db = openDatabase({folder: desk.folder});
      db.exec("DELETE FROM journal_payload WHERE id IN (SELECT id FROM journal WHERE type = 'outcome.saved')");
      db.close();
      eraseOnRecord(desk.folder, "type = 'outcome.saved'");
    }
    await desk.as('qa');
    const {text} = await desk.call('notes.bundle', {id: v7(), cursor: null});
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown) as [object, ...JournalEvent[]];
  }

  test('proves a journal of ours', async () => {
    const lines = await bundle();
    const {status, stdout, stderr} = verify(lines);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^${lines.length - 1} events, 0 erased, head [0-9a-f]{64}\n$`));
  });

  test('accepts an erasure that is on record', async () => {
    const {status, stdout} = verify(await bundle(true));
    expect([status, stdout]).toEqual([0, expect.stringContaining(' 1 erased')]);
  });

  test.for<[what: string, bend: (lines: JournalEvent[]) => void]>([
    ['a changed time', (events) => Object.assign(events[2] ?? {}, {at: '2026-01-01T00:00:00.000Z'})],
    ['a changed payload', (events) => Object.assign(events[2] ?? {}, {payload: '{}'})],
    ['a payload that is gone unsaid', (events) => Object.assign(events[2] ?? {}, {payload: null, salt: null})],
    ['a missing event', (events) => events.splice(2, 1)],
    ['a missing end', (events) => events.pop()],
  ])('finds %s', async ([, bend]) => {
    const [header, ...events] = await bundle();
    bend(events);
    const {status, stderr} = verify([header, ...events]);
    expect(status).toBe(1);
    expect(stderr).toContain('AssertionError');
  });
});
