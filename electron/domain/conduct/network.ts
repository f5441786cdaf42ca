/** A text to learn from: the rows of its features, and 1 or 0 for each category. */
export interface Example {
  readonly rows: Int32Array;
  readonly wanted: Uint8Array;
}

/** A network with one hidden layer; `weights` row by row, `out` by hidden unit and, last, for none. */
export interface Network {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
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
): Network {
  const near = (spread: number) => (random() + random() + random() - 1.5) * 2 * spread;
  const weights = new Float32Array(rows * hidden).map(() => near(0.1));
  const weightSquares = new Float32Array(rows * hidden).fill(1e-4);
  const bias = new Float32Array(hidden).fill(0.1);
  const biasSquares = new Float32Array(hidden).fill(1e-2);
  const out = new Float32Array((hidden + 1) * categories).map((_, i) => (i < hidden * categories ? near(0.3) : -1));
  const outSquares = new Float32Array(out.length).fill(1e-2);
  const order = examples.map((_, i) => i);
  const kept = new Int32Array(Math.max(1, ...examples.map((each) => each.rows.length)));
  const state = new Float64Array(hidden);
  const slopes = new Float64Array(categories);
  const back = new Float64Array(hidden);
  for (let round = 0; round < rounds; round += 1) {
    const slowed = 1 - (SLOWER * round) / rounds;
    shuffle(order, random);
    for (const i of order) {
      const {rows: all, wanted} = examples[i] as Example;
      let count = 0;
      for (const row of all) if (random() >= dropped) kept[count++] = row;
      if (count === 0) continue;
      const norm = 1 / Math.sqrt(count);
      forward(weights, bias, kept, count, state);
      for (let of = 0; of < categories; of += 1) {
        let sum = out[hidden * categories + of] as number;
        for (let unit = 0; unit < hidden; unit += 1)
          sum += (state[unit] as number) * (out[unit * categories + of] as number);
        const target = wanted[of] as number;
        slopes[of] = (1 / (1 + Math.exp(-sum)) - target) * (target === 1 ? hitWeight : 1);
      }
      for (let unit = 0; unit <= hidden; unit += 1) {
        const active = unit === hidden ? 1 : (state[unit] as number);
        if (unit < hidden) back[unit] = 0;
        if (active === 0) continue;
        for (let of = 0; of < categories; of += 1) {
          const at = unit * categories + of;
          const slope = slopes[of] as number;
          if (unit < hidden) back[unit] = (back[unit] as number) + slope * (out[at] as number);
          step(out, outSquares, at, slope * active + DECAY * (out[at] as number), OUT_RATE * slowed);
        }
        if (unit < hidden) step(bias, biasSquares, unit, back[unit] as number, OUT_RATE * slowed);
      }
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
  return {weights, bias, out};
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
