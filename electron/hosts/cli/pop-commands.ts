import {randomUUID} from 'node:crypto';
import {popTexts} from '../../backend/pop-doors.ts';
import type {PopReceipt} from '../../contract/dialer.ts';
import {say} from './both-languages.ts';
import type {Answer, CommandSpec, TerminalDesk} from './terminal-desk.ts';
import {UsageError} from './usage.ts';

const texts = {
  waiting: say('弹屏已送达，正在等候坐席查看。', 'The screen-pop arrived and waits for the agent.'),
  joined: say('这通电话的弹屏已经送达过，已合并。', 'There is a screen-pop of this call already; it was joined to it.'),
  empty: say('弹屏里没有号码、姓名或账户。', 'There is no number, name or account in the screen-pop.'),
};

async function pop({ask, language}: TerminalDesk, words: readonly string[]): Promise<Answer> {
  const pops: PopReceipt[] = [];
  for (const text of popTexts(words)) {
    pops.push(await ask('pop.receive', {id: randomUUID(), door: 'terminal', text}));
  }
  const lines = pops.flatMap(({state, dropped}) => [
    ...(state === 'empty' ? [] : [texts[state][language]]),
    ...dropped.map(({field, why}) => `  ${field}: ${why[language]}`),
  ]);
  const answer = {value: {pops}, lines};
  if (pops.some(({state}) => state !== 'empty')) return answer;
  return {...answer, refusal: {code: 'invalid_input', message: texts.empty}};
}

export const popCommands: readonly CommandSpec[] = [
  {
    name: 'pop',
    arguments: '<TEXT...>',
    about: say(
      '把弹屏交给打开的窗口：callside://open?… 或 KEY=VALUE …',
      'hand a screen-pop to the open window: callside://open?… or KEY=VALUE …',
    ),
    example: 'pop phone=13800138000 account=A-2026-00817',
    read: (args) => {
      if (args.every((word) => word.trim() === ''))
        throw new UsageError(say('弹屏是空的。', 'The screen-pop is empty.'));
      return (desk) => pop(desk, args);
    },
  },
];
