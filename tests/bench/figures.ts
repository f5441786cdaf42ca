/** One line of a table. `ratio` compares with a yardstick of the same run. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  ratio?: {value: number; to: string};
}

export interface BenchOptions {
  /** A tenth of the work: to see that the scripts run, not to compare. */
  quick: boolean;
}

export type Topic = (options: BenchOptions) => Figure[] | Promise<Figure[]>;

/** The nearest-rank quantile. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

/** p50 and p95 of some durations, as ratios to the same quantiles of a yardstick. */
export function quantiles(
  what: string,
  values: readonly number[],
  unit: string,
  yardstick?: {values: readonly number[]; to: string},
): Figure[] {
  return [0.5, 0.95].map((part) => {
    const value = quantile(values, part);
    const ratio =
      yardstick === undefined ? {} : {ratio: {value: value / quantile(yardstick.values, part), to: yardstick.to}};
    return {what: `${what}, p${part * 100}`, value, unit, ...ratio};
  });
}

/** How long something takes, in milliseconds. */
export async function timed(action: () => unknown): Promise<number> {
  const begun = performance.now();
  await action();
  return performance.now() - begun;
}

const digits = (value: number): string => {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3);
};

export function printTable(title: string, figures: readonly Figure[]): void {
  const rows = figures.map(({what, value, unit, ratio}) => [
    what,
    digits(value),
    unit,
    ratio === undefined ? '' : `${digits(ratio.value)} × ${ratio.to}`,
  ]);
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const lines = rows.map(([what = '', value = '', unit = '', ratio = '']) =>
    `  ${what.padEnd(width(0))}  ${value.padStart(width(1))} ${unit.padEnd(width(2))}  ${ratio}`.trimEnd(),
  );
  process.stdout.write(`\n${title}\n${lines.join('\n')}\n`);
}
