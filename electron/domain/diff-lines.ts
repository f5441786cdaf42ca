import type {PackChange, WordMark} from '../contract/methods.ts';
import type {Language} from '../contract/values.ts';
import {CHANGE_WORDS, insideWords, KIND_WORDS} from './change-words.ts';
import {foldWholes, type ListedChange} from './listed-changes.ts';
import {placeInWords} from './place-words.ts';

/** Changes as lines of plain text: where, and under it the words with `[-what went-]` and `{+what came+}`. */
export function diffLines(changes: readonly PackChange[], language: Language): string[] {
  return foldWholes(changes).flatMap((change) => [
    `${KIND_WORDS[change.kind][language]}  ${placeInWords(change.place, language)}`,
    ...bodyOf(change, language).map((line) => `      ${line}`),
  ]);
}

function bodyOf({kind, before, after, words, inside}: ListedChange, language: Language): string[] {
  const more = inside === 0 ? '' : ` ${insideWords(inside)[language]}`;
  if (kind === 'moved') {
    const {from, to} = CHANGE_WORDS;
    const [one, other] = [placeInWords(before ?? '', language), placeInWords(after ?? '', language)];
    const said = words === undefined ? [] : [words.map(marked).join('')];
    return [...said, `${from[language]} ${one} → ${to[language]} ${other}`];
  }
  const whole = (text: string): WordMark[] => [{kind: kind === 'added' ? 'added' : 'removed', text}];
  const marks = words ?? whole((kind === 'added' ? after : before) ?? '');
  return isList(before, after) ? listLines(marks) : [`${marks.map(marked).join('')}${more}`];
}

const isList = (before: string | null, after: string | null): boolean => `${before ?? ''}${after ?? ''}`.includes('\n');

/** Of a list only the words that came or went: it may have thousands. */
const listLines = (marks: readonly WordMark[]): string[] =>
  marks.filter(({kind}) => kind !== 'same').map(({kind, text}) => marked({kind, text: text.replace(/\n$/, '')}));

function marked({kind, text}: WordMark): string {
  if (kind === 'same') return text;
  return kind === 'added' ? `{+${text}+}` : `[-${text}-]`;
}
