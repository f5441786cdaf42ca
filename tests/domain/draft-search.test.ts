import {expect, test} from 'vitest';
import {DraftSearch} from '../../electron/domain/draft-search.ts';
import {applyEdits, type PackDocument} from '../../electron/domain/pack-draft.ts';
import type {DraftEdit} from '../../electron/contract/pack-draft.ts';
import {smallPack} from '../small-pack.ts';

const found = (search: DraftSearch, document: PackDocument, typed: string) =>
  search.search(document, typed, 5).hits.map(({objectionId, phrasing}) => `${objectionId} ${phrasing}`);

const phrasing = (id: string, text: string, before: string | null): DraftEdit => ({
  kind: 'insert',
  list: ['objections', 'forgot', 'phrasings'],
  part: {id, text},
  before,
});

test('the very first search of a draft finds what is in it', () => {
  expect(found(new DraftSearch([]), smallPack(), 'mq').length).toBeGreaterThan(0);
});

test('a change is found by the first search after it, whatever it was', () => {
  const search = new DraftSearch([]);
  const document = smallPack();
  expect(found(search, document, '日子记岔了')).not.toContain('forgot 日子记岔了');
  const added = applyEdits(document, [phrasing('forgot.p9', '日子记岔了', null)]).document;
  expect(found(search, added, '日子记岔了')[0]).toBe('forgot 日子记岔了');

  const [objection] = document.objections;
  const copy = {
    ...structuredClone(objection),
    id: 'copy',
    title: '另一条',
    phrasings: [{id: 'c.p1', text: '船票丢了'}],
  };
  const inFront: DraftEdit = {kind: 'insert', list: ['objections'], part: copy, before: 'forgot'};
  const grown = applyEdits(added, [inFront]).document;
  expect(found(search, grown, '船票丢了')[0]).toBe('copy 船票丢了');

  const less = applyEdits(grown, [{kind: 'remove', list: ['objections'], id: 'copy'}]).document;
  expect(found(search, less, '船票丢了')).not.toContain('copy 船票丢了');
  const moved = applyEdits(less, [{kind: 'move', list: ['objections'], id: 'forgot', before: null}]).document;
  expect(found(search, moved, '日子记岔了')[0]).toBe('forgot 日子记岔了');
});

test('the words of the pack’s own search list count from the first search after they were written', () => {
  const search = new DraftSearch([]);
  const document = smallPack();
  expect(found(search, document, '揭不开锅')).toEqual([]);
  const concept = {
    id: 'c1',
    language: 'zh-CN',
    objections: ['no-money-now'],
    expressions: [{text: '揭不开锅', weight: 1}],
  };
  const edit: DraftEdit = {kind: 'insert', list: ['lexicon'], part: concept, before: null};
  expect(found(search, applyEdits(document, [edit]).document, '揭不开锅')[0]).toMatch(/^no-money-now /);
});
