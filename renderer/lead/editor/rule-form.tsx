import {MultiSelect, NumberInput, Select, SimpleGrid, TagsInput, Text, TextInput} from '@mantine/core';
import {Override, PLACED_CALLS, RULE_EFFECTS, RULE_STATUSES, WISHES} from '../../../electron/contract/contact-rules.ts';
import {CONDUCT_CATEGORIES} from '../../../electron/contract/conduct.ts';
import {JURISDICTION_LABELS, RULE_EFFECT_LABELS, RULE_STATUS_LABELS} from '../../../electron/contract/labels.ts';
import {JURISDICTIONS} from '../../../electron/contract/values.ts';
import type {PackDocument} from '../../../electron/domain/pack-draft.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {type Spot, useEditing, useSetting, within} from './draft-context.tsx';
import {ChoiceField, DayField, FindingWords, TextField} from './fields.tsx';
import {choicesOf, Part} from './part-forms.tsx';
import {FIGURE_LABELS, NEW_CONDITIONS, RULE_KIND_LABELS} from './rule-words.ts';

const texts = strings({
  message: {'zh-CN': '对坐席说的话（中文）', en: 'What the agent reads (Chinese)'},
  messageEnglish: {'zh-CN': '对坐席说的话（英文）', en: 'What the agent reads (English)'},
  effect: {'zh-CN': '效果', en: 'Effect'},
  status: {'zh-CN': '依据', en: 'Status'},
  override: {'zh-CN': '谁可以放行', en: 'Who may go on in spite of it'},
  never: {'zh-CN': '任何人都不可以', en: 'nobody'},
  lead: {'zh-CN': '组长凭 PIN 和理由', en: 'a lead, with PIN and reason'},
  source: {'zh-CN': '出处（条、款）', en: 'Source (article, paragraph)'},
  jurisdiction: {'zh-CN': '法域', en: 'Jurisdiction'},
  from: {'zh-CN': '生效日', en: 'In force from'},
  to: {'zh-CN': '失效日', en: 'In force until'},
  condition: {'zh-CN': '规则看什么', en: 'What the rule looks at'},
  kind: {'zh-CN': '规则的种类', en: 'Kind of rule'},
  adds: {
    'zh-CN': '话术包的规则只能更严：放宽软件自带规则的不起作用。',
    en: 'Rules of a pack can only be stricter: what would loosen one of the app’s is not followed.',
  },
  notHere: (name: string) => ({
    'zh-CN': `“${name}”由几部分组成，只能在导出的文件里修改。`,
    en: `“${name}” has parts of its own and is edited in the exported file.`,
  }),
});

export type RuleDocument = NonNullable<PackDocument['rules']>[number];
type Condition = RuleDocument['condition'];

/** The words that a list of a condition may hold. */
const WORDS: Record<string, readonly string[]> = {
  media: ['call', 'sms', 'email', 'visit'],
  about: WISHES,
  checks: CONDUCT_CATEGORIES,
  outcomes: PLACED_CALLS,
  unconnected: PLACED_CALLS,
};
const CHOICES: Record<string, readonly string[]> = {
  closing: ['open', 'closed'],
  who: ['consumer', 'anyone'],
  may: ['locationOnce', 'relayOnly', 'hideOnly'],
  when: ['everyCall', 'firstCommunication', 'laterCommunication', 'otherLanguage', 'hardship'],
};

