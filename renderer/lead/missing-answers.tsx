import {Button, Group, Table, Text, Title} from '@mantine/core';
import {useState} from 'react';
import {v7} from 'uuid';
import type {PackInfo} from '../../electron/contract/pack.ts';
import type {Language} from '../../electron/contract/values.ts';
import {choosePack} from '../../electron/domain/pack-choice.ts';
import {asCallError, call, type CallError} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {useSession} from '../shared/session.tsx';
import {strings, useText} from '../shared/strings.ts';
import {useReply} from '../shared/use-reply.ts';
import {words} from '../shared/words.ts';
import type {EditingTask} from './editor/editor-room.tsx';
import {nameOf, usePacks} from './use-packs.ts';

const texts = strings({
  title: {'zh-CN': '坐席搜不到的', en: 'What agents could not find'},
  why: {
    'zh-CN':
      '坐席输入后没有把握的结果，也没有选用任何一条。只计次数；坐席在菜单里同意后才保留原话，数字和客户姓名已遮盖。',
    en: 'Searches without a good result in which nothing was picked. Only counted; words are kept where the agent agreed to it in the menu, with digits and names masked.',
  },
  failed: {'zh-CN': '没有读到', en: 'This could not be read'},
  notCleared: {'zh-CN': '没有清空', en: 'This was not cleared'},
  none: {'zh-CN': '还没有搜不到的。', en: 'Nothing was missed yet.'},
  days: {'zh-CN': '每天次数', en: 'By day'},
  day: {'zh-CN': '日期', en: 'Day'},
  count: {'zh-CN': '次数', en: 'Times'},
  texts: {'zh-CN': '原话，最常见的在前', en: 'The words, most frequent first'},
  text: {'zh-CN': '输入的内容', en: 'What was typed'},
  lastDay: {'zh-CN': '最近一次', en: 'Last'},
  noTexts: {'zh-CN': '没有保留原话。', en: 'No words were kept.'},
  write: {'zh-CN': '写回答', en: 'Write an answer'},
  writeFor: (words: string) => ({'zh-CN': `为“${words}”写回答`, en: `Write an answer to “${words}”`}),
  noPack: {'zh-CN': '没有使用中的话术包可写入。', en: 'No active pack to write it into.'},
  clear: {'zh-CN': '清空…', en: 'Clear…'},
  really: {'zh-CN': '确定清空，不可恢复', en: 'Clear for good'},
});

interface MissingAnswersProps {
  onWrite: (task: EditingTask) => void;
}

/** The searches that ended in nothing: what the pack lacks, or says in other words than customers do. */
export function MissingAnswers({onWrite}: MissingAnswersProps) {
  const text = useText(texts);
  const shared = useText(words);
  const missed = useReply('missed', () => call('search.listMissed', {}));
  const packs = usePacks();
  const {session} = useSession();
  /** The active pack that an agent here would have been searching in. */
  const packFor = (language: Language) =>
    choosePack(
      (packs.value ?? []).filter((pack) => pack.active && pack.language === language),
      session.profile?.jurisdiction ?? 'none',
      language,
    );
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<CallError | null>(null);

  const clear = async () => {
    setAsked(false);
    try {
      await call('search.clearMissed', {id: v7()});
      missed.again();
    } catch (thrown) {
      setError(asCallError(thrown));
    }
  };

  return (
    <section className="missing" aria-labelledby="missing-title">
      <Group justify="space-between">
        <Title order={2} id="missing-title" fz="md">
          {text.title}
        </Title>
        {missed.value !== null && missed.value.days.length > 0 && (
          <Group gap="xs">
            {asked && (
              <Button variant="default" onClick={() => setAsked(false)}>
                {shared.cancel}
              </Button>
            )}
            <Button
              {...(asked && {color: 'red'})}
              variant={asked ? 'filled' : 'default'}
              onClick={() => (asked ? void clear() : setAsked(true))}
            >
              {asked ? text.really : text.clear}
            </Button>
          </Group>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {text.why}
      </Text>
      {error !== null && <ErrorNotice error={error} title={text.notCleared} onClose={() => setError(null)} />}
      {missed.error !== null && <ErrorNotice error={missed.error} title={text.failed} onRetry={missed.again} />}
      {missed.value?.days.length === 0 && <Text component="output">{text.none}</Text>}
      {missed.value !== null && missed.value.days.length > 0 && (
        <div className="missing-tables">
          <div>
            <Title order={3} fz="sm">
              {text.texts}
            </Title>
            {missed.value.texts.length === 0 ? (
              <Text size="sm">{text.noTexts}</Text>
            ) : (
              <Table aria-label={text.texts}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{text.text}</Table.Th>
                    <Table.Th>{text.count}</Table.Th>
                    <Table.Th>{text.lastDay}</Table.Th>
                    <Table.Th>{text.write}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {missed.value.texts.map((each) => (
                    <Table.Tr key={`${each.language} ${each.text}`}>
                      <Table.Td lang={each.language}>{each.text}</Table.Td>
                      <Table.Td>{each.count}</Table.Td>
                      <Table.Td>{each.lastDay}</Table.Td>
                      <Table.Td>
                        <WriteButton
                          label={text.write}
                          name={text.writeFor(each.text)}
                          nothing={text.noPack}
                          pack={packFor(each.language)}
                          onWrite={(pack) => onWrite({packId: pack.id, from: pack.version, phrasing: each.text})}
                        />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )}
          </div>
          <div>
            <Title order={3} fz="sm">
              {text.days}
            </Title>
            <Table aria-label={text.days}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{text.day}</Table.Th>
                  <Table.Th>{text.count}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {missed.value.days.map(({day, count}) => (
                  <Table.Tr key={day}>
                    <Table.Td>{day}</Table.Td>
                    <Table.Td>{count}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        </div>
      )}
    </section>
  );
}

interface WriteButtonProps {
  label: string;
  name: string;
  nothing: string;
  pack: PackInfo | null;
  onWrite: (pack: PackInfo) => void;
}

/** Opens the draft of the pack at a new objection with these words. */
function WriteButton({label, name, nothing, pack, onWrite}: WriteButtonProps) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={name}
      disabled={pack === null}
      title={pack === null ? nothing : nameOf(pack)}
      onClick={() => pack !== null && onWrite(pack)}
    >
      {label}
    </Button>
  );
}
