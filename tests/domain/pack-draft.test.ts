import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {DraftEdit} from '../../electron/contract/pack-draft.ts';
import {applyEdit, applyEdits, misshapen, type PackDocument, partAt} from '../../electron/domain/pack-draft.ts';
import {type PackDocument as SmallPack, smallPack} from '../small-pack.ts';

const firm = ['objections', 'forgot', 'answers', 'firm', 'forgot.firm'];
const ids = (document: PackDocument, list: string[]) =>
  ((partAt(document, list) ?? []) as {id: string}[]).map(({id}) => id);

describe('an edit', () => {
  test('sets a field deep inside, and leaves what it does not touch the same object', () => {
    const before = smallPack();
    const {document, undo} = applyEdit(before, {kind: 'set', path: [...firm, 'text'], value: '请今天处理。'});
    expect(partAt(document, [...firm, 'text'])).toBe('请今天处理。');
    expect(document.stages).toBe(before.stages);
    expect(document.objections[1]).toBe(before.objections[1]);
    expect(undo).toMatchObject({kind: 'set', value: '已经逾期{days}天，应还{amount}。'});
  });

  test('takes a field away, and its undo puts it back', () => {
    const before = smallPack();
    const {document, undo} = applyEdit(before, {kind: 'set', path: [...firm, 'empathy']});
    expect(partAt(document, firm)).not.toHaveProperty('empathy');
    expect(applyEdit(document, undo as DraftEdit).document).toEqual(before);
  });

  test('inserts in front of a part, at the end, and into a list that was left out', () => {
    const list = ['objections', 'forgot', 'phrasings'];
    const one = applyEdit(smallPack(), {kind: 'insert', list, part: {id: 'x', text: 'x'}, before: 'forgot.p2'});
    expect(ids(one.document, list)).toEqual(['forgot.p1', 'x', 'forgot.p2']);
    const rest: DraftEdit = {kind: 'insert', list: ['lexicon'], part: {id: 'c'}, before: 'not there'};
    const two = applyEdit(one.document, rest);
    expect(ids(two.document, ['lexicon'])).toEqual(['c']);
  });

  test('moves a part within its list and into another, and back', () => {
    const before = smallPack();
    const list = ['objections', 'no-money-now', 'phrasings'];
    const id = 'no-money-now.p3';
    const within = applyEdit(before, {kind: 'move', list, id, before: 'no-money-now.p1'});
    expect(ids(within.document, list)[0]).toBe(id);
    const into = ['objections', 'forgot', 'phrasings'];
    const across = applyEdit(within.document, {kind: 'move', list, id, into, before: 'forgot.p2'});
    expect(ids(across.document, into)).toEqual(['forgot.p1', id, 'forgot.p2']);
    expect(ids(across.document, list)).not.toContain(id);
    const back = applyEdits(across.document, [across.undo as DraftEdit, within.undo as DraftEdit]);
    expect(back.document).toEqual(before);
  });

  test('a part cannot be moved into itself, nor out of a list that is not there', () => {
    const list = ['objections'];
    const into = ['objections', 'forgot', 'phrasings'];
    expect(applyEdit(smallPack(), {kind: 'move', list, id: 'forgot', into, before: null}).undo).toBeNull();
    expect(applyEdit(smallPack(), {kind: 'move', list: ['title'], id: 'x', before: null}).undo).toBeNull();
  });

  test('that comes twice, or whose part is gone, changes nothing', () => {
    const insert: DraftEdit = {kind: 'insert', list: ['slots'], part: {id: 'x'}, before: null};
    const {document} = applyEdit(smallPack(), insert);
    expect(applyEdit(document, insert)).toEqual({document, undo: null});
    const gone: DraftEdit[] = [
      {kind: 'remove', list: ['slots'], id: 'nobody'},
      {kind: 'set', path: ['objections', 'nobody', 'title'], value: 'x'},
      {kind: 'set', path: ['objections', 'forgot', 'title'], value: '我忘了还款'},
      {kind: 'move', list: ['slots'], id: 'nobody', before: null},
      {kind: 'set', path: ['constructor', 'name'], value: 'x'},
    ];
    for (const edit of gone) expect(applyEdit(document, edit)).toEqual({document, undo: null});
  });

  test('a new id is the one by which its undo finds it', () => {
    const {document, undo} = applyEdit(smallPack(), {kind: 'set', path: ['slots', 'days', 'id'], value: 'late'});
    expect(ids(document, ['slots'])).toContain('late');
    expect(applyEdit(document, undo as DraftEdit).document).toEqual(smallPack());
  });
});

