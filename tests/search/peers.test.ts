import {expect, test} from 'vitest';
import {goalTable} from './bench-tables.ts';
import {CORPUS_1K, readEntries} from './benchmark-data.ts';
import {PEERS} from './peers.ts';

const entries = readEntries(CORPUS_1K).slice(0, 150);

test.for(PEERS)('$name finds the phrasing of an entry, and answers whatever is typed', ({name, build}) => {
  const {search} = build(entries);
  const texts = name === 'fuse.js' ? ['我忘了还款'] : ['我忘了还款', '忘了还款', 'wanglehuan', '忘le还'];
  const groupOf = (id: string | undefined) => entries.find((entry) => entry.id === id)?.groupId;
  for (const text of texts) expect([text, groupOf(search(text, 5)[0])]).toEqual([text, 'g01']);
  for (const text of ['', ' ', '"', "a' OR b*", '(%_', '😀', '没', 'm', '-', 'NOT']) {
    expect(search(text, 5).length).toBeLessThanOrEqual(5);
  }
});

test('the table sets goal and figure side by side', () => {
  const figures = {buildMs: 812.4, heapMb: 20, keystrokeP50: 0.4, keystrokeP95: 0.9, fuseP95: 720, results: []};
  const peer = {...figures, keystrokeP95: 9};
  const table = goalTable('10,000', [
    {subject: 'Callside', figures, scores: []},
    {subject: 'MiniSearch', figures: peer, scores: []},
  ]).split('\n');
  const lineOf = (what: string) =>
    table
      .find((line) => line.includes(what))
      ?.replace(/ +/g, ' ')
      .trim();
  expect(lineOf('keystroke p95')).toBe('keystroke p95, ms ≤ 1 0.900 ✓ 9.000');
  expect(lineOf('times Callside')).toBe('p95, times Callside 1.0 10.0');
  expect(lineOf('fuse.js')).toBe('faster than plain fuse.js ≥ 1000 800 ✗ 80');
  expect(lineOf('build')).toBe('build, ms ≤ 800 812 ✗ 812');
  expect(lineOf('update')).toBe('update p95, ms ≤ 5 – –');
});
