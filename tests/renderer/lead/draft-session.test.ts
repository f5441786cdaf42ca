import {beforeEach, expect, test, vi} from 'vitest';
import type {Reply} from '../../../electron/contract/errors.ts';
import type {DeskEvent} from '../../../electron/contract/methods.ts';
import type {DraftEdit} from '../../../electron/contract/pack-draft.ts';
import type {PackDocument} from '../../../electron/domain/pack-draft.ts';
import {openDesk, type TestDesk} from '../../open-desk.ts';
import {smallPack} from '../../small-pack.ts';

const OTHER_PAGE = '01935a00-0000-7000-8000-000000000001';
const set = (key: string, value: string): DraftEdit => ({kind: 'set', path: [key], value});

let desk: TestDesk;
/** What happens after the desk answered and before the page hears the answer. */
let before: (method: string) => Promise<void> | void;
/** Whether the desk cannot be reached. */
let down: boolean;

beforeEach(() => {
  desk = openDesk({role: 'lead'});
  before = () => undefined;
  down = false;
  const bridge = {
    async call(method: string, input: unknown): Promise<Reply<unknown>> {
      if (down) throw new Error('no line');
      const reply = await desk.backend.call(method, input);
      await before(method);
      return reply;
    },
    subscribe: (listener: (event: DeskEvent) => void) => desk.backend.subscribe(listener),
  };
  vi.resetModules();
  vi.stubGlobal('window', {callside: bridge});
  return () => vi.unstubAllGlobals();
});

/** An editor's session on a draft of the desk, listening as the editor does. */
async function openSession() {
  const {DraftSession} = await import('../../../renderer/lead/editor/draft-session.ts');
  const document = {...smallPack(), version: '1.0.1'} as PackDocument;
  const draft = await desk.call('draft.begin', {text: JSON.stringify(document), basedOn: '1.0.0'});
  const session = new DraftSession(draft, document);
  desk.backend.subscribe((event) => {
    if (event.type === 'packDraft.changed') void session.heard(event.packId, event.revision, event.page);
  });
  return session;
}

const otherSaves = (edit: DraftEdit) =>
  desk.call('draft.save', {packId: 'small', edits: [edit], page: OTHER_PAGE}).then(() => undefined);

const kept = async () => JSON.parse((await desk.call('draft.get', {packId: 'small'})).text) as PackDocument;

test('what another window saves is shown here', async () => {
  const session = await openSession();
  await otherSaves(set('title', '甲'));
  await vi.waitFor(() => expect(session.now()).toMatchObject({merged: true, document: {title: '甲'}}));
});

test('what another window saves while an answer to a save is on its way is not missed', async () => {
  const session = await openSession();
  let once = true;
  before = async (method) => {
    if (method !== 'draft.save' || !once) return;
    once = false;
    await otherSaves(set('title', '甲'));
  };
  session.edit([set('version', '1.0.2')]);
  expect(await session.flush()).toBe(true);
  expect(session.now()).toMatchObject({
    document: {title: '甲', version: '1.0.2'},
    draft: {revision: 3},
    saving: 'saved',
  });
  expect(await kept()).toMatchObject({title: '甲', version: '1.0.2'});
});

test('what another window saves while its last save is being read is not missed', async () => {
  const session = await openSession();
  let once = true;
  before = async (method) => {
    if (method !== 'draft.get' || !once) return;
    once = false;
    await otherSaves(set('title', '乙'));
  };
  await otherSaves(set('title', '甲'));
  await vi.waitFor(() => expect(session.now().document.title).toBe('乙'));
});

test('what another window does while the desk cannot be reached is looked for until it can', async () => {
  vi.useFakeTimers();
  const session = await openSession();
  down = true;
  await otherSaves(set('title', '甲'));
  await vi.advanceTimersByTimeAsync(5000);
  expect(session.now().document.title).not.toBe('甲');
  down = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(session.now().document.title).toBe('甲');
  vi.useRealTimers();
});

test('what was told before anybody listened is seen on opening', async () => {
  const {DraftSession} = await import('../../../renderer/lead/editor/draft-session.ts');
  const document = {...smallPack(), version: '1.0.1'} as PackDocument;
  const draft = await desk.call('draft.begin', {text: JSON.stringify(document), basedOn: '1.0.0'});
  await otherSaves(set('title', '甲'));
  const session = new DraftSession(draft, document);
  await session.catchUp();
  expect(session.now().document.title).toBe('甲');
});

test('a draft that was edited while it became a version stays, for what is not in the version', async () => {
  const session = await openSession();
  const {document} = session.now();
  await otherSaves(set('title', '甲'));
  await vi.waitFor(() => expect(session.now().document.title).toBe('甲'));
  await session.finished(document);
  expect(await kept()).toMatchObject({title: '甲'});
  await session.finished(session.now().document);
  expect(await desk.call('draft.list', {})).toEqual([]);
});

test('a draft that another window ends while a save is on its way is told as gone, and can be kept again', async () => {
  const session = await openSession();
  let once = true;
  before = async (method) => {
    if (method !== 'draft.save' || !once) return;
    once = false;
    await desk.call('draft.remove', {packId: 'small', revision: 2, page: OTHER_PAGE});
  };
  session.edit([set('title', '甲')]);
  expect(await session.flush()).toBe(false);
  expect(session.now()).toMatchObject({gone: true, document: {title: '甲'}});
  await session.keepAgain();
  expect(await kept()).toMatchObject({title: '甲'});
});

test('an edit that the desk cannot keep is taken out in words, and those around it are kept', async () => {
  const session = await openSession();
  session.edit([set('title', '甲')]);
  session.edit([{kind: 'set', path: ['extra'], value: 1}]);
  session.edit([set('version', '1.0.2')]);
  expect(await session.flush()).toBe(true);
  expect(await kept()).toMatchObject({title: '甲', version: '1.0.2'});
  expect(session.now().document).not.toHaveProperty('extra');
});
