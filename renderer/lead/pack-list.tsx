import {Badge, FileButton, Button, Stack, Text, Title} from '@mantine/core';
import {Fragment, useMemo} from 'react';
import type {PackInfo} from '../../electron/contract/pack.ts';
import {FilterBox, useFilteredList} from '../shared/filter-box.tsx';
import {strings, useText} from '../shared/strings.ts';
import {nameOf} from './use-packs.ts';

const texts = strings({
  packs: {'zh-CN': '话术包', en: 'Packs'},
  versions: (title: string) => ({'zh-CN': `${title}的版本`, en: `Versions of ${title}`}),
  active: {'zh-CN': '使用中', en: 'Active'},
  import: {'zh-CN': '导入文件…', en: 'Import a file…'},
  empty: {
    'zh-CN': '还没有话术包。导入一个话术包文件（.json），检查通过后即可启用。',
    en: 'No packs yet. Import a pack file (.json); once it passes the check it can be activated.',
  },
  filter: {'zh-CN': '筛选话术包', en: 'Filter packs'},
  size: (count: number) => ({'zh-CN': `${count} 条异议`, en: `${count} objections`}),
});

/** Fewer packs are seen at one glance and need no box. */
const MANY = 8;

type PackGroup = readonly [id: string, versions: readonly PackInfo[]];

const textsOfGroup = ([id, versions]: PackGroup) => [id, ...new Set(versions.map((pack) => pack.title))];

interface PackListProps {
  packs: readonly PackInfo[];
  chosen: PackInfo | null;
  onChoose: (pack: PackInfo) => void;
  onFile: (file: File) => void;
}

/** The packs of this desk by id, each with its versions; the one in use is told by a word. */
export function PackList({packs, chosen, onChoose, onFile}: PackListProps) {
  const text = useText(texts);
  const groups: PackGroup[] = useMemo(() => [...Map.groupBy(packs, (pack) => pack.id)], [packs]);
  const list = useFilteredList(groups, textsOfGroup);
  return (
    <nav aria-label={text.packs}>
      <FileButton
        accept=".json,.csv,.xlsx,application/json"
        onChange={(file) => file !== null && onFile(file)}
        // A second choice of the same, meanwhile corrected file is a choice, too.
        key={groups.length}
      >
        {(props) => (
          <Button {...props} fullWidth>
            {text.import}
          </Button>
        )}
      </FileButton>
      {groups.length === 0 && (
        <Text size="sm" mt="sm">
          {text.empty}
        </Text>
      )}
      {groups.length > MANY && <FilterBox label={text.filter} list={list} />}
      <div className="packs-scroll">
        {list.items.map(([id, versions]) => {
          const title = (versions.find((pack) => pack.active) ?? versions[0])?.title ?? id;
          return (
            <Fragment key={id}>
              <Stack gap={0} mt="md" mb={4}>
                <Title order={2} fz="sm" lang={versions[0]?.language}>
                  {title}
                </Title>
                <Text size="xs" c="dimmed" ff="monospace">
                  {id}
                </Text>
              </Stack>
              <ul className="pack-group" aria-label={text.versions(title)}>
                {versions.map((pack) => (
                  <li key={pack.sha256}>
                    <button
                      type="button"
                      className="pack-version"
                      aria-current={chosen !== null && nameOf(chosen) === nameOf(pack)}
                      onClick={() => onChoose(pack)}
                    >
                      <span className="tabular">{pack.version}</span>
                      {pack.active && (
                        <Badge size="sm" color="teal">
                          ✓ {text.active}
                        </Badge>
                      )}
                      <Text span size="xs" c="dimmed" ms="auto">
                        {text.size(pack.objections)}
                      </Text>
                    </button>
                  </li>
                ))}
              </ul>
            </Fragment>
          );
        })}
      </div>
    </nav>
  );
}
