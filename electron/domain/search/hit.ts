import type {ObjectionHit, Reason, SearchContext} from '../objection-index.ts';
import {metUnits} from './alignment.ts';
import {BREAK, canonical, SPACE} from './canonical.ts';
import type {EntryTable, Group} from './entry-table.ts';
import {SOURCE} from './entry-table.ts';
import {ANY, type Wanted} from './facets.ts';
import type {Typed} from './typed.ts';
import {stemOf, wordLikeness} from './words.ts';

export interface Found {
  readonly typed: Typed;
  readonly wanted: Wanted;
  readonly context: SearchContext;
  readonly place: number;
  /** The group's best wording, -1 when none was compared. */
  readonly wording: number;
  readonly aligned: number;
  readonly meant: number;
  readonly total: number;
  readonly variants: number;
}

/** An alignment below this shows nothing that is worth marking. */
const WORTH_MARKING = 0.3;
const WORTH_MARKING_WORD = 0.75;
const BEST_TOTAL = 1.3;

/** What is only for the eye (phrasing, marks, reasons) is worked out when it is looked at. */
export class Hit implements ObjectionHit {
  readonly entryId: string;
  readonly groupId: string;
  readonly score: number;
  readonly variants: number;
  private readonly table: EntryTable;
  private readonly found: Found;

  constructor(table: EntryTable, found: Found) {
    this.table = table;
    this.found = found;
    this.entryId = table.entries[found.place]?.id ?? '';
    this.groupId = (table.groups[table.groupOf.at(found.place)] as Group).id;
    this.score = Math.min(1, found.total / BEST_TOTAL);
    this.variants = found.variants;
  }

  get phrasing(): string {
    const entry = this.table.entries[this.found.place];
    if (entry === null || entry === undefined) return '';
    const source = this.source();
    if (source === SOURCE.translation && entry.en !== undefined) return entry.en;
    return source !== null && source > 0 ? (entry.aliases[source - 1] ?? entry.title) : entry.title;
  }

  get marks(): readonly (readonly [number, number])[] {
    const {wording, aligned, typed} = this.found;
    const source = this.source();
    if (wording < 0 || aligned < WORTH_MARKING || source === null) return [];
    if (source === SOURCE.tag || source === SOURCE.expression) return [];
    return marksIn(this.phrasing, this.table, wording, typed);
  }

  get why(): readonly Reason[] {
    const {aligned, meant, wanted, context, typed} = this.found;
    const reasons: Reason[] = [];
    const words: Reason = typed.hasHan ? 'words' : typed.unspelled ? 'initials' : 'sound';
    if (aligned >= WORTH_MARKING) {
      const inWords = this.table.wordings.words[this.found.wording] !== null;
      reasons.push(inWords ? 'words' : words);
    }
    if (meant >= WORTH_MARKING) {
      if (meant > aligned) reasons.unshift('concept');
      else reasons.push('concept');
    }
    if (wanted.some((value) => value !== ANY)) reasons.push('facet');
    if (context.saidBefore?.includes(this.groupId) === true) reasons.push('saidBefore');
    if ((context.usage?.get(this.groupId) ?? 0) > 0) reasons.push('usage');
    if (context.near?.includes(this.groupId) === true) reasons.push('near');
    return reasons;
  }

  private source(): number | null {
    return this.found.wording < 0 ? null : this.table.sourceIn(this.found.place, this.found.wording);
  }
}

/** Where the units of a wording that meet what was typed stand in the whole phrasing. */
function marksIn(phrasing: string, table: EntryTable, wording: number, typed: Typed): [number, number][] {
  const {codes, from, to} = canonical(phrasing);
  const places = codes.map((_code, i) => i).filter((i) => codes[i] !== SPACE && codes[i] !== BREAK);
  const start = table.wordings.starts.at(wording);
  const count = table.wordings.unitsOf(wording);
  const units = table.wordings.codes.data.subarray(start, start + count);
  const first = places.findIndex((_place, k) => units.every((unit, i) => codes[places[k + i] as number] === unit));
  if (first < 0) return [];
  const words = table.wordings.words[wording];
  const met =
    words === null || words === undefined
      ? metUnits(typed, units, table.wordings.readings.data.subarray(start, start + count))
      : metLetters(typed, units, codes, places, first);
  const marks: [number, number][] = [];
  for (const unit of met) {
    const place = places[first + unit] as number;
    const [begin, end] = [from[place] as number, to[place] as number];
    const last = marks.at(-1);
    // Spaces and apostrophes between two marked parts belong to the mark.
    if (last !== undefined && (begin <= last[1] || /^[\s'’]*$/u.test(phrasing.slice(last[1], begin)))) {
      last[1] = Math.max(last[1], end);
    } else marks.push([begin, end]);
  }
  return marks;
}

/** Units of the words that were typed, in the order of the phrasing. */
function metLetters(
  typed: Typed,
  units: ArrayLike<number>,
  codes: readonly number[],
  places: readonly number[],
  first: number,
): number[] {
  const met: number[] = [];
  let unit = 0;
  while (unit < units.length) {
    let end = unit + 1;
    while (end < units.length && (places[first + end] as number) === (places[first + end - 1] as number) + 1) end += 1;
    let letters = '';
    for (let i = unit; i < end; i += 1) letters += String.fromCodePoint(codes[places[first + i] as number] as number);
    const word = {letters, stem: stemOf(letters)};
    const best = typed.words.reduce<{likeness: number; length: number; letters: string}>(
      (most, each, i) => {
        const likeness = wordLikeness(each, word, i === typed.words.length - 1);
        return likeness > most.likeness ? {likeness, length: each.letters.length, letters: each.letters} : most;
      },
      {likeness: 0, length: 0, letters: ''},
    );
    const begun = letters.startsWith(best.letters);
    const whole = !begun || letters.length <= best.length;
    if (best.likeness >= WORTH_MARKING_WORD)
      for (let i = unit; i < (whole ? end : unit + best.length); i += 1) met.push(i);
    unit = end;
  }
  return met;
}
