import {CallEvent, type Outcome} from '../../../electron/contract/call.ts';
import type {TimelineEvent} from '../../../electron/contract/journal.ts';
import {PromiseEvent} from '../../../electron/contract/promise.ts';
import type {Language} from '../../../electron/contract/values.ts';
import {
  BRANCH_LABELS,
  CHECK_LABELS,
  CONTACT_LABELS,
  DIRECTION_LABELS,
  GOAL_LABELS,
  METHOD_LABELS,
  MODE_LABELS,
  PREPARED_LABELS,
  REACTION_LABELS,
  REASON_LABELS,
  REMINDER_LABELS,
  REQUIRED_LINE_LABELS,
  RESULT_LABELS,
  STAGE_LABELS,
  TONE_LABELS,
  VERDICT_LABELS,
} from '../../../electron/contract/labels.ts';
import {flagWords} from '../../../electron/domain/flag-words.ts';
import {dayInWords, money} from '../format.ts';
import {strings} from '../strings.ts';

/** An event as a person reads it: what happened, facts by name, and the id of the line that was said. */
export interface EventInWords {
  title: string;
  facts: [name: string, value: string][];
  lineId: string | null;
}

const texts = strings({
  opened: {'zh-CN': '打开通话', en: 'Call opened'},
  connected: {'zh-CN': '接通', en: 'Connected'},
  confirmed: {'zh-CN': '核实为本人', en: 'Right party confirmed'},
  third: {'zh-CN': '接听者是第三方', en: 'Third party on the line'},
  stage: (name: string) => ({'zh-CN': `进入阶段：${name}`, en: `Stage: ${name}`}),
  objection: (title: string) => ({'zh-CN': `客户异议：${title}`, en: `Objection: ${title}`}),
  line: {'zh-CN': '说了话术', en: 'Line said'},
  verbatim: {'zh-CN': '逐字话术', en: 'Line said as written'},
  branch: (name: string) => ({'zh-CN': `转入分支：${name}`, en: `Branch: ${name}`}),
  stageErased: {'zh-CN': '进入阶段', en: 'Stage'},
  objectionErased: {'zh-CN': '客户异议', en: 'Objection'},
  branchErased: {'zh-CN': '转入分支', en: 'Branch'},
  slot: {'zh-CN': '填写', en: 'Filled in'},
  read: {'zh-CN': '客户类型与情绪', en: 'Customer type and emotion'},
  planned: {'zh-CN': '通话前计划', en: 'Planned before the call'},
  goals: {'zh-CN': '目标', en: 'Goals'},
  predicted: {'zh-CN': '预计反应', en: 'Expected reaction'},
  prepared: {'zh-CN': '已查看', en: 'Looked at'},
  reminderChecked: {'zh-CN': '到期提醒核对', en: 'Reminder checklist'},
  paymentNoted: {'zh-CN': '登记到账', en: 'Payment noted'},
  promiseChecked: {'zh-CN': '查过：没有到账', en: 'Looked: nothing came in'},
  promiseReviewed: {'zh-CN': '组长处理连续爽约', en: 'Lead decided about broken promises'},
  amount: {'zh-CN': '金额', en: 'Amount'},
  day: {'zh-CN': '日期', en: 'Day'},
  through: {'zh-CN': '截至', en: 'Up to'},
  decision: {'zh-CN': '决定', en: 'Decision'},
  goalsMet: {'zh-CN': '达成的目标', en: 'Goals reached'},
  reaction: {'zh-CN': '实际反应', en: 'Reaction'},
  parts: (count: number) => ({'zh-CN': `分 ${count} 期`, en: `in ${count} parts`}),
  reminderOn: (at: string) => ({'zh-CN': `${at} 提醒`, en: `reminder ${at}`}),
  note: {'zh-CN': '备注', en: 'Note'},
  outcome: {'zh-CN': '保存结果', en: 'Outcome saved'},
  corrected: {'zh-CN': '更正结果（原记录保留）', en: 'Outcome corrected (the first record stays)'},
  erased: {
    'zh-CN': '内容已依法删除；这一环的证明仍在',
    en: 'The content was erased as the law allows; its link of the proof remains',
  },
  content: {'zh-CN': '内容', en: 'Content'},
  mode: {'zh-CN': '类型', en: 'Kind'},
  number: {'zh-CN': '号码', en: 'Number'},
  customer: {'zh-CN': '客户', en: 'Customer'},
  product: {'zh-CN': '产品', en: 'Product'},
  overdue: {'zh-CN': '逾期', en: 'Overdue'},
  days: (count: number) => ({'zh-CN': `${count} 天`, en: `${count} ${count === 1 ? 'day' : 'days'}`}),
  pack: {'zh-CN': '话术包', en: 'Pack'},
  checks: {'zh-CN': '核实方式', en: 'Checked by'},
  relation: {'zh-CN': '关系', en: 'Relation'},
  tone: {'zh-CN': '语气', en: 'Tone'},
  types: {'zh-CN': '类型', en: 'Type'},
  emotions: {'zh-CN': '情绪', en: 'Emotion'},
  why: {'zh-CN': '更正原因', en: 'Why corrected'},
  contact: {'zh-CN': '接通情况', en: 'Contact'},
  result: {'zh-CN': '结果', en: 'Result'},
  tags: {'zh-CN': '标签', en: 'Tags'},
  reason: {'zh-CN': '逾期原因', en: 'Reason for default'},
  promise: {'zh-CN': '承诺', en: 'Promise'},
  reminder: {'zh-CN': '同意提醒电话', en: 'agreed to a reminder call'},
  noReminder: {'zh-CN': '不同意提醒电话', en: 'no reminder call'},
  next: {'zh-CN': '下一步', en: 'Next action'},
  call: {'zh-CN': '致电', en: 'Call'},
  check: {'zh-CN': '查账', en: 'Check the account'},
  message: {'zh-CN': '短信', en: 'Message'},
  letter: {'zh-CN': '信函', en: 'Letter'},
  review: {'zh-CN': '复核', en: 'Review'},
  none: {'zh-CN': '无', en: 'None'},
  judged: {'zh-CN': '规则判断', en: 'Rules judged'},
  verdict: {'zh-CN': '结论', en: 'Verdict'},
  rules: {'zh-CN': '规则', en: 'Rules'},
  counted: {'zh-CN': '次数', en: 'Counted'},
  begun: {'zh-CN': '开始方式', en: 'Begun'},
  onLine: {'zh-CN': '客户已在线', en: 'customer already on the line'},
  begunHere: {'zh-CN': '计划拨打', en: 'planned'},
  overridden: {'zh-CN': '组长放行', en: 'Let pass by the lead'},
  whyPassed: {'zh-CN': '放行原因', en: 'Why let pass'},
  disclosed: (line: string) => ({'zh-CN': `已说：${line}`, en: `Said: ${line}`}),
  disclosedErased: {'zh-CN': '已说必说内容', en: 'Required line said'},
  flagged: {'zh-CN': '标记', en: 'Flag set'},
  flag: {'zh-CN': '内容', en: 'What'},
  lifted: {'zh-CN': '撤销标记', en: 'Flag lifted'},
  whyLifted: {'zh-CN': '撤销原因', en: 'Why lifted'},
  consented: {'zh-CN': '客户同意', en: 'Consent given'},
  covers: {'zh-CN': '同意事项', en: 'To what'},
  frequency: {'zh-CN': '再次来电', en: 'further calls'},
  time: {'zh-CN': '这个时段', en: 'these hours'},
  thirdParty: {'zh-CN': '与第三方沟通', en: 'talking with a third party'},
  revoked: {'zh-CN': '撤回同意', en: 'Consent revoked'},
  noted: {'zh-CN': '登记外部联系', en: 'Contacts from elsewhere noted'},
  howMany: {'zh-CN': '条数', en: 'How many'},
});

