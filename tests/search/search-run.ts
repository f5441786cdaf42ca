import {parseArgs} from 'node:util';
import {BadFile, readEntries, readTyped} from './benchmark-data.ts';
import {measureSearch} from './measure-search.ts';

const USAGE = `Usage: npm run -s search:run -- --corpus FILE --queries FILE [--limit 50] [--fuse]

  --corpus FILE   entries, JSON or gzipped JSON: [{id, groupId, title, aliases, en, tags, product, bucket, tone, customer, response}]
  --queries FILE  queries, JSON or gzipped JSON: [{id, q}]; nothing else in them is read
  --limit N       how many entries are asked for, 1 to 1000 (default 50)
  --fuse          plain fuse.js beside it, on a sample of keystrokes

Prints one JSON object. Times in milliseconds.
`;
/** Few of them make a quantile that hangs on single long words. */
const FUSE_KEYSTROKES = 100;

class WrongUsage extends Error {}

function optionsOf(argv: string[]) {
  let values;
  try {
    ({values} = parseArgs({
      args: argv,
      options: {
        corpus: {type: 'string'},
        queries: {type: 'string'},
        limit: {type: 'string', default: '50'},
        fuse: {type: 'boolean', default: false},
        help: {type: 'boolean', default: false},
      },
    }));
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
  const {corpus, queries, limit, fuse, help} = values;
  if (help) return 'help';
  if (!corpus || !queries) throw new WrongUsage('--corpus and --queries are needed.');
  if (!/^[1-9]\d{0,3}$/.test(limit) || Number(limit) > 1000)
    throw new WrongUsage('--limit is no number from 1 to 1000.');
  return {corpus, queries, limit: Number(limit), fuse};
}

/** Resolves with the exit code. */
async function searchRun(argv: string[]): Promise<number> {
  try {
    const options = optionsOf(argv);
    if (options === 'help') {
      process.stdout.write(USAGE);
      return 0;
    }
    const {corpus, queries, limit, fuse} = options;
    const run = await measureSearch(readEntries(corpus), readTyped(queries), {
      limit,
      fuseKeystrokes: fuse ? FUSE_KEYSTROKES : 0,
    });
    process.stdout.write(`${JSON.stringify(run)}\n`);
    return 0;
  } catch (error) {
    if (error instanceof WrongUsage) {
      process.stderr.write(`${error.message}\n\n${USAGE}`);
      return 2;
    }
    if (!(error instanceof BadFile)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

// Not process.exit: what a pipe has not taken yet would be cut off.
process.exitCode = await searchRun(process.argv.slice(2));
