import {resolve} from 'node:path';
import {v7} from 'uuid';
import {methods, type Output} from '../../contract/methods.ts';
import type {SyncChange} from '../../contract/sync.ts';
import type {Language} from '../../contract/values.ts';
import {say} from './both-languages.ts';
import {readTextFile} from './input-file.ts';
import type {Answer, CommandSpec, TerminalDesk} from './terminal-desk.ts';
import {textTable} from './text-table.ts';
import {textOption} from './usage.ts';

const MOST_TEXT = methods['sync.enrol'].input.shape.text.maxLength ?? 0;

const texts = {
  enrolled: say('已登记话术库', 'This desk follows'),
  fingerprint: say('根密钥指纹，请与组长核对：', 'Fingerprint of its root, to be compared with the lead:'),
  next: say('现在可以同步：', 'Now sync:'),
  changed: say('已更换：', 'Changed:'),
  unchanged: say('没有变化。', 'Nothing has changed.'),
  active: say('启用', 'active'),
  age: (days: number) =>
    days === 0
      ? say('话术库今天签发', 'the repository was signed today')
      : say(`话术库签发于 ${days} 天前`, `the repository was signed ${days} ${days === 1 ? 'day' : 'days'} ago`),
  none: say('无', 'none'),
  refused: say('有话术包未被采用。', 'A pack was not taken.'),
  notEnrolled: say('本机没有登记话术库。', 'This desk follows no repository.'),
  team: say('团队', 'team'),
  place: say('位置', 'place'),
  root: say('根密钥指纹', 'root fingerprint'),
  synced: say('上次同步成功', 'last synced'),
  expires: say('有效期至', 'believed until'),
  expired: say('已过期：更新已停止，启用的话术包继续有效', 'run out: updates have stopped, the active packs stay'),
  failure: say('上次同步失败', 'last failure'),
  never: say('从未', 'never'),
};

/** Four signs at a time, as it is read aloud. */
const spoken = (fingerprint: string): string => (fingerprint.match(/.{1,4}/g) ?? []).join(' ');

async function enrol({ask, language}: TerminalDesk, file: string, replace: boolean): Promise<Answer> {
  const {enrolment} = await ask('sync.enrol', {id: v7(), text: await readTextFile(file, MOST_TEXT), replace});
  const rootFingerprint = enrolment?.rootFingerprint ?? '';
  const lines = [
    `${texts.enrolled[language]} ${enrolment?.team} · ${enrolment?.from}`,
    `${texts.fingerprint[language]} ${spoken(rootFingerprint)}`,
    `${texts.next[language]} callside pack sync`,
  ];
  return {value: {rootFingerprint}, lines};
}

const changeLine = ({id, from, to}: SyncChange, language: Language): string[] => [
  '',
  id,
  `${from ?? texts.none[language]} → ${to ?? texts.none[language]}`,
];

async function sync({ask, language}: TerminalDesk, from: string | undefined): Promise<Answer> {
  const {active, changed, ageDays, refused, warnings} = await ask('sync.now', from === undefined ? {} : {from});
  const lines = [
    ...(changed.length === 0 ? [texts.unchanged[language]] : [texts.changed[language]]),
    ...textTable(changed.map((change) => changeLine(change, language))),
    ...textTable(
      active.map(({id, version, sha256}) => [`${id}@${version}`, texts.active[language], sha256.slice(0, 12)]),
    ),
    ...warnings.map(({id, version, path, message}) => `${id}@${version} ${path}: ${message[language]}`),
    texts.age(ageDays)[language],
  ];
  const value = {active, changed, ageDays};
  const [first] = refused;
  if (first === undefined) return {value, lines};
  const problems = refused.flatMap(({id, version, message, problems: found}) => [
    {path: `${id}@${version}`, message},
    ...found.map((each) => ({path: `${id}@${version} ${each.path}`, message: each.message})),
  ]);
  const message = refused.length === 1 ? first.message : texts.refused;
  return {value, lines, refusal: {code: 'untrusted', message, problems}};
}

function statusLines(value: Output<'sync.status'>, language: Language): string[] {
  const {enrolment, active, syncedAt, expiresAt, ageDays, expired, failure, refused} = value;
  if (enrolment === null) return [texts.notEnrolled[language]];
  const rows = [
    [texts.team[language], enrolment.team],
    [texts.place[language], enrolment.from],
    [texts.root[language], spoken(enrolment.rootFingerprint)],
    [texts.synced[language], syncedAt ?? texts.never[language]],
  ];
  if (ageDays !== null) rows.push(['', texts.age(ageDays)[language]]);
  if (expiresAt !== null) rows.push([texts.expires[language], expiresAt]);
  if (expired) rows.push(['', texts.expired[language]]);
  if (failure !== null) rows.push([texts.failure[language], `${failure.at} ${failure.message[language]}`]);
  for (const {id, version, message} of refused) rows.push([`${id}@${version}`, message[language]]);
  for (const {id, version, sha256} of active) {
    rows.push([`${id}@${version}`, `${texts.active[language]} ${sha256.slice(0, 12)}`]);
  }
  return textTable(rows);
}

async function status({ask, language}: TerminalDesk): Promise<Answer> {
  const value = await ask('sync.status', {});
  return {value, lines: statusLines(value, language)};
}

/** A folder is meant from where the command is given; what has a scheme is an address. */
const placeOf = (given: string): string => (/^[a-z][a-z0-9+.-]+:/i.test(given) ? given : resolve(given));

export const syncCommands: readonly CommandSpec[] = [
  {
    name: 'pack enrol',
    arguments: '<ENROLMENT>',
    options: [['--replace', say('取代已登记的另一个话术库（组长）', 'in place of another repository (lead)')]],
    about: say('用登记文件登记话术库', 'follow the repository of an enrolment file'),
    example: 'pack enrol enrolment-north.json',
    read:
      ([file = ''], options) =>
      (desk) =>
        enrol(desk, file, options['replace'] === true),
  },
  {
    name: 'pack sync',
    options: [
      [
        '--from <URL|FOLDER>',
        say('改从这个位置同步（默认登记的位置）', 'sync from here (default: where the enrolment says)'),
      ],
    ],
    about: say('从登记的话术库同步话术包', 'take over what the repository has for this desk'),
    example: 'pack sync --json',
    read: (_args, options) => {
      const from = textOption(options, 'from');
      return (desk) => sync(desk, from === undefined ? undefined : placeOf(from));
    },
  },
  {
    name: 'pack status',
    about: say('显示登记的话术库和上次同步', 'show the repository that is followed and the last sync'),
    example: 'pack status --json',
    read: () => status,
  },
];
