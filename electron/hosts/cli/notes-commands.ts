import {v7} from 'uuid';
import type {CallFilter} from '../../contract/call.ts';
import {methods, type Output} from '../../contract/methods.ts';
import {say} from './both-languages.ts';
import {callFilter, FILTER_OPTIONS} from './call-filter.ts';
import {readTextFile} from './input-file.ts';
import {STANDARD_OUTPUT, writeOut, writeWhole} from './output-file.ts';
import type {Answer, CommandSpec, TerminalDesk} from './terminal-desk.ts';
import {choiceOption, outOption, requiredOption} from './usage.ts';

const MOST_TEXT = methods['notes.import'].input.shape.text.maxLength ?? 0;
/** Exports hold customers' data: a new file is for its owner alone. */
const PRIVATE = 0o600;

const texts = {
  exported: (rows: number, file: string) => say(`已导出 ${rows} 通电话：${file}`, `Exported ${rows} calls: ${file}`),
  bundled: (events: number, file: string) => say(`已写出 ${events} 条记录：${file}`, `Wrote ${events} events: ${file}`),
  head: say('链首（另行记下可证明没有缺尾）', 'Head (noted elsewhere it proves that nothing is missing at the end)'),
  imported: (added: number, events: number, calls: number) =>
    say(
      `已验证 ${events} 条记录，新增 ${added} 条，涉及 ${calls} 通电话。`,
      `${events} events verified, ${added} added, ${calls} calls touched.`,
    ),
};

async function hand(desk: TerminalDesk, file: string, pages: AsyncIterable<string>): Promise<boolean> {
  if (file === STANDARD_OUTPUT) await writeOut(desk.out, pages);
  else await writeWhole(file, pages, PRIVATE);
  return file !== STANDARD_OUTPUT;
}

async function exportCsv(
  desk: TerminalDesk,
  filter: CallFilter,
  {file, unmasked}: {file: string; unmasked: boolean},
): Promise<Answer | undefined> {
  const id = v7();
  let rows = 0;
  async function* pages() {
    let cursor: string | null = null;
    do {
      const page: Output<'notes.export'> = await desk.ask('notes.export', {
        id,
        format: 'csv',
        filter,
        unmasked,
        cursor,
      });
      rows = page.done;
      yield page.text;
      ({cursor} = page);
    } while (cursor !== null);
  }
  if (!(await hand(desk, file, pages()))) return undefined;
  return {value: {file, id, rows, unmasked}, lines: [texts.exported(rows, file)[desk.language]]};
}

async function bundle(desk: TerminalDesk, file: string): Promise<Answer | undefined> {
  const id = v7();
  let header = '';
  async function* pages() {
    let cursor: string | null = null;
    do {
      const page: Output<'notes.bundle'> = await desk.ask('notes.bundle', {id, cursor});
      header ||= page.text.slice(0, page.text.indexOf('\n'));
      yield page.text;
      ({cursor} = page);
    } while (cursor !== null);
  }
  if (!(await hand(desk, file, pages()))) return undefined;
  const {device, events, head} = JSON.parse(header) as {device: string; events: number; head: string};
  const lines = [texts.bundled(events, file)[desk.language], `${texts.head[desk.language]}: ${head}`];
  return {value: {file, device, events, head}, lines};
}

async function keep(desk: TerminalDesk, file: string): Promise<Answer> {
  const value = await desk.ask('notes.import', {id: v7(), text: await readTextFile(file, MOST_TEXT)});
  return {value, lines: [texts.imported(value.added, value.events, value.calls)[desk.language], value.device]};
}

export const notesCommands: readonly CommandSpec[] = [
  {
    name: 'notes export',
    options: [
      ['--format <FORMAT>', say('格式：csv（默认）', 'format: csv (default)')],
      ['--out <FILE>', say('写入的文件；- 为标准输出', 'file to write; - is standard output')],
      ['--unmasked', say('不遮盖客户信息（只限质检）', 'with customer data (QA only)')],
      ...FILTER_OPTIONS,
    ],
    about: say('把通话记录导出为 CSV（组长、质检）', 'export call notes as CSV (lead, qa)'),
    example: 'notes export --format csv --from 2026-11-01 --to 2026-11-30 --out november.csv --role qa',
    read: (_args, options) => {
      choiceOption(options, 'format', ['csv']);
      const file = outOption(options, requiredOption(options, 'out', 'FILE|-'));
      const filter = callFilter(options);
      return (desk) => exportCsv(desk, filter, {file, unmasked: options['unmasked'] === true});
    },
  },
  {
    name: 'notes bundle',
    options: [['--out <FILE>', say('写入的文件；- 为标准输出', 'file to write; - is standard output')]],
    about: say('写出本机日志，供质检在另一台电脑读取（质检）', "write this desk's journal for QA on another one (qa)"),
    example: 'notes bundle --out desk-7.ndjson --role qa',
    read: (_args, options) => {
      const file = outOption(options, requiredOption(options, 'out', 'FILE'));
      return (desk) => bundle(desk, file);
    },
  },
  {
    name: 'notes import',
    arguments: '<FILE>',
    about: say('验证并读入另一台电脑的日志，只读（质检）', "verify another desk's journal and keep it read-only (qa)"),
    example: 'notes import desk-7.ndjson --role qa',
    read:
      ([file = '']) =>
      (desk) =>
        keep(desk, file),
  },
];
