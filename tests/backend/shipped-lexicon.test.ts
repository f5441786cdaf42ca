import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {ShippedLexicon} from '../../electron/backend/shipped-lexicon.ts';
import {libraryFolder} from '../domain/starter-packs.ts';
import {openDesk, smallLibrary, temporaryFolder} from '../open-desk.ts';

const small = {formatVersion: 1, language: 'en', concepts: [], fillers: ['um']};

test('the lexicon of the app is read whole, in both languages', () => {
  const log: string[] = [];
  const {files, sha256} = new ShippedLexicon(join(libraryFolder, 'lexicon'), (line) => log.push(line)).read();
  expect(log).toEqual([]);
  expect(files.map((file) => file.language)).toEqual(['zh-CN', 'en']);
  expect(files.every((file) => file.concepts.length > 0 && file.fillers.length > 0)).toBe(true);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('a window is given what lies beside the packs', async () => {
  const library = smallLibrary();
  mkdirSync(join(library, 'lexicon'));
  writeFileSync(join(library, 'lexicon', 'en.json'), JSON.stringify(small));
  const desk = openDesk({libraryFolder: library});
  expect((await desk.call('search.lexicon', {})).files).toEqual([small]);
});

test('a file that is broken or missing is left out and told of, and everything else works', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'zh-CN.json'), JSON.stringify({...small, language: 'zh-CN', extra: 1}));
  writeFileSync(join(folder, 'en.json'), '{');
  const log: string[] = [];
  expect(new ShippedLexicon(folder, (line) => log.push(line)).read().files).toEqual([]);
  expect(log).toHaveLength(2);
  expect(log.join('\n')).toMatch(/zh-CN\.json.*unrecognized_keys[\s\S]*en\.json: cannot be read/);

  const desk = openDesk({libraryFolder: smallLibrary()});
  expect((await desk.call('search.lexicon', {})).files).toEqual([]);
  expect((await desk.call('pack.search', {text: '忘了', limit: 1})).hits).toHaveLength(1);
});
