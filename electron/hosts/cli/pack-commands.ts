import {v7} from 'uuid';
import type {Problem, ReplyError} from '../../contract/errors.ts';
import type {LintFinding} from '../../contract/lint.ts';
import {methods, type SearchHits} from '../../contract/methods.ts';
import {PACK_FILE_KINDS, type PackFileKind, type PackInfo} from '../../contract/pack.ts';
import type {Language, LocalText} from '../../contract/values.ts';
import {lintRuleTitle} from '../../backend/linting.ts';
import {say} from './both-languages.ts';
import {readBytes, readTextFile} from './input-file.ts';
import {STANDARD_OUTPUT, writeOut, writeWhole} from './output-file.ts';
import type {Answer, CommandSpec, TerminalDesk} from './terminal-desk.ts';
import {textTable} from './text-table.ts';
import {countOption, outOption, packName, textOption} from './usage.ts';

const MOST_TEXT = methods['pack.check'].input.shape.text.maxLength ?? 0;
const MOST_TABLE = 10_000_000;
const MOST_HITS = 50;
/** More changes than fit a screen are counted, not listed; `--json` has them all. */
const CHANGES_SHOWN = 40;
const FINDINGS_SHOWN = 60;

const texts = {
  nothingFound: say('没有找到相符的异议。', 'no objection matches.'),
  nothingSure: say('没有把握的结果；意思最接近的是：', 'nothing fits well; the nearest in meaning:'),
  noPacks: say('没有话术包。', 'There are no packs.'),
  active: say('启用', 'active'),
  objections: say('条异议', 'objections'),
  unchecked: say(
    '句话术超出一次检查的数量，未检查禁语',
    'sentences beyond what is checked at once were not checked for forbidden words',
  ),
  wellFormed: say('没有问题', 'no problems'),
  readable: say('可以导入。检查发现：', 'It can be imported. The linter finds:'),
  errors: (count: number) =>
    say(
      `${count} 处错误：改正之前不能签名发布`,
      `${count} ${count === 1 ? 'error' : 'errors'}: it cannot be signed before that is put right`,
    ),
  warnings: (count: number) =>
    say(
      `${count} 处提醒：签名发布时要写明理由`,
      `${count} ${count === 1 ? 'warning' : 'warnings'}: signing it needs a reason`,
    ),
  notSignable: say('话术包有错误，不能签名发布', 'The pack has errors and cannot be signed'),
  unlisted: say('处未列出（--json 可见全部）', 'more (all of them with --json)'),
  refused: say('话术包有问题，不能导入', 'The pack has problems and would be refused'),
  noActive: say('没有可比较的启用版本', 'no active version to compare with'),
  noChanges: say('与启用版本相同', 'the same as the active version'),
  changes: (count: number) =>
    say(`${count} 处不同于启用版本`, `${count} ${count === 1 ? 'change' : 'changes'} against the active version`),
  more: say('处未列出（--json 可见全部）', 'more (all of them with --json)'),
  imported: say('已导入', 'Imported'),
  here: say('本机已有相同内容', 'Here already, the same:'),
  notYetActive: say('尚未启用：', 'Not active yet:'),
  exported: say('已导出', 'Exported'),
  activated: say('已启用', 'Activated'),
  untilSync: (given: string) =>
    say(
      `只到下一次同步为止：团队的话术库给本机的是 ${given}。要让全组退回，请用 pack withdraw 撤回 ${given}。`,
      `Until the next sync only: the team’s repository gives this desk ${given}. To take the whole team back, withdraw it (pack withdraw ${given}).`,
    ),
};

const CHANGE_KINDS = {
  added: say('新增', 'added'),
  removed: say('删除', 'removed'),
  changed: say('修改', 'changed'),
  moved: say('移动', 'moved'),
};

const nameOf = (info: {id: string; version: string}): string => `${info.id}@${info.version}`;

/** A pack's document as text, out of its own file or out of a table that holds all of it. */
async function readPackFile(desk: TerminalDesk, file: string): Promise<string> {
  if (kindOf(file) === 'json') return readTextFile(file, MOST_TEXT);
  const bytes = await readBytes(file, MOST_TABLE);
  return (await desk.ask('pack.readTable', {bytes: bytes.toString('base64')})).text;
}

const kindOf = (file: string): PackFileKind =>
  PACK_FILE_KINDS.find((kind) => file.toLowerCase().endsWith(`.${kind}`)) ?? 'json';

/** A pack that is sure outranks one that is not, however near that one came. */
const worth = ({hits, sure}: SearchHits): number => (hits[0]?.score ?? 0) + (sure ? 1 : 0);

