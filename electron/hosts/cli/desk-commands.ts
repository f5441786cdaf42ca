import {extname} from 'node:path';
import {v7} from 'uuid';
import {DayOrder} from '../../contract/account-import.ts';
import {AppError} from '../../contract/errors.ts';
import {IMPORT_FIELD_LABELS, LANGUAGE_LABELS} from '../../contract/labels.ts';
import {methods, type Output} from '../../contract/methods.ts';
import {Currency, Jurisdiction, type Language, LANGUAGES} from '../../contract/values.ts';
import {say} from './both-languages.ts';
import {readTableFile, readTextFile} from './input-file.ts';
import type {Answer, CommandSpec, OptionValues, TerminalDesk} from './terminal-desk.ts';
import {textTable} from './text-table.ts';
import {choiceOption, textOption, UsageError} from './usage.ts';

const MOST_TABLE = methods['account.importCsv'].input.shape.text.maxLength ?? 0;
const MOST_TEXT = methods['account.import'].input.shape.text.maxLength ?? 0;

const texts = {
  damaged: say('检查发现问题。', 'A check failed.'),
  saved: (count: number) => say(`已保存 ${count} 个账户。`, `${count} accounts saved.`),
  importedTable: (added: number, updated: number, skipped: number) =>
    say(
      `已导入：新增 ${added} 个账户，更新 ${updated} 个，略过 ${skipped} 行。`,
      `Imported: ${added} new accounts, ${updated} updated, ${skipped} rows left out.`,
    ),
  wouldImport: (added: number, updated: number) =>
    say(
      `将新增 ${added} 个账户，更新 ${updated} 个。没有保存任何内容。`,
      `Would add ${added} accounts and update ${updated}. Nothing was saved.`,
    ),
  wrongRows: (file: string, invalid: number) =>
    say(`${file}：${invalid} 行不能导入。`, `${file}: ${invalid} rows cannot be imported.`),
  ignored: say('不导入', 'not taken over'),
  nobody: say('还没有坐席资料（用 --profile FILE 填写）。', 'Nobody sits here yet (start with --profile FILE).'),
  agentId: say('工号', 'agent id'),
  spokenName: say('对外称呼', 'spoken name'),
  institution: say('机构', 'institution'),
  team: say('团队', 'team'),
  timeZone: say('时区', 'time zone'),
  officialPhone: say('官方电话', 'official phone'),
  officialChannel: say('官方渠道', 'official channel'),
  languages: say('通话语言', 'languages'),
  jurisdiction: say('法域', 'jurisdiction'),
  collector: say('身份', 'collector'),
  creditor: say('债权机构', 'creditor'),
  thirdParty: say('受托催收机构', 'third-party collector'),
};

async function doctor({ask, language}: TerminalDesk): Promise<Answer> {
  const value = await ask('desk.doctor', {});
  const lines = textTable(value.checks.map(({ok, name, detail}) => [ok ? '✓' : '✗', name[language], detail[language]]));
  if (value.ok) return {value, lines};
  const problems = value.checks
    .filter((check) => !check.ok)
    .map(({name, detail}) => ({path: name[language], message: detail}));
  return {value, lines, refusal: {code: 'untrusted', message: texts.damaged, problems}};
}

interface TableOptions {
  check: boolean;
  onlyValid: boolean;
  jurisdiction: Jurisdiction | undefined;
  customerLanguage: Language | undefined;
  currency: string | undefined;
  creditor: string | undefined;
  dayOrder: DayOrder | undefined;
}

const CURRENCIES: Record<Jurisdiction, string> = {CN: 'CNY', US: 'USD', UK: 'GBP', none: 'CNY'};

const isTable = (file: string): boolean => ['.csv', '.tsv', '.txt'].includes(extname(file).toLowerCase());

/** A table of accounts: what its columns seem to mean, then all of it or nothing. Ctrl+C while it reads leaves nothing behind. */
async function importTable(desk: TerminalDesk, file: string, options: TableOptions): Promise<Answer> {
  const {ask, language, session} = desk;
  const {profile} = session;
  const jurisdiction = options.jurisdiction ?? profile?.jurisdiction ?? 'none';
  const settings = {
    jurisdiction,
    language: options.customerLanguage ?? language,
    currency: options.currency ?? CURRENCIES[jurisdiction],
    creditor: options.creditor ?? (profile?.collector === 'creditor' ? profile.institution : null),
    dayOrder: options.dayOrder ?? 'certain',
  };
  const text = await readTableFile(file, MOST_TABLE);
  const preview = await ask('account.previewCsv', {text, settings});
  if (options.check) return checkedTable(desk, file, preview);
  const {columns} = preview;
  const value = await ask('account.importCsv', {id: v7(), text, columns, settings, onlyValid: options.onlyValid});
  return {value, lines: [texts.importedTable(value.added, value.updated, value.skipped)[language]]};
}

