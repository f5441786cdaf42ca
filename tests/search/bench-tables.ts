import type {Measured} from './bench-search.ts';
import type {CorpusEntry} from './benchmark-data.ts';
import type {Peer} from './peers.ts';
import type {ScoredQuery} from './score.ts';

interface Row {
  what: string;
  /** What Callside wants to reach; missing where it is only told. */
  goal?: {most: number} | {least: number};
  digits: number;
  valueOf: (measured: Measured) => number | undefined;
}

type Goals = Record<'keystroke' | 'build' | 'update' | 'macro' | 'ktf', number> & {snapshot?: number; heap?: number};

/** Milliseconds, megabytes, and figures from 0 to 1. */
const GOALS: Readonly<Record<string, Goals>> = {
  '1,000': {keystroke: 0.8, build: 400, update: 5, macro: 0.94, ktf: 2.9},
  '10,000': {keystroke: 1, build: 800, snapshot: 60, update: 5, heap: 25, macro: 0.95, ktf: 2.9},
  '100,000': {keystroke: 2, build: 3000, snapshot: 400, update: 20, heap: 70, macro: 0.95, ktf: 3},
};
const CATEGORY_GOALS: Readonly<Record<string, number>> = {paraphrase: 0.65, facet: 0.9};
const OTHER_CATEGORIES = 0.95;
/** Times faster than plain fuse.js, in the same process. */
const FASTER_THAN_FUSE = 1000;

const isMet = (goal: NonNullable<Row['goal']>, value: number): boolean =>
  'most' in goal ? value <= goal.most : value >= goal.least;

const atMost = (most: number | undefined) => (most === undefined ? {} : {goal: {most}});

function rowsOf(size: string, measured: readonly Measured[]): Row[] {
  const goals = GOALS[size] as Goals;
  const ours = measured.find(({subject}) => subject === 'Callside')?.figures.keystrokeP95;
  const sets = [...new Set(measured.flatMap(({scores}) => scores.map(({set}) => set)))];
  const categories = [
    ...new Set(measured.flatMap(({scores}) => scores.flatMap((one) => [...one.scores.byCategory.keys()]))),
  ];
  const scoresOf = ({scores}: Measured, set: string) => scores.find((one) => one.set === set)?.scores;
  return [
    {what: 'keystroke p95, ms', goal: {most: goals.keystroke}, digits: 3, valueOf: ({figures}) => figures.keystrokeP95},
    {what: 'keystroke p50, ms', digits: 3, valueOf: ({figures}) => figures.keystrokeP50},
    {what: '  p95, times Callside', digits: 1, valueOf: ({figures}) => ours && figures.keystrokeP95 / ours},
    {
      what: '  faster than plain fuse.js',
      ...(size === '10,000' ? {goal: {least: FASTER_THAN_FUSE}} : {}),
      digits: 0,
      valueOf: ({figures}) => figures.fuseP95 && figures.fuseP95 / figures.keystrokeP95,
    },
    {what: 'build, ms', goal: {most: goals.build}, digits: 0, valueOf: ({figures}) => figures.buildMs},
    {what: 'from a snapshot, ms', ...atMost(goals.snapshot), digits: 1, valueOf: ({figures}) => figures.snapshotMs},
    {what: 'update p95, ms', goal: {most: goals.update}, digits: 2, valueOf: ({figures}) => figures.updateP95},
    {what: 'memory, MB', ...atMost(goals.heap), digits: 1, valueOf: ({figures}) => figures.heapMb},
    ...sets.flatMap((set): Row[] => [
      {
        what: `MRR, macro (${set})`,
        goal: {least: goals.macro},
        digits: 3,
        valueOf: (one) => scoresOf(one, set)?.macro.mrr,
      },
      ...categories.map((category) => ({
        what: `  ${category} (${set})`,
        goal: {least: CATEGORY_GOALS[category] ?? OTHER_CATEGORIES},
        digits: 3,
        valueOf: (one: Measured) => scoresOf(one, set)?.byCategory.get(category)?.mrr,
      })),
      {
        what: `keystrokes to find, macro (${set})`,
        goal: {most: goals.ktf},
        digits: 2,
        valueOf: (one) => scoresOf(one, set)?.macro.ktf,
      },
      {what: `nDCG, macro (${set})`, digits: 3, valueOf: (one) => scoresOf(one, set)?.macro.ndcg},
      {what: `first is right, macro (${set})`, digits: 3, valueOf: (one) => scoresOf(one, set)?.macro.hit1},
      {what: `objections in the first five (${set})`, digits: 3, valueOf: (one) => scoresOf(one, set)?.macro.rec5},
    ]),
  ];
}

