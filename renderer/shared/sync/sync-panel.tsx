import {Alert, Button, Group, List, Stack, Text, TextInput, Title} from '@mantine/core';
import {useState} from 'react';
import {v7} from 'uuid';
import {JURISDICTION_LABELS, LANGUAGE_LABELS} from '../../../electron/contract/labels.ts';
import type {SyncChange, SyncOutcome, SyncProgress, SyncStatus} from '../../../electron/contract/sync.ts';
import {LANGUAGES} from '../../../electron/contract/values.ts';
import {asCallError, call, type CallError} from '../client.ts';
import {ErrorNotice, ProblemList} from '../error-notice.tsx';
import {dateTime, wholeNumber} from '../format.ts';
import {useSession} from '../session.tsx';
import {useLanguage, useText} from '../strings.ts';
import {words} from '../words.ts';
import {EnrolForm} from './enrol-form.tsx';
import {Fingerprint} from './fingerprint.tsx';
import {syncTexts} from './sync-texts.ts';
import {useSync} from './use-sync.ts';

/** Where this desk gets its packs from: enrol it, see how the last sync went, sync now. */
export function SyncPanel() {
  const text = useText(syncTexts);
  const shared = useText(words);
  const {status, error: unread, progress, again, take} = useSync();
  const [enrolling, setEnrolling] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<SyncOutcome | null>(null);
  const [error, setError] = useState<CallError | null>(null);

  const sync = async (from?: string) => {
    setBusy(true);
    setError(null);
    setOutcome(null);
    try {
      setOutcome(await call('sync.now', from === undefined ? {} : {from}));
    } catch (thrown) {
      setError(asCallError(thrown));
    } finally {
      setBusy(false);
    }
  };
  const change = async (work: () => Promise<SyncStatus>) => {
    setError(null);
    try {
      take(await work());
      return true;
    } catch (thrown) {
      setError(asCallError(thrown));
      return false;
    }
  };

  if (status === null) {
    return unread === null ? (
      <Text component="output">{shared.loading}</Text>
    ) : (
      <ErrorNotice error={unread} onRetry={again} />
    );
  }
  const form = (onCancel?: () => void) => (
    <EnrolForm
      onCancel={onCancel}
      onEnrolled={(fresh) => {
        take(fresh);
        setEnrolling(false);
        void sync();
      }}
    />
  );
  if (status.enrolment === null) {
    return (
      <Stack gap="sm">
        <Text size="sm">{text.none}</Text>
        <Title order={3}>{text.enrolTitle}</Title>
        {form()}
      </Stack>
    );
  }
  const running = busy || status.running;
  return (
    <Stack gap="sm">
      <StatusList status={status} />
      <Group gap="xs">
        <Button loading={busy} disabled={running} onClick={() => void sync()}>
          {text.now}
        </Button>
        <Text size="sm" c="dimmed">
          {text.automatic}
        </Text>
      </Group>
      <output>{running && <ProgressLine progress={progress} />}</output>
      {error !== null && (
        <ErrorNotice
          error={error}
          title={error.code === 'untrusted' || error.code === 'unavailable' ? text.notSynced : text.failed}
          onClose={() => setError(null)}
        />
      )}
      {outcome !== null && <Outcome outcome={outcome} />}
      {error === null && outcome === null && !running && status.failure !== null && <Failure status={status} />}
      {status.refused.map((release) => (
        <Alert
          key={`${release.id} ${release.sha256}`}
          color="orange"
          title={text.refused(`${release.id}@${release.version}`)}
        >
          <Sentence of={release.message} />
          {release.problems.length > 0 && <ProblemList problems={release.problems.slice(0, 5)} />}
        </Alert>
      ))}
      {enrolling ? (
        <section aria-label={text.enrolTitle}>
          <Title order={3} mb="xs">
            {text.enrolTitle}
          </Title>
          {form(() => setEnrolling(false))}
        </section>
      ) : (
        <More status={status} busy={running} onSync={sync} onChange={change} onEnrol={() => setEnrolling(true)} />
      )}
    </Stack>
  );
}

function Sentence({of}: {of: {'zh-CN': string; en: string}}) {
  return <Text size="sm">{of[useLanguage()]}</Text>;
}

function StatusList({status}: {status: SyncStatus}) {
  const text = useText(syncTexts);
  const language = useLanguage();
  const {session} = useSession();
  const zone = session.profile?.timeZone ?? 'UTC';
  const at = (instant: string) => dateTime(instant, language, zone);
  const {enrolment, active, meant, syncedAt, triedAt, ageDays, expiresAt, expired} = status;
  const {profile} = session;
  const replaced = meant.filter(({id, sha256}) => !active.some((pack) => pack.id === id && pack.sha256 === sha256));
  return (
    <>
      {expired && expiresAt !== null && (
        <Alert color="orange" role="alert">
          {text.expired(at(expiresAt))}
        </Alert>
      )}
      <dl className="told" aria-label={text.status}>
        <dt>{text.team}</dt>
        <dd>{enrolment?.team}</dd>
        <dt>{text.place}</dt>
        <dd>{enrolment?.from}</dd>
        <dt>{text.lastSync}</dt>
        <dd>{syncedAt === null ? text.never : at(syncedAt)}</dd>
        {triedAt !== null && triedAt !== syncedAt && (
          <>
            <dt>{text.lastTry}</dt>
            <dd>{at(triedAt)}</dd>
          </>
        )}
        {ageDays !== null && (
          <>
            <dt>{text.age}</dt>
            <dd>
              {text.days(ageDays)}
              {expiresAt !== null && !expired && text.holds(at(expiresAt))}
            </dd>
          </>
        )}
        <dt>{text.packs}</dt>
        <dd>
          {active.length === 0
            ? text.noPacks
            : active.map(({id, version}) => `${id}@${version}`).join(language === 'en' ? ', ' : '、')}
          {replaced.map(({id, version}) => (
            <Text key={id} size="sm">
              <span aria-hidden="true">⚠ </span>
              {text.replacedHere(`${id}@${version}`)}
            </Text>
          ))}
        </dd>
      </dl>
      <Text size="sm" c="dimmed">
        {profile === null
          ? text.allPacks
          : text.whichPacks(
              (profile.languages ?? LANGUAGES).map((each) => LANGUAGE_LABELS[each][language]),
              JURISDICTION_LABELS[profile.jurisdiction][language],
            )}
      </Text>
    </>
  );
}

