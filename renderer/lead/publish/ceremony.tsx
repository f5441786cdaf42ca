import {Button, Group, List, Stack, Text, TextInput, Title} from '@mantine/core';
import {useState} from 'react';
import type {RepositoryState} from '../../../electron/contract/repository.ts';
import {call} from '../../shared/client.ts';
import {saveFile} from '../../shared/save-file.ts';
import {useText} from '../../shared/strings.ts';
import {Fingerprint} from '../../shared/sync/fingerprint.tsx';
import {CopyLockFields, lockOf, NO_LOCK} from './copy-lock.tsx';
import {publishTexts} from './publish-texts.ts';
import type {RepositoryWork} from './use-repository.ts';

/** A key that lies in two places survives the loss of one. */
const PLACES = 2;

interface CeremonyProps {
  repository: RepositoryState;
  work: RepositoryWork;
  onFinished: () => void;
}

/** After a repository was made: keys into two places, the fingerprint read aloud, the enrolment file handed out. */
export function Ceremony({repository, work, onFinished}: CeremonyProps) {
  const text = useText(publishTexts);
  return (
    <section aria-labelledby="ceremony-title">
      <Title order={2} id="ceremony-title" mb="xs">
        {text.ceremony}
      </Title>
      <List type="ordered" spacing="lg" classNames={{item: 'ceremony-step'}}>
        <List.Item>
          <b>{text.stepBackUp}</b>
          <BackUp repository={repository} work={work} />
        </List.Item>
        <List.Item>
          <b>{text.stepRead}</b>
          <Text size="sm" mb="xs">
            {text.stepReadWhy}
          </Text>
          <Fingerprint groups={repository.groups} />
        </List.Item>
        <List.Item>
          <b>{text.stepFile}</b>
          <EnrolmentFile repository={repository} />
        </List.Item>
      </List>
      <Button mt="md" onClick={onFinished}>
        {text.finished}
      </Button>
    </section>
  );
}

export function EnrolmentFile({repository: {team, enrolment}}: {repository: RepositoryState}) {
  const text = useText(publishTexts);
  return (
    <>
      <Text size="sm" my="xs">
        {text.stepFileWhy}
      </Text>
      <Button variant="default" onClick={() => saveFile(`enrolment-${team}.json`, 'application/json', [enrolment])}>
        {text.saveFile}
      </Button>
    </>
  );
}

interface BackUpProps {
  repository: RepositoryState;
  work: RepositoryWork;
}

/** Copies the offline keys to folders that the lead names, and counts the places. */
export function BackUp({repository, work: {unlocking, busy, work}}: BackUpProps) {
  const text = useText(publishTexts);
  const [to, setTo] = useState('');
  const [places, setPlaces] = useState<readonly string[]>([]);
  const [lock, setLock] = useState(NO_LOCK);
  const locked = lockOf(repository, lock, unlocking);
  const backUp = async () => {
    const done = await work(async () => {
      const {files} = await call('repository.backUpKeys', {to: to.trim(), ...locked});
      return (words) => words.backedUp(files.length, to.trim());
    });
    if (!done) return;
    setPlaces((known) => [...new Set([...known, to.trim()])]);
    setTo((typed) => (typed === to ? '' : typed));
  };
  return (
    <Stack gap="xs">
      <Text size="sm">{text.stepBackUpWhy}</Text>
      {repository.protection === 'keychain' && (
        <>
          <Text size="sm">{text.copyLockWhy}</Text>
          <CopyLockFields lock={lock} onLock={setLock} />
        </>
      )}
      <Group gap="xs" align="flex-end">
        <TextInput
          w={360}
          label={text.backUpTo}
          spellCheck={false}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button variant="default" disabled={busy || to.trim() === '' || locked === null} onClick={() => void backUp()}>
          {text.backUp}
        </Button>
        <Text size="sm" component="output">
          {text.placesLeft(Math.max(0, PLACES - places.length))}
        </Text>
      </Group>
    </Stack>
  );
}
