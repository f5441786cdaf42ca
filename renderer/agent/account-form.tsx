import {type FormEvent, useEffect, useRef, useState} from 'react';
import {v7} from 'uuid';
import {parseAmount} from '../../electron/domain/typed-amount.ts';
import type {AccountRow} from '../../electron/contract/account.ts';
import {dayIn, parseDay} from '../../electron/domain/days.ts';
import {asCallError, call, type CallError} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {useSession} from '../shared/session.tsx';
import {useLanguage, useText} from '../shared/strings.ts';
import {agentTexts} from './strings.ts';
import {useNow} from './use-now.ts';

interface AccountFormProps {
  onSaved: (row: AccountRow) => void;
  onCancel: () => void;
  /** What is known beforehand, for example from a screen-pop; saved only when somebody saves it. */
  known?: Partial<Record<'customerName' | 'reference' | 'phone' | 'product', string>>;
}

/** An account by hand: the least that a call needs. */
export function AccountForm({onSaved, onCancel, known = {}}: AccountFormProps) {
  const text = useText(agentTexts);
  const language = useLanguage();
  const {session} = useSession();
  const {profile} = session;
  const now = useNow(60_000);
  const [fields, setFields] = useState({
    customerName: '',
    reference: '',
    phone: '',
    phoneLabel: text.phoneLabelDefault,
    product: '',
    amount: '',
    currency: profile?.jurisdiction === 'UK' ? 'GBP' : profile?.jurisdiction === 'US' ? 'USD' : 'CNY',
    dueDate: '',
    ...known,
  });
  const [ids] = useState(() => ({account: v7(), person: v7(), debt: v7(), number: v7()}));
  const [error, setError] = useState<CallError | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  if (profile === null) return null;
  const today = dayIn(profile.timeZone, new Date(now).toISOString());
  const amount = parseAmount(fields.amount, fields.currency);
  const dueDate = pastDay(fields.dueDate, today);
  const hasDebt = fields.product !== '' || fields.amount !== '' || fields.dueDate !== '';
  const ready =
    fields.customerName.trim() !== '' &&
    fields.reference.trim() !== '' &&
    (!hasDebt || (amount !== null && dueDate !== null && fields.product.trim() !== ''));

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setError(null);
    call('account.save', {
      account: {
        id: ids.account,
        reference: fields.reference,
        person: {id: ids.person, name: fields.customerName},
        debts:
          hasDebt && amount !== null && dueDate !== null
            ? [
                {
                  id: ids.debt,
                  product: fields.product,
                  creditor: profile.institution,
                  currency: fields.currency,
                  amount,
                  dueDate,
                },
              ]
            : [],
        timeZones: {},
        jurisdiction: profile.jurisdiction,
        language,
        numbers:
          fields.phone.trim() === '' ? [] : [{id: ids.number, label: fields.phoneLabel, value: fields.phone.trim()}],
      },
    }).then(onSaved, (thrown: unknown) => setError(asCallError(thrown)));
  };
  const input = (name: keyof typeof fields, label: string, invalid?: string) => (
    <label className="field">
      {label}
      <input
        name={name}
        value={fields[name]}
        autoComplete="off"
        maxLength={80}
        aria-invalid={invalid !== undefined}
        onChange={(event) => {
          const {value} = event.currentTarget;
          setFields((now) => ({...now, [name]: value}));
        }}
      />
      {invalid !== undefined && <span className="field-wrong">{invalid}</span>}
    </label>
  );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc leaves the form, as everywhere
    <form
      ref={form}
      className="new-call"
      aria-label={text.addAccount}
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onCancel();
      }}
    >
      <h2>{text.addAccount}</h2>
      {error !== null && <ErrorNotice error={error} title={text.notSaved} />}
      <div className="field-row">
        {input('customerName', text.customerName)}
        {input('reference', text.reference)}
        {input('phone', text.phone)}
        {input('phoneLabel', text.phoneLabel)}
        {input('product', text.product)}
        {input('amount', text.amount, fields.amount !== '' && amount === null ? text.badAmount : undefined)}
        {input('currency', text.currency)}
        {input('dueDate', text.dueDate, fields.dueDate !== '' && dueDate === null ? text.badDay : undefined)}
      </div>
      <div className="form-actions">
        <button type="submit" className="primary" disabled={!ready}>
          {text.saveAccount}
        </button>
        <button type="button" onClick={onCancel}>
          {text.cancel}
          <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}

/** A due date usually lies behind: `10-17` typed in November means last month's. A full date is taken as written. */
function pastDay(typed: string, today: string): string | null {
  const day = parseDay(typed, today);
  if (day === null || /^\s*\d{4}/.test(typed) || day <= today) return day;
  const shorter = /^\s*\d{1,2}[-/.月]\d{1,2}/.test(typed);
  return shorter ? `${Number(day.slice(0, 4)) - 1}${day.slice(4)}` : day;
}
