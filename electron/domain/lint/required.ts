import type {ContactRule, RequiredLineKind} from '../../contract/contact-rules.ts';
import {REQUIRED_LINE_LABELS} from '../../contract/labels.ts';
import type {Line, Pack, SlotSource} from '../../contract/pack.ts';
import type {Day, LocalText} from '../../contract/values.ts';
import {slotsNamedIn} from '../script-lines.ts';
import {linesOf, type PlacedLine} from './lines.ts';
import {type Noted, text} from './noted.ts';

interface Demand {
  kind: RequiredLineKind;
  moment: 'opening' | 'afterIdentity' | 'voicemail';
  /** Whether it is due in first calls, in later ones, or in both. */
  firstCall: boolean | null;
  rule: Pick<ContactRule, 'id' | 'source' | 'message'>;
}

/** Lines that the rules of the pack's jurisdiction ask for: each must be there, and must show when it is due. */
export function requiredFindings(pack: Pack, rules: readonly ContactRule[], today: Day): Noted[] {
  const placed = linesOf(pack);
  return demandsOn(pack, rules, today).flatMap((demand) => demandFindings(demand, pack, placed));
}

function demandsOn(pack: Pack, rules: readonly ContactRule[], today: Day): Demand[] {
  const inForce = [
    ...rules.filter(({jurisdiction}) => jurisdiction === pack.jurisdiction),
    ...(pack.rules ?? []),
  ].filter(
    ({on, status, region, validFrom, validTo}) =>
      on &&
      status !== 'unverified' &&
      region === undefined &&
      (validFrom === undefined || validFrom <= today) &&
      (validTo === undefined || validTo >= today),
  );
  const demands = new Map<RequiredLineKind, Demand>();
  for (const rule of inForce) {
    const {condition} = rule;
    if (condition.kind !== 'lineDue' && condition.kind !== 'fieldDue') continue;
    // In another language the same lines are due as in this one.
    if (condition.when === 'otherLanguage' || condition.when === 'visit' || condition.when === 'export') continue;
    const firstCall =
      condition.when === 'firstCommunication' ? true : condition.when === 'laterCommunication' ? false : null;
    for (const {line: kind, moment} of condition.lines) {
      const known = demands.get(kind);
      if (known === undefined) demands.set(kind, {kind, moment, firstCall, rule});
      else if (known.firstCall !== firstCall) known.firstCall = null;
    }
  }
  return [...demands.values()];
}

const named = (of: {kind: RequiredLineKind}): LocalText => REQUIRED_LINE_LABELS[of.kind];

function demandFindings(demand: Demand, pack: Pack, placed: readonly PlacedLine[]): Noted[] {
  const {kind, rule} = demand;
  const label = named(demand);
  const lines = placed.filter(({line, in: where}) => line.discloses === kind && !('objection' in where));
  if (lines.length === 0) {
    const message = text(
      `缺少“${label['zh-CN']}”的话术：${rule.message['zh-CN']}（${rule.source}，${rule.id}）`,
      `has no line for "${label.en}": ${rule.message.en} (${rule.source}, ${rule.id})`,
    );
    return [{rule: 'required-line-missing', path: 'stages', message}];
  }
  const shows = lines.filter(({line}) => isDue(line, demand));
  if (shows.length === 0) {
    const [first] = lines as [PlacedLine];
    return [{rule: 'required-line-missing', path: first.path, message: hidden(demand, first.line)}];
  }
  return shows.flatMap(({line, path}) => {
    const lacking = lackingIn(line, kind, pack);
    if (lacking === null) return [];
    const message = text(
      `“${label['zh-CN']}”里没有${lacking['zh-CN']}（${rule.source}，${rule.id}）`,
      `"${label.en}" does not say ${lacking.en} (${rule.source}, ${rule.id})`,
    );
    return [{rule: 'required-line-incomplete', path: `${path}.text`, message}];
  });
}

