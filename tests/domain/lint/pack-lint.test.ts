import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Pack} from '../../../electron/contract/pack.ts';
import {
  createPackLinter,
  LINT_RULES,
  lintRule,
  LINTER_VERSION,
  refusedOnArrival,
} from '../../../electron/domain/pack-lint.ts';
import {smallPack} from '../../small-pack.ts';
import {starterPacks} from '../starter-packs.ts';
import {aLine, type Bend, bent, lineOf, linted, lintPack, objectionOf, quick, sources} from './linted.ts';

type Language = Pack['language'];
const told = (findings: ReturnType<typeof quick>) => findings.map(({rule, path}) => `${rule} ${path}`);
const zh = 'zh-CN';

const say =
  (id: string, text: string): Bend =>
  (pack) =>
    (lineOf(pack, id).text = text);
const mark =
  (id: string, more: Partial<ReturnType<typeof lineOf>>): Bend =>
  (pack) =>
    Object.assign(lineOf(pack, id), more);

test.for(starterPacks().map((pack) => [pack.id, pack] as const))(
  '%s, as it is shipped, has neither errors nor warnings',
  {timeout: 120_000},
  ([, pack]) => {
    expect(lintPack(pack)).toEqual([]);
  },
);

/** Each: the language, what is done to the starter pack, and everything that is found then. */
const REFUSED: readonly (readonly [name: string, Language, Bend, string[]])[] = [
  [
    'a validity that has passed',
    zh,
    mark('pressure.facts', {consequence: true, approvedBy: '法务', validUntil: '2026-11-21'}),
    ['validity-passed stages[4].lines[0].validUntil'],
  ],
  [
    'a validity that ends in two weeks',
    zh,
    mark('pressure.facts', {consequence: true, approvedBy: '法务', validUntil: '2026-12-06'}),
    ['validity-soon stages[4].lines[0].validUntil'],
  ],
  [
    'no line that says who is calling',
    zh,
    (pack) => delete lineOf(pack, 'opening.identify').discloses,
    ['required-line-missing stages'],
  ],
  ['no recording notice', zh, (pack) => pack.stages[1]?.lines.splice(1, 1), ['required-line-missing stages']],
  [
    'a recording notice that shows only after verification',
    zh,
    mark('opening.recording', {beforeVerification: false}),
    ['required-line-missing stages[1].lines[1]', 'line-never-shown stages[1].lines[1].beforeVerification'],
  ],
  [
    'a first disclosure that shows only in later calls',
    'en',
    (pack) => {
      for (const stage of pack.stages) {
        for (const line of stage.lines) if (line.discloses === 'miniMirandaFirst') line.when = {firstCall: false};
      }
    },
    ['required-line-missing stages[3].lines[0]'],
  ],
  [
    'no disclosure for later calls',
    'en',
    (pack) => {
      for (const stage of pack.stages)
        stage.lines = stage.lines.filter(({discloses}) => discloses !== 'miniMirandaLater');
    },
    ['required-line-missing stages'],
  ],
  [
    'a disclosure that does not say what for',
    'en',
    say('understanding.first-disclosure', 'This is an attempt to collect a debt by a debt collector.'),
    ['required-line-incomplete stages[3].lines[0].text'],
  ],
  [
    'an identity line without the institution',
    zh,
    mark('opening.identify', {text: '您好，我是{agentName}，工号{agentId}。', facts: ['agentName', 'agentId']}),
    ['required-line-incomplete stages[1].lines[0].text'],
  ],
  [
    'a voicemail without a number',
    'en',
    say('opening.voicemail', 'Hi, this is {agentName} with {institution}, with a message for {customerName}.'),
    ['required-line-incomplete stages[1].lines[6].text'],
  ],
  [
    'debt words before verification',
    zh,
    say('opening.reason', '您想先知道是什么事，我理解。是关于还款的事，先跟您核对一下身份，好吗？'),
    ['debt-words-before-verification stages[1].lines[4].text'],
  ],
  [
    'debt words before verification, in English',
    'en',
    say('opening.reason', "It's about an overdue account. I can say more once I know it's you."),
    ['debt-words-before-verification stages[1].lines[4].text'],
  ],
  [
    'a promise about credit records',
    zh,
    say('forgot.soft', '您今天处理，我保证不会影响您的征信。'),
    ['promise-forbidden objections[0].answers.soft[0].text'],
  ],
  ['a waiver that nobody approved', zh, say('forgot.soft', '今天能处理的话，罚息我给您免掉。'), []],
  [
    'a waiver that nobody approved, said first',
    zh,
    say('forgot.soft', '我给您免掉罚息，您今天能处理吗？'),
    ['promise-forbidden objections[0].answers.soft[0].text'],
  ],
  [
    'a discount that nobody approved',
    'en',
    say('forgot.soft', 'I can give you a 30% discount if you pay today. Does that help?'),
    ['promise-forbidden objections[0].answers.soft[0].text'],
  ],
  [
    'a consequence that is not marked as one',
    zh,
    say('forgot.standard', '一直不处理，会影响您的征信。您打算哪天处理？'),
    ['consequence-unmarked objections[0].answers.standard[0].text'],
  ],
  [
    'a consequence that is not marked as one, in English',
    'en',
    say('forgot.standard', 'If it stays open, this will be reported to the credit bureaus. What day works for you?'),
    ['consequence-unmarked objections[0].answers.standard[0].text'],
  ],
  [
    'an amount that was typed in',
    zh,
    say('forgot.standard', '目前应还3,280元，您打算哪天处理？'),
    ['figure-hard-coded objections[0].answers.standard[0].text'],
  ],
  [
    'an amount in Chinese numerals',
    zh,
    say('forgot.standard', '先还五百元，您看行吗？'),
    ['figure-hard-coded objections[0].answers.standard[0].text'],
  ],
  [
    'an amount that was typed in, in English',
    'en',
    say('forgot.standard', 'The balance is $420.15. What day works for you?'),
    ['figure-hard-coded objections[0].answers.standard[0].text'],
  ],
  [
    'pressure in a firm answer that is not marked',
    zh,
    mark('forgot.firm', {pressure: false, facts: [], empathy: undefined}),
    ['pressure-unmarked objections[0].answers.firm[0]'],
  ],
  [
    'tones that say the same',
    zh,
    (pack) => (lineOf(pack, 'forgot.standard').text = lineOf(pack, 'forgot.soft').text),
    ['tones-identical objections[0].answers.standard'],
  ],
  [
    'a sentence that is too long for a breath',
    zh,
    say('forgot.soft', '没关系我们这边可以帮您先登记一下具体的情况再看看后面怎么安排比较合适您觉得这样可以吗？'),
    ['sentence-too-long objections[0].answers.soft[0].text'],
  ],
  [
    'a sentence that is too long for a breath, in English',
    'en',
    say(
      'forgot.soft',
      'I just wanted to let you know that we can look at the account together whenever you find a quiet moment in your week and then we can see what might work for you.',
    ),
    ['sentence-too-long objections[0].answers.soft[0].text'],
  ],
  [
    'a sentence that is only too long with its slots read aloud',
    zh,
    say('forgot.soft', '您可以在方便的时候直接拨打我们的官方电话{officialPhone}找我的同事核实'),
    ['sentence-too-long objections[0].answers.soft[0].text'],
  ],
  [
    'English in a Chinese pack',
    zh,
    say('forgot.soft', "No problem, let's fix it. 您看什么时候方便处理？"),
    ['wrong-language objections[0].answers.soft[0].text'],
  ],
  [
    'Chinese in an English pack',
    'en',
    say('forgot.soft', "That's fine 没关系. When would you like to take care of it?"),
    ['wrong-language objections[0].answers.soft[0].text'],
  ],
  [
    'a slot that no sentence uses',
    zh,
    (pack) => pack.slots.push({id: 'team', name: '小组', type: 'text', source: 'agent.team'}),
    ['slot-unused slots[19]'],
  ],
  [
    'a fact that no sentence asks for',
    zh,
    (pack) => {
      pack.slots.push({id: 'caseNumber', name: '案号', type: 'text', source: 'ask'});
      Object.assign(lineOf(pack, 'understanding.reason'), {text: '案号是{caseNumber}。', facts: ['caseNumber']});
    },
    ['slot-never-filled stages[3].lines[2].facts[0]'],
  ],
  [
    'a slot of another type than its source',
    zh,
    (pack) => ((pack.slots[4] as Pack['slots'][number]).type = 'date'),
    ['slot-type slots[4].type'],
  ],
  [
    'a stage with nothing to say',
    zh,
    (pack) => {
      for (const line of pack.stages[2]?.lines ?? []) line.beforeVerification = false;
    },
    [
      'stage-dead stages[2]',
      ...[0, 1, 2, 3, 4, 5, 6].map((i) => `line-never-shown stages[2].lines[${i}].beforeVerification`),
    ],
  ],
  [
    'a stage whose only line is out of date',
    zh,
    (pack) => {
      const stage = pack.stages[4] as Pack['stages'][number];
      stage.lines = [aLine('only', '咱们看看怎么安排。', {validUntil: '2026-01-01'})];
    },
    ['validity-passed stages[4].lines[0].validUntil', 'stage-dead stages[4]'],
  ],
  [
    'a bucket in a stage of reminders',
    zh,
    (pack) => {
      const reminder = pack.stages.find(({kind}) => kind === 'reminder') as Pack['stages'][number];
      (reminder.lines[0] as object as {when: object}).when = {bucket: ['M1']};
    },
    ['line-never-shown stages[6].lines[0].when'],
  ],
  [
    'a bucket that excludes the days beside it',
    zh,
    mark('forgot.soft.v1', {when: {bucket: ['M2'], daysOverdue: {max: 3}}}),
    ['line-never-shown objections[0].answers.soft[1].when'],
  ],
  [
    'pressure in a branch where nobody is pressed',
    zh,
    (pack) =>
      pack.branches[3]?.lines.push(
        aLine('hardship.press', '应还{amount}。', {pressure: true, facts: ['amount'], empathy: '不容易。'}),
      ),
    ['line-never-shown branches[3].lines[7].pressure'],
  ],
  [
    'pressure in a reminder',
    zh,
    (pack) =>
      pack.stages[6]?.lines.push(
        aLine('reminder.press', '应还{amount}。', {pressure: true, facts: ['amount'], empathy: '不容易。'}),
      ),
    ['pressure-out-of-place stages[6].lines[6].pressure'],
  ],
  [
    'an answer behind another with the same condition',
    zh,
    (pack) => objectionOf(pack, 'forgot').answers.soft.push(aLine('forgot.soft.v9', '您慢慢来，哪天处理合适？')),
    ['answer-shadowed objections[0].answers.soft[2]'],
  ],
  [
    'a way back to before the call',
    zh,
    (pack) => (objectionOf(pack, 'forgot').nextStage = 'preparation'),
    ['next-stage-behind objections[0].nextStage'],
  ],
  [
    'a branch that is missing',
    zh,
    (pack) => pack.branches.splice(6, 1),
    [
      'branch-missing branches',
      // What leads there leads nowhere now.
      ...starterPacks()
        .find(({language}) => language === zh)!
        .objections.flatMap(({branch}, i) =>
          branch === 'wrongNumber' ? [`reference-unknown objections[${i}].branch`] : [],
        ),
    ],
  ],
  [
    'no words for a life in danger',
    zh,
    (pack) => (pack.objections = pack.objections.filter(({id}) => id !== 'self-harm')),
    ['danger-unanswered objections'],
  ],
  [
    'phrasings that differ only in signs',
    zh,
    (pack) => objectionOf(pack, 'forgot').phrasings.push({id: 'forgot.p99', text: '我忘了！'}),
    ['wording-repeated objections[0].phrasings[17]'],
  ],
];

