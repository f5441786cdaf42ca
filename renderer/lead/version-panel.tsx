import {Alert, Button, Group, Text, Title} from '@mantine/core';
import {useState} from 'react';
import type {Problem} from '../../electron/contract/errors.ts';
import type {LintFinding} from '../../electron/contract/lint.ts';
import type {PackDraftInfo} from '../../electron/contract/pack-draft.ts';
import type {PackFileKind, PackInfo} from '../../electron/contract/pack.ts';
import {bytesOf} from '../shared/base64.ts';
import {asCallError, call, type CallError} from '../shared/client.ts';
import {ErrorNotice, ProblemList} from '../shared/error-notice.tsx';
import {dateTime, wholeNumber} from '../shared/format.ts';
import {saveFile} from '../shared/save-file.ts';
import {useSession} from '../shared/session.tsx';
import {strings, useLanguage, useText} from '../shared/strings.ts';
import {useReply} from '../shared/use-reply.ts';
import {words} from '../shared/words.ts';
import type {EditingTask} from './editor/editor-room.tsx';
import {LintPanel} from './lint-panel.tsx';
import {PackComparison} from './pack-comparison.tsx';
import {PackStanding} from './pack-standing.tsx';
import {isOlder, nameOf} from './use-packs.ts';

const texts = strings({
  about: {'zh-CN': '检查与变化', en: 'Check and changes'},
  isActive: {'zh-CN': '使用中', en: 'Active'},
  isActiveWhy: {
    'zh-CN': '适用地区的账户，下一通电话使用这个版本。',
    en: 'The next call to an account of its jurisdiction uses this version.',
  },
  activate: (version: string) => ({'zh-CN': `启用 ${version}`, en: `Activate ${version}`}),
  goBack: (version: string) => ({'zh-CN': `退回到 ${version}`, en: `Go back to ${version}`}),
  replaces: (version: string) => ({
    'zh-CN': `将取代使用中的 ${version}，从这台电脑的下一通电话起生效；进行中的电话继续用它开始时的版本。`,
    en: `Replaces the active ${version} on this computer from the next call on; a running call keeps the version it began with.`,
  }),
  replacesNone: {
    'zh-CN': '从这台电脑的下一通电话起生效；目前没有使用中的同名话术包。',
    en: 'Takes effect on this computer from the next call on; no pack of this id is active now.',
  },
  deactivate: {'zh-CN': '停用', en: 'Deactivate'},
  export: {'zh-CN': '导出', en: 'Export'},
  passes: {'zh-CN': '检查通过，没有问题。', en: 'Passes the check: no problems.'},
  blocked: (count: number) => ({
    'zh-CN': `有 ${count} 处问题，不能启用`,
    en: `${count} ${count === 1 ? 'problem' : 'problems'}: cannot be activated`,
  }),
  stays: (name: string) => ({'zh-CN': `${name} 继续使用。`, en: `${name} stays active.`}),
  exportAs: (kind: string) => ({
    'zh-CN': `存为 ${kind.toUpperCase()} 表格`,
    en: `Save as a ${kind.toUpperCase()} table`,
  }),
  edit: {'zh-CN': '编辑', en: 'Edit'},
  table: {'zh-CN': '导入异议表格…', en: 'Import a table of objections…'},
  resume: (version: string) => ({'zh-CN': `继续编辑草稿 ${version}`, en: `Continue the draft ${version}`}),
  anew: {'zh-CN': '从这个版本重新开始…', en: 'Begin anew from this version…'},
  reallyAnew: {'zh-CN': '丢弃现有草稿，重新开始', en: 'Throw the draft away and begin anew'},
  failed: {'zh-CN': '没有完成', en: 'This was not done'},
  imported: {'zh-CN': '导入时间', en: 'Imported'},
  size: {'zh-CN': '大小', en: 'Size'},
  bytes: (count: string) => ({'zh-CN': `${count} 字节`, en: `${count} bytes`}),
});

