import type {Line, Pack} from '../../../electron/contract/pack.ts';
import {TONES} from '../../../electron/contract/pack.ts';

/** Every line of a pack by its id, with slots shown by name: what was said, not whose values were said. */
export function linesOf(pack: Pack): ReadonlyMap<string, string> {
  const names = new Map(pack.slots.map((slot) => [slot.id, slot.name]));
  const spoken = (text: string) => text.replace(/\{([^{}]*)\}/g, (_, id: string) => `［${names.get(id) ?? id}］`);
  const lines: Line[] = [
    ...pack.stages.flatMap((stage) => stage.lines),
    ...pack.branches.flatMap((branch) => branch.lines),
    ...pack.objections.flatMap(({answers}) => TONES.flatMap((tone) => answers[tone])),
  ];
  return new Map(lines.map((line) => [line.id, spoken(line.text)]));
}
