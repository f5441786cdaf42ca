import {
  CHECK_LABELS,
  DIRECTION_LABELS,
  FLAG_LABELS,
  GOAL_LABELS,
  MODE_LABELS,
  REACTION_LABELS,
  REMINDER_LABELS,
  REQUIRED_LINE_LABELS,
  TONE_LABELS,
  VERDICT_LABELS,
} from '../../contract/labels.ts';
import {CallEvent, type Outcome} from '../../contract/call.ts';
import type {TimelineEvent} from '../../contract/journal.ts';
import type {Output} from '../../contract/methods.ts';
import type {Pack} from '../../contract/pack.ts';
import type {Language, LocalText} from '../../contract/values.ts';
import {say} from './both-languages.ts';
import {textTable} from './text-table.ts';

const texts = {
  call: say('通话', 'Call'),
  agent: say('坐席', 'Agent'),
  opened: say('打开', 'Opened'),
  talked: say('通话时长', 'Talked'),
  customer: say('客户', 'Customer'),
  kind: say('类型', 'Kind'),
  number: say('号码', 'Number'),
  overdue: say('逾期天数', 'Days overdue'),
  pack: say('话术包', 'Pack'),
  outcome: say('结果', 'Outcome'),
  running: say('尚未保存', 'not saved yet'),
  proof: say('证据', 'Evidence'),
  proved: say('各条记录与其哈希相符', 'every event matches its hash'),
  damaged: say('有记录与其哈希不符（运行 doctor）', 'an event does not match its hash (run doctor)'),
  foreign: say('来自另一台电脑的日志', "from another desk's journal"),
  connected: say('接通', 'Connected'),
  confirmed: say('核实为本人', 'Right party confirmed'),
  third: say('接听者是第三方', 'Third party on the line'),
  stage: say('进入阶段', 'Stage'),
  objection: say('客户异议', 'Objection'),
  line: say('说了话术', 'Line said'),
  verbatim: say('逐字话术', 'Line said as written'),
  branch: say('转入分支', 'Branch'),
  slot: say('填写', 'Filled in'),
  read: say('客户类型与情绪', 'Customer type and emotion'),
  planned: say('通话前计划', 'Planned before the call'),
  reminder: say('到期提醒核对', 'Reminder checklist'),
  saved: say('保存结果', 'Outcome saved'),
  corrected: say('更正结果（原记录保留）', 'Outcome corrected (the first record stays)'),
  erased: say('内容已依法删除', 'content erased as the law allows'),
  judged: say('规则判断', 'Rules judged'),
  overridden: say('组长放行', 'Let pass by the lead'),
  disclosed: say('已告知', 'Required line said'),
  flagged: say('客户要求或情况', 'Flag set'),
  lifted: say('撤销标记', 'Flag lifted'),
  consented: say('客户同意', 'Consent given'),
  revoked: say('撤回同意', 'Consent revoked'),
  noted: say('登记外部联系', 'Contacts from elsewhere noted'),
  promise: say('承诺', 'promise'),
  note: say('备注', 'note'),
};

export type ShownCall = Output<'call.get'>;

/** Names and texts of a pack's parts by their ids, so that a timeline shows words and not ids. */
export function partsOf(pack: Pack): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  const slots = new Map(pack.slots.map((slot) => [slot.id, slot.name]));
  // What was said, not whose values were said.
  const named = (words: string) => words.replace(/\{([^{}]*)\}/g, (_, id: string) => `[${slots.get(id) ?? id}]`);
  const walk = (part: unknown) => {
    if (typeof part !== 'object' || part === null) return;
    const {id, title, name, text} = part as Record<string, unknown>;
    const words = [title, name, text].find((value) => typeof value === 'string');
    if (typeof id === 'string' && words !== undefined) parts.set(id, named(words));
    for (const value of Object.values(part)) walk(value);
  };
  walk(pack);
  return parts;
}

/** `YYYY-MM-DD HH:MM:SS` on the wall of a zone. */
export function wallClock(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {timeZone, dateStyle: 'short', timeStyle: 'medium'}).format(
    new Date(instant),
  );
}

/** `2:05` */
export const minutes = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

