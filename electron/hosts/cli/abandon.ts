import {constants} from 'node:os';

const undoings = new Set<() => void>();

/** Notes what must be undone when a signal ends the process in the middle. @returns a function that takes it back */
export function onAbandon(undo: () => void): () => void {
  undoings.add(undo);
  return () => undoings.delete(undo);
}

/** Lets signals end the process, once what was noted is undone: newest first, and synchronously. */
export function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      for (const undo of [...undoings].reverse()) undo();
      process.exit(128 + constants.signals[signal]);
    });
  }
}
