import {describe, expect, test} from 'vitest';
import type {Judgement} from '../../../electron/contract/contact-rules.ts';
import {type Event, type Facts, judged, type Situation, verdictOf} from './a-situation.ts';
import {rulesOfLaw, shippedRules} from './shipped.ts';

/** Every rule that is followed, with a situation in which it speaks and one in which it does not. */
const NOON = '2026-07-14T12:00:00';
const SHANGHAI = '2026-05-12T15:00:00+08:00';
const LONDON = '2026-07-14T10:00:00+01:00';

const unanswered = (times: number, from = 8): NonNullable<Situation['history']> =>
  Array.from(
    {length: times},
    (_, i) => [`2026-07-${String(from + (i % 6)).padStart(2, '0')}T1${i}:00:00`, {kind: 'callNoAnswer'}] as const,
  );
const talk: Event = {kind: 'callConversation', spokeWith: 'c1', raised: ['d1'], discussed: ['d1']};
const china: Facts = {
  jurisdiction: 'CN',
  numbers: [
    {id: 'm1', person: 'c1', line: 'mobile'},
    {id: 't1', person: 'tp', line: 'home'},
  ],
};
const chineseHours = (hours: readonly number[], event: Event) =>
  hours.map((hour) => entry(`2026-05-12T${String(hour).padStart(2, '0')}:00:00+08:00`, event));
const entry = (at: string, event: Event) => [at, event] as const;
const london = {id: 'c1', role: 'debtor' as const, addressZones: ['Europe/London']};
const uk: Facts = {jurisdiction: 'UK', persons: [london], numbers: [{id: 'm1', person: 'c1', line: 'mobile'}]};
const since = '2026-06-01T10:00:00.000Z';
const MAY = '2026-05-01T10:00:00.000Z';
const mobile = {id: 'm1', person: 'c1', line: 'mobile' as const};
const atWork = {id: 'w1', person: 'c1', line: 'work' as const};

interface Pair {
  speaks: Situation;
  silent: Situation;
  /** What it says when it speaks; blocked unless told otherwise. */
  verdict?: 'warn' | 'blocked';
}

/** Each wish of a customer, where our own practice heeds it: speaks with the wish, keeps silent when it was lifted. */
function wishes(prefix: string, at: string, facts: Facts): Record<string, Pair> {
  const flagged = (flags: Facts['flags'], number = 'm1'): Situation => ({
    at,
    facts: {...facts, numbers: [mobile, atWork], flags},
    plan: {number},
  });
  const liftedAt = '2026-05-02T10:00:00.000Z';
  const stop = entry('2026-05-01T10:00:00Z', {kind: 'stopRequest', scope: 'calls'});
  const withdrawn = entry(liftedAt, {kind: 'stopWithdrawn', scope: 'calls'});
  return {
    [`${prefix}-01`]: {
      speaks: flagged({inconvenientTimes: [{person: 'c1', since: MAY}]}),
      silent: flagged({inconvenientTimes: [{person: 'c1', since: MAY, through: '2026-05-11'}]}),
    },
    [`${prefix}-02`]: {
      speaks: flagged({inconvenientPlaces: [{person: 'c1', place: 'work', since: MAY}]}, 'w1'),
      silent: flagged({inconvenientPlaces: [{person: 'c1', place: 'work', since: MAY}]}),
    },
    [`${prefix}-03`]: {
      speaks: {at, facts, history: [stop]},
      silent: {at, facts, history: [stop, withdrawn]},
    },
    [`${prefix}-04`]: {
      speaks: flagged({workProhibited: [{person: 'c1', since: MAY}]}, 'w1'),
      silent: flagged({workProhibited: [{person: 'c1', since: MAY}]}),
    },
    [`${prefix}-05`]: {
      speaks: flagged({cease: [{person: 'c1', receivedAt: MAY}]}),
      silent: flagged({cease: [{person: 'c1', receivedAt: MAY, liftedAt}]}),
    },
    [`${prefix}-06`]: {
      speaks: flagged({attorney: [{person: 'c1', knownSince: MAY}]}),
      silent: flagged({attorney: [{person: 'c1', knownSince: MAY, endedAt: liftedAt}]}),
    },
  };
}

