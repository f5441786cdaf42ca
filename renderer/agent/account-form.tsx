import {type FormEvent, Fragment, useEffect, useRef, useState} from 'react';
import {v7} from 'uuid';
import {parseAmount} from '../../electron/domain/typed-amount.ts';
import type {Account, AccountRow} from '../../electron/contract/account.ts';
import type {Profile} from '../../electron/contract/desk.ts';
import type {RawInput} from '../../electron/contract/methods.ts';
import {PHONE_LINES, PhoneLine} from '../../electron/contract/flags.ts';
import {JURISDICTION_LABELS, PHONE_LINE_LABELS} from '../../electron/contract/labels.ts';
import {Jurisdiction, Language, TimeZone} from '../../electron/contract/values.ts';
import {minorDigits} from '../../electron/domain/script-lines.ts';
import {dayIn, parseDay} from '../../electron/domain/days.ts';
import {asCallError, call, type CallError} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {useSession} from '../shared/session.tsx';
import {useLanguage, useText} from '../shared/strings.ts';
import {useSave} from '../shared/use-save.ts';
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

const PARTS = ['principal', 'interest', 'fees', 'paid'] as const;

function firstFields(account: Account | null, profile: Profile | null, phoneLabel: string, language: Language) {
  const debt = account?.debts[0];
  const jurisdiction = account?.jurisdiction ?? profile?.jurisdiction ?? 'none';
  const money = (minor: number | null | undefined) =>
    debt === undefined || typeof minor !== 'number'
      ? ''
      : (minor / 10 ** minorDigits(debt.currency)).toFixed(minorDigits(debt.currency));
  return {
    customerName: account?.person.name ?? '',
    reference: account?.reference ?? '',
    phone: '',
    phoneLabel,
    line: 'mobile',
    product: debt?.product ?? '',
    amount: money(debt?.amount),
    currency: debt?.currency ?? (jurisdiction === 'UK' ? 'GBP' : jurisdiction === 'US' ? 'USD' : 'CNY'),
    dueDate: debt?.dueDate ?? '',
    principal: money(debt?.principal),
    interest: money(debt?.interest),
    fees: money(debt?.fees),
    paid: money(debt?.paid),
    jurisdiction: jurisdiction as string,
    region: account?.region ?? '',
    language: (account?.language ?? language) as string,
    toldZone: account?.timeZones.told ?? '',
    addressZone: account?.timeZones.address ?? '',
    closedOn: account?.closedOn ?? '',
  };
}

/** An account by hand: what a call and its rules need. Of several debts and numbers the first debt is changed here. */
export function AccountForm({onSaved, onCancel, account = null, known = {}}: AccountFormProps) {
  const text = useText(agentTexts);
  const language = useLanguage();
  const {session} = useSession();
  const {profile} = session;
  const now = useNow(60_000);
  const [fields, setFields] = useState(() => ({
    ...firstFields(account, profile, text.phoneLabelDefault, language),
    ...known,
  }));
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
    const [principal = null, interest = null, fees = null, paid = null] = parts;
    const first =
      hasDebt && amount !== null && dueDate !== null
        ? [
            {
              ...account?.debts[0],
              id: ids.debt,
              product: fields.product,
              creditor: account?.debts[0]?.creditor ?? profile.institution,
              currency: fields.currency,
              amount,
              principal,
              interest,
              fees,
              paid,
              dueDate,
            },
          ]
        : [];
    const added =
      fields.phone.trim() === ''
        ? []
        : [
            {
              id: ids.number,
              label: fields.phoneLabel,
              value: fields.phone.trim(),
              line: PhoneLine.parse(fields.line),
            },
          ];
    const zone = (typed: string) => (typed.trim() === '' ? null : typed.trim());
    const saved: RawInput<'account.save'> = {
      account: {
        id: ids.account,
        reference: fields.reference,
        person: {...account?.person, id: ids.person, name: fields.customerName},
        ...(account?.persons !== undefined && {persons: account.persons}),
        ...(region !== undefined && {region}),
        ...(closedOn !== undefined && closedOn !== null && {closedOn}),
        customerType: account?.customerType ?? null,
        debts: [...first, ...(account?.debts.slice(1) ?? [])],
        timeZones: {
          told: zone(fields.toldZone),
          address: zone(fields.addressZone),
          number: account?.timeZones.number ?? null,
        },
        jurisdiction: Jurisdiction.parse(fields.jurisdiction),
        language: Language.parse(fields.language),
        // Their digits are not on this page: they stay as they are kept.
        numbers: [...(account?.numbers ?? []).map(({tail: _tail, ...number}) => number), ...added],
      },
    };
    send(saved, () => call('account.save', saved).then(onSaved)).catch((thrown: unknown) =>
      setError(asCallError(thrown)),
    );
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

/** A due date usually lies behind: `10-17` typed in November means last month's. A full date is taken as written. */
function pastDay(typed: string, today: string): string | null {
  const day = parseDay(typed, today);
  if (day === null || /^\s*\d{4}/.test(typed) || day <= today) return day;
  const shorter = /^\s*\d{1,2}[-/.月]\d{1,2}/.test(typed);
  return shorter ? `${Number(day.slice(0, 4)) - 1}${day.slice(4)}` : day;
}
