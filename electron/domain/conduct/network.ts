import {ADDED, addedBy, hear, type Heard, LISTENERS, type Meanings, NONE, runOf} from './phrases.ts';

/** A text to learn from: the rows of its features, its words as their meanings number them, and 1 or 0 for each category. */
export interface Example {
  readonly rows: Int32Array;
  readonly words: Int32Array;
  readonly wanted: Uint8Array;
}

/**
 * A network with one hidden layer; `weights` row by row, `out` by hidden unit, listener and, last, for none. What listens has
 * weights for each place in a run, listener and number that tells of a word.
 */
export interface Network {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly phrases: {readonly weights: Float32Array; readonly bias: Float32Array} | undefined;
  readonly out: Float32Array;
}

export interface Training {
  readonly rounds: number;
  /** Hidden units. */
  readonly hidden: number;
  /** Share of a text's features that is left out each time, so that nothing hangs on one of them. */
  readonly dropped: number;
  /** What a hit weighs beside what is fine. */
  readonly hitWeight: number;
}

const RATE = 0.1;
/** What listens for runs of words learns slowest. Each time it misses a share of the words, and a share of the listeners is deaf. */
const LISTEN_RATE = 0.02;
const UNHEARD_WORDS = 0.1;
const DEAF = 0.4;
/** The upper layer learns more slowly. */
const OUT_RATE = 0.03;
const DECAY = 1e-4;
/** The last rounds are this much slower than the first. */
const SLOWER = 0.8;

/** Learns by AdaGrad; the same examples and the same random numbers give the same network. */
export function learnNetwork(
  examples: readonly Example[],
  rows: number,
  categories: number,
  {rounds, hidden, dropped, hitWeight}: Training,
  random: () => number,
  meanings?: Meanings,
): Network {
  const near = (spread: number) => (random() + random() + random() - 1.5) * 2 * spread;
  const weights = new Float32Array(rows * hidden).map(() => near(0.1));
  const weightSquares = new Float32Array(rows * hidden).fill(1e-4);
  const bias = new Float32Array(hidden).fill(0.1);
  const biasSquares = new Float32Array(hidden).fill(1e-2);
  const listening = meanings === undefined ? undefined : new Listening(meanings, near);
  const states = hidden + (listening === undefined ? 0 : LISTENERS);
  const out = new Float32Array((states + 1) * categories).map((_, i) => {
    return i < hidden * categories ? near(0.3) : i < states * categories ? near(0.1) : -1;
  });
  const outSquares = new Float32Array(out.length).fill(1e-2);
  const order = examples.map((_, i) => i);
  const kept = new Int32Array(Math.max(1, ...examples.map((each) => each.rows.length)));
  const state = new Float64Array(states);
  const slopes = new Float64Array(categories);
  const back = new Float64Array(states);
  for (let round = 0; round < rounds; round += 1) {
    const slowed = 1 - (SLOWER * round) / rounds;
    shuffle(order, random);
    for (const i of order) {
      const {rows: all, words, wanted} = examples[i] as Example;
      let count = 0;
      for (const row of all) if (random() >= dropped) kept[count++] = row;
      if (count === 0) continue;
      const norm = 1 / Math.sqrt(count);
      forward(weights, bias, kept, count, state.subarray(0, hidden));
      listening?.hear(words, random, state.subarray(hidden));
      for (let of = 0; of < categories; of += 1) {
        let sum = out[states * categories + of] as number;
        for (let unit = 0; unit < states; unit += 1)
          sum += (state[unit] as number) * (out[unit * categories + of] as number);
        const target = wanted[of] as number;
        slopes[of] = (1 / (1 + Math.exp(-sum)) - target) * (target === 1 ? hitWeight : 1);
      }
      for (let unit = 0; unit <= states; unit += 1) {
        const active = unit === states ? 1 : (state[unit] as number);
        if (unit < states) back[unit] = 0;
        if (active === 0) continue;
        for (let of = 0; of < categories; of += 1) {
          const at = unit * categories + of;
          const slope = slopes[of] as number;
          if (unit < states) back[unit] = (back[unit] as number) + slope * (out[at] as number);
          step(out, outSquares, at, slope * active + DECAY * (out[at] as number), OUT_RATE * slowed);
        }
        if (unit < hidden) step(bias, biasSquares, unit, back[unit] as number, OUT_RATE * slowed);
      }
      listening?.learn(back.subarray(hidden), LISTEN_RATE * slowed);
      const rate = RATE * slowed;
      for (let k = 0; k < count; k += 1) {
        const first = (kept[k] as number) * hidden;
        for (let unit = 0; unit < hidden; unit += 1) {
          const slope = back[unit] as number;
          if (slope !== 0)
            step(weights, weightSquares, first + unit, slope * norm + DECAY * (weights[first + unit] as number), rate);
        }
      }
    }
  }
  return {weights, bias, phrases: listening?.learned(), out};
}

