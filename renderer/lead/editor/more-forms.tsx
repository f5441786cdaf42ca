import {ActionIcon, Button, Group, NumberInput, Text, Textarea, TextInput} from '@mantine/core';
import {useState} from 'react';
import {SLOT_SOURCES, SlotId, SlotType} from '../../../electron/contract/pack.ts';
import {renameSlot} from '../../../electron/domain/draft-parts.ts';
import type {PackDocument} from '../../../electron/domain/pack-draft.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {type Spot, useDocument, useSetting, within} from './draft-context.tsx';
import {partWords} from './editor-words.ts';
import {Icon} from './icons.tsx';
import {ChoiceField, ManyField, TextField} from './fields.tsx';
import {SLOT_SOURCE_LABELS, SLOT_TYPE_LABELS} from './slot-words.ts';

const texts = strings({
  slotName: {'zh-CN': '名称（坐席看到的）', en: 'Name (as agents see it)'},
  slotId: {'zh-CN': '代号（写在花括号里）', en: 'Id (in the braces)'},
  rename: {'zh-CN': '改代号', en: 'Rename'},
  renamed: (count: number) => ({'zh-CN': `已同时改好 ${count} 处`, en: `${count} places were changed with it`}),
  slotTaken: {'zh-CN': '已有同名的填空', en: 'there is a slot of this id already'},
  noSlotId: {
    'zh-CN': '以小写字母开头，只含字母和数字，最多 32 位',
    en: 'starts with a lower-case letter; letters and digits; at most 32',
  },
  type: {'zh-CN': '类型', en: 'Type'},
  source: {'zh-CN': '值的来源', en: 'Where the value comes from'},
  usedIn: (count: number) => ({'zh-CN': `话术中用到 ${count} 处`, en: `named in ${count} places`}),
  category: {'zh-CN': '名称', en: 'Name'},
  severity: {'zh-CN': '遇到时', en: 'When one is met'},
  block: {'zh-CN': '阻止', en: 'Blocks'},
  warn: {'zh-CN': '提醒', en: 'Warns'},
  words: {'zh-CN': '词语，每行一个', en: 'Words, one per line'},
  objections: {'zh-CN': '指的是哪些异议', en: 'Objections that are meant'},
  expressions: {'zh-CN': '其他说法', en: 'Other words for them'},
  expression: (number: number) => ({'zh-CN': `说法 ${number}`, en: `Words ${number}`}),
  weight: (number: number) => ({'zh-CN': `说法 ${number} 的权重（0–1）`, en: `Weight of words ${number} (0 to 1)`}),
  addExpression: {'zh-CN': '添加说法', en: 'Add words'},
  removeExpression: (words: string) => ({'zh-CN': `删除说法：${words}`, en: `Delete the words ${words}`}),
});

type SlotDocument = PackDocument['slots'][number];
type WordListDocument = NonNullable<PackDocument['wordLists']>[number];
type ConceptDocument = NonNullable<PackDocument['lexicon']>[number];

export function SlotForm({of, slot, onRenamed}: {of: Spot; slot: SlotDocument; onRenamed: (id: string) => void}) {
  const text = useText(texts);
  const language = useLanguage();
  const {document} = useDocument();
  const named =
    JSON.stringify([document.stages, document.objections, document.branches]).split(`{${slot.id}}`).length - 1;
  return (
    <>
      <div className="field-grid">
        <TextField of={of} name="name" label={text.slotName} value={slot.name} required />
        <SlotIdField key={slot.id} slot={slot} onRenamed={onRenamed} />
        <ChoiceField
          of={of}
          name="source"
          label={text.source}
          choices={SLOT_SOURCES.map((value) => ({value, label: SLOT_SOURCE_LABELS[value][language]}))}
          value={slot.source}
        />
        <ChoiceField
          of={of}
          name="type"
          label={text.type}
          choices={SlotType.options.map((value) => ({value, label: SLOT_TYPE_LABELS[value][language]}))}
          value={slot.type}
        />
      </div>
      <Text size="sm" c="dimmed">
        {text.usedIn(named)}
      </Text>
    </>
  );
}

