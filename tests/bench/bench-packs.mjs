// npm run bench:packs [-- --quick] [-- TOPIC …]: what signed packs cost to publish, to send and to take over. Prints figures, asserts
// nothing. Machines are noisy: read the ratios, which compare within this run, before the milliseconds.
import {parseArgs} from 'node:util';
import {printTable} from './figures.ts';
import {removeWorkFolder} from './many-calls.ts';
import {manyTeams} from './many-teams.ts';
import {packUpdate} from './pack-update.ts';
import {stagedRollout} from './staged-rollout.ts';

const TOPICS = {update: packUpdate, rollout: stagedRollout, teams: manyTeams};

const {values, positionals} = parseArgs({options: {quick: {type: 'boolean', default: false}}, allowPositionals: true});
const chosen = Object.entries(TOPICS).filter(([name]) => positionals.length === 0 || positionals.includes(name));
if (chosen.length === 0) {
  console.error(`No such topic. There are: ${Object.keys(TOPICS).join(', ')}`);
  process.exitCode = 2;
}
try {
  for (const [name, topic] of chosen) {
    const begun = performance.now();
    const figures = await topic({quick: values.quick});
    printTable(`${name} (${((performance.now() - begun) / 1000).toFixed(0)} s)`, figures);
  }
} finally {
  removeWorkFolder();
}
