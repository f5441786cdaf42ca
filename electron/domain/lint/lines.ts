import {type Branch, type Line, type Objection, type Pack, type Stage, type Tone, TONES} from '../../contract/pack.ts';

/** A line and where it stands. */
export interface PlacedLine {
  line: Line;
  path: string;
  in: {stage: Stage} | {branch: Branch} | {objection: Objection; tone: Tone};
}

/** Every line of a pack with its place. */
export function linesOf(pack: Pick<Pack, 'stages' | 'objections' | 'branches'>): PlacedLine[] {
  return [
    ...pack.stages.flatMap((stage, i) =>
      stage.lines.map((line, j): PlacedLine => ({line, path: `stages[${i}].lines[${j}]`, in: {stage}})),
    ),
    ...pack.objections.flatMap((objection, i) =>
      TONES.flatMap((tone) =>
        objection.answers[tone].map((line, j): PlacedLine => ({
          line,
          path: `objections[${i}].answers.${tone}[${j}]`,
          in: {objection, tone},
        })),
      ),
    ),
    ...pack.branches.flatMap((branch, i) =>
      branch.lines.map((line, j): PlacedLine => ({line, path: `branches[${i}].lines[${j}]`, in: {branch}})),
    ),
  ];
}
