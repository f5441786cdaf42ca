import type {ObjectionHit, SearchAnswer, SearchContext} from '../objection-index.ts';
import {align, aligned} from './alignment.ts';
import {codesOf} from './canonical.ts';
import {compareWords} from './compare-words.ts';
import type {ConceptModel} from './concept-model.ts';
import type {EntryTable, Group} from './entry-table.ts';
import {ANY, FACETS, type Wanted} from './facets.ts';
import {Gathering} from './gathering.ts';
import {Growing} from './growing.ts';
import {Hit, type Found} from './hit.ts';
import {readTyped, type Typed} from './typed.ts';
import type {Urgent} from './urgent.ts';

/** More code points than this are a paste; the rest of it is not read. */
const LONGEST_TYPED = 48;

/** What each kind of evidence adds to the alignment of a group's best wording, which is 1 at most. */
const EVIDENCE = 0.35;
const CONCEPT = 0.7;
/** Above all else: the very words of a title or phrasing. */
const VERY_WORDS = 2;
/** How much of a wording's score depends on how much of it was typed. */
const COVERAGE = 0.25;
/** How much a wording loses for every further group that has it. */
const SPREAD = 0.12;
/** What the lexicon says for a group, found by initials, which fit so much, beside a phrasing of its own. */
const EXPRESSION = 0.8;
/** A concept less probable than this is not meant. */
const FAINT = 0.03;
/** What is known of the call weighs less than any difference in words that can be told. */
const NEAR = 0.02;
const USED = 0.04;
const SAID_BEFORE = 0.03;
const WORTH_SHOWING = 0.08;
/** A best wording, or a concept, at least this good is an answer. */
const SURE_WORDING = 0.62;
const SURE_CONCEPT = 0.35;
const SURE_LESS_IN_WORDS = 0.12;
const SURE_LESS_WHEN_LONG = 0.15;
/** Weights of what was typed: two characters, seven characters. */
const SHORT = 6;
const LONG = 21;
/** Above every wording, below the very words. */
const URGENT = 1.5;
/** How surely a group must mean an urgent concept. */
const SURE_LINK = 0.5;

/** Unfolded, so many objections stand with one entry each before their other entries come, a few of each. */
const OBJECTIONS_FIRST = 12;
const OTHER_ENTRIES = 5;
/** More are not looked at, whatever the limit: nobody reads the thirtieth. */
const MOST_OBJECTIONS = 50;

const NO_HOLDERS = new Growing();
/** The very words stand before any facet. */
const VERY_RANK = 16;

/** Of a concept: groups, and how much each means it, 0 to 1, in turns. */
type Links = readonly number[];
const FAINT_LINK = 0.02;
/** So many wordings' worth of doubt: a group with a single wording hardly tells what it means. */
const DOUBT = 0.3;
const LINK_DOUBT = 0.08;

export class Ranking {
  private readonly table: EntryTable;
  private readonly model: ConceptModel;
  private readonly urgent: Urgent;
  private readonly fold: boolean;
  private readonly gathering: Gathering;
  private links: (Links | undefined)[] = [];
  private best = new Float32Array(0);
  private bestWording = new Int32Array(0);
  private meant = new Float32Array(0);
  private total = new Float32Array(0);
  /** The turn in which a group was last met. */
  private known = new Int32Array(0);
  private turn = 0;

  constructor(table: EntryTable, model: ConceptModel, urgent: Urgent, fold: boolean) {
    this.table = table;
    this.urgent = urgent;
    this.model = model;
    this.fold = fold;
    this.gathering = new Gathering(table);
  }

  /** To be called when the table has changed. */
  forget(): void {
    this.links = [];
  }

  search(text: string, context: SearchContext, limit: number): SearchAnswer {
    const codes = codesOf(text, LONGEST_TYPED);
    if (codes.length === 0 || !(limit >= 1)) return {hits: [], sure: text.trim() === ''};
    const {wanted, rest} = this.table.facets.readTyped(codes);
    const stripped = this.table.fillers.strip(rest);
    const typed = readTyped(stripped);
    this.reserve();
    const {candidates, groups: gathered, evidence} = this.gathering.gather(typed);
    for (const wording of candidates) this.compare(typed, wording);
    const groups = this.addConcepts(stripped, gathered);
    const very = this.table.exactly(codes);
    const veryGroups = [...new Set(very.map((place) => this.table.groupOf.at(place)))];
    for (const group of veryGroups) if (!groups.includes(group)) groups.push(group);
    for (const group of groups) {
      this.total[group] =
        (this.best[group] as number) + EVIDENCE * (evidence[group] as number) + CONCEPT * (this.meant[group] as number);
    }
    for (const group of veryGroups) this.total[group] = (this.total[group] as number) + VERY_WORDS;
    const urgent = this.urgentGroups(codes);
    for (const group of urgent) {
      if (!groups.includes(group)) groups.push(group);
      this.total[group] = (this.total[group] as number) + URGENT;
    }
    this.addContext(groups, context);
    const shown = this.worthShowing(groups, this.fold ? limit : Math.min(limit, MOST_OBJECTIONS));
    const [first] = shown;
    const talk = this.table.fillers.isOnlyTalk(codes);
    const sure =
      first !== undefined &&
      (urgent.includes(first) || veryGroups.includes(first) || (!talk && this.isSure(first, typed)));
    const hits = this.hitsOf(shown, {typed, wanted, context, very}, limit);
    for (const group of groups) {
      this.best[group] = 0;
      this.meant[group] = 0;
      this.bestWording[group] = -1;
    }
    return {hits, sure};
  }

