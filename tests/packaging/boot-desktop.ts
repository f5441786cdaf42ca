import {createRequire, registerHooks} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

/**
 * Runs the bundled desktop host under Node, with a stand-in for `electron`: `boot-desktop.ts APP_FOLDER ARGUMENTS`.
 * Prints what the host prints, then one line of JSON with what the window saw.
 */
const standIn = new URL('../hosts/electron-stand-in.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? {url: standIn, shortCircuit: true} : next(specifier, context),
});

const {app, asked, BrowserWindow, invoke} = await import('../hosts/electron-stand-in.ts');
const [folder = '', ...args] = process.argv.slice(2);
process.argv = [process.execPath, ...args];
// Electron, too, gets ready only when the main module has been read to its end.
await import(pathToFileURL(join(folder, 'out/main/desktop.js')).href);
app.becomeReady();

let window: InstanceType<typeof BrowserWindow> | undefined;
for (let waited = 0; window?.loaded[0] === undefined && waited < 10_000; waited += 20) {
  await new Promise((done) => setTimeout(done, 20));
  window ??= BrowserWindow.getAllWindows()[0];
}
const preload = window?.options.webPreferences.preload ?? '';
createRequire(import.meta.url)(preload);
const page = {url: 'app://callside/', parent: null};
const seen = {
  page: window?.loaded[0]?.status,
  session: await invoke('callside:call', {method: 'session.get', input: {}}, page),
  exposed: Object.fromEntries([...asked.exposed].map(([name, api]) => [name, Object.keys(api as object).toSorted()])),
  preload,
};
process.stdout.write(`${JSON.stringify(seen)}\n`);
app.quit();
