import {readFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {isPopLink, popTexts} from '../../backend/pop-doors.ts';
import {LANGUAGES, type Language, type Role, ROLES} from '../../contract/values.ts';

/** What the window was asked for on the command line. */
export interface WindowOptions {
  data?: string;
  role: Role;
  language?: Language;
  demo: boolean;
  json: boolean;
  /** Parsed content of `--profile FILE`; the backend validates it. */
  profile?: unknown;
  /** Screen-pops: of `--pop`, and links of ours as systems hand them over. */
  pops: string[];
}

/** A wrong command line: shown as it is, with exit code 2. */
export class UsageError extends Error {}

function oneOf<Value extends string>(option: string, values: readonly Value[], given: string): Value {
  const value = values.find((candidate) => candidate === given);
  if (value === undefined) throw new UsageError(`--${option}: ${values.join(' | ')}`);
  return value;
}

/**
 * The screen-pops of a command line: `--pop TEXT`, and links of ours, which systems add as an argument of their own. Other
 * arguments are left alone: Chromium and systems add theirs.
 */
export function popsIn(args: readonly string[]): string[] {
  const given = args.flatMap((arg, i) => {
    if (arg.startsWith('--pop=')) return [arg.slice('--pop='.length)];
    return args[i - 1] === '--pop' || isPopLink(arg) ? [arg] : [];
  });
  return popTexts(given);
}

function readProfile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    throw new UsageError(`--profile ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Reads the arguments after the program's name. Unknown ones are let through: Chromium has its own, and systems add
 * theirs. Throws UsageError.
 */
export function windowOptions(args: readonly string[]): WindowOptions {
  const {values} = parseArgs({
    args: [...args],
    strict: false,
    options: {
      data: {type: 'string'},
      role: {type: 'string'},
      lang: {type: 'string'},
      profile: {type: 'string'},
      demo: {type: 'boolean'},
      json: {type: 'boolean'},
    },
  });
  const text = (option: 'data' | 'role' | 'lang' | 'profile'): string | undefined => {
    const value = values[option];
    if (value === undefined) return undefined;
    if (typeof value !== 'string' || value === '') throw new UsageError(`--${option}: ?`);
    return value;
  };
  const [data, role, lang, profile] = [text('data'), text('role'), text('lang'), text('profile')];
  return {
    ...(data !== undefined && {data}),
    role: role === undefined ? 'agent' : oneOf('role', ROLES, role),
    ...(lang !== undefined && {language: oneOf('lang', LANGUAGES, lang)}),
    demo: values['demo'] === true,
    json: values['json'] === true,
    pops: popsIn(args),
    ...(profile !== undefined && {profile: readProfile(profile)}),
  };
}