const FILE_TYPES: Record<PackFileKind, string> = {
  json: 'application/json',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

interface Findings {
  problems: Problem[];
  findings: LintFinding[];
  document: object;
}

async function examine(info: PackInfo): Promise<Findings> {
  // The document as it was given: with defaults filled in it would be another one.
  const {text} = await call('pack.export', {id: info.id, version: info.version});
  const {problems, findings} = await call('pack.check', {text, quick: true});
  return {problems, findings, document: JSON.parse(text) as object};
}

interface VersionPanelProps {
  info: PackInfo;
  /** The active version of the same pack id. */
  active: PackInfo | null;
  /** All versions of the same pack id. */
  versions: readonly PackInfo[];
  /** Of all packs, those that calls may use. */
  inUse: readonly PackInfo[];
  onActivate: (pack: PackInfo) => Promise<void>;
  onDeactivate: (pack: PackInfo) => Promise<void>;
  /** The draft of this pack, where there is one. */
  draft: PackDraftInfo | null;
  onEdit: (task: EditingTask) => void;
}

/** The check of one version, what it would change, and what can be done with it. */
export function VersionPanel({
  info,
  active,
  versions,
  inUse,
  onActivate,
  onDeactivate,
  draft,
  onEdit,
}: VersionPanelProps) {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  const {session} = useSession();
  const {value: findings, error: unread} = useReply(info.sha256, () => examine(info));
  const [failure, setError] = useState<CallError | null>(null);
  const [busy, setBusy] = useState(false);
  const error = failure ?? unread;

  const attempt = async (action: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await action();
    } catch (thrown) {
      setError(asCallError(thrown));
    } finally {
      setBusy(false);
    }
  };
  const exportPack = async (as: PackFileKind) => {
    const {text: content, encoding} = await call('pack.export', {id: info.id, version: info.version, as});
    saveFile(`${nameOf(info)}.${as}`, FILE_TYPES[as], [encoding === 'base64' ? bytesOf(content) : content]);
  };
  const blocked = findings === null || findings.problems.length > 0;
  const goesBack = active !== null && isOlder(info, active);

  return (
    <>
      <Title order={2}>{nameOf(info)}</Title>
      <Text size="xs" c="dimmed">
        {text.imported}: {dateTime(info.importedAt, language, session.profile?.timeZone ?? 'UTC')} · {text.size}:{' '}
        {text.bytes(wholeNumber(info.size, language))} ·{' '}
        <Text span ff="monospace" size="xs" title={info.sha256}>
          {info.sha256.slice(0, 12)}
        </Text>
      </Text>
      {error !== null && <ErrorNotice error={error} title={text.failed} onClose={() => setError(null)} />}
      {info.active ? (
        <Text size="sm">
          <b>✓ {text.isActive}.</b> {text.isActiveWhy}
        </Text>
      ) : (
        <Text size="sm">{active === null ? text.replacesNone : text.replaces(active.version)}</Text>
      )}
      <PackStanding info={info} active={active} inUse={inUse} />
      <Group gap="xs">
        {info.active ? (
          <Button variant="default" disabled={busy} onClick={() => void attempt(() => onDeactivate(info))}>
            {text.deactivate}
          </Button>
        ) : (
          <Button disabled={busy || blocked} onClick={() => void attempt(() => onActivate(info))}>
            {goesBack ? text.goBack(info.version) : text.activate(info.version)}
          </Button>
        )}
        <Button variant="default" disabled={busy} onClick={() => void attempt(() => exportPack('json'))}>
          {text.export}
        </Button>
        {(['csv', 'xlsx'] as const).map((as) => (
          <Button
            key={as}
            variant="default"
            disabled={busy}
            aria-label={text.exportAs(as)}
            onClick={() => void attempt(() => exportPack(as))}
          >
            {as.toUpperCase()}
          </Button>
        ))}
      </Group>
      <EditButtons info={info} draft={draft} onEdit={onEdit} />
      {findings === null && error === null && <Text component="output">{shared.loading}</Text>}
      {findings !== null && findings.problems.length === 0 && findings.findings.length === 0 && (
        <Text size="sm">✓ {text.passes}</Text>
      )}
      {findings !== null && findings.problems.length === 0 && findings.findings.length > 0 && (
        <LintPanel findings={findings.findings} document={findings.document} />
      )}
      {findings !== null && findings.problems.length > 0 && (
        <Alert color="red" role="alert" title={text.blocked(findings.problems.length)} className="packs-problems">
          {active !== null && <Text size="sm">{text.stays(nameOf(active))}</Text>}
          <ProblemList problems={findings.problems} />
        </Alert>
      )}
      {findings !== null && (
        <PackComparison key={active?.sha256 ?? ''} info={info} active={active} versions={versions} />
      )}
    </>
  );
}

/** The way into the editor: a draft that is there goes first, and is never thrown away by one click. */
function EditButtons({info, draft, onEdit}: Pick<VersionPanelProps, 'info' | 'draft' | 'onEdit'>) {
  const text = useText(texts);
  const shared = useText(words);
  const [asked, setAsked] = useState(false);
  const {id: packId, version: from} = info;
  if (draft === null) {
    return (
      <Group>
        <Button variant="default" onClick={() => onEdit({packId, from})}>
          {text.edit}
        </Button>
        <Button variant="default" onClick={() => onEdit({packId, from, table: true})}>
          {text.table}
        </Button>
      </Group>
    );
  }
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => onEdit({packId, from: null})}>
        {text.resume(draft.version)}
      </Button>
      <Button variant="default" onClick={() => onEdit({packId, from: null, table: true})}>
        {text.table}
      </Button>
      {asked && (
        <Button variant="default" onClick={() => setAsked(false)}>
          {shared.cancel}
        </Button>
      )}
      <Button
        {...(asked && {color: 'red'})}
        variant={asked ? 'filled' : 'default'}
        onClick={() => (asked ? onEdit({packId, from, replaces: draft.revision}) : setAsked(true))}
      >
        {asked ? text.reallyAnew : text.anew}
      </Button>
    </Group>
  );
}
