import {Objection, type Reason, type Tone} from '../../contract/pack.ts';
import type {LocalText} from '../../contract/values.ts';
import {readAs} from '../account-table/cell-values.ts';
import type {PackDocument} from '../pack-draft.ts';
import {strayPlaceholder} from '../pack-problems.ts';
import {slotsNamedIn} from '../script-lines.ts';

/** What holds for every row that does not say otherwise. */
export interface TableSettings {
  category: string;
  /** Every objection needs one; empty: a row that has none is refused. */
  empathy: string;
  reason: Reason;
  /** Id of a stage. */
  nextStage: string;
  /** Of answers whose tone nobody says. */
  tone: Tone;
  /** An empty name or category is the one above: what cells that were merged look like. */
  fillDown: boolean;
}

const say = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});

/** What is wrong with a setting itself, by its name. */
export type SettingProblems = Partial<Record<'category' | 'empathy', LocalText>>;

/** What is wrong with what holds for every row. An empty one is not: then every row must say it. */
export function settingProblems({category, empathy}: TableSettings, {slots}: PackDocument): SettingProblems {
  const problems: SettingProblems = {};
  if (category.trim() !== '') {
    const read = readAs(Objection.shape.category, category);
    if ('problem' in read) problems.category = read.problem;
  }
  if (empathy.trim() !== '') {
    const read = readAs(Objection.shape.empathy, empathy);
    const unknown = slotsNamedIn(empathy).find((id) => !slots.some((slot) => slot.id === id));
    const stray = strayPlaceholder(empathy) ?? (unknown === undefined ? null : `{${unknown}}`);
    if ('problem' in read) problems.empathy = read.problem;
    else if (stray !== null) {
      problems.empathy = say(`“${stray}”不是这个话术包的填空`, `"${stray}" is no slot of this pack`);
    }
  }
  return problems;
}

/** What a new sheet is read with, until somebody chooses otherwise. */
export function usualSettings(document: PackDocument): TableSettings {
  const chinese = document.language === 'zh-CN';
  const stage = document.stages.find(({kind}) => kind === 'understanding') ?? document.stages[0];
  return {
    category: chinese ? '未分类' : 'Unsorted',
    empathy: chinese ? '您的情况我理解。' : 'I understand your situation.',
    reason: 'other',
    nextStage: stage?.id ?? '',
    tone: 'standard',
    fillDown: true,
  };
}

/** The settings with what is wrong in them left out, so that rows must say it. */
export function usable(settings: TableSettings, document: PackDocument): TableSettings {
  const wrong = settingProblems(settings, document);
  const clean = (text: string): string => text.replace(/\s+/g, ' ').trim();
  return {
    ...settings,
    category: wrong.category === undefined ? clean(settings.category) : '',
    empathy: wrong.empathy === undefined ? clean(settings.empathy) : '',
  };
}
