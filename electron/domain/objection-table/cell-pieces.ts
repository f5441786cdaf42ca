import type {Language} from '../../contract/values.ts';

/** `1.`, `2、`, `(3)`, `①`, `-`: what stands in front of the entries of a list. Not the 1 of `1.5`. */
const NUMBERED = /^\s*(?:[(（]\s*\d{1,2}\s*[)）]|\d{1,2}\s*(?:[)）、．]|\.(?!\d))|[\u2460-\u2473]|[-–—•·●▪*]\s)\s*/u;
const QUOTES: readonly (readonly [string, string])[] = [
  ['“', '”'],
  ['"', '"'],
  ['「', '」'],
  ['『', '』'],
  ['‘', '’'],
];

/** What a cell lists, one entry on each line; `also` are marks that part entries within a line. */
export function listedIn(cell: string, also: RegExp | null = null): string[] {
  const lines = unformatted(cell)
    .split(/\r\n|\r|\n/)
    .flatMap((line) => (also === null ? [line] : line.split(also)))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  // One sentence may begin with a number of its own; a list numbers every entry.
  const numbered = lines.length > 1 && lines.every((line) => NUMBERED.test(line));
  return lines.map((line) => unquoted(numbered ? line.replace(NUMBERED, '') : line)).filter((entry) => entry !== '');
}

/** What customers say, several in one cell: by line, or parted by semicolons. */
export const phrasingsIn = (cell: string): string[] => listedIn(cell, /[;；]/);

const HAN = /\p{Script=Han}/u;
const RUNS_ON = /[\p{Script=Han}\p{P}]/u;

/** A sentence to be spoken: in one line, and Chinese without the spaces that line breaks would become. */
export const spokenIn = (cell: string): string =>
  unformatted(cell).replace(/\s+/g, (gap, at: number, whole: string) => {
    const broken = /[\r\n]/.test(gap) && RUNS_ON.test(whole.charAt(at - 1));
    return broken && /[\p{Script=Han}“「（《]/u.test(whole.charAt(at + gap.length)) ? '' : ' ';
  });

/** Without what spreadsheets put in front to keep a text as text. */
export const unformatted = (cell: string): string => {
  const text = cell.trim();
  return /^="([^"]*)"$/.exec(text)?.[1] ?? text.replace(/^'(?=[\s\p{Z}\p{Cf}\p{DI}]*[=+\-@＝＋－＠−﹣﹢﹦﹫|%])/u, '');
};

/** A formula that was saved instead of what it came to, or the error that it came to. */
export const isFormula = (cell: string): boolean =>
  /^=\s*[A-Za-z0-9@+\-([{]/.test(unformatted(cell)) ||
  /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!)$/i.test(cell.trim());

function unquoted(text: string): string {
  for (const [open, close] of QUOTES) {
    const inner = text.slice(open.length, -close.length);
    if (
      text.length > 2 &&
      text.startsWith(open) &&
      text.endsWith(close) &&
      !inner.includes(open) &&
      !inner.includes(close)
    ) {
      return inner.trim();
    }
  }
  return text;
}

/** The language of a customer's sentence where it is not the pack's own. */
export function otherLanguage(text: string, pack: Language): Language | null {
  if (pack === 'en') return HAN.test(text) ? 'zh-CN' : null;
  return !HAN.test(text) && /[A-Za-z]{2,}/.test(text) ? 'en' : null;
}

/** Whether a question can be answered by yes or no. */
export const isClosed = (question: string): boolean =>
  /[吗嘛][？?。]?$|(?:是不是|能不能|可不可以|有没有|行不行|好不好)/u.test(question) ||
  /^(?:can|could|will|would|do|does|did|is|are|was|were|have|has|had|may|shall|should)\b/i.test(question);
