import Fuse from 'fuse.js/basic';

/** What a list is narrowed to. `near`: no text contains what was typed; these come nearest to it. */
export interface Filtered<Item> {
  readonly items: readonly Item[];
  readonly near: boolean;
}

/** Characters of what was typed that are compared; the rest of a paste is not. */
const LONGEST_TYPED = 200;
/** Beyond these, a slip is not looked for: fuse.js compares up to 32 characters at once, and a long text is near to anything. */
const LONGEST_SLIPPED = 32;
const LONGEST_NEAR_TEXT = 60;
/** Slips by length: one in three characters, two in six. Shorter than this, nearly everything is one slip away. */
const THRESHOLD = 0.34;
const FEWEST_LETTERS = 4;
const FEWEST_HAN = 3;
/** So many texts are looked at for a slip (of a longer list the first of each item, then the second …), so many items are near. */
const MOST_TEXTS = 12_000;
const MOST_NEAR = 10;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();

/**
 * Narrows a list by what is typed into its box: every item that has a text which contains it, in the list's order. Only when
 * none has, the items that are the fewest slips away, so that a wrong letter does not empty the list. Case, width and
 * spacing do not count. What is worked out of the texts is kept from one keystroke to the next.
 */
export function forgivingFilter<Item>(
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
): (typed: string) => Filtered<Item> {
  let texts: readonly string[][] | null = null;
  let slips: NearTexts | null = null;
  return (typed) => {
    const wanted = folded(typed.slice(0, LONGEST_TYPED));
    if (wanted === '') return {items, near: false};
    texts ??= items.map((item) => textsOf(item).map(folded));
    const holds = texts.map((own) => own.some((text) => text.includes(wanted)));
    if (holds.includes(true)) return {items: items.filter((_, at) => holds[at]), near: false};
    if (!canSlip(wanted)) return {items: [], near: false};
    slips ??= nearTexts(texts);
    const near = slips(wanted).map((at) => items[at] as Item);
    return {items: near, near: near.length > 0};
  };
}

function canSlip(wanted: string): boolean {
  const fewest = /\p{Script=Han}/u.test(wanted) ? FEWEST_HAN : FEWEST_LETTERS;
  return wanted.length >= fewest && wanted.length <= LONGEST_SLIPPED;
}

/** Gives the places of the items nearest to a text, in the list's order. */
type NearTexts = (wanted: string) => number[];

function nearTexts(texts: readonly (readonly string[])[]): NearTexts {
  const short = texts
    .flatMap((own, at) => own.map((text, rank) => ({text, at, rank})))
    .filter(({text}) => text.length <= LONGEST_NEAR_TEXT)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST_TEXTS);
  const fuse = new Fuse(short, {
    keys: ['text'],
    threshold: THRESHOLD,
    ignoreLocation: true,
    ignoreDiacritics: true,
    // Without the length of the text, the score is the share of slips alone.
    ignoreFieldNorm: true,
    includeScore: true,
  });
  return (wanted) => {
    const hits = fuse.search(wanted);
    const [best] = hits;
    const nearest = hits.filter((hit) => hit.score === best?.score).map((hit) => hit.item.at);
    return [...new Set(nearest)].toSorted((a, b) => a - b).slice(0, MOST_NEAR);
  };
}
