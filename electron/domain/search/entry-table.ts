import type {LexiconFile} from '../../contract/lexicon.ts';
import type {IndexEntry} from '../objection-index.ts';
import {BREAK, codesOf, runsOf, SPACE} from './canonical.ts';
import type {ConceptModel} from './concept-model.ts';
import {wordingsOf} from './urgent.ts';
import {type Facet, FACETS, FacetValues} from './facets.ts';
import {Fillers} from './fillers.ts';
import {Growing} from './growing.ts';
import {HashedPlaces} from './hashed-places.ts';
import {hashOfText, hashOfWhole, Wordings, type WordingsState} from './wordings.ts';

/** Where in its entry a wording stands: the title is 0, aliases count from 1. */
export const SOURCE = {title: 0, tag: -1, translation: -2, expression: -3} as const;

export interface Group {
  readonly id: string;
  /** Places of its entries, ascending. */
  readonly entries: Growing;
  /** Its distinct wordings. */
  wordings: number;
  /** Concept and the certainty of its wordings in per cent, added up; in turns. */
  readonly meanings: Map<number, number>;
}

export interface TableState extends Omit<WordingsState, 'texts'> {
  readonly texts: readonly string[];
  readonly groupIds: readonly string[];
  readonly groupOf: Int32Array;
  /** Facets and values in the order of their numbers. */
  readonly facetValues: readonly (readonly [number, string])[];
  readonly facetsOf: Int32Array;
  readonly stands: Int32Array;
  readonly sources: Int32Array;
  readonly standEnds: Int32Array;
  readonly exactHashes: Int32Array;
  readonly exactPlaces: Int32Array;
  readonly meanings: Int32Array;
}

interface ReadText {
  /** Of the whole text. */
  readonly hash: number;
  /** Of its telling clauses, once they were asked for. */
  readonly wordings: readonly number[] | null;
}

/** A meaning less certain than this, in per cent, is none. */
const FAINT_MEANING = 8;

/**
 * The entries with their groups, wordings and facets. An entry keeps its place when it is changed; a removed one leaves its
 * place empty, so that the order of the others stays.
 */
export class EntryTable {
  readonly entries: (IndexEntry | null)[] = [];
  readonly groups: Group[] = [];
  readonly groupOf: Growing;
  readonly wordings: Wordings;
  readonly facets: FacetValues;
  /** Values of the facets of every entry, four places each. */
  readonly facetsOf: Growing;
  readonly fillers: Fillers;
  /** Groups that hold an entry. */
  groupsAlive = 0;
  private readonly model: ConceptModel;
  private readonly expressions: ReadonlyMap<string, readonly string[]>;
  private readonly groupNumbers = new Map<string, number>();
  /** Where each entry's wordings and their sources lie. */
  private readonly stands: Growing;
  private readonly sources: Growing;
  private readonly standFrom = new Growing();
  private readonly holders: Growing[] = [];
  private readonly standTo: Growing;
  /** Wordings that stand for a group only because the lexicon says so. */
  private readonly expressionUses = new Set<number>();
  /** Entries by the hash of a whole title, alias or translation. */
  private readonly exact: HashedPlaces;
  private readonly ids: HashedPlaces;
  private readonly meaningOf = new Map<number, readonly number[]>();
  /** Texts as they were read while the table is filled: entries repeat them. */
  private readonly read = new Map<string, ReadText>();

  constructor(
    lexicon: readonly LexiconFile[],
    model: ConceptModel,
    entries: readonly IndexEntry[],
    state?: TableState,
  ) {
    this.model = model;
    this.fillers = new Fillers(lexicon.flatMap((file) => file.fillers));
    this.expressions = expressionsOf(lexicon);
    this.wordings = new Wordings(state);
    this.groupOf = new Growing(state?.groupOf);
    this.facets = new FacetValues(state?.facetValues);
    this.facetsOf = new Growing(state?.facetsOf);
    this.standTo = new Growing(state?.standEnds);
    this.stands = new Growing(state?.stands);
    this.sources = new Growing(state?.sources);
    this.exact = state === undefined ? this.build(entries) : this.restore(entries, state);
    const ids = new Int32Array(entries.length);
    for (let place = 0; place < ids.length; place += 1) ids[place] = hashOfText((entries[place] as IndexEntry).id);
    this.ids = HashedPlaces.of(ids, upTo(entries.length));
    this.read.clear();
  }

