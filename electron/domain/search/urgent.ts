import type {Lexicon, LexiconConcept} from '../../contract/lexicon.ts';
import {codesOf, isHan, SPACE} from './canonical.ts';

/** An expression of an urgent concept that is less certain than this may also be anger or tiredness. */
const CERTAIN = 0.8;

/** The texts of a concept that stand for its objections as their phrasings do. */
export function wordingsOf({anchors, expressions, urgent}: LexiconConcept): string[] {
  if (urgent !== true) return expressions.map((each) => (typeof each === 'string' ? each : each[0]));
  const certain = expressions.filter((each) => typeof each === 'string' || each[1] >= CERTAIN);
  return [...anchors, ...certain.map((each) => (typeof each === 'string' ? each : each[0]))];
}

/** What must never be missed: the texts of urgent concepts, wherever they stand in what was typed. */
export class Urgent {
  /** By the first code. */
  private readonly texts = new Map<number, {codes: readonly number[]; concept: string}[]>();

  constructor(lexicon: Lexicon) {
    for (const concept of lexicon.flatMap((file) => file.concepts)) {
      if (concept.urgent !== true) continue;
      for (const text of wordingsOf(concept)) {
        const codes = codesOf(text);
        const [first] = codes;
        if (first === undefined || codes.length < 2) continue;
        this.texts.set(first, [...(this.texts.get(first) ?? []), {codes, concept: concept.id}]);
      }
    }
  }

  /** Ids of the urgent concepts whose words stand in the codes. */
  conceptsIn(codes: readonly number[]): ReadonlySet<string> {
    const found = new Set<string>();
    for (let at = 0; at < codes.length; at += 1) {
      for (const {codes: text, concept} of this.texts.get(codes[at] as number) ?? []) {
        if (!found.has(concept) && standsAt(text, codes, at)) found.add(concept);
      }
    }
    return found;
  }
}

function standsAt(text: readonly number[], codes: readonly number[], at: number): boolean {
  for (let i = 0; i < text.length; i += 1) if (codes[at + i] !== text[i]) return false;
  const before = codes[at - 1];
  const after = codes[at + text.length];
  const whole = (code: number | undefined) => code === undefined || code === SPACE || isHan(code);
  return isHan(text[0] as number) || (whole(before) && whole(after));
}
