import {readFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {popTexts} from '../../backend/pop-doors.ts';
import {AppError} from '../../contract/errors.ts';
import {LANGUAGES, type Language, type Role, ROLES} from '../../contract/values.ts';

/** What `npm start` asks this host for; it has checked the words for the user before. */
export interface BrowserOptions {
  data?: string;
  role: Role;
  language?: Language;
  port: number;
  open: boolean;
  json: boolean;
  demo: boolean;
  /** Parsed content of `--profile FILE`; the backend validates it. */
  profile?: unknown;
  /** Screen-pops for this desk, or for the one that is open already. */
  pops: string[];
}

function oneOf<Value extends string>(name: string, values: readonly Value[], given: string): Value {
  const value = values.find((candidate) => candidate === given);
  if (value === undefined) throw new Error(`--${name}: ${values.join(' | ')}`);
  return value;
}

function readProfile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    throw new AppError('invalid_input', {
      'zh-CN': `读不出坐席资料文件 ${file}：需要一个 JSON 文件。`,
      en: `The profile file ${file} cannot be read: it must be a JSON file.`,
    });
  }
}

/** Reads the arguments after the script's name. Throws for anything that `npm start` would not have passed. */
export function browserOptions(args: readonly string[]): BrowserOptions {
  const {values} = parseArgs({
    args: [...args],
    options: {
      data: {type: 'string'},
      role: {type: 'string', default: 'agent'},
      lang: {type: 'string'},
      port: {type: 'string', default: '0'},
      profile: {type: 'string'},
      pop: {type: 'string', multiple: true, default: []},
      'no-open': {type: 'boolean', default: false},
      json: {type: 'boolean', default: false},
      demo: {type: 'boolean', default: false},
    },
  });
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) throw new Error('--port: 0 … 65535');
  return {
    ...(values.data !== undefined && {data: values.data}),
    role: oneOf('role', ROLES, values.role),
    ...(values.lang !== undefined && {language: oneOf('lang', LANGUAGES, values.lang)}),
    port,
    open: !values['no-open'],
    json: values.json,
    demo: values.demo,
    pops: popTexts(values.pop),
    ...(values.profile !== undefined && {profile: readProfile(values.profile)}),
  };
}
