import {type KeyboardEvent, type ReactNode, useEffect, useRef} from 'react';
import type {RequiredSaying} from '../../electron/domain/required-lines.ts';
import {QUICK_CONTACTS} from '../../electron/domain/outcome-rules.ts';
import {useLanguage, useText} from '../shared/strings.ts';
import {KEYS, QUICK_KEYS} from './keys.ts';
import {OutcomeFields} from './outcome-fields.tsx';
import type {FormContext, OutcomeForm, ReadForm} from './outcome-form.ts';
import {UnsaidNotice} from './safety/required-strip.tsx';
import {agentTexts} from './strings.ts';

interface OutcomePanelProps {
  form: OutcomeForm;
  context: FormContext;
  read: ReadForm;
  /** The next action was suggested: a lead's review. */
  leadSuggested: boolean;
  /** Required lines that were shown and not ticked: said plainly before the call is closed, never a reason to refuse. */
  unsaid: readonly RequiredSaying[];
  /** Moves the focus to the choices whenever it changes. */
  focusTurn: number;
  /** Moves the focus to the first field that lacks something whenever it changes. */
  missingTurn: number;
  setForm: (form: OutcomeForm) => void;
  onSave: () => void;
  onClose: () => void;
  onEscape: (event: KeyboardEvent) => void;
  /** What the choice brings with it: the message for a voicemail. */
  children?: ReactNode;
}

/** The outcome of a call that reached somebody: who, what came of it, the promise, the next step. */
export function OutcomePanel({
  form,
  context,
  read,
  leadSuggested,
  unsaid,
  focusTurn,
  missingTurn,
  setForm,
  onSave,
  onClose,
  onEscape,
  children,
}: OutcomePanelProps) {
  const text = useText(agentTexts);
  const language = useLanguage();
  const panel = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (missingTurn === 0) return;
    const lacking = panel.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (lacking ?? panel.current?.querySelector<HTMLElement>('.choices'))?.focus();
  }, [missingTurn]);
  return (
    <form
      ref={panel}
      className="outcome agent-script"
      onKeyDown={onEscape}
      aria-label={text.outcome}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <header className="answer-head">
        <h2>{text.outcome}</h2>
        <span className="quiet">{text.lettersHint}</span>
        <button type="button" onClick={onClose} aria-keyshortcuts="Escape">
          <span className="only-heard">{text.leaveBranch}</span>
          <span aria-hidden="true">✕</span>
          <kbd aria-hidden="true">{KEYS.search}</kbd>
        </button>
      </header>
      <OutcomeFields form={form} context={context} problems={read.problems} onForm={setForm} focusTurn={focusTurn} />
      {leadSuggested && (
        <p className="lacking" role="status">
          {text.leadSuggested}
        </p>
      )}
      {children}
      <UnsaidNotice sayings={unsaid} />
      <div className="outcome-end">
        <div role="status">
          {read.problems.length > 0 && (
            <p>
              {text.stillMissing}
              {language === 'zh-CN' ? '：' : ': '}
              {read.problems.map((problem) => problem.message[language]).join(language === 'zh-CN' ? '；' : '; ')}
            </p>
          )}
        </div>
        <button type="submit" className="primary wide" disabled={read.outcome === null}>
          {text.saveOutcome}
          <kbd>{KEYS.save}</kbd>
        </button>
      </div>
    </form>
  );
}

/** Nobody was reached: one key saves and goes on to the next call. */
interface QuickOutcomesProps {
  onQuick: (contact: (typeof QUICK_CONTACTS)[number]) => void;
  /** A message is to be left. */
  onVoicemail: () => void;
}

export function QuickOutcomes({onQuick, onVoicemail}: QuickOutcomesProps) {
  const text = useText(agentTexts);
  return (
    <div className="quick" role="group" aria-label={text.quick}>
      <span className="quiet" aria-hidden="true">
        Alt+
      </span>
      {QUICK_CONTACTS.map((contact) => {
        const key = QUICK_KEYS.get(contact) ?? '';
        return (
          <button key={contact} type="button" aria-keyshortcuts={key} onClick={() => onQuick(contact)}>
            <kbd>{key.slice(-1)}</kbd>
            {text[contact]}
          </button>
        );
      })}
      <button type="button" aria-keyshortcuts={KEYS.leaveMessage} onClick={onVoicemail}>
        <kbd>{KEYS.leaveMessage.slice(-1)}</kbd>
        {text.leaveMessage}
      </button>
    </div>
  );
}
