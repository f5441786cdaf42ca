import type {Occurrence} from './chains.ts';
import {LOOKALIKES} from './compiled-list.ts';
import type {Reading} from './units.ts';
import type {Found, WordTree} from './word-tree.ts';

/** Where the words of every set stand in a text: without lookalikes, and without what only sounds like a word by chance. */
export function wordPlaces(tree: WordTree, reading: Reading): Map<number, Occurrence[]> {
  const inContext = new RealWords(reading);
  const found = tree.findIn(reading).filter((each) => each.swapped.length === 0 || inContext.mayBeDisguised(each));
  const harmless = new Map<number, number>();
  for (const {start, end, sets} of found) {
    if (sets.includes(LOOKALIKES)) harmless.set(start, Math.max(end, harmless.get(start) ?? 0));
  }
  const covered = reachOf(harmless, reading.units.length);
  const places = new Map<number, Occurrence[]>();
  for (const {start, end, sets} of found) {
    const reach = covered[start];
    // A lookalike covers what lies within it, and not what is longer.
    if (reach !== undefined && reach.end >= end && reach.end - reach.start > end - start) continue;
    for (const set of sets) {
      const known = places.get(set);
      if (known === undefined) places.set(set, [{start, end}]);
      else known.push({start, end});
    }
  }
  return places;
}

function reachOf(harmless: ReadonlyMap<number, number>, length: number): (Occurrence | undefined)[] {
  let current: Occurrence | undefined;
  return Array.from({length}, (_, at) => {
    const end = harmless.get(at);
    if (end !== undefined && (current === undefined || end > current.end)) current = {start: at, end};
    if (current !== undefined && current.end <= at) current = undefined;
    return current;
  });
}

/** Tells a disguised word from a real one that sounds like it: 尚门 is no word, 同时 is. */
class RealWords {
  private readonly reading: Reading;
  private words: Occurrence[] | null = null;

  constructor(reading: Reading) {
    this.reading = reading;
  }

  mayBeDisguised({start, end, swapped}: Found): boolean {
    const {units} = this.reading;
    const letters = swapped.every((at) => /^[a-z0-9]/.test(units[at]?.keys[0] ?? ''));
    // One letter for a character (J人) is a hint only beside characters that are written out.
    const single = swapped.filter((at) => this.isAlone(at)).length;
    if (letters) return end - start > Math.max(1, single);
    const words = this.segments().filter((word) => word.end - word.start > 1 && word.start < end && word.end > start);
    if (words.some((word) => word.start === start && word.end === end)) return false;
    const crossing = words.filter((word) => word.start < start || word.end > end);
    const touched = crossing.some((word) => swapped.some((at) => at >= word.start && at < word.end));
    const bothEnds = crossing.some((word) => word.start < start) && crossing.some((word) => word.end > end);
    return !touched || (swapped.length === end - start && !bothEnds);
  }

  private isAlone(at: number): boolean {
    const isLetter = (unit: number) => /^[a-z]$/.test(this.reading.units[unit]?.keys[0] ?? '');
    return isLetter(at) && !isLetter(at - 1) && !isLetter(at + 1);
  }

  private segments(): Occurrence[] {
    if (this.words !== null) return this.words;
    const text = this.reading.units.map(({keys: [key = '']}) => (key.length === 1 ? key : '□')).join('');
    this.words = [...new Intl.Segmenter('zh', {granularity: 'word'}).segment(text)].map(({index, segment}) => ({
      start: index,
      end: index + segment.length,
    }));
    return this.words;
  }
}