  put(entry: IndexEntry): void {
    const known = this.placeOf(entry.id);
    if (known !== undefined) this.clear(known);
    const place = known ?? this.entries.length;
    this.seat(entry, place);
    for (let i = this.standFrom.at(place); i < this.standTo.at(place); i += 1) {
      this.holdersOf(this.stands.at(i)).insert(place);
    }
    this.exact.add(place, this.wholeHashes(entry));
    this.ids.add(place, new Set([hashOfText(entry.id)]));
    this.read.clear();
  }

  remove(id: string): void {
    const place = this.placeOf(id);
    if (place === undefined) return;
    this.clear(place);
    this.read.clear();
  }

  /** Entries that hold exactly this text as a whole. */
  exactly(codes: readonly number[]): number[] {
    const places = this.exact.find(hashOfWhole(codes));
    const [first] = places;
    // Other texts may have the same hash.
    const entry = first === undefined ? null : this.entries[first];
    if (entry === null || entry === undefined) return [];
    const same = wholeTexts(entry).some((text) => equal(codesOf(text), codes));
    return same ? places : [];
  }

  /** Does a wording stand in an entry, and where? Its source, `null` when it does not. */
  sourceIn(place: number, wording: number): number | null {
    const to = this.standTo.at(place);
    for (let i = this.standFrom.at(place); i < to; i += 1) if (this.stands.at(i) === wording) return this.sources.at(i);
    return null;
  }

  /** Is a wording none of a group's own, but the lexicon's for it? */
  isExpression(wording: number, group: number): boolean {
    return this.expressionUses.size > 0 && this.expressionUses.has(pairOf(wording, group));
  }

  /** Places of the entries that hold a wording, ascending. */
  holdersOf(wording: number): Growing {
    const known = this.holders[wording];
    if (known !== undefined) return known;
    const holders = new Growing();
    this.holders[wording] = holders;
    return holders;
  }

  state(): TableState {
    const stands = new Growing();
    const sources = new Growing();
    const standEnds: number[] = [];
    const groupOf: number[] = [];
    const facetsOf: number[] = [];
    const hashes = new Growing();
    const places = new Growing();
    this.entries.forEach((entry, place) => {
      if (entry === null) return;
      for (const hash of this.wholeHashes(entry)) {
        hashes.push(hash);
        places.push(standEnds.length);
      }
      for (let i = this.standFrom.at(place); i < this.standTo.at(place); i += 1) {
        stands.push(this.stands.at(i));
        sources.push(this.sources.at(i));
      }
      standEnds.push(stands.length);
      groupOf.push(this.groupOf.at(place));
      for (let f = 0; f < FACETS.length; f += 1) facetsOf.push(this.facetsOf.at(place * FACETS.length + f));
    });
    this.read.clear();
    const exact = HashedPlaces.of(hashes.used(), places.used());
    return {
      ...this.wordings.state(),
      exactHashes: exact.hashes,
      exactPlaces: exact.places,
      groupIds: this.groups.map((group) => group.id),
      groupOf: Int32Array.from(groupOf),
      facetValues: this.facets.values(),
      facetsOf: Int32Array.from(facetsOf),
      stands: stands.used(),
      sources: sources.used(),
      standEnds: Int32Array.from(standEnds),
      meanings: Int32Array.from(
        this.groups.flatMap((group, g) => [...group.meanings].flatMap(([concept, sum]) => [g, concept, sum])),
      ),
    };
  }

  private restore(entries: readonly IndexEntry[], state: TableState): HashedPlaces {
    for (const id of state.groupIds) this.groupNumber(id);
    for (let i = 0; i < state.meanings.length; i += 3) {
      const [g, concept, sum] = state.meanings.subarray(i, i + 3) as unknown as [number, number, number];
      this.groups[g]?.meanings.set(concept, sum);
    }
    for (const users of this.wordings.users) {
      for (let i = 0; i < users.length; i += 2) (this.groups[users[i] as number] as Group).wordings += 1;
    }
    const owners = new Int32Array(state.stands.length);
    let from = 0;
    for (let place = 0; place < entries.length; place += 1) {
      this.entries.push(entries[place] as IndexEntry);
      this.standFrom.push(from);
      const to = state.standEnds[place] as number;
      owners.fill(place, from, to);
      for (let i = from; i < to; i += 1) {
        if (state.sources[i] !== SOURCE.expression) continue;
        this.expressionUses.add(pairOf(state.stands[i] as number, state.groupOf[place] as number));
      }
      from = to;
    }
    this.holders.push(...Growing.byKey(state.stands, owners, state.texts.length));
    Growing.byKey(state.groupOf, upTo(entries.length), this.groups.length).forEach((places, number) => {
      const group = this.groups[number] as Group;
      group.entries.data = places.data;
      group.entries.length = places.length;
      if (places.length > 0) this.groupsAlive += 1;
    });
    for (const value of state.facetsOf) this.facets.use(value, 1);
    return new HashedPlaces(state.exactHashes, state.exactPlaces);
  }

