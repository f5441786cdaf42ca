import {Button, Group, Select, Text, Title} from '@mantine/core';
import {useState} from 'react';
import type {PackInfo} from '../../electron/contract/pack.ts';
import {asCallError, call, type CallError} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {saveFile} from '../shared/save-file.ts';
import {strings, useLanguage, useText} from '../shared/strings.ts';
import {useReply} from '../shared/use-reply.ts';
import {words} from '../shared/words.ts';
import {ChangeList} from './change-list.tsx';

const texts = strings({
  title: {'zh-CN': '变化', en: 'Changes'},
  against: {'zh-CN': '与哪个版本相比', en: 'Against which version'},
  active: (version: string) => ({'zh-CN': `${version}（使用中）`, en: `${version} (active)`}),
  page: {'zh-CN': '导出变化（网页）', en: 'Export the changes (page)'},
  failed: {'zh-CN': '没有完成', en: 'This was not done'},
});

interface PackComparisonProps {
  info: PackInfo;
  /** The active version of the same pack id: what is compared with at first. */
  active: PackInfo | null;
  /** All versions of the same pack id. */
  versions: readonly PackInfo[];
}

const named = ({id, version}: PackInfo) => ({id, version});

/** What a version changes against another one of the same pack, to be read here or taken along as a page. */
export function PackComparison({info, active, versions}: PackComparisonProps) {
  const text = useText(texts);
  const others = versions.filter(({version}) => version !== info.version);
  const [chosen, setChosen] = useState<string | null>(
    active === null || active.version === info.version ? null : active.version,
  );
  const from = others.find(({version}) => version === chosen) ?? null;
  if (others.length === 0) return null;
  return (
    <>
      <Title order={3}>{text.title}</Title>
      <Select
        label={text.against}
        maw={280}
        allowDeselect={false}
        searchable={others.length > 12}
        withScrollArea={false}
        styles={{options: {maxHeight: '14rem', overflowY: 'auto'}}}
        attributes={{options: {tabIndex: -1}}}
        data={others.map(({version}) => ({
          value: version,
          label: version === active?.version ? text.active(version) : version,
        }))}
        value={chosen}
        onChange={setChosen}
      />
      {from !== null && <Comparison key={from.sha256} from={from} to={info} />}
    </>
  );
}

function Comparison({from, to}: {from: PackInfo; to: PackInfo}) {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  const compared = useReply(`${from.sha256} ${to.sha256}`, () => call('pack.diff', {from: named(from), to: named(to)}));
  const [failure, setFailure] = useState<CallError | null>(null);
  const exportPage = async () => {
    setFailure(null);
    try {
      const {html} = await call('pack.diffPage', {from: named(from), to: named(to), language});
      saveFile(`${to.id}_${from.version}_${to.version}.html`, 'text/html', [html]);
    } catch (thrown) {
      setFailure(asCallError(thrown));
    }
  };
  const error = failure ?? compared.error;
  const again = () => {
    setFailure(null);
    compared.again();
  };
  if (error !== null) return <ErrorNotice error={error} title={text.failed} onRetry={again} />;
  if (compared.value === null) return <Text component="output">{shared.loading}</Text>;
  return (
    <>
      <Group>
        <Button variant="default" size="compact-sm" onClick={() => void exportPage()}>
          {text.page}
        </Button>
      </Group>
      <ChangeList changes={compared.value.changes} language={to.language} />
    </>
  );
}
