import {useCallback, useEffect, useRef, useState} from 'react';
import {v7} from 'uuid';
import type {CallStep, Draft, Outcome} from '../../electron/contract/call.ts';
import type {CurrentCall, RawInput} from '../../electron/contract/methods.ts';
import {applyEvent} from '../../electron/domain/call-record.ts';
import {accountThroughGate, gateOf} from '../../electron/domain/gate.ts';
import {asCallError, call, type CallError, callOnLeave} from '../shared/client.ts';
import {useDeskEvents, useSession} from '../shared/session.tsx';

/** This window, among those of the desk. */
const PAGE = v7();

/** Longest time between a keystroke and its draft on disk, in milliseconds; the promise is 300. */
const DRAFT_WITHIN = 150;

export interface AgentCall {
  /** Undefined until it is known whether a call is running. */
  current: CurrentCall | null | undefined;
  error: CallError | null;
  /** Sends again what could not be saved. */
  retry: () => void;
  open: (input: RawInput<'call.open'>) => Promise<void>;
  /** Shows the step at once and saves it; steps are saved in the order in which they were made. */
  record: (step: CallStep) => void;
  changeDraft: (change: (draft: Draft) => Draft) => void;
  /** Saves the outcome and closes the call. False when it was refused; the error says why, and nothing typed is lost. */
  saveOutcome: (outcome: Outcome) => Promise<boolean>;
  /** Asks the desk again how the call stands: the rules change their mind with the clock. */
  refresh: () => void;
  /** Takes over what holds of the customer's wishes, as the desk has just told. */
  takeFlags: (flags: CurrentCall['flags']) => void;
}

/** Refusals that say nothing about the step: a full disk, a lost connection, a link that is dead. */
const NOT_NOW: ReadonlySet<string> = new Set(['unavailable', 'internal', 'untrusted']);

/** The step as it will be, before the host has answered: the gate must close at the key press, not after it. */
function withStep(current: CurrentCall, step: CallStep): CurrentCall {
  const {record} = current;
  try {
    const next = applyEvent(record, step, {
      callId: record.id,
      device: record.device,
      seq: record.lastSeq,
      at: new Date().toISOString(),
      agent: record.agent,
    });
    return {...current, record: next, account: current.account && accountThroughGate(current.account, gateOf(next))};
  } catch {
    return current;
  }
}