const told = (value: number | undefined, digits: number): string =>
  value === undefined || Number.isNaN(value)
    ? '–'
    : value.toLocaleString('en', {minimumFractionDigits: digits, maximumFractionDigits: digits});

/** Goal and figure side by side, ours with ✓ or ✗, then the peers'. */
export function goalTable(size: string, measured: readonly Measured[]): string {
  const rows = rowsOf(size, measured).map(({what, goal, digits, valueOf}) => [
    what,
    goal === undefined ? '' : 'most' in goal ? `≤ ${goal.most}` : `≥ ${goal.least}`,
    ...measured.map((one) => {
      const value = valueOf(one);
      const judged = one.subject === 'Callside' && goal !== undefined && value !== undefined && !Number.isNaN(value);
      return `${told(value, digits)}${judged ? (isMet(goal, value) ? ' ✓' : ' ✗') : '  '}`;
    }),
  ]);
  return columns([['', 'goal', ...measured.map(({subject}) => `${subject}  `)], ...rows]);
}

/** The first column to the left, the others to the right. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  const lineOf = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  return rows.map((row) => `  ${lineOf(row).trimEnd()}`).join('\n');
}

/** What was wanted and what came instead, the first three objections by the title of their entry. */
export function worstQueries(entries: readonly CorpusEntry[], {figures, scores}: Measured, count: number): string {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const ofObjection = Map.groupBy(entries, ({groupId}) => groupId);
  const ranked = new Map(figures.results.map((result) => [result.id, result.ranked]));
  const wanted = ({query}: ScoredQuery) =>
    Object.entries(query.gold)
      .filter(([, grade]) => grade >= 2)
      .map(([groupId]) => `${groupId} ${ofObjection.get(groupId)?.[0]?.title ?? '?'}`)
      .join(' / ');
  const found = ({query}: ScoredQuery) => {
    const firsts = new Map<string, CorpusEntry>();
    for (const id of ranked.get(query.id) ?? []) {
      const entry = known.get(id);
      if (entry !== undefined && !firsts.has(entry.groupId)) firsts.set(entry.groupId, entry);
    }
    return [...firsts.values()].slice(0, 3).map(({groupId, title}) => `${groupId} ${title}`);
  };
  return scores
    .flatMap((one) => one.scores.queries)
    .sort((a, b) => a.mrr - b.mrr || a.rec5 - b.rec5 || a.ndcg - b.ndcg || b.ktf - a.ktf)
    .slice(0, count)
    .map((scored) => {
      const {id, category, q, facet} = scored.query;
      const named = facet === undefined ? '' : ` (${Object.values(facet).join(', ')})`;
      const instead = found(scored).join(' · ') || 'nothing';
      return `  ${id} ${category} “${q}”, MRR ${told(scored.mrr, 2)}: wanted ${wanted(scored)}${named}; found ${instead}`;
    })
    .join('\n');
}

export const settingsOf = (peers: readonly Peer[]): string =>
  [
    'Callside: median of three per keystroke, every prefix of every query. Peers: a sample of the same keystrokes; their build',
    'includes making pinyin of the texts.',
    ...peers.map(({name, settings}) => `  ${name}: ${settings}`),
  ].join('\n');
