/**
 * The largest part of some things that are in the same order before and after: whatever is not in it has moved. The answer
 * is the same read forwards and backwards, so that the way back names the same things.
 *
 * @param before the things in their old order
 * @param after the same things in their new order
 */
export function inKeptOrder(before: readonly string[], after: readonly string[]): Set<string> {
  const [one, other] = comesFirst(before, after) ? [before, after] : [after, before];
  const places = new Map(one.map((thing, i) => [thing, i]));
  const rising = longestRising(other.map((thing) => places.get(thing) ?? 0));
  return new Set(other.filter((_, i) => rising.has(i)));
}

function comesFirst(before: readonly string[], after: readonly string[]): boolean {
  const at = before.findIndex((thing, i) => thing !== after[i]);
  return at < 0 || (before[at] as string) < (after[at] ?? '');
}

/** Indexes of a longest strictly rising subsequence (patience sorting, n log n). */
function longestRising(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous: (number | undefined)[] = [];
  values.forEach((value, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? tails[low - 1] : undefined;
    tails[low] = i;
  });
  const kept = new Set<number>();
  for (let at = tails.at(-1); at !== undefined; at = previous[at]) kept.add(at);
  return kept;
}
