import type {CheckedText, Finding} from '../contract/conduct.ts';
import type {WordList} from '../contract/pack.ts';
import {foldedCharacter, isUnseen} from './conduct/units.ts';

interface Words {
  /** Each word as it is compared, with the lists it stands in. */
  lists: Map<string, WordList[]>;
  lengths: number[];
}

/** A text as it is compared, and where each of its characters stands in what was typed. */
interface Folded {
  text: string;
  from: number[];
  to: number[];
}

const COMPILED = new WeakMap<readonly WordList[], Words>();
const LETTER = /[a-z0-9]/;
const ASIDE = /[\s\p{P}\p{S}]/u;

/**
 * What a pack's own word lists find in a text, first to last: plain words, whoever speaks; width, case, traditional characters,
 * spaces and signs between characters do not hide them. A Latin word is found as a whole word only. `rule` is the list's id. In a note
 * every finding only warns. Pure, and its time grows with the text, hardly with the lists.
 */
export function checkWords(lists: readonly WordList[], {kind, text}: Pick<CheckedText, 'kind' | 'text'>): Finding[] {
  if (lists.length === 0) return [];
  const {lists: known, lengths} = wordsOf(lists);
  const folded = foldedText(text);
  const found: Finding[] = [];
  for (let at = 0; at < folded.text.length; at += 1) {
    for (const length of lengths) {
      const end = at + length;
      if (end > folded.text.length) continue;
      const word = folded.text.slice(at, end);
      for (const {id, category, severity} of known.get(word) ?? []) {
        if (!standsAlone(folded.text, at, end)) continue;
        found.push({
          category,
          severity: kind === 'note' ? 'warn' : severity,
          start: folded.from[at] as number,
          end: folded.to[end - 1] as number,
          rule: id,
        });
      }
    }
  }
  return found;
}

/** Findings of several checks in one order. */
export const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((left, right) => left.start - right.start || right.end - left.end);

function wordsOf(lists: readonly WordList[]): Words {
  const known = COMPILED.get(lists);
  if (known !== undefined) return known;
  const made: Words = {lists: new Map(), lengths: []};
  for (const list of lists) {
    for (const word of list.words) {
      const {text} = foldedText(word);
      if (text === '') continue;
      const holders = made.lists.get(text);
      if (holders === undefined) made.lists.set(text, [list]);
      else if (!holders.includes(list)) holders.push(list);
    }
  }
  made.lengths = [...new Set([...made.lists.keys()].map(({length}) => length))].toSorted((left, right) => right - left);
  COMPILED.set(lists, made);
  return made;
}

/** Between two Latin letters one space is kept: without it words would run together. */
function foldedText(text: string): Folded {
  const folded: Folded = {text: '', from: [], to: []};
  let at = 0;
  let apart: number | null = null;
  for (const character of text) {
    const [start, end] = [at, at + character.length];
    at = end;
    if (isUnseen(character)) continue;
    if (ASIDE.test(character)) {
      apart ??= start;
      continue;
    }
    const letters = foldedCharacter(character);
    if (apart !== null && LETTER.test(folded.text.at(-1) ?? '') && LETTER.test(letters[0] ?? '')) {
      folded.text += ' ';
      folded.from.push(apart);
      folded.to.push(start);
    }
    apart = null;
    folded.text += letters;
    for (let i = 0; i < letters.length; i += 1) {
      folded.from.push(start);
      folded.to.push(end);
    }
  }
  return folded;
}

/** Whether no Latin word goes on at either end. */
function standsAlone(text: string, from: number, to: number): boolean {
  const joined = (left: number) => LETTER.test(text[left] ?? '') && LETTER.test(text[left + 1] ?? '');
  return !joined(from - 1) && !joined(to - 1);
}
