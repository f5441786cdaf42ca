import {join} from 'node:path';
import {appFolder} from '../../backend/app-folder.ts';
import {
  addRepositoryLead,
  makeRepository,
  publishRelease,
  refreshSignatures,
  type RepositoryAccess,
  revokeRepositoryLead,
  rotateRepositoryRoot,
  withdrawRelease,
} from '../../backend/repository-work.ts';
import {AppError} from '../../contract/errors.ts';
import {methods} from '../../contract/methods.ts';
import {ReleaseGroups} from '../../contract/repository.ts';
import {type Language, lineText, type LocalText} from '../../contract/values.ts';
import {say} from './both-languages.ts';
import {readTextFile} from './input-file.ts';
import type {Answer, CommandSpec, Deskless, DesklessJob, OptionValues} from './terminal-desk.ts';
import {countOption, packName, requiredOption, textOption, UsageError} from './usage.ts';

const MOST_TEXT = methods['pack.check'].input.shape.text.maxLength ?? 0;
const LONGEST_PASSPHRASE = 10_000;

const texts = {
  made: say(
    '话术库已建成。根指纹（请当面或电话逐组核对）：',
    'The repository is made. Root fingerprint, to be compared by voice:',
  ),
  enrolment: say('登记文件：', 'Enrolment file:'),
  unprotected: say(
    '私钥未加密保存。请把 root 与 targets 密钥移到两处离线介质；可用 --passphrase-file 加口令保护。',
    'The private keys lie unencrypted. Move the root and targets keys to two places offline; --passphrase-file protects keys with a passphrase.',
  ),
  backUp: say(
    '请把 root 与 targets 密钥移到两处离线介质，日常发布只需要组长的三个密钥。',
    'Move the root and targets keys to two places offline: publishing takes a lead’s three keys alone.',
  ),
  readFrom: say(
    '工位将从此处读取，无需访问密钥：请允许所有工位读取该网址，或用 --from 另指网址：',
    'Desks will read here without credentials: let all of them get it there, or name another address with --from:',
  ),
  published: say('已发布', 'Published'),
  share: say('范围', 'share'),
  onlyGroups: say('仅限', 'only for'),
  same: say('已是如此，未作更改', 'is published like that already; nothing was changed'),
  withdrawn: say('已撤回', 'Withdrawn'),
  fallsTo: say('工位将退回', 'desks go back to'),
  letGo: say('工位将停用此话术包', 'desks let go of this pack'),
  refreshed: say('时间戳有效至', 'The timestamp holds until'),
  renewed: say('同时续签：', 'Also renewed:'),
  due: say('即将到期，但此处没有可用的密钥：', 'Expires before long, and no key here may renew it:'),
  leads: say('组长：', 'Leads:'),
  handOver: say('请把该组长的密钥文件安全地交给本人：', 'Hand the key files of the lead over by a safe way:'),
  lookOver: say(
    '请查看已发布的版本：被撤销的密钥发布过的内容不会自动消失，不认识的版本请撤回。',
    'Look through what is published: what the revoked keys have published stays until you withdraw it.',
  ),
  rotated: say('根文件已更换，版本', 'The root is replaced, version'),
  replaced: say('停用的密钥：', 'Keys out of force:'),
  newKeys: say('新的密钥：', 'New keys:'),
};

const REPOSITORY: NonNullable<CommandSpec['options']> = [
  [
    '--repo <DIR>',
    say(
      '话术库所在的文件夹，或 s3://BUCKET/PREFIX（密钥取自 AWS_* 环境变量）',
      'folder of the repository, or s3://BUCKET/PREFIX (credentials in AWS_* variables)',
    ),
  ],
  ['--keys <KEYS>', say('密钥文件夹', 'folder of the keys')],
  ['--passphrase-file <F>', say('写有密钥口令的文件', 'file with the passphrase of the keys')],
];
const TEAM: NonNullable<CommandSpec['options']> = [['--team <TEAM>', say('团队代号', 'name of the team')]];
const LEAD: NonNullable<CommandSpec['options']> = [
  [
    '--lead <NAME>',
    say('使用哪位组长的密钥（默认第一位有效的）', 'whose keys to use (default: the first that are accepted)'),
  ],
];
const DAYS: NonNullable<CommandSpec['options']> = [
  ['--timestamp-days <N>', say('时间戳有效天数，1–90（默认 30）', 'days that a timestamp holds, 1–90 (default 30)')],
];

