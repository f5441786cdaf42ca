// npm run bench [-- --quick] [-- TOPIC …]: prints figures, asserts nothing. Machines are noisy: read the ratios, which compare
// within this run, before the milliseconds.
import {parseArgs} from 'node:util';
import {printTable} from './figures.ts';
import {listAndExport} from './list-and-export.ts';
import {removeWorkFolder} from './many-calls.ts';
import {pageSearch} from './page-search.mjs';
import {pageTable} from './page-table.mjs';
import {pageTyping} from './page-typing.mjs';
import {save} from './save.ts';
import {search} from './search.ts';
import {startUp} from './start-up.ts';

const TOPICS = {
  'start-up': startUp,
  search,
  save,
  'list-and-export': listAndExport,
  'page-typing': pageTyping,
  'page-search': pageSearch,
  'page-table': pageTable,
};

const {values, positionals} = parseArgs({options: {quick: {type: 'boolean', default: false}}, allowPositionals: true});
const chosen = Object.entries(TOPICS).filter(
  // A topic's own name means it alone; part of a name means all that have it.
  ([name]) =>
    positionals.length === 0 || positionals.some((part) => (part in TOPICS ? name === part : name.includes(part))),
);
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
