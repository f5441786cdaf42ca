/** The part of an English word that its inflected forms share; crude, but the same on both sides. */
export function stemOf(word: string): string {
  if (word.length <= 3) return word;
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  let stem = word;
  if (stem.endsWith('ies') && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (/(ss|x|ch|sh|z)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (stem.endsWith('s') && !/(ss|us|is)$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.endsWith('ied') && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (/[aeiouy].*ed$/.test(stem) && stem.length > 4) stem = single(stem.slice(0, -2));
  else if (/[aeiouy].*ing$/.test(stem) && stem.length > 5) stem = single(stem.slice(0, -3));
  else if (stem.endsWith('ly') && stem.length > 5) stem = stem.slice(0, -2);
  return stem.length > 3 && stem.endsWith('e') ? stem.slice(0, -1) : stem;
}

/** stopp → stop, but call → call. */
const single = (stem: string): string => (/([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem);

/** Past forms that no rule makes, as customers say them. */
const IRREGULAR = new Map(
  [
    ['forgot', 'forget'],
    ['forgotten', 'forget'],
    ['paid', 'pay'],
    ['paying', 'pay'],
    ['lost', 'lose'],
    ['losing', 'lose'],
    ['died', 'die'],
    ['dying', 'die'],
    ['dead', 'die'],
    ['death', 'die'],
    ['sent', 'send'],
    ['told', 'tell'],
    ['said', 'say'],
    ['stole', 'steal'],
    ['stolen', 'steal'],
    ['froze', 'freeze'],
    ['frozen', 'freeze'],
    ['took', 'take'],
    ['taken', 'take'],
    ['spent', 'spend'],
    ['sold', 'sell'],
    ['bought', 'buy'],
    ['lent', 'lend'],
    ['owed', 'owe'],
    ['owing', 'owe'],
    ['sued', 'sue'],
    ['suing', 'sue'],
    ['went', 'go'],
    ['gone', 'go'],
    ['left', 'leave'],
    ['laid', 'lay'],
    ['cannot', 'cant'],
    ['wives', 'wife'],
    ['children', 'child'],
    ['kids', 'child'],
    ['men', 'man'],
  ].map(([form, root]) => [form as string, (root as string).replace(/(.{3,})e$/, '$1')] as const),
);

/** A word and what its inflected forms share. */
export interface Word {
  readonly letters: string;
  readonly stem: string;
}

/**
 * How alike two words are, 0 to 1: 1 the same, less for the same stem, for a beginning, for one or two slips.
 *
 * @param unfinished the typed word may still be going on
 */
export function wordLikeness(one: Word, other: Word, unfinished: boolean): number {
  const typed = one.letters;
  const word = other.letters;
  if (typed === word) return 1;
  if (one.stem === other.stem) return 0.97;
  const longer = Math.max(typed.length, word.length);
  if (unfinished && word.startsWith(typed)) return 0.82 + 0.14 * (typed.length / longer);
  const shorter = Math.min(typed.length, word.length);
  if (shorter >= 4 && (word.startsWith(typed) || typed.startsWith(word))) return 0.7 + 0.2 * (shorter / longer);
  if (shorter < 4) return 0;
  const slips = slipsBetween(typed, word, 2);
  if (slips === 1) return 0.84;
  if (slips === 2 && shorter >= 6) return 0.7;
  if (unfinished && slipsBetween(typed, word.slice(0, typed.length), 1) <= 1) return 0.7;
  // disability and disabled: another ending of the same root.
  const root = commonBeginning(typed, word);
  return root >= 4 && root >= 0.5 * longer ? 0.4 + 0.4 * (root / longer) : 0;
}

function commonBeginning(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

const LONGEST_WORD = 32;
let before = new Uint8Array(LONGEST_WORD + 1);
let row = new Uint8Array(LONGEST_WORD + 1);
let next = new Uint8Array(LONGEST_WORD + 1);

/** Letters to put in, leave out, change or swap with their neighbour; more than `most` are not counted on. */
function slipsBetween(one: string, other: string, most: number): number {
  const size = other.length;
  if (Math.abs(one.length - size) > most || size > LONGEST_WORD || one.length > LONGEST_WORD) return most + 1;
  for (let j = 0; j <= size; j += 1) row[j] = j;
  for (let i = 1; i <= one.length; i += 1) {
    const letter = one.charCodeAt(i - 1);
    next[0] = i;
    let least = i;
    for (let j = 1; j <= size; j += 1) {
      const there = other.charCodeAt(j - 1);
      let slips = (row[j - 1] as number) + (letter === there ? 0 : 1);
      slips = Math.min(slips, (row[j] as number) + 1, (next[j - 1] as number) + 1);
      if (i > 1 && j > 1 && letter === other.charCodeAt(j - 2) && one.charCodeAt(i - 2) === there) {
        slips = Math.min(slips, (before[j - 2] as number) + 1);
      }
      next[j] = slips;
      if (slips < least) least = slips;
    }
    if (least > most) return most + 1;
    [before, row, next] = [row, next, before];
  }
  return row[size] as number;
}
