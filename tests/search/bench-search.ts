import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {parseArgs, promisify} from 'node:util';
import type {Part, PartFigures} from './bench-part.ts';
import {goalTable, settingsOf, worstQueries} from './bench-tables.ts';
import {BadFile, CORPUS_10K, CORPUS_1K, labelledQueries, readEntries} from './benchmark-data.ts';
import {PEERS} from './peers.ts';
import {scoreRun, type Scores} from './score.ts';

const USAGE = `Usage: npm run bench:search [-- [--quick] [--only SUBJECT] [--corpus-100k FILE]]

  --quick              under a minute: 1,000 entries with the peers, 10,000 without them, development queries alone; too few to compare
  --only SUBJECT       Callside, or one of the peers: ${PEERS.map(({name}) => name).join(', ')}
  --corpus-100k FILE   the largest corpus, which is not in the repository (or CALLSIDE_CORPUS_100K)
`;

/** One subject over one corpus, with what its answers are worth. */
export interface Measured {
  subject: string;
  figures: PartFigures;
  /** Per set of queries; a set without answers is missing. */
  scores: {set: 'dev' | 'own'; scores: Scores}[];
}

type Size = '1,000' | '10,000' | '100,000';
const FUSE_KEYSTROKES = 100;
/** A peer that is not done by then is left out, so that a busy machine still ends in time. */
const PEERS_END_MS = {whole: 9.5 * 60_000, quick: 30_000};

/** Who runs over a corpus, and how far: slow ones are timed by sample. fuse.js needs seconds per keystroke at 100,000. */
function partsOf(size: Size, corpus: string, quick: boolean): Part[] {
  const queries = quick ? (['dev'] as const) : (['dev', 'own'] as const);
  const scored = 'and prefixes of the development queries';
  const callside: Part = {subject: 'Callside', corpus, queries, keystrokes: 0, passes: 3, scored, fuseKeystrokes: 0};
  const peers = (changes: Partial<Part>, ...names: string[]) =>
    names.map((subject): Part => ({...callside, subject, keystrokes: 200, ...changes}));
  const inverted = ['FlexSearch', 'FTS5 trigram', 'MiniSearch'];
  if (size === '1,000') {
    const few: Partial<Part> = {keystrokes: 60, passes: 1, scored: 'whole queries'};
    if (quick) return [callside, ...peers({...few, scored: 'none'}, 'fuse.js'), ...peers(few, ...inverted, 'uFuzzy')];
    return [callside, ...peers({}, ...inverted, 'uFuzzy'), ...peers({keystrokes: 100, passes: 1}, 'fuse.js')];
  }
  // There fuse.js is timed beside Callside, in the same process.
  if (quick) return [{...callside, fuseKeystrokes: 20}];
  if (size === '10,000') {
    const slow = peers({keystrokes: 100, passes: 1, scored: 'whole queries'}, 'uFuzzy');
    return [{...callside, fuseKeystrokes: FUSE_KEYSTROKES}, ...peers({}, ...inverted), ...slow];
  }
  const few: Partial<Part> = {queries: ['dev'], keystrokes: 60, passes: 1, scored: 'whole queries'};
  return [callside, ...peers({...few, scored: 'none'}, 'uFuzzy'), ...peers(few, ...inverted)];
}

/** Who is asked to end takes the running part along. */
const ending = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () => {
    ending.abort();
    process.kill(process.pid, name);
  });
}

/** Resolves with null when time ran out. */
async function measure(part: Part, milliseconds: number): Promise<PartFigures | null> {
  if (milliseconds <= 0) return null;
  const flags = ['--expose-gc', '--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
  const script = join(import.meta.dirname, 'bench-part.ts');
  try {
    const {stdout, stderr} = await promisify(execFile)(
      process.execPath,
      [...flags, '--max-old-space-size=8192', script, JSON.stringify(part)],
      {
        maxBuffer: 2 ** 30,
        signal: ending.signal,
        ...(milliseconds === Infinity ? {} : {timeout: Math.ceil(milliseconds)}),
      },
    );
    process.stderr.write(stderr);
    return JSON.parse(stdout) as PartFigures;
  } catch (error) {
    if ((error as {killed?: boolean}).killed === true) return null;
    throw error;
  }
}

class WrongUsage extends Error {}

function optionsOf(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      options: {quick: {type: 'boolean', default: false}, only: {type: 'string'}, 'corpus-100k': {type: 'string'}},
    }).values;
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}

async function bench(argv: string[]): Promise<void> {
  const {quick, only, ...values} = optionsOf(argv);
  if (only !== undefined && !['Callside', ...PEERS.map(({name}) => name)].includes(only)) {
    throw new WrongUsage(`There is no "${only}".`);
  }
  const largest = values['corpus-100k'] ?? process.env['CALLSIDE_CORPUS_100K'];
  const sizes: [Size, string][] = [
    ['1,000', CORPUS_1K],
    ['10,000', CORPUS_10K],
    ...(largest === undefined || quick ? [] : [['100,000', largest] satisfies [Size, string]]),
  ];
  const begun = performance.now();
  for (const [size, corpus] of sizes) {
    const sizeBegun = performance.now();
    const parts = partsOf(size, corpus, quick).filter(({subject}) => only === undefined || subject === only);
    if (parts.length === 0) continue;
    const entries = readEntries(corpus);
    const measured: Measured[] = [];
    const late: string[] = [];
    for (const part of parts) {
      const left =
        part.subject === 'Callside' ? Infinity : begun + PEERS_END_MS[quick ? 'quick' : 'whole'] - performance.now();
      const figures = await measure(part, left);
      if (figures === null) {
        late.push(part.subject);
        continue;
      }
      const scores = part.queries
        .map((set) => ({set, scores: scoreRun(entries, labelledQueries(set), figures.results)}))
        .filter(() => figures.results.length > 0);
      measured.push({subject: part.subject, figures, scores});
    }
    const seconds = ((performance.now() - sizeBegun) / 1000).toFixed(0);
    process.stdout.write(`\n${size} entries (${seconds} s)\n${goalTable(size, measured)}\n`);
    if (late.length > 0) process.stdout.write(`  Left out for want of time: ${late.join(', ')}\n`);
    const ours = measured.find(({subject}) => subject === 'Callside');
    if (ours !== undefined && size === '10,000') {
      process.stdout.write(`\nThe ten worst queries at ${size} entries\n${worstQueries(entries, ours, 10)}\n`);
    }
  }
  if (largest === undefined || quick)
    process.stdout.write(`\n100,000 entries left out${quick ? '' : ': --corpus-100k names no file'}.\n`);
  process.stdout.write(`\n${settingsOf(PEERS)}\n${((performance.now() - begun) / 1000).toFixed(0)} s in all.\n`);
}

try {
  await bench(process.argv.slice(2));
} catch (error) {
  if (error instanceof WrongUsage) {
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else if (error instanceof BadFile) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else throw error;
}
