import {z} from 'zod';
import {PayMethod} from './call.ts';
import {Instalment} from './payment-plan.ts';
import {Currency, Day, Id, Instant, lineText, MinorUnits, TimeZone} from './values.ts';

/**
 * What became of a promise. `open` until every part is judged: kept as soon as it came in by its day, else checked on the
 * day after. `replaced`: another promise took its place before its day.
 */
export const PROMISE_STATES = ['open', 'kept', 'partlyKept', 'broken', 'replaced'] as const;
export const PromiseState = z.enum(PROMISE_STATES);
export type PromiseState = z.infer<typeof PromiseState>;

/** What is to be done about an open promise today: nothing yet, the day itself, or a look whether the money came. */
export const PromiseDue = z.enum(['upcoming', 'today', 'check']);
export type PromiseDue = z.infer<typeof PromiseDue>;

/** A part with what came in for it by its day, in minor units. */
export const JudgedInstalment = Instalment.extend({
  paid: MinorUnits,
  state: z.enum(['open', 'kept', 'partlyKept', 'broken']),
});
export type JudgedInstalment = z.infer<typeof JudgedInstalment>;

/** A promise is named by the call in which it was made. Names are masked. Amounts in minor units of `currency`. */
export const PromiseRow = z.strictObject({
  callId: Id,
  accountId: Id.nullable(),
  customerName: z.string(),
  reference: z.string(),
  agent: z.string(),
  agentName: z.string(),
  madeAt: Instant,
  timeZone: TimeZone,
  /** The customer's own day when the board was made. */
  today: Day,
  currency: Currency,
  method: PayMethod,
  instalments: z.array(JudgedInstalment).min(1),
  /** The first part that is not judged; null once the promise is settled. */
  next: Instalment.nullable(),
  amount: MinorUnits,
  /** Everything that came in, late payments too. */
  paid: MinorUnits,
  state: PromiseState,
  due: PromiseDue.nullable(),
  /** Local time of an agreed reminder that is still to come, `YYYY-MM-DDTHH:MM`; null without consent. */
  reminderAt: z.string().nullable(),
});
export type PromiseRow = z.infer<typeof PromiseRow>;

/** An agreed callback. `at` is local time in `timeZone`. */
export const CallbackRow = z.strictObject({
  callId: Id,
  accountId: Id.nullable(),
  customerName: z.string(),
  reference: z.string(),
  agent: z.string(),
  agentName: z.string(),
  at: z.string(),
  timeZone: TimeZone,
  late: z.boolean(),
  note: z.string(),
});
export type CallbackRow = z.infer<typeof CallbackRow>;

/** An account whose customer broke two promises in a row: a task for the lead. */
export const BrokenTwice = z.strictObject({
  accountId: Id,
  customerName: z.string(),
  reference: z.string(),
  agent: z.string(),
  agentName: z.string(),
  broken: z.int().min(2),
  lastCallId: Id,
  lastDay: Day,
});
export type BrokenTwice = z.infer<typeof BrokenTwice>;

/** Promises that were settled since a day. The kept rate counts kept ones among all that were settled and not replaced. */
export const KeptRate = z.strictObject({
  since: Day,
  kept: z.int(),
  partlyKept: z.int(),
  broken: z.int(),
});
export type KeptRate = z.infer<typeof KeptRate>;

export const PromiseBoard = z.strictObject({
  promises: z.array(PromiseRow),
  callbacks: z.array(CallbackRow),
  brokenTwice: z.array(BrokenTwice),
  rate: KeptRate,
});
export type PromiseBoard = z.infer<typeof PromiseBoard>;

/** Who says that something was paid. */
export const PaymentSource = z.enum(['byHand', 'import']);
export type PaymentSource = z.infer<typeof PaymentSource>;

/** Money that came in; `day` is a day of the customer's zone, `promiseId` the call of the promise that it counts for. */
export const PaymentNoted = z.strictObject({
  accountId: Id.nullable(),
  promiseId: Id.nullable(),
  currency: Currency,
  amount: MinorUnits.min(1),
  day: Day,
  source: PaymentSource,
});
export type PaymentNoted = z.infer<typeof PaymentNoted>;

/** Somebody looked: for the parts due up to `day` nothing more came in. */
export const PromiseChecked = z.strictObject({promiseId: Id, day: Day});
export type PromiseChecked = z.infer<typeof PromiseChecked>;

/** What the lead decided after two broken promises. */
export const PromiseReviewed = z.strictObject({accountId: Id, promiseId: Id, decision: lineText(300)});
export type PromiseReviewed = z.infer<typeof PromiseReviewed>;

/** Events around promises; they belong to no call, but tell of one. */
export const PromiseEvent = z.discriminatedUnion('type', [
  z.strictObject({type: z.literal('payment.noted'), payload: PaymentNoted}),
  z.strictObject({type: z.literal('promise.checked'), payload: PromiseChecked}),
  z.strictObject({type: z.literal('promise.reviewed'), payload: PromiseReviewed}),
]);
export type PromiseEvent = z.infer<typeof PromiseEvent>;

/** What is noted on the board: money that came in, or that nothing (more) did. */
export const PromiseNote = z.discriminatedUnion('kind', [
  z.strictObject({kind: z.literal('payment'), amount: MinorUnits.min(1), day: Day}),
  z.strictObject({kind: z.literal('nothing')}),
]);
export type PromiseNote = z.infer<typeof PromiseNote>;
