import {existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {SearchSnapshots} from '../../electron/backend/search-snapshots.ts';
import {Pack, type PackInfo} from '../../electron/contract/pack.ts';
import {createObjectionIndex, INDEX_VERSION} from '../../electron/domain/objection-index.ts';
import {createPackSearch, LARGE_PACK} from '../../electron/domain/pack-search.ts';
import {largePack} from '../large-pack.ts';
import {smallPack} from '../small-pack.ts';
import {openDesk, smallLibrary, temporaryFolder, type TestDesk} from '../open-desk.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const snapshotOf = (id: string) => createObjectionIndex([{id, title: '没钱', aliases: ['没有钱']}], []).snapshot();
const hash = (letter: string) => letter.repeat(64);
const filesOf = (folder: string) => readdirSync(join(folder, 'search')).toSorted();

async function names(desk: TestDesk): Promise<{pack: string; lexicon: string}> {
  const [info] = await desk.call('pack.list', {});
  return {pack: (info as PackInfo).sha256, lexicon: (await desk.call('search.lexicon', {})).sha256};
}

describe('the snapshot of an index', () => {
  test('is kept, and given to the next window', async () => {
    const desk = openDesk();
    const of = await names(desk);
    expect(await desk.call('search.snapshot', of)).toEqual({snapshot: null});
    const snapshot = base64(snapshotOf('a'));
    await desk.call('search.keepSnapshot', {...of, snapshot});
    await desk.call('search.keepSnapshot', {...of, snapshot});
    expect(await desk.reopen().call('search.snapshot', of)).toEqual({snapshot});
    const [file = '', ...more] = filesOf(desk.folder);
    expect(more).toEqual([]);
    expect(file).toMatch(new RegExp(`^[0-9a-f]{32}-[0-9a-f]{16}-v${INDEX_VERSION}\\.index$`));
  });

  test.skipIf(process.platform === 'win32')('is for this user alone', () => {
    const folder = temporaryFolder();
    new SearchSnapshots(folder).keep({pack: hash('a'), lexicon: hash('b')}, snapshotOf('a'));
    const rights = (...path: string[]) => statSync(join(folder, 'search', ...path)).mode & 0o777;
    expect([rights(), rights(filesOf(folder)[0] ?? '')]).toEqual([0o700, 0o600]);
  });

  test.for([
    ['damaged', (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 0x80 : byte)))],
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('a letter to the team')],
  ] as const)('that is %s is refused and removed', async ([, spoil]) => {
    const desk = openDesk();
    const of = await names(desk);
    await desk.call('search.keepSnapshot', {...of, snapshot: base64(snapshotOf('a'))});
    const file = join(desk.folder, 'search', filesOf(desk.folder)[0] ?? '');
    writeFileSync(file, spoil(readFileSync(file)));
    expect(await desk.call('search.snapshot', of)).toEqual({snapshot: null});
    expect(existsSync(file)).toBe(false);
  });

  test('is not kept where it is none, nor of a pack or a lexicon that this desk does not have', async () => {
    const desk = openDesk();
    const of = await names(desk);
    const snapshot = base64(snapshotOf('a'));
    const refused = async (input: {pack: string; lexicon: string; snapshot: string}) =>
      (await desk.refusal('search.keepSnapshot', input)).code;
    expect(await refused({...of, snapshot: base64(Buffer.from('a letter'))})).toBe('invalid_input');
    expect(await refused({...of, snapshot: 'no base64!'})).toBe('invalid_input');
    expect(await refused({...of, pack: hash('a'), snapshot})).toBe('not_found');
    expect(await refused({...of, lexicon: hash('b'), snapshot})).toBe('not_found');
    expect(await refused({...of, pack: '../../../etc/passwd', snapshot})).toBe('invalid_input');
    expect(existsSync(join(desk.folder, 'search'))).toBe(false);
  });

  test('of another pack or lexicon has another name', () => {
    const snapshots = new SearchSnapshots(temporaryFolder());
    snapshots.keep({pack: hash('a'), lexicon: hash('b')}, snapshotOf('a'));
    expect(snapshots.read({pack: hash('a'), lexicon: hash('b')})).not.toBeNull();
    expect(snapshots.read({pack: hash('c'), lexicon: hash('b')})).toBeNull();
    expect(snapshots.read({pack: hash('a'), lexicon: hash('c')})).toBeNull();
  });

  test('makes way for newer ones; those of another version and what was left half written go', () => {
    const folder = temporaryFolder();
    const snapshots = new SearchSnapshots(folder);
    const keep = (letter: string) => snapshots.keep({pack: hash(letter), lexicon: hash('0')}, snapshotOf(letter));
    const aged = (name: string, days: number) => {
      const at = Date.now() / 1000 - days * 86_400;
      utimesSync(join(folder, 'search', name), at, at);
    };
    keep('a');
    aged(filesOf(folder)[0] ?? '', 3);
    for (const name of ['x-v999999.index', 'old.part', 'letter.txt', 'now.part']) {
      writeFileSync(join(folder, 'search', name), 'x');
    }
    aged('old.part', 1);
    for (const letter of ['b', 'c', 'd', 'e']) keep(letter);
    expect(filesOf(folder)).toEqual([
      ...['b', 'c', 'd', 'e'].map((letter) => `${letter.repeat(32)}-${'0'.repeat(16)}-v${INDEX_VERSION}.index`),
      'now.part',
    ]);
  });
});

test('a snapshot of another pack does not fit: the index is built from the pack', () => {
  const other = createPackSearch(Pack.parse(smallPack()), []).index.snapshot();
  const pack = Pack.parse(largePack(20));
  const search = createPackSearch(pack, [], {snapshot: other});
  expect(search.index.restored).toBe(false);
  expect(search.search('编号一七的理由', {}, 1).hits[0]?.objectionId).toBe('many-17');
  const own = createPackSearch(pack, [], {snapshot: search.index.snapshot()});
  expect(own.index.restored).toBe(true);
});

test(
  'a host without a window keeps the index of a large pack, and reads it the next time',
  {timeout: 60_000},
  async () => {
    const libraryFolder = smallLibrary([largePack(LARGE_PACK)]);
    const desk = openDesk({libraryFolder});
    const ask = async (from: TestDesk) => (await from.call('pack.search', {text: '编号一七的理由', limit: 1})).hits;
    const first = await ask(desk);
    expect(first[0]?.objectionId).toBe('many-17');
    const [file = ''] = filesOf(desk.folder);
    const kept = statSync(join(desk.folder, 'search', file)).mtimeMs;
    expect(await ask(desk.reopen())).toEqual(first);
    expect(statSync(join(desk.folder, 'search', file)).mtimeMs).toBe(kept);
  },
);

test('a host without a window writes nothing for a small pack', async () => {
  const desk = openDesk();
  await desk.call('pack.search', {text: '没钱', limit: 1});
  expect(existsSync(join(desk.folder, 'search'))).toBe(false);
});
