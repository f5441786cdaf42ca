import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {checkPack, checkPackText} from '../../electron/domain/pack-problems.ts';

const STARTER = readFileSync(
  join(import.meta.dirname, '../../scripts-library/cn-consumer-credit@1.0.0.pack.json'),
  'utf8',
);

interface Loose {
  [key: string]: unknown;
  version: unknown;
  title?: unknown;
  objections: {
    id: string;
    nextStage: string;
    title?: unknown;
    answers: {soft: {text: unknown}[]; firm: {facts?: string[]}[]};
  }[];
}
const starter = (): Loose => JSON.parse(STARTER) as Loose;
const places = (document: unknown) => checkPack(document).problems.map(({path}) => path);

describe('everything that is wrong with a pack', () => {
  test('is told at once, of its form and between its parts', () => {
    const pack = starter();
    pack['extra'] = 1;
    delete pack.title;
    pack.version = 'new';
    const [first, second, third] = pack.objections;
    if (!first || !second || !third) throw new Error('the starter pack has objections');
    second.id = first.id;
    third.nextStage = 'nowhere';
    first.answers.firm = first.answers.firm.map((line) => ({...line, facts: []}));
    const found = places(pack);
    expect(found).toContain('title');
    expect(found).toContain('version');
    expect(found).toContain('objections[1].id');
    expect(found).toContain('objections[2].nextStage');
    expect(found.some((path) => path.startsWith('objections[0].answers.firm'))).toBe(true);
    expect(checkPack(pack).problems.some(({message}) => message.en.includes('"extra"'))).toBe(true);
  });

  test('holds nothing of the values that were made up to read on', () => {
    const pack = starter();
    for (const objection of pack.objections) delete objection.title;
    const problems = checkPack(pack).problems;
    expect(problems).toHaveLength(pack.objections.length);
    expect(JSON.stringify(problems)).not.toContain('mended');
  });

  test('is told even of what cannot be mended', () => {
    const pack = starter();
    pack['stages'] = 7;
    expect(places(pack)).toEqual(['stages']);
  });
});

test.for(['请您还{金额}元', '共{ amount }元', '还[金额]元', '{amonut', 'amount}', '【金额】元'])(
  'a bracket that is no slot is never read to a customer: %s',
  (text) => {
    const pack = starter();
    const line = pack.objections[0]?.answers.soft[0];
    if (line === undefined) throw new Error('the starter pack has answers');
    line.text = text;
    expect(places(pack)).toContain('objections[0].answers.soft[0].text');
  },
);

test.for([
  ['', '文件是空的'],
  ['{\n "a": 1,\n "b" 2}', '第 3 行'],
] as const)('JSON that breaks says where, in the reader’s language: %j', ([text, words]) => {
  expect(checkPackText(text).problems[0]?.message['zh-CN']).toContain(words);
});