/**
 * Looks in the desk's own pack. Before anybody said who sits here there is no such thing, only the language of the
 * terminal: then the active pack that answers best is meant.
 */
async function search(desk: TerminalDesk, text: string, packId: string | undefined, limit: number): Promise<Answer> {
  let value = await desk.ask('pack.search', {text, limit, ...(packId !== undefined && {packId})});
  if (packId === undefined && desk.session.profile === null) {
    const packs = await desk.ask('pack.list', {});
    for (const {id} of packs.filter((info) => info.active && info.id !== value.pack.id)) {
      const other = await desk.ask('pack.search', {text, limit, packId: id});
      if (worth(other) > worth(value)) value = other;
    }
  }
  const rows = value.hits.map((hit, i) => [`${i + 1}.`, hit.title, hit.phrasing]);
  if (rows.length > 0) {
    const unsure = value.sure ? [] : [`${nameOf(value.pack)}: ${texts.nothingSure[desk.language]}`];
    return {value, lines: [...unsure, ...textTable(rows)]};
  }
  return {value, lines: [`${nameOf(value.pack)}: ${texts.nothingFound[desk.language]}`]};
}

function packRow(info: PackInfo, language: Language): string[] {
  return [
    nameOf(info),
    info.active ? texts.active[language] : '',
    info.language,
    info.jurisdiction,
    `${info.objections} ${texts.objections[language]}`,
    info.sha256.slice(0, 12),
    info.title,
  ];
}

async function list(desk: TerminalDesk): Promise<Answer> {
  const value = await desk.ask('pack.list', {});
  const rows = value.map((info) => packRow(info, desk.language));
  return {value, lines: rows.length > 0 ? textTable(rows) : [texts.noPacks[desk.language]]};
}

async function check(desk: TerminalDesk, file: string): Promise<Answer> {
  const {language} = desk;
  const value = await desk.ask('pack.check', {text: await readPackFile(desk, file)});
  if (value.problems.length > 0 || value.pack === null) {
    const told = new Set(value.problems.map(({path, message}) => `${path}\n${message.en}`));
    const more = value.findings.filter(({path, message}) => !told.has(`${path}\n${message.en}`));
    return {value, lines: findingLines(more, language), refusal: refusalOf(file, texts.refused, value.problems)};
  }
  const {findings, changes, unchecked} = value;
  const lines = [`${nameOf(value.pack)}  ${value.title ?? ''}`];
  lines.push(
    (findings.length === 0 ? texts.wellFormed : texts.readable)[language],
    ...findingLines(findings, language),
  );
  if (unchecked > 0) lines.push(`${unchecked} ${texts.unchecked[language]}`);
  if (changes === null) lines.push(texts.noActive[language]);
  else if (changes.length === 0) lines.push(texts.noChanges[language]);
  else {
    lines.push(texts.changes(changes.length)[language]);
    const shown = changes.slice(0, CHANGES_SHOWN);
    lines.push(...textTable(shown.map((change) => ['', CHANGE_KINDS[change.kind][language], change.place])));
    if (changes.length > shown.length) lines.push(`  … ${changes.length - shown.length} ${texts.more[language]}`);
  }
  const unsignable = findings.some(({severity}) => severity === 'error');
  return {value, lines, ...(unsignable && {refusal: refusalOf(file, texts.notSignable)})};
}

const refusalOf = (file: string, why: LocalText, problems?: Problem[]): ReplyError => ({
  code: 'invalid_input',
  message: say(`${file}：${why['zh-CN']}。`, `${file}: ${why.en}.`),
  ...(problems !== undefined && {problems}),
});

/** Findings with their rules, errors first. */
function findingLines(findings: readonly LintFinding[], language: Language): string[] {
  return (['error', 'warning'] as const).flatMap((severity) => {
    const some = findings.filter((finding) => finding.severity === severity);
    if (some.length === 0) return [];
    const rest = some.length - FINDINGS_SHOWN;
    const heading = severity === 'error' ? texts.errors : texts.warnings;
    return [
      heading(some.length)[language],
      ...some.slice(0, FINDINGS_SHOWN).map(({rule, path, message}) => {
        const title = lintRuleTitle(rule)[language];
        return `  [${rule}] ${title}${path === '' ? '' : ` · ${path}`}\n    ${message[language]}`;
      }),
      ...(rest > 0 ? [`  … ${rest} ${texts.unlisted[language]}`] : []),
    ];
  });
}