function told(title: string, facts: [string, string | null][] = [], lineId: string | null = null): EventInWords {
  return {title, facts: given(facts), lineId};
}

/** Drops what was not given. */
function given(facts: [string, string | null][]): [string, string][] {
  return facts.filter((fact): fact is [string, string] => fact[1] !== null && fact[1] !== '');
}

/** An outcome by name and value, in words. */
export function outcomeFacts(outcome: Outcome, language: Language): [string, string][] {
  const text = texts[language];
  const {contact, result, tags, reason, promise, nextAction, note} = outcome;
  return given([
    [text.contact, `${contact} ${CONTACT_LABELS[contact][language]}`],
    [text.result, result === null ? null : `${result} ${RESULT_LABELS[result][language]}`],
    [text.tags, tags.map((tag) => `${tag} ${RESULT_LABELS[tag][language]}`).join(' · ')],
    [text.reason, reason === null ? null : REASON_LABELS[reason][language]],
    [
      text.promise,
      promise === null
        ? null
        : [
            money(promise.amount, promise.currency, language),
            dayInWords(promise.day, language),
            METHOD_LABELS[promise.method][language],
            promise.plan === undefined ? '' : text.parts(promise.plan.instalments.length),
            promise.reminderConsent ? text.reminder : text.noReminder,
            promise.reminderAt === undefined ? '' : text.reminderOn(promise.reminderAt.replace('T', ' ')),
          ]
            .filter((part) => part !== '')
            .join(' · '),
    ],
    ...(promise?.plan?.instalments ?? []).map(({day, amount}, i): [string, string] => [
      `${i + 1}`,
      `${dayInWords(day, language)} · ${money(amount, promise?.currency ?? 'CNY', language)}`,
    ]),
    [text.goalsMet, outcome.goalsMet?.map((goal) => GOAL_LABELS[goal][language]).join(' · ') ?? null],
    [text.reaction, outcome.reaction === undefined ? null : REACTION_LABELS[outcome.reaction][language]],
    [
      text.next,
      nextAction === null
        ? null
        : [
            text[nextAction.kind],
            nextAction.at === null ? '' : `${nextAction.at.replace('T', ' ')} (${nextAction.timeZone})`,
          ].join(' '),
    ],
    [text.note, note],
  ]);
}

