import {expect, test} from 'vitest';
import type {DraftEdit} from '../../electron/contract/pack-draft.ts';
import {type EditHistory, NO_HISTORY, remember, stepBack, stepForward} from '../../electron/domain/edit-history.ts';
import {applyEdits, type PackDocument} from '../../electron/domain/pack-draft.ts';
import {smallPack} from '../small-pack.ts';

/** A document with its history, edited as a window does it. */
function desk() {
  let document: PackDocument = smallPack();
  let history: EditHistory = NO_HISTORY;
  const replay = (step: ReturnType<typeof stepBack>) => {
    if (step === null) return false;
    document = applyEdits(document, step.edits).document;
    history = step.history;
    return true;
  };
  return {
    title: () => document.title,
    slots: () => document.slots.map(({id}) => id),
    edit: (edit: DraftEdit, joins = false) => {
      const {document: next, undo} = applyEdits(document, [edit]);
      history = remember(history, {edits: [edit], undo}, joins);
      document = next;
    },
    undo: () => replay(stepBack(history)),
    redo: () => replay(stepForward(history)),
  };
}

const title = (value: string): DraftEdit => ({kind: 'set', path: ['title'], value});

test('steps are taken back one by one and done again, down to the document that was opened', () => {
  const {edit, undo, redo, title: now, slots} = desk();
  edit(title('一'));
  edit({kind: 'remove', list: ['slots'], id: 'days'});
  expect(slots()).not.toContain('days');
  expect(undo()).toBe(true);
  expect(slots()).toEqual(['agentName', 'amount', 'days', 'payDate']);
  expect(undo()).toBe(true);
  expect(now()).toBe('小话术');
  expect(undo()).toBe(false);
  expect(redo()).toBe(true);
  expect(redo()).toBe(true);
  expect(redo()).toBe(false);
  expect(now()).toBe('一');
  expect(slots()).not.toContain('days');
});

test('what is typed into one field without a pause is taken back in one go; another field is another step', () => {
  const {edit, undo, redo, title: now} = desk();
  edit(title('一'));
  edit(title('一二'), true);
  edit(title('一二三'), true);
  edit({kind: 'set', path: ['version'], value: '2.0.0'}, true);
  undo();
  expect(now()).toBe('一二三');
  undo();
  expect(now()).toBe('小话术');
  redo();
  expect(now()).toBe('一二三');
});

test('a new edit ends what could be done again; one that changes nothing does not', () => {
  const {edit, undo, redo, title: now} = desk();
  edit(title('一'));
  undo();
  edit(title('小话术'));
  expect(redo()).toBe(true);
  undo();
  edit(title('二'));
  expect(redo()).toBe(false);
  expect(now()).toBe('二');
});
