import {BREAK, codesOf, isHan, runsOf, SPACE, textOf} from './canonical.ts';
import {firstReading, readingsOf} from './readings.ts';
import {SYLLABLES} from './sounds.ts';

/** What an entry is for, besides its objection: the same words may be answered otherwise for another product or bucket. */
export const FACETS = ['product', 'bucket', 'tone', 'customer'] as const;
export type Facet = (typeof FACETS)[number];

/** No value, or any. */
export const ANY = 0;

/** A value for each facet, in the order of `FACETS`; `ANY` where none is asked for. */
export type Wanted = readonly number[];

/** The values that entries have, and how they are typed. */
export class FacetValues {
  private readonly facetOf: number[] = [-1];
  private readonly used: number[] = [0];
  private readonly spellings = new Map<string, number[]>();
  private readonly raw = FACETS.map(() => new Map<string, number>());
  private readonly known: (readonly [number, string])[] = [];

  /** @param values as `values()` gave them */
  constructor(values: readonly (readonly [number, string])[] = []) {
    for (const [facet, value] of values) this.numberOf(facet, value);
  }

  /** Every facet's place and value, in the order in which they became known. */
  values(): readonly (readonly [number, string])[] {
    return this.known;
  }

  /** The number of a value of the facet at a place of `FACETS`, made known when it is new; `ANY` for none. */
  numberOf(place: number, value: string | undefined): number {
    if (value === undefined || value === '') return ANY;
    const raw = this.raw[place] as Map<string, number>;
    const known = raw.get(value);
    if (known !== undefined) return known;
    const spellings = spellingsOf(textOf(codesOf(value)));
    const alike = (this.spellings.get(spellings[0] ?? '') ?? []).find((number) => this.facetOf[number] === place);
    const number = alike ?? this.facetOf.length;
    raw.set(value, number);
    this.known.push([place, value]);
    if (alike !== undefined) return number;
    this.facetOf.push(place);
    this.used.push(0);
    for (const spelling of spellings) {
      if (spelling !== '') this.spellings.set(spelling, [...(this.spellings.get(spelling) ?? []), number]);
    }
    return number;
  }

  /** The number of a value that is known; `ANY` for any other. */
  knownNumber(place: number, value: string | undefined): number {
    return value === undefined ? ANY : (this.raw[place]?.get(value) ?? ANY);
  }

  /** Counts one entry more, or less, that has a value: what no entry has is not looked for. */
  use(number: number, change: 1 | -1): void {
    this.used[number] = (this.used[number] as number) + change;
  }

  /**
   * Takes the values out of what was typed: separate words, in characters or in pinyin. Words that hold nothing else are
   * both: who types only "学生" may mean the customer or what the customer says.
   */
  readTyped(codes: readonly number[]): {wanted: Wanted; rest: readonly number[]} {
    const wanted = FACETS.map(() => ANY);
    const words = runsOf(codes, (code) => code === SPACE || code === BREAK);
    const others: number[][] = [];
    for (const word of words) {
      const number = this.valueOf(textOf(word));
      if (number === ANY) others.push(word);
      else wanted[this.facetOf[number] as number] = number;
    }
    if (others.length === words.length) this.readJoined(codes, wanted);
    if (others.length === 0 || others.length === words.length) return {wanted, rest: codes};
    return {wanted, rest: others.flatMap((word, i) => (i === 0 ? word : [SPACE, ...word]))};
  }

  /** M3 is typed for M3+ where there is no M3. */
  private valueOf(word: string): number {
    return this.inUse(word) || this.inUse(`${word}+`);
  }

  private inUse(spelling: string): number {
    return (this.spellings.get(spelling) ?? []).find((number) => (this.used[number] as number) > 0) ?? ANY;
  }

  /** A value that begins or ends what was typed without a space only reorders: it may be part of the sentence. */
  private readJoined(codes: readonly number[], wanted: number[]): void {
    const text = textOf(codes);
    for (const spelling of this.spellings.keys()) {
      if (spelling.length < 2 || spelling.length >= text.length) continue;
      if (!text.startsWith(spelling) && !(spelling.length > 2 && text.endsWith(spelling))) continue;
      const number = this.inUse(spelling);
      if (number !== ANY) wanted[this.facetOf[number] as number] ||= number;
    }
  }
}

function spellingsOf(text: string): string[] {
  const codes = codesOf(text);
  if (!codes.every(isHan)) return [text];
  const spelled = readingsOf(codes).map((packed) => SYLLABLES[firstReading(packed)] ?? '');
  return [text, spelled.join('')];
}
