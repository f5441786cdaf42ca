import {AppError} from '../../contract/errors.ts';
import type {Output} from '../../contract/methods.ts';
import type {LocalText} from '../../contract/values.ts';
import {say} from './both-languages.ts';
import {BadCase, judgedCase} from './contact-cases.ts';
import {readTextFile} from './input-file.ts';
import {nameOf, reasonOf} from './one-of-many.ts';
import type {Answer, CommandSpec, TerminalDesk} from './terminal-desk.ts';
import {textTable} from './text-table.ts';
import {requiredOption} from './usage.ts';

const MOST_TEXT = 50_000_000;
const STANDARD_INPUT = '/dev/stdin';

const texts = {
  noJson: (file: string) => say(`${file} 不是有效的 JSON。`, `${file} is not valid JSON.`),
  noCases: (file: string) => say(`${file} 中没有案例列表（cases）。`, `${file} holds no list of cases.`),
  some: (bad: number, all: number) =>
    say(`${all} 个案例中有 ${bad} 个无法判断。`, `${bad} of ${all} cases could not be judged.`),
  verdicts: {
    allowed: say('可以联系', 'allowed'),
    warn: say('请留意', 'careful'),
    blocked: say('不可联系', 'blocked'),
  },
  notice: say('本结果帮助遵守规则，不构成法律意见。', 'This helps to follow the rules; it is no legal advice.'),
};

type Judgement = Output<'rules.judge'>;

async function casesIn(file: string): Promise<unknown[]> {
  const text = await readTextFile(file === '-' ? STANDARD_INPUT : file, MOST_TEXT);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new AppError('invalid_input', texts.noJson(file));
  }
  if (Array.isArray(document)) return document;
  const cases: unknown =
    typeof document === 'object' && document !== null && 'cases' in document ? document.cases : null;
  if (Array.isArray(cases)) return cases;
  throw new AppError('invalid_input', texts.noCases(file));
}

const whyBad = (error: unknown): LocalText => (error instanceof BadCase ? error.sentence : reasonOf(error));

const reasonsOf = ({findings}: Judgement): string[] => [...new Set(findings.map(({ruleId}) => ruleId))];

/**
 * Judges every case of a file. With `--json` one line for each on standard output; a case that cannot be judged is told on
 * standard error, and the others are judged all the same.
 */
async function mayCall(desk: TerminalDesk, file: string, json: boolean): Promise<Answer | undefined> {
  const cases = await casesIn(file);
  const rows: string[][] = [];
  const bad: {path: string; message: LocalText}[] = [];
  for (const [i, one] of cases.entries()) {
    const id = nameOf(one, i + 1);
    try {
      const judgement = await desk.ask('rules.judge', judgedCase(one));
      const {verdict, nextAllowedAt, hideDebt} = judgement;
      const line = {id, verdict, reasons: reasonsOf(judgement), nextAllowedAt, hideDebt};
      if (json) await desk.out.write(`${JSON.stringify(line)}\n`);
      rows.push([id, texts.verdicts[verdict][desk.language], line.reasons.join(' '), nextAllowedAt ?? '–']);
    } catch (error) {
      const message = whyBad(error);
      bad.push({path: id, message});
      if (json) await desk.complain(JSON.stringify({id, error: message[desk.language]}));
    }
  }
  const lines = json ? [] : [...textTable(rows), texts.notice[desk.language]];
  if (bad.length === 0) return json ? undefined : {value: {}, lines};
  const refusal = {code: 'invalid_input' as const, message: texts.some(bad.length, cases.length)};
  return {value: {}, lines, refusal: json ? refusal : {...refusal, problems: bad}, streamed: json};
}

export const ruleCommands: readonly CommandSpec[] = [
  {
    name: 'may-call',
    options: [['--cases <FILE>', say('案例文件（JSON）；- 为标准输入', 'file of cases (JSON); - is standard input')]],
    about: say('按联系规则判断外来的案例', 'judge cases from outside by the contact rules'),
    example: 'may-call --cases cases.json --json',
    read: (_args, options) => {
      const file = requiredOption(options, 'cases', 'FILE|-');
      return (desk) => mayCall(desk, file, options['json'] === true);
    },
  },
];
