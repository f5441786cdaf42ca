/** Whether a dialog or a menu lies over the page: the focus is there, and stays. */
export const isCovered = (): boolean => document.querySelector('dialog[open], [role="dialog"], [role="menu"]') !== null;

/** Whether somebody is writing somewhere, or something lies over the page: what comes late does not take the focus. */
export const isElsewhere = (): boolean =>
  isCovered() || document.activeElement?.matches('input, textarea, select') === true;
