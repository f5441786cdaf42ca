import {Alert, Button, Checkbox, Group, Text, Title} from '@mantine/core';
import {useState} from 'react';
import {v7} from 'uuid';
import type {PackCheck} from '../../electron/contract/methods.ts';
import type {PackInfo} from '../../electron/contract/pack.ts';
import {asCallError, call, CallError} from '../shared/client.ts';
import {ErrorNotice, ProblemList} from '../shared/error-notice.tsx';
import {readTextFile} from '../shared/save-file.ts';
import {strings, useText} from '../shared/strings.ts';
import {words} from '../shared/words.ts';
import {ChangeList} from './change-list.tsx';
import {nameOf} from './use-packs.ts';

const LARGEST_FILE = 20_000_000;

const texts = strings({
  title: (file: string) => ({'zh-CN': `导入 ${file}`, en: `Import ${file}`}),
  refused: (count: number) => ({
    'zh-CN': `未导入：这个文件有 ${count} 处问题`,
    en: `Not imported: this file has ${count} ${count === 1 ? 'problem' : 'problems'}`,
  }),
  stays: (active: string) => ({
    'zh-CN': `使用中的版本 ${active} 没有变化，坐席不受影响。`,
    en: `The active version ${active} is unchanged; agents are not affected.`,
  }),
  staysNone: {'zh-CN': '这台电脑上的话术没有变化。', en: 'The scripts on this computer are unchanged.'},
  fits: (name: string) => ({'zh-CN': `检查通过：${name}`, en: `Passes the check: ${name}`}),
  changes: (active: string) => ({'zh-CN': `与使用中的 ${active} 相比`, en: `Against the active ${active}`}),
  first: {
    'zh-CN': '目前没有使用中的同名话术包，全部内容都是新的。',
    en: 'No pack of this id is active, so all of it is new.',
  },
  activate: {'zh-CN': '导入后立即启用', en: 'Activate right after the import'},
  confirm: {'zh-CN': '导入', en: 'Import'},
  failed: {'zh-CN': '没有导入', en: 'Not imported'},
});

/** A file that was chosen, with what the check says about it. */
export interface Candidate {
  fileName: string;
  text: string;
  check: PackCheck;
}

/** Reads and checks a file. Throws `CallError` when it cannot be read at all. */
export async function checkFile(file: File): Promise<Candidate> {
  if (file.size > LARGEST_FILE) {
    throw new CallError({
      code: 'invalid_input',
      message: {'zh-CN': '文件超过 20 MB，不是话术包。', en: 'The file is larger than 20 MB: this is no script pack.'},
    });
  }
  const text = await readTextFile(file);
  if (text === null) {
    throw new CallError({
      code: 'invalid_input',
      message: {
        'zh-CN': '文件不是 UTF-8 文本。请用 UTF-8 编码另存后再导入。',
        en: 'The file is not UTF-8 text. Save it as UTF-8 and import it again.',
      },
    });
  }
  return {fileName: file.name, text, check: await call('pack.check', {text})};
}

interface ImportPanelProps {
  candidate: Candidate;
  active: PackInfo | null;
  onClose: () => void;
  onImported: (pack: PackInfo, activate: boolean) => Promise<void>;
}

/** What a file would bring: all its problems, or all its changes, before anything is taken in. */
export function ImportPanel({candidate, active, onClose, onImported}: ImportPanelProps) {
  const text = useText(texts);
  const shared = useText(words);
  const [activate, setActivate] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  // One id for this candidate: a second click is the same import.
  const [id] = useState(() => v7());
  const {check} = candidate;
  const stays = active === null ? text.staysNone : text.stays(nameOf(active));

  const confirm = async () => {
    setBusy(true);
    try {
      await onImported(await call('pack.import', {id, text: candidate.text}), activate);
    } catch (thrown) {
      setError(asCallError(thrown));
      setBusy(false);
    }
  };

  return (
    <>
      <Title order={2}>{text.title(candidate.fileName)}</Title>
      {error !== null && <ErrorNotice error={error} title={text.failed} onClose={() => setError(null)} />}
      {check.problems.length > 0 ? (
        <Alert color="red" role="alert" title={text.refused(check.problems.length)} className="packs-problems">
          <Text size="sm">{stays}</Text>
          <ProblemList problems={check.problems} />
        </Alert>
      ) : (
        <Alert color="teal" title={check.pack === null ? '' : `✓ ${text.fits(nameOf(check.pack))}`}>
          <Text component="output" size="sm">
            {stays}
          </Text>
        </Alert>
      )}
      <Group gap="xs" justify="space-between">
        {check.problems.length === 0 && (
          <Checkbox
            label={text.activate}
            checked={activate}
            onChange={(event) => setActivate(event.currentTarget.checked)}
          />
        )}
        <Group gap="xs" ms="auto">
          <Button variant="default" onClick={onClose}>
            {check.problems.length > 0 ? shared.close : shared.cancel}
          </Button>
          {check.problems.length === 0 && (
            <Button loading={busy} onClick={() => void confirm()} data-autofocus>
              {text.confirm}
            </Button>
          )}
        </Group>
      </Group>
      {check.changes !== null && active !== null && (
        <>
          <Title order={3}>{text.changes(active.version)}</Title>
          <ChangeList changes={check.changes} />
        </>
      )}
      {check.problems.length === 0 && check.changes === null && <Text size="sm">{text.first}</Text>}
    </>
  );
}