  private reserve(): void {
    const size = this.table.groups.length;
    if (this.best.length >= size) return;
    this.best = new Float32Array(size + 64);
    this.bestWording = new Int32Array(size + 64).fill(-1);
    this.meant = new Float32Array(size + 64);
    this.total = new Float32Array(size + 64);
    this.known = new Int32Array(size + 64);
  }

  /** Compares one wording with what was typed, with care, and keeps it where it is a group's best. */
  private compare(typed: Typed, wording: number): void {
    const {wordings} = this.table;
    const start = wordings.starts.at(wording);
    const units = wordings.unitsOf(wording);
    const words = wordings.words[wording];
    let score: number;
    let covered: number;
    if (words === null || words === undefined) {
      align(typed, wordings.codes.data, wordings.readings.data, start, units);
      ({score} = aligned);
      covered = aligned.used / units;
    } else ({score, covered} = compareWords(typed, words));
    const own = wordings.users[wording] as number[];
    const spread = 1 + SPREAD * (own.length / 2 - 1);
    const value = (score * (1 - COVERAGE + COVERAGE * Math.sqrt(Math.min(1, covered)))) / spread;
    for (let k = 0; k < own.length; k += 2) {
      const group = own[k] as number;
      const worth = typed.unspelled && this.table.isExpression(wording, group) ? value * EXPRESSION : value;
      if (worth <= (this.best[group] as number)) continue;
      this.best[group] = worth;
      this.bestWording[group] = wording;
    }
  }

  /** Adds what the concept speaks for, and the groups that only the concept finds. */
  private addConcepts(codes: readonly number[], gathered: readonly number[]): number[] {
    const groups = [...gathered];
    this.turn += 1;
    for (const group of gathered) this.known[group] = this.turn;
    const probabilities = this.model.probabilities(codes);
    for (let concept = 0; concept < this.model.concepts.length; concept += 1) {
      const probability = probabilities[concept] as number;
      if (probability < FAINT) continue;
      const links = this.linksOf(concept);
      for (let k = 0; k < links.length; k += 2) {
        const group = links[k] as number;
        this.meant[group] = (this.meant[group] as number) + probability * (links[k + 1] as number);
        if (this.known[group] === this.turn) continue;
        this.known[group] = this.turn;
        groups.push(group);
      }
    }
    return groups;
  }

  private linksOf(concept: number): Links {
    const known = this.links[concept];
    if (known !== undefined) return known;
    const shares: [number, number][] = [];
    let most = 0;
    this.table.groups.forEach((group, number) => {
      const sum = group.meanings.get(concept);
      if (sum === undefined) return;
      const share = sum / 100 / (group.wordings + DOUBT);
      most = Math.max(most, share);
      shares.push([number, share]);
    });
    const links = shares
      .map(([group, share]) => [group, share / (most + LINK_DOUBT)] as const)
      .filter(([, link]) => link >= FAINT_LINK)
      .flat();
    this.links[concept] = links;
    return links;
  }

  private addContext(groups: readonly number[], {near, usage, saidBefore}: SearchContext): void {
    if (near === undefined && usage === undefined && saidBefore === undefined) return;
    const nearby = new Set(near);
    const before = new Set(saidBefore);
    let most = 0;
    for (const count of usage?.values() ?? []) most = Math.max(most, count);
    for (const number of groups) {
      const {id} = this.table.groups[number] as Group;
      let bonus = 0;
      if (nearby.has(id)) bonus += NEAR;
      if (before.has(id)) bonus += SAID_BEFORE;
      if (most > 0) bonus += USED * Math.min(1, Math.max(0, usage?.get(id) ?? 0) / most);
      this.total[number] = (this.total[number] as number) + bonus;
    }
  }

  /** The best groups, in order; equals as their first entries stand. */
  private worthShowing(groups: readonly number[], most: number): number[] {
    const {total} = this;
    const shown: number[] = [];
    for (const group of groups) {
      const score = total[group] as number;
      if (score < WORTH_SHOWING) continue;
      if (shown.length === most && score < (total[shown[most - 1] as number] as number)) continue;
      let at = shown.length;
      while (at > 0 && this.isBefore(group, shown[at - 1] as number)) at -= 1;
      shown.splice(at, 0, group);
      if (shown.length > most) shown.pop();
    }
    return shown;
  }

  private isBefore(one: number, other: number): boolean {
    const difference = (this.total[one] as number) - (this.total[other] as number);
    return difference > 0 || (difference === 0 && this.firstOf(one) < this.firstOf(other));
  }

