import {type Tone, TONES} from '../../contract/pack.ts';
import {plainWords} from './plain-words.ts';

/** What teams call the three tones; nothing here is shown. */
const WORDS: Record<Tone, string> = {
  soft: '温和 柔和 温柔 委婉 软 软性 亲和 soft softer gentle mild friendly',
  standard: '标准 中性 普通 一般 常规 正常 平和 standard neutral normal regular default medium',
  firm: '坚定 强硬 强势 严肃 严厉 硬 硬性 果断 firm firmer strong hard strict assertive',
};
const EVERY = new Set(['全部', '所有', '通用', '都可以', '不限', 'all', 'any', 'every']);

const TONE_OF = new Map(
  TONES.flatMap((tone) => [tone, ...WORDS[tone].split(' ')].map((word): [string, Tone] => [word, tone])),
);

/** The tones that a cell names, one or several; null when a word in it is none. */
export function tonesIn(cell: string): Tone[] | null {
  const words = cell
    .split(/[\s,，、;；/／|&+]+/u)
    .map((word) => plainWords(word).replace(/(?:语气|口吻|型|版|的|tone)$/u, ''))
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  const found = new Set<Tone>();
  for (const word of words) {
    if (EVERY.has(word)) return [...TONES];
    const tone = TONE_OF.get(word);
    if (tone === undefined) return null;
    found.add(tone);
  }
  return TONES.filter((tone) => found.has(tone));
}
