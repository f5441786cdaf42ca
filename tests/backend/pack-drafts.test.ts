import {expect, test} from 'vitest';
import type {DraftEdit} from '../../electron/contract/pack-draft.ts';
import {smallPack} from '../small-pack.ts';
import {openDesk} from '../open-desk.ts';

const title = (value: string): DraftEdit => ({kind: 'set', path: ['title'], value});
const page = '01935a00-0000-7000-8000-000000000001';

async function leadWithDraft() {
  const desk = openDesk({role: 'lead'});
  const text = JSON.stringify({...smallPack(), version: '1.0.1'});
  const draft = await desk.call('draft.begin', {text, basedOn: '1.0.0'});
  return {desk, draft, text};
}

test('a draft is begun, edited and found again after the process was gone, with who saved it', async () => {
  const {desk, draft} = await leadWithDraft();
  expect(draft).toMatchObject({packId: 'small', basedOn: '1.0.0', version: '1.0.1', revision: 1, savedBy: 'A-17'});
  const saved = await desk.call('draft.save', {packId: 'small', revision: 1, edits: [title('新标题')]});
  expect(saved).toMatchObject({revision: 2, title: '新标题'});

  const again = desk.reopen();
  await again.as('lead');
  expect(await again.call('draft.list', {})).toEqual([saved]);
  const {text} = await again.call('draft.get', {packId: 'small'});
  expect(JSON.parse(text)).toEqual({...smallPack(), version: '1.0.1', title: '新标题'});
});

test('who saves over what another window saved is told, and neither text is lost', async () => {
  const {desk} = await leadWithDraft();
  await desk.call('draft.save', {packId: 'small', revision: 1, edits: [title('甲')], page});
  expect(desk.events).toContainEqual({type: 'packDraft.changed', packId: 'small', revision: 2, page});
  const late = {packId: 'small', edits: [{kind: 'set', path: ['version'], value: '1.1.0'} satisfies DraftEdit]};
  expect((await desk.refusal('draft.save', {...late, revision: 1})).code).toBe('conflict');
  // A page that closes cannot wait for the refusal: what it has is applied to whatever is there.
  await desk.call('draft.save', late);
  const {text} = await desk.call('draft.get', {packId: 'small'});
  expect(JSON.parse(text)).toMatchObject({title: '甲', version: '1.1.0'});
});

test('a save that comes twice is refused and changes nothing the second time', async () => {
  const {desk} = await leadWithDraft();
  const insert: DraftEdit = {kind: 'insert', list: ['slots'], part: {id: 'x'}, before: null};
  const phrasing = {id: 'forgot.p9', text: '想不起来'};
  const edits: DraftEdit[] = [{...insert, list: ['objections', 'forgot', 'phrasings'], part: phrasing}];
  await desk.call('draft.save', {packId: 'small', revision: 1, edits});
  expect((await desk.refusal('draft.save', {packId: 'small', revision: 1, edits})).code).toBe('conflict');
  await desk.call('draft.save', {packId: 'small', revision: 2, edits});
  const {text} = await desk.call('draft.get', {packId: 'small'});
  expect(text.split('forgot.p9')).toHaveLength(2);
});

test('a draft may be wrong, but never has another form than a pack, nor the name of another one', async () => {
  const {desk, text: begun} = await leadWithDraft();
  await desk.call('draft.save', {packId: 'small', revision: 1, edits: [title('')]});
  const bad: DraftEdit[] = [
    {kind: 'set', path: ['title'], value: 7},
    {kind: 'set', path: ['title']},
    {kind: 'set', path: ['extra'], value: 1},
    {kind: 'set', path: ['id'], value: 'other'},
    {kind: 'insert', list: ['slots'], part: {id: 'x', name: 'x'}, before: null},
  ];
  for (const edit of bad) {
    const refusal = await desk.refusal('draft.save', {packId: 'small', revision: 2, edits: [title('x'), edit]});
    expect(refusal.code).toBe('invalid_input');
  }
  const {text} = await desk.call('draft.get', {packId: 'small'});
  expect(JSON.parse(text)).toEqual({...(JSON.parse(begun) as object), title: ''});
  for (const document of ['no json', '[]', JSON.stringify({...smallPack(), stages: 'none'})]) {
    const refusal = await desk.refusal('draft.begin', {text: document, basedOn: null, replaces: 2});
    expect(refusal.code).toBe('invalid_input');
  }
});

test('a draft that is there is not begun anew by mistake, and is thrown away only as it was last seen', async () => {
  const {desk, text} = await leadWithDraft();
  expect((await desk.refusal('draft.begin', {text, basedOn: '1.0.0'})).code).toBe('conflict');
  expect((await desk.refusal('draft.begin', {text, basedOn: '1.0.0', replaces: 7})).code).toBe('conflict');
  expect(await desk.call('draft.begin', {text, basedOn: null, replaces: 1})).toMatchObject({revision: 2});
  expect((await desk.refusal('draft.remove', {packId: 'small', revision: 1})).code).toBe('conflict');
  await desk.call('draft.remove', {packId: 'small', revision: 2});
  expect(await desk.call('draft.list', {})).toEqual([]);
  expect(desk.events).toContainEqual({type: 'packDraft.changed', packId: 'small', revision: null, page: null});
  expect((await desk.refusal('draft.get', {packId: 'small'})).code).toBe('not_found');
});
