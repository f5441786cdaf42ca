import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {ShippedConduct} from '../../electron/backend/shipped-conduct.ts';
import type {CheckedText} from '../../electron/contract/conduct.ts';
import {checkText} from '../../electron/domain/conduct-check.ts';

/** A sentence and what is wrong with it; `form` tells how it was written. */
export interface LabelledSentence extends CheckedText {
  id: string;
  categories: string[];
  form: 'plain' | 'paraphrased' | 'disguised' | 'near_miss' | 'innocent';
}

export interface Score {
  precision: number;
  recall: number;
  /** Of the sentences with nothing wrong, the share that is flagged. */
  falseAlarms: number;
  sentences: number;
}

const root = join(import.meta.dirname, '../..');

export const shippedLists = new ShippedConduct(join(root, 'scripts-library/conduct'), (line) => {
  throw new Error(line);
}).read();

/** Held out: nothing was learned from these, and no pattern was written with an eye on them. */
export const sentences = JSON.parse(
  readFileSync(join(root, 'tests/conduct/sentences.json'), 'utf8'),
) as LabelledSentence[];

/** A category counts once for a sentence. */
export function scoreOf(some: readonly LabelledSentence[], only?: string): Score {
  let [right, wrong, missed, clean, flagged] = [0, 0, 0, 0, 0];
  for (const {categories, lang, kind, text} of some) {
    const found = new Set(checkText(shippedLists, {lang, kind, text}).map(({category}) => category));
    const counted = (category: string) => only === undefined || category === only;
    const wanted = categories.filter(counted);
    right += wanted.filter((category) => found.has(category)).length;
    missed += wanted.filter((category) => !found.has(category)).length;
    wrong += [...found].filter((category) => counted(category) && !categories.includes(category)).length;
    if (categories.length === 0) {
      clean += 1;
      if ([...found].some(counted)) flagged += 1;
    }
  }
  return {
    precision: right + wrong === 0 ? 1 : right / (right + wrong),
    recall: right + missed === 0 ? 1 : right / (right + missed),
    falseAlarms: clean === 0 ? 0 : flagged / clean,
    sentences: some.length,
  };
}