/** Whether the line may be said when it is due, in every call that asks for it. */
function isDue({beforeVerification, when}: Line, {moment, firstCall}: Demand): boolean {
  if (moment !== 'afterIdentity' && !beforeVerification) return false;
  if (when === undefined) return true;
  const {firstCall: only, ...others} = when;
  if (Object.values(others).some((part) => part !== undefined)) return false;
  return only === undefined || only === firstCall;
}

function hidden(demand: Demand, {beforeVerification}: Line): LocalText {
  const label = named(demand);
  if (demand.moment !== 'afterIdentity' && !beforeVerification) {
    return text(
      `“${label['zh-CN']}”在核实本人之前就要说，却没有标明核实前可说，到时候看不到`,
      `"${label.en}" is due before verification, but the line is not marked as sayable then: nobody sees it in time`,
    );
  }
  return text(
    `“${label['zh-CN']}”有使用条件，该说的通话里不一定显示；请去掉条件，或补一句没有条件的`,
    `"${label.en}" has a condition and will not show in every call that asks for it: remove it, or add a line without one`,
  );
}

interface Content {
  /** At least one slot of each of these groups, or the words. */
  sources: readonly (readonly SlotSource[])[];
  words: Record<Pack['language'], RegExp> | null;
  lacking: LocalText;
  jurisdictions?: readonly Pack['jurisdiction'][];
}

/** What a required line cannot do without. */
const CONTENTS: Partial<Record<RequiredLineKind, readonly Content[]>> = {
  identity: [
    {
      sources: [['agent.spokenName', 'agent.agentId']],
      words: null,
      lacking: text('坐席的称呼或工号（变量）', 'who is calling: the agent’s name or ID, as a slot'),
    },
    {
      sources: [['agent.institution']],
      words: null,
      lacking: text('机构名称（变量）', 'the name of the institution, as a slot'),
      jurisdictions: ['CN'],
    },
  ],
  recordingNotice: [
    {
      sources: [],
      words: {'zh-CN': /录音|录制/, en: /record/i},
      lacking: text('通话有录音', 'that the call is recorded'),
    },
  ],
  miniMirandaFirst: [
    {
      sources: [],
      words: {'zh-CN': /收|债|欠/, en: /\bdebt\b/i},
      lacking: text('这是在追收欠款', 'that it is an attempt to collect a debt'),
    },
    {
      sources: [],
      words: {'zh-CN': /目的|用于|用来/, en: /\b(purpose|used (for|to))\b/i},
      lacking: text('信息将用于该目的', 'that information will be used for that purpose'),
    },
  ],
  miniMirandaLater: [
    {
      sources: [],
      words: {'zh-CN': /催收|收债|追收|债/, en: /\bdebt\b/i},
      lacking: text('来电的是债务催收方', 'that it is from a debt collector'),
    },
  ],
  limitedContent: [
    {
      sources: [['agent.spokenName']],
      words: null,
      lacking: text('可以联系的人（变量）', 'a person to ask for, as a slot'),
    },
    {
      sources: [['agent.officialPhone', 'agent.officialChannel']],
      words: {'zh-CN': /\d{5,}/, en: /\d{3}[\d\s-]{4,}/},
      lacking: text('回电号码（变量）', 'a number to call back, as a slot'),
    },
  ],
};

function lackingIn(line: Line, kind: RequiredLineKind, {slots, language, jurisdiction}: Pack): LocalText | null {
  const sources = slotsNamedIn(line.text).map((id) => slots.find((slot) => slot.id === id)?.source);
  const lacking = (CONTENTS[kind] ?? []).find(({sources: groups, words, jurisdictions}) => {
    if (jurisdictions?.includes(jurisdiction) === false) return false;
    if (words?.[language].test(line.text) === true) return false;
    if (groups.length === 0) return true;
    return !groups.every((group) => sources.some((source) => source !== undefined && group.includes(source)));
  });
  return lacking?.lacking ?? null;
}
