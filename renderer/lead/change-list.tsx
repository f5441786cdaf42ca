import {Badge, Group, Text} from '@mantine/core';
import {useMemo, useState} from 'react';
import type {PackChange} from '../../electron/contract/methods.ts';
import type {Language} from '../../electron/contract/values.ts';
import {CHANGE_WORDS, insideWords, KIND_WORDS} from '../../electron/domain/change-words.ts';
import {foldWholes, type ListedChange} from '../../electron/domain/listed-changes.ts';
import {placeInWords} from '../../electron/domain/place-words.ts';
import {strings, useLanguage, useText} from '../shared/strings.ts';
import {VirtualRows} from '../shared/virtual-rows.tsx';
import {WordMarks} from '../shared/word-marks.tsx';
import {Filter} from './filter-chips.tsx';

const KINDS = ['changed', 'added', 'removed', 'moved'] as const;
const COLORS: Record<PackChange['kind'], string> = {changed: 'calm', added: 'teal', removed: 'red', moved: 'orange'};

const texts = strings({
  list: {'zh-CN': '变化列表', en: 'List of changes'},
  kinds: {'zh-CN': '按种类筛选', en: 'Filter by kind'},
});

/** What one version changes against another, by kind, with word-level marks. */
export function ChangeList({changes, language: packLanguage}: {changes: PackChange[]; language: Language}) {
  const text = useText(texts);
  const language = useLanguage();
  const [kind, setKind] = useState<PackChange['kind'] | null>(null);
  const folded = useMemo(() => foldWholes(changes), [changes]);
  const counts = useMemo(() => Map.groupBy(folded, (change) => change.kind), [folded]);
  const shown = useMemo(
    () => (kind === null ? folded : folded.filter((change) => change.kind === kind)),
    [folded, kind],
  );
  if (changes.length === 0) return <Text size="sm">{CHANGE_WORDS.same[language]}</Text>;
  return (
    <>
      <Filter
        label={text.kinds}
        value={kind}
        onChange={setKind}
        choices={KINDS.map((value) => ({
          value,
          label: `${KIND_WORDS[value][language]} ${counts.get(value)?.length ?? 0}`,
        }))}
      />
      <VirtualRows rows={shown} rowKey={(change) => change.key} estimate={84} label={text.list}>
        {(change) => <Change change={change} packLanguage={packLanguage} />}
      </VirtualRows>
    </>
  );
}

function Change({change, packLanguage}: {change: ListedChange; packLanguage: Language}) {
  const language = useLanguage();
  return (
    <div className="part">
      <Group gap="xs" wrap="nowrap" align="baseline">
        <Badge color={COLORS[change.kind]} style={{flex: 'none'}}>
          {KIND_WORDS[change.kind][language]}
        </Badge>
        <Text size="xs" c="dimmed">
          {placeInWords(change.place, language)}
        </Text>
      </Group>
      <Text size="sm" mt={4} style={{whiteSpace: 'pre-wrap'}}>
        <Wording change={change} packLanguage={packLanguage} />
        {change.inside > 0 && ` ${insideWords(change.inside)[language]}`}
      </Text>
    </div>
  );
}

function Wording({change, packLanguage}: {change: PackChange; packLanguage: Language}) {
  const language = useLanguage();
  const {kind, before, after, words = []} = change;
  const empty = CHANGE_WORDS.empty[language];
  return (
    <>
      <span lang={packLanguage}>
        {kind === 'added' && <ins className="word">{after ?? empty}</ins>}
        {kind === 'removed' && <del className="word">{before ?? empty}</del>}
        {(kind === 'changed' || kind === 'moved') && <WordMarks marks={words} />}
      </span>
      {kind === 'moved' && (
        <>
          {words.length > 0 && <br />}
          {CHANGE_WORDS.from[language]} {placeInWords(before ?? '', language)} → {CHANGE_WORDS.to[language]}{' '}
          {placeInWords(after ?? '', language)}
        </>
      )}
    </>
  );
}
