import {Converter} from 'opencc-js/t2cn';
import {BOTH, spelledAmount, TENS, TWO} from './amounts.ts';
import {REGIONAL} from './regional.ts';

/** What stands between words. */
export const SPACE = 0x20;
/** What stands between clauses: any punctuation. */
export const BREAK = 0x2c;
/** One sign for a denied denial (不是不, 没说不): "不是不还" must not read as "不还". */
export const DENIED = 0xe000;

const toSimplified = Converter({from: 't', to: 'cn'});

/** Filled as characters come; the hot path knows neither `normalize` nor a regular expression. 0: look further. */
const SINGLE = new Uint32Array(0x10000);
const CANONICAL = new Map<number, readonly number[]>();
const PLUS = 0x2b;
const SPACES = [SPACE];
const BREAKS = [BREAK];
const NOTHING: readonly number[] = [];

function canonicalOf(code: number): readonly number[] {
  const known = CANONICAL.get(code);
  if (known !== undefined) return known;
  const character = String.fromCodePoint(code);
  const folded = withoutMarks(toSimplified(character.normalize('NFKC').toLowerCase()));
  let codes: readonly number[];
  if (/^\s*$/u.test(folded)) codes = SPACES;
  else if (/^[\p{M}\p{C}'’`]+$/u.test(folded)) codes = NOTHING;
  else {
    const kept = [...folded].filter((each) => /[\p{L}\p{N}]/u.test(each));
    codes = kept.length === 0 ? BREAKS : kept.map((each) => each.codePointAt(0) as number);
  }
  CANONICAL.set(code, codes);
  const [only] = codes;
  if (code <= 0xffff && code !== PLUS && codes.length === 1 && only !== undefined) SINGLE[code] = only;
  return codes;
}

/** é is e: pinyin is written with tones, too. Of ü remains v, as it is typed. */
const withoutMarks = (folded: string): string =>
  folded === '' || (folded.codePointAt(0) as number) < 0xc0 || (folded.codePointAt(0) as number) > 0x24f
    ? folded
    : folded
        .normalize('NFD')
        .replace(/^u(?=.*\u0308)/u, 'v')
        .replace(/\p{M}/gu, '');

export const isHan = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf) || (code >= 0x20000 && code <= 0x323af);

/** A character, or the sign that stands for some. */
export const isCharacter = (code: number): boolean => isHan(code) || code === DENIED;

/** a–z; accents are dropped by nobody, so é is no letter in this sense. */
export const isLetter = (code: number): boolean => code >= 0x61 && code <= 0x7a;

/**
 * A text as it is compared: NFKC, lower case, simplified; `SPACE` between words, `BREAK` between clauses, none of them twice or
 * at an end. `from` and `to` tell where each code stood in the text, in UTF-16 units.
 */
export interface Canonical {
  readonly codes: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
}

const LONGEST_NUMBER = 8;

/** Numbers that are called, not counted. */
const CALLED = new Set([110, 120]);

/** Spells amounts and days: 500 is 五百, 15 is 十五. 12378 and 0571 are no amounts, and English keeps its digits. */
function spellNumbers(codes: number[], from: number[] | null, to: number[] | null): void {
  if (!codes.some(isDigit) || (codes.some(isLetter) && !codes.some(isHan))) return;
  for (let end = codes.length; end > 0; end -= 1) {
    if (!isDigit(codes[end - 1])) continue;
    let start = end - 1;
    while (start > 0 && isDigit(codes[start - 1])) start -= 1;
    const count = end - start;
    const value = codes.slice(start, end).reduce((sum, digit) => sum * 10 + digit - 0x30, 0);
    const isAmount = count === 2 || (count <= LONGEST_NUMBER && value % 10 === 0 && !CALLED.has(value));
    const called = isLetter(codes[start - 1] ?? SPACE) || codes[start] === 0x30;
    if (count > 1 && isAmount && !called) cut(start, count, spelledAmount(value), codes, from, to);
    end = start + 1;
  }
}

/** Puts the common word for a regional one that the codes now end in. */
function replaceRegional(last: number, codes: number[], from: number[] | null, to: number[] | null): void {
  for (const word of REGIONAL.get(last) ?? []) {
    const start = codes.length - word.from.length;
    if (start < 0 || !word.from.every((code, i) => codes[start + i] === code)) continue;
    cut(start, word.from.length, word.to, codes, from, to);
    return;
  }
}

const IS = 0x662f; // 是
const NOT = 0x4e0d; // 不
const HAVE_NOT = 0x6ca1; // 没

/** @param longest code points that are read; the rest of a paste is no fragment of a sentence */
export function canonical(text: string, longest = LONGEST_TEXT): Canonical {
  const codes: number[] = [];
  const from: number[] = [];
  const to: number[] = [];
  fill(text, longest, codes, from, to);
  return {codes, from, to};
}

/** The codes alone. */
export function codesOf(text: string, longest = LONGEST_TEXT): number[] {
  const codes: number[] = [];
  fill(text, longest, codes, null, null);
  return codes;
}

const LONGEST_TEXT = 400;

function fill(text: string, longest: number, codes: number[], from: number[] | null, to: number[] | null): void {
  let at = 0;
  for (let read = 0; at < text.length && read < longest; read += 1) {
    const code = text.codePointAt(at) as number;
    const next = at + (code > 0xffff ? 2 : 1);
    const single = code > 0xffff ? 0 : (SINGLE[code] as number);
    if (single !== 0) add(single, at, next, codes, from, to);
    else if (code === PLUS && isDigit(codes.at(-1))) add(PLUS, at, next, codes, from, to);
    else for (const each of canonicalOf(code)) add(each, at, next, codes, from, to);
    at = next;
  }
  spellNumbers(codes, from, to);
  while (codes.at(-1) === SPACE || codes.at(-1) === BREAK) cut(codes.length - 1, 1, [], codes, from, to);
}

/** Puts codes in the place of others; what comes in stands where those stood that go. */
function cut(
  start: number,
  count: number,
  instead: readonly number[],
  codes: number[],
  from: number[] | null,
  to: number[] | null,
): void {
  codes.splice(start, count, ...instead);
  if (from === null || to === null) return;
  const begin = from[start] as number;
  const end = to[start + count - 1] as number;
  from.splice(start, count, ...instead.map(() => begin));
  to.splice(start, count, ...instead.map(() => end));
}

function add(
  code: number,
  at: number,
  next: number,
  codes: number[],
  from: number[] | null,
  to: number[] | null,
): void {
  const last = codes.length === 0 ? BREAK : (codes[codes.length - 1] as number);
  if (code === SPACE && (last === SPACE || last === BREAK)) return;
  if (code === BREAK && (last === SPACE || last === BREAK)) {
    if (codes.length > 0) codes[codes.length - 1] = BREAK;
    return;
  }
  if (TENS.has(code) && codes.at(-1) === TWO) codes[codes.length - 1] = BOTH;
  codes.push(code);
  from?.push(at);
  to?.push(next);
  if (REGIONAL.has(code)) replaceRegional(code, codes, from, to);
  if (codes.at(-1) !== NOT) return;
  const denied = deniedLength(codes);
  if (denied > 0) cut(codes.length - denied, denied, [DENIED], codes, from, to);
}

/** What may stand between the two halves of a denied denial: 没(说过)不, 不是(我故意)不. */
const BETWEEN = new Set(
  [...'我说过是有打算想故意会可能又要就你他她们并真讲准备愿'].map((each) => each.codePointAt(0) as number),
);
const [WHO, HOW] = [...'谁么'].map((each) => each.codePointAt(0) as number) as [number, number];
const NEITHER = 0x975e; // 非
const LONGEST_DENIAL = 7;

/**
 * How many of the last codes, which end in 不, deny a denial: 不是不, 没说过不, 谁说我不, 怎么可能不; 0 for none. 是不是不 only
 * asks.
 */
function deniedLength(codes: readonly number[]): number {
  const end = codes.length - 1;
  for (let length = 2; length <= LONGEST_DENIAL && length <= codes.length; length += 1) {
    const at = end + 1 - length;
    const code = codes[at] as number;
    if (code === NOT) return codes[at + 1] === IS && length > 2 && codes[at - 1] !== IS ? length : 0;
    if (code === HAVE_NOT || code === NEITHER) return length;
    if ((code === WHO || code === HOW) && length > 2) return length;
    if (!BETWEEN.has(code)) return 0;
  }
  return 0;
}

/** A plus belongs to the digit before it: M3+ is not M3. */
const isDigit = (code: number | undefined): boolean => code !== undefined && code >= 0x30 && code <= 0x39;

export const textOf = (codes: readonly number[]): string => {
  let text = '';
  for (const code of codes) text += String.fromCodePoint(code);
  return text;
};

/** The runs of codes between separators; no run is empty. */
export function runsOf(codes: readonly number[], isSeparator: (code: number) => boolean): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  for (const code of codes) {
    if (isSeparator(code)) {
      if (run.length > 0) runs.push(run);
      run = [];
    } else run.push(code);
  }
  if (run.length > 0) runs.push(run);
  return runs;
}