describe('the linter finds', () => {
  test.for(REFUSED)('%s', ([, language, bend, expected]) => {
    expect(told(quick(language, bend)).toSorted()).toEqual([...expected].toSorted());
  });
});

/** What looks like it, and is none: nothing at all is found. */
const PASSED: readonly (readonly [name: string, Language, Bend])[] = [
  [
    'a validity that ends in fifteen days',
    zh,
    mark('pressure.facts', {consequence: true, approvedBy: '法务', validUntil: '2026-12-07'}),
  ],
  [
    'a required line put into other words',
    zh,
    say('opening.recording', '先跟您说一声，这通电话会录下来，通话有录音。'),
  ],
  [
    'a disclosure with a comma more',
    'en',
    say('understanding.later-disclosure', 'This call is from a debt collector, as before.'),
  ],
  [
    'a lead’s own words before verification',
    zh,
    say('opening.convenient', '您现在方便说几句话吗？不方便的话，我换个时间再打。'),
  ],
  [
    'private matters before verification',
    'en',
    say('opening.reason', "It's a personal matter, so I need to know I have the right person first."),
  ],
  ['what nobody can promise, said so', zh, say('forgot.soft', '征信怎么记，我不能保证，以征信中心的记录为准。')],
  ['a waiver that is only applied for', zh, say('forgot.soft', '罚息能不能减免，我帮您登记申请，以审核结果为准。')],
  [
    'a waiver with an approval',
    zh,
    mark('forgot.soft', {text: '我给您免掉罚息，您今天能处理吗？', approvedBy: '信贷部'}),
  ],
  [
    'a request for a waiver',
    'en',
    say('forgot.soft', 'I can ask for the late fee to be waived, but I can’t promise it. Should I?'),
  ],
  [
    'a consequence left open',
    zh,
    say('forgot.standard', '会不会上报征信，由机构按规定办，我这边看不到。您打算哪天处理？'),
  ],
  [
    'a marked consequence',
    zh,
    mark('forgot.standard', {
      text: '一直不处理，会影响您的征信。您打算哪天处理？',
      consequence: true,
      approvedBy: '法务',
      validUntil: '2027-06-30',
    }),
  ],
  ['a phone number of an authority', zh, say('scammed.firm', '还没报警的话，请打110，或者打96110问一问。')],
  ['one unit of money in an idiom', zh, say('forgot.soft', '您的每一块钱都有记录，咱们一笔一笔看，哪天方便？')],
  [
    'figures of no customer',
    'en',
    say('forgot.soft', 'You can call or write, 24 hours a day, 7 days a week. What suits you?'),
  ],
  [
    'a firm answer with one fact',
    zh,
    mark('forgot.firm', {text: '目前应还{amount}，您看今天能处理吗？', pressure: false, facts: [], empathy: undefined}),
  ],
  [
    'tones that differ in a word',
    zh,
    (pack) => (lineOf(pack, 'forgot.standard').text = `好的，${lineOf(pack, 'forgot.soft').text}`),
  ],
  [
    'a long sentence with pauses',
    zh,
    say('forgot.soft', '没关系，我先帮您把情况登记下来，后面怎么安排，咱们一步一步商量，您看这样可以吗？'),
  ],
  ['an English word that everybody says', zh, say('forgot.soft', '没关系，您在APP里就能看到，什么时候方便处理？')],
  ['a quoted English name', zh, say('forgot.soft', '没关系，打开手机上的 App Store 更新一下，就能看到了。')],
  [
    'what a customer says in another language',
    zh,
    (pack) =>
      objectionOf(pack, 'forgot').phrasings.push({id: 'forgot.p99', text: 'it went out of my head', language: 'en'}),
  ],
  [
    'a new slot that is used',
    zh,
    (pack) => {
      pack.slots.push({id: 'team', name: '小组', type: 'text', source: 'agent.team'});
      lineOf(pack, 'opening.person').text = '这里是{team}，请问是{customerName}本人吗？';
    },
  ],
  [
    'an answer for one bucket more',
    zh,
    (pack) =>
      objectionOf(pack, 'forgot').answers.soft.push(
        aLine('forgot.soft.v9', '您慢慢来，哪天处理合适？', {when: {bucket: ['M2']}}),
      ),
  ],
  [
    'an answer that may stand in for one that lacks facts',
    zh,
    (pack) =>
      objectionOf(pack, 'fees-too-high').answers.standard.push(
        aLine('fees-too-high.v9', '哪一项您觉得不对，我们先看哪一项？'),
      ),
  ],
  [
    'a line that may be said before verification and another that may not',
    zh,
    (pack) =>
      objectionOf(pack, 'forgot').answers.soft.push(
        aLine('forgot.soft.v9', '您先忙，我换个时间再联系您，好吗？', {beforeVerification: true}),
      ),
  ],
  ['a way on to the closing', zh, (pack) => (objectionOf(pack, 'forgot').nextStage = 'closing')],
  [
    'a phrasing more',
    zh,
    (pack) => objectionOf(pack, 'forgot').phrasings.push({id: 'forgot.p99', text: '脑子里完全没这根弦'}),
  ],
];

