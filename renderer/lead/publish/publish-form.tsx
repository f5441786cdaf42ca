import {Alert, Button, Group, NumberInput, Select, Stack, Text, Textarea, TextInput, Title} from '@mantine/core';
import {useState} from 'react';
import {v7} from 'uuid';
import {JURISDICTION_LABELS} from '../../../electron/contract/labels.ts';
import type {LintFinding} from '../../../electron/contract/lint.ts';
import type {PackChange} from '../../../electron/contract/methods.ts';
import type {Pack, PackInfo} from '../../../electron/contract/pack.ts';
import type {PublishedRelease} from '../../../electron/contract/repository.ts';
import type {Language} from '../../../electron/contract/values.ts';
import {asCallError, call} from '../../shared/client.ts';
import {ErrorNotice} from '../../shared/error-notice.tsx';
import {useLanguage, useText} from '../../shared/strings.ts';
import {useReply} from '../../shared/use-reply.ts';
import {ChangeList} from '../change-list.tsx';
import {LintPanel} from '../lint-panel.tsx';
import {nameOf} from '../use-packs.ts';
import {publishTexts} from './publish-texts.ts';
import type {RepositoryWork} from './use-repository.ts';

interface Review {
  findings: LintFinding[];
  /** For the names of its parts. */
  pack: Pack;
  before: {version: string; sha256: string; same: boolean} | null;
  /** Null: the published version is not on this desk, or there is none. */
  changes: PackChange[] | null;
}

async function review(info: PackInfo): Promise<Review> {
  const {id, version} = info;
  const [{findings, before}, {pack}] = await Promise.all([
    call('repository.review', {id, version}),
    call('pack.get', {id, version}),
  ]);
  if (before === null || before.same) return {findings, pack, before, changes: null};
  try {
    const {changes} = await call('pack.diff', {from: {id, version: before.version}, to: {id, version}});
    return {findings, pack, before, changes};
  } catch (thrown) {
    if (asCallError(thrown).code === 'not_found') return {findings, pack, before, changes: null};
    throw thrown;
  }
}

interface PublishFormProps {
  packs: readonly PackInfo[];
  /** `id@version`. */
  chosen: string | null;
  onChoose: (name: string | null) => void;
  work: RepositoryWork;
  releases: readonly PublishedRelease[];
  /** Grows whenever the repository changed: what a release would replace may be another thing now. */
  turn: string;
}

/** Choose a version; see what the linter says, what it changes and for whom; then sign. */
export function PublishForm({packs, chosen, onChoose, work, releases, turn}: PublishFormProps) {
  const text = useText(publishTexts);
  const info = packs.find((pack) => nameOf(pack) === chosen) ?? null;
  return (
    <Stack gap="sm">
      <Title order={2}>{text.release}</Title>
      <Select
        label={text.which}
        searchable
        allowDeselect={false}
        // What is being signed is put away once it is; what would be typed about another version must not go with it.
        disabled={work.busy}
        maw={480}
        data={packs.map((pack) => ({value: nameOf(pack), label: `${nameOf(pack)} · ${pack.title}`}))}
        value={chosen}
        onChange={onChoose}
      />
      {info !== null && (
        <Reviewed
          key={`${nameOf(info)} ${info.sha256}`}
          info={info}
          work={work}
          releases={releases}
          turn={turn}
          onPublished={() => onChoose(null)}
        />
      )}
    </Stack>
  );
}

interface ReviewedProps {
  info: PackInfo;
  work: RepositoryWork;
  releases: readonly PublishedRelease[];
  turn: string;
  onPublished: () => void;
}

