import type {LexiconFile, LearnedConcepts} from '../../contract/lexicon.ts';
import {base64Of, bytesOf} from '../base64.ts';
import {codesOf} from './canonical.ts';
import {conceptFeatures} from './features.ts';

/** What speaks for which concept: of each feature, some concepts with a weight. */
export interface LearnedTable {
  /** Ascending. */
  readonly features: Int32Array;
  /** Where each feature's concepts end; they begin where those of the feature before it end. */
  readonly ends: Int32Array;
  /** Numbers of concepts in their file's order; the number after the last stands for none of them. */
  readonly of: Uint8Array;
  /** In units of `scale`. */
  readonly weights: Int8Array;
  readonly scale: number;
}

interface Example {
  readonly concept: number;
  readonly weight: number;
  readonly rows: readonly number[];
}

const EPOCHS = 20;
/** The mean of what the last epochs gave: one expression more or less then moves little. */
const AVERAGED = 10;
const FIRST_STEP = 4;
const STEP_DECAY = 0.1;
const ANCHOR_WEIGHT = 1.2;
const FALSE_FRIEND_WEIGHT = 0.3;
/** A class whose share of the error is smaller is left as it is. */
const NEGLIGIBLE = 0.004;
/** Weights below this many units of the scale say nothing. */
const FAINT = 3;
/** A concept's number is a byte. */
export const MOST_CONCEPTS = 255;

/**
 * Learns the concepts of a lexicon file. Uses no chance: the same file gives the same table. Takes some seconds for ten
 * thousand expressions, so that the shipped files bring their tables along (`npm run lexicon:learn`).
 *
 * @throws Error for more than 255 concepts
 */
export function learnConcepts(file: LexiconFile): LearnedTable {
  if (file.concepts.length > MOST_CONCEPTS) throw new Error(`a lexicon holds at most ${MOST_CONCEPTS} concepts`);
  const numbers = new Map<number, number>();
  const examples: Example[] = [];
  const add = (text: string, concept: number, weight: number) => {
    const rows = conceptFeatures(codesOf(text)).map((feature) => {
      const known = numbers.get(feature) ?? numbers.size;
      numbers.set(feature, known);
      return known;
    });
    if (rows.length > 0) examples.push({concept, weight, rows});
  };
  file.concepts.forEach(({anchors, expressions, not}, concept) => {
    for (const anchor of anchors) add(anchor, concept, ANCHOR_WEIGHT);
    for (const expression of expressions) {
      if (typeof expression === 'string') add(expression, concept, 1);
      else add(expression[0], concept, expression[1]);
    }
    for (const text of not) add(text, file.concepts.length, FALSE_FRIEND_WEIGHT);
  });
  for (const text of file.offTopic ?? []) add(text, file.concepts.length, 1);
  const classes = file.concepts.length + 1;
  return sparse(descend(examples, numbers.size, classes), [...numbers.keys()], classes);
}

/** Stochastic gradient descent on the logarithmic loss. */
function descend(examples: readonly Example[], rows: number, classes: number): Float32Array {
  const weights = new Float32Array(rows * classes);
  const mean = new Float32Array(rows * classes);
  const scores = new Float32Array(classes);
  const order = examples.map((_example, i) => i);
  let seed = 1;
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    // Shuffled by a fixed rule: neighbours in the file mean the same.
    for (let i = order.length - 1; i > 0; i -= 1) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const other = seed % (i + 1);
      [order[i], order[other]] = [order[other] as number, order[i] as number];
    }
    const step = FIRST_STEP / (1 + epoch * STEP_DECAY);
    for (const i of order) {
      const {concept, weight, rows: own} = examples[i] as Example;
      const scale = 1 / Math.sqrt(own.length);
      predict(weights, own, classes, scale, scores);
      for (let c = 0; c < classes; c += 1) {
        const error = (c === concept ? 1 : 0) - (scores[c] as number);
        if (error < NEGLIGIBLE && error > -NEGLIGIBLE) continue;
        const change = step * weight * scale * error;
        for (const row of own) weights[row * classes + c] = (weights[row * classes + c] as number) + change;
      }
    }
    if (epoch < EPOCHS - AVERAGED) continue;
    for (let i = 0; i < mean.length; i += 1) mean[i] = (mean[i] as number) + (weights[i] as number) / AVERAGED;
  }
  return mean;
}

function predict(
  weights: Float32Array,
  rows: readonly number[],
  classes: number,
  scale: number,
  scores: Float32Array,
): void {
  scores.fill(0);
  for (const row of rows) {
    const at = row * classes;
    for (let c = 0; c < classes; c += 1) scores[c] = (scores[c] as number) + (weights[at + c] as number);
  }
  let highest = -Infinity;
  for (let c = 0; c < classes; c += 1) highest = Math.max(highest, (scores[c] as number) * scale);
  let sum = 0;
  for (let c = 0; c < classes; c += 1) {
    const raised = Math.exp((scores[c] as number) * scale - highest);
    scores[c] = raised;
    sum += raised;
  }
  for (let c = 0; c < classes; c += 1) scores[c] = (scores[c] as number) / sum;
}

function sparse(weights: Float32Array, features: readonly number[], classes: number): LearnedTable {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const scale = largest === 0 ? 1 : largest / 127;
  const ends: number[] = [];
  const of: number[] = [];
  const kept: number[] = [];
  const rows = features.map((_feature, row) => row).sort((a, b) => (features[a] as number) - (features[b] as number));
  for (const row of rows) {
    for (let c = 0; c < classes; c += 1) {
      const units = Math.round((weights[row * classes + c] as number) / scale);
      if (Math.abs(units) < FAINT) continue;
      of.push(c);
      kept.push(units);
    }
    ends.push(of.length);
  }
  return {
    features: Int32Array.from(rows, (row) => features[row] as number),
    ends: Int32Array.from(ends),
    of: Uint8Array.from(of),
    weights: Int8Array.from(kept),
    scale,
  };
}

/** The table as base64, for a file. */
export const learnedOf = (table: LearnedTable): LearnedConcepts => ({
  features: base64Of(table.features),
  ends: base64Of(table.ends),
  of: base64Of(table.of),
  weights: base64Of(table.weights),
  scale: table.scale,
});

/** @throws an error of `atob` or of typed arrays for text that no table gives */
export function tableOf(learned: LearnedConcepts): LearnedTable {
  return {
    features: new Int32Array(bytesOf(learned.features).buffer),
    ends: new Int32Array(bytesOf(learned.ends).buffer),
    of: bytesOf(learned.of),
    weights: new Int8Array(bytesOf(learned.weights).buffer),
    scale: learned.scale,
  };
}
