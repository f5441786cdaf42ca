import {Alert, Button, Group, List, Radio, Select, Stack, Table, Text, TextInput, Title} from '@mantine/core';
import {useState} from 'react';
import {v7} from 'uuid';
import type {RepositoryState} from '../../../electron/contract/repository.ts';
import {call} from '../../shared/client.ts';
import {dateTime} from '../../shared/format.ts';
import {useSession} from '../../shared/session.tsx';
import {useLanguage, useText} from '../../shared/strings.ts';
import {Fingerprint} from '../../shared/sync/fingerprint.tsx';
import {useFirstFocus} from '../../shared/use-first-focus.ts';
import {words} from '../../shared/words.ts';
import {BackUp, EnrolmentFile} from './ceremony.tsx';
import {CopyLockFields, lockOf, NO_LOCK} from './copy-lock.tsx';
import {publishTexts} from './publish-texts.ts';
import type {RepositoryWork} from './use-repository.ts';

interface KeyPanelProps {
  repository: RepositoryState;
  work: RepositoryWork;
}

/** Until when what is signed holds, who may sign, and what to do when a key is lost or stolen. */
export function KeyPanel({repository, work}: KeyPanelProps) {
  const text = useText(publishTexts);
  return (
    <Stack gap="xl">
      <Validity repository={repository} work={work} />
      <Leads repository={repository} work={work} />
      <OfflineKeys repository={repository} work={work} />
      <section aria-labelledby="enrolment-title">
        <Title order={2} id="enrolment-title">
          {text.enrolment}
        </Title>
        <Text size="sm" mb="xs">
          {text.stepReadWhy}
        </Text>
        <Fingerprint groups={repository.groups} />
        <EnrolmentFile repository={repository} />
      </section>
    </Stack>
  );
}

