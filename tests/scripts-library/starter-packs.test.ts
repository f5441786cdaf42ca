import {describe, expect, test} from 'vitest';
import {BRANCH_KINDS, type Line, type Pack, STAGE_KINDS, TONES} from '../../electron/contract/pack.ts';
import {isDebtSource} from '../../electron/domain/gate.ts';
import {callFacts, lineShows, pickAnswer, slotsNamedIn} from '../../electron/domain/script-lines.ts';
import {aRecord} from '../domain/a-record.ts';
import {starterPacks} from '../domain/starter-packs.ts';
import {anAccount, profile} from '../open-desk.ts';

/**
 * What the starter packs promise. They are read aloud to people in trouble: a sentence that fails here is changed in the
 * pack, not here.
 */

const packs = new Map(starterPacks().map((pack) => [pack.id, pack]));

/** Words that tell a stranger what the call is about. */
const DEBT_WORDS = {
  'zh-CN': /欠|逾期|还款|账单|贷款|信用卡|催收|应还|本金|利息|债/,
  en: /\b(debt|ow(e|ed|es|ing)\b|overdue|past due|payment|loan|bill|balance|credit card|collect|amount)/i,
};

/** Threats, insults and promises that nobody may make. What the customer says, and what not to say, may name them. */
const THREATS = {
  'zh-CN': new RegExp(
    [
      '坐牢|蹲监狱|牢底|抓你|抓人|逮捕|拘留|判刑|犯罪|诈骗罪|通缉|报警抓|警察上门|公安',
      '上门找|上门催|上门收|找上门|堵门|通讯录|联系您家人|联系你家人|告诉.{0,4}(家人|单位|同事|亲友|邻居|朋友)|通知.{0,4}(家人|单位|家属)',
      '黑名单|老赖|失信被执行|限高|限制高消费|查封|强制执行|起诉你|起诉您|告你|传票|曝光',
      '后果自负|后果严重|严重后果|最后通牒|最后一次机会|不客气|走着瞧|等着瞧|要你好看',
      '影响.{0,4}(孩子|子女|家人|参军)|丢人|丢脸|不要脸|无赖|耍赖|装死|没良心|人渣',
      '必须马上|马上还清|立即还清|否则|不然就|再不还|如果不还|今天不还',
      '保证减免|保证不上征信|一定能减免|百分之百|肯定能减|全部减免|保证能',
    ].join('|'),
  ),
  en: new RegExp(
    `\\b(${[
      'arrest|jail|prison|sheriff|warrant|criminal|crime|prosecut|lawsuit|sue you|take you to court|see you in court',
      'call the police|send the police|garnish|seize|repossess|lien',
      'tell your (boss|employer|family|neighbou?rs?|friends)|call your (boss|employer|family)|blacklist|expose you|publish',
      'or else|consequences?|final notice|last (chance|warning)|ultimatum|ruin|destroy',
      'deadbeat|liar|lying|scum|lowlife|shame on|ashamed|disgrace|thief|steal|stole|irresponsible|lazy',
      "must pay|need to pay (today|now)|pay (right )?now|you better|you[’']d better|no choice|unless you pay|if you don[’']t pay",
      'immediately|we guarantee|I guarantee|promise you|will improve your (credit|score)',
    ].join('|')})\\b`,
    'i',
  ),
};

type Place = [place: string, text: string];

/** Every line of the pack with where it stands. */
function linesOf(pack: Pack): [place: string, line: Line][] {
  return [
    ...pack.stages.flatMap((stage) => stage.lines),
    ...pack.branches.flatMap((branch) => branch.lines),
    ...pack.objections.flatMap(({answers}) => TONES.flatMap((tone) => answers[tone])),
  ].map((line) => [line.id, line]);
}

