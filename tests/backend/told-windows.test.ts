import {v7} from 'uuid';
import {expect, test, vi} from 'vitest';
import {anOutcome, madeCall, openDesk, type TestDesk} from '../open-desk.ts';

const changes = (desk: TestDesk) => desk.events.filter((event) => event.type === 'call.changed');

/** A journal of another desk, and the id of its newest call. */
async function journalOfAnother(): Promise<{text: string; newest: string}> {
  const other = openDesk();
  await madeCall(other);
  const newest = await madeCall(other, anOutcome({contact: 'BZ'}));
  await other.as('qa');
  const {text} = await other.call('notes.bundle', {id: v7(), cursor: null});
  return {text, newest};
}

test('an import tells the windows once, of its newest call; the same again brings nothing and tells nothing', async () => {
  const {text, newest} = await journalOfAnother();
  const desk = openDesk();
  await desk.as('qa');
  await desk.call('notes.import', {id: v7(), text});
  expect(changes(desk)).toMatchObject([{callId: newest}]);
  await desk.call('notes.import', {id: v7(), text});
  expect(changes(desk)).toHaveLength(1);
});

test('a refused import tells nothing', async () => {
  const {text} = await journalOfAnother();
  const desk = openDesk();
  await desk.as('qa');
  await desk.refusal('notes.import', {id: v7(), text: text.replace('BZ', 'NA')});
  expect(changes(desk)).toEqual([]);
});

test('calls that a terminal imports beside a window are told to the window', async () => {
  const {text, newest} = await journalOfAnother();
  const desk = openDesk({exclusive: true});
  const terminal = openDesk({dataFolder: desk.folder, host: 'cli', role: 'qa'});
  await terminal.call('notes.import', {id: v7(), text});
  await vi.waitFor(() => expect(changes(desk)).toMatchObject([{callId: newest}]), {timeout: 5000});
});
