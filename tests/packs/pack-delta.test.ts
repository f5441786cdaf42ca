import {randomBytes} from 'node:crypto';
import {expect, test} from 'vitest';
import {deltaPath, LARGEST, type PackRelease, sha256Of, targetFile} from '../../electron/packs/layout.ts';
import {applyDelta, makeDelta} from '../../electron/packs/pack-delta.ts';
import {downloadRelease} from '../../electron/packs/pack-download.ts';
import {SourceFault} from '../../electron/packs/source.ts';

/** Bytes that do not shrink by themselves, so that whatever is saved is saved by what was there before. */
const noise = (length: number): Buffer => Buffer.from(randomBytes((length / 4) * 3).toString('base64'));

/** As long as a pack may be, of lines that are told apart by some signs and alike otherwise, as the lines of a pack are. */
function lines(length: number): Buffer {
  const line = '我理解您的难处，我们先把能处理的部分处理掉，剩下的再约时间。'.repeat(3);
  const whole = Array.from({length: Math.ceil(length / 290)}, () => randomBytes(9).toString('base64') + line);
  return Buffer.from(whole.join('')).subarray(0, length);
}

/** The same with other words in a hundred places. */
function edited(bytes: Buffer): Buffer {
  const next = Buffer.from(bytes);
  for (let i = 0; i < 100; i += 1) next.write(`edit ${i}`, Math.floor((next.length / 100) * i));
  return next;
}

test.each([
  ['1 MB', () => noise(1e6)],
  ['9 MB', () => noise(9e6)],
  ['the largest size', () => lines(LARGEST.pack)],
])(
  'a pack of %s arrives by its delta alone, and never as more than was signed',
  {timeout: 120_000},
  async (_, make) => {
    const from = make();
    const to = edited(from);
    const delta = makeDelta(from, to);
    if (delta === null) throw new Error('the delta saves nothing');
    expect(delta.length).toBeLessThan(to.length / 20);
    const [base, sha256] = [sha256Of(from), sha256Of(to)];
    const way = {
      from: base,
      path: deltaPath('north', 'large', '1.1.0', base),
      sha256: sha256Of(delta),
      length: delta.length,
    };
    const release: PackRelease = {
      version: '1.1.0',
      seq: 2,
      sha256,
      length: to.length,
      path: 'packs/north/large_1.1.0.json',
      permille: 1000,
      language: 'zh-CN',
      jurisdiction: 'CN',
      linter: 1,
      deltas: [way],
    };
    const asked: string[] = [];
    const arrived = await downloadRelease(release, {
      source: {
        kind: 'web',
        place: 'https://packs.example/',
        traffic: {requests: 0, bytes: 0},
        read: async (path) => {
          asked.push(path);
          if (path !== targetFile(way.path, way.sha256)) throw new SourceFault('missing', path);
          return delta;
        },
      },
      target: (path) => (path === way.path ? {sha256: way.sha256, length: way.length} : null),
      here: (wanted) => (wanted === base ? from : null),
    });
    expect(arrived.equals(to)).toBe(true);
    expect(asked).toEqual([targetFile(way.path, way.sha256)]);
    expect(() => applyDelta(from, delta, to.length - 1)).toThrow(RangeError);
  },
);

test('what shrinks little by the pack before it gets no delta', () => {
  expect(makeDelta(noise(100_000), noise(100_000)) === null).toBe(true);
});
