import type {Problem} from '../contract/errors.ts';
import {cut, placeOf} from './schema-problems.ts';

const LONGEST_KEY = 100;
/** Whoever reads so many knows what is wrong. */
const MOST = 50;

interface Level {
  /** The keys of an object so far; null for a list. */
  keys: Set<string> | null;
  /** The key or position that is being read. */
  step: string | number;
  keyNext: boolean;
}

/**
 * Keys that stand twice in one object of a JSON text. The engine keeps the last one in silence, so that half of what
 * somebody wrote is gone. The text must be valid JSON.
 */
export function repeatedKeys(text: string): Problem[] {
  const problems: Problem[] = [];
  const levels: Level[] = [];
  let line = 1;
  for (let at = 0; at < text.length && problems.length < MOST; at += 1) {
    const sign = text[at];
    const level = levels.at(-1);
    if (sign === '\n') line += 1;
    else if (sign === '{') levels.push({keys: new Set(), step: '', keyNext: true});
    else if (sign === '[') levels.push({keys: null, step: 0, keyNext: false});
    else if (sign === '}' || sign === ']') levels.pop();
    else if (sign === ',' && level !== undefined) {
      if (level.keys === null) level.step = Number(level.step) + 1;
      else level.keyNext = true;
    } else if (sign === '"') {
      const end = endOfString(text, at);
      if (level?.keyNext === true) {
        const key = JSON.parse(text.slice(at, end + 1)) as string;
        level.step = key;
        level.keyNext = false;
        if (level.keys?.has(key) === true) problems.push(givenTwice(levels, cut(key, LONGEST_KEY), line));
        level.keys?.add(key);
      }
      at = end;
    }
  }
  return problems;
}

/** Where a string's closing quote stands. A loop: a pattern keeps every character of a long string on its stack. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function givenTwice(levels: readonly Level[], key: string, line: number): Problem {
  return {
    path: placeOf(levels.map(({step}) => step)),
    message: {
      'zh-CN': `“${key}”写了两次，第 ${line} 行是重复的；请只保留一个`,
      en: `"${key}" is given twice, again in line ${line}: keep one of them`,
    },
  };
}
