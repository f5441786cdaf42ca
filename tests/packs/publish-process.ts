import {type FileHandle, open} from 'node:fs/promises';
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';

/**
 * A publication in a process of its own that ends by SIGKILL before its n-th step on the disk: every file that is opened
 * for writing, every write and flush, every link, rename, removal and folder. `node publish-process.ts FOLDER VERSION N`;
 * tells how many steps there were when it comes to its end.
 */
const [folder = '', version = '', nth = ''] = process.argv.slice(2);

let steps = 0;
const step = (): void => {
  steps += 1;
  if (steps === Number(nth)) process.kill(process.pid, 'SIGKILL');
};

type Method = (this: unknown, ...args: unknown[]) => unknown;

function counted(owner: object, names: readonly string[], counts: (args: unknown[]) => boolean = () => true): void {
  const methods = owner as Record<string, Method>;
  for (const name of names) {
    const plain = methods[name];
    if (plain === undefined) throw new Error(`there is no ${name} any more`);
    methods[name] = function counting(...args) {
      if (counts(args)) step();
      return plain.apply(this, args);
    };
  }
}

const handle: FileHandle = await open(import.meta.filename);
counted(Object.getPrototypeOf(handle) as object, ['writeFile', 'write']);
await handle.close();
counted(fs.promises, ['link', 'rename', 'unlink', 'writeFile', 'copyFile', 'rm']);
counted(fs.promises, ['open'], ([, flags]) => typeof flags === 'string' && flags !== 'r');
syncBuiltinESMExports();

// Only now: what these import finds the counting ones.
const {publishPack} = await import('../../electron/packs/publishing.ts');
const {checkedPack} = await import('./checked-pack.ts');
const {folderStorage} = await import('../../electron/packs/folder-storage.ts');
const {KeyFolder} = await import('../../electron/packs/key-folder.ts');

const owner = {
  storage: folderStorage(`${folder}/repo`),
  keys: await KeyFolder.open(`${folder}/keys`),
  now: () => new Date('2026-11-22T08:00:00.000Z'),
};
await publishPack(owner, {team: 'north', permille: 1000, pack: checkedPack(version, {title: 'the next one'})});
process.stdout.write(`${steps}\n`);
