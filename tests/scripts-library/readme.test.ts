import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {BRANCH_KINDS, type Pack, REASONS, SLOT_SOURCES, STAGE_KINDS, TONES} from '../../electron/contract/pack.ts';
import {DEFAULT_BUCKETS} from '../../electron/domain/days.ts';
import {checkPackText} from '../../electron/domain/pack-problems.ts';
import {lintPack} from '../domain/lint/linted.ts';
import {starterPacks} from '../domain/starter-packs.ts';
import {packJsonSchema} from '../contract/pack-json-schema.ts';

const readme = readFileSync(fileURLToPath(new URL('../../scripts-library/README.md', import.meta.url)), 'utf8');
const [, example = ''] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];
/** What the text explains, the example left out: words between backticks, and the words in them. */
const explained = new Set(
  [...readme.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => [
    code,
    ...code.split(/[^\w.+-]+/),
  ]),
);

/** Every name of a field, and every word that a field may be, in the JSON Schema. */
function wordsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'enum') return value as string[];
    if (key === 'properties' || key === '$defs') {
      const named = value as Record<string, unknown>;
      return [...(key === 'properties' ? Object.keys(named) : []), ...Object.values(named).flatMap(wordsOf)];
    }
    return wordsOf(value);
  });
}

test('the example in the README is a pack without problems', () => {
  const {pack, problems} = checkPackText(example);
  expect(problems).toEqual([]);
  expect(pack?.id).toBe('example-loans');
  expect(pack?.buckets).toEqual(DEFAULT_BUCKETS);
});

test('the example could be signed: the linter finds no error in it, and warns of what it leaves out', () => {
  const told = lintPack(JSON.parse(example)).map(({rule, severity}) => `${severity} ${rule}`);
  expect(told).toEqual(['warning branch-missing', 'warning danger-unanswered']);
});

test('the example shows one of everything but the optional sections', () => {
  const shown = new Set([...example.matchAll(/"(\w+)":/g)].map(([, key]) => key));
  const lineKeys = ['cue', 'when', 'beforeVerification', 'pressure', 'facts', 'empathy', 'consequence', 'approvedBy'];
  const conditionKeys = ['daysOverdue', 'bucket', 'product', 'customerType', 'firstCall'];
  const objectionKeys = ['signals', 'phrasings', 'followUps', 'avoid', 'nextStage', 'branch', ...TONES];
  for (const key of [...lineKeys, ...conditionKeys, ...objectionKeys]) expect(shown).toContain(key);
});

test('every field and every word of the format is explained', () => {
  const words = new Set(wordsOf(JSON.parse(packJsonSchema())));
  // The words of `effect`, `severity` and the like are in it too: nothing was forgotten in the walk.
  for (const known of [...STAGE_KINDS, ...BRANCH_KINDS, ...REASONS, ...SLOT_SOURCES, 'retain', 'weight', 'toDay']) {
    expect(words).toContain(known);
  }
  expect([...words].filter((word) => !explained.has(word))).toEqual([]);
});

test('the table of starter packs tells what they hold', () => {
  const row = ({id, version, objections}: Pack) =>
    new RegExp(
      `^\\| \`${id}@${version.replaceAll('.', '\\.')}\\.pack\\.json\` \\|.*\\| ${objections.length} objections`,
      'm',
    );
  for (const pack of starterPacks()) expect(readme).toMatch(row(pack));
});
