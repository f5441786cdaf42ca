import {type ReactNode, useEffect, useRef, useState} from 'react';
import type {PopDetail} from '../../../electron/contract/dialer.ts';
import type {RawInput} from '../../../electron/contract/methods.ts';
import {asCallError, call, type CallError} from '../../shared/client.ts';
import {isCovered} from '../../shared/covered.ts';
import {ErrorNotice} from '../../shared/error-notice.tsx';
import {IncomingNotice, PasteLine, setAside} from './incoming-notice.tsx';
import {usePops} from './use-pops.ts';
import {useNewest} from '../../shared/use-newest.ts';

interface Place {
  /** A call is running, or nobody knows yet. */
  running: boolean;
  /** Something else is being read or filled in: then a pop only says that it is there. */
  busy: boolean;
  /** The new-call panel is in sight. */
  shown: boolean;
  /** The new-call panel is to come up. */
  onShow: () => void;
}

type Open = (input: RawInput<'call.open'>) => Promise<void>;

export interface Incoming {
  /** What the new-call panel shows. */
  detail: PopDetail | null;
  /** The lines that say what waits, and where to paste. */
  lines: ReactNode;
  lookAtNewest: () => void;
  setPasting: (pasting: boolean) => void;
  /** The panel was left; the pop goes on waiting. */
  leave: () => void;
  setShownAside: () => void;
  /** Opens a call and ends the waiting of the pop that it answers. */
  opening: (open: Open) => Open;
}

/** Somebody is typing, or corrects an outcome: what is half written must stay in sight. */
const isTyping = (): boolean => {
  const field = document.activeElement;
  const typed = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '';
  return typed !== '' || isCovered() || document.querySelector('form.correction') !== null;
};

/**
 * Screen-pops in the agent's window. One that comes while nothing is going on brings up the new-call panel, filled in; it
 * never opens, dials or ends a call. During a call, and while something is being typed, it waits.
 */
export function useIncoming({running, busy, shown, onShow}: Place): Incoming {
  const [detail, setDetail] = useState<PopDetail | null>(null);
  const [pasting, setPasting] = useState(false);
  const [error, setError] = useState<CallError | null>(null);

  const newest = useNewest();
  const isBusy = useRef(() => busy);
  const isRunning = useRef(() => running);
  useEffect(() => {
    isRunning.current = () => running;
    isBusy.current = () => busy || isTyping();
  });
  /** `asked`: somebody wants to see it. What came by itself gives way to what was begun before its answer was there. */
  const show = (id: string, asked: boolean) => {
    setError(null);
    const isNewest = newest();
    call('pop.look', {id}).then(
      (found) => {
        if (!isNewest() || isRunning.current() || (!asked && isBusy.current())) return undefined;
        setDetail(found);
        return onShow();
      },
      (thrown: unknown) => (isNewest() ? setError(asCallError(thrown)) : undefined),
    );
  };
  const pops = usePops(({id}) => {
    if (!running && !busy && !isTyping()) show(id, false);
  });
  const detailId = detail?.id ?? null;
  const looked = useRef(pops.rows);
  useEffect(() => {
    if (detailId === null || looked.current === pops.rows) return undefined;
    looked.current = pops.rows;
    const asked = {stale: false};
    // The dialer may have said more of the call that is shown: who it is, or that somebody answered.
    call('pop.look', {id: detailId}).then(
      (found) => (asked.stale ? undefined : setDetail((now) => (now?.id === found.id ? found : now))),
      // It is not waiting any more: what is shown of it stays.
      () => undefined,
    );
    return () => {
      asked.stale = true;
    };
  }, [detailId, pops.rows]);
  // Between a call's beginning and the list's next word of it, nothing of a pop stays beside the call.
  const [wasRunning, setWasRunning] = useState(running);
  if (wasRunning !== running) {
    setWasRunning(running);
    setDetail(null);
    setError(null);
  }

  const shownId = shown ? (detail?.id ?? null) : null;
  const lookAtNewest = () => {
    const last = pops.rows.filter(({id}) => id !== shownId).at(-1);
    if (last !== undefined && !running) show(last.id, true);
  };
  const lines = (
    <>
      {error !== null && <ErrorNotice error={error} onClose={() => setError(null)} />}
      {pasting && (
        <PasteLine
          onRead={(id) => {
            setPasting(false);
            if (!running) show(id, true);
          }}
          onClose={() => setPasting(false)}
        />
      )}
      <IncomingNotice rows={pops.rows} inCall={running} shownId={shownId} onLook={lookAtNewest} />
    </>
  );
  return {
    detail,
    lines,
    lookAtNewest,
    setPasting,
    leave: () => setDetail(null),
    setShownAside: () => {
      if (detail !== null) void setAside(detail.id);
      setDetail(null);
    },
    opening: (open) => async (input) => {
      const answered = detail;
      await open(answered === null ? input : {...input, popId: answered.id});
      if (answered === null) return;
      // The call is open whatever becomes of this; a pop that is left over can be set aside.
      await call('pop.done', {id: answered.id, callId: input.id}).catch(() => undefined);
    },
  };
}
