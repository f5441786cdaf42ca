import {Button, NativeSelect, TextInput} from '@mantine/core';
import {useEffect, useMemo, useRef, useState} from 'react';
import {CallFilter, Contact, CONTACTS, Result, RESULTS} from '../../../electron/contract/call.ts';
import {Day} from '../../../electron/contract/values.ts';
import {CONTACT_LABELS, RESULT_LABELS} from '../../../electron/contract/labels.ts';
import {call} from '../client.ts';
import {useDeskEvents} from '../session.tsx';
import {SearchedSelect} from '../searched-select.tsx';
import {strings, useLanguage, useText} from '../strings.ts';
import {useReply} from '../use-reply.ts';
import {words} from '../words.ts';

const texts = strings({
  filters: {'zh-CN': '筛选', en: 'Filters'},
  from: {'zh-CN': '从', en: 'From'},
  to: {'zh-CN': '到', en: 'To'},
  contact: {'zh-CN': '接通情况', en: 'Contact'},
  result: {'zh-CN': '结果', en: 'Result'},
  rules: {'zh-CN': '联系规则', en: 'Contact rules'},
  overridden: {'zh-CN': '组长放行', en: 'Let pass by a lead'},
  blocked: {'zh-CN': '规则不许拨打', en: 'A rule spoke against it'},
  objection: {'zh-CN': '异议', en: 'Objection'},
  text: {'zh-CN': '文字', en: 'Text'},
  textWhy: {'zh-CN': '备注、异议、坐席…', en: 'Note, objection, agent …'},
  noAgent: {'zh-CN': '没有这位坐席', en: 'No such agent'},
  clear: {'zh-CN': '清除筛选', en: 'Clear filters'},
  order: {'zh-CN': '“从”晚于“到”', en: '“From” is after “to”'},
});

const TYPING_MS = 250;

interface CallFiltersProps {
  filter: CallFilter;
  onChange: (filter: CallFilter) => void;
}

/** What the table and an export are narrowed by. Days are of the desk's own zone. */
export function CallFilters({filter, onChange}: CallFiltersProps) {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  const agents = useReply('agents', () => call('call.agents', {}));
  // An import may bring calls of agents who never sat here.
  useDeskEvents((event) => {
    if (event.type === 'call.changed' || event.type === 'events.missed') agents.again();
  });
  const choices = useMemo(
    () => [
      {value: '', label: shared.all},
      ...(agents.value ?? []).map(({agent, name}) => ({value: agent, label: `${name} · ${agent}`})),
    ],
    [agents.value, shared.all],
  );
  // Fields are remade when the filter is cleared from outside.
  const [turn, setTurn] = useState(0);

  const set = (change: {[Key in keyof CallFilter]?: CallFilter[Key] | undefined}) => {
    const next = {...filter, ...change};
    onChange(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)));
  };
  const setDay = (name: 'from' | 'to', value: string) => {
    if (value === '') set({[name]: undefined});
    // A half-typed year is not a day yet.
    else if (Day.safeParse(value).success && value >= '2000') set({[name]: value});
  };
  const wrong = filter.from !== undefined && filter.to !== undefined && filter.from > filter.to;
  const {timeZone, ...narrowing} = filter;

  return (
    <search className="call-filters" aria-label={text.filters} key={turn}>
      <TextInput
        type="date"
        label={text.from}
        max="2099-12-31"
        defaultValue={filter.from ?? ''}
        error={wrong ? text.order : null}
        onChange={(event) => setDay('from', event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={text.to}
        max="2099-12-31"
        defaultValue={filter.to ?? ''}
        onChange={(event) => setDay('to', event.currentTarget.value)}
      />
      <SearchedSelect
        label={shared.agent}
        value={filter.agent ?? ''}
        data={choices}
        nothing={text.noAgent}
        onChange={(agent) => set({agent: agent || undefined})}
      />
      <NativeSelect
        label={text.contact}
        value={filter.contact ?? ''}
        data={[
          {value: '', label: shared.all},
          ...CONTACTS.map((code) => ({value: code, label: `${code} ${CONTACT_LABELS[code][language]}`})),
        ]}
        onChange={(event) => set({contact: Contact.safeParse(event.currentTarget.value).data})}
      />
      <NativeSelect
        label={text.result}
        value={filter.result ?? ''}
        data={[
          {value: '', label: shared.all},
          ...RESULTS.map((code) => ({value: code, label: `${code} ${RESULT_LABELS[code][language]}`})),
        ]}
        onChange={(event) => set({result: Result.safeParse(event.currentTarget.value).data})}
      />
      <NativeSelect
        label={text.rules}
        value={filter.rules ?? ''}
        data={[
          {value: '', label: shared.all},
          {value: 'overridden', label: text.overridden},
          {value: 'blocked', label: text.blocked},
        ]}
        onChange={(event) => set({rules: CallFilter.shape.rules.safeParse(event.currentTarget.value).data})}
      />
      <TypedField label={text.objection} max={80} start={filter.objection} onText={(objection) => set({objection})} />
      <TypedField
        label={text.text}
        hint={text.textWhy}
        max={120}
        start={filter.text}
        onText={(typed) => set({text: typed})}
      />
      <Button
        variant="default"
        disabled={Object.keys(narrowing).length === 0}
        onClick={() => {
          setTurn((count) => count + 1);
          onChange(timeZone === undefined ? {} : {timeZone});
        }}
      >
        {text.clear}
      </Button>
    </search>
  );
}

interface TypedFieldProps {
  label: string;
  hint?: string;
  max: number;
  start: string | undefined;
  onText: (text: string | undefined) => void;
}

/** A text field that tells its text when typing rests; while an input method composes, nothing is told. */
function TypedField({label, hint, max, start, onText}: TypedFieldProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const newest = useRef(onText);
  useEffect(() => {
    newest.current = onText;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const tellLater = (value: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => newest.current(value.trim() === '' ? undefined : value.trim()), TYPING_MS);
  };
  return (
    <TextInput
      type="search"
      label={label}
      placeholder={hint}
      maxLength={max}
      defaultValue={start ?? ''}
      onCompositionStart={() => clearTimeout(timer.current)}
      onCompositionEnd={(event) => tellLater(event.currentTarget.value)}
      onChange={(event) => {
        if (!(event.nativeEvent as InputEvent).isComposing) tellLater(event.currentTarget.value);
      }}
    />
  );
}
