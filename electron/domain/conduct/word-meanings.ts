import type {WordMeanings} from '../../contract/conduct.ts';
import {inBytes} from './learning.ts';
import {stemOf} from './stems.ts';

/** The commonest stems are enough: what is rarer hardly stands in a note. */
const MOST_STEMS = 20_000;
/** What collectors write for short, and no text that meanings were learned from does. */
const SHORT_FOR: Readonly<Record<string, string>> = {
  cust: 'customer',
  cstmr: 'customer',
  cus: 'customer',
  dbtr: 'debtor',
  adv: 'advised',
  acct: 'account',
  appt: 'appointment',
  mgr: 'manager',
  msg: 'message',
  emp: 'employer',
  poe: 'employer',
  hubby: 'husband',
  mum: 'mother',
  mam: 'mother',
  pmts: 'payments',
  asap: 'immediately',
};
/** The usual size of a number; what learns from them counts on it. */
const USUAL = 0.5;

/**
 * The meanings of stems out of those of words, the commonest word first: of the words of one stem the mean, in which a common
 * one weighs more. `places` has one list of numbers for each word, all of one length.
 */
export function wordMeanings(
  words: readonly string[],
  places: readonly (readonly number[])[],
  source: string,
): WordMeanings {
  const dimensions = places[0]?.length ?? 0;
  const stems = new Map<string, {sum: Float64Array; weight: number}>();
  for (const [rank, word] of words.entries()) {
    if (!/^[a-z]+$/.test(word)) continue;
    const stem = stemOf(word);
    let own = stems.get(stem);
    if (own === undefined) {
      if (stems.size === MOST_STEMS) continue;
      stems.set(stem, (own = {sum: new Float64Array(dimensions), weight: 0}));
    }
    const weight = 1 / (rank + 100);
    own.weight += weight;
    for (let i = 0; i < dimensions; i += 1) own.sum[i] = (own.sum[i] as number) + weight * (places[rank]?.[i] ?? 0);
  }
  for (const [short, word] of Object.entries(SHORT_FOR)) {
    const meant = stems.get(stemOf(word));
    if (meant !== undefined) stems.set(stemOf(short), meant);
  }
  const all = [...stems.values()].flatMap(({sum, weight}) => Array.from(sum, (each) => each / weight));
  const usual = all.reduce((sum, each) => sum + Math.abs(each), 0) / Math.max(1, all.length);
  const {weights, scale} = inBytes(Float32Array.from(all, (each) => (each / usual) * USUAL));
  return {source, dimensions, scale, words: [...stems.keys()].join(' '), places: weights};
}
