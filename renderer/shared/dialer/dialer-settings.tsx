import {Button, Code, Group, Stack, Switch, Text, Textarea, TextInput, Title} from '@mantine/core';
import {useState} from 'react';
import {v7} from 'uuid';
import type {DialerSettings} from '../../../electron/contract/dialer.ts';
import {PopField, POP_FIELDS} from '../../../electron/contract/dialer.ts';
import {asCallError, call, CallError} from '../client.ts';
import {ErrorNotice} from '../error-notice.tsx';
import {useDeskEvents, useSession} from '../session.tsx';
import {useLanguage, useText} from '../strings.ts';
import {useReply} from '../use-reply.ts';
import {DOOR_WORDS, dialerTexts} from './dialer-texts.ts';
import {pairLines, readPairs} from './pair-lines.ts';
import {PushForm} from './push-form.tsx';

/** What VICIdial fills in between its own marks. */
const VICIDIAL_FIELDS =
  '&phone_number=--A--phone_number--B--&vendor_lead_code=--A--vendor_lead_code--B--&first_name=--A--first_name--B--&last_name=--A--last_name--B--&campaign=--A--campaign--B--&user=--A--user--B--&uniqueid=--A--uniqueid--B--';

/** Beside a dialer: what comes in, and what may go out. */
export function DialerPanel() {
  const text = useText(dialerTexts);
  const {session} = useSession();
  const asked = useReply('dialer', () => call('dialer.get', {}));
  const [error, setError] = useState<CallError | null>(null);
  useDeskEvents((event) => {
    if (event.type === 'dialer.changed' || event.type === 'events.missed') asked.again();
  });
  const change = async (work: () => Promise<DialerSettings>): Promise<boolean> => {
    setError(null);
    try {
      await work();
      asked.again();
      return true;
    } catch (thrown) {
      setError(asCallError(thrown));
      return false;
    }
  };
  const settings = asked.value;
  return (
    <Stack gap="lg">
      {error !== null && <ErrorNotice error={error} title={text.failed} onClose={() => setError(null)} />}
      {asked.error !== null && <ErrorNotice error={asked.error} onRetry={asked.again} />}
      {settings === null ? (
        asked.error === null && <Text size="sm">{text.loading}</Text>
      ) : (
        <>
          <DoorPart door={settings.door} change={change} />
          <MappingPart mapping={settings.mapping} change={change} />
          <section aria-labelledby="dialer-push">
            <Title order={3} size="h5" id="dialer-push">
              {text.push}
            </Title>
            <Text size="sm" mb="xs">
              {text.pushWhy}
            </Text>
            {session.role === 'lead' ? (
              <PushForm push={settings.push} change={change} />
            ) : (
              <Text size="sm">{text.leadOnly}</Text>
            )}
          </section>
        </>
      )}
    </Stack>
  );
}

export type Change = (work: () => Promise<DialerSettings>) => Promise<boolean>;

function DoorPart({door, change}: {door: DialerSettings['door']; change: Change}) {
  const text = useText(dialerTexts);
  const language = useLanguage();
  const {on, state, url, utteranceUrl} = door;
  return (
    <section aria-labelledby="dialer-door">
      <Title order={3} size="h5" id="dialer-door">
        {text.door}
      </Title>
      <Text size="sm" mb="xs">
        {text.doorWhy}
      </Text>
      <Stack gap="xs">
        <Switch
          label={text.doorOn}
          checked={on}
          onChange={(event) => {
            const {checked} = event.currentTarget;
            void change(() => call('dialer.setDoor', {id: v7(), on: checked}));
          }}
        />
        <Text component="output" size="sm" fw={600} aria-live="polite">
          {DOOR_WORDS[state][language]}
        </Text>
        {on && url !== null && utteranceUrl !== null && (
          <>
            <CopyLine label={text.address} value={url} />
            <CopyLine label={text.vicidial} value={`VAR${url}${VICIDIAL_FIELDS}`} />
            <CopyLine label={text.utterance} value={utteranceUrl} />
            <Text size="sm">{text.keepSecret}</Text>
            <Group gap="xs">
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => void change(() => call('dialer.renewDoor', {id: v7(), port: false}))}
              >
                {text.renew}
              </Button>
              {state === 'portTaken' && (
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() => void change(() => call('dialer.renewDoor', {id: v7(), port: true}))}
                >
                  {text.otherPort}
                </Button>
              )}
              <Text size="sm">{text.renewWhy}</Text>
            </Group>
          </>
        )}
      </Stack>
    </section>
  );
}

/** A text to be pasted elsewhere: selected by a click, copied by a button. */
function CopyLine({label, value}: {label: string; value: string}) {
  const text = useText(dialerTexts);
  const [copied, setCopied] = useState('');
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setCopied(value),
      // The system may refuse; the field is selected all the same.
      () => setCopied(''),
    );
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        style={{flex: 1}}
        label={label}
        value={value}
        readOnly
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant="default" onClick={() => void copy()} aria-label={`${text.copy}: ${label}`}>
        {copied === value ? text.copied : text.copy}
      </Button>
    </Group>
  );
}

function MappingPart({mapping, change}: {mapping: DialerSettings['mapping']; change: Change}) {
  const text = useText(dialerTexts);
  /** Until something is typed here, what stands there is what another window saved last. */
  const [edited, setTyped] = useState<string | null>(null);
  const typed = edited ?? pairLines(mapping.map(({theirs, ours}) => [theirs, ours ?? '']));
  const [wrong, setWrong] = useState<string | null>(null);
  /** As it was saved last here: what is typed since is not saved. */
  const [savedText, setSavedText] = useState<string | null>(null);
  const save = async () => {
    const {pairs, wrong: line} = readPairs(typed);
    const unknown = pairs.find(([, ours]) => ours !== '' && !PopField.safeParse(ours).success);
    const fault = line === null ? (unknown === undefined ? null : text.unknownField(unknown[1])) : text.noPair(line);
    setWrong(fault);
    if (fault !== null) return;
    const known = pairs.map(([theirs, ours]) => ({theirs, ours: ours === '' ? null : PopField.parse(ours)}));
    if (await change(() => call('dialer.saveMapping', {id: v7(), mapping: known}))) setSavedText(typed);
  };
  return (
    <section aria-labelledby="dialer-mapping">
      <Title order={3} size="h5" id="dialer-mapping">
        {text.mapping}
      </Title>
      <Text size="sm" mb="xs">
        {text.mappingWhy} <Code>{POP_FIELDS.join(' ')}</Code>
      </Text>
      <Stack gap="xs" align="flex-start">
        <Textarea
          w="100%"
          aria-label={text.mapping}
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          value={typed}
          error={wrong}
          placeholder="kundennr = account"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button variant="default" size="compact-sm" onClick={() => void save()}>
          {savedText === typed ? text.saved : text.save}
        </Button>
      </Stack>
    </section>
  );
}
