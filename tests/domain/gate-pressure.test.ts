import {expect, test} from 'vitest';
import {type BranchKind, BRANCH_KINDS, STAGE_KINDS} from '../../electron/contract/pack.ts';
import type {AccountFlag, Flag} from '../../electron/contract/flags.ts';
import {type Care, careFor, SUICIDE_SIGN, stageIsLocked} from '../../electron/domain/gate.ts';
import {callFacts, lineShows, pickAnswer, tonesShown} from '../../electron/domain/script-lines.ts';
import {anAccount, profile} from '../open-desk.ts';
import {aRecord} from './a-record.ts';
import {starterPacks} from './starter-packs.ts';

const flagged = (flag: Flag, lifted = false): AccountFlag => ({
  id: '01935a00-0000-7000-8000-0000000000f1',
  accountId: '01935a00-0000-7000-8000-0000000000a1',
  personId: '01935a00-0000-7000-8000-0000000000b1',
  callId: null,
  flag,
  since: '2026-11-21T04:00:00.000Z',
  by: 'A-17',
  origin: 'said',
  lifted: lifted ? {at: '2026-11-21T05:00:00.000Z', why: '按错了', by: 'A-17'} : null,
});
const vulnerable = flagged({kind: 'vulnerable', sign: '说到轻生'});

test('a vulnerable customer, a dispute and the like close the stage of pressure until they are lifted', () => {
  const open = aRecord();
  expect(careFor(open, [])).toBe('usual');
  const closing: Flag[] = [
    {kind: 'vulnerable', sign: '重病'},
    {kind: 'dispute', form: 'oral'},
    {kind: 'attorney', name: null, canAscertain: true},
    {kind: 'cease', form: 'written'},
    {kind: 'stopCalls', numberId: null},
    {kind: 'deceased'},
    {kind: 'bankruptcy'},
  ];
  for (const flag of closing) {
    const gentle = flag.kind === 'vulnerable' || flag.kind === 'deceased';
    expect([flag.kind, careFor(open, [flagged(flag)])]).toEqual([flag.kind, gentle ? 'gentle' : 'calm']);
    expect([flag.kind, careFor(open, [flagged(flag, true)])]).toEqual([flag.kind, 'usual']);
  }
  const harmless: Flag[] = [
    {kind: 'language', language: 'English'},
    {kind: 'inconvenientTime'},
    {kind: 'inconvenientPlace', line: 'work'},
    {kind: 'workProhibited'},
  ];
  for (const flag of harmless) expect([flag.kind, careFor(open, [flagged(flag)])]).toEqual([flag.kind, 'usual']);
});

test('the turns of a call after which nobody is pressed close it, too', () => {
  const careAfter = (kind: BranchKind) =>
    careFor(aRecord({branches: [{branchId: kind, kind, at: '2026-11-21T04:02:00.000Z'}]}), []);
  const closed = BRANCH_KINDS.filter((kind) => careAfter(kind) !== 'usual');
  expect(closed).toEqual(['dispute', 'hardship', 'stopCalling', 'claimsPaid', 'deceased']);
});

test('while such a flag stands no pressure line of the starter packs shows, and they do without it', () => {
  for (const pack of starterPacks()) {
    const account = {...anAccount(), numbers: []};
    const known = {
      pack,
      profile,
      record: aRecord({endedAt: null}),
      account,
      typed: {},
      now: '2026-11-21T04:00:00.000Z',
    };
    const pressing = pack.stages.flatMap(({lines}) => lines).filter(({pressure}) => pressure);
    const shown = (flags: AccountFlag[]) => pressing.filter((line) => lineShows(line, callFacts({...known, flags})));
    expect(shown([]).length).toBeGreaterThan(0);
    expect(shown([vulnerable])).toEqual([]);
  }
});

const at = '2026-11-21T04:02:00.000Z';
const heard = (...ids: string[]) =>
  aRecord({
    party: 'right',
    objections: ids.map((objectionId) => ({objectionId, title: objectionId, lineId: null, tone: 'standard', at})),
  });

test('who speaks of ending it all, or tells of a death, is asked for no money in the rest of the call', () => {
  expect(careFor(heard('no-money-now'), [])).toBe('usual');
  expect(careFor(heard('illness'), [])).toBe('gentle');
  expect(careFor(heard('self-harm', 'no-money-now'), [])).toBe('noMoney');
  expect(careFor(heard('deceased'), [])).toBe('noMoney');
  expect(careFor(aRecord({branches: [{branchId: 'b', kind: 'deceased', at}]}), [])).toBe('noMoney');
});

test('talk of suicide that was noted in this call counts like the objection, in a later call it asks for a gentle tone', () => {
  const call = aRecord();
  for (const sign of Object.values(SUICIDE_SIGN)) {
    const noted = flagged({kind: 'vulnerable', sign});
    expect(careFor(call, [{...noted, callId: call.id}])).toBe('noMoney');
    expect(careFor(call, [{...noted, callId: '01935a00-0000-7000-8000-0000000000c9'}])).toBe('gentle');
    expect(careFor(null, [noted])).toBe('gentle');
  }
});

test('with money out of the call the stages of pressure, commitment and reminder are locked, and closing never is', () => {
  const locked = (care: Care) => STAGE_KINDS.filter((kind) => stageIsLocked({kind}, 'open', care));
  expect(locked('usual')).toEqual([]);
  expect(locked('calm')).toEqual(['pressure']);
  expect(locked('gentle')).toEqual(['pressure']);
  expect(locked('noMoney')).toEqual(['pressure', 'commitment', 'reminder']);
});

test('after talk of suicide no firm tone is offered and no line repeats a sum or a promise', () => {
  for (const pack of starterPacks()) {
    const slots = Object.fromEntries(
      pack.slots.filter(({source}) => source.startsWith('promise.')).map(({id}) => [id, '500']),
    );
    const factsAfter = (...ids: string[]) =>
      callFacts({
        pack,
        profile,
        record: {...heard(...ids), endedAt: null, slots},
        account: {...anAccount(), numbers: []},
        typed: {},
        now: '2026-11-21T04:00:00.000Z',
      });
    const [before, after] = [factsAfter(), factsAfter('self-harm')];
    const crisis = pack.objections.find(({id}) => id === 'self-harm');
    if (crisis === undefined) throw new Error('the starter packs know what to say to despair');
    expect(tonesShown(crisis, before)).toEqual(['soft', 'standard', 'firm']);
    expect(tonesShown(crisis, after)).toEqual(['soft', 'standard']);
    expect(pickAnswer(crisis, 'firm', after)).toMatchObject({tone: 'soft', lacking: []});
    const closing = pack.stages.find(({kind}) => kind === 'closing')?.lines ?? [];
    const summary = closing.filter(({id}) => id === 'closing.summary');
    expect(summary.map((line) => [lineShows(line, before), lineShows(line, after)])).toEqual([[true, false]]);
  }
});

test('the closing words repeat a promise only where one was made', () => {
  for (const pack of starterPacks()) {
    const record = aRecord({party: 'right', endedAt: null});
    const account = {...anAccount(), numbers: []};
    const facts = callFacts({pack, profile, record, account, typed: {}, now: '2026-11-21T04:00:00.000Z'});
    const closing = pack.stages.find(({kind}) => kind === 'closing')?.lines ?? [];
    expect(closing.filter((line) => lineShows(line, facts)).map(({id}) => id)).not.toContain('closing.summary');
  }
});