/** Everything that may be in the page while the person is not confirmed. */
function wordsBehindTheGate(pack: Pack): Place[] {
  const early = pack.stages.filter(({kind}) => kind === 'opening' || kind === 'verification');
  return [
    ...linesOf(pack)
      .filter(([, line]) => line.beforeVerification)
      .flatMap(([id, line]): Place[] => [
        [id, line.text],
        [`${id} cue`, line.cue ?? ''],
        [`${id} empathy`, line.empathy ?? ''],
      ]),
    ...early.flatMap((stage): Place[] => [
      [`${stage.id} goal`, stage.goal],
      ...stage.questions.map(({id, text}): Place => [id, text]),
    ]),
    // These can be reached at any time: to look back, to close, or because a hard call begins.
    ...pack.stages
      .filter(({kind}) => !['understanding', 'pressure', 'commitment', 'reminder'].includes(kind))
      .flatMap(({id, listening, pace}) => [...listening, ...pace].map((text): Place => [`${id} prompts`, text])),
    ...pack.branches.flatMap(({id, guidance}) => guidance.map((text): Place => [`${id} guidance`, text])),
    ...[...pack.customerTypes, ...pack.emotions].flatMap(({id, title, cues, advice}) =>
      [title, ...cues, ...advice].map((text): Place => [id, text]),
    ),
  ];
}

/** Every sentence that is the pack's own word: not the customer's, and not what to leave unsaid. */
function ownWords(part: unknown, place = ''): Place[] {
  if (typeof part === 'string') return [[place, part]];
  if (Array.isArray(part)) return part.flatMap((each) => ownWords(each, place));
  if (typeof part !== 'object' || part === null) return [];
  const own = 'id' in part && typeof part.id === 'string' ? part.id : place;
  const notOurs = ['avoid', 'phrasings', 'cues', 'advice', 'signals', 'id', 'when', 'category'];
  return Object.entries(part).flatMap(([key, value]) =>
    // The title of an objection is the customer's word, too.
    notOurs.includes(key) || (key === 'title' && 'phrasings' in part) ? [] : ownWords(value, own),
  );
}

const hits = (places: readonly Place[], words: RegExp): string[] =>
  places.filter(([, text]) => words.test(text)).map(([place, text]) => `${place}: ${text}`);

test('there are two, for mainland China and for the United States', () => {
  expect([...packs.values()].map(({id, language, jurisdiction}) => [id, language, jurisdiction])).toEqual([
    ['cn-consumer-credit', 'zh-CN', 'CN'],
    ['us-consumer-credit', 'en', 'US'],
  ]);
});

