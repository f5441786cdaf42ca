import type {CorpusEntry, LabelledQuery} from './benchmark-data.ts';
import type {QueryResult} from './measure-search.ts';

/** A search that was not typed character by character has no prefixes. */
export type Ranking = Pick<QueryResult, 'id' | 'ranked'> & Partial<Pick<QueryResult, 'prefixes'>>;

export interface Figures {
  /** Reciprocal rank of the first acceptable entry among the first ten. */
  mrr: number;
  /** Gain of the first ten against the best order possible. */
  ndcg: number;
  /** Share of the acceptable objections that are among the first five objections. */
  rec5: number;
  /** The first entry is acceptable. */
  hit1: number;
  /** Keystrokes until an acceptable entry is among the first three; NaN where prefixes are missing. */
  ktf: number;
}

export interface ScoredQuery extends Figures {
  query: LabelledQuery;
}

export interface Scores {
  /** The mean of the categories' means, so that a large category does not hide a bad one. */
  macro: Figures;
  byCategory: Map<string, Figures>;
  queries: ScoredQuery[];
}

const ACCEPTABLE = 2;
const OUTSIDE_FACET = 2;
const SEEN = 10;
const OBJECTIONS_SEEN = 5;
const SHOWN = 3;
/** Keystrokes beyond its length that a query costs whose answer never comes up. */
const NEVER_FOUND = 5;

export function scoreRun(
  entries: readonly CorpusEntry[],
  queries: readonly LabelledQuery[],
  results: readonly Ranking[],
): Scores {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const ofObjection = Map.groupBy(entries, (entry) => entry.groupId);
  const resultOf = new Map(results.map((result) => [result.id, result]));
  const scored = queries.map((query) => {
    const {ranked = [], prefixes = []} = resultOf.get(query.id) ?? {};
    const entriesOf = (ids: readonly string[]) =>
      ids.map((id) => known.get(id)).filter((entry): entry is CorpusEntry => entry !== undefined);
    const candidates = Object.keys(query.gold).flatMap((groupId) => ofObjection.get(groupId) ?? []);
    const typed = resultOf.get(query.id)?.prefixes === undefined && resultOf.has(query.id) ? null : prefixes;
    return {
      query,
      ...figuresOf(query, entriesOf(ranked), candidates),
      ktf: typed === null ? Number.NaN : keystrokesToFind(query, typed.map(entriesOf)),
    };
  });
  const byCategory = new Map(
    [...Map.groupBy(scored, ({query}) => query.category)].map(([category, rows]) => [category, meanOf(rows)]),
  );
  return {macro: meanOf([...byCategory.values()]), byCategory, queries: scored};
}

function figuresOf(query: LabelledQuery, ranked: readonly CorpusEntry[], candidates: readonly CorpusEntry[]) {
  const grades = ranked.slice(0, SEEN).map((entry) => gradeOf(query, entry));
  const first = grades.findIndex((grade) => grade >= ACCEPTABLE);
  const best = candidates.map((entry) => gradeOf(query, entry)).sort((a, b) => b - a);
  const possible = gainOf(best.slice(0, SEEN));
  const wanted = Object.keys(query.gold).filter((groupId) => (query.gold[groupId] ?? 0) >= ACCEPTABLE);
  const seen = [...new Set(ranked.map(({groupId}) => groupId))].slice(0, OBJECTIONS_SEEN);
  return {
    mrr: first < 0 ? 0 : 1 / (first + 1),
    ndcg: possible === 0 ? 0 : gainOf(grades) / possible,
    rec5: wanted.length === 0 ? 1 : wanted.filter((groupId) => seen.includes(groupId)).length / wanted.length,
    hit1: first === 0 ? 1 : 0,
  };
}

function gradeOf({gold, facet = {}}: LabelledQuery, entry: CorpusEntry): number {
  const grade = gold[entry.groupId] ?? 0;
  const outside = Object.entries(facet).some(([field, value]) => entry[field as keyof typeof facet] !== value);
  return outside ? Math.max(0, grade - OUTSIDE_FACET) : grade;
}

const gainOf = (grades: readonly number[]): number =>
  grades.reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);

function keystrokesToFind(query: LabelledQuery, prefixes: readonly (readonly CorpusEntry[])[]): number {
  const at = prefixes.findIndex((shown) => shown.slice(0, SHOWN).some((entry) => gradeOf(query, entry) >= ACCEPTABLE));
  return at < 0 ? [...query.q].length + NEVER_FOUND : at + 1;
}

function meanOf(rows: readonly Figures[]): Figures {
  const mean = (name: keyof Figures) => rows.reduce((sum, row) => sum + row[name], 0) / rows.length;
  return {mrr: mean('mrr'), ndcg: mean('ndcg'), rec5: mean('rec5'), hit1: mean('hit1'), ktf: mean('ktf')};
}
