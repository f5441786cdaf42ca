import type {Flag, PhoneLine} from '../../../electron/contract/flags.ts';
import type {Day, Id, Language, LocalText} from '../../../electron/contract/values.ts';
import {SUICIDE_SIGN} from '../../../electron/domain/gate.ts';
import type {KeyedFlag} from '../keys.ts';

/** What a wish is understood from: the customer's own clock, the number in use, and who is on the line. */
export interface FlagPlace {
  today: Day;
  /** `HH:MM` of the customer. */
  time: string;
  numberId: Id | null;
  line: PhoneLine;
  /** Somebody else than the customer answered. */
  third: boolean;
  language: Language;
}

const text = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});

/** The word on the key of a wish. */
export const FLAG_KEY_WORDS: Record<KeyedFlag, LocalText> = {
  inconvenientTime: text('时间', 'Time'),
  inconvenientPlace: text('场所', 'Place'),
  stopCalls: text('停拨', 'Stop'),
  attorney: text('律师', 'Lawyer'),
  workProhibited: text('单位', 'Work'),
  language: text('语言', 'Lang.'),
  vulnerable: text('关照', 'Care'),
};

/** What one key notes at once: the widest reading of the wish, until it is said more exactly. */
export function flagAtOnce(kind: KeyedFlag, {today, numberId, line, third, language}: FlagPlace): Flag {
  switch (kind) {
    case 'inconvenientTime':
      return {kind, through: today};
    case 'inconvenientPlace':
      return {kind, line};
    case 'stopCalls':
      return third ? {kind: 'thirdPartyStop', numberId} : {kind, numberId: null};
    case 'attorney':
      return {kind, name: null, canAscertain: true};
    case 'workProhibited':
      return {kind};
    case 'language':
      return {kind, language: null};
    case 'vulnerable':
      return {kind, sign: UNNAMED_SIGN[language]};
  }
}

const UNNAMED_SIGN = text('未写明', 'not named');

/** A more exact reading, taken by a digit. */
export interface FlagChoice {
  words: LocalText;
  flag: Flag;
}

function timeChoices({today, time}: FlagPlace): FlagChoice[] {
  const kind = 'inconvenientTime';
  const hour = Number(time.slice(0, 2));
  const clock = (of: number) => `${String(of % 24).padStart(2, '0')}:00`;
  const [from, to] = [clock(hour), clock(hour + 1)];
  return [
    {words: text('今天别再打', 'not today'), flag: {kind, through: today}},
    {words: text(`每天 ${from}–${to} 不打`, `never ${from}–${to}`), flag: {kind, from, to}},
    {
      words: text('工作日 9–18 点不打', 'not on workdays 9–18'),
      flag: {kind, days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00'},
    },
    {words: text('周末不打', 'not on weekends'), flag: {kind, days: [6, 7]}},
    {words: text('晚上 18 点后不打', 'not after 18:00'), flag: {kind, from: '18:00', to: '00:00'}},
  ];
}

function stopChoices({numberId, third}: FlagPlace): FlagChoice[] {
  if (third) return [];
  return [
    {words: text('所有电话', 'all calls'), flag: {kind: 'stopCalls', numberId: null}},
    ...(numberId === null
      ? []
      : [{words: text('只停这个号码', 'this number only'), flag: {kind: 'stopCalls', numberId} as const}]),
    {words: text('书面要求停止一切联系', 'no contact at all, in writing'), flag: {kind: 'cease', form: 'written'}},
    {
      words: text('电子方式要求停止一切联系', 'no contact at all, electronically'),
      flag: {kind: 'cease', form: 'electronic'},
    },
  ];
}

function signChoices(language: Language): FlagChoice[] {
  const kind = 'vulnerable';
  return [
    SUICIDE_SIGN,
    text('重病或住院', 'gravely ill'),
    text('精神或认知困难', 'mental health'),
    text('亲人去世', 'bereaved'),
  ].map((words) => ({words, flag: {kind, sign: words[language]}}));
}

/** The more exact readings of a wish, in the order of their digits. */
export function flagChoices(kind: KeyedFlag, place: FlagPlace): FlagChoice[] {
  switch (kind) {
    case 'inconvenientTime':
      return timeChoices(place);
    case 'inconvenientPlace':
      return [
        {words: text('手机', 'mobile'), flag: {kind, line: 'mobile'}},
        {words: text('家里', 'home'), flag: {kind, line: 'home'}},
        {words: text('单位', 'work'), flag: {kind, line: 'work'}},
      ];
    case 'stopCalls':
      return stopChoices(place);
    case 'attorney':
      return [
        {
          words: text('知道或查得到律师是谁', 'name and address can be found'),
          flag: {kind, name: null, canAscertain: true},
        },
        {words: text('查不到律师是谁', 'they cannot be found'), flag: {kind, name: null, canAscertain: false}},
      ];
    case 'workProhibited':
      return [];
    case 'language':
      return [
        text('普通话', 'Mandarin'),
        text('粤语', 'Cantonese'),
        text('英语', 'English'),
        text('西班牙语', 'Spanish'),
      ].map((words) => ({words, flag: {kind, language: words[place.language]}}));
    case 'vulnerable':
      return signChoices(place.language);
  }
}

/** Which key a noted wish belongs to; null for those that have none. */
export function keyOfFlag(flag: Flag): KeyedFlag | null {
  switch (flag.kind) {
    case 'thirdPartyStop':
    case 'cease':
      return 'stopCalls';
    case 'inconvenientTime':
    case 'inconvenientPlace':
    case 'stopCalls':
    case 'attorney':
    case 'workProhibited':
    case 'language':
    case 'vulnerable':
      return flag.kind;
    default:
      return null;
  }
}
