import {type Line, type Pack, type Question, TONES} from '../contract/pack.ts';

/** A sentence of a pack that is said to customers, and its place. */
export interface SaidText {
  path: string;
  text: string;
}

/**
 * Everything in a pack that an agent says: lines, their empathy, questions. Not the customer's words (titles and phrasings of
 * objections), and not what agents alone read: `avoid` quotes on purpose what nobody may say.
 */
export function saidTexts(pack: Pack): SaidText[] {
  return [
    ...pack.stages.flatMap((stage, i) => [
      ...linesAt(stage.lines, `stages[${i}].lines`),
      ...questionsAt(stage.questions, `stages[${i}].questions`),
    ]),
    ...pack.objections.flatMap(({answers, empathy, followUps}, i) => [
      ...TONES.flatMap((tone) => linesAt(answers[tone], `objections[${i}].answers.${tone}`)),
      {path: `objections[${i}].empathy`, text: empathy},
      ...questionsAt(followUps, `objections[${i}].followUps`),
    ]),
    ...pack.branches.flatMap(({lines}, i) => linesAt(lines, `branches[${i}].lines`)),
  ];
}

const linesAt = (lines: readonly Line[], path: string): SaidText[] =>
  lines.flatMap(({text, empathy}, i) => [
    {path: `${path}[${i}].text`, text},
    ...(empathy === undefined ? [] : [{path: `${path}[${i}].empathy`, text: empathy}]),
  ]);

const questionsAt = (questions: readonly Question[], path: string): SaidText[] =>
  questions.map(({text}, i) => ({path: `${path}[${i}].text`, text}));
