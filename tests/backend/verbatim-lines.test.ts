import {v7} from 'uuid';
import {expect, test} from 'vitest';
import type {MethodName, RawInput} from '../../electron/contract/methods.ts';
import type {Role} from '../../electron/contract/values.ts';
import {openCall, openDesk, record, type TestDesk} from '../open-desk.ts';
import {type PackDocument, smallPack} from '../small-pack.ts';

const SAID = '您好，本次通话会录音。';

function withVerbatim(text: string, version = '1.0.0'): PackDocument {
  const pack = {...smallPack(), version};
  pack.stages[1]?.lines.push({id: 'recorded', text, kind: 'verbatim', beforeVerification: true});
  return pack;
}

async function deskWithVerbatim(): Promise<TestDesk> {
  const desk = openDesk({role: 'lead'});
  await desk.call('pack.import', {id: v7(), text: JSON.stringify(withVerbatim(SAID, '1.1.0'))});
  await desk.call('pack.activate', {id: 'small', version: '1.1.0', eventId: v7()});
  return desk;
}

const spoken = async (desk: TestDesk) => {
  const [active] = (await desk.call('pack.list', {})).filter((info) => info.active);
  const {pack} = await desk.call('pack.get', {id: active?.id ?? '', version: active?.version ?? ''});
  return pack.stages.flatMap(({lines}) => lines).find(({id}) => id === 'recorded')?.text;
};

/** Every door through which words of a pack could be changed, with what would change the line. */
const DOORS: {[Name in MethodName]?: RawInput<Name>} = {
  'pack.import': {id: v7(), text: JSON.stringify(withVerbatim('您好。', '1.2.0'))},
  'pack.activate': {id: 'small', version: '1.0.0', eventId: v7()},
  'pack.deactivate': {id: 'small', eventId: v7()},
  'draft.begin': {text: JSON.stringify(withVerbatim('您好。', '1.2.0')), basedOn: '1.1.0'},
  'draft.save': {
    packId: 'small',
    edits: [{kind: 'set', path: ['stages', 'opening', 'lines', 'recorded', 'text'], value: '您好。'}],
  },
  'draft.remove': {packId: 'small', revision: 1},
  'repository.publish': {id: 'small', version: '1.0.0', eventId: v7(), permille: 1000},
  'repository.withdraw': {id: 'small', version: '1.1.0', eventId: v7(), reason: '换词'},
  'sync.leave': {id: v7()},
};

test.for<Role>(['agent', 'qa'])('%s changes no line that must be said as written, by any door', async (role) => {
  const desk = await deskWithVerbatim();
  await desk.call('draft.begin', {text: JSON.stringify(withVerbatim(SAID, '1.2.0')), basedOn: '1.1.0'});
  await desk.as(role);
  for (const [name, input] of Object.entries(DOORS)) {
    expect([name, (await desk.refusal(name as MethodName, input)).code]).toEqual([name, 'forbidden']);
  }
  expect(await spoken(desk)).toBe(SAID);
  await desk.as('lead');
  expect((await desk.call('draft.get', {packId: 'small'})).text).toContain(SAID);
});

test('an agent who says it notes that it was said, and no words of their own', async () => {
  const desk = await deskWithVerbatim();
  await desk.as('agent');
  const callId = await openCall(desk);
  await record(desk, callId, {type: 'call.connected', payload: {}});
  const payload = {lineId: 'recorded', verbatim: true, text: '您好。'};
  const step = {type: 'line.used', payload} as never;
  expect((await desk.refusal('call.record', {id: v7(), callId, step})).code).toBe('invalid_input');
  await record(desk, callId, {type: 'line.used', payload: {lineId: 'recorded', verbatim: true}});
  expect(await spoken(desk)).toBe(SAID);
});

test('nor does a lead change it under the name of a version that is there', async () => {
  const desk = await deskWithVerbatim();
  const refused = await desk.refusal('pack.import', {id: v7(), text: JSON.stringify(withVerbatim('您好。', '1.1.0'))});
  expect(refused.code).toBe('conflict');
  expect(await spoken(desk)).toBe(SAID);
});
