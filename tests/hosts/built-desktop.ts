import {registerHooks} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

/** Boots the bundled desktop host under Node, with a stand-in for `electron`. */
const standIn = new URL('electron-stand-in.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? {url: standIn, shortCircuit: true} : next(specifier, context),
});

/** Only after the hooks are there: one module for the bundle and for whoever looks at it. */
export const electron = await import('./electron-stand-in.ts');

/** Starts `out/main/desktop.js` of `appFolder` with these arguments; resolves with its window once the page is there. */
export async function bootDesktop(appFolder: string, args: readonly string[]) {
  process.argv = [process.execPath, ...args];
  // Electron, too, gets ready only when the main module has been read to its end.
  await import(pathToFileURL(join(appFolder, 'out/main/desktop.js')).href);
  electron.app.becomeReady();
  for (let waited = 0; waited < 10_000; waited += 20) {
    const [window] = electron.BrowserWindow.getAllWindows();
    if (window?.loaded[0] !== undefined) return window;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('the page did not load');
}
