import {BREAK, codesOf, isHan, SPACE} from './canonical.ts';

/** What says nothing (嗯, 就是说, 知道吗): left out before and after what is said, as long as two units remain. */
export class Fillers {
  private readonly byFirst = new Map<number, (readonly number[])[]>();
  private readonly byLast = new Map<number, (readonly number[])[]>();

  constructor(words: readonly string[]) {
    for (const word of words) {
      const codes = codesOf(word);
      const [first] = codes;
      const last = codes.at(-1);
      if (first === undefined || last === undefined) continue;
      keep(this.byFirst, first, codes);
      keep(this.byLast, last, codes);
    }
  }

  /** Is it one of the words, and nothing else? */
  isOnlyTalk(codes: readonly number[]): boolean {
    const words = this.byFirst.get(codes[0] as number) ?? [];
    return words.some((word) => word.length === codes.length && word.every((code, i) => codes[i] === code));
  }

  strip(clause: readonly number[]): readonly number[] {
    let from = 0;
    let to = clause.length;
    for (;;) {
      const before = this.standing(this.byFirst.get(clause[from] as number), clause, from, to, false);
      if (before > 0) from = past(clause, from + before);
      const after = this.standing(this.byLast.get(clause[to - 1] as number), clause, from, to, true);
      if (after > 0) to -= after;
      while (to > from && isGap(clause[to - 1])) to -= 1;
      if (before === 0 && after === 0) break;
    }
    return from === 0 && to === clause.length ? clause : clause.slice(from, to);
  }

  /** How many codes the longest of the words takes at one end of what is left; 0 when none stands there. */
  private standing(
    words: readonly (readonly number[])[] | undefined,
    clause: readonly number[],
    from: number,
    to: number,
    atEnd: boolean,
  ): number {
    for (const word of words ?? []) {
      if (to - from - word.length < 2) continue;
      const at = atEnd ? to - word.length : from;
      if (!word.every((code, i) => clause[at + i] === code)) continue;
      // A word of letters ends where a word ends.
      const neighbour = atEnd ? clause[at - 1] : clause[at + word.length];
      if (isHan(word[0] as number) || isGap(neighbour)) return word.length;
    }
    return 0;
  }
}

function keep(map: Map<number, (readonly number[])[]>, key: number, word: readonly number[]): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [word]);
  else {
    known.push(word);
    known.sort((a, b) => b.length - a.length);
  }
}

/** A clause of nothing but talk (喂你好，我跟你说啊，…) goes with the pause after it. */
const isGap = (code: number | undefined): boolean => code === SPACE || code === BREAK;

const past = (clause: readonly number[], from: number): number => {
  let at = from;
  while (isGap(clause[at])) at += 1;
  return at;
};
