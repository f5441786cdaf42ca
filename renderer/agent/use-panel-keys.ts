import {type RefObject, useEffect, useState} from 'react';
import {isComposing} from './keys.ts';

/**
 * Keys of what stands in a panel: each acts on the element that names it in `aria-keyshortcuts`, so no key does anything
 * that cannot be seen. Buttons, ticks and summaries are pressed; of a list the next choice is taken. While the panel is
 * there its keys go before those of the window.
 *
 * @param keys as they are shown, `Alt+D`
 * @returns what a list now says, for who only hears it
 */
export function usePanelKeys(panel: RefObject<HTMLElement | null>, keys: Readonly<Record<string, string>>): string {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const known = new Set(Object.values(keys));
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isComposing(event)) return;
      const key = `Alt+${event.code.replace(/^(?:Key|Digit)/, '')}`;
      if (!known.has(key) || document.querySelector('dialog[open], [role="dialog"]') !== null) return;
      const found = panel.current?.querySelector<HTMLElement>(`[aria-keyshortcuts="${key}"]`);
      if (found === null || found === undefined || found.matches(':disabled') || found.closest('[inert]') !== null)
        return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      if (found instanceof HTMLSelectElement) setSaid(takeNext(found));
      else found.click();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [panel, keys]);
  return said;
}

function takeNext(list: HTMLSelectElement): string {
  list.selectedIndex = (list.selectedIndex + 1) % list.options.length;
  list.dispatchEvent(new Event('change', {bubbles: true}));
  return list.selectedOptions[0]?.text ?? '';
}
