import {describe, expect, test} from 'vitest';
import type {PackChange} from '../../../electron/contract/methods.ts';
import {foldWholes} from '../../../electron/domain/listed-changes.ts';
import {placeInWords} from '../../../electron/domain/place-words.ts';
import {pieces} from '../../../electron/domain/word-marks.ts';

const change = (kind: PackChange['kind'], place: string): PackChange => ({
  kind,
  place,
  partId: place,
  before: kind === 'added' ? null : 'was',
  after: kind === 'removed' ? null : 'is',
});

describe('the pieces that a changed wording is marked by', () => {
  test('are characters in Chinese, words elsewhere, and a slot as a whole', () => {
    expect(pieces('您还{payAmount}元 or pay 20 now').join('|')).toBe('您|还|{payAmount}|元| |or| |pay| |20| |now');
  });

  test('lose nothing of the text, whatever is in it', () => {
    const text = '“don’t {half\n😀 café ﷽ 한국어';
    expect(pieces(text).join('')).toBe(text);
  });
});

describe('a whole that came or went', () => {
  test('stands for its parts, which are counted', () => {
    const folded = foldWholes([
      change('removed', 'objections › A'),
      change('removed', 'objections › A › phrasings › a1'),
      change('removed', 'objections › A › answers.firm › a2'),
    ]);
    expect(folded).toMatchObject([{place: 'objections › A', inside: 2}]);
  });

  test('does not swallow what only looks alike: another kind, another title with the same start', () => {
    const folded = foldWholes([
      change('removed', 'objections › A'),
      change('added', 'objections › A › phrasings › a1'),
      change('changed', 'objections › A › text'),
      change('removed', 'objections › AB › phrasings › b1'),
    ]);
    expect(folded.map(({inside}) => inside)).toEqual([0, 0, 0, 0]);
  });
});

test('a place is told with the names of the format in words, and titles as they are', () => {
  expect(placeInWords('objections › 我忘了 › answers.firm › text', 'en')).toBe(
    'Objections › 我忘了 › Firm answer › Text',
  );
  expect(placeInWords('objections › constructor', 'zh-CN')).toBe('异议 › constructor');
});
