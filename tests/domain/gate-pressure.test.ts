import {expect, test} from 'vitest';
import {BRANCH_KINDS} from '../../electron/contract/pack.ts';
import type {AccountFlag, Flag} from '../../electron/contract/flags.ts';
import {pressureIsClosed} from '../../electron/domain/gate.ts';
import {callFacts, lineShows} from '../../electron/domain/script-lines.ts';
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
  expect(pressureIsClosed(open, [])).toBe(false);
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
    expect([flag.kind, pressureIsClosed(open, [flagged(flag)])]).toEqual([flag.kind, true]);
    expect([flag.kind, pressureIsClosed(open, [flagged(flag, true)])]).toEqual([flag.kind, false]);
  }
  const harmless: Flag[] = [
    {kind: 'language', language: 'English'},
    {kind: 'inconvenientTime'},
    {kind: 'inconvenientPlace', line: 'work'},
    {kind: 'workProhibited'},
  ];
  for (const flag of harmless) expect([flag.kind, pressureIsClosed(open, [flagged(flag)])]).toEqual([flag.kind, false]);
});

test('the turns of a call after which nobody is pressed close it, too', () => {
  const closed = BRANCH_KINDS.filter((kind) =>
    pressureIsClosed(aRecord({branches: [{branchId: kind, kind, at: '2026-11-21T04:02:00.000Z'}]}), []),
  );
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

test('who speaks of ending it all is not pressed any more, whatever else is noted', () => {
  const at = '2026-11-21T04:02:00.000Z';
  const said = (objectionId: string) =>
    aRecord({objections: [{objectionId, title: '不想活了', lineId: null, tone: 'standard', at}]});
  expect(pressureIsClosed(said('self-harm'), [])).toBe(true);
  expect(pressureIsClosed(said('no-money-now'), [])).toBe(false);
});
