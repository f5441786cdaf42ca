import {type RefObject, useEffect, useRef} from 'react';

/**
 * For what opens in the page and not in a dialog: whoever opened it by key goes on inside, at what is marked
 * `data-autofocus`. When it closes, the focus goes back to where it came from, if that is still there.
 */
export function useFirstFocus<Box extends HTMLElement>(): RefObject<Box | null> {
  const box = useRef<Box>(null);
  useEffect(() => {
    const from = document.activeElement;
    box.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      // Only what was inside and is gone now leaves the focus nowhere.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && from instanceof HTMLElement && from.isConnected) from.focus();
      });
    };
  }, []);
  return box;
}
