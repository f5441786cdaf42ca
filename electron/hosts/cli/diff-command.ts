import {
  packOfText,
  comparePacks,
  type Comparison,
  comparisonLines,
  comparisonPage,
  countChanges,
  type ReadPack,
} from '../../backend/pack-comparison.ts';
import {AppError} from '../../contract/errors.ts';
import {methods} from '../../contract/methods.ts';
import {Version} from '../../contract/pack.ts';
import type {Language} from '../../contract/values.ts';
import {say} from './both-languages.ts';
import {readTextFile} from './input-file.ts';
import {STANDARD_OUTPUT, writeWhole} from './output-file.ts';
import type {Answer, Ask, CommandSpec} from './terminal-desk.ts';
import {textOption, UsageError} from './usage.ts';

const MOST_TEXT = methods['pack.check'].input.shape.text.maxLength ?? 0;

const texts = {
  same: say('内容相同，没有变化。', 'Same content: nothing changes.'),
  changes: (count: number) => say(`${count} 处变化`, `${count} ${count === 1 ? 'change' : 'changes'}`),
  kept: say('已写入', 'Written to'),
};

/** One side of a comparison: a version of the desk, or a file. */
type Side = {file: string} | {id: string; version: string};

/** What is spelled like a version is one; a file of that name is meant by `./NAME`. */
function sideOf(text: string): Side {
  const at = text.lastIndexOf('@');
  const [id, version] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  const named = /^[a-z0-9][a-z0-9-]{1,63}$/.test(id) && Version.safeParse(version).success;
  return named ? {id, version} : {file: text};
}

async function readFile(file: string): Promise<ReadPack> {
  const text = await readTextFile(file, MOST_TEXT);
  try {
    return packOfText(text);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const message = say(`${file} 不是有效的话术包。`, `${file} is no valid script pack.`);
    throw new AppError(error.code, message, error.problems);
  }
}

async function readSide(side: Side, ask: Ask): Promise<ReadPack> {
  if ('file' in side) return await readFile(side.file);
  const {info, pack} = await ask('pack.get', side);
  return {pack, sha256: info.sha256};
}

const nameOf = ({pack}: ReadPack): string => `${pack.id}@${pack.version}`;

const told = ({pack: {id, version, title, language}, sha256}: ReadPack) => ({id, version, sha256, title, language});

async function answer(comparison: Comparison, page: string | undefined, language: Language): Promise<Answer> {
  const {from, to, changes} = comparison;
  const count = countChanges(comparison);
  const words = count === 0 ? texts.same : texts.changes(count);
  const head = `${nameOf(from)} → ${nameOf(to)}  ${words[language]}`;
  const value = {from: told(from), to: told(to), changes};
  if (page === undefined) return {value, lines: [head, ...comparisonLines(comparison, language)]};
  const html = comparisonPage(comparison, language);
  async function* whole() {
    yield html;
  }
  await writeWhole(page, whole(), 0o666);
  return {value, lines: [head, `${texts.kept[language]} ${page}`]};
}

function pageOption(file: string | undefined): string | undefined {
  if (file !== STANDARD_OUTPUT) return file;
  throw new UsageError(say('--html 需要文件名。', '--html takes the name of a file.'));
}

export const diffCommand: CommandSpec = {
  name: 'pack diff',
  arguments: '<A> <B>',
  options: [['--html <FILE>', say('另存为一个网页文件', 'write it as one page, too')]],
  about: say(
    '比较两个版本（文件或 ID@VERSION），逐词标出',
    'what changes from A to B (files or ID@VERSION), word by word',
  ),
  example: 'pack diff cn-consumer-credit@1.0.0 my-pack.json --html changes.html',
  read: ([a = '', b = ''], options) => {
    const [from, to] = [sideOf(a), sideOf(b)];
    const page = pageOption(textOption(options, 'html'));
    if ('file' in from && 'file' in to) {
      // Two files need no desk: none is opened, made or written.
      return {
        withoutDesk: async ({language}) =>
          await answer(comparePacks(await readFile(from.file), await readFile(to.file)), page, language),
      };
    }
    return async ({ask, language}) =>
      await answer(comparePacks(await readSide(from, ask), await readSide(to, ask)), page, language);
  },
};