const MOST_TIMESTAMP_DAYS = 90;

type Work = (access: RepositoryAccess, around: Deskless) => Promise<Answer>;

/** A command that works on a repository: what it was told of the place and the keys, and then the work. */
function onRepository(options: OptionValues, work: Work): DesklessJob {
  const repo = requiredOption(options, 'repo', 'DIR');
  const keys = requiredOption(options, 'keys', 'KEYS');
  const lead = textOption(options, 'lead');
  const file = textOption(options, 'passphraseFile');
  const days = countOption(options, 'timestampDays', {least: 1, most: MOST_TIMESTAMP_DAYS, otherwise: 0});
  return {
    withoutDesk: async (around) => {
      const passphrase = file === undefined ? undefined : await readPassphrase(file);
      const timestampDays = days === 0 ? undefined : days;
      const {now, env} = around;
      return await work({repo, keys, lead, passphrase, timestampDays, now, env}, around);
    },
  };
}

async function readPassphrase(file: string): Promise<string> {
  const text = (await readTextFile(file, LONGEST_PASSPHRASE)).replace(/[\r\n]+$/, '');
  if (text !== '') return text;
  throw new AppError('invalid_input', say(`口令文件 ${file} 是空的。`, `The passphrase file ${file} is empty.`));
}

/** A name as people write it. */
function nameOption(options: OptionValues, name: string): string {
  const parsed = lineText(80).safeParse(requiredOption(options, name, 'NAME'));
  if (parsed.success) return parsed.data;
  throw new UsageError(say(`--${name}：最多 80 个字符。`, `--${name}: at most 80 characters.`));
}

function groupsOption(options: OptionValues): string[] | undefined {
  const named = textOption(options, 'groups')
    ?.split(/[,，]/)
    .map((group) => group.trim())
    .filter((group) => group !== '');
  if (named === undefined) return undefined;
  const parsed = ReleaseGroups.safeParse(named);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    say(
      '--groups：需要 1 至 100 个小组，每个最多 80 个字符，用逗号隔开。',
      '--groups takes 1 to 100 groups of at most 80 characters each, with commas between.',
    ),
  );
}

const reasonOption = (options: OptionValues): string | undefined => {
  const reason = textOption(options, 'reason');
  if (reason === undefined) return undefined;
  const parsed = lineText(1000).safeParse(reason);
  if (parsed.success) return parsed.data;
  throw new UsageError(say('--reason：最多 1000 个字符。', '--reason: at most 1000 characters.'));
};

const groupsOf = (fingerprint: string): string => (fingerprint.match(/.{1,4}/g) ?? []).join(' ');

/** To whom a release goes, and to whom it went before: publishing again without a share goes to everybody. */
function shareWords(
  {permille, was}: Pick<Awaited<ReturnType<typeof publishRelease>>, 'permille' | 'was'>,
  groups: string[] | undefined,
  language: Language,
): string {
  const readers = (share: number, only: readonly string[] = []) =>
    only.length === 0 ? `${share}‰` : `${share}‰ ${texts.onlyGroups[language]} ${only.join(', ')}`;
  const now = readers(permille, groups);
  return was === null ? now : `${readers(was.permille, was.groups)} → ${now}`;
}

/** A value with what its reader should know beside it. */
const withNotes = (value: object, notes: readonly LocalText[], {language}: Deskless): object =>
  notes.length === 0 ? value : {...value, notes: notes.map((note) => note[language])};

