import {describe, expect, test} from 'vitest';
import type {Account} from '../../electron/contract/account.ts';
import {type Condition, type Line, type Objection, Pack, type Slot} from '../../electron/contract/pack.ts';
import {
  callFacts,
  type CallFacts,
  conditionHolds,
  formatMoney,
  lineShows,
  minorDigits,
  missingFacts,
  pickAnswer,
  piecesOf,
  slotsNamedIn,
  spokenDay,
  tonesShown,
} from '../../electron/domain/script-lines.ts';
import {anAccount, profile} from '../open-desk.ts';
import {smallPack} from '../small-pack.ts';
import {aRecord} from './a-record.ts';

const pack = Pack.parse(smallPack());

function facts(more: Partial<CallFacts> = {}): CallFacts {
  return {
    gate: 'open',
    today: '2026-11-21',
    daysOverdue: 32,
    bucket: 'M2',
    product: '消费贷',
    customerTypes: [],
    firstCall: true,
    values: new Map(),
    given: new Set(),
    ...more,
  };
}

function line(id: string, more: Partial<Line> = {}): Line {
  return {
    id,
    text: id,
    kind: 'talking',
    beforeVerification: false,
    pressure: false,
    facts: [],
    consequence: false,
    ...more,
  };
}

function objection(answers: Partial<Objection['answers']>): Objection {
  const [first] = pack.objections;
  const all = {soft: [line('soft')], standard: [line('standard')], firm: [line('firm')], ...answers};
  return {...(first as Objection), answers: all};
}

const picked = (answers: Partial<Objection['answers']>, more: Partial<CallFacts> = {}, tone = 'standard' as const) =>
  pickAnswer(objection(answers), tone, facts(more));

describe('a condition', () => {
  test.for([
    ['nothing', undefined, {}, true],
    ['days within', {daysOverdue: {min: 32, max: 32}}, {}, true],
    ['days below', {daysOverdue: {min: 33}}, {}, false],
    ['days above', {daysOverdue: {max: 31}}, {}, false],
    ['days unknown', {daysOverdue: {min: 0}}, {daysOverdue: null}, false],
    ['before the due day', {daysOverdue: {max: 5}}, {daysOverdue: -2}, false],
    ['bucket', {bucket: ['M1', 'M2']}, {}, true],
    ['another bucket', {bucket: ['M1']}, {}, false],
    ['bucket unknown', {bucket: ['M1']}, {bucket: null}, false],
    ['product', {product: ['消费贷']}, {}, true],
    ['another product', {product: ['车贷']}, {}, false],
    ['product unknown', {product: ['车贷']}, {product: null}, false],
    ['type', {customerType: ['busy']}, {customerTypes: ['busy', 'x']}, true],
    ['another type', {customerType: ['busy']}, {customerTypes: ['x']}, false],
    ['no type yet', {customerType: ['busy']}, {}, false],
    ['first call', {firstCall: true}, {}, true],
    ['not the first call', {firstCall: true}, {firstCall: false}, false],
    ['a call of unknown rank', {firstCall: false}, {firstCall: null}, false],
    ['all parts must hold', {bucket: ['M2'], firstCall: false}, {}, false],
  ] as [string, Condition | undefined, Partial<CallFacts>, boolean][])('%s', ([, when, more, holds]) => {
    expect(conditionHolds(when, facts(more))).toBe(holds);
  });
});

