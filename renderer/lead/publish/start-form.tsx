import {Button, FileButton, Group, Input, PasswordInput, SegmentedControl, Stack, Text, TextInput} from '@mantine/core';
import {type SyntheticEvent, useState} from 'react';
import {TeamName} from '../../../electron/contract/repository.ts';
import {asCallError, call, type CallError} from '../../shared/client.ts';
import {ErrorNotice} from '../../shared/error-notice.tsx';
import {readTextFile} from '../../shared/save-file.ts';
import {useText} from '../../shared/strings.ts';
import {publishTexts} from './publish-texts.ts';

interface StartFormProps {
  /** The repository that this desk publishes to lies somewhere else now: nothing but its place is asked for. */
  moved?: boolean;
  /** The repository is known, and none of the keys here counts any more: others are asked for. */
  known?: {place: string; team: string};
  /** `made`: a new repository, whose ceremony is still to be held. The passphrase stays on the page. */
  onReady: (made: boolean, passphrase: string) => void;
}

/** Before there is a repository: make one with keys of its own, or join one with key files. */
export function StartForm({moved = false, known, onReady}: StartFormProps) {
  const text = useText(publishTexts);
  const [how, setHow] = useState<'create' | 'join'>(moved || known !== undefined ? 'join' : 'create');
  const needsFiles = how === 'join' && !moved;
  const [draft, setDraft] = useState({place: '', from: '', team: '', name: '', passphrase: '', again: '', ...known});
  const [keyFiles, setKeyFiles] = useState<string[]>([]);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);

  const {place, from, team, name, passphrase, again} = draft;
  const differs = how === 'create' && passphrase !== again;
  const badTeam = !TeamName.safeParse(team.trim()).success;
  const lacks =
    place.trim() === '' ||
    team.trim() === '' ||
    (how === 'create' && name.trim() === '') ||
    (needsFiles && keyFiles.length === 0);

  const field = (key: 'place' | 'from' | 'team' | 'name', label: string, description: string, required = true) => (
    <TextInput
      label={label}
      description={description}
      required={required}
      spellCheck={false}
      autoComplete="off"
      value={draft[key]}
      error={
        asked && required && draft[key].trim() === ''
          ? text.required
          : asked && key === 'team' && badTeam
            ? text.badTeam
            : null
      }
      onChange={(event) => setDraft({...draft, [key]: event.currentTarget.value})}
    />
  );
  const start = async (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (lacks || badTeam || differs) return;
    setBusy(true);
    setError(null);
    const unlocking = passphrase === '' ? {} : {passphrase};
    try {
      if (how === 'create') {
        const read = from.trim() === '' ? {} : {from: from.trim()};
        await call('repository.create', {
          place: place.trim(),
          team: team.trim(),
          name: name.trim(),
          ...read,
          ...unlocking,
        });
      } else {
        await call('repository.join', {place: place.trim(), team: team.trim(), keyFiles, ...unlocking});
      }
      onReady(how === 'create', passphrase);
    } catch (thrown) {
      setError(asCallError(thrown));
      setBusy(false);
    }
  };
  const takeFiles = async (files: File[]) => {
    const read = await Promise.all(files.map(readTextFile));
    setKeyFiles(read.filter((content) => content !== null));
  };

  return (
    <form noValidate onSubmit={(event) => void start(event)}>
      <Stack gap="sm" maw={640}>
        <Text size="sm">{known !== undefined ? text.newKeysWhy : moved ? text.movedWhy : text.why}</Text>
        {!moved && known === undefined && (
          <SegmentedControl
            aria-label={text.how}
            value={how}
            onChange={setHow}
            data={[
              {value: 'create', label: text.create},
              {value: 'join', label: text.join},
            ]}
          />
        )}
        {needsFiles && known === undefined && <Text size="sm">{text.joinWhy}</Text>}
        {field('place', text.place, how === 'create' ? text.placeWhy : text.joinPlaceWhy)}
        {how === 'create' && field('from', text.from, text.fromWhy, false)}
        {field('team', text.team, text.teamWhy)}
        {how === 'create' && field('name', text.lead, text.leadWhy)}
        {needsFiles && (
          <Input.Wrapper
            component="div"
            label={text.takeKeys}
            labelElement="div"
            required
            error={asked && keyFiles.length === 0 ? text.required : null}
          >
            <Group gap="xs">
              <FileButton multiple accept=".json,application/json" onChange={(files) => void takeFiles(files)}>
                {(props) => (
                  <Button variant="default" {...props}>
                    {text.chooseKeys}
                  </Button>
                )}
              </FileButton>
              <Text size="sm" component="output">
                {keyFiles.length > 0 ? text.keysChosen(keyFiles.length) : ''}
              </Text>
            </Group>
          </Input.Wrapper>
        )}
        {!moved && (
          <PasswordInput
            label={text.passphrase}
            description={how === 'create' ? text.passphraseWhy : text.joinPassphraseWhy}
            autoComplete="new-password"
            visibilityToggleButtonProps={{'aria-hidden': true, tabIndex: -1}}
            value={passphrase}
            onChange={(event) => setDraft({...draft, passphrase: event.currentTarget.value})}
          />
        )}
        {how === 'create' && (
          <PasswordInput
            label={text.passphraseAgain}
            autoComplete="new-password"
            visibilityToggleButtonProps={{'aria-hidden': true, tabIndex: -1}}
            value={again}
            error={asked && differs ? text.passphraseDiffers : null}
            onChange={(event) => setDraft({...draft, again: event.currentTarget.value})}
          />
        )}
        {error !== null && <ErrorNotice error={error} title={text.failed} onClose={() => setError(null)} />}
        <div>
          <Button type="submit" loading={busy}>
            {known !== undefined ? text.newKeys : moved ? text.movedHere : how === 'create' ? text.make : text.join}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
