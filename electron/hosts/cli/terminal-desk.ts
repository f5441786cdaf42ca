import type {Backend} from '../../backend/backend.ts';
import type {Session} from '../../contract/desk.ts';
import {AppError, type ReplyError} from '../../contract/errors.ts';
import type {MethodName, Output, RawInput} from '../../contract/methods.ts';
import type {Language, LocalText} from '../../contract/values.ts';
import type {TextSink} from './text-sink.ts';

/** Asks one method of the contract; a refusal is thrown as the AppError that it was. */
export type Ask = <Name extends MethodName>(method: Name, input: RawInput<Name>) => Promise<Output<Name>>;

/** What a command works with. */
export interface TerminalDesk {
  ask: Ask;
  session: Session;
  /** Language of the terminal: what is printed for its user. */
  language: Language;
  /** Standard output, for what is streamed and not answered. */
  out: TextSink;
  /** A line on standard error, for what went wrong with one of many. */
  complain: (line: string) => Promise<void>;
}

/** What a command has to say: one document for programs, lines for people. */
export interface Answer {
  value: unknown;
  lines: readonly string[];
  /** Set when the command did its work and what it found is bad news (a pack with problems, a desk with damage). */
  refusal?: ReplyError;
  /** Set when the documents for programs have been written already: only the reason is left to say. */
  streamed?: boolean;
}

/** What is left to do once the words of the command line were understood. Without an answer it has streamed its own. */
export type Job = (desk: TerminalDesk) => Promise<Answer | undefined>;

/** What a command works with that needs no desk: no data folder is opened, made or written for it. */
export interface Deskless {
  language: Language;
  now: () => Date;
  env: NodeJS.ProcessEnv;
  /** Bugs only. */
  log: (line: string) => void;
}

/** A job that is done without a desk. */
export interface DesklessJob {
  withoutDesk: (around: Deskless) => Promise<Answer>;
}

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** One command as it is spelled, explained and read. */
export interface CommandSpec {
  /** Words that name it, for example `pack check`. */
  name: string;
  /** Positional arguments, for example `<FILE>`. */
  arguments?: string;
  options?: readonly (readonly [flags: string, about: LocalText])[];
  about: LocalText;
  example: string;
  /** Judges the words alone, before anything is opened. Throws UsageError. */
  read(args: readonly string[], options: OptionValues): Job | DesklessJob;
}

/** A way to ask a backend by the contract's types. */
export function asker(backend: Backend): Ask {
  return async <Name extends MethodName>(method: Name, input: RawInput<Name>) => {
    const reply = await backend.call(method, input);
    if (reply.ok) return reply.value as Output<Name>;
    throw new AppError(reply.error.code, reply.error.message, reply.error.problems);
  };
}

/** The zone in which this desk counts its days. */
export const zoneOf = ({session}: TerminalDesk): string =>
  session.profile?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
