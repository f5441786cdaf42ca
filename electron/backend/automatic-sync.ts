import {AppError} from '../contract/errors.ts';
import {readRepository} from '../store/repository.ts';
import type {Desk} from './desk.ts';
import {syncNow} from './sync-handlers.ts';

/** How long to wait, at least and at most. Milliseconds. */
export interface Span {
  least: number;
  most: number;
}

export interface SyncRhythm {
  /** After the start, when everybody's machine is switched on at once. */
  first: Span;
  every: Span;
}

/** What is published at noon is everywhere by ten past, and ten thousand desks do not ask in the same second. */
const SYNC_RHYTHM: SyncRhythm = {
  first: {least: 5_000, most: 60_000},
  every: {least: 5 * 60_000, most: 9 * 60_000},
};

export interface AutomaticSyncOptions {
  rhythm?: SyncRhythm | undefined;
  log: (line: string) => void;
}

/** Syncs of its own while a window is open. That nobody can be reached is normal, and told by the status alone. */
export class AutomaticSync {
  readonly #desk: Desk;
  readonly #options: AutomaticSyncOptions;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(desk: Desk, options: AutomaticSyncOptions) {
    this.#desk = desk;
    this.#options = options;
    this.#wait((options.rhythm ?? SYNC_RHYTHM).first);
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  #wait({least, most}: Span): void {
    if (this.#ended) return;
    this.#timer = setTimeout(() => void this.#work(), least + Math.random() * (most - least));
    this.#timer.unref();
  }

  async #work(): Promise<void> {
    try {
      if (readRepository(this.#desk.db) !== null) await syncNow(this.#desk);
    } catch (error) {
      // A desk that was closed in the middle keeps what it had.
      if (!(error instanceof AppError) && !this.#ended) {
        this.#options.log(`automatic sync: ${error instanceof Error ? error.name : typeof error}`);
      }
    }
    this.#wait((this.#options.rhythm ?? SYNC_RHYTHM).every);
  }
}
