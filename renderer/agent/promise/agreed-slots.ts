import {PayMethod} from '../../../electron/contract/call.ts';
import {METHOD_LABELS} from '../../../electron/contract/labels.ts';
import type {Pack, SlotSource} from '../../../electron/contract/pack.ts';
import {parseDay} from '../../../electron/domain/days.ts';
import {formatMoney, spokenDay} from '../../../electron/domain/script-lines.ts';
import {parseAmount} from '../../../electron/domain/typed-amount.ts';
import {type FormContext, type OutcomeForm, textOf} from '../outcome-form.ts';

const SLOT_FIELDS = {'promise.amount': 'amount', 'promise.day': 'day', 'promise.method': 'method'} as const;

type PromiseSource = keyof typeof SLOT_FIELDS;

const isPromiseSource = (source: SlotSource): source is PromiseSource => Object.hasOwn(SLOT_FIELDS, source);

function spoken(source: PromiseSource, form: OutcomeForm, context: FormContext, language: Pack['language']): string {
  const typed = textOf(form, SLOT_FIELDS[source]);
  if (source === 'promise.amount') {
    const amount = parseAmount(typed, context.currency);
    return amount === null || amount < 1 ? '' : formatMoney(amount, context.currency, language);
  }
  if (source === 'promise.day') {
    const day = parseDay(typed, context.today);
    return day === null ? '' : spokenDay(day, language);
  }
  const method = PayMethod.options.find((option) => option === typed);
  return method === undefined ? '' : METHOD_LABELS[method][language];
}

/**
 * What the outcome's fields say of a promise, as the script reads it back: the slots whose fields changed, by slot id. A
 * field that says nothing clear empties its slot, so that no sentence goes on repeating what was agreed before.
 */
export function agreedSlots(
  pack: Pick<Pack, 'slots' | 'language'>,
  before: OutcomeForm,
  form: OutcomeForm,
  context: FormContext,
): Record<string, string> {
  const changed = pack.slots.flatMap(({id, source}): [string, string][] => {
    if (!isPromiseSource(source)) return [];
    const field = SLOT_FIELDS[source];
    if (textOf(before, field) === textOf(form, field)) return [];
    return [[id, spoken(source, form, context, pack.language)]];
  });
  return Object.fromEntries(changed);
}

/** The outcome's fields after a promise was typed in a sentence of the script: that is what holds now. */
export function withoutAgreed(pack: Pick<Pack, 'slots'>, slotId: string, form: OutcomeForm): OutcomeForm {
  const source = pack.slots.find(({id}) => id === slotId)?.source;
  if (source === undefined || !isPromiseSource(source) || source === 'promise.method') return form;
  const {[SLOT_FIELDS[source]]: _said, ...rest} = form;
  return rest;
}
