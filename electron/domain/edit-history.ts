import type {DraftEdit} from '../contract/pack-draft.ts';

/** What is taken back in one go: edits, and those that undo them, each in the order in which they are applied. */
export interface EditStep {
  edits: readonly DraftEdit[];
  undo: readonly DraftEdit[];
}

/** The steps that can be taken back, the newest last, and those that can be done again, the next one last. */
export interface EditHistory {
  done: readonly EditStep[];
  undone: readonly EditStep[];
}

export const NO_HISTORY: EditHistory = {done: [], undone: []};

const MOST_STEPS = 1000;

/**
 * The history with one more step. Typing `joins`: what is typed into one field without a pause is one step, told by both
 * steps setting the same field.
 */
export function remember(history: EditHistory, step: EditStep, joins: boolean): EditHistory {
  if (step.undo.length === 0) return history;
  const last = history.done.at(-1);
  if (joins && last !== undefined && sameField(last, step)) {
    return {done: [...history.done.slice(0, -1), {edits: step.edits, undo: last.undo}], undone: []};
  }
  return {done: [...history.done, step].slice(-MOST_STEPS), undone: []};
}

/** What takes the last step back, and the history after it; null when there is nothing to take back. */
export function stepBack(history: EditHistory): {edits: readonly DraftEdit[]; history: EditHistory} | null {
  const last = history.done.at(-1);
  if (last === undefined) return null;
  return {edits: last.undo, history: {done: history.done.slice(0, -1), undone: [...history.undone, last]}};
}

/** What does the last step that was taken back again. */
export function stepForward(history: EditHistory): {edits: readonly DraftEdit[]; history: EditHistory} | null {
  const next = history.undone.at(-1);
  if (next === undefined) return null;
  return {edits: next.edits, history: {done: [...history.done, next], undone: history.undone.slice(0, -1)}};
}

function sameField(one: EditStep, other: EditStep): boolean {
  const field = fieldOf(one);
  return field !== null && field === fieldOf(other);
}

function fieldOf({edits, undo}: EditStep): string | null {
  const [edit, ...more] = edits;
  return more.length === 0 && undo.length === 1 && edit?.kind === 'set' ? edit.path.join('\n') : null;
}
