/** How many units may stand before a slot, and the longest pause among them. */
export interface Gap {
  readonly most: number;
  readonly pause: 0 | 1 | 2;
}

export interface Slot {
  /** The set of words that fill it. */
  readonly set: number;
  readonly gap: Gap;
  /** It stands at the beginning of a clause. */
  readonly first: boolean;
  /** It may be left out; never the first of a row. */
  readonly optional: boolean;
}

/** A row of slots that has been read. */
export type Row = readonly Slot[];

/** How far the gaps of a language reach, in its units: `near` without a sign, `~`, `~~`, `~~~`. */
export interface Reach {
  readonly near: number;
  readonly far: number;
  readonly clause: number;
  readonly text: number;
  /** How far a denial reaches. */
  readonly denied: number;
}

export const REACH: Readonly<Record<'zh-CN' | 'en', Reach>> = {
  'zh-CN': {near: 4, far: 12, clause: 24, text: 80, denied: 8},
  en: {near: 2, far: 7, clause: 14, text: 50, denied: 5},
};

/**
 * Reads a written row.
 *
 * @param setOf the number of the set that a slot's words make
 * @throws Error when the row is not well formed
 */
export function readRow(row: string, reach: Reach, setOf: (words: string) => number): Row {
  const gaps: Record<string, Gap> = {
    '+': {most: 0, pause: 0},
    '~': {most: reach.far, pause: 0},
    '~~': {most: reach.clause, pause: 2},
    '~~~': {most: reach.text, pause: 2},
  };
  const near: Gap = {most: reach.near, pause: 0};
  const slots: Slot[] = [];
  let gap = near;
  let first = false;
  for (const part of row.split(' ')) {
    const said = Object.hasOwn(gaps, part) ? gaps[part] : undefined;
    if (said !== undefined) gap = said;
    else if (part === '^') first = true;
    else {
      const optional = part.startsWith('(') && part.endsWith(')');
      slots.push({set: setOf(optional ? part.slice(1, -1) : part), gap, first, optional});
      [gap, first] = [near, false];
    }
  }
  if (slots[0]?.optional !== false) throw new Error(`no pattern: ${row}`);
  return slots;
}

/** The alternatives of a slot: words, and names of classes. */
export function alternatives(words: string): {words: string[]; classes: string[]} {
  const parts = words.split('|').filter((part) => part !== '');
  return {
    words: parts.filter((part) => !part.startsWith('<')),
    classes: parts.filter((part) => part.startsWith('<')).map((part) => part.slice(1, -1)),
  };
}
