import {createRequire} from 'node:module';
import {bootDesktop, electron} from '../hosts/built-desktop.ts';

/** `look-at-desktop.ts APP_FOLDER ARGUMENTS`: prints what the host prints, then a line of JSON with what the window saw. */
const [folder = '', ...args] = process.argv.slice(2);
const window = await bootDesktop(folder, args);
const {preload} = window.options.webPreferences;
createRequire(import.meta.url)(preload);
const page = {url: 'app://callside/', parent: null};
const call = (method: string): Promise<unknown> => electron.invoke('callside:call', {method, input: {}}, page);
const seen = {
  page: window.loaded[0]?.status,
  session: await call('session.get'),
  packs: await call('pack.list'),
  exposed: Object.fromEntries(
    [...electron.asked.exposed].map(([name, api]) => [name, Object.keys(api as object).toSorted()]),
  ),
  preload,
};
process.stdout.write(`${JSON.stringify(seen)}\n`);
electron.app.quit();
