import {Badge, Group, Table, Tabs, Text, Title} from '@mantine/core';
import {type ReactNode, useMemo} from 'react';
import type {Branch, Pack, PackInfo, Profiled, Slot, Stage} from '../../electron/contract/pack.ts';
import {BRANCH_LABELS, JURISDICTION_LABELS, STAGE_LABELS} from '../../electron/contract/labels.ts';
import {call} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {FilterBox, useFilteredList} from '../shared/filter-box.tsx';
import {strings, useLanguage, useText} from '../shared/strings.ts';
import {useReply} from '../shared/use-reply.ts';
import {words} from '../shared/words.ts';
import {Hints} from './hints.tsx';
import {ObjectionPart, textsOfObjection} from './objection-part.tsx';
import {PackLanguage, PackText, ScriptLine, type SlotNames, slotNames} from './script-line.tsx';
import {nameOf} from './use-packs.ts';
import {VirtualRows} from '../shared/virtual-rows.tsx';

const texts = strings({
  content: {'zh-CN': '话术包内容', en: 'What is in the pack'},
  stages: {'zh-CN': '阶段', en: 'Stages'},
  objections: {'zh-CN': '异议', en: 'Objections'},
  branches: {'zh-CN': '分支', en: 'Branches'},
  slots: {'zh-CN': '填空', en: 'Slots'},
  people: {'zh-CN': '类型与情绪', en: 'Types and emotions'},
  types: {'zh-CN': '客户类型', en: 'Customer types'},
  emotions: {'zh-CN': '情绪', en: 'Emotions'},
  filter: {'zh-CN': '筛选：客户的说法、标题、回答', en: 'Filter: what customers say, title, answer'},
  open: {'zh-CN': '开放', en: 'Open'},
  closed: {'zh-CN': '封闭', en: 'Closed'},
  listening: {'zh-CN': '倾听', en: 'Listening'},
  pace: {'zh-CN': '语速', en: 'Pace'},
  guidance: {'zh-CN': '指引', en: 'Guidance'},
  cues: {'zh-CN': '线索', en: 'Cues'},
  advice: {'zh-CN': '建议', en: 'Advice'},
  filterSlots: {'zh-CN': '筛选：名称、代号、来源', en: 'Filter: name, id, source'},
  slotName: {'zh-CN': '名称', en: 'Name'},
  slotId: {'zh-CN': '代号', en: 'Id'},
  slotType: {'zh-CN': '类型', en: 'Type'},
  slotSource: {'zh-CN': '值的来源', en: 'Where the value comes from'},
  failed: {'zh-CN': '无法读取这个版本', en: 'This version could not be read'},
});

/** What is in one version, read only: stages, objections, branches, slots, customer types and emotions. */
export function PackContents({info}: {info: PackInfo}) {
  const text = useText(texts);
  const shared = useText(words);
  const {value, error, again} = useReply(nameOf(info), () => call('pack.get', {id: info.id, version: info.version}));
  return (
    <section className="packs-content" aria-label={text.content}>
      {error !== null && <ErrorNotice error={error} title={text.failed} onRetry={again} />}
      {error === null && value === null && <Text component="output">{shared.loading}</Text>}
      {value !== null && <Contents pack={value.pack} />}
    </section>
  );
}

function Contents({pack}: {pack: Pack}) {
  const text = useText(texts);
  const language = useLanguage();
  const slots = useMemo(() => slotNames(pack), [pack]);
  return (
    <PackLanguage value={pack.language}>
      <Group gap="xs" align="baseline">
        <Title order={2}>
          <PackText text={pack.title} />
        </Title>
        <Text size="sm" ff="monospace">
          {pack.version}
        </Text>
        <Badge>{pack.language}</Badge>
        <Badge>{JURISDICTION_LABELS[pack.jurisdiction][language]}</Badge>
      </Group>
      {pack.description !== undefined && (
        <Text size="sm" c="dimmed">
          <PackText text={pack.description} />
        </Text>
      )}
      <Tabs defaultValue="objections" keepMounted={false} className="pack-tabs">
        <Tabs.List>
          <Tab value="stages" label={text.stages} count={pack.stages.length} />
          <Tab value="objections" label={text.objections} count={pack.objections.length} />
          <Tab value="branches" label={text.branches} count={pack.branches.length} />
          <Tab value="slots" label={text.slots} count={pack.slots.length} />
          <Tab value="people" label={text.people} count={pack.customerTypes.length + pack.emotions.length} />
        </Tabs.List>
        <Panel value="stages">
          {pack.stages.map((stage) => (
            <StagePart key={stage.id} stage={stage} slots={slots} />
          ))}
        </Panel>
        <Tabs.Panel value="objections" className="pack-panel">
          <Objections pack={pack} slots={slots} />
        </Tabs.Panel>
        <Panel value="branches">
          {pack.branches.map((branch) => (
            <BranchPart key={branch.id} branch={branch} slots={slots} />
          ))}
        </Panel>
        <Panel value="slots">
          <SlotTable pack={pack} />
        </Panel>
        <Panel value="people">
          <People title={text.types} people={pack.customerTypes} />
          <People title={text.emotions} people={pack.emotions} />
        </Panel>
      </Tabs>
    </PackLanguage>
  );
}