const VERDICTS: Record<string, Pair> = {
  'US-TIME-01': {speaks: {at: '2026-07-14T07:59:59'}, silent: {at: '2026-07-14T08:00:00'}},
  'US-TIME-02': {
    speaks: {
      at: '2026-07-14T10:59:59',
      facts: {persons: [{id: 'c1', role: 'debtor', addressZones: ['America/Los_Angeles']}]},
    },
    silent: {
      at: '2026-07-14T11:00:00',
      facts: {persons: [{id: 'c1', role: 'debtor', addressZones: ['America/Los_Angeles']}]},
    },
  },
  'US-TIME-03': {
    speaks: {
      at: '2026-07-14T15:00:00',
      facts: {flags: {inconvenientTimes: [{person: 'c1', from: '15:00', to: '17:00', since}]}},
    },
    silent: {
      at: '2026-07-14T14:59:59',
      facts: {flags: {inconvenientTimes: [{person: 'c1', from: '15:00', to: '17:00', since}]}},
    },
  },
  'US-FREQ-01': {speaks: {at: NOON, history: unanswered(7)}, silent: {at: NOON, history: unanswered(6)}},
  'US-FREQ-02': {
    speaks: {at: NOON, history: [entry('2026-07-08T10:00:00', talk)]},
    silent: {at: NOON, history: [entry('2026-07-07T10:00:00', talk)]},
  },
  'US-FREQ-W': {
    speaks: {at: NOON, history: [entry('2026-07-14T11:56:00', {kind: 'callNoAnswer'})]},
    silent: {at: NOON, history: [entry('2026-07-14T11:54:00', {kind: 'callNoAnswer'})]},
    verdict: 'warn',
  },
  'US-3P-01': {
    speaks: {at: NOON, plan: {person: 'tp', number: 't1'}},
    silent: {at: NOON, plan: {person: 'tp', number: 't1', purpose: 'location'}},
  },
  'US-CEASE-01': {
    speaks: {at: NOON, facts: {flags: {cease: [{person: 'c1', receivedAt: since}]}}},
    silent: {at: NOON, facts: {flags: {cease: [{person: 'c1', receivedAt: since}]}}, plan: {purpose: 'notice'}},
  },
  'US-MEDIUM-01': {
    speaks: {at: NOON, history: [entry('2026-07-10T10:00:00', {kind: 'stopRequest', scope: 'calls'})]},
    silent: {
      at: NOON,
      history: [entry('2026-07-10T10:00:00', {kind: 'stopRequest', scope: 'calls'})],
      plan: {kind: 'email', number: null},
    },
  },
  'US-ATTY-01': {
    speaks: {at: NOON, facts: {flags: {attorney: [{person: 'c1', knownSince: since}]}}},
    silent: {at: NOON, facts: {flags: {attorney: [{person: 'c1', knownSince: since, unresponsiveSince: since}]}}},
  },
  'US-WORK-01': {
    speaks: {at: NOON, facts: {flags: {workProhibited: [{person: 'c1', since}]}}, plan: {number: 'w1'}},
    silent: {at: NOON, facts: {flags: {workProhibited: [{person: 'c1', since}]}}},
  },
  'US-DISP-01': {
    speaks: {at: NOON, facts: {flags: {disputes: [{debts: ['d1'], receivedAt: since}]}}},
    silent: {at: NOON, facts: {flags: {disputes: [{debts: ['d1'], form: 'oral', receivedAt: since}]}}},
  },
  'US-MA-01': {
    speaks: {
      at: NOON,
      facts: {region: 'MA', collectingAs: 'creditor'},
      history: [10, 12].map((day) => entry(`2026-07-${day}T10:00:00`, {kind: 'callVoicemail'})),
    },
    silent: {at: NOON, facts: {region: 'MA'}, history: [entry('2026-07-10T10:00:00', {kind: 'callVoicemail'})]},
  },
  'CN-TIME-01': {
    speaks: {at: '2026-05-12T22:00:00+08:00', facts: china},
    silent: {at: '2026-05-12T21:59:59+08:00', facts: china},
  },
  'CN-FREQ-01': {
    speaks: {at: SHANGHAI, facts: china, history: chineseHours([9, 10, 11], talk)},
    silent: {at: SHANGHAI, facts: china, history: chineseHours([9], talk)},
  },
  'CN-FREQ-02': {
    speaks: {
      at: SHANGHAI,
      facts: china,
      history: chineseHours([9, 10, 11], {kind: 'callNotification'}),
      plan: {mode: 'notification'},
    },
    silent: {
      at: SHANGHAI,
      facts: china,
      history: chineseHours([9, 10], {kind: 'callNotification'}),
      plan: {mode: 'notification'},
    },
    verdict: 'warn',
  },
  'CN-FREQ-03': {
    speaks: {at: SHANGHAI, facts: china, history: chineseHours([8, 9, 10, 11, 12, 13], {kind: 'callNoAnswer'})},
    silent: {at: SHANGHAI, facts: china, history: chineseHours([8, 9, 10, 11, 12], {kind: 'callNoAnswer'})},
  },
  'CN-3P-01': {
    speaks: {
      at: SHANGHAI,
      facts: china,
      plan: {person: 'tp', number: 't1'},
      history: chineseHours([8, 9, 10], {kind: 'callNoAnswer'}),
    },
    silent: {
      at: SHANGHAI,
      facts: china,
      plan: {person: 'tp', number: 't1', purpose: 'relay'},
      history: chineseHours([8, 9, 10], {kind: 'callNoAnswer'}),
    },
  },
  'CN-3P-02': {
    speaks: {at: SHANGHAI, facts: china, plan: {person: 'tp', number: 't1', purpose: 'relay'}},
    silent: {
      at: SHANGHAI,
      facts: china,
      plan: {person: 'tp', number: 't1', purpose: 'relay'},
      history: chineseHours([8, 9, 10], {kind: 'callNoAnswer'}),
    },
  },
  'CN-3P-03': {
    speaks: {
      at: SHANGHAI,
      facts: china,
      plan: {person: 'tp', number: 't1', purpose: 'relay'},
      history: chineseHours([9], {kind: 'askedNotToBeContacted', person: 'tp'}),
    },
    silent: {at: SHANGHAI, facts: china, plan: {person: 'tp', number: 't1', purpose: 'relay'}},
  },
  'CN-LIMIT-01': {
    speaks: {at: SHANGHAI, facts: {...china, debts: [{id: 'd1', lastDemandOn: '2023-05-11'}]}},
    silent: {at: SHANGHAI, facts: {...china, debts: [{id: 'd1', lastDemandOn: '2023-05-12'}]}},
    verdict: 'warn',
  },
  'CN-PI-02': {
    speaks: {at: SHANGHAI, facts: china, plan: {kind: 'export', abroad: true}},
    silent: {at: SHANGHAI, facts: china, plan: {kind: 'export'}},
    verdict: 'warn',
  },
  ...wishes('CN-WISH', SHANGHAI, china),
  'UK-TIME-01': {
    speaks: {at: LONDON, facts: uk, history: [entry('2026-07-01T10:00:00Z', {kind: 'stopRequest', scope: 'calls'})]},
    silent: {at: LONDON, facts: uk},
  },
  'UK-RATE': {
    speaks: {at: LONDON, facts: {...uk, callbackNumber: '+44 909 879 0000'}},
    silent: {at: LONDON, facts: {...uk, callbackNumber: '+44 20 7946 0000'}},
  },
  'UK-WISH-02': {
    speaks: {at: LONDON, facts: {...uk, flags: {attorney: [{person: 'c1', knownSince: since}]}}},
    silent: {at: LONDON, facts: uk},
  },
  ...wishes('HOUSE-WISH', NOON, {jurisdiction: 'none'}),
  ...wishes('HOUSE-WISH-US', NOON, {collectingAs: 'creditor'}),
  'HOUSE-3P-01': {
    speaks: {at: NOON, facts: {jurisdiction: 'none'}, plan: {person: 'tp', number: 't1'}},
    silent: {at: NOON, facts: {jurisdiction: 'none'}, plan: {person: 'tp', number: 't1', purpose: 'relay'}},
  },
};

