import {useCallback, useEffect, useRef, useState} from 'react';
import {asCallError, type CallError} from './client.ts';

interface Answer<Value> {
  key: string;
  value: Value | null;
  error: CallError | null;
}

/** What was asked for: `value` once it is there, `error` when the last try failed; both null while waiting. */
export interface Asked<Value> {
  value: Value | null;
  error: CallError | null;
  /** Asks again; what is shown stays until the new answer is there, also when this try fails: somebody may type in it. */
  again: () => void;
}

/**
 * Asks the backend when a component appears and whenever `key` changes. An answer to an earlier key is dropped, so that
 * a slow reply never shows beside another question.
 */
export function useReply<Value>(key: string, ask: () => Promise<Value>): Asked<Value> {
  const [answer, setAnswer] = useState<Answer<Value> | null>(null);
  const [turn, setTurn] = useState(0);
  const newestAsk = useRef(ask);
  useEffect(() => {
    newestAsk.current = ask;
  });
  useEffect(() => {
    const current = {gone: false, turn};
    const tell = (answered: (before: Answer<Value> | null) => Answer<Value>) => {
      if (!current.gone) setAnswer(answered);
    };
    newestAsk.current().then(
      (value) => tell(() => ({key, value, error: null})),
      (thrown: unknown) =>
        tell((before) => ({key, value: before?.key === key ? before.value : null, error: asCallError(thrown)})),
    );
    return () => {
      current.gone = true;
    };
  }, [key, turn]);
  const again = useCallback(() => setTurn((count) => count + 1), []);
  const fits = answer !== null && answer.key === key;
  return {value: fits ? answer.value : null, error: fits ? answer.error : null, again};
}
