import {ActionIcon, Button} from '@mantine/core';
import {useVirtualizer} from '@tanstack/react-virtual';
import {memo, useDeferredValue, useEffect, useMemo, useRef, useState} from 'react';
import {v7} from 'uuid';
import type {LintSeverity} from '../../../electron/contract/lint.ts';
import type {Language} from '../../../electron/contract/values.ts';
import {FilterBox, useFilteredList} from '../../shared/filter-box.tsx';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {useDocument, useEditing} from './draft-context.tsx';
import {partWords} from './editor-words.ts';
import {Icon} from './icons.tsx';
import {type PartRowData, PartRows, type RowSource} from './part-rows.ts';
import {type ListName, SECTION_LABELS, SECTIONS} from './sections.ts';
import {type Ordering, shiftKey, useOrdering, useSortable} from './sortable-list.tsx';

const texts = strings({
  add: {'zh-CN': '添加', en: 'Add'},
  filter: (list: string) => ({'zh-CN': `筛选${list}`, en: `Filter ${list.toLowerCase()}`}),
  empty: {'zh-CN': '还没有。', en: 'None yet.'},
  error: {'zh-CN': '有错误', en: 'has errors'},
  warning: {'zh-CN': '有提醒', en: 'has warnings'},
  move: (name: string) => ({'zh-CN': `移动：${name}（Alt+↑ / Alt+↓）`, en: `Move ${name} (Alt+↑ / Alt+↓)`}),
});

const ROW = 30;
/** Fewer are seen at one glance. */
const MANY = 8;

interface PartListProps {
  list: ListName;
  chosen: string | null;
  onChoose: (id: string) => void;
}

/** The parts of one list by name: to choose, to put in order, to add to. Only what can be seen is in the page. */
export function PartList({list, chosen, onChoose}: PartListProps) {
  const text = useText(texts);
  const language = useLanguage();
  const {document, edit} = useDocument();
  const label = SECTION_LABELS[list][language];
  const rows = useRows(list);
  // A filter over ten thousand is not worked out again for every letter that is typed elsewhere.
  const slow = useDeferredValue(rows);
  const filtered = useFilteredList(slow, textsOfRow);
  const ordering = useOrdering([list], rows);
  const narrowed = filtered.typed.trim() !== '';
  const shown = narrowed ? filtered.items : rows;
  const add = () => {
    const part = SECTIONS[list].fresh(document, v7());
    const after = rows.findIndex(({id}) => id === chosen);
    filtered.type('');
    edit([{kind: 'insert', list: [list], part, before: after < 0 ? null : (rows[after + 1]?.id ?? null)}]);
    onChoose(part.id);
  };
  return (
    <>
      <Button size="compact-sm" variant="default" fullWidth onClick={add}>
        ＋ {text.add}
      </Button>
      {rows.length > MANY && <FilterBox label={text.filter(label)} list={filtered} />}
      {rows.length === 0 ? (
        <p className="part-none">{text.empty}</p>
      ) : (
        <Rows
          list={list}
          rows={shown}
          chosen={chosen}
          ordering={narrowed ? null : ordering}
          label={label}
          onChoose={onChoose}
        />
      )}
    </>
  );
}

const textsOfRow = (row: PartRowData): readonly string[] => row.texts;

function useRows(list: ListName): readonly PartRowData[] {
  const {document} = useDocument();
  const parts = document[list];
  const [rows] = useState(() => new PartRows(SECTIONS[list] as RowSource));
  return useMemo(() => rows.of(parts ?? []), [rows, parts]);
}

/** The severest finding in each part of a list, by its number. */
function useMarks(list: ListName): ReadonlyMap<number, LintSeverity> {
  const {findings} = useEditing();
  return useMemo(() => {
    const marks = new Map<number, LintSeverity>();
    for (const [place, found] of findings) {
      const match = new RegExp(`^${list}\\[(\\d+)\\]`).exec(place);
      if (match === null) continue;
      const at = Number(match[1]);
      if (found.some(({severity}) => severity === 'error')) marks.set(at, 'error');
      else if (!marks.has(at)) marks.set(at, 'warning');
    }
    return marks;
  }, [findings, list]);
}

interface RowsProps {
  list: ListName;
  rows: readonly PartRowData[];
  chosen: string | null;
  /** Null while a filter hides some: their order cannot be seen. */
  ordering: Ordering | null;
  label: string;
  onChoose: (id: string) => void;
}

function Rows({list, rows, chosen, ordering, label, onChoose}: RowsProps) {
  const {document} = useDocument();
  const marks = useMarks(list);
  const parts = document[list];
  const narrowed = ordering === null;
  // Where all are shown, a row's number is its part's.
  const places = useMemo(
    () => (narrowed ? new Map((parts ?? []).map((part, at) => [part.id, at])) : null),
    [parts, narrowed],
  );
  const box = useRef<HTMLElement>(null);
  // The library keeps its state in a ref: nothing here is memoised.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const at = rows.findIndex(({id}) => id === chosen);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, {align: 'auto'});
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the virtual list is another object at every render
  }, [at]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is scrolled by keyboard, too
    <section ref={box} className="virtual-box part-rows" aria-label={label} tabIndex={0}>
      <ul className="virtual-list" style={{height: virtual.getTotalSize()}}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              className="virtual-row"
              style={{transform: `translateY(${item.start}px)`}}
            >
              <PartRow
                list={list}
                row={row}
                next={rows[item.index + 1]?.id ?? null}
                mark={marks.get(places === null ? item.index : (places.get(row.id) ?? -1))}
                language={document.language}
                chosen={row.id === chosen}
                ordering={ordering}
                onChoose={onChoose}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface PartRowProps {
  list: string;
  row: PartRowData;
  next: string | null;
  mark: LintSeverity | undefined;
  /** Of the pack. */
  language: Language;
  chosen: boolean;
  ordering: Ordering | null;
  onChoose: (id: string) => void;
}

/** Typing in a part leaves the rows of the others as they are. */
const PartRow = memo(function PartRow(props: PartRowProps) {
  const {list, row: part, next, mark, language, chosen, ordering, onChoose} = props;
  const {id, name} = part;
  const text = useText(texts);
  const {untitled} = useText(partWords);
  const {row, handle, edge} = useSortable({list, id, next, onDrop: (moved, before) => ordering?.move(moved, before)});
  const shown = name.trim() === '' ? untitled : name;
  return (
    // The keys are those of the buttons in it.
    <div
      ref={row}
      role="presentation"
      className="part-row"
      data-edge={edge ?? undefined}
      data-chosen={chosen || undefined}
      onKeyDown={(event) => {
        if (ordering !== null) shiftKey(event, (step) => ordering.shift(id, shown, step));
      }}
    >
      <ActionIcon
        ref={handle}
        variant="subtle"
        color="gray"
        size="sm"
        className="grip"
        disabled={ordering === null}
        aria-label={text.move(shown)}
        title={text.move(shown)}
      >
        <Icon name="grip" />
      </ActionIcon>
      <button type="button" className="part-choice" aria-current={chosen} onClick={() => onChoose(id)}>
        <span lang={language}>{shown}</span>
        {mark !== undefined && (
          <span className={`part-mark finding-${mark}`} title={text[mark]}>
            <span aria-hidden>{mark === 'error' ? '✕' : '⚠'}</span>
            <span className="only-heard">{text[mark]}</span>
          </span>
        )}
      </button>
    </div>
  );
});
