import {Badge, Checkbox, Group, Text, UnstyledButton} from '@mantine/core';
import {useState} from 'react';
import {REQUIRED_LINE_LABELS} from '../../../electron/contract/labels.ts';
import {REQUIRED_LINES} from '../../../electron/contract/contact-rules.ts';
import {BUCKETS} from '../../../electron/contract/pack.ts';
import type {PackDocument} from '../../../electron/domain/pack-draft.ts';
import {useLanguage, useText} from '../../shared/strings.ts';
import {useCondition} from '../script-line.tsx';
import {
  type SetField,
  SetFieldContext,
  type Spot,
  useDocument,
  useEditing,
  useFindings,
  useSetting,
  within,
} from './draft-context.tsx';
import {partWords} from './editor-words.ts';
import {
  ChoiceField,
  DayField,
  FindingWords,
  FlagField,
  ManyField,
  NumberField,
  TextField,
  WordsField,
} from './fields.tsx';

export type LineDocument = PackDocument['stages'][number]['lines'][number];

interface LineFormProps {
  of: Spot;
  line: LineDocument;
  /** What its text is called: `标准 2`. */
  label: string;
}

/** A line: its text at once, everything that decides when it may be said on demand. */
export function LineForm({of, line, label}: LineFormProps) {
  const text = useText(partWords);
  const inside = useInside(of);
  const own = useFindings(of);
  const [wanted, setOpen] = useState<boolean | null>(null);
  // What is wrong inside is not hidden.
  const open = wanted ?? inside;
  return (
    <div className="line-form">
      <TextField of={of} name="text" label={label} value={line.text} required long slots hideLabel />
      <FindingWords findings={own} />
      <Group gap={6} align="center">
        <UnstyledButton className="disclosure" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-hidden>{open ? '▾' : '▸'}</span> {text.details}
        </UnstyledButton>
        {!open && <LineMarks line={line} />}
      </Group>
      {open && <LineDetails of={of} line={line} />}
    </div>
  );
}

/** Whether something is found deeper in a part than its text. */
function useInside({place}: Spot): boolean {
  const {findings} = useEditing();
  for (const at of findings.keys()) {
    if (at.startsWith(`${place}.`) && at !== `${place}.text`) return true;
  }
  return false;
}

/** What the details say, in a word each, while they are folded. */
function LineMarks({line}: {line: LineDocument}) {
  const text = useText(partWords);
  const language = useLanguage();
  const condition = useCondition(line.when);
  return (
    <>
      {line.kind === 'verbatim' && <Badge size="sm">{text.verbatim}</Badge>}
      {line.discloses !== undefined && <Badge size="sm">{REQUIRED_LINE_LABELS[line.discloses][language]}</Badge>}
      {line.beforeVerification === true && (
        <Badge size="sm" color="teal">
          {text.beforeVerification}
        </Badge>
      )}
      {line.pressure === true && (
        <Badge size="sm" color="orange">
          {text.pressure}
        </Badge>
      )}
      {line.consequence === true && (
        <Badge size="sm" color="red">
          {text.consequence}
        </Badge>
      )}
      {line.cue !== undefined && <Text size="xs">{line.cue}</Text>}
      {condition !== '' && <Text size="xs">{condition}</Text>}
    </>
  );
}

