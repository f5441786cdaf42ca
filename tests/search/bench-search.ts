import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {parseArgs, promisify} from 'node:util';
import type {Part, PartFigures} from './bench-part.ts';
import {goalTable, settingsOf, worstQueries} from './bench-tables.ts';
import {BadFile, CORPUS_10K, CORPUS_1K, labelledQueries, readEntries} from './benchmark-data.ts';
import {PEERS} from './peers.ts';
import {scoreRun, type Scores} from './score.ts';

const USAGE = `Usage: npm run bench:search [-- [--quick] [--only SUBJECT] [--corpus-100k FILE]]

  --quick              under a minute: 1,000 entries with the peers, 10,000 without them, development queries alone
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
const SEEN_OF_FUSE = 60;

/** Who runs over a corpus, and how far: slow ones are timed by sample. fuse.js needs seconds per keystroke at 100,000. */
function partsOf(size: Size, corpus: string, quick: boolean): Part[] {
  const queries = quick ? (['dev'] as const) : (['dev', 'own'] as const);
  const whole = {corpus, queries, keystrokes: 400, passes: 3, fuseKeystrokes: 0} as const;
  const scored = 'and prefixes of the development queries';
  const callside = {...whole, subject: 'Callside', scored} as const;
  const peer = (subject: string, changes: Partial<Part> = {}): Part => ({...whole, subject, scored, ...changes});
  const sampled = {keystrokes: SEEN_OF_FUSE, passes: 1, scored: 'none'} as const;
  const inverted = ['MiniSearch', 'FlexSearch', 'FTS5 trigram'].map((name) => peer(name));
  if (size === '1,000') {
    const [fuse, uFuzzy] = [peer('fuse.js', quick ? sampled : {passes: 1}), peer('uFuzzy')];
    return [callside, ...inverted, uFuzzy, fuse];
  }
  if (quick) return [{...callside, fuseKeystrokes: 20}];
  if (size === '10,000') {
    const uFuzzy = peer('uFuzzy', {keystrokes: 150, passes: 1, scored: 'whole queries'});
    // fuse.js is timed beside Callside, in the same process.
    return [{...callside, fuseKeystrokes: SEEN_OF_FUSE}, ...inverted, uFuzzy];
  }
  return [callside, ...inverted.map((part) => ({...part, keystrokes: 200, passes: 1})), peer('uFuzzy', sampled)];
}

async function measure(part: Part): Promise<PartFigures> {
  const flags = ['--expose-gc', '--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
  const {stdout, stderr} = await promisify(execFile)(
    process.execPath,
    [...flags, '--max-old-space-size=8192', join(import.meta.dirname, 'bench-part.ts'), JSON.stringify(part)],
    {maxBuffer: 2 ** 30},
  );
  process.stderr.write(stderr);
  return JSON.parse(stdout) as PartFigures;
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
    for (const part of parts) {
      const figures = await measure(part);
      const scores = part.queries
        .map((set) => ({set, scores: scoreRun(entries, labelledQueries(set), figures.results)}))
        .filter(() => figures.results.length > 0);
      measured.push({subject: part.subject, figures, scores});
    }
    const seconds = ((performance.now() - sizeBegun) / 1000).toFixed(0);
    process.stdout.write(`\n${size} entries (${seconds} s)\n${goalTable(size, measured)}\n`);
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
