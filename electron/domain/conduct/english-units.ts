import {stemOf} from './stems.ts';
import {foldedCharacter, isUnseen, type Jump, type Pause, type Reading, signAt, type Unit} from './units.ts';

/** The words of the lists, for telling a disguised word from another: all of them, and those that people disguise. */
export interface Vocabulary {
  readonly words: ReadonlySet<string>;
  readonly disguised: ReadonlySet<string>;
  /** Real words that look like a disguised one: policy is not police. */
  readonly lookalikes: ReadonlySet<string>;
}

interface Token {
  word: string;
  /** As it stands there: r, and not are; in a word that is spelled out it is the letter. */
  typed: string;
  from: number;
  to: number;
  pause: Pause;
}

interface Folded {
  text: string;
  from: number[];
  to: number[];
}

/** Words that end in a full stop without ending a sentence. */
const SHORTENED = new Set(
  'cust cstmr cus dr mr mrs ms adv acct emp approx pmt ph tel vs no st etc co inc ltd dept bal pd w ref asap am pm re'.split(
    ' ',
  ),
);
const SHORT_FORMS: Record<string, string> = {
  ll: 'will',
  re: 'are',
  ve: 'have',
  d: 'would',
  m: 'am',
};
/** Typed without their apostrophe. */
const RUN_TOGETHER: Record<string, string[]> = {
  youll: ['you', 'will'],
  theyll: ['they', 'will'],
  youre: ['you', 'are'],
  theyre: ['they', 'are'],
  youve: ['you', 'have'],
  youd: ['you', 'would'],
  im: ['i', 'am'],
  ive: ['i', 'have'],
  gonna: ['going', 'to'],
  wanna: ['want', 'to'],
  gotta: ['have', 'to'],
  cannot: ['can', 'not'],
  '2': ['to'],
  '4': ['for'],
  b4: ['before'],
  u: ['you'],
  ur: ['your'],
  yr: ['your'],
  urself: ['yourself'],
  r: ['are'],
  n: ['and'],
  da: ['the'],
  dis: ['this'],
  dat: ['that'],
  wat: ['what'],
  wen: ['when'],
  wnt: ['want'],
  wud: ['would'],
  cud: ['could'],
  shud: ['should'],
  dunno: ['do', 'not', 'know'],
  dont: ['do', 'not'],
  doesnt: ['does', 'not'],
  didnt: ['did', 'not'],
  wont: ['will', 'not'],
  cant: ['can', 'not'],
  isnt: ['is', 'not'],
  wasnt: ['was', 'not'],
  aint: ['is', 'not'],
  thats: ['that', 'is'],
  sd: ['said'],
  sed: ['said'],
  sez: ['says'],
  tld: ['told'],
  cld: ['called'],
  hav: ['have'],
  kno: ['know'],
  bout: ['about'],
  abt: ['about'],
  coz: ['because'],
  cuz: ['because'],
  bc: ['because'],
  pls: ['please'],
  plz: ['please'],
  thx: ['thanks'],
  pymt: ['payment'],
  pmt: ['payment'],
  pymnt: ['payment'],
  pd: ['paid'],
  bal: ['balance'],
  thru: ['through'],
  tmrw: ['tomorrow'],
  tmw: ['tomorrow'],
  tom: ['tomorrow'],
  '2moro': ['tomorrow'],
  '2mrw': ['tomorrow'],
  tmro: ['tomorrow'],
  '2day': ['today'],
  tday: ['today'],
  '2nite': ['tonight'],
  tonite: ['tonight'],
  evry1: ['everyone'],
  every1: ['everyone'],
  sum1: ['someone'],
  some1: ['someone'],
  any1: ['anyone'],
  m8: ['mate'],
  ppl: ['people'],
  gov: ['government'],
  govt: ['government'],
  luv: ['love'],
  wif: ['with'],
  ct: ['customer'],
  cx: ['customer'],
  ctm: ['customer'],
};

