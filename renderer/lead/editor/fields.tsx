import {
  Checkbox,
  Menu,
  MultiSelect,
  NumberInput,
  Select,
  TagsInput,
  Text,
  Textarea,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import {type ReactNode, useRef} from 'react';
import type {LintFinding} from '../../../electron/contract/lint.ts';
import type {Language} from '../../../electron/contract/values.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {type Spot, useDocument, useEditing, useFindings, useSetting, within} from './draft-context.tsx';

const texts = strings({
  slots: {'zh-CN': '＋ 填空', en: '+ slot'},
  slotsFor: (field: string) => ({'zh-CN': `在“${field}”中插入填空`, en: `Insert a slot into “${field}”`}),
  noSlots: {'zh-CN': '这个话术包还没有填空', en: 'This pack has no slots yet'},
  perLine: {'zh-CN': '每行一条', en: 'one per line'},
});

/** What is found, said under the field it is about: what stops first. */
export function FindingWords({findings}: {findings: readonly LintFinding[]}): ReactNode {
  const language = useLanguage();
  if (findings.length === 0) return null;
  return (
    <>
      {findings.map(({rule, severity, message}) => (
        <span key={`${rule} ${message.en}`} className={`finding finding-${severity}`}>
          {severity === 'error' ? '✕' : '⚠'} {message[language]}
        </span>
      ))}
    </>
  );
}

/** Mantine's `error`: nothing when nothing is found, so that the field is not marked. */
function useFieldError(spot: Spot): ReactNode {
  const findings = useFindings(spot);
  return findings.length === 0 ? null : <FindingWords findings={findings} />;
}

interface FieldProps<Value> {
  /** The part, and the key of the field in it. */
  of: Spot;
  name: string;
  label: string;
  value: Value;
  description?: string;
}

interface TextFieldProps extends FieldProps<string | undefined> {
  required?: boolean;
  /** Several lines high, though the text is one line. */
  long?: boolean;
  /** Whether slots may stand in it. */
  slots?: boolean;
  /** Of the text, which is not the interface's. */
  language?: Language;
  placeholder?: string;
  hideLabel?: boolean;
}

/** One line of text of the pack. An optional one that is emptied is taken away. */
export function TextField(props: TextFieldProps) {
  const {of, name, label, value = '', description, required = false, long = false, slots = false} = props;
  const {language, placeholder, hideLabel = false} = props;
  const {document} = useDocument();
  const set = useSetting();
  const spot = within(of, name);
  const error = useFieldError(spot);
  const box = useRef<HTMLTextAreaElement>(null);
  const type = (typed: string) => {
    // What is pasted over several lines is one sentence all the same.
    const line = typed.replace(/\s*\n\s*/g, ' ');
    set(spot, line === '' && !required ? undefined : line, true);
  };
  const insert = (slot: string) => {
    const at = box.current?.selectionStart ?? value.length;
    const end = box.current?.selectionEnd ?? at;
    const piece = `{${slot}}`;
    set(spot, `${value.slice(0, at)}${piece}${value.slice(end)}`);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(at + piece.length, at + piece.length);
    });
  };
  const same = {
    value,
    error,
    required,
    withAsterisk: false,
    placeholder,
    lang: language ?? document.language,
    'data-place': spot.place,
    ...(description !== undefined && {description}),
    ...(hideLabel ? {'aria-label': label} : {label}),
  };
  if (!long && !slots) {
    return <TextInput {...same} onChange={(event) => type(event.currentTarget.value)} />;
  }
  return (
    <div className="field-with-slots" data-bare={hideLabel || undefined}>
      <Textarea
        {...same}
        ref={box}
        autosize
        minRows={1}
        maxRows={8}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          // A sentence has no line ends; the key would only seem to do something.
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault();
        }}
      />
      {slots && <SlotMenu label={label} onChoose={insert} />}
    </div>
  );
}

