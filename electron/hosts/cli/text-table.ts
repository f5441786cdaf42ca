// Characters that take two columns of a terminal (Unicode East Asian Width W and F, the blocks that occur).
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /\p{M}|[\u200b\u200c\u200d]/u;

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}

/** Lines with their columns under each other; the last column is as long as it is. */
export function textTable(rows: readonly (readonly string[])[]): string[] {
  const oneLine = rows.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ')));
  const widths: number[] = [];
  for (const row of oneLine) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, columnsOf(cell));
    });
  }
  return oneLine.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell + ' '.repeat((widths[i] ?? 0) - columnsOf(cell))))
      .join('  ')
      .trimEnd(),
  );
}