describe('the answer to read aloud', () => {
  test('is the line with the most exact condition that holds', () => {
    const standard = [
      line('any'),
      line('exact', {when: {bucket: ['M2'], firstCall: true}}),
      line('half', {when: {bucket: ['M2']}}),
      line('wrong', {when: {bucket: ['M1'], firstCall: true, product: ['消费贷']}}),
    ];
    expect(picked({standard})?.line.id).toBe('exact');
    expect(picked({standard}, {firstCall: false})?.line.id).toBe('half');
    expect(picked({standard}, {bucket: 'M3'})?.line.id).toBe('any');
  });

  test('is the first of two that fit alike', () => {
    expect(picked({standard: [line('one'), line('two')]})?.line.id).toBe('one');
  });

  test('is not one whose facts are missing: the nearest other tone steps in and says what was lacking', () => {
    const standard = [line('needs', {facts: ['amount', 'days']})];
    const known = new Map([['days', '32']]);
    expect(picked({standard}, {values: known})).toMatchObject({tone: 'soft', line: {id: 'soft'}, lacking: ['amount']});
    const all = new Map([...known, ['amount', '1元'] as const]);
    expect(picked({standard}, {values: all})).toMatchObject({tone: 'standard', lacking: []});
    expect(missingFacts(line('x', {facts: ['amount', 'days']}), facts({values: known}))).toEqual(['amount']);
  });

  test('falls back to standard before soft before firm', () => {
    const gone = [line('gone', {when: {firstCall: false}})];
    expect(pickAnswer(objection({soft: gone}), 'soft', facts())?.tone).toBe('standard');
    expect(pickAnswer(objection({soft: gone, standard: gone}), 'soft', facts())?.tone).toBe('firm');
    expect(pickAnswer(objection({firm: gone, standard: gone}), 'firm', facts())?.tone).toBe('soft');
    expect(pickAnswer(objection({firm: gone, standard: gone, soft: gone}), 'firm', facts())).toBeNull();
  });

  test('behind a closed gate is only what may be said to strangers, and nothing is told of the facts it lacks', () => {
    const stranger = line('stranger', {beforeVerification: true});
    const standard = [line('exact', {when: {bucket: ['M2']}}), stranger];
    expect(picked({standard}, {gate: 'closed'})?.line.id).toBe('stranger');
    expect(picked({standard}, {gate: 'preparing'})?.line.id).toBe('exact');
    expect(picked({}, {gate: 'closed'})).toBeNull();
    const firm = [line('firm', {facts: ['amount']})];
    expect(pickAnswer(objection({firm, standard: [stranger]}), 'firm', facts({gate: 'closed'}))).toMatchObject({
      tone: 'standard',
      lacking: [],
    });
    expect(tonesShown(objection({standard}), facts({gate: 'closed'}))).toEqual(['standard']);
    expect(tonesShown(objection({standard}), facts())).toEqual(['soft', 'standard', 'firm']);
  });

  test('once confirmed is not what is said to strangers, unless there is nothing else', () => {
    const stranger = line('stranger', {beforeVerification: true});
    expect(picked({standard: [stranger, line('own')]})?.line.id).toBe('own');
    expect(picked({standard: [stranger]})?.line.id).toBe('stranger');
  });

  test('never announces a consequence after its day', () => {
    const consequence = {consequence: true, approvedBy: 'Legal', validUntil: '2026-11-21'};
    expect(lineShows(line('x', consequence), facts())).toBe(true);
    expect(lineShows(line('x', consequence), facts({today: '2026-11-22'}))).toBe(false);
    expect(picked({standard: [line('old', consequence), line('plain')]}, {today: '2026-11-22'})?.line.id).toBe('plain');
  });
});

