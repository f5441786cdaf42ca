/** Tables that are edited as text, a pair on each line: `theirs = ours`. */
export interface PairLines {
  pairs: [left: string, right: string][];
  /** The first line that is no pair, as it was typed; null when all are. */
  wrong: string | null;
}

/** Empty lines are none; a right side may be empty. */
export function readPairs(text: string): PairLines {
  const pairs: [string, string][] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue;
    const at = line.indexOf('=');
    if (at <= 0) return {pairs, wrong: line};
    pairs.push([line.slice(0, at).trim(), line.slice(at + 1).trim()]);
  }
  return {pairs, wrong: null};
}

export const pairLines = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([left, right]) => `${left} = ${right}`).join('\n');
