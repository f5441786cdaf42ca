const undoings = new Set<() => void>();

/** Notes what must be undone when a signal ends the process in the middle. @returns a function that takes it back */
export function onAbandon(undo: () => void): () => void {
  undoings.add(undo);
  return () => undoings.delete(undo);
}

/** Undoes what was noted, newest first; synchronous, because the process ends right after. */
export function abandon(): void {
  for (const undo of [...undoings].reverse()) undo();
  undoings.clear();
}
