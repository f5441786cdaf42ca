import {
  CONDUCT_CATEGORIES,
  type ConductCategory,
  type ConductFile,
  type LearnedConduct,
  type TextKind,
} from '../../contract/conduct.ts';
import type {Language} from '../../contract/values.ts';
import {base64Of} from '../base64.ts';
import {compiledList} from './compiled-list.ts';
import {disguiser} from './disguises.ts';
import {hashOf} from './feature-hash.ts';
import {type Feature, featuresOf, type Word, wordsOf} from './features.ts';
import {type Example, learnNetwork, type Network, sequence} from './network.ts';
import {patternFinds} from './pattern-finds.ts';
import {Meanings} from './phrases.ts';
import {readText} from './read-text.ts';

/** A sentence with what a fair compliance officer says of it. */
export interface LabelledSentence {
  readonly lang: Language;
  readonly kind: TextKind;
  readonly text: string;
  readonly categories: readonly ConductCategory[];
}

/** What was seen once says nothing of the next sentence. */
const SEEN = 2;
/** The features that tell most are kept; more would be a larger file and no better check. */
const MOST_FEATURES = 40_000;
const TRAINING = {rounds: 10, hidden: 24, dropped: 0.4, hitWeight: 3} as const;
/** Weights beyond so many times the usual size are cut, so that the others keep their places behind the point. */
const WIDEST = 6;

/** A sentence as the model sees it: the hashes of its features, its words as their meanings number them, and 1 or 0 for each category. */
export interface Seen {
  readonly hashes: Uint32Array;
  readonly words: Int32Array;
  readonly wanted: Uint8Array;
}

/**
 * Learns a network of the sentences in the list's language, each once as it stands and once disguised. The same sentences give
 * the same network.
 */
export function learnConduct(file: ConductFile, sentences: readonly LabelledSentence[]): LearnedConduct {
  const meanings = file.meanings === undefined ? undefined : new Meanings(file.meanings);
  return learnSeen(seenSentences(file, sentences, meanings), meanings);
}

/** The sentences of the list's language as they stand, then each disguised. */
function seenSentences(file: ConductFile, sentences: readonly LabelledSentence[], meanings?: Meanings): Seen[] {
  const list = compiledList(file);
  const plain = sentences.filter(({lang}) => lang === file.language);
  const disguise = disguiser(plain, sequence(11));
  const own = [...plain, ...plain.map((sentence) => ({...sentence, text: disguise(sentence.text)}))];
  return own.flatMap(({kind, text, categories}) => {
    const read = readText(list, kind, text);
    const features = featuresOf(list, read, patternFinds(list, kind, read));
    const wanted = Uint8Array.from(CONDUCT_CATEGORIES, (category) => (categories.includes(category) ? 1 : 0));
    const words = wordsOf(read);
    const seenAs = (some: readonly Feature[], of: readonly Word[]): Seen => {
      return {hashes: hashesOf(some), words: meanings?.read(of).heard ?? new Int32Array(0), wanted};
    };
    const whole = seenAs(features, words);
    if (categories.length > 0) return [whole];
    // The check judges every sentence alone, too, and where all is fine each of them is.
    const {sentence} = read.pauses;
    const parts = Map.groupBy(features, ({at}) => sentence[at]);
    if (parts.size <= 1) return [whole];
    const wordsOfPart = Map.groupBy(words, ({at}) => sentence[at]);
    return [whole, ...[...parts].map(([of, part]) => seenAs(part, wordsOfPart.get(of) ?? []))];
  });
}

const hashesOf = (features: readonly Feature[]): Uint32Array =>
  Uint32Array.from(new Set(features.map(({name}) => hashOf(name))));

/** Learns of sentences that have been read. */
function learnSeen(seen: readonly Seen[], meanings?: Meanings): LearnedConduct {
  const kept = tellingFeatures(seen);
  const rows = new Map(kept.map((hash, row) => [hash, row]));
  const examples = seen.map(({hashes, words, wanted}): Example => {
    return {wanted, words, rows: Int32Array.from([...hashes].flatMap((hash) => rows.get(hash) ?? []))};
  });
  return packed(kept, learnNetwork(examples, kept.length, CONDUCT_CATEGORIES.length, TRAINING, sequence(7), meanings));
}

/** Features by how much their presence tells of the categories (likelihood ratio), the most telling first. */
function tellingFeatures(seen: readonly Seen[]): number[] {
  const size = CONDUCT_CATEGORIES.length + 1;
  const counts = new Map<number, Uint32Array>();
  const all = new Uint32Array(size);
  for (const {hashes, wanted} of seen) {
    wanted.forEach((each, of) => (all[of] = (all[of] as number) + each));
    all[size - 1] = (all[size - 1] as number) + 1;
    for (const hash of hashes) {
      let own = counts.get(hash);
      if (own === undefined) counts.set(hash, (own = new Uint32Array(size)));
      wanted.forEach((each, of) => (own[of] = (own[of] as number) + each));
      own[size - 1] = (own[size - 1] as number) + 1;
    }
  }
  const told = [...counts]
    .filter(([, own]) => (own[size - 1] as number) >= SEEN)
    .map(([hash, own]) => ({hash, tells: likelihoodRatio(own, all)}));
  return told
    .toSorted((left, right) => right.tells - left.tells || left.hash - right.hash)
    .slice(0, MOST_FEATURES)
    .map(({hash}) => hash);
}

function likelihoodRatio(own: Uint32Array, all: Uint32Array): number {
  const times = own.at(-1) as number;
  const total = all.at(-1) as number;
  let most = 0;
  for (let of = 0; of < own.length - 1; of += 1) {
    const with1 = own[of] as number;
    const share = (all[of] as number) / total;
    const term = (found: number, expected: number) => (found === 0 ? 0 : found * Math.log(found / expected));
    most = Math.max(most, term(with1, times * share) + term(times - with1, times * (1 - share)));
  }
  return most;
}

function packed(hashes: readonly number[], {weights, bias, phrases, out}: Network): LearnedConduct {
  const categories = CONDUCT_CATEGORIES.length;
  return {
    features: base64Of(Uint32Array.from(hashes)),
    ...inBytes(weights),
    bias: [...bias].map(short),
    phrases: phrases === undefined ? undefined : {...inBytes(phrases.weights), bias: [...phrases.bias].map(short)},
    out: Array.from({length: out.length / categories}, (_, unit) =>
      Array.from(out.slice(unit * categories, (unit + 1) * categories), short),
    ),
  };
}

/** Numbers as one signed byte each, in base64; 127 stands for `scale`. */
export function inBytes(numbers: Float32Array): {weights: string; scale: number} {
  const usual = Math.sqrt(numbers.reduce((sum, each) => sum + each * each, 0) / Math.max(1, numbers.length));
  const scale = Math.max(usual * WIDEST, 1e-6);
  const bytes = Int8Array.from(numbers, (each) => Math.round(Math.max(-1, Math.min(1, each / scale)) * 127));
  return {weights: base64Of(bytes), scale};
}

const short = (value: number): number => Number(value.toFixed(5));
