import type {ConductFile, Finding} from '../contract/conduct.ts';
import type {Problem} from '../contract/errors.ts';
import {JURISDICTION_LABELS} from '../contract/labels.ts';
import type {Pack, Slot} from '../contract/pack.ts';
import type {Jurisdiction, LocalText} from '../contract/values.ts';
import {checkText} from './conduct-check.ts';
import {homeOf} from './conduct-citation.ts';
import {labelOf} from './conduct-words.ts';
import {saidTexts} from './said-texts.ts';
import {piecesOf} from './script-lines.ts';
import {checkWords, inOrder} from './word-lists.ts';

export interface PackConduct {
  problems: Problem[];
  /** How many different sentences were not looked at, because the pack holds more than the most that are. */
  unchecked: number;
}

/** Different sentences of one pack, 2 ms each; the starter packs have less than a thousand. */
export const MOST_SENTENCES = 10_000;
const MOST_PROBLEMS = 50;
const MOST_QUOTED = 60;
const NOTHING: ReadonlyMap<string, string> = new Map();

/**
 * Looks at what a pack lets agents say, each sentence once, and yields after each so that the caller may do something else in
 * between. What the lists or the pack's own words forbid outright is a problem at its place; what they only warn of is none.
 */
export function* packConduct(
  lists: readonly ConductFile[],
  pack: Pack,
  most = MOST_SENTENCES,
  known: KnownSentences = new Map(),
): Generator<undefined, PackConduct> {
  const paths = new Map<string, string[]>();
  for (const {path, text} of saidTexts(pack)) {
    const known = paths.get(text);
    if (known === undefined) paths.set(text, [path]);
    else known.push(path);
  }
  const problems: Problem[] = [];
  let looked = 0;
  for (const [text, places] of paths) {
    if (looked === most || problems.length >= MOST_PROBLEMS) break;
    looked += 1;
    for (const finding of foundIn(lists, pack, text, known)) {
      if (finding.severity !== 'block') continue;
      const message = inWords(lists, text, finding, pack.jurisdiction);
      for (const path of places) problems.push({path, message});
    }
    yield;
  }
  // With as many problems as are shown, the pack is refused anyway.
  const unchecked = problems.length === 0 ? paths.size - looked : 0;
  return {problems: problems.slice(0, MOST_PROBLEMS), unchecked};
}

/** What the shipped lists say of a sentence of a pack; `known` keeps what they said before. */
export type KnownSentences = Map<string, Finding[]>;

const keyOf = ({language}: Pick<Pack, 'language'>, filled: string): string => `${language} ${filled}`;

/**
 * The sentences of a pack in which the shipped lists forbade nothing: of its next version only the new ones are looked at. What
 * is only doubtful in them is not known.
 */
export function soundSentences(pack: Pack): KnownSentences {
  const texts = [...new Set(saidTexts(pack).map(({text}) => text))];
  // Those behind were never looked at.
  return new Map(texts.slice(0, MOST_SENTENCES).map((text) => [keyOf(pack, slotsFilled(text, pack).text), []]));
}

/** What is found in a sentence of a pack, by the shipped lists and by its own; places are those of the sentence as it stands. */
export function foundIn(
  lists: readonly ConductFile[],
  pack: Pick<Pack, 'slots' | 'language' | 'wordLists'>,
  text: string,
  known: KnownSentences = new Map(),
): Finding[] {
  const filled = slotsFilled(text, pack);
  const asked = {lang: pack.language, kind: 'line', text: filled.text} as const;
  const key = keyOf(pack, filled.text);
  const shipped = known.get(key) ?? checkText(lists, asked);
  known.set(key, shipped);
  return inOrder([...shipped, ...checkWords(pack.wordLists ?? [], asked)]).map((finding) => ({
    ...finding,
    start: filled.from(finding.start),
    end: filled.to(finding.end),
  }));
}

/** The sentence with short, harmless words where slots stand, and the way back to places in the pack's own text. */
function slotsFilled(text: string, {slots, language}: Pick<Pack, 'slots' | 'language'>) {
  let filled = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const piece of piecesOf(text, slots, NOTHING)) {
    const original = piece.slot === null ? piece.text : `{${piece.slot.id}}`;
    const words = piece.slot === null ? piece.text : standIn(piece.slot, language);
    for (let i = 0; i < words.length; i += 1) {
      starts.push(piece.slot === null ? at + i : at);
      ends.push(piece.slot === null ? at + i + 1 : at + original.length);
    }
    filled += words;
    at += original.length;
  }
  return {
    text: filled,
    from: (place: number) => starts[place] ?? text.length,
    to: (place: number) => ends[place - 1] ?? text.length,
  };
}

function standIn({type}: Slot, language: Pack['language']): string {
  if (type !== 'text') return '99';
  return language === 'zh-CN' ? '某' : 'it';
}

/**
 * What is said, what it is, and the rule that speaks against it with its source. The lists are those of a language: where the
 * rule rests on the law of another place than the pack's, it is called what it is here: a practice of this app.
 */
export function inWords(
  lists: readonly ConductFile[],
  text: string,
  {category, rule, severity, start, end}: Finding,
  jurisdiction: Jurisdiction,
): LocalText {
  const quoted = text.slice(start, end);
  const words = quoted.length > MOST_QUOTED ? `${quoted.slice(0, MOST_QUOTED)}…` : quoted;
  const known = lists.find(({rules}) => Object.hasOwn(rules, rule))?.rules[rule];
  const label = labelOf(category);
  if (known === undefined && severity === 'warn') {
    return {
      'zh-CN': `“${words}”属于“${label['zh-CN']}”：本话术包的词表“${rule}”提醒慎用`,
      en: `"${words}" is "${label.en}": the pack's own word list "${rule}" warns of it`,
    };
  }
  if (known === undefined) {
    return {
      'zh-CN': `“${words}”属于“${label['zh-CN']}”：本话术包的词表“${rule}”禁止`,
      en: `"${words}" is "${label.en}": forbidden by the pack's own word list "${rule}"`,
    };
  }
  const {message, source} = known;
  const home = homeOf(rule);
  if (home !== null && home !== jurisdiction) {
    const place = JURISDICTION_LABELS[home];
    return {
      'zh-CN': `“${words}”属于“${label['zh-CN']}”：${message['zh-CN']}（本软件的做法；在${place['zh-CN']}的依据：${source}，${rule}）`,
      en: `"${words}" is "${label.en}": ${message.en} (a practice of this app; in ${place.en} it rests on ${source}, ${rule})`,
    };
  }
  return {
    'zh-CN': `“${words}”属于“${label['zh-CN']}”：${message['zh-CN']}（${source}，${rule}）`,
    en: `"${words}" is "${label.en}": ${message.en} (${source}, ${rule})`,
  };
}
