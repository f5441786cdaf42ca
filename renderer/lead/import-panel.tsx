import {Alert, Button, Checkbox, Group, Text, Title} from '@mantine/core';
import {useState} from 'react';
import {v7} from 'uuid';
import type {Problem} from '../../electron/contract/errors.ts';
import type {PackCheck} from '../../electron/contract/methods.ts';
import type {PackInfo} from '../../electron/contract/pack.ts';
import {base64Of} from '../shared/base64.ts';
import {asCallError, call, CallError} from '../shared/client.ts';
import {ErrorNotice, ProblemList} from '../shared/error-notice.tsx';
import {readTextFile} from '../shared/save-file.ts';
import {strings, useText} from '../shared/strings.ts';
import {words} from '../shared/words.ts';
import {ChangeList} from './change-list.tsx';
import {LintPanel} from './lint-panel.tsx';
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
  unchecked: (count: number) => ({
    'zh-CN': `话术很多，其中 ${count} 句未检查禁语，请自行审阅。`,
    en: `This is a very large pack: ${count} sentences were not checked for forbidden words. Please read them yourself.`,
  }),
  changes: (active: string) => ({'zh-CN': `与使用中的 ${active} 相比`, en: `Against the active ${active}`}),
  first: {
    'zh-CN': '目前没有使用中的同名话术包，全部内容都是新的。',
    en: 'No pack of this id is active, so all of it is new.',
  },
  activate: {'zh-CN': '导入后立即启用', en: 'Activate right after the import'},
  known: {'zh-CN': '这个版本已经在这台电脑上，内容相同。', en: 'This version is already here, with the same content.'},
  confirm: {'zh-CN': '导入', en: 'Import'},
  failed: {'zh-CN': '没有导入', en: 'Not imported'},
});

/** A file that was chosen, with what the check says about it. */
export interface Candidate {
  /** Made when the file was chosen: a second click is the same import. */
  id: string;
  /** The pack's id, also where the rest of the file could not be read; null when there is none. */
  packId: string | null;
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
  const text = await packTextOf(file);
  if (text === null) {
    throw new CallError({
      code: 'invalid_input',
      message: {
        'zh-CN': '文件不是 UTF-8 文本。请用 UTF-8 编码另存后再导入。',
        en: 'The file is not UTF-8 text. Save it as UTF-8 and import it again.',
      },
    });
  }
  return {id: v7(), packId: packIdOf(text), fileName: file.name, text, check: await call('pack.check', {text})};
}

/** Null for a document that is not UTF-8; a table may be in what its spreadsheet writes. */
async function packTextOf(file: File): Promise<string | null> {
  if (!isTable(file)) return readTextFile(file);
  const bytes = base64Of(new Uint8Array(await file.arrayBuffer()));
  return (await call('pack.readTable', {bytes})).text;
}

const isTable = ({name}: File): boolean => /\.(csv|xlsx)$/i.test(name);

function documentOf(text: string): object | null {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' ? document : null;
  } catch {
    return null;
  }
}

function packIdOf(text: string): string | null {
  const document = documentOf(text);
  if (document === null || !('id' in document)) return null;
  return typeof document.id === 'string' ? document.id : null;
}

/** Versions are immutable: a call records which one it was made with. */
function taken({id, version}: PackInfo): Problem {
  return {
    path: 'version',
    message: {
      'zh-CN': `${id}@${version} 已存在且内容不同。版本不可更改，请提高版本号。`,
      en: `${id}@${version} is already here with other content. Versions are immutable: raise the version.`,
    },
  };
}

interface ImportPanelProps {
  candidate: Candidate;
  active: PackInfo | null;
  /** The version of this name that is here already. */
  known: PackInfo | null;
  onClose: () => void;
  onImported: (pack: PackInfo, activate: boolean) => Promise<void>;
}

/** What a file would bring: all its problems, or all its changes, before anything is taken in. */
export function ImportPanel({candidate, active, known, onClose, onImported}: ImportPanelProps) {
  const text = useText(texts);
  const shared = useText(words);
  const [activate, setActivate] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const {check} = candidate;
  const problems = known !== null && known.sha256 !== check.pack?.sha256 ? [taken(known)] : check.problems;
  const stays = active === null ? text.staysNone : text.stays(nameOf(active));

  const confirm = async () => {
    setBusy(true);
    try {
      await onImported(await call('pack.import', {id: candidate.id, text: candidate.text}), activate);
    } catch (thrown) {
      setError(asCallError(thrown));
      setBusy(false);
    }
  };

  return (
    <>
      <Title order={2}>{text.title(candidate.fileName)}</Title>
      {error !== null && <ErrorNotice error={error} title={text.failed} onClose={() => setError(null)} />}
      {problems.length > 0 ? (
        <Alert color="red" role="alert" title={text.refused(problems.length)} className="packs-problems">
          <Text size="sm">{stays}</Text>
          <ProblemList problems={problems} />
        </Alert>
      ) : (
        <Alert color="teal" title={check.pack === null ? '' : `✓ ${text.fits(nameOf(check.pack))}`}>
          <Text component="output" size="sm">
            {known === null ? stays : text.known}
          </Text>
          {check.unchecked > 0 && <Text size="sm">{text.unchecked(check.unchecked)}</Text>}
        </Alert>
      )}
      <Group gap="xs" justify="space-between">
        {problems.length === 0 && (
          <Checkbox
            label={text.activate}
            checked={activate}
            onChange={(event) => setActivate(event.currentTarget.checked)}
          />
        )}
        <Group gap="xs" ms="auto">
          <Button variant="default" onClick={onClose}>
            {problems.length > 0 ? shared.close : shared.cancel}
          </Button>
          {problems.length === 0 && (
            <Button loading={busy} onClick={() => void confirm()} data-autofocus>
              {text.confirm}
            </Button>
          )}
        </Group>
      </Group>
      {check.findings.length > 0 && problems.length === 0 && (
        <LintPanel findings={check.findings} document={documentOf(candidate.text)} />
      )}
      {check.changes !== null && active !== null && (
        <>
          <Title order={3}>{text.changes(active.version)}</Title>
          <ChangeList changes={check.changes} language={active.language} />
        </>
      )}
      {problems.length === 0 && check.changes === null && <Text size="sm">{text.first}</Text>}
    </>
  );
}
