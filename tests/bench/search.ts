import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import Fuse from 'fuse.js';
import {ShippedLexicon} from '../../electron/backend/shipped-lexicon.ts';
import type {Pack} from '../../electron/contract/pack.ts';
import {createObjectionIndex} from '../../electron/domain/objection-index.ts';
import {entriesOf} from '../../electron/domain/pack-search.ts';
import {type BenchOptions, type Figure, quantiles} from './figures.ts';
import {LIBRARY} from './many-calls.ts';

const QUERIES = {
  characters: [
    '没钱|没钱还|最近手头紧|利息太高了|忘了还款|我忘记了|下个月再还|等发工资|已经还过了|你们是骗子吧|别再打电话了|我要投诉你|打错了',
    '不是我本人|他不在家|我失业了|生病住院|没收到短信|能不能减免|只能还一部分|手续费怎么这么多|影响征信吗|协商分期|家里出事了',
  ],
  pinyin: [
    'meiqian|mei qian|lixi|lixitaigao|wangle|wangjihuankuan|xiageyue|fagongzi|tousu|pianzi|dacuole|shiye|fenqi|zhengxin',
  ],
  initials: ['mq|lxtg|wl|fgz|dcl|xgy|ts|hk'],
  english: ['no money|forgot|interest too high|lost my job|wrong number|already paid|stop calling'],
  mistyped: ['没前|利西太高|忘计还款|失叶了|meiqain|lixii|wanle|没 钱|等几天在还|涨单不对'],
};

/** Everything that stands in the box while a query is typed. */
const KEYSTROKES = Object.values(QUERIES)
  .flat()
  .flatMap((queries) => queries.split('|'))
  .flatMap((query) => [...query].map((_, i, characters) => characters.slice(0, i + 1).join('')));

function durations(search: (text: string) => unknown, turns: number): number[] {
  for (const text of KEYSTROKES) search(text);
  const took: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    for (const text of KEYSTROKES) {
      const begun = performance.now();
      search(text);
      took.push(performance.now() - begun);
    }
  }
  return took;
}

/** A keystroke in the objection index, beside what fuse.js alone takes over titles and phrasings. */
export function search({quick}: BenchOptions): Figure[] {
  const turns = quick ? 1 : 5;
  const file = join(LIBRARY, 'cn-consumer-credit@1.0.0.pack.json');
  const {objections} = JSON.parse(readFileSync(file, 'utf8')) as Pack;

  const built: number[] = [];
  const lexicon = new ShippedLexicon(join(LIBRARY, 'lexicon'), () => {}).read().files;
  const entries = entriesOf({objections});
  let index = createObjectionIndex([], lexicon);
  for (let turn = 0; turn < turns + 1; turn += 1) {
    const begun = performance.now();
    index = createObjectionIndex(entries, lexicon);
    built.push(performance.now() - begun);
  }
  const first = performance.now();
  index.search('没', {}, 5);
  const cold = performance.now() - first;

  const plain = new Fuse(
    objections.map(({title, phrasings}) => ({title, phrasings: phrasings.map((phrasing) => phrasing.text)})),
    {keys: ['title', 'phrasings'], includeScore: true, ignoreLocation: true},
  );
  const yardstick = {values: durations((text) => plain.search(text, {limit: 5}), turns), to: 'plain fuse.js'};
  const took = durations((text) => index.search(text, {}, 5), turns);
  const slowest = KEYSTROKES.map((text, i) => {
    const ofText = Array.from({length: turns}, (_, turn) => took[turn * KEYSTROKES.length + i] ?? Infinity);
    return {text, ms: Math.min(...ofText)};
  }).sort((a, b) => b.ms - a.ms);
  return [
    {what: 'index build, first (cold)', value: built[0] ?? Number.NaN, unit: 'ms'},
    ...quantiles('index build, again', built.slice(1), 'ms').slice(0, 1),
    {what: 'first keystroke (cold)', value: cold, unit: 'ms'},
    ...quantiles(`keystroke (${KEYSTROKES.length} prefixes)`, took, 'ms', yardstick),
    ...slowest.slice(0, 3).map(({text, ms}) => ({what: `slowest: ${text}, best of ${turns}`, value: ms, unit: 'ms'})),
  ];
}
