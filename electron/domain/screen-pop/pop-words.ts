import type {DroppedField} from '../../contract/dialer.ts';
import {cleanText, type LocalText} from '../../contract/values.ts';

const FIELD_SHOWN = 60;

/** A dropped field with its reason. The field's name is cut and cleaned; its value is never told. */
export function dropped(key: string, reason: DroppedField['reason'], why: LocalText): DroppedField {
  const field = [...cleanText(key).replace(/\s+/g, ' ').trim()].slice(0, FIELD_SHOWN / 2).join('');
  return {field, reason, why};
}

export const whys = {
  macro: (form: string): LocalText => ({
    'zh-CN': `拨号器没有填入内容，只发来了占位符（${form}），已略过。请检查拨号器里的字段名。`,
    en: `The dialer did not fill this in and sent its placeholder (${form}); it was left out. Check the field's name in the dialer.`,
  }),
  tooLong: (most: number): LocalText => ({
    'zh-CN': `内容超过 ${most} 个字符，已略过。`,
    en: `Longer than ${most} characters; it was left out.`,
  }),
  invalidPhone: {'zh-CN': '不是电话号码，已略过。', en: 'This is no phone number; it was left out.'},
  withheld: {'zh-CN': '对方没有显示号码。', en: 'The number is withheld.'},
  invalidZone: {'zh-CN': '没有这个时区，已略过。', en: 'There is no such time zone; it was left out.'},
  invalidLanguage: {
    'zh-CN': 'Callside 没有这种语言，已略过。',
    en: 'Callside does not have this language; it was left out.',
  },
  invalidDirection: {'zh-CN': '看不出是呼入还是呼出，已略过。', en: 'Neither inbound nor outbound; it was left out.'},
  invalidCount: {'zh-CN': '不是次数，已略过。', en: 'This is no count; it was left out.'},
  invalidText: {'zh-CN': '没有可读的文字，已略过。', en: 'There is no readable text in it; it was left out.'},
  notText: {'zh-CN': '不是文字，已略过。', en: 'This is no text; it was left out.'},
  outcome: {
    'zh-CN': '弹屏不能填写结果；结果由坐席保存。',
    en: 'A pop never sets an outcome; the agent saves it.',
  },
  command: {
    'zh-CN': '弹屏只显示信息，不会拨号，也不会执行操作。',
    en: 'A pop only shows; it never dials and does nothing else.',
  },
  tooMany: {'zh-CN': '字段太多，后面的没有读。', en: 'There are too many fields; the rest was not read.'},
} satisfies Record<string, LocalText | ((value: never) => LocalText)>;