describe.for([...packs.values()].map((pack) => [pack.id, pack] as const))('%s', ([, pack]) => {
  test('has every stage in order, every branch, and objections enough', () => {
    expect(pack.stages.map((stage) => stage.kind)).toEqual([...STAGE_KINDS]);
    expect(pack.branches.map((branch) => branch.kind).toSorted()).toEqual([...BRANCH_KINDS].toSorted());
    expect(pack.objections.length).toBeGreaterThanOrEqual(pack.language === 'zh-CN' ? 60 : 40);
  });

  test('knows each objection by six wordings in its own language and answers it in three tones', () => {
    for (const {id, phrasings, answers, followUps, avoid} of pack.objections) {
      const own = phrasings.filter(({language = pack.language}) => language === pack.language);
      expect([id, new Set(own.map(({text}) => text)).size >= 6]).toEqual([id, true]);
      // A tone must have a line that needs no condition, or there would be calls without an answer.
      for (const tone of TONES) expect([id, tone, answers[tone].some((line) => !line.when)]).toEqual([id, tone, true]);
      expect([id, new Set(followUps.map(({kind}) => kind)).size, avoid.length > 0]).toEqual([id, 2, true]);
    }
  });

  test('answers in no tone with the words of another, but for what is said to strangers', () => {
    for (const {id, answers} of pack.objections) {
      const lines = TONES.flatMap((tone) => answers[tone]).filter((line) => !line.beforeVerification);
      const texts = lines.map((line) => line.text);
      expect([id, new Set(texts).size]).toEqual([id, texts.length]);
    }
  });

  test('tells nothing of the debt before the person is confirmed', () => {
    const words = wordsBehindTheGate(pack);
    expect(words.length).toBeGreaterThan(150);
    expect(hits(words, DEBT_WORDS[pack.language])).toEqual([]);
    const debtSlots = new Set(pack.slots.filter(({source}) => isDebtSource(source)).map(({id}) => id));
    expect(debtSlots.size).toBeGreaterThanOrEqual(7);
    expect(words.filter(([, text]) => slotsNamedIn(text).some((slot) => debtSlots.has(slot)))).toEqual([]);
  });

  test('never shows a breakdown of an account that has none, and still has an answer to everything', () => {
    const parts = new Set(
      pack.slots
        .filter(({source}) => ['debt.principal', 'debt.interest', 'debt.fees', 'debt.paid'].includes(source))
        .map(({id}) => id),
    );
    expect(parts.size).toBeGreaterThanOrEqual(3);
    const naming = linesOf(pack).filter(([, {text, empathy = ''}]) =>
      slotsNamedIn(text + empathy).some((slot) => parts.has(slot)),
    );
    expect(naming.length).toBeGreaterThan(4);

    const debts = anAccount().debts.map((debt) => ({...debt, principal: null, interest: null}));
    const account = {...anAccount({debts}), numbers: []};
    const record = aRecord({endedAt: null});
    const known = {pack, profile, record, account, typed: {}, now: '2026-11-21T04:00:00.000Z'};
    const facts = callFacts(known);
    expect(facts.values.get('amount')).toBe(pack.language === 'zh-CN' ? '3,280.50元' : 'CN¥3,280.50');
    expect(naming.filter(([, line]) => lineShows(line, facts)).map(([place]) => place)).toEqual([]);
    for (const objection of pack.objections) {
      for (const tone of TONES) expect([objection.id, tone, pickAnswer(objection, tone, facts)]).not.toContain(null);
    }
    // The same lines do show where the account has everything they name.
    const whole = account.debts.map((debt) => ({
      ...debt,
      creditor: 'Bank',
      principal: 1,
      interest: 2,
      fees: 3,
      paid: 4,
    }));
    const full = callFacts({...known, account: {...account, debts: whole}, typed: {contractClause: '4.2'}});
    const shown = naming.filter(([, line]) => lineShows({...line, when: undefined}, full));
    expect(shown.length).toBe(naming.length);
  });

  test('takes what is official from the profile, and what is agreed from the promise', () => {
    const sources = Object.fromEntries(pack.slots.map(({id, source}) => [id, source]));
    expect(sources).toMatchObject({
      officialPhone: 'agent.officialPhone',
      officialChannel: 'agent.officialChannel',
      payAmount: 'promise.amount',
      payDate: 'promise.day',
      payMethod: 'promise.method',
    });
  });

  test('has something to say before verification in every stage and branch that can be reached then', () => {
    const reached = [
      ...pack.stages.filter(({kind}) => ['opening', 'verification', 'closing'].includes(kind)),
      ...pack.branches.filter(({kind}) =>
        ['thirdParty', 'upset', 'wrongNumber', 'stopCalling', 'deceased'].includes(kind),
      ),
    ];
    expect(reached).toHaveLength(8);
    for (const {id, lines} of reached) {
      expect([id, lines.some((line) => line.beforeVerification)]).toEqual([id, true]);
    }
  });

  // What a voicemail may hold: 12 CFR 1006.2(j); in China nobody but the customer may learn of it (GB/T 45251-2025).
  test('leaves one message on a voicemail, with a name and a number and no word of what it is about', () => {
    const messages = linesOf(pack).filter(([, line]) => line.discloses === 'limitedContent');
    expect(messages).toHaveLength(1);
    const [, message] = messages[0] as [string, Line];
    expect(message).toMatchObject({kind: 'verbatim', beforeVerification: true});
    expect(slotsNamedIn(message.text)).toEqual(expect.arrayContaining(['agentName', 'officialPhone']));
    expect(message.text).not.toMatch(DEBT_WORDS[pack.language]);
  });

  test('marks the lines that the rules of its jurisdiction ask for', () => {
    const marked = new Set(linesOf(pack).flatMap(([, line]) => line.discloses ?? []));
    const asked =
      pack.jurisdiction === 'CN'
        ? ['identity', 'purposeAfterIdentity', 'recordingNotice', 'limitedContent']
        : ['identity', 'recordingNotice', 'miniMirandaFirst', 'miniMirandaLater', 'limitedContent'];
    expect([...marked].toSorted()).toEqual(asked.toSorted());
  });

  test('presses with facts, and with empathy beside them', () => {
    const pressing = linesOf(pack).filter(([, line]) => line.pressure);
    expect(pressing.length).toBeGreaterThan(10);
    for (const [id, line] of pressing) {
      expect([id, line.facts.length > 0, (line.empathy ?? '') !== '', line.beforeVerification]).toEqual([
        id,
        true,
        true,
        false,
      ]);
    }
  });

  test('threatens nobody, insults nobody and promises nothing', () => {
    const words = ownWords(pack);
    expect(words.length).toBeGreaterThan(500);
    expect(hits(words, THREATS[pack.language])).toEqual([]);
  });
});

