import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {corpusPack} from './corpus-pack.ts';
import {quantile} from './figures.ts';
import {openPage} from './page.mjs';
import {plainBox, typeAll, typing, watchTyping} from './page-typing.mjs';

const QUERIES = join(import.meta.dirname, '../search/dev-queries.json');
/** One frame of a usual screen: what the search may add to what a box costs by itself. */
const FRAME_MS = 16.7;

/** Digits pick a result and are left out; queries of every kind, evenly taken. */
function texts(count) {
  const queries = JSON.parse(readFileSync(QUERIES, 'utf8'))
    .map(({q}) => q)
    .filter((q) => !/[0-9?？]/.test(q));
  return queries.filter((_, i) => i % Math.max(1, Math.floor(queries.length / count)) === 0).slice(0, count);
}

/** Puts the large pack where the shipped one was. */
async function activateCorpus(desk) {
  await desk.call('session.enter', {role: 'lead'});
  for (const {id, active} of await desk.call('pack.list', {})) {
    if (active) await desk.call('pack.deactivate', {id, eventId: v7()});
  }
  const {id, version} = await desk.call('pack.import', {id: v7(), text: JSON.stringify(corpusPack())});
  await desk.call('pack.activate', {id, version, eventId: v7()});
  await desk.call('session.enter', {role: 'agent'});
}

/** How long after the start of the navigation the box is there, and the search behind it. */
async function untilReady(page) {
  await page.reload();
  await page.locator('.search-box').waitFor();
  const box = await page.evaluate(() => performance.now());
  await page.locator('.results[aria-busy=false]').waitFor();
  return {box, search: await page.evaluate(() => performance.now())};
}

/** From the key to the painted results in the agent's view, with a pack of 10,000 entries. */
export async function pageSearch({quick}) {
  const {desk, page, close} = await openPage({}, {width: 420, height: 900});
  try {
    await activateCorpus(desk);
    const built = await untilReady(page);
    // The snapshot is kept once the search is there.
    await page.waitForTimeout(1500);
    const restored = await untilReady(page);

    const search = page.getByRole('combobox').first();
    await page.evaluate(watchTyping);
    const some = texts(quick ? 6 : 40);
    await search.focus();
    await typeAll(page, search, some.slice(0, 2));
    const app = await typeAll(page, search, some);
    await search.fill('');
    const plain = await plainBox(page);
    await plain.focus();
    const bare = await typeAll(page, plain, some);
    const beyond = [0.5, 0.95].map((part) => ({
      what: `beyond the plain box, painted, p${part * 100}${part === 0.95 ? ` (goal ≤ ${FRAME_MS})` : ''}`,
      value: quantile(app.painted, part) - quantile(bare.painted, part),
      unit: 'ms',
    }));
    return [
      {what: 'box there, index to be built', value: built.box, unit: 'ms'},
      {what: 'search ready, index built', value: built.search, unit: 'ms'},
      {what: 'box there, with a snapshot', value: restored.box, unit: 'ms'},
      {what: 'search ready, from the snapshot', value: restored.search, unit: 'ms'},
      ...typing(`key of ${app.painted.length}`, app, bare),
      ...beyond,
    ];
  } finally {
    await close();
  }
}
