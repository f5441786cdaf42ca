import {isLetter} from './canonical.ts';
import {firstReading, secondReading} from './readings.ts';
import {HEARD_INITIAL, LONGEST_SYLLABLE, NONE, soundOf, SYLLABLE_LENGTH, SYLLABLE_LETTERS} from './sounds.ts';
import {STRETCH, type Typed} from './typed.ts';

/** What a typed place gains for what it meets, as a share of its weight. */
const GAIN = {
  same: 1,
  /** Another character that is read the same: 没钳 for 没钱. */
  homophone: 0.82,
  alike: 0.64,
  spelled: 1,
  spelledAlike: 0.87,
  slip: 0.62,
  /** One letter for a syllable. */
  initial: 0.74,
  /** The last syllable, not yet typed to its end. */
  unfinished: 0.96,
  broken: 0.5,
};
/** For a unit of the wording that is passed over between two that were met. */
const GAP = 0.22;
/** For a typed place that meets nothing, as a share of its weight. */
const UNMET = 0.22;

const LONGEST = 64;
const WIDTH = LONGEST + 1;
let here = new Float32Array(WIDTH);
let next = new Float32Array(WIDTH);
let hereUsed = new Uint8Array(WIDTH);
let nextUsed = new Uint8Array(WIDTH);

/** The score, 0 to 1, and how many units of the wording were met, of the last alignment. */
export const aligned = {score: 0, used: 0};

/** While a way is asked for: how each state was reached; letters that were met, 0 for a unit, -1 for a typed place passed over. */
let way: Int8Array | null = null;
let wayRow = 0;

/**
 * Aligns what was typed with a wording: characters by sameness and sound, letters as syllables, initials or with a slip, in
 * order, passing over what does not meet. Leaves its answer in `aligned`: it runs a hundred times per keystroke.
 *
 * @param codes readings the units of all wordings; those of this one are `count` from `start` on
 */
export function align(
  typed: Typed,
  codes: ArrayLike<number>,
  readings: ArrayLike<number>,
  start: number,
  count: number,
): void {
  const size = Math.min(typed.codes.length, LONGEST);
  const {weights, heard, codes: typedCodes, readings: typedReadings} = typed;
  here[0] = 0;
  hereUsed[0] = 0;
  for (let i = 0; i < size; i += 1) {
    here[i + 1] = (here[i] as number) - UNMET * (weights[i] as number);
    hereUsed[i + 1] = 0;
    if (way !== null) way[i + 1] = -1;
  }
  for (let j = start; j < start + count; j += 1) {
    wayRow = (j - start + 1) * WIDTH;
    next[0] = 0;
    nextUsed[0] = 0;
    for (let i = 1; i < size; i += 1) {
      next[i] = (here[i] as number) - GAP;
      nextUsed[i] = hereUsed[i] as number;
    }
    next[size] = here[size] as number;
    nextUsed[size] = hereUsed[size] as number;
    const code = codes[j] as number;
    const packed = readings[j] as number;
    const first = firstReading(packed);
    const second = secondReading(packed);
    const firstHeard = first === NONE ? UNHEARD : (HEARD_INITIAL[first] as number);
    const secondHeard = second === NONE ? UNHEARD : (HEARD_INITIAL[second] as number);
    const sound = soundOf(first);
    for (let i = 0; i < size; i += 1) {
      if (typedCodes[i] === code) {
        reach(i, 1, (weights[i] as number) * GAIN.same);
        continue;
      }
      const letter = heard[i] as number;
      if (letter >= 0) {
        if (letter === firstHeard) meetLetters(typed, i, size, first);
        if (letter === secondHeard) meetLetters(typed, i, size, second);
        continue;
      }
      const reading = typedReadings[i] as number;
      if (reading === NONE || first === NONE) continue;
      if (reading === first || reading === second) reach(i, 1, (weights[i] as number) * GAIN.homophone);
      else if (soundOf(reading) === sound) reach(i, 1, (weights[i] as number) * GAIN.alike);
    }
    for (let i = 0; i < size; i += 1) {
      const passed = (next[i] as number) - UNMET * (weights[i] as number);
      if (passed <= (next[i + 1] as number)) continue;
      next[i + 1] = passed;
      nextUsed[i + 1] = nextUsed[i] as number;
      if (way !== null) way[wayRow + i + 1] = -1;
    }
    [here, next] = [next, here];
    [hereUsed, nextUsed] = [nextUsed, hereUsed];
  }
  aligned.score = Math.max(0, here[size] as number) / typed.total;
  aligned.used = hereUsed[size] as number;
}