  private build(entries: readonly IndexEntry[]): HashedPlaces {
    const hashes = new Growing();
    const places = new Growing();
    const owners = new Growing();
    for (const entry of entries) {
      const place = this.entries.length;
      this.seat(entry, place);
      for (const hash of this.wholeHashes(entry)) {
        hashes.push(hash);
        places.push(place);
      }
      while (owners.length < this.stands.length) owners.push(place);
    }
    this.wordings.gather();
    this.holders.push(...Growing.byKey(this.stands.used(), owners.used(), this.wordings.texts.length));
    return HashedPlaces.of(hashes.used(), places.used());
  }

  private placeOf(id: string): number | undefined {
    return this.ids.find(hashOfText(id)).find((place) => this.entries[place]?.id === id);
  }

  private wholeHashes(entry: IndexEntry): Set<number> {
    return new Set(wholeTexts(entry).map((text) => this.wholeHash(text)));
  }

  private groupNumber(id: string): number {
    const known = this.groupNumbers.get(id);
    if (known !== undefined) return known;
    const number = this.groups.length;
    this.groupNumbers.set(id, number);
    this.groups.push({id, entries: new Growing(), wordings: 0, meanings: new Map()});
    return number;
  }

  private seat(entry: IndexEntry, place: number): void {
    const group = this.groupNumber(entry.groupId ?? entry.id);
    const {entries} = this.groups[group] as Group;
    if (entries.length === 0) this.groupsAlive += 1;
    entries.insert(place);
    const isNew = place === this.entries.length;
    if (isNew) {
      this.entries.push(entry);
      this.groupOf.push(group);
    } else {
      this.entries[place] = entry;
      this.groupOf.data[place] = group;
    }
    for (let f = 0; f < FACETS.length; f += 1) {
      const value = this.facets.numberOf(f, entry[FACETS[f] as Facet]);
      this.facets.use(value, 1);
      if (isNew) this.facetsOf.push(value);
      else this.facetsOf.data[place * FACETS.length + f] = value;
    }
    this.addWordings(entry, place);
  }

  private clear(place: number): void {
    const entry = this.entries[place] as IndexEntry;
    const number = this.groupOf.at(place);
    const group = this.groups[number] as Group;
    for (let i = this.standFrom.at(place); i < this.standTo.at(place); i += 1) {
      this.count(this.stands.at(i), number, -1);
      this.holdersOf(this.stands.at(i)).remove(place);
      this.expressionUses.delete(pairOf(this.stands.at(i), number));
    }
    const hashes = this.wholeHashes(entry);
    this.exact.remove(place, hashes);
    this.ids.remove(place, new Set([hashOfText(entry.id)]));
    for (let i = 0; i < FACETS.length; i += 1) this.facets.use(this.facetsOf.at(place * FACETS.length + i), -1);
    group.entries.remove(place);
    if (group.entries.length === 0) this.groupsAlive -= 1;
    this.entries[place] = null;
  }

  private addWordings(entry: IndexEntry, place: number): void {
    const group = this.groupOf.at(place);
    const own = FACETS.map((facet) => entry[facet] ?? '').filter((value) => value !== '');
    const from = this.stands.length;
    const add = (text: string, source: number, besides: readonly string[]) => {
      for (const wording of this.wordingsIn(text, besides)) {
        if (this.standsSince(from, wording)) continue;
        if (source === SOURCE.expression) this.expressionUses.add(pairOf(wording, group));
        this.stands.push(wording);
        this.sources.push(source);
        this.count(wording, group, 1);
      }
    };
    add(entry.title, SOURCE.title, own);
    entry.aliases.forEach((alias, i) => add(alias, i + 1, own));
    for (const tag of entry.tags ?? []) if (!own.includes(tag)) add(tag, SOURCE.tag, []);
    if (entry.en !== undefined) add(entry.en, SOURCE.translation, []);
    for (const text of this.expressions.get(entry.groupId ?? entry.id) ?? []) add(text, SOURCE.expression, []);
    const to = this.stands.length;
    if (place === this.standFrom.length) {
      this.standFrom.push(from);
      this.standTo.push(to);
    } else {
      this.standFrom.data[place] = from;
      this.standTo.data[place] = to;
    }
  }

