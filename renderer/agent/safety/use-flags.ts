import {useCallback, useEffect, useRef, useState} from 'react';
import {v7} from 'uuid';
import type {AccountFlag, Flag} from '../../../electron/contract/flags.ts';
import type {AccountNotes, CurrentCall} from '../../../electron/contract/methods.ts';
import type {Id} from '../../../electron/contract/values.ts';
import {asCallError, call, type CallError, callOnLeave} from '../../shared/client.ts';
import {useSession} from '../../shared/session.tsx';
import type {AgentCall} from '../use-call.ts';

/** A note on its way to the desk. */
type Note =
  | {id: Id; accountId: Id; callId: Id; flag: Flag; lift: null}
  | {id: Id; accountId: Id; callId: Id; flag: null; lift: {flagId: Id; why: string}};

export interface CallFlags {
  /** What holds now, the newest first; what was just noted is among it before the desk has answered. */
  flags: readonly AccountFlag[];
  /** Notes a wish and gives its id; null without an account, for nobody would find it again. */
  note: (flag: Flag) => Id | null;
  lift: (flagId: Id, why: string) => void;
  error: CallError | null;
  /** Sends again what the desk could not take. */
  retry: () => void;
}

/** The customer's wishes during a call: in force with the key press, saved one after another, none lost. */
export function useFlags({current = null, refresh, takeFlags}: AgentCall): CallFlags {
  const [waiting, setWaiting] = useState<readonly Note[]>([]);
  const [error, setError] = useState<CallError | null>(null);
  const {connection} = useSession();
  const queue = useRef<Note[]>([]);
  const sending = useRef(false);
  const account = current?.record.opened.accountId ?? null;
  const callId = current?.record.id ?? null;

  const drain = useCallback(async () => {
    if (sending.current) return;
    sending.current = true;
    let failed: CallError | null = null;
    for (let next = queue.current[0]; next !== undefined; next = queue.current[0]) {
      try {
        const {flags} = await send(next);
        takeFlags(
          next.callId,
          flags.filter(({lifted}) => lifted === null),
        );
      } catch (thrown) {
        failed = asCallError(thrown);
        // A refusal will stay one, and those after it are none the less said; a full disk or a lost connection will not.
        if (['unavailable', 'internal', 'untrusted'].includes(failed.code)) break;
      }
      queue.current.shift();
      setWaiting([...queue.current]);
    }
    sending.current = false;
    setError(failed);
    if (queue.current.length === 0) refresh();
  }, [refresh, takeFlags]);
  useEffect(() => {
    if (connection === 'open' && queue.current.length > 0) void drain();
  }, [connection, drain]);

  useEffect(() => {
    // A wish holds from the key press on, also when the window is closed with it.
    const leave = () => queue.current.forEach(sendOnLeave);
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, []);

  const put = (note: Note) => {
    queue.current.push(note);
    setWaiting((notes) => [...notes, note]);
    void drain();
  };
  const known = current?.flags ?? [];
  return {
    flags: withWaiting(known, waiting, current),
    note: (flag) => {
      if (account === null || callId === null) return null;
      const id = v7();
      put({id, accountId: account, callId, flag, lift: null});
      return id;
    },
    lift: (flagId, why) => {
      if (account === null || callId === null) return;
      put({id: v7(), accountId: account, callId, flag: null, lift: {flagId, why}});
    },
    error,
    retry: () => {
      setError(null);
      void drain();
    },
  };
}

const flagged = ({id, accountId, callId}: Note, flag: Flag) => ({id, accountId, callId, flag});

const send = (note: Note): Promise<AccountNotes> =>
  note.lift === null
    ? call('account.flag', flagged(note, note.flag))
    : call('account.liftFlag', {id: note.id, accountId: note.accountId, ...note.lift});

/** For the moment the window closes. A note that is on its way already has the same id: it is no second one. */
function sendOnLeave(note: Note): void {
  if (note.lift === null) callOnLeave('account.flag', flagged(note, note.flag));
  else callOnLeave('account.liftFlag', {id: note.id, accountId: note.accountId, ...note.lift});
}

/** The flags that hold, with what is on its way: notes that the desk has taken are its own by their id. */
function withWaiting(
  known: readonly AccountFlag[],
  waiting: readonly Note[],
  current: CurrentCall | null,
): readonly AccountFlag[] {
  const callId = current?.record.id;
  const own = waiting.filter((note) => note.callId === callId);
  const lifted = new Set(own.flatMap(({lift}) => lift?.flagId ?? []));
  const ids = new Set(known.map(({id}) => id));
  const mine = own.flatMap(({id, accountId, flag}): AccountFlag[] =>
    flag === null || ids.has(id)
      ? []
      : [
          {
            id,
            accountId,
            personId: current?.account?.person.id ?? accountId,
            callId: callId ?? null,
            flag,
            since: current?.record.openedAt ?? '',
            by: null,
            origin: 'said',
            lifted: null,
          },
        ],
  );
  return [...mine, ...known].filter((each) => each.lifted === null && !lifted.has(each.id));
}
