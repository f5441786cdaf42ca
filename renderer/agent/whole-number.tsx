import {useState} from 'react';
import {v7} from 'uuid';
import {asCallError, call, type CallError} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {useText} from '../shared/strings.ts';
import {NEW_CALL_KEYS} from './keys.ts';
import {agentTexts} from './strings.ts';

/** A number is dialled by hand where there is no dialer; it is shown when asked for, and the journal tells who asked. */
export function WholeNumber({accountId, numberId}: {accountId: string; numberId: string}) {
  const text = useText(agentTexts);
  const [value, setValue] = useState<string | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [id] = useState(() => v7());
  const show = () => {
    setError(null);
    call('account.revealNumber', {id, accountId, numberId}).then(
      (reply) => setValue(reply.value),
      (thrown: unknown) => setError(asCallError(thrown)),
    );
  };
  if (error !== null) return <ErrorNotice error={error} onClose={() => setError(null)} />;
  if (value !== null) return <output className="tabular whole-number">{value}</output>;
  return (
    <button type="button" aria-keyshortcuts={NEW_CALL_KEYS.wholeNumber} onClick={show}>
      {text.showNumber}
      <kbd>{NEW_CALL_KEYS.wholeNumber}</kbd>
    </button>
  );
}
