import {combine} from '@atlaskit/pragmatic-drag-and-drop/combine';
import {draggable, dropTargetForElements} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import {ActionIcon, Button, Group} from '@mantine/core';
import {type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState} from 'react';
import {flushSync} from 'react-dom';
import {strings, useText} from '../../shared/strings.ts';
import {useEditing} from './draft-context.tsx';
import {Icon} from './icons.tsx';

const texts = strings({
  move: (name: string) => ({'zh-CN': `移动：${name}（Alt+↑ / Alt+↓）`, en: `Move ${name} (Alt+↑ / Alt+↓)`}),
  copy: (name: string) => ({'zh-CN': `复制：${name}`, en: `Duplicate ${name}`}),
  remove: (name: string) => ({'zh-CN': `删除：${name}`, en: `Delete ${name}`}),
  moved: (name: string, at: number, of: number) => ({
    'zh-CN': `${name} 已移到第 ${at} 位，共 ${of} 项`,
    en: `${name} moved to ${at} of ${of}`,
  }),
  atEnd: (name: string) => ({'zh-CN': `${name} 已在尽头`, en: `${name} is at the end already`}),
  removed: (name: string) => ({
    'zh-CN': `${name} 已删除。Ctrl+Z 撤销。`,
    en: `${name} was deleted. Ctrl+Z takes it back.`,
  }),
});

interface Part {
  id: string;
}

/** What moves a part of a list: the same for dragging, keys and buttons. */
export interface Ordering {
  move: (id: string, before: string | null) => void;
  remove: (id: string, name: string) => void;
  /** By `step` places; says where it stands now. */
  shift: (id: string, name: string, step: -1 | 1) => void;
}

/** @param path of the list, by ids */
export function useOrdering(path: readonly string[], parts: readonly Part[]): Ordering {
  const text = useText(texts);
  const {session, announce} = useEditing();
  const place = path.join('/');
  // The same as long as the list is: whatever is drawn with it stays as it is.
  return useMemo(() => {
    const list = place.split('/');
    return {
      move: (id, before) => session.edit([{kind: 'move', list, id, before}]),
      remove: (id, name) => {
        session.edit([{kind: 'remove', list, id}]);
        announce(text.removed(name));
      },
      shift: (id, name, step) => {
        const at = parts.findIndex((part) => part.id === id);
        const to = at + step;
        if (at < 0 || to < 0 || to >= parts.length) return announce(text.atEnd(name));
        const before = parts[step < 0 ? to : to + 1]?.id ?? null;
        keepingFocus(() => session.edit([{kind: 'move', list, id, before}]));
        return announce(text.moved(name, to + 1, parts.length));
      },
    };
  }, [place, parts, session, announce, text]);
}

/** What is moved in the page loses the focus; whoever moves it by key goes on with the same part. */
function keepingFocus(act: () => void): void {
  const focused = document.activeElement;
  // The focus can only be put back once the page stands.
  flushSync(act);
  if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused) focused.focus();
}

/** Alt with an arrow moves the part that the focus is in. */
export function shiftKey(event: KeyboardEvent, shift: (step: -1 | 1) => void): void {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  event.preventDefault();
  event.stopPropagation();
  shift(event.key === 'ArrowUp' ? -1 : 1);
}

interface SortableProps {
  /** Names the list: a part is dropped only where it came from. */
  list: string;
  id: string;
  /** The part after this one in the list. */
  next: string | null;
  onDrop: (id: string, before: string | null) => void;
}

