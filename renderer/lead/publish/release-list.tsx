import {Alert, Badge, Button, Group, Stack, Table, Text, TextInput, Title} from '@mantine/core';
import {useState} from 'react';
import {v7} from 'uuid';
import type {PublishedRelease, RepositoryState} from '../../../electron/contract/repository.ts';
import {call} from '../../shared/client.ts';
import {dateTime} from '../../shared/format.ts';
import {useSession} from '../../shared/session.tsx';
import {useLanguage, useText} from '../../shared/strings.ts';
import {useFirstFocus} from '../../shared/use-first-focus.ts';
import {words} from '../../shared/words.ts';
import {nameOf} from '../use-packs.ts';
import {groupNames, readersOf, ShareFields} from './publish-form.tsx';
import {publishTexts} from './publish-texts.ts';
import {afterIt} from './release-words.ts';
import type {RepositoryWork} from './use-repository.ts';

interface ReleaseListProps {
  repository: RepositoryState;
  work: RepositoryWork;
}

/** What is published, to whom, and the one step that takes it back. */
export function ReleaseList({repository: {releases, gone, publishesAs}, work}: ReleaseListProps) {
  const text = useText(publishTexts);
  const language = useLanguage();
  const {session} = useSession();
  const [asked, setAsked] = useState<{what: 'share' | 'withdraw'; name: string} | null>(null);
  // Who went on to another release while this one was being changed keeps what is typed there.
  const close = () => setAsked((open) => (open === asked ? null : open));
  const zone = session.profile?.timeZone ?? 'UTC';
  const chosen = releases.find((release) => nameOf(release) === asked?.name) ?? null;
  const withdrawn = gone.filter(({withdrawnAt}) => withdrawnAt !== null);
  return (
    <section aria-labelledby="releases-title">
      <Title order={2} id="releases-title">
        {text.releases}
      </Title>
      {releases.length === 0 && <Text size="sm">{text.noReleases}</Text>}
      {releases.length > 0 && (
        <Table aria-label={text.releases}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{text.pack}</Table.Th>
              <Table.Th>{text.toWhom}</Table.Th>
              <Table.Th>{text.when}</Table.Th>
              {publishesAs !== null && <Table.Th>{text.actions}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {releases.map((release) => (
              <Table.Tr key={`${nameOf(release)} ${release.seq}`}>
                <Table.Td>
                  {nameOf(release)}
                  {release.reason !== null && (
                    <Text size="xs" c="dimmed">
                      {text.withReason(release.warnings, release.reason)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>{readersOf(text, release.permille, release.groups ?? [])}</Table.Td>
                <Table.Td>
                  {release.publishedAt !== null && dateTime(release.publishedAt, language, zone)}
                  {release.publishedBy !== null && ` · ${release.publishedBy}`}
                </Table.Td>
                {publishesAs !== null && (
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      <Button
                        variant="default"
                        size="compact-xs"
                        aria-label={`${text.widen} ${nameOf(release)}`}
                        onClick={() => setAsked({what: 'share', name: nameOf(release)})}
                      >
                        {text.widen}
                      </Button>
                      <Button
                        variant="default"
                        size="compact-xs"
                        aria-label={`${text.withdraw} ${nameOf(release)}`}
                        onClick={() => setAsked({what: 'withdraw', name: nameOf(release)})}
                      >
                        {text.withdraw}
                      </Button>
                    </Group>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {chosen !== null && asked?.what === 'share' && (
        <ShareForm key={asked.name} release={chosen} work={work} onClose={close} />
      )}
      {chosen !== null && asked?.what === 'withdraw' && (
        <WithdrawForm key={asked.name} release={chosen} releases={releases} work={work} onClose={close} />
      )}
      {withdrawn.map((release) => (
        <Text key={`${nameOf(release)} ${release.withdrawnAt}`} size="sm" c="dimmed">
          <Badge color="gray">{text.gone}</Badge> {nameOf(release)}
          {release.withdrawnAt !== null && ` · ${dateTime(release.withdrawnAt, language, zone)}`}
          {release.withdrawnBy !== null && ` · ${release.withdrawnBy}`}
          {release.reason !== null && ` · ${release.reason}`}
        </Text>
      ))}
    </section>
  );
}

interface ReleaseFormProps {
  release: PublishedRelease;
  work: RepositoryWork;
  onClose: () => void;
}

function ShareForm({release, work: {unlocking, busy, work}, onClose}: ReleaseFormProps) {
  const text = useText(publishTexts);
  const shared = useText(words);
  const box = useFirstFocus<HTMLDivElement>();
  const [permille, setPermille] = useState<number | string>(release.permille);
  const [groups, setGroups] = useState(release.groups?.join(', ') ?? '');
  const [eventId] = useState(() => v7());
  const named = groupNames(groups);
  const save = async () => {
    const {id, version} = release;
    const share = Number(permille);
    const who = named.length > 0 ? {groups: named} : {};
    const done = await work(async () => {
      await call('repository.share', {id, version, eventId, permille: share, ...who, ...unlocking});
      return (words) => words.published(nameOf(release), readersOf(words, share, named));
    });
    if (done) onClose();
  };
  return (
    <Alert ref={box} role="group" title={text.widenOf(nameOf(release))} mt="xs">
      <Stack gap="xs">
        <ShareFields permille={permille} onPermille={setPermille} groups={groups} onGroups={setGroups} />
        <Group gap="xs">
          <Button disabled={typeof permille !== 'number'} loading={busy} onClick={() => void save()}>
            {text.saveShare}
          </Button>
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

function WithdrawForm({
  release,
  releases,
  work: {unlocking, busy, work},
  onClose,
}: ReleaseFormProps & {releases: readonly PublishedRelease[]}) {
  const text = useText(publishTexts);
  const shared = useText(words);
  const box = useFirstFocus<HTMLDivElement>();
  const [reason, setReason] = useState('');
  const [eventId] = useState(() => v7());
  const after = afterIt(release, releases);
  const withdraw = async () => {
    const {id, version} = release;
    const why = reason.trim() === '' ? {} : {reason: reason.trim()};
    const done = await work(async () => {
      await call('repository.withdraw', {id, version, eventId, ...why, ...unlocking});
      return (words) => words.withdrawn(nameOf(release), after);
    });
    if (done) onClose();
  };
  return (
    <Alert ref={box} color="orange" role="group" title={text.withdrawOf(nameOf(release))} mt="xs">
      <Stack gap="xs">
        <Text size="sm">{text.withdrawWhy(after)}</Text>
        <TextInput
          label={text.withdrawReason}
          maxLength={1000}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button color="red" loading={busy} disabled={reason.trim() === ''} onClick={() => void withdraw()}>
            {text.withdrawReally}
          </Button>
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