function checkedTable({language}: TerminalDesk, file: string, preview: Output<'account.previewCsv'>): Answer {
  const {headers, columns, added, updated, invalid, problems} = preview;
  // The rows themselves are customers' data: they stay in the file.
  const {rows: _rows, ...value} = preview;
  const meaning = headers.map((header, i): string[] => {
    const field = columns[i] ?? null;
    return ['', header, field === null ? texts.ignored[language] : IMPORT_FIELD_LABELS[field][language]];
  });
  const lines = [...textTable(meaning), texts.wouldImport(added, updated)[language]];
  if (invalid === 0) return {value, lines};
  const refusal = {
    code: 'invalid_input' as const,
    message: texts.wrongRows(file, invalid),
    problems: problems.map(({row, header, message}) => ({
      path: header === null ? `row ${row}` : `row ${row} · ${header}`,
      message,
    })),
  };
  return {value, lines, refusal};
}

async function importAccounts(desk: TerminalDesk, file: string, options: TableOptions): Promise<Answer> {
  if (isTable(file)) return importTable(desk, file, options);
  const {ask, language} = desk;
  const value = await ask('account.import', {text: await readTextFile(file, MOST_TEXT)});
  return {value, lines: [texts.saved(value.saved)[language]]};
}

async function showProfile({session, language}: TerminalDesk): Promise<Answer> {
  const {profile} = session;
  if (profile === null) throw new AppError('unavailable', texts.nobody);
  const shown = {...profile, collector: texts[profile.collector][language]};
  const fields = ['agentId', 'spokenName', 'institution', 'team', 'timeZone', 'jurisdiction', 'collector'] as const;
  const rows = fields.map((field) => [texts[field][language], shown[field]]);
  for (const field of ['officialPhone', 'officialChannel'] as const) {
    const known = profile[field];
    if (known !== undefined) rows.push([texts[field][language], known]);
  }
  if (profile.languages !== undefined) {
    const spoken = profile.languages.map((each) => LANGUAGE_LABELS[each][language]);
    rows.push([texts.languages[language], spoken.join(' · ')]);
  }
  return {value: profile, lines: textTable(rows)};
}

/** Commander calls `--customer-language` by another name than its words. */
const languageOption = ({customerLanguage}: OptionValues): Language | undefined =>
  choiceOption({'customer-language': customerLanguage}, 'customer-language', LANGUAGES);

const dayOrderOption = ({dayOrder}: OptionValues): DayOrder | undefined =>
  choiceOption({'day-order': dayOrder}, 'day-order', DayOrder.options);

function currencyOption(options: OptionValues): string | undefined {
  const code = textOption(options, 'currency');
  if (code === undefined || Currency.safeParse(code).success) return code;
  throw new UsageError(
    say(`--currency：“${code}”不是币种代码，例如 CNY。`, `--currency: "${code}" is no currency code such as CNY.`),
  );
}

export const deskCommands: readonly CommandSpec[] = [
  {
    name: 'account import',
    arguments: '<FILE>',
    options: [
      ['--check', say('只检查表格，不保存', 'only check a table; nothing is saved')],
      ['--only-valid', say('略过有问题的行', 'leave out rows that are wrong')],
      [
        '--jurisdiction <J>',
        say(
          `未写明时的法域：${Jurisdiction.options.join('、')}`,
          `where a row does not say: ${Jurisdiction.options.join(', ')}`,
        ),
      ],
      [
        '--customer-language <LANG>',
        say('未写明时的沟通语言：zh-CN 或 en', 'language where a row does not say: zh-CN or en'),
      ],
      ['--currency <CODE>', say('未写明时的币种，如 CNY', 'currency where a row does not say, like CNY')],
      ['--creditor <NAME>', say('未写明时的债权人', 'creditor where a row does not say')],
      [
        '--day-order <ORDER>',
        say(
          `03/04/2026 怎么读：${DayOrder.options.join('、')}`,
          `how 03/04/2026 is read: ${DayOrder.options.join(', ')}`,
        ),
      ],
    ],
    about: say(
      '从 CSV 表格或 JSON 文件保存账户，全部或全不保存（坐席、组长）',
      'save the accounts of a CSV table or JSON file, all or none (agent, lead)',
    ),
    example: 'account import accounts.csv --check',
    read: ([file = ''], options) => {
      const table = {
        check: options['check'] === true,
        onlyValid: options['onlyValid'] === true,
        jurisdiction: choiceOption(options, 'jurisdiction', Jurisdiction.options),
        customerLanguage: languageOption(options),
        currency: currencyOption(options),
        creditor: textOption(options, 'creditor'),
        dayOrder: dayOrderOption(options),
      };
      if (!isTable(file) && Object.values(table).some((given) => given !== undefined && given !== false)) {
        throw new UsageError(
          say('这些选项只用于表格（.csv、.tsv、.txt）。', 'These options are for tables alone (.csv, .tsv, .txt).'),
        );
      }
      return (desk) => importAccounts(desk, file, table);
    },
  },
  {
    name: 'profile show',
    about: say('显示坐在这里的是谁', 'show who sits at this desk'),
    example: 'profile show',
    read: () => showProfile,
  },
  {
    name: 'doctor',
    about: say(
      '检查版本、数据文件夹、数据库、日志和话术包',
      'check versions, data folder, database, journal and packs',
    ),
    example: 'doctor --json',
    read: () => doctor,
  },
];
