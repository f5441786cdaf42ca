import {type FormEvent, useEffect, useRef, useState} from 'react';
import {asCallError, type CallError} from '../../shared/client.ts';
import {useSession} from '../../shared/session.tsx';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import './safety.css';

const texts = strings({
  title: (rules: string) => ({'zh-CN': `组长放行：${rules}`, en: `A lead lets it pass: ${rules}`}),
  pin: {'zh-CN': '组长口令', en: "Lead's PIN"},
  why: {'zh-CN': '放行原因（写进记录，质检可见）', en: 'Why (on record, and seen by QA)'},
  pass: {'zh-CN': '放行并打开通话', en: 'Let it pass, and open the call'},
  cancel: {'zh-CN': '取消', en: 'Cancel'},
  refused: (why: string) => ({
    'zh-CN': `没有放行，通话没有打开。${why}`,
    en: `Nothing was let pass, and no call was opened. ${why}`,
  }),
  noPin: {
    'zh-CN': '还没有组长口令，所以不能放行。请组长在自己的窗口右上角菜单里设置口令，再来放行。',
    en: 'There is no PIN for the lead yet, so nothing can be let pass. A lead sets one in the menu of the lead’s window.',
  },
});

interface OverrideFormProps {
  rules: readonly string[];
  onOverride: (override: {pin: string; why: string}) => Promise<void>;
  onCancel: () => void;
}

/** The lead's PIN and a reason; both stay typed when the desk refuses them. */
export function OverrideForm({rules, onOverride, onCancel}: OverrideFormProps) {
  const text = useText(texts);
  const language = useLanguage();
  const {lockedRoles} = useSession().session;
  const first = useRef<HTMLInputElement>(null);
  const [pin, setPin] = useState('');
  const [why, setWhy] = useState('');
  const [error, setError] = useState<CallError | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    first.current?.focus();
    // With both fields and the button in sight nothing has to be scrolled for.
    first.current?.form?.scrollIntoView({block: 'nearest'});
  }, []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await onOverride({pin, why: why.trim()});
    } catch (thrown) {
      setError(asCallError(thrown));
      setBusy(false);
    }
  };
  if (!lockedRoles.includes('lead')) {
    return (
      <p className="lacking" role="status">
        {text.noPin}
      </p>
    );
  }
  return (
    <form
      className="override"
      aria-label={text.title(rules.join(' '))}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      <label className="field">
        {text.pin}
        <input
          ref={first}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
        />
      </label>
      <label className="field">
        {text.why}
        <input maxLength={300} value={why} onChange={(event) => setWhy(event.currentTarget.value)} />
      </label>
      <div className="form-actions">
        <button type="submit" className="primary" disabled={busy || pin === '' || why.trim() === ''}>
          {text.pass}
          <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={onCancel}>
          {text.cancel}
          <kbd>Esc</kbd>
        </button>
      </div>
      {/* Below the buttons: what was refused moves nothing that is being typed. */}
      <p className="field-wrong override-refused" role="alert">
        {error === null ? '' : text.refused(error.sentence[language])}
      </p>
    </form>
  );
}
