import {openBackend} from '../../electron/backend/backend.ts';
import {breakWrites} from './broken-writes.ts';

/** A sync in a process of its own that is killed before its n-th statement that writes. `node sync-process.ts FOLDER N` */
const [folder = '', nth = ''] = process.argv.slice(2);

const desk = openBackend({
  dataFolder: folder,
  role: 'agent',
  host: 'cli',
  version: '0.1.0',
  libraryFolder: '/nowhere',
  exclusive: false,
  now: () => new Date('2026-11-21T04:00:00.000Z'),
});
breakWrites(Number(nth), 'kill');
const reply = await desk.call('sync.now', {});
process.stdout.write(`${JSON.stringify(reply)}\n`);
desk.close();
