import {Alert, Button, Checkbox, FileButton, Group, Stack, Text, Textarea} from '@mantine/core';
import {useState} from 'react';
import {v7} from 'uuid';
import type {ReadEnrolment, SyncStatus} from '../../../electron/contract/sync.ts';
import {asCallError, call, type CallError} from '../client.ts';
import {ErrorNotice} from '../error-notice.tsx';
import {readTextFile} from '../save-file.ts';
import {useSession} from '../session.tsx';
import {useText} from '../strings.ts';
import {useNewest} from '../use-newest.ts';
import {words} from '../words.ts';
import {Fingerprint} from './fingerprint.tsx';
import {syncTexts} from './sync-texts.ts';

const LARGEST_FILE = 2_000_000;

/** An enrolment file that was read: nothing is pinned until its fingerprint was compared. */
interface Candidate {
  /** Made when the file was read: a second click is the same enrolment. */
  id: string;
  text: string;
  told: ReadEnrolment;
}

interface EnrolFormProps {
  onEnrolled: (status: SyncStatus) => void;
  onCancel?: (() => void) | undefined;
}

/** Choose or paste the file, compare its fingerprint by voice, and only then enrol. */
export function EnrolForm({onEnrolled, onCancel}: EnrolFormProps) {
  const text = useText(syncTexts);
  const shared = useText(words);
  const [pasted, setPasted] = useState('');
  const [candidate, setCandidate] = useState<Candidate | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [fileError, setFileError] = useState<string | null>(null);

  const newest = useNewest();
  const read = async (content: string) => {
    setError(null);
    setFileError(null);
    const isNewest = newest();
    try {
      const told = await call('sync.readEnrolment', {text: content});
      if (isNewest()) setCandidate({id: v7(), text: content, told});
    } catch (thrown) {
      if (isNewest()) setError(asCallError(thrown));
    }
  };
  const readFile = async (file: File | null) => {
    if (file === null) return;
    if (file.size > LARGEST_FILE) return setFileError(text.tooLarge);
    const content = await readTextFile(file);
    if (content === null) return setFileError(text.noText);
    await read(content);
  };

  if (candidate !== null) {
    return (
      <Compare key={candidate.id} candidate={candidate} onEnrolled={onEnrolled} onBack={() => setCandidate(null)} />
    );
  }
  return (
    <Stack gap="xs">
      {error !== null && <ErrorNotice error={error} title={text.notRead} onClose={() => setError(null)} />}
      {fileError !== null && (
        <Alert color="red" role="alert">
          {fileError}
        </Alert>
      )}
      <div>
        <FileButton accept=".json,application/json" onChange={(file) => void readFile(file)}>
          {(props) => <Button {...props}>{text.choose}</Button>}
        </FileButton>
      </div>
      <Textarea
        label={text.paste}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={LARGEST_FILE}
        spellCheck={false}
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button variant="default" disabled={pasted.trim() === ''} onClick={() => void read(pasted)}>
          {text.read}
        </Button>
        {onCancel !== undefined && (
          <Button variant="default" onClick={onCancel}>
            {shared.cancel}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

interface CompareProps {
  candidate: Candidate;
  onEnrolled: (status: SyncStatus) => void;
  onBack: () => void;
}

function Compare({candidate: {id, text: content, told}, onEnrolled, onBack}: CompareProps) {
  const text = useText(syncTexts);
  const shared = useText(words);
  const {session} = useSession();
  const [compared, setCompared] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const other = told.means === 'other';
  const mayGoOn = !other || session.role === 'lead';

  const enrol = async () => {
    setBusy(true);
    setError(null);
    try {
      onEnrolled(await call('sync.enrol', {id, text: content, ...(other && {replace: true})}));
    } catch (thrown) {
      setError(asCallError(thrown));
      setBusy(false);
    }
  };
  return (
    <Stack gap="sm">
      <dl className="told">
        <dt>{text.team}</dt>
        <dd>{told.team}</dd>
        <dt>{text.place}</dt>
        <dd>{told.from}</dd>
      </dl>
      <Text fw={600} size="sm">
        {text.compare}
      </Text>
      <Fingerprint groups={told.groups} />
      <Text size="sm">{text.compareWhy}</Text>
      {told.means === 'same' && <Text size="sm">{text.same}</Text>}
      {other && (
        <Alert color="orange" role="alert">
          {mayGoOn ? text.other : text.otherLeadOnly}
        </Alert>
      )}
      {mayGoOn && (
        <Checkbox
          label={text.compared}
          checked={compared}
          onChange={(event) => setCompared(event.currentTarget.checked)}
        />
      )}
      {error !== null && <ErrorNotice error={error} title={text.notEnrolled} onClose={() => setError(null)} />}
      <Group gap="xs">
        {mayGoOn && (
          <Button disabled={!compared} loading={busy} onClick={() => void enrol()}>
            {other ? text.replace : text.enrol}
          </Button>
        )}
        <Button variant="default" disabled={busy} onClick={onBack}>
          {shared.back}
        </Button>
      </Group>
    </Stack>
  );
}