describe('the pieces of a line', () => {
  const slot = (id: string): Slot => ({id, name: id, type: 'text', source: 'ask'});
  const slots = [slot('a'), slot('b')];

  test('are words and slots in order', () => {
    expect(piecesOf('{a}和{b}，{a}。', slots, new Map([['a', '一']]))).toEqual([
      {text: '一', slot: slot('a')},
      {text: '和', slot: null},
      {text: null, slot: slot('b')},
      {text: '，', slot: null},
      {text: '一', slot: slot('a')},
      {text: '。', slot: null},
    ]);
  });

  test('keep braces that name no slot, and values that look like slots', () => {
    expect(piecesOf('{x} {A} {} {a', slots, new Map())).toEqual([{text: '{x} {A} {} {a', slot: null}]);
    expect(piecesOf('{a}', slots, new Map([['a', '{b} $& \\1']]))).toEqual([{text: '{b} $& \\1', slot: slot('a')}]);
    expect(piecesOf('{constructor}', slots, new Map())).toEqual([{text: '{constructor}', slot: null}]);
    expect(piecesOf('', slots, new Map())).toEqual([]);
  });

  test('put together again are the line', () => {
    const text = '您好{a}，{b}{a}再见';
    const joined = piecesOf(text, slots, new Map()).map((piece) => piece.text ?? `{${piece.slot?.id}}`);
    expect(joined.join('')).toBe(text);
  });

  test('name every slot once', () => {
    expect(slotsNamedIn('{b}{a}{b} {A} {aB1}')).toEqual(['b', 'a', 'aB1']);
  });
});

describe('what is known about a call', () => {
  const {numbers: _numbers, ...body} = anAccount({
    timeZones: {told: null, address: 'America/New_York', number: null},
  });
  const account: Account = {...body, numbers: []};
  const now = '2026-11-21T02:00:00.000Z';
  const withEverything = (more: Partial<Parameters<typeof callFacts>[0]> = {}) =>
    callFacts({pack, profile, record: aRecord({endedAt: null}), account, typed: {}, now, ...more});

  test('counts days in the zone of the account', () => {
    // 2 in the morning in Greenwich is still the 20th in New York.
    expect(withEverything()).toMatchObject({today: '2026-11-20', daysOverdue: 31, bucket: 'M2'});
    expect(withEverything({account: null}).today).toBe('2026-11-21');
  });

  test('has the values of slots, ready to be read', () => {
    expect(Object.fromEntries(withEverything().values)).toEqual({agentName: '小周', amount: '3,280.50元', days: '31'});
  });

  test('takes what was asked from the call and from what is being typed, the newest first', () => {
    const record = aRecord({slots: {payDate: '周五'}, endedAt: null});
    expect(withEverything({record}).values.get('payDate')).toBe('周五');
    expect(withEverything({record, typed: {payDate: ' 周六 '}}).values.get('payDate')).toBe('周六');
    expect(withEverything({typed: {payDate: '   '}}).values.has('payDate')).toBe(false);
    expect(withEverything({typed: {amount: '1元'}}).values.get('amount')).toBe('3,280.50元');
  });

  test('has the official phone and channel of the profile, and asks for them where it has none', () => {
    const official = Pack.parse({
      ...smallPack(),
      slots: [
        {id: 'phone', name: '官方电话', type: 'phone', source: 'agent.officialPhone'},
        {id: 'channel', name: '官方渠道', type: 'text', source: 'agent.officialChannel'},
      ],
    });
    const known = {...profile, officialPhone: '400-000-0000', officialChannel: '官方APP'};
    const told = withEverything({pack: official, profile: known, typed: {phone: '别的'}});
    expect(Object.fromEntries(told.values)).toEqual({phone: '400-000-0000', channel: '官方APP'});
    expect([...told.given]).toEqual(['phone', 'channel']);
    const asked = withEverything({pack: official, typed: {phone: '95000'}});
    expect(Object.fromEntries(asked.values)).toEqual({phone: '95000'});
    expect([...asked.given]).toEqual([]);
  });

  test('takes what is promised as it is typed in place', () => {
    const slots = (['amount', 'day', 'method'] as const).map((part) => ({
      id: part,
      name: part,
      type: 'text' as const,
      source: `promise.${part}` as const,
    }));
    const promising = Pack.parse({...smallPack(), slots});
    expect([...withEverything({pack: promising}).values]).toEqual([]);
    const typed = withEverything({pack: promising, typed: {amount: '500元', day: '周五'}});
    expect(Object.fromEntries(typed.values)).toEqual({amount: '500元', day: '周五'});
    expect([...typed.given]).toEqual([]);
  });

  test('has no debt behind a closed gate, whatever it is given', () => {
    const closed = withEverything({record: aRecord({party: 'unknown', endedAt: null})});
    expect(closed).toMatchObject({gate: 'closed', daysOverdue: null, bucket: null, product: null});
    expect([...closed.values.keys()]).toEqual(['agentName']);
  });

  test('takes a debt fact that no account gives as it was typed, but not behind a closed gate', () => {
    const record = aRecord({endedAt: null});
    const open = callFacts({pack, profile, record, account: null, typed: {amount: '500元'}, now});
    expect(open.values.get('amount')).toBe('500元');
    expect([...open.given]).toEqual(['agentName']);
    const closed = callFacts({
      pack,
      profile,
      record: {...record, party: 'third', slots: {amount: '500元'}},
      account: null,
      typed: {amount: '500元'},
      now,
    });
    expect(closed.values.has('amount')).toBe(false);
  });

  test('before the call has everything', () => {
    expect(withEverything({record: null})).toMatchObject({gate: 'preparing', daysOverdue: 31});
  });

  test('speaks of the debt that is longest overdue, wherever it stands', () => {
    const [debt] = account.debts;
    const older = {...(debt as Account['debts'][number]), product: '信用卡', dueDate: '2026-05-30', amount: 120_000};
    for (const debts of [
      [...account.debts, older],
      [older, ...account.debts],
    ]) {
      const several = withEverything({account: {...account, debts}});
      expect(several).toMatchObject({product: '信用卡', daysOverdue: 174, bucket: 'M3+'});
      expect(several.values.get('amount')).toBe('1,200元');
    }
  });

  test('uses the labels of the pack', () => {
    const own = {...pack, buckets: [{bucket: 'M3+' as const, fromDay: 1}]};
    expect(withEverything({pack: own}).bucket).toBe('M3+');
  });

  test('does not say "-3 days overdue" before the due day', () => {
    const [debt] = account.debts;
    const early = {...account, debts: [{...(debt as Account['debts'][number]), dueDate: '2026-12-01'}]};
    expect(withEverything({account: early}).values.has('days')).toBe(false);
    expect(withEverything({account: early}).bucket).toBeNull();
  });
});