function ProgressLine({progress}: {progress: SyncProgress | null}) {
  const text = useText(syncTexts);
  const language = useLanguage();
  const step =
    progress === null ? text.running : {trust: text.trust, packs: text.download, checks: text.checks}[progress.step];
  const done = progress === null || progress.done === 0 ? '' : ` · ${text.bytes(wholeNumber(progress.done, language))}`;
  return (
    <>
      <progress
        aria-label={text.steps}
        style={{width: '100%', accentColor: 'var(--mantine-primary-color-filled)'}}
        {...(progress !== null && progress.total !== null && {max: progress.total, value: progress.done})}
      />
      <Text size="sm" className="tabular">
        {step}
        {done}
      </Text>
    </>
  );
}

function Outcome({outcome: {changed, warnings}}: {outcome: SyncOutcome}) {
  const text = useText(syncTexts);
  const inWords = ({id, from, to}: SyncChange) => {
    if (to === null) return text.went(id, from ?? '');
    return from === null ? text.came(id, to) : text.changed(id, from, to);
  };
  return (
    <Alert color="teal" role="status">
      {changed.length === 0 ? (
        <Text size="sm">✓ {text.upToDate}</Text>
      ) : (
        <>
          <List size="sm">
            {changed.map((change) => (
              <List.Item key={change.id}>✓ {inWords(change)}</List.Item>
            ))}
          </List>
          <Text size="sm">{text.nextCall}</Text>
        </>
      )}
      {warnings.length > 0 && <Text size="sm">{text.warnings(warnings.length)}</Text>}
    </Alert>
  );
}

function Failure({status: {failure}}: {status: SyncStatus}) {
  const text = useText(syncTexts);
  if (failure === null) return null;
  return (
    <Alert color={failure.code === 'unavailable' ? 'orange' : 'red'} title={text.notSynced}>
      <Sentence of={failure.message} />
    </Alert>
  );
}

interface MoreProps {
  status: SyncStatus;
  busy: boolean;
  onSync: (from: string) => Promise<void>;
  /** False when it was refused. */
  onChange: (work: () => Promise<SyncStatus>) => Promise<boolean>;
  onEnrol: () => void;
}

/** What is seldom needed: a copy on a stick, another place, another repository. */
function More({status, busy, onSync, onChange, onEnrol}: MoreProps) {
  const text = useText(syncTexts);
  const shared = useText(words);
  const {session} = useSession();
  const [copy, setCopy] = useState('');
  const [place, setPlace] = useState('');
  const [leaving, setLeaving] = useState(false);
  const groups = status.enrolment?.rootFingerprint.match(/.{4}/g) ?? [];
  const move = async () => {
    const moved = await onChange(() => call('sync.move', {id: v7(), from: place}));
    // What was refused, and what was typed since, stays.
    if (moved) setPlace((typed) => (typed === place ? '' : typed));
  };
  return (
    <details>
      <summary>{text.more}</summary>
      <Stack gap="sm" mt="xs">
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            style={{flex: 1}}
            label={text.copy}
            description={text.copyWhy}
            placeholder={text.folderOrUrl}
            spellCheck={false}
            value={copy}
            onChange={(event) => setCopy(event.currentTarget.value)}
          />
          <Button variant="default" disabled={busy || copy.trim() === ''} onClick={() => void onSync(copy)}>
            {text.fromCopy}
          </Button>
        </Group>
        {session.role !== 'qa' && (
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              style={{flex: 1}}
              label={text.move}
              description={text.moveWhy}
              placeholder={status.enrolment?.from ?? ''}
              spellCheck={false}
              value={place}
              onChange={(event) => setPlace(event.currentTarget.value)}
            />
            <Button variant="default" disabled={busy || place.trim() === ''} onClick={() => void move()}>
              {text.moveTo}
            </Button>
          </Group>
        )}
        <div>
          <Text size="sm" fw={600} mb={4}>
            {text.fingerprint}
          </Text>
          <Fingerprint groups={groups} />
        </div>
        <Group gap="xs">
          <Button variant="default" disabled={busy} onClick={onEnrol}>
            {text.enrolAgain}
          </Button>
          {session.role === 'lead' && !leaving && (
            <Button variant="default" disabled={busy} onClick={() => setLeaving(true)}>
              {text.leave}
            </Button>
          )}
        </Group>
        {leaving && (
          <Alert color="orange">
            <Text size="sm">{text.leaveWhy}</Text>
            <Group gap="xs" mt="xs">
              <Button color="red" onClick={() => void onChange(() => call('sync.leave', {id: v7()}))}>
                {text.leaveReally}
              </Button>
              <Button variant="default" onClick={() => setLeaving(false)}>
                {shared.cancel}
              </Button>
            </Group>
          </Alert>
        )}
      </Stack>
    </details>
  );
}
