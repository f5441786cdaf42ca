/** Whether a dialog or a menu lies over the page: the focus is there, and stays. */
export const isCovered = (): boolean => document.querySelector('dialog[open], [role="dialog"], [role="menu"]') !== null;
