import {Command, CommanderError, type Help} from 'commander';
import {LANGUAGES, type Language, type LocalText, type Role, ROLES} from '../../contract/values.ts';
import {say} from './both-languages.ts';
import {callCommands} from './call-commands.ts';
import {conductCommands} from './conduct-commands.ts';
import {deskCommands} from './desk-commands.ts';
import {notesCommands} from './notes-commands.ts';
import {diffCommand} from './diff-command.ts';
import {packCommands} from './pack-commands.ts';
import {popCommands} from './pop-commands.ts';
import {repositoryCommands} from './repository-commands.ts';
import {ruleCommands} from './rule-commands.ts';
import {syncCommands} from './sync-commands.ts';
import type {CommandSpec, DesklessJob, Job} from './terminal-desk.ts';
import {columnsOf} from './text-table.ts';
import {choiceOption, textOption, UsageError} from './usage.ts';

const SPECS: readonly CommandSpec[] = [
  ...packCommands,
  diffCommand,
  ...repositoryCommands,
  ...syncCommands,
  ...callCommands,
  ...notesCommands,
  ...conductCommands,
  ...popCommands,
  ...deskCommands,
  ...ruleCommands,
];

/** Options that every command takes, before or after its name. */
export interface GlobalOptions {
  json: boolean;
  data: string | undefined;
  role: Role;
  language: Language | undefined;
  profile: string | undefined;
  demo: boolean;
}

export type CommandLine = {text: string} | {job: Job | DesklessJob; options: GlobalOptions};

const GLOBAL_OPTIONS: readonly (readonly [flags: string, about: LocalText])[] = [
  ['--json', say('输出一个 JSON 文档', 'print one JSON document')],
  ['--data <DIR>', say('数据文件夹（也可用 CALLSIDE_DATA）', 'data folder (or CALLSIDE_DATA)')],
  [
    '--role <ROLE>',
    say(
      'agent（坐席，默认）、lead（组长）或 qa（质检）；加锁角色的口令放在 CALLSIDE_PIN',
      'agent (default), lead or qa; the PIN of a locked role comes from CALLSIDE_PIN',
    ),
  ],
  ['--lang <LANG>', say('zh-CN 或 en（默认随系统）', "zh-CN or en (default: the system's)")],
  ['--profile <FILE>', say('坐席资料（JSON）：谁坐在这里', 'who sits here (JSON)')],
  ['--demo', say('使用另一个装有虚构通话的数据文件夹', 'use the separate data folder of made-up calls')],
];

const TITLES: Record<string, LocalText> = {
  'Usage:': say('用法：', 'Usage:'),
  'Arguments:': say('参数：', 'Arguments:'),
  'Options:': say('选项：', 'Options:'),
  'Global Options:': say('通用选项：', 'Global options:'),
  'Commands:': say('命令：', 'Commands:'),
};

const texts = {
  about: say(
    'Callside 的终端。callside 即 npm run -s callside --',
    'The terminal of Callside. callside stands for npm run -s callside --',
  ),
  help: say('显示说明', 'show this'),
  version: say('显示版本', 'show the version'),
  options: say('[选项]', '[options]'),
  command: say('命令', 'COMMAND'),
  example: say('例如：', 'Example:'),
  exits: say(
    '退出码：0 完成，1 被拒绝或失败（原因见标准错误），2 用法错误。',
    'Exit codes: 0 done, 1 refused or failed (the reason is on stderr), 2 wrong usage.',
  ),
  groups: {
    pack: say('话术包', 'script packs'),
    call: say('通话', 'calls'),
    notes: say('记录的导出与读入', 'notes out and in'),
    account: say('账户', 'accounts'),
    profile: say('坐席资料', 'who sits here'),
  } as Record<string, LocalText>,
};

/** What was asked for of `--lang` and `--json`, found before the words are known to be right. */
export function firstLook(args: readonly string[]): {json: boolean; language: Language | undefined} {
  const end = args.indexOf('--');
  const words = end < 0 ? args : args.slice(0, end);
  const at = words.lastIndexOf('--lang');
  const named = at < 0 ? words.findLast((word) => word.startsWith('--lang='))?.slice(7) : words[at + 1];
  return {json: words.includes('--json'), language: LANGUAGES.find((language) => language === named)};
}

/**
 * Reads the words of a command line: a job with its options, or a text that was asked for (help, version).
 *
 * @throws UsageError
 */
