import {useVirtualizer} from '@tanstack/react-virtual';
import {type ReactNode, useRef} from 'react';
import './virtual-rows.css';

interface VirtualRowsProps<Row> {
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Expected height in pixels, for the first guess; true heights are measured. */
  estimate: number;
  label: string;
  children: (row: Row) => ReactNode;
}

/** A long list of rows of any height: only what can be seen is in the page, and its scroll box takes the keyboard. */
export function VirtualRows<Row>({rows, rowKey, estimate, label, children}: VirtualRowsProps<Row>) {
  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- the library keeps its state in a ref; nothing here is memoised
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => estimate,
    overscan: 6,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
  });
  return (
    // A scrolling box must be reachable, or the keyboard cannot scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={box} className="virtual-box" aria-label={label} tabIndex={0}>
      <ul className="virtual-list" style={{height: virtual.getTotalSize()}}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              className="virtual-row"
              style={{transform: `translateY(${item.start}px)`}}
            >
              {children(row)}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
