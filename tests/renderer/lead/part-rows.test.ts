import {expect, test} from 'vitest';
import {applyEdits} from '../../../electron/domain/pack-draft.ts';
import {PartRows, type RowSource} from '../../../renderer/lead/editor/part-rows.ts';
import {SECTIONS} from '../../../renderer/lead/editor/sections.ts';
import {largePack} from '../../large-pack.ts';

const document = largePack(50);
const rowsOf = () => new PartRows(SECTIONS.objections as RowSource);

test('what is typed into an answer leaves every row of the list as it is', () => {
  const rows = rowsOf();
  const before = rows.of(document.objections);
  const path = ['objections', 'many-7', 'answers', 'soft', 'many-7.soft0', 'text'];
  const {document: typed} = applyEdits(document, [{kind: 'set', path, value: '您看哪天方便？'}]);
  expect(rows.of(typed.objections)).toBe(before);
});

test('what a row shows or is found by makes a new one, and leaves the others', () => {
  const rows = rowsOf();
  const before = rows.of(document.objections);
  const at = document.objections.findIndex(({id}) => id === 'many-7');
  const {document: named} = applyEdits(document, [
    {kind: 'set', path: ['objections', 'many-7', 'title'], value: '新名'},
  ]);
  const after = rows.of(named.objections);
  expect(after[at]).toMatchObject({id: 'many-7', name: '新名'});
  expect(after.filter((row, i) => row !== before[i])).toHaveLength(1);
  const phrasing = {id: 'many-7.p9', text: '记岔了'};
  const list = ['objections', 'many-7', 'phrasings'];
  const {document: found} = applyEdits(named, [{kind: 'insert', list, part: phrasing, before: null}]);
  expect(rows.of(found.objections)[at]?.texts).toContain('记岔了');
});

test('parts that are moved, added or deleted take their rows along', () => {
  const rows = rowsOf();
  const before = rows.of(document.objections);
  const list = ['objections'];
  const {document: moved} = applyEdits(document, [{kind: 'move', list, id: 'many-7', before: 'many-0'}]);
  const ids = (some: readonly {id: string}[]) => some.map(({id}) => id);
  expect(ids(rows.of(moved.objections))).toEqual(ids(moved.objections));
  expect(new Set(rows.of(moved.objections))).toEqual(new Set(before));
  const {document: less} = applyEdits(moved, [{kind: 'remove', list, id: 'many-7'}]);
  expect(ids(rows.of(less.objections))).toEqual(ids(less.objections));
});