const MEANT: Record<string, string> = {
  0: 'o',
  1: 'il',
  2: 'z',
  3: 'e',
  4: 'a',
  5: 's',
  6: 'g',
  7: 't',
  8: 'b',
  9: 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '+': 't',
  '€': 'e',
  '£': 'l',
};

/** Reads an English text: words with what they may be meant for. */
export function englishReading(text: string, signs: readonly [string, string][], vocabulary: Vocabulary): Reading {
  const tokens = tokensOf(foldedText(text, signs));
  const units = tokens.map((token): Unit => {
    const stem = stemOf(token.word);
    return {
      keys: [stem, ...meantBy(token.word, stem, vocabulary)],
      sounds: [],
      from: token.from,
      to: token.to,
      pause: token.pause,
    };
  });
  return {units, jumps: joined(tokens, vocabulary)};
}

function foldedText(text: string, signs: readonly [string, string][]): Folded {
  const folded: Folded = {text: '', from: [], to: []};
  const add = (letters: string, from: number, to: number) => {
    folded.text += letters;
    for (let i = 0; i < letters.length; i += 1) {
      folded.from.push(from);
      folded.to.push(to);
    }
  };
  for (let at = 0; at < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(at) as number);
    const sign = signAt(signs, text, at);
    if (sign !== undefined) add(` ${sign[1]} `, at, at + sign[0].length);
    else if (!isUnseen(character)) add(foldedCharacter(character), at, at + character.length);
    at += sign?.[0].length ?? character.length;
  }
  return folded;
}

