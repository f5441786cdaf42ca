import {useCallback, useEffect, useRef} from 'react';
import {v7} from 'uuid';
import type {Draft} from '../../electron/contract/call.ts';
import type {CurrentCall} from '../../electron/contract/methods.ts';
import {asCallError, call, type CallError, callOnLeave} from '../shared/client.ts';

/** This window, among those of the desk. */
export const PAGE = v7();

/** Longest time between a keystroke and its draft on disk, in milliseconds; the promise is 300. */
const DRAFT_WITHIN = 150;

/** Saves the draft while it is typed: at most one save under way, the newest content always next, and once more on leaving. */
export function useDraft(
  newest: {current: CurrentCall | null | undefined},
  closing: {readonly current: string | null},
  show: (next: CurrentCall) => void,
  fail: (what: 'draft', error: CallError | null) => void,
) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const edits = useRef(0);
  /** So many of the edits are with the host, and in whatever it answers from then on. */
  const savedEdits = useRef(0);
  const unsaved = useRef(false);
  const saving = useRef<Promise<void> | null>(null);

  const flushDraft = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    timer.current = undefined;
    // Several may wait here: each looks again, for the one before it may have begun the next save.
    while (saving.current !== null) await saving.current;
    const now = newest.current;
    if (!unsaved.current || now === null || now === undefined) return;
    const callId = now.record.id;
    const upTo = edits.current;
    unsaved.current = false;
    saving.current = call('call.saveDraft', {callId, draft: now.draft, page: PAGE})
      .then(
        () => {
          savedEdits.current = upTo;
          return fail('draft', null);
        },
        (thrown: unknown) => {
          // Its outcome was saved meanwhile, with the note as it stood.
          if (newest.current?.record.id !== callId) {
            savedEdits.current = upTo;
            return;
          }
          unsaved.current = true;
          fail('draft', asCallError(thrown));
        },
      )
      .finally(() => {
        saving.current = null;
      });
    await saving.current;
  }, [newest, fail]);

  const changeDraft = useCallback(
    (change: (draft: Draft) => Draft) => {
      const now = newest.current;
      if (now === null || now === undefined || closing.current === now.record.id) return;
      show({...now, draft: change(now.draft)});
      edits.current += 1;
      unsaved.current = true;
      if (timer.current === undefined) timer.current = setTimeout(() => void flushDraft(), DRAFT_WITHIN);
    },
    [newest, closing, show, flushDraft],
  );

  const forgetDraft = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    unsaved.current = false;
    savedEdits.current = edits.current;
  }, []);

  useEffect(() => {
    const leave = () => {
      const now = newest.current;
      if (!unsaved.current || now === null || now === undefined) return;
      callOnLeave('call.saveDraft', {callId: now.record.id, draft: now.draft, page: PAGE});
    };
    const blur = () => void flushDraft();
    window.addEventListener('pagehide', leave);
    window.addEventListener('blur', blur);
    document.addEventListener('focusout', blur);
    return () => {
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('blur', blur);
      document.removeEventListener('focusout', blur);
    };
  }, [newest, flushDraft]);

  /** How many edits an answer to what is asked now will hold. */
  const editsKnown = useCallback(() => savedEdits.current, []);
  /** Whether an answer that holds so many edits may be without the newest of them. */
  const typedSince = useCallback((count: number) => edits.current !== count, []);

  return {changeDraft, flushDraft, forgetDraft, editsKnown, typedSince};
}
