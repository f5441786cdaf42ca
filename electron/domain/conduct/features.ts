import type {Occurrence} from './chains.ts';
import type {CompiledList} from './compiled-list.ts';
import type {PatternFind} from './pattern-finds.ts';
import type {ReadText} from './read-text.ts';
import type {Unit} from './units.ts';

/**
 * What a learned model looks at: short runs of words as they stand and as they sound, the classes of words and their order,
 * each with who speaks and whether it is denied there. The hand-written lists give the classes; learning gives their
 * combinations that nobody thought of writing down.
 */
export interface Feature {
  readonly name: string;
  /** Unit at which it begins, and the unit after its last. */
  readonly at: number;
  readonly end: number;
}

/** Longest run of units, and how far two classes may stand apart, by language. */
const RUN = {'zh-CN': 4, en: 3} as const;
const APART = {'zh-CN': 12, en: 8} as const;
/** How far apart two concepts are still looked at together, sentences between them or not. */
const FAR = {'zh-CN': 28, en: 16} as const;
const SOUND_RUN = 3;
/** What longer English words begin with stands for those of one root: prosecute, prosecution. */
const ROOT = 5;
/** How far apart two units may stand that are looked at together, by language. */
const SKIP = {'zh-CN': 0, en: 4} as const;
/** With so many classes behind one word, further ones tell nothing new; and a text made to take long does not. */
const MOST_PAIRS = 60;
/** How far a denial reaches. */
const DENIED = 6;

/** Every feature of a text, in the order of their kinds; `written` is what the rows found in it. */
export function featuresOf(list: CompiledList, read: ReadText, written: readonly PatternFind[]): Feature[] {
  const said = sayingOf(read);
  const features: Feature[] = [{name: 'B', at: 0, end: 0}];
  for (const {of, start, end} of written) features.push({name: `!${of.category}`, at: start, end});
  runsOf(wordsOf(read, said), list.language, features);
  classPairs(list, read.places, read.pauses.sentence, said, features);
  return features;
}

/** How something is said: plainly, denied, forbidden, or as somebody else's words. */
export const SAID = ['p', 'd', 'f', 'q'] as const;
type Said = (typeof SAID)[number];

function sayingOf({units, pauses, around}: ReadText): (at: number) => Said {
  const denied = new Uint8Array(units.length);
  for (const {start, end} of around.denials) {
    for (let at = start; at < Math.min(units.length, end + DENIED); at += 1) {
      if ((pauses.clause[at] as number) <= start) denied[at] = 1;
    }
  }
  const forbidden = new Uint8Array(units.length);
  for (const {end, until} of around.prohibitions) forbidden.fill(1, end, until);
  return (at) => (around.quoted[at] === 1 ? 'q' : forbidden[at] === 1 ? 'f' : denied[at] === 1 ? 'd' : 'p');
}

/** A word as it is meant, units `at` to `end`. */
export interface Word {
  readonly key: string;
  readonly sound: number | string;
  readonly at: number;
  readonly end: number;
  readonly newSentence: boolean;
  readonly said: Said;
}

/** Units, with letters that spell a syllable or a word in pieces put together. */
export function wordsOf(read: ReadText, said = sayingOf(read)): Word[] {
  const {units, jumps} = read;
  const words: Word[] = [];
  for (let at = 0; at < units.length;) {
    const unit = units[at] as Unit;
    const jump = jumps.get(at)?.find(({key, sound}) => key !== null || sound >= 0);
    const key = jump?.key ?? (jump === undefined ? unit.keys.at(-1) : null) ?? '';
    const sound = jump !== undefined && jump.sound >= 0 ? jump.sound : (unit.sounds[0] ?? key);
    const end = jump?.to ?? at + 1;
    words.push({key: key === '' ? `~${sound}` : key, sound, at, end, newSentence: unit.pause === 2, said: said(at)});
    at = end;
  }
  return words;
}

function runsOf(words: readonly Word[], language: CompiledList['language'], features: Feature[]): void {
  const joint = language === 'en' ? ' ' : '';
  const reach = SKIP[language];
  for (let first = 0; first < words.length; first += 1) {
    let run = '';
    let sounds = '~';
    const {key, at, end, said} = words[first] as Word;
    if (language === 'en' && key.length > ROOT) features.push({name: `^${key.slice(0, ROOT)}`, at, end});
    for (let next = first + 2; next <= first + reach && next < words.length; next += 1) {
      const word = words[next] as Word;
      if (word.newSentence) break;
      features.push({name: `${words[first]?.key}…${word.key}`, at, end: word.end});
    }
    for (let length = 1; length <= RUN[language] && first + length <= words.length; length += 1) {
      const word = words[first + length - 1] as Word;
      if (length > 1 && word.newSentence) break;
      run += (length > 1 ? joint : '') + word.key;
      features.push({name: run, at, end: word.end});
      if (said !== 'p') features.push({name: `${said}:${run}`, at, end: word.end});
      if (language === 'en' || length > SOUND_RUN) continue;
      sounds += `.${word.sound}`;
      if (length > 1) features.push({name: sounds, at, end: word.end});
    }
  }
}

interface Classed extends Occurrence {
  name: string;
}

/** Classes that are told apart by what they mean and not by how a row uses them; their pairs count from afar, too. */
const isConcept = (name: string): boolean => /^c[A-Z]/.test(name);

function classPairs(
  list: CompiledList,
  places: ReadonlyMap<number, readonly Occurrence[]>,
  sentence: Int32Array,
  said: (at: number) => Said,
  features: Feature[],
): void {
  const found = classesIn(list, places);
  for (const [i, first] of found.entries()) {
    const {start: at, end} = first;
    features.push({name: `<${first.name}>`, at, end}, {name: `${said(at)}<${first.name}>`, at, end});
    for (let j = i + 1; j < Math.min(found.length, i + MOST_PAIRS); j += 1) {
      const second = found[j] as Classed;
      if (second.start - first.end > FAR[list.language]) break;
      if (second.start < first.end) continue;
      if (isConcept(first.name) && isConcept(second.name)) {
        features.push({name: `<${first.name}>~<${second.name}>`, at, end: second.end});
      }
      if (second.start - first.end > APART[list.language]) continue;
      if ((sentence[second.start] as number) > first.start) continue;
      features.push({name: `${said(second.start)}<${first.name}><${second.name}>`, at, end: second.end});
    }
  }
}

/** The words of every class that stand in the text, of overlapping ones of a class the first and longest. */
function classesIn(list: CompiledList, places: ReadonlyMap<number, readonly Occurrence[]>): Classed[] {
  const found: Classed[] = [];
  for (const [set, name] of list.classes) {
    let end = -1;
    const all = places.get(set) ?? [];
    for (const each of all.toSorted((left, right) => left.start - right.start || right.end - left.end)) {
      if (each.start < end) continue;
      found.push({...each, name});
      end = each.end;
    }
  }
  return found.toSorted((left, right) => left.start - right.start || left.end - right.end);
}