describe('the pack for the United States', () => {
  const us = packs.get('us-consumer-credit');
  const verbatim = (id: string) => {
    const line = linesOf(us as Pack).find(([place]) => place === id)?.[1];
    expect([id, line?.kind]).toEqual([id, 'verbatim']);
    return line;
  };

  // 12 CFR 1006.18(e)(1) and (2)
  test('discloses in the first conversation and in every later one', () => {
    const first = verbatim('understanding.first-disclosure');
    expect(first?.text).toMatch(/attempt to collect a debt/);
    expect(first?.text).toMatch(/any information obtained will be used for that purpose/);
    expect(first?.when).toEqual({firstCall: true});
    const later = verbatim('understanding.later-disclosure');
    expect(later?.text).toMatch(/from a debt collector/);
    expect(later?.when).toEqual({firstCall: false});
  });

  // 12 CFR 1006.2(j): a business name that gives no hint, a request to reply, a natural person, a number, little else
  test('leaves a limited-content message', () => {
    const message = verbatim('opening.voicemail');
    expect(slotsNamedIn(message?.text ?? '')).toEqual(['agentName', 'institution', 'officialPhone']);
    expect(message?.text).toMatch(/^Hello, this is \{agentName\} .* Please contact me .* at \{officialPhone\}\.$/);
    expect(message?.beforeVerification).toBe(true);
  });

  // 12 CFR 1006.10(b): own name, "confirming or correcting location information", the employer only when asked
  test('asks a third party for location information and for nothing else', () => {
    const location = verbatim('third-party.location');
    expect(location?.text).toContain('confirm or correct location information');
    expect(slotsNamedIn(location?.text ?? '')).toEqual(['agentName', 'customerName']);
    expect(verbatim('third-party.employer')?.text).toMatch(/^Since you asked/);
  });

  // 12 CFR 1006.34(a)(1)(i)(B)
  test('announces the validation notice', () => {
    expect(verbatim('understanding.validation')?.text).toMatch(/validation notice within five days/);
  });
});

describe('these tests notice', () => {
  const bent = (bend: (pack: Pack) => void): Pack => {
    const pack = structuredClone(packs.get('cn-consumer-credit') as Pack);
    bend(pack);
    return pack;
  };

  test('a debt word behind the gate', () => {
    const told = bent((pack) => pack.branches[0]?.guidance.push('问他知不知道这笔贷款'));
    expect(hits(wordsBehindTheGate(told), DEBT_WORDS['zh-CN'])).toHaveLength(1);
    const asked = bent((pack) => pack.stages[1]?.questions.push({id: 'q', kind: 'open', text: '您的账单看到了吗？'}));
    expect(hits(wordsBehindTheGate(asked), DEBT_WORDS['zh-CN'])).toHaveLength(1);
    expect(['lower your voice', 'recollect'].filter((text) => DEBT_WORDS.en.test(text))).toEqual([]);
    expect(['You owe', 'the Amount', 'bills'].filter((text) => !DEBT_WORDS.en.test(text))).toEqual([]);
  });

  test('a threat, but not what a customer says or what not to say', () => {
    const threat = bent((pack) => Object.assign(pack.objections[3] ?? {}, {empathy: '再不还就告诉您单位。'}));
    expect(hits(ownWords(threat), THREATS['zh-CN'])).toHaveLength(1);
    const named = bent((pack) => pack.objections[3]?.avoid.push('别说“后果自负”'));
    expect(hits(ownWords(named), THREATS['zh-CN'])).toEqual([]);
    expect(THREATS.en.test("You'd better pay, or else.")).toBe(true);
  });
});
