import {Badge, Group, Text, Title} from '@mantine/core';
import {Fragment, use} from 'react';
import {type Objection, TONES} from '../../electron/contract/pack.ts';
import {BRANCH_LABELS, REASON_LABELS, TONE_LABELS} from '../../electron/contract/labels.ts';
import {strings, useLanguage, useText} from '../shared/strings.ts';
import {Hints} from './hints.tsx';
import {PackLanguage, PackText, ScriptLine, type SlotNames} from './script-line.tsx';

const texts = strings({
  empathy: {'zh-CN': '共情：', en: 'Empathy: '},
  avoid: {'zh-CN': '不要说', en: 'What not to say'},
  signals: {'zh-CN': '信号', en: 'Signals'},
  followUps: {'zh-CN': '追问', en: 'Follow-up questions'},
  next: {'zh-CN': '下一步 → ', en: 'Next → '},
  branch: {'zh-CN': '转分支 → ', en: 'Branch → '},
  open: {'zh-CN': '开放', en: 'Open'},
  closed: {'zh-CN': '封闭', en: 'Closed'},
});

/** Every wording of an objection that a lead finds it by. Not the agent's search: exact, and complete. */
export function textsOfObjection({title, category, id, empathy, phrasings, answers}: Objection): string[] {
  const lines = TONES.flatMap((tone) => answers[tone].map((line) => line.text));
  return [title, category, id, empathy, ...phrasings.map((phrasing) => phrasing.text), ...lines];
}

interface ObjectionPartProps {
  objection: Objection;
  slots: SlotNames;
  stageTitles: ReadonlyMap<string, string>;
}

/** One objection: what customers say, the three answers, and what surrounds them. */
export function ObjectionPart({objection, slots, stageTitles}: ObjectionPartProps) {
  const text = useText(texts);
  const language = useLanguage();
  const packLanguage = use(PackLanguage);
  return (
    <article className="part">
      <Group gap="xs" align="baseline">
        <Title order={3}>
          <PackText text={objection.title} />
        </Title>
        <Badge size="sm">
          <PackText text={objection.category} />
        </Badge>
        <Text size="xs" c="dimmed">
          {REASON_LABELS[objection.reason][language]}
        </Text>
        <Text size="xs" c="dimmed" ff="monospace" ms="auto">
          {objection.id}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {objection.phrasings.map((phrasing) => (
          <Fragment key={phrasing.id}>
            “<span lang={phrasing.language ?? packLanguage}>{phrasing.text}</span>”{' '}
          </Fragment>
        ))}
      </Text>
      {TONES.map((tone) => (
        <div key={tone}>
          <Text size="xs" fw={600} mt={6}>
            {TONE_LABELS[tone][language]}
          </Text>
          {objection.answers[tone].map((line) => (
            <ScriptLine key={line.id} line={line} slots={slots} />
          ))}
        </div>
      ))}
      <Text size="sm" mt={6}>
        <b>{text.empathy}</b>
        <PackText text={objection.empathy} slots={slots} />
      </Text>
      {objection.followUps.length > 0 && (
        <Text size="xs" fw={600} mt={6}>
          {text.followUps}
        </Text>
      )}
      {objection.followUps.map((question) => (
        <Text key={question.id} size="sm">
          <Badge size="sm">{text[question.kind]}</Badge> <PackText text={question.text} slots={slots} />
        </Text>
      ))}
      <Hints title={text.signals} hints={objection.signals} />
      <Hints title={text.avoid} hints={objection.avoid} />
      <Text size="sm" mt={6}>
        {text.next}
        <PackText text={stageTitles.get(objection.nextStage) ?? objection.nextStage} />
        {objection.branch !== undefined && ` · ${text.branch}${BRANCH_LABELS[objection.branch][language]}`}
      </Text>
    </article>
  );
}