  private standsSince(from: number, wording: number): boolean {
    for (let i = from; i < this.stands.length; i += 1) if (this.stands.data[i] === wording) return true;
    return false;
  }

  private count(wording: number, number: number, change: 1 | -1): void {
    if (!this.wordings.use(wording, number, change)) return;
    const group = this.groups[number] as Group;
    group.wordings += change;
    const meanings = this.meaningsOf(wording);
    for (let i = 0; i < meanings.length; i += 2) {
      const concept = meanings[i] as number;
      const sum = (group.meanings.get(concept) ?? 0) + change * (meanings[i + 1] as number);
      if (sum === 0) group.meanings.delete(concept);
      else group.meanings.set(concept, sum);
    }
  }

  /** Concepts of a wording and their certainty in per cent: whole numbers, so that sums do not depend on their order. */
  private meaningsOf(wording: number): readonly number[] {
    const known = this.meaningOf.get(wording);
    if (known !== undefined) return known;
    const text = this.wordings.texts[wording] as string;
    const {concepts} = this.model;
    const probabilities = this.model.probabilities(codesOf(text));
    const meanings: number[] = [];
    for (let c = 0; c < concepts.length; c += 1) {
      const certainty = Math.round((probabilities[c] as number) * 100);
      if (certainty >= FAINT_MEANING) meanings.push(c, certainty);
    }
    this.meaningOf.set(wording, meanings);
    return meanings;
  }

  /**
   * The telling clauses of a text: without what stands before and after them in any sentence, and without what the entry
   * is about anyway: its titles repeat its product, bucket, tone and customer.
   */
  private wordingsIn(text: string, besides: readonly string[]): readonly number[] {
    let bare = text;
    for (const value of besides) if (bare.includes(value)) bare = bare.replaceAll(value, ',');
    const known = this.read.get(bare);
    if (known !== undefined && known.wordings !== null) return known.wordings;
    const codes = codesOf(bare);
    const wordings = runsOf(codes, (code) => code === BREAK)
      .map((clause) => this.fillers.strip(withoutEdges(clause)))
      .filter((clause) => clause.length > 0)
      .map((clause) => this.wordings.intern(clause));
    this.read.set(bare, {hash: hashOfWhole(codes), wordings});
    return wordings;
  }

  private wholeHash(text: string): number {
    const known = this.read.get(text);
    if (known !== undefined) return known.hash;
    const hash = hashOfWhole(codesOf(text));
    this.read.set(text, {hash, wordings: null});
    return hash;
  }
}

function withoutEdges(clause: readonly number[]): readonly number[] {
  const from = clause[0] === SPACE ? 1 : 0;
  const to = clause.at(-1) === SPACE ? clause.length - 1 : clause.length;
  return from === 0 && to === clause.length ? clause : clause.slice(from, to);
}

/** Of the concepts that name the objections they mean: the texts that are found like a phrasing of each objection. */
function expressionsOf(lexicon: readonly LexiconFile[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const concept of lexicon.flatMap((file) => file.concepts)) {
    for (const objection of concept.objections ?? []) {
      found.set(objection, [...(found.get(objection) ?? []), ...wordingsOf(concept)]);
    }
  }
  return found;
}

/** A wording's use by a group, in one number. */
const pairOf = (wording: number, group: number): number => group * 2 ** 21 + wording;

const wholeTexts = ({title, aliases, en}: IndexEntry): string[] =>
  en === undefined ? [title, ...aliases] : [title, ...aliases, en];

/** The same but for spaces and breaks. */
function equal(one: readonly number[], other: readonly number[]): boolean {
  const signs = (codes: readonly number[]) => codes.filter((code) => code !== SPACE && code !== BREAK);
  const own = signs(other);
  return signs(one).length === own.length && signs(one).every((code, i) => own[i] === code);
}

function upTo(count: number): Int32Array {
  const places = new Int32Array(count);
  for (let place = 0; place < count; place += 1) places[place] = place;
  return places;
}
