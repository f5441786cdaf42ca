import {cpSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {ShippedConduct} from '../../electron/backend/shipped-conduct.ts';
import type {ConductFile} from '../../electron/contract/conduct.ts';
import {checkText} from '../../electron/domain/conduct-check.ts';
import {compiledList} from '../../electron/domain/conduct/compiled-list.ts';
import {judgedStretches} from '../../electron/domain/conduct/learned-findings.ts';
import {type LabelledSentence, learnConduct} from '../../electron/domain/conduct/learning.ts';
import {readText} from '../../electron/domain/conduct/read-text.ts';
import {wordMeanings} from '../../electron/domain/conduct/word-meanings.ts';

const KIN = ['aunt', 'uncle', 'cousin', 'nephew', 'grandpa', 'niece'];
const GOODS = ['table', 'lamp', 'carpet', 'wardrobe', 'mirror', 'sofa'];
const meanings = wordMeanings(
  [...KIN, ...GOODS, 'rang'],
  [...KIN.map(() => [1, 0, 0]), ...GOODS.map(() => [0, 1, 0]), [0, 0, 1]],
  'made up for this test',
);
const bare: ConductFile = {
  formatVersion: 1,
  language: 'en',
  rules: {},
  classes: {},
  signs: {},
  disguised: [],
  lookalikes: [],
  contexts: [],
  findings: [],
};
/** Of each kind only the first four words are ever learned from. */
const sentences: LabelledSentence[] = Array.from({length: 40}, (_, i) => i).flatMap((i) => [
  {lang: 'en', kind: 'note', text: `rang ${KIN[i % 4]} of number ${i}`, categories: ['third_party_disclosure']},
  {lang: 'en', kind: 'note', text: `rang ${GOODS[i % 4]} of number ${i}`, categories: []},
]);

function sureness(file: ConductFile, text: string): number {
  const list = compiledList(file);
  const [judged] = judgedStretches(file, list, readText(list, 'note', text), []);
  return judged?.opinion.sureness.get('third_party_disclosure') ?? Number.NaN;
}

test('a word that nothing was learned from is understood by the words that mean the like', () => {
  const known = {...bare, meanings};
  const file = {...known, learned: learnConduct(known, sentences)};
  expect(sureness(file, 'rang niece of number')).toBeGreaterThan(0.8);
  expect(sureness(file, 'rang sofa of number')).toBeLessThan(0.4);
  // Without the meanings the two words are strangers alike.
  const deaf = {...bare, learned: learnConduct(bare, sentences)};
  expect(sureness(deaf, 'rang niece of number')).toBeCloseTo(sureness(deaf, 'rang sofa of number'), 6);
});

test('the same sentences give the same model', () => {
  const known = {...bare, meanings};
  expect(learnConduct(known, sentences)).toEqual(learnConduct(known, sentences));
});

test('of the words of one stem the common one counts for more, and a short form means what it is short for', () => {
  const {words, dimensions} = wordMeanings(['customer', 'customers', '2nd'], [[1], [0], [1]], 'made up for this test');
  expect(words.split(' ')).toEqual(['customer', 'cust', 'cstmr', 'cus']);
  expect(dimensions).toBe(1);
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, {recursive: true});
});

test.for(['missing', 'broken'])('where the meanings are %s the patterns go on alone, and the log says so', (what) => {
  const folder = mkdtempSync(join(tmpdir(), 'callside-conduct-'));
  folders.push(folder);
  cpSync(join(import.meta.dirname, '../../scripts-library/conduct'), folder, {recursive: true});
  if (what === 'missing') rmSync(join(folder, 'en.meanings.json'));
  else writeFileSync(join(folder, 'en.meanings.json'), '{"words":');
  const log: string[] = [];
  const lists = new ShippedConduct(folder, (line) => log.push(line)).read();
  const found = checkText(lists, {lang: 'en', kind: 'line', text: 'I will tell your boss what you owe.'});
  expect(found.map(({category}) => category)).toContain('third_party_disclosure');
  expect(lists.map(({language, learned}) => [language, learned !== undefined])).toContainEqual(['en', false]);
  expect(log).toEqual(['conduct/en.meanings.json: cannot be read']);
});
