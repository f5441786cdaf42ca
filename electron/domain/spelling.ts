import {Converter} from 'opencc-js/t2cn';
import {pinyin} from 'pinyin-pro';

const toSimplified = Converter({from: 't', to: 'cn'});

/** A text in the form in which it is compared: NFKC, lower case, simplified, letters, digits and characters only. */
export function foldText(text: string): string {
  return toSimplified(text.normalize('NFKC').toLowerCase())
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/**
 * Readings that a general dictionary gets wrong in this trade: 还 is to pay back (huán) as often as still (hái), so both
 * are kept; 没 is méi wherever customers say it.
 */
const READINGS: Record<string, readonly string[]> = {
  还: ['huan', 'hai'],
  没: ['mei'],
  了: ['le', 'liao'],
  行: ['xing', 'hang'],
  重: ['chong', 'zhong'],
  得: ['de', 'dei'],
  长: ['chang', 'zhang'],
  的: ['de'],
  都: ['dou'],
  着: ['zhe', 'zhao'],
};

/** Syllables without tones, one list per character; anything that is no Han character stays as it is. */
export function readingsOf(text: string): readonly string[][] {
  const characters = [...text];
  const usual = pinyin(text, {toneType: 'none', type: 'array', v: true, nonZh: 'spaced'});
  return characters.map((character, i) => {
    const known = Object.hasOwn(READINGS, character) ? READINGS[character] : undefined;
    return known === undefined ? [usual[i] ?? character] : [...known];
  });
}
