import {Button, MultiSelect, NumberInput, Select, SimpleGrid, TagsInput, TextInput} from '@mantine/core';
import type {RuleCondition} from '../../../electron/contract/contact-rules.ts';
import type {Language} from '../../../electron/contract/values.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {type Spot, useEditing, useSetting, within} from './draft-context.tsx';
import {FindingWords} from './fields.tsx';
import type {RuleDocument} from './rule-form.tsx';
import {FIGURE_LABELS, NEW_CONDITIONS, NEW_PARTS, oneOf, RULE_KIND_LABELS, someOf, VALUE_LABELS} from './rule-words.ts';

const texts = strings({
  kind: {'zh-CN': '规则的种类', en: 'Kind of rule'},
  part: (name: string, place: number) => ({'zh-CN': `${name}第 ${place} 项`, en: `${name}, number ${place}`}),
  add: {'zh-CN': '增加一项', en: 'Add another'},
  remove: (place: number) => ({'zh-CN': `删除第 ${place} 项`, en: `Delete number ${place}`}),
});

type Kind = RuleCondition['kind'];
type Parts = Readonly<Record<string, unknown>>[];

/** The kind of a rule and its figures. Another kind begins with figures to be changed. */
export function ConditionForm({of, rule}: {of: Spot; rule: RuleDocument}) {
  const text = useText(texts);
  const language = useLanguage();
  const set = useSetting();
  const {findings} = useEditing();
  const spot = within(of, 'condition');
  const {condition} = rule;
  const found = [...findings].filter(([place]) => place.startsWith(spot.place)).flatMap(([, all]) => all);
  const kinds = [...new Set([...Object.keys(NEW_CONDITIONS), condition.kind])] as Kind[];
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
          const fresh = NEW_CONDITIONS[kind as Kind];
          if (fresh !== undefined && kind !== condition.kind) set(spot, fresh);
        }}
      />
      <Figures
        key={condition.kind}
        kind={condition.kind}
        figures={condition}
        onChange={(name, next) => set(within(spot, name), next, true)}
      />
      <FindingWords findings={found} />
    </>
  );
}

interface FiguresProps {
  kind: Kind;
  figures: Readonly<Record<string, unknown>>;
  onChange: (name: string, value: unknown) => void;
}

function Figures({kind, figures, onChange}: FiguresProps) {
  const entries = Object.entries(figures).filter(([name]) => name !== 'kind');
  const parts = entries.filter(([name, value]) => isParts(name, value));
  return (
    <>
      <SimpleGrid cols={2} spacing="md" verticalSpacing="xs">
        {entries
          .filter(([name, value]) => !isParts(name, value))
          .map(([name, value]) => (
            <Figure key={name} kind={kind} name={name} value={value} onChange={(next) => onChange(name, next)} />
          ))}
      </SimpleGrid>
      {parts.map(([name, value]) => (
        <PartList key={name} kind={kind} name={name} parts={value as Parts} onChange={(next) => onChange(name, next)} />
      ))}
    </>
  );
}

const isParts = (name: string, value: unknown): boolean =>
  Array.isArray(value) &&
  (value.length === 0 ? NEW_PARTS[name] !== undefined : value.every((each) => typeof each === 'object'));

/** A list whose elements have figures of their own, such as a limit for each kind of number. */
function PartList({
  kind,
  name,
  parts,
  onChange,
}: {
  kind: Kind;
  name: string;
  parts: Parts;
  onChange: (parts: Parts) => void;
}) {
  const text = useText(texts);
  const language = useLanguage();
  const label = figureLabel(kind, name, language);
  const fresh = NEW_PARTS[name];
  return (
    <>
      {parts.map((part, i) => (
        <fieldset key={i} className="whole-row condition">
          <legend>{text.part(label, i + 1)}</legend>
          <Figures
            kind={kind}
            figures={part}
            onChange={(key, value) => onChange(parts.map((each, at) => (at === i ? {...each, [key]: value} : each)))}
          />
          <Button variant="default" size="xs" mt="xs" onClick={() => onChange(parts.filter((_, at) => at !== i))}>
            {text.remove(i + 1)}
          </Button>
        </fieldset>
      ))}
      {fresh !== undefined && (
        <Button variant="default" size="xs" mt="xs" onClick={() => onChange([...parts, fresh])}>
          {text.add}
          <span className="only-heard">{label}</span>
        </Button>
      )}
    </>
  );
}

const figureLabel = (kind: Kind, name: string, language: Language): string =>
  (FIGURE_LABELS[`${kind}.${name}`] ?? FIGURE_LABELS[name])?.[language] ?? name;

const labelOf = (kind: Kind, value: string, language: Language): string =>
  (VALUE_LABELS[`${kind}.${value}`] ?? VALUE_LABELS[value])?.[language] ?? value;

interface FigureProps {
  kind: Kind;
  name: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function Figure({kind, name, value, onChange}: FigureProps) {
  const language = useLanguage();
  const label = figureLabel(kind, name, language);
  const quiet = {withScrollArea: false, attributes: {options: {tabIndex: -1}}};
  const named = (codes: readonly string[]) =>
    codes.map((code) => ({value: code, label: labelOf(kind, code, language)}));
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
  if (typeof value === 'boolean') {
    return (
      <Select
        {...quiet}
        label={label}
        data={named(['true', 'false'])}
        value={String(value)}
        allowDeselect={false}
        onChange={(chosen) => onChange(chosen === 'true')}
      />
    );
  }
  if (Array.isArray(value)) {
    const words = value.filter((each) => typeof each === 'string');
    const codes = someOf(kind, name);
    return codes === undefined ? (
      <TagsInput label={label} value={words} onChange={onChange} />
    ) : (
      <MultiSelect {...quiet} label={label} data={named(codes)} value={words} onChange={onChange} />
    );
  }
  const codes = name === 'zone' ? ['own', ...Intl.supportedValuesOf('timeZone')] : oneOf(kind, name);
  if (codes === undefined) {
    return <TextInput label={label} value={String(value)} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  return (
    <Select
      {...quiet}
      label={label}
      data={named(codes)}
      value={String(value)}
      allowDeselect={false}
      searchable={codes.length > 12}
      limit={60}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
    />
  );
}
