import {useEffect, useMemo, useSyncExternalStore} from 'react';
import type {CallFilter, CallRow} from '../../../electron/contract/call.ts';
import {asCallError, call, type CallError} from '../client.ts';

const PAGE = 200;
/** Pages kept: enough to scroll back and forth, not a hundred thousand rows. */
const MOST_PAGES = 60;
/** A fast scroll passes many pages; only those where it rests are asked for. */
const REST_MS = 40;

/** The rows of one filter, fetched by pages as they come into view. A store outside React: a page more is one render. */
class CallPages {
  total: number | null = null;
  error: CallError | null = null;
  private version = 0;
  private readonly pages = new Map<number, CallRow[]>();
  private readonly asked = new Set<number>();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly filter: CallFilter;
  private readonly unmasked: boolean;

  constructor(filter: CallFilter, unmasked: boolean) {
    this.filter = filter;
    this.unmasked = unmasked;
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = () => this.version;

  row(index: number): CallRow | undefined {
    return this.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Asks for the pages of a range of rows, once the range has rested for a moment. */
  want(first: number, last: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) void this.load(page);
    }, REST_MS);
  }

  async load(page: number): Promise<void> {
    if (this.pages.has(page) || this.asked.has(page)) return;
    this.asked.add(page);
    try {
      const {filter, unmasked} = this;
      const reply = await call('call.list', {filter, unmasked, offset: page * PAGE, limit: PAGE});
      this.total = reply.total;
      this.error = null;
      this.pages.set(page, reply.rows);
      const oldest = this.pages.keys().next().value;
      if (this.pages.size > MOST_PAGES && oldest !== undefined) this.pages.delete(oldest);
    } catch (thrown) {
      this.error = asCallError(thrown);
    } finally {
      this.asked.delete(page);
    }
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

export type {CallPages};

/** The pages of a filter; `turn` is raised to read everything again. */
export function useCallPages(filter: CallFilter, unmasked: boolean, turn: number): CallPages {
  // A filter is a small plain object: equal text, equal filter.
  const key = JSON.stringify({filter, unmasked, turn});
  const pages = useMemo(() => {
    const query = JSON.parse(key) as {filter: CallFilter; unmasked: boolean};
    return new CallPages(query.filter, query.unmasked);
  }, [key]);
  useSyncExternalStore(pages.subscribe, pages.snapshot);
  useEffect(() => {
    void pages.load(0);
  }, [pages]);
  return pages;
}
