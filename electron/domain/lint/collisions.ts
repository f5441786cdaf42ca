import type {Lexicon} from '../../contract/lexicon.ts';
import type {Objection, Pack} from '../../contract/pack.ts';
import {createPackSearch, type PackSearch} from '../pack-search.ts';
import {type Noted, text} from './noted.ts';

/** From here on, both ways, the search finds the other's wording as well as the own: measured on the starter packs (at most 0.85). */
const SAME = 0.86;
/** A wording that is as good as one of the other objection's. */
const NEAR = 0.7;
/** So much of an objection's wordings near another's, and the two are one (starter packs: at most a quarter). */
const NEAR_SHARE = 0.5;
const NEAR_LEAST = 2;
/** How many others are looked at for each wording. */
const HITS = 6;
/** More wordings than this are not looked up: a pack of that size is checked by its own search, not by reading. */
const MOST_WORDINGS = 20_000;
const SHOWN = 3;

interface Likeness {
  own: string;
  other: string;
  score: number;
}

/**
 * Objections that a customer's sentence cannot tell apart: each wording is looked up in the index that agents search. Yields after
 * each look-up.
 */
export function* collisionFindings(pack: Pack, lexicon: Lexicon): Generator<undefined, Noted[]> {
  const search = createPackSearch(pack, lexicon);
  const pairs = new Map<string, Likeness[]>();
  let looked = 0;
  for (const objection of pack.objections) {
    for (const wording of wordingsOf(objection)) {
      looked += 1;
      if (looked > MOST_WORDINGS) break;
      gather(search, objection.id, wording, pairs);
      yield;
    }
  }
  for (const [key, likeness] of sameButForSmallWords(pack)) {
    const others = (pairs.get(key) ?? []).filter(({own, other}) => own !== likeness.own || other !== likeness.other);
    pairs.set(key, [likeness, ...others]);
  }
  const places = new Map(pack.objections.map(({id}, i) => [id, i]));
  const noted: Noted[] = [];
  const told = new Set<string>();
  for (const key of pairs.keys()) {
    const [one, other] = key.split('\n').map((id) => places.get(id) ?? 0) as [number, number];
    const [earlier, later] = one < other ? [one, other] : [other, one];
    if (told.has(keyOf(`${earlier}`, `${later}`))) continue;
    told.add(keyOf(`${earlier}`, `${later}`));
    const finding = collision(pack, later, earlier, pairs);
    if (finding !== null) noted.push(finding);
  }
  return noted;
}

const keyOf = (from: string, to: string): string => `${from}\n${to}`;
const wordingsOf = ({title, phrasings}: Objection): string[] => [
  ...new Set([title, ...phrasings.map(({text: said}) => said)]),
];

function gather(search: PackSearch, id: string, own: string, pairs: Map<string, Likeness[]>): void {
  for (const {objectionId, phrasing: other, score} of search.search(own, {}, HITS).hits) {
    if (objectionId === id || score < NEAR) continue;
    const key = keyOf(id, objectionId);
    const known = pairs.get(key);
    if (known === undefined) pairs.set(key, [{own, other, score}]);
    else known.push({own, other, score});
  }
}

const LETTERS = /[\p{L}\p{N}'’]+/gu;
/** Said or left out, they change nothing. */
const PARTICLES = /[了啊呀吧呢嘛哦呗哎唉]/gu;
const SMALL_WORDS =
  /\b(?:i|it|me|just|really|completely|totally|so|very|please|the|an?|well|oh|uh|um|ok|okay|now|already|too)\b/giu;

const letters = (said: string): string => (said.normalize('NFKC').toLowerCase().match(LETTERS) ?? []).join(' ');

/** Wordings of different objections that differ in small words alone, under the pair of both, each way. */
function sameButForSmallWords({objections}: Pack): Map<string, Likeness> {
  const seen = new Map<string, {id: string; said: string}>();
  const found = new Map<string, Likeness>();
  for (const {id, phrasings} of objections) {
    for (const {text: said} of phrasings) {
      const bare = letters(letters(said).replace(PARTICLES, '').replace(SMALL_WORDS, ' '));
      if (bare === '') continue;
      const first = seen.get(bare);
      if (first === undefined) seen.set(bare, {id, said});
      else if (first.id !== id && letters(first.said) !== letters(said)) {
        found.set(keyOf(id, first.id), {own: said, other: first.said, score: 1});
        found.set(keyOf(first.id, id), {own: first.said, other: said, score: 1});
      }
    }
  }
  return found;
}

/** Wordings of the two that find each other: said by a customer, either objection is meant. */
function sameWordings(there: readonly Likeness[], back: readonly Likeness[]): Likeness[] {
  return there.filter(
    ({own, other, score}) =>
      score >= SAME &&
      back.some((mirrored) => mirrored.own === other && mirrored.other === own && mirrored.score >= SAME),
  );
}

/** Whether most of an objection's wordings are as good as the other's. */
function isCovered({phrasings}: Objection, near: readonly Likeness[]): boolean {
  const covered = phrasings.filter(({text: said}) => near.some(({own}) => own === said)).length;
  return covered >= NEAR_LEAST && covered >= phrasings.length * NEAR_SHARE;
}

function collision(
  {objections}: Pack,
  i: number,
  j: number,
  pairs: ReadonlyMap<string, readonly Likeness[]>,
): Noted | null {
  const [objection, earlier] = [objections[i], objections[j]] as [Objection, Objection];
  const there = pairs.get(keyOf(objection.id, earlier.id)) ?? [];
  const back = pairs.get(keyOf(earlier.id, objection.id)) ?? [];
  const same = sameWordings(there, back);
  if (same.length === 0 && !isCovered(objection, there) && !isCovered(earlier, back)) return null;
  const mirrored = back.map(({own, other, score}): Likeness => ({own: other, other: own, score}));
  const examples = (same.length > 0 ? same : [...there, ...mirrored]).slice(0, SHOWN);
  const zh = examples.map(({own, other}) => `“${own}”≈“${other}”`).join('，');
  const en = examples.map(({own, other}) => `"${own}" ≈ "${other}"`).join(', ');
  const first = objection.phrasings.findIndex(({text: said}) => said === examples[0]?.own);
  return {
    rule: 'phrasing-collision',
    path: first === -1 ? `objections[${i}]` : `objections[${i}].phrasings[${first}]`,
    message: text(
      `“${objection.title}”与“${earlier.title}”（objections[${j}]）分不清：${zh}。客户这样说，搜索分不出是哪一条`,
      `"${objection.title}" cannot be told from "${earlier.title}" (objections[${j}]): ${en}. When a customer says this, the search cannot tell which is meant`,
    ),
  };
}

/** Wordings of one objection that differ in nothing that is said. */
export function repeatedWordings(pack: Pack): Noted[] {
  return pack.objections.flatMap(({phrasings}, i) => {
    const seen = new Map<string, string>();
    return phrasings.flatMap(({text: said}, j): Noted[] => {
      const key = letters(said);
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, said);
        return [];
      }
      // The very same one is an error already.
      if (first.toLowerCase() === said.toLowerCase()) return [];
      const message = text(`与“${first}”只差标点或大小写`, `differs from "${first}" only in signs or case`);
      return [{rule: 'wording-repeated', path: `objections[${i}].phrasings[${j}]`, message}];
    });
  });
}
