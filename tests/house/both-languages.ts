import {withoutComments} from './source-file.ts';

const HAN = /\p{Script=Han}/u;
const LITERAL = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

/**
 * Sentences that have no twin: a text under the wrong language, and any Chinese text that no English one
 * follows (`say('…', '…')`, `{'zh-CN': '…', en: '…'}`).
 */
export function lonelyWords(path: string, code: string): string[] {
  const clean = withoutComments(code, true);
  const literals = [...clean.matchAll(LITERAL)];
  return literals.flatMap((literal, i) => {
    const [text] = literal;
    const words = withoutSlots(text);
    const key = /(?:'zh-CN'|(?<![\w.$'-])en)\s*:\s*$/.exec(clean.slice(0, literal.index))?.[0];
    const place = `${path}:${clean.slice(0, literal.index).split('\n').length}`;
    const asEnglish = key?.startsWith('en') === true;
    if (asEnglish && (HAN.test(words) || words.trim() === '')) return [`${place}: no English: ${text}`];
    if (asEnglish || !HAN.test(words)) return [];
    const next = literals[i + 1];
    const between = clean.slice(literal.index + text.length, next?.index ?? clean.length);
    // The twin is the very next text, after a comma or the colon of a choice, and has no Chinese in it.
    const twin = next !== undefined && /^\s*[,:]\s*(en\s*:\s*)?$/.test(between) && !HAN.test(withoutSlots(next[0]));
    return twin ? [] : [`${place}: no English beside ${text.slice(0, 40)}`];
  });
}

const withoutSlots = (literal: string): string => literal.slice(1, -1).replace(/\$\{[^}]*\}/g, 'x');
