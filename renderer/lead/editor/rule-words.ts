import {PLACED_CALLS, REQUIRED_LINES, type RuleCondition, WISHES} from '../../../electron/contract/contact-rules.ts';
import {CONDUCT_CATEGORIES} from '../../../electron/contract/conduct.ts';
import {CONDUCT_LABELS, PHONE_LINE_LABELS, REQUIRED_LINE_LABELS} from '../../../electron/contract/labels.ts';
import type {LocalText} from '../../../electron/contract/values.ts';
import type {RuleDocument} from './rule-form.tsx';

const text = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});

/** What a rule looks at, in words. */
export const RULE_KIND_LABELS: Record<RuleCondition['kind'], LocalText> = {
  openHours: text('可联系的时段', 'Hours open for contact'),
  customerWishes: text('客户的要求', 'What the customer asked for'),
  oneReply: text('可回复一次', 'One reply'),
  placedCalls: text('一段时间内的拨打次数', 'Calls placed in some days'),
  afterConversation: text('通话之后的间隔', 'Days after a conversation'),
  excludedCalls: text('不计入的电话', 'Calls that are not counted'),
  countedOutcomes: text('计入的结果', 'Outcomes that count'),
  wrongNumberCalls: text('错号的电话', 'Calls to wrong numbers'),
  countedPerDebt: text('按每笔债务计数', 'Counted per debt'),
  closeCalls: text('间隔过近的电话', 'Calls close together'),
  conversationsADay: text('一天的通话次数', 'Conversations in a day'),
  notificationsADay: text('一天的通知次数', 'Notices in a day'),
  failedTriesADay: text('一天未接通的次数', 'Failed tries in a day'),
  daysBetweenContacts: text('两次联系之间的天数', 'Days between contacts'),
  communications: text('一段时间内的联系次数', 'Calls and texts in some days'),
  lineDue: text('必须说的话', 'Lines that are due'),
  fieldDue: text('必须记的内容', 'Fields that are due'),
  thirdParty: text('第三方', 'Third parties'),
  lostContactFirst: text('先确认失联', 'Contact lost first'),
  askedNotToBeContacted: text('第三方要求不再联系', 'Asked not to be contacted'),
  ceased: text('书面要求停止联系', 'Wants no further contact'),
  stopRequested: text('要求不再打电话', 'Wants no more calls'),
  attorneyKnown: text('有律师代理', 'Has an attorney'),
  workProhibited: text('工作单位不许接听', 'No calls at work'),
  openDispute: text('有异议', 'Open dispute'),
  validationNotice: text('债务告知', 'Validation notice'),
  forbiddenText: text('不得说、不得写的内容', 'What must not be said or written'),
  kept: text('记录保存', 'Records that are kept'),
  retentionReached: text('保存期限已到', 'Retention is over'),
  exportAbroad: text('向境外导出', 'Export abroad'),
  limitation: text('诉讼时效', 'Limitation'),
  assessment: text('评估', 'Assessment'),
  vulnerable: text('需要特别照顾', 'Vulnerable'),
  premiumCallback: text('收费号码回拨', 'Premium numbers to call back'),
  notImplemented: text('不判断', 'Not judged'),
};

/** The rules that a company adds, with figures to begin with. */
export const NEW_CONDITIONS: Partial<Record<RuleCondition['kind'], RuleDocument['condition']>> = {
  openHours: {
    kind: 'openHours',
    from: '09:00',
    to: '20:00',
    closing: 'closed',
    zone: 'own',
    ifUnknown: [],
    severalZones: false,
    who: 'anyone',
    media: ['call'],
  },
  placedCalls: {kind: 'placedCalls', limit: 3, days: 7},
  afterConversation: {kind: 'afterConversation', days: 7},
  closeCalls: {kind: 'closeCalls', minutes: 60, perDay: 3},
  conversationsADay: {kind: 'conversationsADay', warnAt: 1, limit: 2, zone: 'own'},
  notificationsADay: {kind: 'notificationsADay', limit: 1, zone: 'own'},
  failedTriesADay: {kind: 'failedTriesADay', limit: 3, outcomes: ['callNoAnswer', 'callBusy'], zone: 'own'},
  daysBetweenContacts: {kind: 'daysBetweenContacts', days: 1, zone: 'own'},
  communications: {kind: 'communications', limits: [{lines: ['mobile'], limit: 3, days: 7}]},
  customerWishes: {kind: 'customerWishes', about: ['times']},
  lineDue: {kind: 'lineDue', lines: [{line: 'recordingNotice', moment: 'opening'}], when: 'everyCall'},
  forbiddenText: {kind: 'forbiddenText', checks: ['improper_promise'], onlyTimeBarred: false},
  premiumCallback: {kind: 'premiumCallback', prefixes: []},
  kept: {kind: 'kept', years: 3, from: 'closed', products: []},
};

