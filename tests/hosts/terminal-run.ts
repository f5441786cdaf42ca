import {spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Writable} from 'node:stream';
import {expect} from 'vitest';
import type {ReplyError} from '../../electron/contract/errors.ts';
import {runTerminal} from '../../electron/hosts/cli/terminal.ts';
import {NOON, temporaryFolder} from '../open-desk.ts';
import {smallPack} from '../small-pack.ts';

const AFTER_NOON = new Date(Date.parse(NOON) + 60_000);

export interface Run {
  code: number;
  out: string;
  err: string;
}

function collector(): {stream: Writable; text: () => string} {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return {stream, text: () => Buffer.concat(chunks).toString('utf8')};
}

/** One command of the terminal, in this process, a minute after the tests' noon; English unless `--lang` says otherwise. */
export async function terminal(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const [out, err] = [collector(), collector()];
  const code = await runTerminal(args, {
    out: out.stream,
    err: err.stream,
    env: {LANG: 'C.UTF-8', ...env},
    now: () => AFTER_NOON,
  });
  return {code, out: out.text(), err: err.text()};
}

/** The document that a command with `--json` printed: one, and nothing else. */
export const documentOf = (run: Run): unknown => JSON.parse(run.out);

const MAIN = join(import.meta.dirname, '..', '..', 'electron', 'hosts', 'cli', 'main.ts');

/**
 * One command of the terminal as a process of its own. `input` is its standard input; `readOnly` closes its standard output
 * after so many bytes.
 */
export function terminalProcess(
  args: readonly string[],
  {env = {}, input = '', readOnly}: {env?: NodeJS.ProcessEnv; input?: string; readOnly?: number} = {},
): Promise<Run & {code: number}> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      env: {PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8', ...env},
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(input);
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => {
      out.push(chunk);
      if (readOnly !== undefined && Buffer.concat(out).length >= readOnly) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.once('error', fail);
    child.once('close', (code) =>
      done({code: code ?? -1, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8')}),
    );
  });
}

/** A file in a new folder. */
export function fileWith(content: string | Uint8Array, name = 'file.json'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

/** The small pack in a file, with changes. */
export const packFile = (more: object = {}): string => fileWith(JSON.stringify({...smallPack(), ...more}));

/** The error in what a command with `--json` printed. */
export const errorOf = (run: Run): ReplyError => (documentOf(run) as {error: ReplyError}).error;

/** A refusal in words: exit code, nothing but the document on stdout, the reason on stderr. */
export async function refusal(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const told = await terminal(args, env);
  expect(told.out).toBe('');
  expect(told.err).not.toBe('');
  return {code: told.code, err: told.err};
}
