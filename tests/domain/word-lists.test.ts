import {expect, test} from 'vitest';
import type {WordList} from '../../electron/contract/pack.ts';
import {checkWords} from '../../electron/domain/word-lists.ts';
import {millisecondsOf} from '../spent-time.ts';

const lists: WordList[] = [
  {id: 'own-zh', category: '本公司禁语', severity: 'block', language: 'zh-CN', words: ['白名单', '老赖']},
  {id: 'own-en', category: 'insult_harassment', severity: 'warn', language: 'en', words: ['deadbeat', 'final notice']},
];
const found = (text: string) =>
  checkWords(lists, {kind: 'line', text}).map(({rule, start, end}) => [rule, text.slice(start, end)]);

test.for([
  ['您在白名单里', 'own-zh', '白名单'],
  ['您在白 名．单里', 'own-zh', '白 名．单'],
  ['您在白名單裡', 'own-zh', '白名單'],
  ['You DEADBEAT!', 'own-en', 'DEADBEAT'],
  ['This is a Final\n notice.', 'own-en', 'Final\n notice'],
  ['这是final notice吗', 'own-en', 'final notice'],
] as const)('a word of a list is found as it was typed: %s', ([text, rule, words]) => {
  expect(found(text)).toEqual([[rule, words]]);
});

test.for(['白名', 'deadbeats', 'undeadbeat', 'final notices', 'semifinal notice', 'finalnotice', ''])(
  'what only resembles a word of a list is not found: %s',
  (text) => {
    expect(found(text)).toEqual([]);
  },
);

test('a finding names category and severity of its list, and in a note it only warns', () => {
  expect(checkWords(lists, {kind: 'line', text: '老赖'})).toEqual([
    {category: '本公司禁语', severity: 'block', start: 0, end: 2, rule: 'own-zh'},
  ]);
  expect(checkWords(lists, {kind: 'note', text: '老赖'})).toMatchObject([{severity: 'warn'}]);
});

test('a long note and long lists take no long time', () => {
  const words = Array.from({length: 5000}, (_, i) => `词${i}${'长'.repeat(i % 70)}`);
  const many: WordList[] = [{id: 'many', category: 'x', severity: 'warn', language: 'zh-CN', words}];
  checkWords(many, {kind: 'note', text: 'x'});
  expect(millisecondsOf(() => checkWords(many, {kind: 'note', text: '词9长'.repeat(6000)}))).toBeLessThan(3000);
});