export const repositoryCommands: readonly CommandSpec[] = [
  {
    name: 'pack init-repo',
    options: [
      ...REPOSITORY,
      ...TEAM,
      ...DAYS,
      ['--name <NAME>', say('第一位组长的名字（默认 lead-1）', 'name of the first lead (default lead-1)')],
      [
        '--from <URL>',
        say('工位读取话术库的地址，与 --repo 不同时填写', 'where desks read it, when that is not --repo'),
      ],
    ],
    about: say('新建话术库，或在已有的库中增加团队', 'make a repository of signed packs, or add a team to one'),
    example: 'pack init-repo --repo /srv/packs --keys ~/keys --team north --passphrase-file pass.txt',
    read: (_, options) => {
      const team = requiredOption(options, 'team', 'TEAM');
      const name = textOption(options, 'name') === undefined ? undefined : nameOption(options, 'name');
      const from = textOption(options, 'from');
      return onRepository(options, async (access, around) => {
        const made = await makeRepository(access, {team, name, from});
        const {rootFingerprint, enrolment, unprotected} = made;
        const notes = [unprotected ? texts.unprotected : texts.backUp];
        const {language} = around;
        if (from === undefined && /^https?:/.test(made.from)) {
          notes.push({
            'zh-CN': `${texts.readFrom['zh-CN']}${made.from}`,
            en: `${texts.readFrom.en} ${made.from}`,
          });
        }
        return {
          value: withNotes({rootFingerprint, enrolment}, notes, around),
          lines: [
            texts.made[language],
            `  ${groupsOf(rootFingerprint)}`,
            `${texts.enrolment[language]} ${enrolment}`,
            ...notes.map((note) => note[language]),
          ],
        };
      });
    },
  },
  {
    name: 'pack add-lead',
    options: [...REPOSITORY, ...TEAM, ...LEAD, ['--name <NAME>', say('新组长的名字', 'name of the new lead')]],
    about: say('为团队增加一位可以发布的组长', 'let one more lead publish for a team'),
    example: 'pack add-lead --repo /srv/packs --keys ~/keys --team north --name wang',
    read: (_, options) => {
      const input = {team: requiredOption(options, 'team', 'TEAM'), name: nameOption(options, 'name')};
      return onRepository(options, async (access, around) => {
        const value = await addRepositoryLead(access, input);
        const {language} = around;
        return {
          value,
          lines: [
            `${texts.leads[language]} ${value.leads.join(', ')}`,
            `${texts.handOver[language]} ${join(access.keys, `${input.name}.*`)}`,
          ],
        };
      });
    },
  },
  {
    name: 'pack revoke-lead',
    options: [...REPOSITORY, ...TEAM, ...LEAD, ['--name <NAME>', say('要撤销的组长', 'the lead to revoke')]],
    about: say('撤销一位组长的密钥', 'take the keys of a lead out of force'),
    example: 'pack revoke-lead --repo /srv/packs --keys ~/keys --team north --name wang',
    read: (_, options) => {
      const input = {team: requiredOption(options, 'team', 'TEAM'), name: nameOption(options, 'name')};
      return onRepository(options, async (access, around) => {
        const value = await revokeRepositoryLead(access, input);
        const {language} = around;
        return {
          value: withNotes(value, [texts.lookOver], around),
          lines: [`${texts.leads[language]} ${value.leads.join(', ')}`, texts.lookOver[language]],
        };
      });
    },
  },
  {
    name: 'pack rotate-root',
    options: [
      ...REPOSITORY,
      ...LEAD,
      ['--lost <NAME>', say('遗失的离线密钥，如 root-2', 'the offline key that is lost, such as root-2')],
      ['--stolen <NAME>', say('被盗的离线密钥', 'the offline key that was stolen')],
    ],
    about: say(
      '更换离线密钥：指定的一个，或全部（需要多数旧密钥）',
      'replace offline keys: one that is named, or all of them (takes the threshold of the old ones)',
    ),
    example: 'pack rotate-root --repo /srv/packs --keys ~/keys --lost root-2',
    read: (_, options) => {
      const [lost, stolen] = [textOption(options, 'lost'), textOption(options, 'stolen')];
      if (lost !== undefined && stolen !== undefined) {
        throw new UsageError(say('--lost 和 --stolen 只能选一个。', 'Choose either --lost or --stolen.'));
      }
      return onRepository(options, async (access, around) => {
        const value = await rotateRepositoryRoot(access, {name: lost ?? stolen});
        const {language} = around;
        const notes = [texts.backUp];
        return {
          value: withNotes(value, notes, around),
          lines: [
            `${texts.rotated[language]} ${value.version} (${value.expires})`,
            `${texts.replaced[language]} ${value.replaced.join(', ')}`,
            `${texts.newKeys[language]} ${value.made.join(', ')}`,
            ...notes.map((note) => note[language]),
          ],
        };
      });
    },
  },
  {
    name: 'pack publish',
    arguments: '<FILE>',
    options: [
      ...REPOSITORY,
      ...TEAM,
      ...LEAD,
      ...DAYS,
      [
        '--permille <N>',
        say('千分之几的坐席先用，0–1000（默认 1000）', 'to how many of a thousand agents, 0–1000 (default 1000)'),
      ],
      [
        '--groups <A,B>',
        say('只给这些小组（坐席资料中的团队；默认全部）', 'only for these groups (the team in a profile; default all)'),
      ],
      ['--reason <TEXT>', say('有提醒仍要发布的理由', 'why it is published in spite of warnings')],
    ],
    about: say('检查、签名并发布话术包', 'check, sign and publish a pack'),
    example: 'pack publish my-pack.json --repo /srv/packs --keys ~/keys --team north --permille 100',
    read: ([file = ''], options) => {
      const team = requiredOption(options, 'team', 'TEAM');
      const permille = countOption(options, 'permille', {least: 0, most: 1000, otherwise: 1000});
      const [groups, reason] = [groupsOption(options), reasonOption(options)];
      return onRepository(options, async (access, around) => {
        const text = await readTextFile(file, MOST_TEXT);
        const library = join(appFolder(), 'scripts-library');
        const {kind, replaces, ...value} = await publishRelease(
          access,
          {team, text, permille, groups, reason},
          library,
          around.log,
        );
        const name = `${value.id}@${value.version}`;
        const {language} = around;
        const said =
          kind === 'same'
            ? `${name} ${texts.same[language]}`
            : `${texts.published[language]} ${name}  ${texts.share[language]} ${shareWords(value, groups, language)}  ${value.sha256}`;
        return {value: {...value, replaces}, lines: [said]};
      });
    },
  },
  {
    name: 'pack withdraw',
    arguments: '<ID@VERSION>',
    options: [...REPOSITORY, ...TEAM, ...LEAD, ...DAYS, ['--reason <TEXT>', say('撤回的理由', 'why it is taken back')]],
    about: say('撤回一个版本，工位退回上一个', 'take a release back: desks go back to the one before'),
    example: 'pack withdraw cn-consumer-credit@1.2.0 --repo /srv/packs --keys ~/keys --team north',
    read: ([text = ''], options) => {
      const team = requiredOption(options, 'team', 'TEAM');
      const name = packName(text);
      const reason = reasonOption(options);
      return onRepository(options, async (access, {language}) => {
        const value = await withdrawRelease(access, {team, ...name, reason});
        const after = value.next === null ? texts.letGo[language] : `${texts.fallsTo[language]} ${value.next}`;
        return {value, lines: [`${texts.withdrawn[language]} ${text}; ${after}`]};
      });
    },
  },
  {
    name: 'pack refresh',
    options: [...REPOSITORY, ...LEAD, ...DAYS],
    about: say('续签时间戳（可由定时任务运行）', 'sign the timestamp anew (for a scheduled job)'),
    example: 'pack refresh --repo /srv/packs --keys ~/keys',
    read: (_, options) =>
      onRepository(options, async (access, {language}) => {
        const value = await refreshSignatures(access);
        const lines = [`${texts.refreshed[language]} ${value.expires}`];
        if (value.renewed.length > 0) lines.push(`${texts.renewed[language]} ${value.renewed.join(', ')}`);
        for (const {role, expires} of value.due) lines.push(`${texts.due[language]} ${role} (${expires})`);
        return {value, lines};
      }),
  },
];
