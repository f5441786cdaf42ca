import {FLAG_LABELS, PHONE_LINE_LABELS} from '../contract/labels.ts';
import type {Flag, SaidForm} from '../contract/flags.ts';
import type {Language, LocalText} from '../contract/values.ts';

const FORMS: Record<SaidForm, LocalText> = {
  written: {'zh-CN': '书面', en: 'in writing'},
  electronic: {'zh-CN': '电子方式', en: 'electronically'},
  oral: {'zh-CN': '口头', en: 'by word of mouth'},
};

const DAYS: readonly LocalText[] = [
  {'zh-CN': '周一', en: 'Mon'},
  {'zh-CN': '周二', en: 'Tue'},
  {'zh-CN': '周三', en: 'Wed'},
  {'zh-CN': '周四', en: 'Thu'},
  {'zh-CN': '周五', en: 'Fri'},
  {'zh-CN': '周六', en: 'Sat'},
  {'zh-CN': '周日', en: 'Sun'},
];
const BETWEEN: LocalText = {'zh-CN': '、', en: ', '};

const THROUGH: LocalText = {'zh-CN': '至', en: 'until'};
const WHOLE_DAY: LocalText = {'zh-CN': '全天', en: 'all day'};
const ALL_NUMBERS: LocalText = {'zh-CN': '所有号码', en: 'all numbers'};
const THIS_NUMBER: LocalText = {'zh-CN': '该号码', en: 'that number'};

function timeWords({days, from, to, through}: Extract<Flag, {kind: 'inconvenientTime'}>, language: Language): string {
  const hours = from === undefined && to === undefined ? WHOLE_DAY[language] : `${from ?? '00:00'}–${to ?? '24:00'}`;
  const on = days?.map((day) => DAYS[day - 1]?.[language]).join(BETWEEN[language]) ?? '';
  const end = through === undefined ? '' : `${THROUGH[language]} ${through}`;
  return [on, hours, end].filter((part) => part !== '').join(' ');
}

function details(flag: Flag, language: Language): string {
  switch (flag.kind) {
    case 'inconvenientTime':
      return timeWords(flag, language);
    case 'inconvenientPlace':
      return PHONE_LINE_LABELS[flag.line][language];
    case 'attorney':
      return flag.name ?? '';
    case 'cease':
    case 'dispute':
      return FORMS[flag.form][language];
    case 'stopCalls':
      return (flag.numberId === null ? ALL_NUMBERS : THIS_NUMBER)[language];
    case 'language':
      return flag.language ?? '';
    case 'location':
      return flag.timeZone;
    case 'vulnerable':
      return flag.sign;
    default:
      return '';
  }
}

/** A flag in a few words, its details behind its name. */
export function flagWords(flag: Flag, language: Language): string {
  const more = details(flag, language);
  const name = FLAG_LABELS[flag.kind][language];
  if (more === '') return name;
  return language === 'en' ? `${name}: ${more}` : `${name}：${more}`;
}
