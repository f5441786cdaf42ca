import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {
  BRANCH_KEYS,
  FLAG_KEYS,
  HEARD_KEYS,
  KEYS,
  NEW_CALL_KEYS,
  QUICK_KEYS,
  TONE_KEYS,
} from '../../../renderer/agent/keys.ts';

const readme = readFileSync(fileURLToPath(new URL('../../../README.md', import.meta.url)), 'utf8');

test('the README tells every key of the agent, and none that is not one', () => {
  const section = readme.slice(readme.indexOf("### The agent's keys"), readme.indexOf('## Script packs'));
  const cells = [...section.matchAll(/^\| (.*?) +\| /gm)].map(([, cell = '']) => cell);
  const told = new Set(cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key)));
  // Written as spans: F1 … F8, Alt+1 … Alt+4.
  const spans = [...BRANCH_KEYS.values(), ...QUICK_KEYS.values()];
  expect([spans.at(0), spans.at(7), spans.at(8), spans.at(-1)]).toEqual(['F1', 'F8', 'Alt+1', 'Alt+4']);
  const keys = [
    ...Object.values(KEYS),
    ...Object.values(TONE_KEYS),
    ...Object.values(FLAG_KEYS),
    ...HEARD_KEYS,
    ...Object.values(NEW_CALL_KEYS),
    'F1',
    'F8',
    'Alt+1',
    'Alt+4',
  ];
  const inTheBox = ['1', '9', '↑', '↓', 'Enter', '?'];
  // A key of the new call may mean something else in a call.
  expect([...told].toSorted()).toEqual([...new Set([...keys, ...inTheBox])].toSorted());
});
