import type {Pack, Slot} from '../../contract/pack.ts';
import type {Language} from '../../contract/values.ts';
import {saidTexts} from '../said-texts.ts';
import {piecesOf} from '../script-lines.ts';
import {type Noted, text} from './noted.ts';

/**
 * How much may stand between two pauses, and in a sentence. Chinese in spoken characters, English in words. Read aloud, a breath
 * carries some 18 syllables on average ("The study of breath group based on oral airflow in reading by healthy speakers", 2008), and
 * sentences of 27 on average were read in one breath (Whalen and Kinsella-Shaw, Phonetica 54, 1997). The limits are ours.
 */
const LIMITS = {'zh-CN': {stretch: 30, sentence: 60}, en: {stretch: 27, sentence: 45}} as const;

/** What is read aloud for a slot, in characters and in words. */
const SLOT_LENGTH: Record<Slot['type'], Record<Language, number>> = {
  text: {'zh-CN': 4, en: 2},
  money: {'zh-CN': 7, en: 5},
  date: {'zh-CN': 5, en: 2},
  number: {'zh-CN': 2, en: 1},
  phone: {'zh-CN': 11, en: 10},
};

const SENTENCE_ENDS = {'zh-CN': /[。！？!?；;\n]+/u, en: /(?<=[.!?;])["')\]]*\s+/} as const;
const PAUSES = {
  'zh-CN': /[。！？!?；;，,、：:…—\s]+/u,
  en: /[.!?;,:]["')\]]*(?:\s+|$)|\s*(?:—|–|\s-\s|\.{3}|…)\s*/,
} as const;
const SPOKEN = {'zh-CN': /\p{Script=Han}|[A-Za-z]+|\d/gu, en: /[\p{L}\p{N}'’-]+/gu} as const;
/** Stands for one spoken unit of a slot. */
const UNIT = {'zh-CN': '某', en: 'so '} as const;

/** Sentences, and stretches without a pause, that are too long to be said in one breath. */
export function breathFindings(pack: Pack): Noted[] {
  const {language} = pack;
  const {stretch, sentence} = LIMITS[language];
  return saidTexts(pack).flatMap(({path, text: said}): Noted[] => {
    const spoken = readAloud(said, pack);
    const longest = mostUnits(spoken.split(SENTENCE_ENDS[language]), language);
    if (longest > sentence) {
      const message = text(
        `有一句话读出来约 ${longest} 个字，一口气说不完（最多 ${sentence}）；请拆成两句`,
        `a sentence of about ${longest} words cannot be said in one breath (at most ${sentence}): make two of it`,
      );
      return [{rule: 'sentence-too-long', path, message}];
    }
    const unbroken = mostUnits(spoken.split(PAUSES[language]), language);
    if (unbroken <= stretch) return [];
    const message = text(
      `约 ${unbroken} 个字没有停顿，一口气说不完（最多 ${stretch}）；请加逗号或拆开`,
      `about ${unbroken} words without a pause cannot be said in one breath (at most ${stretch}): add a comma or break it up`,
    );
    return [{rule: 'sentence-too-long', path, message}];
  });
}

function readAloud(said: string, {slots, language}: Pack): string {
  return piecesOf(said, slots, new Map())
    .map(({slot, text: words}) => (slot === null ? words : UNIT[language].repeat(SLOT_LENGTH[slot.type][language])))
    .join('');
}

const mostUnits = (parts: readonly string[], language: Language): number =>
  Math.max(0, ...parts.map((part) => part.match(SPOKEN[language])?.length ?? 0));
