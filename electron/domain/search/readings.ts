import {pinyin} from 'pinyin-pro';
import {DENIED, isHan, textOf} from './canonical.ts';
import {NONE, syllableOf} from './sounds.ts';

/**
 * Readings that a general dictionary gets wrong in this trade: 还 is to pay back (huán) as often as still (hái), so both
 * are kept; 没 is méi wherever customers say it. At most two.
 */
const READINGS: Record<string, readonly [string, string?]> = {
  还: ['huan', 'hai'],
  没: ['mei'],
  了: ['le', 'liao'],
  行: ['xing', 'hang'],
  重: ['chong', 'zhong'],
  得: ['de', 'dei'],
  长: ['chang', 'zhang'],
  的: ['de'],
  都: ['dou', 'du'],
  着: ['zhe', 'zhao'],
  地: ['di', 'de'],
  调: ['tiao', 'diao'],
  卡: ['ka', 'qia'],
  率: ['lv', 'lu'],
  律: ['lv', 'lu'],
  女: ['nv', 'nu'],
  旅: ['lv', 'lu'],
  差: ['cha', 'chai'],
  便: ['bian', 'pian'],
  曾: ['ceng', 'zeng'],
};

const ALONE = new Map<number, number>();

/** The usual reading of one character, -1 when it has none. */
export function readingAlone(code: number): number {
  const known = ALONE.get(code);
  if (known !== undefined) return known;
  const character = String.fromCodePoint(code);
  const own = Object.hasOwn(READINGS, character) ? READINGS[character]?.[0] : undefined;
  const reading = syllableOf(own ?? pinyin(character, {toneType: 'none', v: true}));
  ALONE.set(code, reading);
  return reading;
}

const PAIRED = 10;

/** Two readings in one number; `NONE` for what is not spoken in syllables. */
const packReadings = (first: number, second: number): number => (first + 1) | ((second + 1) << PAIRED);
export const firstReading = (packed: number): number => (packed & ((1 << PAIRED) - 1)) - 1;
export const secondReading = (packed: number): number => (packed >> PAIRED) - 1;

/** The readings of every code of a clause, as its words are read in context. */
export function readingsOf(codes: readonly number[]): number[] {
  if (!codes.some(isHan)) return codes.map(() => packReadings(NONE, NONE));
  const inContext = pinyin(textOf(codes), {toneType: 'none', type: 'array', v: true, nonZh: 'spaced'});
  const aligned = inContext.length === codes.length;
  return codes.map((code, i) => {
    if (code === DENIED) return packReadings(syllableOf('bu'), NONE);
    if (!isHan(code)) return packReadings(NONE, NONE);
    const character = String.fromCodePoint(code);
    const own = Object.hasOwn(READINGS, character) ? READINGS[character] : undefined;
    if (own !== undefined) return packReadings(syllableOf(own[0]), own[1] === undefined ? NONE : syllableOf(own[1]));
    const read = aligned ? syllableOf(inContext[i] ?? '') : NONE;
    return packReadings(read === NONE ? readingAlone(code) : read, NONE);
  });
}
