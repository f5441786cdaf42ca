import {CheckedText} from '../../contract/conduct.ts';
import {AppError} from '../../contract/errors.ts';
import {say} from './both-languages.ts';
import {readStandardInput} from './input-file.ts';
import {reasonOf} from './one-of-many.ts';
import type {Answer, CommandSpec, TerminalDesk} from './terminal-desk.ts';

/** So many at a time; the contract takes no more at once. */
const MOST_TEXTS = 500;
const MOST_INPUT = 100_000_000;

const texts = {
  noJson: say('不是有效的 JSON', 'is not valid JSON'),
  noId: say('没有 id', 'has no id'),
  some: (bad: number, all: number) =>
    say(`${all} 行中有 ${bad} 行无法检查。`, `${bad} of ${all} lines could not be checked.`),
};

interface Asked {
  id: unknown;
  text: CheckedText;
}

/** @throws AppError for what is no text to check, with what is wrong in it */
async function readAsked({ask}: TerminalDesk, line: string): Promise<Asked> {
  let document: unknown;
  try {
    document = JSON.parse(line);
  } catch {
    throw new AppError('invalid_input', texts.noJson);
  }
  const {id, lang, kind, text} = (document ?? {}) as Record<string, unknown>;
  if (id === undefined) throw new AppError('invalid_input', texts.noId);
  const parsed = CheckedText.safeParse({lang, kind, text});
  // The desk refuses what does not fit, and says why in words.
  if (!parsed.success) await ask('conduct.check', {texts: [{lang, kind, text} as CheckedText]});
  return {id, text: CheckedText.parse({lang, kind, text})};
}

/** The desk was asked for a list of one; whoever wrote the line knows of none. */
const withoutPlace = (words: string) => words.replaceAll('texts[0].', '');

/**
 * One line of JSON for each line that came in, in the same order. A line that cannot be checked is told on standard error,
 * and the others are checked all the same.
 */
async function checkTexts(desk: TerminalDesk): Promise<Answer | undefined> {
  const input = await readStandardInput(MOST_INPUT);
  const lines = input.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [{line, place: i + 1}]));
  let bad = 0;
  for (let at = 0; at < lines.length; at += MOST_TEXTS) {
    const asked: Asked[] = [];
    for (const {line, place} of lines.slice(at, at + MOST_TEXTS)) {
      try {
        asked.push(await readAsked(desk, line));
      } catch (thrown) {
        bad += 1;
        await desk.complain(JSON.stringify({line: place, error: withoutPlace(reasonOf(thrown)[desk.language])}));
      }
    }
    const found = await desk.ask('conduct.check', {texts: asked.map(({text}) => text)});
    await desk.out.write(asked.map(({id}, i) => `${JSON.stringify({id, findings: found[i] ?? []})}\n`).join(''));
  }
  if (bad === 0) return undefined;
  const refusal = {code: 'invalid_input' as const, message: texts.some(bad, lines.length)};
  return {value: {}, lines: [], refusal, streamed: true};
}

export const conductCommands: readonly CommandSpec[] = [
  {
    name: 'check-text',
    about: say(
      '检查标准输入中的备注和话术（每行一个 JSON：id、lang、kind、text），逐行给出结果',
      'check notes and lines from standard input (one JSON a line: id, lang, kind, text), one line of findings for each',
    ),
    example: 'check-text --json < texts.jsonl',
    read: () => checkTexts,
  },
];
