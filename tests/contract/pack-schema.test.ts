import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
// Comes with electron-builder: a validator that is not ours, so that the schema is not judged by what made it.
import {Ajv2020} from 'ajv/dist/2020.js';
import {describe, expect, test} from 'vitest';
import {checkPackText} from '../../electron/domain/pack-problems.ts';
import {type PackDocument, smallPack} from '../small-pack.ts';
import {packJsonSchema} from './pack-json-schema.ts';

const library = fileURLToPath(new URL('../../scripts-library/', import.meta.url));
const file = `${library}pack.schema.json`;

const HOW =
  'scripts-library/pack.schema.json is not what electron/contract/pack.ts says. When the change of the format is meant, write the file anew: npm run unit -- tests/contract/pack-schema.test.ts -u';

const ajv = new Ajv2020({strict: true, allErrors: true, formats: {date: /^\d{4}-\d{2}-\d{2}$/}});
const valid = ajv.compile(JSON.parse(packJsonSchema()) as object);
const faultsOf = (document: unknown) => (valid(document) ? null : ajv.errorsText(valid.errors));

test('the JSON Schema beside the packs is the one that the contract makes', async () => {
  // oxlint-disable-next-line vitest/valid-expect -- the message says what to do
  await expect(packJsonSchema(), HOW).toMatchFileSnapshot(file);
});

describe('the JSON Schema and the contract agree', () => {
  test.for(readdirSync(library).filter((name) => name.endsWith('.pack.json')))('on the starter pack %s', (name) => {
    const text = readFileSync(`${library}${name}`, 'utf8');
    expect(faultsOf(JSON.parse(text))).toBeNull();
    const {pack, problems} = checkPackText(text);
    expect(problems).toEqual([]);
    expect(name).toBe(`${pack?.id}@${pack?.version}.pack.json`);
    // One space of indentation and a line feed at the end: a change of one sentence is a change of one line.
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 1)}\n`);
  });

  test('on the smallest pack', () => {
    expect(faultsOf(smallPack())).toBeNull();
    expect(checkPackText(JSON.stringify(smallPack())).problems).toEqual([]);
  });

  type Bend = (pack: PackDocument & Record<string, unknown>) => void;
  test.for<[what: string, bend: Bend]>([
    ['another format version', (pack) => Object.assign(pack, {formatVersion: 2})],
    ['no format version', (pack) => Reflect.deleteProperty(pack, 'formatVersion')],
    ['an unknown key', (pack) => Object.assign(pack, {author: 'x'})],
    ['an unknown key in a line', (pack) => Object.assign(pack.stages[0]?.lines[0] ?? {}, {beforeVerificaton: true})],
    ['a version that is none', (pack) => Object.assign(pack, {version: '1.0'})],
    ['an unknown stage kind', (pack) => Object.assign(pack.stages[0] ?? {}, {kind: 'smalltalk'})],
    ['an unknown branch kind', (pack) => Object.assign(pack.branches[0] ?? {}, {kind: 'rain'})],
    ['a slot from nowhere', (pack) => Object.assign(pack.slots[0] ?? {}, {source: 'debt.secret'})],
    ['a tone without a line', (pack) => Object.assign(pack.objections[0]?.answers ?? {}, {firm: []})],
    ['a missing tone', (pack) => Reflect.deleteProperty(pack.objections[0]?.answers ?? {}, 'soft')],
    ['an objection nobody says', (pack) => Object.assign(pack.objections[0] ?? {}, {phrasings: []})],
    ['an id with a blank', (pack) => Object.assign(pack.objections[0] ?? {}, {id: 'I forgot'})],
    ['a day that is none', (pack) => Object.assign(pack.stages[0]?.lines[0] ?? {}, {validUntil: 'soon'})],
    ['a bucket of its own', (pack) => Object.assign(pack.stages[0]?.lines[0] ?? {}, {when: {bucket: ['M9']}})],
    ['a text that is too long', (pack) => Object.assign(pack, {title: 'x'.repeat(81)})],
  ])('to refuse %s', ([, bend]) => {
    const pack = smallPack() as PackDocument & Record<string, unknown>;
    bend(pack);
    expect(faultsOf(pack)).not.toBeNull();
    expect(checkPackText(JSON.stringify(pack)).problems).not.toEqual([]);
  });
});
