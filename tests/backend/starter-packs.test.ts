import {cpSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {openBackend} from '../../electron/backend/backend.ts';

const LIBRARY = join(import.meta.dirname, '../../scripts-library');

function folder(name: string): string {
  const made = mkdtempSync(join(tmpdir(), name));
  onTestFinished(() => rmSync(made, {recursive: true, force: true}));
  return made;
}

test('a broken starter pack is left out and told of, and the desk starts with the others', async () => {
  const library = folder('callside-library-');
  cpSync(LIBRARY, library, {recursive: true});
  writeFileSync(join(library, 'broken@1.0.0.pack.json'), '{"formatVersion": 1}');
  const said: string[] = [];
  const backend = openBackend({
    dataFolder: folder('callside-data-'),
    role: 'agent',
    host: 'browser',
    version: '0.0.0',
    libraryFolder: library,
    exclusive: true,
    log: (line) => said.push(line),
  });
  onTestFinished(() => backend.close());
  const reply = await backend.call('pack.list', {});
  expect(reply.ok && (reply.value as {id: string}[]).map(({id}) => id)).toEqual([
    'cn-consumer-credit',
    'us-consumer-credit',
  ]);
  expect(said.join()).toContain('broken@1.0.0.pack.json');
});