function reach(i: number, length: number, gain: number): void {
  const score = (here[i] as number) + gain;
  if (score <= (next[i + length] as number)) return;
  next[i + length] = score;
  nextUsed[i + length] = (hereUsed[i] as number) + 1;
  if (way !== null) way[wayRow + i + length] = length;
}

/** Which units of a wording were met, in order, as places from its first unit on. */
export function metUnits(typed: Typed, codes: ArrayLike<number>, readings: ArrayLike<number>): number[] {
  const size = Math.min(typed.codes.length, LONGEST);
  way = new Int8Array((codes.length + 1) * WIDTH);
  align(typed, codes, readings, 0, codes.length);
  const met: number[] = [];
  let j = codes.length;
  let i = size;
  while (j > 0 || i > 0) {
    const step = way[j * WIDTH + i] as number;
    if (step === -1) i -= 1;
    else {
      j -= 1;
      i -= step;
      if (step > 0) met.push(j);
    }
    if (j < 0 || i < 0) break;
  }
  way = null;
  return met.toReversed();
}

/** The initial of what has no sound. */
const UNHEARD = -2;

/** Lets the letters from `i` on meet one syllable. */
function meetLetters(typed: Typed, i: number, size: number, syllable: number): void {
  const {codes} = typed;
  const at = syllable * LONGEST_SYLLABLE;
  const length = SYLLABLE_LENGTH[syllable] as number;
  let common = 0;
  while (common < length && i + common < size && codes[i + common] === SYLLABLE_LETTERS[at + common]) common += 1;
  if (common === length) reach(i, length, length * GAIN.spelled);
  const sound = soundOf(syllable);
  for (let span = 2; span <= LONGEST_SYLLABLE && i + span <= size; span += 1) {
    if (typed.sounds[i * STRETCH + span] === sound && !(span === length && common === length)) {
      reach(i, span, span * GAIN.spelledAlike);
    }
  }
  if (common === 0) return;
  const last = i + common === size;
  reach(i, 1, i + 1 === size ? 0.85 : GAIN.initial);
  if (common >= 2 && common < length) {
    const beforeHan = !last && !isLetter(codes[i + common] as number);
    reach(i, common, common * (last ? GAIN.unfinished : beforeHan ? 0.85 : GAIN.broken));
  }
  if (length < 3 || common === length) return;
  for (let span = length - 1; span <= length + 1 && i + span <= size; span += 1) {
    if (span >= 2 && slipped(codes, i, span, at, length, common)) reach(i, span, span * GAIN.slip);
  }
}

/** One letter more, less, changed or swapped, after `common` letters that are the same. */
function slipped(codes: Int32Array, i: number, span: number, at: number, length: number, common: number): boolean {
  if (!isLetter(codes[i + span - 1] as number)) return false;
  if (span === length) {
    if (tail(codes, i + common + 1, at + common + 1, length - common - 1)) return true;
    return (
      common + 1 < length &&
      codes[i + common] === SYLLABLE_LETTERS[at + common + 1] &&
      codes[i + common + 1] === SYLLABLE_LETTERS[at + common] &&
      tail(codes, i + common + 2, at + common + 2, length - common - 2)
    );
  }
  if (span > length) return tail(codes, i + common + 1, at + common, length - common);
  return tail(codes, i + common, at + common + 1, length - common - 1);
}

function tail(codes: Int32Array, i: number, at: number, count: number): boolean {
  for (let k = 0; k < count; k += 1) if (codes[i + k] !== SYLLABLE_LETTERS[at + k]) return false;
  return true;
}
