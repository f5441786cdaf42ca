import type {Typed} from './typed.ts';
import {type Word, wordLikeness} from './words.ts';

const LONGEST_COUNTED = 6;
/** Words that stand in every sentence. */
const SLIGHT = new Set(
  'a an the i im my me you your it is was be to of on in at for and that this he she we'.split(' '),
);

/** Two words typed as one: login, layoff. */
function asOne(typed: Word, first: Word, second: Word): number {
  if (!typed.letters.endsWith(second.letters)) return 0;
  const begin = typed.letters.slice(0, -second.letters.length);
  return begin === first.letters || begin === first.stem ? 0.95 : 0;
}

/** How much of what was typed the wording has, in any order; what is not in letters is missed. */
export function compareWords(typed: Typed, words: readonly Word[]): {score: number; covered: number} {
  let sum = 0;
  let counted = 0;
  let letters = 0;
  let met = 0;
  typed.words.forEach((word, i) => {
    const weight = SLIGHT.has(word.letters) ? 1 : Math.min(LONGEST_COUNTED, word.letters.length);
    counted += weight;
    letters += word.letters.length;
    let likeness = 0;
    const unfinished = i === typed.words.length - 1;
    words.forEach((other, k) => {
      likeness = Math.max(likeness, wordLikeness(word, other, unfinished));
      const next = words[k + 1];
      if (next !== undefined && word.letters.length >= 5) likeness = Math.max(likeness, asOne(word, other, next));
    });
    if (likeness > 0) met += 1;
    sum += likeness * weight;
  });
  if (counted === 0) return {score: 0, covered: 0};
  return {score: (sum / counted) * (letters / typed.total), covered: met / words.length};
}
