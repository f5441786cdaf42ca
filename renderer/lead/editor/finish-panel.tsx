import {Alert, Button, Group, Text, TextInput, Title} from '@mantine/core';
import compareVersions from 'semver/functions/compare.js';
import increment from 'semver/functions/inc.js';
import {useState} from 'react';
import {v7} from 'uuid';
import type {LintFinding} from '../../../electron/contract/lint.ts';
import {Version, type PackInfo} from '../../../electron/contract/pack.ts';
import {nextVersion} from '../../../electron/domain/draft-parts.ts';
import {asCallError, call, CallError} from '../../shared/client.ts';
import {ErrorNotice, ProblemList} from '../../shared/error-notice.tsx';
import {strings, useText} from '../../shared/strings.ts';
import {useFirstFocus} from '../../shared/use-first-focus.ts';
import {useReply} from '../../shared/use-reply.ts';
import {ChangeList} from '../change-list.tsx';
import {LintPanel} from '../lint-panel.tsx';
import {nameOf} from '../use-packs.ts';
import type {DraftSession} from './draft-session.ts';
import {useDraftState} from './draft-context.tsx';

const texts = strings({
  title: {'zh-CN': '完成草稿', en: 'Finish the draft'},
  version: {'zh-CN': '版本号', en: 'Version'},
  patch: (version: string) => ({'zh-CN': `修订 ${version}`, en: `Patch ${version}`}),
  minor: (version: string) => ({'zh-CN': `新内容 ${version}`, en: `Minor ${version}`}),
  major: (version: string) => ({'zh-CN': `大改 ${version}`, en: `Major ${version}`}),
  proposals: {'zh-CN': '建议的版本号', en: 'Proposed versions'},
  noVersion: {'zh-CN': '应为版本号，如 1.0.1', en: 'must be a version such as 1.0.1'},
  taken: {'zh-CN': '这个版本已经有了，版本不可更改', en: 'this version is here already, and versions are immutable'},
  older: (version: string) => ({
    'zh-CN': `比使用中的 ${version} 低，提供给坐席时会显示为退回`,
    en: `lower than the active ${version}: it will read as a step back`,
  }),
  checking: {'zh-CN': '正在检查全部内容…', en: 'Checking all of it…'},
  passes: {'zh-CN': '检查通过，没有问题。', en: 'Passes the check: no problems.'},
  wellFormed: {'zh-CN': '格式正确，可以保存为版本。', en: 'The form is right: it can be kept as a version.'},
  refused: (count: number) => ({
    'zh-CN': `还有 ${count} 处问题，不能保存为版本；在下面点一处就回到那里`,
    en: `${count} ${count === 1 ? 'problem' : 'problems'} left: it cannot be kept as a version. Choose one below to go there.`,
  }),
  changes: (version: string) => ({'zh-CN': `与使用中的 ${version} 相比`, en: `Against the active ${version}`}),
  first: {
    'zh-CN': '目前没有使用中的同名话术包，全部内容都是新的。',
    en: 'No pack of this id is active, so all of it is new.',
  },
  keep: (version: string) => ({'zh-CN': `保存为版本 ${version}`, en: `Keep as version ${version}`}),
  keepAndPublish: {'zh-CN': '保存并去发布…', en: 'Keep and go on to publish…'},
  after: {
    'zh-CN': '保存后坐席还看不到：发布给团队，或在这台电脑启用之后才会用到。',
    en: 'Agents do not see it yet: they do once it is published to the team, or activated on this computer.',
  },
  back: {'zh-CN': '继续编辑', en: 'Go on editing'},
  failed: {'zh-CN': '没有完成', en: 'This was not done'},
});

const editedMeanwhile = () =>
  new CallError({
    code: 'conflict',
    message: {
      'zh-CN': '这份草稿刚在别的窗口改过，改动已并到这里。请再看一遍检查结果，然后完成。',
      en: 'The draft was just edited in another window, and those edits are here now. Look at the check once more, then finish.',
    },
  });

const PROPOSALS = ['patch', 'minor', 'major'] as const;

interface FinishPanelProps {
  session: DraftSession;
  packs: readonly PackInfo[];
  active: PackInfo | null;
  onBack: () => void;
  /** Back to what a finding is about. */
  onJump: (finding: LintFinding) => void;
  /** `publish`: whoever finished wants to publish it now. */
  onFinished: (pack: PackInfo, publish: boolean) => void;
}

