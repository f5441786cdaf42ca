import {CheckedText} from '../../contract/conduct.ts';
import {AppError} from '../../contract/errors.ts';
import {say} from './both-languages.ts';
import {readStandardInput} from './input-file.ts';
import type {CommandSpec, TerminalDesk} from './terminal-desk.ts';

/** So many at a time; the contract takes no more at once. */
const MOST_TEXTS = 500;
const MOST_INPUT = 100_000_000;

interface Asked {
  id: unknown;
  text: CheckedText;
}

/** @throws AppError for the first line that is no text to check, named by its number */
function readAsked(input: string): Asked[] {
  return input.split('\n').flatMap((line, i): Asked[] => {
    if (line.trim() === '') return [];
    let document: unknown;
    try {
      document = JSON.parse(line);
    } catch {
      throw notAsked(i);
    }
    const {id, lang, kind, text} = (document ?? {}) as Record<string, unknown>;
    const parsed = CheckedText.safeParse({lang, kind, text});
    if (!parsed.success || id === undefined) throw notAsked(i);
    return [{id, text: parsed.data}];
  });
}

const notAsked = (i: number) =>
  new AppError(
    'invalid_input',
    say(
      `第 ${i + 1} 行不是 {id, lang, kind, text}：lang 为 zh-CN 或 en，kind 为 note 或 line。`,
      `Line ${i + 1} is not {id, lang, kind, text}: lang is zh-CN or en, kind is note or line.`,
    ),
  );

/** One line of JSON for each line that came in, in the same order. */
async function checkTexts({ask, out}: TerminalDesk): Promise<undefined> {
  const asked = readAsked(await readStandardInput(MOST_INPUT));
  for (let at = 0; at < asked.length; at += MOST_TEXTS) {
    const part = asked.slice(at, at + MOST_TEXTS);
    const found = await ask('conduct.check', {texts: part.map(({text}) => text)});
    const lines = part.map(({id}, i) => `${JSON.stringify({id, findings: found[i] ?? []})}\n`);
    await out.write(lines.join(''));
  }
  return undefined;
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