/** A rule of the company's own: what it looks at, what it does, and where it comes from. */
export function RuleForm({of, rule}: {of: Spot; rule: RuleDocument}) {
  const text = useText(texts);
  const language = useLanguage();
  const message = within(of, 'message');
  return (
    <>
      <Text size="sm" c="dimmed">
        {text.adds}
      </Text>
      <TextField
        of={message}
        name="zh-CN"
        label={text.message}
        value={rule.message['zh-CN']}
        language="zh-CN"
        required
        long
      />
      <TextField
        of={message}
        name="en"
        label={text.messageEnglish}
        value={rule.message.en}
        language="en"
        required
        long
      />
      <Part title={text.condition}>
        <ConditionForm of={of} rule={rule} />
      </Part>
      <div className="field-grid">
        <ChoiceField
          of={of}
          name="effect"
          label={text.effect}
          choices={choicesOf(RULE_EFFECTS, RULE_EFFECT_LABELS, language)}
          value={rule.effect}
        />
        <ChoiceField
          of={of}
          name="override"
          label={text.override}
          choices={Override.options.map((value) => ({value, label: text[value]}))}
          value={rule.override ?? 'never'}
        />
        <ChoiceField
          of={of}
          name="status"
          label={text.status}
          choices={choicesOf(RULE_STATUSES, RULE_STATUS_LABELS, language)}
          value={rule.status}
        />
        <ChoiceField
          of={of}
          name="jurisdiction"
          label={text.jurisdiction}
          choices={choicesOf(JURISDICTIONS, JURISDICTION_LABELS, language)}
          value={rule.jurisdiction}
        />
        <div className="whole-row">
          <TextField of={of} name="source" label={text.source} value={rule.source} required long />
        </div>
        <DayField of={of} name="validFrom" label={text.from} value={rule.validFrom} />
        <DayField of={of} name="validTo" label={text.to} value={rule.validTo} />
      </div>
    </>
  );
}

/** The kind of a rule and its figures. Another kind begins with figures to be changed. */
function ConditionForm({of, rule}: {of: Spot; rule: RuleDocument}) {
  const text = useText(texts);
  const language = useLanguage();
  const set = useSetting();
  const {findings} = useEditing();
  const spot = within(of, 'condition');
  const {condition} = rule;
  const found = [...findings].filter(([place]) => place.startsWith(spot.place)).flatMap(([, all]) => all);
  const kinds = [...new Set([...Object.keys(NEW_CONDITIONS), condition.kind])] as Condition['kind'][];
  return (
    <>
      <Select
        label={text.kind}
        data={kinds.map((kind) => ({value: kind, label: RULE_KIND_LABELS[kind][language]}))}
        value={condition.kind}
        allowDeselect={false}
        withScrollArea={false}
        styles={{options: {maxHeight: '16rem', overflowY: 'auto'}}}
        attributes={{options: {tabIndex: -1}}}
        onChange={(kind) => {
          const fresh = NEW_CONDITIONS[kind as Condition['kind']];
          if (fresh !== undefined && kind !== condition.kind) set(spot, fresh);
        }}
      />
      <SimpleGrid cols={2} spacing="md" verticalSpacing="xs">
        {Object.entries(condition)
          .filter(([key]) => key !== 'kind')
          .map(([key, value]) => (
            <Figure key={key} name={key} value={value} onChange={(next) => set(within(spot, key), next, true)} />
          ))}
      </SimpleGrid>
      <FindingWords findings={found} />
    </>
  );
}

function Figure({name, value, onChange}: {name: string; value: unknown; onChange: (value: unknown) => void}) {
  const text = useText(texts);
  const language = useLanguage();
  const label = FIGURE_LABELS[name]?.[language] ?? name;
  const quiet = {withScrollArea: false, attributes: {options: {tabIndex: -1}}};
  if (typeof value === 'number') {
    return (
      <NumberInput
        label={label}
        value={value}
        min={0}
        allowDecimal={false}
        allowNegative={false}
        onChange={(typed) => onChange(typeof typed === 'number' ? typed : 0)}
      />
    );
  }
  if (typeof value === 'string') {
    const choices = name === 'zone' ? ['own', ...Intl.supportedValuesOf('timeZone')] : CHOICES[name];
    if (choices !== undefined) {
      return (
        <Select
          {...quiet}
          label={label}
          data={[...choices]}
          value={value}
          allowDeselect={false}
          searchable={choices.length > 12}
          limit={60}
          onChange={(chosen) => chosen !== null && onChange(chosen)}
        />
      );
    }
    return <TextInput label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  if (typeof value === 'boolean') {
    return (
      <Select
        {...quiet}
        label={label}
        data={['true', 'false']}
        value={String(value)}
        allowDeselect={false}
        onChange={(chosen) => onChange(chosen === 'true')}
      />
    );
  }
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) {
    const words = WORDS[name];
    return words === undefined ? (
      <TagsInput label={label} value={value} onChange={onChange} />
    ) : (
      <MultiSelect {...quiet} label={label} data={[...words]} value={value} onChange={onChange} />
    );
  }
  return <Text size="sm">{text.notHere(label)}</Text>;
}
