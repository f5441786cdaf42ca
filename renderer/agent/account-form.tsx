import {type FormEvent, Fragment, useEffect, useRef, useState} from 'react';
import {v7} from 'uuid';
import {parseAmount} from '../../electron/domain/typed-amount.ts';
import type {Account, AccountRow} from '../../electron/contract/account.ts';
import {PHONE_LINES} from '../../electron/contract/flags.ts';
import {JURISDICTION_LABELS, PHONE_LINE_LABELS} from '../../electron/contract/labels.ts';
import {Jurisdiction, Language, TimeZone} from '../../electron/contract/values.ts';
import {dayIn} from '../../electron/domain/days.ts';
import {asCallError, call, type CallError} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {useSession} from '../shared/session.tsx';
import {useLanguage, useText} from '../shared/strings.ts';
import {useSave} from '../shared/use-save.ts';
import {accountOf, type AccountFields, changed, firstFields, PARTS, pastDay} from './account-fields.ts';
import {isComposing, KEYS} from './keys.ts';
import {agentTexts} from './strings.ts';
import {useNow} from './use-now.ts';

interface AccountFormProps {
  onSaved: (row: AccountRow) => void;
  onCancel: () => void;
  /** The account that is changed; null for a new one. */
  account?: Account | null;
  /** What is known beforehand, for example from a screen-pop; saved only when somebody saves it. */
  known?: Partial<Record<'customerName' | 'reference' | 'phone' | 'product', string>>;
}

/** Each in its own language. */
const LANGUAGE_NAMES = {'zh-CN': '中文', en: 'English'};
const LANGUAGE_CHOICES = Language.options.map((value) => ({value, label: LANGUAGE_NAMES[value]}));

/** An account by hand: what a call and its rules need. Of several debts and numbers the first debt is changed here. */
export function AccountForm({onSaved, onCancel, account = null, known = {}}: AccountFormProps) {
  const text = useText(agentTexts);
  const language = useLanguage();
  const {session} = useSession();
  const {profile} = session;
  const now = useNow(60_000);
  const first = (of: Account | null) => firstFields(of, profile, text.phoneLabelDefault, language);
  const [fields, setFields] = useState<AccountFields>(() => ({...first(account), ...known}));
  const [ids] = useState(() => ({
    account: account?.id ?? v7(),
    person: account?.person.id ?? v7(),
    debt: account?.debts[0]?.id ?? v7(),
    number: v7(),
  }));
  const [error, setError] = useState<CallError | null>(null);
  const send = useSave();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  if (profile === null) return null;
  const today = dayIn(profile.timeZone, new Date(now).toISOString());
  const amount = parseAmount(fields.amount, fields.currency);
  const dueDate = pastDay(fields.dueDate, today);
  const closedOn = fields.closedOn.trim() === '' ? undefined : pastDay(fields.closedOn, today);
  const region = fields.region.trim() === '' ? undefined : fields.region.trim().toUpperCase();
  const parts = PARTS.map((part) => (fields[part].trim() === '' ? null : parseAmount(fields[part], fields.currency)));
  const badPart = (part: (typeof PARTS)[number]) =>
    fields[part].trim() !== '' && parts[PARTS.indexOf(part)] === null ? text.badAmount : undefined;
  const badZone = (zone: string) =>
    zone.trim() !== '' && !TimeZone.safeParse(zone.trim()).success ? text.badZone : undefined;
  const badRegion = region !== undefined && !/^[A-Z]{2,3}$/.test(region) ? text.badRegion : undefined;
  const hasDebt = fields.product !== '' || fields.amount !== '' || fields.dueDate !== '';
  const ready =
    fields.customerName.trim() !== '' &&
    fields.reference.trim() !== '' &&
    closedOn !== null &&
    badRegion === undefined &&
    badZone(fields.toldZone) === undefined &&
    badZone(fields.addressZone) === undefined &&
    PARTS.every((part) => badPart(part) === undefined) &&
    (!hasDebt || (amount !== null && dueDate !== null && fields.product.trim() !== ''));

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setError(null);
    send(fields, async () => {
      // While the form stood open a table may have brought other amounts, or the account may have been erased: what was not
      // changed here is left as it is now.
      const now = account === null ? null : await call('account.get', {id: account.id});
      const merged = now === null ? fields : {...first(now), ...changed(first(account), fields)};
      return call('account.save', {account: accountOf(merged, now, {ids, profile, today})}).then(onSaved);
    }).catch((thrown: unknown) => setError(asCallError(thrown)));
  };
  const select = (name: keyof typeof fields, label: string, options: readonly {value: string; label: string}[]) => (
    <label className="field">
      {label}
      <select
        name={name}
        value={fields[name]}
        onChange={(event) => {
          const {value} = event.currentTarget;
          setFields((now) => ({...now, [name]: value}));
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
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
    <form
      ref={form}
      className="new-call"
      aria-label={account === null ? text.addAccount : text.editAccount}
      onSubmit={save}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key === 'Escape') onCancel();
        if (event.key === 'Enter' && event.ctrlKey) event.currentTarget.requestSubmit();
      }}
    >
      <h2>{account === null ? text.addAccount : text.editAccount}</h2>
      {error !== null && <ErrorNotice error={error} title={text.notSaved} />}
      <div className="field-row">
        {input('customerName', text.customerName)}
        {input('reference', text.reference)}
        {input('phone', account === null ? text.phone : text.newPhone)}
        {input('phoneLabel', text.phoneLabel)}
        {select(
          'line',
          text.line,
          PHONE_LINES.map((value) => ({value, label: PHONE_LINE_LABELS[value][language]})),
        )}
        {input('product', text.product)}
        {input('amount', text.amount, fields.amount !== '' && amount === null ? text.badAmount : undefined)}
        {input('currency', text.currency)}
        {input('dueDate', text.dueDate, fields.dueDate !== '' && dueDate === null ? text.badDay : undefined)}
        {PARTS.map((part) => (
          <Fragment key={part}>{input(part, text[part], badPart(part))}</Fragment>
        ))}
        {select(
          'jurisdiction',
          text.jurisdiction,
          Jurisdiction.options.map((value) => ({value, label: JURISDICTION_LABELS[value][language]})),
        )}
        {input('region', text.region, badRegion)}
        {select('language', text.language, LANGUAGE_CHOICES)}
        {input('toldZone', text.toldZone, badZone(fields.toldZone))}
        {input('addressZone', text.addressZone, badZone(fields.addressZone))}
        {input('closedOn', text.closedOn, closedOn === null ? text.badDay : undefined)}
      </div>
      <div className="form-actions">
        <button type="submit" className="primary" disabled={!ready}>
          {text.saveAccount}
          <kbd>{KEYS.save}</kbd>
        </button>
        <button type="button" onClick={onCancel}>
          {text.cancel}
          <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}
