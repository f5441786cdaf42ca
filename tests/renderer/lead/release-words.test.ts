import {describe, expect, test} from 'vitest';
import type {PublishedRelease} from '../../../electron/contract/repository.ts';
import {afterIt, whatHappens} from '../../../renderer/lead/publish/release-words.ts';

const release = (seq: number, permille = 1000, groups: string[] | null = null): PublishedRelease => ({
  id: 'small',
  version: `1.${seq}.0`,
  seq,
  sha256: '0'.repeat(64),
  permille,
  groups,
  language: 'zh-CN',
  jurisdiction: 'CN',
  warnings: 0,
  reason: null,
  publishedAt: null,
  publishedBy: null,
});

const words = (gone: PublishedRelease, ...others: PublishedRelease[]) =>
  whatHappens(
    afterIt(
      gone,
      [gone, ...others].toSorted((a, b) => b.seq - a.seq),
    ),
  );

describe('who takes a release back is told what desks have then', () => {
  test('the one before it, or nothing of the pack', () => {
    expect(words(release(2), release(1))['zh-CN']).toBe('工位下次更新时退回 1.1.0。');
    expect(words(release(1)).en).toBe('Desks let go of this pack with their next sync.');
    expect(words(release(2), {...release(1), id: 'other'}).en).toContain('let go of this pack');
  });

  test('the newer one that everybody has, which stays', () => {
    expect(words(release(1), release(2), release(3, 50)).en).toMatch(/^Desks have the newer 1\.2\.0 and keep it/);
  });

  test('by turns, where the newer one is for some only', () => {
    expect(words(release(2), release(3, 50), release(1)).en).toBe(
      'Desks without 1.3.0 go back to 1.1.0 with their next sync.',
    );
    expect(words(release(1), release(2, 1000, ['一组']))['zh-CN']).toBe('没有 1.2.0 的工位下次更新时停用这个话术包。');
  });
});
