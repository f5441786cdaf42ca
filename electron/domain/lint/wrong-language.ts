import type {Pack} from '../../contract/pack.ts';
import type {Language, LocalText} from '../../contract/values.ts';
import {saidTexts} from '../said-texts.ts';
import {type Noted, text} from './noted.ts';

const SLOT = /\{[A-Za-z0-9]+\}/g;
const HAN = /\p{Script=Han}/u;
/** Three words running are English; APP or SMS alone is said in Chinese, too. */
const ENGLISH_RUN = /[A-Za-z][A-Za-z'’-]*(?:\s+[A-Za-z][A-Za-z'’-]*){2,}/;
const LATIN = /[A-Za-z]{2,}/;

const NAMES: Record<Language, LocalText> = {'zh-CN': text('中文', 'Chinese'), en: text('英文', 'English')};

/** The words that are not in the pack's language; null where all are. */
function foreignIn(said: string, language: Language): string | null {
  const rest = said.replace(SLOT, '');
  if (language === 'en') return /\p{Script=Han}+/u.exec(rest)?.[0] ?? null;
  const run = ENGLISH_RUN.exec(rest)?.[0];
  if (run !== undefined) return run;
  return HAN.test(rest) ? null : (LATIN.exec(rest)?.[0] ?? null);
}

/** English in a Chinese pack and Chinese in an English one, where agents read it aloud or find it by its title. */
export function languageFindings(pack: Pack): Noted[] {
  const titles = [
    ...pack.stages.map(({title}, i) => ({path: `stages[${i}].title`, text: title})),
    ...pack.objections.map(({title}, i) => ({path: `objections[${i}].title`, text: title})),
    ...pack.branches.map(({title}, i) => ({path: `branches[${i}].title`, text: title})),
  ];
  return [...saidTexts(pack), ...titles].flatMap(({path, text: said}): Noted[] => {
    const foreign = foreignIn(said, pack.language);
    if (foreign === null) return [];
    const language = NAMES[pack.language];
    const message = text(
      `“${foreign}”不是${language['zh-CN']}，本包的坐席说${language['zh-CN']}`,
      `"${foreign}" is not ${language.en}, the language of this pack`,
    );
    return [{rule: 'wrong-language', path, message}];
  });
}