describe('money and days as they are read aloud', () => {
  test.for([
    [328_050, 'CNY', 'zh-CN', '3,280.50元'],
    [328_000, 'CNY', 'zh-CN', '3,280元'],
    [5, 'CNY', 'zh-CN', '0.05元'],
    [0, 'CNY', 'zh-CN', '0元'],
    [328_050, 'USD', 'en', '$3,280.50'],
    [328_000, 'USD', 'en', '$3,280'],
    [328_050, 'JPY', 'en', '¥328,050'],
    [1_000_000_000_000, 'USD', 'en', '$10,000,000,000'],
    [328_050, 'CNY', 'en', 'CN¥3,280.50'],
    [100, 'XXX', 'en', '¤1'],
  ] as const)('%i %s in %s: %s', ([minor, currency, language, words]) => {
    expect(formatMoney(minor, currency, language)).toBe(words);
  });

  test('no amount loses a cent', () => {
    for (const minor of [1, 9, 10, 99, 101, 110, 199, 1005, 33_333, 999_999_999_999]) {
      const digits = formatMoney(minor, 'CNY', 'zh-CN').replace(/[^\d.]/g, '');
      expect(Math.round(Number(digits) * 100)).toBe(minor);
    }
  });

  test('digits after the point follow the currency', () => {
    expect([minorDigits('CNY'), minorDigits('JPY'), minorDigits('KWD'), minorDigits('ZZZ')]).toEqual([2, 0, 3, 2]);
  });

  test('a day has its month and number, and never slips by a zone', () => {
    expect(spokenDay('2026-11-05', 'zh-CN')).toBe('11月5日');
    expect(spokenDay('2026-11-05', 'en')).toBe('November 5');
    expect(spokenDay('2028-02-29', 'en')).toBe('February 29');
  });
});
