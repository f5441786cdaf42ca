import {Version} from '../../contract/pack.ts';
import {Day, type LocalText} from '../../contract/values.ts';
import {say} from './both-languages.ts';
import {STANDARD_OUTPUT} from './output-file.ts';
import type {OptionValues} from './terminal-desk.ts';

/** Wrong usage: exit code 2. */
export class UsageError extends Error {
  readonly sentence: LocalText;

  constructor(sentence: LocalText) {
    super(sentence.en);
    this.name = 'UsageError';
    this.sentence = sentence;
  }
}

/** An option as it is typed: commander names `--passphrase-file` passphraseFile. */
const typed = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The text of an option, or undefined when it was not given. */
export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  if (typeof value !== 'string') return undefined;
  if (value.trim() === '') throw new UsageError(say(`${typed(name)} 不能为空。`, `${typed(name)} must not be empty.`));
  return value;
}

/** The text of an option that must be there. */
export function requiredOption(options: OptionValues, name: string, metavar: string): string {
  const value = textOption(options, name);
  if (value === undefined)
    throw new UsageError(say(`缺少 ${typed(name)} ${metavar}。`, `${typed(name)} ${metavar} is missing.`));
  return value;
}

/** A calendar day that exists. */
export function dayOption(options: OptionValues, name: string): string | undefined {
  const value = textOption(options, name);
  if (value === undefined || Day.safeParse(value).success) return value;
  throw new UsageError(
    say(
      `--${name}：“${value}”不是有效日期，格式为 YYYY-MM-DD。`,
      `--${name}: "${value}" is no date of the form YYYY-MM-DD.`,
    ),
  );
}

/** A whole number between two bounds. */
export function countOption(
  options: OptionValues,
  name: string,
  {least, most, otherwise}: {least: number; most: number; otherwise: number},
): number {
  const value = textOption(options, name);
  if (value === undefined) return otherwise;
  const count = Number(value);
  if (/^\d{1,12}$/.test(value) && count >= least && count <= most) return count;
  const range = most === Number.MAX_SAFE_INTEGER ? `${least}…` : `${least}–${most}`;
  throw new UsageError(
    say(
      `${typed(name)}：需要整数（${range}），而不是“${value}”。`,
      `${typed(name)} takes a whole number (${range}), not "${value}".`,
    ),
  );
}

/** One of a list of words. */
export function choiceOption<Value extends string>(
  options: OptionValues,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const value = textOption(options, name);
  const chosen = values.find((candidate) => candidate === value);
  if (value === undefined || chosen !== undefined) return chosen;
  const list = values.join(', ');
  throw new UsageError(
    say(`--${name} 只能是 ${list}，而不是“${value}”。`, `--${name} must be one of ${list}, not "${value}".`),
  );
}

/** A file to write. Standard output holds either a document or a file's content, never both. */
export function outOption(options: OptionValues, file: string): string {
  if (file !== STANDARD_OUTPUT || options['json'] !== true) return file;
  throw new UsageError(
    say('--json 和写入标准输出（-）只能选一个。', 'Choose either --json or standard output (-) for the file.'),
  );
}

/** `ID@VERSION` */
export function packName(text: string): {id: string; version: string} {
  const at = text.lastIndexOf('@');
  const [id, version] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  if (/^[a-z0-9][a-z0-9-]{1,63}$/.test(id) && Version.safeParse(version).success) return {id, version};
  throw new UsageError(
    say(
      `“${text}”不是 ID@VERSION（例如 cn-consumer-credit@1.0.0）。`,
      `"${text}" is not ID@VERSION (for example cn-consumer-credit@1.0.0).`,
    ),
  );
}
