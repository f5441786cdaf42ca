import {
  type CorpusEntry,
  labelledQueries,
  prefixesOf,
  readEntries,
  sampleOf,
  shippedLexicon,
  type TypedQuery,
} from './benchmark-data.ts';
import {quantile} from '../bench/figures.ts';
import {measureSearch, timesOf, usedBytes} from './measure-search.ts';
import {PEERS} from './peers.ts';
import type {Ranking} from './score.ts';

/** What one process of the benchmark has to do: one subject over one corpus, so that nobody's memory is another's. */
export interface Part {
  /** `Callside`, or the name of a peer. */
  subject: string;
  corpus: string;
  queries: readonly ('dev' | 'own')[];
  /** Peers: how many keystrokes are timed, and how often. */
  keystrokes: number;
  passes: number;
  /** Peers: what is searched for to be scored; Callside is always scored in full. */
  scored: 'none' | 'whole queries' | 'and prefixes of the development queries';
  /** Callside: how many keystrokes plain fuse.js is timed with, in the same process. */
  fuseKeystrokes: number;
}

export interface PartFigures {
  buildMs: number;
  heapMb: number;
  keystrokeP50: number;
  keystrokeP95: number;
  snapshotMs?: number;
  updateP95?: number;
  fuseP95?: number;
  results: Ranking[];
}

const LIMIT = 50;

async function measurePeer(part: Part, entries: readonly CorpusEntry[], queries: readonly TypedQuery[]) {
  const peer = PEERS.find(({name}) => name === part.subject);
  if (peer === undefined) throw new Error(`No such subject: ${part.subject}`);
  const bare = await usedBytes();
  const begun = performance.now();
  const {search, bytesElsewhere} = peer.build(entries);
  const buildMs = performance.now() - begun;
  const heapMb = ((await usedBytes()) - bare + bytesElsewhere()) / 1e6;

  const keystrokes = sampleOf(
    queries.flatMap(({q}) => prefixesOf(q)),
    part.keystrokes,
  );
  const once = (text: string) => search(text, LIMIT);
  for (const text of keystrokes.slice(0, Math.max(3, part.keystrokes / 5))) once(text);
  const passes = Array.from({length: part.passes}, () => timesOf(once, keystrokes));
  const took = keystrokes.map((_, i) =>
    quantile(
      passes.map((pass) => pass[i] ?? Number.NaN),
      0.5,
    ),
  );

  const dev = new Set(labelledQueries('dev').map(({id}) => id));
  const results =
    part.scored === 'none'
      ? []
      : queries.map(({id, q}): Ranking => ({
          id,
          ranked: search(q, LIMIT),
          ...(part.scored === 'and prefixes of the development queries' && dev.has(id)
            ? {prefixes: prefixesOf(q).map((text) => search(text, LIMIT).slice(0, 3))}
            : {}),
        }));
  return {buildMs, heapMb, keystrokeP50: quantile(took, 0.5), keystrokeP95: quantile(took, 0.95), results};
}

async function measureCallside(part: Part, entries: readonly CorpusEntry[], queries: readonly TypedQuery[]) {
  const {build, keystroke, fuse, results} = await measureSearch(entries, queries, {
    limit: LIMIT,
    fuseKeystrokes: part.fuseKeystrokes,
  });
  return {
    buildMs: build.ms,
    heapMb: build.heapMb,
    keystrokeP50: keystroke.p50,
    keystrokeP95: keystroke.p95,
    snapshotMs: build.snapshotMs,
    updateP95: await updateP95(entries),
    ...(fuse === undefined ? {} : {fuseP95: fuse.p95}),
    results,
  };
}

const UPDATES = 40;

/** From a changed or added entry to an answer that shows it, in milliseconds. */
async function updateP95(entries: readonly CorpusEntry[]): Promise<number> {
  const {createObjectionIndex} = await import('../../electron/domain/objection-index.ts');
  const index = createObjectionIndex(entries, shippedLexicon(), {fold: false});
  const took = sampleOf(entries, UPDATES).map((entry, i) => {
    // Half of them new, half changed; a phrasing that nobody else has.
    const phrasing = `第${i}号鹦鹉把账单叼走了`;
    const id = i % 2 === 0 ? `new-${i}` : entry.id;
    const begun = performance.now();
    index.update({put: [{...entry, id, aliases: [...entry.aliases, phrasing]}]});
    const [first] = index.search(phrasing, {}, 5).hits;
    const ms = performance.now() - begun;
    if (first?.entryId !== id) process.stderr.write(`After an update, "${phrasing}" finds another entry.\n`);
    return ms;
  });
  return quantile(took, 0.95);
}

const part = JSON.parse(process.argv[2] ?? '') as Part;
const entries = readEntries(part.corpus);
const queries = part.queries.flatMap(labelledQueries);
const figures: PartFigures = await (part.subject === 'Callside'
  ? measureCallside(part, entries, queries)
  : measurePeer(part, entries, queries));
process.stdout.write(JSON.stringify(figures));