async function keep(desk: TerminalDesk, file: string): Promise<Answer> {
  const before = await desk.ask('pack.list', {});
  const value = await desk.ask('pack.import', {id: v7(), text: await readPackFile(desk, file)});
  const known = before.some(({id, version}) => id === value.id && version === value.version);
  const lines = [`${texts[known ? 'here' : 'imported'][desk.language]} ${nameOf(value)}  ${value.sha256}`];
  if (value.unchecked > 0) lines.push(`${value.unchecked} ${texts.unchecked[desk.language]}`);
  if (!value.active) lines.push(`${texts.notYetActive[desk.language]} callside pack activate ${nameOf(value)}`);
  return {value, lines};
}

async function* inOne<Content>(content: Content) {
  yield content;
}

async function hand(
  desk: TerminalDesk,
  name: {id: string; version: string},
  file: string,
): Promise<Answer | undefined> {
  const {info, text, encoding} = await desk.ask('pack.export', {...name, as: kindOf(file)});
  if (file === STANDARD_OUTPUT) {
    await writeOut(desk.out, inOne(text));
    return undefined;
  }
  await writeWhole(file, inOne(encoding === 'base64' ? Buffer.from(text, encoding) : text), 0o666);
  return {value: {file, info}, lines: [`${texts.exported[desk.language]} ${nameOf(info)}: ${file}`]};
}

async function activate(desk: TerminalDesk, name: {id: string; version: string}): Promise<Answer> {
  const value = await desk.ask('pack.activate', {...name, eventId: v7()});
  const {meant} = await desk.ask('sync.status', {});
  const given = meant.find((each) => each.id === value.id && each.sha256 !== value.sha256);
  const lines = [`${texts.activated[desk.language]} ${nameOf(value)}  ${value.sha256}`];
  if (given !== undefined) lines.push(texts.untilSync(nameOf(given))[desk.language]);
  return {value, lines};
}

export const packCommands: readonly CommandSpec[] = [
  {
    name: 'search',
    arguments: '<TEXT...>',
    options: [
      ['--pack <ID>', say('在哪个话术包中查找（默认本机使用的）', "pack to look in (default: this desk's)")],
      ['--limit <N>', say(`最多几条，1–${MOST_HITS}（默认 10）`, `how many at most, 1–${MOST_HITS} (default 10)`)],
    ],
    about: say('按客户的话查找异议', 'find objections by what the customer says'),
    example: 'search 没钱 --limit 3',
    read: (args, options) => {
      const limit = countOption(options, 'limit', {least: 1, most: MOST_HITS, otherwise: 10});
      const pack = textOption(options, 'pack');
      return (desk) => search(desk, args.join(' '), pack, limit);
    },
  },
  {
    name: 'pack list',
    about: say('列出本机的话术包', "list this desk's packs"),
    example: 'pack list --json',
    read: () => list,
  },
  {
    name: 'pack check',
    arguments: '<FILE>',
    about: say(
      '检查话术包文件，不导入；不能签名发布时退出码为 1',
      'check a pack file without importing it; ends with 1 when it cannot be signed',
    ),
    example: 'pack check my-pack.json',
    read:
      ([file = '']) =>
      (desk) =>
        check(desk, file),
  },
  {
    name: 'pack import',
    arguments: '<FILE>',
    about: say(
      '导入话术包文件：JSON，或导出的 CSV、XLSX（组长）',
      'import a pack file: JSON, or an exported CSV or XLSX (lead)',
    ),
    example: 'pack import my-pack.json --role lead',
    read:
      ([file = '']) =>
      (desk) =>
        keep(desk, file),
  },
  {
    name: 'pack export',
    arguments: '<ID@VERSION> <FILE>',
    about: say(
      '把一个版本写入文件：.json、.csv 或 .xlsx（组长；- 为标准输出）',
      'write a version to a file: .json, .csv or .xlsx (lead; - is standard output)',
    ),
    example: 'pack export cn-consumer-credit@1.0.0 my-pack.json --role lead',
    read: ([text = '', given = ''], options) => {
      const name = packName(text);
      const file = outOption(options, given);
      return (desk) => hand(desk, name, file);
    },
  },
  {
    name: 'pack activate',
    arguments: '<ID@VERSION>',
    about: say(
      '启用一个版本，正在运行的窗口随即更换（组长）',
      'make a version the one in use, also in running windows (lead)',
    ),
    example: 'pack activate cn-consumer-credit@1.0.0 --role lead',
    read: ([text = '']) => {
      const name = packName(text);
      return (desk) => activate(desk, name);
    },
  },
];
