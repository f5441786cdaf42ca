import {pinyin} from 'pinyin-pro';
import {isHan} from '../search/canonical.ts';
import {readingAlone} from '../search/readings.ts';
import type {LabelledSentence} from './learning.ts';

const FIGURES: Record<string, string> = {o: '0', i: '1', e: '3', a: '@', s: '$', l: '1'};
/** Share of a text's characters or words that are disguised. */
const SHARE = 0.18;

/**
 * Sentences as people disguise them, good and bad ones alike, so that a disguise by itself says nothing: characters that sound
 * alike, syllables in letters, spaces, figures for letters.
 */
export function disguiser(sentences: readonly LabelledSentence[], random: () => number): (text: string) => string {
  const alike = new Map<number, string[]>();
  const characters = new Set(
    sentences.flatMap(({text}) => [...text]).filter((each) => isHan(each.codePointAt(0) as number)),
  );
  for (const each of characters) {
    const sound = readingAlone(each.codePointAt(0) as number);
    alike.set(sound, [...(alike.get(sound) ?? []), each]);
  }
  const one = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const character = (each: string): string => {
    const way = random();
    if (way < 0.5) return one(alike.get(readingAlone(each.codePointAt(0) as number)) ?? [each]);
    if (way < 0.8) return pinyin(each, {toneType: 'none'});
    return `${each}${one([' ', '*', '.', '-'])}`;
  };
  const word = (each: string): string => {
    const way = random();
    if (way < 0.6)
      return [...each].map((letter) => (random() < 0.5 ? (FIGURES[letter.toLowerCase()] ?? letter) : letter)).join('');
    return way < 0.8 ? [...each].join(' ') : `${each.slice(0, 2)}${one(['-', '.', '*'])}${each.slice(2)}`;
  };
  return (text) =>
    /\p{Script=Han}/u.test(text)
      ? [...text]
          .map((each) => (isHan(each.codePointAt(0) as number) && random() < SHARE ? character(each) : each))
          .join('')
      : text.replace(/[a-z]{4,}/gi, (each) => (random() < SHARE ? word(each) : each));
}
