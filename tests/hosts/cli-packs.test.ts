import {readFileSync, truncateSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {openDesk, temporaryFolder} from '../open-desk.ts';
import {type PackDocument, smallPack} from '../small-pack.ts';
import {documentOf, errorOf, fileWith, packFile, refusal, terminal, terminalProcess} from './terminal-run.ts';

const STARTER_PACK = join(import.meta.dirname, '../../scripts-library/cn-consumer-credit@1.0.0.pack.json');

/** Refusal of a check of this file, on a new desk. */
const check = (file: string) => refusal(['pack', 'check', file, '--data', join(temporaryFolder(), 'data')]);

describe('search', () => {
  test('prints rank, title and phrasing', async () => {
    const desk = openDesk();
    const {code, out} = await terminal(['search', '忘记', '--pack', 'small', '--data', desk.folder]);
    expect(code).toBe(0);
    expect(out).toMatch(/^1\. {2}我忘了还款 {2}忘记还了$/m);
  });

  test('gives the hits as JSON, no more than asked for', async () => {
    const desk = openDesk();
    const told = await terminal([
      'search',
      'no',
      'money',
      '--pack',
      'small',
      '--limit',
      '1',
      '--json',
      '--data',
      desk.folder,
    ]);
    expect(documentOf(told)).toMatchObject({pack: {id: 'small'}, hits: [{objectionId: 'no-money-now'}]});
  });

  test.each(['meiqian', 'mq', '没前', 'no money', '利息太高', 'wangle'])(
    'finds "%s" on a desk where nobody said yet who sits there',
    async (text) => {
      const data = join(temporaryFolder(), 'data');
      const told = documentOf(await terminal(['search', text, '--limit', '3', '--json', '--data', data]));
      const {hits} = told as {hits: {title: string; phrasing: string}[]};
      const expected = {利息太高: /利息/, wangle: /忘/, 'no money': /money/}[text] ?? /没钱/;
      expect(hits.map((hit) => hit.title + hit.phrasing)).toContainEqual(expect.stringMatching(expected));
    },
  );

  test('refuses a pack that is not in use', async () => {
    const desk = openDesk();
    expect((await refusal(['search', '没钱', '--pack', 'nowhere', '--data', desk.folder])).code).toBe(1);
  });
});

describe('pack', () => {
  test('list marks the version in use', async () => {
    const desk = openDesk();
    const {out} = await terminal(['pack', 'list', '--data', desk.folder]);
    expect(out).toMatch(/^small@1\.0\.0 +active .*小话术$/m);
    const told = documentOf(await terminal(['pack', 'list', '--json', '--data', desk.folder]));
    expect(told).toContainEqual(expect.objectContaining({id: 'small', active: true}));
  });

  test('check says that a good pack is good and what it would change, and keeps nothing', async () => {
    const pack = JSON.parse(readFileSync(STARTER_PACK, 'utf8')) as PackDocument;
    const file = fileWith(JSON.stringify({...pack, version: '1.1.0', customerTypes: pack.customerTypes?.slice(1)}));
    const data = ['--data', join(temporaryFolder(), 'data')];
    const {code, out} = await terminal(['pack', 'check', file, ...data]);
    expect(code).toBe(0);
    expect(out).toContain('cn-consumer-credit@1.1.0');
    expect(out).toContain('removed');
    expect((await terminal(['pack', 'list', ...data])).out).not.toContain('1.1.0');
  });

  test('check ends with 1 for a pack that can be imported and not signed, and says both', async () => {
    const desk = openDesk();
    const {code, out, err} = await terminal(['pack', 'check', packFile({version: '1.1.0'}), '--data', desk.folder]);
    expect(code).toBe(1);
    expect(err).toMatch(/: The pack has errors and cannot be signed\.$/m);
    expect(out).toContain('It can be imported.');
    expect(out).toMatch(/^3 errors: .*\n {2}\[required-line-missing\]/m);
    expect(out).not.toContain('no problems');
  });

  test('check ends with 1 and lists all problems, each with its place', async () => {
    const desk = openDesk();
    const pack = smallPack();
    const file = packFile({stages: pack.stages.slice(1, 6), extra: true});
    const listed = await terminal(['pack', 'check', file, '--data', desk.folder]);
    expect(listed.code).toBe(1);
    const misplaced = packFile({stages: pack.stages.slice(1, 6)});
    const {err, out} = await terminal(['pack', 'check', misplaced, '--data', desk.folder]);
    expect(out).toContain('[required-line-missing]');
    expect(err.match(/^stages: the stage "\w+" is missing$/gm)).toHaveLength(2);
    const told = await terminal(['pack', 'check', misplaced, '--json', '--lang', 'zh-CN', '--data', desk.folder]);
    expect(told.code).toBe(1);
    expect(documentOf(told)).toMatchObject({error: {code: 'invalid_input'}, pack: null, title: '小话术'});
    expect(errorOf(told).problems?.length).toBeGreaterThanOrEqual(2);
    expect(told.err).toContain('缺少阶段');
  });

  test('what a file holds cannot give orders to the terminal', async () => {
    const desk = openDesk();
    const file = packFile({'\u001b[2Jkey\u009b31m': 1});
    const {err} = await refusal(['pack', 'import', file, '--role', 'lead', '--data', desk.folder]);
    expect(err).toContain('key');
    // oxlint-disable-next-line no-control-regex -- control characters are what must not come through
    expect(err).not.toMatch(/[\u001b\u009b]/);
  });

  test('import, export and activate go round', async () => {
    const desk = openDesk();
    const lead = ['--role', 'lead', '--data', desk.folder];
    const imported = await terminal(['pack', 'import', packFile({version: '1.1.0'}), '--json', ...lead]);
    expect(documentOf(imported)).toMatchObject({id: 'small', version: '1.1.0', active: false});
    const file = join(temporaryFolder(), 'out.pack.json');
    expect((await terminal(['pack', 'export', 'small@1.1.0', file, ...lead])).code).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({id: 'small', version: '1.1.0'});
    const streamed = await terminal(['pack', 'export', 'small@1.1.0', '-', ...lead]);
    expect(streamed.out).toBe(readFileSync(file, 'utf8'));
    expect((await terminal(['pack', 'activate', 'small@1.1.0', ...lead])).code).toBe(0);
    expect((await desk.call('pack.list', {})).find((info) => info.id === 'small' && info.active)?.version).toBe(
      '1.1.0',
    );
  });

  test('refuses other content under a known version, an unknown version, and every problem of a bad pack', async () => {
    const desk = openDesk();
    const lead = ['--role', 'lead', '--data', desk.folder];
    expect((await refusal(['pack', 'import', packFile({title: '另一个'}), ...lead])).err).toContain('already exists');
    expect((await refusal(['pack', 'activate', 'small@9.9.9', ...lead])).err).toContain('small@9.9.9');
    expect((await refusal(['pack', 'export', 'nowhere@1.0.0', '-', ...lead])).code).toBe(1);
    const bad = await refusal(['pack', 'import', packFile({stages: smallPack().stages.slice(2)}), ...lead]);
    expect(bad.err.trim().split('\n')).toHaveLength(3);
  });

  test('an activation is seen by a running window within two seconds', async () => {
    const desk = openDesk({exclusive: true});
    const lead = ['--role', 'lead', '--data', desk.folder];
    expect((await terminalProcess(['pack', 'import', packFile({version: '1.1.0'}), ...lead])).code).toBe(0);
    expect(await terminalProcess(['pack', 'activate', 'small@1.1.0', ...lead])).toMatchObject({code: 0, err: ''});
    const seen = () =>
      desk.events.some(
        (event) =>
          event.type === 'pack.activated' &&
          event.packs.some((info) => info.id === 'small' && info.version === '1.1.0'),
      );
    await vi.waitUntil(seen, {timeout: 2000, interval: 50});
  });
});

describe('a file to read', () => {
  test('that is missing, a folder or not UTF-8 is refused in a sentence', async () => {
    expect(await check('/nowhere/pack.json')).toEqual({code: 1, err: 'There is no file /nowhere/pack.json.\n'});
    expect((await check(temporaryFolder())).err).toContain('is a folder');
    expect((await check(fileWith(Buffer.from('\ufeff{"标题": 1}', 'utf16le')))).err).toContain('not UTF-8');
  });

  test('that is larger than the contract allows is refused before it is read', async () => {
    const file = fileWith('');
    truncateSync(file, 60_000_001);
    expect((await check(file)).err).toContain('too large');
    truncateSync(file, 20_000_001);
    expect((await check(file)).err).toContain('too large: at most 20,000,000 characters');
  });

  test('may begin with a byte order mark', async () => {
    const file = fileWith(`\ufeff${JSON.stringify(smallPack())}`);
    const data = ['--role', 'lead', '--data', join(temporaryFolder(), 'data')];
    expect((await terminal(['pack', 'import', file, ...data])).code).toBe(0);
  });
});

test.each(['csv', 'xlsx'])('a version goes through a .%s file without a change', async (kind) => {
  const desk = openDesk();
  const file = join(temporaryFolder(), `small.${kind}`);
  const common = ['--role', 'lead', '--json', '--data', desk.folder];
  const exported = documentOf(await terminal(['pack', 'export', 'small@1.0.0', file, ...common]));
  const checked = documentOf(await terminal(['pack', 'check', file, '--json', '--data', desk.folder]));
  expect(checked).toMatchObject({pack: {id: 'small', sha256: (exported as {info: {sha256: string}}).info.sha256}});
  const imported = documentOf(await terminal(['pack', 'import', file, ...common]));
  expect(imported).toMatchObject({id: 'small', version: '1.0.0'});
});
