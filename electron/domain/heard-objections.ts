import type {SearchHit, SearchHits} from '../contract/methods.ts';
import type {SearchContext} from './objection-index.ts';

/** The search, as far as it is needed here. */
interface Search {
  search: (text: string, context: SearchContext, limit: number) => SearchHits;
}

/** Below this a hit has hardly more in common with what was said than its small words. */
const LEAST_SCORE = 0.45;
/** Two or three characters, or two words, are like many things: only the very words count. */
const LEAST_OF_FEW = 0.9;
/** A sentence as it is typed into the box: that is what the search is made for. In characters, or in words. */
const WINDOW = {han: 9, words: 7};
const MOST_PARTS = 12;

/** Words that only announce that something will be said: 我跟你说啊, to be honest. */
const ANNOUNCED_HAN =
  /我?[跟和给]你们?[讲说]|你?听我[讲说]|你说说?看|是这样的?|怎么说呢|说实话|老实[讲说]|实话跟你说|不瞒你说|说真的|你知道吗/;
const ANNOUNCED_WORDS =
  /uh|um|well|okay|ok|yes|yeah|so|and|hello|hi|like|look|listen|you know(?: what)?|honestly|actually|i mean|the thing is|(?:to be|i['’]?ll be|let me be) (?:honest|frank|fair)(?: with you)?|i['’]?m telling you|let me tell you/;
const SOUNDS = /[嗯啊呃哦喂诶哎呀吧呢那个这个就是]+/;
const AFTER = /[啊呀吧哦嘛哈，,\s]*/;
const FILLERS = new RegExp(
  `^(?:${SOUNDS.source}|(?:${ANNOUNCED_HAN.source})${AFTER.source}|(?:${ANNOUNCED_WORDS.source})\\b[\\s,]*)+`,
  'iu',
);
/** Stress in the middle of a sentence, and how long ago it was: phrasings are written without. */
const STRESS = /真的是?|其实|确实|实在是|\b(?:totally|really|just|completely|literally|honestly|actually)\s+/giu;
const AGO = /\s+(?:about |like )?(?:an?|one|two|three|four|five|six|\d+|a few|some|a couple(?: of)?) \w+ ago$/iu;
const plainly = (clause: string): string => clause.replace(AGO, '').replace(STRESS, '');

/**
 * The parts in which a spoken sentence is looked up: its clauses, and of long ones (transcripts often have no commas) the
 * pieces of it, half overlapping.
 */
function spokenParts(sentence: string): string[] {
  const clauses = sentence
    .split(/[，。！？；、：…,.!?;:\n]+/u)
    .map((clause) => clause.trim().replace(FILLERS, '').trim())
    .filter((clause) => [...clause].length >= 2);
  const parts = clauses.flatMap((clause) => [clause, plainly(clause), ...pieces(clause)]);
  return [...new Set([sentence.trim().replace(FILLERS, '').trim(), ...parts])]
    .filter((part) => part !== '')
    .slice(0, MOST_PARTS);
}

function pieces(clause: string): string[] {
  const han = /\p{Script=Han}/u.test(clause);
  const units = han ? [...clause] : clause.split(/\s+/);
  const size = han ? WINDOW.han : WINDOW.words;
  if (units.length <= size + 2) return [];
  const found: string[] = [];
  for (let from = 0; from < units.length - size / 2; from += Math.floor(size / 2)) {
    found.push(units.slice(from, from + size).join(han ? '' : ' '));
  }
  return found;
}

/** What people say on the phone without saying anything. */
const PLEASANTRY =
  /^(?:你好|您好|好的?|对|是的?|我?知道了|明白了?|可以|行吧?|没事|谢谢你?|不客气|再见|speaking|(?:yes|hello|hi) ?\w*|thanks?(?: you)?|i (?:see|know)|all right|good (?:morning|afternoon|evening)|bye)+$/iu;

const isShort = (part: string): boolean =>
  /\p{Script=Han}/u.test(part) ? [...part].length <= 3 : part.split(/\s+/).length <= 2;

/** What a spoken sentence may mean, best first; empty where nothing of it is surely an objection. */
export function heardObjections(
  objections: Search,
  sentence: string,
  context: SearchContext,
  limit: number,
): SearchHit[] {
  const best = new Map<string, SearchHit>();
  for (const part of spokenParts(sentence)) {
    if (PLEASANTRY.test(part)) continue;
    const {hits, sure} = objections.search(part, context, limit);
    const least = isShort(part) ? LEAST_OF_FEW : LEAST_SCORE;
    // The hits after the first say the same of fewer words.
    for (const hit of sure ? hits : []) {
      if (hit.score >= least && hit.score > (best.get(hit.objectionId)?.score ?? 0)) best.set(hit.objectionId, hit);
    }
  }
  return [...best.values()].toSorted((a, b) => b.score - a.score).slice(0, limit);
}
