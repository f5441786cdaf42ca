import type {ConductCategory, ConductFile, LearnedConduct} from '../../contract/conduct.ts';
import type {Language} from '../../contract/values.ts';
import type {CompiledList} from './compiled-list.ts';
import {type Feature, featuresOf} from './features.ts';
import {LearnedModel, type Opinion} from './learned-model.ts';
import type {PatternFind} from './pattern-finds.ts';
import type {ReadText} from './read-text.ts';

/** Units `start` to `end` of a text. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What the learned model says of a stretch of text: of all of it (a long one by stretches), of a sentence or a clause. */
export interface Judged extends Stretch {
  readonly of: 'text' | 'sentence' | 'clause';
  readonly opinion: Opinion;
}

/**
 * From here on the model alone is enough for a finding, by language and category: chosen on sentences of writers from whom the
 * model that judged them had learned nothing.
 */
const SURE: Readonly<Record<Language, Readonly<Record<ConductCategory, number>>>> = {
  'zh-CN': {
    threat_intimidation: 0.75,
    impersonation_authority: 0.75,
    third_party_disclosure: 0.75,
    improper_promise: 0.7,
    insult_harassment: 0.7,
    induce_borrowing: 0.8,
    private_payment: 0.7,
    extra_fees: 0.65,
    false_legal_consequence: 0.8,
    pressure_vulnerable: 0.82,
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
/**
 * Longest text, in units, that is judged as one: nearly all that was learned from is no longer, and in the midst of other
 * talk an offence weighs less and less.
 */
const WHOLE = {'zh-CN': 45, en: 26} as const;
/**
 * Of a longer text every part is judged: sentences, clauses of a long one, pieces of a long
 * clause, of together no more units than these.
 */
const PART = {'zh-CN': 32, en: 18} as const;
/** Torn out of its text a sentence says less: where no pattern speaks for it, the model has to be surer of a part, and only warns. */
const SURE_OF_PART = {'zh-CN': 0.95, en: 0.99} as const;

/**
 * Two offences in one text hide each other, and so does much that is harmless: where there are several sentences or clauses, each is
 * judged by itself, too. From here on it bears out a pattern's find, and a sentence is enough by itself. Chosen on
 * sentences joined at random, of writers from whom the model had learned nothing.
 */
const BEARS_OUT = {sentence: 0.65, clause: 0.85} as const;
const SURE_OF_SENTENCE = 0.95;
/** Words with which a further clause begins. */
const JOINS = new Set(['and', 'or', 'but', 'so']);
/** Fewer units alone say nothing. */
const LEAST_ALONE = {'zh-CN': 5, en: 4} as const;

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

/** Judges a text, a long one by stretches that overlap, and its sentences and clauses alone. Empty when nothing was learned. */
export function judgedStretches(
  {learned}: ConductFile,
  list: CompiledList,
  read: ReadText,
  written: readonly PatternFind[],
): Judged[] {
  if (learned === undefined || read.units.length === 0 || read.units.length > MOST_UNITS) return [];
  const model = modelOf(learned);
  const features = featuresOf(list, read, written);
  const inPlace = byUnit(features, read.units.length);
  const judge = (of: Judged['of'], stretches: readonly Stretch[]): Judged[] =>
    stretches.map(({start, end}) => {
      const inside = inPlace
        .slice(start, end)
        .flat()
        .filter((feature) => feature.end <= end);
      return {of, start, end, opinion: model.opinion(inside)};
    });
  const text = {start: 0, end: read.units.length};
  const alone = (parts: readonly Stretch[]): readonly Stretch[] =>
    parts.length === 1 ? [] : parts.filter(({start, end}) => end - start >= LEAST_ALONE[list.language]);
  return [
    ...judge('text', stretchesOf(read, list.language)),
    ...judge('sentence', alone(between(read.pauses.sentence, text))),
    // Of clauses only those count that a pattern speaks for.
    ...(written.length === 0 ? [] : judge('clause', alone(clausesOf(read, text)))),
  ];
}

/** Features by the unit at which they begin, so that the work grows with the text and not with its parts. */
function byUnit(features: readonly Feature[], units: number): Feature[][] {
  const places = Array.from({length: units}, (): Feature[] => []);
  for (const feature of features) places[feature.at]?.push(feature);
  return places;
}

function stretchesOf({units, pauses}: ReadText, language: Language): Stretch[] {
  const text = {start: 0, end: units.length};
  const [whole, part] = [WHOLE[language], PART[language]];
  const asWhole = (stretch: Stretch) => stretch.end - stretch.start <= whole;
  if (asWhole(text)) return [text];
  const pieces = between(pauses.sentence, text)
    .flatMap((sentence) => (asWhole(sentence) ? [sentence] : between(pauses.clause, sentence)))
    .flatMap((piece) => (asWhole(piece) ? [piece] : cut(piece, part / 2)));
  const stretches: Stretch[] = [];
  for (const [i, {start, end: first}] of pieces.entries()) {
    let end = first;
    for (let next = i + 1; next < pieces.length && (pieces[next] as Stretch).end - start <= part; next += 1) {
      ({end} = pieces[next] as Stretch);
    }
    if (end > (stretches.at(-1)?.end ?? 0)) stretches.push({start, end});
  }
  return stretches;
}

function between(begins: Int32Array, {start, end}: Stretch): Stretch[] {
  const starts = [start];
  for (let at = start + 1; at < end; at += 1) if (begins[at] === at) starts.push(at);
  return starts.map((from, i) => ({start: from, end: starts[i + 1] ?? end}));
}

/** English speech joins its clauses without a pause. */
function clausesOf({units, pauses}: ReadText, text: Stretch): Stretch[] {
  return between(pauses.clause, text).flatMap((clause) => {
    const joints = units.slice(clause.start + 1, clause.end).flatMap(({keys: [key = '']}, i) => {
      return JOINS.has(key) ? [clause.start + 1 + i] : [];
    });
    const starts = [clause.start, ...joints];
    return starts.map((start, i) => ({start, end: starts[i + 1] ?? clause.end}));
  });
}

/** Words without a pause. */
function cut({start, end}: Stretch, length: number): Stretch[] {
  const pieces: Stretch[] = [];
  for (let from = start; from < end; from += length) pieces.push({start: from, end: Math.min(end, from + length)});
  return pieces;
}

const within = ({start, end}: Stretch, at: number): boolean => at >= start && at < end;

/** Whether a pattern's find at a unit is one that the model holds for a chance likeness. */
export function isUnlikely(
  language: Language,
  judged: readonly Judged[],
  category: ConductCategory,
  at: number,
): boolean {
  const around = judged.filter((stretch) => within(stretch, at));
  return (
    around.length > 0 &&
    around.every(({of, start, end, opinion}) => {
      const little = end - start < LITTLE[language];
      const likely = of !== 'text' ? BEARS_OUT[of] : little ? UNLIKELY_OF_LITTLE : UNLIKELY;
      return (opinion.sureness.get(category) ?? 1) < likely;
    })
  );
}

/** What the model finds by itself: the clause, as units, that speaks most for a category it is sure of. */
export function learnedClauses(
  {learned, language}: ConductFile,
  judged: readonly Judged[],
  {pauses}: ReadText,
  written: readonly PatternFind[],
): {category: ConductCategory; certain: boolean; start: number; end: number}[] {
  if (learned === undefined) return [];
  const model = modelOf(learned);
  const long = judged.filter(({of}) => of === 'text').length > 1;
  return judged.flatMap((stretch) =>
    [...stretch.opinion.sureness].flatMap(([category, sureness]) => {
      if (sureness < leastSureness(language, category, stretch)) return [];
      const patterned = written.some(({of, start}) => of.category === category && within(stretch, start));
      const unaided = (long || stretch.of === 'sentence') && !patterned;
      if (unaided && stretch.of === 'text' && sureness < SURE_OF_PART[language]) return [];
      const evidence = model.evidence(stretch.opinion, category, stretch);
      return [
        {category, certain: !unaided && sureness >= CERTAIN, ...strongestClause(evidence, pauses.clause, stretch)},
      ];
    }),
  );
}

/** How sure the model has to be of a stretch for a finding of its own. */
function leastSureness(language: Language, category: ConductCategory, {of, start, end}: Judged): number {
  if (of === 'clause' || end - start < LEAST_ALONE[language]) return Infinity;
  if (of === 'sentence') return SURE_OF_SENTENCE;
  return Math.max(end - start < FEW_UNITS ? SURE_OF_FEW : 0, SURE[language][category]);
}

function strongestClause(
  evidence: Float64Array,
  clause: Int32Array,
  {start, end}: Judged,
): {start: number; end: number} {
  const sums = new Map<number, number>();
  for (let at = start; at < end; at += 1) {
    const of = clause[at] as number;
    sums.set(of, (sums.get(of) ?? 0) + (evidence[at - start] as number));
  }
  const [first] = [...sums].toSorted(([, left], [, right]) => right - left)[0] ?? [start];
  let last = first + 1;
  while (last < end && clause[last] === first) last += 1;
  return {start: first, end: last};
}