function Reviewed({info, work: {unlocking, busy, work}, releases, turn, onPublished}: ReviewedProps) {
  const text = useText(publishTexts);
  const language = useLanguage();
  const reviewed = useReply(`review ${info.sha256} ${turn}`, () => review(info));
  const [eventId, setEventId] = useState(() => v7());
  const [reason, setReason] = useState('');
  const [permille, setPermille] = useState<number | string>(1000);
  const [groups, setGroups] = useState('');

  if (reviewed.error !== null) return <ErrorNotice error={reviewed.error} onRetry={reviewed.again} />;
  if (reviewed.value === null) return <Text component="output">{text.reading}</Text>;
  const {findings, pack, before, changes} = reviewed.value;
  const errors = findings.filter(({severity}) => severity === 'error');
  const warnings = findings.filter(({severity}) => severity === 'warning');
  const rival = releases.find(
    ({id, language: spoken, jurisdiction}) =>
      id !== info.id && spoken === info.language && jurisdiction === info.jurisdiction,
  );
  const share = typeof permille === 'number' ? permille : null;
  const named = groupNames(groups);
  const mayPublish = errors.length === 0 && share !== null && (warnings.length === 0 || reason.trim() !== '') && !busy;

  const publish = async () => {
    const done = await work(async () => {
      const {id, version} = info;
      const {kind} = await call('repository.publish', {
        id,
        version,
        eventId,
        permille: share ?? 0,
        ...(named.length > 0 && {groups: named}),
        ...(reason.trim() !== '' && {reason: reason.trim()}),
        ...unlocking,
      });
      setEventId(v7());
      return (words) =>
        kind === 'same' ? words.same(nameOf(info)) : words.published(nameOf(info), readersOf(words, share ?? 0, named));
    });
    // What was published is in the list below; it is not checked once more.
    if (done) onPublished();
  };

  return (
    <>
      <Text size="sm">
        <b>{before === null ? text.replacesNone : before.same ? text.isPublished : text.replaces(before.version)}</b>
        {' · '}
        {text.scope(
          info.language === 'en' ? text.english : text.chinese,
          JURISDICTION_LABELS[info.jurisdiction][language],
        )}
      </Text>
      <Text size="sm">{text.whenThere}</Text>
      {rival !== undefined && (
        <Alert color="orange" role="note">
          {text.rival(rival.id, rival.id < info.id ? rival.id : info.id)}
        </Alert>
      )}
      {findings.length === 0 && <Text size="sm">✓ {text.clean}</Text>}
      {errors.length > 0 && <Alert color="red" role="alert" title={text.errors(errors.length)} />}
      {errors.length === 0 && warnings.length > 0 && (
        <Alert color="orange" role="note" title={text.warnings(warnings.length)} />
      )}
      {findings.length > 0 && <LintPanel findings={findings} document={pack} />}
      {warnings.length > 0 && errors.length === 0 && (
        <Textarea
          label={text.reason}
          required
          maxLength={1000}
          autosize
          maw={640}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <ShareFields permille={permille} onPermille={setPermille} groups={groups} onGroups={setGroups} />
      <div>
        <Button disabled={!mayPublish} loading={busy} onClick={() => void publish()}>
          {text.sign(nameOf(info))}
        </Button>
      </div>
      {before !== null && !before.same && (
        <div className="publish-changes">
          <Title order={3}>{text.changes(before.version)}</Title>
          {changes === null ? (
            <Text size="sm">{text.noDiff(before.version)}</Text>
          ) : (
            <ChangeList changes={changes} language={info.language} />
          )}
        </div>
      )}
    </>
  );
}

/** Who a release is for, in words: a share, and of which groups. */
export function readersOf(words: (typeof publishTexts)[Language], permille: number, groups: readonly string[]): string {
  const share = words.sharePart(permille);
  return groups.length === 0 ? share : words.inGroups(share, groups);
}

/** Names between commas, Chinese ones too. */
export const groupNames = (typed: string): string[] =>
  typed
    .split(/[,，、]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

interface ShareFieldsProps {
  permille: number | string;
  onPermille: (permille: number | string) => void;
  groups: string;
  onGroups: (groups: string) => void;
}

/** Who gets a release: so many of a thousand agents, and only in some groups. */
export function ShareFields({permille, onPermille, groups, onGroups}: ShareFieldsProps) {
  const text = useText(publishTexts);
  return (
    <Group component="fieldset" gap="md" align="flex-start" className="chips" aria-label={text.toWhom}>
      <NumberInput
        data-autofocus
        label={text.share}
        description={text.shareWhy}
        w={280}
        min={0}
        max={1000}
        step={50}
        clampBehavior="strict"
        allowDecimal={false}
        hideControls
        value={permille}
        onChange={onPermille}
      />
      <TextInput
        label={text.groups}
        description={text.groupsWhy}
        w={320}
        value={groups}
        onChange={(event) => onGroups(event.currentTarget.value)}
      />
    </Group>
  );
}
