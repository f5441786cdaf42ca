import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import {canonicalBytes} from '../../electron/packs/layout.ts';
import {openDesk, smallLibrary, type TestDesk} from '../open-desk.ts';
import type {PackDocument} from '../small-pack.ts';
import {ForgedRepository, northPack, type ReleaseOptions} from './forged-repository.ts';

async function follower(repository: ForgedRepository): Promise<TestDesk> {
  const desk = openDesk();
  await desk.call('sync.enrol', {id: v7(), text: repository.enrolment()});
  return desk;
}

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const text = (document: object, change: (json: string) => string): Buffer =>
  Buffer.from(change(canonicalBytes(document).toString('utf8')));

const THREAT = '你再不还钱就打断你的腿。';

/** With a line that must not be said. */
const threatening = (version: string): PackDocument => {
  const pack = northPack(version);
  const [first, ...others] = pack.objections;
  if (first === undefined) throw new Error('the pack has no objection');
  return {
    ...pack,
    objections: [{...first, answers: {...first.answers, soft: [{id: 'threat', text: THREAT}]}}, ...others],
  };
};

/** Releases that the right key has signed and that are no packs a desk may use. */
const sick: [name: string, document: PackDocument, options?: ReleaseOptions][] = [
  ['no JSON at all', northPack('1.1.0'), {bytes: Buffer.from('hello')}],
  [
    'not UTF-8',
    northPack('1.1.0'),
    {bytes: Buffer.from(canonicalBytes(northPack('1.1.0', {title: '~'})).map((byte) => (byte === 0x7e ? 0xff : byte)))},
  ],
  [
    'nested too deeply',
    northPack('1.1.0'),
    {bytes: text(northPack('1.1.0'), (json) => json.replace('"title":', `"x":${nested(100_000)},"title":`))},
  ],
  [
    'a key given twice',
    northPack('1.1.0'),
    {bytes: text(northPack('1.1.0'), (json) => json.replace('"title":', '"title":"x","title":'))},
  ],
  [
    'a name that reaches the prototype',
    northPack('1.1.0'),
    {bytes: text(northPack('1.1.0'), (json) => json.replace('"title":', '"__proto__":{"x":1},"title":'))},
  ],
  ['an unknown field', {...northPack('1.1.0'), run: 'me'} as PackDocument],
  ['not in canonical form', northPack('1.1.0'), {bytes: Buffer.from(JSON.stringify(northPack('1.1.0'), null, 2))}],
  ['the content of another version', northPack('1.1.0'), {bytes: canonicalBytes(northPack('9.9.9'))}],
  [
    'the content of another pack',
    northPack('1.1.0'),
    {bytes: canonicalBytes(northPack('1.1.0', {id: 'other-script'}))},
  ],
  ['another country than was said', northPack('1.1.0'), {bend: (release) => (release.jurisdiction = 'CN')}],
  [
    'a dead end',
    {...northPack('1.1.0'), objections: northPack('1.1.0').objections.map((each) => ({...each, nextStage: 'nowhere'}))},
  ],
  ['a line that must not be said', threatening('1.1.0')],
  ['a linter that never looked', threatening('1.1.0'), {linter: 0}],
];

describe('a release with a right signature', () => {
  test.for(sick)(
    'that is %s is refused, and the one before it stays',
    {timeout: 60_000},
    async ([, document, options]) => {
      const repository = new ForgedRepository();
      repository.release(northPack('1.0.0'));
      repository.commit();
      const desk = await follower(repository);
      await desk.call('sync.now', {});
      // Another pack of the same sync is none the worse for it.
      repository.release(northPack('1.0.0', {id: 'sound-script'}));
      repository.release(document, options);
      repository.commit();
      const outcome = await desk.call('sync.now', {});
      expect(outcome.refused).toMatchObject([{id: 'north-script', version: '1.1.0'}]);
      expect(outcome.refused[0]?.problems.length).toBeGreaterThan(0);
      expect(outcome.active).toMatchObject([
        {id: 'north-script', version: '1.0.0'},
        {id: 'sound-script', version: '1.0.0'},
      ]);
      // It is remembered, not fetched again and again.
      const again = await desk.call('sync.now', {});
      expect(again).toMatchObject({requests: 2, refused: [{version: '1.1.0'}]});
      repository.release(northPack('1.2.0'));
      repository.commit();
      expect(await desk.call('sync.now', {})).toMatchObject({
        refused: [],
        changed: [{id: 'north-script', to: '1.2.0'}],
      });
    },
  );

  test(
    'is looked at anew, down to the sentences that an app without the lists let pass',
    {timeout: 60_000},
    async () => {
      const blind = smallLibrary();
      rmSync(join(blind, 'conduct'));
      const repository = new ForgedRepository();
      repository.release(threatening('1.0.0'));
      repository.commit();
      const before = openDesk({libraryFolder: blind});
      await before.call('sync.enrol', {id: v7(), text: repository.enrolment()});
      expect((await before.call('sync.now', {})).active).toMatchObject([{version: '1.0.0'}]);

      const desk = before.reopen({libraryFolder: smallLibrary()});
      const next = threatening('1.1.0');
      repository.release({...next, title: '另一个标题'});
      repository.commit();
      expect((await desk.call('sync.now', {})).refused).toMatchObject([{version: '1.1.0'}]);
      repository.release(northPack('1.2.0'));
      repository.commit();
      expect(await desk.call('sync.now', {})).toMatchObject({refused: [], active: [{version: '1.2.0'}]});
      // What was found sound here is believed; what is new in the next version is not.
      repository.release(threatening('1.3.0'));
      repository.commit();
      expect(await desk.call('sync.now', {})).toMatchObject({
        refused: [{version: '1.3.0'}],
        active: [{version: '1.2.0'}],
      });
    },
  );

  test('shows marks that nobody sees as what they are: nothing', async () => {
    const repository = new ForgedRepository();
    repository.release(northPack('1.0.0', {title: '北方\u202e话术\u0000\u200e'}));
    repository.commit();
    const desk = await follower(repository);
    await desk.call('sync.now', {});
    const {pack} = await desk.call('pack.get', {id: 'north-script', version: '1.0.0'});
    // oxlint-disable-next-line no-control-regex -- these are what must not be there
    expect(pack.title).not.toMatch(/[\u0000\u202e]/);
  });
});
