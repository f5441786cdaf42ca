import {isHan} from '../search/canonical.ts';
import {firstReading, readingsOf, secondReading} from '../search/readings.ts';
import {LONGEST_SYLLABLE, NONE, syllableOf} from '../search/sounds.ts';
import {foldedCharacter, isUnseen, type Jump, type Pause, type Reading, signAt, type Unit} from './units.ts';

interface Raw {
  key: string;
  from: number;
  to: number;
  pause: Pause;
}

const ENDS = /[。！？!?；;\n\r…]/;
const PAUSES = /[，,、：:（）()【】[\]《》<>“”"‘’'.．—/]/;
const FIGURES = ['ling', 'yi', 'er', 'san', 'si', 'wu', 'liu', 'qi', 'ba', 'jiu'];

const isLetter = (key: string): boolean => key >= 'a' && key <= 'z' && key.length === 1;
const isDigit = (key: string): boolean => key >= '0' && key <= '9' && key.length === 1;
const isCharacter = (key: string): boolean => isHan(key.codePointAt(0) as number);

/** Reads a Chinese text: characters with their syllables, letters with the syllables they spell. */
export function chineseReading(text: string, signs: readonly [string, string][]): Reading {
  const raw = withoutScatter(rawUnits(text, signs));
  const packed = readings(raw);
  const units = raw.map(({key, from, to, pause}, i): Unit => ({keys: [key], sounds: packed[i] ?? [], from, to, pause}));
  return {units, jumps: spelled(raw)};
}

function rawUnits(text: string, signs: readonly [string, string][]): Raw[] {
  const raw: Raw[] = [];
  let pause: Pause = 2;
  let spaced = false;
  for (let at = 0; at < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(at) as number);
    const sign = signAt(signs, text, at);
    const length = sign?.[0].length ?? character.length;
    const folded = sign?.[1] ?? foldedCharacter(character);
    for (const each of folded) {
      const code = each.codePointAt(0) as number;
      if (isHan(code) || isLetter(each) || isDigit(each)) {
        // A space between two Latin words divides them; between characters it says nothing.
        const divided = spaced && isLetter(each) && isLetter(raw.at(-1)?.key ?? '');
        if (divided) raw.push({key: ' ', from: at, to: at, pause});
        raw.push({key: each, from: at, to: at + length, pause: divided ? 0 : pause});
        pause = 0;
        spaced = false;
      } else if (ENDS.test(each)) pause = 2;
      else if (PAUSES.test(each) && pause < 2) pause = 1;
      else if (!isUnseen(each)) spaced = true;
    }
    at += length;
  }
  return raw;
}

/** A mark beside a single character is put there to break a word up: 上.门, 坐,牢. */
function withoutScatter(raw: readonly Raw[]): Raw[] {
  const starts = raw.flatMap(({pause}, i) => (pause > 0 ? [i] : []));
  return raw.map((unit, i) => {
    if (unit.pause !== 1 || !isCharacter(unit.key)) return unit;
    const at = indexOf(starts, i);
    const before = i - (starts[at - 1] ?? 0);
    const after = (starts[at + 1] ?? raw.length) - i;
    const last = raw[i - 1]?.key ?? '';
    const alone = before === 1 ? last : unit.key;
    const scattered = (before === 1 || after === 1) && isCharacter(last) && !ALONE.has(alone);
    return scattered ? {...unit, pause: 0} : unit;
  });
}

/** What is a clause by itself. */
const ALONE = new Set('好嗯是对行喂哦啊有无否已未客答问我他她其');

function indexOf(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const LONGEST_CLAUSE = 200;

function readings(raw: readonly Raw[]): number[][] {
  const sounds: number[][] = [];
  for (let start = 0; start < raw.length;) {
    let end = start + 1;
    while (end < raw.length && end - start < LONGEST_CLAUSE && raw[end]?.pause === 0) end += 1;
    const codes = raw.slice(start, end).map(({key}) => key.codePointAt(0) as number);
    for (const packed of readingsOf(codes)) {
      sounds.push([firstReading(packed), secondReading(packed)].filter((each) => each !== NONE));
    }
    start = end;
  }
  raw.forEach(({key}, i) => {
    if (!isDigit(key) || isDigit(raw[i - 1]?.key ?? '') || isDigit(raw[i + 1]?.key ?? '')) return;
    sounds[i] = [syllableOf(FIGURES[Number(key)] ?? '')];
  });
  return sounds;
}

/** The syllables that runs of letters spell, where a run is spelled by syllables as a whole. */
function spelled(raw: readonly Raw[]): Map<number, Jump[]> {
  const jumps = new Map<number, Jump[]>();
  for (let start = 0; start < raw.length; start += 1) {
    if (!isLetter(raw[start]?.key ?? '')) continue;
    let end = start + 1;
    while (end < raw.length && isLetter(raw[end]?.key ?? '') && raw[end]?.pause === 0) end += 1;
    if (end === start + 1) {
      const initial = (raw[start]?.key ?? '').charCodeAt(0) - 97;
      jumps.set(start, [{to: end, key: null, sound: NONE, initial}]);
    } else spellRun(raw, start, end, jumps);
    start = end - 1;
  }
  return jumps;
}

function spellRun(raw: readonly Raw[], start: number, end: number, jumps: Map<number, Jump[]>): void {
  const reaches = new Set([end]);
  const found: [number, Jump][] = [];
  for (let at = end - 1; at >= start; at -= 1) {
    let letters = '';
    for (let to = at + 1; to <= end && to - at <= LONGEST_SYLLABLE; to += 1) {
      letters += raw[to - 1]?.key ?? '';
      const sound = reaches.has(to) ? syllableOf(letters.replace(/^([nl])u(?=e)/, '$1v')) : NONE;
      if (sound === NONE) continue;
      reaches.add(at);
      found.push([at, {to, key: null, sound}]);
    }
  }
  if (!reaches.has(start)) return;
  for (const [at, jump] of found) jumps.set(at, [...(jumps.get(at) ?? []), jump]);
}
