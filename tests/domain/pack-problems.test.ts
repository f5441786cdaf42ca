import {readdirSync, readFileSync} from 'node:fs';
import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {BRANCH_KINDS, STAGE_KINDS} from '../../electron/contract/pack.ts';
import {checkPack, checkPackText} from '../../electron/domain/pack-problems.ts';
import {type PackDocument, smallPack} from '../small-pack.ts';
import {libraryFolder, starterPacks} from './starter-packs.ts';
import {millisecondsOf} from '../spent-time.ts';

type Bend = (pack: PackDocument) => void;
type Objection = PackDocument['objections'][number];

const problemsOf = (bend: Bend) => {
  const pack = smallPack();
  bend(pack);
  return checkPack(pack).problems;
};
const told = (bend: Bend) => problemsOf(bend).map(({path, message}) => `${path}: ${message.en}`);
const objection = (pack: PackDocument, i = 0) => pack.objections[i] as Objection;
const line = (pack: PackDocument) => objection(pack).answers.firm[0] as Objection['answers']['firm'][number];
const span = (bucket: 'M1' | 'M2' | 'M3' | 'M3+', fromDay: number, toDay?: number) =>
  toDay === undefined ? {bucket, fromDay} : {bucket, fromDay, toDay};

describe('a pack', () => {
  // Each kept a desk busy for minutes, or broke the check itself.
  test.for<[name: string, make: () => unknown]>([
    ['a list of zeros', () => Array.from({length: 3_000_000}, () => 0)],
    ['numbers for objections', () => ({...smallPack(), objections: Array.from({length: 1_000_000}, () => 0)})],
    [
      'an objection with nothing right in its phrasings',
      () => {
        const pack = smallPack();
        const bad = Array.from({length: 300_000}, () => ({id: 1}));
        return {...pack, objections: [{...objection(pack), phrasings: bad}]};
      },
    ],
    [
      'objections that are all wrong',
      () => {
        const pack = smallPack();
        const phrasings = Array.from({length: 20}, () => ({id: 1}));
        return {...pack, objections: Array.from({length: 20_000}, () => ({...objection(pack), phrasings}))};
      },
    ],
    [
      'word lists that are all wrong',
      () => ({
        ...smallPack(),
        wordLists: Array.from({length: 200}, () => ({words: Array.from({length: 5000}, () => 0)})),
      }),
    ],
    [
      'stages with nothing right in them',
      () => {
        const pack = smallPack();
        const lines = Array.from({length: 2000}, () => 0);
        return {...pack, stages: pack.stages.map((stage) => ({...stage, lines, questions: lines}))};
      },
    ],
  ])('that is %s, millions of faults, is refused in seconds', {timeout: 20_000}, ([, make]) => {
    const {pack, problems} = checkPack(make());
    expect(pack).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
  });

  test('has a version whose numbers can be compared', () => {
    const versions = ['1.0.0', '999999999999999.0.0-evil.1', '9007199254740992.0.0', '1.99999999999999999999.0'];
    expect(versions.map((version) => checkPack({...smallPack(), version}).problems.map(({path}) => path))).toEqual([
      [],
      [],
      ['version'],
      ['version'],
    ]);
  });

  test('without problems is given back with its defaults', () => {
    const {pack, problems} = checkPack(smallPack());
    expect(problems).toEqual([]);
    expect(pack?.stages[0]?.lines[0]).toMatchObject({kind: 'talking', pressure: false, facts: []});
  });

  test.for([
    [
      'an id used twice',
      (p) => (objection(p, 1).id = 'forgot'),
      'objections[1].id: the id "forgot" is already used at objections[0]',
    ],
    [
      'an id of a line used as a stage',
      (p) => (line(p).id = 'opening'),
      'objections[0].answers.firm[0].id: the id "opening" is already used at stages[1]',
    ],
    [
      'an id of a type used as an emotion',
      (p) => (p.emotions = [{id: 'busy', title: '急'}]),
      'emotions[0].id: the id "busy" is already used at customerTypes[0]',
    ],
    [
      'a phrasing used twice',
      (p) => (objection(p, 1).phrasings[2] = {id: 'x', text: '我忘了'}),
      'objections[1].phrasings[2]: the phrasing "我忘了" is already at objections[0].phrasings[0]',
    ],
    [
      'a slot declared twice',
      (p) => (p.slots[1] = {...p.slots[1], id: 'agentName'} as never),
      'slots[1].id: the slot "agentName" is declared twice',
    ],
    [
      'a slot that is not declared',
      (p) => (line(p).text = '{days}{amount}{nothing}'),
      'objections[0].answers.firm[0].text: the slot "nothing" is not declared',
    ],
    [
      'a slot of an empathy line',
      (p) => (line(p).empathy = '{nothing}'),
      'objections[0].answers.firm[0].empathy: the slot "nothing" is not declared',
    ],
    [
      'a slot of a question',
      (p) => (objection(p).followUps = [{id: 'q', kind: 'open', text: '{nothing}'}]),
      'objections[0].followUps[0].text: the slot "nothing" is not declared',
    ],
    [
      'a slot of the empathy of an objection',
      (p) => (objection(p).empathy = '{nothing}'),
      'objections[0].empathy: the slot "nothing" is not declared',
    ],
    [
      'a fact that is not declared',
      (p) => (line(p).facts = ['days', 'amount', 'nothing']),
      'objections[0].answers.firm[0].facts[2]: the slot "nothing" is not declared',
    ],
    [
      'pressure without facts',
      (p) => Object.assign(line(p), {facts: [], text: '请尽快。'}),
      'objections[0].answers.firm[0]: is a pressure line: needs at least one fact',
    ],
    [
      'pressure that reads what is no fact',
      (p) => (line(p).facts = ['amount']),
      'objections[0].answers.firm[0]: needs the fact "逾期天数"',
    ],
    [
      'pressure without empathy',
      (p) => delete line(p).empathy,
      'objections[0].answers.firm[0]: is a pressure line: needs an empathy line',
    ],
    [
      'a consequence without approval',
      (p) => Object.assign(line(p), {consequence: true, validUntil: '2027-01-01'}),
      'objections[0].answers.firm[0]: announces a consequence: needs who approved it and until when',
    ],
    [
      'a consequence without an end',
      (p) => Object.assign(line(p), {consequence: true, approvedBy: '法务'}),
      'objections[0].answers.firm[0]: announces a consequence: needs who approved it and until when',
    ],
    [
      'a voicemail message that is only for the customer',
      (p) => Object.assign(line(p), {discloses: 'limitedContent', cue: '语音信箱'}),
      'objections[0].answers.firm[0]: anybody may hear a voicemail: needs beforeVerification, and a cue that says when it is said',
    ],
    [
      'a debt fact before verification',
      (p) => Object.assign(objection(p).answers.standard[1] as object, {text: '应还{amount}'}),
      'objections[0].answers.standard[1]: may be said before verification, so it may not use the debt fact "应还金额"',
    ],
    [
      'a debt fact before verification in the empathy',
      (p) => Object.assign(objection(p).answers.standard[1] as object, {empathy: '{days}天'}),
      'objections[0].answers.standard[1]: may be said before verification, so it may not use the debt fact "逾期天数"',
    ],
    [
      'a customer type that is not there',
      (p) => (line(p).when = {customerType: ['nobody']}),
      'objections[0].answers.firm[0].when.customerType: there is no customer type "nobody"',
    ],
    [
      'days the wrong way round',
      (p) => (line(p).when = {daysOverdue: {min: 9, max: 3}}),
      'objections[0].answers.firm[0].when.daysOverdue: the least number of days is above the most',
    ],
    [
      'a next stage that is not there',
      (p) => (objection(p).nextStage = 'nowhere'),
      'objections[0].nextStage: there is no stage "nowhere"',
    ],
    [
      'a next stage of a branch',
      (p) => Object.assign(p.branches[0] as object, {nextStage: 'nowhere'}),
      'branches[0].nextStage: there is no stage "nowhere"',
    ],
    [
      'a branch that is not there',
      (p) => (objection(p).branch = 'deceased'),
      'objections[0].branch: there is no branch "deceased"',
    ],
    [
      'a branch given twice',
      (p) => Object.assign(p.branches[1] as object, {kind: 'thirdParty'}),
      'branches[1].kind: the branch "thirdParty" is given twice',
    ],
    [
      'a result code that is not there',
      (p) => Object.assign(p.branches[0] as object, {results: ['CB', 'RTP']}),
      'branches[0].results[1]: there is no result code "RTP"',
    ],
    [
      'a stage that is missing',
      (p) => (p.stages = p.stages.filter((stage) => stage.kind !== 'verification')),
      'stages: the stage "verification" is missing',
    ],
    [
      'stages out of order',
      (p) => p.stages.push(p.stages.shift() as never),
      'stages[6].kind: the stages are out of order',
    ],
    [
      'spans with a gap',
      (p) => (p.buckets = [span('M1', 1, 30), span('M2', 32)]),
      'buckets[1].fromDay: must start at day 31, without gaps',
    ],
    [
      'spans that do not start at the first day',
      (p) => (p.buckets = [span('M1', 0 + 2)]),
      'buckets[0].fromDay: must start at day 1, without gaps',
    ],
    [
      'a span that ends before it starts',
      (p) => (p.buckets = [span('M1', 1, 30), span('M2', 31, 29), span('M3', 30)]),
      'buckets[1].toDay: ends before it starts',
    ],
    [
      'a label given twice',
      (p) => (p.buckets = [span('M1', 1, 30), span('M1', 31)]),
      'buckets[1].bucket: "M1" is given twice',
    ],
    ['spans that end', (p) => (p.buckets = [span('M1', 1, 30)]), 'buckets[0].toDay: only the last one has no end'],
    ['an unknown key', (p) => Object.assign(objection(p), {tone: 1}), 'objections[0]: unknown field: "tone"'],
    ['another format', (p) => Object.assign(p, {formatVersion: 2}), 'formatVersion: must be 1'],
    [
      'a tone without an answer',
      (p) => (objection(p).answers.firm = []),
      'objections[0].answers.firm: must have at least one entry',
    ],
    [
      'a missing tone',
      (p) => delete (objection(p).answers as Partial<Objection['answers']>).firm,
      'objections[0].answers.firm: is missing',
    ],
    [
      'a number for a text',
      (p) => Object.assign(line(p), {text: 7}),
      'objections[0].answers.firm[0].text: must be text, not a number',
    ],
  ] as [string, Bend, string][])('with %s is refused with the place and the reason', ([, bend, expected]) => {
    expect(told(bend)).toContain(expected);
    for (const {message} of problemsOf(bend)) expect(message['zh-CN']).toMatch(/\p{Script=Han}/u);
    // What is refused is never half a pack.
    const pack = smallPack();
    bend(pack);
    expect(checkPack(pack).pack).toBeNull();
  });

  test('is told of everything at once', () => {
    const problems = told((pack) => {
      objection(pack).nextStage = 'nowhere';
      delete line(pack).empathy;
      objection(pack, 1).branch = 'deceased';
      pack.buckets = [span('M1', 1, 30)];
    });
    expect(problems).toHaveLength(4);
  });

  test('of thousands of problems tells the first two hundred', () => {
    const problems = problemsOf((pack) => {
      pack.objections = Array.from({length: 1000}, (_, i) => ({
        ...objection(smallPack()),
        id: `o${i}`,
        nextStage: 'x',
      }));
    });
    expect(problems).toHaveLength(200);
  });
});

