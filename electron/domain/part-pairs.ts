import type {Part} from './pack-parts.ts';

/** Which part of one version is which part of the other, both ways. */
export interface Pairs {
  oldOf: Map<Part, Part>;
  newOf: Map<Part, Part>;
}

/**
 * Matches the parts of two versions: by id; where ids differ by equal content, wholes before what stands in them; and a whole
 * whose id and words both changed by what stands in it.
 */
export function pairParts(before: readonly Part[], after: readonly Part[]): Pairs {
  const pairs: Pairs = {oldOf: new Map(), newOf: new Map()};
  const byKey = new Map(before.map((part) => [part.key, part]));
  for (const part of after) {
    const old = byKey.get(part.key);
    if (old !== undefined) pair(pairs, old, part);
  }
  const lonely = (): [Part[], Part[]] => [
    before.filter((part) => !pairs.newOf.has(part)),
    after.filter((part) => !pairs.oldOf.has(part)),
  ];
  const content = wholeContents();
  let [old, fresh] = lonely();
  if (old.length === 0 || fresh.length === 0) return pairs;
  const isWhole = ({whole}: Part) => whole?.whole === null;
  pairEqual(
    pairs,
    old.filter(isWhole),
    fresh.filter(isWhole),
    (part) => `${part.list}\n${part.sort}\n${content(part)}`,
  );
  [old, fresh] = lonely();
  pairWholes(pairs, old.filter(isWhole), fresh.filter(isWhole), content);
  [old, fresh] = lonely();
  // In the same list first: of two equal sentences each stays where it is.
  const home = (part: Part, isOld: boolean): string => {
    const whole = part.whole as Part;
    const known = isOld ? pairs.newOf.get(whole) : whole;
    return `${known?.key ?? `gone ${whole.key}`}\n${part.list}`;
  };
  pairEqual(pairs, old, fresh, (part, isOld) => `${home(part, isOld)}\n${part.sort}\n${content(part)}`);
  [old, fresh] = lonely();
  pairEqual(pairs, old, fresh, (part) => `${part.sort}\n${content(part)}`);
  return pairs;
}

function pair({oldOf, newOf}: Pairs, old: Part, fresh: Part): void {
  oldOf.set(fresh, old);
  newOf.set(old, fresh);
}

/** Pairs what has the same key, in order. */
function pairEqual(
  pairs: Pairs,
  before: readonly Part[],
  after: readonly Part[],
  keyOf: (part: Part, isOld: boolean) => string,
): void {
  const waiting = Map.groupBy(before, (part) => keyOf(part, true));
  const turns = new Map<string, number>();
  for (const part of after) {
    const key = keyOf(part, false);
    const turn = turns.get(key) ?? 0;
    const old = waiting.get(key)?.[turn];
    if (old === undefined) continue;
    turns.set(key, turn + 1);
    pair(pairs, old, part);
  }
}

/** Wholes that share most of what stands in them are one whole under another id. */
function pairWholes(
  pairs: Pairs,
  before: readonly Part[],
  after: readonly Part[],
  content: (part: Part) => string,
): void {
  const home = new Map<string, Part>();
  for (const whole of before) for (const part of whole.parts) home.set(`${part.sort}\n${content(part)}`, whole);
  const shared: {old: Part; fresh: Part; count: number}[] = [];
  for (const fresh of after) {
    const counts = new Map<Part, number>();
    for (const part of fresh.parts) {
      const old = pairs.oldOf.get(part)?.whole ?? home.get(`${part.sort}\n${content(part)}`);
      if (old === undefined || old.sort !== fresh.sort || pairs.newOf.has(old)) continue;
      counts.set(old, (counts.get(old) ?? 0) + 1);
    }
    for (const [old, count] of counts) {
      if (count * 2 >= Math.max(old.parts.length, fresh.parts.length)) shared.push({old, fresh, count});
    }
  }
  for (const {old, fresh} of shared.toSorted((one, other) => other.count - one.count)) {
    if (!pairs.newOf.has(old) && !pairs.oldOf.has(fresh)) pair(pairs, old, fresh);
  }
}

/** A part's words and those of everything in it, without ids; made once each. */
function wholeContents(): (part: Part) => string {
  const known = new Map<Part, string>();
  const content = (part: Part): string => {
    let text = known.get(part);
    if (text === undefined) {
      text = JSON.stringify([[...part.fields], part.parts.map((inner) => [inner.list, content(inner)])]);
      known.set(part, text);
    }
    return text;
  };
  return content;
}
