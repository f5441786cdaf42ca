import {type Reason, type Tone} from '../../contract/pack.ts';
import {newPartId} from '../draft-parts.ts';
import type {PackDocument} from '../pack-draft.ts';
import type {ObjectionRow, SaidLine, SaidPhrasing} from './read-row.ts';

export type ObjectionDocument = PackDocument['objections'][number];

const LONGEST_TITLE = 80;
/** Where a tone has no answer of its own, the nearest one that there is. */
const NEAREST: Record<Tone, readonly Tone[]> = {
  soft: ['standard', 'firm'],
  standard: ['soft', 'firm'],
  firm: ['standard', 'soft'],
};

/** An objection that rows speak of: one of the draft, or one that they make. */
export interface Target {
  /** Of the draft; null for one that the sheet makes. */
  known: ObjectionDocument | null;
  title: string;
  category: string;
  reason: Reason;
  empathy: string;
  nextStage: string;
  phrasings: SaidPhrasing[];
  answers: Partial<Record<Tone, {line: SaidLine; row: number | null}>>;
  followUps: ObjectionRow['followUps'];
  avoid: string[];
  signals: string[];
  rows: number[];
}

/** The name of an objection that has none of its own: what customers say, as far as a name is long. */
export function shortened(text: string): string {
  if (text.length <= LONGEST_TITLE) return text;
  // Never in the middle of a character.
  return [...text]
    .reduce((title, letter) => (title.length + letter.length < LONGEST_TITLE ? title + letter : title), '')
    .trim();
}

export const phrasingPart = ({text, language}: SaidPhrasing, id: string): ObjectionDocument['phrasings'][number] => ({
  id,
  text,
  ...(language !== null && {language}),
});

/** The objection that rows have made, in the form of the pack. It must have an answer. */
export function objectionOf(target: Target, uuid: string): ObjectionDocument {
  const id = newPartId(null, 'o', uuid);
  const {title, category, reason, empathy, nextStage, avoid, signals} = target;
  const answer = (tone: Tone): ObjectionDocument['answers'][Tone] => {
    const from = [tone, ...NEAREST[tone]].find((each) => target.answers[each] !== undefined);
    const line = from === undefined ? undefined : target.answers[from]?.line;
    return line === undefined ? [] : [{id: `${id}.${tone}`, ...line}];
  };
  return {
    id,
    title,
    category,
    reason,
    ...(signals.length > 0 && {signals}),
    phrasings: target.phrasings.map((phrasing, i) => phrasingPart(phrasing, `${id}.p${i + 1}`)),
    answers: {soft: answer('soft'), standard: answer('standard'), firm: answer('firm')},
    empathy,
    ...(target.followUps.length > 0 && {
      followUps: target.followUps.map((question, i) => ({id: `${id}.q${i + 1}`, ...question})),
    }),
    ...(avoid.length > 0 && {avoid}),
    nextStage,
  };
}
