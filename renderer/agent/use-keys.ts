import {useEffect, useLayoutEffect, useRef} from 'react';
import {actionOf, type KeyAction} from './keys.ts';

const OWN_KEYS = 'input, textarea, select, [role="menu"], [role="dialog"], .choices, dialog';

/** Hears every key of the window: actions run from anywhere, and whatever else is typed lands in the search. */
export function useKeys(run: (action: KeyAction) => void, focusSearch: () => void): void {
  const newest = useRef(run);
  // Before the eye can see what the keys act on: a key pressed at once must not meet the window as it was.
  useLayoutEffect(() => {
    newest.current = run;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const dialogOpen = document.querySelector('dialog[open], [role="dialog"]') !== null;
      const action = actionOf(event);
      if (action !== null) {
        event.preventDefault();
        if (!event.repeat && !dialogOpen) newest.current(action);
        return;
      }
      if ((event.key === 'PageDown' || event.key === 'PageUp') && !dialogOpen) {
        const script = document.querySelector('.agent-script');
        script?.scrollBy({top: (event.key === 'PageDown' ? 0.8 : -0.8) * script.clientHeight});
        event.preventDefault();
        return;
      }
      const inField = (event.target as HTMLElement).closest(OWN_KEYS) !== null;
      if (inField || dialogOpen || event.ctrlKey || event.altKey || event.metaKey) return;
      // An input method's first key (229) moves the focus before it begins to compose.
      const types = (event.key.length === 1 && event.key !== ' ') || event.keyCode === 229;
      if (types || event.key === 'Escape') focusSearch();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [focusSearch]);
}