test('whatever is edited in whatever order, taking it back gives the very document that was there', () => {
  const lists = [['stages'], ['objections'], ['slots'], ['objections', 'forgot', 'phrasings'], ['branches']];
  const start = smallPack();
  const someId = (list: string[]) => fc.constantFrom(...ids(start, list), 'new1', 'new2');
  const anEdit: fc.Arbitrary<DraftEdit> = fc.constantFrom(...lists).chain((list) =>
    fc.oneof(
      fc.record({
        kind: fc.constant('insert' as const),
        list: fc.constant(list),
        part: fc.record({id: fc.constantFrom('new1', 'new2'), title: fc.string()}),
        before: fc.option(someId(list)),
      }),
      fc.record({kind: fc.constant('remove' as const), list: fc.constant(list), id: someId(list)}),
      fc.record({
        kind: fc.constant('move' as const),
        list: fc.constant(list),
        id: someId(list),
        into: fc.constantFrom(...lists),
        before: fc.option(someId(list)),
      }),
      fc.record({
        kind: fc.constant('set' as const),
        path: someId(list).map((id) => [...list, id, 'title']),
        value: fc.option(fc.string(), {nil: undefined}),
      }),
    ),
  );
  fc.assert(
    fc.property(fc.array(anEdit, {maxLength: 30}), (edits) => {
      const {document, undo} = applyEdits(start, edits);
      expect(applyEdits(document, undo).document).toEqual(start);
    }),
    {numRuns: 300},
  );
});

describe('the form of a draft', () => {
  const broken = (change: (pack: SmallPack & Record<string, unknown>) => void) => {
    const pack = smallPack() as SmallPack & Record<string, unknown>;
    change(pack);
    return misshapen(pack);
  };

  test('values may be wrong: empty, too long, an id used twice', () => {
    expect(
      broken((pack) => {
        pack.title = '';
        pack.version = 'next';
        pack.objections[0]!.phrasings = [];
        pack.objections[1]!.id = 'forgot';
      }),
    ).toEqual([]);
  });

  test('the shape may not: unknown keys, other types, unknown words', () => {
    expect(broken((pack) => Object.assign(pack, {extra: 1}))).toHaveLength(1);
    expect(broken((pack) => Object.assign(pack.objections[0]!, {title: 7}))).toEqual(['objections.0.title']);
    expect(broken((pack) => Object.assign(pack.objections[0]!, {reason: 'nobody knows'}))).toHaveLength(1);
    expect(misshapen(null)).not.toEqual([]);
  });

  test('of a large pack the parts that were touched are looked at', () => {
    const large = smallPack();
    large.objections = Array.from({length: 5000}, (_, i) => ({...large.objections[0]!, id: `o${i}`}));
    const edit: DraftEdit = {kind: 'set', path: ['objections', 'o4999', 'title'], value: 7};
    expect(misshapen(applyEdit(large, edit).document, [edit])).toHaveLength(1);
    const added: DraftEdit = {kind: 'insert', list: ['objections'], part: {id: 'new'}, before: null};
    expect(misshapen(applyEdit(large, added).document, [added])).not.toEqual([]);
  });
});

test('edits that are applied at once do what they do one after another, and so does their undo', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'days', 'amount', 'payDate');
  const list = fc.constantFrom<string[]>(
    ['slots'],
    ['objections', 'forgot', 'phrasings'],
    ['lexicon'],
    ['nothing', 'here'],
  );
  const edit = fc.oneof(
    fc.record({
      kind: fc.constant('insert' as const),
      list,
      part: fc.record({id, text: fc.string({maxLength: 3})}),
      before: fc.oneof({arbitrary: fc.constant(null), weight: 4}, id),
    }),
    fc.record({kind: fc.constant('remove' as const), list, id}),
  );
  fc.assert(
    fc.property(fc.array(edit, {maxLength: 30}), (some) => {
      // In runs, as an import and its undo have them.
      const edits = some.toSorted(
        (a, b) => a.kind.localeCompare(b.kind) || JSON.stringify(a.list).localeCompare(JSON.stringify(b.list)),
      );
      for (const each of [some, edits]) {
        let document: PackDocument = smallPack();
        const undo: DraftEdit[] = [];
        for (const one of each) {
          const next = applyEdit(document, one);
          document = next.document;
          if (next.undo !== null) undo.unshift(next.undo);
        }
        expect(applyEdits(smallPack(), each)).toEqual({document, undo});
      }
    }),
    {numRuns: 300},
  );
});
