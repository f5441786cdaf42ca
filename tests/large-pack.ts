import {type PackDocument, smallPack} from './small-pack.ts';

/** In characters: in the agent's box a digit picks a result. */
const spelled = (n: number): string => [...String(n)].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('');

/** A pack with so many objections that are told apart by their number alone. */
export function largePack(count: number, more: Partial<PackDocument> = {}): PackDocument {
  const pack = smallPack();
  const [first] = pack.objections;
  if (first === undefined) throw new Error('the small pack has no objection');
  const [soft, standard, firm] = (['soft', 'standard', 'firm'] as const).map((tone) => first.answers[tone]);
  const numbered = Array.from({length: count}, (_, i): PackDocument['objections'][number] => ({
    ...first,
    id: `many-${i}`,
    title: `第${spelled(i)}种说法`,
    phrasings: [{id: `many-${i}.p1`, text: `编号${spelled(i)}的理由`}],
    followUps: [],
    answers: {
      soft: (soft ?? []).map((line, n) => ({...line, id: `many-${i}.soft${n}`})),
      standard: (standard ?? []).map((line, n) => ({...line, id: `many-${i}.standard${n}`})),
      firm: (firm ?? []).map((line, n) => ({...line, id: `many-${i}.firm${n}`})),
    },
  }));
  return {...pack, id: 'large', title: '大话术', ...more, objections: [...pack.objections, ...numbered]};
}
