import type {CallFilter, CallRow} from '../../contract/call.ts';
import {AppError} from '../../contract/errors.ts';
import type {PackRef} from '../../contract/pack.ts';
import {say} from './both-languages.ts';
import {callFilter, FILTER_OPTIONS} from './call-filter.ts';
import {callStory, minutes, partsOf, wallClock} from './call-story.ts';
import {type Answer, type CommandSpec, type TerminalDesk, zoneOf} from './terminal-desk.ts';
import {textTable} from './text-table.ts';
import {countOption} from './usage.ts';

const MOST_ROWS = 500;

const texts = {
  none: say('没有通话。', 'No calls.'),
  shown: (from: number, to: number, total: number) =>
    say(`第 ${from}–${to} 条，共 ${total} 条`, `${from}–${to} of ${total} calls`),
};

function rowCells(row: CallRow, timeZone: string): string[] {
  return [
    row.id,
    wallClock(row.openedAt, timeZone).slice(0, 16),
    row.seconds === null ? '–' : minutes(row.seconds),
    row.agent,
    row.customerName,
    row.reference,
    [row.contact ?? '…', row.result, ...row.tags].filter((code) => code !== null).join(' '),
    row.objections.join(' | '),
  ];
}

async function list(desk: TerminalDesk, filter: CallFilter, limit: number, offset: number): Promise<Answer> {
  const value = await desk.ask('call.list', {filter, limit, offset});
  const {rows, total} = value;
  if (rows.length === 0 && total === 0) return {value, lines: [texts.none[desk.language]]};
  const lines = textTable(rows.map((row) => rowCells(row, zoneOf(desk))));
  lines.push(texts.shown(rows.length === 0 ? offset : offset + 1, offset + rows.length, total)[desk.language]);
  return {value, lines};
}

/** The words of the pack that the call was made with; none where this desk has no such content. */
async function partsOfPack(desk: TerminalDesk, pack: PackRef | null): Promise<ReadonlyMap<string, string>> {
  if (pack === null) return new Map();
  try {
    const found = await desk.ask('pack.get', pack);
    return found.info.sha256 === pack.sha256 ? partsOf(found.pack) : new Map();
  } catch (error) {
    // The call can be told without its pack: a desk that reads another's journal need not have it.
    if (error instanceof AppError) return new Map();
    throw error;
  }
}

async function show(desk: TerminalDesk, id: string): Promise<Answer> {
  const value = await desk.ask('call.get', {id});
  const parts = await partsOfPack(desk, value.record.opened.pack);
  return {value, lines: callStory(value, parts, {language: desk.language, timeZone: zoneOf(desk)})};
}

export const callCommands: readonly CommandSpec[] = [
  {
    name: 'call list',
    options: [
      ...FILTER_OPTIONS,
      ['--limit <N>', say(`最多几条，1–${MOST_ROWS}（默认 50）`, `how many at most, 1–${MOST_ROWS} (default 50)`)],
      ['--offset <N>', say('跳过前几条（默认 0）', 'how many to skip (default 0)')],
    ],
    about: say('列出通话，最新的在前，客户信息已遮盖', 'list calls, newest first, customers masked'),
    example: 'call list --from 2026-11-01 --to 2026-11-30 --result PTP --role qa',
    read: (_args, options) => {
      const filter = callFilter(options);
      const limit = countOption(options, 'limit', {least: 1, most: MOST_ROWS, otherwise: 50});
      const offset = countOption(options, 'offset', {least: 0, most: Number.MAX_SAFE_INTEGER, otherwise: 0});
      return (desk) => list(desk, filter, limit, offset);
    },
  },
  {
    name: 'call show',
    arguments: '<ID>',
    about: say('按时间显示一通电话的全过程', 'show what happened in a call, step by step'),
    example: 'call show 019ab3c4-5d6e-7f80-9a1b-2c3d4e5f6071 --role qa',
    read:
      ([id = '']) =>
      (desk) =>
        show(desk, id),
  },
];
