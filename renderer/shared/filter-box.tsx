import {Group, Text, TextInput} from '@mantine/core';
import {type Ref, useDeferredValue, useMemo, useState} from 'react';
import {type Filtered, forgivingFilter} from '../../electron/domain/forgiving-filter.ts';
import {strings, useText} from './strings.ts';
import {words} from './words.ts';

const texts = strings({
  found: (shown: number, all: number) => ({'zh-CN': `${shown} / ${all} 条`, en: `${shown} of ${all}`}),
  nothing: {'zh-CN': '没有符合筛选的。', en: 'Nothing matches the filter.'},
});

/** A list and what its box narrows it to. */
export interface FilteredList<Item> extends Filtered<Item> {
  readonly all: number;
  readonly typed: string;
  readonly type: (typed: string) => void;
}

/** @param textsOf what an item is found by; one function for all renders, or the list is prepared at each of them */
export function useFilteredList<Item>(
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
): FilteredList<Item> {
  const [typed, type] = useState('');
  const wanted = useDeferredValue(typed);
  const narrow = useMemo(() => forgivingFilter(items, textsOf), [items, textsOf]);
  const filtered = useMemo(() => narrow(wanted), [narrow, wanted]);
  return {...filtered, all: items.length, typed, type};
}

interface FilterBoxProps {
  label: string;
  list: FilteredList<unknown>;
  inputRef?: Ref<HTMLInputElement>;
}

/** The box that narrows a list, how many are left, and a sentence when these are only the nearest, or none. */
export function FilterBox({label, list, inputRef}: FilterBoxProps) {
  const text = useText(texts);
  const shared = useText(words);
  const {items, near, all, typed, type} = list;
  return (
    <>
      <Group gap="sm" py="xs" wrap="nowrap">
        <TextInput
          ref={inputRef}
          flex={1}
          type="search"
          aria-label={label}
          placeholder={label}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <Text component="output" size="xs" className="tabular">
          {text.found(items.length, all)}
        </Text>
      </Group>
      <Text component="output" size="sm">
        {near && shared.nearest}
        {items.length === 0 && text.nothing}
      </Text>
    </>
  );
}
