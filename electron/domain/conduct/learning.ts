import {
  CONDUCT_CATEGORIES,
  type ConductCategory,
  type ConductFile,
  type LearnedConduct,
  type TextKind,
} from '../../contract/conduct.ts';
import type {Language} from '../../contract/values.ts';
import {compiledList} from './compiled-list.ts';
import {disguiser} from './disguises.ts';
import {featuresOf} from './features.ts';
import {readText} from './read-text.ts';

/** A sentence with what a fair compliance officer says of it. */
export interface LabelledSentence {
  readonly lang: Language;
  readonly kind: TextKind;
  readonly text: string;
  readonly categories: readonly ConductCategory[];
}

const ROUNDS = 12;
const RATE = 0.5;
const DECAY = 2e-5;
/** A hit is rarer than what is fine; it weighs as much. */
const HIT_WEIGHT = 4;
/** What was seen once says nothing of the next sentence. */
const SEEN = 2;
/** The features that weigh most are kept; more would be a larger file and no better check. */
const MOST_FEATURES = 40_000;

/**
 * Learns a linear model (logistic regression, one per category, AdaGrad) of the sentences in the list's language. The same
 * sentences give the same model.
 */
export function learnConduct(file: ConductFile, sentences: readonly LabelledSentence[]): LearnedConduct {
  const list = compiledList(file);
  const plain = sentences.filter(({lang}) => lang === file.language);
  const disguise = disguiser(plain, sequence(11));
  const own = [...plain, ...plain.map((sentence) => ({...sentence, text: disguise(sentence.text)}))];
  const named = own.map(({kind, text}) => [
    ...new Set(featuresOf(list, readText(list, kind, text)).map(({name}) => name)),
  ]);
  const rows = seenOften(named);
  const known = named.map((names) => names.flatMap((name) => rows.get(name) ?? []));
  const models = CONDUCT_CATEGORIES.map((category) =>
    fitted(
      known,
      own.map(({categories}) => (categories.includes(category) ? 1 : 0)),
      rows.size,
    ),
  );
  return packed([...rows.keys()], models);
}

function seenOften(named: readonly (readonly string[])[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const names of named) for (const name of names) seen.set(name, (seen.get(name) ?? 0) + 1);
  const often = [...seen].filter(([, times]) => times >= SEEN).map(([name]) => name);
  return new Map(often.map((name, row) => [name, row]));
}

function fitted(known: readonly (readonly number[])[], wanted: readonly number[], rows: number): Float64Array {
  const weights = new Float64Array(rows);
  const squares = new Float64Array(rows).fill(1e-6);
  const order = known.map((_, i) => i);
  const random = sequence(7);
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, random);
    for (const i of order) {
      const row = known[i] as readonly number[];
      const norm = 1 / Math.sqrt(Math.max(1, row.length));
      let sum = 0;
      for (const at of row) sum += weights[at] as number;
      const target = wanted[i] as number;
      const slope = (1 / (1 + Math.exp(-sum * norm)) - target) * norm * (target === 1 ? HIT_WEIGHT : 1);
      for (const at of row) {
        const gradient = slope + DECAY * (weights[at] as number);
        squares[at] = (squares[at] as number) + gradient * gradient;
        weights[at] = (weights[at] as number) - (RATE * gradient) / Math.sqrt(squares[at]);
      }
    }
  }
  return weights;
}

/** Numbers from 0 to 1 that look random and are the same every time. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x7fff_ffff;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
}

function packed(names: readonly string[], models: readonly Float64Array[]): LearnedConduct {
  let scale = 0;
  for (const model of models) for (const weight of model) scale = Math.max(scale, Math.abs(weight));
  const heaviest = names.map((_, row) => Math.max(...models.map((model) => Math.abs(model[row] as number))));
  const kept = names
    .map((_, row) => row)
    .toSorted((left, right) => (heaviest[right] as number) - (heaviest[left] as number))
    .slice(0, MOST_FEATURES);
  const bytes = kept.flatMap((row) => models.map((model) => Math.round(((model[row] as number) * 127) / scale) & 0xff));
  return {
    features: kept.map((row) => names[row]).join('\n'),
    weights: btoa(bytes.map((byte) => String.fromCharCode(byte)).join('')),
    scale,
  };
}