/** The end of a draft: its version, what is still wrong, what it changes, and then it is a version like any other. */
export function FinishPanel({session, packs, active, onBack, onJump, onFinished}: FinishPanelProps) {
  const text = useText(texts);
  const {document} = useDraftState(session);
  const [version, setVersion] = useState(document.version);
  const [id] = useState(() => v7());
  const box = useFirstFocus<HTMLElement>();
  const [busy, setBusy] = useState<'keep' | 'publish' | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const taken = packs.filter((pack) => pack.id === document.id).map((pack) => pack.version);
  // The first version of a pack has none before it.
  const proposals = taken.length === 0 ? [] : PROPOSALS;
  const wellFormed = Version.safeParse(version).success;
  const fault = wellFormed ? (taken.includes(version) ? text.taken : null) : text.noVersion;
  // The version says nothing about the content: what is checked and compared is the same under any of them.
  const checkedAs = taken.includes(document.version) ? nextVersion(document.version, taken) : document.version;
  const body = JSON.stringify({...document, version: Version.safeParse(checkedAs).success ? checkedAs : '1.0.0'});
  const checked = useReply(body, () => call('pack.check', {text: body}));
  const problems = checked.value?.problems ?? [];
  const findings = checked.value?.findings ?? [];
  const stops = findings.some(({severity}) => severity === 'error');
  const unready = fault !== null || checked.value === null || problems.length > 0 || busy !== null;
  const base = active?.version ?? (Version.safeParse(document.version).success ? document.version : '1.0.0');

  const finish = async (then: 'keep' | 'publish') => {
    setBusy(then);
    setError(null);
    try {
      await session.flush();
      // What another window brought with this very save was not checked, and nobody here has seen it.
      if (session.now().document !== document) throw editedMeanwhile();
      const pack = await call('pack.import', {id, text: JSON.stringify({...document, version})});
      // A draft that was edited elsewhere at this moment stays, and what was imported is a version all the same.
      await session.finished(document).catch(() => undefined);
      onFinished(pack, then === 'publish');
    } catch (thrown) {
      setError(asCallError(thrown));
      setBusy(null);
    }
  };

  return (
    <section ref={box} className="finish" aria-label={text.title}>
      <Title order={2}>{text.title}</Title>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={text.version}
          value={version}
          error={fault}
          data-autofocus
          onChange={(event) => setVersion(event.currentTarget.value.trim())}
        />
        <Group component="fieldset" gap={4} className="chips" aria-label={text.proposals}>
          {proposals.map((kind) => {
            const proposed = kind === 'patch' ? nextVersion(base, taken) : (increment(base, kind) ?? base);
            return (
              <Button
                key={kind}
                size="compact-sm"
                variant={version === proposed ? 'filled' : 'default'}
                aria-pressed={version === proposed}
                onClick={() => setVersion(proposed)}
              >
                {text[kind](proposed)}
              </Button>
            );
          })}
        </Group>
      </Group>
      {fault === null && active !== null && compareVersions(version, active.version) < 0 && (
        <Text size="sm">⚠ {text.older(active.version)}</Text>
      )}
      {error !== null && <ErrorNotice error={error} title={text.failed} onClose={() => setError(null)} />}
      {checked.error !== null && <ErrorNotice error={checked.error} title={text.failed} onRetry={checked.again} />}
      {checked.value === null && checked.error === null && <Text component="output">{text.checking}</Text>}
      {checked.value !== null && problems.length === 0 && (
        <Text size="sm">✓ {findings.length === 0 ? text.passes : text.wellFormed}</Text>
      )}
      {problems.length > 0 && (
        <Alert color="red" role="alert" title={text.refused(problems.length)}>
          {findings.length === 0 && <ProblemList problems={problems} />}
        </Alert>
      )}
      <Group gap="xs">
        <Button loading={busy === 'keep'} disabled={unready} onClick={() => void finish('keep')}>
          {text.keep(version)}
        </Button>
        <Button
          variant="default"
          loading={busy === 'publish'}
          disabled={unready || stops}
          onClick={() => void finish('publish')}
        >
          {text.keepAndPublish}
        </Button>
        <Button variant="default" onClick={onBack}>
          {text.back}
        </Button>
        <Text size="sm" c="dimmed">
          {text.after}
        </Text>
      </Group>
      {findings.length > 0 && <LintPanel findings={findings} document={document} onJump={onJump} />}
      {checked.value?.changes && active !== null && (
        <>
          <Title order={3}>{text.changes(nameOf(active))}</Title>
          <ChangeList changes={checked.value.changes} language={document.language} />
        </>
      )}
      {checked.value !== null && checked.value.changes === null && problems.length === 0 && (
        <Text size="sm">{text.first}</Text>
      )}
    </section>
  );
}