/** Another name for a slot, given at once and everywhere: half a name would stand in nobody's text. */
function SlotIdField({slot, onRenamed}: {slot: SlotDocument; onRenamed: (id: string) => void}) {
  const text = useText(texts);
  const {document, edit} = useDocument();
  const [typed, setTyped] = useState(slot.id);
  const taken = typed !== slot.id && document.slots.some(({id}) => id === typed);
  const fault = taken ? text.slotTaken : SlotId.safeParse(typed).success ? null : text.noSlotId;
  const rename = () => {
    if (fault !== null || typed === slot.id) return;
    edit(renameSlot(document, slot.id, typed));
    onRenamed(typed);
  };
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        className="grow"
        label={text.slotId}
        value={typed}
        error={fault}
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value.trim())}
        onKeyDown={(event) => {
          if (event.key === 'Enter') rename();
        }}
      />
      <Button variant="default" disabled={fault !== null || typed === slot.id} onClick={rename}>
        {text.rename}
      </Button>
    </Group>
  );
}

export function WordListForm({of, list}: {of: Spot; list: WordListDocument}) {
  const text = useText(texts);
  const own = useText(partWords);
  const set = useSetting();
  return (
    <>
      <div className="field-grid">
        <TextField of={of} name="category" label={text.category} value={list.category} required />
        <ChoiceField
          of={of}
          name="severity"
          label={text.severity}
          choices={[
            {value: 'block', label: text.block},
            {value: 'warn', label: text.warn},
          ]}
          value={list.severity}
        />
        <LanguageField of={of} value={list.language} />
      </div>
      <Textarea
        label={text.words}
        lang={list.language}
        autosize
        minRows={6}
        maxRows={20}
        value={list.words.join('\n')}
        data-place={within(of, 'words').place}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          set(within(of, 'words'), typed === '' ? [] : typed.split('\n'), true);
        }}
        onBlur={() => {
          const full = list.words.map((word) => word.trim()).filter((word) => word !== '');
          if (full.length !== list.words.length) set(within(of, 'words'), full, true);
        }}
      />
      <Text size="xs" c="dimmed" ff="monospace">
        {own.id}: {list.id}
      </Text>
    </>
  );
}

export function LanguageField({of, value}: {of: Spot; value: string}) {
  const text = useText(partWords);
  return (
    <ChoiceField
      of={of}
      name="language"
      label={text.language}
      choices={[
        {value: 'zh-CN', label: text.chinese},
        {value: 'en', label: text.english},
      ]}
      value={value}
    />
  );
}

/** Other words for objections, each with how surely it means them. */
export function ConceptForm({of, concept}: {of: Spot; concept: ConceptDocument}) {
  const text = useText(texts);
  const {document} = useDocument();
  const set = useSetting();
  const spot = within(of, 'expressions');
  const {expressions} = concept;
  const change = (at: number, part: Partial<(typeof expressions)[number]>) =>
    set(
      spot,
      expressions.map((each, i) => (i === at ? {...each, ...part} : each)),
      true,
    );
  return (
    <>
      <div className="field-grid">
        <LanguageField of={of} value={concept.language} />
      </div>
      <ManyField
        of={of}
        name="objections"
        label={text.objections}
        choices={document.objections.map(({id, title}) => ({value: id, label: title}))}
        value={concept.objections}
        keepEmpty
      />
      <fieldset className="expressions">
        <legend>{text.expressions}</legend>
        {expressions.map((expression, i) => (
          <Group key={i} gap="xs" wrap="nowrap">
            <TextInput
              className="grow"
              aria-label={text.expression(i + 1)}
              lang={concept.language}
              value={expression.text}
              onChange={(event) => change(i, {text: event.currentTarget.value})}
            />
            <NumberInput
              w="6rem"
              aria-label={text.weight(i + 1)}
              value={expression.weight ?? 1}
              min={0.1}
              max={1}
              step={0.1}
              decimalScale={2}
              onChange={(weight) => typeof weight === 'number' && change(i, {weight})}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={text.removeExpression(expression.text)}
              onClick={() => set(spot, expressions.toSpliced(i, 1))}
            >
              <Icon name="remove" />
            </ActionIcon>
          </Group>
        ))}
        <Button size="compact-sm" variant="default" onClick={() => set(spot, [...expressions, {text: '', weight: 1}])}>
          ＋ {text.addExpression}
        </Button>
      </fieldset>
    </>
  );
}
