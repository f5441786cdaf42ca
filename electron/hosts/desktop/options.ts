import {readFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
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
}

/** A wrong command line: shown as it is, with exit code 2. */
export class UsageError extends Error {}

function oneOf<Value extends string>(option: string, values: readonly Value[], given: string): Value {
  const value = values.find((candidate) => candidate === given);
  if (value === undefined) throw new UsageError(`--${option}: ${values.join(' | ')}`);
  return value;
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
    ...(profile !== undefined && {profile: readProfile(profile)}),
  };
}
