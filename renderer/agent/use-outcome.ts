import {useState} from 'react';
import type {CallRecord, Contact, Outcome} from '../../electron/contract/call.ts';
import {CONTACT_LABELS, RESULT_LABELS} from '../../electron/contract/labels.ts';
import type {Language} from '../../electron/contract/values.ts';
import type {Pack, SlotSource} from '../../electron/contract/pack.ts';
import {leadingDebt} from '../../electron/domain/debts.ts';
import type {AccountFlag} from '../../electron/contract/flags.ts';
import {asksForLead, type Gate} from '../../electron/domain/gate.ts';
import {isPromise} from '../../electron/domain/outcome-rules.ts';
import type {CallFacts} from '../../electron/domain/script-lines.ts';
import {useSession} from '../shared/session.tsx';
import {useLanguage, useText} from '../shared/strings.ts';
import {
  contactOf,
  type FormContext,
  type OutcomeForm,
  readForm,
  type ReadForm,
  resultOf,
  tagsOf,
} from './outcome-form.ts';
import {agreedSlots} from './promise/agreed-slots.ts';
import {agentTexts} from './strings.ts';
import type {AgentCall} from './use-call.ts';
import type {Conversation} from './use-conversation.ts';

const CURRENCIES = {CN: 'CNY', US: 'USD', UK: 'GBP', none: 'USD'} as const;

export interface OutcomeInProgress {
  form: OutcomeForm;
  context: FormContext;
  read: ReadForm;
  /** A life may be at risk, or a death was told: a lead should look at the call. */
  leadSuggested: boolean;
  setForm: (form: OutcomeForm) => void;
  /** Saves when everything is there. */
  save: () => void;
  /** Nobody was reached: saves at once, with the note as it stands. */
  saveQuick: (contact: Contact) => void;
  /** A voicemail answered; the message was left (`LCM`) or not (`VM`). */
  saveVoicemail: (contact: 'VM' | 'LCM') => void;
  /** What was saved last, in words; empty after the next step. */
  saved: string;
  clearSaved: () => void;
}

/** The outcome while it is filled in; its fields live in the call's draft. */
export function useOutcome(
  callState: AgentCall,
  conversation: Conversation,
  pack: Pack | null | undefined,
  flags: readonly AccountFlag[],
): OutcomeInProgress {
  const text = useText(agentTexts);
  const language = useLanguage();
  const {profile} = useSession().session;
  const [saved, setSaved] = useState<Outcome | null>(null);
  const {current, changeDraft} = callState;
  const {gate, facts} = conversation;
  const record = current?.record ?? null;
  const draft = current?.draft ?? null;

  const debt = leadingDebt(current?.account?.debts ?? []);
  const context: FormContext = {
    today: facts?.today ?? new Date(record?.openedAt ?? 0).toISOString().slice(0, 10),
    timeZone: record?.opened.timeZone ?? profile?.timeZone ?? 'UTC',
    currency: debt?.currency ?? CURRENCIES[record?.opened.jurisdiction ?? 'none'],
    note: draft?.note ?? '',
    party: record?.party ?? 'unknown',
    total: debt === null || debt.amount === 0 ? null : debt.amount,
    limits: pack?.plans,
    planned: record?.planned,
    accountId: record?.opened.accountId ?? null,
    inCall: true,
    ...(record !== null && {asOf: record.lastSeq}),
  };
  const typed = {...saidAlready(pack, facts), ...draft?.form};
  const leadSuggested = record !== null && asksForLead(record, flags);
  const form = formNow(typed, record, gate);
  // Suggested, not decided: another choice, also "none", stands.
  if (leadSuggested && form['nextKind'] === undefined && resultOf(form) !== 'CB') form['nextKind'] = 'review';
  const read = readForm(form, context);

  const finish = async (outcome: Outcome) => {
    if (!(await callState.saveOutcome(outcome))) return;
    setSaved(outcome);
  };
  return {
    form,
    context,
    read,
    leadSuggested,
    setForm: (next) => {
      const said = pack ? agreedSlots(pack, form, next, context) : {};
      changeDraft((typing) => ({...typing, form: next, slots: {...typing.slots, ...said}}));
    },
    save: () => {
      if (record !== null && read.outcome !== null) void finish(read.outcome);
    },
    saveQuick: (contact) => {
      // With somebody on the line these can only be a slip of the finger.
      if (record === null || gate !== 'preparing') return;
      void finish({...NOBODY, contact, note: context.note});
    },
    saveVoicemail: (contact) => {
      if (record === null || gate === 'open' || record.party === 'third') return;
      void finish({...NOBODY, contact, note: context.note});
    },
    saved: saved === null ? '' : text.saved(inWords(saved, language)),
    clearSaved: () => setSaved(null),
  };
}

/** Nobody was spoken to, so nothing came of it. */
const NOBODY = {result: null, tags: [], reason: null, promise: null, nextAction: null};

function inWords(outcome: Outcome, language: Language): string {
  const contact = CONTACT_LABELS[outcome.contact][language];
  return outcome.result === null ? contact : `${contact} · ${RESULT_LABELS[outcome.result][language]}`;
}

/** What was filled into the sentences that make the promise need not be typed again. */
function saidAlready(pack: Pack | null | undefined, facts: CallFacts | null): OutcomeForm {
  const said = (source: SlotSource) => {
    const slot = pack?.slots.find((each) => each.source === source);
    return slot === undefined ? undefined : facts?.values.get(slot.id);
  };
  const [amount, day] = [said('promise.amount'), said('promise.day')];
  return {...(amount === undefined ? {} : {amount}), ...(day === undefined ? {} : {day})};
}

const PROMISE_FIELDS = [
  'amount',
  'day',
  'method',
  'consent',
  'repeatedBack',
  'reminderDay',
  'reminderTime',
  'planOn',
  'planTotal',
  'planCount',
  'planFirst',
  'planEvery',
  'planDays',
  'planAmounts',
];

/**
 * The fields as they may be shown now. Who was reached is mostly known: the gate has seen it; once cleared by hand, it
 * stays cleared. With somebody else on the line nothing of a promise is in the page, though the draft keeps it, in case
 * the customer comes back.
 */
function formNow(typed: OutcomeForm, record: CallRecord | null, gate: Gate | null): OutcomeForm {
  const form: OutcomeForm = {...typed};
  const third = record?.party === 'third';
  if (gate === 'closed') {
    for (const field of PROMISE_FIELDS) delete form[field];
    if (isPromise(resultOf(form))) form['result'] = '';
    form['tags'] = tagsOf(form).filter((tag) => !isPromise(tag));
  }
  if (third && contactOf(form) === 'RPC') delete form['contact'];
  if (form['contact'] === undefined && gate === 'open') form['contact'] = 'RPC';
  if (form['contact'] === undefined && third) {
    const wrongNumber = record.branches.some((branch) => branch.kind === 'wrongNumber');
    form['contact'] = wrongNumber ? 'WN' : 'WPC';
  }
  return form;
}
