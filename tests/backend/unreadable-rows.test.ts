import {v7} from 'uuid';
import {expect, test} from 'vitest';
import {openCall, openDesk, profile} from '../open-desk.ts';
import {tamper} from '../planted-damage.ts';

const other = {...profile, agentId: 'B-2'};

test.for(['junk', 'null', '[]', '{"agentId":7}'])('a profile row of %s leaves the rest at work', async (junk) => {
  const desk = openDesk();
  await desk.call('profile.save', {id: v7(), profile: other}); // sits here now
  tamper(desk.folder, `UPDATE profile SET body = '${junk}' WHERE agent_id = '${profile.agentId}'`);
  const session = await desk.reopen({profile: undefined}).call('session.get', {});
  expect(session.profiles).toEqual([other]);
  expect(session.profile).toEqual(other);
});

test('nobody else stands in for an agent whose profile cannot be read; saved again, it is whole', async () => {
  const desk = openDesk({profile: other});
  await desk.call('profile.save', {id: v7(), profile});
  tamper(desk.folder, `UPDATE profile SET body = 'junk' WHERE agent_id = '${profile.agentId}'`);
  const again = desk.reopen({profile: undefined});
  expect(await again.call('session.get', {})).toMatchObject({profile: null, profiles: [other]});
  await again.call('profile.save', {id: v7(), profile});
  expect((await again.call('session.get', {})).profiles).toEqual([profile, other]);
});

test.for(['junk', 'null', '[]', '{"theme":"pink"}'])('settings of %s are as if they were never set', async (junk) => {
  const desk = openDesk();
  const {settings} = await desk.call('session.get', {});
  await desk.call('settings.save', {id: v7(), settings: {...settings, theme: 'dark'}});
  tamper(desk.folder, `UPDATE setting SET value = '${junk}'`);
  expect((await desk.call('session.get', {})).settings).toEqual(settings);
});

test.for([
  ['junk', ''],
  ['{"note":"what was typed","old":1}', 'what was typed'],
])('a draft of %s keeps the call going with the note "%s"', async ([junk, note]) => {
  const desk = openDesk();
  const callId = await openCall(desk);
  const draft = (await desk.call('call.current', {}))?.draft;
  if (draft === undefined) throw new Error('no running call');
  await desk.call('call.saveDraft', {callId, draft});
  tamper(desk.folder, `UPDATE draft SET body = '${junk}'`);
  expect((await desk.call('call.current', {}))?.draft).toEqual({...draft, note});
});
