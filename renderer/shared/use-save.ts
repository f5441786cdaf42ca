import {useCallback, useRef} from 'react';
import {v7} from 'uuid';

/** One save at a time, under an id that its repetition has too. */
export type Save = <Value>(content: unknown, work: (id: string) => Promise<Value>) => Promise<Value | undefined>;

/**
 * For what must be written once, however often it is sent: while a save is on its way a second click does nothing, and
 * the next try of the same content has the id of the one before until it has been answered well, so that one whose answer
 * got lost is not written twice. Other content is another save.
 *
 * @returns what `work` gives; undefined where nothing was sent
 */
export function useSave(): Save {
  const busy = useRef(false);
  const tried = useRef<{content: string; id: string} | null>(null);
  return useCallback(async (content, work) => {
    if (busy.current) return undefined;
    busy.current = true;
    const key = JSON.stringify(content);
    if (tried.current?.content !== key) tried.current = {content: key, id: v7()};
    try {
      const value = await work(tried.current.id);
      tried.current = null;
      return value;
    } finally {
      busy.current = false;
    }
  }, []);
}