/** What an event of a call says. Events of a newer app, and erased ones, keep their type and their place. */
export function eventInWords(event: TimelineEvent, language: Language): EventInWords {
  const text = texts[language];
  if (event.payload === null) return told(typeInWords(event.type, language), [[text.content, text.erased]]);
  const parsed = CallEvent.safeParse({type: event.type, payload: event.payload});
  if (parsed.success) return callEventInWords(parsed.data, language);
  const around = PromiseEvent.safeParse({type: event.type, payload: event.payload});
  return around.success ? promiseEventInWords(around.data, language) : told(event.type);
}

/** What an event was, where nothing but its type is left. */
function typeInWords(type: string, language: Language): string {
  const text = texts[language];
  const titles = new Map([
    ['call.opened', text.opened],
    ['call.connected', text.connected],
    ['party.confirmed', text.confirmed],
    ['party.third', text.third],
    ['stage.entered', text.stageErased],
    ['objection.picked', text.objectionErased],
    ['line.used', text.line],
    ['branch.taken', text.branchErased],
    ['slot.filled', text.slot],
    ['customer.read', text.read],
    ['call.planned', text.planned],
    ['reminder.checked', text.reminderChecked],
    ['payment.noted', text.paymentNoted],
    ['promise.checked', text.promiseChecked],
    ['promise.reviewed', text.promiseReviewed],
    ['outcome.saved', text.outcome],
    ['outcome.corrected', text.corrected],
    ['rules.judged', text.judged],
    ['rule.overridden', text.overridden],
    ['disclosure.said', text.disclosedErased],
    ['flag.set', text.flagged],
    ['flag.lifted', text.lifted],
    ['consent.given', text.consented],
    ['consent.revoked', text.revoked],
    ['contact.noted', text.noted],
  ]);
  return titles.get(type) ?? type;
}

function promiseEventInWords({type, payload}: PromiseEvent, language: Language): EventInWords {
  const text = texts[language];
  switch (type) {
    case 'payment.noted':
      return told(text.paymentNoted, [
        [text.amount, money(payload.amount, payload.currency, language)],
        [text.day, dayInWords(payload.day, language)],
      ]);
    case 'promise.checked':
      return told(text.promiseChecked, [[text.through, dayInWords(payload.day, language)]]);
    case 'promise.reviewed':
      return told(text.promiseReviewed, [[text.decision, payload.decision]]);
  }
}

