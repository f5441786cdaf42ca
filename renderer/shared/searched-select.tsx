import {type ComboboxItem, Select} from '@mantine/core';
import {useMemo, useState} from 'react';
import {forgivingFilter} from '../../electron/domain/forgiving-filter.ts';
import {useText} from './strings.ts';
import {words} from './words.ts';

interface SearchedSelectProps {
  label: string;
  data: readonly ComboboxItem[];
  value: string;
  nothing: string;
  required?: boolean;
  onChange: (value: string) => void;
}

/** `America/New_York` is found as it is said, too. */
const textsOf = ({label}: ComboboxItem) => [label, label.replaceAll('_', ' ')];

/** A choice from many, found by typing; always one of them is chosen. */
export function SearchedSelect({label, data, value, nothing, required = false, onChange}: SearchedSelectProps) {
  const shared = useText(words);
  const [search, setSearch] = useState('');
  const narrow = useMemo(() => forgivingFilter(data, textsOf), [data]);
  return (
    <Select
      label={label}
      searchable
      required={required}
      allowDeselect={false}
      selectFirstOptionOnChange
      limit={60}
      // The list itself scrolls, without a stop of Tab: a scroll area would put a focusable box into the listbox.
      withScrollArea={false}
      styles={{options: {maxHeight: '15rem', overflowY: 'auto'}}}
      attributes={{options: {tabIndex: -1}}}
      data={[...data]}
      filter={({limit, search: typed}) => {
        const {items, near} = narrow(typed);
        return near ? [{group: shared.nearest, items: [...items]}] : items.slice(0, limit);
      }}
      nothingFoundMessage={nothing}
      value={value}
      searchValue={search}
      onSearchChange={setSearch}
      // What was chosen before stands in the box; typing is to replace it.
      onClick={(event) => event.currentTarget.select()}
      onOptionSubmit={(chosen) => setSearch(data.find((option) => option.value === chosen)?.label ?? '')}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
    />
  );
}
