import {AppError} from '../../contract/errors.ts';
import {methods} from '../../contract/methods.ts';
import {say} from './both-languages.ts';
import {readTextFile} from './input-file.ts';
import type {Answer, CommandSpec, TerminalDesk} from './terminal-desk.ts';
import {textTable} from './text-table.ts';

const MOST_TEXT = methods['account.import'].input.shape.text.maxLength ?? 0;

const texts = {
  damaged: say('检查发现问题。', 'A check failed.'),
  saved: (count: number) => say(`已保存 ${count} 个账户。`, `${count} accounts saved.`),
  nobody: say('还没有坐席资料（用 --profile FILE 填写）。', 'Nobody sits here yet (start with --profile FILE).'),
  agentId: say('工号', 'agent id'),
  spokenName: say('对外称呼', 'spoken name'),
  institution: say('机构', 'institution'),
  team: say('团队', 'team'),
  timeZone: say('时区', 'time zone'),
  officialPhone: say('官方电话', 'official phone'),
  officialChannel: say('官方渠道', 'official channel'),
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

async function importAccounts({ask, language}: TerminalDesk, file: string): Promise<Answer> {
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
  return {value: profile, lines: textTable(rows)};
}

export const deskCommands: readonly CommandSpec[] = [
  {
    name: 'account import',
    arguments: '<FILE>',
    about: say('从 JSON 文件保存账户（坐席、组长）', 'save the accounts of a JSON file (agent, lead)'),
    example: 'account import accounts.json',
    read:
      ([file = '']) =>
      (desk) =>
        importAccounts(desk, file),
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
