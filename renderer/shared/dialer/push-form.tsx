import {Button, Checkbox, PasswordInput, Stack, Switch, Text, Textarea, TextInput} from '@mantine/core';
import {type SyntheticEvent, useState} from 'react';
import {v7} from 'uuid';
import type {DialerSettings, PushHost, PushSettings} from '../../../electron/contract/dialer.ts';
import {VICIDIAL_TEMPLATE} from '../../../electron/domain/outcome-push.ts';
import {call} from '../client.ts';
import {useLanguage, useText} from '../strings.ts';
import type {Change} from './dialer-settings.tsx';
import {dialerTexts, FAULT_WORDS} from './dialer-texts.ts';
import {pairLines, readPairs} from './pair-lines.ts';

const hostLines = (hosts: readonly PushHost[]): string =>
  hosts.map(({host, local}) => (local ? `${host} local` : host)).join('\n');

const readHosts = (text: string): PushHost[] =>
  text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([host]) => host !== undefined && host !== '')
    .map(([host = '', mark]) => ({host, local: mark === 'local'}));

interface Fields {
  on: boolean;
  template: string;
  hosts: string;
  statuses: string;
}

const fieldsOf = ({on, template, hosts, statuses}: PushSettings): Fields => ({
  on,
  template,
  hosts: hostLines(hosts),
  statuses: pairLines(Object.entries(statuses)),
});

/** Where outcomes go, under which names, and how that stands. Stored credentials are never shown. */
export function PushForm({push, change}: {push: DialerSettings['push']; change: Change}) {
  const text = useText(dialerTexts);
  const language = useLanguage();
  /** What was changed here; the rest is as another window saved it last. */
  const [edits, setEdits] = useState<Partial<Fields>>({});
  const {on, template, hosts, statuses} = {...fieldsOf(push), ...edits};
  const edit = (change: Partial<Fields>) => setEdits((before) => ({...before, ...change}));
  const [user, setUser] = useState('');
  const [pass, setPass] = useState('');
  const [forget, setForget] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const typed = JSON.stringify([on, template, hosts, statuses, user, pass, forget]);
  /** As it was saved last here: what is typed since is not saved. */
  const [savedText, setSavedText] = useState<string | null>(null);
  const {state} = push;

  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    const {pairs, wrong: line} = readPairs(statuses);
    setWrong(line === null ? null : text.noPair(line));
    if (line !== null) return;
    const credentials = forget ? {credentials: null} : user === '' && pass === '' ? {} : {credentials: {user, pass}};
    const settings = {on, template: template.trim(), hosts: readHosts(hosts), statuses: Object.fromEntries(pairs)};
    const done = await change(() => call('dialer.savePush', {id: v7(), push: settings, ...credentials}));
    if (!done) return;
    const kept = (now: string, sent: string) => (now === sent ? '' : now);
    setUser((now) => kept(now, user));
    setPass((now) => kept(now, pass));
    setForget(false);
    setSavedText(JSON.stringify([on, template, hosts, statuses, '', '', false]));
  };
  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <Stack gap="xs" align="stretch">
        <Switch label={text.pushOn} checked={on} onChange={(event) => edit({on: event.currentTarget.checked})} />
        <Textarea
          label={text.template}
          autosize
          minRows={2}
          spellCheck={false}
          placeholder={VICIDIAL_TEMPLATE}
          value={template}
          maxLength={2000}
          onChange={(event) => edit({template: event.currentTarget.value})}
        />
        <Textarea
          label={text.hosts}
          autosize
          minRows={1}
          spellCheck={false}
          placeholder="dialer.example.com"
          value={hosts}
          onChange={(event) => edit({hosts: event.currentTarget.value})}
        />
        <Textarea
          label={text.statuses}
          autosize
          minRows={3}
          maxRows={10}
          spellCheck={false}
          value={statuses}
          error={wrong}
          onChange={(event) => edit({statuses: event.currentTarget.value})}
        />
        <TextInput
          label={text.user}
          description={push.credentials ? text.credentialsKept : undefined}
          autoComplete="off"
          maxLength={120}
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
        />
        <PasswordInput
          label={text.pass}
          description={push.credentials ? text.credentialsKept : undefined}
          autoComplete="off"
          visible={false}
          visibilityToggleButtonProps={{hidden: true}}
          maxLength={200}
          value={pass}
          onChange={(event) => setPass(event.currentTarget.value)}
        />
        {push.credentials && (
          <Checkbox label={text.forget} checked={forget} onChange={(event) => setForget(event.currentTarget.checked)} />
        )}
        <Text component="output" size="sm" aria-live="polite">
          {text.state(state.waiting, state.delivered, state.givenUp)}
          {state.lastFault !== null && ` · ${text.lastFault(FAULT_WORDS[state.lastFault][language])}`}
        </Text>
        <Button type="submit" style={{alignSelf: 'flex-start'}}>
          {savedText === typed ? text.saved : text.save}
        </Button>
      </Stack>
    </form>
  );
}