function SlotMenu({label, onChoose}: {label: string; onChoose: (slot: string) => void}) {
  const text = useText(texts);
  const {document} = useDocument();
  return (
    <Menu position="bottom-end" withinPortal returnFocus={false}>
      <Menu.Target>
        <UnstyledButton className="slot-menu" aria-label={text.slotsFor(label)}>
          {text.slots}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah="20rem" style={{overflowY: 'auto'}}>
        {document.slots.length === 0 && <Menu.Label>{text.noSlots}</Menu.Label>}
        {document.slots.map((slot) => (
          <Menu.Item key={slot.id} lang={document.language} onClick={() => onChoose(slot.id)}>
            {slot.name}{' '}
            <Text span size="xs" c="dimmed" ff="monospace">
              {`{${slot.id}}`}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Short hints, one in each line. */
export function HintsField({of, name, label, value}: FieldProps<readonly string[] | undefined>) {
  const text = useText(texts);
  const {document} = useDocument();
  const set = useSetting();
  const spot = within(of, name);
  const findings = useDeepFindings(spot);
  const typed = (value ?? []).join('\n');
  return (
    <Textarea
      label={`${label} · ${text.perLine}`}
      lang={document.language}
      autosize
      minRows={1}
      maxRows={12}
      value={typed}
      data-place={spot.place}
      error={findings.length === 0 ? null : <FindingWords findings={findings} />}
      onChange={(event) => {
        const lines = event.currentTarget.value === '' ? [] : event.currentTarget.value.split('\n');
        set(spot, lines, true);
      }}
      // A line that is left empty is none; it is only there while the next one is begun.
      onBlur={() => {
        const full = (value ?? []).map((line) => line.trim()).filter((line) => line !== '');
        if (full.length !== (value ?? []).length) set(spot, full, true);
      }}
    />
  );
}

/** What is found at a list and at its elements. */
function useDeepFindings(spot: Spot): LintFinding[] {
  const {findings} = useEditing();
  const deep: LintFinding[] = [];
  for (const [place, found] of findings) {
    if (place === spot.place || place.startsWith(`${spot.place}[`)) deep.push(...found);
  }
  return deep;
}

export interface Choice {
  value: string;
  label: string;
}

interface ChoiceFieldProps extends FieldProps<string | undefined> {
  choices: readonly Choice[];
  /** What stands for "none of them"; left out: one must be chosen. */
  none?: string;
}

/** One of a list. */
export function ChoiceField({of, name, label, value, description, choices, none}: ChoiceFieldProps) {
  const set = useSetting();
  const spot = within(of, name);
  const error = useFieldError(spot);
  const data = none === undefined ? [...choices] : [{value: '', label: none}, ...choices];
  return (
    <Select
      label={label}
      {...(description !== undefined && {description})}
      data={data}
      value={value ?? ''}
      error={error}
      allowDeselect={false}
      searchable={data.length > 12}
      withScrollArea={false}
      styles={{options: {maxHeight: '16rem', overflowY: 'auto'}}}
      attributes={{options: {tabIndex: -1}}}
      data-place={spot.place}
      onChange={(chosen) => set(spot, chosen === '' || chosen === null ? undefined : chosen)}
    />
  );
}

interface ManyFieldProps extends FieldProps<readonly string[] | undefined> {
  choices: readonly Choice[];
  placeholder?: string;
  /** Whether an empty list is written; else the field is taken away. */
  keepEmpty?: boolean;
}

/** Several of a list. */
export function ManyField({
  of,
  name,
  label,
  value,
  choices,
  placeholder,
  description,
  keepEmpty = false,
}: ManyFieldProps) {
  const set = useSetting();
  const spot = within(of, name);
  const findings = useDeepFindings(spot);
  const known = new Set(choices.map((choice) => choice.value));
  // What the pack names and does not have is shown, so that it can be taken out.
  const strays = (value ?? []).filter((each) => !known.has(each)).map((each) => ({value: each, label: `${each} ?`}));
  return (
    <MultiSelect
      label={label}
      {...(description !== undefined && {description})}
      data={[...choices, ...strays]}
      value={[...(value ?? [])]}
      error={findings.length === 0 ? null : <FindingWords findings={findings} />}
      searchable={choices.length > 8}
      clearable={false}
      withScrollArea={false}
      styles={{options: {maxHeight: '16rem', overflowY: 'auto'}}}
      attributes={{options: {tabIndex: -1}}}
      data-place={spot.place}
      {...(placeholder !== undefined && (value ?? []).length === 0 && {placeholder})}
      onChange={(chosen) => set(spot, chosen.length === 0 && !keepEmpty ? undefined : chosen)}
    />
  );
}

/** Words of one's own, several of them. */
export function WordsField({of, name, label, value, description}: FieldProps<readonly string[] | undefined>) {
  const set = useSetting();
  const spot = within(of, name);
  const findings = useDeepFindings(spot);
  return (
    <TagsInput
      label={label}
      {...(description !== undefined && {description})}
      value={[...(value ?? [])]}
      error={findings.length === 0 ? null : <FindingWords findings={findings} />}
      data-place={spot.place}
      onChange={(chosen) => set(spot, chosen.length === 0 ? undefined : chosen)}
    />
  );
}

interface NumberFieldProps extends FieldProps<number | undefined> {
  min?: number;
  max?: number;
  suffix?: string;
  /** Written when the field is emptied; left out: the field is taken away. */
  whenEmpty?: number;
  /** How many digits behind the point people type of it; it is kept as a whole number of the smallest unit. */
  digits?: number;
}

/** A whole number. */
export function NumberField(props: NumberFieldProps) {
  const {of, name, label, value, description, min = 0, max, suffix, whenEmpty, digits = 0} = props;
  const unit = 10 ** digits;
  const set = useSetting();
  const spot = within(of, name);
  const error = useFieldError(spot);
  return (
    <NumberInput
      label={label}
      {...(description !== undefined && {description})}
      value={value === undefined ? '' : value / unit}
      min={min / unit}
      {...(max !== undefined && {max})}
      {...(suffix !== undefined && {suffix})}
      allowDecimal={digits > 0}
      decimalScale={digits}
      allowNegative={false}
      clampBehavior="blur"
      error={error}
      data-place={spot.place}
      onChange={(typed) => set(spot, typeof typed === 'number' ? Math.round(typed * unit) : whenEmpty, true)}
    />
  );
}

/** Yes or no; what the format takes for granted is not written. */
export function FlagField({of, name, label, value, description}: FieldProps<boolean | undefined>) {
  const set = useSetting();
  const spot = within(of, name);
  const error = useFieldError(spot);
  return (
    <Checkbox
      label={label}
      {...(description !== undefined && {description})}
      checked={value ?? false}
      error={error}
      data-place={spot.place}
      onChange={(event) => set(spot, event.currentTarget.checked ? true : undefined)}
    />
  );
}

/** A calendar day. */
export function DayField({of, name, label, value, description}: FieldProps<string | undefined>) {
  const set = useSetting();
  const spot = within(of, name);
  const error = useFieldError(spot);
  return (
    <TextInput
      type="date"
      label={label}
      {...(description !== undefined && {description})}
      value={value ?? ''}
      error={error}
      data-place={spot.place}
      onChange={(event) => set(spot, event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    />
  );
}
