import {type FormEvent, type KeyboardEvent, useEffect, useRef, useState} from 'react';
import type {PromiseRow} from '../../../electron/contract/promise.ts';
import {parseAmount} from '../../../electron/domain/typed-amount.ts';
import {minorDigits} from '../../../electron/domain/script-lines.ts';
import {money} from '../format.ts';
import {useLanguage, useText} from '../strings.ts';
import {promiseTexts} from './promise-texts.ts';

interface FormProps {
  onCancel: () => void;
}

/** Esc leaves the form and nothing else; while an input method composes it is its own. */
const leave = (onCancel: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
  event.stopPropagation();
  event.preventDefault();
  onCancel();
};

/** What came in for a promise: how much, and on which day the customer paid. */
export function PaymentForm({
  promise,
  onSave,
  onCancel,
}: FormProps & {promise: PromiseRow; onSave: (amount: number, day: string) => void}) {
  const text = useText(promiseTexts);
  const language = useLanguage();
  const first = useRef<HTMLInputElement>(null);
  const {currency, today, next} = promise;
  const awaited = next?.amount ?? promise.amount;
  const [typed, setTyped] = useState(() => (awaited / 10 ** minorDigits(currency)).toFixed(minorDigits(currency)));
  const [day, setDay] = useState(() => (next !== null && next.day < today ? next.day : today));
  const amount = parseAmount(typed, currency);
  useEffect(() => first.current?.select(), []);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (amount !== null && amount > 0 && day !== '') onSave(amount, day);
  };
  return (
    <form className="board-form" aria-label={text.payment} onSubmit={save} onKeyDown={leave(onCancel)}>
      <label className="field">
        {text.amount} ({currency})
        <input
          ref={first}
          inputMode="decimal"
          value={typed}
          aria-invalid={amount === null}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <span className="read-back">{amount === null ? text.badAmount : money(amount, currency, language)}</span>
      </label>
      <label className="field">
        {text.day}
        <input type="date" value={day} max={today} required onChange={(event) => setDay(event.currentTarget.value)} />
      </label>
      <span className="board-keys">
        <button type="submit" className="primary" disabled={amount === null || amount < 1}>
          {text.save}
          <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={onCancel}>
          {text.cancel}
          <kbd>Esc</kbd>
        </button>
      </span>
    </form>
  );
}

/** What the lead decides about a customer whose promises were broken twice. */
export function DecisionForm({onSave, onCancel}: FormProps & {onSave: (decision: string) => void}) {
  const text = useText(promiseTexts);
  const box = useRef<HTMLInputElement>(null);
  const [decision, setDecision] = useState('');
  useEffect(() => box.current?.focus(), []);
  return (
    <form
      className="board-form"
      aria-label={text.decide}
      onKeyDown={leave(onCancel)}
      onSubmit={(event) => {
        event.preventDefault();
        if (decision.trim() !== '') onSave(decision);
      }}
    >
      <label className="field">
        {text.decision}
        <input
          ref={box}
          value={decision}
          maxLength={300}
          placeholder={text.decisionHint}
          onChange={(event) => setDecision(event.currentTarget.value)}
        />
      </label>
      <span className="board-keys">
        <button type="submit" className="primary" disabled={decision.trim() === ''}>
          {text.save}
          <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={onCancel}>
          {text.cancel}
          <kbd>Esc</kbd>
        </button>
      </span>
    </form>
  );
}
