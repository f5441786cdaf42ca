import type {ConductCategory, ConductFile, LearnedConduct} from '../../contract/conduct.ts';
import type {Language} from '../../contract/values.ts';
import type {CompiledList} from './compiled-list.ts';
import {featuresOf, wordsOf} from './features.ts';
import {LearnedModel, type Opinion} from './learned-model.ts';
import type {PatternFind} from './pattern-finds.ts';
import {Meanings} from './phrases.ts';
import type {ReadText} from './read-text.ts';

/** Units `start` to `end` of a text. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What the learned model says of a stretch of text: of all of it (a long one by stretches), of a sentence or a clause. */
export interface Judged extends Stretch {
  readonly of: 'text' | 'sentence' | 'clause';
  /** How many words: one that is spelled out letter by letter has many units. */
  readonly words: number;
  readonly opinion: Opinion;
}

/**
 * From here on the model alone is enough for a finding, by language and category: chosen on sentences of writers from whom the
 * model that judged them had learned nothing.
 */
const SURE: Readonly<Record<Language, Readonly<Record<ConductCategory, number>>>> = {
  'zh-CN': {
    threat_intimidation: 0.82,
    impersonation_authority: 0.82,
    third_party_disclosure: 0.82,
    improper_promise: 0.79,
    insult_harassment: 0.79,
    induce_borrowing: 0.86,
    private_payment: 0.79,
    extra_fees: 0.74,
    false_legal_consequence: 0.86,
    pressure_vulnerable: 0.88,
  },
  en: {
    threat_intimidation: 0.77,
    impersonation_authority: 0.85,
    third_party_disclosure: 0.88,
    improper_promise: 0.88,
    insult_harassment: 0.77,
    induce_borrowing: 0.81,
    private_payment: 0.85,
    extra_fees: 0.77,
    false_legal_consequence: 0.85,
    pressure_vulnerable: 0.87,
  },
};
/** Below this, what a pattern found is a chance likeness. */
const UNLIKELY = 0.8;
/** A stretch of fewer words gives the model little to go by: there the pattern has to be far more unlikely. */
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
const SURE_OF_PART = {'zh-CN': 0.95, en: 0.9} as const;

/**
 * Two offences in one text hide each other, and so does much that is harmless: where there are several sentences or clauses, each is
 * judged by itself, too. From here on it bears out a pattern's find, and a sentence is enough by itself unless the text, in which
 * it may be the customer's or be put right, is all but surely fine.
 */
const BEARS_OUT = {sentence: 0.95, clause: 0.98} as const;
const SURE_OF_SENTENCE = {'zh-CN': 0.97, en: 0.985} as const;
const FINE = 0.1;
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

function modelOf(learned: LearnedConduct, meanings: ConductFile['meanings']): LearnedModel {
  const known = MODELS.get(learned);
  if (known !== undefined) return known;
  const model = new LearnedModel(learned, meanings === undefined ? undefined : new Meanings(meanings));
  MODELS.set(learned, model);
  return model;
}

/** Judges a text, a long one by stretches that overlap, and its sentences and clauses alone. Empty when nothing was learned. */
export function judgedStretches(
  {learned, meanings}: ConductFile,
  list: CompiledList,
  read: ReadText,
  written: readonly PatternFind[],
): Judged[] {
  if (learned === undefined || read.units.length === 0 || read.units.length > MOST_UNITS) return [];
  const model = modelOf(learned, meanings);
  const features = byUnit(featuresOf(list, read, written), read.units.length);
  const words = byUnit(wordsOf(read), read.units.length);
  const judge = (of: Judged['of'], stretches: readonly Stretch[]): Judged[] =>
    stretches.map(({start, end}) => {
      const inside = <Placed extends {readonly end: number}>(places: readonly Placed[][]): Placed[] =>
        places
          .slice(start, end)
          .flat()
          .filter((each) => each.end <= end);
      const own = inside(words);
      return {of, start, end, words: own.length, opinion: model.opinion(inside(features), own)};
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

/** What stands in a text by the unit at which it begins, so that the work grows with the text and not with its parts. */
function byUnit<Placed extends {readonly at: number}>(all: readonly Placed[], units: number): Placed[][] {
  const places = Array.from({length: units}, (): Placed[] => []);
  for (const each of all) places[each.at]?.push(each);
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
    around.every(({of, words, opinion}) => {
      const little = words < LITTLE[language];
      const likely = of !== 'text' ? BEARS_OUT[of] : little ? UNLIKELY_OF_LITTLE : UNLIKELY;
      return (opinion.sureness.get(category) ?? 1) < likely;
    })
  );
}

/** What the model finds by itself: the clause, as units, that speaks most for a category it is sure of. */
export function learnedClauses(
  {learned, meanings, language}: ConductFile,
  judged: readonly Judged[],
  {pauses}: ReadText,
  written: readonly PatternFind[],
): {category: ConductCategory; certain: boolean; start: number; end: number}[] {
  if (learned === undefined) return [];
  const model = modelOf(learned, meanings);
  const texts = judged.filter(({of}) => of === 'text');
  const long = texts.length > 1;
  const isFine = (category: ConductCategory) =>
    texts.every(({opinion}) => (opinion.sureness.get(category) ?? 0) < FINE);
  return judged.flatMap((stretch) =>
    [...stretch.opinion.sureness].flatMap(([category, sureness]) => {
      if (sureness < leastSureness(language, category, stretch)) return [];
      if (stretch.of === 'sentence' && isFine(category)) return [];
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
  if (of === 'sentence') return SURE_OF_SENTENCE[language];
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
