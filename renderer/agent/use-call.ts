import {useCallback, useEffect, useRef, useState} from 'react';
import {v7} from 'uuid';
import type {CallStep, Draft, Outcome} from '../../electron/contract/call.ts';
import type {CurrentCall, RawInput} from '../../electron/contract/methods.ts';
import {applyEvent} from '../../electron/domain/call-record.ts';
import {accountThroughGate, gateOf} from '../../electron/domain/gate.ts';
import {asCallError, call, type CallError, callOnLeave} from '../shared/client.ts';
import {useDeskEvents, useSession} from '../shared/session.tsx';
import {useNewest} from '../shared/use-newest.ts';
import {PAGE, useDraft} from './use-draft.ts';

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
  /** Takes over what holds of the customer's wishes in this call, as the desk has just told. */
  takeFlags: (callId: string, flags: CurrentCall['flags']) => void;
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

/** What went wrong, by what was being done: that a step could be saved says nothing about the draft. */
type Failures = Partial<Record<'steps' | 'draft' | 'load', CallError | null>>;

const onlyRefusals = ({steps = null}: Failures): Failures => (steps === null || NOT_NOW.has(steps.code) ? {} : {steps});

export function useCall(): AgentCall {
  const [current, setCurrent] = useState<CurrentCall | null | undefined>(undefined);
  const [failures, setFailures] = useState<Failures>({});
  const newest = useRef(current);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const outcomeId = useRef<{callId: string; content: string; id: string} | null>(null);
  const unsent = useRef<{id: string; callId: string; step: CallStep}[]>([]);

  /** The outcome of this call is on its way: what would be typed into it now could not be saved any more. */
  const closing = useRef<string | null>(null);
  /** The call that was ended here last: no late answer brings it back. */
  const ended = useRef<string | null>(null);

  const fail = useCallback((what: keyof Failures, error: CallError | null) => {
    setFailures((before) => ((before[what] ?? null) === error ? before : {...before, [what]: error}));
  }, []);
  const show = useCallback((next: CurrentCall | null) => {
    if (next !== null && next.record.id === ended.current) return;
    newest.current = next;
    setCurrent(next);
  }, []);
  const {changeDraft, flushDraft, forgetDraft, editsKnown, typedSince} = useDraft(newest, closing, show, fail);
  const newestQuestion = useNewest();
  /** What another window did was not asked for, because steps of this one were on their way. */
  const behind = useRef(false);

  /** Runs after everything before it, so that the journal tells the steps in their order. */
  const inOrder = useCallback(<Value>(work: () => Promise<Value>): Promise<Value> => {
    const run = queue.current.then(work, work);
    queue.current = run.catch(() => undefined);
    return run;
  }, []);

  /** Takes over what the host says, but keeps what was typed when it holds only so many of the edits. */
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
    const ask = async (): Promise<void> => {
      const isNewest = newestQuestion();
      const edits = editsKnown();
      const before = newest.current?.record.id;
      const running = await call('call.current', {});
      // Answers may overtake each other; only the one that was asked for last knows everything.
      if (!isNewest()) return undefined;
      const now = newest.current;
      // A call was opened or ended here meanwhile: the answer may be from before it.
      if (now?.record.id !== before) return ask();
      fail('load', null);
      if (running !== null && now?.record.id === running.record.id) {
        // A page that is ahead of the host (steps on their way) must not be set back.
        if (unsent.current.length === 0) takeOver(running, edits);
        else behind.current = true;
        return undefined;
      }
      // The call of before was ended elsewhere, or here by a save whose answer got lost: nothing of it is to be sent again.
      forgetDraft();
      if (unsent.current.length === 0) setFailures(onlyRefusals);
      return show(running);
    };
    ask().catch((thrown: unknown) => fail('load', asCallError(thrown)));
  }, [editsKnown, fail, forgetDraft, newestQuestion, show, takeOver]);
  useEffect(load, [load]);
  useDeskEvents((event) => {
    // Another window of this desk went on with the call, or ended it.
    const changed = event.type === 'call.changed' || (event.type === 'draft.saved' && event.page !== PAGE);
    if (!changed && event.type !== 'events.missed') return;
    if (unsent.current.length === 0) load();
    else behind.current = true;
  });

  const open = useCallback(
    async (input: RawInput<'call.open'>) => {
      const edits = editsKnown();
      const opened = await call('call.open', input);
      // The answer to a second Enter may come when the call has gone on already.
      if (newest.current?.record.id === opened.record.id) {
        if (unsent.current.length === 0) takeOver(opened, edits);
      } else show(opened);
    },
    [editsKnown, show, takeOver],
  );

  /** Sends what waits, one by one. What a full disk or a lost connection refused stays first in the row. */
  const drain = useCallback(async (): Promise<boolean> => {
    let refusals = 0;
    for (let next = unsent.current[0]; next !== undefined; next = unsent.current[0]) {
      const edits = editsKnown();
      try {
        const fresh = await call('call.record', next);
        unsent.current.shift();
        // What was refused before it was done on the page all the same, and is told until the agent has seen it.
        if (refusals === 0) fail('steps', null);
        // With more steps on their way, this answer is already old.
        if (unsent.current.length === 0) takeOver(fresh, edits);
      } catch (thrown) {
        const refused = asCallError(thrown);
        fail('steps', refused);
        if (NOT_NOW.has(refused.code)) return false;
        // What does not follow will not follow later either; the page, which showed it as done, asks what holds.
        unsent.current.shift();
        refusals += 1;
        behind.current = true;
      }
    }
    if (behind.current) {
      behind.current = false;
      load();
    }
    return true;
  }, [editsKnown, fail, load, takeOver]);

  const retry = useCallback(() => {
    setFailures({});
    void inOrder(drain);
    void flushDraft();
    load();
  }, [drain, flushDraft, inOrder, load]);

  // What could not be sent while the program was away goes out as soon as it is back.
  const {connection} = useSession();
  useEffect(() => {
    if (connection !== 'open') return;
    void inOrder(drain);
    void flushDraft();
  }, [connection, drain, flushDraft, inOrder]);

  useEffect(() => {
    // One that is on its way already has the same id: it is no second step.
    const leave = () => unsent.current.forEach((step) => callOnLeave('call.record', step));
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, []);

  const record = useCallback(
    (step: CallStep) => {
      const now = newest.current;
      if (now === null || now === undefined || closing.current === now.record.id) return;
      show(withStep(now, step));
      unsent.current.push({id: v7(), callId: now.record.id, step});
      void inOrder(drain);
    },
    [drain, inOrder, show],
  );

  const saveOutcome = useCallback(
    async (outcome: Outcome) => {
      const now = newest.current;
      if (now === null || now === undefined || closing.current === now.record.id) return false;
      const callId = now.record.id;
      // A second click or a retry is the same save; other content is another.
      const content = JSON.stringify(outcome);
      if (outcomeId.current?.callId !== callId || outcomeId.current.content !== content) {
        outcomeId.current = {callId, content, id: v7()};
      }
      const {id} = outcomeId.current;
      closing.current = callId;
      try {
        await flushDraft();
        if (!(await inOrder(drain))) return false;
        await inOrder(() => call('call.saveOutcome', {id, callId, outcome}));
        ended.current = callId;
        // The next call may be on the screen by now.
        if (newest.current?.record.id === callId) {
          setFailures({});
          forgetDraft();
          show(null);
        }
        return true;
      } catch (thrown) {
        fail('steps', asCallError(thrown));
        return false;
      } finally {
        if (closing.current === callId) closing.current = null;
      }
    },
    [drain, fail, flushDraft, forgetDraft, inOrder, show],
  );

  const takeFlags = useCallback(
    (callId: string, flags: CurrentCall['flags']) => {
      const now = newest.current;
      if (now?.record.id === callId) show({...now, flags});
    },
    [show],
  );

  const error = failures.steps ?? failures.draft ?? failures.load ?? null;
  return {current, error, retry, open, record, changeDraft, saveOutcome, refresh: load, takeFlags};
}
