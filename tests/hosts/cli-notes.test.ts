import {spawn} from 'node:child_process';
import {chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {v7} from 'uuid';
import {describe, expect, test, vi} from 'vitest';
import {AppError} from '../../electron/contract/errors.ts';
import {writeWhole} from '../../electron/hosts/cli/output-file.ts';
import {openDatabase} from '../../electron/store/database.ts';
import {appendEvent, readEvent} from '../../electron/store/journal.ts';
import {anAccount, anOutcome, madeCall, NOON, openDesk, temporaryFolder, type TestDesk} from '../open-desk.ts';
import {documentOf, terminal, terminalProcess} from './terminal-run.ts';

const target = (name = 'notes.csv'): string => join(temporaryFolder(), name);
const neighbours = (file: string): string[] => readdirSync(dirname(file));

/** Copies a call of the desk until it has so many more, in one transaction. */
async function manyCalls(desk: TestDesk, count: number): Promise<void> {
  const first = await madeCall(desk);
  const db = openDatabase({folder: desk.folder});
  const payload: unknown = JSON.parse(readEvent(db, first)?.payload ?? '');
  const fill = db.transaction(() => {
    for (let i = 0; i < count; i += 1) {
      const id = v7();
      appendEvent(db, {id, callId: id, type: 'call.opened', payload, at: NOON, agent: 'A-17'});
    }
  });
  fill.immediate();
  db.close();
}

/** A desk with one call to a customer whose every text is a formula. */
async function deskWithFormulas(): Promise<TestDesk> {
  const desk = openDesk();
  const account = anAccount({reference: '@SUM(1)', person: {id: v7(), name: '=HYPERLINK("x")'}});
  await desk.call('account.save', {account});
  await madeCall(desk, anOutcome({contact: 'RPC', result: 'RFS', note: '+cmd|calc, 13912345678'}), account);
  return desk;
}

async function* pages(...texts: string[]) {
  yield* texts;
}

async function bundleOf(desk: TestDesk): Promise<string> {
  const file = target('desk.ndjson');
  const told = await terminal(['notes', 'bundle', '--out', file, '--role', 'qa', '--json', '--data', desk.folder]);
  expect(documentOf(told)).toMatchObject({file, head: expect.stringMatching(/^[0-9a-f]{64}$/) as string});
  return file;
}

/** Source of an import from the terminal's folder, for a process that is told what to do in a line. */
const sourceOf = (name: string): string => JSON.stringify(join(import.meta.dirname, '../../electron/hosts/cli', name));

describe('notes export', () => {
  test('writes a CSV that Excel opens: byte order mark, masked, no formulas', async () => {
    const desk = await deskWithFormulas();
    const file = target();
    const args = ['notes', 'export', '--format', 'csv', '--from', '2026-11-21', '--to', '2026-11-21', '--out', file];
    const told = await terminal([...args, '--role', 'lead', '--json', '--data', desk.folder]);
    expect(told.code).toBe(0);
    expect(documentOf(told)).toMatchObject({file, rows: 1, unmasked: false});
    const text = readFileSync(file, 'utf8');
    expect(text.startsWith('\ufeffcall_id,')).toBe(true);
    expect(text).toContain("'+cmd|calc");
    expect(text).toContain(",'=**,");
    expect(text).not.toMatch(/13912345678|HYPERLINK|SUM\(1\)/);
    expect(text).not.toMatch(/[,"\n][=+@]/);
    expect(neighbours(file)).toEqual(['notes.csv']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('shows customers to QA alone, and formulas stay harmless', async () => {
    const desk = await deskWithFormulas();
    const file = target();
    const args = ['notes', 'export', '--unmasked', '--out', file, '--data', desk.folder];
    const lead = await terminal([...args, '--role', 'lead']);
    expect(lead).toMatchObject({code: 1, out: ''});
    expect(lead.err).toContain('Only QA');
    expect(existsSync(file)).toBe(false);
    expect((await terminal([...args, '--role', 'qa'])).code).toBe(0);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('\'=HYPERLINK(""x"")');
    expect(text).toContain("'@SUM(1)");
    expect(text).toContain('13912345678');
  });

  test('holds what the filters show', async () => {
    const desk = openDesk();
    await madeCall(desk, anOutcome({contact: 'RPC', result: 'RFS'}));
    await madeCall(desk);
    const rows = async (...filter: string[]) => {
      const told = await terminal(['notes', 'export', '--out', '-', '--role', 'qa', '--data', desk.folder, ...filter]);
      expect(told).toMatchObject({code: 0, err: ''});
      return told.out.trim().split('\r\n').length - 1;
    };
    expect(await rows()).toBe(2);
    expect(await rows('--result', 'RFS')).toBe(1);
    expect(await rows('--to', '2026-11-20')).toBe(0);
    expect(await rows('--agent', 'nobody')).toBe(0);
  });

  test('joins its pages without a gap', async () => {
    const desk = openDesk();
    await manyCalls(desk, 2300);
    const args = ['notes', 'export', '--role', 'qa', '--data', desk.folder, '--out'];
    const streamed = await terminalProcess([...args, '-']);
    const ids = streamed.out
      .trim()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(',')[0]);
    expect(ids).toHaveLength(2301);
    expect(new Set(ids).size).toBe(2301);
    const file = target();
    expect(documentOf(await terminal([...args, file, '--json']))).toMatchObject({rows: 2301});
    expect(readFileSync(file, 'utf8')).toBe(streamed.out);
  });

  test('ends quietly when the reader of its pipe has gone', async () => {
    const desk = openDesk();
    await manyCalls(desk, 3000);
    const args = ['notes', 'export', '--role', 'qa', '--out', '-', '--data', desk.folder];
    expect(await terminalProcess(args, {readOnly: 100})).toMatchObject({code: 0, err: ''});
  });

  test.runIf(existsSync('/dev/full'))('says so when the disk behind standard output is full', async () => {
    const desk = openDesk();
    const told = await terminal(['notes', 'export', '--role', 'qa', '--out', '/dev/full', '--data', desk.folder]);
    expect(told).toMatchObject({code: 1, out: '', err: '/dev/full cannot be written: the disk is full.\n'});
  });

  test('leaves an existing file alone when it is refused or cannot be written', async () => {
    const desk = openDesk();
    const file = target();
    writeFileSync(file, 'before');
    const args = ['notes', 'export', '--data', desk.folder, '--out'];
    expect((await terminal([...args, file, '--role', 'agent'])).code).toBe(1);
    expect((await terminal([...args, join(file, 'inside.csv'), '--role', 'qa'])).err).toContain('no folder');
    expect((await terminal([...args, dirname(file), '--role', 'qa'])).err).toContain('it is a folder');
    expect((await terminal([...args, '/nowhere/notes.csv', '--role', 'qa'])).err).toContain(
      'its folder does not exist',
    );
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(neighbours(file)).toEqual(['notes.csv']);
  });
});

describe('a file is written as a whole', () => {
  test('or not at all: a failure in the middle leaves what was there, and nothing beside it', async () => {
    const file = target();
    writeFileSync(file, 'before');
    async function* failing() {
      yield 'half';
      expect(neighbours(file)).toHaveLength(2);
      throw new AppError('unavailable');
    }
    await expect(writeWhole(file, failing(), 0o600)).rejects.toThrow(AppError);
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(neighbours(file)).toEqual([basename(file)]);
  });

  test('keeps the mode of the file that it replaces, and a link to it', async () => {
    const file = target();
    writeFileSync(file, 'before');
    chmodSync(file, 0o640);
    const link = join(dirname(file), 'link.csv');
    symlinkSync('notes.csv', link);
    await writeWhole(link, pages('after', '!'), 0o600);
    expect(readFileSync(file, 'utf8')).toBe('after!');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(neighbours(file).sort()).toEqual(['link.csv', 'notes.csv']);
  });

  test('never replaces a device', async () => {
    await writeWhole('/dev/null', pages('gone'), 0o600);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s in the middle leaves what was there, and nothing beside it', async (signal, expected) => {
    const file = target();
    writeFileSync(file, 'before');
    const child = spawn(process.execPath, [
      '--input-type=module',
      '--eval',
      `import {endOnSignals} from ${sourceOf('abandon.ts')};
       import {writeWhole} from ${sourceOf('output-file.ts')};
       endOnSignals();
       async function* pages() { yield 'half'; await new Promise((done) => setTimeout(done, 60_000)); }
       await writeWhole(${JSON.stringify(file)}, pages(), 0o600);`,
    ]);
    const ended = new Promise((done) => {
      child.once('close', done);
    });
    await vi.waitUntil(() => neighbours(file).length === 2, {timeout: 10_000, interval: 20});
    child.kill(signal);
    expect(await ended).toBe(expected);
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(neighbours(file)).toEqual(['notes.csv']);
  });
});

describe('notes bundle and import', () => {
  test('carry the calls to another desk, once', async () => {
    const desk = openDesk();
    const callId = await madeCall(desk);
    const file = await bundleOf(desk);
    const other = openDesk({profile: undefined});
    const args = ['notes', 'import', file, '--role', 'qa', '--json', '--data', other.folder];
    const first = documentOf(await terminal(args)) as {events: number; added: number; calls: number};
    expect(first).toMatchObject({calls: 1, added: first.events});
    expect(documentOf(await terminal(args))).toEqual({...first, added: 0, calls: 0});
    const told = await terminal(['call', 'show', callId, '--role', 'qa', '--data', other.folder]);
    expect(told.out).toContain("from another desk's journal");
    expect((await terminal(['doctor', '--data', other.folder])).code).toBe(0);
  });

  test('a bundle that was tampered with is refused, and nothing of it is kept', async () => {
    const desk = openDesk();
    await madeCall(desk, anOutcome({note: '客户说下周还'}));
    const file = await bundleOf(desk);
    const text = readFileSync(file, 'utf8');
    const other = openDesk({profile: undefined});
    const at = ['--role', 'qa', '--data', other.folder];
    for (const tampered of [
      text.replace('客户说下周还', '客户说明天还'),
      text.split('\n').toSpliced(3, 1).join('\n'),
      text.split('\n').slice(0, -2).join('\n'),
    ]) {
      expect(tampered).not.toBe(text);
      writeFileSync(file, tampered);
      const told = await terminal(['notes', 'import', file, ...at]);
      expect(told).toMatchObject({code: 1, out: ''});
      expect(told.err).toContain('could not be verified');
    }
    expect((await terminal(['call', 'list', ...at])).out).toBe('No calls.\n');
  });

  test('a desk refuses its own', async () => {
    const desk = openDesk();
    const file = await bundleOf(desk);
    expect((await terminal(['notes', 'import', file, '--role', 'qa', '--data', desk.folder])).code).toBe(1);
  });
});
