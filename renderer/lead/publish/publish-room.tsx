import {Alert, PasswordInput, Stack, Tabs, Text, Title} from '@mantine/core';
import {useState} from 'react';
import type {PackInfo} from '../../../electron/contract/pack.ts';
import type {RepositoryState} from '../../../electron/contract/repository.ts';
import {ErrorNotice} from '../../shared/error-notice.tsx';
import {dateTime} from '../../shared/format.ts';
import {useSession} from '../../shared/session.tsx';
import {useLanguage, useText} from '../../shared/strings.ts';
import {words} from '../../shared/words.ts';
import {usePacks} from '../use-packs.ts';
import {Ceremony} from './ceremony.tsx';
import {KeyPanel} from './key-panel.tsx';
import {PublishForm} from './publish-form.tsx';
import {publishTexts} from './publish-texts.ts';
import './publish.css';
import {ReleaseList} from './release-list.tsx';
import {StartForm} from './start-form.tsx';
import {type RepositoryWork, useRepository, useRepositoryWork} from './use-repository.ts';

interface PublishRoomProps {
  /** The version that is about to be published, `id@version`; kept outside, for whoever comes here with one. */
  chosen: string | null;
  onChoose: (name: string | null) => void;
}

/** Where packs are signed and handed out: made once, then published to. */
export function PublishRoom(choice: PublishRoomProps) {
  const text = useText(publishTexts);
  const shared = useText(words);
  const asked = useRepository();
  const packs = usePacks();
  const [passphrase, setPassphrase] = useState('');
  const [ceremony, setCeremony] = useState(false);
  const work = useRepositoryWork(passphrase, asked.again);
  const repository = asked.value?.repository ?? null;
  const language = useLanguage();
  const notes = repository?.protection === 'keychain' ? [] : (asked.value?.notes ?? []);

  return (
    <div className="publish">
      {asked.error !== null && <ErrorNotice error={asked.error} title={text.notRead} onRetry={asked.again} />}
      {asked.error !== null && (
        <details>
          <summary>{text.moved}</summary>
          <StartForm moved onReady={asked.again} />
        </details>
      )}
      {asked.value === null && asked.error === null && <Text component="output">{shared.loading}</Text>}
      {asked.value !== null && repository === null && (
        <>
          <Title order={2}>{text.title}</Title>
          <Notes notes={notes.map((note) => note[language])} />
          <StartForm
            onReady={(made, typed) => {
              setPassphrase(typed);
              setCeremony(made);
              asked.again();
            }}
          />
        </>
      )}
      {repository !== null && (
        <>
          <Told
            repository={repository}
            work={work}
            passphrase={passphrase}
            onPassphrase={setPassphrase}
            ceremony={ceremony}
          />
          <Notes notes={notes.map((note) => note[language])} />
          {ceremony ? (
            <Ceremony repository={repository} work={work} onFinished={() => setCeremony(false)} />
          ) : (
            <Parts
              repository={repository}
              packs={packs.value ?? []}
              work={work}
              onKeys={(typed) => {
                setPassphrase(typed);
                asked.again();
              }}
              {...choice}
            />
          )}
        </>
      )}
    </div>
  );
}

/** What to know of how keys are kept on this computer. */
const Notes = ({notes}: {notes: readonly string[]}) =>
  notes.map((note) => (
    <Text key={note} size="sm" role="note">
      <span aria-hidden="true">⚠ </span>
      {note}
    </Text>
  ));

interface ToldProps {
  repository: RepositoryState;
  work: RepositoryWork;
  passphrase: string;
  onPassphrase: (passphrase: string) => void;
  /** Its steps say themselves what is to be done with the keys. */
  ceremony: boolean;
}

/** As whom and where to, what runs out, and how the last step went. */
function Told({repository, work, passphrase, onPassphrase, ceremony}: ToldProps) {
  const text = useText(publishTexts);
  const language = useLanguage();
  const {session} = useSession();
  const zone = session.profile?.timeZone ?? 'UTC';
  const {publishesAs, team, place, protection, unfinished, roles, offline, keysFolder} = repository;
  return (
    <Stack gap="xs">
      <Text size="sm">
        {publishesAs === null ? text.publishesNot(team, place) : text.publishes(publishesAs, team, place)}
      </Text>
      {roles
        .filter(({state}) => state !== 'fresh')
        .map(({role, expires, state}) => (
          <Alert key={role} color="orange" role="note">
            {(state === 'soon' ? text.runsOut : text.ranOut)(text.roleName(role), dateTime(expires, language, zone))}
          </Alert>
        ))}
      {protection === 'open' && (
        <Text size="sm">
          <span aria-hidden="true">⚠ </span>
          {text.open}
        </Text>
      )}
      {!ceremony && offline.some(({here}) => here) && (
        <Text size="sm">
          <span aria-hidden="true">⚠ </span>
          {text.offlineHere(keysFolder)}
        </Text>
      )}
      {unfinished && (
        <Alert color="orange" role="note">
          {text.unfinished}
        </Alert>
      )}
      {protection === 'passphrase' && (
        <PasswordInput
          maw={320}
          label={text.unlock}
          description={text.unlockWhy}
          autoComplete="off"
          visibilityToggleButtonProps={{'aria-hidden': true, tabIndex: -1}}
          value={passphrase}
          onChange={(event) => onPassphrase(event.currentTarget.value)}
        />
      )}
      <output>
        {work.done !== null && (
          <Alert color="teal" role="note">
            ✓ {work.done}
          </Alert>
        )}
      </output>
      {work.error !== null && <ErrorNotice error={work.error} title={text.failed} onClose={work.clearError} />}
    </Stack>
  );
}

interface PartsProps extends PublishRoomProps {
  repository: RepositoryState;
  packs: readonly PackInfo[];
  work: RepositoryWork;
  /** Other keys were taken, with this passphrase. */
  onKeys: (passphrase: string) => void;
}

function Parts({repository, packs, work, onKeys, ...choice}: PartsProps) {
  const {publishesAs, place, team} = repository;
  const text = useText(publishTexts);
  const turn = repository.releases.map(({id, seq, permille}) => `${id} ${seq} ${permille}`).join(' ');
  return (
    <Tabs defaultValue="publish" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="publish">{text.publish}</Tabs.Tab>
        <Tabs.Tab value="people">{text.people}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="publish" pt="sm">
        <Stack gap="xl">
          {publishesAs === null ? (
            <StartForm known={{place, team}} onReady={(_, typed) => onKeys(typed)} />
          ) : (
            <PublishForm packs={packs} work={work} releases={repository.releases} turn={turn} {...choice} />
          )}
          <ReleaseList repository={repository} work={work} />
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="people" pt="sm">
        <KeyPanel repository={repository} work={work} />
      </Tabs.Panel>
    </Tabs>
  );
}
