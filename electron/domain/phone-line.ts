import type {PhoneLine} from '../contract/flags.ts';

const WORDS: readonly [PhoneLine, RegExp][] = [
  // A mobile phone of the employer's is a number at work.
  ['work', /单位|公司|办公|工作|职场|\b(work|office|business|job|employer)\b/i],
  ['home', /家|宅|座机|固话|\b(home|house|landline|residence)\b/i],
  ['mobile', /手机|移动电话|\b(mobile|cell|cellular|cellphone|handy)\b/i],
];

/** What kind of place a number rings at, by the label that people gave it. */
export function lineOfLabel(label: string): PhoneLine {
  return WORDS.find(([, words]) => words.test(label))?.[0] ?? 'other';
}