function outcomeWords({contact, result, tags, promise, note}: Outcome, language: Language): string {
  return [
    [contact, result, ...tags].filter((code) => code !== null).join(' · '),
    promise === null ? '' : `${texts.promise[language]} ${money(promise)}, ${promise.day}`,
    note === '' ? '' : `${texts.note[language]}: ${note.replace(/\s+/g, ' ')}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function money({amount, currency}: {amount: number; currency: string}): string {
  const format = new Intl.NumberFormat('en', {style: 'currency', currency, currencyDisplay: 'code'});
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2)).replace(/\u00a0/g, ' ');
}

function eventWords(event: TimelineEvent, parts: ReadonlyMap<string, string>, language: Language): [string, string] {
  if (event.payload === null) return [event.type, texts.erased[language]];
  const parsed = CallEvent.safeParse({type: event.type, payload: event.payload});
  // Events of a newer app keep their type and their place.
  if (!parsed.success) return [event.type, JSON.stringify(event.payload)];
  const part = (id: string) => parts.get(id) ?? id;
  const {type, payload} = parsed.data;
  switch (type) {
    case 'call.opened':
      return [
        texts.opened[language],
        `${DIRECTION_LABELS[payload.direction][language]} · ${MODE_LABELS[payload.mode][language]}`,
      ];
    case 'call.connected':
      return [texts.connected[language], ''];
    case 'party.confirmed':
      return [texts.confirmed[language], payload.checks.map((check) => CHECK_LABELS[check][language]).join(' · ')];
    case 'party.third':
      return [texts.third[language], payload.relation ?? ''];
    case 'stage.entered':
      return [texts.stage[language], part(payload.stageId)];
    case 'objection.picked':
      return [
        texts.objection[language],
        `${payload.title} · ${TONE_LABELS[payload.tone][language]}${payload.lineId === null ? '' : ` · ${part(payload.lineId)}`}`,
      ];
    case 'line.used':
      return [texts[payload.verbatim ? 'verbatim' : 'line'][language], part(payload.lineId)];
    case 'branch.taken':
      return [texts.branch[language], part(payload.branchId)];
    case 'slot.filled':
      return [texts.slot[language], `${part(payload.slotId)} = ${payload.value}`];
    case 'customer.read':
      return [texts.read[language], [...payload.customerTypes, ...payload.emotions].map(part).join(' · ')];
    case 'call.planned':
      return [
        texts.planned[language],
        [...payload.goals.map((goal) => GOAL_LABELS[goal]), ...payload.predicted.map((each) => REACTION_LABELS[each])]
          .map((label) => label[language])
          .join(' · '),
      ];
    case 'reminder.checked':
      return [texts.reminder[language], payload.items.map((item) => REMINDER_LABELS[item][language]).join(' · ')];
    case 'outcome.saved':
      return [texts.saved[language], outcomeWords(payload, language)];
    case 'rules.judged':
      return [
        texts.judged[language],
        [VERDICT_LABELS[payload.verdict][language], ...payload.findings.map(({ruleId}) => ruleId)].join(' · '),
      ];
    case 'rule.overridden':
      return [texts.overridden[language], `${payload.ruleIds.join(' · ')}; ${payload.why}`];
    case 'disclosure.said':
      return [texts.disclosed[language], REQUIRED_LINE_LABELS[payload.line][language]];
    case 'flag.set':
      return [texts.flagged[language], FLAG_LABELS[payload.flag.kind][language]];
    case 'flag.lifted':
      return [texts.lifted[language], payload.why];
    case 'consent.given':
      return [texts.consented[language], payload.consent.covers.join(' · ')];
    case 'consent.revoked':
      return [texts.revoked[language], payload.why];
    case 'contact.noted':
      return [texts.noted[language], String(payload.contacts.length + payload.counts.length)];
    case 'outcome.corrected':
      return [texts.corrected[language], `${payload.why}; ${outcomeWords(payload.outcome, language)}`];
  }
}

/** A call as lines for a person: its facts, then what happened when, in the desk's zone. */
export function callStory(
  {row, record, timeline, verified}: ShownCall,
  parts: ReadonlyMap<string, string>,
  {language, timeZone}: {language: Language; timeZone: string},
): string[] {
  const {opened, outcome} = record;
  const head: [LocalText, string][] = [
    [texts.call, `${record.id}${row.foreign ? ` (${texts.foreign[language]})` : ''}`],
    [texts.opened, `${wallClock(record.openedAt, timeZone)} (${timeZone})`],
    [texts.agent, `${record.agent} ${opened.agentName}, ${opened.team}`],
    [texts.customer, `${opened.customerName} ${opened.reference}`.trim()],
    [texts.kind, `${DIRECTION_LABELS[opened.direction][language]} · ${MODE_LABELS[opened.mode][language]}`],
    [texts.number, opened.numberLabel],
    [texts.overdue, opened.daysOverdue === null ? '' : `${opened.daysOverdue} ${opened.bucket ?? ''}`],
    [
      texts.pack,
      opened.pack === null ? '' : `${opened.pack.id}@${opened.pack.version} ${opened.pack.sha256.slice(0, 12)}`,
    ],
    [texts.talked, row.seconds === null ? '' : minutes(row.seconds)],
    [texts.outcome, outcome === null ? texts.running[language] : outcomeWords(outcome, language)],
    [texts.proof, texts[verified ? 'proved' : 'damaged'][language]],
  ];
  const told = timeline.map((event) => [
    wallClock(event.at, timeZone).slice(11),
    ...eventWords(event, parts, language),
  ]);
  return [
    ...textTable(head.filter(([, value]) => value !== '').map(([name, value]) => [name[language], value])),
    '',
    ...textTable(told),
  ];
}