/** Makes a row draggable by its handle, and a place to drop its fellows at. */
export function useSortable({list, id, next, onDrop}: SortableProps) {
  const row = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const [edge, setEdge] = useState<'above' | 'below' | null>(null);
  const drop = useRef(onDrop);
  useEffect(() => {
    drop.current = onDrop;
  });
  useEffect(() => {
    const target = row.current;
    const grip = handle.current;
    if (target === null || grip === null) return undefined;
    const edgeAt = (y: number): 'above' | 'below' => {
      const {top, height} = target.getBoundingClientRect();
      return y < top + height / 2 ? 'above' : 'below';
    };
    return combine(
      draggable({element: target, dragHandle: grip, getInitialData: () => ({list, id})}),
      dropTargetForElements({
        element: target,
        canDrop: ({source}) => source.data['list'] === list && source.data['id'] !== id,
        onDrag: ({location}) => setEdge(edgeAt(location.current.input.clientY)),
        onDragLeave: () => setEdge(null),
        onDrop: ({source, location}) => {
          setEdge(null);
          const moved = source.data['id'];
          const before = edgeAt(location.current.input.clientY) === 'above' ? id : next;
          if (typeof moved === 'string' && moved !== before) drop.current(moved, before);
        },
      }),
    );
  }, [list, id, next]);
  return {row, handle, edge};
}

interface SortableListProps<Item extends Part> {
  path: readonly string[];
  items: readonly Item[];
  label: string;
  nameOf: (item: Item) => string;
  onCopy?: (item: Item) => void;
  /** The least number of parts that the format asks for: the last ones cannot be deleted. */
  least?: number;
  add?: {label: string; onAdd: () => void} | undefined;
  children: (item: Item, index: number) => ReactNode;
}

/** A list whose parts are put in order by dragging their handle, or by Alt and an arrow. */
export function SortableList<Item extends Part>(props: SortableListProps<Item>) {
  const {path, items, label, nameOf, onCopy, least = 0, add, children} = props;
  const ordering = useOrdering(path, items);
  return (
    <div className="sortable">
      {items.length > 0 && (
        <ul aria-label={label}>
          {items.map((item, index) => (
            <SortableRow
              key={item.id}
              list={path.join('/')}
              id={item.id}
              next={items[index + 1]?.id ?? null}
              name={nameOf(item)}
              ordering={ordering}
              onCopy={onCopy === undefined ? undefined : () => onCopy(item)}
              removable={items.length > least}
            >
              {children(item, index)}
            </SortableRow>
          ))}
        </ul>
      )}
      {add !== undefined && (
        <Button size="compact-sm" variant="default" onClick={add.onAdd}>
          ＋ {add.label}
        </Button>
      )}
    </div>
  );
}

interface SortableRowProps {
  list: string;
  id: string;
  next: string | null;
  name: string;
  ordering: Ordering;
  onCopy: (() => void) | undefined;
  removable: boolean;
  children: ReactNode;
}

function SortableRow({list, id, next, name, ordering, onCopy, removable, children}: SortableRowProps) {
  const text = useText(texts);
  const {row, handle, edge} = useSortable({list, id, next, onDrop: ordering.move});
  const short = name.length > 24 ? `${name.slice(0, 24)}…` : name;
  return (
    <li>
      {/* The keys are those of whatever in the row has the focus. */}
      <div
        ref={row}
        role="presentation"
        className="sortable-row"
        data-edge={edge ?? undefined}
        onKeyDown={(event) => shiftKey(event, (step) => ordering.shift(id, short, step))}
      >
        <ActionIcon
          ref={handle}
          variant="subtle"
          color="gray"
          className="grip"
          aria-label={text.move(short)}
          title={text.move(short)}
        >
          <Icon name="grip" />
        </ActionIcon>
        <div className="sortable-content">{children}</div>
        <Group gap={2} wrap="nowrap" className="sortable-actions">
          {onCopy !== undefined && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={text.copy(short)}
              title={text.copy(short)}
              onClick={onCopy}
            >
              <Icon name="copy" />
            </ActionIcon>
          )}
          {removable && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={text.remove(short)}
              title={text.remove(short)}
              onClick={() => ordering.remove(id, short)}
            >
              <Icon name="remove" />
            </ActionIcon>
          )}
        </Group>
      </div>
    </li>
  );
}