function LineDetails({of, line}: {of: Spot; line: LineDocument}) {
  const text = useText(partWords);
  const language = useLanguage();
  const {document} = useDocument();
  const set = useSetting();
  const slots = document.slots.map(({id, name}) => ({value: id, label: name}));
  return (
    <div className="field-grid details">
      <FlagField of={of} name="beforeVerification" label={text.beforeVerification} value={line.beforeVerification} />
      <Checkbox
        label={text.verbatim}
        description={text.verbatimWhy}
        checked={line.kind === 'verbatim'}
        data-place={`${of.place}.kind`}
        onChange={(event) => set(within(of, 'kind'), event.currentTarget.checked ? 'verbatim' : undefined)}
      />
      <FlagField of={of} name="pressure" label={text.pressure} description={text.pressureWhy} value={line.pressure} />
      <FlagField of={of} name="consequence" label={text.consequence} value={line.consequence} />
      <ManyField
        of={of}
        name="facts"
        label={text.facts}
        description={text.factsWhy}
        choices={slots}
        value={line.facts}
      />
      <ChoiceField
        of={of}
        name="discloses"
        label={text.discloses}
        none={text.none}
        choices={REQUIRED_LINES.map((kind) => ({value: kind, label: REQUIRED_LINE_LABELS[kind][language]}))}
        value={line.discloses}
      />
      <div className="whole-row">
        <TextField of={of} name="empathy" label={text.empathy} value={line.empathy} long slots />
      </div>
      <TextField of={of} name="cue" label={text.cue} value={line.cue} placeholder={text.cueExample} />
      <span />
      {(line.consequence === true || line.approvedBy !== undefined || line.validUntil !== undefined) && (
        <>
          <TextField of={of} name="approvedBy" label={text.approvedBy} value={line.approvedBy} />
          <DayField of={of} name="validUntil" label={text.validUntil} value={line.validUntil} />
        </>
      )}
      <ConditionFields of={of} when={line.when} />
    </div>
  );
}

type ConditionDocument = NonNullable<LineDocument['when']>;

/** When a line fits. A condition is set as a whole, and taken away when nothing is left of it. */
function ConditionFields({of, when = {}}: {of: Spot; when: LineDocument['when']}) {
  const text = useText(partWords);
  const {document} = useDocument();
  const setWhole = useSetting();
  const spot = within(of, 'when');
  const days = within(spot, 'daysOverdue');
  const set: SetField = ({path}, value, typing) => {
    const key = path.at(-1) ?? '';
    const inDays = path.at(-2) === 'daysOverdue';
    const span = inDays ? full({...when.daysOverdue, [key]: value}) : when.daysOverdue;
    const part = inDays ? {daysOverdue: span} : {[key]: key === 'firstCall' ? yesNo(value) : value};
    setWhole(spot, full({...when, ...part}), typing);
  };
  const types = (document.customerTypes ?? []).map(({id, title}) => ({value: id, label: title}));
  return (
    <SetFieldContext value={set}>
      <fieldset className="whole-row field-grid condition">
        <legend>{text.when}</legend>
        <NumberField of={days} name="min" label={text.daysFrom} value={when.daysOverdue?.min} />
        <NumberField of={days} name="max" label={text.daysTo} value={when.daysOverdue?.max} />
        <ManyField
          of={spot}
          name="bucket"
          label={text.bucket}
          placeholder={text.any}
          choices={BUCKETS.map((bucket) => ({value: bucket, label: bucket}))}
          value={when.bucket}
        />
        <ManyField
          of={spot}
          name="customerType"
          label={text.customerType}
          placeholder={text.any}
          choices={types}
          value={when.customerType}
        />
        <WordsField of={spot} name="product" label={text.product} value={when.product} />
        <ChoiceField
          of={spot}
          name="firstCall"
          label={text.whichCall}
          none={text.anyCall}
          choices={[
            {value: 'true', label: text.firstCall},
            {value: 'false', label: text.laterCall},
          ]}
          value={when.firstCall === undefined ? undefined : String(when.firstCall)}
        />
      </fieldset>
    </SetFieldContext>
  );
}

const yesNo = (value: unknown): boolean | undefined => (value === undefined ? undefined : value === 'true');

/** An object without what is undefined; nothing when nothing is left. */
function full(fields: ConditionDocument | NonNullable<ConditionDocument['daysOverdue']>): object | undefined {
  const left = Object.entries(fields).filter(([, value]) => value !== undefined);
  return left.length === 0 ? undefined : Object.fromEntries(left);
}