describe('the linter says nothing of', () => {
  test.for(PASSED)('%s', ([, language, bend]) => {
    expect(told(quick(language, bend))).toEqual([]);
  });
});

describe('what needs the word lists', () => {
  test('is an error where a list forbids it, told once where it is a promise', {timeout: 60_000}, () => {
    const found = linted(zh, (pack) => {
      lineOf(pack, 'forgot.soft').text = '再不还我就上门找你。';
      lineOf(pack, 'forgot.standard').text = '我保证不会影响您的征信。';
    });
    expect(told(found)).toEqual([
      'words-forbidden objections[0].answers.soft[0].text',
      'words-forbidden objections[0].answers.standard[0].text',
    ]);
    expect(found[0]).toMatchObject({severity: 'error', partId: 'forgot.soft', since: 1});
    expect(found[0]?.message['zh-CN']).toMatch(/上门找你.*不得威胁.*CN-CONDUCT-01/s);
  });

  test("of the pack's own that only warn is a warning", {timeout: 60_000}, () => {
    const found = linted(zh, (pack) => {
      pack.wordLists = [{id: 'ours', category: '公司用语', severity: 'warn', language: zh, words: ['亲']}];
      lineOf(pack, 'forgot.soft').text = '亲，没关系，您看什么时候方便处理？';
    });
    expect(told(found)).toEqual(['words-doubtful objections[0].answers.soft[0].text']);
    expect(found[0]?.message.en).toContain('warns of it');
  });
});

