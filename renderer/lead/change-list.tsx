import {Badge, Group, Text} from '@mantine/core';
import {useMemo, useState} from 'react';
import type {PackChange} from '../../electron/contract/methods.ts';
import type {Language} from '../../electron/contract/values.ts';
import {strings, useLanguage, useText} from '../shared/strings.ts';
import {VirtualRows} from '../shared/virtual-rows.tsx';
import {WordMarks} from './word-marks.tsx';
import {placeInWords} from './place-words.ts';
import {Filter} from './filter-chips.tsx';

const KINDS = ['changed', 'added', 'removed', 'moved'] as const;
const COLORS: Record<PackChange['kind'], string> = {changed: 'calm', added: 'teal', removed: 'red', moved: 'orange'};

const texts = strings({
  changed: {'zh-CN': '修改', en: 'Changed'},
  added: {'zh-CN': '新增', en: 'Added'},
  removed: {'zh-CN': '删除', en: 'Removed'},
  moved: {'zh-CN': '移动', en: 'Moved'},
  same: {'zh-CN': '内容相同，没有变化。', en: 'Same content: nothing changes.'},
  list: {'zh-CN': '变化列表', en: 'List of changes'},
  kinds: {'zh-CN': '按种类筛选', en: 'Filter by kind'},
  from: {'zh-CN': '原位置', en: 'from'},
  to: {'zh-CN': '新位置', en: 'to'},
  inside: (count: number) => ({'zh-CN': `（连同其中 ${count} 项）`, en: `(with ${count} parts in it)`}),
  empty: {'zh-CN': '（空）', en: '(empty)'},
});

/** A change as it is listed: with a key, and how many parts came or went inside it. */
interface ListedChange extends PackChange {
  key: string;
  inside: number;
}

/** An added or removed whole stands for its parts: forty lines of one objection are one change to read, not forty. */
export function foldWholes(changes: readonly PackChange[]): ListedChange[] {
  const listed: ListedChange[] = [];
  const wholes = new Map<string, ListedChange>();
  for (const change of changes) {
    const whole = change.kind === 'added' || change.kind === 'removed';
    const outer = whole ? wholeAround(wholes, change) : undefined;
    if (outer !== undefined) {
      outer.inside += 1;
      continue;
    }
    const entry = {...change, key: `${change.kind} ${change.partId} ${change.place}`, inside: 0};
    listed.push(entry);
    if (whole) wholes.set(`${change.kind} ${change.place}`, entry);
  }
  return listed;
}

function wholeAround(wholes: Map<string, ListedChange>, {kind, place}: PackChange): ListedChange | undefined {
  const steps = place.split(' › ');
  while (steps.length > 1) {
    steps.pop();
    const whole = wholes.get(`${kind} ${steps.join(' › ')}`);
    if (whole !== undefined) return whole;
  }
  return undefined;
}

/** What one version changes against another, by kind, with word-level marks. */
export function ChangeList({changes, language}: {changes: PackChange[]; language: Language}) {
  const text = useText(texts);
  const [kind, setKind] = useState<PackChange['kind'] | null>(null);
  const folded = useMemo(() => foldWholes(changes), [changes]);
  const counts = useMemo(() => Map.groupBy(folded, (change) => change.kind), [folded]);
  const shown = useMemo(
    () => (kind === null ? folded : folded.filter((change) => change.kind === kind)),
    [folded, kind],
  );
  if (changes.length === 0) return <Text size="sm">{text.same}</Text>;
  return (
    <>
      <Filter
        label={text.kinds}
        value={kind}
        onChange={setKind}
        choices={KINDS.map((value) => ({value, label: `${text[value]} ${counts.get(value)?.length ?? 0}`}))}
      />
      <VirtualRows rows={shown} rowKey={(change) => change.key} estimate={84} label={text.list}>
        {(change) => <Change change={change} packLanguage={language} />}
      </VirtualRows>
    </>
  );
}

function Change({change, packLanguage}: {change: ListedChange; packLanguage: Language}) {
  const text = useText(texts);
  const language = useLanguage();
  return (
    <div className="part">
      <Group gap="xs" wrap="nowrap" align="baseline">
        <Badge color={COLORS[change.kind]} style={{flex: 'none'}}>
          {text[change.kind]}
        </Badge>
        <Text size="xs" c="dimmed">
          {placeInWords(change.place, language)}
        </Text>
      </Group>
      <Text size="sm" mt={4} style={{whiteSpace: 'pre-wrap'}}>
        <span lang={change.kind === 'moved' ? undefined : packLanguage}>
          <Wording change={change} />
        </span>
        {change.inside > 0 && ` ${text.inside(change.inside)}`}
      </Text>
    </div>
  );
}

function Wording({change}: {change: PackChange}) {
  const text = useText(texts);
  const language = useLanguage();
  const {kind, before, after} = change;
  if (kind === 'added') return <ins className="word">{after ?? text.empty}</ins>;
  if (kind === 'removed') return <del className="word">{before ?? text.empty}</del>;
  if (kind === 'changed') return <WordMarks before={before ?? ''} after={after ?? ''} />;
  return (
    <>
      {text.from} {placeInWords(before ?? '', language)} → {text.to} {placeInWords(after ?? '', language)}
    </>
  );
}
