import {type KeyboardEvent, useEffect, useRef} from 'react';
import {parseAmount} from '../../electron/domain/typed-amount.ts';
import {CONTACTS, type Contact, NextActionKind, PayMethod, type Result} from '../../electron/contract/call.ts';
import type {Problem} from '../../electron/contract/errors.ts';
import {REASONS} from '../../electron/contract/pack.ts';
import {parseDay} from '../../electron/domain/days.ts';
import {CONTACT_LABELS, METHOD_LABELS, REASON_LABELS, RESULT_LABELS} from '../../electron/contract/labels.ts';
import {CONTACT_KEYS, isPromise, mayAskReason, resultsFor} from '../../electron/domain/outcome-rules.ts';
import {formatMoney} from '../../electron/domain/script-lines.ts';
import {dayInWords} from '../shared/format.ts';
import {useLanguage, useText} from '../shared/strings.ts';
import {isComposing, RESULT_KEYS} from './keys.ts';
import {
  contactOf,
  flagOf,
  type FormContext,
  type OutcomeForm,
  parseTime,
  resultOf,
  tagsOf,
  textOf,
} from './outcome-form.ts';
import {GoalFields} from './promise/goal-fields.tsx';
import {PlanFields} from './promise/plan-fields.tsx';
import {ReminderFields} from './promise/reminder-fields.tsx';
import {agentTexts} from './strings.ts';

interface OutcomeFieldsProps {
  form: OutcomeForm;
  context: FormContext;
  problems: readonly Problem[];
  onForm: (form: OutcomeForm) => void;
  /** Takes the focus when it appears and whenever this changes, so that letters choose at once. */
  focusTurn?: number;
}

