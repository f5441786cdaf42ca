import {STAGE_KINDS, BRANCH_KINDS, TONES} from '../../../electron/contract/pack.ts';
import {LANGUAGES, type LocalText} from '../../../electron/contract/values.ts';
import {BRANCH_LABELS, STAGE_LABELS} from '../../../electron/contract/labels.ts';
import {newPartId, newRuleId, newSlotId} from '../../../electron/domain/draft-parts.ts';
import type {PackDocument} from '../../../electron/domain/pack-draft.ts';

const text = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});

/** The lists of a pack, in the order in which they are written. */
export const LISTS = [
  'objections',
  'stages',
  'branches',
  'slots',
  'customerTypes',
  'emotions',
  'rules',
  'wordLists',
  'lexicon',
] as const;
export type ListName = (typeof LISTS)[number];
export type SectionName = ListName | 'pack';

export const SECTION_LABELS: Record<SectionName, LocalText> = {
  objections: text('异议', 'Objections'),
  stages: text('阶段', 'Stages'),
  branches: text('分支', 'Branches'),
  slots: text('填空', 'Slots'),
  customerTypes: text('客户类型', 'Customer types'),
  emotions: text('情绪', 'Emotions'),
  rules: text('规则', 'Rules'),
  wordLists: text('词表', 'Word lists'),
  lexicon: text('搜索词汇', 'Search words'),
  pack: text('话术包', 'The pack'),
};

export type Elements = {[Name in ListName]: NonNullable<PackDocument[Name]>[number]};

/** What the editor knows of a list: how a part of it is called, found and made. */
interface Section<Name extends ListName> {
  nameOf: (part: Elements[Name]) => string;
  textsOf: (part: Elements[Name]) => readonly string[];
  /** The letter that ids of new parts begin with. */
  letter: string;
  /** The least number that the format asks for. */
  least: number;
  fresh: (document: PackDocument, uuid: string) => Elements[Name];
}

const stageOf = (document: PackDocument): string =>
  (document.stages.find(({kind}) => kind === 'understanding') ?? document.stages[0])?.id ?? '';

export const SECTIONS: {[Name in ListName]: Section<Name>} = {
  objections: {
    nameOf: ({title}) => title,
    textsOf: ({id, title, category, phrasings}) => [title, category, id, ...phrasings.map((phrasing) => phrasing.text)],
    letter: 'o',
    least: 1,
    fresh: (document, uuid) => newObjection(document, uuid, ''),
  },
  stages: {
    nameOf: ({title}) => title,
    textsOf: ({id, title, kind}) => [title, id, ...Object.values(STAGE_LABELS[kind])],
    letter: 's',
    least: 1,
    fresh: (document, uuid) => {
      const id = newPartId(null, 's', uuid);
      const kind = STAGE_KINDS.find((each) => !document.stages.some((stage) => stage.kind === each)) ?? 'closing';
      const title = STAGE_LABELS[kind][document.language];
      return {id, kind, title, goal: '', lines: [{id: `${id}.l1`, text: ''}]};
    },
  },
  branches: {
    nameOf: ({title}) => title,
    textsOf: ({id, title, kind}) => [title, id, ...Object.values(BRANCH_LABELS[kind])],
    letter: 'b',
    least: 0,
    fresh: (document, uuid) => {
      const id = newPartId(null, 'b', uuid);
      const kind = BRANCH_KINDS.find((each) => !document.branches.some((branch) => branch.kind === each)) ?? 'upset';
      const title = BRANCH_LABELS[kind][document.language];
      return {id, kind, title, lines: [{id: `${id}.l1`, text: ''}], nextStage: stageOf(document)};
    },
  },
  slots: {
    nameOf: ({name}) => name,
    textsOf: ({id, name, source}) => [name, `{${id}}`, source],
    letter: 'slot',
    least: 0,
    fresh: (document) => ({id: newSlotId(document), name: '', type: 'text', source: 'ask'}),
  },
  customerTypes: {
    nameOf: ({title}) => title,
    textsOf: ({id, title}) => [title, id],
    letter: 't',
    least: 0,
    fresh: (_, uuid) => ({id: newPartId(null, 't', uuid), title: ''}),
  },
  emotions: {
    nameOf: ({title}) => title,
    textsOf: ({id, title}) => [title, id],
    letter: 'e',
    least: 0,
    fresh: (_, uuid) => ({id: newPartId(null, 'e', uuid), title: ''}),
  },
  rules: {
    nameOf: ({id, message}) => `${id} ${Object.values(message).find((words) => words !== '') ?? ''}`,
    textsOf: ({id, message, source}) => [id, ...Object.values(message), source],
    letter: 'TEAM',
    least: 0,
    fresh: (document) => ({
      id: newRuleId(document),
      jurisdiction: document.jurisdiction,
      condition: {kind: 'placedCalls', limit: 3, days: 7},
      effect: 'warn',
      message: noWords(),
      source: '',
      status: 'unverified',
    }),
  },
  wordLists: {
    nameOf: ({category}) => category,
    textsOf: ({id, category, words}) => [category, id, ...words],
    letter: 'w',
    least: 0,
    fresh: ({language}, uuid) => ({
      id: newPartId(null, 'w', uuid),
      category: '',
      severity: 'warn',
      language,
      words: [],
    }),
  },
  lexicon: {
    nameOf: ({expressions}) => expressions[0]?.text ?? '',
    textsOf: ({id, expressions}) => [id, ...expressions.map((expression) => expression.text)],
    letter: 'c',
    least: 0,
    fresh: ({language}, uuid) => ({id: newPartId(null, 'c', uuid), language, objections: [], expressions: []}),
  },
};

const noWords = (): LocalText => {
  const [chinese, english] = LANGUAGES;
  return {[chinese]: '', [english]: ''};
};

/** A new objection with what the format asks for, its first phrasing given. */
export function newObjection(document: PackDocument, uuid: string, phrasing: string): Elements['objections'] {
  const id = newPartId(null, 'o', uuid);
  const [soft, standard, firm] = TONES.map((tone) => [{id: `${id}.${tone}`, text: ''}]);
  return {
    id,
    title: phrasing,
    category: '',
    reason: 'other',
    phrasings: [{id: `${id}.p1`, text: phrasing}],
    answers: {soft: soft ?? [], standard: standard ?? [], firm: firm ?? []},
    empathy: '',
    nextStage: stageOf(document),
  };
}