/** Exceptions: with the rule, and as it would be without it. */
const EXCEPTIONS: Record<string, {situation: Situation; within: string; without: string}> = {
  'US-TIME-04': {
    situation: {
      at: '2026-07-14T15:45:00',
      plan: {kind: 'email', number: null},
      facts: {flags: {inconvenientTimes: [{person: 'c1', from: '15:00', to: '17:00', since}]}},
      history: [entry('2026-07-14T15:30:00', {kind: 'inboundEmail'})],
    },
    within: 'allowed',
    without: 'blocked US-TIME-03',
  },
  'US-FREQ-X1': {
    situation: {
      at: NOON,
      history: [...unanswered(7), entry('2026-07-14T09:00:00', {kind: 'consent', covers: ['frequency']})],
    },
    within: 'allowed',
    without: 'blocked US-FREQ-01',
  },
  'US-FREQ-X3': {
    situation: {
      at: NOON,
      plan: {number: 'w1'},
      history: [...unanswered(7), entry('2026-07-14T09:00:00', {kind: 'wrongNumber'})],
    },
    within: 'allowed',
    without: 'blocked US-FREQ-01',
  },
  'US-FREQ-X4': {
    situation: {
      at: NOON,
      facts: {debts: ['d1', 'd2'].map((id) => ({id, type: 'student_loan', accountNumber: 'A'}))},
      plan: {debts: ['d2']},
      history: unanswered(7),
    },
    within: 'blocked US-FREQ-01',
    without: 'allowed',
  },
};