function Validity({repository: {roles}, work: {unlocking, busy, work}}: KeyPanelProps) {
  const text = useText(publishTexts);
  const language = useLanguage();
  const {session} = useSession();
  const zone = session.profile?.timeZone ?? 'UTC';
  const refresh = () =>
    work(async () => {
      const {expires} = await call('repository.refresh', unlocking);
      return (words, spoken) => words.refreshed(dateTime(expires, spoken, zone));
    });
  return (
    <section aria-labelledby="validity-title">
      <Title order={2} id="validity-title">
        {text.expires}
      </Title>
      <Text size="sm">{text.refreshWhy}</Text>
      <Table aria-label={text.expires} maw={720}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.role}</Table.Th>
            <Table.Th>{text.until}</Table.Th>
            <Table.Th>{text.signedBy}</Table.Th>
            <Table.Th>{text.state}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {roles.map((role) => (
            <Table.Tr key={role.role}>
              <Table.Td>{text.roleName(role.role)}</Table.Td>
              <Table.Td>{dateTime(role.expires, language, zone)}</Table.Td>
              <Table.Td>{role.signedBy.join(' · ')}</Table.Td>
              <Table.Td>
                {role.state === 'fresh' ? '✓ ' : '⚠ '}
                {text[role.state]}
                {!role.renewable && ` · ${text.notHere}`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Button mt="xs" variant="default" loading={busy} onClick={() => void refresh()}>
        {text.refresh}
      </Button>
    </section>
  );
}

function Leads({repository, work: {unlocking, busy, work}}: KeyPanelProps) {
  const {leads, protection} = repository;
  const text = useText(publishTexts);
  const [name, setName] = useState('');
  const [to, setTo] = useState('');
  const [lock, setLock] = useState(NO_LOCK);
  const copies = to.trim() !== '';
  // What this computer's keychain seals can be handed to nobody later.
  const locked = copies || protection === 'keychain' ? lockOf(repository, lock, unlocking) : unlocking;
  const lacks = name.trim() === '' || locked === null || (protection === 'keychain' && !copies);
  const [revoking, setRevoking] = useState<string | null>(null);
  const add = async () => {
    const added = name.trim();
    const folder = copies ? {to: to.trim()} : {};
    const done = await work(async () => {
      await call('repository.addLead', {eventId: v7(), name: added, ...folder, ...locked});
      return (words) => words.leadAdded(added, repository.keysFolder);
    });
    if (!done) return;
    // The next name may be typed already.
    setName((typed) => (typed === name ? '' : typed));
    setTo((typed) => (typed === to ? '' : typed));
  };
  const revoke = async (gone: string) => {
    const done = await work(async () => {
      await call('repository.revokeLead', {eventId: v7(), name: gone, ...unlocking});
      return (words) => words.revoked(gone);
    });
    if (done) setRevoking(null);
  };
  return (
    <section aria-labelledby="leads-title">
      <Title order={2} id="leads-title">
        {text.leads}
      </Title>
      <List size="sm" spacing={4} aria-label={text.leads}>
        {leads.map((lead) => (
          <List.Item key={lead.name}>
            <b>{lead.name}</b> · {lead.here ? text.keysHere : text.keysAway}{' '}
            {leads.length > 1 && (
              <Button
                variant="default"
                size="compact-xs"
                aria-label={`${text.revoke} ${lead.name}`}
                onClick={() => setRevoking(lead.name)}
              >
                {text.revoke}
              </Button>
            )}
          </List.Item>
        ))}
      </List>
      {revoking !== null && (
        <RevokeForm
          key={revoking}
          name={revoking}
          busy={busy}
          onRevoke={() => void revoke(revoking)}
          onClose={() => setRevoking(null)}
        />
      )}
      <Group gap="xs" align="flex-end" mt="xs">
        <TextInput
          label={text.leadName}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          w={320}
          label={protection === 'keychain' ? text.handToNeeded : text.handTo}
          description={protection === 'keychain' ? text.handToLocked : text.handToWhy(repository.keysFolder)}
          spellCheck={false}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        {protection === 'keychain' && <CopyLockFields lock={lock} onLock={setLock} />}
        <Button variant="default" disabled={busy || lacks} onClick={() => void add()}>
          {text.addLead}
        </Button>
      </Group>
    </section>
  );
}

interface RevokeFormProps {
  name: string;
  busy: boolean;
  onRevoke: () => void;
  onClose: () => void;
}

function RevokeForm({name, busy, onRevoke, onClose}: RevokeFormProps) {
  const text = useText(publishTexts);
  const shared = useText(words);
  const box = useFirstFocus<HTMLDivElement>();
  return (
    <Alert ref={box} color="orange" role="group" title={text.revokeOf(name)} mt="xs">
      <Text size="sm">{text.revokeWhy}</Text>
      <Group gap="xs" mt="xs">
        <Button color="red" loading={busy} onClick={onRevoke}>
          {text.revokeReally}
        </Button>
        {/* What cannot be undone is not one Enter away. */}
        <Button variant="default" data-autofocus onClick={onClose}>
          {shared.cancel}
        </Button>
      </Group>
    </Alert>
  );
}

function OfflineKeys({repository, work}: KeyPanelProps) {
  const {offline, thresholds, keysFolder, retiredKeys} = repository;
  const text = useText(publishTexts);
  const [what, setWhat] = useState<'lost' | 'stolen' | 'routine' | null>(null);
  const [key, setKey] = useState<string | null>(null);
  const {unlocking, busy} = work;
  const named = what === 'lost' || what === 'stolen';
  const rotate = async () => {
    const which = named && key !== null ? {name: key} : {};
    const done = await work.work(async () => {
      await call('repository.rotateRoot', {eventId: v7(), ...which, ...unlocking});
      return (words) => words.rotated;
    });
    if (!done) return;
    setWhat(null);
    setKey(null);
  };
  return (
    <section aria-labelledby="offline-title">
      <Title order={2} id="offline-title">
        {text.offline}
      </Title>
      <Text size="sm">{text.offlineWhy(thresholds.root, keysFolder)}</Text>
      <List size="sm" my="xs" aria-label={text.offline}>
        {offline.map(({name, here}) => (
          <List.Item key={name}>
            <b>{name}</b> · {here ? text.keysHere : text.keysAway}
          </List.Item>
        ))}
      </List>
      {retiredKeys > 0 && (
        <Text size="sm" mb="xs">
          {text.retired(retiredKeys, keysFolder)}
        </Text>
      )}
      <BackUp repository={repository} work={work} />
      <Radio.Group
        mt="md"
        label={text.rotate}
        description={text.what}
        value={what ?? ''}
        onChange={(value) => setWhat(['lost', 'stolen', 'routine'].includes(value) ? (value as typeof what) : null)}
      >
        <Stack gap={4} mt={4}>
          <Radio value="lost" label={text.lost} />
          <Radio value="stolen" label={text.stolen} />
          <Radio value="routine" label={text.routine} />
        </Stack>
      </Radio.Group>
      {what !== null && (
        <Stack gap="xs" mt="xs" maw={640}>
          <Text size="sm">{{lost: text.lostWhy, stolen: text.stolenWhy, routine: text.routineWhy}[what]}</Text>
          {named && (
            <Select
              label={text.whichKey}
              maw={240}
              data={offline.map(({name}) => name)}
              value={key}
              onChange={setKey}
            />
          )}
          <div>
            <Button color="red" loading={busy} disabled={named && key === null} onClick={() => void rotate()}>
              {text.rotateNow}
            </Button>
          </div>
        </Stack>
      )}
    </section>
  );
}