function Tab({value, label, count}: {value: string; label: string; count: number}) {
  return (
    <Tabs.Tab value={value}>
      {label} <span className="tabular">{count}</span>
    </Tabs.Tab>
  );
}

function Panel({value, children}: {value: string; children: ReactNode}) {
  return (
    // The panel itself scrolls, and as a tab panel it already takes the keyboard.
    <Tabs.Panel value={value} className="pack-panel packs-scroll" tabIndex={0}>
      {children}
    </Tabs.Panel>
  );
}

function Objections({pack, slots}: {pack: Pack; slots: SlotNames}) {
  const text = useText(texts);
  const list = useFilteredList(pack.objections, textsOfObjection);
  const stageTitles = useMemo(() => new Map(pack.stages.map((stage) => [stage.id, stage.title])), [pack]);
  return (
    <>
      <FilterBox label={text.filter} list={list} />
      {list.items.length > 0 && (
        <VirtualRows rows={list.items} rowKey={(objection) => objection.id} estimate={220} label={text.objections}>
          {(objection) => <ObjectionPart objection={objection} slots={slots} stageTitles={stageTitles} />}
        </VirtualRows>
      )}
    </>
  );
}

function StagePart({stage, slots}: {stage: Stage; slots: SlotNames}) {
  const text = useText(texts);
  const language = useLanguage();
  return (
    <article className="part">
      <Title order={3}>
        <PackText text={stage.title} />{' '}
        <Text span size="xs" c="dimmed">
          {stage.title !== STAGE_LABELS[stage.kind][language] && STAGE_LABELS[stage.kind][language]}
        </Text>
      </Title>
      <Text size="sm" c="dimmed">
        <PackText text={stage.goal} />
      </Text>
      {stage.lines.map((line) => (
        <ScriptLine key={line.id} line={line} slots={slots} />
      ))}
      {stage.questions.map((question) => (
        <Text key={question.id} size="sm">
          <Badge size="sm">{text[question.kind]}</Badge> <PackText text={question.text} slots={slots} />
        </Text>
      ))}
      <Hints title={text.listening} hints={stage.listening} />
      <Hints title={text.pace} hints={stage.pace} />
    </article>
  );
}

function BranchPart({branch, slots}: {branch: Branch; slots: SlotNames}) {
  const text = useText(texts);
  const language = useLanguage();
  return (
    <article className="part">
      <Title order={3}>
        <PackText text={branch.title} />{' '}
        <Text span size="xs" c="dimmed">
          {branch.title !== BRANCH_LABELS[branch.kind][language] && BRANCH_LABELS[branch.kind][language]}{' '}
          {branch.results.join(' ')}
        </Text>
      </Title>
      {branch.lines.map((line) => (
        <ScriptLine key={line.id} line={line} slots={slots} />
      ))}
      <Hints title={text.guidance} hints={branch.guidance} />
    </article>
  );
}

const textsOfSlot = ({name, id, type, source}: Slot) => [name, `{${id}}`, type, source];

function SlotTable({pack}: {pack: Pack}) {
  const text = useText(texts);
  const list = useFilteredList(pack.slots, textsOfSlot);
  return (
    <>
      <FilterBox label={text.filterSlots} list={list} />
      {list.items.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{text.slotName}</Table.Th>
              <Table.Th>{text.slotId}</Table.Th>
              <Table.Th>{text.slotType}</Table.Th>
              <Table.Th>{text.slotSource}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.items.map((slot) => (
              <Table.Tr key={slot.id}>
                <Table.Td>
                  <PackText text={slot.name} />
                </Table.Td>
                <Table.Td ff="monospace">{`{${slot.id}}`}</Table.Td>
                <Table.Td>{slot.type}</Table.Td>
                <Table.Td ff="monospace">{slot.source}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </>
  );
}

function People({title, people}: {title: string; people: readonly Profiled[]}) {
  const text = useText(texts);
  return (
    <>
      <Title order={3} mt="sm">
        {title}
      </Title>
      {people.map((person) => (
        <article key={person.id} className="part">
          <Text fw={600} size="sm">
            <PackText text={person.title} />
          </Text>
          <Hints title={text.cues} hints={person.cues} />
          <Hints title={text.advice} hints={person.advice} />
        </article>
      ))}
    </>
  );
}
