import {CONTACTS, RESULTS, type CallFilter} from '../../contract/call.ts';
import {say} from './both-languages.ts';
import type {CommandSpec, OptionValues} from './terminal-desk.ts';
import {choiceOption, dayOption, textOption, UsageError} from './usage.ts';

/** The filters that `call list` and `notes export` share. */
export const FILTER_OPTIONS: NonNullable<CommandSpec['options']> = [
  ['--from <DATE>', say('从这一天起（含），YYYY-MM-DD，按本机时区', "from this day on, YYYY-MM-DD in the desk's zone")],
  ['--to <DATE>', say('到这一天止（含）', 'to this day, inclusive')],
  ['--agent <ID>', say('坐席工号', 'agent id')],
  ['--contact <CODE>', say(`接通代码：${CONTACTS.join(' ')}`, `contact code: ${CONTACTS.join(' ')}`)],
  [
    '--result <CODE>',
    say(`结果代码（含标签）：${RESULTS.join(' ')}`, `result code, also as a tag: ${RESULTS.join(' ')}`),
  ],
  ['--objection <TEXT>', say('异议标题中的文字', "words of an objection's title")],
  ['--text <TEXT>', say('备注、异议、客户或坐席中的文字', 'words of a note, an objection, a customer or an agent')],
];

export function callFilter(options: OptionValues): CallFilter {
  const [from, to] = [dayOption(options, 'from'), dayOption(options, 'to')];
  if (from !== undefined && to !== undefined && from > to) {
    throw new UsageError(say(`--from ${from} 晚于 --to ${to}。`, `--from ${from} is after --to ${to}.`));
  }
  const agent = textOption(options, 'agent');
  const contact = choiceOption(options, 'contact', CONTACTS);
  const result = choiceOption(options, 'result', RESULTS);
  const objection = textOption(options, 'objection');
  const text = textOption(options, 'text');
  return {
    ...(from !== undefined && {from}),
    ...(to !== undefined && {to}),
    ...(agent !== undefined && {agent}),
    ...(contact !== undefined && {contact}),
    ...(result !== undefined && {result}),
    ...(objection !== undefined && {objection}),
    ...(text !== undefined && {text}),
  };
}