/** The outcome on its two axes. Letters choose while the focus is on the choices, never while it is in a field. */
export function OutcomeFields({form, context, problems, onForm, focusTurn = 0}: OutcomeFieldsProps) {
  const text = useText(agentTexts);
  const language = useLanguage();
  const choices = useRef<HTMLDivElement>(null);
  const contact = contactOf(form);
  const result = resultOf(form);
  const tags = tagsOf(form);
  const results = contact === null ? [] : resultsFor(contact);
  const promised = isPromise(result) || tags.some(isPromise);
  useEffect(() => {
    if (focusTurn > 0) choices.current?.focus();
  }, [focusTurn]);
  // A promise or a callback is typed next: the hand stays on the keyboard.
  const first = useRef<HTMLInputElement>(null);
  const shown = useRef(result);
  useEffect(() => {
    if (result !== shown.current) first.current?.focus();
    shown.current = result;
  }, [result]);

  const set = (change: OutcomeForm) => onForm({...form, ...change});
  const chooseContact = (chosen: Contact) => {
    const fits = resultsFor(chosen);
    set({
      contact: chosen,
      result: result !== null && fits.includes(result) ? result : '',
      tags: tags.filter((tag) => fits.includes(tag)),
    });
  };
  const toggleTag = (tag: Result) =>
    set({tags: tags.includes(tag) ? tags.filter((other) => other !== tag) : [...tags, tag]});
  const startOver = () => onForm({...form, contact: '', result: '', tags: []});
  const dropResult = () => set({result: ''});
  const chooseResult = (chosen: Result) => set({result: chosen === result ? '' : chosen});
  const onLetter = (event: KeyboardEvent<HTMLDivElement>) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Backspace') {
      event.preventDefault();
      // One step at a time: the next letter chooses anew what was just taken back.
      if (result === null) startOver();
      else dropResult();
      return;
    }
    const letter = event.key.toUpperCase();
    if (contact === null) {
      const chosen = CONTACTS.find((candidate) => CONTACT_KEYS[candidate] === letter);
      if (chosen === undefined) return;
      event.preventDefault();
      chooseContact(chosen);
      return;
    }
    const chosen = results.find((candidate) => RESULT_KEYS[candidate] === letter);
    if (chosen === undefined) return;
    event.preventDefault();
    if (event.shiftKey) toggleTag(chosen);
    else chooseResult(chosen);
  };

  const amount = parseAmount(textOf(form, 'amount'), context.currency);
  const day = parseDay(textOf(form, 'day'), context.today);
  const nextDay = parseDay(textOf(form, 'nextDay'), context.today);
  const nextTime = parseTime(textOf(form, 'nextTime'));
  const inParts = result === 'PTP-P' || tags.includes('PTP-P');
  const planned = inParts && flagOf(form, 'planOn');
  const wrong = (path: string) => problems.some((problem) => problem.path === path);

  return (
    <>
      <div
        className="choices"
        ref={choices}
        role="group"
        aria-label={text.lettersHint}
        tabIndex={-1}
        onKeyDown={onLetter}
      >
        <p className="choices-title">{text.contact}</p>
        <div className="choice-row">
          {CONTACTS.filter((each) => contact === null || each === contact).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={contact === each}
              onClick={() => (each === contact ? startOver() : chooseContact(each))}
            >
              {contact === null && <kbd>{CONTACT_KEYS[each]}</kbd>}
              {CONTACT_LABELS[each][language]}
            </button>
          ))}
          {contact !== null && (
            <button type="button" onClick={startOver}>
              {result === null && <kbd>⌫</kbd>}
              {text.startOver}
            </button>
          )}
        </div>
        {results.length > 0 && (
          <>
            <p className="choices-title">{text.result}</p>
            <div className="choice-row">
              {results
                .filter((each) => result === null || each === result)
                .map((each) => (
                  <button key={each} type="button" aria-pressed={result === each} onClick={() => chooseResult(each)}>
                    <kbd>{RESULT_KEYS[each]}</kbd>
                    {RESULT_LABELS[each][language]}
                  </button>
                ))}
              {result !== null && (
                <button type="button" onClick={dropResult}>
                  <kbd>⌫</kbd>
                  {text.startOver}
                </button>
              )}
            </div>
          </>
        )}
      </div>
      {contact !== null && results.length > 1 && (
        <details className="choices-more" open={tags.length > 0 || undefined}>
          <summary>
            {text.tags}
            {tags.length > 0 && `: ${tags.map((tag) => RESULT_LABELS[tag][language]).join(' · ')}`}
          </summary>
          <div className="choice-row">
            {results
              .filter((each) => each !== result)
              .map((each) => (
                <button key={each} type="button" aria-pressed={tags.includes(each)} onClick={() => toggleTag(each)}>
                  <kbd>⇧{RESULT_KEYS[each]}</kbd>
                  {RESULT_LABELS[each][language]}
                </button>
              ))}
          </div>
        </details>
      )}

      {promised && (
        <fieldset className="promise">
          <legend>
            {text.promise}
            {context.inCall && context.total !== null && (
              <span className="quiet tabular">
                {' '}
                {text.stillOwed(formatMoney(context.total, context.currency, language))}
              </span>
            )}
          </legend>
          {inParts && <PlanFields form={form} context={context} problems={problems} onForm={onForm} firstRef={first} />}
          {!planned && (
            <>
              <label className="field">
                {text.promiseAmount} ({context.currency})
                <input
                  ref={inParts ? undefined : first}
                  name="amount"
                  inputMode="decimal"
                  value={textOf(form, 'amount')}
                  aria-invalid={wrong('promise.amount')}
                  onChange={(event) => set({amount: event.currentTarget.value})}
                />
                <span className="read-back">
                  {amount === null ? '' : formatMoney(amount, context.currency, language)}
                </span>
              </label>
              <label className="field">
                {text.promiseDay}
                <input
                  name="day"
                  value={textOf(form, 'day')}
                  aria-invalid={wrong('promise.day')}
                  aria-describedby="promise-day-read"
                  onChange={(event) => set({day: event.currentTarget.value})}
                />
                <span id="promise-day-read" className="read-back">
                  {day === null ? '' : dayInWords(day, language)}
                </span>
              </label>
            </>
          )}
          <label className="field">
            {text.method}
            <select
              name="method"
              value={textOf(form, 'method')}
              onChange={(event) => set({method: event.currentTarget.value})}
            >
              <option value="">{text.notChosen}</option>
              {PayMethod.options.map((method) => (
                <option key={method} value={method}>
                  {METHOD_LABELS[method][language]}
                </option>
              ))}
            </select>
          </label>
          <label className="tick">
            <input
              type="checkbox"
              checked={flagOf(form, 'repeatedBack')}
              onChange={(event) => set({repeatedBack: event.currentTarget.checked})}
            />
            {text.repeatedBack}
          </label>
          {context.inCall ? (
            <ReminderFields form={form} context={context} onForm={onForm} />
          ) : (
            <label className="tick">
              <input
                type="checkbox"
                checked={flagOf(form, 'consent')}
                onChange={(event) => set({consent: event.currentTarget.checked})}
              />
              {text.consent}
            </label>
          )}
        </fieldset>
      )}

      {contact !== null && context.planned !== undefined && (
        <GoalFields planned={context.planned} form={form} onForm={onForm} />
      )}
      {contact !== null && (
        <div className="field-row">
          {mayAskReason(contact) && (
            <label className="field">
              {text.reason}
              <select
                name="reason"
                value={textOf(form, 'reason')}
                onChange={(event) => set({reason: event.currentTarget.value})}
              >
                <option value="">{text.notChosen}</option>
                {REASONS.map((reason) => (
                  <option key={reason} value={reason}>
                    {REASON_LABELS[reason][language]}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label className="field">
            {text.nextAction}
            <select
              name="nextKind"
              value={textOf(form, 'nextKind') || (result === 'CB' ? 'call' : 'none')}
              onChange={(event) => set({nextKind: event.currentTarget.value})}
            >
              {NextActionKind.options.map((kind) => (
                <option key={kind} value={kind}>
                  {text[kind]}
                </option>
              ))}
            </select>
          </label>
          {(result === 'CB' || !['', 'none'].includes(textOf(form, 'nextKind'))) && (
            <>
              <label className="field">
                {text.nextDay}
                <input
                  ref={promised ? undefined : first}
                  name="nextDay"
                  value={textOf(form, 'nextDay')}
                  aria-invalid={wrong('nextAction.day') || wrong('nextAction.at')}
                  onChange={(event) => set({nextDay: event.currentTarget.value})}
                />
                <span className="read-back">{nextDay === null ? '' : dayInWords(nextDay, language)}</span>
              </label>
              <label className="field">
                {text.nextTime}
                <input
                  name="nextTime"
                  value={textOf(form, 'nextTime')}
                  aria-invalid={wrong('nextAction.time')}
                  onChange={(event) => set({nextTime: event.currentTarget.value})}
                />
                <span className="read-back">{nextTime ?? ''}</span>
              </label>
            </>
          )}
        </div>
      )}
    </>
  );
}
