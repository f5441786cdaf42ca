import type {LearnedConcepts, Lexicon, LexiconFile} from '../../contract/lexicon.ts';
import {learnConcepts, type LearnedTable, MOST_CONCEPTS, tableOf} from './concept-learning.ts';
import {codesOf} from './canonical.ts';
import {conceptFeatures} from './features.ts';

/**
 * Which concept of the trade a clause means, also in words that stand in no phrasing: a softmax regression over characters,
 * pairs of characters and English words, learned from the expressions of the lexicon.
 */
export interface ConceptModel {
  readonly concepts: readonly string[];
  /** The probability of every concept; the array is used again by the next call. Adds up to 1 with what is no concept. */
  probabilities(codes: readonly number[]): Float32Array;
}

interface Table extends LearnedTable {
  /** The number of each of the file's concepts among all; the last is what is no concept. */
  readonly classes: readonly number[];
}

/**
 * A file that brings no learned table is learned from here and now when it is small, as a pack's own concepts are; of a
 * large one only what names its objections is used, as wordings.
 */
export function createConceptModel(lexicon: Lexicon): ConceptModel {
  const files = lexicon.map((file) => (file.learned === undefined ? learnablePart(file) : file));
  const concepts = [...new Set(files.flatMap((file) => file.concepts.map((concept) => concept.id)))];
  const tables = files.filter((file) => file.concepts.length > 0).map((file) => readTable(file, concepts));
  const scores = new Float32Array(concepts.length + 1);
  const falseFriends = new Map<number, readonly (readonly number[])[]>();
  const falseFriendsOf = (number: number) => {
    const known = falseFriends.get(number);
    if (known !== undefined) return known;
    const own = lexicon.flatMap((file) => file.concepts.filter(({id}) => id === concepts[number]));
    const codes = own.flatMap(({not}) => not.map((text) => codesOf(text)));
    falseFriends.set(number, codes);
    return codes;
  };
  return {
    concepts,
    probabilities(codes) {
      const features = conceptFeatures(codes);
      scores.fill(0);
      for (const {features: known, classes, ends, of, weights, scale} of tables) {
        for (const feature of features) {
          const row = placeOf(feature, known);
          if (row < 0) continue;
          const end = ends[row] as number;
          for (let k = row === 0 ? 0 : (ends[row - 1] as number); k < end; k += 1) {
            const concept = classes[of[k] as number] as number;
            scores[concept] = (scores[concept] as number) + (weights[k] as number) * scale;
          }
        }
      }
      softmax(scores, features.length === 0 ? 0 : 1 / Math.sqrt(features.length));
      for (let c = 0; c < concepts.length; c += 1) {
        if ((scores[c] as number) >= FAINT && holdsAny(codes, falseFriendsOf(c))) scores[c] = 0;
      }
      return scores;
    },
  };
}

/** More would keep a window waiting. */
const MOST_LEARNED_AT_ONCE = 2000;

/** The concepts that name no objections, as long as they are few. */
function learnablePart(file: LexiconFile): LexiconFile {
  const concepts = file.concepts.filter(({objections}) => objections === undefined || objections.length === 0);
  const texts = concepts.reduce(
    (sum, {anchors, expressions, not}) => sum + anchors.length + expressions.length + not.length,
    0,
  );
  return {...file, concepts: texts > MOST_LEARNED_AT_ONCE || concepts.length > MOST_CONCEPTS ? [] : concepts};
}

/** What was read once: every pack of a window has the same lexicon. */
const READ = new WeakMap<LearnedConcepts, LearnedTable>();

function shippedTable(learned: LearnedConcepts): LearnedTable {
  const known = READ.get(learned);
  if (known !== undefined) return known;
  const table = tableOf(learned);
  READ.set(learned, table);
  return table;
}

function readTable(file: LexiconFile, concepts: readonly string[]): Table {
  const table = file.learned === undefined ? learnConcepts(file) : shippedTable(file.learned);
  return {
    ...table,
    classes: [...file.concepts.map(({id}) => concepts.indexOf(id)), concepts.length],
  };
}

/** A concept less probable than this is not looked into. */
const FAINT = 0.03;

function holdsAny(codes: readonly number[], words: readonly (readonly number[])[]): boolean {
  return words.some((word) => {
    if (word.length === 0) return false;
    for (let at = 0; at + word.length <= codes.length; at += 1) {
      if (word.every((code, i) => codes[at + i] === code)) return true;
    }
    return false;
  });
}

/** The place of a number in an ascending list, -1 when it is not there. */
function placeOf(number: number, list: Int32Array): number {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const there = list[middle] as number;
    if (there === number) return middle;
    if (there < number) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** What is so much below the highest adds nothing to the sum. */
const LOWEST = -9;

function softmax(scores: Float32Array, scale: number): void {
  let highest = -Infinity;
  for (let c = 0; c < scores.length; c += 1) highest = Math.max(highest, scores[c] as number);
  let sum = 0;
  for (let c = 0; c < scores.length; c += 1) {
    const below = ((scores[c] as number) - highest) * scale;
    const raised = below < LOWEST ? 0 : Math.exp(below);
    scores[c] = raised;
    sum += raised;
  }
  for (let c = 0; c < scores.length; c += 1) scores[c] = (scores[c] as number) / sum;
}
