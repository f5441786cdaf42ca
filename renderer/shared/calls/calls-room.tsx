import {Button, Group, Text} from '@mantine/core';
import {type ReactNode, useRef, useState} from 'react';
import type {CallFilter} from '../../../electron/contract/call.ts';
import {ErrorNotice} from '../error-notice.tsx';
import {wholeNumber} from '../format.ts';
import {useDeskEvents, useSession} from '../session.tsx';
import {strings, useLanguage, useText} from '../strings.ts';
import {words} from '../words.ts';
import {CallFilters} from './call-filters.tsx';
import {useCallPages} from './call-pages.ts';
import {CallStory} from './call-story.tsx';
import {CallTable} from './call-table.tsx';
import './calls.css';

const texts = strings({
  count: (count: string) => ({'zh-CN': `${count} 通电话`, en: `${count} calls`}),
  changed: {'zh-CN': '有新的变化，刷新列表', en: 'Something changed: refresh the list'},
  empty: {'zh-CN': '还没有通话记录。', en: 'No calls yet.'},
  nothing: {'zh-CN': '没有符合筛选条件的通话。', en: 'No call matches the filters.'},
  failed: {'zh-CN': '无法读取通话', en: 'The calls could not be read'},
  keys: {
    'zh-CN': '↑ ↓ PageUp PageDown Home End 移动，Enter 打开',
    en: '↑ ↓ PageUp PageDown Home End to move, Enter to open',
  },
});

interface CallsRoomProps {
  filter: CallFilter;
  unmasked: boolean;
  onFilter: (filter: CallFilter) => void;
  /** What the role can do with the calls that are shown. */
  tools?: ReactNode;
}

/** The calls of this desk and of imported ones: filters, a table for a hundred thousand of them, one call beside it. */
export function CallsRoom({filter, unmasked, onFilter, tools}: CallsRoomProps) {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  const {session} = useSession();
  const [opened, setOpened] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [changed, setChanged] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const pages = useCallPages(filter, unmasked, turn);
  const timeZone = session.profile?.timeZone ?? 'UTC';
  const {total, error} = pages;
  const filtered = Object.keys(filter).some((name) => name !== 'timeZone');

  const refresh = () => {
    setChanged(false);
    setTurn((count) => count + 1);
  };
  // A list that is being read says that it is old, and is renewed when asked; an empty one nobody reads.
  useDeskEvents((event) => {
    if (event.type !== 'call.changed' && event.type !== 'events.missed') return;
    if (total === 0) refresh();
    else setChanged(true);
  });

  return (
    <div className="calls-room" data-opened={opened !== null}>
      <div className="calls-list">
        <CallFilters filter={filter} onChange={onFilter} />
        <Group gap="xs" justify="space-between">
          <Group gap="xs">
            <Text component="output" size="sm" fw={600} className="tabular">
              {total === null ? shared.loading : text.count(wholeNumber(total, language))}
            </Text>
            {changed && (
              <Button variant="light" onClick={refresh}>
                {text.changed}
              </Button>
            )}
          </Group>
          {tools}
        </Group>
        {error !== null && <ErrorNotice error={error} title={text.failed} onRetry={refresh} />}
        {total === 0 && <Text size="sm">{filtered ? text.nothing : text.empty}</Text>}
        {total !== null && total > 0 && (
          <>
            <CallTable ref={table} pages={pages} total={total} opened={opened} timeZone={timeZone} onOpen={setOpened} />
            <Text size="xs" c="dimmed">
              {text.keys}
            </Text>
          </>
        )}
      </div>
      {opened !== null && (
        <CallStory
          key={opened}
          id={opened}
          unmasked={unmasked}
          timeZone={timeZone}
          turn={turn}
          onClose={() => {
            setOpened(null);
            table.current?.focus({preventScroll: true});
          }}
        />
      )}
    </div>
  );
}
