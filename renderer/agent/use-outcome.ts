import {useState} from 'react';
import type {Contact, Outcome} from '../../electron/contract/call.ts';
import {CONTACT_LABELS, RESULT_LABELS} from '../../electron/contract/labels.ts';
import {useSession} from '../shared/session.tsx';
import {useLanguage, useText} from '../shared/strings.ts';
import {contactOf, type FormContext, type OutcomeForm, readForm, type ReadForm} from './outcome-form.ts';
import {agentTexts} from './strings.ts';
import type {AgentCall} from './use-call.ts';
import type {Conversation} from './use-conversation.ts';

const CURRENCIES = {CN: 'CNY', US: 'USD', UK: 'GBP', none: 'USD'} as const;

export interface OutcomeInProgress {
  form: OutcomeForm;
  context: FormContext;
  read: ReadForm;
  setForm: (form: OutcomeForm) => void;
  /** Saves when everything is there. */
  save: () => void;
  /** Nobody was reached: saves at once, with the note as it stands. */
  saveQuick: (contact: Contact) => void;
  /** What was saved last, in words; empty after the next step. */
  saved: string;
  clearSaved: () => void;
}

/** The outcome while it is filled in; its fields live in the call's draft. */
export function useOutcome(callState: AgentCall, conversation: Conversation): OutcomeInProgress {
  const text = useText(agentTexts);
  const language = useLanguage();
  const {profile} = useSession().session;
  const [saved, setSaved] = useState('');
  const {current, changeDraft} = callState;
  const {gate, facts} = conversation;
  const record = current?.record ?? null;
  const draft = current?.draft ?? null;

  const context: FormContext = {
    today: facts?.today ?? new Date(record?.openedAt ?? 0).toISOString().slice(0, 10),
    timeZone: record?.opened.timeZone ?? profile?.timeZone ?? 'UTC',
    currency: current?.account?.debts[0]?.currency ?? CURRENCIES[record?.opened.jurisdiction ?? 'none'],
    note: draft?.note ?? '',
  };
  const form: OutcomeForm = {...draft?.form};
  // Who was reached is mostly known already: the gate has seen it. Once cleared by hand, it stays cleared.
  if (contactOf(form) === null && form['contact'] === undefined && record !== null) {
    const wrongNumber = record.branches.some((branch) => branch.kind === 'wrongNumber');
    if (gate === 'open') form['contact'] = 'RPC';
    else if (record.party === 'third') form['contact'] = wrongNumber ? 'WN' : 'WPC';
  }
  const read = readForm(form, context);

  const finish = async (outcome: Outcome) => {
    if (!(await callState.saveOutcome(outcome))) return;
    const contact = CONTACT_LABELS[outcome.contact][language];
    setSaved(text.saved(outcome.result === null ? contact : `${contact} · ${RESULT_LABELS[outcome.result][language]}`));
  };
  return {
    form,
    context,
    read,
    setForm: (next) => changeDraft((typing) => ({...typing, form: next})),
    save: () => {
      if (record !== null && read.outcome !== null) void finish(read.outcome);
    },
    saveQuick: (contact) => {
      // With the right party on the line these can only be a slip of the finger.
      if (record === null || gate === 'open') return;
      void finish({contact, result: null, tags: [], reason: null, promise: null, nextAction: null, note: context.note});
    },
    saved,
    clearSaved: () => setSaved(''),
  };
}
