import {Badge, Button, Group, Text, Title} from '@mantine/core';
import {useEffect, useMemo, useRef} from 'react';
import type {TimelineEvent} from '../../../electron/contract/journal.ts';
import type {Pack, PackRef} from '../../../electron/contract/pack.ts';
import type {Language} from '../../../electron/contract/values.ts';
import {CONTACT_LABELS, REQUIRED_LINE_LABELS, RESULT_LABELS} from '../../../electron/contract/labels.ts';
import {call} from '../client.ts';
import {ErrorNotice} from '../error-notice.tsx';
import {clockTime, dateTime, duration} from '../format.ts';
import {strings, useLanguage, useText} from '../strings.ts';
import {useReply} from '../use-reply.ts';
import {words} from '../words.ts';
import {eventInWords} from './event-words.ts';
import {linesOf} from './pack-lines.ts';

const texts = strings({
  story: {'zh-CN': '通话经过', en: 'How the call went'},
  failed: {'zh-CN': '无法读取这通电话', en: 'This call could not be read'},
  verified: {'zh-CN': '✓ 记录完整，未被改动', en: '✓ Record intact'},
  broken: {'zh-CN': '✗ 记录与证据链不符', en: '✗ Record does not match its chain'},
  corrected: (count: number) => ({
    'zh-CN': `更正 ${count} 次`,
    en: `${count} ${count === 1 ? 'correction' : 'corrections'}`,
  }),
  overridden: (why: string) => ({'zh-CN': `⊘ 组长放行：${why}`, en: `⊘ Let pass by a lead: ${why}`}),
  blocked: {'zh-CN': '⊘ 规则不许拨打', en: '⊘ A rule spoke against this call'},
  unsaid: (names: string) => ({'zh-CN': `应说未说：${names}`, en: `Due and not said: ${names}`}),
  foreign: {'zh-CN': '来自其他工位', en: 'From another desk'},
  unfinished: {'zh-CN': '尚未结束', en: 'Not finished'},
  backToList: {'zh-CN': '回到列表（Esc）', en: 'Back to the list (Esc)'},
  hash: {'zh-CN': '证据链哈希', en: 'Chain hash'},
  notHere: {
    'zh-CN': '（这句话术所在的话术包版本不在这台电脑上）',
    en: '(The pack version that holds this line is not on this computer)',
  },
});

interface CallStoryProps {
  id: string;
  unmasked: boolean;
  timeZone: string;
  /** Raised when the call changed. */
  turn: number;
  onClose: () => void;
}

/** One call from its first event to its last, with what was said and what proves it. */
export function CallStory({id, unmasked, timeZone, turn, onClose}: CallStoryProps) {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  const {value, error, again} = useReply(`${id} ${unmasked} ${turn}`, () => call('call.get', {id, unmasked}));
  const lines = usePackLines(value?.record.opened.pack ?? null);
  useEffect(() => heading.current?.focus(), []);

  const row = value?.row;
  return (
    <section
      className="call-story"
      aria-label={text.story}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- out of reach, the keyboard could not scroll it
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} ref={heading} tabIndex={-1}>
          {row === undefined ? text.story : `${row.customerName} ${row.reference}`.trim() || text.story}
        </Title>
        <Button variant="default" size="compact-xs" onClick={onClose} style={{flex: 'none'}}>
          {text.backToList}
        </Button>
      </Group>
      {error !== null && <ErrorNotice error={error} title={text.failed} onRetry={again} />}
      {value === null && error === null && <Text component="output">{shared.loading}</Text>}
      {value !== null && row !== undefined && (
        <>
          <Text size="sm">
            {dateTime(row.openedAt, language, timeZone)} · {row.agentName} ({row.agent})
            {row.team !== '' && ` · ${row.team}`}
            {row.seconds !== null && ` · ${duration(row.seconds)}`}
          </Text>
          <Text size="sm" fw={600}>
            {row.contact === null ? text.unfinished : CONTACT_LABELS[row.contact][language]}
            {row.result !== null && ` · ${RESULT_LABELS[row.result][language]}`}
          </Text>
          <Group gap={6} mt={6}>
            <Badge color={value.verified ? 'teal' : 'red'}>{value.verified ? text.verified : text.broken}</Badge>
            {row.corrections > 0 && <Badge color="orange">{text.corrected(row.corrections)}</Badge>}
            {row.rules === 'overridden' && (
              <Badge color="red" tt="none">
                {text.overridden(value.record.overridden?.why ?? '')}
              </Badge>
            )}
            {row.rules === 'blocked' && <Badge color="red">{text.blocked}</Badge>}
            {row.unsaid.length > 0 && (
              <Badge color="orange" tt="none">
                {text.unsaid(
                  row.unsaid
                    .map((line) => REQUIRED_LINE_LABELS[line][language])
                    .join(language === 'zh-CN' ? '、' : ', '),
                )}
              </Badge>
            )}
            {row.foreign && <Badge>{text.foreign}</Badge>}
          </Group>
          <ol className="timeline">
            {value.timeline.map((event) => (
              <Event key={event.id} event={event} timeZone={timeZone} lines={lines} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

interface SpokenLines {
  language: Language;
  texts: ReadonlyMap<string, string>;
}

/** The texts of a pack's lines by id; null while they are read, and when this desk has no such version. */
function usePackLines(ref: PackRef | null): SpokenLines | null {
  const {value} = useReply<Pack | null>(ref?.sha256 ?? '', async () => {
    if (ref === null) return null;
    const {info, pack} = await call('pack.get', ref);
    // Another desk may have other content under the same name; what was said must be what was said.
    return info.sha256 === ref.sha256 ? pack : null;
  });
  return useMemo(() => (value === null ? null : {language: value.language, texts: linesOf(value)}), [value]);
}

interface EventProps {
  event: TimelineEvent;
  timeZone: string;
  lines: SpokenLines | null;
}

function Event({event, timeZone, lines}: EventProps) {
  const text = useText(texts);
  const language = useLanguage();
  const {title, facts, lineId} = eventInWords(event, language);
  const said = lineId === null ? undefined : lines?.texts.get(lineId);
  return (
    <li className="timeline-event">
      <time dateTime={event.at} className="tabular">
        {clockTime(event.at, language, timeZone)}
      </time>
      <Text span size="sm" fw={600}>
        {title}
      </Text>
      <span className="hash" title={`${text.hash} ${event.hash}`}>
        {event.seq} · {event.hash.slice(0, 8)}
      </span>
      {said !== undefined && (
        <p className="said" lang={lines?.language}>
          {said}
        </p>
      )}
      {lineId !== null && said === undefined && (
        <p className="said">
          {lineId} {text.notHere}
        </p>
      )}
      {facts.length > 0 && (
        <dl className="timeline-facts">
          {facts.map(([name, value]) => (
            <FactPair key={name} name={name} value={value} />
          ))}
        </dl>
      )}
    </li>
  );
}

function FactPair({name, value}: {name: string; value: string}) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
