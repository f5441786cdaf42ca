import {diffArrays} from 'diff';
import type {WordMark} from '../contract/methods.ts';
import {inKeptOrder} from './kept-order.ts';

// A slot is one piece, so that half of its name is never marked.
const SLOT = /(\{[^{}]*\})/u;
const WORDS = new Intl.Segmenter('zh', {granularity: 'word'});

/** Words that a change between two sentences is told by: Chinese ones, too. Together they are the text. */
export function pieces(text: string): string[] {
  return text
    .split(SLOT)
    .flatMap((part, i) => (i % 2 === 1 ? [part] : Array.from(WORDS.segment(part), ({segment}) => segment)));
}

/** Two wordings as one: what stayed, what went and what came, word by word. */
export function wordMarks(before: string, after: string): WordMark[] {
  if (before === '' || after === '') return marksOf([before], [after]);
  const marks: WordMark[] = [];
  for (const {added, removed, value} of diffArrays(pieces(before), pieces(after))) {
    marks.push({kind: added ? 'added' : removed ? 'removed' : 'same', text: value.join('')});
  }
  return joined(marks);
}

const marksOf = (went: readonly string[], came: readonly string[]): WordMark[] =>
  [
    ...went.map((text): WordMark => ({kind: 'removed', text})),
    ...came.map((text): WordMark => ({kind: 'added', text})),
  ].filter(({text}) => text !== '');

/** A space between two changed words belongs to the change: "pay now" → "call back" is one change and not two. */
function joined(marks: readonly WordMark[]): WordMark[] {
  const told: WordMark[] = [];
  let [went, came] = ['', ''];
  const flush = () => {
    told.push(...marksOf([went], [came]));
    [went, came] = ['', ''];
  };
  marks.forEach(({kind, text}, i) => {
    if (kind === 'removed') went += text;
    else if (kind === 'added') came += text;
    else if (went !== '' && came !== '' && text.trim() === '' && i < marks.length - 1) {
      went += text;
      came += text;
    } else {
      flush();
      told.push({kind, text});
    }
  });
  flush();
  return told;
}

/** How a list of plain words became another one. */
export interface ListChange {
  /** Item by item, each with its line end but the last; null when no item came or went. */
  marks: WordMark[] | null;
  /** Items that only changed their turn; counted from 0. */
  moved: {text: string; from: number; to: number}[];
}

export function listChange(before: readonly string[], after: readonly string[]): ListChange {
  const [old, fresh] = [counted(before), counted(after)];
  const [inOld, inFresh] = [new Set(old), new Set(fresh)];
  const kept = inKeptOrder(
    old.filter((key) => inFresh.has(key)),
    fresh.filter((key) => inOld.has(key)),
  );
  const marks: WordMark[] = [];
  let at = 0;
  const wentUpTo = (end: string | null) => {
    for (; at < old.length && old[at] !== end; at += 1) {
      if (!inFresh.has(old[at] as string)) marks.push({kind: 'removed', text: before[at] as string});
    }
    at += 1;
  };
  const moved: ListChange['moved'] = [];
  const place = new Map(old.map((key, i) => [key, i]));
  fresh.forEach((key, to) => {
    const text = after[to] as string;
    if (kept.has(key)) wentUpTo(key);
    else if (inOld.has(key)) moved.push({text, from: place.get(key) ?? 0, to});
    marks.push({kind: inOld.has(key) ? 'same' : 'added', text});
  });
  wentUpTo(null);
  const changed = marks.some(({kind}) => kind !== 'same');
  const lines = marks.map(({kind, text}, i) => ({kind, text: i === marks.length - 1 ? text : `${text}\n`}));
  return {marks: changed ? lines : null, moved};
}

/** The same word twice is two items. */
function counted(items: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const turn = seen.get(item) ?? 0;
    seen.set(item, turn + 1);
    return `${turn} ${item}`;
  });
}