export function readCommandLine(args: readonly string[], language: Language, version: string): CommandLine {
  let text = '';
  let job: Job | DesklessJob | undefined;
  const program = new Command('callside')
    .description(texts.about[language])
    .version(version, '-V, --version', texts.version[language])
    .helpOption('-h, --help', texts.help[language])
    .helpCommand('help [COMMAND]', texts.help[language])
    .exitOverride()
    .configureOutput({
      writeOut: (part) => {
        text += part;
      },
      // What is wrong is said by whoever catches the error, in the user's language.
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => 100,
      getOutHasColors: () => false,
    })
    .configureHelp(helpIn(language))
    .usage(`${texts.command[language]} ${texts.options[language]}`)
    .addHelpText('after', `\n${texts.exits[language]}`);
  for (const [flags, about] of GLOBAL_OPTIONS) program.option(flags, about[language]);
  for (const spec of SPECS) {
    addCommand(program, spec, language).action((...given: unknown[]) => {
      const command = given.at(-1) as Command;
      job = spec.read(command.args, command.optsWithGlobals());
    });
  }
  try {
    program.parse(args, {from: 'user'});
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return {text};
    throw usageError(error);
  }
  if (job === undefined) return {text};
  return {job, options: globalOptions(program)};
}

function addCommand(program: Command, spec: CommandSpec, language: Language): Command {
  const words = spec.name.split(' ');
  const name = words.at(-1) ?? '';
  const command = (words.length === 1 ? program : groupOf(program, words[0] ?? '', language)).command(name);
  for (const argument of spec.arguments?.split(' ') ?? []) command.argument(argument);
  for (const [flags, about] of spec.options ?? []) command.option(flags, about[language]);
  return command
    .description(spec.about[language])
    .usage([spec.arguments, texts.options[language]].filter((part) => part !== undefined).join(' '))
    .addHelpText('after', `\n${texts.example[language]} callside ${spec.example}`);
}

function groupOf(program: Command, name: string, language: Language): Command {
  const known = program.commands.find((command) => command.name() === name);
  return (
    known ??
    program
      .command(name)
      .description(texts.groups[name]?.[language] ?? name)
      .helpCommand(false)
      .usage(`${texts.command[language]} ${texts.options[language]}`)
  );
}

const pathOf = (command: Command): string =>
  command.parent?.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

/** Help that lists every command by its whole name, each with its example; columns fit Chinese. */
function helpIn(language: Language): Partial<Help> {
  return {
    showGlobalOptions: true,
    displayWidth: columnsOf,
    styleTitle: (title) => TITLES[title]?.[language] ?? title,
    visibleCommands: (command) =>
      command.commands.flatMap((child) => (child.commands.length > 0 ? [...child.commands] : [child])),
    subcommandTerm: (command) => {
      const spec = SPECS.find((candidate) => candidate.name === pathOf(command));
      return [pathOf(command), spec?.arguments].filter((part) => part !== undefined).join(' ');
    },
    subcommandDescription: (command) => {
      const spec = SPECS.find((candidate) => candidate.name === pathOf(command));
      return spec === undefined ? command.description() : `${command.description()}\n    callside ${spec.example}`;
    },
  };
}

function globalOptions(program: Command): GlobalOptions {
  const options = program.opts<Record<string, string | boolean | undefined>>();
  return {
    json: options['json'] === true,
    data: textOption(options, 'data'),
    role: choiceOption(options, 'role', ROLES) ?? 'agent',
    language: choiceOption(options, 'lang', LANGUAGES),
    profile: textOption(options, 'profile'),
    demo: options['demo'] === true,
  };
}

/** Commander's complaint in both languages; what it is about stands between its quotes. */
function usageError({code, message}: CommanderError): UsageError {
  const what = /'([^']*)'/.exec(message)?.[1] ?? '';
  const [, near] = /\(Did you mean (?:one of )?(.+)\?\)/.exec(message) ?? [];
  const hint = near === undefined ? say('', '') : say(`是否要用 ${near}？`, ` Did you mean ${near}?`);
  const help = say('运行 callside --help 查看全部命令。', ' Run callside --help for everything.');
  switch (code) {
    case 'commander.unknownOption':
      return new UsageError(say(`未知选项 ${what}。${hint['zh-CN']}`, `Unknown option ${what}.${hint.en}`));
    case 'commander.optionMissingArgument':
      return new UsageError(say(`选项 ${what} 需要一个值。`, `Option ${what} needs a value.`));
    case 'commander.missingArgument':
      return new UsageError(say(`缺少参数 ${what}。`, `The argument ${what} is missing.`));
    case 'commander.excessArguments':
      return new UsageError(say('参数过多。', 'There are too many arguments.'));
    case 'commander.unknownCommand':
      return new UsageError(say(`未知命令 ${what}。${help['zh-CN']}`, `Unknown command ${what}.${help.en}`));
    default:
      return new UsageError(say(`缺少命令。${help['zh-CN']}`, `A command is missing.${help.en}`));
  }
}