export function useCall(): AgentCall {
  const [current, setCurrent] = useState<CurrentCall | null | undefined>(undefined);
  const [error, setError] = useState<CallError | null>(null);
  const newest = useRef(current);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const outcomeId = useRef<{callId: string; content: string; id: string} | null>(null);
  const unsent = useRef<{id: string; callId: string; step: CallStep}[]>([]);

  const show = useCallback((next: CurrentCall | null) => {
    newest.current = next;
    setCurrent(next);
  }, []);
  const {changeDraft, flushDraft, forgetDraft, editsSoFar, typedSince} = useDraft(newest, show, setError);
  const asked = useRef(0);
  /** What another window did was not asked for, because steps of this one were on their way. */
  const behind = useRef(false);

  /** Runs after everything before it, so that the journal tells the steps in their order. */
  const inOrder = useCallback(<Value>(work: () => Promise<Value>): Promise<Value> => {
    const run = queue.current.then(work, work);
    queue.current = run.catch(() => undefined);
    return run;
  }, []);

  /** Takes over what the host says, but keeps what was typed since it was asked, after so many edits. */
  const takeOver = useCallback(
    (fresh: CurrentCall, edits: number) => {
      const now = newest.current;
      if (now === null || now === undefined || now.record.id !== fresh.record.id) return;
      // An answer that was under way while a step was saved tells of the call before that step.
      if (fresh.record.lastSeq < now.record.lastSeq) return;
      show(typedSince(edits) ? {...fresh, draft: now.draft} : fresh);
    },
    [show, typedSince],
  );

  const load = useCallback(() => {
    asked.current += 1;
    const question = asked.current;
    const edits = editsSoFar();
    call('call.current', {}).then(
      (running) => {
        // Answers may overtake each other; only the one that was asked for last knows everything.
        if (question !== asked.current) return undefined;
        const now = newest.current;
        const same = running !== null && now?.record.id === running.record.id;
        if (same) {
          // A page that is ahead of the host (steps on their way) must not be set back.
          if (unsent.current.length === 0) takeOver(running, edits);
          else behind.current = true;
        } else show(running);
        return undefined;
      },
      (thrown: unknown) => setError(asCallError(thrown)),
    );
  }, [editsSoFar, show, takeOver]);
  useEffect(load, [load]);
  useDeskEvents((event) => {
    // Another window of this desk went on with the call, or ended it.
    const changed = event.type === 'call.changed' || (event.type === 'draft.saved' && event.page !== PAGE);
    if (!changed) return;
    if (unsent.current.length === 0) load();
    else behind.current = true;
  });

  const open = useCallback(
    async (input: RawInput<'call.open'>) => {
      show(await call('call.open', input));
    },
    [show],
  );

  /** Sends what waits, one by one. What a full disk or a lost connection refused stays first in the row. */
  const drain = useCallback(async (): Promise<boolean> => {
    for (let next = unsent.current[0]; next !== undefined; next = unsent.current[0]) {
      const edits = editsSoFar();
      try {
        const fresh = await call('call.record', next);
        unsent.current.shift();
        setError(null);
        // With more steps on their way, this answer is already old.
        if (unsent.current.length === 0) takeOver(fresh, edits);
      } catch (thrown) {
        const refused = asCallError(thrown);
        setError(refused);
        if (NOT_NOW.has(refused.code)) return false;
        // What does not follow will not follow later either.
        unsent.current.shift();
      }
    }
    if (behind.current) {
      behind.current = false;
      load();
    }
    return true;
  }, [editsSoFar, load, takeOver]);

  const retry = useCallback(() => {
    setError(null);
    void inOrder(drain);
    void flushDraft();
  }, [drain, flushDraft, inOrder]);

  // What could not be sent while the program was away goes out as soon as it is back.
  const {connection} = useSession();
  useEffect(() => {
    if (connection !== 'open') return;
    void inOrder(drain);
    void flushDraft();
  }, [connection, drain, flushDraft, inOrder]);

  const record = useCallback(
    (step: CallStep) => {
      const now = newest.current;
      if (now === null || now === undefined) return;
      show(withStep(now, step));
      unsent.current.push({id: v7(), callId: now.record.id, step});
      void inOrder(drain);
    },
    [drain, inOrder, show],
  );

  const saveOutcome = useCallback(
    async (outcome: Outcome) => {
      const now = newest.current;
      if (now === null || now === undefined) return false;
      const callId = now.record.id;
      // A second click or a retry is the same save; other content is another.
      const content = JSON.stringify(outcome);
      if (outcomeId.current?.callId !== callId || outcomeId.current.content !== content) {
        outcomeId.current = {callId, content, id: v7()};
      }
      const {id} = outcomeId.current;
      try {
        await flushDraft();
        if (!(await inOrder(drain))) return false;
        await inOrder(() => call('call.saveOutcome', {id, callId, outcome}));
        forgetDraft();
        setError(null);
        show(null);
        return true;
      } catch (thrown) {
        setError(asCallError(thrown));
        return false;
      }
    },
    [drain, flushDraft, forgetDraft, inOrder, show],
  );

  const takeFlags = useCallback(
    (flags: CurrentCall['flags']) => {
      const now = newest.current;
      if (now !== null && now !== undefined) show({...now, flags});
    },
    [show],
  );

  return {current, error, retry, open, record, changeDraft, saveOutcome, refresh: load, takeFlags};
}

/** Saves the draft while it is typed: at most one save under way, the newest content always next, and once more on leaving. */
function useDraft(
  newest: {current: CurrentCall | null | undefined},
  show: (next: CurrentCall) => void,
  fail: (error: CallError) => void,
) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const edits = useRef(0);
  const unsaved = useRef(false);
  const saving = useRef<Promise<void> | null>(null);

  const flushDraft = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    timer.current = undefined;
    await saving.current;
    const now = newest.current;
    if (!unsaved.current || now === null || now === undefined) return;
    unsaved.current = false;
    saving.current = call('call.saveDraft', {callId: now.record.id, draft: now.draft, page: PAGE}).then(
      () => undefined,
      (thrown: unknown) => {
        unsaved.current = true;
        fail(asCallError(thrown));
      },
    );
    await saving.current;
    saving.current = null;
  }, [newest, fail]);

  const changeDraft = useCallback(
    (change: (draft: Draft) => Draft) => {
      const now = newest.current;
      if (now === null || now === undefined) return;
      show({...now, draft: change(now.draft)});
      edits.current += 1;
      unsaved.current = true;
      if (timer.current === undefined) timer.current = setTimeout(() => void flushDraft(), DRAFT_WITHIN);
    },
    [newest, show, flushDraft],
  );

  const forgetDraft = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    unsaved.current = false;
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

  const editsSoFar = useCallback(() => edits.current, []);
  /** Whether an answer to what was asked after so many edits may be without the newest of them. */
  const typedSince = useCallback(
    (count: number) => unsaved.current || saving.current !== null || edits.current !== count,
    [],
  );

  return {changeDraft, flushDraft, forgetDraft, editsSoFar, typedSince};
}