describe('two objections that a sentence cannot tell apart', () => {
  const collisions = (language: Language, bend: Bend) =>
    linted(language, bend).filter(({rule}) => rule === 'phrasing-collision');
  const add =
    (id: string, text: string): Bend =>
    (pack) =>
      objectionOf(pack, id).phrasings.push({id: `${id}.p99`, text});

  test.for([
    ['zh-CN', 'wrong-amount', '利息太高了', '利息太高'],
    ['zh-CN', 'refuse', '最近太忙了没顾上', '最近太忙没顾上'],
    ['en', 'abusive', 'please just stop calling now', 'stop calling'],
    ['en', 'busy', 'it slipped my mind completely', 'slipped my mind'],
  ] as const)('%s: %s with "%s"', {timeout: 60_000}, ([language, id, said, other]) => {
    const [found, ...others] = collisions(language, add(id, said));
    expect(others).toEqual([]);
    expect(found?.message['zh-CN']).toContain(said);
    expect(found?.message.en).toContain(other);
  });

  test('are found where one is written again in other words', {timeout: 60_000}, () => {
    const found = collisions(zh, (pack) => {
      const again = structuredClone(objectionOf(pack, 'forgot'));
      const ids = JSON.stringify(again).replaceAll('"forgot', '"forgot-again');
      const copy = JSON.parse(ids) as typeof again;
      copy.title = '客户说忘记了';
      copy.phrasings = ['我给忘了', '忙得忘了', '没注意还款的日子', '一直都没想起来', '提醒没看见'].map((text, i) => ({
        id: `forgot-again.p${i}`,
        text,
      }));
      pack.objections.push(copy);
    });
    expect(found).toHaveLength(1);
    expect(found[0]?.message['zh-CN']).toContain('我忘了还款');
  });

  test.for([
    ['zh-CN', 'wrong-amount', '这个金额我不认'],
    ['zh-CN', 'refuse', '我就是不想还'],
    ['en', 'busy', 'I am in the middle of something'],
  ] as const)('are not found in %s: %s with "%s"', {timeout: 60_000}, ([language, id, said]) => {
    expect(collisions(language, add(id, said))).toEqual([]);
  });
});