const TOKEN = /[a-z0-9@$€£!*|+#]+(?:['’`][a-z]+)*/g;

function tokensOf({text, from, to}: Folded): Token[] {
  const tokens: Token[] = [];
  let last = 0;
  for (const match of text.matchAll(TOKEN)) {
    const trimmed = match[0].replace(/^[!|+#]+/, '').replace(/[!|+#]+$/, '');
    const lead = match[0].indexOf(trimmed);
    const start = match.index + (trimmed === '' ? 0 : lead);
    const between = text.slice(last, start);
    if (trimmed === '') continue;
    const pause = tokens.length === 0 ? 2 : pauseOf(between, text, start, tokens.at(-1)?.word ?? '');
    last = start + trimmed.length;
    const words = wordsOf(trimmed);
    words.forEach((word, i) => {
      tokens.push({
        word,
        typed: words.length === 1 ? trimmed : word,
        from: from[start] as number,
        to: to[last - 1] as number,
        pause: i === 0 ? pause : 0,
      });
    });
  }
  return tokens;
}

/** A typed word as the words it stands for: don't is do not. */
export function wordsOf(token: string): string[] {
  const [word = '', ...endings] = token.split(/['’`]/);
  const [ending] = endings;
  if (ending === undefined) return Object.hasOwn(RUN_TOGETHER, word) ? (RUN_TOGETHER[word] as string[]) : [word];
  if (ending === 's') return /^(he|she|it|that|there|what|who|let)$/.test(word) ? [word, 'is'] : [word];
  if (ending === 't') {
    const verb = {ca: 'can', wo: 'will', sha: 'shall'}[word.replace(/n$/, '')] ?? word.replace(/n$/, '');
    return [verb, 'not'];
  }
  const full = Object.hasOwn(SHORT_FORMS, ending) ? SHORT_FORMS[ending] : undefined;
  return full === undefined ? [word + endings.join('')] : [word, full];
}

function pauseOf(between: string, text: string, start: number, before: string): Pause {
  if (/[!?\n;]/.test(between)) return 2;
  if (/\.\s|\.["”)]|[。！？；]/.test(between)) {
    return SHORTENED.has(before) && /[a-z]/.test(text[start] ?? '') ? 0 : 2;
  }
  return /[,:()[\]"“”—–/，：]|\s-+\s|\.\./.test(between) ? 1 : 0;
}

const MOST_MEANT = 16;

/** What else a word may be meant for: p0lice, arrrest, sh*t, arest. Only words of the lists come into question. */
function meantBy(word: string, stem: string, vocabulary: Vocabulary): string[] {
  if (vocabulary.words.has(stem) || vocabulary.lookalikes.has(word) || word.length > 24) return [];
  const meant = new Set<string>();
  const known = (spelling: string, among: ReadonlySet<string>) => {
    const key = stemOf(spelling);
    if (key !== stem && among.has(key)) meant.add(key);
  };
  const spellings = lettersMeant(word);
  for (const spelling of spellings) {
    if (spelling !== word) known(spelling, vocabulary.words);
    if (/(.)\1\1/.test(spelling)) {
      known(spelling.replace(/(.)\1{2,}/g, '$1'), vocabulary.words);
      known(spelling.replace(/(.)\1{2,}/g, '$1$1'), vocabulary.words);
    } else if (/(.)\1/.test(spelling)) known(spelling.replace(/(.)\1/g, '$1'), vocabulary.disguised);
  }
  if (/[*#]/.test(word)) for (const each of vocabulary.disguised) if (fits(word, each)) meant.add(each);
  if (meant.size === 0 && /^[a-z]{5,}$/.test(word)) {
    for (const each of vocabulary.disguised) if (each.length > 4 && oneSlip(stem, each)) meant.add(each);
  }
  return [...meant];
}

function lettersMeant(word: string): string[] {
  if (!/[a-z*]/.test(word) || !/[0-9@$€£!|+]/.test(word) || /^\d+(st|nd|rd|th|am|pm|k|x|d|days?)$/.test(word))
    return [word];
  let spellings = [''];
  for (const sign of word) {
    const letters = MEANT[sign] ?? sign;
    spellings = [...letters].flatMap((letter) => spellings.map((start) => start + letter));
    if (spellings.length > MOST_MEANT) return [word];
  }
  return spellings;
}

/** Stars stand for letters; the stem of a word may be shorter than the word. */
function fits(word: string, stem: string): boolean {
  if (word.length < stem.length || word.length > stem.length + 3 || !/^[a-z]/.test(word)) return false;
  for (let i = 0; i < stem.length; i += 1) {
    if (word[i] !== stem[i] && word[i] !== '*' && word[i] !== '#') return false;
  }
  return /^(|e|s|es|ed|y|ing|\*|er|ers)$/.test(word.slice(stem.length));
}

/** One letter more, less, wrong or in the wrong order, and not the first. */
function oneSlip(left: string, right: string): boolean {
  if (left === right || left[0] !== right[0] || Math.abs(left.length - right.length) > 1) return false;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  let i = 0;
  while (i < short.length && short[i] === long[i]) i += 1;
  if (short.length < long.length) return short.slice(i) === long.slice(i + 1);
  if (short.slice(i + 1) === long.slice(i + 1)) return short.length > 5;
  return short[i] === long[i + 1] && short[i + 1] === long[i] && short.slice(i + 2) === long.slice(i + 2);
}

const MOST_JOINED = 16;

/** Words that stand in pieces: a r r e s t, pol-ice, ja il. */
function joined(tokens: readonly Token[], {words, disguised}: Vocabulary): Map<number, Jump[]> {
  const jumps = new Map<number, Jump[]>();
  for (let at = 0; at < tokens.length; at += 1) {
    const singles = (tokens[at]?.typed.length ?? 0) === 1;
    let letters = tokens[at]?.typed ?? '';
    const most = singles ? MOST_JOINED : 3;
    for (let to = at + 1; to < tokens.length && to - at < most; to += 1) {
      const next = tokens[to] as Token;
      if (next.pause > 1 || letters.length + next.typed.length > 20) break;
      letters += next.typed;
      const allSingle = singles && tokens.slice(at, to + 1).every(({typed}) => typed.length === 1);
      if (letters.length < (allSingle ? 3 : 4)) continue;
      for (const spelling of lettersMeant(letters)) {
        const key = stemOf(spelling);
        if (!(allSingle ? words : disguised).has(key)) continue;
        jumps.set(at, [...(jumps.get(at) ?? []), {to: to + 1, key, sound: -1}]);
      }
    }
  }
  return jumps;
}
