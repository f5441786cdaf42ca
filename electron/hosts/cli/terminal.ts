import {join} from 'node:path';
import type {Writable} from 'node:stream';
import packageFile from '../../../package.json' with {type: 'json'};
import {appFolder} from '../../backend/app-folder.ts';
import {type Backend, openBackend} from '../../backend/backend.ts';
import {dataFolderFor} from '../../backend/data-folder.ts';
import {systemLanguage} from '../../backend/system-language.ts';
import {AppError, type ReplyError} from '../../contract/errors.ts';
import {cleanText, type Language} from '../../contract/values.ts';
import {onAbandon} from './abandon.ts';
import {say} from './both-languages.ts';
import {type CommandLine, firstLook, type GlobalOptions, readCommandLine} from './command-line.ts';
import {isSystemError} from './file-words.ts';
import {readTextFile} from './input-file.ts';
import {type Answer, asker, type DesklessJob, type Job, type TerminalDesk} from './terminal-desk.ts';
import {ReaderGone, type TextSink, textSink} from './text-sink.ts';
import {UsageError} from './usage.ts';

/** The world around a command; tests hand in their own. */
export interface Surroundings {
  out: Writable;
  err: Writable;
  env: NodeJS.ProcessEnv;
  now?: () => Date;
}

const LONGEST_PROFILE = 100_000;

/**
 * Runs one command of the terminal.
 *
 * @returns the exit code: 0 done, 1 refused or failed, 2 wrong usage
 */
export async function runTerminal(args: readonly string[], {out, err, env, now}: Surroundings): Promise<number> {
  const look = firstLook(args);
  const language = look.language ?? systemLanguage(env);
  const [sink, complaints] = [textSink(out, 'stdout'), textSink(err, 'stderr')];
  const tell = async (line: string) => {
    // Nobody reads complaints any more: the exit code still says it.
    await complaints.write(`${line}\n`).catch(() => {});
  };
  try {
    try {
      const asked = readCommandLine(args, language, packageFile.version);
      if ('text' in asked) {
        await sink.write(look.json ? `${JSON.stringify({text: asked.text.trimEnd()})}\n` : asked.text);
        return 0;
      }
      const answer = await answerTo(asked, {sink, language, env, now, tell});
      if (answer === undefined) return 0;
      return await give(answer, {sink, tell, language, json: look.json});
    } catch (error) {
      if (error instanceof ReaderGone) throw error;
      const refusal = refusalOf(error);
      if (refusal.code === 'internal')
        await tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
      await give({value: {}, lines: [], refusal}, {sink, tell, language, json: look.json});
      return error instanceof UsageError ? 2 : 1;
    }
  } catch (error) {
    if (error instanceof ReaderGone) return 0;
    if (!(error instanceof AppError)) throw error;
    // Standard output itself cannot be written (a full disk behind it): there is only stderr left to say so.
    await tell(error.sentence[language]);
    return 1;
  }
}

interface Running {
  sink: TextSink;
  language: Language;
  env: NodeJS.ProcessEnv;
  now: (() => Date) | undefined;
  tell: (line: string) => Promise<void>;
}

async function answerTo(
  {job, options}: Extract<CommandLine, {job: Job | DesklessJob}>,
  running: Running,
): Promise<Answer | undefined> {
  if ('withoutDesk' in job) {
    const {language, now = () => new Date(), env, tell} = running;
    return await job.withoutDesk({language, now, env, log: (line) => void tell(line)});
  }
  const profile = options.profile === undefined ? undefined : await readProfile(options.profile);
  const backend = openDesk(options, profile, running);
  const forget = onAbandon(() => backend.close());
  try {
    const ask = asker(backend);
    const desk: TerminalDesk = {
      ask,
      session: await ask('session.get', {}),
      language: running.language,
      out: running.sink,
      complain: running.tell,
    };
    return await job(desk);
  } finally {
    forget();
    backend.close();
  }
}

function openDesk(options: GlobalOptions, profile: unknown, {env, now, tell}: Running): Backend {
  const dataFolder = dataFolderFor({flag: options.data, demo: options.demo, env});
  try {
    return openBackend({
      dataFolder,
      role: options.role,
      host: 'cli',
      version: packageFile.version,
      language: options.language,
      libraryFolder: join(appFolder(), 'scripts-library'),
      // No second instance: it works beside a window.
      exclusive: false,
      profile,
      pin: env['CALLSIDE_PIN'] || undefined,
      demo: options.demo,
      now,
      log: (line) => void tell(line),
    });
  } catch (error) {
    if (error instanceof AppError || !isSystemError(error)) throw error;
    const {code} = error as NodeJS.ErrnoException;
    throw new AppError(
      'unavailable',
      say(`无法使用数据文件夹 ${dataFolder}（${code}）。`, `The data folder ${dataFolder} cannot be used (${code}).`),
    );
  }
}

async function readProfile(file: string): Promise<unknown> {
  const text = await readTextFile(file, LONGEST_PROFILE);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError(
      'invalid_input',
      say(`坐席资料文件 ${file} 不是有效的 JSON。`, `The profile file ${file} is not valid JSON.`),
    );
  }
}

function refusalOf(error: unknown): ReplyError {
  if (error instanceof UsageError) return {code: 'invalid_input', message: error.sentence};
  return (error instanceof AppError ? error : new AppError('internal')).toReplyError();
}

interface Reading {
  sink: TextSink;
  tell: (line: string) => Promise<void>;
  language: Language;
  json: boolean;
}

/** Prints what a command found: for programs one document, for people lines, and a reason always on stderr. */
async function give(
  {value, lines, refusal, streamed = false}: Answer,
  {sink, tell, language, json}: Reading,
): Promise<number> {
  if (json && !streamed) {
    const document = refusal === undefined ? value : {...(value as object), error: refusal};
    await sink.write(`${JSON.stringify(document)}\n`);
  } else if (!json && lines.length > 0) {
    // A name or a note must not give orders to the terminal.
    await sink.write(`${lines.map(cleanText).join('\n')}\n`);
  }
  if (refusal === undefined) return 0;
  const whole = say('文件', 'file')[language];
  const problems = refusal.problems ?? [];
  const reasons = problems.map(({path, message}) => `${path === '' ? whole : path}: ${message[language]}`);
  await tell([refusal.message[language], ...reasons].map(cleanText).join('\n'));
  return 1;
}
