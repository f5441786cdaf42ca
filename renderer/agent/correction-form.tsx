import {useState} from 'react';
import type {CallRecord, Outcome} from '../../electron/contract/call.ts';
import {dayIn} from '../../electron/domain/days.ts';
import {asCallError, call, type CallError} from '../shared/client.ts';
import {NoteFindings} from '../shared/conduct/note-findings.tsx';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {useLanguage, useText} from '../shared/strings.ts';
import {useReply} from '../shared/use-reply.ts';
import {useSave} from '../shared/use-save.ts';
import {isComposing, KEYS} from './keys.ts';
import {OutcomeFields} from './outcome-fields.tsx';
import {formOf, type OutcomeForm, readForm} from './outcome-form.ts';
import {agentTexts} from './strings.ts';

interface CorrectionFormProps {
  callId: string;
  onDone: () => void;
}

/** Corrects a saved outcome: the original stays in the journal, and the correction says why. */
export function CorrectionForm({callId, onDone}: CorrectionFormProps) {
  const asked = useReply(callId, () => call('call.get', {id: callId, unmasked: true}));
  const {value, error} = asked;
  if (error !== null) return <ErrorNotice error={error} onRetry={asked.again} onClose={onDone} />;
  if (value === null || value.record.outcome === null) return null;
  return <Correction record={value.record} outcome={value.record.outcome} onDone={onDone} />;
}

function Correction({record, outcome, onDone}: {record: CallRecord; outcome: Outcome; onDone: () => void}) {
  const text = useText(agentTexts);
  const language = useLanguage();
  const [form, setForm] = useState<OutcomeForm>(() => formOf(outcome));
  const [note, setNote] = useState(outcome.note);
  const [why, setWhy] = useState('');
  const [error, setError] = useState<CallError | null>(null);
  const send = useSave();
  const planTotal = outcome.promise?.plan?.instalments.reduce((all, {amount}) => all + amount, 0) ?? 0;
  const {pack: made} = record.opened;
  const pack = useReply(`pack ${made?.sha256}`, async () =>
    made === null ? null : (await call('pack.get', made)).pack,
  );
  const context = {
    today: dayIn(record.opened.timeZone, record.openedAt),
    timeZone: record.opened.timeZone,
    currency: outcome.promise?.currency ?? (record.opened.jurisdiction === 'CN' ? 'CNY' : 'USD'),
    note,
    party: record.party,
    total: planTotal === 0 ? null : planTotal,
    limits: pack.value?.plans,
    planned: record.planned,
    accountId: record.opened.accountId,
    inCall: false,
  };
  const read = readForm(form, context);
  const save = () => {
    const {outcome: corrected} = read;
    if (corrected === null || why.trim() === '') return;
    send({corrected, why}, (id) =>
      call('call.correct', {id, callId: record.id, outcome: corrected, why}).then(onDone),
    ).catch((thrown: unknown) => setError(asCallError(thrown)));
  };
  return (
    <form
      className="outcome correction"
      aria-label={text.correctTitle}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key === 'Escape') onDone();
        if (event.key === 'Enter' && event.ctrlKey) event.currentTarget.requestSubmit();
      }}
    >
      <h2>{text.correctTitle}</h2>
      <p className="quiet">{text.originalKept}</p>
      {error !== null && <ErrorNotice error={error} title={text.notSaved} />}
      <OutcomeFields form={form} context={context} problems={read.problems} onForm={setForm} focusTurn={1} />
      <label className="field">
        {text.note}
        <textarea rows={3} maxLength={20_000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      </label>
      <NoteFindings
        note={note}
        lang={pack.value?.language ?? language}
        jurisdiction={record.opened.jurisdiction}
        wordLists={pack.value?.wordLists}
      />
      <label className="field">
        {text.why}
        <input value={why} maxLength={300} required onChange={(event) => setWhy(event.currentTarget.value)} />
      </label>
      <div className="form-actions">
        <button type="submit" className="primary" disabled={read.outcome === null || why.trim() === ''}>
          {text.saveCorrection}
          <kbd>{KEYS.save}</kbd>
        </button>
        <button type="button" onClick={onDone}>
          {text.cancel}
          <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}
