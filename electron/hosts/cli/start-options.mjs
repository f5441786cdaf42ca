import {resolve} from 'node:path';
import {StartError, sentences} from './words.mjs';

const USAGE =
  'npm start -- [--browser | --desktop] [--no-open] [--port N] [--data DIR] [--role agent|lead|qa] [--lang zh-CN|en] [--profile FILE] [--demo] [--pop TEXT] [--json] [--help]';

const FLAGS = new Set(['--browser', '--desktop', '--no-open', '--demo', '--json', '--help']);
const VALUES = new Set(['--port', '--data', '--role', '--lang', '--profile', '--pop']);

/**
 * Splits `--name value` and `--name=value`. Written out here because the sentences for what is wrong are ours, in both
 * languages, and nothing may be installed yet.
 * @param {string[]} argv
 * @param {ReturnType<typeof sentences>} say
 * @returns {{given: Map<string, string>, pops: string[]}} `pops`: what the screen-pop says, link or `KEY=VALUE`
 */
function splitArguments(argv, say) {
  const wrong = (sentence) => new StartError(say.usage(sentence, USAGE), 2);
  const given = new Map();
  const pops = [];
  for (let index = 0; index < argv.length; index += 1) {
    const [name, ...rest] = argv[index].split('=');
    const attached = rest.length > 0 ? rest.join('=') : undefined;
    if (FLAGS.has(name)) {
      if (attached !== undefined) throw wrong(say.noValue(name));
      given.set(name, '');
    } else if (VALUES.has(name)) {
      let value = attached;
      if (value === undefined) {
        index += 1;
        value = argv[index];
      }
      if (value === undefined || value === '' || (attached === undefined && value.startsWith('--'))) {
        throw wrong(say.missingValue(name));
      }
      if (name === '--pop') pops.push(value);
      given.set(name, value);
    } else if (pops.length > 0 && /^[^-\s=][^\s=]*=/.test(argv[index])) {
      // `--pop phone=… name=…`
      pops.push(argv[index]);
    } else {
      throw wrong(say.unknownOption(argv[index]));
    }
  }
  return {given, pops};
}

/**
 * Options of `npm start`.
 * @param {string[]} argv
 * @param {{language: 'zh-CN' | 'en', folder: string}} from `folder` is where the user stands: relative paths start there
 * @returns {{help: boolean, json: boolean, host: 'auto' | 'browser' | 'desktop', hostArguments: string[], browserArguments: string[]}}
 *   `hostArguments` for either host, `browserArguments` for the browser host beside them
 * @throws {StartError} (exit code 2) with one line of what is wrong and the usage
 */
export function startOptions(argv, {language, folder}) {
  const say = sentences(language);
  const wrong = (sentence) => new StartError(say.usage(sentence, USAGE), 2);
  const {given, pops} = splitArguments(argv, say);
  const port = given.get('--port') ?? '0';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw wrong(say.badPort());
  if (given.has('--role') && !['agent', 'lead', 'qa'].includes(given.get('--role'))) throw wrong(say.badRole());
  if (given.has('--lang') && !['zh-CN', 'en'].includes(given.get('--lang'))) throw wrong(say.badLang());
  if (given.has('--browser') && given.has('--desktop')) throw wrong(say.bothHosts());

  const hostArguments = [];
  for (const name of ['--data', '--profile']) {
    if (given.has(name)) hostArguments.push(name, resolve(folder, given.get(name)));
  }
  for (const name of ['--role', '--lang']) {
    if (given.has(name)) hostArguments.push(name, given.get(name));
  }
  if (given.has('--demo')) hostArguments.push('--demo');
  for (const pop of pops) hostArguments.push(`--pop=${pop}`);
  const browserArguments = ['--port', String(Number(port))];
  for (const name of ['--no-open', '--json']) if (given.has(name)) browserArguments.push(name);
  return {
    help: given.has('--help'),
    json: given.has('--json'),
    host: given.has('--browser') ? 'browser' : given.has('--desktop') ? 'desktop' : 'auto',
    hostArguments,
    browserArguments,
  };
}