describe('a pack file', () => {
  test('may begin with the mark of a Windows editor', () => {
    expect(checkPackText(`\ufeff${JSON.stringify(smallPack())}`).pack).not.toBeNull();
  });

  test.for(['', ' ', '{', '[', 'null', '7', '"text"', '[]', '{}', 'undefined', '\u0000', '{"formatVersion":1}'])(
    'that is no pack is refused in words (%j)',
    (text) => {
      const {pack, problems} = checkPackText(text);
      expect(pack).toBeNull();
      expect(problems.length).toBeGreaterThan(0);
      for (const {message} of problems) expect(message['zh-CN']).toMatch(/\p{Script=Han}/u);
    },
  );

  test.for([
    ['arrays', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['objects', '{"a":'.repeat(200_000) + '1' + '}'.repeat(200_000)],
    [
      'inside a pack',
      JSON.stringify({...smallPack(), rules: 0}).replace(
        '"rules":0',
        `"rules":${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      ),
    ],
  ] as const)('nested deeper than any pack is refused and does not exhaust the stack: %s', ([, text]) => {
    const {pack, problems} = checkPackText(text);
    expect(pack).toBeNull();
    expect(problems[0]?.message.en).toMatch(/nested too deeply|not valid JSON/);
  });

  test('with a key given twice is refused, with the place, the key and the line of the second one', () => {
    const text = JSON.stringify(smallPack(), null, 2);
    const once = checkPackText(text);
    expect(once.problems).toEqual([]);
    const twice = text.replace('"id": "forgot.soft",', '"id": "forgot.soft",\n"\\u0069d": "forgot.soft",');
    const line = twice.slice(0, twice.indexOf('u0069')).split('\n').length;
    const {pack, problems} = checkPackText(twice);
    expect(pack).toBeNull();
    expect(problems).toEqual([
      {
        path: 'objections[0].answers.soft[0].id',
        message: {
          'zh-CN': `“id”写了两次，第 ${line} 行是重复的；请只保留一个`,
          en: `"id" is given twice, again in line ${line}: keep one of them`,
        },
      },
    ]);
    const whole = text.replace('"formatVersion"', '"objections": [], "formatVersion"');
    expect(checkPackText(whole).problems.map(({path}) => path)).toEqual(['objections']);
  });

  test('may hold equal keys in different objects, and signs and quotes in its texts', () => {
    const pack = smallPack();
    objection(pack).phrasings[0] = {id: 'signs', text: 'a "b": c, d\\" e'};
    expect(checkPackText(JSON.stringify(pack)).problems).toEqual([]);
  });

  test('with a million repeated keys is refused in good time', () => {
    const many = `{${'"a":1,'.repeat(1_000_000)}"b":"${'\\"'.repeat(1_000_000)}"}`;
    expect(millisecondsOf(() => checkPackText(many))).toBeLessThan(5000);
    expect(checkPackText(many).problems.length).toBeLessThanOrEqual(200);
  });

  test.for(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'with the key %s is refused',
    (key) => {
      const text = JSON.stringify(smallPack());
      const planted = [
        `{${JSON.stringify(key)}: {"polluted": true}, ${text.slice(1)}`,
        text.replace('"answers":{', `"answers":{${JSON.stringify(key)}: [],`),
        text.replace('"id":"forgot.soft",', `"id":"forgot.soft",${JSON.stringify(key)}: {"polluted": true},`),
      ];
      for (const pack of planted) {
        expect(pack).not.toBe(text);
        expect(checkPackText(pack).pack).toBeNull();
      }
      expect(({} as {polluted?: boolean}).polluted).toBeUndefined();
    },
  );

  test.for(['__proto__', 'constructor', 'toString'])('may not name a part %s and confuse its readers', (id) => {
    const {problems} = checkPackText(
      JSON.stringify({...smallPack(), id: 'small'}).replaceAll('"forgot"', JSON.stringify(id)),
    );
    // A name of the prototype is either no id at all, or an id like any other.
    const bad = problems.filter(({path}) => !/^objections\[0\]\.(id|reason)$/.test(path));
    expect(bad).toEqual([]);
  });

  test('with half a character in it is refused or repaired, but never a bug', () => {
    const text = JSON.stringify(smallPack()).replace('没关系', '\\ud800');
    const {pack} = checkPackText(text);
    expect(pack === null || JSON.stringify(pack).isWellFormed()).toBe(true);
    expect(JSON.stringify(pack)).not.toContain('\\ud800');
  });

  test('of twenty thousand objections is read in seconds', {timeout: 120_000}, () => {
    const pack = smallPack();
    const [first] = pack.objections;
    const again = (i: number) =>
      JSON.parse(
        JSON.stringify(first).replaceAll('forgot', `o${i}`).replaceAll('"reason":"o', '"reason":"forgot" ,"x":"o'),
      ) as Objection;
    pack.objections = Array.from({length: 20_000}, (_, i) => {
      const {x: _x, ...one} = again(i) as Objection & {x: string};
      return {...one, phrasings: [{id: `o${i}.p`, text: `说法 ${i}`}]};
    });
    expect(millisecondsOf(() => expect(checkPack(pack).problems).toEqual([]))).toBeLessThan(10_000);
  });
});

describe('the starter packs', () => {
  const files = readdirSync(libraryFolder).filter((file) => file.endsWith('.pack.json'));

  test('are there in both languages, without problems, named by what is in them', () => {
    const packs = starterPacks();
    expect(packs.map((pack) => pack.language).sort()).toEqual(['en', 'zh-CN']);
    expect(packs.map((pack) => `${pack.id}@${pack.version}.pack.json`).sort()).toEqual(files.sort());
  });

  test.for(starterPacks().map((pack) => [pack.id, pack] as const))('%s has all that was asked for', ([, pack]) => {
    expect(pack.objections.length).toBeGreaterThanOrEqual(pack.language === 'zh-CN' ? 60 : 40);
    for (const {phrasings} of pack.objections) {
      expect(
        phrasings.filter(({language}) => (language ?? pack.language) === pack.language).length,
      ).toBeGreaterThanOrEqual(6);
    }
    expect([...new Set(pack.stages.map((stage) => stage.kind))]).toEqual([...STAGE_KINDS]);
    expect(pack.branches.map((branch) => branch.kind).sort()).toEqual([...BRANCH_KINDS].sort());
  });

  test('bent at random never bring the check down', () => {
    const texts = files.map((file) => readFileSync(`${libraryFolder}/${file}`, 'utf8'));
    const documents = texts.map((text) => JSON.parse(text) as object);
    const strange = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(null, '', '{x}', '{amount}', -1, 1e308, [], {}, '\ud800', 'x'.repeat(5000)),
    );
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(fc.nat(), {minLength: 1, maxLength: 7}),
        strange,
        fc.boolean(),
        (which, steps, value, remove) => {
          const document = structuredClone(documents[which % documents.length] as object);
          bendAt(document, steps, value, remove);
          const {pack, problems} = checkPack(document);
          expect(pack === null).toBe(problems.length > 0);
          for (const {message} of problems) expect(message['zh-CN']).toMatch(/\p{Script=Han}/u);
        },
      ),
      {numRuns: 60},
    );
  });

  test('cut off or with a byte changed never bring the check down', () => {
    const text = readFileSync(`${libraryFolder}/${files[0]}`, 'utf8');
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({maxLength: 3}), fc.boolean(), (at, put, cut) => {
        const {pack, problems} = checkPackText(cut ? text.slice(0, at) : text.slice(0, at) + put + text.slice(at + 1));
        expect(pack === null).toBe(problems.length > 0);
      }),
      {numRuns: 40},
    );
  });
});

/** Walks down by the steps, as far as there is something to walk into, and puts the value there or takes it away. */
function bendAt(document: object, steps: readonly number[], value: unknown, remove: boolean): void {
  let within = document as Record<string, unknown>;
  for (const [i, step] of steps.entries()) {
    const keys = Object.keys(within);
    const key = keys[step % Math.max(1, keys.length)] ?? '';
    const inner = within[key];
    if (i < steps.length - 1 && typeof inner === 'object' && inner !== null) within = inner as Record<string, unknown>;
    else {
      if (remove) delete within[key];
      else within[key] = value;
      return;
    }
  }
}
