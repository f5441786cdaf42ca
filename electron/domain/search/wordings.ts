import {BREAK, isHan, isLetter, SPACE, textOf} from './canonical.ts';
import {readingsOf} from './readings.ts';
import {featuresOf, wordsOf} from './features.ts';
import {Growing} from './growing.ts';
import {Postings} from './postings.ts';
import {stemOf, type Word} from './words.ts';

/** What the index keeps of its clauses, as a snapshot holds it. */
export interface WordingsState {
  readonly texts: readonly string[];
  readonly codes: Int32Array;
  readonly readings: Int32Array;
  readonly starts: Int32Array;
  readonly users: Int32Array;
  readonly userEnds: Int32Array;
  readonly features: Int32Array;
  readonly postings: Int32Array;
  readonly postingEnds: Int32Array;
}

/**
 * Every distinct clause of all entries, once: entries repeat phrasings, and phrasings repeat each other with a filler before
 * or a product behind. A clause keeps its number for good; one that nothing uses any more is found no more.
 */
export class Wordings {
  readonly texts: string[] = [];
  /** Units of all wordings, one after the other, without spaces. */
  readonly codes: Growing;
  readonly readings: Growing;
  /** Where each wording's units begin, and at last where they end. */
  readonly starts: Growing;
  /** Depends on the text alone: orders what nothing else orders, the same in a rebuilt index. */
  readonly hashes: number[] = [];
  /** How little a wording has to say: 1 for nothing, less for more units. Of two that share the same, the shorter is meant. */
  readonly shortness: number[] = [];
  /** Words, of wordings that hold no characters. */
  readonly words: (readonly Word[] | null)[] = [];
  /** Group and number of uses, in turns, of each wording. */
  readonly users: number[][] = [];
  /** The one group that uses a wording: nearly all have one. `SEVERAL` or `NOBODY` for the others. */
  readonly user: Growing = new Growing();
  /** `null` while the first entries come: then they are gathered at once, by `gather`. */
  private lists: Postings | null;
  /** Wordings that are in use. */
  alive = 0;
  private readonly numbers = new Map<string, number>();

  constructor(state?: WordingsState) {
    this.codes = new Growing(state?.codes);
    this.readings = new Growing(state?.readings);
    this.starts = new Growing(state?.starts ?? new Int32Array(1));
    this.lists = null;
    if (state === undefined) return;
    let user = 0;
    for (const [number, text] of state.texts.entries()) {
      this.name(text, number);
      const end = state.userEnds[number] as number;
      this.users.push(Array.from(state.users.subarray(user, end)));
      this.user.push(onlyUser(this.users[number] as number[]));
      if (end > user) this.alive += 1;
      user = end;
    }
    this.lists = new Postings(state.features, state.postingEnds, state.postings);
  }

  get postings(): Postings {
    if (this.lists === null) throw new Error('the wordings are not gathered yet');
    return this.lists;
  }

  /** Gathers the features of all that is in use; from then on every change keeps them right. */
  gather(): void {
    const features = new Growing();
    const owners = new Growing();
    for (let number = 0; number < this.texts.length; number += 1) {
      if ((this.users[number] as number[]).length === 0) continue;
      for (const feature of this.featuresOf(number)) {
        features.push(feature);
        owners.push(number);
      }
    }
    this.lists = Postings.of(features.used(), owners.used());
  }

  state(): WordingsState {
    const userEnds: number[] = [];
    const users = new Growing();
    for (const own of this.users) {
      for (const value of own) users.push(value);
      userEnds.push(users.length);
    }
    const {features, ends, ids} = this.postings.lists();
    return {
      texts: this.texts,
      codes: this.codes.used(),
      readings: this.readings.used(),
      starts: this.starts.used(),
      users: users.used(),
      userEnds: Int32Array.from(userEnds),
      features,
      postings: ids,
      postingEnds: ends,
    };
  }

  unitsOf(number: number): number {
    return this.starts.at(number + 1) - this.starts.at(number);
  }

  /** The number of a clause, made known when it is new. */
  intern(codes: readonly number[]): number {
    const text = textOf(codes);
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.texts.length;
    this.name(text, number);
    this.users.push([]);
    this.user.push(NOBODY);
    const units = codes.filter((code) => code !== SPACE);
    for (const unit of units) this.codes.push(unit);
    for (const reading of readingsOf(units)) this.readings.push(reading);
    this.starts.push(this.codes.length);
    return number;
  }

  /**
   * Counts one use more, or less, of a wording by a group.
   *
   * @returns whether the group began to use it, or ended
   */
  use(number: number, group: number, change: 1 | -1): boolean {
    const users = this.users[number] as number[];
    let at = 0;
    while (at < users.length && users[at] !== group) at += 2;
    if (at === users.length) {
      users.push(group, 0);
      if (users.length === 2) this.post(number, 1);
    }
    const before = users[at + 1] as number;
    users[at + 1] = before + change;
    if (before + change === 0) {
      users.splice(at, 2);
      if (users.length === 0) this.post(number, -1);
    }
    this.user.data[number] = onlyUser(users);
    return before === 0 || before + change === 0;
  }

  private name(text: string, number: number): void {
    this.numbers.set(text, number);
    this.texts.push(text);
    const codes = codePoints(text);
    this.hashes.push(hashOf(codes));
    const spoken = codes.some(isHan) || !codes.some(isLetter);
    this.shortness.push(1 / (1 + LENGTH * codes.length));
    this.words.push(spoken ? null : wordsOf(codes).map((letters) => ({letters, stem: stemOf(letters)})));
  }

  private post(number: number, change: 1 | -1): void {
    this.alive += change;
    if (this.lists === null) return;
    for (const feature of this.featuresOf(number)) {
      if (change === 1) this.lists.add(feature, number);
      else this.lists.remove(feature, number);
    }
  }

  private featuresOf(number: number): Set<number> {
    const readings = this.readings.data.subarray(this.starts.at(number), this.starts.at(number + 1));
    return featuresOf(codePoints(this.texts[number] as string), readings);
  }
}

const LENGTH = 0.02;

const NOBODY = -1;
const SEVERAL = -2;

const onlyUser = (users: readonly number[]): number =>
  users.length === 2 ? (users[0] as number) : users.length === 0 ? NOBODY : SEVERAL;

const codePoints = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) as number);

function hashOf(codes: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < codes.length; i += 1) hash = Math.imul(hash ^ (codes[i] as number), 0x01000193);
  return hash;
}

/** Of a whole text: what is written with a space or a comma in between is the same. */
export function hashOfWhole(codes: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] as number;
    if (code !== SPACE && code !== BREAK) hash = Math.imul(hash ^ code, 0x01000193);
  }
  return hash;
}

export function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
