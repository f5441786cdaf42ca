import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {temporaryFolder} from '../open-desk.ts';
import {errorOf, terminal} from './terminal-run.ts';

const COMMANDS = [
  'search',
  'pack list',
  'pack check',
  'pack import',
  'pack export',
  'pack activate',
  'call list',
  'call show',
  'notes export',
  'notes bundle',
  'notes import',
  'account import',
  'profile show',
  'doctor',
];

describe('help', () => {
  test('lists every command with an example', async () => {
    const {code, out} = await terminal(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(out).toContain(`    callside ${command}`);
  });

  test('speaks the language that was asked for', async () => {
    const chinese = await terminal(['--help', '--lang', 'zh-CN']);
    expect(chinese.out).toContain('命令：');
    expect(chinese.out).not.toMatch(/Commands:|Options:/);
    expect((await terminal(['--help'], {LANG: 'zh_CN.UTF-8'})).out).toContain('命令：');
  });

  test.each(COMMANDS)('is there for %s, with its example', async (command) => {
    const {code, out} = await terminal([...command.split(' '), '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`Example: callside ${command}`);
    expect(out).toContain('--role <ROLE>');
  });
});

describe('wrong usage', () => {
  test.each([
    [[]],
    [['nonsense']],
    [['pack']],
    [['pack', 'nonsense']],
    [['pack', 'check']],
    [['search']],
    [['search', '没钱', '--bogus']],
    [['search', '没钱', '--limit', 'three']],
    [['search', '没钱', '--limit', '0']],
    [['search', '没钱', '--limit']],
    [['doctor', 'twice']],
    [['pack', 'activate', 'small']],
    [['pack', 'activate', 'small@1']],
    [['pack', 'activate', '@1.0.0']],
    [['pack', 'export', 'small@1.0.0']],
    [['call', 'list', '--from', '21.11.2026']],
    [['call', 'list', '--to', '2026-02-30']],
    [['call', 'list', '--from', '2026-11-22', '--to', '2026-11-21']],
    [['call', 'list', '--contact', 'XYZ']],
    [['call', 'list', '--limit', '1.5']],
    [['call', 'show']],
    [['pack', 'publish', 'a.json', '--repo', 'r', '--keys', 'k', '--team', 'north', '--groups', ' , ，']],
    [['pack', 'publish', 'a.json', '--repo', 'r', '--keys', 'k', '--team', 'north', '--groups', 'g'.repeat(81)]],
    [['notes', 'export', '--format', 'xlsx', '--out', 'notes.csv']],
    [['notes', 'export', '--format', 'csv']],
    [['notes', 'bundle']],
    [['notes', 'export', '--out', '-', '--json']],
    [['doctor', '--role', 'boss']],
    [['doctor', '--lang', 'fr']],
    [['doctor', '--data', '']],
  ])('%j ends with 2 and a sentence, and opens nothing', async (args) => {
    const data = join(temporaryFolder(), 'data');
    const {code, err} = await terminal(args, {CALLSIDE_DATA: data});
    expect(code).toBe(2);
    expect(err.trim()).toMatch(/^\S.*[.]$/);
    expect(existsSync(data)).toBe(false);
  });

  test('names an option as it is typed', async () => {
    const refresh = ['pack', 'refresh', '--repo', 'r', '--keys', 'k'];
    expect((await terminal([...refresh, '--timestamp-days', '0'])).err).toMatch(/^--timestamp-days takes/);
    expect((await terminal([...refresh, '--passphrase-file', ''])).err).toMatch(/^--passphrase-file must/);
  });

  test('with --json is one document on stdout, and the sentence still on stderr', async () => {
    const told = await terminal(['search', '没钱', '--limit', 'x', '--json', '--lang', 'zh-CN']);
    expect(told.code).toBe(2);
    expect(errorOf(told).code).toBe('invalid_input');
    expect(told.err.trim()).toBe(errorOf(told).message['zh-CN']);
  });
});
