import {expect, test} from 'vitest';
import type {CallRecord} from '../../electron/contract/call.ts';
import type {LineMoment, RequiredLineKind} from '../../electron/contract/contact-rules.ts';
import type {Pack} from '../../electron/contract/pack.ts';
import {requiredSayings, unsaidSayings, voicemailLine} from '../../electron/domain/required-lines.ts';
import {callFacts} from '../../electron/domain/script-lines.ts';
import {profile} from '../open-desk.ts';
import {aRecord} from './a-record.ts';
import {starterPacks} from './starter-packs.ts';

const packOf = (id: string) => starterPacks().find((pack) => pack.id === id) as Pack;
const cn = packOf('cn-consumer-credit');
const us = packOf('us-consumer-credit');

type Asked = [line: RequiredLineKind, moment: LineMoment];

function sayings(pack: Pack, asked: readonly Asked[], more: Partial<CallRecord> = {}, entered: readonly string[] = []) {
  const record = aRecord({endedAt: null, ...more});
  const facts = callFacts({pack, profile, record, account: null, typed: {}, now: '2026-11-21T04:00:00.000Z'});
  return requiredSayings({
    pack,
    asked: asked.map(([line, moment]) => ({line, moment})),
    record,
    facts,
    entered: new Set(entered),
  });
}

const CN: readonly Asked[] = [
  ['identity', 'opening'],
  ['recordingNotice', 'opening'],
  ['purposeAfterIdentity', 'afterIdentity'],
  ['limitedContent', 'voicemail'],
];
const unknown: Partial<CallRecord> = {party: 'unknown', confirmedAt: null};
const kinds = (list: ReturnType<typeof sayings>) => list.map(({kind}) => kind);

test('what a rule asks for is due when its moment came, and finds its words in the pack', () => {
  const before = sayings(cn, CN, {...unknown, connectedAt: null});
  expect(kinds(before)).toEqual(['identity', 'recordingNotice', 'purposeAfterIdentity']);
  expect(before.map(({line}) => line?.id)).toEqual(['opening.identify', 'opening.recording', 'understanding.purpose']);
  expect(unsaidSayings(before)).toEqual([]);
  expect(kinds(unsaidSayings(sayings(cn, CN, unknown)))).toEqual(['identity', 'recordingNotice']);
  expect(kinds(unsaidSayings(sayings(cn, CN)))).toEqual(['identity', 'recordingNotice', 'purposeAfterIdentity']);
});

test('it is said by its tick, and by the tick of its line', () => {
  const at = '2026-11-21T04:02:00.000Z';
  const said = sayings(cn, CN, {
    disclosures: [{line: 'identity', lineId: null, at}],
    linesUsed: [{lineId: 'opening.recording', verbatim: true, at}],
  });
  expect(kinds(unsaidSayings(said))).toEqual(['purposeAfterIdentity']);
});

test('without rules the lines that the pack wants said as written are due in the stages that were entered', () => {
  expect(sayings(us, [], {}, ['opening']).map(({line}) => line?.id)).toEqual(['opening.recording']);
  const all = sayings(us, [], {}, ['opening', 'understanding']);
  expect(all.map(({line}) => line?.id)).toEqual([
    'opening.recording',
    'understanding.first-disclosure',
    'understanding.validation',
  ]);
});

test('of the first and the later form of a disclosure a call asks for one: the one that the rules name', () => {
  const asked: readonly Asked[] = [['miniMirandaLater', 'opening']];
  const later = sayings(us, asked, {}, ['understanding']);
  expect(later.map(({line}) => line?.id)).toEqual(['understanding.later-disclosure', 'understanding.validation']);
});

test('what no line of the pack says is asked for all the same', () => {
  const [item] = sayings(us, [['forbearance', 'opening']]);
  expect(item).toEqual({kind: 'forbearance', line: null, said: false, due: true});
});

test('both packs have one message for a voicemail', () => {
  for (const pack of [cn, us]) expect(voicemailLine(pack)?.id).toBe('opening.voicemail');
});