/** The figures of conditions, by their keys. */
export const FIGURE_LABELS: Record<string, LocalText | undefined> = {
  from: text('从', 'From'),
  to: text('到', 'To'),
  closing: text('最后一刻', 'The very last instant'),
  zone: text('按谁的时区', 'Time zone of the days'),
  ifUnknown: text('不知道所在地时看这些时区', 'Zones looked at when the place is not known'),
  severalZones: text('仅在时区可能不同时', 'Only when the zones may differ'),
  who: text('对谁', 'To whom'),
  media: text('联系方式', 'By which means'),
  about: text('哪些要求', 'Which wishes'),
  limit: text('最多几次', 'At most'),
  days: text('多少天内', 'Days'),
  minutes: text('多少分钟内', 'Minutes'),
  perDay: text('一天第几次起', 'From which one of a day'),
  warnAt: text('第几次起提醒', 'Warns from'),
  outcomes: text('哪些结果', 'Which outcomes'),
  unconnected: text('未接通的结果', 'Outcomes not connected'),
  line: text('话术', 'Line'),
  lines: text('话术', 'Lines'),
  'communications.lines': text('号码的种类', 'Kinds of number'),
  'kept.from': text('从何时起', 'Counted from'),
  moment: text('何时说', 'When it is said'),
  limits: text('限额', 'Limits'),
  fields: text('字段', 'Fields'),
  when: text('何时', 'When'),
  may: text('允许什么', 'What is allowed'),
  failedTries: text('未接通几次后', 'After failed tries'),
  periodDays: text('期限（天）', 'Period in days'),
  checks: text('哪些类别', 'Which categories'),
  onlyTimeBarred: text('仅限过了时效的', 'Only of time-barred debts'),
  years: text('年', 'Years'),
  products: text('产品（空为全部）', 'Products (none: all)'),
  months: text('月', 'Months'),
  prefixes: text('号码开头', 'Prefixes'),
  consentDays: text('同意的有效天数', 'Days that a consent lasts'),
  roles: text('身份', 'Roles'),
  oneDebtTypes: text('算作一笔的类型', 'Types that are one debt'),
};

/** Of what a figure is chosen, by the kind and the key, or by the key alone. */
const ONE_OF: Record<string, readonly string[] | undefined> = {
  closing: ['open', 'closed'],
  who: ['consumer', 'anyone'],
  may: ['locationOnce', 'relayOnly', 'hideOnly'],
  'kept.from': ['closed', 'lastCollection'],
  'lineDue.when': ['everyCall', 'firstCommunication', 'laterCommunication', 'otherLanguage', 'hardship'],
  'fieldDue.when': ['everyCall', 'visit', 'export'],
  line: REQUIRED_LINES,
  moment: ['opening', 'afterIdentity', 'voicemail'],
};
const SOME_OF: Record<string, readonly string[] | undefined> = {
  media: ['call', 'sms', 'email', 'visit'],
  about: WISHES,
  checks: CONDUCT_CATEGORIES,
  outcomes: PLACED_CALLS,
  unconnected: PLACED_CALLS,
  roles: ['attorney', 'creditor'],
  'communications.lines': Object.keys(PHONE_LINE_LABELS),
};

/** Of what one value may be chosen; undefined where anything may be typed. */
export const oneOf = (kind: RuleCondition['kind'], name: string) => ONE_OF[`${kind}.${name}`] ?? ONE_OF[name];

/** Of what several values may be chosen; undefined where anything may be typed. */
export const someOf = (kind: RuleCondition['kind'], name: string) => SOME_OF[`${kind}.${name}`] ?? SOME_OF[name];

/** What a condition holds instead of figures, as people say it. */
export const VALUE_LABELS: Record<string, LocalText | undefined> = {
  ...CONDUCT_LABELS,
  ...PHONE_LINE_LABELS,
  ...REQUIRED_LINE_LABELS,
  true: text('是', 'Yes'),
  false: text('否', 'No'),
  own: text('客户所在时区', 'The customer’s own'),
  consumer: text('客户本人', 'The customer'),
  anyone: text('任何人', 'Anybody'),
  open: text('仍可联系', 'Still open'),
  closed: text('已不可联系', 'Closed already'),
  'kept.closed': text('结清之日', 'The day the account closes'),
  lastCollection: text('最后一次催收之日', 'The last day of collecting'),
  locationOnce: text('只可询问一次下落', 'May be asked once where the customer is'),
  relayOnly: text('只可请其转告', 'May only be asked to pass on a message'),
  hideOnly: text('什么都不可问', 'May be asked nothing'),
  everyCall: text('每通电话', 'In every call'),
  firstCommunication: text('首次沟通', 'In the first communication'),
  laterCommunication: text('以后的沟通', 'In later communications'),
  otherLanguage: text('客户说另一种语言', 'When the customer speaks another language'),
  hardship: text('客户有困难', 'When the customer is in hardship'),
  visit: text('上门', 'Visit'),
  export: text('导出', 'Export'),
  opening: text('接通后马上', 'At once'),
  afterIdentity: text('核实本人之后', 'After the right party is confirmed'),
  voicemail: text('语音信箱', 'On a voicemail'),
  call: text('电话', 'Call'),
  sms: text('短信', 'Text message'),
  email: text('邮件', 'E-mail'),
  times: text('时间', 'Times'),
  places: text('场所', 'Places'),
  calls: text('不要来电', 'No calls'),
  cease: text('停止一切联系', 'No contact at all'),
  'customerWishes.attorney': text('联系律师', 'The attorney instead'),
  'customerWishes.work': text('不打单位', 'Not at work'),
  attorney: text('律师', 'Attorney'),
  creditor: text('债权人', 'Creditor'),
  callNoAnswer: text('无人接听', 'No answer'),
  callVoicemail: text('语音信箱', 'Voicemail'),
  callConversation: text('通话', 'Conversation'),
  callDropped: text('接通即断', 'Dropped'),
  callDeclined: text('拒接', 'Declined'),
  callRinglessVoicemail: text('不响铃的语音留言', 'Ringless voicemail'),
  callBusy: text('占线', 'Busy'),
  callNotInService: text('空号或停机', 'Not in service'),
  callNotification: text('通知电话', 'Notification call'),
};

/** What a list of parts begins with, by its key. */
export const NEW_PARTS: Record<string, Readonly<Record<string, unknown>> | undefined> = {
  limits: {lines: ['mobile'], limit: 3, days: 7},
  lines: {line: 'identity', moment: 'opening'},
};
