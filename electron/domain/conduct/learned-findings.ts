import type {ConductCategory, ConductFile, LearnedConduct} from '../../contract/conduct.ts';
import type {Language} from '../../contract/values.ts';
import type {CompiledList} from './compiled-list.ts';
import {featuresOf} from './features.ts';
import {LearnedModel, type Opinion} from './learned-model.ts';
import type {PatternFind} from './pattern-finds.ts';
import type {ReadText} from './read-text.ts';

/** What the learned model says of a stretch of text: units `start` to `end`. */
export interface Judged {
  readonly start: number;
  readonly end: number;
  readonly opinion: Opinion;
}

/**
 * From here on the model alone is enough for a finding, by language and category: chosen on sentences of writers from whom the
 * model that judged them had learned nothing.
 */
const SURE: Readonly<Record<Language, Readonly<Record<ConductCategory, number>>>> = {
  'zh-CN': {
    threat_intimidation: 0.7,
    impersonation_authority: 0.7,
    third_party_disclosure: 0.7,
    improper_promise: 0.65,
    insult_harassment: 0.65,
    induce_borrowing: 0.75,
    private_payment: 0.65,
    extra_fees: 0.6,
    false_legal_consequence: 0.75,
    pressure_vulnerable: 0.77,
  },
  en: {
    threat_intimidation: 0.65,
    impersonation_authority: 0.75,
    third_party_disclosure: 0.8,
    improper_promise: 0.8,
    insult_harassment: 0.65,
    induce_borrowing: 0.7,
    private_payment: 0.75,
    extra_fees: 0.65,
    false_legal_consequence: 0.75,
    pressure_vulnerable: 0.78,
  },
};
/** Below this, what a pattern found is a chance likeness. */
const UNLIKELY = 0.4;
/** A stretch of fewer units gives the model little to go by: there the pattern has to be far more unlikely. */
const LITTLE = {'zh-CN': 12, en: 7} as const;
const UNLIKELY_OF_LITTLE = 0.05;
/** Longest stretch, in units, that is judged as one; what was learned from is no longer. */
const STRETCH = {'zh-CN': 110, en: 70} as const;

/** From here on it also blocks a line; a pack is not refused for less. */
const CERTAIN = 0.9;
/** Beyond so many units only the patterns look. */
const MOST_UNITS = 4000;
/** Few words say little: of fewer units the model has to be surer. */
const FEW_UNITS = 8;
const SURE_OF_FEW = 0.85;

const MODELS = new WeakMap<LearnedConduct, LearnedModel>();

function modelOf(learned: LearnedConduct): LearnedModel {
  const known = MODELS.get(learned);
  if (known !== undefined) return known;
  const model = new LearnedModel(learned);
  MODELS.set(learned, model);
  return model;
}

/** Judges a text by stretches of whole sentences. Empty when nothing was learned. */
export function judgedStretches(
  {learned}: ConductFile,
  list: CompiledList,
  read: ReadText,
  written: readonly PatternFind[],
): Judged[] {
  if (learned === undefined || read.units.length === 0 || read.units.length > MOST_UNITS) return [];
  const model = modelOf(learned);
  const features = featuresOf(list, read, written);
  return stretchesOf(read, STRETCH[list.language]).map(({start, end}) => {
    const own = features.filter(({at}) => at >= start && at < end);
    return {start, end, opinion: model.opinion(own)};
  });
}

function stretchesOf({units, pauses}: ReadText, longest: number): {start: number; end: number}[] {
  const starts = units.flatMap((_, at) => (pauses.sentence[at] === at ? [at] : []));
  const stretches: {start: number; end: number}[] = [];
  for (const [i, start] of starts.entries()) {
    const end = starts[i + 1] ?? units.length;
    const last = stretches.at(-1);
    if (last !== undefined && end - last.start <= longest) last.end = end;
    else for (let at = start; at < end; at += longest) stretches.push({start: at, end: Math.min(end, at + longest)});
  }
  return stretches;
}

/** Whether a pattern's find at a unit is one that the model holds for a chance likeness. */
export function isUnlikely(
  language: Language,
  judged: readonly Judged[],
  category: ConductCategory,
  at: number,
): boolean {
  const stretch = judged.find(({start, end}) => at >= start && at < end);
  if (stretch === undefined) return false;
  const little = stretch.end - stretch.start < LITTLE[language];
  return (stretch.opinion.sureness.get(category) ?? 1) < (little ? UNLIKELY_OF_LITTLE : UNLIKELY);
}

/** What the model finds by itself: the clause, as units, that speaks most for a category it is sure of. */
export function learnedClauses(
  {learned, language}: ConductFile,
  judged: readonly Judged[],
  {units, pauses}: ReadText,
): {category: ConductCategory; certain: boolean; start: number; end: number}[] {
  if (learned === undefined) return [];
  const model = modelOf(learned);
  return judged.flatMap((stretch) =>
    [...stretch.opinion.sureness].flatMap(([category, sureness]) => {
      const few = stretch.end - stretch.start < FEW_UNITS;
      if (sureness < Math.max(few ? SURE_OF_FEW : 0, SURE[language][category])) return [];
      const evidence = model.evidence(stretch.opinion, category, units.length);
      return [{category, certain: sureness >= CERTAIN, ...strongestClause(evidence, pauses.clause, stretch)}];
    }),
  );
}

function strongestClause(
  evidence: Float64Array,
  clause: Int32Array,
  {start, end}: Judged,
): {start: number; end: number} {
  const sums = new Map<number, number>();
  for (let at = start; at < end; at += 1) {
    const of = clause[at] as number;
    sums.set(of, (sums.get(of) ?? 0) + (evidence[at] as number));
  }
  const [first] = [...sums].toSorted(([, left], [, right]) => right - left)[0] ?? [start];
  let last = first + 1;
  while (last < end && clause[last] === first) last += 1;
  return {start: first, end: last};
}