  /** The longer what was typed, the less of it meets a wording by chance. */
  private isSure(group: number, typed: Typed): boolean {
    const wording = this.bestWording[group] as number;
    const inWords = wording >= 0 && this.table.wordings.words[wording] !== null;
    const long = Math.min(1, Math.max(0, (typed.total - SHORT) / (LONG - SHORT)));
    const needed = SURE_WORDING - (inWords ? SURE_LESS_IN_WORDS : SURE_LESS_WHEN_LONG * long);
    return (this.best[group] as number) >= needed || (this.meant[group] as number) >= SURE_CONCEPT;
  }

  /** Groups that mean an urgent concept whose words were typed. */
  private urgentGroups(codes: readonly number[]): number[] {
    const groups: number[] = [];
    for (const concept of this.urgent.conceptsIn(codes)) {
      const links = this.linksOf(this.model.concepts.indexOf(concept));
      for (let k = 0; k < links.length; k += 2)
        if ((links[k + 1] as number) >= SURE_LINK) groups.push(links[k] as number);
    }
    return groups;
  }

  private firstOf(group: number): number {
    const {entries} = this.table.groups[group] as Group;
    return entries.length === 0 ? Infinity : entries.at(0);
  }

  private hitsOf(
    groups: readonly number[],
    asked: Pick<Found, 'typed' | 'wanted' | 'context'> & {very: readonly number[]},
    limit: number,
  ): ObjectionHit[] {
    const hits: ObjectionHit[] = [];
    const others: ObjectionHit[] = [];
    for (const number of groups) {
      if (hits.length === limit || (hits.length >= OBJECTIONS_FIRST && hits.length + others.length >= limit)) break;
      const {entries} = this.table.groups[number] as Group;
      const wording = this.bestWording[number] as number;
      const wanted = this.fold ? mixed(asked.wanted, this.wantedBy(asked.context)) : asked.wanted;
      const most = this.fold || hits.length >= OBJECTIONS_FIRST ? 1 : 1 + OTHER_ENTRIES;
      const chosen = this.bestEntries(number, wording, wanted, asked.very, most);
      chosen.forEach((place, i) => {
        const hit = new Hit(this.table, {
          ...asked,
          place,
          wording,
          aligned: this.best[number] as number,
          meant: this.meant[number] as number,
          total: this.total[number] as number,
          variants: this.fold ? entries.length - 1 : 0,
        });
        (i === 0 ? hits : others).push(hit);
      });
    }
    if (this.fold) return hits;
    return [...hits.slice(0, OBJECTIONS_FIRST), ...others, ...hits.slice(OBJECTIONS_FIRST)].slice(0, limit);
  }

  private wantedBy(context: SearchContext): Wanted {
    return FACETS.map((facet, place) => this.table.facets.knownNumber(place, context[facet]));
  }

  /** Of a group, the entries to show: for what was asked first, then those that hold the best wording, then in order. */
  private bestEntries(
    number: number,
    wording: number,
    wanted: Wanted,
    very: readonly number[],
    most: number,
  ): readonly number[] {
    const {entries} = this.table.groups[number] as Group;
    const holders = wording < 0 ? NO_HOLDERS : this.table.holdersOf(wording);
    const own = very.filter((place) => this.table.groupOf.at(place) === number);
    if (wanted.some((value) => value !== ANY)) return this.bestAsked(entries, holders, wanted, most, own);
    const places = own.slice(0, most);
    for (const list of [holders, entries]) {
      for (let i = 0; i < list.length && places.length < most; i += 1) {
        const place = list.at(i);
        if (this.table.groupOf.at(place) === number && !places.includes(place)) places.push(place);
      }
    }
    return places;
  }

  /** The same where facets are asked for: who has more of them stands before who holds the best wording. */
  private bestAsked(
    entries: Growing,
    holders: Growing,
    wanted: Wanted,
    most: number,
    very: readonly number[],
  ): readonly number[] {
    const places: number[] = [];
    const ranks: number[] = [];
    for (let i = 0; i < entries.length; i += 1) {
      const place = entries.at(i);
      let rank = 2 * this.meets(place, wanted) + (very.length > 0 && very.includes(place) ? VERY_RANK : 0);
      const least = ranks.length === most ? (ranks[most - 1] as number) : -1;
      if (rank + 1 <= least) continue;
      if (holders.holds(place)) rank += 1;
      if (rank <= least) continue;
      let at = ranks.length;
      while (at > 0 && (ranks[at - 1] as number) < rank) at -= 1;
      places.splice(at, 0, place);
      ranks.splice(at, 0, rank);
      if (ranks.length > most) {
        places.pop();
        ranks.pop();
      }
    }
    return places;
  }

  /** How many of the facets that are asked for an entry has. */
  private meets(place: number, wanted: Wanted): number {
    let met = 0;
    const at = place * FACETS.length;
    for (let f = 0; f < wanted.length; f += 1) {
      if (wanted[f] !== ANY && this.table.facetsOf.at(at + f) === wanted[f]) met += 1;
    }
    return met;
  }
}

const mixed = (typed: Wanted, context: Wanted): Wanted =>
  typed.map((value, i) => (value === ANY ? (context[i] as number) : value));