/** Rules that ask for something beside a verdict. */
type Asked = (judgement: Judgement) => readonly {ruleId: string}[];
const lines: Asked = ({requiredLines}) => requiredLines;
const fields: Asked = ({requiredFields}) => requiredFields;
const tasks: Asked = ({tasks: list}) => list;
const retain: Asked = ({retain: list}) => list;
const forbidden: Asked = ({forbiddenText}) => forbiddenText;
const closed = {closedAt: '2023-01-01T00:00:00.000Z'};

const DEMANDS: Record<string, {asks: Asked; asked: Situation; not: Situation}> = {
  'US-DISC-01': {asks: lines, asked: {at: NOON}, not: {at: NOON, history: [entry('2026-07-01T10:00:00', talk)]}},
  'US-DISC-02': {asks: lines, asked: {at: NOON, history: [entry('2026-07-01T10:00:00', talk)]}, not: {at: NOON}},
  'US-DISC-03': {
    asks: lines,
    asked: {at: NOON, facts: {spokenLanguage: 'zh-CN', packLanguage: 'en'}},
    not: {at: NOON, facts: {spokenLanguage: 'en', packLanguage: 'en'}},
  },
  'US-ID-01': {asks: lines, asked: {at: NOON}, not: {at: NOON, plan: {kind: 'email', number: null}}},
  'US-VM-01': {asks: lines, asked: {at: NOON}, not: {at: NOON, plan: {kind: 'sms'}}},
  'US-VALID-01': {asks: tasks, asked: {at: NOON}, not: {at: NOON, facts: {validationNoticeSentAt: since}}},
  'US-THREAT-01': {asks: forbidden, asked: {at: NOON}, not: {at: NOON, facts: {collectingAs: 'creditor'}}},
  'US-TB-01': {asks: forbidden, asked: {at: NOON, facts: {debts: [{id: 'd1', timeBarred: true}]}}, not: {at: NOON}},
  'US-ABUSE-01': {asks: forbidden, asked: {at: NOON}, not: {at: NOON, facts: {collectingAs: 'creditor'}}},
  'US-KEEP-01': {asks: retain, asked: {at: NOON}, not: {at: NOON, facts: {collectingAs: 'creditor'}}},
  'CN-ID-01': {
    asks: lines,
    asked: {at: SHANGHAI, facts: china},
    not: {at: SHANGHAI, facts: china, plan: {kind: 'sms'}},
  },
  'CN-CONDUCT-01': {asks: forbidden, asked: {at: SHANGHAI, facts: china}, not: {at: NOON}},
  'CN-CONDUCT-02': {asks: forbidden, asked: {at: SHANGHAI, facts: china}, not: {at: NOON}},
  'CN-CONDUCT-03': {asks: forbidden, asked: {at: SHANGHAI, facts: china}, not: {at: NOON}},
  'CN-CONDUCT-04': {asks: forbidden, asked: {at: SHANGHAI, facts: china}, not: {at: NOON}},
  'CN-REC-01': {
    asks: fields,
    asked: {at: SHANGHAI, facts: china},
    not: {at: SHANGHAI, facts: china, plan: {kind: 'sms'}},
  },
  'CN-KEEP-01': {
    asks: retain,
    asked: {at: SHANGHAI, facts: {...china, product: 'credit_card'}},
    not: {at: SHANGHAI, facts: {...china, product: 'mortgage'}},
  },
  'CN-KEEP-02': {
    asks: tasks,
    asked: {at: SHANGHAI, facts: {...china, ...closed, product: 'credit_card'}},
    not: {at: SHANGHAI, facts: {...china, closedAt: '2025-01-01T00:00:00.000Z', product: 'credit_card'}},
  },
  'CN-PI-01': {
    asks: fields,
    asked: {at: SHANGHAI, facts: china, plan: {kind: 'export'}},
    not: {at: SHANGHAI, facts: china},
  },
  'CN-VISIT-01': {
    asks: fields,
    asked: {at: SHANGHAI, facts: china, plan: {kind: 'visit'}},
    not: {at: SHANGHAI, facts: china},
  },
  'CN-TRAIN-01': {
    asks: tasks,
    asked: {at: SHANGHAI, facts: {...china, agentAssessedOn: '2025-05-11'}},
    not: {at: SHANGHAI, facts: {...china, agentAssessedOn: '2025-05-12'}},
  },
  'UK-FORB-01': {asks: lines, asked: {at: LONDON, facts: {...uk, hardship: true}}, not: {at: LONDON, facts: uk}},
  'UK-PRESS-01': {asks: forbidden, asked: {at: LONDON, facts: uk}, not: {at: NOON}},
  'UK-MIS-01': {asks: forbidden, asked: {at: LONDON, facts: uk}, not: {at: NOON}},
  'UK-VULN-01': {asks: tasks, asked: {at: LONDON, facts: {...uk, vulnerable: true}}, not: {at: LONDON, facts: uk}},
  'HOUSE-ID-01': {asks: lines, asked: {at: NOON, facts: {jurisdiction: 'none'}}, not: {at: NOON}},
  'HOUSE-CONDUCT-01': {asks: forbidden, asked: {at: NOON, facts: {jurisdiction: 'none'}}, not: {at: NOON}},
};