describe('every finding', () => {
  test('of the form or between the parts has a rule, too, and the part it lies in', () => {
    const found = quick(zh, (pack) => {
      (lineOf(pack, 'forgot.firm') as {empathy?: string}).empathy = undefined as never;
      objectionOf(pack, 'no-money-now').nextStage = 'nowhere';
      (pack.objections[2] as {title?: string}).title = undefined as never;
    });
    expect(found.map(({rule, path, partId}) => [rule, path, partId])).toEqual(
      expect.arrayContaining([
        ['pressure-without-empathy', 'objections[0].answers.firm[0]', 'forgot.firm'],
        ['reference-unknown', 'objections[1].nextStage', 'no-money-now'],
        ['format', 'objections[2].title', 'fees-too-high'],
      ]),
    );
    expect(found.every(({severity}) => severity === 'error')).toBe(true);
  });

  test('of what agents say is told although a list elsewhere is still empty, and none is of what was made up', () => {
    const begun = (pack: Pack) => {
      pack.wordLists = [{id: 'w', category: '', severity: 'warn', language: 'zh-CN', words: []}];
      pack.lexicon = [{id: 'c', language: 'zh-CN', objections: [], expressions: []}];
      (pack.objections[2] as {phrasings: unknown[]}).phrasings = [];
      (pack.objections[3] as {answers: {soft: unknown[]}}).answers.soft = [];
    };
    const form = quick(zh, begun);
    expect(new Set(form.map(({rule}) => rule))).toEqual(new Set(['format']));
    const found = quick(zh, (pack) => {
      begun(pack);
      lineOf(pack, 'forgot.soft').text = '没关系，{nobodyFillsThis}您看哪天方便？';
    });
    expect(found.filter(({rule}) => rule !== 'format').map(({rule, path}) => [rule, path])).toEqual([
      ['slot-undeclared', 'objections[0].answers.soft[0].text'],
    ]);
  });

  test('has a rule that is explained in both languages', () => {
    expect(new Set(LINT_RULES.map(({id}) => id)).size).toBe(LINT_RULES.length);
    for (const {title, why, since, source} of LINT_RULES) {
      expect(title['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(title.en).toMatch(/[a-z]/);
      expect(why['zh-CN'].length).toBeGreaterThan(10);
      expect(why.en.length).toBeGreaterThan(20);
      expect(since).toBeLessThanOrEqual(LINTER_VERSION);
      expect(source === undefined || source.en.length > 5).toBe(true);
    }
  });

  test('is looked for in what is no pack at all', () => {
    for (const document of [null, 7, [], {}, {stages: 3}, 'pack']) {
      const found = createPackLinter(sources).quick(document);
      expect(found.map(({rule}) => rule)).toContain('format');
    }
  });
});

/**
 * The rules by the version of the linter with which they came, or got stricter last. What stands here was shipped, and packs
 * were signed by it: a new rule goes under a new version, a stricter one moves there, `since` and `LINTER_VERSION` with them.
 */
const CAME_WITH: Record<number, readonly string[]> = {
  1: `
    format id-repeated bucket-spans stage-order phrasing-repeated reference-unknown branch-repeated
    placeholder-read-aloud slot-undeclared slot-never-filled consequence-unapproved voicemail-unmarked
    debt-before-verification debt-words-before-verification condition-impossible pressure-without-facts
    pressure-fact-missing pressure-without-empathy required-line-missing validity-passed words-forbidden
    promise-forbidden stage-dead validity-soon required-line-incomplete words-doubtful
    consequence-unmarked pressure-unmarked pressure-out-of-place slot-unused slot-type line-never-shown
    answer-shadowed next-stage-behind branch-missing danger-unanswered phrasing-collision
    wording-repeated sentence-too-long figure-hard-coded wrong-language tones-identical
  `
    .trim()
    .split(/\s+/),
};

/** The lists that `words-forbidden` judges by: when they grow, that rule got stricter. */
const LISTS_OF = {version: 1, sha256: '1651fdd17d9ecf128be2591cfc4444fd688341c090c3b8c91f28bf6b1811f316'};

describe('the version of the linter', () => {
  test('grows with every rule that is added', () => {
    const known = Object.entries(CAME_WITH).flatMap(([since, ids]) => ids.map((id) => `${id} since ${since}`));
    expect(LINT_RULES.map(({id, since}) => `${id} since ${since}`).toSorted()).toEqual(known.toSorted());
    expect(LINTER_VERSION).toBe(Math.max(LISTS_OF.version, ...Object.keys(CAME_WITH).map(Number)));
  });

  test('grows with the shipped lists of words', () => {
    const folder = join(import.meta.dirname, '../../../scripts-library/conduct');
    const hash = createHash('sha256');
    for (const name of readdirSync(folder).toSorted()) hash.update(readFileSync(join(folder, name)));
    const version = lintRule('words-forbidden')?.since;
    expect({version, sha256: hash.digest('hex')}).toEqual(LISTS_OF);
  });
});

describe('a desk that receives a signed pack', () => {
  const findings = () =>
    quick(zh, (pack) => {
      Object.assign(lineOf(pack, 'pressure.facts'), {consequence: true, approvedBy: '法务', validUntil: '2026-11-01'});
      lineOf(pack, 'forgot.soft').text = '我给您免掉罚息，您今天能处理吗？';
      lineOf(pack, 'forgot.standard').text = '目前应还3,280元，您打算哪天处理？';
    });

  test('refuses it for what does harm when it is said, not for what time or taste brings about', () => {
    expect(refusedOnArrival(findings(), 1).map(({rule}) => rule)).toEqual(['promise-forbidden']);
  });

  test('is not stopped by what only a newer linter knows', () => {
    const newer = findings().map((finding) => ({...finding, since: 2}));
    expect(refusedOnArrival(newer, 1)).toEqual([]);
    expect(refusedOnArrival(newer, 2)).toHaveLength(1);
  });
});

describe('while somebody types', () => {
  test('what was looked at before is not looked at again', {timeout: 120_000}, () => {
    const linter = createPackLinter(sources);
    const steps = (pack: Pack) => {
      const work = linter.steps(pack);
      for (let count = 0; ; count += 1) if (work.next().done === true) return count;
    };
    const first = steps(bent(zh, () => undefined));
    const again = steps(bent(zh, say('forgot.soft', '没关系，您看哪天方便？')));
    expect(again).toBeLessThan(first - 500);
  });
});

test('a small pack of tests is no starter pack, and is told so', () => {
  const found = createPackLinter(sources).quick(smallPack());
  expect(new Set(found.map(({rule}) => rule))).toEqual(
    new Set(['required-line-missing', 'branch-missing', 'danger-unanswered']),
  );
});
