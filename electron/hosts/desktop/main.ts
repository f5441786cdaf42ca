import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {app} from 'electron';
import {appFolder} from '../../backend/app-folder.ts';
import {startDesktop} from './start.ts';

const at = (path: string): string => join(appFolder(), path);
const icon = at('electron/hosts/desktop/icon.png');

// Not awaited: Electron gets ready only after this module has been read to its end.
startDesktop(process.argv.slice(process.defaultApp ? 2 : 1), {
  renderer: at('out/renderer'),
  library: at('scripts-library'),
  preload: at('out/preload/preload.cjs'),
  ...(existsSync(icon) && {icon}),
}).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  app.exit(1);
});
