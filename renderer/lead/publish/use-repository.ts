import {useState} from 'react';
import type {Output} from '../../../electron/contract/methods.ts';
import type {Language} from '../../../electron/contract/values.ts';
import {asCallError, call, type CallError} from '../../shared/client.ts';
import {useLanguage, useText} from '../../shared/strings.ts';
import {type Asked, useReply} from '../../shared/use-reply.ts';
import {publishTexts} from './publish-texts.ts';

/** What was done, said anew in whatever language the page speaks by then. */
export type Said = (words: (typeof publishTexts)[Language], language: Language) => string;

/** What every part of the room does its work with. */
export interface RepositoryWork {
  /** The passphrase as a method takes it: left out when none was typed. */
  unlocking: {passphrase?: string};
  busy: boolean;
  error: CallError | null;
  clearError: () => void;
  /** What was just done, in words. */
  done: string | null;
  /** Does something to the repository, reads it again, and says what was done; false when it was refused. */
  work: (action: () => Promise<Said>) => Promise<boolean>;
}

export function useRepository(): Asked<Output<'repository.read'>> {
  return useReply('repository', () => call('repository.read', {}));
}

export function useRepositoryWork(passphrase: string, again: () => void): RepositoryWork {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const [done, setDone] = useState<{said: Said} | null>(null);
  const text = useText(publishTexts);
  const language = useLanguage();
  return {
    unlocking: passphrase === '' ? {} : {passphrase},
    busy,
    error,
    clearError: () => setError(null),
    done: done === null ? null : done.said(text, language),
    work: async (action) => {
      setBusy(true);
      setError(null);
      setDone(null);
      try {
        setDone({said: await action()});
        again();
        return true;
      } catch (thrown) {
        const refused = asCallError(thrown);
        setError(refused);
        // Somebody else was first: what they did is shown beside the refusal.
        if (refused.code === 'conflict') again();
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
