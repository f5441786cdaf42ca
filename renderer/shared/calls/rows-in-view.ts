import {type RefObject, useCallback, useEffect, useState} from 'react';

/** Height of every row, of the head too. Fixed, so that a hundred thousand need no measuring. Pixels, as `calls.css` has it. */
export const ROW = 34;
/** At least so many rows are drawn above and below those in view. */
const SPARE = 6;
/** Rows come and go by so many: most frames of a scroll then change nothing. */
const STEP = 8;
/** What passes through the box in less time is read by nobody, and is not drawn. */
const READABLE_MS = 60;
/** A scroll that stood still for so long is over. */
const REST_MS = 100;

interface Range {
  first: number;
  last: number;
}

interface RowsInView extends Range {
  /** Brings a row into view. */
  show: (index: number) => void;
}

function rangeAt(box: HTMLElement, total: number): Range {
  const {scrollTop, clientHeight} = box;
  const first = Math.floor((scrollTop / ROW - SPARE) / STEP) * STEP;
  const last = Math.ceil(((scrollTop + clientHeight) / ROW - 1 + SPARE) / STEP) * STEP - 1;
  return {first: Math.max(0, Math.min(total - 1, first)), last: Math.max(0, Math.min(total - 1, last))};
}

/**
 * The rows of a scrolling box that are worth drawing. Its first row stands under a head that stays. While it scrolls the
 * box says how, in `data-scroll`: outside React, so that only the style hears of it.
 */
export function useRowsInView(ref: RefObject<HTMLElement | null>, total: number): RowsInView {
  const [range, setRange] = useState<Range>({first: 0, last: Math.min(total - 1, 30)});
  const read = useCallback(() => {
    const box = ref.current;
    if (box === null) return;
    const next = rangeAt(box, total);
    setRange((old) => (old.first === next.first && old.last === next.last ? old : next));
  }, [ref, total]);

  useEffect(() => {
    const box = ref.current;
    if (box === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let top = box.scrollTop;
    let at = performance.now();
    let speed = 0;
    const scrolled = () => {
      const now = performance.now();
      // Smoothed: turns of the wheel come unevenly, one frame gets none and the next gets two.
      speed = (speed + Math.abs(box.scrollTop - top) / Math.max(1, now - at)) / 2;
      top = box.scrollTop;
      at = now;
      const fast = speed > box.clientHeight / READABLE_MS;
      box.dataset['scroll'] = fast ? 'fast' : 'slow';
      clearTimeout(timer);
      timer = setTimeout(rest, REST_MS);
      if (!fast) read();
    };
    const rest = () => {
      delete box.dataset['scroll'];
      read();
    };
    read();
    const resized = new ResizeObserver(read);
    resized.observe(box);
    box.addEventListener('scroll', scrolled, {passive: true});
    return () => {
      clearTimeout(timer);
      resized.disconnect();
      box.removeEventListener('scroll', scrolled);
    };
  }, [ref, read]);

  const show = useCallback(
    (index: number) => {
      const box = ref.current;
      if (box === null) return;
      // The head covers the first row's height of the box.
      const highest = index * ROW;
      const lowest = (index + 2) * ROW - box.clientHeight;
      box.scrollTop = Math.max(lowest, Math.min(highest, box.scrollTop));
      read();
    },
    [ref, read],
  );
  // A list that became shorter is drawn before it is measured.
  const last = Math.min(range.last, total - 1);
  return {first: Math.min(range.first, last), last, show};
}