describe('a rule speaks, and keeps silent', () => {
  test.for(Object.entries(VERDICTS))('%s', ([id, {speaks, silent, verdict = 'blocked'}]) => {
    const finding = judged(speaks).findings.find(({ruleId}) => ruleId === id);
    expect(finding?.verdict).toBe(verdict);
    expect(finding?.message.en).toBeTruthy();
    expect(finding?.message['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(judged(silent).findings.map(({ruleId}) => ruleId)).not.toContain(id);
  });
});

describe('an exception holds as long as its rule is there', () => {
  test.for(Object.entries(EXCEPTIONS))('%s', ([id, {situation, within, without}]) => {
    expect(verdictOf(situation)).toBe(within);
    expect(verdictOf({...situation, rules: shippedRules().filter((rule) => rule.id !== id)})).toBe(without);
  });
});

describe('a rule asks for something, and does not', () => {
  test.for(Object.entries(DEMANDS))('%s', ([id, {asks, asked, not}]) => {
    expect(asks(judged(asked)).map(({ruleId}) => ruleId)).toContain(id);
    expect(asks(judged(not)).map(({ruleId}) => ruleId)).not.toContain(id);
  });
});

test('US-FREQ-X2: a call that was dropped counts, a busy line does not', () => {
  const sixAnd = (kind: Event['kind']) => [...unanswered(6), entry('2026-07-13T20:00:00', {kind})];
  expect(verdictOf({at: NOON, history: sixAnd('callDropped')})).toBe('blocked US-FREQ-01');
  expect(verdictOf({at: NOON, history: sixAnd('callBusy')})).toBe('allowed');
});

test('to a third party in the United Kingdom the debt is hidden, from the customer it is not', () => {
  const third: Facts = {...uk, persons: [london, {id: 'tp', role: 'thirdParty'}]};
  expect(judged({at: LONDON, facts: third, plan: {person: 'tp', number: null}}).hideDebt).toBe(true);
  expect(judged({at: LONDON, facts: uk}).hideDebt).toBe(false);
});

test('every rule that is followed has its two sides here', () => {
  const tested = [
    ...Object.keys(VERDICTS),
    ...Object.keys(EXCEPTIONS),
    ...Object.keys(DEMANDS),
    'US-FREQ-X2',
    'UK-EMB-01',
  ];
  const followed = shippedRules().filter(({on}) => on);
  expect([...new Set(followed.map(({id}) => id))].toSorted()).toEqual(tested.toSorted());
});

describe('our own practice', () => {
  const ours = shippedRules().filter(({house}) => house);

  test('is marked, and named as the source', () => {
    expect(ours.map(({source}) => source === 'Callside')).not.toContain(false);
    expect(shippedRules().filter(({house, source}) => !house && source.includes('Callside'))).toEqual([]);
  });

  test('stops what a customer wished to stop: nobody may let a notice to cease or an attorney pass, a lead the others', () => {
    for (const {id, condition, effect, override} of shippedRules()) {
      if (condition.kind !== 'customerWishes') continue;
      const final = condition.about.some((wish) => wish === 'cease' || wish === 'attorney');
      expect([id, effect, override]).toEqual([id, 'block', final ? 'never' : 'lead']);
    }
  });

  test.for([
    ['CN', {jurisdiction: 'CN'}],
    ['UK', {jurisdiction: 'UK'}],
    ['none', {jurisdiction: 'none'}],
    ['US, a creditor in its own name', {jurisdiction: 'US', collectingAs: 'creditor'}],
    ['US, a debt collector', {jurisdiction: 'US', collectingAs: 'debtCollector'}],
  ] as const)('and the law leave no wish without its block: %s', ([, {jurisdiction, ...scope}]) => {
    const at = jurisdiction === 'CN' ? SHANGHAI : NOON;
    const all = wishes('X', at, {jurisdiction, ...scope});
    for (const [id, {speaks}] of Object.entries(all)) {
      const {verdict, findings} = judged(speaks);
      const blocks = findings.filter((finding) => finding.verdict === 'blocked');
      expect([id, verdict]).toEqual([id, 'blocked']);
      const hardest = blocks.some(({override}) => override === 'never') ? 'never' : 'lead';
      expect([id, hardest]).toEqual([id, id === 'X-05' || id === 'X-06' ? 'never' : 'lead']);
    }
  });

  test('does not close the line to a customer who calls in', () => {
    const facts: Facts = {...china, flags: {cease: [{person: 'c1', receivedAt: MAY}]}};
    expect(verdictOf({at: SHANGHAI, facts, plan: {kind: 'answerInbound'}})).toBe('allowed');
  });

  test('leaves the law of debt collectors alone: what they may do is what Regulation F says', () => {
    const facts: Facts = {flags: {attorney: [{person: 'c1', knownSince: since}]}};
    expect(verdictOf({at: NOON, facts})).toBe('blocked US-ATTY-01');
    expect(verdictOf({at: NOON, facts, rules: rulesOfLaw()})).toBe('blocked US-ATTY-01');
    expect(verdictOf({at: NOON, facts: {...facts, collectingAs: 'creditor'}, rules: rulesOfLaw()})).toBe('allowed');
  });
});
