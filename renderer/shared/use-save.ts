import {useCallback, useRef} from 'react';
import {v7} from 'uuid';

/** One save at a time, under an id that its repetition has too. `place`: what is saved, where one component saves several. */
export type Save = <Value>(
  content: unknown,
  work: (id: string) => Promise<Value>,
  place?: string,
) => Promise<Value | undefined>;

/**
 * For what must be written once, however often it is sent: while a save is on its way a second click does nothing, and
 * the next try of the same content has the id of the one before until it has been answered well, so that one whose answer
 * got lost is not written twice. Other content is another save.
 *
 * @returns what `work` gives; undefined where nothing was sent
 */
export function useSave(): Save {
  const going = useRef(new Set<string>());
  const tried = useRef(new Map<string, {content: string; id: string}>());
  return useCallback(async (content, work, place = '') => {
    if (going.current.has(place)) return undefined;
    going.current.add(place);
    const key = JSON.stringify(content);
    const before = tried.current.get(place);
    const id = before?.content === key ? before.id : v7();
    tried.current.set(place, {content: key, id});
    try {
      const value = await work(id);
      tried.current.delete(place);
      return value;
    } finally {
      going.current.delete(place);
    }
  }, []);
}