function callEventInWords({type, payload}: CallEvent, language: Language): EventInWords {
  const text = texts[language];
  switch (type) {
    case 'call.opened':
      return told(text.opened, [
        [text.mode, `${DIRECTION_LABELS[payload.direction][language]} · ${MODE_LABELS[payload.mode][language]}`],
        [text.customer, `${payload.customerName} ${payload.reference}`.trim()],
        [text.number, payload.numberLabel],
        [text.product, payload.product],
        [
          text.overdue,
          payload.daysOverdue === null ? null : `${text.days(payload.daysOverdue)} ${payload.bucket ?? ''}`,
        ],
        [text.pack, payload.pack === null ? null : `${payload.pack.id}@${payload.pack.version}`],
      ]);
    case 'call.connected':
      return told(text.connected);
    case 'party.confirmed':
      return told(text.confirmed, [
        [text.checks, payload.checks.map((check) => CHECK_LABELS[check][language]).join(' · ')],
      ]);
    case 'party.third':
      return told(text.third, [[text.relation, payload.relation]]);
    case 'stage.entered':
      return told(text.stage(STAGE_LABELS[payload.kind][language]));
    case 'objection.picked':
      return told(text.objection(payload.title), [[text.tone, TONE_LABELS[payload.tone][language]]], payload.lineId);
    case 'line.used':
      return told(payload.verbatim ? text.verbatim : text.line, [], payload.lineId);
    case 'branch.taken':
      return told(text.branch(BRANCH_LABELS[payload.kind][language]));
    case 'slot.filled':
      return told(text.slot, [[payload.slotId, payload.value]]);
    case 'customer.read':
      return told(text.read, [
        [text.types, payload.customerTypes.join(' · ')],
        [text.emotions, payload.emotions.join(' · ')],
      ]);
    case 'call.planned':
      return told(text.planned, [
        [text.goals, payload.goals.map((goal) => GOAL_LABELS[goal][language]).join(' · ')],
        [text.predicted, payload.predicted.map((each) => REACTION_LABELS[each][language]).join(' · ')],
        [text.prepared, payload.prepared.map((item) => PREPARED_LABELS[item][language]).join(' · ')],
      ]);
    case 'reminder.checked':
      return told(text.reminderChecked, [
        [text.content, payload.items.map((item) => REMINDER_LABELS[item][language]).join(' · ')],
      ]);
    case 'outcome.saved':
      return told(text.outcome, outcomeFacts(payload, language));
    case 'rules.judged':
      return told(text.judged, [
        [text.verdict, VERDICT_LABELS[payload.verdict][language]],
        [text.rules, payload.findings.map(({ruleId, source}) => `${ruleId} (${source})`).join(' · ')],
        [text.counted, payload.counters.map(({ruleId, used, limit}) => `${ruleId} ${used}/${limit}`).join(' · ')],
        [text.begun, payload.begun === 'onLine' ? text.onLine : text.begunHere],
      ]);
    case 'rule.overridden':
      return told(text.overridden, [
        [text.rules, payload.ruleIds.join(' · ')],
        [text.whyPassed, payload.why],
      ]);
    case 'disclosure.said':
      return told(text.disclosed(REQUIRED_LINE_LABELS[payload.line][language]), [], payload.lineId);
    case 'flag.set':
      return told(text.flagged, [[text.flag, flagWords(payload.flag, language)]]);
    case 'flag.lifted':
      return told(text.lifted, [[text.whyLifted, payload.why]]);
    case 'consent.given':
      return told(text.consented, [[text.covers, payload.consent.covers.map((covered) => text[covered]).join(' · ')]]);
    case 'consent.revoked':
      return told(text.revoked, [[text.why, payload.why]]);
    case 'contact.noted':
      return told(text.noted, [[text.howMany, String(payload.contacts.length + payload.counts.length)]]);
    case 'outcome.corrected':
      return told(text.corrected, [[text.why, payload.why], ...outcomeFacts(payload.outcome, language)]);
  }
}