/** The part of a network that listens for runs of words by their meaning, while it learns. */
class Listening {
  private readonly meanings: Meanings;
  private readonly weights: Float32Array;
  private readonly squares: Float32Array;
  private readonly bias = new Float32Array(LISTENERS);
  private readonly biasSquares = new Float32Array(LISTENERS).fill(1e-2);
  private readonly heard: Heard = {strength: new Float64Array(LISTENERS), where: new Int32Array(LISTENERS)};
  private readonly runs = Array.from({length: LISTENERS}, (_, listener) => runOf(listener));
  private told: Float32Array[] = [];
  private added = new Float32Array(0);
  private words: Int32Array = new Int32Array(0);

  constructor(meanings: Meanings, near: (spread: number) => number) {
    this.meanings = meanings;
    this.weights = new Float32Array(ADDED * meanings.width).map(() => near(0.05));
    this.squares = new Float32Array(this.weights.length).fill(1e-2);
  }

  /** Writes how strongly each answers to a text of which some words are not heard; some do not answer at all. */
  hear(words: Int32Array, random: () => number, into: Float64Array): void {
    this.words = words.map((word) => (word !== NONE && random() < UNHEARD_WORDS ? NONE : word));
    if (this.added.length < words.length * ADDED) this.added = new Float32Array(words.length * ADDED);
    for (const [i, word] of this.words.entries()) {
      const told = (this.told[i] ??= new Float32Array(this.meanings.width));
      if (word === NONE) {
        this.added.fill(0, i * ADDED, (i + 1) * ADDED);
        continue;
      }
      this.meanings.tell(word, told);
      addedBy(this.weights, told, this.added, i * ADDED);
    }
    hear(this.added, words.length, this.bias, this.heard);
    for (let i = 0; i < LISTENERS; i += 1) {
      into[i] = random() < DEAF ? 0 : (this.heard.strength[i] as number) / (1 - DEAF);
    }
  }

  /** Learns of the text that was heard last; those that did not answer have a slope of 0. */
  learn(slopes: Float64Array, rate: number): void {
    const {width} = this.meanings;
    for (let listener = 0; listener < LISTENERS; listener += 1) {
      const slope = (slopes[listener] as number) / (1 - DEAF);
      if (slope === 0) continue;
      step(this.bias, this.biasSquares, listener, slope, rate);
      const where = this.heard.where[listener] as number;
      for (const {offset, weight} of this.runs[listener] ?? []) {
        if ((this.words[where + offset] ?? NONE) === NONE) continue;
        const told = this.told[where + offset] as Float32Array;
        const first = weight * width;
        for (let k = 0; k < width; k += 1) {
          step(this.weights, this.squares, first + k, slope * (told[k] as number), rate);
        }
      }
    }
  }

  learned(): {weights: Float32Array; bias: Float32Array} {
    return {weights: this.weights, bias: this.bias};
  }
}

function step(values: Float32Array, squares: Float32Array, at: number, gradient: number, rate: number): void {
  const square = (squares[at] as number) + gradient * gradient;
  squares[at] = square;
  values[at] = (values[at] as number) - (rate * gradient) / Math.sqrt(square);
}

function forward(
  weights: Float32Array,
  bias: Float32Array,
  rows: Int32Array,
  count: number,
  state: Float64Array,
): void {
  const hidden = state.length;
  state.fill(0);
  for (let k = 0; k < count; k += 1) {
    const first = (rows[k] as number) * hidden;
    for (let unit = 0; unit < hidden; unit += 1)
      state[unit] = (state[unit] as number) + (weights[first + unit] as number);
  }
  const norm = 1 / Math.sqrt(Math.max(1, count));
  for (let unit = 0; unit < hidden; unit += 1)
    state[unit] = Math.max(0, (state[unit] as number) * norm + (bias[unit] as number));
}

/** Numbers from 0 to 1 that look random and are the same every time. */
export function sequence(seed: number): () => number {
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
