import {Badge, FileButton, Button, Stack, Text, Title} from '@mantine/core';
import {Fragment, useMemo} from 'react';
import type {PackInfo} from '../../electron/contract/pack.ts';
import type {PackDraftInfo} from '../../electron/contract/pack-draft.ts';
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
  fresh: {'zh-CN': '新建话术包…', en: 'A new pack…'},
  drafts: {'zh-CN': '还没有版本的草稿', en: 'Drafts without a version yet'},
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
  /** The id of the pack whose draft is shown. */
  chosenDraft: string | null;
  onChoose: (pack: PackInfo) => void;
  onFile: (file: File) => void;
  /** Of packs that have no version yet. */
  drafts: readonly PackDraftInfo[];
  onDraft: (draft: PackDraftInfo) => void;
  /** Begins a pack of its own; null while there is none to begin after. */
  onNew: (() => void) | null;
}

/** The packs of this desk by id, each with its versions; the one in use is told by a word. */
export function PackList({packs, chosen, chosenDraft, onChoose, onFile, drafts, onDraft, onNew}: PackListProps) {
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
      {onNew !== null && (
        <Button fullWidth variant="default" onClick={onNew}>
          {text.fresh}
        </Button>
      )}
      {groups.length === 0 && (
        <Text size="sm" mt="sm">
          {text.empty}
        </Text>
      )}
      {groups.length > MANY && <FilterBox label={text.filter} list={list} />}
      <div className="packs-scroll">
        {drafts.length > 0 && (
          <>
            <Title order={2} fz="sm" mt="md" mb={4}>
              {text.drafts}
            </Title>
            <ul className="pack-group" aria-label={text.drafts}>
              {drafts.map((draft) => (
                <li key={draft.packId}>
                  <button
                    type="button"
                    className="pack-version"
                    aria-current={draft.packId === chosenDraft}
                    onClick={() => onDraft(draft)}
                  >
                    <span lang={draft.language}>{draft.title}</span>
                    <Text span size="xs" c="dimmed" ff="monospace" ms="auto">
                      {draft.packId}
                    </Text>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
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
