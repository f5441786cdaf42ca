import {expect, test} from 'vitest';
import type {RepositoryState} from '../../../electron/contract/repository.ts';
import {lockOf} from '../../../renderer/lead/publish/copy-lock.tsx';

const kept = (protection: RepositoryState['protection']) => ({protection}) as RepositoryState;

test('a copy of what the keychain keeps waits for a passphrase that was typed twice alike', () => {
  const own = {passphrase: 'of the keys'};
  expect(lockOf(kept('keychain'), {passphrase: '', again: ''}, {})).toBeNull();
  expect(lockOf(kept('keychain'), {passphrase: 'a b c', again: 'a b'}, {})).toBeNull();
  expect(lockOf(kept('keychain'), {passphrase: 'a b c', again: 'a b c'}, own)).toEqual({passphrase: 'a b c'});
  expect(lockOf(kept('passphrase'), {passphrase: '', again: ''}, own)).toBe(own);
  expect(lockOf(kept('open'), {passphrase: '', again: ''}, {})).toEqual({});
});
