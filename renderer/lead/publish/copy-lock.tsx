import {Group, PasswordInput} from '@mantine/core';
import type {RepositoryState} from '../../../electron/contract/repository.ts';
import {useText} from '../../shared/strings.ts';
import {publishTexts} from './publish-texts.ts';

/** Typed twice: a slip would lock a copy for good. */
export interface CopyLock {
  passphrase: string;
  again: string;
}
export const NO_LOCK: CopyLock = {passphrase: '', again: ''};

/** What copies are locked with, where the keychain of this computer keeps the keys: elsewhere it could open none. */
export function CopyLockFields({lock, onLock}: {lock: CopyLock; onLock: (lock: CopyLock) => void}) {
  const text = useText(publishTexts);
  const {passphrase, again} = lock;
  const field = (label: string, key: keyof CopyLock, error: string | null) => (
    <PasswordInput
      w={240}
      label={label}
      error={error}
      autoComplete="new-password"
      visibilityToggleButtonProps={{'aria-hidden': true, tabIndex: -1}}
      value={lock[key]}
      onChange={(event) => onLock({...lock, [key]: event.currentTarget.value})}
    />
  );
  return (
    <Group gap="xs" align="flex-start">
      {field(text.copyLock, 'passphrase', null)}
      {field(text.passphraseAgain, 'again', again !== '' && again !== passphrase ? text.passphraseDiffers : null)}
    </Group>
  );
}

/** With what a copy is to be made; null while that is still to be typed. */
export function lockOf({protection}: RepositoryState, {passphrase, again}: CopyLock, unlocking: {passphrase?: string}) {
  if (protection !== 'keychain') return unlocking;
  return passphrase !== '' && passphrase === again ? {passphrase} : null;
}
