import {describe, expect, test} from 'vitest';
import {Pack} from '../../electron/contract/pack.ts';
import {MOST_SENTENCES, packConduct, type PackConduct, soundSentences} from '../../electron/domain/pack-conduct.ts';
import {saidTexts} from '../../electron/domain/said-texts.ts';
import {shippedLists} from '../conduct/score.ts';
import {type PackDocument, smallPack} from '../small-pack.ts';
import {starterPacks} from './starter-packs.ts';

type Objection = PackDocument['objections'][number];

function conductOf(pack: Pack, most?: number): PackConduct & {sentences: number} {
  const work = packConduct(shippedLists, pack, most);
  for (let sentences = 0; ; sentences += 1) {
    const step = work.next();
    if (step.done === true) return {...step.value, sentences};
  }
}

/** The small pack with its first objection bent. */
function bent(change: (objection: Objection) => Partial<Objection>, more: Partial<PackDocument> = {}): Pack {
  const pack = smallPack();
  const [first, ...others] = pack.objections as [Objection, ...Objection[]];
  return Pack.parse({...pack, ...more, objections: [{...first, ...change(first)}, ...others]});
}
const saying = (text: string, more: Partial<PackDocument> = {}) =>
  bent(({answers}) => ({answers: {...answers, soft: [{id: 'forgot.soft', text}]}}), more);

const THREAT = '再不还我就上门找你。';

test.for(starterPacks().map((pack) => [pack.id, pack] as const))(
  'no sentence of %s is one that must not be said',
  {timeout: 60_000},
  ([, pack]) => {
    expect(saidTexts(pack).length).toBeGreaterThan(500);
    expect(conductOf(pack)).toMatchObject({problems: [], unchecked: 0});
  },
);

describe('a sentence that must not be said', () => {
  test('is a problem at its place, with the words, what they are, the rule and its source', () => {
    const {problems} = conductOf(saying(THREAT));
    expect(problems.map(({path}) => path)).toEqual(['objections[0].answers.soft[0].text']);
    expect(problems[0]?.message['zh-CN']).toMatch(/上门找你.*威胁恐吓.*不得威胁.*公约.*CN-CONDUCT-01/s);
    expect(problems[0]?.message.en).toMatch(/上门找你.*Threat or intimidation.*no threats.*CN-CONDUCT-01/s);
  });

  test('names a law as law only where the pack is used under it', () => {
    const told = (jurisdiction: Pack['jurisdiction']) =>
      conductOf(saying(THREAT, {jurisdiction})).problems[0]?.message.en;
    expect(told('CN')).not.toContain('a practice of this app');
    expect(told('none')).toMatch(/a practice of this app; in Mainland China it rests on .*CN-CONDUCT-01/);
  });

  test.for([
    ['empathy', () => ({empathy: THREAT}), 'objections[0].empathy'],
    [
      'question',
      () => ({followUps: [{id: 'forgot.q1', kind: 'closed' as const, text: THREAT}]}),
      'objections[0].followUps[0].text',
    ],
  ] as const)('is found in a %s', ([, change, path]) => {
    expect(conductOf(bent(change)).problems.map((problem) => problem.path)).toEqual([path]);
  });

  test('is found in stages and branches', () => {
    const pack = smallPack();
    const [stage, ...stages] = pack.stages;
    const [branch, ...branches] = pack.branches;
    if (stage === undefined || branch === undefined) throw new Error('the small pack has neither');
    const said = Pack.parse({
      ...pack,
      stages: [{...stage, lines: [{id: 's.l1', text: THREAT}]}, ...stages],
      branches: [{...branch, lines: [{id: 'b.l1', text: THREAT}]}, ...branches],
    });
    expect(conductOf(said).problems.map(({path}) => path)).toEqual([
      'stages[0].lines[0].text',
      'branches[0].lines[0].text',
    ]);
  });

  test('may be quoted as what to leave unsaid, and said by the customer', () => {
    const pack = bent(() => ({avoid: [THREAT], phrasings: [{id: 'forgot.p1', text: THREAT}], title: THREAT}));
    expect(conductOf(pack).problems).toEqual([]);
  });

  test('is not hidden by a slot, and is quoted with it', () => {
    const {problems} = conductOf(saying('再不还{amount}，我就带{agentName}上门找你。'));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message['zh-CN']).toContain('上门找你');
  });

  test('is not made by the name of a slot', () => {
    const slots = [...smallPack().slots, {id: 'police', name: '坐席', type: 'text' as const, source: 'ask' as const}];
    expect(conductOf(saying('我是{police}。', {slots})).problems).toEqual([]);
  });
});

describe("a pack's own word list", () => {
  const wordLists = (severity: 'block' | 'warn'): Partial<PackDocument> => ({
    wordLists: [{id: 'ours', category: '公司禁语', severity, language: 'zh-CN', words: ['白名单']}],
  });

  test('forbids its words in the lines of that pack', () => {
    const {problems} = conductOf(saying('您在白名单里。', wordLists('block')));
    expect(problems[0]?.message['zh-CN']).toBe('“白名单”属于“公司禁语”：本话术包的词表“ours”禁止');
  });

  test('that only warns refuses nothing', () => {
    expect(conductOf(saying('您在白名单里。', wordLists('warn'))).problems).toEqual([]);
  });
});

describe('a large pack', () => {
  const many = (text: (i: number) => string) =>
    bent(({answers}) => ({
      answers: {...answers, soft: Array.from({length: 200}, (_, i) => ({id: `many-${i}`, text: text(i)}))},
    }));

  test('is looked at once for each different sentence', () => {
    expect(conductOf(many(() => '没关系。')).sentences).toBeLessThan(40);
  });

  test('shows fifty problems at most', () => {
    expect(conductOf(many(() => THREAT)).problems).toHaveLength(50);
  });

  test('tells how many sentences were too many to look at', () => {
    const {problems, unchecked, sentences} = conductOf(
      many((i) => `第${i}句。`),
      100,
    );
    expect(problems).toEqual([]);
    expect(sentences).toBe(100);
    expect(unchecked).toBeGreaterThan(100);
  });
});

describe('the sentences of a version that was found sound', () => {
  test('are not looked at again in the next one, and what is new there is', () => {
    const known = soundSentences(saying('还款以后请告诉我一声。'));
    const {size} = known;
    const next = [...packConduct(shippedLists, saying(THREAT), undefined, known)];
    // One step for each sentence, and one sentence more that is known now.
    expect(next).toHaveLength(size);
    expect(known.size).toBe(size + 1);
    const work = packConduct(shippedLists, saying(THREAT), undefined, known);
    let step = work.next();
    while (step.done !== true) step = work.next();
    expect(step.value.problems.map(({path}) => path)).toEqual(['objections[0].answers.soft[0].text']);
  });

  test('are those that were looked at: as many as are, and none behind', () => {
    const [first] = smallPack().objections;
    const lines = Array.from({length: 200}, (_, i) => ({id: `l${i}`, text: `第${i}句，还款以后请告诉我一声。`}));
    const objections = Array.from({length: 60}, (_, i) => ({
      ...(first as Objection),
      id: `o${i}`,
      phrasings: [{id: `o${i}.p`, text: `第${i}种说法`}],
      answers: {
        ...(first as Objection).answers,
        soft: lines.map(({id, text}) => ({id: `o${i}.${id}`, text: `${text}${i}`})),
      },
    }));
    const pack = {...Pack.parse(smallPack()), objections} as Pack;
    expect(soundSentences(pack).size).toBe(MOST_SENTENCES);
  });
});
